"""Macros for the sheets to print: the PDF of a sheet, which the build makes from its page (kb/sheets), and lists that save room."""

from __future__ import annotations

from markupsafe import Markup

from kb.faults import advice
from kb.macros.registry import Mistake, block, macro, selected
from kb.view import View


@macro
def pdf_of(view: View, name: str | None = None, text: str = "This sheet as a PDF, to print") -> Markup:
    """A link to the PDF of a sheet; without a name, of the sheet that the page is. Not printed.

    Example: pdf_of("warning-signs", "Warning signs as a PDF")
    """
    names = sorted(path.removeprefix("sheets/").removesuffix(".md") for path in view.site.pages if path.startswith("sheets/") and path != "sheets/index.md")
    own = view.path.removeprefix("sheets/").removesuffix(".md")
    name = name or own
    if name not in names:
        raise Mistake("unknown-id", f"there is no sheet `{name}`", advice(name, names, "name a page of docs/sheets/."))
    return Markup('<a class="sheet-pdf" href="{}" type="application/pdf" download>{}</a>').format(view.file_url(f"sheets/{name}.pdf"), text)


@macro
def words_to_show(view: View, *groups: str) -> Markup:
    """Thai words of these groups, or single ones by their ids, beside the English, in a list that takes little room; words that were not found are left to the page of all words.

    Example: words_to_show("emergency", "tw-spine")
    """
    if not groups:
        raise Mistake("unknown-argument", "no group of words", 'name one or more: words_to_show("emergency", "signs").')
    single = view.knowledge.kinds["thai_words"]
    rows = [row for group in groups for row in ([single[group]] if group in single else selected(view, "thai_words", {"group": group}))]
    shown = [(row.english, row.thai or (view.knowledge.get("bodies", row.body).thai_name if row.body else None)) for row in rows]
    items = Markup("").join(Markup('<li>{}: <strong lang="th">{}</strong></li>').format(english, thai) for english, thai in shown if thai)
    return block(Markup('<ul class="words-to-show">{}</ul>').format(items))
