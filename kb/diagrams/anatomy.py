"""Drawings of the spine and what goes wrong in it, for the pages of conditions."""

from __future__ import annotations

from functools import partial
from math import cos, radians, sin

from kb import words
from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge
from kb.plots.figure import wrap


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
    )


@diagram("sacroiliac-joints")
def sacroiliac_joints(knowledge: Knowledge) -> Diagram:
    """Where the sacroiliac joints lie; for the pages on their pain and on the disease that inflames them."""
    return Diagram(
        finding="The sacroiliac joints lie low in the back, one on each side, where the spine meets the pelvis",
        description="The pelvis seen from behind. In the middle the base of the spine, like a wedge that points down. On each side of it a hip bone of the pelvis. A thick line on each side marks the joint between them.",
        drawing="pelvis",
        scene=None,
        sources=[],
        caption="Our own drawing, simplified. Pain from here is felt low in the back or in the buttock",
    )


#: what can press on the nerves from the front: where it starts, its words, what the drawing says, its sources
PRESSING = {
    "tumour-presses": ("bone", ("a tumour grows", "backwards"), "A tumour in a bone of the spine can grow backwards and press on the nerves or the spinal cord", ("rnoh-mscc",)),
    "pus-presses": ("disc", ("germs here,", "pus behind them"), "Germs in a disc can spread to the bone, and pus can press on the nerves or the spinal cord", ("medscape-spinal-infections",)),
}


def _pressed(knowledge: Knowledge, id: str) -> Diagram:
    """The spine from the side, and what presses on its nerves."""
    start, lines, finding, sources = PRESSING[id]
    return Diagram(
        finding=finding,
        description=f"Three bones of the spine from the side, with discs between them, belly at the left. Behind them runs the sac with the nerves or the cord. In the middle {start} something grows and pushes the sac backwards.",
        drawing="pressed",
        scene={"at": start, "lines": lines},
        sources=list(sources),
        caption="Our own drawing, simplified and not to scale. This is why new weakness, numbness, or trouble with walking, bladder or bowel cannot wait",
    )


for _id in PRESSING:
    diagram(_id)(partial(_pressed, id=_id))


@diagram("changed-shapes")
def changed_shapes(knowledge: Knowledge) -> Diagram:
    """The three shapes that the page on deformity is about."""
    return Diagram(
        finding="Three changed shapes of the spine: a sideways curve, a bone that slipped, a back bent forward",
        description="Three drawings. A trunk from behind with a spine curved like an S and one shoulder higher. Five bones of the spine from the side; from the third upwards they stand further forward. A person from the side, the upper back bent forward.",
        drawing="shapes",
        scene=None,
        sources=[],
        caption="Our own drawing, simplified and not to scale. A curve shows when a shoulder, a hip or the ribs stick out on one side",
    )


#: how far apart two bones of a drawn spine are, and which of its eleven tilt most
_STEP, _TOP, _BOTTOM = 18, 2, 8


