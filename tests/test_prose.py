"""The rules for words refuse what they should; exceptions need a reason and end on a day."""

import datetime

import pytest

from kb import macros, pages, prose

FRONT = "---\ntitle: T\ndescription: D\n---\n\n"


def faults(text, path="a.md", listed=(), today=datetime.date(2026, 11, 21)):
    meta, body, count = pages.split_front_matter(FRONT + text)
    return [str(f) for f in prose.check({path: pages.Page(path, meta, body, count)}, set(macros.MACROS), today, list(listed))]


@pytest.mark.parametrize("text", ["Pain fell by 40 points.", "Of 114 people.", "Three trials found nothing.", "Half of them got better.", "A third recovered.", "It costs 5,000 dollars.", "Twice as many.", "In 30% of people.", "Five years in prison."])
def test_a_typed_quantity_is_refused(text):
    (fault,) = faults(text)
    assert fault.startswith("docs/a.md:6: [quantity] the quantity `")


@pytest.mark.parametrize("text", ['Of {{ n("pers-2024", "people") }}.', "One small study.", "The first and the second.", "See [this](../a-2020.md).", "<!-- 3 cells -->", "1. First\n2. Second", "`code 12`"])
def test_what_is_no_typed_quantity(text):
    assert faults(text) == []


def test_contributor_pages_may_show_numbers():
    assert faults("Write 3 words.", path="contribute/macros.md") == []


@pytest.mark.parametrize("text, instead", [("That is, e.g. a scan.", "for example"), ("A scam.", "what was shown"), ("Reviewed by a doctor.", "no clinician has reviewed")])
def test_words_to_avoid(text, instead):
    (fault,) = faults(text)
    assert "[plain]" in fault and instead in fault


def exception(until="2027-01-31", text="at 40 points", page="a.md"):
    return prose.Exception_(page, text, "a reason", until, 3)


def test_an_exception_lets_its_words_pass():
    assert faults("It is set at 40 points.", listed=[exception()]) == []


def test_an_exception_ends():
    found = faults("It is set at 40 points.", listed=[exception(until="2026-10-01")])
    assert found == ["prose-exceptions.yml:3: [exception] the exception for `at 40 points` ended on 2026-10-01. Fix: mend the page, or argue a new date."]


def test_an_exception_that_nothing_needs():
    assert faults("Nothing here.", listed=[exception()]) == ["prose-exceptions.yml:3: [exception] `at 40 points` on a.md is no longer needed. Fix: remove the exception."]


def test_an_exception_needs_a_reason_and_a_date(tmp_path):
    path = tmp_path / "e.yml"
    path.write_text("- page: a.md\n  text: x\n")
    _, found = prose.exceptions(path)
    assert [f.rule for f in found] == ["exception"]


@pytest.mark.parametrize("front, rule", [("title: T\n", "no `description`"), ("title: T\ndescription: D\ntitel: X\n", "`titel` is no key"), ("title: T\ndescription: D\ncite: X\n", "the name of a macro")])
def test_front_matter(front, rule):
    meta, body, count = pages.split_front_matter(f"---\n{front}---\n\ntext\n")
    (fault,) = prose.check({"a.md": pages.Page("a.md", meta, body, count)}, set(macros.MACROS), None, [])
    assert rule in str(fault)
