"""Intervals for counts. Nothing is pooled here."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, sqrt

#: two-sided 95% point of the normal distribution
Z = 1.959964


def wilson(share: float, of: int) -> tuple[float, float]:
    """The Wilson score interval (95%) of a share of 1 among ``of`` people.

    Wilson 1927, method 3 in Newcombe RG, Statistics in Medicine 1998;17:857-872.
    """
    middle = (2 * of * share + Z * Z) / (2 * (of + Z * Z))
    half = Z * sqrt(Z * Z + 4 * of * share * (1 - share)) / (2 * (of + Z * Z))
    return middle - half, middle + half


def exact(events: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """The exact two-sided interval of ``events`` among ``of`` people, as shares of 1.

    Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
    Biometrika 1934;26:404-413. Each tail holds half of what ``level`` leaves.
    """
    if not 0 <= events <= of or not of:
        raise ValueError(f"{events} events out of {of}")
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else _root(lambda share: _at_most(events - 1, of, share) - (1 - tail))
    high = 1.0 if events == of else _root(lambda share: _at_most(events, of, share) - tail)
    return low, high


def _at_most(events: int, of: int, share: float) -> float:
    """The chance of at most ``events`` among ``of`` people at a true share."""
    ways = (lgamma(of + 1) - lgamma(i + 1) - lgamma(of - i + 1) for i in range(events + 1))
    return sum(exp(way + i * log(share) + (of - i) * log(1 - share)) for i, way in enumerate(ways))


def _root(falling: Callable[[float], float]) -> float:
    """The share of 1 at which a function that falls with it crosses zero, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def newcombe(share_1: float, of_1: int, share_2: float, of_2: int) -> tuple[float, float, float]:
    """Difference between two independent shares of 1 with its 95% hybrid score interval.

    Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
    methods. Statistics in Medicine 1998;17:873-890, method 10 (no continuity correction). His example:
    56 of 70 against 48 of 80 gives 0.2000 (0.0524 to 0.3339).
    """
    if not (of_1 and of_2):
        raise ValueError("a difference needs the number of people in both arms")
    low_1, high_1 = wilson(share_1, of_1)
    low_2, high_2 = wilson(share_2, of_2)
    difference = share_1 - share_2
    low = difference - sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2)
    high = difference + sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2)
    return difference, low, high
