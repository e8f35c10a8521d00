"""The built site: every page of the plan is there, with content, sources and dates; links, anchors and ids hold."""

import re

import lxml.html
import pytest

from kb import html, pages
from kb.faults import report

CONDITIONS = """degenerative-disc-disease herniated-disc annular-tear facet-joint-arthritis spondylosis spinal-stenosis muscle-ligament-tendon
inflammatory-nerve-pain pain-after-surgery chronic-neck-pain long-lasting-back-pain axial-spondyloarthritis sacroiliac-pain severe-stenosis
collapsed-disc deformity vertebral-fracture cancer infection""".split()
PLAN = (
    ["index", "faq", "what-is-offered", "options", "glossary", "references", "about", "reading-grade", "self-scores", "conditions/index", "mechanisms/index", "routes/index", "evidence/index", "risks/index", "thailand/index", "contribute/index", "contribute/macros", "contribute/fields", "claims/index", "claims/how-we-judge"]
    + [f"conditions/{name}" for name in CONDITIONS]
    + [f"mechanisms/{n}" for n in "differentiation paracrine-signalling inflammation immune-modulation matrix-and-rehydration nerves blood-vessels collagen young-cells survival-and-homing".split()]
    + [f"routes/{n}" for n in "intradiscal facet-joint epidural soft-tissue intravenous intrathecal combined repeated-doses image-guidance".split()]
    + [f"evidence/{n}" for n in "studies summaries cord-cells reviews trials not-known certainty findings measures searches".split()]
    + [f"risks/{n}" for n in "harms who-should-not product-quality warning-signs".split()]
    + [f"thailand/{n}" for n in "rules-today timeline who-regulates what-marks-prove prices market questions contract-and-payment travel complain thai-words".split()]
    + ["start/index", "decide/index", "decide/compare"]
    + [f"sheets/{n}" for n in "questions-for-the-clinic handout-for-a-gp warning-signs my-decision".split()]
)
#: pages about the site itself, which cite nothing
WITHOUT_SOURCES = {"references", "about", "contribute/index", "contribute/fields", "evidence/searches"}
ORDER = ["When to get help", "What it is", "What usually happens without treatment", "What helps", "What sellers say", "What studies show", "What can go wrong", "What is not known", "Talk it over", "If you still decide to go ahead", "Sources"]


def article(built, name):
    path = built / (f"{name.removesuffix('index').rstrip('/')}/index.html".lstrip("/") if name.endswith("index") else f"{name}/index.html")
    assert path.exists(), f"{name} is missing"
    return lxml.html.fromstring(path.read_bytes()).find(".//article")


def words_in(element):
    return len(element.text_content().split())


@pytest.mark.parametrize("name", PLAN)
def test_page(built, name):
    body = article(built, name)
    assert words_in(body) > 150, "a stub"
    assert len(body.findall(".//h1")) == 1
    for box in body.find_class("admonition"):  # a macro that stands alone ends the box above it
        assert len(box) > 1, f"the box `{box.text_content().strip()}` is empty"
    note = body.find_class("site-note")
    assert note and "No clinician has reviewed this site yet" in note[0].text_content()
    if name in WITHOUT_SOURCES:
        return
    checked = body.find_class("checked")
    assert checked and re.search(r"Sources last checked: \w+ 20\d\d\.\s+Next check due: \w+ 20\d\d", " ".join(checked[0].text_content().split()))
    assert "Cite this page: Contributors to Stem Cells for Back Pain." in body.find_class("cite-line")[0].text_content()
    listed = body.find_class("page-sources")
    assert listed and listed[0].findall("li")


def test_every_page_is_in_the_plan_and_the_other_way_round():
    assert {path.removesuffix(".md") for path in pages.all_pages()} == set(PLAN)


