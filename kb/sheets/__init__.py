"""The sheets to print as PDF files: read from the built pages, so that page and paper say the same.

:func:`write` is called when the pages are built. A sheet that has not changed is taken from ``.cache/sheets``; the
typesetter (fpdf2) is loaded only where one has.
"""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path

import lxml.html

from kb.faults import Fault, report
from kb.sheets import article

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "sheets"
FOLDER = "sheets"
#: how many files the cache holds: each sheet for the site and for the bundle, and one state before
_KEPT = 16


class Refused(Exception):
    """Sheets that cannot be put on paper; ``faults`` says why, and what to do."""

    def __init__(self, faults: list[Fault]):
        super().__init__(report(faults))
        self.faults = faults


def write(site: Path) -> list[Path]:
    """Writes ``sheets/<name>.pdf`` for each sheet of a built site. Returns the files. Raises Refused with every fault."""
    code = _code()
    written: list[Path] = []
    faults: list[Fault] = []
    for name, page in pages(site).items():
        try:
            sheet = read(page, name)
            target = site / FOLDER / f"{name}.pdf"
            target.write_bytes(_made(sheet, code))
            written.append(target)
        except _Fault as fault:
            faults.append(fault.args[0])
    if faults:
        raise Refused(faults)
    _tidy()
    return written


def pages(site: Path) -> dict[str, Path]:
    """The built page of each sheet, by name, with or without directory addresses."""
    folder = site / FOLDER
    found = {page.parent.name: page for page in folder.glob("*/index.html")} | {page.stem: page for page in folder.glob("*.html") if page.stem != "index"}
    return dict(sorted(found.items()))


class _Fault(Exception):
    """One fault of one sheet."""


def _refuse(name: str, rule: str, what: str, fix: str) -> _Fault:
    return _Fault(Fault(f"docs/sheets/{name}.md", 1, rule, what, fix))


def read(page: Path, name: str) -> article.Sheet:
    """The sheet on a built page."""
    tree = lxml.html.fromstring(page.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    found = tree.find(".//article")
    if found is None:
        raise _refuse(name, "sheet-article", "the built page has no <article>", "keep the article of the theme in overrides/main.html.")
    try:
        return article.read(found, name, tree.get("lang") or "en")
    except article.Unknown as unknown:
        raise _refuse(name, "sheet-element", f"<{unknown.tag}> of the built page (its line {unknown.line}) has no form on paper", "write it otherwise, or add a block for it to kb/sheets/article.py and kb/sheets/layout.py.") from None


def _made(sheet: article.Sheet, code: bytes) -> bytes:
    """The PDF of a sheet, from the cache where it was made before by the same code."""
    key = hashlib.sha256(code + repr(sheet).encode()).hexdigest()[:32]
    kept = CACHE / f"{sheet.name}-{key}.pdf"
    if kept.exists():
        kept.touch()
        return kept.read_bytes()
    made = _typeset(sheet)
    CACHE.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(".part")
    draft.write_bytes(made)
    draft.replace(kept)
    return made


def _typeset(sheet: article.Sheet) -> bytes:
    """Sets a sheet. The collector of memory rests meanwhile: it would take a fifth of the time and find nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _set(sheet)
    finally:
        if collecting:
            gc.enable()


def _set(sheet: article.Sheet) -> bytes:
    from kb.sheets import layout, lines

    try:
        return layout.typeset(sheet)
    except layout.TooLong as long:
        smallest = layout.TRIES[-1][2][-1]
        raise _refuse(sheet.name, "sheet-too-long", f"the sheet takes {long.pages} pages of A4, more than {layout.MOST_PAGES}, even at {smallest:g} points with the sources in short", "shorten it, or move a part to another page.") from None
    except lines.NoShape as letter:
        raise _refuse(sheet.name, "sheet-letter", f"no font has a shape for {letter} (U+{ord(str(letter)):04X})", "write it otherwise, or subset the fonts with it (kb/fonts/README.md).") from None


def _code() -> bytes:
    """A digest of what makes the files: this package, its fonts and the pins of the libraries."""
    digest = hashlib.sha256()
    for path in [*sorted(Path(__file__).parent.glob("*.py")), *sorted((ROOT / "kb" / "fonts").glob("*.ttf")), ROOT / "requirements.txt"]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.digest()


def _tidy() -> None:
    """Keeps the newest files of the cache."""
    for old in sorted(CACHE.glob("*.pdf"), key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        old.unlink(missing_ok=True)
