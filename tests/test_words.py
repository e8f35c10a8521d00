"""Numbers, dates and labels as readers meet them."""

import pytest

from kb import ask, model, words
from kb.view import outcome_text


@pytest.mark.parametrize("value, text", [(30, "30"), (4891, "4,891"), (0.25, "0.25"), (-12.4, "−12.4"), (74.0, "74"), (0, "0")])
def test_number(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize("value, unit, text", [(30, "percent", "30%"), (1, "months", "1 month"), (12, "months", "12 months"), (2.3, "points-of-100", "2.3 of 100 points"), (5000, "thb", "5,000 baht")])
def test_with_unit(value, unit, text):
    assert words.with_unit(value, unit) == text


@pytest.mark.parametrize("text, expected", [("2026", "2026"), ("2026-11", "November 2026"), ("2026-11-21", "21 November 2026")])
def test_month(text, expected):
    assert words.month(text) == expected


@pytest.mark.parametrize("count, text", [(1, "1 month"), (18, "18 months"), (24, "2 years"), (27, "27 months"), (0.2, "6 days")])
def test_months(count, text):
    assert words.months(count) == text


@pytest.mark.parametrize(
    "text, told",
    [
        ("Yes.", "It may have changed since."),
        ("Yes, no date. Ask.", "It may have changed since. Ask."),
        ("Yes: live page, re-check", "It may have changed since. Live page, re-check"),
        ("Yes. The outcome was not found.", "It may have changed since. The outcome was not found."),
        ("No: published finding, fixed", "May have changed: No: published finding, fixed"),
        ("Yesterday's page", "May have changed: Yesterday's page"),
    ],
)
def test_since(text, told):
    assert words.since(text) == told


def test_emergency_numbers_stand_out():
    assert words.with_short_numbers("In 2025 & now, call 1669.") == "In 2025 &amp; now, call <strong>1669</strong>."


def test_stamp():
    assert words.stamp("Yes. Ask.", "May 2026") == "As of May 2026"
    assert words.stamp("Yes, no date.", "May 2026") == "No date; read in May 2026"


@pytest.mark.parametrize("name, told", [("Cultured umbilical cord cells (UC-MSC)", "Cultured umbilical cord cells"), ("Iran", "Iran"), ("(unnamed)", "(unnamed)")])
def test_bare(name, told):
    assert words.bare(name) == told


@pytest.mark.parametrize("text, heading", [("emergency-thailand", "Emergency, Thailand"), ("report-at-home", "Report at home"), ("flying", "Flying"), ("complain-in-thailand", "Complain in Thailand"), ("medical-tourists", "Medical tourists")])
def test_topic(text, heading):
    assert words.topic(text) == heading


@pytest.mark.parametrize("checked, due", [("2026-11", "2027-05"), ("2026-06", "2026-12"), ("2026-07", "2027-01"), ("2026-12", "2027-06")])
def test_next_check(checked, due):
    assert ask.next_check(checked) == due


@pytest.mark.parametrize(
    "people, percent",
    [(30, 9.5), (58, 5.0), (12, 22.1), (60, 4.9)],  # exact values as in the evidence on zero events
)
def test_zero_event_limit(people, percent):
    assert round(100 * ask.zero_event_limit(people), 1) == percent


@pytest.mark.parametrize(
    "authors, short, label",
    [
        (["Pers YM", "Soler R", "Vadalà G"], None, "Pers and others 2024"),
        (["Aoun SG", "Davies M"], None, "Aoun and Davies 2024"),
        (["Ostelo RWJG"], None, "Ostelo 2024"),
        (["Ma Y", "et al."], None, "Ma and others 2024"),
        (["World Health Organization"], "WHO guideline", "WHO guideline, 2024"),
        (["Tetec AG Study Group"], None, "Tetec AG Study Group 2024"),
        ([], "Disc nutrition model", "Disc nutrition model, 2024"),
    ],
)
def test_citation(authors, short, label):
    source = model.Source(id="a", kind="rct", title="T", authors=authors, short=short, year=2024, verified="abstract", checked="2026-11", facts=[])
    assert ask.citation(source) == label


def test_no_two_sources_are_cited_alike(knowledge):
    labels = ask.citations(knowledge.all("sources"))
    assert len(set(labels.values())) == len(labels) == len(knowledge.all("sources"))
    assert {labels["brinjikji-2015-a"], labels["pers-2024"]} == {"Brinjikji and others 2015a", "Pers and others 2024"}


def outcome(**fields):
    return model.Outcome(kind="within-group", measure="VAS", arm="a", **fields)


@pytest.mark.parametrize(
    "fields, text",
    [
        ({"events": 3, "of": 10}, "3 of 10 people"),
        ({"baseline": 82.2, "value": 17.4, "unit": "mm"}, "from 82.2 to 17.4 mm"),
        ({"value": 74, "unit": "%"}, "74%"),
        ({"percent": 44}, "44%"),
        ({"change": -20, "unit": "mm", "percent": -30}, "−20 mm (−30%)"),
        ({"text": "no difference"}, "no difference"),
        ({}, "not reported"),
    ],
)
def test_outcome_text(fields, text):
    assert outcome_text(outcome(**fields)) == text


def test_every_word_of_a_vocabulary_has_a_label():
    fields = model.Claim.model_fields
    assert set(words.VERDICTS) == set(fields["verdict"].annotation.__args__)
    assert set(words.CERTAINTY) == set(fields["certainty"].annotation.__args__) == set(words.STEMS)
    assert set(words.SOURCE_KINDS) == set(model.Source.model_fields["kind"].annotation.__args__)
    assert set(words.VERIFIED) == set(model.Source.model_fields["verified"].annotation.__args__)
    assert set(words.DESIGNS) == set(model.Study.model_fields["design"].annotation.__args__)
    assert set(words.CONTROLS) == set(model.Study.model_fields["control"].annotation.__args__)
    assert set(words.STATUSES) == set(model.Trial.model_fields["status"].annotation.__args__)
    assert set(words.ACTIONS) == set(model.WarningSign.model_fields["action"].annotation.__args__)
    assert set(words.UNITS) == set(model.Value.model_fields["unit"].annotation.__args__)
    assert set(words.LEVELS) == set(model.Mechanism.model_fields["level"].annotation.__args__)
    assert set(words.GROUPS) == set(model.Alternative.model_fields["group"].annotation.__args__)
    assert set(words.BELONGS) == set(model.Harm.model_fields["belongs_to"].annotation.__args__)


def test_verdicts_and_certainty_differ_in_shape_and_text():
    for labels in (words.VERDICTS, words.CERTAINTY, words.ACTIONS, words.SEVERITY):
        assert len({label.mark for label in labels.values()}) == len({label.text for label in labels.values()}) == len(labels)
