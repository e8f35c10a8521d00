"""The article of a built sheet as blocks that a typesetter can put on paper.

Everything in the article becomes a block, but for what paper cannot use (:data:`NOT_ON_PAPER`); an element that no
block is made for is refused, so that nothing gets lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import lxml.html

Element = lxml.html.HtmlElement

#: what a sheet names in ``data-paper-without`` to leave its list of sources on its page
SOURCES = "the list of sources"
#: classes of what stands on the page only: links to a place on it, notes for a pointer, downloads, controls, the line that says it is a sheet
NOT_ON_PAPER = {"headerlink", "cite-note", "term-note", "sheet-pdf", "downloads", "plot-download", "values-tools", "table-filters", "table-count", "sheet"}
_NEVER = {"script", "style", "template", "button", "nav", "link", "meta", "noscript"}
_BLOCKS = {"h1", "h2", "h3", "h4", "p", "div", "ul", "ol", "table", "details", "form", "aside", "section", "fieldset", "figure", "dl", "blockquote", "pre", "hr"}
_INLINE = {"a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "wbr"}
#: a line that ends where the page says so, and not because the source does
BREAK = "\u2028"
_FILL = re.compile(r"^(.*?)\s*_{5,}\s*$", re.S)
_UNREVIEWED = re.compile(r"[^.]*\bclinician has reviewed\b[^.]*\.")


class Unknown(Exception):
    """An element that has no form on paper yet; ``line`` is its line in the built page."""

    def __init__(self, element: Element):
        super().__init__(element.tag)
        self.tag, self.line = str(element.tag), element.sourceline or 1


@dataclass(frozen=True)
class Run:
    """A piece of text in one style; ``link`` is an address outside the site."""

    text: str
    bold: bool = False
    small: bool = False
    link: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the sheet has level 1."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, small where it is about the page rather than its matter."""

    runs: Runs
    small: bool = False


@dataclass(frozen=True)
class Item:
    """An entry of a list; ``mark`` is a bullet, a number or a box to tick."""

    runs: Runs
    mark: str = "•"
    level: int = 0


@dataclass(frozen=True)
class ShortItems:
    """Entries of a list that are so short that they stand in columns."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Box:
    """A frame with a head and blocks in it: the short answer, or warning signs that need the same action."""

    head: Runs
    blocks: tuple
    urgent: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; each cell is text. ``tick`` puts a box to tick before the first cell of a row; ``groups``
    are headings inside the table, each with the number of the row that it stands before."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    tick: bool = False
    groups: tuple[tuple[int, Heading], ...] = ()


@dataclass(frozen=True)
class Choice:
    """A question of a form with its answers, each with a circle to mark."""

    legend: str
    answers: tuple[str, ...]
    own_line: bool = False


@dataclass(frozen=True)
class Lines:
    """A question of a form with empty lines to write on."""

    label: str
    count: int


@dataclass(frozen=True)
class Fill:
    """A label with one line to write on."""

    label: str


@dataclass(frozen=True)
class Folded:
    """What is folded on the page: open and in small print on paper, behind the rest."""

    head: Runs
    blocks: tuple


@dataclass(frozen=True)
class References:
    """The sources: each in full, and in a short form of its name and where to find it."""

    full: tuple[Runs, ...]
    short: tuple[Runs, ...]


Block = Heading | Paragraph | Item | ShortItems | Box | Table | Choice | Lines | Fill | Folded | References


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title, its blocks, the lines at the foot of each page, its language, what paper
    leaves out (columns of tables and folded parts, by their heads), and the month of its last change (``2026-11``)."""

    name: str
    title: str
    blocks: tuple
    foot: tuple[str, ...]
    language: str = "en"
    left_out: tuple[str, ...] = ()
    changed: str | None = None


@dataclass
class _Wishes:
    """What the page asks of paper, in ``data-paper-…`` attributes of its paragraph with the class ``sheet``."""

    ticks: set[str] = field(default_factory=set)
    without: tuple[str, ...] = ()


