"""The checks on built pages refuse what they should: each has a page that it must reject."""

import pytest

from kb import html

GOOD = '<html><body><article><h1 id="a">A</h1><p>Text <span class="figure">3 people</span> <a class="cite" href="../b/#x">B</a></p></article></body></html>'
OTHER = '<html><body><article><p id="x">X</p><div data-filters="cells:Cells,year:Year"><table><tr data-cells="Cord cells|Both" data-year="2020"><td>X</td></tr></table></div></article></body></html>'


def faults(tmp_path, page):
    for name, text in (("a", page), ("b", OTHER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, encoding="utf-8")
    return [str(fault) for fault in html.check(tmp_path)]


def test_a_good_site_passes(tmp_path):
    assert faults(tmp_path, GOOD) == []


def test_a_link_may_lead_to_chosen_rows_of_a_table(tmp_path):
    assert faults(tmp_path, GOOD.replace("../b/#x", "../b/#?cells=Cord+cells&amp;year=2020", 1)) == []


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("../b/#x", "../b/#?cells=Fat+cells", "[dead-filter] `../b/#?cells=Fat+cells`: no table of b/index.html has a row with cells `Fat cells`."),
        ("../b/#x", "../c/", "site/a/index.html:1: [dead-link] `../c/` leads nowhere."),
        ("../b/#x", "../b/#xx", "[dead-anchor] `../b/#xx`: b/index.html has no anchor `xx`. Fix: did you mean `x`?"),
        ("../b/#x", "/b/#x", "[absolute-link] `/b/#x` starts at the root of the host."),
        ('<h1 id="a">A</h1>', '<h1 id="a">A</h1><p id="a"></p>', "[duplicate-id] the id `a` stands twice on the page."),
        ("<body>", '<body><script src="https://unpkg.com/x.js"></script>', "[other-host] the page loads https://unpkg.com/x.js."),
        ("<body>", '<body><img src="//cdn.example.org/x.png">', "[other-host]"),
        ("<body>", '<head><link rel="stylesheet" href="https://fonts.example.org/x.css"></head><body>', "[other-host]"),
        ("Text", "Text {{ cite() }}", "[leftover] `{{ cite() }}` stands on the page."),
        ("Text", "Macro Rendering Error", "[leftover]"),
        ("Text", "Coming soon.", "[stub] `Coming soon` stands on the page."),
        ('<a class="cite" href="../b/#x">B</a>', "", "[uncited] the figure `3 people` has no citation in its paragraph."),
    ],
)
def test_fault(tmp_path, old, new, expected):
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(expected in fault for fault in found), found
