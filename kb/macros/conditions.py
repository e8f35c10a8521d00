"""Macros for the page of a condition: whom it is for, what can go wrong with cord cells there, and talking it over."""

from __future__ import annotations

from markupsafe import Markup

from kb import ask
from kb.macros.records import downloads
from kb.macros.registry import block, macro, subject_of
from kb.view import View


@macro
def page_for(view: View, condition: str | None = None) -> Markup:
    """Whom the page of a condition is for and what it tells, in one line; below the short answer.

    Example: page_for("annular-tear")
    """
    _, record = subject_of(view, condition, ("conditions",))
    return block(view.render("page_for.html", c=record))


@macro
def cell_harms(view: View, condition: str | None = None) -> Markup:
    """What can go wrong with cord cells in people with a condition: of the needle, of the cells, by each route that is used for it.

    Example: cell_harms("facet-joint-arthritis")
    """
    _, record = subject_of(view, condition, ("conditions",))
    routes = [route for route in view.knowledge.all("routes") if record.id in route.used_for]
    # the first risk that fits: in the neck another count holds than in the lower back
    return block(view.render("cell_harms.html", c=record, routes=[(route, ask.fitting(route.risks, record.id)[0][0]) for route in routes]))


@macro
def talk_it_over(view: View, condition: str | None = None) -> Markup:
    """Questions for one's own doctor, where to compare and decide, helplines, and bodies with nothing to sell; before a decision.

    Example: talk_it_over("annular-tear")
    """
    _, record = subject_of(view, condition, ("conditions",))
    patients, professionals = ask.guides(view.knowledge, record)
    home = view.site.place("conditions", record.id)[0]
    crisis = [view.knowledge.kinds["sources"][id] for id in record.crisis_help]
    return block(view.render("talk_it_over.html", c=record, home=home, patients=patients, professionals=professionals, crisis=crisis))


@macro
def more_help(view: View) -> Markup:
    """Where readers whose condition is not known can read on: general guides of bodies with nothing to sell.

    Example: more_help()
    """
    return block(view.render("more_help.html", guides=[view.knowledge.kinds["sources"][id] for id in ask.GENERAL_GUIDES]))


#: as many statements as a reader takes in; the rest stand in the ledger, unless they are very few
MOST_CLAIMS = 5
VERY_FEW = 2


@macro
def sellers_say(view: View, condition: str | None = None) -> Markup:
    """What sellers say of a condition, the statements that are about it above all, with verdicts; and where the others are.

    Example: sellers_say("annular-tear")
    """
    _, record = subject_of(view, condition, ("conditions",))
    shown, total = ask.claims_first(view.knowledge, record.id, MOST_CLAIMS)
    if total - len(shown) <= VERY_FEW:
        shown, total = ask.claims_first(view.knowledge, record.id, total)
    return block(view.render("sellers_say.html", c=record, rows=shown, total=total) + "\n" + downloads(view, "claims"))
