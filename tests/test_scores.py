"""Self-scores: totals are derived, and a score that is not whole is refused."""

import pytest

from kb import ask, load, model

INSTRUMENT = """\
instruments:
- id: tool
  name: Tool
  measures: whether it works
  items: [one, two, three]
  lowest: 0
  highest: 1
  total: percent
  parts: [A, B]
  part_sizes: [2, 1]
  goal: 95
  sources: [pers-2024]
ratings:
- id: tool-options
  instrument: tool
  page: options.md
  scores: [1, 0, null]
  lost:
  - item: 2
    why: too long
  rated: 2026-11
"""


def faults(data, text):
    from kb import checks

    knowledge, found = load.load(data(scores=text))
    return [str(fault) for fault in [*found, *checks.check(knowledge)] if fault.file.endswith("scores.yml")]


def test_a_sound_rating_passes(data):
    assert faults(data, INSTRUMENT) == []


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("scores: [1, 0, null]", "scores: [1, 0]", "data/scores.yml:17: [rating] tool-options: 2 scores for 3 items. Fix: give one score for each item, in order."),
        ("scores: [1, 0, null]", "scores: [1, 0, 2]", "data/scores.yml:17: [range] tool-options: item 3 has 2 points. Fix: give 0 to 1."),
        ("scores: [1, 0, null]", "scores: [0, 0, null]", "[rating] tool-options: item 1 lost points without a reason. Fix: add it to `lost`."),
        ("page: options.md", "page: option.md", "[unknown-id] tool-options: there is no page `option.md`."),
        ("part_sizes: [2, 1]", "part_sizes: [2, 2]", "[rating] tool: the parts hold 4 items of 3."),
        ("instrument: tool", "instrument: toll", "[unknown-id] tool-options: `instrument` points to `toll`, which is no id in instruments. Fix: did you mean `tool`?"),
    ],
)
def test_fault(data, old, new, expected):
    found = faults(data, INSTRUMENT.replace(old, new, 1))
    assert any(expected in fault for fault in found), found


def test_totals():
    sums = model.Instrument(id="s", name="S", measures="m", items=["a", "b", "c"], lowest=1, highest=5, total="sum", goal=12, sources=["pers-2024"])
    assert ask.totals(sums, model.Rating(id="r", instrument="s", page="*", scores=[5, 4, 3], rated="2026-11")) == [12]
    parts = sums.model_copy(update={"total": "percent", "highest": 1, "parts": ["A", "B"], "part_sizes": [2, 1]})
    assert ask.totals(parts, model.Rating(id="r", instrument="s", page="*", scores=[1, None, 0], rated="2026-11")) == [100.0, 0.0]


def test_readers_of_one_page_are_averaged():
    tool = model.Instrument(id="t", name="T", measures="m", items=["a", "b", "c"], lowest=0, highest=1, total="percent", parts=["A", "B"], part_sizes=[2, 1], goal=95, sources=["pers-2024"])
    ratings = [model.Rating(id=id, instrument="t", page=page, scores=scores, rated="2026-11") for id, page, scores in (("a", "x.md", [1, 0, 1]), ("b", "y.md", [1, 1, 1]), ("c", "x.md", [1, 1, 0]))]
    found = ask.by_page(ratings)
    assert {page: [rating.id for rating in each] for page, each in found.items()} == {"x.md": ["a", "c"], "y.md": ["b"]}
    assert ask.mean_totals(tool, found["x.md"]) == [75.0, 50.0] and ask.mean_totals(tool, found["y.md"]) == [100.0, 100.0]


def test_every_instrument_of_the_project_has_been_used(knowledge):
    for instrument in knowledge.all("instruments"):
        assert ask.ratings_of(knowledge, instrument.id), instrument.id
