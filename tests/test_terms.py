"""The hard words of a page are found: names, plurals, abbreviations; lay names and everyday words are left alone."""

import pytest

from kb import macros, model
from kb.terms import Finder, names
from kb.view import View

TERMS = [
    model.Term(id="annulus", term="Annulus (annulus fibrosus)", plain="The ring.", also_called=["outer ring"]),
    model.Term(id="ha", term="HA accreditation", plain="A mark.", also_called=["HAI"]),
    model.Term(id="facet-joint", term="Facet joint", plain="A joint."),
    model.Term(id="jci", term="JCI accreditation", plain="A mark."),
    model.Term(id="department", term="Department of Health (Thailand)", plain="An office."),
    model.Term(id="batch", term="Batch", plain="Made in one go.", everyday=True),
    model.Term(id="whartons-jelly", term="Wharton's jelly", plain="Jelly."),
]


@pytest.mark.parametrize(
    "text, ids",
    [
        ("A tear in the Annulus.", {"annulus"}),
        ("<p>Two <b>facet</b> joints.</p>", {"facet-joint"}),
        ('<a href="facet-joint/">x</a>', set()),
        ("The facet of a joint.", set()),
        ("Listed by HAI.", {"ha"}),
        ("Ha, hai!", set()),
        ("One batch, the outer ring.", set()),
        ("Grown from Wharton's jelly.", {"whartons-jelly"}),
        ("A clinic in Thailand.", set()),
        ("Proud of its JCI mark.", {"jci"}),
        ('Shown. <a class="cite" href="#x">HAI and others 2020</a>', set()),
    ],
)
def test_found(text, ids):
    assert Finder(TERMS).found([text]) == ids


def test_names():
    assert names(TERMS[0]) == ["Annulus", "annulus fibrosus"] and names(TERMS[1]) == ["HA accreditation", "HAI"]


def test_a_page_explains_its_hard_words(site):
    view = View(site, "conditions/facet-joint-arthritis.md")
    macros.call(view, macros.MACROS["fact"], ("facet-joint-arthritis", "plain"), {})
    assert "facet-joint" in macros.call(view, macros.MACROS["words_here"], (), {})
