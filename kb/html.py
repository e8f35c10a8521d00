"""Checks on the built pages: links, anchors, ids, requests to other hosts, figures without a citation, leftovers of templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

from kb.faults import Fault, nearest

#: attributes that make a browser load something when the page opens
_LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data")}
_LINKS_THAT_LOAD = {"stylesheet", "icon", "preload", "preconnect", "modulepreload", "dns-prefetch"}
_LEFTOVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|Macro (?:Rendering|Syntax) Error")
_STUB = re.compile(r"[Ll]orem ipsum|\bTODO\b|\bTBD\b|[Cc]oming soon|[Uu]nder construction|[Pp]laceholder page")


@dataclass
class Built:
    """A built page: its path in the site, its tree, its ids."""

    path: str
    tree: lxml.html.HtmlElement
    ids: list[str]


def read(site: Path) -> dict[str, Built]:
    """Every HTML page of a built site."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        tree = lxml.html.fromstring(path.read_bytes())
        relative = path.relative_to(site).as_posix()
        pages[relative] = Built(relative, tree, [str(id) for id in tree.xpath("//@id")])
    return pages


def check(site: Path) -> list[Fault]:
    """All faults of a built site."""
    pages = read(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults: list[Fault] = []
    for page in pages.values():
        if page.path == "404.html":
            continue
        faults += _ids(page)
        faults += _links(page, pages, files)
        faults += _other_hosts(page)
        faults += _content(page)
    return faults


def _fault(page: Built, element: lxml.html.HtmlElement | None, rule: str, what: str, fix: str) -> Fault:
    return Fault(f"site/{page.path}", (element.sourceline or 1) if element is not None else 1, rule, what, fix)


def _ids(page: Built) -> Iterator[Fault]:
    for id, count in Counter(page.ids).items():
        if count > 1:
            element = page.tree.xpath("//*[@id=$id]", id=id)[1]
            yield _fault(page, element, "duplicate-id", f"the id `{id}` stands twice on the page", "show the record once on its home page, or give one heading another anchor.")


def _links(page: Built, pages: dict[str, Built], files: set[str]) -> Iterator[Fault]:
    for element in page.tree.iter("a", "link", "img", "script", "source"):
        address = element.get("href") or element.get("src")
        if not address or (element.tag == "link" and element.get("rel") in ("canonical", "prev", "next")):
            continue
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        if parts.path.startswith("/"):
            yield _fault(page, element, "absolute-link", f"`{address}` starts at the root of the host", "link relatively, or the offline bundle breaks.")
            continue
        target = _resolve(page.path, unquote(parts.path), files)
        if target is None:
            yield _fault(page, element, "dead-link", f"`{address}` leads nowhere", "correct the link.")
        elif parts.fragment and target in pages:
            wanted = unquote(parts.fragment)
            if wanted not in pages[target].ids and wanted != "__top":
                close = nearest(wanted, pages[target].ids)
                yield _fault(page, element, "dead-anchor", f"`{address}`: {target} has no anchor `{wanted}`", f"did you mean `{close}`?" if close else "show the record on that page, or correct the link.")


def _resolve(page: str, path: str, files: set[str]) -> str | None:
    """The file that a relative address on ``page`` leads to."""
    if not path:
        return page
    base = page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not base:
                return None
            base.pop()
        elif part not in ("", "."):
            base.append(part)
    target = "/".join(base)
    for candidate in (target, f"{target}/index.html".lstrip("/")):
        if candidate in files:
            return candidate
    return None


def _other_hosts(page: Built) -> Iterator[Fault]:
    loads = [(element, element.get(name)) for tag, name in _LOADS for element in page.tree.iter(tag)]
    loads += [(element, element.get("href")) for element in page.tree.iter("link") if element.get("rel") in _LINKS_THAT_LOAD]
    for element, address in loads:
        if address and urlsplit(address).netloc:
            yield _fault(page, element, "other-host", f"the page loads {address}", "ship the file with the site.")


def _content(page: Built) -> Iterator[Fault]:
    article = page.tree.find(".//article")
    if article is None:
        return
    if page.path.startswith("contribute/"):
        return
    text = article.text_content()
    for pattern, rule, fix in ((_LEFTOVER, "leftover", "mend the macro or template."), (_STUB, "stub", "write the page, or leave it out.")):
        found = pattern.search(text)
        if found:
            yield _fault(page, None, rule, f"`{found.group(0)[:60]}` stands on the page", fix)
    for figure in article.find_class("figure"):
        block = next((a for a in figure.iterancestors() if a.tag in ("p", "li", "td", "dd", "th", "figcaption", "dt")), None)
        if block is None or not block.find_class("cite"):
            yield _fault(page, figure, "uncited", f"the figure `{figure.text_content()}` has no citation in its paragraph", "add cite(…) to the sentence.")
