"""Charts drawn at build time as accessible inline SVG, from the data alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.load import Knowledge


@dataclass(frozen=True)
class Bar:
    """One bar: its label, a share of 100 and how the share is written."""

    label: str
    share: float
    text: str
    note: str = ""


@dataclass(frozen=True)
class BarPlot:
    """A bar chart of shares of 100 with one denominator: its finding, what is drawn, in whom, from which sources."""

    finding: str
    description: str
    axis: str
    bars: list[Bar]
    sources: list[str]
    note: str


PLOTS: dict[str, Callable[[Knowledge], BarPlot]] = {}


def plot(id: str) -> Callable:
    """Registers a function that draws one plot."""

    def register(function: Callable[[Knowledge], BarPlot]) -> Callable:
        PLOTS[id] = function
        return function

    return register


@plot("herniation-shrinkage-by-type")
def herniation_shrinkage(knowledge: Knowledge) -> BarPlot:
    """Share of herniations that shrink without surgery, by type."""
    finding = knowledge.kinds["findings"]["herniation-shrinkage-by-type"]
    names = {
        "sequestration": ("Sequestration", "a piece has broken off"),
        "extrusion": ("Extrusion", "the centre has come through the ring"),
        "protrusion": ("Protrusion", "the ring bulges at one spot"),
        "bulge": ("Bulge", "the ring bulges all round"),
    }
    bars = [Bar(*names[v.key][:1], v.value, f"{v.value:g} of 100", names[v.key][1]) for v in finding.values if v.key in names]
    bars.sort(key=lambda bar: -bar.share)
    return BarPlot(
        finding="The worse a herniation looks on the scan, the more often it shrinks without surgery",
        description="Share of herniations that got smaller without surgery: "
        + ", ".join(f"{bar.label.lower()} {bar.text}" for bar in bars)
        + ".",
        axis="Out of 100 herniations of each type, how many got smaller without surgery",
        bars=bars,
        sources=list(finding.sources),
        note=finding.certainty_why,
    )
