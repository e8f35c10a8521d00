"""Plots of trials that compare: differences between groups, responders in both arms, change in both arms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb import ask, contrast, model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, Refused, origin, plot, source_of, unique, wrap
from kb.plots.stats import newcombe

#: measures of which fewer is better; on these a difference is turned round, so that right is always better with cells
FEWER_IS_BETTER = re.compile(r"\b(need|needed|surgery|operation|opioid)", re.I)
#: scales that run from 0 to 100, higher is worse
OF_100 = ("vas", "odi")
#: the method of a difference of which both counts were printed
COUNTS = "computed from reported counts"
#: where a share is known, and not of how many people
UNCOUNTED = "how many were followed is not known"
#: kinds of source that report the results of others
SECOND_HAND = ("narrative-review", "systematic-review", "meta-analysis", "report", "news", "dataset")


@dataclass(frozen=True)
class Side:
    """One arm of a comparison: a share of its people, with the size of the arm."""

    arm: model.Arm
    outcome: model.Outcome
    of: int
    base: str

    @property
    def share(self) -> float:
        """The share of 1, from the count where there is one."""
        return self.outcome.events / self.of if self.outcome.events is not None else self.outcome.percent / 100

    @property
    def whole(self) -> int | None:
        """The count: reported, or the only whole number that the printed percentage fits."""
        if self.outcome.events is not None:
            return self.outcome.events
        near = round(self.share * self.of)
        tolerance = 0.5 if self.outcome.percent == int(self.outcome.percent) else 0.05
        return near if abs(100 * near / self.of - self.outcome.percent) <= tolerance and self.of <= 100 else None

    @property
    def of_100(self) -> str:
        """The share as people of 100: as printed, or as it follows from the count."""
        return f"{words.number(self.outcome.percent) if self.outcome.percent is not None else f'{100 * self.share:.0f}'} of 100"


@dataclass(frozen=True)
class Pair:
    """Treated arm and comparison arm on one measure at one time."""

    study: model.Study
    treated: Side
    control: Side

    @property
    def counts_fit(self) -> bool:
        """Whether both percentages are those of whole people in the arms as we know them."""
        return self.treated.whole is not None and self.control.whole is not None

    @property
    def method(self) -> str:
        """What a difference rests on."""
        if self.treated.outcome.events is not None and self.control.outcome.events is not None:
            return COUNTS
        if self.counts_fit:
            return f"computed from counts that follow from rounded percentages of the people {self.treated.base}"
        return f"computed from rounded percentages of the people {self.treated.base}; no whole numbers of them give both, so the true numbers are not known"

    @property
    def printed(self) -> str:
        """The p value that the report itself prints for the comparison, in words; else nothing."""
        return f"; the report prints p {self.treated.outcome.p}" if self.treated.outcome.p else ""

    @property
    def difference(self) -> tuple[float, float, float]:
        """Treated minus comparison with its 95% interval, in people out of 100; right is better with cells."""
        share = lambda side: side.whole / side.of if self.counts_fit else side.share  # noqa: E731
        value, low, high = (100 * part for part in newcombe(share(self.treated), self.treated.of, share(self.control), self.control.of))
        return (-value, -high, -low) if FEWER_IS_BETTER.search(self.treated.outcome.measure) else (value, low, high)

    @property
    def told(self) -> tuple[str, str, float]:
        """Both shares, as people of 100, and the difference as they stand side by side; right is better with cells.

        With a decimal where whole numbers would tell another difference than the true one, so that readers who
        subtract find the same.
        """
        if self.method == COUNTS:
            return self.treated.of_100, self.control.of_100, float(round(self.difference[0]))
        shares = (side.whole / side.of if self.counts_fit else side.share for side in (self.treated, self.control))
        treated, control, difference, places = contrast.rounded(tuple(100 * share for share in shares), 0)
        return f"{treated:.{places}f} of 100", f"{control:.{places}f} of 100", -difference if FEWER_IS_BETTER.search(self.treated.outcome.measure) else difference

    def count(self, side: Side, of_100: str | None = None) -> str:
        """A side in words, never without its denominator; with another ``of_100`` than the printed one beside a difference."""
        if side.outcome.events is not None:
            return f"{side.outcome.events} of {side.of} people"
        if self.counts_fit:
            return f"{of_100 or side.of_100}, that is {side.whole} of {side.of} people {side.base} (count computed)"
        return f"{of_100 or side.of_100}; {side.of} people {side.base}, {UNCOUNTED}"

    @property
    def time(self) -> str:
        """When it was measured."""
        return words.months(self.treated.outcome.months) if self.treated.outcome.months is not None else self.treated.outcome.when or "time not stated"


def controlled(knowledge: Knowledge) -> list[model.Study]:
    """Studies with a comparison arm, each group of people once."""
    return [study for study in ask.distinct(knowledge.all("studies")) if study.control != "none"]


def titled(knowledge: Knowledge, study: model.Study) -> str:
    """A study by what readers ask first: ``Cultured bone marrow cells (of other people), 114 people``."""
    whose = f" ({words.WHOSE[study.donor]})" if study.donor in words.WHOSE else ""
    people = ask.people_in(study)
    return knowledge.kinds["cell_sources"][study.cells].name + whose + (f", {words.with_unit(people, 'people')}" if people else "")


def second_hand(knowledge: Knowledge, study: model.Study, outcomes: Iterable[model.Outcome]) -> str:
    """Words for results of a study that were read in somebody else's account; else nothing."""
    held = [knowledge.kinds["sources"][source_of(outcome, study)].kind in SECOND_HAND for outcome in outcomes]
    return "" if not any(held) else "; figures from a review" if all(held) else "; some figures from a review"


