"""Summaries of findings: sentences from certainty, people counted once, judgements that follow; and the gaps of the evidence map."""

import copy
import csv
import io
import re

import pytest

from kb import ask, build, checks, grade, load, macros, model, plots, words
from kb.macros.summaries import summary_overview, summary_studies
from kb.view import View
from tests.test_checks import BASE, STUDY

HOME = "evidence/summaries.md"


def changed(knowledge, kind, **records):
    """A copy of the knowledge with other, or more, records of a kind."""
    other = copy.copy(knowledge)
    other.kinds = {**knowledge.kinds, kind: {**knowledge.kinds[kind], **records}}
    return other


def row_of(knowledge, id, outcome, cells="cord"):
    return next(row for row in knowledge.kinds["summaries"][id].rows if row.outcome.startswith(outcome) and row.cells == cells)


# ----- sentences


@pytest.mark.parametrize(
    "certainty, effect, sentence",
    [
        ("high", "reduces", "Cord cells reduce pain."),
        ("moderate", "reduces-slightly", "Cord cells probably reduce pain slightly."),
        ("low", "improves-a-lot", "Cord cells may improve pain a lot."),
        ("moderate", "no-difference", "Cord cells probably make little or no difference to pain."),
        ("low", "causes", "Cord cells may cause pain."),
        ("very-low", "reduces-a-lot", "The evidence is very uncertain about whether cord cells reduce pain."),
        ("very-low", "no-difference", "The evidence is very uncertain about whether cord cells make a difference to pain."),
        ("none", "increases", "No study has measured whether cord cells increase pain."),
    ],
)
def test_the_wording_follows_from_certainty_and_effect(certainty, effect, sentence):
    assert words.statement(certainty, effect, "cord cells", "pain") == sentence


def test_every_certainty_has_its_own_wording_and_every_effect_fits():
    assert set(words.EFFECTS) == set(model.SummaryRow.model_fields["effect"].annotation.__args__)
    assert set(words.GRADE_DOMAINS) == set(model.Downgrade.model_fields["domain"].annotation.__args__)
    assert set(words.GRADE_STEPS) == set(grade.STEPS) == set(model.Downgrade.model_fields["by"].annotation.__args__)
    for effect in words.EFFECTS:
        texts = [words.statement(certainty, effect, "cord cells", "pain") for certainty in words.STEMS]
        texts.append(words.statement("none", effect, "cord cells", "pain", unread=True))
        assert len(set(texts)) == len(words.STEMS) + 1 and not any("{" in text for text in texts)


def test_a_comparison_is_named_and_unread_results_are_not_called_unmeasured():
    assert words.statement("low", "reduces", "cord cells", "pain", "a dummy") == "Cord cells may reduce pain, compared with a dummy."
    assert words.statement("none", "reduces", "cord cells", "pain", unread=True) == "No result that we could read shows whether cord cells reduce pain."
    assert "a lot" not in words.statement("very-low", "reduces-a-lot", "cord cells", "pain")


def test_a_row_without_a_study_says_that_no_study_measured_it(site, knowledge):
    row = row_of(knowledge, "surgery-avoided", "Operations")
    assert not row.studies and grade.sentence(knowledge, row).startswith("No study has measured whether cord cells")
    html = macros.summary_of_findings(View(site, HOME), "surgery-avoided")
    assert "No study has measured whether cord cells reduce the number of operations" in html and "No study found." in html and "Searched 21 November 2026" in html


def test_a_row_whose_trial_published_nothing_does_not_say_that_nobody_measured(knowledge):
    row = row_of(knowledge, "cord-disc-pain", "Pain, against a dummy")
    assert grade.evidence(knowledge, row) == "unread" and grade.sentence(knowledge, row).startswith("No result that we could read shows")
    assert grade.sentence(knowledge, row.model_copy(update={"studies": []})).startswith("No study has measured")


# ----- people


def test_people_are_counted_from_the_studies(knowledge):
    row = row_of(knowledge, "cord-disc-pain", "Pain, before")
    held = [knowledge.kinds["studies"][id] for id in row.studies]
    assert grade.people(knowledge, row) == grade.People(sum(ask.people_in(study) for study in held), len(held))
    more = changed(knowledge, "studies", **{"pang-2014": held[2].model_copy(update={"people": held[2].people.model_copy(update={"analysed": 5})})})
    assert held[2].id == "pang-2014" and grade.people(more, row).people == grade.people(knowledge, row).people + 3


