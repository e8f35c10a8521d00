"""Drawings of what a reader can do: moves, positions, a goal."""

from __future__ import annotations

from kb import words
from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge


#: moves as they are drawn: what it is called, then how it is done, in lines as long as the drawing is wide
_BACK_MOVES = (
    ("Walk", "at an easy pace,", "a little more each day."),
    ("Roll your knees", "Lie on your back, knees", "bent. Roll them slowly to", "one side, then the other."),
    ("Press your back flat", "Lie on your back, knees", "bent. Press your low back", "down, hold briefly, let go."),
    ("Draw up a knee", "Lie on your back, knees", "bent. Pull one knee to", "the chest, then the other."),
)
_STENOSIS_MOVES = (
    ("Sit, bend forward", "On a firm chair, slide your", "hands slowly down your", "legs, then come up again."),
    ("Hug a knee", "Lie on your back. Pull one", "knee gently to your", "stomach, then the other."),
    ("Roll your knees", "Lie on your back, knees", "bent. Roll them gently to", "one side, then the other."),
)
_NECK_MOVES = (
    ("Turn", "Sit upright. Turn your head", "slowly to one side, then", "to the other."),
    ("Tilt", "Tip one ear slowly towards", "a shoulder, then the", "other; shoulders down."),
    ("Draw back", "Draw your head gently", "straight back. Stop just", "short of pain."),
    ("Squeeze", "Stand. Squeeze your", "shoulder blades together,", "then let go."),
)
_STIFF_MOVES = (
    ("Walk", "briskly for some minutes,", "to warm up."),
    ("Stand tall", "with your back to a wall,", "as close as is easy. Tuck", "in your chin. Stretch up."),
    ("Reach down one side", "Stand. Slide a hand slowly", "down the outside of your", "leg, then the other."),
    ("Open your chest", "Sit, look ahead. Open your", "arms to the sides, breathe,", "hold 15 to 30 seconds."),
)
_STRAIN_STEPS = (
    ("Lie on your side", "with a pillow between", "the knees,"),
    ("or on your back", "with a pillow under", "the knees."),
    ("To get up", "roll onto your side,", "knees a little bent. Let", "your legs down."),
    ("Push up", "with your arms at the", "same time. Sit a while."),
    ("Keep moving", "as far as you can,", "a little more each day."),
)

_CAREFUL_STEPS = (
    ("Roll onto your side,", "knees bent, shoulders and", "hips together. Let your", "legs down."),
    ("Push up", "with your arms at the", "same time. Sit a while."),
    ("Bend hips and knees.", "Back straight, the load", "close to you. To turn,", "step round."),
    ("Not like this:", "a bent or twisted back", "over straight legs. Let", "others lift heavy things."),
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


@diagram("first-moves-stenosis")
def first_moves_stenosis(knowledge: Knowledge) -> Diagram:
    """Three moves for a narrow canal to begin with."""
    return _moves(knowledge, "first-moves-stenosis", "Three moves for a narrow canal, as a health service in England shows them", "moves_stenosis", "Three drawings. A person sits on a chair, bends forward and slides the hands down the legs. A person on the back pulls one bent knee towards the body with the hands; the other foot stays down. Seen from above, a person lies on the back with arms out and bent knees, which roll to one side and to the other.", _STENOSIS_MOVES)


@diagram("first-moves-neck")
def first_moves_neck(knowledge: Knowledge) -> Diagram:
    """Four moves for the neck to begin with."""
    return _moves(knowledge, "first-moves-neck", "Four moves for the neck to begin with, as hospitals show them", "moves_neck", "Four drawings of head and shoulders. The head turns to one side. The head tips with an ear towards its shoulder. From the side, the head is drawn straight back, without tipping. From behind, both shoulder blades move towards the spine.", _NECK_MOVES)


@diagram("first-moves-stiff-spine")
def first_moves_stiff_spine(knowledge: Knowledge) -> Diagram:
    """Four moves to begin with where the spine is inflamed and may stiffen."""
    return _moves(knowledge, "first-moves-stiff-spine", "Four moves for an inflamed spine to begin with, as patient societies and health services show them", "moves_stiff", "Four drawings. A person walks. From the side, a person stands with the back to a wall; arrows show the chin drawn in and the body stretched up. From the front, a standing person bends to one side and slides a hand down the outside of the leg. From the front, a sitting person opens both arms out to the sides.", _STIFF_MOVES)


@diagram("ease-a-strain")
def ease_a_strain(knowledge: Knowledge) -> Diagram:
    """How to lie and to get up with a strained back."""
    return _moves(knowledge, "ease-a-strain", "How to lie, and how to get up, with a strained back", "ease_strain", "Five drawings. Seen from above, a person lies on the side with a pillow between the bent knees. From the side, a person lies on the back with a pillow under the knees. A person rolled onto the side at the edge of a bed lets the legs down. The same person pushes up with the arms to sit. A person walks.", _STRAIN_STEPS)


@diagram("careful-spine")
def careful_spine(knowledge: Knowledge) -> Diagram:
    """How to get out of bed and how to bend with a broken vertebra."""
    return _moves(knowledge, "careful-spine", "How to get out of bed, and how to bend and lift, with a broken vertebra", "careful_spine", "Four drawings. Seen from above, a person rolled onto the side at the edge of a bed lets the legs down. From the front, the same person pushes up with both hands, the back straight, the legs hanging down. From the side, with a tick, a person bends hips and knees with a straight back and holds a box close. With a cross, a person bends a round back over straight legs to a box on the floor.", _CAREFUL_STEPS)


@diagram("keep-moving-sciatica")
def keep_moving_sciatica(knowledge: Knowledge) -> Diagram:
    """How to keep moving with pain down the leg."""
    return _moves(knowledge, "keep-moving-sciatica", "Keep moving, as far as the leg allows, and change your position often", "keep_moving", "Three drawings. A person walks. A person gets up from a chair. A person lies on the back with a pillow under the knees.", _SCIATICA_STEPS)


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
