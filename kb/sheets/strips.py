"""Blocks of a sheet as strips: a line, a row of a table, an answer of a form, each with its height and the way to draw it.

A strip is drawn only when it has its place, so that sizes can be tried at little cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import ceil

from kb.sheets.article import Block, Box, Choice, Fill, Folded, Heading, Item, Lines, Paragraph, Run, Runs, Table, plain
from kb.sheets.lines import Line, lines, width
from kb.sheets.pdf import Part, Pdf

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 36.0, 30.0, 26.0
ROOM = PAGE_WIDTH - 2 * LEFT
GUTTER = 16.0
#: no text is smaller than this
SMALLEST = 7.5
#: text of no more lines is not parted
WHOLE = 4
Draw = Callable[[Pdf, float, float], None]


@dataclass
class Strip:
    """What cannot be parted: its height, the space before it (none at the top of a column), and how it is drawn at a place.

    ``keep``: stands on the same page as the next strip. ``repeat``: is drawn again at the top of a column in which
    this strip comes first, as the head of a table.
    """

    height: float
    draw: Draw
    before: float = 0.0
    keep: bool = False
    repeat: Strip | None = None


@dataclass(frozen=True)
class Sizes:
    """The sizes of one try, in points."""

    text: float

    @property
    def small(self) -> float:
        return max(SMALLEST, self.text - 1)

    @property
    def gap(self) -> float:
        """Space between paragraphs."""
        return self.text * 0.42


def leading(size: float) -> float:
    """Height of a line."""
    return size * 1.24


# ----- blocks to strips


def text_strips(runs: Runs, room: float, size: float, small: float, before: float, role: str = "P", indent: float = 0.0, mark: str = "", keep: bool = False, white: bool = False) -> list[Strip]:
    """Running text: a strip for each line; short text stays whole, of longer text the first two lines and the last two. ``mark`` hangs in the indent."""
    broken = lines(runs, room - indent, size, small)
    part = Part(role)
    sign = lines((Run(mark),), indent or room, size, small)[0] if mark else None
    found = []
    for number, line in enumerate(broken):
        first = number == 0

        def draw(pdf: Pdf, x: float, y: float, line: Line = line, first: bool = first) -> None:
            with pdf.part(part):
                if sign and first:
                    pdf.write_line(sign, x, y + size)
                pdf.write_line(line, x + indent, y + size, white)

        found.append(Strip(leading(size), draw, before if first else 0.0, keep or len(broken) <= WHOLE or number in (0, len(broken) - 2)))
    if found and not keep:
        found[-1].keep = False
    return found


def heading(block: Heading, room: float, sizes: Sizes, inside: bool = False) -> list[Strip]:
    """A heading, which is a bookmark as well; one ``inside`` a table is smaller and takes less room."""
    size = sizes.text * (1.08 if inside else {1: 1.6, 2: 1.25}.get(block.level, 1.08))
    runs = tuple(replace(run, bold=True) for run in block.runs)
    strips = text_strips(runs, room, size, size, 0 if block.level == 1 else size * (0.25 if inside else 0.68), f"H{block.level}", keep=True)
    inner = strips[0].draw

    def draw(pdf: Pdf, x: float, y: float) -> None:
        pdf.set_xy(x, y)
        pdf.start_section(plain(block.runs), block.level - 1, strict=False)
        inner(pdf, x, y)

    strips[0].draw = draw
    strips[-1].height += sizes.gap * 0.4
    return strips


def item(block: Item, room: float, sizes: Sizes) -> list[Strip]:
    """An entry of a list, its mark in the margin of the list."""
    indent = max(sizes.text * 1.35, width(f"{block.mark} ", sizes.text))
    shift = block.level * sizes.text * 1.35
    strips = text_strips(block.runs, room - shift, sizes.text, sizes.small, sizes.gap * 0.55, indent=indent, mark=block.mark)
    return [moved(strip, shift) for strip in strips]


def moved(strip: Strip, by: float) -> Strip:
    """A strip further to the right."""
    return replace(strip, draw=lambda pdf, x, y: strip.draw(pdf, x + by, y))


def box(block: Box, room: float, sizes: Sizes) -> list[Strip]:
    """A frame around blocks; the head of what is urgent is white on black."""
    pad = sizes.text * 0.6
    head = text_strips(block.head, room - 2 * pad, sizes.text, sizes.text, 0, keep=True, white=block.urgent)
    inner = [strip for part in block.blocks for strip in strips_of(part, room - 2 * pad, sizes)]
    found = [_framed(strip, room, pad, number == 0, False, black=block.urgent) for number, strip in enumerate(head)]
    if inner:
        inner[0].before = max(inner[0].before, pad * 0.5)
    found += [_framed(strip, room, pad, not head and number == 0, number == len(inner) - 1, black=False) for number, strip in enumerate(inner)]
    if len(head) == 1:  # a frame that is parted says again what it is about
        again = replace(found[0], before=0.0)
        found = [found[0], *(replace(strip, repeat=again) for strip in found[1:])]
    found[0].before = sizes.gap * 1.3
    return found


def _framed(strip: Strip, room: float, pad: float, first: bool, last: bool, black: bool) -> Strip:
    """A strip with its piece of the frame; the space before it is inside."""
    above = strip.before + (pad * 0.35 if first else 0)
    height = above + strip.height + (pad * 0.6 if last else pad * 0.2 if black else 0)

    def draw(pdf: Pdf, x: float, y: float) -> None:
        if black:
            pdf.bar(x, y, room, height)
        for side in (x, x + room):
            pdf.rule(side, y - 0.2, side, y + height + 0.2, 0.9)
        if first:
            pdf.rule(x, y, x + room, y, 0.9)
        if last:
            pdf.rule(x, y + height, x + room, y + height, 0.9)
        strip.draw(pdf, x + pad, y + above)

    return Strip(height, draw, 0.0, strip.keep)


def table(block: Table, room: float, sizes: Sizes) -> list[Strip]:
    """A table: its head again on each page, its rows whole and under the headings of their groups, its columns as wide as their text asks."""
    tick = sizes.text * 1.7 if block.tick else 0.0
    cells = [tuple((Run(text, bold=True),) for text in block.head), *block.rows] if block.head else block.rows
    lengths = [[sum(width(run.text.replace("\n", " "), sizes.small if run.small else sizes.text, run.bold) for run in cell) for cell in row] for row in cells]
    widths = _column_widths(lengths, room - tick - GUTTER / 2 * (max(map(len, lengths)) - 1))
    places = [tick + sum(widths[:number]) + GUTTER / 2 * number for number in range(len(widths))]
    found = text_strips((Run(block.caption, bold=True),), room, sizes.text, sizes.text, sizes.gap * 1.5, keep=True) if block.caption else []
    head = _row([(Run(text, bold=True),) for text in block.head], places, widths, room, sizes, "", 1.2) if block.head else None
    if head:
        head.keep = True
        found.append(head)
    groups = dict(block.groups)
    for number, row in enumerate(block.rows):
        above = heading(groups[number], room, sizes, inside=True) if number in groups else []
        strip = _row(row, places, widths, room, sizes, "☐" if block.tick else "", 0.5)
        for each in (*above, strip):
            each.repeat = head
            found.append(each)
    return found


def _column_widths(lengths: list[list[float]], room: float) -> list[float]:
    """Widths of the columns of a table: from shares by length, a little is moved between columns while that saves lines."""
    count = max(map(len, lengths))
    totals = [sum(row[place] for row in lengths if place < len(row)) for place in range(count)]
    shares = [max(total, 0.12 * sum(totals), 1.0) for total in totals]
    best = [room * share / sum(shares) for share in shares]

    def height(widths: list[float]) -> int:
        return sum(max(ceil(length * 1.06 / wide) for length, wide in zip(row, widths, strict=False)) for row in lengths)

    step = room / 80
    saved = True
    while saved:
        saved = False
        for giver in range(count):
            for taker in range(count):
                moved_widths = [wide + step * ((place == taker) - (place == giver)) for place, wide in enumerate(best)]
                if min(moved_widths) > room * 0.1 and height(moved_widths) < height(best):
                    best, saved = moved_widths, True
    return best


def _row(cells: Iterable[Runs], places: list[float], widths: list[float], room: float, sizes: Sizes, mark: str, rule: float) -> Strip:
    """A row of a table with a rule under it."""
    texts = [(place, text_strips(cell, wide, sizes.text, sizes.small, 0)) for cell, place, wide in zip(cells, places, widths, strict=False)]
    height = max(leading(sizes.text), *(sum(strip.height for strip in strips) for _, strips in texts)) + sizes.text * 0.42
    sign = text_strips((Run(mark),), places[0], sizes.text * 1.25, sizes.small, 0) if mark else []

    def draw(pdf: Pdf, x: float, y: float) -> None:
        for strip in sign:
            strip.draw(pdf, x, y - sizes.text * 0.1)
        for place, strips in texts:
            down = y + sizes.text * 0.06
            for strip in strips:
                strip.draw(pdf, x + place, down)
                down += strip.height
        pdf.rule(x, y + height - sizes.text * 0.1, x + room, y + height - sizes.text * 0.1, rule)

    return Strip(height, draw)


def choice(block: Choice, room: float, sizes: Sizes, answer_widths: list[float]) -> list[Strip]:
    """A question with circles to mark: its answers under those of the question before, or on lines of their own where they ask for room."""
    if block.own_line or sum(answer_widths) > room * 0.7:
        return _choice_below(block, room, sizes)
    legend_room = room - sum(answer_widths)
    found = text_strips((Run(block.legend),), legend_room, sizes.text, sizes.small, sizes.gap * 0.7)
    legend, answers = found[-1].draw, _answers(block, answer_widths, sizes)
    height = found[-1].height + 1.5

    def draw(pdf: Pdf, x: float, y: float) -> None:
        legend(pdf, x, y)
        answers(pdf, x + legend_room, y)
        pdf.rule(x, y + height, x + room, y + height, 0.3)

    return [*found[:-1], replace(found[-1], draw=draw, height=height)]


def _choice_below(block: Choice, room: float, sizes: Sizes) -> list[Strip]:
    """The answers under the question: side by side, or one a line where that is too long."""
    found = text_strips((Run(block.legend, bold=True),), room, sizes.text, sizes.small, sizes.gap * 0.7, keep=True)
    widths = answer_widths([block], sizes)
    if sum(widths) <= room:
        return [*found, Strip(leading(sizes.text), _answers(block, widths, sizes))]
    return [*found, *(strip for answer in block.answers for strip in item(Item((Run(answer),), "○"), room, sizes))]


def _answers(block: Choice, widths: list[float], sizes: Sizes) -> Draw:
    """Draws the answers side by side."""
    part = Part("P")
    words = [lines((Run("○ "), Run(answer)), PAGE_WIDTH, sizes.text, sizes.small)[0] for answer in block.answers]

    def draw(pdf: Pdf, x: float, y: float) -> None:
        with pdf.part(part):
            for word, wide in zip(words, widths, strict=False):
                pdf.write_line(word, x, y + sizes.text)
                x += wide

    return draw


def answer_widths(blocks: Iterable[Block], sizes: Sizes) -> list[float]:
    """How wide the answers of questions are that have them side by side, so that they can stand under each other."""
    rows = [[width(f"○ {answer}", sizes.text) + sizes.text * 1.6 for answer in block.answers] for block in blocks if isinstance(block, Choice)]
    return [max(row[place] for row in rows if place < len(row)) for place in range(max(map(len, rows), default=0))]


def writing_lines(label: str, count: int, room: float, sizes: Sizes) -> list[Strip]:
    """A label and empty lines, as far apart as handwriting needs."""
    found = text_strips((Run(label, bold=True),), room, sizes.text, sizes.small, sizes.gap, keep=True)
    apart = 17.5
    found += [Strip(apart, lambda pdf, x, y: pdf.rule(x, y + apart, x + room, y + apart, 0.5), 0.0, number < count - 1) for number in range(count)]
    return found


def fill(block: Fill, room: float, sizes: Sizes) -> list[Strip]:
    """A label with a line behind it, up to the margin; where little room is left, the line goes across below."""
    found = text_strips((Run(block.label),), room, sizes.text, sizes.small, sizes.gap + 6, keep=True)
    last = sum(piece.width for piece in lines((Run(block.label),), room, sizes.text, sizes.small)[-1].pieces())
    start = last + 4 if last < room * 0.6 else 0.0
    down = sizes.text * 1.1 if start else found[-1].height + 16
    inner = found[-1].draw

    def draw(pdf: Pdf, x: float, y: float) -> None:
        inner(pdf, x, y)
        pdf.rule(x + start, y + down, x + room, y + down, 0.5)

    return [*found[:-1], Strip(max(found[-1].height, down), draw, found[-1].before)]


def strips_of(block: Block, room: float, sizes: Sizes, side_by_side: list[float] | None = None) -> list[Strip]:
    """The strips of a block. ``side_by_side`` are the widths that the answers of all questions share."""
    if isinstance(block, Heading):
        return heading(block, room, sizes)
    if isinstance(block, Paragraph):
        size = sizes.small if block.small else sizes.text
        return text_strips(block.runs, room, size, sizes.small, sizes.gap)
    if isinstance(block, Item):
        return item(block, room, sizes)
    if isinstance(block, Box):
        return box(block, room, sizes)
    if isinstance(block, Table):
        return table(block, room, sizes)
    if isinstance(block, Choice):
        return choice(block, room, sizes, side_by_side or answer_widths([block], sizes))
    if isinstance(block, Lines):
        return writing_lines(block.label, block.count, room, sizes)
    if isinstance(block, Fill):
        return fill(block, room, sizes)
    if isinstance(block, Folded):  # in what is folded itself
        return [*heading(Heading(3, block.head), room, sizes), *(strip for part in block.blocks for strip in strips_of(part, room, sizes))]
    raise TypeError(f"no strips for a block of the type {type(block).__name__}")
