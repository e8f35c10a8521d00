"""Drawings of where a needle is aimed, and where cells in a drip go."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge


#: number in the drawing -> route and where the tip of the needle lies
NEEDLES = (
    (1, "intradiscal", "the tip lies in the soft centre of the disc"),
    (2, "epidural", "the tip lies in the fat around the sac that holds the nerves, or beside a nerve"),
    (3, "facet", "the tip lies in the small joint at the back of the spine"),
    (4, "medial-branch", "the tip lies beside the small nerve of the facet joint"),
    (5, "intrathecal", "the tip goes through that sac into the clear fluid around the spinal cord"),
    (6, "soft-tissue", "the tip stays in muscle or ligament"),
)


def _needle_keys(knowledge: Knowledge, shown: Iterable[int] = tuple(number for number, _, _ in NEEDLES)) -> list[tuple[int, str, str, str]]:
    """The needles that a drawing shows: number, route, its name, where the tip lies."""
    routes = knowledge.kinds["routes"]
    return [(number, id, routes[id].name, where) for number, id, where in NEEDLES if number in shown and id in routes]


def _needles_told(keys: list[tuple[int, str, str, str]]) -> str:
    """The needles in words, for those who do not see the drawing."""
    return " ".join(f"Needle {number}: {name}; {where}." for number, _, name, where in keys)


@diagram("spinal-segment")
def spinal_segment(knowledge: Knowledge) -> Diagram:
    """One level of the spine from above, with the needle path of each route."""
    keys = _needle_keys(knowledge)
    return Diagram(
        finding="Each way of giving an injection ends in another place, and only one of them is inside the disc",
        description="One level of the low back seen from above, belly at the top, back at the bottom. The disc with its ring and soft centre is in front. Behind it lies the nerve sac in the spinal canal, with the epidural space around it; a nerve root leaves on each side. Behind these are the two facet joints, the bony arch and the muscles. "
        + _needles_told(keys),
        drawing="segment",
        scene=keys,
        sources=[],
        caption="Our own drawing, simplified and not to scale. It shows where a needle is aimed, not that the treatment helps. Two ways lead to the epidural space, so number 2 stands twice",
        keys=keys,
    )


#: drawings of the needles that concern a few conditions: what they show, and the numbers of the needles
FEW_NEEDLES = {
    "disc-needle": ("A needle for the disc goes through its tough ring and ends in its soft centre, near the nerves", (1,)),
    "epidural-needle": ("An epidural needle goes into the space around the sac with the nerves", (2,)),
    "disc-and-nerve-needles": ("A needle goes into the soft centre of the disc, or into the space around the sac with the nerves", (1, 2)),
}


def _few_needles(knowledge: Knowledge, id: str) -> Diagram:
    """One level of the spine from above, with one or two needles."""
    finding, shown = FEW_NEEDLES[id]
    keys = _needle_keys(knowledge, shown)
    return Diagram(
        finding=finding,
        description="One level of the low back seen from above, belly at the top, back at the bottom. The disc with its ring and soft centre is in front. Behind it lies the nerve sac, with the epidural space around it; a nerve root leaves on each side. Behind these are the facet joints, bone and the muscles. "
        + _needles_told(keys),
        drawing="few_needles",
        scene=shown,
        sources=[],
        caption="Our own drawing, simplified and not to scale. It shows where a needle is aimed, not that the treatment helps",
        keys=keys,
    )


for _id in FEW_NEEDLES:
    diagram(_id)(partial(_few_needles, id=_id))


@diagram("facet-needles")
def facet_needles(knowledge: Knowledge) -> Diagram:
    """The facet joints from above with the small nerve to each, and a needle for either."""
    keys = [(number, route, name, where) for number, (_, route, name, where) in enumerate(_needle_keys(knowledge, (3, 4)), 1)]
    return Diagram(
        finding="A needle goes into the facet joint, or beside the small nerve that serves the joint",
        description="One level of the low back seen from above, belly at the top, back at the bottom. In front is the disc, behind it the nerve sac. A nerve root leaves on each side. From each root a small nerve runs back around the bone to the facet joint, which is the gap between two pieces of bone on each side. "
        + _needles_told(keys),
        drawing="facet_needles",
        scene=None,
        sources=[],
        caption="Our own drawing, simplified and not to scale. A test block numbs the small nerve (2) for a time; heating switches it off. It shows where a needle is aimed, not that the treatment helps",
        keys=keys,
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
    )