def jama(body, attributed=True):
    """Which of the JAMA benchmarks a page does not meet, authorship apart: no credentialed author has signed."""
    note = body.find_class("site-note")
    text = " ".join(note[0].text_content().split()) if note else ""
    dates = [time.get("datetime") or "" for time in note[0].iter("time")] if note else []
    missing = []
    if attributed and not body.find_class("page-sources"):
        missing.append("attribution")
    if "No clinic, maker or agent pays for it" not in text or not any(link.text_content() == "who made it, and money" for link in note[0].iter("a")):
        missing.append("disclosure")
    if not ("First published" in text and "Last changed" in text and len(dates) == 2 and all(re.fullmatch(r"20\d\d-\d\d", date) for date in dates) and dates[0] <= dates[1]):
        missing.append("currency")
    return missing


@pytest.mark.parametrize("name", PLAN)
def test_attribution_disclosure_and_currency(built, name):
    assert jama(article(built, name), attributed=name not in WITHOUT_SOURCES) == []


def test_a_page_without_them_would_be_seen(built):
    body = article(built, "options")
    for part in [*body.find_class("page-sources"), *body.find_class("page-dates")]:
        part.getparent().remove(part)
    assert jama(body) == ["attribution", "disclosure", "currency"]


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_page_answers_in_order(built, name):
    body = article(built, f"conditions/{name}")
    heads = [h.text_content().replace("¶", "").strip() for h in body.findall(".//h2")]
    assert heads == ORDER
    assert body.find_class("short-answer") and body.find_class("signs") and body.find_class("also-called")
    actions = [b.text_content() for b in body.find_class("action")]
    assert any("Go now" in a for a in actions)
    shown = [h.text_content().replace("¶", "").strip() for h in body.iter("h2", "h3")]
    assert shown[shown.index("What studies show") + 1] == "Umbilical cord cells"


@pytest.mark.parametrize("name", [name for name in PLAN if name not in ("contribute/index", "contribute/macros", "contribute/fields", "references")])
def test_the_short_answer_is_short(built, name):
    box = article(built, name).find_class("short-answer")
    assert len(box) == 1, "one short answer on each page"
    text = " ".join(p.text_content() for p in box[0].findall("p")[1:2])
    for note in box[0].find_class("cites") + box[0].find_class("term-note"):  # citations are looked up, not read
        text = text.replace(note.text_content(), "")
    assert 25 <= len(text.split()) <= 95, len(text.split())


#: words that readers understand only once points and sizes are explained
POINTS = re.compile(r"points of 100|of 100 points|points (lower|higher|further)|a (small|medium|large) (gain|difference)")


@pytest.mark.parametrize("name", CONDITIONS)
def test_points_are_explained_before_they_are_used(built, name):
    text = article(built, f"conditions/{name}").text_content()
    told = text[text.index("What usually happens") :]
    first = POINTS.search(told)
    assert (first is None) == ("Points:" not in told), "points are explained where they are used, and nowhere else"
    assert first is None or first.start() > told.index("Points:"), told[first.start() - 80 :][:160]


def test_links_anchors_ids_hosts_figures(built):
    assert report(html.check(built)) == ""


def test_links_anchors_ids_hosts_figures_of_the_bundle(bundle):
    assert report(html.check(bundle)) == ""


def test_each_page_cites_only_what_it_lists(built, knowledge):
    for path in pages.all_pages():
        name = path.removesuffix(".md")
        if name in WITHOUT_SOURCES or name == "contribute/macros":
            continue
        body = article(built, name)
        cited = {a.get("href").split("#")[1] for a in body.find_class("cite")}
        listed = {li.find("a").get("href").split("#")[1] for li in body.find_class("page-sources")[0].findall("li")}
        led_to = set(body.xpath(".//a[not(ancestor::*[contains(@class, 'page-sources')])]/@href"))
        linked = {id for id in listed if knowledge.kinds["sources"][id].url in led_to}  # a page to read on, linked by itself
        assert cited <= listed == cited | linked, name


def test_no_clinic_is_named(built):
    """Names that the sources carry must not reach a reader, outside titles of published reports."""
    names = re.compile(r"\b(vega stem|bumrungrad|placidway|bookimed|stemcells21|cell-?lavie|cureon|biologyinsights|healthwellnessart|regenexx|r3 stem cell)\b", re.I)
    for path in built.rglob("*.html"):
        found = names.search(lxml.html.fromstring(path.read_bytes()).text_content())
        assert not found, f"{path}: {found.group(0)}"
