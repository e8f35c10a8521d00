"""Drawings that explain, a module for each subject. Each has a template in ``overrides/records/drawings/``; counts in them come from the data."""

from kb.diagrams import anatomy, evidence, moves, needles, papers, signs  # noqa: F401  (they register their drawings)
from kb.diagrams.drawn import DIAGRAMS, Diagram

__all__ = ["DIAGRAMS", "Diagram"]
