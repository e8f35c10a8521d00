"""Summary-of-findings rows (``data/summaries.yml``): what follows from a row. People, kind of evidence, sentence, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb import ask, model, words
from kb.load import Knowledge

LEVELS = ("very-low", "low", "moderate", "high")
STEPS = {"serious": 1, "very-serious": 2}
#: the kinds of record that a figure may stand in, as fields of :class:`kb.model.Figure`
HOLDERS = {"study": "studies", "review": "reviews", "finding": "findings", "harm": "harms"}
#: the key of a study's serious events and of a review's pooled result, which are no list
SERIOUS, POOLED = "serious-events", "pooled"


@dataclass(frozen=True)
class People:
    """How many people and studies a row rests on. ``review`` counts them, or else our study records do."""

    people: int | None
    studies: int | None
    review: model.Review | None = None


def studies_of(knowledge: Knowledge, row: model.SummaryRow) -> list[model.Study]:
    """The studies that a row rests on; one whose people are in another of them is left out."""
    held = [knowledge.kinds["studies"][id] for id in row.studies]
    return [study for study in held if study.same_people_as not in row.studies]


def people(knowledge: Knowledge, row: model.SummaryRow) -> People:
    """People and studies of a row: counted from its studies, each person once, else as its review counts them."""
    if row.studies:
        held = studies_of(knowledge, row)
        return People(sum(_counted(study, row) or 0 for study in held), len(held))
    if row.reviews:
        review = knowledge.kinds["reviews"][row.reviews[0]]
        return People(review.people, review.studies_n, review)
    return People(None, None)


def _counted(study: model.Study, row: model.SummaryRow) -> int | None:
    """People of a study in a row: where a row compares, those whom a randomised trial allotted by chance."""
    return (study.people.randomised if row.compared_with and study.design == "rct" else None) or ask.people_in(study)


def holder(figure: model.Figure) -> tuple[str, str] | None:
    """Kind and id of the record that holds a figure; None where the figure names no record or several."""
    named = [(kind, getattr(figure, field)) for field, kind in HOLDERS.items() if getattr(figure, field)]
    return named[0] if len(named) == 1 else None


def keys_of(knowledge: Knowledge, kind: str, id: str) -> dict[str, Any]:
    """What a figure may call for in a record, by key: outcomes, values, rates, serious events, a pooled result."""
    record = knowledge.kinds[kind][id]
    if kind == "studies":
        return {outcome.key: outcome for outcome in record.outcomes if outcome.key} | {SERIOUS: record.serious_events}
    if kind == "reviews":
        return {POOLED: record.pooled}
    parts = record.values if kind == "findings" else record.rates
    return {part.key: part for part in parts if part.key}


def arm_of(knowledge: Knowledge, study: str, key: str) -> model.Arm | None:
    """The arm whose outcome a key names; None for results between or over all arms."""
    record = knowledge.kinds["studies"][study]
    outcome = keys_of(knowledge, "studies", study).get(key)
    return next((arm for arm in record.arms if arm.id == getattr(outcome, "arm", None)), None)


def compares(knowledge: Knowledge, figure: model.Figure) -> bool:
    """Whether a figure sets people with cells against people without; change within one group never does."""
    if not figure.study:
        return figure.compares
    study = knowledge.kinds["studies"][figure.study]
    if not ask.has_comparison(study):
        return False
    if figure.against:
        sides = [arm_of(knowledge, figure.study, key) for key in (figure.key, figure.against)]
        return [side.role if side else None for side in sides] == ["cells", "comparator"]
    outcome = keys_of(knowledge, "studies", figure.study).get(figure.key)
    return isinstance(outcome, model.Outcome) and outcome.kind == "between-group" and outcome.arm == "between"


def evidence(knowledge: Knowledge, row: model.SummaryRow) -> str:
    """What a row rests on, as a word of :data:`kb.words.EVIDENCE`."""
    if row.certainty == "none":
        return "unread" if row.studies or row.reviews else "none"
    if row.documented:
        return "cases"
    return "compared" if any(compares(knowledge, figure) for figure in row.figures) else "before-after"


def expected(knowledge: Knowledge, row: model.SummaryRow) -> str | None:
    """The certainty that follows from start and steps. Comparisons put together by chance start high, all else low.

    None where GRADE's steps do not apply: nothing measured, or single cases that show that something happens.
    """
    kind = evidence(knowledge, row)
    if kind not in ("compared", "before-after"):
        return None
    by_chance = kind == "compared" and all(study.design == "rct" for study in studies_of(knowledge, row))
    start = LEVELS.index("high" if by_chance else "low")
    return LEVELS[max(0, start - sum(STEPS[reason.by] for reason in row.reduced))]


def sentence(knowledge: Knowledge, row: model.SummaryRow) -> str:
    """The row in one sentence, its wording generated from certainty and effect."""
    return words.statement(row.certainty, row.effect, row.subject, row.what, row.compared_with, evidence(knowledge, row) == "unread")


def follow_up(knowledge: Knowledge, summary: model.Summary) -> tuple[float, float] | None:
    """Shortest and longest follow-up in months of the studies in a table, where they state one."""
    held = [study.follow_up_months for row in summary.rows for study in studies_of(knowledge, row) if study.follow_up_months]
    return (min(held), max(held)) if held else None


def shows_gain(knowledge: Knowledge, row: model.SummaryRow) -> bool:
    """Whether a row shows change within one group, which needs what happens without cells beside it."""
    told = [figure for figure in row.figures if not compares(knowledge, figure)]
    return evidence(knowledge, row) == "before-after" or (evidence(knowledge, row) == "unread" and any(_within(knowledge, figure) for figure in told))


def _within(knowledge: Knowledge, figure: model.Figure) -> bool:
    found = keys_of(knowledge, "studies", figure.study).get(figure.key) if figure.study else None
    return isinstance(found, model.Outcome) and found.kind == "within-group"


_TYPED = re.compile(r"\d")


def typed(row: model.SummaryRow) -> Iterator[tuple[tuple, str]]:
    """Texts of a row in which a figure is typed, with their path: figures belong in the records that are referred to."""
    for name in ("outcome", "subject", "what", "compared_with", "why", "without_unknown"):
        if _TYPED.search(getattr(row, name) or ""):
            yield (name,), getattr(row, name)
    for index, reason in enumerate(row.reduced):
        if _TYPED.search(reason.why):
            yield ("reduced", index, "why"), reason.why
    for name in ("figures", "without"):
        for index, figure in enumerate(getattr(row, name)):
            if _TYPED.search(figure.label or ""):
                yield (name, index, "label"), figure.label
