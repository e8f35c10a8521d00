"""Thailand in practice: every law, price, body, telephone number and Thai word has a source and an age; nothing unverified passes as verified."""

from __future__ import annotations

import re

import pytest

from kb import model, pages, words
from kb.macros.calls import draw
from kb.view import View

THAI = re.compile(r"[\u0e00-\u0e7f]")
#: short codes of Thailand (four digits that are no year), emergency numbers elsewhere, and numbers in full
SHORT = re.compile(r"(?<![\d,.+-])(?:1[0-8]\d\d|191)(?!\d|[,.-]\d)")
FULL = re.compile(r"(?<![\d,.])(?:\+\d\d |0)\d{0,4}[ -]?\d{3,4}[ -]\d{4}(?:-\d)?(?!\d)")
ABROAD = re.compile(r"\bcall (\d{3})\b", re.IGNORECASE)
PAGES = ["index", "rules-today", "timeline", "who-regulates", "what-marks-prove", "prices", "questions", "contract-and-payment", "travel", "complain", "thai-words"]
DATED = ["status", "timeline", "bodies", "enforcement", "prices", "market", "travel", "thai_trials", "marks"]


def expanded(site, name: str) -> str:
    """A page of docs/thailand/ with what its macros print, as text without tags."""
    path = f"thailand/{name}.md"
    drawn = draw(site, path)
    assert not drawn.faults, "\n".join(map(str, drawn.faults))
    html = pages.all_pages()[path].body + "\n" + "\n".join(output for _, output in drawn.outputs)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def texts(record) -> str:
    """Everything that a record says, its id and sources left out."""
    return " ".join(value for name, value in record if isinstance(value, str) and name not in ("id", "url"))


def told_by(knowledge, ids) -> str:
    """What the source records say: title, facts and note."""
    found = [knowledge.kinds["sources"][id] for id in ids]
    return " ".join(" ".join([source.title or "", source.short or "", source.note or "", *source.facts]) for source in found)


def digits(text: str) -> str:
    """The digits of a telephone number, without the country code or a first zero."""
    return re.sub(r"\D", "", text.replace("+66", "")).lstrip("0") or "000"


def numbers_in(text: str) -> set[str]:
    """Telephone numbers in a text, by their digits."""
    return {digits(found) for found in SHORT.findall(text) + FULL.findall(text) + ABROAD.findall(text)}


def written(knowledge, word: model.ThaiWord) -> str | None:
    """The Thai form of a word, or None where none was found."""
    return word.thai or (knowledge.kinds["bodies"][word.body].thai_name if word.body else None)


# ----- age and sources


@pytest.mark.parametrize("kind", DATED)
def test_every_record_about_law_price_or_a_body_has_its_age_and_sources(knowledge, kind):
    assert knowledge.all(kind)
    for record in knowledge.all(kind):
        assert isinstance(record, model.Dated)
        assert record.sources and record.may_have_changed, record.id
        assert record.as_of <= record.checked, f"{record.id} is dated after the day on which it was read"


def test_no_kind_of_dated_record_is_left_out(knowledge):
    assert {kind for kind in knowledge.kinds if any(isinstance(record, model.Dated) for record in knowledge.all(kind))} == set(DATED)


def test_a_point_without_a_source_is_shown_as_our_advice(site, knowledge):
    view = View(site, "thailand/contract-and-payment.md")
    for check in knowledge.all("checks"):
        assert check.basis == "inference" or check.sources, f"{check.id} rests on sources, but names none"
        assert ("Our advice." in view.render("checks_table.html", rows=[check], caption=None, filters={})) == (check.basis == "inference")


def test_every_kind_of_mark_and_check_is_on_a_page(site, knowledge):
    shown = {name: expanded(site, name) for name in PAGES}
    for mark in knowledge.all("marks"):
        assert mark.name in shown["what-marks-prove"].replace("&#34;", '"'), mark.id
    everywhere = " ".join(shown.values()).replace("&#39;", "'").replace("&#34;", '"')
    for check in knowledge.all("checks"):
        assert check.point in everywhere, check.id


# ----- telephone numbers


def test_every_telephone_number_stands_in_its_source(knowledge):
    for body in knowledge.all("bodies"):
        if body.hotline:
            assert body.hotline_sources and set(body.hotline_sources) <= set(body.sources), body.id
            assert digits(body.hotline) in re.sub(r"\D", "", told_by(knowledge, body.hotline_sources)), f"{body.id}: {body.hotline} is not in its sources"
        else:
            assert not body.hotline_sources, body.id


@pytest.mark.parametrize("kind", DATED + ["questions", "thai_words"])
def test_every_telephone_number_in_a_text_comes_from_a_source(knowledge, kind):
    lines = {digits(body.hotline) for body in knowledge.all("bodies") if body.hotline}
    for record in knowledge.all(kind):
        for number in numbers_in(texts(record)) - lines:
            assert number in re.sub(r"[ -]|(?<=\D)0", "", told_by(knowledge, record.sources)) or number == "000", f"{record.id}: {number} is in none of its sources"