def size(arm: model.Arm) -> tuple[int | None, str]:
    """People in an arm and the stage at which they were counted, the latest that is known."""
    stages = ((arm.analysed, "analysed"), (arm.randomised, "randomised"), (arm.enrolled, "enrolled"))
    return next(((n, word) for n, word in stages if n), (None, ""))


def side(study: model.Study, outcome: model.Outcome) -> Side | None:
    """The side that an outcome reports; None where it reports no share of people. Raises Refused without a denominator."""
    arm = next((arm for arm in study.arms if arm.id == outcome.arm), None)
    if arm is None or outcome.kind != "between-group" or (outcome.events is None and outcome.percent is None):
        return None
    of, base = (outcome.of, "counted") if outcome.of else size(arm)
    if of is None:
        raise Refused(f"studies/{study.id}", f"`{outcome.key or outcome.measure}`: a share without the number of people in the arm is not drawn")
    return Side(arm, outcome, of, base)


def pairs(study: model.Study) -> list[Pair]:
    """Every treated arm beside every comparison arm, where both report the same measure at the same time."""
    sides = [found for found in (side(study, outcome) for outcome in study.outcomes) if found]
    alike = lambda a, b: (a.measure, a.months, a.when) == (b.measure, b.months, b.when)  # noqa: E731
    return [Pair(study, a, b) for a in sides if a.arm.role == "cells" for b in sides if b.arm.role == "comparator" and alike(a.outcome, b.outcome)]


def reported(study: model.Study) -> list[model.Outcome]:
    """Differences between groups that a study printed with an interval, in people out of 100."""
    return [o for o in study.outcomes if o.kind == "between-group" and o.arm == "between" and o.ci and o.value is not None and (o.unit or "").startswith(("%", "percent"))]


def short(name: str) -> str:
    """``high-dose`` -> ``High dose``; a sham, a carrier and saline are called what readers know them by."""
    return words.ARMS.get(name) or name.replace("-", " ").capitalize()


_WHY = {"not-published": "finished or stopped, result not published", "not-read": "published, not in what we could read", "published": "published, but no share of people to draw", None: "not reported"}


#: names of scales behind what was measured: the tables keep them, the drawings do without
_CODES = re.compile(r" \((?:NRS|VAS|VASPI|ODI)\)")