def test_people_in_two_reports_are_counted_once(knowledge):
    row = row_of(knowledge, "cord-disc-pain", "Pain, before")
    double = knowledge.kinds["studies"]["pang-2014"].model_copy(update={"id": "pang-again", "same_people_as": "pang-2014"})
    other = changed(knowledge, "studies", **{"pang-again": double})
    assert grade.people(other, row.model_copy(update={"studies": [*row.studies, "pang-again"]})) == grade.people(knowledge, row)


def test_people_of_a_review_are_those_that_it_counts_and_the_table_says_so(site, knowledge):
    row = row_of(knowledge, "serious-harm", "Side effects judged", "other")
    review = knowledge.kinds["reviews"]["xie-2021"]
    assert grade.people(knowledge, row) == grade.People(review.people, review.studies_n, review)
    assert "104 people (2 studies), as this review counts them" in macros.summary_of_findings(View(site, HOME), "serious-harm")


# ----- tables


def test_one_table_for_each_question_and_cord_cells_apart(knowledge):
    assert list(knowledge.kinds["summaries"]) == ["cord-disc-pain", "other-cells-sham", "daily-function", "disc-imaging", "pain-drugs", "surgery-avoided", "serious-harm"]
    for summary in knowledge.all("summaries"):
        order = [row.cells for row in summary.rows]
        assert order == sorted(order, key=lambda cells: cells != "cord"), "cord cells first"
        for row in summary.rows:
            assert {ask.is_cord(knowledge, study.cells) for study in grade.studies_of(knowledge, row)} <= {row.cells == "cord"}


def test_every_row_is_drawn_with_sentence_certainty_and_citation(site, knowledge):
    for summary in knowledge.all("summaries"):
        html = macros.summary_of_findings(View(site, HOME), summary.id)
        drawn = re.findall(r"<tr[^>]*><th scope=\"row\">.*?</tr>", html, re.S)
        assert len(drawn) == len(summary.rows)
        for row, text in zip(summary.rows, drawn):
            assert grade.sentence(knowledge, row) in text and 'class="badge certainty' in text
            assert 'class="cite"' in text or 'class="searched"' in text
            assert len(re.findall("<li><strong>", text)) == len(row.reduced)
            if grade.shows_gain(knowledge, row):
                assert "Without the cells" in text and "No comparison of groups" in text


def test_each_study_of_the_tables_is_listed_with_its_lines(site, knowledge):
    """Whoever is shown a study finds its name, and from there each line that rests on it."""
    view = View(site, HOME)
    listed, tables = summary_studies(view), "".join(macros.summary_of_findings(view, summary.id) for summary in knowledge.all("summaries"))
    for study in {study.id: study for summary in knowledge.all("summaries") for row in summary.rows for study in grade.studies_of(knowledge, row)}.values():
        line = re.search(rf"<li><strong>{re.escape(study.name)}</strong>.*?</li>", listed, re.S).group(0)
        held = [f"{summary.id}-{number}" for summary in knowledge.all("summaries") for number, row in enumerate(summary.rows, 1) if study in grade.studies_of(knowledge, row)]
        assert re.findall(r'href="[^"#]*#([^"]+)"', line) == held and all(f'id="{id}"' in tables for id in held), study.id


def test_a_changed_fact_changes_the_table(site, knowledge):
    study = knowledge.kinds["studies"]["pers-2024"]
    outcomes = [o.model_copy(update={"percent": 33}) if o.key == "responders-sham-12" else o for o in study.outcomes]
    other = copy.copy(site)
    other.knowledge = changed(knowledge, "studies", **{"pers-2024": study.model_copy(update={"outcomes": outcomes})})
    before, after = (macros.summary_of_findings(View(each, HOME), "other-cells-sham") for each in (site, other))
    assert "74 of 100 (58 people randomised) with cells, 69 of 100 (56 people randomised) without. Difference: 5 more of 100 people did better with cells (the true difference is probably between 11 fewer and 21 more; computed)" in before
    assert "33 of 100 (56 people randomised) without" in after and "69 of 100 (56" not in after


def test_two_tables_with_one_question_share_a_row_of_the_overview(knowledge, site):
    html = summary_overview(View(site, HOME))
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', html, re.S)
    assert len(rows) == len(knowledge.kinds["summaries"]) - 1 and "Not asked in this table" not in html
    assert 'scope="row">Pain<span' in rows[0] and all(f'#{id}"' in rows[0] for id in ("cord-disc-pain", "other-cells-sham"))


def test_a_score_has_no_decimals_that_nobody_feels(site):
    html = macros.summary_of_findings(View(site, HOME), "disc-imaging")
    assert "from 4.1 to 3.7" in html and "4.06" not in html
    assert "from 82 to 17" in macros.summary_of_findings(View(site, HOME), "cord-disc-pain")


