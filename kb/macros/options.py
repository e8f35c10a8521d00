"""Macros that set options side by side: every family of option for a condition, or the options of one family.

Every option is told in the same rows, waiting and cord cells in a clinic included; :mod:`kb.options` says what is told of each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from kb import ask, model, words
from kb.faults import advice
from kb.legend import legend, read_first
from kb.macros.records import downloads
from kb.macros.registry import Mistake, block, macro, record_of, selected, subject_of
from kb.options import Told, offered, told, told_to_all
from kb.plots.options import HARM_CHARTS
from kb.view import View


@dataclass(frozen=True)
class Family:
    """A family of options: its label, its options, and what the record of the condition adds.

    ``why_none`` says why there is no option, where the condition tells it. ``others`` are options that are only named.
    """

    word: str
    label: str
    options: list[Told]
    notes: list[model.Passage] = field(default_factory=list)
    why_none: model.WithoutRecord | None = None
    others: list[model.Alternative] = field(default_factory=list)


def in_steps(families: list[Family], condition: model.Condition) -> list[tuple[str, list[Family]]]:
    """The families of a page in runs that stand open (no label) or unfold under a label: what is for later unfolds, unless the condition cannot wait."""
    waits = condition.said_to_respond and not condition.urgent
    runs: list[tuple[str, list[Family]]] = []
    for later, run in groupby(families, key=lambda family: waits and family.word in words.LATER_GROUPS):
        held = list(run)
        count = sum(len(family.options) for family in held)
        named = [family.label[0].lower() + family.label[1:] for family in held if family.options]
        label = f"If the first steps are not enough: {', '.join(named)} ({count})" if later and count else ""
        runs.append((label, held))
    return runs


def notes_on_surgery(condition: model.Condition, options: list[Told]) -> list[model.Passage]:
    """When an operation is considered for a condition. Results of studies are left to the options that tell them."""
    return [passage for passage in condition.surgery if not options or not passage.certainty]


def families(view: View, condition: model.Condition) -> list[Family]:
    """Every family of options in the order in which readers meet them.

    Those without an option are included where cells are sold for the condition; where they are not, nobody has to
    weigh up eleven families, and only those are told that have an option. So it is with what belongs to no family.
    """
    at_home = view.site.place("conditions", condition.id)[0] == view.path
    found = []
    for word, label in words.GROUPS.items():
        options = [told(option, condition, at_home) for option in ask.select(view.knowledge, "alternatives", condition=condition.id, group=word)]
        notes = notes_on_surgery(condition, options) if word == "surgery" and not at_home else []
        if options or (condition.said_to_respond and word != "other"):
            why_none = next((each for each in condition.without_record if each.group == word), None)
            found.append(Family(word, label, options, notes, why_none))
    return found


@macro
def figures_explained(view: View, condition: str | None = None) -> Markup:
    """How the page of a condition tells what an option does: points of one scale, when a gain is called small, medium or large, the words for how often harm comes. It explains what the page uses before anything is unfolded, and no more.

    Example: figures_explained("annular-tear")
    """
    _, record = subject_of(view, condition, ("conditions",))
    open_families = [family for label, run in in_steps(families(view, record), record) if not label for family in run]
    passages = [*record.natural_history, *record.daily_life, *record.first_line]
    text, harm = read_first(passages, [each for family in open_families for each in family.options])
    how_often = view.knowledge.kinds["findings"]["words-for-how-often"].statement
    charted = any(f'plot("{id}")' in view.site.pages[view.path].body for id in HARM_CHARTS)
    return block(view.render("figures_explained.html", legend=legend(text, harm, how_often, charted)))


@macro
def options_compared(view: View, condition: str) -> Markup:
    """Every family of options for a condition in the same rows, from doing nothing to cord cells in a clinic; a family of which we have no record says so.

    Example: options_compared("annular-tear")
    """
    record = record_of(view, "conditions", condition)
    return block(view.render("options_compared.html", runs=in_steps(families(view, record), record), condition=record) + "\n" + downloads(view, "alternatives"))


def _in_aid(options: list[model.Alternative], to: set[str]) -> list[Told]:
    """Those of the options that stand in the decision aid, as it tells them."""
    return [told_to_all(option, to) for option in options if option.in_aid]


@macro
def options_in(view: View, *groups: str) -> Markup:
    """The options that stand for one family or several in the decision aid, each in the same rows, for readers whose condition is not known: of each what holds for most.

    The other options of the family are named, if cells are sold for a condition that they are for.

    Example: options_in("prp")
    """
    if not groups:
        raise Mistake("unknown-argument", "no family named", advice("", words.GROUPS, "give one, for example `movement`."))
    to = offered(view.knowledge.all("conditions"))
    found = []
    for word in groups:
        options = selected(view, "alternatives", {"group": word})
        chosen = _in_aid(options, to)
        if not chosen:
            raise Mistake("empty", f"no option stands for the family `{word}` in the aid", "set `in_aid` in one record of data/alternatives.yml.")
        found.append(Family(word, words.GROUPS[word], chosen, others=[option for option in options if not option.in_aid and to.intersection(option.conditions)]))
    return block(view.render("options_compared.html", runs=[("", found)], condition=None) + "\n" + downloads(view, "alternatives"))


@macro
def options_at_a_glance(view: View) -> Markup:
    """The options that stand in the decision aid, one line each: what it may do, how sure that is, what can go wrong.

    Example: options_at_a_glance()
    """
    to = offered(view.knowledge.all("conditions"))
    chosen = [option for word in words.GROUPS for option in _in_aid(selected(view, "alternatives", {"group": word}), to)]
    return block(view.render("options_at_a_glance.html", options_told=chosen))


@macro
def options_checked(view: View) -> Markup:
    """When the options were last checked, and when the next check is due: the oldest of their dates.

    Example: options_checked()
    """
    checked = min(option.checked[:7] for option in view.knowledge.all("alternatives"))
    return Markup("The options were last checked in {}. The next check is due in {}.").format(words.month(checked), words.month(ask.next_check(checked)))


@macro
def values_form(view: View) -> Markup:
    """The form in which readers mark what matters to them; the decision aid and its sheet share it.

    Example: values_form()
    """
    return block(view.render("values_form.html"))
