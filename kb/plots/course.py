"""Plots of what happens and what scans show without any cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb import model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, Refused, plot, unique

_PEOPLE = re.compile(r"\((\d[\d,]*) people\)")


@dataclass(frozen=True)
class Bar:
    """One bar: its label, a share of 100 (None: not known) and how it is written."""

    label: str
    share: float | None
    text: str
    note: str = ""
    hollow: bool = False


def figure_of(finding: model.Finding, key: str) -> model.Value:
    """A figure of a finding by its key. Raises Refused."""
    for value in finding.values:
        if value.key == key:
            return value
    raise Refused(f"findings/{finding.id}", f"the plot needs the figure `{key}`")


@plot("herniation-shrinkage-by-type")
def herniation_shrinkage(knowledge: Knowledge) -> Plot:
    """Share of herniations that shrink without surgery, by type."""
    finding = knowledge.kinds["findings"]["herniation-shrinkage-by-type"]
    names = {
        "sequestration": ("Sequestration", "a piece has broken off"),
        "extrusion": ("Extrusion", "the centre has come through the ring"),
        "protrusion": ("Protrusion", "the ring bulges at one spot"),
        "bulge": ("Bulge", "the ring bulges all round"),
    }
    bars = [Bar(names[v.key][0], v.value, f"{v.value:g} of 100", names[v.key][1]) for v in finding.values if v.key in names]
    bars.sort(key=lambda bar: -bar.share)
    return Plot(
        finding="The worse a herniation looks on the scan, the more often it shrinks without surgery",
        description="Share of herniations that got smaller without surgery: " + ", ".join(f"{bar.label.lower()} {bar.text}" for bar in bars) + ".",
        drawing="bars",
        scene=bars,
        heads=["Type", "What it is", "Shrank"],
        rows=[[bar.label, bar.note, bar.text] for bar in bars],
        numbers=[{"type": v.key, "percent": v.value, "of_people": v.of, "who": v.who, "record": f"findings/{finding.id}"} for v in finding.values if v.key in names],
        sources=list(finding.sources),
        caption="Out of 100 herniations of each type, how many got smaller without surgery",
        notes=[finding.certainty_why, "How many herniations of each type were followed was not readable."],
    )


@plot("discs-without-pain")
def discs_without_pain(knowledge: Knowledge) -> Plot:
    """Worn discs on MRI in people without pain, by age."""
    finding = knowledge.kinds["findings"]["imaging-without-pain"]
    found = {int(v.key.rsplit("-", 1)[1]): v for v in finding.values if v.key.startswith("disc-degeneration-")}
    if not found:
        raise Refused(f"findings/{finding.id}", "no figure by age")
    bars, numbers = [], []
    for age in range(min(found), max(found) + 10, 10):
        value = found.get(age)
        of = value and (value.of or next((int(n.replace(",", "")) for n in _PEOPLE.findall(value.who)), None))
        people = f" of {of:,} people" if of else "; number of people not read"
        text = f"{words.number(value.value)}%{people}" if value else "not read"
        bars.append(Bar(f"At age {age}", value.value if value else None, text, "" if value else "This row of the table was not readable."))
        numbers.append({"age": age, "percent_with_disc_degeneration": value.value if value else None, "of_people": of, "record": f"findings/{finding.id}"})
    low, high = found[min(found)], found[max(found)]
    total, studies = figure_of(finding, "people"), figure_of(finding, "studies")
    return Plot(
        finding=f"Worn discs are on the scans of {words.number(low.value)}% of people of {min(found)} and {words.number(high.value)}% of people of {max(found)} who have no back pain at all",
        description="Share of people without back pain whose scan shows a worn disc, by age: " + "; ".join(f"{bar.label.lower()} {bar.text}" for bar in bars) + ".",
        drawing="bars",
        scene=bars,
        heads=["Age", "Worn discs on the scan, no back pain"],
        rows=[[bar.label, bar.text] for bar in bars],
        numbers=numbers,
        sources=list(finding.sources),
        caption=f"People without back pain whose scan shows a worn disc, by age; {words.number(total.value)} people in {words.number(studies.value)} studies, all ages together",
        notes=[finding.certainty_why],
    )


@plot("acute-course")
def acute_course(knowledge: Knowledge) -> Plot:
    """Average pain over the first year: recent and lasting back pain."""
    keys = {0: "start", 6: "week-6", 26: "week-26", 52: "week-52"}
    series, rows, numbers, sources = [], [], [], []
    for id, name, mark in (("acute-course", "Recent pain", "circle"), ("persistent-course", "Pain that has lasted", "square")):
        finding = knowledge.kinds["findings"][id]
        points = [(week, figure_of(finding, key).value) for week, key in keys.items()]
        series.append({"name": name, "mark": mark, "points": points})
        rows.append([name] + [words.number(value) for _, value in points])
        numbers += [{"group": name, "week": week, "average_pain_of_100": value, "record": f"findings/{id}"} for week, value in points]
        sources += finding.sources
    recent, lasting = (s["points"] for s in series)
    pool = figure_of(knowledge.kinds["findings"]["acute-course"], "people")
    return Plot(
        finding=f"Recent back pain falls from {words.number(recent[0][1])} to {words.number(recent[1][1])} of 100 points in six weeks on average; pain that has lasted eases less",
        description=f"Average pain in groups of people over a year. Recent pain: {', '.join(f'week {w} {words.number(v)}' for w, v in recent)}. Pain that has lasted: {', '.join(f'week {w} {words.number(v)}' for w, v in lasting)}.",
        drawing="course",
        scene=series,
        heads=["Group", "At the start", "6 weeks", "26 weeks", "52 weeks"],
        rows=rows,
        numbers=numbers,
        sources=unique(sources),
        caption=f"Average pain out of 100 points; {words.number(pool.value)} people in all, recent and lasting pain together",
        notes=["Averages of groups hide the people who do not recover.", "The figures for lasting pain are those pooled in 2012, which the same group later found too hopeful."],
    )
