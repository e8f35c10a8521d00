"""The vocabulary of a page: every macro's example works, and every mistake is named with page, line and remedy."""

import re

import jinja2
import pytest
from markupsafe import escape

from kb import ask, macros, model, pages, words
from kb.macros import conditions, evidence, records
from kb.view import Site, View
from tests.conftest import run


@pytest.mark.parametrize("name", [name for name in macros.MACROS if name not in macros.PAGE_MACROS])
def test_the_example_of_a_macro_works(site, name):
    view = View(site, "contribute/macros.md")
    assert macros.run(view, macros.example_of(macros.MACROS[name])).strip()


def test_sources_lists_what_the_page_cites(site):
    view = View(site, "options.md")
    macros.cite(view, "pers-2024")
    html = macros.sources(view)
    assert 'href="../references/#pers-2024"' in html and "Next check due" in html and html.count("<li>") == 1


def test_a_citation_says_what_kind_of_evidence_and_how_much(site):
    html = macros.cite(View(site, "conditions/herniated-disc.md"), "pers-2024")
    assert 'href="../../references/#pers-2024"' in html
    assert "randomised trial, 114 people; short summary (abstract) read" in html


def test_several_sources_or_a_note_wait_behind_a_button(site):
    """One source stands in the line. The button says what it opens, each has a place of its own, and a text without either has none."""
    view = View(site, "conditions/herniated-disc.md")
    assert "<button" not in macros.cite(view, "pers-2024")
    first, second = macros.cite(view, "pers-2024", "chiu-2015"), view.cite("pers-2024", note="Few people.")
    for html, label in ((first, "2 sources"), (second, "1 source and a note")):
        opens, inner = re.search(r'class="aside-open" popovertarget="([^"]+)">([^<]+)<', html).groups(), html.partition(" popover>")[2]
        assert opens[1] == label and f'id="{opens[0]}" popover' in html and "references/#pers-2024" in inner
    assert "Few people." in second and re.search(r'id="([^"]+)"', first).group(1) != re.search(r'id="([^"]+)"', second).group(1)
    plain = model.Passage(text="Most people recover.", basis="general-knowledge")
    assert "<button" not in view.passage(plain) and "a note" in view.passage(plain.model_copy(update={"note": "Seen often."}))
    assert "Seen often." not in view.passage(plain.model_copy(update={"note": "Seen often."}), noted=False)


def test_many_studies_of_other_cells_are_cut_to_those_that_compare(site, knowledge):
    """And the rest is told of, and one link away; with few studies, and with cord cells, all of them stand."""
    view = View(site, "conditions/degenerative-disc-disease.md")
    rows = ask.select(knowledge, "studies", condition="degenerative-disc-disease", cells="other")
    compared = [study for study in rows if study.control != "none"]
    html = macros.table(view, "studies", condition="degenerative-disc-disease", cells="other")
    assert len(rows) > words.MANY_STUDIES and html.count("<th scope=\"row\"") == len(compared) < len(rows)
    assert f"({len(compared)} of {len(rows)}, those with a comparison group)" in html and f"The other {len(rows) - len(compared)} followed one group" in html
    assert '../../evidence/studies/#?cells=Other+cells&amp;condition=Worn+discs' in html
    for condition, cells in (("degenerative-disc-disease", "cord"), ("facet-joint-arthritis", "other")):
        few = ask.select(knowledge, "studies", condition=condition, cells=cells)
        html = macros.table(View(site, "conditions/degenerative-disc-disease.md"), "studies", condition=condition, cells=cells)
        assert html.count("<th scope=\"row\"") == len(few) and "followed one group" not in html


def test_a_page_names_its_records_as_files_once_at_its_foot(site):
    """Only the page that holds all records of a kind has the links beside its table."""
    view = View(site, "options.md")
    for cells in ("cord", "other"):
        assert ".csv" not in macros.table(view, "studies", condition="facet-joint-arthritis", cells=cells)
    foot = macros.sources(view)
    assert foot.count("../data/studies.csv") == 1 == foot.count("../data/studies.json")
    whole = View(site, "evidence/studies.md")
    assert "../../data/studies.csv" in macros.table(whole, "studies", cells="cord") and not whole.kinds_shown


