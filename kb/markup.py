"""schema.org markup of the ledger: one ClaimReview for each statement, without any named seller."""

from __future__ import annotations

from typing import Any

from kb import model, words

#: order of the scale from worst to best, so that a machine can compare; the word is what counts (schema.org: alternateName)
RATINGS = {
    "contradicted": 1,
    "unsupported": 2,
    "misleading-by-omission": 2,
    "overstated": 3,
    "borrowed": 3,
    "partly-supported": 4,
    "supported": 5,
}


def claim_review(claim: model.Claim, address: str, site_name: str, site_url: str | None) -> dict[str, Any]:
    """The ClaimReview of one claim. ``address`` is that of its anchor, absolute where the site's address is set.

    A verdict of ``cannot-be-checked`` carries no number, only its word.
    """
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words.VERDICTS[claim.verdict].text}
    if claim.verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[claim.verdict], "worstRating": 1, "bestRating": 5}
    organisation: dict[str, Any] = {"@type": "Organization", "name": site_name}
    if site_url:
        organisation["url"] = site_url
    return {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "claimReviewed": claim.says,
        "datePublished": claim.checked,
        "author": organisation,
        "reviewBody": claim.why,
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "name": claim.says,
            "author": {"@type": "Organization", "name": "Promotional text, anonymised"},
            "appearance": [{"@type": "CreativeWork", "name": f"Promotional text {place.text}"} for place in claim.said_in],
        },
    }


def document(reviews: list[dict[str, Any]]) -> dict[str, Any]:
    """One JSON-LD document of several reviews."""
    return {"@context": "https://schema.org", "@graph": reviews}
