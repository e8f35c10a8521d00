"""Options side by side: every condition shows every family, every option the same rows, cord cells as well; and the decision aid."""

import re

import lxml.html
import pytest

from kb import ask, legend, load, macros, model, pages, words
from kb.macros.options import notes_on_surgery
from kb.macros.registry import Mistake
from kb.options import told
from kb.view import View

SAID = [condition.id for condition in load.cached()[0].all("conditions") if condition.said_to_respond]
CELLS = {"What it does", "How sure", "What can go wrong"}
ROWS = {"What it involves", "Time", "Cost", "Can it be undone?", "What guidelines say", "Living with it"}
#: rows that the page of a condition adds to those of the aid
ON_CONDITION = {"How it is thought to help"}
#: what stands behind the cells that are read first, where there is something
BEHIND = {f"{kind} on {about}" for kind in ("Notes", "More figures") for about in ("what it does", "what can go wrong")}
#: rows that an option has only where there is more to say
MORE = BEHIND | {"More on what it does", "More on what can go wrong", "All that we found"}
AID = "decide/index.md"


def drawn(site, call: str, path: str = "decide/compare.md"):
    """What a call writes on a page, as a tree."""
    return lxml.html.fromstring(f"<div>{macros.run(View(site, path), call)}</div>")


def text(element) -> str:
    return " ".join(element.text_content().split())


def options_of(tree) -> dict[str, tuple]:
    """Name of each option -> its row and the row that opens."""
    return {text(row.find("th")): (row, row.getnext()) for row in tree.iter("tr") if row.get("class") == "option"}


def rows_of(pair) -> dict[str, str]:
    """Every row of an option by its label: the cells to read first and those that open."""
    row, more = pair
    assert more.get("class") == "rest" and more.find(".//details/summary") is not None
    found = {cell.get("data-label"): text(cell) for cell in row.iter("td")}
    return found | {text(term): text(term.getnext()) for term in more.iter("dt")}


def families_shown(tree) -> dict[str, list]:
    """Label of each family -> the rows of its table, in the order of the page."""
    return {text(table.find("caption")): list(table.find("tbody").iter("tr")) for table in tree.iter("table") if "options" in table.get("class").split()}


@pytest.mark.parametrize("condition", SAID)
def test_a_condition_shows_every_family_in_the_same_order(site, condition):
    shown = families_shown(drawn(site, f'options_compared("{condition}")'))
    assert [label for label in shown if label != words.GROUPS["other"]] == [label for word, label in words.GROUPS.items() if word != "other"]
    for label, rows in shown.items():
        kinds = {row.get("class") for row in rows}
        assert kinds & {"option", "none"} and not {"option", "none"} <= kinds, label


@pytest.mark.parametrize("condition", SAID)
def test_every_option_has_the_same_rows_cord_cells_as_well(site, condition):
    found = options_of(drawn(site, f'options_compared("{condition}")'))
    assert "Cord cells in a clinic" in found and any(name.startswith("Waiting") for name in found)
    for name, pair in found.items():
        rows = rows_of(pair)
        assert set(rows) - MORE == CELLS | ROWS | ON_CONDITION, name
        assert all(rows.values()), name


@pytest.mark.parametrize("group", [word for word in words.GROUPS if word != "other"])
def test_the_options_of_a_family_tell_what_living_with_them_is_like(site, group):
    found = options_of(drawn(site, f'options_in("{group}")', AID))
    assert found
    for name, pair in found.items():
        rows = rows_of(pair)
        assert set(rows) - BEHIND == CELLS | ROWS | {"All that we found"}, name
        assert all(part in rows["Living with it"] for part in ("Body:", "Feelings:", "People and daily life:")), name


def test_a_condition_says_why_a_family_has_no_record(site, knowledge):
    told_of = [(condition, why) for condition in knowledge.all("conditions") for why in condition.without_record]
    assert {("soft-tissue-injury", "surgery"), ("spinal-stenosis", "trial"), ("psps-2", "trial")} <= {(condition.id, why.group) for condition, why in told_of}
    for condition, why in told_of:
        assert not ask.select(knowledge, "alternatives", condition=condition.id, group=why.group), (condition.id, why.group)
        (row, *_) = families_shown(drawn(site, f'options_compared("{condition.id}")'))[words.GROUPS[why.group]]
        assert text(row).startswith(why.text), (condition.id, why.group)
        assert not why.see or ask.select(knowledge, "alternatives", condition=why.see, group=why.group), (condition.id, why.group)