def test_the_box_of_signs_after_an_injection_has_a_line_for_each_thing_to_do(site, knowledge):
    """The same sentences on every page where somebody reads of the harms of cells."""
    for id, title in words.SIGN_BOXES.items():
        box = evidence.signs_box(View(site, "decide/index.md"), id)
        said = knowledge.kinds["findings"][id].statement
        lines = re.findall(r"<li><strong>(.*?):</strong><ul>(.*?)</ul></li>", box)
        told = [f"{act}: {'; '.join(re.findall('<li>(.*?)</li>', signs))}." for act, signs in lines]
        assert title in box and len(lines) == 3 and all(each in said for each in told), "to call, to go, to see a doctor"
        assert all(1 < signs.count("<li>") <= 7 for _, signs in lines), "no list is longer than seven"
    assert words.sentences("Stop. Then rest? Go; Wait e.g. here.") == ["Stop.", "Then rest?", "Go;", "Wait e.g. here."]
    assert all("After an injection: do not wait" in conditions.cell_harms(View(site, "index.md"), condition.id) for condition in knowledge.all("conditions") if condition.said_to_respond)


def test_of_many_other_names_the_first_stand_and_the_rest_unfold(site, knowledge):
    names = knowledge.get("conditions", "degenerative-disc-disease").also_called
    html = records.also_called(View(site, "conditions/degenerative-disc-disease.md"))
    shown, more = html.split("<details")
    assert len(names) > 7 and all(name in shown for name in names[:5]) and all(name in more for name in names[5:])
    few = next(condition for condition in knowledge.all("conditions") if 0 < len(condition.also_called) <= 7)
    assert "<details" not in records.also_called(View(site, "options.md"), few.id)


def test_the_course_of_several_problems_stands_under_a_heading_for_each(site, knowledge):
    condition = knowledge.get("conditions", "scoliosis-deformity")
    groups = records.under_headings(condition.natural_history)
    assert len(groups) > 2 and [passage for _, group in groups for passage in group] == condition.natural_history, "nothing is lost, nothing moves"
    shown = str(records.fact(View(site, "conditions/deformity.md"), condition.id, "natural_history"))
    for heading, group in groups:
        told = shown.split(f"\n### {heading}\n")[1].split("\n### ")[0]
        assert all(str(escape(passage.text)) in told for passage in group), heading
    plain = records.fact(View(site, "conditions/annular-tear.md"), "annular-tear", "natural_history")
    assert "### " not in plain


MISTAKES = {
    'cite("pers-2042")': ("unknown-id", "`pers-2042` is no id in sources", "did you mean `pers-2024`?"),
    "cite()": ("unknown-argument", "nothing to cite", "give the id of a source."),
    'n("pers-2024", "randomized")': ("unknown-id", "`pers-2024` has no figure `randomized`", "did you mean `randomised`?"),
    'n("pers-2025", "people")': ("unknown-id", "`pers-2025` is no id in findings, studies", "did you mean `pers-2024`?"),
    'table("studdies")': ("unknown-kind", "there is no kind of record `studdies`", "did you mean `studies`?"),
    'table("studies", condition="herniated")': ("unknown-id", "`condition='herniated'` is nothing that studies can be chosen by", "did you mean `herniated-disc-radiculopathy`?"),
    'table("studies", conditon="annular-tear")': ("unknown-argument", "`studies` cannot be chosen by `conditon`", "did you mean `condition`?"),
    'table("studies", cells="chord")': ("unknown-id", "`cells='chord'`", "did you mean `cord`?"),
    'plot("herniation")': ("unknown-id", "there is no plot `herniation`", "herniation-shrinkage-by-type"),
    'certainty("lo")': ("vocabulary", "`lo` is no certainty", "did you mean `low`?"),
    'verdict("borowed")': ("vocabulary", "`borowed` is no verdict", "did you mean `borrowed`?"),
    'term("shamm")': ("unknown-id", "`shamm` is no id in glossary", "did you mean `sham`?"),
    'fact("annular-tear", "natural")': ("unknown-id", "conditions have no field `natural`", "did you mean `natural_history`?"),
    'warning_signs("neck")': ("unknown-id", "`condition='neck'`", "data/"),
    'show("harms", "discits")': ("unknown-id", "`discits` is no id in harms", "did you mean `discitis`?"),
    "sources()": ("empty", "the page cites nothing above this call", "put it at the end"),
    'plot(herniation="x")': ("unknown-argument", "", "plot(id)"),
    "certainty_line()": ("unknown-argument", "give `condition` or `route`", "certainty_line("),
}


