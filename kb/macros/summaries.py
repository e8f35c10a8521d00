"""Macros for summaries of findings and for what nobody has tested, both derived from the records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from kb import ask, contrast, grade, model, pages, words
from kb.faults import advice
from kb.macros.records import downloads
from kb.macros.registry import Mistake, block, macro, record_of, search_for
from kb.plots import trials
from kb.plots.maps import BEST
from kb.view import View, outcome_text

HOME = pages.HOMES["summaries"]


@macro
def summary_of_findings(view: View, id: str, level: int = 0) -> Markup:
    """A summary-of-findings table: each outcome in a sentence made from its certainty, with figures, people and reasons. With `level`, under a heading of its own.

    Example: summary_of_findings("surgery-avoided")
    """
    summary = record_of(view, "summaries", id)
    heading = f"\n\n{'#' * level} {summary.name} {{ #{summary.id} }}" if level and view.anchor("summaries", id) else ""
    return Markup(heading) + block(view.render("summary.html", r=summary, rows=[_row(view, row) for row in summary.rows], follow_up=grade.follow_up(view.knowledge, summary), scores=scores_of(view, summary), home=HOME))


@macro
def summary_overview(view: View) -> Markup:
    """All summaries of findings in one look: the sentence of the first row of each table, for cord cells and for other cells.

    Two tables with one question, one of them on cord cells alone and the next on other cells alone, share a row.

    Example: summary_overview()
    """
    rows: list[dict[str, Any]] = []
    for summary in view.knowledge.all("summaries"):
        first = {cells: next((_said(view, row) for row in summary.rows if row.cells == cells), None) for cells in ("cord", "other")}
        before = rows[-1] if rows else {"cord": None, "other": None}
        if before["cord"] and not before["other"] and not first["cord"]:
            before.update(other=first["other"], name=_asked(before["cord"]["row"]), tables=[*before["tables"], summary])
        else:
            rows.append({"name": summary.name, "tables": [summary], **first})
    return block(view.render("summary_overview.html", rows=rows))


def _asked(row: model.SummaryRow) -> str:
    """What a row measures, without the comparison: ``Pain, against a dummy treatment`` -> ``Pain``."""
    return re.split(r"[,;:]", row.outcome)[0]


@macro
def in_words(view: View, id: str, key: str) -> Markup:
    """The sentence of one row of a summary of findings, made from its certainty, with its sources and its badge.

    Example: in_words("other-cells-sham", "marrow-pain")
    """
    rows = {row.key: row for row in record_of(view, "summaries", id).rows if row.key}
    if key not in rows:
        raise Mistake("unknown-id", f"`{id}` has no row `{key}`", advice(key, rows, "give the row a `key` in data/summaries.yml."))
    row = rows[key]
    said = _said(view, row)
    return Markup("{} {} {}").format(said["sentence"], view.cite(*said["sources"]), view.certainty(row.certainty))


@macro
def summary_studies(view: View) -> Markup:
    """Each study of the summaries of findings, by its name and its cells, with links to its lines; cord cells first.

    Example: summary_studies()
    """
    lines: dict[str, list[tuple[str, str]]] = {}
    for summary in view.knowledge.all("summaries"):
        for number, row in enumerate(summary.rows, 1):
            for study in grade.studies_of(view.knowledge, row):
                lines.setdefault(study.id, []).append((f"{view.page_url(HOME)}#{summary.id}-{number}", row.outcome))
    found = [view.knowledge.kinds["studies"][id] for id in lines]
    parts = [(name, [(study, trials.titled(view.knowledge, study), lines[study.id]) for study in found if ask.is_cord(view.knowledge, study.cells) == cord]) for name, cord in (("Cord cells", True), ("Other cells or products", False))]
    return block(view.render("summary_studies.html", parts=parts))


@macro
def summary_downloads(view: View) -> Markup:
    """Links to all summaries of findings as CSV, one line for each row of a table, and as JSON.

    Example: summary_downloads()
    """
    return block(downloads(view, "summaries"))


@macro
def evidence_gaps(view: View) -> Markup:
    """The conditions for which nobody has published a comparison of cord cells: what was tested instead, what would answer it, and the registered trials.

    Example: evidence_gaps()
    """
    gaps = ask.gaps(view.knowledge)
    searches = {gap.condition.id: search_for(view, {"condition": gap.condition.id, "cells": "cord"}) for gap in gaps}
    return block(view.render("gaps.html", untested=[gap for gap in gaps if gap.untested], uncompared=[gap for gap in gaps if not gap.untested], searches=searches, best=BEST))


@macro
def evidence_matrix(view: View) -> Markup:
    """Conditions by cell source: how many studies in people, how good the best one is, and where there is none.

    Example: evidence_matrix()
    """
    studied = {study.cells for study in view.knowledge.all("studies")}
    cells = tuple(source.id for source in view.knowledge.all("cell_sources") if source.id in studied or source.is_cord_msc)
    rows = ask.evidence_map(view.knowledge, cells)
    empty = sum(1 for _, tested in rows for cell in tested.values() if not cell.studies)
    return block(view.render("matrix.html", cells=[view.knowledge.kinds["cell_sources"][id] for id in cells], rows=rows, empty=empty, total=len(rows) * len(cells), best=BEST))


# ----- a row, made ready for its template


def _row(view: View, row: model.SummaryRow) -> dict[str, Any]:
    """What the template of a table shows of a row, beside the row itself."""
    return _said(view, row) | {
        "people": grade.people(view.knowledge, row),
        "figures": list(_figures(view, row.figures)),
        "without": list(_figures(view, row.without)),
    }


def _said(view: View, row: model.SummaryRow) -> dict[str, Any]:
    """What the overview shows of a row: its sentence, and what it rests on."""
    k = view.knowledge
    return {
        "row": row,
        "sentence": grade.sentence(k, row),
        "evidence": grade.evidence(k, row),
        "studies": grade.studies_of(k, row),
        "sources": [study.sources[0] for study in grade.studies_of(k, row)] or (list(k.kinds["findings"][row.finding].sources) if row.documented and row.finding else []),
    }


def summary_rows(view: View) -> list[dict[str, Any]]:
    """Every row of every summary of findings as flat texts, for the CSV: what the tables show, and the records behind it."""
    found = []
    for summary in view.knowledge.all("summaries"):
        for row in summary.rows:
            people = grade.people(view.knowledge, row)
            texts = {name: " | ".join(figure_text(view, figure) for figure in getattr(row, name)) for name in ("figures", "without")}
            found.append({
                "id": summary.id, "url": view.absolute() + f"#{summary.id}", "table": summary.name, "outcome": row.outcome, "cells": row.cells, "in_words": grade.sentence(view.knowledge, row),
                "evidence": grade.evidence(view.knowledge, row), "people": people.people, "studies": people.studies, "certainty": row.certainty,
                "reasons": "; ".join(f"{reason.domain} ({reason.by}): {reason.why}" for reason in row.reduced), "why": row.why, "figures": texts["figures"],
                "without_cells": texts["without"] or row.without_unknown, "study_ids": list(row.studies), "review_ids": list(row.reviews), "finding_id": row.finding, "search_id": row.search,
            })  # fmt: skip
    return found


class Told(NamedTuple):
    """A figure as readers meet it: in plain words, and in a small note what only some readers need."""

    text: str
    note: str = ""


def _figures(view: View, figures: list[model.Figure]) -> Iterator[Markup]:
    """Each figure as a list item with its sources; those of one finding together, since they share their sources."""
    for (kind, id), group in groupby(figures, key=grade.holder):
        found = [(told(view, figure), figure_sources(view, figure)) for figure in group]
        if kind == "findings":
            parts = [each for each, _ in found]
            found = [(Told(". ".join(part.text for part in parts), " ".join(part.note for part in parts if part.note)), found[0][1])]
        for (text, note), sources in found:
            yield Markup("{} {}").format(text, view.cite(*sources, note=note))


def figure_sources(view: View, figure: model.Figure) -> list[str]:
    """Ids of the sources of a figure."""
    kind, id = grade.holder(figure)
    record = view.knowledge.kinds[kind][id]
    if kind == "reviews":
        return [record.source]
    if kind == "findings":
        return list(record.sources)
    held = grade.keys_of(view.knowledge, kind, id)
    parts = [held[key] for key in (figure.key, figure.against) if key]
    if kind == "harms":
        return list(parts[0].sources)
    return list(dict.fromkeys(part.source or record.sources[0] for part in parts))


def figure_text(view: View, figure: model.Figure) -> str:
    """A figure in one text, its note behind it: for the CSV."""
    text, note = told(view, figure)
    return f"{words.stopped(text)} {note}" if note else text


def told(view: View, figure: model.Figure) -> Told:
    """A figure in words: whom it is about, what was measured, and what came out, treated and comparison group together."""
    kind, id = grade.holder(figure)
    record = view.knowledge.kinds[kind][id]
    part = grade.keys_of(view.knowledge, kind, id)[figure.key]
    if kind == "reviews":
        return Told(f"{figure.label or record.name}: {part}", record.pooled_units or "")
    if kind == "harms":
        counted = part.events is not None and part.of
        return Told(f"{figure.label or part.text}: {_counted(part) if counted else view.rate(part)}")
    if kind == "findings":
        about = (f"{figure.label}: {part.who}" if figure.label else part.who[0].upper() + part.who[1:]) + (f", {part.when}" if part.when else "")
        if part.unit == "ratio" and part.ci:
            kind = "Odds ratio" if "odds ratio" in (part.method or "") else "Ratio"
            return Told(f"{about}: {_ratio(part)}", f"{kind} {words.number(part.value)} ({words.number(part.ci[0])} to {words.number(part.ci[1])}).")
        if part.events is not None and part.of and part.ci:
            return Told(f"{about}: {_counted(part)}")
        interval = f" (probably between {words.with_unit(part.ci[0], part.unit)} and {words.with_unit(part.ci[1], part.unit)})" if part.ci else ""
        return Told(f"{about}: {view.value(part)}{interval}")
    return _study_told(view, figure, record, part)


def _counted(part: model.Rate | model.Value) -> str:
    """A count with its share and range out of one base: ``12 of 4,891 people, 2.5 of 1,000 (probably between 1.3 and 4.3)``."""
    text = f"{part.events:,} of {part.of:,} people, {_of_1000(100 * part.events / part.of)} of 1,000"
    return text + (f" (probably between {_of_1000(part.ci[0])} and {_of_1000(part.ci[1])})" if part.ci else "")


def _of_1000(percent: float) -> str:
    """A percentage as people of 1,000, with a decimal below ten: ``0.25`` -> ``2.5``."""
    people = 10 * percent
    places = 1 if people < 10 else 0
    shown = contrast.nearest(people, places)
    return words.number(shown) if shown or not people else "fewer than 0.1"


def _ratio(part: model.Value) -> str:
    """What a ratio of two groups with its range says, without the ratio: which group had it more often, if that is clear."""
    low, high = part.ci
    way = "more common with cells" if low > 1 else "less common with cells" if high < 1 else "whether more or less common with cells is not clear"
    return f"{way}; of how many people is not known"


def _study_told(view: View, figure: model.Figure, study: model.Study, part: Any) -> Told:
    """A result of a study; a pair of results with the difference between them where it can be worked out."""
    name = f"{figure.label}: {study.name}" if figure.label else study.name
    if isinstance(part, model.SeriousEvents):
        return Told(f"{name}: {part.text}")
    time = words.months(part.months) if part.months is not None else part.when or "time not stated"
    head = f"{name}, {_small(trials.plainly(part.measure))}, {time}"
    note = _note(part)
    if not figure.against:
        p = f"p {part.p}." if part.p and grade.compares(view.knowledge, figure) else ""
        result = _result(study, part)
        more = [part.text] if part.text and part.text != result else []
        return Told(". ".join([f"{head}: {result}", *more]), " ".join(filter(None, (note, p))))
    other = grade.keys_of(view.knowledge, "studies", study.id)[figure.against]
    sides = trials.side(study, part), trials.side(study, other)
    if not all(sides):
        return Told(f"{head}: {_moved_apart(view, study, part, other)}", note)
    pair = trials.Pair(study, *sides)
    *shares, shown = pair.told
    both = (_result(study, side.outcome, of_100) for side, of_100 in zip(sides, shares))
    return Told(f"{head}: {next(both)} with cells, {next(both)} without. {_difference(shown, *pair.difference[1:])}")


_BETTER = re.compile(r"\b(?:Lower|Higher) is (?:better|worse)\.\s*")


def _note(outcome: model.Outcome) -> str:
    """What the record notes on a score, without the way that is better: the head of the table says that once."""
    return _BETTER.sub("", outcome.note or "") if _move(outcome) else ""


# ----- scores that went up or down


@dataclass(frozen=True)
class Score:
    """A scale as readers meet it: what it measures, its unit with its range, and the decimals that anybody feels."""

    name: str
    unit: str
    range: str
    places: int


#: scales by the id of their measure; the downloads hold what was printed
_SCORES = {
    "vas": Score("Pain", "points of 100", "0 to 100", 0),
    "odi": Score("Disability", "points of 100", "0 to 100", 0),
    "pfirrmann": Score("Disc wear grade", "grades on the scale of 1 to 5", "1 to 5", 1),
    "pfirrmann-modified": Score("modified disc wear grade", "grades on the scale of 1 to 8", "1 to 8", 1),
}


@dataclass(frozen=True)
class Move:
    """How far a score fell (a rise is below nought), from where to where and by how much of the start where that is known."""

    scale: Score
    fall: float
    start: float | None = None
    end: float | None = None
    percent: float | None = None

    def text(self, unit: bool = True, places: int | None = None) -> str:
        """``down 64 points of 100 (from 82 to 18)``; behind another move of the same scale without its unit."""
        step = self.scale.places if places is None else places
        by = contrast.nearest(abs(self.fall), step)
        said = f"{'down' if self.fall > 0 else 'up'} {words.number(by)}{f' {self.scale.unit}' if unit else ''}" if by else "no change"
        more = []
        if self.start is not None and self.end is not None:
            more.append(f"from {words.number(contrast.nearest(self.start, self.scale.places))} to {words.number(contrast.nearest(self.end, self.scale.places))}")
        if self.percent is not None:
            more.append(_share(self.percent))
        return said + (f" ({', '.join(more)})" if more else "")


def _of_start(percent: float) -> str:
    """A change in percent of the start, in words: ``-30`` -> ``down by 30 of every 100 points at the start``."""
    return f"{'down' if percent < 0 else 'up'} by {_share(percent)}"


def _share(percent: float) -> str:
    return f"{words.number(contrast.nearest(abs(percent)))} of every 100 points at the start"


def _scale_of(outcome: model.Outcome) -> str | None:
    """The key in :data:`_SCORES` of the scale of an outcome; None for scales without one."""
    modified = outcome.scale == "pfirrmann" and "modified" in outcome.measure
    key = "pfirrmann-modified" if modified else outcome.scale
    return key if key in _SCORES else None


def _move(outcome: model.Outcome) -> Move | None:
    """The change of a score within one group; None for shares of people, for words, and for changes in percent alone."""
    key = _scale_of(outcome)
    if key is None or outcome.kind != "within-group" or outcome.events is not None:
        return None
    times = 10 if outcome.unit == "cm" else 1  # a line of 10 cm is one of 100 mm
    if outcome.baseline is not None and outcome.value is not None:
        return Move(_SCORES[key], times * (outcome.baseline - outcome.value), times * outcome.baseline, times * outcome.value)
    return Move(_SCORES[key], -times * outcome.change, percent=outcome.percent) if outcome.change is not None else None


def _moved_apart(view: View, study: model.Study, part: model.Outcome, other: model.Outcome) -> str:
    """The changes of two groups, and how much better the treated one did; readers who subtract find the same."""
    moves = _move(part), _move(other)
    if not all(moves) or moves[0].scale != moves[1].scale:
        return f"{_result(study, part)} with cells, {_result(study, other)} without. No range for the difference was read"
    *_, difference, places = contrast.rounded((moves[0].fall, moves[1].fall), moves[0].scale.places)
    better = difference if view.knowledge.kinds["measures"][part.scale].better == "lower" else -difference
    unit = moves[0].scale.unit.split()[0]
    apart = f"Difference: {words.number(abs(better))} {unit} {'better' if better > 0 else 'worse'} with cells (computed)" if better else "No difference between the groups"
    return f"{moves[0].text(places=places)} with cells, {moves[1].text(unit=False, places=places)} without. {apart}. No range for the difference was read"


def scores_of(view: View, summary: model.Summary) -> str | None:
    """The scales of the scores in a table with their range, and which way is better on them; None where it has no score."""
    outcomes = [
        grade.keys_of(view.knowledge, "studies", figure.study)[key]
        for row in summary.rows for figure in (*row.figures, *row.without) if figure.study for key in (figure.key, figure.against) if key
    ]  # fmt: skip
    held = [outcome for outcome in outcomes if isinstance(outcome, model.Outcome) and _move(outcome)]
    found: dict[str, list[str]] = {}
    for key, scale in _SCORES.items():
        using = [outcome for outcome in held if _scale_of(outcome) == key]
        if using:
            better = view.knowledge.kinds["measures"][using[0].scale].better
            found.setdefault(better, []).append(f"{scale.name}: {scale.range}")
    return " ".join(f"{'; '.join(names)}. {better.capitalize()} is better." for better, names in found.items()) or None


def _small(measure: str) -> str:
    """A measure as it stands inside a sentence: ``Back pain (VAS)`` -> ``back pain (VAS)``; names in capitals stay."""
    return measure if measure[:2].isupper() else measure[0].lower() + measure[1:]


def _result(study: model.Study, outcome: model.Outcome, of_100: str | None = None) -> str:
    """A result with its denominator where it is a share of people; with another ``of_100`` than the printed one beside a difference."""
    side = trials.side(study, outcome)
    if side and outcome.events is None:
        return f"{of_100 or side.of_100} ({side.of} people {side.base})"
    move = _move(outcome)
    if move:
        return move.text()
    if outcome.kind == "within-group" and outcome.events is None and outcome.value is None and outcome.percent is not None and outcome.unit == "%":
        return _of_start(outcome.percent)
    return outcome_text(outcome)


def _difference(value: float, low: float, high: float) -> str:
    """A difference of people out of 100, as more or fewer who did better with cells, with its 95% interval."""
    start = f"Difference: {trials.more(value)} of 100 people did better with cells" if value else "No difference between the groups"
    return f"{start} (the true difference is probably between {trials.more(round(low))} and {trials.more(round(high))}; computed)"
