"""Plots and diagrams: every number from its record, none without a denominator, drawings that parse and can be read aloud."""

import copy
import csv
import gzip
import io
import re
from xml.etree import ElementTree

import pytest

from kb import ask, build, diagrams, macros, model, pages, plots
from kb.plots import harms, maps, stats, trials
from kb.view import Site, View

SVG = re.compile(r"<svg.*?</svg>", re.S)


def drawn(site, id, page="evidence/index.md"):
    return macros.plot(View(site, page), id)


def changed(knowledge, kind, id, **fields):
    """A copy of the knowledge in which one record has other fields."""
    other = copy.copy(knowledge)
    other.kinds = {**knowledge.kinds, kind: {**knowledge.kinds[kind], id: knowledge.kinds[kind][id].model_copy(update=fields)}}
    return other


def numbers(knowledge, id):
    return list(csv.DictReader(io.StringIO(plots.csv_of(plots.PLOTS[id](knowledge)))))


def test_newcombe_gives_the_published_example():
    difference, low, high = stats.newcombe(56 / 70, 70, 48 / 80, 80)
    assert (round(difference, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)


def test_newcombe_at_the_edges_stays_within_what_is_possible():
    assert stats.newcombe(0, 10, 0, 10)[0] == 0
    difference, low, high = stats.newcombe(1, 10, 0, 10)
    assert difference == 1 and 0 < low < 1 and high == pytest.approx(1)
    with pytest.raises(ValueError):
        stats.newcombe(0.5, 0, 0.5, 10)


@pytest.mark.parametrize("id", plots.PLOTS)
def test_a_plot_can_be_read_seen_and_downloaded(site, id):
    html = drawn(site, id)
    svg = ElementTree.fromstring(SVG.search(html).group(0))
    assert svg.get("viewBox").startswith("0 0 360 ") and svg.get("role") == "img"
    names = {child.tag: child for child in svg}
    assert svg.get("aria-labelledby").split() == [names["title"].get("id"), names["desc"].get("id")]
    assert len(names["title"].text) > 30 and len(names["desc"].text) > 60
    assert svg.findall(".//text") and "<script" not in html and "style=" not in html and not re.search(r"(fill|stroke)=|rgb\(|#[0-9a-fA-F]{3,6}\b(?!;)", SVG.search(html).group(0))
    assert "table-wrap" in html and 'class="cite"' in html and f'href="../data/plots/{id}.csv"' in html


@pytest.mark.parametrize("id", diagrams.DIAGRAMS)
def test_a_diagram_can_be_read_aloud(site, id):
    html = macros.diagram(View(site, "routes/index.md"), id)
    svg = ElementTree.fromstring(SVG.search(html).group(0))
    assert {"title", "desc"} <= {child.tag for child in svg} and len(svg.find("desc").text) > 100 and "<figcaption>" in html


def test_the_same_drawing_twice_on_a_page_repeats_no_id(site):
    view = View(site, "evidence/index.md")
    html = macros.plot(view, "discs-without-pain") + macros.plot(view, "discs-without-pain") + macros.diagram(view, "ladder-of-evidence") + macros.diagram(view, "ladder-of-evidence")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize("id", plots.PLOTS)
def test_every_row_of_a_download_names_records_that_exist(knowledge, id):
    rows = numbers(knowledge, id)
    assert rows
    for row in rows:
        for name in row["record"].split():
            kind, record = name.split("/")
            assert knowledge.get(kind, record), name


def test_prepare_writes_the_numbers_of_every_plot():
    assert {path.removeprefix(f"{build.PLOT_NUMBERS}/").removesuffix(".csv") for path in build.plot_numbers()} == set(plots.PLOTS)


def test_numbers_of_the_download_are_those_of_the_records(knowledge):
    levi = {outcome.key: outcome for outcome in knowledge.kinds["studies"]["levi-2025"].outcomes}
    row = next(r for r in numbers(knowledge, "responders-by-arm") if r["record"] == "studies/levi-2025" and r["time"] == "12 months" and r["role"] == "comparator")
    assert float(row["percent_reported"]) == levi["responders-sham-12"].percent and row["of"] == "18" and row["events_computed"] == "10"
    finding = {value.key: value.value for value in knowledge.kinds["findings"]["imaging-without-pain"].values}
    for row in numbers(knowledge, "discs-without-pain"):
        assert row["percent_with_disc_degeneration"] == (str(finding[f"disc-degeneration-{row['age']}"]) if f"disc-degeneration-{row['age']}" in finding else "")
    rates = {(f"harms/{harm.id}", rate.text): rate for harm in knowledge.all("harms") for rate in harm.rates}
    for row in numbers(knowledge, "harms-counted"):
        if row["record"].startswith("harms/"):
            rate = rates[row["record"], row["who"]]
            assert (int(row["events"]), int(row["of"])) == (rate.events, rate.of)


def test_a_changed_record_changes_the_plot(knowledge):
    study = knowledge.kinds["studies"]["noriega-2017"]
    outcomes = [outcome.model_copy(update={"events": 9}) if outcome.key == "opioids-cells-12" else outcome for outcome in study.outcomes]
    row = lambda k: next(r for r in numbers(k, "between-group-effects") if r["record"] == "studies/noriega-2017")  # noqa: E731
    before, after = row(knowledge), row(changed(knowledge, "studies", "noriega-2017", outcomes=outcomes))
    assert float(before["difference_of_100"]) == 0 and before["method"] == "computed from reported counts"
    assert float(after["difference_of_100"]) == -66.7, "more opioids is worse, so the mark moves to the side of no cells"
    finding = knowledge.kinds["findings"]["imaging-without-pain"]
    values = [value.model_copy(update={"value": 41.0}) if value.key == "disc-degeneration-20" else value for value in finding.values]
    assert "41% of people of 20" in plots.PLOTS["discs-without-pain"](changed(knowledge, "findings", "imaging-without-pain", values=values)).finding


def test_before_and_after_never_stands_on_the_axis_of_differences(knowledge):
    rows = numbers(knowledge, "between-group-effects")
    drawn = {row["record"].split("/")[1] for row in rows if row["difference_of_100"]}
    missing = {row["record"].split("/")[1] for row in rows if row["method"] == "not reported"}
    assert {study.id for study in trials.controlled(knowledge)} == drawn | missing and not drawn & missing
    assert {"beall-2021", "atluri-2022", "gornet-2024", "cordstem-dd"} <= missing
    measured = {outcome.measure for id in drawn for outcome in knowledge.kinds["studies"][id].outcomes if outcome.kind == "between-group"}
    assert all(any(row["measure"].startswith(measure) for measure in measured) for row in rows if row["difference_of_100"])


def test_a_difference_of_rounded_percentages_says_so(knowledge):
    for row in numbers(knowledge, "between-group-effects"):
        assert row["method"] == "not reported" or "computed" in row["method"] or "as reported" in row["method"]
        assert not row["difference_of_100"] or (row["low"] and row["high"] and row["treated_of"] and row["control_of"])
    respine = next(r for r in numbers(knowledge, "between-group-effects") if r["record"] == "studies/pers-2024")
    assert respine["method"] == "computed from rounded percentages of the people randomised"
    assert "count not reported" in respine["treated"], "69% is no whole number of 56 people"


def test_no_arm_is_shown_without_the_other(knowledge):
    for id in ("responders-by-arm", "before-after-both-arms"):
        blocks: dict = {}
        for row in numbers(knowledge, id):
            blocks.setdefault((row["record"], row["measure"], row["time"]), set()).add(row["role"])
        assert all({"cells", "comparator"} <= roles or roles == {"no comparison group"} for roles in blocks.values())


def test_a_share_without_a_denominator_is_refused(site, knowledge):
    study = knowledge.kinds["studies"]["pers-2024"]
    bare = [arm.model_copy(update={"randomised": None, "enrolled": None, "analysed": None}) for arm in study.arms]
    other = changed(knowledge, "studies", "pers-2024", arms=bare)
    with pytest.raises(plots.Refused, match="studies/pers-2024.*without the number of people"):
        plots.PLOTS["responders-by-arm"](other)
    with pytest.raises(macros.Mistake, match="studies/pers-2024"):
        macros.plot(View(Site(other, site.pages, True), "evidence/index.md"), "between-group-effects")


def test_a_count_of_harm_without_a_denominator_is_refused(knowledge):
    harm = knowledge.kinds["harms"]["discitis"]
    rates = [harm.rates[0].model_copy(update={"of": None})]
    with pytest.raises(plots.Refused, match="harms/discitis: a rate without its denominator"):
        plots.PLOTS["harms-counted"](changed(knowledge, "harms", "discitis", rates=rates))


def test_an_upper_limit_stands_only_at_zero_of_any_cause(knowledge):
    for row in harms.counted(knowledge):
        assert row["limit"] is None or row["events"] == 0
    harm = knowledge.kinds["harms"]["discitis"]
    zero = harm.rates[0].model_copy(update={"events": 0, "of": 58, "percent": None, "ci": None})
    found = lambda rate: next(r for r in harms.counted(changed(knowledge, "harms", "discitis", rates=[rate])) if r["record"] == "harms/discitis")  # noqa: E731
    assert found(zero)["limit"] is None
    assert round(found(zero.model_copy(update={"all_cause_zero": True}))["limit"], 1) == round(1000 * ask.zero_event_limit(58), 1)


def test_the_map_shows_its_empty_cells(knowledge, site):
    rows = numbers(knowledge, "evidence-map")
    assert len(rows) == 2 * len(knowledge.kinds["conditions"])
    empty = [row for row in rows if row["studies"] == "0"]
    assert empty and all(row["best_design"] == "none" and row["people"] == "0" for row in empty)
    svg = SVG.search(drawn(site, "evidence-map")).group(0)
    assert svg.count(">none</text>") == len(empty)
    row = next(r for r in rows if (r["condition"], r["cells"]) == ("degenerative-disc-disease", "cord"))
    assert int(row["people"]) == ask.total_people(ask.select(knowledge, "studies", cells="cord", condition="degenerative-disc-disease"))


@pytest.mark.parametrize("cells", ["cord", "other"])
def test_the_ladder_counts_each_study_once(knowledge, cells):
    found = [id for rung in maps.rungs(knowledge) for id in rung[cells]["ids"]]
    assert sorted(found) == sorted(study.id for study in ask.distinct(ask.select(knowledge, "studies", cells=cells)))
    top = maps.rungs(knowledge)[0][cells]["ids"]
    assert all(knowledge.kinds["studies"][id].comparison == "published" for id in top)


def test_every_step_of_the_timeline_is_drawn(knowledge):
    scene = plots.PLOTS["thai-timeline"](knowledge).scene
    assert sum(map(len, scene["years"].values())) == len(knowledge.kinds["timeline"])
    nobody = model.Event(id="a", as_of="2026", may_have_changed="Yes.", sources=["a"], checked="2026", when="2026", sort="2026", event="E.", means="M.")
    assert maps.authority(nobody) == ("ring", "No authority acted")


def test_all_plots_and_drawings_are_light(site):
    """At most 150 KB (gzip) on the site, wherever they stand, with their downloads."""
    drawn = [
        text
        for path, page in site.pages.items()
        if any(call.name in ("plot", "diagram") for call in pages.calls(page))
        for call, text in macros.draw(site, path).outputs
        if call.name in ("plot", "diagram")
    ]
    assert len(drawn) >= len(plots.PLOTS) + len(diagrams.DIAGRAMS)
    weight = sum(len(gzip.compress(text.encode())) for text in [*drawn, *build.plot_numbers().values()])
    assert weight <= 150_000
    assert not any("<script" in text for text in drawn), "a plot needs no JavaScript"
