"""Plots that draw each person of a hundred, or of ten thousand: shares that readers can count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from kb import contrast
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
        fewer = 1000 * value.events // value.of
        text = f"about {count} of {TEN_THOUSAND:,} ({fewer} or {fewer + 1} of 1,000)"
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


@dataclass(frozen=True)
class Course:
    """What became of people with one problem, or what their scans showed: when they were asked, the groups (key of a figure or None for all others, words, mark), the caption."""

    when: str
    groups: tuple[tuple[str | None, str, str], ...]
    caption: str


#: finding, and plot of the same name -> what is drawn as 100 people
COURSES = {
    "disc-pain-course": Course("After four years", (("same", "about the same", "hollow-circle"), ("better", "better", "circle"), ("worse", "worse", "triangle")), "Disc pain after four years; each mark is one person of 100"),
    "sciatica-course": Course("After a year", (("better", "clearly less trouble in daily tasks", "circle"), (None, "not", "hollow-circle")), "Sciatica after a year with usual care; each mark is one person of 100"),
    "narrow-canal-course": Course("After three years", (("better", "felt better", "circle"), (None, "the same or worse, or had surgery", "hollow-circle")), "A narrow canal with care but no surgery at first, after three years; each mark is one person of 100"),
    "neck-pain-course": Course("After a year", (("recovered", "called themselves recovered", "circle"), (None, "not", "hollow-circle")), "Neck pain that had brought people to a family doctor, after a year; each mark is one person of 100"),
    "neck-discs-without-pain": Course("On the scan", (("bulging", "a bulging disc", "circle"), (None, "none", "hollow-circle")), "Healthy people whose neck was scanned; each mark is one person of 100"),
    "new-pain-course": Course("After a year", (("recovered", "fully recovered", "circle"), (None, "not", "hollow-circle")), "New low back pain after a year; each mark is one person of 100"),
    "lasting-pain-course": Course("Within a year", (("free", "free of pain", "circle"), (None, "not", "hollow-circle")), "Low back pain that had lasted three months, within the year after; each mark is one person of 100"),
}


def _hundred(knowledge: Knowledge, id: str) -> Plot:
    """What became of 100 people, each drawn."""
    course = COURSES[id]
    finding = knowledge.kinds["findings"][id]
    shares = {key: figure_of(finding, key) for key, _, _ in course.groups if key}
    rest = 100 - sum(share.value for share in shares.values())
    groups: list[dict[str, Any]] = [{"said": said, "count": int(shares[key].value if key else rest), "mark": mark} for key, said, mark in course.groups]
    counted = next(iter(shares.values()))
    ids = sources_of(counted, finding)
    return Plot(
        finding=finding.statement.rstrip("."),
        description=f"One hundred marks, one for each person of 100. {course.when}: " + ", ".join(f"{group['count']} {group['said']}" for group in groups) + ".",
        drawing="hundred",
        scene=groups,
        heads=[course.when, "People of 100"],
        rows=[[group["said"].capitalize(), f"{group['count']} of 100"] for group in groups],
        row_sources=[ids] * len(groups),
        numbers=[{"group": group["said"], "percent": group["count"], "of": counted.of, "shown": f"{group['count']} of 100", "who": counted.who, "record": f"findings/{finding.id}", **origin(knowledge, ids)} for group in groups],
        sources=unique(ids),
        caption=course.caption,
        notes=[finding.certainty_why],
    )  # fmt: skip


for _id in COURSES:
    plot(_id)(partial(_hundred, id=_id))
