"""Macros about the sheets to print: the PDF of a sheet, which the build makes from its page (kb/sheets)."""

from __future__ import annotations

from markupsafe import Markup

from kb.faults import advice
from kb.macros.registry import Mistake, macro
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