def read(article: Element, name: str, language: str = "en") -> Sheet:
    """The sheet ``name`` out of its <article>. Raises Unknown for an element that cannot be put on paper."""
    article = lxml.html.fromstring(lxml.html.tostring(article, encoding="unicode"))
    wishes = _wishes(article)
    _strip(article)
    foot = _foot(article)
    blocks = tuple(_grouped(_folded_last(list(_blocks(article, wishes)), wishes.without)))
    if SOURCES in wishes.without:
        blocks = tuple(block for block in blocks if not isinstance(block, References))
    title = next((plain(block.runs) for block in blocks if isinstance(block, Heading) and block.level == 1), name)
    changed = max(article.xpath(".//aside//time/@datetime"), default=None)
    return Sheet(name, title, blocks, foot, language, wishes.without, changed)


def plain(runs: Runs) -> str:
    """The text of runs in one line."""
    return " ".join("".join(run.text for run in runs).split())


def _strip(article: Element) -> None:
    """Takes out what paper cannot use; the text behind it stays."""
    for element in list(article.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER or _classes(element) & NOT_ON_PAPER or "hidden" in element.attrib:
            if element.getparent() is not None:
                element.drop_tree()


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _wishes(article: Element) -> _Wishes:
    wishes = _Wishes()
    for element in article.find_class("sheet"):
        wishes.ticks |= set((element.get("data-paper-tick") or "").split())
        wishes.without += tuple(part.strip() for part in (element.get("data-paper-without") or "").split("|") if part.strip())
    return wishes


def _foot(article: Element) -> tuple[str, ...]:
    """What stands at the foot of each page: that nobody has reviewed it, as the page says; and its title, edition and address."""
    lines = []
    for note in article.find_class("site-note"):
        lines += [found.strip() for found in _UNREVIEWED.findall(" ".join(note.text_content().split()))][:1]
    for line in article.find_class("cite-line"):
        lines.append(" ".join(line.text_content().split()).removeprefix("Cite this page: "))
        line.drop_tree()
    return tuple(lines)


# ----- blocks


def _blocks(parent: Element, wishes: _Wishes) -> Iterator[Block]:
    """The blocks in an element, in order; text between them becomes paragraphs."""
    loose: list[Run] = _run(parent.text)
    for child in parent:
        if child.tag in _INLINE:
            loose += _inline_of(child)
        else:
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, wishes)
        loose += _run(child.tail)
    yield from _paragraph(loose)


def _paragraph(runs: Iterable[Run], small: bool = False) -> Iterator[Paragraph | Fill]:
    runs = tuple(runs)
    text = plain(runs)
    filled = _FILL.match(text)
    if filled:
        yield Fill(filled.group(1))
    elif text:
        yield Paragraph(runs, small)


def _block(element: Element, wishes: _Wishes) -> Iterator[Block]:
    """The blocks that one element of a page becomes. Raises Unknown where there is no form for it."""
    classes = _classes(element)
    if element.tag in ("h1", "h2", "h3", "h4"):
        yield Heading(int(element.tag[1]), _inline(element))
    elif element.tag == "p":
        yield from _paragraph(_inline(element), small="checked" in classes)
    elif "admonition" in classes:
        yield _admonition(element, wishes)
    elif "signs-group" in classes:
        head = element.find_class("signs-head")
        runs = tuple(run for each in head for run in _inline(each))
        for each in head:
            each.drop_tree()
        yield Box(runs, tuple(_blocks(element, wishes)), urgent="signs-now" in classes)
    elif element.tag == "ul" and "references" in classes:
        entries = list(element.iterchildren("li"))
        yield References(tuple(_reference(entry) for entry in entries), tuple(_short_reference(entry) for entry in entries))
    elif "words-to-show" in classes:
        yield ShortItems(tuple(_items(element, _Wishes())))
    elif element.tag in ("ul", "ol"):
        yield from _items(element, wishes)
    elif element.tag == "table":
        yield _table(element, wishes)
    elif element.tag == "details":
        yield from _details(element, wishes)
    elif element.tag == "fieldset":
        yield _choice(element)
    elif element.tag == "form":
        yield from _form(element, wishes)
    elif element.tag == "aside":
        yield from _aside(element, wishes)
    elif element.tag in ("div", "section"):
        yield from _blocks(element, wishes)
    elif element.tag == "figure":  # what a drawing shows, in words: its letters would be too small beside the text of a sheet
        yield from (block for sentence in element.iterchildren("p") for block in _block(sentence, wishes))
    elif element.tag != "hr":
        raise Unknown(element)


