"""Reading grades: the formula and its rules on texts counted by hand, the goals on every built page, and what is published."""

import lxml.html
import pytest

from kb import checks, load, pages
from kb.words import READING_EXCLUSIONS
from tests import reading

NONE = reading.Exclusions([])
#: how far a published grade may be from the measured one
TOLERANCE = 0.3


@pytest.fixture(scope="module")
def measured(built):
    return reading.measure_site(built)


# --------------------------------------------------------------------------- the rules


def test_the_formula_on_a_text_counted_by_hand():
    # 6 words with 6 syllables; 8 words with 10: very and hap-py have two
    found = reading.measure([(False, "The cat sat on the mat. It was very happy there, was it not?")], NONE)
    assert (found.sentences, found.words, found.syllables) == (2, 14, 16)
    assert found.grade == pytest.approx(0.39 * 14 / 2 + 11.8 * 16 / 14 - 15.59) == pytest.approx(0.626, abs=0.001)
    # 12 words: no-bod-y has mea-sured wheth-er um-bil-i-cal cells ease dis-a-bil-i-ty in re-tired nurs-es there
    found = reading.measure([(False, "Nobody has measured whether umbilical cells ease disability in retired nurses there.")], NONE)
    assert (found.sentences, found.words, found.syllables) == (1, 12, 3 + 1 + 2 + 2 + 4 + 1 + 1 + 5 + 1 + 2 + 2 + 1)


def test_a_text_without_a_sentence_has_no_grade():
    assert reading.measure([(False, "Two words"), (True, "a cell of a table without an end")], NONE).grade == 0


@pytest.mark.parametrize(
    "text, parts",
    [
        ("Pain fell by 2.5 points in a year. Nobody knows why it did.", ["Pain fell by 2.5 points in a year.", "Nobody knows why it did."]),
        ("As Pers et al. Reported in the trial, it failed.", ["As Pers et al. Reported in the trial, it failed."]),
        ("Ask Dr. Who or J. Smith about this trial.", ["Ask Dr. Who or J. Smith about this trial."]),
        ("Take a train at platform No. 5 to the town.", ["Take a train at platform No. 5 to the town."]),
        ("The short answer is no. Then ask for more.", ["The short answer is no.", "Then ask for more."]),
        ("Was it any better? No. Nobody has tested it yet!", ["Was it any better?", "Nobody has tested it yet!"]),
        ('They wrote "it works for all." That is not known.', ['They wrote "it works for all."', "That is not known."]),
        ("First a colon: then more; and still the same one", ["First a colon: then more; and still the same one"]),
    ],
)
def test_sentences(text, parts):
    assert reading.sentences(text) == parts


def test_a_cell_counts_only_where_it_ends_like_a_sentence():
    cell = "The trial failed on its goal. 58 people, 12 months, donor cells"
    assert reading.sentences(cell, loose=True) == ["The trial failed on its goal."]
    assert len(reading.sentences(cell)) == 2


