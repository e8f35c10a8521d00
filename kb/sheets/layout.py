"""A sheet set on pages of A4: as large as two pages allow, on one page where that stays readable."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from kb.sheets.article import Block, Choice, Folded, Heading, Item, Paragraph, References, Run, Runs, Sheet, ShortItems, Table
from kb.sheets.lines import Line, lines, width, words
from kb.sheets.pdf import Part, Pdf
from kb.sheets.strips import BOTTOM, GUTTER, LEFT, PAGE_HEIGHT, PAGE_WIDTH, ROOM, SMALLEST, TOP, Sizes, Strip, answer_widths, heading, leading, strips_of, text_strips

MOST_PAGES = 2
#: pages, sources in full, sizes of the text: the first group in which a size fits is taken, and in it the largest
TRIES = [
    (1, True, (10, 9.5, 9)),
    (1, False, (10, 9.5, 9)),
    (2, True, (10.5, 10, 9.5, 9, 8.5)),
    (2, False, (10.5, 10, 9.5, 9, 8.75, 8.5, 8.25, 8, 7.75)),
]


class TooLong(Exception):
    """A sheet that takes more than two pages at the smallest size; ``pages`` says how many."""

    def __init__(self, pages: int):
        super().__init__(pages)
        self.pages = pages


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


# ----- blocks to bands, bands to pages


def bands(sheet: Sheet, sizes: Sizes, in_full: bool) -> list[Band]:
    """The sheet in bands: across the page, but for the small print, which stands in columns."""
    found = [Band(1)]
    side_by_side = answer_widths((block for block in sheet.blocks if not (isinstance(block, Choice) and block.own_line)), sizes)
    tight = Sizes(SMALLEST)
    half = (ROOM - GUTTER) / 2
    for block in _with_notes(sheet, in_full):
        if isinstance(block, Folded):
            found[-1].strips += heading(Heading(2, block.head), ROOM, sizes)
            found += [Band(2, [strip for part in block.blocks for strip in strips_of(part, half, tight)]), Band(1)]
        elif isinstance(block, ShortItems):
            third = (ROOM - 2 * GUTTER) / 3
            found += [Band(3, [strip for entry in block.items for strip in strips_of(entry, third, sizes)]), Band(1)]
        elif isinstance(block, References):
            found += [Band(2, [strip for part in _references(block, in_full) for strip in text_strips(part, half, SMALLEST, SMALLEST, 2.0)]), Band(1)]
        else:
            found[-1].strips += strips_of(block, ROOM, sizes, side_by_side)
    return [band for band in found if band.strips]


def _with_notes(sheet: Sheet, in_full: bool) -> list[Block]:
    """The blocks; before the sources it is said what stands on the page only."""
    notes = []
    if sheet.left_out:
        notes.append(f"On the page of this sheet, but not on paper: {'; '.join(f'“{part}”' for part in sheet.left_out)}.")
    if not in_full and any(isinstance(block, References) for block in sheet.blocks):
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