@pytest.mark.parametrize("call", MISTAKES)
def test_a_mistake_is_named(site, call):
    rule, what, fix = MISTAKES[call]
    page = pages.Page("options.md", {"title": "T"}, f"\n\n\n\n\n\ntext {{{{ {call} }}}} text\n", 4)
    copy = Site(site.knowledge, {**site.pages, "options.md": page}, True)
    faults = macros.draw(copy, "options.md").faults
    assert len(faults) == 1
    assert (faults[0].line, faults[0].rule) == (7, rule)
    assert what in faults[0].what and fix in faults[0].fix
    assert call.split("(")[0] in faults[0].what


def test_an_unknown_macro_and_broken_syntax(site):
    for text, rule in (('{{ cit("pers-2024") }}', "unknown-macro"), ('{{ cite("pers-2024" }}', "macro-syntax")):
        page = pages.Page("options.md", {}, f"\n\n{text}\n", 0)
        (fault,) = macros.draw(Site(site.knowledge, {"options.md": page}, True), "options.md").faults
        assert (fault.rule, fault.line) == (rule, 3)


@pytest.mark.parametrize("text", ["{% for i in range(3) %}x{% endfor %}", "{{ page.title }}", "{{ cite(page.title) }}", '{{ certainty("low") | upper }}', "{{ 1 + 1 }}"])
def test_a_page_holds_words_and_calls_only(site, text):
    page = pages.Page("options.md", {}, f"\n\n{text}\n", 0)
    faults = macros.draw(Site(site.knowledge, {"options.md": page}, True), "options.md").faults
    assert [(fault.rule, fault.line) for fault in faults if "stands on the page" in fault.what] == [("macro-syntax", 3)]


def test_what_prepare_drew_is_what_mkdocs_would_draw(project):
    """MkDocs looks the outputs up after prepare; without them it runs the macros: the pages are the same."""
    assert run(project, "kb", "prepare").returncode == 0
    sites = []
    for name in ("looked-up", "run"):
        result = run(project, "mkdocs", "build", "--strict", "-d", str(project / name))
        assert result.returncode == 0, result.stderr
        sites.append({path.relative_to(project / name): path.read_bytes() for path in (project / name).rglob("*.html")})
        (project / ".cache" / "drawn.pickle").unlink(missing_ok=True)
    assert len(sites[0]) > 80 and sites[0] == sites[1]


def test_a_wrong_call_stops_mkdocs_with_page_and_true_line(project):
    page = project / "docs" / "options.md"
    lines = page.read_text().splitlines()
    lines.insert(12, '{{ cite("pers-2042") }}')
    page.write_text("\n".join(lines) + "\n")
    result = run(project, "mkdocs", "build", "--strict")
    assert result.returncode != 0
    assert 'docs/options.md:13: [unknown-id] {{ cite("pers-2042") }}: `pers-2042` is no id in sources. Fix: did you mean `pers-2024`?' in result.stderr
    assert "Traceback" not in result.stderr


def test_a_table_of_nothing_says_where_we_looked(site):
    html = macros.table(View(site, "conditions/herniated-disc.md"), "studies", condition="herniated-disc-radiculopathy", cells="cord")
    assert "We found <strong>no</strong> study" in html and "Searched" in html and "nobody knows" in html


def test_cord_cells_are_never_mixed_with_others(site):
    cord = {study.id for study in __import__("kb.ask").ask.select(site.knowledge, "studies", cells="cord")}
    other = {study.id for study in __import__("kb.ask").ask.select(site.knowledge, "studies", cells="other")}
    assert cord and other and not cord & other
    assert {"lewandrowski-2023", "pang-2014"} <= cord and {"pers-2024", "lai-2023"} <= other