def plainly(measure: str) -> str:
    """What was measured, in plain words and without the name of its scale: ``At least 50% less pain (NRS)`` -> ``Pain at least halved``."""
    return _CODES.sub("", measure).replace("Responders", "Counted as better").replace("At least 50% less pain", "Pain at least halved").replace("early cohort", "early group")


def remarks(study: model.Study, outcomes: Iterable[model.Outcome]) -> list[str]:
    """What a record says about single results of a study, once each, with the name of the study."""
    return [f"{study.name}: {note}" for note in unique(outcome.note for outcome in outcomes if outcome.note)]


@dataclass(frozen=True)
class Mark:
    """One difference between groups, with what it rests on: people out of 100 with its interval, the words for both groups."""

    label: str
    time: str
    value: float
    low: float
    high: float
    shown: float
    shape: str
    method: str
    treated: str
    control: str
    of: tuple[int | None, int | None]
    outcomes: tuple[model.Outcome, ...]
    followed: bool = True
    months: float | None = None

    @property
    def text(self) -> str:
        """The difference with its interval, in people of 100; and that it is not known how many were followed, where that is so."""
        return self._told(self.shown)

    @property
    def drawn(self) -> str:
        """The same for the drawing: the difference in whole people, with * where it was worked out from rounded percentages."""
        return self._told(contrast.nearest(self.value), "*" if self.method.startswith("computed") and not self.method.startswith(COUNTS) else "")

    def _told(self, difference: float, star: str = "") -> str:
        said = f"{more(difference)} of 100" if difference else "no difference"
        return f"{said}{star} ({more(round(self.low))} to {more(round(self.high))})" + ("" if self.followed else f"; {UNCOUNTED}")

    @property
    def by_chance(self) -> bool:
        """Whether no difference lies within the interval."""
        return self.low <= 0 <= self.high


def more(value: float) -> str:
    """A difference in words: ``5 more``, ``29 fewer``, ``none``."""
    return f"{words.number(abs(value))} {'more' if value > 0 else 'fewer'}" if value else "none"


def marks_of(study: model.Study) -> list[Mark]:
    """Every difference of a study that can be drawn: printed with an interval, or computed from both groups."""
    found = []
    for o in reported(study):
        time = words.months(o.months) if o.months is not None else o.when or ""
        found.append(Mark(o.measure, time, o.value, *o.ci, o.value, "square", "interval as reported", "not read", "not read", (None, None), (o,), months=o.months))
    several = len([arm for arm in study.arms if arm.role != "other"]) > 2
    for pair in pairs(study):
        arms = f", {short(pair.treated.arm.id).lower()} against {short(pair.control.arm.id).lower()}" if several else ""
        sides = (pair.treated, pair.control)
        *shares, shown = pair.told
        found.append(Mark(pair.treated.outcome.measure + arms, pair.time, *pair.difference, shown, "circle", pair.method + pair.printed, *map(pair.count, sides, shares), tuple(each.of for each in sides), tuple(each.outcome for each in sides), pair.counts_fit, pair.treated.outcome.months))  # fmt: skip
    return found


def latest(marks: list[Mark]) -> list[Mark]:
    """Of each measure, between the same groups, the difference at the last time: earlier ones are about the same people."""
    last = {mark.label: max((each.months or 0 for each in marks if each.label == mark.label)) for mark in marks}
    return [mark for mark in marks if (mark.months or 0) == last[mark.label]]


#: how the ranges of :func:`between_group` came about
_METHOD = (
    "The ranges are 95% intervals. We worked them out with the hybrid score method of Newcombe (1998), from each trial alone; no trials are added together.",
    "Where only rounded percentages were printed, we worked back to the number of people in the group. Where that gives no whole number, the true numbers are not known, and the range is only a guide.",
)