@pytest.mark.parametrize(
    "word, count",
    [
        ("pain", 1), ("umbilical", 4), ("disability", 5), ("randomised", 3), ("tumour", 2), ("oedema", 3), ("centre", 2), ("licence", 2), ("labelled", 2),
        ("herniations", 4), ("well-known", 2), ("MRI", 3), ("WHO", 5), ("MSCs", 3), ("UC-MSC", 5), ("2026", 4), ("37.5%", 3), ("2,224", 4), ("T2", 2), ("20th", 2),
        ("patient's", 2), ("clinic’s", 2), ("nobody,", 3), ("(spine)", 1),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert reading.syllables(word) == count


def test_an_unknown_word_gets_the_larger_of_two_counts():
    assert reading._looked_up("spondylolisthesis") is None and reading.syllables("spondylolisthesis") >= 6
    assert reading.syllables("zzblatorine") == 3


def test_words_are_what_stands_between_spaces_dashes_and_strokes():
    assert reading.words("A before-after change – with/without cells, 30 % of them") == ["A", "before-after", "change", "with", "without", "cells,", "30", "of", "them"]


def test_register_numbers_are_no_words():
    assert reading.words("The trial (NCT04530071) has 36 people, IRCT20211021052828N3 too.") == ["The", "trial", "has", "36", "people,", "too."]


def test_an_excluded_term_counts_two_syllables_a_word_at_most():
    excluded = reading.Exclusions(["Umbilical cord", "MSC"])
    assert reading.cost("Umbilical cords hold umbilical MSCs.", excluded) == (5, 2 + 1 + 1 + 4 + 2, 4 + 1 + 1 + 4 + 3)
    assert reading.cost("Three umbilical-cord cells in a dish.", excluded) == (6, 1 + 2 + 1 + 1 + 1 + 1 + 1, 1 + 4 + 1 + 1 + 1 + 1 + 1)


def test_what_counts_on_a_page():
    page = lxml.html.fromstring(
        '<article><h1>A heading with many words here</h1><div class="admonition short-answer"><p class="admonition-title">Short answer</p>'
        '<p>We know of no such trial <span class="cites">(Pers and others 2024)</span>. Ask a <a class="term">doctor<span class="term-note"> (who knows)</span></a> first.</p></div>'
        '<ul><li>An item of four words</li><li><a href="x">Only a link to another page</a></li></ul>'
        '<details><summary>Why</summary><p>Folded text counts as well.</p></details>'
        "<dl><dt>A name that is long</dt><dd>A dose of ten million cells</dd><dd>It was not reported.</dd></dl>"
        "<table><caption>A caption of many words</caption><thead><tr><th>One head of a table</th></tr></thead><tbody><tr><td>20 million cells in a disc</td><td>It was no better.</td></tr></tbody></table>"
        '<svg><text>Words in a drawn chart</text></svg><p class="checked">Sources last checked a while ago.</p></article>'
    )
    found = [sentence for loose, text in reading.passages(page) for sentence in reading.sentences(text, loose)]
    assert found == ["We know of no such trial.", "Ask a doctor first.", "An item of four words", "Folded text counts as well.", "It was not reported.", "It was no better."]


def test_a_repeated_sentence_counts_once():
    assert reading.measure([(False, "It was not reported here."), (False, "It was not reported here.")], NONE).sentences == 1


def test_too_many_exclusions_are_refused(data):
    def terms(count):
        return "".join(f"- id: t{n}\n  term: T{n}\n  plain: P\n  excluded_from_reading: true\n" for n in range(count))

    knowledge, faults = load.load(data(glossary=terms(READING_EXCLUSIONS)))
    assert not faults and not list(checks.exclusions_are_few(knowledge))
    knowledge, _ = load.load(data(glossary=terms(READING_EXCLUSIONS + 2)))
    assert [fault.rule for fault in checks.exclusions_are_few(knowledge)] == ["exclusions", "exclusions"]


# --------------------------------------------------------------------------- the pages


def test_every_page_but_those_for_contributors_is_measured(measured):
    left = set(pages.all_pages()) - {row.path for row in measured}
    assert left == {"references.md", "self-scores.md"} | {path for path in pages.all_pages() if path.startswith("contribute/")}
    assert all(row.page.words > 50 for row in measured), [row.path for row in measured if row.page.words <= 50]


def test_short_answers_are_easy_to_read(measured):
    hard = {row.path: round(row.short.grade, 2) for row in measured if row.short and row.short.grade > reading.SHORT_ANSWER}
    assert hard == {}, "see `python -m tests.reading --why PAGE`"
    assert [row.path for row in measured if not row.short] == []


def test_pages_are_easy_to_read(measured):
    hard = {row.path: round(row.page.grade, 2) for row in measured if row.page.grade > reading.PAGE}
    assert hard == {}, "see `python -m tests.reading --why PAGE`"


def test_what_is_published_is_what_is_measured(measured, knowledge):
    published = {row.page: row for row in knowledge.all("reading")}
    assert set(published) == {row.path for row in measured}, "run `make grades`"
    wrong = {}
    for row in measured:
        said = published[row.path]
        pairs = [(said.page_grade, row.page.grade), (said.page_grade_all, row.page.grade_all)]
        pairs += [(said.short_answer, row.short.grade), (said.short_answer_all, row.short.grade_all)] if row.short else []
        if any(a is None or abs(a - b) > TOLERANCE for a, b in pairs) or said.id != reading.id_of(row.path):
            wrong[row.path] = pairs
    assert wrong == {}, "run `make grades`"


def test_the_page_of_the_grades_shows_every_page_and_every_exclusion(built, knowledge):
    shown = reading.article(built, "reading-grade.md").text_content()
    for row in knowledge.all("reading"):
        assert pages.all_pages()[row.page].meta["title"] in shown, row.page
    for term in knowledge.all("glossary"):
        if term.excluded_from_reading:
            assert term.term in shown, term.id