def test_how_an_option_is_thought_to_help_stands_right_under_what_it_involves(site):
    for row, more in options_of(drawn(site, 'options_compared("degenerative-disc-disease")')).values():
        assert [text(term) for term in more.iter("dt")][:2] == ["What it involves", "How it is thought to help"]


def test_no_way_of_working_of_cord_cells_is_claimed(site, knowledge):
    works = knowledge.get("alternatives", "cord-cells-clinic").works
    assert set(works.sources) == set(knowledge.get("findings", "no-mechanism-shown-in-people").sources)
    rows = rows_of(options_of(drawn(site, 'options_compared("psps-2")'))["Cord cells in a clinic"])
    assert "No such way has been shown to ease pain in people." in rows["How it is thought to help"]


def test_a_risk_measured_in_other_people_is_left_out(site):
    def waiting(condition: str) -> dict[str, str]:
        return next(rows_of(pair) for name, pair in options_of(drawn(site, f'options_compared("{condition}")')).items() if name.startswith("Waiting"))

    strain, surgery = waiting("soft-tissue-injury"), waiting("psps-2")
    assert "9 of 1,000" in strain["What can go wrong"] and "serious cause" in strain["More on what can go wrong"]
    assert "9 of 1,000" not in " ".join(surgery.values()) and "58 days" not in " ".join(surgery.values())
    assert "loose implant" in surgery["What can go wrong"]


@pytest.mark.parametrize("option", [option.id for option in load.cached()[0].all("alternatives")])
def test_every_condition_of_an_option_has_a_risk_that_fits(knowledge, option):
    record = knowledge.get("alternatives", option)
    assert not [condition for condition in record.conditions if ask.fitting(record.risks, condition)[1]]


def test_no_certainty_stands_beside_a_benefit_that_was_not_read(site, knowledge):
    unread = [
        (option, condition, own[0])
        for option in knowledge.all("alternatives")
        for condition in option.conditions
        for own in [ask.fitting(option.benefit, condition)[0]]
        if own[0].basis == "not-found" and option.group not in ("nothing", "cord-cells")
    ]
    assert unread
    for option, condition, passage in unread:
        rows = rows_of(options_of(drawn(site, f'options_compared("{condition}")'))[option.name])
        assert rows["What it does"].startswith(passage.text) and rows["How sure"] == "Nothing to judge.", (option.id, condition)


def test_waiting_tells_the_course_of_the_condition_and_cord_cells_its_evidence(site, knowledge):
    condition = knowledge.get("conditions", "spinal-stenosis")
    found = options_of(drawn(site, 'options_compared("spinal-stenosis")'))
    waiting = next(rows_of(pair) for name, pair in found.items() if name.startswith("Waiting"))
    said = waiting["What it does"] + waiting["More on what it does"]
    assert all(passage.text in said for passage in condition.natural_history)
    cord = rows_of(found["Cord cells in a clinic"])
    assert cord["What it does"].startswith("Not known.") and cord["How sure"].endswith("No result found")
    assert all(passage.text in cord["More on what it does"] for passage in condition.cord_evidence)


def test_no_certainty_stands_beside_a_course_that_nobody_has_measured(knowledge):
    waiting, condition = knowledge.get("alternatives", "doing-nothing"), knowledge.get("conditions", "psps-2")
    unmeasured, *measured = condition.natural_history
    assert unmeasured.basis == "not-found" and told(waiting, condition).certainty is None
    assert told(waiting, condition.model_copy(update={"natural_history": measured})).certainty == measured[0].certainty == "low"


def test_a_borrowed_figure_is_said_to_be_borrowed(site):
    rows = rows_of(options_of(drawn(site, 'options_compared("facet-joint-arthritis")'))["Exercise"])
    assert rows["What it does"].startswith("No figure for this condition. Measured in: Long-lasting low back pain")
    assert rows["How sure"].endswith("for the people measured, not for this condition")
    assert rows["What guidelines say"].startswith("On this condition we read none. This is about: Long-lasting low back pain")
    own = rows_of(options_of(drawn(site, 'options_compared("chronic-nonspecific-lbp")'))["Exercise"])
    assert "we read no" not in " ".join(own.values()) and "not for this condition" not in own["How sure"]


