"""Plots that draw each person of a hundred, or of ten thousand: shares that readers can count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb import contrast, words
from kb.load import Knowledge
from kb.plots.course import figure_of
from kb.plots.figure import Plot, origin, plot, sources_of, unique

#: people in each drawing of something rare
TEN_THOUSAND = 10_000
#: steps of the additive sequence that spreads points evenly over a plane (R2, Roberts 2018), so that no cluster misleads
_SPREAD = (0.7548776662466927, 0.5698402909980532)


@dataclass(frozen=True)
class Crowd:
    """People as marks: a heading, and the place (a share of width and height, 0 to 1) of each one that was affected."""

    lines: list[str]
    places: list[tuple[float, float]]


def spread(count: int) -> list[tuple[float, float]]:
    """``count`` places, evenly scattered over a square of 1 by 1."""
    return [tuple(((0.5 + step * number) % 1) for step in _SPREAD) for number in range(1, count + 1)]


@plot("disc-needle-infections")
def disc_needle_infections(knowledge: Knowledge) -> Plot:
    """How many of 10,000 people got an infected disc after a needle and contrast liquid, low back and neck."""
    finding = knowledge.kinds["findings"]["infection-rate-disc-needle"]
    crowds, rows, row_sources, numbers = [], [], [], []
    for key, where in (("discitis-lumbar", "Low back"), ("discitis-neck", "Neck")):
        value = figure_of(finding, key)
        count = int(contrast.nearest(TEN_THOUSAND * value.events / value.of))
        text = f"about {count} of {TEN_THOUSAND:,} infected"
        crowds.append(Crowd([f"{where}: {text}"], spread(count)))
        rows.append([where, f"about {count} of {TEN_THOUSAND:,}", f"{value.events} of {value.of:,} people"])
        row_sources.append(sources_of(value, finding))
        numbers.append({"where": where, "of_10000": count, "events": value.events, "of": value.of, "who": value.who, "shown": rows[-1][1], "record": f"findings/{finding.id}", **origin(knowledge, row_sources[-1])})
    return Plot(
        finding="How often a needle in a disc brings in infection: measured without cells",
        description="; ".join(crowd.lines[0] for crowd in crowds) + ". Each panel shows 10,000 small dots, one for each person, with those infected as large dots.",
        drawing="crowd",
        scene=crowds,
        heads=["Where", "Infected discs", "What was counted"],
        rows=rows,
        row_sources=row_sources,
        numbers=numbers,
        sources=unique(id for ids in row_sources for id in ids),
        caption="Infected discs after a needle in a disc; each small dot is one person, each large dot one who was infected. A needle and a liquid that shows on X-ray, no cells",
        notes=["For cord cells nobody has counted.", finding.certainty_why],
    )


#: what became of disc pain: key, words, mark
_COURSE = (("same", "about the same", "hollow-circle"), ("better", "better", "circle"), ("worse", "worse", "triangle"))


@plot("disc-pain-course")
def disc_pain_course(knowledge: Knowledge) -> Plot:
    """What became of 100 people with disc pain after four years without fusion."""
    finding = knowledge.kinds["findings"]["disc-pain-course"]
    found = [(figure_of(finding, key), said, mark) for key, said, mark in _COURSE]
    groups: list[dict[str, Any]] = [{"said": said, "count": int(value.value), "mark": mark} for value, said, mark in found]
    row_sources = [sources_of(value, finding) for value, _, _ in found]
    return Plot(
        finding=finding.statement.rstrip("."),
        description="Of 100 people with disc pain, after four years without an operation: " + ", ".join(f"{group['count']} {group['said']}" for group in groups) + ".",
        drawing="hundred",
        scene=groups,
        heads=["After four years", "People of 100"],
        rows=[[group["said"].capitalize(), f"{group['count']} of 100"] for group in groups],
        row_sources=row_sources,
        numbers=[{"group": said, "percent": value.value, "of": value.of, "shown": f"{words.number(value.value)} of 100", "who": value.who, "record": f"findings/{finding.id}", **origin(knowledge, ids)} for (value, said, _), ids in zip(found, row_sources)],
        sources=unique(id for ids in row_sources for id in ids),
        caption="Disc pain after four years; each mark is one person of 100",
        notes=[finding.certainty_why],
    )  # fmt: skip
