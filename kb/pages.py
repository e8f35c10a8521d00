"""The pages of ``docs/`` as text: front matter, the macro calls in them, and which page shows which record."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import nodes

from kb.load import ROOT

#: kind -> page that lists all its records; a subject (None) is shown by the page that names it in its front matter
HOMES: dict[str, str | None] = {
    "sources": "references.md",
    "studies": "evidence/studies.md",
    "reviews": "evidence/reviews.md",
    "trials": "evidence/trials.md",
    "findings": "evidence/findings.md",
    "summaries": "evidence/summaries.md",
    "searches": "evidence/searches.md",
    "claims": "claims/index.md",
    "mechanisms": None,
    "conditions": None,
    "warning_signs": "risks/warning-signs.md",
    "routes": None,
    "cell_sources": "what-is-offered.md",
    "harms": "risks/harms.md",
    "alternatives": "options.md",
    "measures": "evidence/measures.md",
    "questions": "thailand/questions.md",
    "faq": "faq.md",
    "glossary": "glossary.md",
    "reading": "reading-grade.md",
    "instruments": "self-scores.md",
    "ratings": "self-scores.md",
    "status": "thailand/rules-today.md",
    "timeline": "thailand/timeline.md",
    "bodies": "thailand/who-regulates.md",
    "enforcement": "thailand/timeline.md",
    "prices": "thailand/prices.md",
    "market": "thailand/market.md",
    "travel": "thailand/travel.md",
    "thai_trials": "thailand/rules-today.md",
    "marks": "thailand/what-marks-prove.md",
    "checks": "thailand/contract-and-payment.md",
    "thai_words": "thailand/thai-words.md",
}

#: what the front matter of a page may hold; a key with the name of a macro would replace the macro
FRONT_MATTER = {"title", "description", "record", "records", "search", "hide"}

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.S)


@dataclass(frozen=True)
class Call:
    """One call of a macro on a page. Arguments that are no constants are None."""

    name: str
    args: tuple
    kwargs: tuple[tuple[str, Any], ...]
    line: int
    text: str


@dataclass(frozen=True)
class Page:
    """A page of ``docs/``. ``path`` is relative to it; ``body`` keeps the line numbers of the file."""

    path: str
    meta: dict
    body: str
    front_lines: int

    @property
    def records(self) -> list[str]:
        """Ids of the records that this page is about."""
        one = self.meta.get("record")
        return ([one] if one else []) + list(self.meta.get("records") or [])


def split_front_matter(text: str) -> tuple[dict, str, int]:
    """Front matter, the text with the front matter blanked out, and the number of its lines."""
    found = _FRONT.match(text)
    if not found:
        return {}, text, 0
    meta = yaml.load(found.group(1), Loader=yaml.BaseLoader) or {}
    count = found.group(0).count("\n")
    return (meta if isinstance(meta, dict) else {}), "\n" * count + text[found.end() :], count


def read(path: Path, docs: Path) -> Page:
    """The page at ``path`` below ``docs``."""
    meta, body, count = split_front_matter(path.read_text(encoding="utf-8"))
    return Page(path.relative_to(docs).as_posix(), meta, body, count)


def _stamp(docs: Path) -> tuple:
    return tuple(sorted((p.as_posix(), p.stat().st_mtime_ns) for p in docs.rglob("*.md")))


@lru_cache(maxsize=4)
def _all(docs: Path, stamp: tuple) -> dict[str, Page]:
    return {page.path: page for page in (read(path, docs) for path in sorted(docs.rglob("*.md")))}


def all_pages(docs: Path | None = None) -> dict[str, Page]:
    """Every page by its path; read again when a file has changed."""
    docs = docs or ROOT / "docs"
    return _all(docs, _stamp(docs))


_ENV = jinja2.Environment()


@lru_cache(maxsize=512)
def _parsed(body: str) -> nodes.Template:
    return _ENV.parse(body)


def calls(page: Page) -> list[Call]:
    """The macro calls on a page, with the line of the file. Raises jinja2.TemplateSyntaxError."""
    return _calls(page.body)


@lru_cache(maxsize=512)
def _calls(body: str) -> list[Call]:
    source = body.split("\n")
    found = []
    for node in _parsed(body).find_all(nodes.Call):
        if not isinstance(node.node, nodes.Name):
            continue
        text = source[node.lineno - 1].strip() if node.lineno <= len(source) else ""
        match = re.search(r"\{\{-?\s*(" + re.escape(node.node.name) + r"\(.*?\))\s*(\|.*?)?-?\}\}", text)
        found.append(
            Call(
                node.node.name,
                tuple(_constant(arg) for arg in node.args),
                tuple((kw.key, _constant(kw.value)) for kw in node.kwargs),
                node.lineno,
                match.group(1) if match else f"{node.node.name}(…)",
            )
        )
    return found


def not_calls(page: Page) -> list[tuple[int, str]]:
    """What stands in braces on a page and is no call of a macro with constants: line, what it is.

    A page holds words and calls. Loops, sums and variables belong in ``kb/``; and what a call writes can be worked out
    before MkDocs reads the page.
    """
    found = []
    for node in _parsed(page.body).body:
        for part in node.nodes if isinstance(node, nodes.Output) else [node]:
            if isinstance(part, nodes.TemplateData):
                continue
            plain = isinstance(part, nodes.Call) and isinstance(part.node, nodes.Name) and not part.dyn_args and not part.dyn_kwargs
            if not plain or any(not _is_constant(value) for value in (*part.args, *(pair.value for pair in part.kwargs))):
                found.append((part.lineno, f"`{type(part).__name__.lower()}` in braces"))
    return found


def _is_constant(node: nodes.Node) -> bool:
    try:
        node.as_const()
    except nodes.Impossible:
        return False
    return True


def _constant(node: nodes.Node) -> Any:
    try:
        value = node.as_const()
    except nodes.Impossible:
        return None
    return tuple(value) if isinstance(value, list) else value


def homes(pages: dict[str, Page]) -> dict[str, str]:
    """Record id of a subject -> the page that is about it."""
    found: dict[str, str] = {}
    for page in pages.values():
        for id in page.records:
            found.setdefault(id, page.path)
    return found


def place(kind: str, id: str, pages: dict[str, Page], subjects: dict[str, str]) -> tuple[str | None, str]:
    """The page that shows a record, and the anchor there; no anchor where the page is about that record alone.

    ``subjects`` is what :func:`homes` found. The page is None while no page shows the record.
    """
    home = HOMES[kind] or subjects.get(id)
    whole = home is not None and HOMES[kind] is None and pages[home].records == [id]
    return home, "" if whole else id


def url(target: str, directory_urls: bool) -> str:
    """Address of a page inside the site, as MkDocs makes it: ``a/b.md`` -> ``a/b/`` or ``a/b.html``."""
    folder, name = posixpath.split(target)
    stem = name.removesuffix(".md")
    if stem in ("index", "README"):
        return f"{folder}/" if folder and directory_urls else ("" if directory_urls else posixpath.join(folder, "index.html"))
    return posixpath.join(folder, stem) + ("/" if directory_urls else ".html")


def link(source: str, target: str, directory_urls: bool, anchor: str = "") -> str:
    """Relative address from page ``source`` to page ``target`` (paths in ``docs/``), with an anchor."""
    hash_ = f"#{anchor}" if anchor else ""
    if source == target and anchor:
        return hash_
    to = url(target, directory_urls) or "."
    here = url(source, directory_urls)
    base = here if directory_urls else posixpath.dirname(here)
    relative = posixpath.relpath(to.rstrip("/") or ".", base.rstrip("/") or ".")
    if directory_urls:
        relative = relative + "/" if relative != "." else "./"
    return relative + hash_