def _curved(degrees: int) -> tuple[int, list[tuple[float, float, float]], list[str], str]:
    """A spine with a curve of so many degrees: where its bones lie and how they tilt, the lines along the two that tilt most, and the angle of these lines."""
    half = degrees / 2
    tilts = [half * part for part in (0.2, 0.6, 1, 2 / 3, 1 / 3, 0, -1 / 3, -2 / 3, -1, -0.6, -0.2)]
    bones, x, y = [], 0.0, 0.0
    for tilt in tilts:
        bones.append((round(x, 1), round(y, 1), round(-tilt, 1)))
        x, y = x + _STEP * sin(radians(tilt)), y + _STEP * cos(radians(tilt))
    lines = []
    for place, side in ((_TOP, -1), (_BOTTOM, 1)):
        at_x, at_y, turn = bones[place]
        edge_x, edge_y = at_x - side * 6 * sin(radians(turn)), at_y + side * 6 * cos(radians(turn))
        reach = [(edge_x + far * cos(radians(turn)), edge_y + far * sin(radians(turn))) for far in (18, -52)]
        lines.append("M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*reach[0], *reach[1]))
    wide, high = 58 * cos(radians(half)), 58 * sin(radians(half))
    rays = f"M{-44 + wide:.0f} {212 - high:.0f}L-44 212L{-44 + wide:.0f} {212 + high:.0f}"
    return degrees, bones, lines, rays


@diagram("curve-degrees")
def curve_degrees(knowledge: Knowledge) -> Diagram:
    """How a sideways curve is measured, and what curves of three sizes look like; for the page on deformity."""
    finding = knowledge.kinds["findings"]["curve-degrees"]
    return Diagram(
        finding="The size of a curve is told in degrees: more degrees mean a bigger curve",
        description="Three spines from behind, with curves of 20, 35 and 50 degrees; the last one bends most. In each a red line runs along the top of the bone that tilts most above, and one along the bottom of the bone that tilts most below. Under each spine the two lines meet in a point, so that the angle between them can be seen. It is the size of the curve.",
        drawing="curves",
        scene=[_curved(degrees) for degrees in (20, 35, 50)],
        sources=[*finding.sources, "monticone-2016", "agabegi-2015"],
        caption="Our own drawing, simplified. Ask how many degrees yours has. Exercise was tested in adults with curves under 35 degrees; with a curve since the teenage years most authors would think about surgery above 50",
    )


#: type (:data:`kb.words.HERNIATIONS`) -> the edge of the disc towards the nerves, and a piece that left the disc
_SHAPES = {
    "bulge": ("C98 36 98 54 88 56", None),
    "protrusion": ("C92 36 116 38 116 45C116 52 92 54 88 56", None),
    "extrusion": ("V42H102C128 36 130 70 116 72C106 70 110 52 102 50H88V56", None),
    "sequestration": ("V41H98C104 43 104 47 98 49H88V56", "M108 58C120 55 130 68 122 79C112 84 102 70 108 58Z"),
}


@diagram("herniation-types")
def herniations(knowledge: Knowledge) -> Diagram:
    """The four kinds of slipped disc that are counted when one asks how many shrink."""
    finding = knowledge.kinds["findings"]["herniation-shrinkage-by-type"]
    return Diagram(
        finding="Slipped disc is a word for four different things, from a bulge to a piece that has broken off",
        description="Four drawings of a disc between two bones, seen from the side, with the nerves behind it. " + "; ".join(f"{name.lower()}: {plain}" for name, plain in words.HERNIATIONS.values()) + ".",
        drawing="herniations",
        scene=[(name, wrap(f"{plain[0].upper()}{plain[1:]}.", 27), *_SHAPES[key]) for key, (name, plain) in words.HERNIATIONS.items()],
        sources=[*finding.sources],
        caption="Our own drawing, simplified and not to scale. Where it presses on a nerve root, pain can run down the leg. How large it looks does not tell how much it hurts",
    )


@diagram("neck-parts")
def neck_parts(knowledge: Knowledge) -> Diagram:
    """The neck from the side, its parts named."""
    return Diagram(
        finding="In the neck the spinal cord, the nerves of the arm and an artery to the brain lie close behind and beside the discs",
        description="The neck seen from the side, face at the left. The bones of the neck stand on each other with a disc between them. Behind the bones the spinal cord runs down its canal. Between the bones nerve roots leave the cord; the lower ones join and run forward and down to the arm. An artery runs up through a hole in the side of each of the upper bones, in front of the nerve roots, into the skull to the brain. Behind the cord are the spikes of the bones.",
        drawing="neck",
        scene=None,
        sources=["okstate-vertebral-artery"],
        caption="Our own drawing, simplified and not to scale. There is such an artery, and such a row of nerve roots, on each side",
    )


@diagram("strained-parts")
def strained_parts(knowledge: Knowledge) -> Diagram:
    """Muscle, tendon and ligament of the back from the side."""
    return Diagram(
        finding="A tendon ties a muscle to a bone, a ligament ties bones together: each can be stretched too far",
        description="Three bones of the spine seen from the side, a disc between each two; the belly is at the left. From the back of each bone a spike runs to the right. Ligaments, thick bands, run from bone to bone: one along the front of the bones, one along the tips of the spikes. Behind them lies a muscle, wide in the middle. At each end a tendon, a narrow cord, ties it to the tip of a spike.",
        drawing="strain",
        scene=None,
        sources=["healthify-strains"],
        caption="Our own drawing, simplified and not to scale. The back has many more muscles and ligaments, in layers, on both sides",
    )


@diagram("operated-spine")
def operated_spine(knowledge: Knowledge) -> Diagram:
    """A low back after a fusion from the side, and where pain can come from; for the page on pain after surgery."""
    return Diagram(
        finding="After surgery pain can come from several places: that is why the cause is looked for first",
        description="Three bones of the low back seen from the side, belly at the left. The two lower bones were joined: a screw runs into each of them from behind, a rod ties the screws together, and a block of bone lies between the bones in place of the disc. Behind the bones runs the sac with the nerves. Five numbers mark where pain can come from: 1, the disc above, which has slipped back against the sac; 2, the small joint beside the fusion; 3, scar round a nerve root; 4, a loose screw; 5, the place between the bones that have not grown together.",
        drawing="operated",
        scene=["next disc: worn, or slipped again", "joint next to the fusion", "scar round a nerve root", "loose screw or broken rod", "bones that have not joined"],
        sources=["nm-failed-back-surgery", "fbss-management-review"],
        caption="Our own drawing of the low back, simplified and not to scale. Red: where pain can come from. Not drawn: infection, a nerve that was hurt before, and pain that goes on in the nerves by itself",
    )


@diagram("narrow-canal")
def narrow_canal(knowledge: Knowledge) -> Diagram:
    """A spinal canal with room beside a narrow one, and in which position the legs hurt."""
    finding = knowledge.kinds["findings"]["narrow-canal"]
    return Diagram(
        finding="In a narrow canal the nerves have too little room; bending forward mostly eases the legs",
        description="Two levels of the low back seen from above. On the left the canal behind the disc is wide, and the sac with its nerves lies in it with room around. On the right the disc bulges back, the joints and a ligament are thick, and the sac is squeezed. A key names the sac with nerves, the ligament, the joint and the wall of the canal. Below, a person stands upright, and a person sits bent forward.",
        drawing="canal",
        scene=None,
        sources=list(finding.sources),
        caption="Our own drawing, simplified and not to scale. Many people with a narrow canal on a scan have no trouble",
    )


@diagram("canal-widened")
def canal_widened(knowledge: Knowledge) -> Diagram:
    """A narrow canal before and after it is widened, with what is taken away."""
    finding = knowledge.kinds["findings"]["canal-widened"]
    return Diagram(
        finding="Widening the canal: a surgeon takes away some bone and thick ligament at the back, so that the nerves have more room",
        description="Two drawings of one level of the low back seen from above. Before: the disc bulges back, a thick ligament lines the arch of bone at the back, and the sac with nerves between them is squeezed. After: the middle of the arch and the ligament are gone, drawn with dashes, and the sac is round again. The disc still bulges.",
        drawing="widened",
        scene=None,
        sources=list(finding.sources),
        caption="Our own drawing, simplified and not to scale. Ask the surgeon how much would be taken away in you, and whether bones would be joined. More room on a drawing does not tell how much it helps",
    )


@diagram("worn-disc")
def worn_disc(knowledge: Knowledge) -> Diagram:
    """A young disc beside a worn one."""
    finding = knowledge.kinds["findings"]["imaging-without-pain"]
    return Diagram(
        finding="A worn disc is flatter and drier, and its ring may tear or bulge; many people with one have no pain",
        description="Two pairs of bones of the spine seen from the side, each with a disc between them. On the left a young disc: high, with a soft, wet centre in a tough ring. On the right a worn disc: flat, with little water in its centre, small tears in the ring, a bulge at both sides and edges of bone above and below. Below: both are seen in people with and without pain.",
        drawing="wear",
        scene=None,
        sources=list(finding.sources),
        caption="Our own drawing, simplified and not to scale. What a scan shows is not proof of what hurts",
    )


@diagram("torn-ring")
def torn_ring(knowledge: Knowledge) -> Diagram:
    """The ring of a disc: whole, torn in part, torn right through."""
    finding = knowledge.kinds["findings"]["how-a-tear-may-hurt"]
    return Diagram(
        finding="A tear can go through a part of the ring or right through it; then injected liquid may leak out",
        description="Three discs from above, the back of the body at the bottom; each has a soft core in a tough ring, and nerves outside the ring at the back. First: the ring is whole, and the nerves reach its outer part only. Second: a crack runs from the core into the ring but not to the outside. Third: a crack runs through the whole ring. Nerves have grown in along it, and liquid flows out of the core through it.",
        drawing="torn",
        scene=None,
        sources=[*finding.sources, "brinjikji-2015-a"],
        caption="Our own drawing, simplified and not to scale. People without back pain have tears as well. How much liquid leaks out is not known",
    )


@diagram("collapsed-disc")
def collapsed_disc(knowledge: Knowledge) -> Diagram:
    """A young disc, a worn one, and one whose space is almost gone."""
    return Diagram(
        finding="In a collapsed disc the space is almost gone; how it looks says little about how you will fare",
        description="Three pairs of bones of the spine seen from the side. On the left a high young disc with a soft, wet centre lies between the bones. In the middle a worn disc: flatter, with less water, bulging a little. On the right a collapsed disc: only a thin rest lies between the bones, which nearly touch, with edges of bone at the front and back; the bone next to it has changed.",
        drawing="collapsed",
        scene=None,
        sources=["pfirrmann-2001", "udby-2020"],
        caption="Our own drawing, simplified and not to scale",
    )


@diagram("worn-facet-joint")
def worn_facet_joint(knowledge: Knowledge) -> Diagram:
    """Where a facet joint lies, and a healthy one beside a worn one."""
    return Diagram(
        finding="The facet joints lie at the back of the spine; with age their smooth lining can wear thin",
        description="On the left two bones of the spine from the side with a disc between them, belly at the left. Behind them a ring marks the facet joint, where a part of the upper bone meets a part of the lower one. Beside it two enlarged joints. Healthy: both bone ends have a smooth, thick lining, with room between. Worn: little of the lining is left, the bones almost touch and their edges are bumpy. Below: worn joints are seen in people with and without pain.",
        drawing="facet_worn",
        scene=None,
        sources=["suri-2013", "hicks-2009"],
        caption="Our own drawing, simplified and not to scale. There is such a joint on each side at every level, in the neck too. What a scan shows is not proof of what hurts",
    )


#: kinds of break in the order of the drawing: name, and what is drawn
BREAKS = (
    ("Sound:", "front and back are equally high."),
    ("Wedge:", "the front is crushed, the back is not."),
    ("Burst:", "a strong force broke the bone into many pieces. One can be pushed back, towards the nerves."),
)


@diagram("broken-vertebra")
def broken_vertebra(knowledge: Knowledge) -> Diagram:
    """A sound vertebra, one pressed to a wedge, and one that burst."""
    lines = [(str(number) if not place else "", text) for number, parts in enumerate(BREAKS, 1) for place, text in enumerate(wrap(" ".join(parts), 45))]
    return Diagram(
        finding="A broken vertebra can be pressed together in front, or burst into pieces that may reach the nerves",
        description="Three short pieces of spine from the side, belly at the left, back at the right. Behind the bones runs the sac with the nerves. " + " ".join(f"{number}. {name} {text}" for number, (name, text) in enumerate(BREAKS, 1)),
        drawing="vertebra",
        scene=lines,
        sources=["wedge-fracture-wiki", "south-tees-spinal-fractures", "burst-fracture-radiology"],
        caption="Our own drawing, simplified and not to scale. There are other kinds of break",
    )
