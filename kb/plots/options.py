"""What options other than cells do against pain, and how often they do harm, with the words for sizes and for how often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kb import contrast, model, words
from kb.load import Knowledge
from kb.plots.course import figure_of
from kb.plots.figure import Plot, origin, plot, sources_of, unique, wrap

#: the longest bar, in points: nothing that we found does more
WIDEST = 30
#: behind the key of a figure of low or very low certainty: its bar is hollow
UNSURE = "-unsure"


@dataclass(frozen=True)
class Gain:
    """One option: what it is compared with, how much less pain as text, and its bar in points (None: none was seen), sure up to ``least`` where trials differ. Not ``tested``: nobody compared it."""

    option: str
    against: str
    text: str
    points: float | None
    least: float | None = None
    tested: bool = True


def _gain(value: model.Value) -> Gain:
    option, _, against = value.who.partition(", compared with ")
    most = value.high if value.value is None else value.value
    told = f"{words.number(value.low)} to {words.number(value.high)}" if value.value is None else f"{'about ' if value.about else ''}{words.number(abs(value.value))}"
    text = f"{told} {'point' if abs(most) == 1 else 'points'} {'more' if most < 0 else 'less'}, {value.when}"
    return Gain(option, f"compared with {against}", text, max(most, 0) or None, 0 if value.key.endswith(UNSURE) else value.low)


def _gains(knowledge: Knowledge, id: str, without: tuple[str, ...] = (), what: str = "pain") -> Plot:
    """How much less of ``what`` with each option of the finding ``id``, ``without`` some keys, and that cord cells were never compared."""
    finding = knowledge.kinds["findings"][id]
    values = [value for value in finding.values if value.key not in without]
    gains = [_gain(value) for value in values] + [Gain("Cord cells in a clinic", "compared with a dummy or other care", "no result found", None, tested=False)]
    row_sources = [sources_of(value, finding) for value in values] + [[]]
    small, medium = words.SIZES
    return Plot(
        finding=finding.statement.rstrip("."),
        description=f"Points of 100 less {what}: " + "; ".join(f"{gain.option}, {gain.against}: {gain.text}" for gain in gains) + ".",
        drawing="gains",
        scene={"gains": [{"gain": gain, "lines": [*wrap(gain.against, 46), *wrap(gain.text, 46)]} for gain in gains], "widest": WIDEST, "marks": [(small, f"medium: {small}"), (medium, f"large: over {medium}")]},
        heads=["Option", "Compared with", f"Less {what}, points of 100"],
        rows=[[gain.option, gain.against.removeprefix("compared with "), gain.text] for gain in gains],
        row_sources=row_sources,
        numbers=[
            {"option": gain.option, "compared_with": gain.against, "points_less": value.high if value.value is None else value.value, "shown": gain.text, "when": value.when, "record": f"findings/{finding.id}", **origin(knowledge, ids)}
            for gain, value, ids in zip(gains, values, row_sources)
        ],
        sources=unique(id for ids in row_sources for id in ids),
        caption=f"How much less {what}, in points of 100. Longer bars mean less {what}. Hollow: low or very low certainty, or the part on which trials differ. "
        + ("No bar: tested, and no gain was seen. " if any(gain.tested and not gain.points for gain in gains) else "")
        + "Dashed: not tested",
        notes=["Look at what each was compared with: a gain over a dummy tells most. Ask your doctor about the one or two that could fit you, harm included."],
        aside=f"{finding.certainty_why} Some other options stand only in the tables.",
    )  # fmt: skip


for _id in ("option-gains", "back-pain-gains", "sciatica-gains", "neck-gains", "strain-gains"):
    plot(_id)(partial(_gains, id=_id))
plot("narrow-canal-gains")(partial(_gains, id="narrow-canal-gains", what="trouble in daily tasks"))
#: with worn, torn or collapsed discs nerves of joints are not heated, tablets for nerve pain are not for them, and the pages send readers elsewhere for opioids
plot("worn-disc-gains")(partial(_gains, id="back-pain-gains", without=("opioids-unsure", "nerve-tablets", "nerve-heating")))

#: with worn joints the same holds, but their nerves are heated
plot("worn-joint-gains")(partial(_gains, id="back-pain-gains", without=("opioids-unsure", "nerve-tablets")))


@dataclass(frozen=True)
class Harm:
    """One option and a harm that was counted, mild or ``serious``: ``step`` is its word for how often, 0 (very rare) to 4 (very common); None where nobody counted. ``beside`` is the same with a dummy."""

    option: str
    harm: str
    text: str
    step: int | None
    beside: str = ""
    serious: bool = True
    few: bool = False

    @property
    def counted(self) -> str:
        """How many people, with what was seen beside it."""
        return "; ".join(filter(None, (self.text, self.beside)))

    @property
    def word(self) -> str | None:
        """How often it comes, in one word of :data:`STEPS`; None where nobody counted."""
        return None if self.step is None else STEPS[self.step][0]


#: how often, as medicine leaflets say it, with the least number of 1,000 that each word stands for (the finding ``words-for-how-often``)
STEPS = (("very rare", 0), ("rare", 0.1), ("uncommon", 1), ("common", 10), ("very common", 100))
#: behind the key of a figure: how often the same was seen with a dummy
WITHOUT = "-without"
#: behind the key of a figure that rests on one or two people: its box is hollow
FEW = "-few"
#: before the key of a figure: a harm that is mostly mild or passes
MILD = "mild-"


def step(per_1000: float) -> int:
    """The place in :data:`STEPS` of so many people of 1,000."""
    return max(place for place, (_, least) in enumerate(STEPS) if per_1000 >= least)


def of_people(value: model.Value) -> str:
    """A figure of 1,000 people as readers meet it, here and in the tables: of 100 people, or of 1,000 where it is fewer than 1 of 100."""
    low, high = (value.low, value.high) if value.value is None else (value.value, value.value)
    base = 100 if low >= 10 else 1000
    least, most = (words.number(contrast.nearest(end * base / 1000)) for end in (low, high))
    return f"{'about ' if value.about else ''}{least}{f' to {most}' if most != least else ''} of {base:,}"


def _harm(value: model.Value, dummy: model.Value | None) -> Harm:
    """A harm from its figure, and from that of the same with a dummy."""
    option, _, harm = value.who.partition(": ")
    serious = not value.key.startswith(MILD)
    if value.uncounted:
        return Harm(option, harm, "no count that we could use", None, serious=serious)
    harm, more, _ = harm.partition(", more than ")
    told = of_people(value)
    return Harm(option, harm, told.replace(" of ", " more of ") + " than without it" if more else told, step(value.low if value.value is None else value.value), f"with a dummy {of_people(dummy)}" if dummy else "", serious, value.key.endswith(FEW))


#: chart -> the harms that it shows, by key: those of the options of the aid, and of the pages of some problems
HARM_CHARTS = {
    "option-harms": "serious-nsaids serious-nerve-heating serious-discectomy serious-fusion serious-opioids serious-epidural serious-cord-cells serious-plasma-few mild-exercise mild-opioids mild-nerve-heating",
    "sciatica-harms": "serious-nsaids serious-discectomy serious-opioids serious-epidural serious-cord-cells mild-exercise mild-opioids mild-pregabalin",
    "lasting-pain-harms": "serious-nsaids serious-nerve-heating serious-opioids serious-epidural serious-cord-cells mild-exercise mild-opioids mild-nerve-heating mild-pregabalin",
    "narrow-canal-harms": "serious-nsaids serious-decompression serious-nerve-sac serious-epidural serious-cord-cells mild-exercise mild-pregabalin",
    "neck-harms": "serious-nsaids serious-opioids serious-amitriptyline serious-epidural serious-cord-cells mild-exercise mild-opioids mild-amitriptyline",
    "strain-harms": "serious-nsaids serious-opioids serious-cord-cells mild-exercise mild-opioids",
    "worn-disc-harms": "serious-nsaids serious-disc-needle serious-vertebra-heating serious-artificial-disc serious-fusion serious-cord-cells serious-plasma-few mild-exercise",
}


def _harms(knowledge: Knowledge, id: str) -> Plot:
    """How often options do a harm that was counted, in the five words of medicine leaflets; and the grave ones that nobody counted."""
    finding = knowledge.kinds["findings"]["option-harms"]
    without = {value.key: value for value in finding.values if value.key.endswith(WITHOUT)}
    shown = [figure_of(finding, key) for key in HARM_CHARTS[id].split()]
    dummies = [without.get(value.key + WITHOUT) for value in shown]
    harms = [_harm(value, dummy) for value, dummy in zip(shown, dummies)]
    row_sources = [sources_of(value, finding) for value in shown]
    return Plot(
        finding="How often other options do harm; for cord cells and some of the gravest harms we found no count that we could use",
        description="Main harms of each option: " + "; ".join(f"{each.option}, {each.harm}: {each.text}{f', {each.beside}' if each.beside else ''}{f' ({each.word})' if each.word else ''}" for each in harms) + ".",
        drawing="how_often",
        scene={
            "steps": [word for word, _ in STEPS],
            "groups": [
                (title, [{"harm": each, "lines": [*wrap(each.harm[0].upper() + each.harm[1:], 46), *wrap(each.counted, 46)]} for each in harms if each.serious == serious])
                for title, serious in (("Can be serious", True), ("Mostly mild, or passes", False))
            ],
        },
        heads=["Option", "Harm", "How many people", "In one word"],
        rows=[[each.option, each.harm, each.counted, each.word or "not counted"] for each in harms],
        row_sources=row_sources,
        numbers=[
            {"option": each.option, "harm": value.who.partition(": ")[2], "of_1000": value.value, "low": value.low, "high": value.high, "with_a_dummy_of_1000": dummy.value if dummy else None, "when": value.when, "shown": each.text if each.word else "not counted", "record": f"findings/{finding.id}", **origin(knowledge, ids)}
            for each, value, dummy, ids in zip(harms, shown, dummies, row_sources)
        ],
        sources=unique(id for ids in row_sources for id in ids),
        caption="A main harm or two of each option; the full box says how often it comes, from very rare (left) to very common (right)",
        notes=[*(["A hollow box rests on one person."] if any(each.few for each in harms) else []), "A box further right is not a worse choice: ask your doctor how bad each harm would be for you."],
        aside=finding.certainty_why,
        more=("What was compared, and what nobody counted", [finding.note]) if id == finding.id else None,  # the note is of all options
    )  # fmt: skip


for _id in HARM_CHARTS:
    plot(_id)(partial(_harms, id=_id))
