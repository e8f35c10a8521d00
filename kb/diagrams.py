"""Drawings that explain. Each is a template of its own in ``overrides/records/drawings/``; counts in them come from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kb import ask, model, words
from kb.load import Knowledge
from kb.plots.figure import same_numbers, unique, wrap
from kb.plots.maps import rungs


@dataclass(frozen=True)
class Diagram:
    """A drawing: what it shows in one sentence, its description, the template, what the template needs, its sources.

    ``heed`` is what to mind before doing what it shows; ``heads`` and ``rows`` hold the figures of the drawing as a table; ``keys`` explain its numbers, each with a route.
    """

    finding: str
    description: str
    drawing: str
    scene: Any
    sources: list[str]
    caption: str
    heed: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    keys: list[tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def table_label(self) -> str:
        """The caption of the table of the figures."""
        return same_numbers(self.caption)


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
    return Diagram(
        finding="On the top rung, where cells were compared with no cells and a result could be read: "
        + ("no study of cord cells" if not top else words.with_unit(top, "studies") + " of cord cells")
        + f", {words.with_unit(found[0]['other']['studies'], 'studies')} of other cells",
        description="A ladder of evidence from the strongest rung to the weakest. " + " ".join(f"{row[0]}: cord cells {row[1]}; other cells {row[2]}." for row in rows) + (f" The highest rung that cord cells reach: {reached}." if reached else ""),
        drawing="ladder",
        scene=[{"lines": wrap(rung["name"], 34), "cord": text(rung["cord"]), "other": text(rung["other"]), "empty": {cells: not rung[cells]["studies"] for cells in ("cord", "other")}} for rung in found],
        sources=unique(study.sources[0] for study in studies),
        caption=f"The ladder shows how well cells were tested, not that they worked: ask a clinic on which rung its study stands, and with which cells. A published result may be told in words or averages alone. Studies in people with a disorder of the spine of any kind, broken bones and inflamed spines too; each person is counted once, also those in comparison groups",
        heads=["Rung", "Cord cells", "All other cells"],
        rows=rows,
    )


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


#: paper that a clinic may show, what it says, what it does not say, the body to ask, whether it is about the cells
PAPERS = (
    ("Licence of the clinic", "the place may treat people", "Nothing about the cells.", "dhss", False),
    ("Licence of the doctor", "this person may practise", "Nothing about the cells.", "medical-council", False),
    ("Registration of the product", "the cells may be sold for a named use", "Only this one is about the cells.", "thai-fda", True),
)


@diagram("three-papers")
def three_papers(knowledge: Knowledge) -> Diagram:
    """The three papers behind an offer in Thailand, and which of them is about the cells."""
    finding = knowledge.kinds["findings"]["thai-licence-not-product"]
    papers = [(name, covers, lacks, knowledge.kinds["bodies"][body].name.removesuffix(" of Thailand"), strong) for name, covers, lacks, body, strong in PAPERS]
    return Diagram(
        finding="Three papers stand behind an offer, and only one of them is about the cells",
        description="Three boxes. " + " ".join(f"{name}: says that {covers}. {lacks} Ask the {body}." for name, covers, lacks, body, _ in papers) + " Even that one does not show by itself that they ease back pain.",
        drawing="papers",
        scene=papers,
        sources=list(finding.sources),
        caption="Even a registered product need not ease back pain: ask for which use it is registered",
    )


@diagram("numbers-to-look-for")
def numbers_to_look_for(knowledge: Knowledge) -> Diagram:
    """The numbers that a clinic and its product show in Thailand, and one that is mistaken for them."""
    return Diagram(
        finding="Two numbers to ask for, and one that says nothing about a medicine",
        description="Three labels, drawn one below the other, with empty boxes for digits. One: the sign at the door of a clinic, with its name, the Thai words for licence number, and 11 digits. Two: the label of a medicine, with the Thai words that come before its registration number. Three: the frame with two Thai letters and 13 digits, which is the mark of a food. Below: write the number down with the name, ask the body behind it and not the clinic; without a number there is nothing to check.",
        drawing="numbers",
        scene=None,
        sources=["healthydee-licence-nd", "thai-fda-hpvc-faq-nd"],
        caption="Our own drawing after what Thai official pages say, without a date. We saw no sign and no label, and real ones look different. The sign of a clinic is white; for a medical clinic its letters are green",
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


@diagram("saddle-area")
def saddle(knowledge: Knowledge) -> Diagram:
    """Where numbness is a sign of cauda equina syndrome, the signs beside it, and what to do."""
    signs = knowledge.kinds["warning_signs"]
    sign, legs, weakness = signs["cauda-equina"], signs["both-legs-pain"], signs["leg-weakness"]
    return Diagram(
        finding="New numbness where a saddle would touch is an emergency; so is new trouble with urine or stool",
        description="Outline of a body from the waist to the calves, seen from behind. Hatched is what would touch a saddle: the inner half of both buttocks, the place between the legs, and the inner side of both thighs. "
        f"Beside it stand the signs: numb or tingling in the hatched area; trouble passing or holding urine or stool, or new trouble with sex; leg weakness that gets worse, in one leg or both; new trouble walking; sudden numbness or pain in both legs. Below stands what to do: {sign.do}",
        drawing="saddle",
        scene=[(line, place == 0) for place, part in enumerate(sign.do.split(". ", 1)) for line in wrap(part + ("." if place == 0 else ""), 46 if place else 40)],
        sources=unique([*sign.sources, *legs.sources, *weakness.sources]),
        caption="Our own drawing, simplified. Numbness in one part of the area counts as well, also around the genitals in front. Single signs often miss it, so a missing sign does not rule it out",
    )


@diagram("cord-signs")
def cord_signs(knowledge: Knowledge) -> Diagram:
    """Signs of a pressed spinal cord in the neck, and what to do: today, or now where it grows fast."""
    signs = knowledge.kinds["warning_signs"]
    slow, fast = signs["myelopathy"], signs["myelopathy-fast"]
    boxes = [
        (False, [f"{words.ACTIONS[slow.action].text}.", *wrap(slow.do, 46)]),
        (True, [f"{words.ACTIONS[fast.action].text}: ambulance or hospital.", *wrap(f"Any of these signs that came suddenly. {fast.sign}.", 46)]),
    ]
    return Diagram(
        finding="Clumsy hands or unsteady walking can mean that the spinal cord in the neck is pressed",
        description="Outline of a body from the front. Marked in red are the neck, both hands and both legs. Beside them stand the signs: clumsy or numb hands, such as dropping things or trouble with buttons; a weak arm; unsteady walking, stiff legs, frequent falls. "
        f"Below stands what to do. {slow.do} {fast.sign}: {fast.do}",
        drawing="cord_signs",
        scene=boxes,
        sources=unique([*slow.sources, *fast.sources]),
        caption="Our own drawing, simplified. One of the signs is enough, and the neck need not hurt",
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


#: moves as they are drawn: what it is called, then how it is done, in lines as long as the drawing is wide
_BACK_MOVES = (
    ("Walk", "at an easy pace,", "a little more each day."),
    ("Roll your knees", "Lie on your back, knees", "bent. Roll them slowly to", "one side, then the other."),
    ("Press your back flat", "Lie on your back, knees", "bent. Press your low back", "down, hold briefly, let go."),
    ("Draw up a knee", "Lie on your back, knees", "bent. Pull one knee to", "the chest, then the other."),
)
_NECK_MOVES = (
    ("Turn", "Sit upright. Turn your head", "slowly to one side, then", "to the other."),
    ("Tilt", "Tip one ear slowly towards", "a shoulder, then the", "other; shoulders down."),
    ("Draw back", "Draw your head gently", "straight back. Stop just", "short of pain."),
    ("Squeeze", "Stand. Squeeze your", "shoulder blades together,", "then let go."),
)
_STRAIN_STEPS = (
    ("Lie on your side", "with a pillow between", "the knees,"),
    ("or on your back", "with a pillow under", "the knees."),
    ("To get up", "roll onto your side,", "knees a little bent. Let", "your legs down."),
    ("Push up", "with your arms at the", "same time. Sit a while."),
    ("Keep moving", "as far as you can,", "a little more each day."),
)

_SCIATICA_STEPS = (
    ("Walk", "a little and often, as far", "as the leg allows."),
    ("Change position", "often. Get up before", "sitting makes it worse."),
    ("Lie down", "if that eases the leg,", "then get up again and", "move."),
)
_SHOCK_POSITIONS = (("Lie down,", "legs raised."), ("Hard to breathe?", "Sit propped up, legs", "straight, as briefly as", "possible. Then lie down."))


def _moves(knowledge: Knowledge, id: str, title: str, drawing: str, description: str, scene: tuple[tuple[str, ...], ...]) -> Diagram:
    """Moves one below the other, with what the finding ``id`` says of how often, when to stop and who asks first."""
    finding = knowledge.kinds["findings"][id]
    return Diagram(finding=title, description=description, drawing=drawing, scene=scene, sources=list(finding.sources), caption=f"Our own drawing, simplified. {finding.certainty_why}", heed=words.sentences(finding.note))


@diagram("first-moves-back")
def first_moves_back(knowledge: Knowledge) -> Diagram:
    """Four moves for the low back to begin with."""
    return _moves(knowledge, "first-moves-back", "Four moves for the back to begin with, as hospitals and charities show them", "moves_back", "Four drawings. A person walks. Seen from above, a person lies on the back with arms out and bent knees, which roll to one side and to the other. From the side, a person lies with bent knees; an arrow presses the low back to the floor. A person on the back pulls one bent knee to the chest with the hands; the other foot stays down.", _BACK_MOVES)


@diagram("first-moves-neck")
def first_moves_neck(knowledge: Knowledge) -> Diagram:
    """Four moves for the neck to begin with."""
    return _moves(knowledge, "first-moves-neck", "Four moves for the neck to begin with, as hospitals show them", "moves_neck", "Four drawings of head and shoulders. The head turns to one side. The head tips with an ear towards its shoulder. From the side, the head is drawn straight back, without tipping. From behind, both shoulder blades move towards the spine.", _NECK_MOVES)


@diagram("ease-a-strain")
def ease_a_strain(knowledge: Knowledge) -> Diagram:
    """How to lie and to get up with a strained back."""
    return _moves(knowledge, "ease-a-strain", "How to lie, and how to get up, with a strained back", "ease_strain", "Five drawings. Seen from above, a person lies on the side with a pillow between the bent knees. From the side, a person lies on the back with a pillow under the knees. A person rolled onto the side at the edge of a bed lets the legs down. The same person pushes up with the arms to sit. A person walks.", _STRAIN_STEPS)


@diagram("keep-moving-sciatica")
def keep_moving_sciatica(knowledge: Knowledge) -> Diagram:
    """How to keep moving with pain down the leg."""
    return _moves(knowledge, "keep-moving-sciatica", "Keep moving, as far as the leg allows, and change your position often", "keep_moving", "Three drawings. A person walks. A person gets up from a chair. A person lies on the back with a pillow under the knees.", _SCIATICA_STEPS)


#: where pain down the leg is felt: height of the words, then where their line ends, then the words
_LEG_PAIN = (
    (76, 102, 84, ("Low back,", "where nerves start")),
    (150, 132, 148, ("Buttock",)),
    (216, 131, 214, ("Back of the thigh",)),
    (316, 137, 334, ("Calf and foot;", "in many people not", "so far down")),
)


@diagram("leg-pain-path")
def leg_pain_path(knowledge: Knowledge) -> Diagram:
    """The way that pain can take down the leg in sciatica."""
    finding = knowledge.kinds["findings"]["leg-pain-path"]
    lead, *with_it = words.sentences(finding.statement)
    return Diagram(
        finding=lead.rstrip("."),
        description="A person from the waist down, seen from behind. A thick line runs from the low back through one buttock, down the back of the thigh and the calf to the foot.",
        drawing="leg_pain",
        scene=_LEG_PAIN,
        sources=list(finding.sources),
        caption=f"Our own drawing, simplified: the main way of the nerve. {' '.join(with_it)} Numbness between the legs is another thing, and an emergency",
    )


@diagram("pain-goal-ladder")
def pain_goal(knowledge: Knowledge) -> Diagram:
    """From each number of the scale the one that pain has to fall to, for the fall to count."""
    finding = knowledge.kinds["findings"]["pain-goal-ladder"]
    steps = [(int(value.key.removeprefix("from-")), int(value.value)) for value in finding.values]
    return Diagram(
        finding="Find your pain of today; the filled circle is what it has to fall to, for the fall to count",
        description="A scale from 0, no pain, to 10, the worst. " + " ".join(f"From {start} to {goal}." for start, goal in steps),
        drawing="goal",
        scene=steps,
        sources=list(finding.sources),
        caption=finding.statement.rstrip("."),
    )


@diagram("allergic-shock-position")
def allergic_shock_position(knowledge: Knowledge) -> Diagram:
    """How to lie during a severe allergic reaction."""
    finding = knowledge.kinds["findings"]["reaction-first-steps"]
    return Diagram(
        finding="A severe allergic reaction: lie down and stay down until help comes",
        description="Two drawings from the side. A person lies flat on the back, the lower legs raised on a box. A person sits on the floor, the back propped up, the legs straight in front.",
        drawing="lie_down",
        scene=_SHOCK_POSITIONS,
        sources=list(finding.sources),
        caption="Our own drawing, simplified. Call the emergency number; do not stand or walk, even if you feel better",
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


#: mechanisms that nobody claims as a help: an effect that is not wanted, and getting better without the cells
NOT_CLAIMED = ("procoagulant-unwanted", "nonspecific-improvement")
#: kind of source -> the step of a test that it is
STEP_OF = {"in-vitro-study": "dish", "animal-study": "animals", **dict.fromkeys(("rct", "single-arm-trial", "cohort", "case-series", "case-report"), "people")}
STEPS = ("dish", "animals", "people")


def studied(knowledge: Knowledge, mechanism: model.Mechanism) -> set[str]:
    """The steps (dish, animals, people) of which the record of a mechanism names a study, for or against it."""
    named = [*mechanism.known, mechanism.cord, *mechanism.counter]
    return {STEP_OF[kind] for part in named for id in part.sources if (kind := knowledge.kinds["sources"][id].kind) in STEP_OF}


def tested(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Claimed mechanisms by the furthest test of each, and last what nobody claims as a help. Each has its name in lines, the step of its
    furthest test (0: dish, 1: animals, 2: people), the steps beyond it of which a study is named, and whether it was shown with cord cells."""
    levels = list(words.LEVELS)

    def idea(mechanism: model.Mechanism) -> dict[str, Any]:
        step = min(levels.index(mechanism.level), len(STEPS) - 1)
        beyond = [number for number, name in enumerate(STEPS) if number > step and name in studied(knowledge, mechanism)]
        return {"id": mechanism.id, "lines": wrap(mechanism.name, 22), "level": mechanism.level, "step": step, "beyond": beyond, "cord": mechanism.cord.answer}

    claimed = [idea(mechanism) for mechanism in knowledge.all("mechanisms") if mechanism.id not in NOT_CLAIMED]
    groups = [{"level": level, "ideas": [each for each in claimed if each["level"] == level]} for level in levels]
    return [*groups, {"level": None, "ideas": [idea(knowledge.kinds["mechanisms"][id]) for id in NOT_CLAIMED]}]


