"""Two groups side by side (:class:`kb.model.Contrast`): one base for both, and the difference that readers need not work out."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, floor

from kb import model, words

#: people to whom shares are related: the smallest in which neither group rounds to nobody
BASES = (100, 1_000, 10_000, 100_000, 1_000_000)
SAME = "about the same with both"
ABOUT = "about "
UNROUNDED = " (worked out before rounding)"
CHANCE = ", which may be chance"


@dataclass(frozen=True)
class Row:
    """One group as it is shown: whose, its figure as text, the length of its bar (0 to 100), and what was counted, if that was read."""

    whose: str
    shown: str
    length: float
    counted: str | None


@dataclass(frozen=True)
class Told:
    """A comparison as it is shown: what of whom, a row for each group, the difference in words."""

    what: str
    rows: tuple[Row, Row]
    difference: str


def counted(contrast: model.Contrast) -> str | None:
    """What was counted, for those who want to check the shares: ``Stopped: 933 of 4,221 people with it, 51 of 721 people with a dummy treatment.``; None for scores and bare percentages."""
    sides = ((contrast.option, contrast.option_is or "it"), (contrast.comparator, contrast.comparator_is))
    counts = [f"{words.number(side.events)} of {words.number(side.of)} people with {whose}" for side, whose in sides if side.of]
    return f"{contrast.outcome}: {', '.join(counts)}." if counts else None


def share(side: model.Side) -> float:
    """The share of a group, 0 to 1."""
    return side.percent / 100 if side.percent is not None else side.events / side.of


def nearest(value: float, places: int = 0) -> float:
    """A value rounded as readers do it, a half away from nought (``round`` takes a half to the even number): ``-30.5`` -> ``-31``."""
    step = 10**places
    return copysign(floor(abs(value) * step + 0.5) / step, value) if value else 0.0


def rounded(values: tuple[float, float], places: int) -> tuple[float, float, float, int]:
    """Both values and their difference for tables of evidence; and the places used: ``places``, or one more where the rounded values would tell another difference than the true one."""
    for finer in (places, places + 1):
        first, second = (nearest(value, finer) for value in values)
        difference = round(first - second, finer)
        if difference == round(nearest(values[0] - values[1], finer), finer):
            break
    return first, second, difference, finer


def whole(values: tuple[float, float]) -> tuple[int, int, int, bool]:
    """Both values as whole numbers, the true difference rounded once, and whether readers who subtract the whole numbers find the same.

    Nought where both whole numbers are the same.
    """
    first, second = (int(nearest(value)) for value in values)
    true = int(nearest(values[0] - values[1]))
    return first, second, true if first != second else 0, first - second == true


def base(shares: tuple[float, ...]) -> int:
    """The smallest base in which no group with a share above nought rounds to nobody."""
    return next((each for each in BASES if all(nearest(share * each) for share in shares if share)), BASES[-1])


def told(contrast: model.Contrast) -> Told:
    """A comparison of shares as people of one base, of scores as points of 100, all in whole numbers.

    The difference is worked out before rounding; where readers who subtract the figures as shown find another number, it says so. How
    large it is is not said where it may be chance.
    """
    option = contrast.option_is or "it"
    whose = (f"with {option}", f"with {contrast.comparator_is}")
    what = contrast.outcome + (f" {contrast.when}" if contrast.when else "")
    return (_shares if contrast.scale is None else _scores)(contrast, what, whose)


def _difference(said: str, exact: bool, contrast: model.Contrast) -> str:
    """The difference as readers get it: ``said``, with "about" and why where it is not ``exact``, and whether it may be chance."""
    if said == SAME:
        return said
    return (said if exact else ABOUT + said + UNROUNDED) + (CHANCE if contrast.chance else "")


def _shares(contrast: model.Contrast, what: str, whose: tuple[str, str]) -> Told:
    sides = (contrast.option, contrast.comparator)
    shares = tuple(share(side) for side in sides)
    of = base(shares)
    *people, more, exact = whole(tuple(part * of for part in shares))
    rows = tuple(
        Row(name, f"{count:,}", 100 * part, f"{words.number(side.events)} of {words.number(side.of)}" if side.of else None)
        for name, count, part, side in zip(whose, people, shares, sides)
    )
    said = f"{abs(more):,} {'more' if more > 0 else 'fewer'} of {words.number(of)} {whose[0]}" if more else SAME
    return Told(f"{what}, of {words.number(of)} people", rows, _difference(said, exact, contrast))


def _scores(contrast: model.Contrast, what: str, whose: tuple[str, str]) -> Told:
    falls = contrast.option.fall is not None
    # one scale for all, so that readers can set one option beside another; a hundredth of it is finer than anybody feels
    *scores, difference, exact = whole(tuple(100 * (side.fall if falls else side.mean) / contrast.scale for side in (contrast.option, contrast.comparator)))
    rows = tuple(Row(name, _moved(score) if falls else str(score), max(0.0, float(score)), None) for name, score in zip(whose, scores))
    more, less = ("further down", "less far down") if falls else ("higher", "lower")
    size = "" if contrast.chance else f", a {words.size(difference)} difference"
    said = f"{_points(difference)} {more if difference > 0 else less} {whose[0]}{size}" if difference else SAME
    measured = "" if contrast.scale == 100 else f" (measured from 0 to {words.number(contrast.scale)})"
    # a long bar is good news where it is a fall, and bad news where it is what was left
    return Told(f"{what}, {'its fall ' if falls else ''}in points of 100{measured}", rows, _difference(said, exact, contrast))


def _moved(fall: int) -> str:
    """``26 points down``; ``no change``."""
    return f"{_points(fall)} {'down' if fall > 0 else 'up'}" if fall else "no change"


def _points(count: int) -> str:
    return f"{abs(count)} {'point' if abs(count) == 1 else 'points'}"