def test_a_change_has_its_scale_and_both_groups_their_difference(site, knowledge):
    html = macros.summary_of_findings(View(site, HOME), "other-cells-sham")
    assert "down 20 points of 100 (30 of every 100 points at the start) with cells, down 15 (24 of every 100 points at the start) without. Difference: 5 points better with cells (computed)" in html
    assert "down 34 points of 100 with cells, down 30.5 without. Difference: 3.5 points better with cells (computed)" in html, "readers who subtract find the same"
    assert "down by 63 of every 100 points at the start" in html and "62.8" not in html
    function = macros.summary_of_findings(View(site, HOME), "daily-function")
    assert "down 16 points of 100 (from 46 to 30) with cells, up 5 (from 44 to 49) without. Difference: 21 points better with cells (computed)" in function
    assert "down 50 points of 100 (66 of every 100 points at the start)" in macros.summary_of_findings(View(site, HOME), "cord-disc-pain"), "a line of 10 cm"


def test_the_difference_of_two_changes_follows_the_data_and_the_scale(site, knowledge):
    study = knowledge.kinds["studies"]["noriega-2017"]
    outcomes = [o.model_copy(update={"change": -45}) if o.key == "vas-sham-12" else o for o in study.outcomes]
    other = copy.copy(site)
    other.knowledge = changed(knowledge, "studies", **{"noriega-2017": study.model_copy(update={"outcomes": outcomes})})
    assert "Difference: 25 points worse with cells (computed)" in macros.summary_of_findings(View(other, HOME), "other-cells-sham")
    vas = knowledge.kinds["measures"]["vas"].model_copy(update={"better": "higher"})
    other.knowledge = changed(other.knowledge, "measures", vas=vas)
    html = macros.summary_of_findings(View(other, HOME), "other-cells-sham")
    assert "Difference: 25 points better with cells (computed)" in html and "Pain: 0 to 100. Higher is better." in html


def test_the_better_way_is_said_once_for_each_table_with_scores(site, knowledge):
    for summary in knowledge.all("summaries"):
        html = macros.summary_of_findings(View(site, HOME), summary.id)
        moved = len(re.findall(r"\b(?:down|up) [\d.]+ (?:points|grades)", html))
        assert len(re.findall(r"(?:Lower|Higher) is (?:better|worse)", html)) == (1 if moved else 0), summary.id


def test_ratios_and_standardised_units_stand_in_the_small_note_only(site):
    for id, said in (("serious-harm", "more common with cells; of how many people is not known"), ("other-cells-sham", "by a rule of thumb a medium difference")):
        html = macros.summary_of_findings(View(site, HOME), id)
        plain = re.sub(r'<span class="basis">[^<]*</span>', "", html)
        assert said in plain and "3.05" in html and not re.search(r"3\.05|0\.50|odds ratio|standardised", plain, re.I)


def test_a_count_and_its_range_have_one_base(site):
    html = macros.summary_of_findings(View(site, HOME), "serious-harm")
    assert "12 of 4,891 people, 2.5 of 1,000 (probably between 1.3 and 4.3)" in html
    assert "1 of 607 people, 1.6 of 1,000 (probably between fewer than 0.1 and 9)" in html and "%" not in html


def test_a_difference_turns_round_where_fewer_is_better(knowledge, site):
    study = knowledge.kinds["studies"]["noriega-2017"]
    outcomes = [o.model_copy(update={"events": 7}) if o.key == "opioids-cells-12" else o for o in study.outcomes]
    other = copy.copy(site)
    other.knowledge = changed(knowledge, "studies", **{"noriega-2017": study.model_copy(update={"outcomes": outcomes})})
    assert "50 fewer of 100 people did better with cells" in macros.summary_of_findings(View(other, HOME), "pain-drugs")
    assert "1 of 12 people with cells, 1 of 12 people without. No difference between the groups" in macros.summary_of_findings(View(site, HOME), "pain-drugs")


def test_the_csv_holds_what_the_tables_show(knowledge, site):
    rows = macros.summary_rows(View(site, HOME))
    assert len(rows) == sum(len(summary.rows) for summary in knowledge.all("summaries"))
    read = list(csv.DictReader(io.StringIO(build.as_csv(rows))))
    row = next(r for r in read if r["id"] == "other-cells-sham")
    assert row["in_words"].startswith("Cells from bone marrow probably make little or no difference to pain")
    assert (row["people"], row["studies"], row["certainty"]) == ("253", "4", "moderate") and "74 of 100 (58 people randomised)" in row["figures"] and "imprecision (serious)" in row["reasons"]


# ----- rules

