"""Checks on the built pages: links, anchors, ids, requests to other hosts, figures without a citation, leftovers of templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import lxml.html

from kb import parallel
from kb.faults import Fault, nearest

#: attributes that make a browser load something when the page opens
_LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data")}
_LINKS_THAT_LOAD = {"stylesheet", "icon", "preload", "preconnect", "modulepreload", "dns-prefetch"}
#: an address with a scheme (https:, mailto:) or a host
_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_LEFTOVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|Macro (?:Rendering|Syntax) Error")
_STUB = re.compile(r"[Ll]orem ipsum|\bTODO\b|\bTBD\b|[Cc]oming soon|[Uu]nder construction|[Pp]laceholder page")


@dataclass(frozen=True)
class Page:
    """A built page: its path in the site and its tree."""

    path: str
    tree: lxml.html.HtmlElement


@dataclass(frozen=True)
class Read:
    """What was read from a built page: its ids, the links that lead into the site with their lines, its own faults, and what its tables can be filtered by."""

    path: str
    ids: frozenset[str]
    links: dict[str, int]
    faults: list[Fault]
    choices: frozenset[tuple[str, str]] = frozenset()


def read(site: Path, path: str) -> Read:
    """One page of a built site, and all that is wrong with it by itself."""
    page = Page(path, lxml.html.fromstring((site / path).read_bytes()))
    ids = [str(id) for id in page.tree.xpath("//@id")]
    if path == "404.html":
        return Read(path, frozenset(ids), {}, [])
    links = _links(page)
    faults = [*_ids(page, ids), *_absolute(page, links), *_other_hosts(page), *_content(page)]
    return Read(path, frozenset(ids), links, faults, _choices(page))


def check(site: Path, beside: Callable[[], list[Fault]] | None = None) -> list[Fault]:
    """All faults of a built site; and those of ``beside``, work that is done meanwhile and may add files that pages link to."""
    # the largest pages first, so that no processor waits for one at the end
    paths = sorted((path.relative_to(site).as_posix() for path in site.rglob("*.html")), key=lambda name: -(site / name).stat().st_size)
    first, *read_pages = parallel.run_all([beside or list, *(partial(read, site, path) for path in paths)])
    pages = {page.path: page for page in read_pages}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    faults = first + [fault for page in pages.values() for fault in page.faults]
    return faults + [fault for page in pages.values() for fault in _dead(page, pages, files)]


def _fault(page: Page | Read, line: int | None, rule: str, what: str, fix: str) -> Fault:
    return Fault(f"site/{page.path}", line or 1, rule, what, fix)


def _ids(page: Page, ids: list[str]) -> Iterator[Fault]:
    for id, count in Counter(ids).items():
        if count > 1:
            line = page.tree.xpath("//*[@id=$id]", id=id)[1].sourceline
            yield _fault(page, line, "duplicate-id", f"the id `{id}` stands twice on the page", "show the record once on its home page, or give one heading another anchor.")


def _links(page: Page) -> dict[str, int]:
    """Addresses without a host, each with the line where it stands first."""
    found: dict[str, int] = {}
    for element in page.tree.iter("a", "link", "img", "script", "source"):
        address = element.get("href") or element.get("src")
        if address and not (element.tag == "link" and element.get("rel") in ("canonical", "prev", "next")):
            if address not in found and not _HOST.match(address):
                found[address] = element.sourceline or 1
    return found


def _choices(page: Page) -> frozenset[tuple[str, str]]:
    """The filters of the tables of a page with their values, as ``overrides/assets/tables.js`` offers them and reads them from an address."""
    found = set()
    for box in page.tree.xpath("//*[@data-filters]"):
        for key in (named.split(":")[0] for named in box.get("data-filters").split(",")):
            found |= {(key, value) for row in box.xpath(f".//tr[@data-{key}]") for value in row.get(f"data-{key}").split("|")}
    return frozenset(found)


def _absolute(page: Page, links: dict[str, int]) -> Iterator[Fault]:
    for address, line in links.items():
        if address.startswith("/"):
            yield _fault(page, line, "absolute-link", f"`{address}` starts at the root of the host", "link relatively, or the offline bundle breaks.")


def _dead(page: Read, pages: dict[str, Read], files: set[str]) -> Iterator[Fault]:
    for address, line in page.links.items():
        parts = urlsplit(address)
        if address.startswith("/"):
            continue
        target = _resolve(page.path, unquote(parts.path), files)
        if target is None:
            yield _fault(page, line, "dead-link", f"`{address}` leads nowhere", "correct the link.")
        elif parts.fragment and target in pages:
            wanted = unquote(parts.fragment)
            if parts.fragment.startswith("?"):
                for choice in set(parse_qsl(parts.fragment[1:])) - pages[target].choices:
                    yield _fault(page, line, "dead-filter", f"`{address}`: no table of {target} has a row with {choice[0]} `{choice[1]}`", "correct the link: a filter takes the words of the table.")
            elif wanted not in pages[target].ids and wanted != "__top":
                close = nearest(wanted, pages[target].ids)
                yield _fault(page, line, "dead-anchor", f"`{address}`: {target} has no anchor `{wanted}`", f"did you mean `{close}`?" if close else "show the record on that page, or correct the link.")


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


def _other_hosts(page: Page) -> Iterator[Fault]:
    loads = [(element, element.get(name)) for tag, name in _LOADS for element in page.tree.iter(tag)]
    loads += [(element, element.get("href")) for element in page.tree.iter("link") if element.get("rel") in _LINKS_THAT_LOAD]
    for element, address in loads:
        if address and urlsplit(address).netloc:
            yield _fault(page, element.sourceline, "other-host", f"the page loads {address}", "ship the file with the site.")


def _content(page: Page) -> Iterator[Fault]:
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
            yield _fault(page, figure.sourceline, "uncited", f"the figure `{figure.text_content()}` has no citation in its paragraph", "add cite(…) to the sentence.")