def test_the_table_of_all_options_is_as_sure_as_the_sentence_that_it_shows(site, knowledge):
    for group in words.GROUPS:
        for row in drawn(site, f'table("alternatives", group="{group}")').iter("tr"):
            cells = {cell.get("data-label"): text(cell) for cell in row.iter("td")}
            if cells:
                option = next(o for o in knowledge.all("alternatives") if o.name == text(row.find("th")))
                shown = next(p for p in option.benefit if p.text in cells["What it does"])
                assert not shown.certainty or option.certainty == "none" or words.CERTAINTY[shown.certainty].text in cells["How sure"], option.id


def passage(text: str, *about: str) -> model.OptionPassage:
    return model.OptionPassage(text=text, basis="general-knowledge", about=list(about))


def test_what_fits_a_condition_comes_first_and_what_does_not_is_left_out():
    everyone, worn, neck = passage("everyone"), passage("worn", "degenerative-disc-disease"), passage("neck", "chronic-neck-pain")
    assert ask.fitting([everyone, worn, neck], "degenerative-disc-disease") == ([worn, everyone], [])
    assert ask.fitting([neck, worn], "annular-tear") == ([neck], ["chronic-neck-pain"])
    assert ask.fitting([neck, worn], None) == ([neck, worn], [])


def test_readers_whose_condition_is_not_known_are_told_what_holds_for_most():
    everyone, two, one, other = passage("everyone"), passage("two", "a", "b"), passage("one", "b"), passage("other", "c")
    assert ask.widest([other, one, two, everyone], {"a", "b"}) == [everyone, two, one]
    assert ask.widest([other], {"a", "b"}) == [other]
    assert ask.widest([two, one, everyone], {"a", "b", "x"}, "b") == [everyone, two, one]
    assert ask.widest([two, passage("x", "x"), everyone], {"a", "b", "x"}, "x")[1].text == "x"


def test_what_is_noted_on_the_figures_opens_with_the_rest(site, knowledge):
    option = knowledge.get("alternatives", "epidural-steroid")
    condition = knowledge.get("conditions", "chronic-nonspecific-lbp")
    rows = rows_of(options_of(drawn(site, f'options_compared("{condition.id}")'))[option.name])
    note = told(option, condition).benefit[0].note
    assert note in rows["Notes on what it does"] and note not in rows["What it does"]


def test_a_cell_tells_one_figure_and_the_others_open_with_the_rest(site, knowledge):
    option, condition = knowledge.get("alternatives", "gabapentinoids"), "herniated-disc-radiculopathy"
    row, more = options_of(drawn(site, f'options_compared("{condition}")'))[option.name]
    for about, passages in {"What it does": option.benefit, "What can go wrong": option.risks}.items():
        compared = ask.fitting(passages, condition)[0][0].compared
        assert len(compared) > 1
        cell = next(cell for cell in row.iter("td") if cell.get("data-label") == about)
        behind = next(term.getnext() for term in more.iter("dt") if text(term) == f"More figures on {about.lower()}")
        shown = [[text(each) for each in part.iter("span") if each.get("class") == "contrast-what"] for part in (cell, behind)]
        assert [len(each) for each in shown] == [1, len(compared) - 1]
        assert all(told.startswith(each.outcome) for told, each in zip(shown[0] + shown[1], compared))


def test_the_aid_tells_one_passage_of_a_kind_and_where_the_rest_is(site, knowledge):
    exercise = knowledge.get("alternatives", "exercise")
    assert min(map(len, (exercise.benefit, exercise.risks, exercise.guidelines))) > 1
    rows = rows_of(options_of(drawn(site, 'options_in("movement")', AID))["Exercise"])
    assert rows["All that we found"] == "Exercise"
    for label, passages in {"What it does": exercise.benefit, "What can go wrong": exercise.risks, "What guidelines say": exercise.guidelines}.items():
        assert sum(each.text in rows[label] for each in passages) == 1, label
    assert "fracture" not in rows["What can go wrong"]