CORD = "- {id: seen, question: Q, words: [w], where: W, date: 2026-11, limits: L, result: R}\n"
SERIES = STUDY.replace("id: study", "id: series").replace("design: rct", "design: case-series").replace("control: sham", "control: none").replace("  comparison: published\n", "").replace("primary_kind: between-group", "primary_kind: not-defined").replace("primary_met: not-met", "primary_met: not-defined")
SERIES = re.sub(r"    - \{id: sham.*\n", "", SERIES).replace("{randomised: 114}", "{randomised: 58}")
SERIES = SERIES.replace("- {kind: between-group, measure: responders, months: 12, arm: cells, percent: 74}", "- {key: before, kind: within-group, measure: pain, months: 12, arm: cells, change: -30}")
TRIAL = STUDY.replace("- {kind: between-group, measure: responders, months: 12, arm: cells, percent: 74}", "- {key: told, kind: between-group, measure: pain, months: 12, arm: between, text: Alike.}\n    - {key: sham, kind: within-group, measure: pain, months: 12, arm: sham, change: -20}")
FINDING = "- {id: judged, topic: cord-evidence, statement: S, cells: cord, certainty: low, certainty_why: W, sources: [pers-2024], checked: 2026-11}\n"
SUMMARY = """\
- id: table
  name: Table
  people: P
  treatment: T
  comparator: C
  checked: 2026-11
  rows:
    - outcome: Pain
      cells: cord
      studies: [series]
      subject: cord cells
      effect: reduces
      what: pain
      figures:
        - {study: series, key: before}
      without:
        - {study: study, key: sham}
      certainty: very-low
      reduced:
        - {domain: imprecision, by: very-serious, why: Few people.}
"""
COMPARED = SUMMARY.replace("studies: [series]", "studies: [study]").replace("{study: series, key: before}", "{study: study, key: told}").replace("very-low", "low")
NOTHING = SUMMARY.replace("      studies: [series]\n", "").replace("very-low", "none").replace("      figures:\n        - {study: series, key: before}\n", "")
ALL = BASE | {"studies": TRIAL + SERIES, "summaries": SUMMARY, "searches": CORD, "findings": FINDING}
BY = "{domain: imprecision, by: very-serious, why: Few people.}"


def found(data, **texts):
    knowledge, faults = load.load(data(**(ALL | texts)))
    assert not faults, [str(fault) for fault in faults]
    return [str(fault) for fault in checks.check(knowledge)]


@pytest.mark.parametrize("summaries", [SUMMARY, COMPARED, NOTHING + "      search: seen\n", COMPARED + "      finding: judged\n"])
def test_a_sound_summary_passes(data, summaries):
    assert found(data, summaries=summaries) == []


