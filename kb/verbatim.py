"""A Markdown extension: what macros wrote as HTML reaches the page as it is.

Markdown would read such HTML tag by tag only to put it back unchanged, which took a third of a build. Here it goes to
the store for finished HTML in one piece (``htmlStash`` of Python-Markdown). Without the extension the marks are HTML
comments, and the page is the same.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

OPEN, CLOSE = "<!--finished-->", "<!--/finished-->"
_FINISHED = re.compile(f"^{OPEN}\n(.*?)\n{CLOSE}$", re.M | re.S)
_CELLS = re.compile(r"(</(?:td|th|dt|dd|text|title|desc)>)(?=<)")


def marked(html: str) -> str:
    """``html`` between marks, each on a line of its own; marks inside it, as in an example of a macro, are taken out.

    What ends a cell ends a line: the search takes the tags away and would read the last word of one cell and the first of the
    next as one (``cells20``). Nobody types such words, and the theme's search fails on some of them.
    """
    return f"{OPEN}\n{_apart(unmarked(html))}\n{CLOSE}"


def _apart(html: str) -> str:
    return _CELLS.sub(r"\1\n", html)


def unmarked(html: str) -> str:
    """``html`` without the marks."""
    return html.replace(f"{OPEN}\n", "").replace(f"\n{CLOSE}", "")


class _Finished(Preprocessor):
    """Puts what stands between marks into the store, and its place-holder into the text."""

    def run(self, lines: list[str]) -> list[str]:
        text = _FINISHED.sub(lambda found: self.md.htmlStash.store(found[1]), "\n".join(lines))
        return text.split("\n")


class VerbatimExtension(Extension):
    """``kb.verbatim`` in ``markdown_extensions``."""

    def extendMarkdown(self, md: Markdown) -> None:  # the name is Python-Markdown's
        # after line ends are made alike (30), before anything that reads HTML (mkdocs_raw_html 21, html_block 20)
        md.preprocessors.register(_Finished(md), "verbatim", 29)


def makeExtension(**settings) -> VerbatimExtension:  # the name is Python-Markdown's
    return VerbatimExtension(**settings)
