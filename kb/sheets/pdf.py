"""A PDF that says what its parts are: text marked as headings and paragraphs in reading order, with its language; rules as ornament."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences
from fpdf.structure_tree import StructElem

from kb.sheets.lines import FAMILIES, FONTS, Line

#: the date of a sheet whose page gives none: the same in every build, so that equal sheets make equal files
_NO_DATE = datetime(2000, 1, 1, tzinfo=timezone.utc)


class Part:
    """A part of the text (``H1``, ``P``, …) whose lines belong together, on whatever page or column they stand."""

    def __init__(self, role: str):
        self.role = role
        self.elements: dict[int, StructElem] = {}


class Pdf(FPDF):
    """An A4 document, measured in points, with the fonts that its text needs."""

    def __init__(self, title: str, language: str, author: str, changed: str | None):
        super().__init__(unit="pt", format="A4")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.set_title(title)
        self.set_lang(language)
        self.set_author(author)
        self.set_creator("fpdf2")
        self.set_creation_date(datetime.strptime(changed, "%Y-%m").replace(tzinfo=timezone.utc) if changed else _NO_DATE)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def face(self, family: str, bold: bool, size: float) -> None:
        """Chooses a font; one that is not used is not in the file."""
        if family + ("B" if bold else "") not in self.fonts:
            self.add_font(family, "B" if bold else "", FONTS / FAMILIES[family][bold])
        self.set_font(family, "B" if bold else "", size)

    @contextmanager
    def part(self, part: Part) -> Iterator[None]:
        """Marks what is written as belonging to ``part``; an element for each page that it stands on."""
        builder = self.struct_builder
        page = builder.spid_per_page_number.get(self.page)
        mark = len(builder.struct_tree_root.parent_tree.nums[page]) if page is not None else 0
        if self.page in part.elements:
            part.elements[self.page].k.append(mark)
            builder.struct_tree_root.parent_tree.nums[page].append(part.elements[self.page])
        else:
            part.elements[self.page], page = builder.add_marked_content(page_number=self.page, struct_type=f"/{part.role}", mcid=mark)
            self.pages[self.page].struct_parents = page
        self._out(f"/{part.role} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """Marks what is drawn as no part of the text."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def rule(self, x: float, y: float, to_x: float, to_y: float, thickness: float = 0.5) -> None:
        """A straight black line."""
        with self.ornament():
            self.set_line_width(thickness)
            self.line(x, y, to_x, to_y)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A black area."""
        with self.ornament():
            self.set_fill_color(0)
            self.rect(x, y, width, height, style="F")

    def write_line(self, line: Line, x: float, baseline: float, white: bool = False) -> None:
        """One line of text from ``x`` on; addresses outside the site can be followed."""
        self.set_text_color(255 if white else 0)
        for piece in line.pieces():
            self.face(piece.family, piece.bold, piece.size)
            if piece.family == "thai":
                self._write_thai(piece.text, x, baseline, piece.width, piece.size)
            else:
                self.text(x, baseline, piece.text)
            if piece.link:
                self.link(x, baseline - piece.size, piece.width, piece.size * 1.25, piece.link)
            x += piece.width
        self.set_text_color(0)

    def _write_thai(self, text: str, x: float, baseline: float, width: float, size: float) -> None:
        """Thai needs shaping: marks stand at heights that depend on what is below. The letters as typed go with it, for search and copy."""
        letters = (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
        self._out(f"/Span <</Lang (th) /ActualText <{letters}>>> BDC")
        self.set_text_shaping(True)
        self.set_xy(x, baseline - 0.8 * size)  # where fpdf2 puts the baseline of a cell as high as its text
        self.cell(width, size, text)
        self.set_text_shaping(False)
        self._out("EMC")
