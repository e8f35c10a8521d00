"""Drawings of papers and numbers to ask for in Thailand."""

from __future__ import annotations

from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge


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