def test_a_page_without_its_template_is_refused(site):
    with pytest.raises(macros.Mistake, match="not shown as a table"):
        macros.table(View(site, "options.md"), "status")


def test_templates_never_print_an_undefined_name(site):
    assert site.templates.undefined is jinja2.StrictUndefined


def test_an_error_in_a_template_names_the_template_and_the_call(project):
    template = project / "overrides" / "records" / "verdict_summary.html"
    template.write_text(template.read_text() + "\n{{ nothing.here }}\n")
    line = template.read_text().count("\n")
    result = run(project, "kb", "check")
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert f"[template] {{{{ verdict_summary() }}}}: overrides/records/verdict_summary.html:{line}: 'nothing' is undefined. Fix: mend the template" in result.stderr


def test_nobody_is_told_to_wait_where_treatment_cannot_wait(site, knowledge):
    for condition in knowledge.all("conditions"):
        text = macros.talk_it_over(View(site, "index.md"), condition.id)
        assert ("cannot wait for a decision" in text) == condition.urgent
        assert ("if I wait" in text or "no treatment for now" in text or "registered trial" in text) == (not condition.urgent)
        assert condition.said_to_respond or "registered trial" not in text, "cells are not sold for it, and its page shows no trials"


def test_warning_signs_of_one_kind_stand_alone_and_each_kind_is_named(site, knowledge):
    """No sign is lost by telling them by kind, and no box on the page of all signs is long."""
    view = View(site, "risks/warning-signs.md")
    by_kind = evidence.warning_signs(view, after_injection=True, by_kind=True)
    for sign in knowledge.all("warning_signs"):
        assert sign.kind in words.SIGN_KINDS
        if sign.after_injection:
            assert f'<p class="signs-kind">{words.SIGN_KINDS[sign.kind]}</p>' in by_kind and f'id="{sign.id}"' in by_kind, sign.id
    plain = evidence.warning_signs(View(site, "risks/warning-signs.md"), "chronic-neck-pain")
    assert "signs-kind" not in plain
    nerves = evidence.warning_signs(View(site, "risks/warning-signs.md"), ["chronic-neck-pain", "active-infection"], kind="nerves")
    assert 'id="cauda-equina"' in nerves and 'id="blood-poisoning"' not in nerves and 'id="injection-nerve-signs"' not in nerves
    page = site.pages["risks/warning-signs.md"]
    kinds = [dict(call.kwargs).get("kind") for call in pages.calls(page) if call.name == "warning_signs"]
    assert set(kinds) >= {sign.kind for sign in knowledge.all("warning_signs") if not sign.after_injection}, "every kind stands on the page of all signs"


def test_rates_of_a_harm_are_told_on_one_base_in_plain_words(site, knowledge):
    view = View(site, "routes/intradiscal.md")
    rates = knowledge.kinds["harms"]["discitis"].rates
    assert view.one_base(rates) == 1000
    assert view.often(rates[0], 1000) == "2 or 3 of 1,000 (12 of 4,891 people)"
    assert view.exact(rates[0], 1000) == "probably between 1 and 4 of 1,000 people (95% interval)"
    told = {rate.key: view.often(rate, 1000) for rate in knowledge.kinds["harms"]["epidural-complications"].rates}
    assert told["epidural-highest"] == "about 96 of 1,000" and told["epidural-minor"] == "about 5 of 1,000"
    ratio = next(rate for rate in knowledge.kinds["harms"]["pain-flare"].rates if rate.ratio)
    assert view.often(ratio, 100) == "more often" and view.exact(ratio, 100).startswith("odds ratio 1.98, probably between 1.01 and 3.87")
    assert view.often(ratio.model_copy(update={"ci": (0.7, 1.9)}), 100) == "no clear difference"
    html = macros.table(view, "harms", route="intradiscal")
    assert "95% interval 0.13" not in html and "0.25 percent" not in html and "2 or 3 of 1,000" in html.lower()