def test_the_aid_tells_what_stands_for_a_family_and_names_the_others(site, knowledge):
    tree = drawn(site, 'options_in("surgery")', AID)
    told, others = options_of(tree), text(tree.find(".//ul[@class='options-others']"))
    for option in knowledge.all("alternatives"):
        if option.group == "surgery":
            # an operation for people to whom no cells are sold is not one of the reader's options
            named = not option.in_aid and bool(set(option.conditions) & set(SAID))
            assert (option.name in told, option.name in others) == (bool(option.in_aid), named), option.id


def test_the_overview_of_the_aid_tells_every_option_of_its_tables_and_leads_to_it(site, knowledge):
    tree = drawn(site, "options_at_a_glance()", AID)
    held = {option.name: option for option in knowledge.all("alternatives") if option.in_aid}
    rows = {text(row.find("th")): row for row in tree.iter("tr") if row.find("td") is not None}
    assert set(rows) == set(held)
    for name, row in rows.items():
        cells = {cell.get("data-label"): text(cell) for cell in row.iter("td")}
        table = options_of(drawn(site, f'options_in("{held[name].group}")', AID))[name][0]
        assert (cells["What it may do"], cells["What can go wrong"]) == (held[name].in_aid.gain, held[name].in_aid.harm)
        assert cells["How sure"] == rows_of((table, table.getnext()))["How sure"] and not re.search(r"\d", cells["What it may do"] + cells["What can go wrong"])
        assert row.find(".//th/a").get("href").endswith(f"#{table.get('id')}")


@pytest.mark.parametrize("family", [word for word in words.GROUPS if word != "other"])
def test_every_family_stands_in_the_aid(site, family):
    assert options_of(drawn(site, f'options_in("{family}")', AID))


def test_a_family_for_which_nothing_stands_is_refused(site):
    with pytest.raises(Mistake) as raised:
        drawn(site, 'options_in("other")', AID)
    assert "no option stands for the family `other` in the aid" in str(raised.value)


def test_what_was_counted_stands_in_the_row_that_opens_on_the_page_of_a_condition(site, knowledge):
    compared = knowledge.get("alternatives", "opioids").risks[0].compared[0]
    counts = f"{compared.option.events:,} of {compared.option.of:,}"
    rows = rows_of(options_of(drawn(site, 'options_compared("chronic-nonspecific-lbp")'))["Opioids"])
    assert counts in rows["Notes on what can go wrong"] and counts not in rows["What can go wrong"]
    assert counts not in " ".join(rows_of(options_of(drawn(site, 'options_in("medicine")', AID))["Opioids"]).values())


def test_results_of_operations_are_told_once(knowledge):
    condition = knowledge.get("conditions", "herniated-disc-radiculopathy")
    options = [told(option, condition) for option in ask.select(knowledge, "alternatives", condition=condition.id, group="surgery")]
    notes = notes_on_surgery(condition, options)
    assert options and notes and not any(note.certainty for note in notes)
    assert notes_on_surgery(condition, []) == condition.surgery


MISTAKES = {
    'options_compared("anular-tear")': ("unknown-id", "`anular-tear` is no id in conditions", "did you mean `annular-tear`?"),
    'options_compared("exercise")': ("unknown-id", "`exercise` is no id in conditions", ""),
    "options_compared()": ("unknown-argument", "", "options_compared(condition)"),
    'options_in("movements")': ("unknown-id", "`group='movements'`", "did you mean `movement`?"),
    "options_in()": ("unknown-argument", "no family named", ""),
}


@pytest.mark.parametrize("call", MISTAKES)
def test_a_mistake_is_named(site, call):
    rule, what, fix = MISTAKES[call]
    name, arguments = call.split("(", 1)
    args = tuple(re.findall(r'"([^"]+)"', arguments))
    with pytest.raises(macros.Mistake) as mistake:
        macros.call(View(site, "options.md"), macros.MACROS[name], args, {})
    assert mistake.value.rule == rule and what in mistake.value.what and fix in mistake.value.fix


