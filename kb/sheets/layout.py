"""Blocks of a sheet set on pages of A4: as large as two pages allow, one page where that stays readable.

A block becomes strips (a line, a row of a table, an answer of a form) that know their height; pages are filled with
strips, and only then is anything drawn. So trying a size costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil

from kb.sheets.article import Block, Box, Choice, Fill, Folded, Heading, Item, Lines, Paragraph, References, Run, Runs, Sheet, Table, plain
from kb.sheets.lines import Line, lines, width, words
from kb.sheets.pdf import Part, Pdf

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 36.0, 30.0, 26.0
ROOM = PAGE_WIDTH - 2 * LEFT
GUTTER = 16.0
#: no text is smaller than this
SMALLEST = 7.5
MOST_PAGES = 2
#: text of no more lines is not parted
WHOLE = 4
#: pages, sources in full, sizes of the text: the first group in which a size fits is taken, and in it the largest
TRIES = [
    (1, True, (10, 9.5, 9)),
    (1, False, (10, 9.5, 9)),
    (2, True, (10.5, 10, 9.5, 9, 8.5)),
    (2, False, (10.5, 10, 9.5, 9, 8.75, 8.5, 8.25, 8, 7.75)),
]

Draw = Callable[[Pdf, float, float], None]


class TooLong(Exception):
    """A sheet that takes more than two pages at the smallest size; ``pages`` says how many."""

    def __init__(self, pages: int):
        super().__init__(pages)
        self.pages = pages


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


@dataclass
class Band:
    """Strips across the page, or side by side in columns."""

    columns: int
    strips: list[Strip] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """A strip with its place."""

    page: int
    x: float
    y: float
    strip: Strip


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


def heading(block: Heading, room: float, sizes: Sizes) -> list[Strip]:
    """A heading, which is a bookmark as well."""
    size = sizes.text * {1: 1.6, 2: 1.25}.get(block.level, 1.08)
    runs = tuple(replace(run, bold=True) for run in block.runs)
    strips = text_strips(runs, room, size, size, 0 if block.level == 1 else size * 0.68, f"H{block.level}", keep=True)
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
    """A table: its head again on each page, its rows whole, its columns as wide as their text asks."""
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
    for row in block.rows:
        strip = _row(row, places, widths, room, sizes, "☐" if block.tick else "", 0.5)
        strip.repeat = head
        found.append(strip)
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
    height = max(sum(strip.height for strip in strips) for _, strips in texts) + sizes.text * 0.42
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
    """A question with circles to mark, its answers under those of the question before, or on a line of their own."""
    legend_room = room if block.own_line else room - sum(answer_widths)
    found = text_strips((Run(block.legend, bold=block.own_line),), legend_room, sizes.text, sizes.small, sizes.gap * 0.7)
    part = Part("P")
    words = [lines((Run("○ "), Run(answer)), room, sizes.text, sizes.small)[0] for answer in block.answers]
    widths = [sum(piece.width for piece in word.pieces()) + sizes.text * 1.6 for word in words] if block.own_line else answer_widths

    def answers(pdf: Pdf, x: float, y: float) -> None:
        with pdf.part(part):
            for word, wide in zip(words, widths, strict=True):
                pdf.write_line(word, x, y + sizes.text)
                x += wide

    if block.own_line:
        found.append(Strip(leading(sizes.text), answers))
        found[0].keep = True
        return found
    last = found[-1].draw

    def draw(pdf: Pdf, x: float, y: float) -> None:
        last(pdf, x, y)
        answers(pdf, x + legend_room, y)

    def ruled(pdf: Pdf, x: float, y: float) -> None:
        draw(pdf, x, y)
        pdf.rule(x, y + leading(sizes.text) + 1.5, x + room, y + leading(sizes.text) + 1.5, 0.3)

    found[-1] = replace(found[-1], draw=ruled, height=found[-1].height + 1.5)
    return found


def writing_lines(label: str, count: int, room: float, sizes: Sizes) -> list[Strip]:
    """A label and empty lines, as far apart as handwriting needs."""
    found = text_strips((Run(label, bold=True),), room, sizes.text, sizes.small, sizes.gap, keep=True)
    apart = 17.5
    found += [Strip(apart, lambda pdf, x, y: pdf.rule(x, y + apart, x + room, y + apart, 0.5), 0.0, number < count - 1) for number in range(count)]
    return found


def fill(block: Fill, room: float, sizes: Sizes) -> list[Strip]:
    """A label with a line behind it."""
    strip = text_strips((Run(block.label),), room, sizes.text, sizes.small, 0)[0]
    from_x = width(block.label, sizes.text) + 4

    def draw(pdf: Pdf, x: float, y: float) -> None:
        strip.draw(pdf, x, y + 6)
        pdf.rule(x + from_x, y + 6 + sizes.text * 1.1, x + room, y + 6 + sizes.text * 1.1, 0.5)

    return [Strip(strip.height + 6, draw, sizes.gap)]


def strips_of(block: Block, room: float, sizes: Sizes, answer_widths: list[float] | None = None) -> list[Strip]:
    """The strips of a block that stands across a column."""
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
        return choice(block, room, sizes, answer_widths or _answer_widths([block], sizes))
    if isinstance(block, Lines):
        return writing_lines(block.label, block.count, room, sizes)
    if isinstance(block, Fill):
        return fill(block, room, sizes)
    if isinstance(block, Folded):  # in what is folded itself
        return [*heading(Heading(3, block.head), room, sizes), *(strip for part in block.blocks for strip in strips_of(part, room, sizes))]
    raise TypeError(f"no strips for a block of the type {type(block).__name__}")


def _answer_widths(blocks: Iterable[Block], sizes: Sizes) -> list[float]:
    """How wide the answers of all questions are, so that they stand under each other."""
    rows = [[width(f"○ {answer}", sizes.text) + sizes.text * 1.6 for answer in block.answers] for block in blocks if isinstance(block, Choice) and not block.own_line]
    return [max(row[place] for row in rows if place < len(row)) for place in range(max(map(len, rows), default=0))]


# ----- blocks to bands, bands to pages


def bands(sheet: Sheet, sizes: Sizes, in_full: bool) -> list[Band]:
    """The sheet in bands: across the page, but for the small print, which stands in columns."""
    found = [Band(1)]
    answer_widths = _answer_widths(sheet.blocks, sizes)
    tight = Sizes(SMALLEST)
    half = (ROOM - GUTTER) / 2
    for block in _with_notes(sheet, in_full):
        if isinstance(block, Folded):
            found[-1].strips += heading(Heading(2, block.head), ROOM, sizes)
            found += [Band(2, [strip for part in block.blocks for strip in strips_of(part, half, tight)]), Band(1)]
        elif isinstance(block, References):
            found += [Band(2, [strip for part in _references(block, in_full) for strip in text_strips(part, half, SMALLEST, SMALLEST, 2.0)]), Band(1)]
        else:
            found[-1].strips += strips_of(block, ROOM, sizes, answer_widths)
    return [band for band in found if band.strips]


def _with_notes(sheet: Sheet, in_full: bool) -> list[Block]:
    """The blocks; before the sources it is said what stands on the page only."""
    notes = []
    if sheet.left_out:
        notes.append(f"On the page of this sheet, but not on paper: {'; '.join(f'“{part}”' for part in sheet.left_out)}.")
    if not in_full:
        notes.append("Each source by its name and where to find it; its title and kind stand on the page of this sheet.")
    blocks = list(sheet.blocks)
    place = next((place for place, block in enumerate(blocks) if isinstance(block, References)), len(blocks))
    before = blocks[place - 1] if place else None
    if notes and isinstance(before, Paragraph) and before.small:
        blocks[place - 1] = Paragraph((*before.runs, Run(" " + " ".join(notes))), small=True)
    elif notes:
        blocks.insert(place, Paragraph((Run(" ".join(notes)),), small=True))
    return blocks


def _references(block: References, in_full: bool) -> list[Runs]:
    if in_full:
        return [tuple(replace(run, bold=run.bold or place == 0, small=False) for place, run in enumerate(entry)) for entry in block.full]
    runs: list[Run] = []
    for number, entry in enumerate(block.short):
        runs += [Run("; ")] if number else []
        runs += entry
    return [tuple(runs)]


def paginate(found: list[Band], bottom: float) -> list[Placed]:
    """A place for every strip. Columns are as short as they can be. Raises TooLong for a strip that is higher than a page."""
    placed: list[Placed] = []
    page, y = 1, TOP
    for band in found:
        rest = band.strips
        room = (ROOM - GUTTER * (band.columns - 1)) / band.columns
        while rest:
            top = y + (rest[0].before if y > TOP else 0)
            lowest = top
            left = rest
            for number, column in enumerate(_columns(rest, band.columns, bottom - top)):
                end = _place(column, page, LEFT + number * (room + GUTTER), top, placed)
                lowest = max(lowest, end)
                left = left[len(column) :]
            if len(left) == len(rest) and y == TOP:
                raise TooLong(page + 1)
            rest, y = left, lowest
            if rest:
                page, y = page + 1, TOP
    return placed


def _place(column: list[Strip], page: int, x: float, y: float, placed: list[Placed]) -> float:
    """Puts strips under each other; a row that comes first has the head of its table above it. Returns where the last ends."""
    for number, strip in enumerate(column):
        if number == 0 and strip.repeat:
            placed.append(Placed(page, x, y, strip.repeat))
            y += strip.repeat.height
        y += strip.before if number else 0
        placed.append(Placed(page, x, y, strip))
        y += strip.height
    return y


def _columns(strips: list[Strip], count: int, room: float) -> list[list[Strip]]:
    """As many strips as ``count`` columns of this height hold, in columns of the same height where all of them fit."""
    full = _filled(strips, count, room)
    if count == 1 or sum(map(len, full)) < len(strips):
        return full
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if sum(map(len, _filled(strips, count, middle))) == len(strips) else (middle, high)
    return _filled(strips, count, high)


def _filled(strips: list[Strip], count: int, room: float) -> list[list[Strip]]:
    found = []
    for _ in range(count):
        taken = _fitting(strips, room)
        found.append(strips[:taken])
        strips = strips[taken:]
    return found


def _fitting(strips: list[Strip], room: float) -> int:
    """How many strips a column of this height holds; what is to stay with its next strip does."""
    used = strips[0].repeat.height if strips and strips[0].repeat else 0.0
    count = 0
    for number, strip in enumerate(strips):
        used += strip.height + (strip.before if number else 0)
        if used > room + 0.01:
            break
        count = number + 1
    while 0 < count < len(strips) and strips[count - 1].keep:
        count -= 1
    return count


# ----- the sheet


def _foot(sheet: Sheet) -> list[tuple[Line, ...]]:
    """The lines at the foot of a page, each entry broken into lines; the first leaves room for the number of the page."""
    return [lines((Run(text, bold=number == 0),), ROOM - (70 if number == 0 else 0), SMALLEST, SMALLEST) for number, text in enumerate(sheet.foot or ("",))]


def arranged(sheet: Sheet) -> list[Placed]:
    """The strips of a sheet at their places, as large as fits. Raises TooLong where nothing fits."""
    bottom = PAGE_HEIGHT - BOTTOM - leading(SMALLEST) * sum(max(1, len(entry)) for entry in _foot(sheet)) - 6

    def at(size: float, in_full: bool) -> list[Placed]:
        return paginate(bands(sheet, Sizes(size), in_full), bottom)

    for most, in_full, sizes in TRIES:
        if (most, in_full, sizes) != TRIES[-1] and _least_pages(sheet, in_full, sizes[-1]) > most:
            continue
        placed = at(sizes[-1], in_full)
        if pages_of(placed) > most:
            continue
        low, high = 0, len(sizes) - 1  # sizes[high] fits
        while low < high:
            middle = (low + high) // 2
            larger = at(sizes[middle], in_full)
            if pages_of(larger) <= most:
                placed, high = larger, middle
            else:
                low = middle + 1
        return placed
    raise TooLong(pages_of(placed))


def _least_pages(sheet: Sheet, in_full: bool, size: float) -> float:
    """Pages that the letters alone would fill, without a space at any end of a line: a quick look before anything is set."""
    length = 0.0
    for block in sheet.blocks:
        if isinstance(block, References):
            length += SMALLEST * leading(SMALLEST) * sum(_length(runs) for runs in (block.full if in_full else block.short))
        elif isinstance(block, Table):
            length += size * leading(size) * sum(_length(cell) for row in block.rows for cell in row)
        elif isinstance(block, Paragraph | Item):
            length += SMALLEST * leading(SMALLEST) * _length(block.runs)
    return length / ROOM / (PAGE_HEIGHT - TOP - BOTTOM)


@lru_cache(maxsize=4096)
def _length(runs: Runs) -> float:
    """How long text is on one line, at one point."""
    return sum(word.text + word.small for word in words(runs))


def pages_of(placed: list[Placed]) -> int:
    """How many pages are filled."""
    return max((each.page for each in placed), default=1)


def typeset(sheet: Sheet) -> bytes:
    """The sheet as a PDF of one or two pages. Raises TooLong."""
    placed = arranged(sheet)
    pages = pages_of(placed)
    author = sheet.foot[-1].split(". ")[0] if sheet.foot else ""
    pdf = Pdf(sheet.title, sheet.language, author, sheet.changed)
    for page in range(1, pages + 1):
        pdf.add_page()
        for each in placed:
            if each.page == page:
                each.strip.draw(pdf, each.x, each.y)
        _draw_foot(pdf, sheet, page, pages)
    return bytes(pdf.output())


def _draw_foot(pdf: Pdf, sheet: Sheet, page: int, pages: int) -> None:
    """That nobody has reviewed it, the number of the page, title, edition and address, under a rule."""
    entries = _foot(sheet)
    y = PAGE_HEIGHT - BOTTOM - leading(SMALLEST) * sum(max(1, len(entry)) for entry in entries)
    pdf.rule(LEFT, y - 2, PAGE_WIDTH - LEFT, y - 2, 0.5)
    number = f"Page {page} of {pages}"
    with pdf.part(Part("P")) if page == pages else pdf.ornament():
        pdf.write_line(lines((Run(number),), ROOM, SMALLEST, SMALLEST)[0], PAGE_WIDTH - LEFT - width(number, SMALLEST), y + SMALLEST)
        for line in (line for entry in entries for line in entry):
            pdf.write_line(line, LEFT, y + SMALLEST)
            y += leading(SMALLEST)