@diagram("how-tested")
def how_tested(knowledge: Knowledge) -> Diagram:
    """How far each way of working was tested, whether it helps or not."""
    finding = knowledge.kinds["findings"]["no-mechanism-shown-in-people"]
    groups = tested(knowledge)
    for group in groups:
        group["none"] = wrap(f"Shown {words.LEVELS[group['level']]}: none", 36) if group["level"] else []
        group["name"] = f"Tested furthest {words.LEVELS[group['level']]}: {len(group['ideas']) or 'none'}" if group["level"] else "Not claimed as a help"
    claimed = sum(len(group["ideas"]) for group in groups if group["level"])
    told = lambda group: "; ".join(" ".join(each["lines"]) + (f" (also studied in {' and '.join(STEPS[step] for step in each['beyond'])}, and not shown)" if each["beyond"] else "") + f", with cord cells: {each['cord']}" for each in group["ideas"])  # noqa: E731
    felt = sum(len(group["ideas"]) for group in groups if group["level"] == "human-clinical")
    return Diagram(
        finding=f"{felt or 'None'} of {claimed} claimed ways of working {'have' if felt > 1 else 'has'} been shown {words.LEVELS['human-clinical']}",
        description=f"A table of {claimed} claimed ways of working, by how far each was tested, from the dish to how people feel. " + " ".join(f"{group['name']}{': ' if group['ideas'] else ''}{told(group)}." for group in groups),
        drawing="tested",
        scene=groups,
        sources=list(finding.sources),
        caption="Tested does not mean that it works. A dot may stand for other cells than cord cells, and for other diseases or other parts of the body than the spine: the table below says which",
    )


