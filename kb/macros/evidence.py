"""Macros that show evidence: plots, diagrams, certainty, verdicts, the ledger, the study explorer, what is not known."""

from __future__ import annotations

import json

from markupsafe import Markup

from kb import ask, diagrams, markup, pages, plots, words
from kb.faults import advice
from kb.macros.records import downloads
from kb.macros.registry import Mistake, block, macro, record_of, search_for, selected, subject_of
from kb.view import View


@macro
def plot(view: View, id: str) -> Markup:
    """A chart drawn from the data, with its finding as heading, the table of its numbers and its sources.

    Example: plot("herniation-shrinkage-by-type")
    """
    if id not in plots.PLOTS:
        raise Mistake("unknown-id", f"there is no plot `{id}`", advice(id, plots.PLOTS, "see kb/plots/."))
    try:
        drawn = plots.PLOTS[id](view.knowledge)
    except plots.Refused as refused:
        raise Mistake("plot", f"the plot `{id}` cannot be drawn: {refused}", "mend the record, or take the plot off the page.") from None
    return block(view.render("plot.html", plot=drawn, id=view.own_id(f"plot-{id}"), numbers=view.file_url(f"data/plots/{id}")))


@macro
def diagram(view: View, id: str) -> Markup:
    """A drawing that explains: its parts named in words, with its sources. What the page is about stands out.

    Example: diagram("ladder-of-evidence")
    """
    if id not in diagrams.DIAGRAMS:
        raise Mistake("unknown-id", f"there is no diagram `{id}`", advice(id, diagrams.DIAGRAMS, "see kb/diagrams/."))
    drawn = diagrams.DIAGRAMS[id](view.knowledge)
    own = [number for number, record, _, _ in drawn.keys if record in view.site.pages[view.path].records]
    return block(view.render("diagram.html", diagram=drawn, own=own, id=view.own_id(f"diagram-{id}")))


@macro
def certainty_line(view: View, condition: str | None = None, route: str | None = None) -> Markup:
    """How much has been tested with cord cells for this condition or by this route, derived from the studies; for a condition, that harm was not counted.

    Its certainty is about a benefit over a comparison group, as on every page: a change from before to after is none.

    Example: certainty_line(condition="degenerative-disc-disease")
    """
    filters = {key: value for key, value in (("condition", condition), ("route", route)) if value}
    if len(filters) != 1:
        raise Mistake("unknown-argument", "give `condition` or `route`, one of them", 'certainty_line(condition="…")')
    cord = ask.distinct(selected(view, "studies", {"cells": "cord", **filters}))
    other = ask.distinct(selected(view, "studies", {"cells": "other", **filters}))
    label = words.UNREAD if any(ask.standing(study) == "unread" for study in cord) else words.UNCOMPARED
    return Markup(view.render("certainty_line.html", cord=cord, other=other, label=label, harm=bool(condition), search=search_for(view, {"cells": "cord", **filters})).replace("\n", " "))


@macro
def certainty(view: View, word: str) -> Markup:
    """A badge for certainty: high, moderate, low, very-low, none.

    Example: certainty("low")
    """
    if word not in words.CERTAINTY:
        raise Mistake("vocabulary", f"`{word}` is no certainty", advice(word, words.CERTAINTY, "use one of its words."))
    return view.certainty(word)


@macro
def verdict(view: View, word: str) -> Markup:
    """A badge for a verdict on a seller's statement.

    Example: verdict("borrowed")
    """
    if word not in words.VERDICTS:
        raise Mistake("vocabulary", f"`{word}` is no verdict", advice(word, words.VERDICTS, "use one of the eight."))
    return view.verdict(word)


