"""Plots of what was studied, and of how the rules came about."""

from __future__ import annotations

from math import sqrt

from kb import ask, model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, plot, unique, wrap

#: best design in a cell of the map, a word of ``ask.STANDINGS``: (mark, words)
BEST = {
    "compared": ("square", "comparison group, result published"),
    "unread": ("hollow-square", "comparison group, but result not seen"),
    "before-after": ("circle", "no comparison group, before and after"),
    "case": ("hollow-circle", "case reports only"),
}

#: design -> rung of the ladder, from the top
RUNGS = (
    ("Randomised trials, difference between groups published", lambda s: s.design == "rct" and ask.has_comparison(s)),
    ("Randomised trials, difference not published or not read", lambda s: s.design == "rct"),
    ("Comparisons that were not randomised", lambda s: s.design == "controlled-not-randomised"),
    ("Groups followed, no comparison group", lambda s: s.design in ("cohort", "single-arm")),
    ("Series of cases", lambda s: s.design == "case-series"),
    ("Reports of one or a few cases", lambda s: s.design == "case-report"),
)


def rungs(knowledge: Knowledge) -> list[dict]:
    """The ladder of evidence: studies and people on each rung, cord cells and other cells apart."""
    left = {cells: ask.distinct(ask.select(knowledge, "studies", cells=cells)) for cells in ("cord", "other")}
    found = []
    for name, fits in RUNGS:
        row = {"name": name}
        for cells in left:
            held = [study for study in left[cells] if fits(study)]
            left[cells] = [study for study in left[cells] if not fits(study)]
            row[cells] = {"studies": len(held), "people": ask.total_people(held), "ids": [study.id for study in held]}
        found.append(row)
    return found


@plot("evidence-map")
def evidence_map(knowledge: Knowledge) -> Plot:
    """Conditions by cell source: how many people, in how good a design, and where there is nothing."""
    most, lines, rows, numbers = 1, [], [], []
    for condition, tested in ask.evidence_map(knowledge):
        cells = {}
        for group, cell in tested.items():
            most = max(most, cell.people)
            cells[group] = {"studies": len(cell.studies), "people": cell.people, "best": cell.best, "mark": BEST[cell.best][0] if cell.best else None}
            numbers.append({"condition": condition.id, "cells": group, "studies": len(cell.studies), "people": cell.people, "best_design": BEST[cell.best][1] if cell.best else "none", "record": " ".join(f"studies/{study.id}" for study in cell.studies)})
        lines.append({"lines": wrap(condition.name, 22), **cells})

        def text(cell: dict) -> str:
            return f"{words.with_unit(cell['studies'], 'studies')}, {words.with_unit(cell['people'], 'people')}; best: {BEST[cell['best']][1]}" if cell["best"] else "none"

        rows.append([condition.name, text(cells["cord"]), text(cells["other"])])
    for line in lines:
        for group in ("cord", "other"):
            line[group]["radius"] = max(3.0, 20 * sqrt(line[group]["people"] / most))
    empty = [gap for gap in ask.gaps(knowledge) if gap.untested]
    compared = [c for c in lines if c["cord"]["best"] == "compared"]
    return Plot(
        finding=f"No cord-cell study in people was found for {len(empty)} of {len(lines)} conditions, and a published comparison with people who did not get cord cells for "
        + ("none" if not compared else str(len(compared))),
        description="Studies in people by condition, cord cells and other cells apart. " + " ".join(f"{row[0]}: cord cells {row[1]}; other cells {row[2]}." for row in rows),
        drawing="map",
        scene={"lines": lines, "legend": list(BEST.values())},
        heads=["Condition", "Cord cells", "Other cells"],
        rows=rows,
        numbers=numbers,
        sources=unique([study.sources[0] for group in ("cord", "other") for study in ask.distinct(ask.select(knowledge, "studies", cells=group))]),
        caption="Studies in people by condition and kind of cell; the area of a mark stands for the number of people",
        notes=["A study of several conditions counts in each of their rows. An empty cell means that we found no study, not that cells do not work."],
        long=True,
    )


#: part of the name of an authority -> (mark, words), the first that fits
AUTHORITIES = (
    ("Thai FDA", "square", "Thai FDA, alone or with others"),
    ("Medical Council", "circle", "Medical Council, without the FDA"),
    ("Court", "triangle", "Court"),
    ("Ministry", "diamond", "Ministry or one of its departments"),
    ("Department", "diamond", "Ministry or one of its departments"),
)


def authority(event: model.Event) -> tuple[str, str]:
    """Mark and words for who acted."""
    for part, mark, text in AUTHORITIES:
        if part in (event.authority or "") and not (event.authority or "").startswith("No action"):
            return mark, text
    return "ring", "No authority acted"


@plot("thai-timeline")
def thai_timeline(knowledge: Knowledge) -> Plot:
    """Steps in the history of the Thai rules, year by year."""
    events = sorted(knowledge.all("timeline"), key=lambda event: event.sort)
    years = {year: [] for year in range(int(events[0].sort[:4]), int(events[-1].sort[:4]) + 1)}
    legend, numbers = {}, []
    for event in events:
        mark, text = authority(event)
        legend[text] = mark
        years[int(event.sort[:4])].append(mark)
        numbers.append({"sort": event.sort, "when": event.when, "authority": event.authority or "", "event": event.event, "means": event.means, "record": f"timeline/{event.id}"})
    last = max(years)
    late = sum(len(marks) for year, marks in years.items() if year > last - 3)
    silent = [year for year, marks in years.items() if not marks]
    return Plot(
        finding=f"{late} of the {len(events)} steps that we found fall in {last - 2} to {last}",
        description="Steps in the Thai rules on stem cells by year: " + ", ".join(f"{year} {len(marks)}" for year, marks in years.items() if marks) + f". Years without a step that we found: {', '.join(map(str, silent)) or 'none'}.",
        drawing="years",
        scene={"years": years, "legend": legend},
        heads=["When", "What happened", "Who"],
        rows=[[event.when, event.event, event.authority or ""] for event in events],
        numbers=numbers,
        sources=unique([id for event in events for id in event.sources]),
        caption="Steps in the Thai rules on stem cells, by year; each mark is one step",
        notes=["A mark shows who acted. A step is not always a law: drafts, warnings, cases and reports count as well. What is found in newspapers may have changed since."],
        long=True,
    )
