"""Plots of what happens and what scans show without any cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb import model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, Refused, origin, plot, sources_of, unique


@dataclass(frozen=True)
class Bar:
    """One bar: its label, a share of 100 (None: not known) and how it is written."""

    label: str
    share: float | None
    text: str
    note: str = ""


def _drawn(bars: list[Bar], counted: str) -> dict[str, Any]:
    """What every plot of bars shares: the drawing, and the same bars in words."""
    return {"drawing": "bars", "scene": bars, "description": f"{counted}: " + "; ".join(f"{bar.label}, {bar.text}" for bar in bars) + "."}


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
    drawn = sorted((v for v in finding.values if v.key in words.HERNIATIONS), key=lambda v: -v.value)
    bars = [Bar(name, v.value, f"{words.number(v.value)} of 100, {f'of {v.of:,} followed' if v.of else 'group size not read'}", plain) for v in drawn for name, plain in [words.HERNIATIONS[v.key]]]
    sources = unique(id for v in drawn for id in sources_of(v, finding))
    return Plot(
        finding="The worse a herniation looks on the scan, the more often it shrinks without surgery",
        **_drawn(bars, "Share of herniations that got smaller without surgery"),
        heads=["Type", "What it is", "Shrank"],
        rows=[[bar.label, bar.note, bar.text] for bar in bars],
        row_sources=[sources_of(v, finding) for v in drawn],
        numbers=[{"type": v.key, "percent": v.value, "of": v.of, "shown": bar.text, "who": v.who, "record": f"findings/{finding.id}", **origin(knowledge, sources_of(v, finding))} for v, bar in zip(drawn, bars)],
        sources=sources,
        caption=f"Herniations of each type that got smaller without surgery, by a review of {min(knowledge.kinds['sources'][id].year for id in sources)}; the whole frame is all of them",
        notes=[f"How many herniations of each type were followed could not be read{f'; {drawn[0].when}' if drawn[0].when else ''}.", finding.certainty_why],
        note_sources=[id for id in finding.sources if id not in sources],
    )  # fmt: skip


#: ages at equal steps: those of 60 and 70 were not read in a good copy, and bars at unequal steps mislead
DRAWN_AGES = (20, 50, 80)


@plot("discs-without-pain")
def discs_without_pain(knowledge: Knowledge) -> Plot:
    """Worn discs on MRI in people without pain, by age."""
    finding = knowledge.kinds["findings"]["imaging-without-pain"]
    found = {int(v.key.rsplit("-", 1)[1]): v for v in finding.values if v.key.startswith("disc-degeneration-")}
    if not found:
        raise Refused(f"findings/{finding.id}", "no figure by age")
    bars, numbers, rows = {}, [], []
    for age, value in sorted(found.items()):
        scanned = f"{value.of:,} people" if value.of else "number of people not known"
        text = f"{words.number(value.value)} of 100 (estimate; {scanned})"
        bars[age] = Bar(f"At age {age}", value.value, text)
        rows.append(sources_of(value, finding))
        numbers.append({"age": age, "percent_with_disc_degeneration": value.value, "of": value.of, "shown": text, "record": f"findings/{finding.id}", **origin(knowledge, rows[-1])})
    low, high = found[min(found)], found[max(found)]
    total, studies = figure_of(finding, "people"), figure_of(finding, "studies")
    return Plot(
        finding=f"By an estimate, worn discs are on the scans of {words.number(low.value)} of 100 people aged {min(found)}, and of {words.number(high.value)} of 100 aged {max(found)}, who have no back pain at all",
        **_drawn([bar for age, bar in bars.items() if age in DRAWN_AGES], "Share of people without back pain whose scan shows a worn disc, by age"),
        heads=["Age", "Worn discs on the scan, no back pain"],
        rows=[[bar.label, bar.text] for bar in bars.values()],
        row_sources=rows,
        numbers=numbers,
        sources=unique(id for ids in rows for id in ids),
        caption=f"People without back pain whose scan shows a worn disc, by age; {words.number(total.value)} people in {words.number(studies.value)} studies, all ages together",
        notes=["Each share is an estimate that a model drew from all the studies together, not a count; the people beside it are those of that age who were scanned.", finding.certainty_why],
    )  # fmt: skip


def _counted(knowledge: Knowledge, bars: tuple[tuple[str, str, str], ...], of_whom: str = "", **told: Any) -> Plot:
    """Bars of people of 100, one for each ``(finding, key of its value, label)``; ``of_whom`` is what stands behind each number, ``told`` what the plot says of them."""
    findings = knowledge.kinds["findings"]
    found = [(findings[id], figure_of(findings[id], key), label) for id, key, label in bars]
    shown = [Bar(label, value.value, f"{'about ' if value.about else ''}{words.number(value.value)} of 100{of_whom} {value.when}{f' ({value.of:,} people)' if value.of else ''}") for _, value, label in found]
    row_sources = [sources_of(value, finding) for finding, value, _ in found]
    return Plot(
        **_drawn(shown, told["caption"]),
        heads=["What was counted", "How many"],
        rows=[[bar.label, bar.text] for bar in shown],
        row_sources=row_sources,
        numbers=[
            {"what": label, "when": value.when, "percent": value.value, "of": value.of, "shown": bar.text if value.of else f"{bar.text}; number of people not known", "who": value.who, "record": f"findings/{finding.id}", **origin(knowledge, ids)}
            for (finding, value, label), bar, ids in zip(found, shown, row_sources)
        ],
        sources=unique(id for ids in row_sources for id in ids),
        **told,
    )  # fmt: skip


#: bars of the recovery of neck and arm: finding, key, label
_RECOVERY = (
    ("neck-arm-pain-course", "full-recovery", "Arm pain: fully recovered"),
    ("whiplash-course", "free-6-months", "Whiplash: free of symptoms"),
)


@plot("neck-course")
def neck_course(knowledge: Knowledge) -> Plot:
    """What becomes of arm pain from a neck disc and of whiplash without surgery."""
    findings = knowledge.kinds["findings"]
    return _counted(
        knowledge,
        _RECOVERY,
        finding="Half or more recover from arm pain or whiplash, some of them only after years",
        caption="People of 100 who recovered without an operation; the whole frame is all of them",
        # the bar alone would tell the more hopeful of two figures
        notes=["Each bar counts something else, at another time.", findings["whiplash-course"].statement],
        more=("How sure these figures are", unique(f"{label.split(':')[0].split(',')[0]}: {findings[id].certainty_why[0].lower()}{findings[id].certainty_why[1:]}" for id, _, label in _RECOVERY)),
    )


#: bars of a squeezed cord: finding, key, label
_SQUEEZED = tuple(("squeezed-cord-course", f"{signs}-year-{years}", f"{label}, year {years}") for signs, label in (("mild", "Mild signs"), ("severe", "Moderate or severe signs")) for years in (1, 3, 15)) + (("squeezed-cord-course", "other-group", "Another group, mostly mild"),)


@plot("squeezed-cord-course")
def squeezed_cord_course(knowledge: Knowledge) -> Plot:
    """How many people with a squeezed cord in the neck lost no more nerve function without surgery, by how bad the signs were."""
    return _counted(
        knowledge,
        _SQUEEZED,
        of_whom=" no worse",
        finding="Without surgery fewer and fewer people with a squeezed spinal cord in the neck are still no worse as the years pass",
        caption="People of 100 who were no worse, without surgery: they had lost no more nerve function; the whole frame is all of them",
        notes=["Ask a spine surgeon which group is nearer to you.", knowledge.kinds["findings"]["squeezed-cord-course"].certainty_why],
    )


@plot("infection-nerve-recovery")
def infection_nerve_recovery(knowledge: Knowledge) -> Plot:
    """How often nerves harmed by an infection of the spine recover fully, by the strength that was left at the start."""
    return _counted(
        knowledge,
        tuple(("infection-nerve-recovery", key, label) for key, label in (("useful", "Could still use their limbs"), ("weak", "Weak movement only"), ("none", "No useful movement left"))),
        of_whom=" recovered",
        finding="The more strength is left when treatment begins, the more often the nerves recover fully",
        caption="People of 100 whose nerves recovered fully after treatment of an infected spine, by what they could move at the start; the whole frame is all of them",
        notes=["Most had an operation. That going early helps is our reading of this."],
        more=("How sure these figures are", [knowledge.kinds["findings"]["infection-nerve-recovery"].certainty_why]),
    )


@plot("acute-course")
def acute_course(knowledge: Knowledge) -> Plot:
    """Average pain over the first year of a new episode. (For pain that has lasted the figures are very uncertain: they are told in words.)"""
    finding = knowledge.kinds["findings"]["acute-course"]
    drawn = {week: figure_of(finding, key) for week, key in {0: "start", 6: "week-6", 26: "week-26", 52: "week-52"}.items()}
    points = [(week, value.value) for week, value in drawn.items()]
    at = lambda week: "at the start" if not week else f"after {words.with_unit(week, 'weeks')}"  # noqa: E731
    row_sources = [sources_of(value, finding) for value in drawn.values()]
    sources = unique(id for ids in row_sources for id in ids)
    pool = figure_of(finding, "people")
    return Plot(
        finding=f"New low back pain falls from {words.number(points[0][1])} to {words.number(points[1][1])} of 100 points in six weeks on average",
        description=f"Average pain of groups of people over a year: {', '.join(f'{at(week)} {words.number(value)}' for week, value in points)} points of 100.",
        drawing="course",
        scene=points,
        heads=["When", "Average pain, points of 100"],
        rows=[[at(week).capitalize(), words.number(value)] for week, value in points],
        row_sources=row_sources,
        numbers=[{"week": week, "average_pain_of_100": value.value, "of": None, "shown": f"{words.number(value.value)} points; number of people in this group not read", "record": f"findings/{finding.id}", **origin(knowledge, ids)} for (week, value), ids in zip(drawn.items(), row_sources)],
        sources=sources,
        caption=f"Average pain after new low back pain, out of 100 points; from studies of {words.number(pool.value)} people, some of whom had lasting pain; counted from when they joined a study",
        notes=["Averages of groups hide the people who do not recover."],
    )  # fmt: skip
