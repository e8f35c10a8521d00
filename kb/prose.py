"""Rules for the words in ``docs/``: quantities come from macros, front matter is closed, plain words are used."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb import yamlfile
from kb.faults import Fault, advice
from kb.load import ROOT
from kb.pages import FRONT_MATTER, Page

_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{[:#.][^}\n]*\}")
_TAG = re.compile(r"<[^>\n]+>")
_ORDERED = re.compile(r"^\s*\d+\. ", re.M)

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens "
    "half halve halved third thirds quarter quarters twice thrice double doubled triple tripled percent percentage"
).split()
_QUANTITY = re.compile(r"[\w.,%]*\d[\w.,%]*|\b(?:" + "|".join(_NUMBER_WORDS) + r")\b", re.I)

#: words that a plain, fair page does without, and what to write
_AVOID = {
    r"\be\.g\.": "for example",
    r"\bi\.e\.": "that is",
    r"\betc\.": "and so on",
    r"\bvia\b": "through, by",
    r"\bscam\w*": "say what was shown and what was not",
    r"\bquack\w*": "say what was shown and what was not",
    r"\bgullible\b": "respect the reader who hopes",
    r"\bmiracle\w*": "name the claim in plain words",
    r"\breviewed by (?:a |our )?(?:doctor|clinician|physician|medical|expert)\w*": "no clinician has reviewed the site: say so",
}


@dataclass(frozen=True)
class Exception_:
    """A word that a page may hold although a rule forbids it; it needs a reason and ends on a day."""

    page: str
    text: str
    reason: str
    until: str
    line: int


def exceptions(path: Path | None = None) -> tuple[list[Exception_], list[Fault]]:
    """The exceptions of ``prose-exceptions.yml`` and the faults in that file."""
    path = path or ROOT / "prose-exceptions.yml"
    shown = "prose-exceptions.yml"
    if not path.exists():
        return [], []
    rows, lines, faults = yamlfile.read(path, shown)
    found = []
    for index, row in enumerate(rows or []):
        line = lines.get((index,), 1)
        if set(row) != {"page", "text", "reason", "until"} or not all(row.values()):
            faults.append(Fault(shown, line, "exception", "an exception needs page, text, reason and until", "fill all four."))
            continue
        found.append(Exception_(row["page"], row["text"], row["reason"], row["until"], line))
    return found, faults


def _blank(match: re.Match) -> str:
    return re.sub(r"[^\n]", " ", match.group(0))


def without_macros(text: str) -> str:
    """A page without its macro calls."""
    return _MACRO.sub(" ", text)


def words_of(page: Page) -> str:
    """The page without macros, code, comments, link targets and tags; lines and columns stay where they are."""
    text = page.body
    for pattern in (_COMMENT, _FENCE, _MACRO, _CODE, _LINK, _ATTRIBUTES, _TAG, _ORDERED):
        text = pattern.sub(_blank, text)
    return text


def check(pages: dict[str, Page], macro_names: set[str], today: datetime.date | None = None, listed: list[Exception_] | None = None) -> Iterator[Fault]:
    """The faults in the words of all pages. ``listed`` are the exceptions (default: those of the project)."""
    today = today or datetime.date.today()
    if listed is None:
        listed, faults = exceptions()
        yield from faults
    used = set()
    for page in pages.values():
        yield from _front_matter(page, macro_names)
        text = words_of(page)
        quantities = () if page.path.startswith("contribute/") else _QUANTITY.finditer(text)
        for match in quantities:
            allowed = next((e for e in listed if e.page in (page.path, "*") and e.text.lower() in _around(text, match).lower()), None)
            if allowed:
                used.add(allowed)
                continue
            line = text.count("\n", 0, match.start()) + 1
            yield Fault(f"docs/{page.path}", line, "quantity", f"the quantity `{match.group(0)}` is typed into prose", 'bring it from data/ with n("…", "…") and cite it, or say it without a number.')
        for pattern, instead in _AVOID.items():
            for match in re.finditer(pattern, text, re.I):
                line = text.count("\n", 0, match.start()) + 1
                yield Fault(f"docs/{page.path}", line, "plain", f"`{match.group(0)}`", f"{instead}.")
    for each in listed:
        if each.until < today.isoformat():
            yield Fault("prose-exceptions.yml", each.line, "exception", f"the exception for `{each.text}` ended on {each.until}", "mend the page, or argue a new date.")
        elif each not in used:
            yield Fault("prose-exceptions.yml", each.line, "exception", f"`{each.text}` on {each.page} is no longer needed", "remove the exception.")


def _around(text: str, match: re.Match) -> str:
    """The match with a few words on both sides, on one line."""
    return " ".join(text[max(0, match.start() - 40) : match.end() + 40].split())


def _front_matter(page: Page, macro_names: set[str]) -> Iterator[Fault]:
    shown = f"docs/{page.path}"
    for key in page.meta:
        if key in macro_names:
            yield Fault(shown, 2, "front-matter", f"`{key}` is the name of a macro, which it would replace on this page", "rename the key.")
        elif key not in FRONT_MATTER:
            yield Fault(shown, 2, "front-matter", f"`{key}` is no key of the front matter", advice(key, FRONT_MATTER, "remove it."))
    for key in ("title", "description"):
        if not page.meta.get(key):
            yield Fault(shown, 1, "front-matter", f"the page has no `{key}`", f"add `{key}: …` between the two --- lines at the top.")
