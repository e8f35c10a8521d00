"""Pages in a real browser: axe on each kind of page, the phone, no JavaScript, the bundle opened from a folder without network."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from kb import pages
from tests.conftest import ROOT
from tests.test_site import PLAN

#: one page of each kind; a kind is what a template draws
KINDS = [
    "index", "faq", "conditions/index", "conditions/herniated-disc", "mechanisms/matrix-and-rehydration", "what-is-offered", "claims/index", "claims/how-we-judge", "evidence/studies", "evidence/findings",
    "evidence/searches", "risks/harms", "risks/warning-signs", "options", "thailand/rules-today", "thailand/timeline", "thailand/who-regulates", "thailand/prices", "glossary", "references", "about",
    "contribute/macros", "contribute/fields",
]
#: and every page with a plot, a drawing or the explorer
DRAWN = sorted(
    path.removesuffix(".md") for path, page in pages.all_pages().items() if any(call.name in ("plot", "diagram", "study_explorer") for call in pages.calls(page)) and not path.startswith("contribute/")
)


def address(bundle, name):
    return (bundle / f"{name}.html").as_uri()


def opened(chromium, url, width=1280, scheme="light", **context):
    tab = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True, **context).new_page()
    tab.set_default_timeout(15000)
    tab.goto(url)
    return tab


#: long lists repeat one template: axe sees the first items of each and the first parts of the page, or the run would take an hour; every drawing stays
SHORTEN = """() => {
  const [items, parts] = [6, 45]
  for (const list of document.querySelectorAll('article ul, article ol, article tbody, article dl')) [...list.children].slice(items).forEach(item => item.remove())
  const article = document.querySelector('article')
  const note = article.querySelector('.site-note');
  [...article.children].slice(parts).forEach(part => part !== note && !part.matches('figure') && !part.querySelector('figure') && part.remove())
}"""


#: what is wrong is all that a test needs; without this axe writes down everything that is right as well
ALL = {"resultTypes": ["violations"]}
#: what may differ between light and dark; the rest of a page is the same
COLOURS = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.mark.parametrize("name", list(dict.fromkeys(KINDS + DRAWN)))
def test_axe_finds_nothing(chromium, bundle, name):
    """On each kind of page, at 360 and 1280 px, in light and in dark."""
    found = []
    tab = opened(chromium, address(bundle, name))
    tab.evaluate(SHORTEN)
    tab.add_style_tag(content="* { transition: none !important; animation: none !important }")  # or axe sees colours on their way
    for scheme, colours, rules in (("light", "default", ALL), ("dark", "slate", COLOURS)):
        tab.evaluate("colours => document.body.dataset.mdColorScheme = colours", colours)
        # the wide layout is that of the kind, which is seen above; a drawing is judged where it is tight
        for width in (360, 1280) if name in KINDS else (360,):
            tab.set_viewport_size({"width": width, "height": 800})
            found += [f"{width} {scheme} {v['id']}: {v['nodes'][0]['html'][:160]}" for v in Axe().run(tab, options=rules).response["violations"]]
    tab.context.close()
    assert found == []


@pytest.mark.parametrize("scheme, colours", [("light", "default"), ("dark", "slate")])
def test_a_page_opens_in_the_colours_that_the_reader_prefers(chromium, bundle, scheme, colours):
    tab = opened(chromium, address(bundle, "index"), scheme=scheme)
    assert tab.evaluate("document.body.dataset.mdColorScheme") == colours
    tab.context.close()


def test_axe_would_find_something(chromium, bundle):
    tab = opened(chromium, address(bundle, "about"))
    tab.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"x.png\"><p style=\"color:#eee;background:#fff\">pale</p>')")
    assert {v["id"] for v in Axe().run(tab, options=ALL).response["violations"]} >= {"image-alt", "color-contrast"}
    tab.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    tab.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<p style=\"color:#222;background:#000\">dark</p>')")
    assert [v["id"] for v in Axe().run(tab, options=COLOURS).response["violations"]] == ["color-contrast"]
    tab.context.close()


#: tables that hide a column behind the edge, or break a word within itself
CRAMPED = """() => [...document.querySelectorAll('article table.records')].flatMap(table => {
  const wrap = table.closest('.table-wrap')
  const name = table.querySelector('caption')?.innerText || table.getAttribute('aria-label')
  if (wrap && wrap.scrollWidth > wrap.clientWidth + 1) return [name + ': wider than its place']
  const text = document.createTreeWalker(table, NodeFilter.SHOW_TEXT)
  while (text.nextNode()) for (const word of text.currentNode.data.matchAll(/\\b(?:[A-Za-z]{4,}|\\d{4})\\b/g)) {
    const range = document.createRange()
    range.setStart(text.currentNode, word.index)
    range.setEnd(text.currentNode, word.index + word[0].length)
    const lines = [...range.getClientRects()].filter(part => part.width > 0.5)
    if (lines.length > 1 && lines.at(-1).top - lines[0].top > 5) return [name + ': breaks ' + word[0]]
  }
  return []
})"""


#: what does not fit, at each width at which pages are looked at; a short answer has to fit one screen of a phone
WIDTHS = {
    360: """() => [
      ...(document.documentElement.scrollWidth > 360 ? ['wider than the phone'] : []),
      ...[...document.querySelectorAll('.short-answer')].filter(box => box.getBoundingClientRect().bottom > 800).map(() => 'short answer ends below one screen'),
    ]""",
    768: CRAMPED,
    1280: CRAMPED,
}
SPOILT = "<div style='width: 600px'><div style='width: 3em'><table class='records' style='table-layout: fixed' aria-label='spoilt'><tbody><tr><td>incomprehensible</td></tr></tbody></table></div></div>"


def does_not_fit(tab) -> list[str]:
    """What does not fit on the open page, each with the width at which it does not."""
    found = []
    for width, look in WIDTHS.items():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate("open => document.querySelectorAll('details').forEach(fold => fold.open = open)", width > 360)
        found += [f"{width}: {fault}" for fault in tab.evaluate(look)]
    return found


@pytest.mark.parametrize("part", range(4))
def test_every_page_fits_every_width(chromium, bundle, part):
    tab = opened(chromium, address(bundle, "index"), 360)
    faults = {}
    for name in PLAN[part::4]:
        tab.set_viewport_size({"width": 360, "height": 900})  # opened as on a phone, then made wider
        tab.goto(address(bundle, name))
        faults[name] = does_not_fit(tab)
    tab.context.close()
    assert {name: each for name, each in faults.items() if each} == {}


def test_what_does_not_fit_would_be_found(chromium, bundle):
    tab = opened(chromium, address(bundle, "index"), 360)
    tab.evaluate("html => { document.querySelector('article').insertAdjacentHTML('beforeend', html); document.querySelector('.short-answer').style.minHeight = '900px' }", SPOILT)
    faults = does_not_fit(tab)
    tab.context.close()
    assert faults == ["360: wider than the phone", "360: short answer ends below one screen", "768: spoilt: breaks incomprehensible", "1280: spoilt: breaks incomprehensible"]


def test_a_link_opens_the_table_at_the_rows_that_it_names(chromium, bundle):
    tab = opened(chromium, address(bundle, "conditions/degenerative-disc-disease"))
    link = tab.locator(".table-rest a")
    named = re.search(r"All (\d+) ", link.inner_text())[1]
    link.click()
    assert tab.locator(".table-count").inner_text().startswith(f"{named} of ")
    assert tab.locator("table.explored tbody tr:visible").count() == int(named)
    tab.context.close()


def test_the_page_without_javascript(chromium, bundle):
    tab = opened(chromium, address(bundle, "conditions/herniated-disc"), java_script_enabled=False)
    assert tab.locator("table.options").first.is_visible() and tab.locator(".signs").first.is_visible()
    tab.context.close()


def test_the_bundle_asks_no_host_and_its_search_works(chromium, bundle):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(address(bundle, "index"))
    tab.locator("input.md-search__input").click()
    tab.keyboard.type("slipped disk", delay=20)
    tab.wait_for_selector(".md-search-result__item a", timeout=20000)
    first = tab.locator(".md-search-result__item a").first
    assert "herniated-disc" in first.get_attribute("href")
    first.click()
    tab.wait_for_selector("h1")
    assert "Herniated" in tab.locator("h1").inner_text()
    context.close()
    assert asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked), [u for u in asked if not u.startswith(("file:", "data:", "blob:"))]


def test_the_explorer_filters_sorts_counts_and_keeps_its_state(chromium, bundle):
    tab = opened(chromium, address(bundle, "evidence/studies"))
    rows = tab.locator(".explorer tbody tr")
    total = rows.count()
    tab.get_by_label("Cells", exact=True).select_option("Cord cells")
    shown = tab.locator(".explorer tbody tr:not([hidden])").count()
    assert 0 < shown < total and tab.locator(".table-count").inner_text() == f"{shown} of {total} shown"
    tab.get_by_role("button", name="Year").click()
    assert tab.locator(".explorer th[aria-sort=ascending]").count() == 1
    years = [int(text) for text in tab.locator(".explorer tbody tr:not([hidden]) td[data-label=Year]").all_inner_texts() if text.isdigit()]
    assert years == sorted(years)
    link = tab.url
    tab.context.close()
    again = opened(chromium, link)
    assert again.locator(".explorer tbody tr:not([hidden])").count() == shown
    assert again.locator(".explorer th[aria-sort=ascending]").count() == 1
    again.get_by_role("button", name="Show all").click()
    again.wait_for_function("document.querySelectorAll('.explorer tbody tr[hidden]').length === 0")
    again.context.close()


def test_the_ledger_filters_by_verdict(chromium, bundle):
    tab = opened(chromium, address(bundle, "claims/index"))
    tab.get_by_label("Verdict", exact=True).select_option("Borrowed")
    marks = tab.locator(".ledger tbody tr:not([hidden]) .verdict").all_inner_texts()
    assert marks and all("Borrowed" in mark for mark in marks)
    tab.context.close()


@pytest.mark.parametrize("sentence, held", [("Our stem cells regenerate damaged discs", "regenerate"), ("Stem cells reduce inflammation and promote natural healing", "inflammation"), ("rejected", "reject")])
def test_a_sentence_of_a_clinic_finds_the_nearest_statements(chromium, bundle, sentence, held):
    tab = opened(chromium, address(bundle, "claims/index"))
    tab.get_by_label("Words", exact=True).fill(sentence)
    rows = tab.locator(".ledger tbody tr:not([hidden]) th a")
    assert 0 < rows.count() < 60
    ids = [link.split("#")[1] for link in rows.evaluate_all("links => links.map(link => link.href)")]
    assert any(held in tab.locator(f"#{id}").inner_text().lower() for id in ids)
    assert tab.locator(".table-none").is_hidden()
    tab.get_by_label("Words", exact=True).fill("zeppelin quartz")
    assert rows.count() == 0 and tab.locator(".table-none").is_visible()
    tab.context.close()


def test_explorer_and_ledger_without_javascript(chromium, bundle):
    for page, box in (("evidence/studies", ".explorer"), ("claims/index", ".ledger")):
        tab = opened(chromium, address(bundle, page), java_script_enabled=False)
        assert tab.locator(f"{box} tbody tr").count() > 40 and tab.locator(f"{box} tbody tr").last.is_visible()
        assert tab.locator(".table-filters").count() == 0
        tab.context.close()


def test_what_people_type_finds_the_right_page(chromium, bundle):
    import yaml

    queries = yaml.safe_load((ROOT / "tests" / "search-queries.yml").read_text(encoding="utf-8"))
    tab = opened(chromium, address(bundle, "about"))
    box = tab.locator("input.md-search__input")
    box.click()
    missed = {}
    for row in queries:
        box.fill("")
        tab.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 0")
        box.type(row["query"], delay=5)
        try:
            tab.wait_for_selector(".md-search-result__item a")
            tab.wait_for_timeout(400)
        except Exception:
            pass
        links = tab.eval_on_selector_all(".md-search-result__item", "items => items.slice(0, 3).map(item => item.querySelector('a').href)")
        found = [link.split("?")[0].split("#")[0].removeprefix(bundle.as_uri() + "/").removesuffix(".html") for link in links]
        if not set(found[:1] if row.get("first") else found) & set(row["want"]):
            missed[row["query"]] = found
    tab.context.close()
    assert missed == {}


def test_every_first_letter_and_digit_finds_something(chromium, bundle):
    """What is typed is looked up by its beginning: this reaches every word of the site. See kb/search.py."""
    tab = opened(chromium, address(bundle, "about"))
    box = tab.locator("input.md-search__input")
    box.click()
    nothing = []
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        box.fill("")
        tab.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 0")
        box.type(letter)
        try:
            tab.wait_for_selector(".md-search-result__item a", timeout=5000)
        except Exception:
            nothing.append(letter)
    tab.context.close()
    assert nothing == []


def test_a_citation_shows_its_evidence_on_focus(chromium, bundle):
    tab = opened(chromium, address(bundle, "evidence/index"))
    cite = tab.locator("a.cite:visible").first
    note = cite.locator(".cite-note")
    before = note.bounding_box()
    cite.focus()
    after = note.bounding_box()
    tab.context.close()
    assert before["width"] <= 1 and after["width"] > 40 and after["height"] > 10


@pytest.mark.parametrize("scripts", [True, False])
def test_a_button_opens_the_sources_and_escape_closes_them(chromium, bundle, scripts):
    """With the keyboard, without JavaScript too; what opens stays on the screen of a phone, and its links lead to the source."""
    tab = opened(chromium, address(bundle, "conditions/herniated-disc"), width=360, java_script_enabled=scripts)
    button = tab.locator("article .aside-open").first
    text = tab.locator(f"[id='{button.get_attribute('popovertarget')}']")
    assert not text.is_visible()
    button.focus()
    tab.keyboard.press("Enter")
    assert text.is_visible() and text.locator("a.cite").count() >= 1
    box = text.bounding_box()
    assert box["x"] >= 0 and box["width"] <= 360 and box["y"] + box["height"] <= 801
    tab.keyboard.press("Escape")
    assert not text.is_visible()
    button.click()
    text.locator(".aside-close").click()
    assert not text.is_visible()
    button.click()
    text.locator("a.cite").first.click()
    tab.wait_for_url("**/references.html#*")
    tab.context.close()


def test_paper_shows_what_the_buttons_open(chromium, bundle):
    tab = opened(chromium, address(bundle, "conditions/herniated-disc"))
    tab.emulate_media(media="print")
    assert not tab.locator("article .aside-open").first.is_visible()
    assert tab.locator("article .aside-text a.cite").first.is_visible()
    tab.context.close()


def test_print_keeps_the_tables(chromium, bundle):
    tab = opened(chromium, address(bundle, "conditions/degenerative-disc-disease"))
    tab.emulate_media(media="print")
    assert not tab.locator(".md-header").is_visible()
    assert tab.locator("table.options").first.is_visible()
    assert tab.locator("details:not(.plot-numbers) table.records").first.is_visible(), "what is folded on the screen is open on paper"
    tab.context.close()
