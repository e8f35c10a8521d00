"""A drawing that explains, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kb.load import Knowledge
from kb.plots.figure import same_numbers


@dataclass(frozen=True)
class Diagram:
    """A drawing: what it shows in one sentence, its description, the template, what the template needs, its sources.

    ``heed`` is what to mind before doing what it shows; ``heads`` and ``rows`` hold the figures of the drawing as a table; ``keys`` explain its numbers, each with a route.
    """

    finding: str
    description: str
    drawing: str
    scene: Any
    sources: list[str]
    caption: str
    heed: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    keys: list[tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def table_label(self) -> str:
        """The caption of the table of the figures."""
        return same_numbers(self.caption)


DIAGRAMS: dict[str, Callable[[Knowledge], Diagram]] = {}


def diagram(id: str) -> Callable:
    """Registers a function that prepares one diagram."""

    def register(function: Callable[[Knowledge], Diagram]) -> Callable:
        DIAGRAMS[id] = function
        return function

    return register
