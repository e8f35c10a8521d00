"""What options other than cells do against pain, in points of 100, with the words for sizes."""

from __future__ import annotations

from dataclasses import dataclass

from kb import model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, origin, plot, sources_of, unique

#: the longest bar, in points: nothing that we found does more
WIDEST = 30


@dataclass(frozen=True)
class Gain:
    """One option: what it is compared with, how much less pain as text, and its bar in points (None: no result was found), from ``least`` where trials differ."""

    option: str
    against: str
    text: str
    points: float | None
    least: float = 0


def _gain(value: model.Value) -> Gain:
    option, _, against = value.who.partition(", compared with ")
    most = value.high if value.value is None else value.value
    told = f"{words.number(value.low)} to {words.number(value.high)}" if value.value is None else f"{'about ' if value.about else ''}{words.number(value.value)}"
    return Gain(option, f"compared with {against}", f"{told} points less, {value.when}", most, value.low or 0)


@plot("option-gains")
def option_gains(knowledge: Knowledge) -> Plot:
    """How much less pain with each option of the aid for which points were read, and that cord cells were never compared."""
    finding = knowledge.kinds["findings"]["option-gains"]
    gains = [_gain(value) for value in finding.values] + [Gain("Cord cells in a clinic", "compared with a dummy or other care", "no result found", None)]
    row_sources = [sources_of(value, finding) for value in finding.values] + [[]]
    small, medium = words.SIZES
    return Plot(
        finding=finding.statement.rstrip("."),
        description="Points of 100 less pain: " + "; ".join(f"{gain.option}, {gain.against}: {gain.text}" for gain in gains) + ".",
        drawing="gains",
        scene={"gains": gains, "widest": WIDEST, "marks": [(small, f"medium: {small}"), (medium, f"large: over {medium}")]},
        heads=["Option", "Compared with", "Less pain, points of 100"],
        rows=[[gain.option, gain.against.removeprefix("compared with "), gain.text] for gain in gains],
        row_sources=row_sources,
        numbers=[
            {"option": gain.option, "compared_with": gain.against, "points_less": gain.points, "shown": gain.text, "when": value.when, "record": f"findings/{finding.id}", **origin(knowledge, ids)}
            for gain, value, ids in zip(gains, finding.values, row_sources)
        ],
        sources=unique(id for ids in row_sources for id in ids),
        caption="How much less pain, in points of 100; longer bars mean less pain; without a bar no result was found",
        notes=["Look at what each was compared with: a gain over a dummy tells most. Mark one or two that could fit you, and ask your doctor about these, harm included.", finding.certainty_why, "Options without figures in points are left out."],
        long=True,
    )  # fmt: skip
