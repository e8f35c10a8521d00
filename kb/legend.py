"""Which ways of telling a figure a text uses, so that a page explains these and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb import contrast, model, words
from kb.options import Told

_RANGE = re.compile(r"\([^()]*\d[\d.,]* (?:less |lower |fewer |more )?to ")
_SIZE = re.compile(r"\b(?:small|medium|large)(?: or (?:small|medium|large))?(?:\)|,| gain| difference)")
_UNREAD = re.compile(r"in the parts? read\b")


@dataclass(frozen=True)
class Legend:
    """What a page has to explain: points, ranges in brackets, sizes of a gain, some words for how often harm comes, and what was not read."""

    points: bool
    ranges: bool
    sizes: bool
    how_often: tuple[str, ...]
    unread: bool


def read_first(passages: Iterable[model.Passage], options: Iterable[Told]) -> tuple[str, str]:
    """What a page of a condition tells in figures before anything is unfolded: all of it, and harm alone."""
    options = list(options)
    harm = " ".join(_whole(each.first_risk) for each in options)
    return " ".join([*map(_whole, passages), *(_whole(each.first) for each in options), harm]), harm


def _whole(passage: model.Passage) -> str:
    """A passage with the words that its comparison adds: points, the size of a difference."""
    told = map(contrast.told, passage.compared)
    return " ".join([passage.text, *(f"{each.what}: {each.difference}." for each in told)])


def legend(text: str, harm: str, how_often: str, charted: bool = False) -> Legend:
    """The legend that ``text`` needs. ``harm`` is the part of it in which a word such as `rare` says how often; ``how_often`` explains those words, each in a sentence (`Rare: …`).

    ``charted``: a chart of the page shows all of these words. What is very rare is told as fewer than what is rare, so that needs both.
    """
    explained = {sentence.split(":")[0]: sentence for sentence in words.sentences(how_often) if ":" in sentence}
    used = {word for word in explained if charted or re.search(rf"(?<!very )(?<!\w){word}\b", harm, re.IGNORECASE)}
    if "Very rare" in used:
        used.add("Rare")
    return Legend("points" in text, bool(_RANGE.search(text)), bool(_SIZE.search(text)), tuple(explained[word] for word in explained if word in used), bool(_UNREAD.search(text)))