@plot("between-group-effects")
def between_group(knowledge: Knowledge) -> Plot:
    """Differences between treated and comparison groups, with intervals; trials that report none are listed."""
    groups, missing, rows, row_sources, numbers, notes, drawn, clear = [], [], [], [], [], [], [], []
    cord = earlier = 0
    for study in controlled(knowledge):
        is_cord = ask.is_cord(knowledge, study.cells)
        name = study.name + (" (cord cells)" if is_cord else "")
        first = {"study": study.name, "cells": "cord cells" if is_cord else "other cells"}
        marks = marks_of(study)
        if not marks:
            why = _WHY[study.comparison]
            told = [o for o in study.outcomes if o.kind == "between-group" and o.text]
            missing.append({"lines": wrap(f"{name}:", 43), "text": name, "why": why})
            ids = unique(source_of(o, study) for o in told) or [study.sources[0]]
            numbers.append({**first, "measure": "", "time": "", "treated": "", "treated_of": None, "control": "", "control_of": None, "difference_of_100": None, "low": None, "high": None, "method": "not reported", "record": f"studies/{study.id}", **origin(knowledge, ids)})
            continue
        last = latest(marks)
        for mark in marks:
            ids = unique(source_of(o, study) for o in mark.outcomes)
            if mark in last:
                rows.append([name, f"{plainly(mark.label)}, {mark.time}", mark.treated, mark.control, mark.text])
                row_sources.append(ids)
            ends = {key: round(value, 1) + 0.0 for key, value in (("difference_of_100", mark.value), ("low", mark.low), ("high", mark.high))}  # + 0.0: no "-0.0"
            numbers.append({**first, "measure": mark.label, "time": mark.time, "treated": mark.treated, "treated_of": mark.of[0], "control": mark.control, "control_of": mark.of[1], **ends, "method": mark.method, "record": f"studies/{study.id}", **origin(knowledge, ids)})
        outcomes = [o for mark in marks for o in mark.outcomes]
        read = second_hand(knowledge, study, outcomes)
        groups.append({"lines": wrap(name + read, 38), "marks": [{"lines": wrap(f"{plainly(mark.label)}, {mark.time}: {mark.drawn}", 43), "value": mark.value, "low": mark.low, "high": mark.high, "mark": mark.shape} for mark in last], "texts": [f"{m.label}, {m.time}: {m.drawn}" for m in last], "name": name + read})
        drawn += last
        earlier += len(marks) - len(last)
        cord += len(last) if is_cord else 0
        notes += remarks(study, outcomes)
        clear += [f"{study.name}, {plainly(mark.label).lower()}, {mark.time}{read}" for mark in last if not mark.by_chance]
    reach = max([10] + [10 * -(-abs(end) // 10) for mark in drawn for end in (mark.low, mark.high)])
    about = f"{cord} of them with cord cells" if cord else "none of them with cord cells"
    return Plot(
        finding=f"{len(drawn) - len(clear)} of {len(drawn)} differences between groups, {about}, may be chance alone; {len(missing)} more studies with a comparison group give no share of people to draw",
        description="Differences between treated and comparison groups, in people out of 100, with 95% intervals. "
        + " ".join(f"{group['name']}: " + "; ".join(text.rstrip(".") for text in group["texts"]) + "." for group in groups)
        + " Not reported: " + "; ".join(m["text"].rstrip(".") for m in missing) + ".",
        drawing="intervals",
        scene={"groups": groups, "missing": missing, "reach": reach},
        heads=["Study", "What was measured", "With cells", "Without", "How many more or fewer of 100 did better with cells"],
        rows=rows,
        row_sources=row_sources,
        numbers=numbers,
        sources=unique(id for row in numbers for id in row["source"].split()),
        look="The line through each mark is the range in which the true difference probably lies. Look first whether it crosses the middle: then chance alone may explain the difference.",
        caption="How many more people out of 100 did better with cells than without; left of the line, fewer did",
        notes=[
            "Differences are worked out before rounding.",
            *([f"Does not cross the middle: {'; '.join(clear)}. Where many differences are looked at, one may still come by chance."] if clear else []),
            "Studies not marked as cord cells used other cells.",
            *(["Shown is the last time of each measure; the download holds the earlier ones too, and how each range was worked out."] if earlier else []),
        ],
        more=("How the ranges were worked out, and single numbers read", [*_METHOD, *notes]),
    )  # fmt: skip


@plot("responders-by-arm")
def responders(knowledge: Knowledge) -> Plot:
    """Responders in treated and comparison arms, side by side."""
    return _responders(controlled(knowledge), pairs, knowledge)


@plot("responders-against-dummy")
def responders_against_dummy(knowledge: Knowledge) -> Plot:
    """The same for trials against a dummy procedure alone, at the last time and without disability: two bars for each trial."""

    def last_pain(study: model.Study) -> list[Pair]:
        found = [pair for pair in pairs(study) if "disability" not in pair.treated.outcome.measure.lower()]
        return [pair for pair in found if pair.treated.outcome.months == max(each.treated.outcome.months or 0 for each in found)]

    return _responders([study for study in controlled(knowledge) if study.control == "sham"], last_pain, knowledge)


def _responders(studies: Iterable[model.Study], pairs_of: Callable[[model.Study], list[Pair]], knowledge: Knowledge) -> Plot:
    """Bars for each arm of each pair that ``pairs_of`` gives for a study."""
    groups, rows, row_sources, numbers, without, notes = [], [], [], [], [], []
    any_cord = False
    for study in studies:
        blocks: dict[tuple, list[tuple[Pair, Side]]] = {}
        for pair in pairs_of(study):
            if FEWER_IS_BETTER.search(pair.treated.outcome.measure):
                continue
            held = blocks.setdefault((pair.treated.outcome.measure, pair.time), [])
            for each in (pair.treated, pair.control):
                if all(other is not each and other.arm.id != each.arm.id for _, other in held):
                    held.append((pair, each))
        drawn, outcomes = [], []
        for (measure, time), held in blocks.items():
            held.sort(key=lambda item: item[1].arm.role != "cells")
            bars = []
            for pair, each in held:
                star = "" if each.outcome.events is not None else "*"
                shown = f"{short(each.arm.id)}: {each.whole}{star} of {each.of}" if pair.counts_fit else f"{short(each.arm.id)}, {each.of} {'at start' if each.base in ('randomised', 'enrolled') else each.base}"
                bars.append({"label": shown, "share": 100 * each.share, "text": f"{contrast.nearest(100 * each.share):.0f} of 100", "hollow": each.arm.role != "cells"})
                rows.append([f"{titled(knowledge, study)}: {study.name}", f"{plainly(measure)}, {time}", each.arm.name, pair.count(each)])
                row_sources.append([source_of(each.outcome, study)])
                numbers.append({"study": study.name, "measure": measure, "time": time, "arm": each.arm.name, "role": each.arm.role, "events_reported": each.outcome.events, "events_computed": each.whole if each.outcome.events is None and pair.counts_fit else None, "percent_reported": each.outcome.percent, "of": each.of, "of_basis": each.base, "shown": pair.count(each), "record": f"studies/{study.id}", **origin(knowledge, row_sources[-1])})
                outcomes.append(each.outcome)
                if each.arm.role != "cells":
                    without.append(100 * each.share)
            unread = "" if all(pair.counts_fit for pair, _ in held) else f"; {UNCOUNTED}"
            drawn.append({"lines": wrap(f"{plainly(measure)}, {time}{unread}", 43), "bars": bars})
        if drawn:
            groups.append({"lines": wrap(titled(knowledge, study) + second_hand(knowledge, study, outcomes), 40), "blocks": drawn, "apart": False})
            any_cord |= ask.is_cord(knowledge, study.cells)
            notes += remarks(study, outcomes)
    if not groups:
        raise Refused("studies", "no trial reports responders in both arms")
    return Plot(
        finding=f"People who got no cells got better too: {min(without):.0f} to {max(without):.0f} of 100 in the comparison groups counted as improved",
        description="People who counted as improved, treated and comparison groups: " + "; ".join(f"{row[0]}, {row[1]}, {row[2]}: {row[3]}" for row in rows) + ".",
        drawing="responders",
        scene={"groups": groups, "legend": ["Full frame: all of the people in the group", "* worked out from a rounded percentage"]},
        heads=["Study", "What counts as better", "Group", "People"],
        rows=rows,
        titled=2,
        row_sources=row_sources,
        numbers=numbers,
        sources=unique(id for ids in row_sources for id in ids),
        look="Look first at the hollow bars: these people got no cells.",
        caption="People who counted as improved; filled bars with cells, hollow bars without",
        notes=[
            *(["None of these trials used cord cells."] if not any_cord else []),
            "Numbers with * were worked out from a rounded percentage and the size of the group. Where it is not known how many were followed, some people were probably missing at the end.",
        ],
        more=(f"How single numbers were read ({len(notes)})", notes) if notes else None,
    )


@dataclass(frozen=True)
class Course:
    """What one group of people reported before and after, on one scale of 100 points."""

    study: model.Study
    outcome: model.Outcome
    arm: model.Arm
    name: str
    role: str

    @property
    def time(self) -> str:
        """When it was measured."""
        return words.months(self.outcome.months) if self.outcome.months is not None else self.outcome.when or ""

    @property
    def people(self) -> tuple[int | None, str]:
        """People in the group and the stage at which they were counted."""
        return (self.outcome.of, "counted") if self.outcome.of else size(self.arm)

    @property
    def fall(self) -> float | None:
        """Points of 100 by which the score fell; None where only a share of the start was printed."""
        if self.outcome.baseline is not None and self.outcome.value is not None:
            return self.outcome.baseline - self.outcome.value
        return -self.outcome.change if self.outcome.change is not None else None

    def text(self, share: bool) -> str:
        """What was printed, in words: both scores, or the change; or the share of the start, where a group of the study has no other."""
        o, points = self.outcome, lambda score: words.number(contrast.nearest(score))  # noqa: E731 - on a scale of 100 nobody feels less than a point
        if share:
            return f"{points(o.percent)}% of the start"
        return f"{points(o.baseline)} to {points(o.value)}" if o.baseline is not None and o.value is not None else f"{points(o.change)} points"


def courses(study: model.Study) -> list[list[Course]]:
    """Results on scales of 100 points that a study gives for groups with cells and without, alike for all: those of one measure at one time together."""
    roles = {arm.id: arm for arm in study.arms}
    blocks: dict[tuple, list[Course]] = {}
    for o in study.outcomes:
        if o.kind == "within-group" and o.scale in OF_100 and o.arm in roles and roles[o.arm].role != "other":
            blocks.setdefault((o.measure, o.months, o.when), []).append(Course(study, o, roles[o.arm], roles[o.arm].name, roles[o.arm].role))
    alike = lambda held: all(c.fall is not None for c in held) or all(c.outcome.percent is not None for c in held)  # noqa: E731
    return [held for held in blocks.values() if {"cells", "comparator"} <= {c.role for c in held} and alike(held)]


def alone(study: model.Study) -> list[list[Course]]:
    """The last results on scales of 100 points of a study without a comparison group."""
    treated = {arm.id: arm for arm in study.arms}
    last = {o.scale: o for o in sorted(study.outcomes, key=lambda o: o.months or 0) if o.kind == "within-group" and o.scale in OF_100 and o.baseline is not None and o.value is not None and o.arm in treated}
    return [[Course(study, o, treated[o.arm], "Cord cells, no comparison group", "no comparison group")] for o in last.values()]


@plot("before-after-both-arms")
def before_after(knowledge: Knowledge) -> Plot:
    """How far scores fell with and without cells, on one scale of 100 points; cord-cell series apart, since they have no comparison group."""
    rows, row_sources, numbers, groups, told, without = [], [], [], [], [], []
    series = [study for study in ask.distinct(ask.select(knowledge, "studies", cells="cord")) if study.control == "none"]
    for study, found in [(study, courses(study)) for study in controlled(knowledge)] + [(study, alone(study)) for study in series]:
        blocks, apart = [], study.control == "none"
        last = {held[0].outcome.measure: max(other[0].outcome.months or 0 for other in found if other[0].outcome.measure == held[0].outcome.measure) for held in found}
        for held in found:
            shown = (held[0].outcome.months or 0) == last[held[0].outcome.measure]
            share = any(c.fall is None for c in held)
            for c in held:
                of, base = c.people
                people = f"{words.with_unit(of, 'people')} {base}" if of else "number not known"
                ids, text = [source_of(c.outcome, study)], c.text(share)
                if shown:
                    rows.append([f"{titled(knowledge, study)} ({study.name})", f"{plainly(c.outcome.measure)}, {c.time}", c.name, people, text])
                    row_sources.append(ids)
                    without += [c.fall] if c.role == "comparator" and not share else []
                o = c.outcome
                numbers.append({"study": study.name, "measure": o.measure, "time": c.time, "group": c.name, "role": c.role, "start": o.baseline, "later": o.value, "change": o.change, "percent_change": o.percent, "of": of, "of_basis": base or people, "shown": f"{text}; {people}", "record": f"studies/{study.id}", **origin(knowledge, ids)})
            if not shown:
                continue
            sizes = [c.people[0] for c in held]
            each = " and ".join(map(str, sizes)) + " people" if all(sizes) else "number in groups not known"
            measure = f"{plainly(held[0].outcome.measure)}, {held[0].time}"
            if share:
                gone = ", ".join(f"{words.number(contrast.nearest(-c.outcome.percent))} of 100 with {short(c.arm.id).lower()}{' of cells' if c.role == 'cells' else ''}" for c in held)
                told.append(f"One trial is not drawn, since it tells only how much of the score at the start was gone ({study.name}, {measure.lower()}{second_hand(knowledge, study, [c.outcome for c in held])}): {gone}.")
            else:
                bars = []
                for c in held:
                    fell = contrast.nearest(c.fall)
                    bars.append({"label": "Cord cells" if apart else short(c.arm.id), "share": max(0, c.fall), "text": f"{words.number(abs(fell))} points" if fell >= 0 else f"rose by {words.number(-fell)}", "hollow": c.role == "comparator"})
                if apart:  # an empty place beside the bar, so that nobody takes its length for an effect
                    bars.append({"label": "Without cells", "share": 0, "text": "nobody", "hollow": True, "missing": True})
                blocks.append({"lines": wrap(f"{measure}; {each}", 43), "bars": bars})
        if blocks:
            name = titled(knowledge, study) + (", no comparison group" if apart else "")
            groups.append({"lines": wrap(name + second_hand(knowledge, study, [c.outcome for held in found for c in held]), 40), "blocks": blocks, "apart": apart})
    fell = sum(each > 0 for each in without)
    return Plot(
        finding=f"Comparison groups improve as well: scores fell in {fell} of {len(without)} of their results, and the cord-cell series has no such group to set against",
        description="Before and after, in treated and comparison groups: " + "; ".join(f"{r[0]}, {r[1]}, {r[2]}, {r[3]}: {r[4]}" for r in rows) + ".",
        drawing="responders",
        scene={"groups": groups, "legend": ["Bar: points of 100 by which the score fell", "Full frame: 100 points"]},
        heads=["Study", "Measure", "Group", "People in the group", "Before and after"],
        rows=rows,
        titled=2,
        row_sources=row_sources,
        numbers=numbers,
        sources=unique(id for row in numbers for id in row["source"].split()),
        look="Look first at the hollow bars: people without cells got better too. A long filled bar alone says nothing about cells: hold it against the hollow bar below it.",
        caption="How far pain or disability fell from before to after in each group; this is not the effect of the cells, which only the difference between groups can show",
        more=("A trial that is not drawn", told) if told else None,
        notes=[
            "Results of one trial are about the same people. Shown is the last time of each measure; the download holds the earlier ones.",
            "A fall is worked out before rounding. The people are those put into each group, or those counted at the end where that is known; how many gave the later figure is mostly not known.",
        ],
    )  # fmt: skip
