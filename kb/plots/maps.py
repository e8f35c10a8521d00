"""Plots of what was studied, and of how the rules came about."""

from __future__ import annotations

from math import sqrt

from kb import ask, model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, origin, plot, unique, wrap

#: best design in a cell of the map, a word of ``ask.STANDINGS``: (mark, words)
BEST = {
    "compared": ("square", "comparison group, result published"),
    "unread": ("solid-diamond", "comparison group, but result not seen"),
    "before-after": ("circle", "no comparison group, before and after"),
    "case": ("triangle", "case reports only"),
}

#: radius of the largest mark of the map, and the smallest that can still be seen
LARGEST, SMALLEST = 20, 3.0

#: design -> rung of the ladder, from the top
RUNGS = (
    ("Randomised trials, compared with no cells, result read", lambda s: s.design == "rct" and ask.has_comparison(s)),
    ("Randomised trials, result not published, or not read by us", lambda s: s.design == "rct"),
    ("Comparisons that were not randomised", lambda s: s.design == "controlled-not-randomised"),
    ("Groups followed, no comparison group", lambda s: s.design in ("cohort", "single-arm")),
    ("Series of cases (several people, same treatment)", lambda s: s.design == "case-series"),
    ("Reports of one or a few cases", lambda s: s.design == "case-report"),
)


def on_rung(study: model.Study) -> int:
    """People of a study on its rung of the ladder: of a randomised trial those who were allotted by chance, where it says so."""
    return study.people.randomised or ask.people_in(study) or 0


def rungs(knowledge: Knowledge) -> list[dict]:
    """The ladder of evidence: studies and people on each rung, cord cells and other cells apart."""
    left = {cells: ask.distinct(ask.select(knowledge, "studies", cells=cells)) for cells in ("cord", "other")}
    found = []
    for name, fits in RUNGS:
        row = {"name": name}
        for cells in left:
            held = [study for study in left[cells] if fits(study)]
            left[cells] = [study for study in left[cells] if not fits(study)]
            row[cells] = {"studies": len(held), "people": sum(map(on_rung, held)), "ids": [study.id for study in held]}
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
            numbers.append({"condition": condition.id, "cells": group, "studies": len(cell.studies), "people": cell.people, "best_design": BEST[cell.best][1] if cell.best else "none", "record": " ".join(f"studies/{study.id}" for study in cell.studies), **origin(knowledge, (study.sources[0] for study in cell.studies))})
        lines.append({"lines": wrap(condition.name, 22), **cells})

        def text(cell: dict) -> str:
            return f"{words.with_unit(cell['studies'], 'studies')}, {words.with_unit(cell['people'], 'people')}; best: {BEST[cell['best']][1]}" if cell["best"] else "none"

        rows.append([condition.name, text(cells["cord"]), text(cells["other"])])
    for line in lines:
        for group in ("cord", "other"):
            line[group]["radius"] = max(SMALLEST, LARGEST * sqrt(line[group]["people"] / most))
    alike = int(most * (SMALLEST / LARGEST) ** 2)  # people up to whom all marks are equally small
    empty = [gap for gap in ask.gaps(knowledge) if gap.untested]
    compared = [c for c in lines if c["cord"]["best"] == "compared"]
    return Plot(
        finding=f"No cord-cell study in people was found for {len(empty)} of {len(lines)} conditions, and for "
        + ("none" if not compared else str(len(compared)))
        + " a comparison with people without cord cells whose result we could read",
        description="Studies in people by condition, cord cells and other cells apart. " + " ".join(f"{row[0]}: cord cells {row[1]}; other cells {row[2]}." for row in rows),
        drawing="map",
        scene={"lines": lines, "legend": list(BEST.values()), "alike": alike},
        heads=["Condition", "Cord cells", "Other cells"],
        rows=rows,
        numbers=numbers,
        sources=unique([study.sources[0] for group in ("cord", "other") for study in ask.distinct(ask.select(knowledge, "studies", cells=group))]),
        caption="Studies in people by condition and kind of cell; the number is that of people with the condition in these studies, also those in their comparison groups",
        look="Look first for your condition, and whether its place under cord cells is empty.",
        notes=[
            f"The area of a mark stands for the number of people, but up to {alike} people all marks are one size.",
            "A study of several conditions stands in each of their rows, with those of its people who had the condition, where it says how many; else everybody in it had them all. So people can stand in several rows, and the rows cannot be added up.",
            "An empty cell means that we found no study, not that cells do not work.",
        ],
    )


#: part of the name of an authority -> (mark, words), the first that fits
AUTHORITIES = (
    ("Thai FDA", "square", "Thai FDA, alone or with others"),
    ("Medical Council", "circle", "Medical Council, without the FDA"),
    ("Court", "triangle", "Court, also where it was only asked"),
    ("Ministry", "diamond", "Ministry or one of its departments"),
    ("Department", "diamond", "Ministry or one of its departments"),
)


def authority(event: model.Event) -> tuple[str, str]:
    """Mark and words for the body that a step concerns."""
    for part, mark, text in AUTHORITIES:
        if part in (event.authority or "") and not (event.authority or "").startswith("No action"):
            return mark, text
    return "ring", "No act of an authority found"


def steps(knowledge: Knowledge) -> list[model.Event]:
    """The steps of the timeline in order; a record without a body says that nothing was found, so it is no step."""
    return sorted((event for event in knowledge.all("timeline") if event.authority), key=lambda event: event.sort)


@plot("thai-timeline")
def thai_timeline(knowledge: Knowledge) -> Plot:
    """Steps in the history of the Thai rules, year by year; what happened stands in the records themselves, which the page lists and the downloads hold."""
    events = steps(knowledge)
    years = {year: [] for year in range(int(events[0].sort[:4]), int(events[-1].sort[:4]) + 1)}
    legend, numbers = {}, []
    for order, event in enumerate(events, 1):
        mark, text = authority(event)
        legend[text] = mark
        years[int(event.sort[:4])].append(mark)
        numbers.append({"order": order, "when": event.when, "concerns": event.authority, "record": f"timeline/{event.id}", **origin(knowledge, event.sources)})
    last = max(years)
    late = sum(len(marks) for year, marks in years.items() if year > last - 3)
    silent = [year for year, marks in years.items() if not marks]
    return Plot(
        finding=f"{late} of the {len(events)} steps that we found fall in {last - 2} to {last}",
        description="Steps in the Thai rules on stem cells by year: " + ", ".join(f"{year} {len(marks)}" for year, marks in years.items() if marks) + f". Years without a step that we found: {', '.join(map(str, silent)) or 'none'}.",
        drawing="years",
        scene={"years": years, "legend": legend},
        heads=["When", "Body that it concerns"],
        rows=[[event.when, event.authority] for event in events],
        row_sources=[list(event.sources) for event in events],
        numbers=numbers,
        sources=unique([id for event in events for id in event.sources]),
        caption="Steps in the Thai rules on stem cells, by year; each mark is one step",
        notes=[
            "What happened at each step stands in the list of the steps.",
            "A mark shows which body the step concerns, not always that it acted. A step is not always a law: drafts, warnings, cases and reports count as well.",
            "Where only a rough time is known, the mark stands at the first year that fits; the table says what is known. What is found in newspapers may have changed since.",
        ]
        + [f"No step was found for {event.when}, which does not mean that there was none." for event in knowledge.all("timeline") if not event.authority],
    )