#: claimed steps of immune modulation, each with the sources in which it was seen
IMMUNE_STEPS = (
    ("Immune cells swallow the cord cells", ("de-witte-2018",)),
    ("They change and carry the message on", ("de-witte-2018",)),
    ("Immune cells calm down", ("van-pham-2016", "song-2020", "wu-2020")),
    ("This reaches a painful disc", ()),
    ("So the pain eases", ()),
)


@diagram("immune-steps")
def immune_steps(knowledge: Knowledge) -> Diagram:
    """The claimed steps of immune modulation, and where each was seen. A source marks a step only while the record names it."""
    record = knowledge.kinds["mechanisms"]["immune-modulation"]
    named = {id for part in (*record.known, record.cord) for id in part.sources}
    used = [[id for id in ids if id in named] for _, ids in IMMUNE_STEPS]
    steps = [{"lines": wrap(text, 23), "text": text, "seen": unique(STEP_OF[knowledge.kinds["sources"][id].kind] for id in ids)} for (text, _), ids in zip(IMMUNE_STEPS, used, strict=True)]
    return Diagram(
        finding="The first steps were seen in dishes or animals; that the chain reaches a painful disc, or eases pain, was not found",
        description="The claimed steps as a chain of boxes. " + " ".join(f"{number}. {step['text']}: {'seen in ' + ' and '.join(step['seen']) if step['seen'] else 'not found in what we read'}." for number, step in enumerate(steps, 1)),
        drawing="steps",
        scene=steps,
        sources=unique(id for ids in used for id in ids),
        caption=(record.level_note or "").rstrip(".") + ". Seen means that a study reports it, not that it helps",
    )
