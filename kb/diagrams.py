"""Drawings that explain. Each is a template of its own in ``overrides/records/drawings/``; counts in them come from the data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kb import ask, words
from kb.load import Knowledge
from kb.plots.figure import unique, wrap
from kb.plots.maps import on_rung, rungs


@dataclass(frozen=True)
class Diagram:
    """A drawing: what it shows in one sentence, its description, the template, what the template needs, its sources.

    ``heads`` and ``rows`` hold the figures of the drawing as a table; ``keys`` explain its numbers, each with a route.
    """

    finding: str
    description: str
    drawing: str
    scene: Any
    sources: list[str]
    caption: str
    heads: list[str]
    rows: list[list[str]]
    keys: list[tuple[int, str, str, str]]


DIAGRAMS: dict[str, Callable[[Knowledge], Diagram]] = {}


def diagram(id: str) -> Callable:
    """Registers a function that prepares one diagram."""

    def register(function: Callable[[Knowledge], Diagram]) -> Callable:
        DIAGRAMS[id] = function
        return function

    return register


@diagram("ladder-of-evidence")
def ladder(knowledge: Knowledge) -> Diagram:
    """Our studies on each rung, cord cells and other cells apart."""
    found = rungs(knowledge)
    text = lambda cell: f"{words.with_unit(cell['studies'], 'studies')}, {words.with_unit(cell['people'], 'people')}" if cell["studies"] else "none"  # noqa: E731
    rows = [[rung["name"], text(rung["cord"]), text(rung["other"])] for rung in found]
    top = found[0]["cord"]["studies"]
    reached = next((rung["name"] for rung in found if rung["cord"]["studies"]), None)
    ids = [id for rung in found for cells in ("cord", "other") for id in rung[cells]["ids"]]
    studies = [knowledge.kinds["studies"][id] for id in ids]
    not_drawn_by_lot = sum((ask.people_in(study) or 0) - on_rung(study) for study in studies)
    left_out = f"; left out are {words.with_unit(not_drawn_by_lot, 'people')} whom a randomised trial treated without allotting them by chance" if not_drawn_by_lot else ""
    return Diagram(
        finding="On the top rung, where cells were compared with no cells and the outcome was published: "
        + ("no study of cord cells" if not top else words.with_unit(top, "studies") + " of cord cells")
        + f", {words.with_unit(found[0]['other']['studies'], 'studies')} of other cells",
        description="A ladder of evidence from the strongest rung to the weakest. " + " ".join(f"{row[0]}: cord cells {row[1]}; other cells {row[2]}." for row in rows) + (f" The highest rung that cord cells reach: {reached}." if reached else ""),
        drawing="ladder",
        scene=[{"lines": wrap(rung["name"], 34), "cord": text(rung["cord"]), "other": text(rung["other"]), "empty": {cells: not rung[cells]["studies"] for cells in ("cord", "other")}} for rung in found],
        sources=unique(study.sources[0] for study in studies),
        caption=f"The ladder shows how well cells were tested, not that they worked: ask a clinic on which rung its study stands, and with which cells. Studies in people with spine disorders; each person is counted once, also those in comparison groups{left_out}",
        heads=["Rung", "Cord cells", "Other cells"],
        rows=rows,
        keys=[],
    )


#: number in the drawing -> route and where the tip of the needle lies
NEEDLES = (
    (1, "intradiscal", "the tip lies in the soft centre of the disc"),
    (2, "epidural", "the tip lies in the fat around the nerve sac, or beside a nerve root"),
    (3, "facet", "the tip lies in the small joint at the back of the spine"),
    (4, "medial-branch", "the tip lies beside the small nerve of the facet joint"),
    (5, "intrathecal", "the tip goes through the sac into the spinal fluid"),
    (6, "soft-tissue", "the tip stays in muscle or ligament"),
)


@diagram("spinal-segment")
def spinal_segment(knowledge: Knowledge) -> Diagram:
    """One level of the spine from above, with the needle path of each route."""
    routes = knowledge.kinds["routes"]
    keys = [(number, id, routes[id].name, where) for number, id, where in NEEDLES if id in routes]
    return Diagram(
        finding="Each way of giving an injection ends in another place, and only one of them is inside the disc",
        description="One level of the low back seen from above, belly at the top, back at the bottom. The disc with its ring and soft centre is in front. Behind it lies the nerve sac in the spinal canal, with the epidural space around it; a nerve root leaves on each side. Behind these are the two facet joints, the bony arch and the muscles. "
        + " ".join(f"Needle {number}: {name}; {where}." for number, _, name, where in keys),
        drawing="segment",
        scene=keys,
        sources=[],
        caption="Our own drawing, simplified and not to scale. It shows where a needle is aimed, not that the treatment helps",
        heads=[],
        rows=[],
        keys=keys,
    )


@diagram("spine-parts")
def spine_parts(knowledge: Knowledge) -> Diagram:
    """One level of the spine from above, its parts named; for the pages of conditions."""
    return Diagram(
        finding="The disc lies in front of the nerves; the small joints and the muscles lie behind them",
        description="One level of the low back seen from above, belly at the top, back at the bottom. In front is the disc, with a tough ring around a soft centre. Behind it lies the nerve sac in the spinal canal, with the epidural space around it. A nerve root leaves on each side. Behind these are the two facet joints, the bony arch and the muscles.",
        drawing="segment",
        scene=[],
        sources=[],
        caption="Our own drawing of the low back, simplified and not to scale. The neck is built alike, with the spinal cord inside the sac",
        heads=[],
        rows=[],
        keys=[],
    )


#: paper that a clinic may show, what it says, what it does not say, whether it is about the cells
PAPERS = (
    ("Licence of the clinic", "the place may treat people", "Nothing about the cells.", False),
    ("Licence of the doctor", "this person may practise", "Nothing about the cells.", False),
    ("Registration of the product", "these cells, for this use", "Only this one is about the cells.", True),
)


@diagram("three-papers")
def three_papers(knowledge: Knowledge) -> Diagram:
    """The three papers behind an offer in Thailand, and which of them is about the cells."""
    finding = knowledge.kinds["findings"]["thai-licence-not-product"]
    return Diagram(
        finding="Three papers stand behind an offer, and only one of them is about the cells",
        description="Three boxes. " + " ".join(f"{name}: says that {covers}. {lacks}" for name, covers, lacks, _ in PAPERS) + " Even that one does not show by itself that they ease back pain.",
        drawing="papers",
        scene=PAPERS,
        sources=list(finding.sources),
        caption="Even a registered product need not ease back pain: ask for which use it is registered",
        heads=[],
        rows=[],
        keys=[],
    )


@diagram("where-infused-cells-go")
def infused(knowledge: Knowledge) -> Diagram:
    """The way of cells that are dripped into an arm vein."""
    finding = knowledge.kinds["findings"]["infusion-does-not-home-to-disc"]
    return Diagram(
        finding="Cells dripped into a vein meet the lungs first, and no way into a disc is known",
        description="Outline of a body. From a vein in the arm the cells flow to the right side of the heart and from there into the lungs, where in rats and mice most of them stay. Only traces go on with the blood to other organs. The disc, drawn in the low back, has no blood vessels: the path to it is drawn as broken and marked with a question mark.",
        drawing="infused",
        scene=None,
        sources=list(finding.sources),
        caption=finding.statement,
        heads=[],
        rows=[],
        keys=[],
    )