def test_waiting_and_cord_cells_are_options_for_every_condition_that_cells_are_sold_for(knowledge):
    for id in ("doing-nothing", "cord-cells-clinic"):
        assert set(SAID) <= set(knowledge.get("alternatives", id).conditions), id


def test_a_trial_is_an_option_where_one_may_still_be_open(knowledge):
    open_ones = {condition for trial in knowledge.all("trials") if trial.status in ("recruiting", "not-yet-recruiting", "unknown") for condition in trial.conditions}
    assert set(knowledge.get("alternatives", "registered-trial").conditions) == open_ones


def test_cord_cells_and_what_was_not_measured_carry_no_certainty_of_benefit(knowledge):
    cord = knowledge.get("alternatives", "cord-cells-clinic")
    assert cord.certainty == "none" and cord.benefit[0].basis == "not-found" and cord.benefit[0].search


# --------------------------------------------------------------------------- pages


@pytest.mark.parametrize("condition", SAID)
def test_the_page_of_a_condition_compares_the_options_and_the_comparison_leads_there(site, condition):
    home = site.homes[condition]
    page = site.pages[home]
    assert [each.args for each in pages.calls(page) if each.name == "options_compared"] == [(condition,)]
    assert "### Options side by side" in page.body
    assert f"(../{home}#options-side-by-side)" in site.pages["decide/compare.md"].body


def test_on_its_own_page_a_condition_is_not_told_twice(site, knowledge):
    condition = knowledge.get("conditions", "spinal-stenosis")
    found = options_of(drawn(site, 'options_compared("spinal-stenosis")', site.homes[condition.id]))
    said = " ".join(" ".join(rows_of(pair).values()) for pair in found.values())
    assert condition.natural_history[0].text in said
    assert not any(passage.text in said for passage in [*condition.natural_history[1:], *condition.cord_evidence])


def test_a_condition_that_cells_are_not_sold_for_shows_only_what_there_is(site, knowledge):
    shown = families_shown(drawn(site, 'options_compared("severe-stenosis-excluded")'))
    assert shown and all(row.get("class") != "none" for rows in shown.values() for row in rows)
    assert len(shown) < len(words.GROUPS)


def section(body: str, anchor: str) -> str:
    """The text under the heading with this anchor, up to the next heading of the same rank; empty where there is none."""
    found = re.search(rf"^(#+) [^\n]*\{{ #{anchor} \}}\n(.*?)(?=^\1 |\Z)", body, re.M | re.S)
    return found.group(2).strip() if found else ""


def labels(site, body: str) -> list[set[str]]:
    """The rows of every option that the aid draws."""
    calls = re.findall(r"options_in\([^)]*\)", body)
    return [set(rows_of(pair)) - MORE for call in calls for pair in options_of(drawn(site, call, AID)).values()]


def every(site, body: str, *wanted: str) -> bool:
    held = labels(site, body)
    return bool(held) and all(set(wanted) <= rows for rows in held)


#: the minimum criteria of IPDAS: six that make an aid one, six that keep it free of bias -> what meets them on the page
IPDAS = {
    "describes the condition": lambda site, body: len(section(body, "the-problem")) > 200,
    "states the decision": lambda site, body: re.search(r"\*\*[^*]+\?\*\*", section(body, "the-decision")),
    "lists the options": lambda site, body: set(words.GROUPS) - {"other"} == set(re.findall(r'"([a-z-]+)"', " ".join(re.findall(r"options_in\([^)]*\)", section(body, "the-options"))))),
    "good points of each option": lambda site, body: every(site, body, "What it does"),
    "bad points of each option": lambda site, body: every(site, body, "What can go wrong"),
    "what living with each is like": lambda site, body: every(site, body, "Living with it"),
    "equal detail": lambda site, body: len({frozenset(rows) for rows in labels(site, body)}) == 1,
    "cites evidence": lambda site, body: "{{ sources() }}" in body and "**Evidence:**" in section(body, "about-this-aid"),
    "date of publication": lambda site, body: re.search(r"\*\*Date:\*\* \{\{ options_checked\(\) \}\}.*first published", section(body, "about-this-aid")),
    "update policy": lambda site, body: re.search(r"\*\*Updates:\*\* .*checked again", section(body, "about-this-aid")),
    "how uncertain": lambda site, body: every(site, body, "How sure") and section(body, "what-is-not-known").count("\n- ") >= 2,
    "source of funding": lambda site, body: re.search(r"\*\*Money:\*\* .*paid", section(body, "about-this-aid")),
    "what happens if nothing is done": lambda site, body: len(re.findall(r"\{\{ fact\(", section(body, "if-nothing-is-done"))) >= 2,
}

