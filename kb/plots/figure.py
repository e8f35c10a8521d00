"""What every plot is: its finding, its drawing, the same numbers as a table and as rows to download, its sources."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from kb import model, words
from kb.load import Knowledge


#: rows up to which a table is read at a glance
LONGEST_TABLE = 8


class Refused(Exception):
    """A plot that may not be drawn from this data. ``where`` names the record."""

    def __init__(self, where: str, what: str):
        super().__init__(f"{where}: {what}")


@dataclass(frozen=True)
class Plot:
    """A chart of the data.

    ``drawing`` names a template in ``overrides/records/drawings/``, which gets ``scene``. ``heads`` and ``rows`` are the
    table beside it; ``numbers`` are the rows of its download, each with the id of the record that it comes from and with
    the source of its number. ``row_sources`` are the sources of each row of the table, in its order (empty: the table has
    no column for them). ``note_sources`` are what the notes alone rest on. ``aside`` is what few readers want of the chart, told
    with its sources. ``look`` stands above the drawing: where to look first. ``more`` is a list that unfolds, with its name; ``titled`` is how many cells of a row name what a run of
    rows is about.
    """

    finding: str
    description: str
    drawing: str
    scene: Any
    heads: list[str]
    rows: list[list[str]]
    numbers: list[dict[str, Any]]
    sources: list[str]
    caption: str
    notes: list[str] = field(default_factory=list)
    note_sources: list[str] = field(default_factory=list)
    row_sources: list[list[str]] = field(default_factory=list)
    aside: str = ""
    more: tuple[str, list[str]] | None = None
    titled: int = 0
    look: str = ""

    @property
    def tables(self) -> list[tuple[str, list[str], list[tuple[int, list[str]]]]]:
        """The table beside the plot: caption, heads, rows with their number.

        A long one is split into short ones: its first ``titled`` cells, alike in a run of rows, become the caption.
        """
        if not self.titled or len(self.rows) <= LONGEST_TABLE:
            return [(self.table_label, self.heads, list(enumerate(self.rows)))]
        split = groupby(enumerate(self.rows), key=lambda row: tuple(row[1][: self.titled]))
        return [(": ".join(title), self.heads[self.titled :], [(number, row[self.titled :]) for number, row in rows]) for title, rows in split]

    @property
    def table_label(self) -> str:
        """The caption of the table: what the chart shows, without what its own caption says of how to read it."""
        return same_numbers(self.caption)


def same_numbers(caption: str) -> str:
    """The caption of a table beside a drawing: ``The same numbers: `` and the first part of the caption of the drawing."""
    return "The same numbers: " + re.split(r"[.:;] ", caption, maxsplit=1)[0].rstrip(".")


PLOTS: dict[str, Callable[[Knowledge], Plot]] = {}


def plot(id: str) -> Callable:
    """Registers a function that draws one plot."""

    def register(function: Callable[[Knowledge], Plot]) -> Callable:
        PLOTS[id] = function
        return function

    return register


def csv_of(drawn: Plot) -> str:
    """The numbers of a plot as CSV, one row for each mark; an unknown number is an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(drawn.numbers[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(drawn.numbers)
    return out.getvalue()


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` letters, since text in SVG does not flow."""
    return textwrap.wrap(text, width, break_long_words=False) or [""]


def unique(items: Iterable[str]) -> list[str]:
    """Each item once, in order."""
    return list(dict.fromkeys(items))


def origin(knowledge: Knowledge, ids: Iterable[str]) -> dict[str, str]:
    """Where a number of a download comes from: the ids of its sources, and how they were read."""
    ids = unique(ids)
    return {"source": " ".join(ids), "read": words.how_read(knowledge.kinds["sources"][id].verified for id in ids)}


def sources_of(value: model.Value, finding: model.Finding) -> list[str]:
    """The sources of one figure of a finding."""
    return list(value.sources or finding.sources)


def source_of(outcome: model.Outcome, study: model.Study) -> str:
    """Where a result of a study was read; the study's main report unless the result names another."""
    return outcome.source or study.sources[0]
