"""Drawings of warning signs: where on the body, and what to do."""

from __future__ import annotations

from kb import words
from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge
from kb.plots.figure import unique, wrap


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


@diagram("cancer-signs")
def cancer_signs(knowledge: Knowledge) -> Diagram:
    """Where the signs of cancer in the spine sit, which of them cannot wait a day, and what to do."""
    signs = knowledge.kinds["warning_signs"]
    pain, cord, saddle = signs["cancer-spine-pain"], signs["cancer-cord-pressure"], signs["cauda-equina"]
    boxes = [
        (True, [f"{words.ACTIONS[cord.action].text}: any sign of that list.", *wrap(cord.do, 46)]),
        (False, [f"{words.ACTIONS[pain.action].text}: other pain.", *wrap(pain.do, 46)]),
    ]
    return Diagram(
        finding="With cancer now or before: where the pain or the numbness sits tells how fast you need help",
        description="Outline of a body. A thick line marks the spine from the neck to the low back, a thinner one a band around the trunk: pain there needs help today. Marked in red are the place between the legs and both legs. "
        f"Numbness between the legs or around the buttocks, bladder or bowel trouble, weak or numb legs or arms, new trouble walking, or new shooting or burning pain from the spine or in a band: go now. Below stands what to do. Other pain: {pain.do} The signs above: {cord.do}",
        drawing="cancer_signs",
        scene=boxes,
        sources=unique([*pain.sources, *cord.sources, *saddle.sources]),
        caption="Our own drawing, simplified. One sign is enough. New burning pain counts as shooting pain does, also in a band around the body",
    )


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
