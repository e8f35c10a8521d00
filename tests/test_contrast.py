"""Two groups side by side: one base, the difference worked out, and what may not be set side by side."""

import pytest
from lxml import html

from kb import checks, contrast, load, model
from kb.view import View
from tests.test_checks import BASE

PEOPLE = {"outcome": "Much better", "when": "after a year", "comparator_is": "a dummy treatment"}
SCORES = {"outcome": "Pain", "comparator_is": "usual care", "scale": 10}


def told(option: dict, comparator: dict, **rest) -> contrast.Told:
    return contrast.told(model.Contrast(option=model.Side(**option), comparator=model.Side(**comparator), **rest))


def shown(found: contrast.Told) -> list[str]:
    return [row.shown for row in found.rows]


def test_counts_stand_on_one_base_with_what_was_counted():
    found = told({"events": 18, "of": 45}, {"events": 6, "of": 18}, **PEOPLE)
    assert found.what == "Much better after a year, of 100 people"
    assert [row.whose for row in found.rows] == ["with it", "with a dummy treatment"]
    assert shown(found) == ["40", "33"] and [row.counted for row in found.rows] == ["18 of 45", "6 of 18"]
    assert found.difference == "7 more of 100 with it"


def test_the_difference_is_worked_out_before_rounding_and_says_so_where_readers_find_another():
    """51.4 and 36.7 differ by 14.7; readers who subtract 37 from 51 find 14."""
    rough = told({"percent": 51.4}, {"percent": 36.7}, **PEOPLE)
    assert shown(rough) == ["51", "37"] and rough.difference == "about 15 more of 100 with it (worked out before rounding)"
    plain = told({"percent": 10.9}, {"percent": 12.1}, **PEOPLE)
    assert shown(plain) == ["11", "12"] and plain.difference == "1 fewer of 100 with it"
    assert told({"percent": 41}, {"percent": 41.3}, **PEOPLE).difference == "about the same with both"
    assert told({"percent": 41.4}, {"percent": 41.6}, **PEOPLE).difference == "about the same with both"
    assert told({"percent": 10.4}, {"percent": 9.5}, **PEOPLE).difference == "about the same with both"


@pytest.mark.parametrize("shares, base", [((0.4, 0.0), 100), ((0.3, 0.004), 1_000), ((0.00002, 0.0000005), 1_000_000), ((0.0, 0.0), 100)])
def test_nobody_who_was_harmed_is_rounded_away(shares, base):
    assert contrast.base(shares) == base


def test_a_half_is_rounded_up():
    """10 of 16 is 62.5 of 100, which readers round to 63."""
    found = told({"events": 10, "of": 16}, {"events": 3, "of": 16}, **PEOPLE)
    assert shown(found) == ["63", "19"] and found.difference == "44 more of 100 with it"


def test_scores_and_their_fall_are_told_apart():
    reached = told({"mean": 3.7}, {"mean": 3.1}, **SCORES)
    assert shown(reached) == ["37", "31"] and reached.difference == "6 points higher with it, a small difference"
    fell = told({"fall": 2.6}, {"fall": -1}, **SCORES)
    assert shown(fell) == ["26 points down", "10 points up"] and fell.difference == "36 points further down with it, a large difference" and fell.rows[1].length == 0
    assert told({"fall": 0}, {"fall": 0}, **SCORES).difference == contrast.SAME


def test_scores_stand_on_one_scale_and_say_how_they_were_measured():
    ten, questions, hundred = (told({"mean": mean}, {"mean": 0}, **SCORES | {"scale": scale}) for mean, scale in ((6, 10), (12, 24), (35.95, 100)))
    assert ten.what == "Pain, in points of 100 (measured from 0 to 10)" and ten.rows[0].shown == "60" and ten.rows[0].length == 60
    assert questions.what == "Pain, in points of 100 (measured from 0 to 24)" and questions.rows[0].shown == "50"
    assert hundred.what == "Pain, in points of 100" and hundred.rows[0].shown == "36"
    near = told({"mean": 4.94}, {"mean": 6.58}, **SCORES)
    assert shown(near) == ["49", "66"] and near.difference == "about 16 points lower with it, a medium difference (worked out before rounding)"


@pytest.mark.parametrize("points, size", [(9, "small"), (-9, "small"), (10, "medium"), (-20, "medium"), (21, "large"), (-21, "large")])
def test_a_difference_is_called_by_its_size(points, size):
    assert told({"mean": max(points, 0)}, {"mean": max(-points, 0)}, **SCORES | {"scale": 100}).difference.endswith(f"a {size} difference")


def test_a_difference_that_may_be_chance_says_so_and_has_no_size():
    assert told({"mean": 6}, {"mean": 4}, **SCORES | {"scale": 100, "chance": True}).difference == "2 points higher with it, which may be chance"
    assert told({"percent": 48}, {"percent": 36}, **PEOPLE | {"chance": True}).difference == "12 more of 100 with it, which may be chance"


def test_what_the_first_group_had_is_named_where_it_would_not_say_it():
    found = told({"percent": 91}, {"percent": 90}, option_is="six weeks", **PEOPLE)
    assert found.rows[0].whose == "with six weeks" and found.difference == "1 more of 100 with six weeks"


def test_a_passage_shows_its_groups_as_text_and_as_bars(site):
    compared = model.Contrast(option=model.Side(percent=74), comparator=model.Side(percent=69), **PEOPLE)
    passage = model.Passage(text="People in both groups got better.", sources=["pers-2024"], compared=[compared])
    tree = html.fromstring(f"<div>{View(site, 'options.md').passage(passage)}</div>")
    said = " ".join(tree.text_content().split())
    assert "Much better after a year, of 100 people: with it 74; with a dummy treatment 69. 5 more of 100 with it." in said
    assert [bar.get("width") for bar in tree.iter("rect") if bar.get("class") == "contrast-part"] == ["74.0", "69.0"]


SPOILT = {
    "option: {percent: 40, mean: 3}, comparator: {percent: 30}": "no figure, or several",
    "option: {events: 4}, comparator: {percent: 30}": "a count without its denominator",
    "option: {events: 0, of: 0}, comparator: {percent: 30}": "no figure, or several",
    "option: {percent: 40}, comparator: {mean: 3}, scale: 10": "mean on one side, people on the other",
    "option: {mean: 4}, comparator: {mean: 3}": "a score without its scale",
    "option: {percent: 4}, comparator: {percent: 3}, scale: 10": "a scale without a score",
    "option: {mean: 40}, comparator: {mean: 3}, scale: 10": "a score outside its scale",
    "option: {events: 5, of: 4}, comparator: {events: 1, of: 4}": "5 events out of 4",
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_cannot_be_set_side_by_side_is_refused(data, spoilt):
    assert SPOILT[spoilt] in "\n".join(faults(data, f"sources: [pers-2024], compared: [{{outcome: Pain, comparator_is: a dummy, {spoilt}}}]"))


def test_groups_without_a_source_are_refused(data):
    sound = "compared: [{outcome: Pain, comparator_is: a dummy, option: {percent: 4}, comparator: {percent: 3}}]"
    assert not faults(data, f"sources: [pers-2024], {sound}")
    assert "two groups are compared without a source" in "\n".join(faults(data, f"basis: inference, {sound}"))


def faults(data, passage: str) -> list[str]:
    conditions = BASE["conditions"].replace("{text: T, sources: [pers-2024]}", f"{{text: T, {passage}}}", 1)
    knowledge, wrong = load.load(data(**(BASE | {"conditions": conditions})))
    assert not wrong, [str(each) for each in wrong]
    return [str(fault) for fault in checks.check(knowledge)]