@macro
def warning_signs(view: View, condition: str | list[str] | None = None, after_injection: bool = False, kind: str | None = None, by_kind: bool = False) -> Markup:
    """Signs that need help, each with its action, the most urgent first: for a condition, after an injection, or those that hold everywhere. A list of conditions adds their signs, and nothing unfolds.

    ``kind`` leaves the signs of one kind (nerves, infection, vessels ...), without those after an injection, which have a list of their own; ``by_kind`` names the kind above its signs.

    Example: warning_signs("chronic-neck-pain")
    """
    if after_injection:
        rows = [sign for sign in view.knowledge.all("warning_signs") if sign.after_injection]
    elif condition:
        # the signs of the disease itself are the first to know
        rows = sorted(selected(view, "warning_signs", {"condition": condition}), key=lambda sign: condition not in sign.conditions)
    else:
        rows = [sign for sign in view.knowledge.all("warning_signs") if sign.everywhere]
    if kind:
        if kind not in words.SIGN_KINDS:
            raise Mistake("vocabulary", f"`{kind}` is no kind of warning sign", advice(kind, words.SIGN_KINDS, "use one of them."))
        rows = [sign for sign in rows if sign.kind == kind and sign.after_injection == after_injection]
    groups = [(action, [sign for sign in rows if sign.action == action]) for action in words.ACTIONS]
    unfold = {sign.id for sign in rows if condition in sign.unfolds_for}
    return block(view.render("warning_signs_list.html", groups=[(action, group) for action, group in groups if group], unfold=unfold, by_kind=by_kind))


@macro
def signs_box(view: View, id: str) -> Markup:
    """Signs in short, by what to do, in a box: `emergency-signs` or `signs-after-injection`.

    Example: signs_box("signs-after-injection")
    """
    if id not in words.SIGN_BOXES:
        raise Mistake("unknown-id", f"there is no box of signs `{id}`", advice(id, words.SIGN_BOXES, "use one of them."))
    return block(view.render("signs_box.html", f=record_of(view, "findings", id)))


@macro
def first_steps(view: View, id: str) -> Markup:
    """What to do in an emergency, as numbered steps: the first sentence of a finding says when, each of the others is a step.

    Example: first_steps("reaction-first-steps")
    """
    return block(view.render("first_steps.html", f=record_of(view, "findings", id)))


#: a finding about more subjects than these is a general one, which the page of one subject leaves to the evidence pages
OF_ONE_SUBJECT = 4


@macro
def unknowns(view: View, about: str | None = None) -> Markup:
    """What nobody has tested: the unknown passages of a condition or route, and the findings that say so.

    Example: unknowns("chronic-neck-pain")
    """
    _, subject = subject_of(view, about, ("conditions", "routes", "mechanisms"))
    findings = [f for f in view.knowledge.all("findings") if f.topic == "unknown" and subject.id in f.about and len(f.about) <= OF_ONE_SUBJECT]
    return block(view.render("unknowns.html", passages=getattr(subject, "unknown", []), findings=findings))


@macro
def verdict_summary(view: View) -> Markup:
    """How many of the sellers' statements carry each verdict, counted from the data.

    Example: verdict_summary()
    """
    return block(view.render("verdict_summary.html", claims=view.knowledge.all("claims")))


@macro
def verdict_examples(view: View) -> Markup:
    """Each verdict with its meaning and one statement from the ledger that carries it.

    Example: verdict_examples()
    """
    return block(view.render("verdict_examples.html", examples=ask.verdict_examples(view.knowledge)))


@macro
def claims_ledger(view: View) -> Markup:
    """Every statement of the sellers as one table, with filters where JavaScript runs.

    Example: claims_ledger()
    """
    return block(view.render("claims_ledger.html", groups=ask.claims_by_topic(view.knowledge)) + "\n" + downloads(view, "claims"))


@macro
def claims_in_full(view: View) -> Markup:
    """Every statement of the sellers with its reasoning, topic by topic, each with a permanent anchor.

    Example: claims_in_full()
    """
    return block(view.render("claims_in_full.html", groups=ask.claims_by_topic(view.knowledge), markup=lambda: _ledger_markup(view)))


def _ledger_markup(view: View) -> Markup:
    """The schema.org markup of all claims as JSON for a script element."""
    base = view.site.settings.get("site_url") or ""
    address = base + pages.url(view.path, view.site.directory_urls)
    name = view.site.settings.get("site_name") or ""
    reviews = [markup.claim_review(claim, f"{address}#{claim.id}", name, base) for claim in view.knowledge.all("claims")]
    return Markup(json.dumps(markup.document(reviews), ensure_ascii=False).replace("</", "<\\/"))


@macro
def study_explorer(view: View) -> Markup:
    """Every study as one table, cord cells first, with filters, sorting and a count where JavaScript runs.

    Example: study_explorer()
    """
    return block(view.render("study_explorer.html", rows=ask.cord_first(view.knowledge, view.knowledge.all("studies"))) + "\n" + downloads(view, "studies"))