def _admonition(element: Element, wishes: _Wishes) -> Box:
    title = element.find_class("admonition-title")
    head = tuple(run for each in title for run in _inline(each, bold=True))
    for each in title:
        each.drop_tree()
    return Box(head, tuple(_blocks(element, wishes)))


def _aside(element: Element, wishes: _Wishes) -> Iterator[Block]:
    """What a page says about itself, as one paragraph in small print."""
    inner = list(_blocks(element, wishes))
    yield from _paragraph((run for block in inner if isinstance(block, Paragraph) for run in (*block.runs, Run(" "))), small=True)
    yield from (block for block in inner if not isinstance(block, Paragraph))


def _details(element: Element, wishes: _Wishes) -> Iterator[Block]:
    """A folded part; a fold around the sources is no more than that."""
    summaries = element.findall("summary")
    head = tuple(run for each in summaries for run in _inline(each))
    for summary in summaries:
        summary.drop_tree()
    inner = tuple(_blocks(element, wishes))
    if any(isinstance(block, References) for block in inner):
        yield from inner
    else:
        yield Folded(head, inner)


def _folded_last(blocks: list[Block], without: tuple[str, ...]) -> tuple[Block, ...]:
    """The blocks with what is folded before the sources, or last; folded parts with the same head become one; but for those left out."""
    folded: dict[str, Folded] = {}
    for block in blocks:
        if isinstance(block, Folded) and plain(block.head) not in without:
            key = plain(block.head)
            folded[key] = Folded(block.head, folded[key].blocks + block.blocks if key in folded else block.blocks)
    rest = [block for block in blocks if not isinstance(block, Folded)]
    sources = next((place for place, block in enumerate(rest) if isinstance(block, References)), len(rest))
    heads = [place for place in range(sources) if isinstance(rest[place], Heading)]
    place = heads[-1] if sources < len(rest) and heads else sources
    return (*rest[:place], *folded.values(), *rest[place:])


