"""Type for paper: the fonts of ``kb/fonts``, how wide text is in them, and text broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from fpdf import FPDF

from kb.sheets.article import BREAK, Run, Runs

FONTS = Path(__file__).resolve().parent.parent / "fonts"
#: family -> files of its regular and its bold face; a letter is set in the first family that has it
FAMILIES = {
    "text": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "thai": ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    "shapes": ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf"),
    "maths": ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf"),
}
_SPACE = re.compile(f"([ \t\r\n]+|{BREAK})")
#: where a line may end inside a word: behind a hyphen or stroke between letters; in an address, behind its marks; in a DOI, behind points too
_IN_WORD = re.compile(r"(?<=[A-Za-z]{2}[-–—/])(?=[A-Za-z]{2})")
_IN_ADDRESS = re.compile(r"(?<=[/?&=_%-])(?=[^/?&=_%-])")
_IN_DOI = re.compile(r"(?<=[/._-])(?=[^/._-])")


class NoShape(Exception):
    """A letter that no font of ``kb/fonts`` has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one face; ``width`` is in points."""

    text: str
    family: str
    bold: bool
    size: float
    link: str | None
    width: float


@dataclass(slots=True)
class Word:
    """What stays together on a line, before its size is known: parts of text with their run and their width at one point.

    ``text`` and ``small`` are the widths at one point of what is set at the size of the text and of small print;
    ``space`` says whether a space comes before it, ``ends`` whether the line before it ends.
    """

    parts: list[tuple[str, str, float, Run]]
    space: bool
    ends: bool
    text: float = 0.0
    small: float = 0.0

    def __post_init__(self) -> None:
        for _, _, wide, run in self.parts:
            if run.small:
                self.small += wide
            else:
                self.text += wide


@dataclass(frozen=True, slots=True)
class Line:
    """Words that fill a line at a size."""

    words: list[Word]
    size: float
    small: float

    def pieces(self) -> Iterator[Piece]:
        """What to write, from left to right: neighbours in the same face are one piece."""
        held: list[Piece] = []
        for piece in self._each():
            if held and (held[0].family, held[0].bold, held[0].size, held[0].link) != (piece.family, piece.bold, piece.size, piece.link):
                yield _joined(held)
                held = []
            held.append(piece)
        if held:
            yield _joined(held)

    def _each(self) -> Iterator[Piece]:
        """The parts of the words, and the spaces between words."""
        last: Run | None = None
        for word in self.words:
            if last and word.space:
                run = word.parts[0][3]
                points = self.small if run.small else self.size
                yield Piece(" ", "text", last.bold and run.bold, points, run.link if run.link == last.link else None, width(" ", points))
            for text, family, wide, run in word.parts:
                points = self.small if run.small else self.size
                yield Piece(text, family, run.bold, points, run.link, wide * points)
                last = run


def _joined(pieces: list[Piece]) -> Piece:
    first = pieces[0]
    return Piece("".join(piece.text for piece in pieces), first.family, first.bold, first.size, first.link, sum(piece.width for piece in pieces))


@lru_cache(maxsize=None)
def _face(family: str, bold: bool) -> FPDF:
    """A document that is never written, to measure text of one face in."""
    scale = FPDF(unit="pt")
    scale.add_font(family, "B" if bold else "", FONTS / FAMILIES[family][bold])
    scale.set_font(family, "B" if bold else "", 100)
    scale.set_text_shaping(family == "thai")
    return scale


@lru_cache(maxsize=None)
def _family(letter: str) -> str:
    """The family that a letter is set in. Raises NoShape where none has it."""
    for family in FAMILIES:
        if ord(letter) in _face(family, False).current_font.cmap:
            return family
    raise NoShape(letter)


class _Widths(dict):
    """Letter -> its width at one point, in the first family; found when first asked for. KeyError for a letter of another family."""

    def __init__(self, bold: bool):
        super().__init__()
        self.bold = bold

    def __missing__(self, letter: str) -> float:
        if _family(letter) != "text":
            raise KeyError(letter)
        self[letter] = found = _face("text", self.bold).get_string_width(letter) / 100
        return found


_WIDTHS = {bold: _Widths(bold) for bold in (False, True)}


@lru_cache(maxsize=None)
def measured(text: str, bold: bool) -> tuple[tuple[str, str, float], ...]:
    """Text cut where its family changes: text, family, width at a size of one point. Thai is shaped, so that its marks take no room."""
    try:
        return ((text, "text", sum(map(_WIDTHS[bold].__getitem__, text))),)
    except KeyError:  # other letters as well
        cut = [("".join(part), family) for family, part in groupby(text, _family)]
        return tuple((part, family, _face(family, bold).get_string_width(part) / 100) for part, family in cut)


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is in points."""
    return sum(wide for _, _, wide in measured(text, bold)) * size


@lru_cache(maxsize=8192)
def words(runs: Runs) -> tuple[Word, ...]:
    """Runs as words; runs that touch without a space make one word."""
    found: list[Word] = []
    parts: list[tuple[str, str, float, Run]] = []
    space = ends = False
    for run in runs:
        for text in _SPACE.split(run.text):
            if not text:
                continue
            if text == BREAK or text.isspace():
                if parts:
                    found.append(Word(parts, space, ends))
                    parts, ends = [], False
                ends = ends or text == BREAK
                space = True
                continue
            breaks = _IN_DOI if text.startswith("doi:") else _IN_ADDRESS if run.link else _IN_WORD
            for number, syllable in enumerate(breaks.split(text)):
                if number:
                    found.append(Word(parts, space, ends))
                    parts, space, ends = [], False, False
                parts += [(*each, run) for each in measured(syllable, run.bold)]
        if parts and run.text[-1:].isspace():
            found.append(Word(parts, space, ends))
            parts, space, ends = [], True, False
    if parts:
        found.append(Word(parts, space, ends))
    return tuple(found)


def _cut(word: Word, room: float, size: float, small: float) -> Iterator[Word]:
    """A word that is wider than a line, in words that are not; a mark stays with the letter that carries it."""
    for text, _, _, run in word.parts:
        points = small if run.small else size
        part = ""
        for letter in re.findall(r"[\u0e40-\u0e44]?.[\u0300-\u036f\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*", text):
            if part and width(part + letter, points, run.bold) > room:
                yield Word([(*each, run) for each in measured(part, run.bold)], False, False)
                part = ""
            part += letter
        yield Word([(*each, run) for each in measured(part, run.bold)], False, False)


@lru_cache(maxsize=8192)
def lines(runs: Runs, room: float, size: float, small: float) -> tuple[Line, ...]:
    """Runs broken into lines no wider than ``room``; small runs are set at the size ``small``."""
    found: list[list[Word]] = [[]]
    used = 0.0
    blank = width(" ", 1)
    for word in words(runs):
        wide = word.text * size + word.small * small
        for part in _cut(word, room, size, small) if wide > room else (word,):
            wide = part.text * size + part.small * small
            space = blank * (small if part.parts[0][3].small else size) if part.space else 0.0
            if found[-1] and (part.ends or used + space + wide > room + 0.01):
                found.append([])
                used = 0.0
            used += (space if found[-1] else 0.0) + wide
            found[-1].append(part)
    return tuple(Line(line, size, small) for line in found if line)
