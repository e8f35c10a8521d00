"""Macros for summaries of findings and for what nobody has tested, both derived from the records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from kb import ask, grade, model, pages, words
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
    return Markup(heading) + block(view.render("summary.html", r=summary, rows=[_row(view, row) for row in summary.rows], follow_up=grade.follow_up(view.knowledge, summary), home=HOME))


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
    cited = [study.sources[0] for study in grade.studies_of(view.knowledge, row)]
    return Markup("{} {} {}").format(grade.sentence(view.knowledge, row), view.cite(*cited), view.certainty(row.certainty))


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


def _figures(view: View, figures: list[model.Figure]) -> Iterator[Markup]:
    """Each figure as a list item with its sources; those of one finding together, since they share their sources."""
    for (kind, id), group in groupby(figures, key=grade.holder):
        found = [(figure, figure_text(view, figure), figure_sources(view, figure)) for figure in group]
        if kind == "findings":
            yield Markup("{} {}").format(". ".join(text for _, text, _ in found), view.cite(*found[0][2]))
            continue
        for _, text, sources in found:
            yield Markup("{} {}").format(escape(text), view.cite(*sources))


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
    """A figure in words: whom it is about, what was measured, and what came out, treated and comparison group together."""
    kind, id = grade.holder(figure)
    record = view.knowledge.kinds[kind][id]
    part = grade.keys_of(view.knowledge, kind, id)[figure.key]
    if kind == "reviews":
        return f"{figure.label or record.name}: {part}"
    if kind == "harms":
        return f"{figure.label or part.text}: {view.rate(part)}"
    if kind == "findings":
        about = f"{figure.label}: {part.who}" if figure.label else part.who[0].upper() + part.who[1:]
        share = "%" if part.unit == "percent" else ""
        interval = f" (probably between {words.number(part.ci[0])}{share} and {words.number(part.ci[1])}{share})" if part.ci else ""
        return f"{about}{f', {part.when}' if part.when else ''}: {view.value(part)}{interval}"
    return _study_text(view, figure, record, part)


def _study_text(view: View, figure: model.Figure, study: model.Study, part: Any) -> str:
    """A result of a study; a pair of results with the difference between them where it can be worked out."""
    name = f"{figure.label}: {study.name}" if figure.label else study.name
    if isinstance(part, model.SeriousEvents):
        return f"{name}: {part.text}"
    time = words.months(part.months) if part.months is not None else part.when or "time not stated"
    head = f"{name}, {_small(trials.plainly(part.measure))}, {time}"
    if not figure.against:
        p = f" (p {part.p})" if part.p and grade.compares(view.knowledge, figure) else ""
        result = _result(study, part)
        more = [text for text in (_which_way(view, part), part.text if part.text != result else None) if text]
        return ". ".join([f"{head}: {result}{p}", *more])
    other = grade.keys_of(view.knowledge, "studies", study.id)[figure.against]
    sides = trials.side(study, part), trials.side(study, other)
    if not all(sides):
        way = _which_way(view, part)
        return f"{head}: {_result(study, part)} with cells, {_result(study, other)} without. No range for the difference was read" + (f". {way}" if way else "")
    pair = trials.Pair(study, *sides)
    *percents, shown = pair.told
    both = (_result(study, side.outcome, percent) for side, percent in zip(sides, percents))
    return f"{head}: {next(both)} with cells, {next(both)} without. {_difference(shown, *pair.difference[1:])}"


def _which_way(view: View, outcome: model.Outcome) -> str | None:
    """For scores from and to: what the record notes on them, or which way is better on the scale."""
    if outcome.baseline is None or outcome.value is None:
        return None
    scale = view.knowledge.get("measures", outcome.scale) if outcome.scale else None
    note = outcome.note or ""
    if scale and scale.better != "neither" and not re.search(r"\b(better|worse)\b", note):
        note = f"{scale.better.capitalize()} is better. {note}"
    return note.strip() or None


def _small(measure: str) -> str:
    """A measure as it stands inside a sentence: ``Back pain (VAS)`` -> ``back pain (VAS)``; names in capitals stay."""
    return measure if measure[:2].isupper() else measure[0].lower() + measure[1:]


def _result(study: model.Study, outcome: model.Outcome, percent: str | None = None) -> str:
    """A result with its denominator where it is a share of people; with another ``percent`` than the printed one beside a difference."""
    side = trials.side(study, outcome)
    if side and outcome.events is None:
        return f"{percent or side.percent} of {side.of} people {side.base}"
    text = outcome_text(_rounded(outcome))
    return f"change {text}" if outcome.value is None and outcome.events is None and (outcome.change is not None or (outcome.percent is not None and outcome.unit == "%")) else text


#: scales on which nobody feels a smaller step, with the decimals that readers get; the downloads hold what was printed
_STEPS = {"vas": 0, "odi": 0, "pfirrmann": 1}


def _rounded(outcome: model.Outcome) -> model.Outcome:
    """A score with the decimals that mean something on its scale; anything else, such as cm on a line, unchanged."""
    places = _STEPS.get(outcome.scale) if outcome.unit != "cm" else None
    scores = {name: getattr(outcome, name) for name in ("baseline", "value", "change")}
    return outcome.model_copy(update={name: trials.nearest(score, places) for name, score in scores.items() if score is not None}) if places is not None else outcome


def _difference(value: float, low: float, high: float) -> str:
    """A difference of people out of 100, as more or fewer who did better with cells, with its 95% interval."""
    start = f"Difference: {trials.more(value)} of 100 people did better with cells" if value else "No difference between the groups"
    return f"{start} (the true difference is probably between {trials.more(round(low))} and {trials.more(round(high))}; computed)"
