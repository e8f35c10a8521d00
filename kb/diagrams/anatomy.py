"""Drawings of the spine and what goes wrong in it, for the pages of conditions."""

from __future__ import annotations

from functools import partial

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


@diagram("narrow-canal")
def narrow_canal(knowledge: Knowledge) -> Diagram:
    """A spinal canal with room beside a narrow one, and in which position the legs hurt."""
    finding = knowledge.kinds["findings"]["narrow-canal"]
    return Diagram(
        finding="In a narrow canal the nerves have too little room; bending forward mostly eases the legs",
        description="Two levels of the low back seen from above. On the left the canal behind the disc is wide, and the sac with its nerves lies in it with room around. On the right the disc bulges back, the joints and a ligament are thick, and the sac is squeezed. Below, a person stands upright, and a person sits bent forward.",
        drawing="canal",
        scene=None,
        sources=list(finding.sources),
        caption="Our own drawing, simplified and not to scale. Many people with a narrow canal on a scan have no trouble",
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