#: what is taken out of the page -> the criteria that it then fails
BROKEN = {
    "## What the problem is { #the-problem }": {"describes the condition"},
    "## Which choice this is about { #the-decision }": {"states the decision"},
    '{{ options_in("cord-cells") }}': {"lists the options"},
    "{{ sources() }}": {"cites evidence"},
    "{{ options_checked() }}": {"date of publication"},
    "**Updates:**": {"update policy"},
    "## What is not known { #what-is-not-known }": {"how uncertain"},
    "**Money:**": {"source of funding"},
    "## What happens if nothing is done { #if-nothing-is-done }": {"what happens if nothing is done"},
}


@pytest.mark.parametrize("criterion", IPDAS)
def test_the_decision_aid_meets_a_minimum_criterion(site, criterion):
    assert IPDAS[criterion](site, site.pages[AID].body), criterion


@pytest.mark.parametrize("part", BROKEN)
def test_the_check_of_the_decision_aid_can_fail(site, part):
    body = site.pages[AID].body
    assert part in body
    without = body.replace(part, "")
    assert {criterion for criterion, meets in IPDAS.items() if not meets(site, without)} >= BROKEN[part]


def test_options_without_living_or_harm_would_be_seen(site, monkeypatch):
    body = site.pages[AID].body
    monkeypatch.setattr("tests.test_options.rows_of", lambda pair: {label: "x" for label in CELLS | ROWS - {"Living with it"}})
    assert not IPDAS["what living with each is like"](site, body)


def test_the_aid_names_its_dates(site, knowledge):
    said = macros.run(View(site, AID), "options_checked()")
    oldest = min(option.checked for option in knowledge.all("alternatives"))
    assert words.month(oldest[:7]) in said and words.month(ask.next_check(oldest)) in said


# --------------------------------------------------------------------------- beside the options


def test_reading_for_patients_and_for_professionals_is_kept_apart(knowledge):
    for condition in knowledge.all("conditions"):
        patients, professionals = ask.guides(knowledge, condition)
        assert patients and all(source.for_patients and source.kind != "seller-page" for source in patients), condition.id
        assert not any(source.for_patients for source in professionals), condition.id
    patients, professionals = ask.guides(knowledge, knowledge.get("conditions", "cancer-related-pain"))
    assert knowledge.get("sources", "nice-cg75-public").for_patients and "nice-cg75-public" not in [source.id for source in patients], "replaced"
    assert not any(source.replaced for condition in knowledge.all("conditions") for guides in ask.guides(knowledge, condition) for source in guides)
    assert "nice-ng234" in [source.id for source in professionals] and professionals[0].year == max(source.year or 0 for source in professionals)


#: every condition names pages of its own to read on, apart from these: cancer cites its pages for patients, and none was found on infection
WITHOUT_PATIENT_PAGES = {"active-infection", "cancer-related-pain"}


def test_the_own_pages_of_a_condition_come_first_and_are_for_patients(site, knowledge):
    for condition in knowledge.all("conditions"):
        assert condition.patient_pages or condition.id in WITHOUT_PATIENT_PAGES, condition.id
        shown = [source.id for source in ask.guides(knowledge, condition)[0]]
        own = [id for id in shown if id not in ask.GENERAL_GUIDES][: len(condition.patient_pages)]
        assert own == condition.patient_pages, "not written for patients, without address, or too many"
    assert "Helpline: 0208 741 1515" in text(drawn(site, 'talk_it_over("axial-spondyloarthritis")'))


