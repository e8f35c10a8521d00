"""Intervals for counts. Nothing is pooled here."""

from __future__ import annotations

from math import sqrt

#: two-sided 95% point of the normal distribution
Z = 1.959964


def wilson(share: float, of: int) -> tuple[float, float]:
    """The Wilson score interval (95%) of a share of 1 among ``of`` people.

    Wilson 1927, method 3 in Newcombe RG, Statistics in Medicine 1998;17:857-872.
    """
    middle = (2 * of * share + Z * Z) / (2 * (of + Z * Z))
    half = Z * sqrt(Z * Z + 4 * of * share * (1 - share)) / (2 * (of + Z * Z))
    return middle - half, middle + half


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