RULES = {
    "before and after with more than very low certainty": (SUMMARY.replace("certainty: very-low", "certainty: low"), "data/summaries.yml:18: [before-after] table: no figure of the row compares groups, yet its certainty is `low`. Fix: certainty: very-low; change before and after is not an effect."),
    "before and after in a study that has a comparison group": (COMPARED.replace("key: told", "key: sham"), "data/summaries.yml:18: [before-after] table:"),
    "a certainty that does not follow from its reasons": (COMPARED.replace("certainty: low", "certainty: moderate"), "data/summaries.yml:18: [grade] table: start and steps give `low`, the row says `moderate`. Fix: correct `certainty`"),
    "a comparison that is called not measured": (COMPARED.replace("certainty: low", "certainty: none"), "data/summaries.yml:18: [grade] table: certainty `none` beside a figure that compares groups."),
    "a gain without what happens without cells": (SUMMARY.replace("      without:\n        - {study: study, key: sham}\n", ""), "data/summaries.yml:14: [without-cells] table: change with cells without what happens without them."),
    "treated people as the comparison": (SUMMARY.replace("{study: study, key: sham}", "{study: series, key: before}"), "data/summaries.yml:17: [without-cells] table: `before` of series is about people who got cells."),
    "cord cells among other cells": (SUMMARY.replace("cells: cord", "cells: other"), "data/summaries.yml:9: [mixed] table: a row on other cells rests on series. Fix: cord cells and other cells never share a row"),
    "nothing found but not where": (NOTHING, "[unsearched] table: nothing was found, but not where we looked. Fix: name the `search`."),
    "a certainty that rests on nothing": (SUMMARY.replace("      studies: [series]\n", ""), "[no-source] table: the row rests on no study and no review."),
    "a finding that says otherwise": (SUMMARY + "      finding: judged\n", "data/summaries.yml:18: [disagrees] table: the finding `judged` says `low`, the row `very-low`."),
    "a figure that is typed": (SUMMARY.replace("why: Few people.", "why: Only 33 people."), "data/summaries.yml:20: [typed-figure] table: a figure is typed: `Only 33 people.`"),
    "a figure that is not there": (SUMMARY.replace("key: before", "key: befor"), "data/summaries.yml:15: [unknown-id] table: `series` has no figure `befor`. Fix: did you mean `before`?"),
    "a figure of two records": (SUMMARY.replace("{study: series, key: before}", "{study: series, finding: judged, key: before}"), "data/summaries.yml:15: [unknown-id] table: a figure names no record, or several."),
    "a study that is not there": (SUMMARY.replace("studies: [series]", "studies: [serie]"), "data/summaries.yml:10: [unknown-id] table: `rows.0.studies.0` points to `serie`, which is no id in studies. Fix: did you mean `series`?"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_judgement_that_does_not_follow_is_refused(data, name):
    text, expected = RULES[name]
    faults = found(data, summaries=text)
    assert any(expected in fault for fault in faults), faults


def test_no_row_of_the_project_calls_before_and_after_an_effect(knowledge):
    for summary in knowledge.all("summaries"):
        for row in summary.rows:
            if grade.evidence(knowledge, row) == "before-after":
                assert row.certainty == "very-low" and "very uncertain" in grade.sentence(knowledge, row)


# ----- gaps


def test_the_gaps_are_the_empty_cells_of_the_map(knowledge):
    rows = csv.DictReader(io.StringIO(plots.csv_of(plots.PLOTS["evidence-map"](knowledge))))
    rows = [row for row in rows if row["cells"] == "cord"]
    gaps = ask.gaps(knowledge)
    assert {gap.condition.id for gap in gaps if gap.untested} == {row["condition"] for row in rows if row["studies"] == "0"}
    assert {gap.condition.id for gap in gaps} == {row["condition"] for row in rows if row["best_design"] != "comparison group, result published"}


def test_a_study_closes_a_gap(knowledge):
    gap = lambda k: next((gap for gap in ask.gaps(k) if gap.condition.id == "annular-tear"), None)  # noqa: E731
    assert gap(knowledge).untested
    series = knowledge.kinds["studies"]["lontar-ui-ucmsc"].model_copy(update={"id": "new", "conditions": ["annular-tear"]})
    assert not gap(changed(knowledge, "studies", new=series)).untested, "tested, though never compared"
    trial = knowledge.kinds["studies"]["pers-2024"].model_copy(update={"id": "new", "conditions": ["annular-tear"], "cells": "umbilical-cord-msc"})
    assert gap(changed(knowledge, "studies", new=trial)) is None
    unread = trial.model_copy(update={"comparison": "not-published"})
    assert gap(changed(knowledge, "studies", new=unread)) is not None, "a trial that nobody can read answers nothing"


def test_each_gap_says_what_was_tested_what_would_answer_it_and_which_trial_will(site, knowledge):
    html = macros.evidence_gaps(View(site, "evidence/not-known.md"))
    drawn = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.S)
    gaps = ask.gaps(knowledge)
    assert len(drawn) == len(gaps)
    for gap, text in zip(gaps, drawn):
        assert "Other cells:" in text and ("randomised" in text or gap.condition.urgent or gap.answer.would_answer in text)
        if gap.trials:
            assert all(trial.name.replace("'", "&#39;") in text for trial in gap.trials) and "None found." not in text.split("Registered trials")[1]
        else:
            assert "None found." in text and "Searched" in text
    neck = drawn[[gap.condition.id for gap in gaps].index("chronic-neck-pain")]
    assert knowledge.kinds["findings"]["neck-unknown"].would_answer in neck


def test_a_trial_without_a_comparison_group_is_not_said_to_answer(site, knowledge):
    html = macros.evidence_gaps(View(site, "evidence/not-known.md"))
    for trial in ask.select(knowledge, "trials", cells="cord"):
        said = re.search(rf'#{trial.id}">.*?</li>', html, re.S)
        if said and trial.controlled != "yes":
            assert "could help to answer" not in said.group(0)


def test_the_matrix_shows_every_empty_cell(site, knowledge):
    html = macros.evidence_matrix(View(site, "evidence/not-known.md"))
    cells = [source.id for source in knowledge.all("cell_sources") if any(study.cells == source.id for study in knowledge.all("studies"))]
    empty = sum(1 for _, tested in ask.evidence_map(knowledge, tuple(cells)) for cell in tested.values() if not cell.studies)
    assert html.count('class="empty"') == empty and f"{empty} of {len(cells) * len(knowledge.kinds['conditions'])} cells are empty" in html
