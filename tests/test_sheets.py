"""The sheets as PDF files: one or two pages, the text of the page, letters that can be read, and refusal of what does not fit."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import lxml.html
import pypdf
import pytest

from kb import sheets
from kb.sheets import article, layout

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.stem for path in (ROOT / "docs" / "sheets").glob("*.md"))

PAGE = """<!doctype html><html lang="en"><body><article>
<h1 id="t">A sheet<a class="headerlink" href="#t">¶</a></h1>
<div class="admonition"><p class="admonition-title">Short answer</p><p><strong>Ask first.</strong> Then wait.</p></div>
<p class="sheet" data-paper-tick="lists rows" data-paper-without="Why">A sheet to print. <a class="sheet-pdf" href="../x.pdf">As a PDF</a></p>
<h2>Said by whom</h2>
<p>แพทยสภา is the council. Nobody knew. <span class="cites"><a class="cite" href="../r/#a">Pers and others 2024<span class="cite-note"> (a trial)</span></a></span>
<span class="badge"><span aria-hidden="true">●○○○</span> Very low certainty</span> น้ำ</p>
<ul><li>First <em>thing</em><ul><li>Inner thing</li></ul></li><li>Second thing</li></ul>
<div class="signs"><div class="signs-group signs-now"><p class="signs-head"><span class="badge">■ Go now</span> <span class="signs-means">At once.</span></p><ul><li>Fever ≥ 38</li></ul></div></div>
<table><caption>Listen</caption><thead><tr><th>Ask</th><th>Why</th><th>Clear</th></tr></thead>
<tbody><tr><th scope="row">Who?</th><td>Left out reason</td><td>A name</td></tr></tbody></table>
<details><summary>More of it</summary><p>Folded text</p></details>
<form><fieldset class="value"><legend>Less pain</legend><label><input type="radio"> a lot</label><label><input type="radio"> not</label></fieldset>
<label class="note">What I hope<textarea rows="2"></textarea></label><button>Send</button></form>
<p class="fill">Doctor: ______________</p>
<h2>Sources</h2>
<p class="checked">Sources last checked: November 2026.</p>
<p class="cite-line">Cite this page: Contributors to A Site. <cite>A sheet</cite>. Edition of November 2026. CC BY 4.0.</p>
<details><summary>All sources</summary><ul class="references"><li><a href="../r/#a">Pers and others 2024</a>. Pers YM. A long title. <a href="https://doi.org/10.1136/x">doi:10.1136/x</a><span class="sub">trial</span></li>
<li><a href="../r/#b">The Paper, 2025</a>. News. <a href="https://www.example.org/a/b">Open the source</a>.</li></ul></details>
<aside class="site-note"><p>Not advice. No clinician has reviewed this site yet.</p><p>Changed <time datetime="2026-11">November 2026</time>.</p></aside>
<script>alert("no")</script>
</article></body></html>"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes a page as the sheet ``a`` of a site and makes its PDF (with a cache of its own). Returns the PDF."""
    monkeypatch.setattr(sheets, "CACHE", tmp_path / "cache")

    def write(html: str = PAGE) -> pypdf.PdfReader:
        page = tmp_path / "site" / "sheets" / "a" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(html, encoding="utf-8")
        (file,) = sheets.write(tmp_path / "site")
        assert file == tmp_path / "site" / "sheets" / "a.pdf"
        return pypdf.PdfReader(io.BytesIO(file.read_bytes()))

    return write


