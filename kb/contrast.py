"""Two groups side by side (:class:`kb.model.Contrast`): one base for both, and the difference that readers need not work out."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, floor

from kb import model, words

#: people to whom shares are related: the smallest in which neither group rounds to nobody
BASES = (100, 1_000, 10_000, 100_000, 1_000_000)
SAME = "about the same with both"


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


def share(side: model.Side) -> float:
    """The share of a group, 0 to 1."""
    return side.percent / 100 if side.percent is not None else side.events / side.of


def nearest(value: float, places: int = 0) -> float:
    """A value rounded as readers do it, a half away from nought (``round`` takes a half to the even number): ``-30.5`` -> ``-31``."""
    step = 10**places
    return copysign(floor(abs(value) * step + 0.5) / step, value) if value else 0.0


def rounded(values: tuple[float, float], places: int) -> tuple[float, float, float, int]:
    """Both values and their difference, rounded; and the places used: ``places``, or one more where the rounded values would tell another difference than the true one."""
    for finer in (places, places + 1):
        first, second = (nearest(value, finer) for value in values)
        difference = round(first - second, finer)
        if difference == round(nearest(values[0] - values[1], finer), finer):
            break
    return first, second, difference, finer


def base(shares: tuple[float, float]) -> int:
    """The smallest base in which no group with a share above nought rounds to nobody."""
    return next((each for each in BASES if all(nearest(share * each) for share in shares if share)), BASES[-1])


def told(contrast: model.Contrast) -> Told:
    """A comparison of shares as people of one base, of mean scores as points of their scale.

    The difference is that of the figures as shown, so that readers who subtract find the same; and it is the true one.
    """
    sides = (contrast.option, contrast.comparator)
    option = contrast.option_is or "it"
    whose = (f"with {option}", f"with {contrast.comparator_is}")
    what = contrast.outcome + (f" {contrast.when}" if contrast.when else "")
    if contrast.scale is not None:
        return _scores(contrast, what, whose)
    shares = tuple(share(side) for side in sides)
    of = base(shares)
    *people, more, places = rounded(tuple(part * of for part in shares), 0)
    rows = tuple(
        Row(name, _number(count, places), 100 * part, f"{words.number(side.events)} of {words.number(side.of)}" if side.of else None)
        for name, count, part, side in zip(whose, people, shares, sides)
    )
    said = f"{_number(abs(more), places)} {'more' if more > 0 else 'fewer'} of {words.number(of)} {whose[0]}" if more else SAME
    return Told(f"{what}, of {words.number(of)} people", rows, said)


def _scores(contrast: model.Contrast, what: str, whose: tuple[str, str]) -> Told:
    falls = contrast.option.fall is not None
    # finer steps than these nobody can feel; readers get them in the download
    places = 0 if contrast.scale >= 50 else 1
    *scores, difference, places = rounded(tuple(side.fall if falls else side.mean for side in (contrast.option, contrast.comparator)), places)
    rows = tuple(Row(name, _moved(score, places) if falls else _number(score, places), max(0.0, 100 * score / contrast.scale), None) for name, score in zip(whose, scores))
    if not difference:
        said = SAME
    elif falls:
        said = f"{_points(difference, places)} {'more' if difference > 0 else 'less'} {whose[0]}"
    else:
        said = f"{_points(difference, places)} {'higher' if difference > 0 else 'lower'} {whose[0]}"
    return Told(f"{what}, on a scale of 0 to {words.number(contrast.scale)}", rows, said)


def _moved(fall: float, places: int) -> str:
    """``2.6 points down``; ``no change``."""
    return f"{_points(fall, places)} {'down' if fall > 0 else 'up'}" if fall else "no change"


def _points(count: float, places: int) -> str:
    return f"{_number(abs(count), places)} {'point' if abs(count) == 1 and not places else 'points'}"


def _number(value: float, places: int) -> str:
    """With as many decimals as its neighbour: ``3.4`` and ``3.0``."""
    return f"{value:,.{places}f}"
