"""The markup of the ledger is valid, complete and names no seller."""

import json

import lxml.html
import pytest

from kb import markup, words


@pytest.fixture(scope="module")
def document(built):
    tree = lxml.html.fromstring((built / "claims" / "index.html").read_bytes())
    (script,) = tree.xpath('//script[@type="application/ld+json"]')
    return json.loads(script.text), tree


def test_each_claim_has_its_review(document, knowledge):
    data, tree = document
    assert data["@context"] == "https://schema.org"
    reviews = data["@graph"]
    assert len(reviews) == len(knowledge.all("claims"))
    ids = {element.get("id") for element in tree.iter() if isinstance(element.tag, str)}
    for review, claim in zip(reviews, knowledge.all("claims")):
        assert review["@type"] == "ClaimReview" and review["claimReviewed"] == claim.says
        assert review["url"].split("#")[1] == claim.id and claim.id in ids
        assert review["reviewRating"]["alternateName"] == words.VERDICTS[claim.verdict].text
        assert review["itemReviewed"]["author"]["name"] == "Promotional text, anonymised"
        assert review["author"]["name"] and review["datePublished"] == claim.checked


def test_every_verdict_but_one_has_a_place_on_the_scale():
    assert set(words.VERDICTS) - set(markup.RATINGS) == {"cannot-be-checked"}