def text_of(pdf: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def squeezed(text: str) -> str:
    """Text without what a break of a line changes."""
    return re.sub(r"\s+", "", text)


def refusal(written, html: str) -> str:
    with pytest.raises(sheets.Refused) as refused:
        written(html)
    assert str(refused.value) == "\n".join(map(str, refused.value.faults))
    return str(refused.value)


# ----- what is on paper


def test_the_text_of_the_page_is_on_paper(written):
    text = squeezed(text_of(written()))
    for part in (
        "A sheet", "Short answer", "Ask first. Then wait.", "is the council. Nobody knew. [Pers and others 2024] ●○○○ Very low certainty",
        "☐ First thing", "☐ Inner thing", "☐ Second thing", "■ Go now – At once.", "• Fever ≥ 38".replace("•", "☐"), "Listen", "Who?", "A name", "More of it", "Folded text",
        "Less pain", "○ a lot", "○ not", "What I hope", "Doctor:", "Sources last checked: November 2026.", "Pers and others 2024. Pers YM. A long title. doi:10.1136/x trial",
        "The Paper, 2025. News. example.org/a/b", "Not advice.",
    ):  # fmt: skip
        assert squeezed(part) in text, part


def test_what_paper_cannot_use_is_not_on_it(written):
    text = text_of(written())
    for part in ("¶", "(a trial)", "As a PDF", "All sources", "alert", "Send", "____", "Cite this page", "A sheet to print"):
        assert part not in text


def test_what_is_left_out_is_said(written):
    text = text_of(written())
    assert "Left out reason" not in text
    assert "On the page of this sheet, but not on paper: “Why”." in " ".join(text.split())


def test_folded_parts_come_before_the_sources(written):
    text = text_of(written())
    assert text.index("What I hope") < text.index("Folded text") < text.index("Sources last checked")


def test_each_page_says_that_nobody_has_reviewed_it(written):
    pdf = written(PAGE.replace("<p class=\"fill\">", "<p>" + "Long text. " * 900 + "</p><p class=\"fill\">"))
    assert len(pdf.pages) == 2
    for number, page in enumerate(pdf.pages, 1):
        text = page.extract_text()
        assert f"Page {number} of 2" in text and "No clinician has reviewed this site yet." in text
        assert "Contributors to A Site. A sheet. Edition of November 2026. CC BY 4.0." in text


def test_the_file_says_what_it_is(written):
    pdf = written()
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == "A sheet" and pdf.metadata.author == "Contributors to A Site"
    assert pdf.metadata.creation_date.strftime("%Y-%m") == "2026-11"
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [entry.title for entry in flat(pdf.outline)] == ["A sheet", "Said by whom", "More of it", "Sources"]
    kinds = [element.get_object()["/S"] for element in root["/StructTreeRoot"]["/K"][0]["/K"]]
    assert kinds[0] == "/H1" and kinds.count("/H2") == 3 and "/P" in kinds and "/Figure" not in kinds


def flat(outline) -> list:
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


def test_addresses_can_be_followed(written):
    links = [each.get_object()["/A"]["/URI"] for page in written().pages for each in page["/Annots"]]
    assert links == ["https://doi.org/10.1136/x", "https://www.example.org/a/b"]


def test_thai_is_shaped_and_can_be_searched(written):
    pdf = written()
    content = pdf.pages[0].get_contents().get_data()
    for word in ("แพทยสภา", "น้ำ"):
        typed = (b"\xfe\xff" + word.encode("utf-16-be")).hex().upper().encode()
        assert b"/Lang (th) /ActualText <" + typed + b">" in content
    assert "แพทยสภา" in text_of(pdf)
    assert any("NotoSansThai" in font["/BaseFont"] for font in fonts(pdf))
    # น้ำ: its tone mark and the ring of its vowel stand at heights that only shaping gives, so glyphs are moved
    thai = content.split("น้ำ".encode("utf-16-be").hex().upper().encode())[1].split(b"EMC")[0]
    assert b"Ts" in thai or thai.count(b"Td") + thai.count(b"Tm") > 1


def fonts(pdf: pypdf.PdfReader) -> list:
    return [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]


def test_fonts_are_in_the_file_and_only_those_used(written):
    assert all(font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object().get("/FontFile2") for font in fonts(written()))
    assert not any("Thai" in font["/BaseFont"] for font in fonts(written(PAGE.replace("แพทยสภา", "").replace("น้ำ", ""))))


def check_paper(pdf: pypdf.PdfReader) -> None:
    """One or two pages of A4, text inside the margins and not under 7.5 points, black, white and nothing else."""
    assert 1 <= len(pdf.pages) <= 2
    for page in pdf.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        places, sizes = [], set()

        def note(text, matrix, place, font, size, places=places, sizes=sizes):
            if text.strip():
                places.append((place[4], place[5]))
                sizes.add(size)

        page.extract_text(visitor_text=note)
        assert places and min(sizes) >= 7.5
        assert all(30 <= x <= 565 and 20 <= y <= 815 for x, y in places if (x, y) != (0, 0))
        content = page.get_contents().get_data().decode("latin-1")
        assert not re.search(r"\b(rg|RG|k|K|scn|SCN|sh)\b", re.sub(r"\((?:\\.|[^\\)])*\)", "", content, flags=re.S))
        assert {float(grey) for grey in re.findall(r"([\d.]+) [gG]\b", re.sub(r"\((?:\\.|[^\\)])*\)", "", content, flags=re.S))} <= {0.0, 1.0}


def test_paper(written):
    check_paper(written())


# ----- what is refused


def test_a_sheet_that_is_too_long_is_refused(written, tmp_path):
    message = refusal(written, PAGE.replace("<h2>Sources", "<p>A paragraph of some words that takes a line or two of the page.</p>" * 200 + "<h2>Sources"))
    assert re.fullmatch(r"docs/sheets/a\.md:1: \[sheet-too-long\] the sheet takes [3-9] pages of A4, more than 2, even at 7\.75 points with the sources in short\. Fix: shorten it, .*", message)
    assert not (tmp_path / "site" / "sheets" / "a.pdf").exists()


def test_a_row_higher_than_a_page_is_refused(written):
    assert "[sheet-too-long]" in refusal(written, PAGE.replace("A name", "Many words in one cell. " * 2000))


def test_an_element_without_a_form_on_paper_is_refused(written):
    message = refusal(written, PAGE.replace("<h2>Sources", '<p>Look <img src="x.png" alt=""></p><h2>Sources'))
    assert message.startswith("docs/sheets/a.md:1: [sheet-element] <img> of the built page (its line ")


def test_of_a_drawing_its_sentence_is_on_paper(written):
    figure = '<figure class="plot"><p class="plot-finding">What it shows</p><svg viewBox="0 0 9 9"><title>T</title><text x="0" y="5">tiny letters</text></svg><figcaption>Own drawing.</figcaption></figure>'
    text = text_of(written(PAGE.replace("<h2>Sources", figure + "<h2>Sources")))
    assert "What it shows" in text and "tiny letters" not in text and "Own drawing" not in text


def test_a_letter_without_a_shape_is_refused(written):
    assert "docs/sheets/a.md:1: [sheet-letter] no font has a shape for 漢 (U+6F22)." in refusal(written, PAGE.replace("Nobody knew", "漢 Nobody knew"))


# ----- sizes and places


def test_long_sheets_get_smaller_then_short_sources(written):
    def size(html):
        sheet = article.read(lxml.html.fromstring(html).find(".//article"), "a")
        placed = layout.arranged(sheet)
        return layout.pages_of(placed), max(each.strip.height for each in placed)

    more = "<p>A paragraph of some words that takes a line or two of the page, and then some more words after that.</p>"
    pages, tall = size(PAGE)
    assert pages == 1
    pages_longer, less_tall = size(PAGE.replace("<h2>Sources", more * 50 + "<h2>Sources"))
    assert pages_longer == 2 and less_tall <= tall * 1.1
    full = PAGE.replace("</ul></details>\n<aside", "<li><a>One, 2020</a>. A title of many words that says what it was. <a href='https://doi.org/10.1/y'>doi:10.1/y</a></li>" * 150 + "</ul></details>\n<aside")
    text = " ".join(text_of(written(full)).split())
    assert "Each source by its name and where to find it" in text and "One, 2020: doi:10.1/y;" in text and "A title of many words" not in text


def test_no_line_is_wider_than_its_room():
    runs = (article.Run("A averylongwordthatfitsonnolineatall" * 3), article.Run(" https://example.org/" + "x" * 90, link="https://example.org"), article.Run(" ที่ปรึกษาแพทยสภากรมสนับสนุนบริการสุขภาพ", bold=True))
    from kb.sheets.lines import lines

    broken = lines(runs, 120, 10, 8)
    assert len(broken) > 5
    assert all(sum(piece.width for piece in line.pieces()) <= 120.5 for line in broken)
    assert squeezed("".join(piece.text for line in broken for piece in line.pieces())) == squeezed("".join(run.text for run in runs))


def test_a_heading_is_not_left_alone():
    strips = [layout.Strip(10, None) for _ in range(9)] + [layout.Strip(10, None, keep=True), layout.Strip(10, None)]
    placed = layout.paginate([layout.Band(1, strips)], layout.TOP + 100)
    assert [each.page for each in placed] == [1] * 9 + [2] * 2


def test_the_head_of_a_table_is_repeated():
    head = layout.Strip(10, None, keep=True)
    rows = [layout.Strip(10, None, repeat=head) for _ in range(14)]
    placed = layout.paginate([layout.Band(1, [head, *rows])], layout.TOP + 100)
    assert [each.page for each in placed if each.strip is head] == [1, 2]


def group(heading: str, question: str, caption: str | None = None) -> str:
    """A heading of a sheet and the table under it."""
    return f"<h2>{heading}</h2><table><caption>{caption or heading}</caption><thead><tr><th>Ask</th><th>Clear</th></tr></thead><tbody><tr><th>{question}</th><td>A name</td></tr></tbody></table>"


def test_tables_under_headings_that_are_their_captions_become_one(written):
    html = PAGE.replace("<h2>Sources", group("The law", "Is it allowed?") + group("The money", "Who pays?") + "<h2>Sources")
    (table,) = [block for block in article.read(lxml.html.fromstring(html).find(".//article"), "a").blocks if isinstance(block, article.Table) and block.groups]
    assert [(row, article.plain(heading.runs)) for row, heading in table.groups] == [(0, "The law"), (1, "The money")]
    assert [article.plain(row[0]) for row in table.rows] == ["Is it allowed?", "Who pays?"] and table.tick
    pdf = written(html)
    text = squeezed(text_of(pdf))
    assert text.index("AskClear") < text.index("Thelaw") < text.index("Isitallowed?") < text.index("Themoney") < text.index("Whopays?")
    assert text.count("AskClear") == 2, "once for the first table of the page, once for the two that became one"
    assert [entry.title for entry in flat(pdf.outline)][2:4] == ["The law", "The money"]


def test_a_table_whose_heading_is_its_caption_needs_only_a_label():
    labelled = [group(heading, ask).replace(f"<table><caption>{heading}</caption>", f'<table aria-label="{heading}">') for heading, ask in (("The law", "Is it allowed?"), ("The money", "Who pays?"))]
    html = PAGE.replace("<h2>Sources", "".join(labelled) + "<h2>Sources")
    (table,) = [block for block in article.read(lxml.html.fromstring(html).find(".//article"), "a").blocks if isinstance(block, article.Table) and block.groups]
    assert [(row, article.plain(heading.runs)) for row, heading in table.groups] == [(0, "The law"), (1, "The money")]


def test_a_table_with_a_caption_of_its_own_stays_apart():
    html = PAGE.replace("<h2>Sources", group("The law", "Is it allowed?") + group("The money", "Who pays?", "Another caption") + "<h2>Sources")
    tables = [block for block in article.read(lxml.html.fromstring(html).find(".//article"), "a").blocks if isinstance(block, article.Table)]
    assert [(table.caption, len(table.groups)) for table in tables] == [("Listen", 0), ("", 1), ("Another caption", 0)]


def test_columns_are_balanced():
    strips = [layout.Strip(10, None) for _ in range(10)]
    placed = layout.paginate([layout.Band(2, strips)], layout.TOP + 500)
    assert len({each.x for each in placed}) == 2 and max(each.y for each in placed) == layout.TOP + 40


def test_long_answers_and_labels_stand_below(written):
    answers = "".join(f"<label><input type='radio'> I would rather do thing number {n}, which takes some words to say</label>" for n in range(4))
    html = PAGE.replace("<form>", f"<form><fieldset class='value'><legend>Which of these</legend>{answers}</fieldset>").replace("Doctor:", "A label of so many words " * 8 + "end:")
    pdf = written(html)
    text = squeezed(text_of(pdf))
    assert all(squeezed(f"○ I would rather do thing number {n}, which takes some words to say") in text for n in range(4))
    assert squeezed("A label of so many words " * 8 + "end:") in text and squeezed("Less pain ○ a lot ○ not") in text
    check_paper(pdf)


def test_short_words_stand_in_columns(written):
    words = "".join(f'<li>Word {n}: <strong lang="th">แพทย์</strong></li>' for n in range(6))
    pdf = written(PAGE.replace("<form>", f'<ul class="words-to-show">{words}</ul><form>'))
    places = []
    pdf.pages[0].extract_text(visitor_text=lambda text, matrix, place, font, size: places.append(place) if "Word " in text else None)
    assert len({round(place[4]) for place in places}) == 3 and len({round(place[5]) for place in places}) == 2
    assert text_of(pdf).count("แพทย์") == 6


# ----- the cache


def test_an_unchanged_sheet_is_not_set_again(written, tmp_path, monkeypatch):
    written()
    first = (tmp_path / "site" / "sheets" / "a.pdf").read_bytes()
    (tmp_path / "site" / "sheets" / "a.pdf").unlink()
    monkeypatch.setattr(sheets, "_typeset", lambda sheet: pytest.fail("set again"))
    written(PAGE.replace('href="../r/#a"', 'href="r.html#a"'))  # as the offline bundle links
    assert (tmp_path / "site" / "sheets" / "a.pdf").read_bytes() == first


def test_a_changed_sheet_or_new_code_is_set_again(written, monkeypatch):
    written()
    assert "Something else" in text_of(written(PAGE.replace("Nobody knew", "Something else")))
    monkeypatch.setattr(sheets, "_code", lambda: b"other")
    monkeypatch.setattr(sheets, "_typeset", lambda sheet: b"%PDF-set-again")
    with pytest.raises(pypdf.errors.PyPdfError):
        written()


def test_equal_sheets_make_equal_files(written, tmp_path):
    file = tmp_path / "site" / "sheets" / "a.pdf"
    made = []
    for _ in range(2):
        for kept in (tmp_path / "cache").glob("*"):
            kept.unlink()
        written()
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_the_cache_does_not_grow_for_ever(written, tmp_path):
    for number in range(sheets._KEPT + 3):
        written(PAGE.replace("Nobody knew", f"Number {number}"))
    assert len(list((tmp_path / "cache").glob("*"))) == sheets._KEPT


# ----- fonts


def test_fonts_are_those_of_the_readme():
    folder = ROOT / "kb" / "fonts"
    listed = dict(reversed(line.split("  ")) for line in re.search(r"```text\n(.*?)\n```", (folder / "README.md").read_text(encoding="utf-8"), re.S).group(1).splitlines())
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")


# ----- the link on a page


@pytest.mark.parametrize("path, name, address", [("sheets/warning-signs.md", None, "../warning-signs.pdf"), ("decide/index.md", "my-decision", "../sheets/my-decision.pdf"), ("index.md", "my-decision", "sheets/my-decision.pdf")])
def test_link_to_a_pdf(site, path, name, address):
    from kb import macros

    link = lxml.html.fromstring(str(macros.MACROS["pdf_of"](site.view(path), name)))
    assert link.get("href") == address and "sheet-pdf" in link.get("class") and link.get("download") is not None


def test_link_to_a_pdf_in_the_bundle(knowledge):
    from kb import macros, pages
    from kb.view import Site

    offline = Site(knowledge, pages.all_pages(), directory_urls=False)
    assert 'href="warning-signs.pdf"' in macros.MACROS["pdf_of"](offline.view("sheets/warning-signs.md"))
    assert 'href="../sheets/my-decision.pdf"' in macros.MACROS["pdf_of"](offline.view("decide/index.md"), "my-decision")


def test_link_to_no_sheet(site):
    from kb import macros

    with pytest.raises(macros.Mistake, match="there is no sheet `my-decisions`"):
        macros.MACROS["pdf_of"](site.view("index.md"), "my-decisions")


def test_words_to_show(site):
    from kb import macros

    view = site.view("sheets/warning-signs.md")
    words = {word.english: word.thai for word in view.knowledge.all("thai_words") if word.group == "emergency" and word.thai}
    shown = lxml.html.fromstring(str(macros.MACROS["words_to_show"](view, "emergency"))).xpath("//li")
    assert words and {item.text.rstrip(": "): item.find("strong").text for item in shown} == words
    with pytest.raises(macros.Mistake, match="no group of words"):
        macros.MACROS["words_to_show"](view)
    with pytest.raises(macros.Mistake, match="emergencies"):
        macros.MACROS["words_to_show"](view, "emergencies")


# ----- the sheets of the site


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["built", "bundle"])
def test_sheets_of_the_site(request, where, name):
    """Each sheet has its PDF and links to it; the PDF says what the page says, but for what it says is left out."""
    folder = request.getfixturevalue(where)
    page = sheets.pages(folder)[name]
    file = folder / "sheets" / f"{name}.pdf"
    tree = lxml.html.fromstring(page.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    (link,) = tree.xpath("//article//a[@class='sheet-pdf']")
    assert (page.parent / link.get("href")).resolve() == file.resolve() and file.exists()
    pdf = pypdf.PdfReader(file)
    check_paper(pdf)
    foot = [squeezed(" ".join(line.text_content().split())).removeprefix("Citethispage:") for line in tree.find_class("cite-line")]
    text = "".join(squeezed(page.extract_text()) for page in pdf.pages)
    assert all(text.count(line) == len(pdf.pages) for line in foot) and foot
    text = re.sub(rf"Page\d+of{len(pdf.pages)}Noclinicianhasreviewedthissiteyet\.{re.escape(foot[0])}", "", text)
    for passage in passages(tree.find(".//article")):
        assert squeezed(passage) in text, passage
    left = tree.xpath(f"//*[contains(@data-paper-without, '{article.SOURCES}')]")
    assert bool(left) == (f"“{squeezed(article.SOURCES)}”" in text), "paper says what stands on the page only"
    for entry in tree.xpath("//ul[contains(@class, 'references')]/li") if not left else ():
        assert squeezed(entry[0].text_content()) in text


def test_the_signs_to_carry_are_of_the_back_and_of_the_neck(built, knowledge):
    for page in ("sheets/warning-signs/index.html", "risks/warning-signs/index.html"):
        shown = " ".join(lxml.html.fromstring((built / page).read_bytes()).text_content().split())
        for id in ("cauda-equina", "major-accident", "neck-artery", "neck-stiff-fever", "myelopathy", "myelopathy-fast"):
            assert " ".join(knowledge.kinds["warning_signs"][id].sign.split()) in shown, (page, id)


def passages(page) -> list[str]:
    """The text of a sheet page, block by block, without what the page says is not for paper."""
    page = lxml.html.fromstring(lxml.html.tostring(page))
    (about,) = page.find_class("sheet")
    without = (about.get("data-paper-without") or "").split("|")
    gone = [*page.find_class("headerlink"), *page.find_class("cite-note"), *page.find_class("cite-line"), *page.find_class("references"), about, *page.iter("script"), *page.iter("button")]
    gone += [each for each in page.iter("details") if each.findtext("summary") in without or each.find_class("references")]
    gone += [cell for row in page.iter("tr") for cell, head in zip(row, row.xpath("ancestor::table/thead/tr/th"), strict=True) if head.text_content() in without and cell is not head]
    for heads in page.xpath("//thead"):
        gone += [head for head in heads.iter("th") if head.text_content() in without]
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    found = []
    for block in page.xpath(".//h1|.//h2|.//h3|.//p|.//li|.//th|.//td|.//caption|.//legend|.//label|.//summary"):
        if not block.xpath("./p|./ul"):
            html = lxml.html.tostring(block, encoding="unicode", with_tail=False)
            html = re.sub(r'<span class="cites">(.*?)</span>', r"[\1]", html, flags=re.S)
            html = re.sub(r'<span class="signs-means">', "– ", html)
            found.append(re.sub(r"_{5,}", "", lxml.html.fromstring(html).text_content()))
    return [passage for passage in found if passage.strip()]


def test_my_decision_fills_one_page_and_its_sources_the_other(built):
    first, second = (page.extract_text() for page in pypdf.PdfReader(built / "sheets" / "my-decision.pdf").pages)
    assert "What matters to me" in first and "I want to talk it over first" in first and "What is known" not in first
    assert "What is known" in second and "a little" not in second