@pytest.mark.parametrize("name", PAGES)
def test_every_telephone_number_on_a_page_comes_from_a_record(site, knowledge, name):
    known = set()
    for kind in DATED + ["questions", "thai_words", "findings", "warning_signs", "searches", "sources"]:
        for record in knowledge.all(kind):
            known |= numbers_in(texts(record))
    assert known >= {"1669", "1155", "1426", "1556", "1166"}
    assert numbers_in(expanded(site, name)) <= known
    assert not numbers_in(re.sub(r"\{\{.*?\}\}", "", pages.all_pages()[f"thailand/{name}.md"].body)), "typed into the page"


def test_numbers_are_found_in_a_text():
    assert numbers_in("Call 1669 or 191, or +66 2590 1880-1, or 020 7008 5000, in 2019. In Australia call 000.") == {"1669", "191", "259018801", "2070085000", "000"}
    assert not numbers_in("In 2025 it cost 1,669 baht, 18.5% more, on page 12.")


# ----- look-ups


def test_a_look_up_that_nobody_opened_is_marked_on_the_page(site, knowledge):
    view = View(site, "thailand/who-regulates.md")
    for body in knowledge.all("bodies"):
        for template, context in (("bodies.html", {"r": body}), ("bodies_table.html", {"rows": [body], "caption": None, "filters": {}})):
            known = bool(body.look_up) or template == "bodies_table.html"  # a card does not speak of a look-up that nobody knows of
            assert ("Look-up not verified" in view.render(template, **context)) == (known and not body.lookup_verified), body.id
    opened = knowledge.all("bodies")[0].model_copy(update={"lookup_verified": True})
    assert "Look-up not verified" not in view.render("bodies.html", r=opened)
    assert "Look-up not verified" not in view.render("bodies_table.html", rows=[opened], caption=None, filters={})


def test_every_body_is_on_the_page_with_its_check_or_its_age(site, knowledge):
    text = expanded(site, "who-regulates").replace("&#39;", "'").replace("&#34;", '"')
    for body in knowledge.all("bodies"):
        for part in filter(None, [body.name, body.role, body.check, body.hotline, body.does_not_prove]):
            assert part in text, f"{body.id}: {part}"
    assert text.count("Look-up not verified") > len([body for body in knowledge.all("bodies") if body.look_up and not body.lookup_verified])


def test_what_to_type_comes_with_a_good_and_a_bad_answer(knowledge):
    told = [body for body in knowledge.all("bodies") if body.type_this]
    assert {"dhss", "medical-council", "thai-fda", "ethics-committees", "clinical-trials-registry"} <= {body.id for body in told}
    for body in knowledge.all("bodies"):
        assert bool(body.type_this) == bool(body.good) == bool(body.bad) == bool(body.look_up), body.id


# ----- Thai words


def test_every_thai_word_stands_in_its_source(knowledge):
    for word in knowledge.all("thai_words"):
        form = written(knowledge, word)
        assert bool(form) == bool(word.sources), f"{word.id}: a word needs a source, and a word that was not found has none"
        assert not (word.thai and word.body), f"{word.id} has its Thai form from the body"
        if form:
            assert THAI.search(form)
            assert form.split(" (")[0] in told_by(knowledge, word.sources), f"{word.id}: {form} is in none of its sources"
        if word.said:
            assert word.said in told_by(knowledge, word.sources), f"{word.id}: its source does not say how it is said"


def test_thai_names_elsewhere_are_words_of_the_list(knowledge):
    listed = {written(knowledge, word) for word in knowledge.all("thai_words")}
    for term in knowledge.all("glossary"):
        assert term.thai is None or term.thai in listed, f"glossary: {term.id}"
    for body in knowledge.all("bodies"):
        assert body.thai_name is None or body.thai_name in listed, f"bodies: {body.id}"


def test_every_word_is_on_the_page_or_listed_as_not_found(site, knowledge):
    text = expanded(site, "thai-words")
    listed = ";".join(re.findall(r"Not found: ([^.]*)\.", text))
    missing = {re.sub(r"\(.*", "", part).strip() for part in listed.split(";")}
    for word in knowledge.all("thai_words"):
        form = written(knowledge, word)
        assert word.english in text and (not form or form in text), word.id
        assert (word.english in missing) == (not form), word.id


def test_thai_letters_reach_a_page_from_a_record_only(site, knowledge):
    for name in PAGES:
        assert not THAI.search(pages.all_pages()[f"thailand/{name}.md"].body), name
    view = View(site, "thailand/who-regulates.md")
    for body in knowledge.all("bodies"):
        outside = re.sub(r'<span[^>]* lang="th">.*?</span>', "", view.render("bodies.html", r=body))
        outside = re.sub(r"<[^>]+>", "", outside)
        assert not THAI.search(outside), f"{body.id}: Thai that is not marked as Thai"


def test_thai_inside_a_sentence_is_marked_as_thai():
    assert words.with_thai("a <b> แพทยสภา c") == 'a &lt;b&gt; <span lang="th">แพทยสภา</span> c'
    assert words.with_thai(None) is None


def test_the_page_says_that_the_questions_are_in_english_only(site, knowledge):
    translated = [question.id for question in knowledge.all("questions") if question.thai]
    assert ("English only" in expanded(site, "questions")) == (not translated)