def test_where_thoughts_of_suicide_are_named_the_reader_is_told_what_to_do_today(site, knowledge):
    named = [condition.id for condition in knowledge.all("conditions") if "suicide" in " ".join(passage.text for passage in condition.daily_life)]
    assert named
    for condition in knowledge.all("conditions"):
        said = text(drawn(site, f'talk_it_over("{condition.id}")'))
        assert ("tell somebody today" in said and "call the emergency number" in said) == (condition.id in named)
        assert ("116 123 (United Kingdom and Ireland): Samaritans" in said) == (condition.id in named)
        for id in condition.crisis_help:
            assert said.count(knowledge.get("sources", id).phone or "Befrienders Worldwide") >= 1
        assert not {source.id for source in ask.guides(knowledge, condition)[0]} & set(condition.crisis_help), "listed twice"


def test_a_disease_of_its_own_doctor_has_its_own_questions(site):
    said, other = (text(drawn(site, f'talk_it_over("{id}")')) for id in ("axial-spondyloarthritis", "spondylosis"))
    assert "ask your own rheumatologist" in said and "What do you think causes my pain" not in said
    assert "ask your own doctor or physiotherapist" in other and "What do you think causes my pain" in other


def test_the_aid_leads_on_to_guides_of_bodies_with_nothing_to_sell(site, knowledge):
    shown = drawn(site, "more_help()", AID)
    addresses = [link.get("href") for link in shown.iter("a")]
    for id in ask.GENERAL_GUIDES:
        source = knowledge.kinds["sources"][id]
        assert source.url in addresses and source.for_patients and source.kind != "seller-page", id
    assert "{{ more_help() }}" in section(site.pages[AID].body, "next")


def test_the_harms_of_a_condition_name_its_routes_and_what_is_special_there(site, knowledge):
    neck, disc, surgery = (text(drawn(site, f'cell_harms("{id}")')) for id in ("chronic-neck-pain", "degenerative-disc-disease", "psps-2"))
    assert "21 of 4,804" in neck and "12 of 4,891" not in neck
    assert "12 of 4,891" in disc and "21 of 4,804" not in disc
    assert "infection near an implant" in surgery


HOW_OFTEN = "Very common: 10 or more. Common: 1 to 9. Uncommon: 1 to 9 of 1,000. Rare: 1 to 9 of 10,000. Very rare: fewer still. These are the words of a leaflet."


def test_a_legend_explains_what_the_text_uses_and_no_more():
    nothing = legend.legend("Nobody knows.", "Nobody knows.", HOW_OFTEN)
    assert nothing == legend.Legend(points=False, ranges=False, sizes=False, how_often=(), unread=False)
    full = legend.legend("Pain was 15 points lower (11 to 21), a small gain; more was not in the part read.", "", HOW_OFTEN)
    assert (full.points, full.ranges, full.sizes, full.unread) == (True, True, True, True)


def test_a_legend_counts_the_words_beside_the_bars(knowledge):
    passage = next(each for each in knowledge.get("alternatives", "fracture-cement").benefit if each.compared and each.compared[0].scale)
    assert "points" not in passage.text, "only the bars speak of points here"
    text, _ = legend.read_first([passage], [])
    assert legend.legend(text, "", HOW_OFTEN).points and legend.legend(text, "", HOW_OFTEN).sizes


def test_a_legend_tells_common_from_very_common_and_uncommon():
    named = lambda harm, **more: [sentence.split(":")[0] for sentence in legend.legend(harm, harm, HOW_OFTEN, **more).how_often]  # noqa: E731
    assert named("Sore muscles are very common.") == ["Very common"]
    assert named("Bleeding is uncommon.") == ["Uncommon"]
    assert named("Common: headache.") == ["Common"]
    assert named("A stroke is very rare.") == ["Rare", "Very rare"], "fewer still needs what it is fewer than"
    assert len(named("", charted=True)) == 5


def test_a_word_for_how_often_is_a_word_of_harm_only():
    assert legend.legend("The most common cause.", "Nobody counted.", HOW_OFTEN).how_often == ()


def test_the_legend_of_a_page_leaves_out_words_that_stand_in_no_open_row(site):
    shown = text(drawn(site, "figures_explained()", "conditions/infection.md"))
    assert "Very rare" not in shown and "Size of a gain" not in shown
    everything = text(drawn(site, "figures_explained()", "conditions/herniated-disc.md"))
    assert all(word in everything for word in ("Points:", "Very common:", "Very rare:")), "its chart of harms shows every word"