def _grouped(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; tables with the same columns, each under a heading that is its caption as well, become one table in groups."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if isinstance(block, Table) and block.head and isinstance(before, Heading) and plain(before.runs) == block.caption:
            found.pop()
            last = found[-1] if found else None
            if isinstance(last, Table) and last.groups and (last.head, last.tick) == (block.head, block.tick):
                found[-1] = replace(last, rows=last.rows + block.rows, groups=(*last.groups, (len(last.rows), before)))
            else:
                found.append(replace(block, caption="", groups=((0, before),)))
        else:
            found.append(block)
    return found


def _items(element: Element, wishes: _Wishes, level: int = 0) -> Iterator[Item]:
    for number, entry in enumerate(element.iterchildren("li"), 1):
        inner = [child for child in entry if child.tag in ("ul", "ol")]
        for child in inner:
            entry.remove(child)
        mark = f"{number}." if element.tag == "ol" else "☐" if "lists" in wishes.ticks else "•"
        yield Item(_inline(entry), mark, level)
        for child in inner:
            yield from _items(child, wishes, level + 1)


def _table(element: Element, wishes: _Wishes) -> Table:
    """A table without the columns that paper leaves out. A heading above it may say what its caption would: then it has a label alone."""
    head = tuple(plain(_inline(cell)) for cell in element.xpath("./thead/tr[1]/*"))
    kept = [place for place, text in enumerate(head) if text not in wishes.without]
    rows = []
    for row in element.xpath("./tbody/tr | ./tr"):
        texts = [_inline(cell, bold=cell.tag == "th") for cell in row]
        rows.append(tuple(texts[place] for place in kept) if head else tuple(texts))
    captions = element.findall("caption")
    return Table(plain(_inline(captions[0])) if captions else element.get("aria-label") or "", tuple(head[place] for place in kept), tuple(rows), "rows" in wishes.ticks)


def _form(element: Element, wishes: _Wishes) -> Iterator[Block]:
    for child in element:
        area = child.find(".//textarea")
        if child.tag == "label" and area is not None:
            rows = int(area.get("rows") or 2)
            area.drop_tree()
            yield Lines(plain(_inline(child)), rows)
        elif child.tag == "p" and "values-title" in _classes(child):
            yield Heading(2, _inline(child))
        else:
            yield from _block(child, wishes)


def _choice(element: Element) -> Choice:
    """The legend and the labels of a group of radio buttons."""
    legends = element.findall("legend")
    labels = element.findall("label")
    if len(legends) != 1 or not labels or len(element) != 1 + len(labels):
        raise Unknown(element)
    for entry in [entry for label in labels for entry in label.findall("input")]:
        entry.drop_tree()
    return Choice(plain(_inline(legends[0])), tuple(plain(_inline(label)) for label in labels), "stand" in _classes(element))


# ----- text


def _run(text: str | None, bold: bool = False, small: bool = False, link: str | None = None) -> list[Run]:
    return [Run(text, bold, small, link)] if text else []


def _inline(element: Element, bold: bool = False) -> Runs:
    """The text in an element in runs."""
    return tuple(_inside(element, bold, False, None))


def _inline_of(element: Element) -> list[Run]:
    """The text of an element that stands in a line, in its own style."""
    return list(_element(element, False, False, None))


def _inside(element: Element, bold: bool, small: bool, link: str | None) -> Iterator[Run]:
    yield from _run(element.text, bold, small, link)
    for child in element:
        yield from _element(child, bold, small, link)
        yield from _run(child.tail, bold, small, link)


def _element(element: Element, bold: bool, small: bool, link: str | None) -> Iterator[Run]:
    classes = _classes(element)
    if element.tag not in _INLINE and element.tag != "p":  # a paragraph in an entry of a list or in a cell
        raise Unknown(element)
    if element.tag == "br":
        yield Run(BREAK)
        return
    if element.tag == "a" and urlsplit(element.get("href") or "").scheme in ("http", "https", "mailto", "tel"):
        link = element.get("href")
    bold = bold or element.tag in ("strong", "b") or "badge" in classes
    cites = "cites" in classes
    small = small or cites or bool(classes & {"basis", "sub"})
    if element.tag == "p" or "sub" in classes:
        yield Run(" ")
    if cites:
        yield Run("[", False, small)
    if "signs-means" in classes:
        yield Run("– ", bold, small)
    yield from _inside(element, bold and not cites, small, link)
    if cites:
        yield Run("]", False, small)


def _address(link: str) -> str:
    """An address as it is printed: without the protocol."""
    return re.sub(r"^https?://(www\.)?", "", link).rstrip("/")


def _reference(entry: Element) -> Runs:
    """A source in full; a link whose text is no address prints its address."""
    runs = []
    for run in _inline(entry):
        runs.append(Run(_address(run.link), link=run.link) if run.link and not run.text.startswith("doi:") else Run(run.text, run.bold, False, run.link))
    return tuple(runs)


def _short_reference(entry: Element) -> Runs:
    """A source by its name and where to find it: DOI, or the host of its page, or what stands there where it has no address."""
    runs = _inline(entry)
    name = runs[0]
    links = [run for run in runs if run.link]
    if not links:
        return tuple(Run(run.text) for run in runs)
    where = links[0].text if links[0].text.startswith("doi:") else urlsplit(links[0].link).netloc.removeprefix("www.")
    return (Run(f"{name.text}: "), Run(where, link=links[0].link))
