"""Type for paper: the fonts of ``kb/fonts``, how wide text is in them, and text broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF

from kb.sheets.article import BREAK, Runs

FONTS = Path(__file__).resolve().parent.parent / "fonts"
#: family -> files of its regular and its bold face; a letter is set in the first family that has it
FAMILIES = {
    "text": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "thai": ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    "shapes": ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf"),
    "maths": ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf"),
}
_SPACE = re.compile(f"([ \t\r\n]+|{BREAK})")
#: where a line may end inside a word: behind a hyphen or stroke between letters; in an address, behind its marks
_IN_WORD = re.compile(r"(?<=[A-Za-z]{2}[-–—/])(?=[A-Za-z]{2})")
_IN_ADDRESS = re.compile(r"(?<=[/.?&=_%-])(?=[^/.?&=_%-])")


class NoShape(Exception):
    """Letters that no font of ``kb/fonts`` has."""


@dataclass(frozen=True)
class Piece:
    """Text in one face; ``width`` is in points."""

    text: str
    family: str
    bold: bool
    size: float
    link: str | None
    width: float


@dataclass(frozen=True)
class Word:
    """Pieces that stay together; ``space`` is the width of the space before it, where there is one; ``ends`` the line before it."""

    pieces: tuple[Piece, ...]
    space: float
    ends: bool = False

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


Line = tuple[Piece, ...]


@lru_cache(maxsize=1)
def _scale() -> FPDF:
    """A document that is never written, to measure text in."""
    scale = FPDF(unit="pt")
    for family, (regular, bold) in FAMILIES.items():
        scale.add_font(family, "", FONTS / regular)
        scale.add_font(family, "B", FONTS / bold)
    return scale


@lru_cache(maxsize=1)
def _families() -> dict[int, str]:
    """Letter -> family it is set in."""
    found: dict[int, str] = {}
    for family in FAMILIES:
        for letter in _scale().fonts[family].cmap:
            found.setdefault(letter, family)
    return found


def missing(text: str) -> set[str]:
    """The letters of a text that no font has."""
    return {letter for letter in text if ord(letter) not in _families() and not letter.isspace()}


@lru_cache(maxsize=None)
def _measured(text: str, bold: bool) -> tuple[tuple[str, str, float], ...]:
    """Text cut where its family changes: text, family, width at a size of one point. Thai is shaped, so that its marks take no room."""
    cut: list[tuple[str, str]] = []
    for letter in text:
        family = _families().get(ord(letter))
        if family is None:
            raise NoShape(letter)
        if cut and cut[-1][1] == family:
            cut[-1] = (cut[-1][0] + letter, family)
        else:
            cut.append((letter, family))
    scale = _scale()
    widths = []
    for part, family in cut:
        scale.set_font(family, "B" if bold else "", 100)
        scale.set_text_shaping(family == "thai")
        widths.append((part, family, scale.get_string_width(part) / 100))
    return tuple(widths)


def _pieces(text: str, bold: bool, size: float, link: str | None) -> tuple[Piece, ...]:
    return tuple(Piece(part, family, bold, size, link, width * size) for part, family, width in _measured(text, bold))


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is in points."""
    return sum(piece.width for piece in _pieces(text, bold, size, None))


def _words(runs: Runs, size: float, small: float) -> Iterator[Word]:
    """Runs as words; runs that touch without a space make one word."""
    pieces: list[Piece] = []
    space, ends = 0.0, False
    for run in runs:
        points = small if run.small else size
        for part in _SPACE.split(run.text):
            if not part:
                continue
            if part == BREAK or part.isspace():
                if pieces:
                    yield Word(tuple(pieces), space, ends)
                    pieces, space, ends = [], 0.0, False
                ends = ends or part == BREAK
                space = max(space, width(" ", points))
                continue
            for number, syllable in enumerate((_IN_ADDRESS if run.link else _IN_WORD).split(part)):
                if number:
                    yield Word(tuple(pieces), space, ends)
                    pieces, space, ends = [], 0.0, False
                pieces += _pieces(syllable, run.bold, points, run.link)
    if pieces:
        yield Word(tuple(pieces), space, ends)


def _cut(word: Word, room: float) -> Iterator[Word]:
    """A word that is wider than a line, in parts that are not; a mark stays with the letter that carries it."""
    for piece in word.pieces:
        part = ""
        for letter in re.findall(r"[\u0e40-\u0e44]?.[\u0300-\u036f\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*", piece.text):
            if part and width(part + letter, piece.size, piece.bold) > room:
                yield Word(_pieces(part, piece.bold, piece.size, piece.link), 0.0)
                part = ""
            part += letter
        yield Word(_pieces(part, piece.bold, piece.size, piece.link), 0.0)


def lines(runs: Runs, room: float, size: float, small: float) -> list[Line]:
    """Runs broken into lines no wider than ``room``; small runs are set at the size ``small``."""
    found: list[list[Piece]] = [[]]
    used = 0.0
    for word in _words(runs, size, small):
        for part in _cut(word, room) if word.width > room else (word,):
            space = part.space if found[-1] else 0.0
            if found[-1] and (part.ends or used + space + part.width > room + 0.01):
                found.append([])
                used, space = 0.0, 0.0
            if space:
                last = found[-1][-1]
                found[-1].append(Piece(" ", "text", part.pieces[0].bold and last.bold, part.pieces[0].size, last.link if last.link == part.pieces[0].link else None, space))
            found[-1] += part.pieces
            used += space + part.width
    return [tuple(joined(line)) for line in found if line]


def joined(line: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a line, neighbours in the same face as one."""
    held: Piece | None = None
    for piece in line:
        if held and (held.family, held.bold, held.size, held.link) == (piece.family, piece.bold, piece.size, piece.link):
            held = Piece(held.text + piece.text, held.family, held.bold, held.size, held.link, held.width + piece.width)
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held
