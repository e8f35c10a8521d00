"""Plots and diagrams: every number from its record, none without a denominator, drawings that parse and can be read aloud."""

import copy
import csv
import gzip
import io
import math
import re
from xml.etree import ElementTree

import pytest

from kb import ask, build, contrast, diagrams, macros, model, pages, plots, words
from kb.plots import crowds, figure, harms, maps, options, stats, trials
from kb.view import Site, View

SVG = re.compile(r"<svg.*?</svg>", re.S)


def drawn(site, id, page="evidence/index.md"):
    return macros.plot(View(site, page), id)


def lettering(html):
    """What stands written in a drawing, its lines joined."""
    svg = ElementTree.fromstring(SVG.search(html).group(0))
    return re.sub(r"\s+", " ", " ".join("".join(text.itertext()) for text in svg.iter("text")))


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
    assert svg.findall(".//text") and "<script" not in html and "style=" not in html and not re.search(r"fill=\"(?!url\(#)|stroke=|rgb\(|#[0-9a-fA-F]{3,6}\b(?!;)", SVG.search(html).group(0))
    letters_stay_inside(svg)
    assert "table-wrap" in html and 'class="cite"' in html and f'href="../data/plots/{id}.csv"' in html


@pytest.mark.parametrize("id", diagrams.DIAGRAMS)
def test_a_diagram_can_be_read_aloud(site, id):
    html = macros.diagram(View(site, "routes/index.md"), id)
    svg = ElementTree.fromstring(SVG.search(html).group(0))
    assert {"title", "desc"} <= {child.tag for child in svg} and len(svg.find("desc").text) > 100 and "<figcaption>" in html


@pytest.mark.parametrize("id", diagrams.DIAGRAMS)
def test_a_diagram_follows_the_theme_and_keeps_its_letters_inside(site, id):
    """Colours come from classes; no line of text runs out of the drawing (in a wide font letters of 14 px are about 7.2 wide, bold ones 8.2)."""
    svg = ElementTree.fromstring(SVG.search(macros.diagram(View(site, "routes/index.md"), id)).group(0))
    assert svg.get("viewBox").startswith("0 0 360 ")
    for part in svg.iter():
        assert not {"fill", "stroke", "style", "font-size"} & set(part.attrib), part.attrib
    letters_stay_inside(svg)


def letters_stay_inside(svg):
    """Text in a drawing does not flow: what is too long would be cut off."""
    width, height = map(float, svg.get("viewBox").split()[2:])
    for text in svg.iter("text"):
        letters, css = "".join(text.itertext()), text.get("class") or ""
        length = len(letters) * (8.2 if "strong" in css else 7.2)
        start = float(text.get("x")) - length * (1 if "end" in css else 0.5 if "middle" in css else 0)
        assert -4 <= start and start + length <= width + 4, (letters, start, start + length)
        assert text not in list(svg) or 12 <= float(text.get("y")) <= height - 4, letters


def diagram(site, id, knowledge=None):
    return macros.diagram(View(Site(knowledge, site.pages, True) if knowledge else site, "risks/warning-signs.md"), id)


def test_the_drawing_of_the_saddle_says_what_the_warning_sign_says(site, knowledge):
    sign = knowledge.kinds["warning_signs"]["cauda-equina"]
    html = diagram(site, "saddle-area")
    written = lettering(html)
    assert sign.action == "now" and sign.do in written
    for part in ("where a saddle would touch", "holding urine or stool", "sex", "sudden numbness or pain, both legs"):
        assert part in written, part
    assert set(sign.sources) <= set(diagrams.DIAGRAMS["saddle-area"](knowledge).sources)
    other = changed(knowledge, "warning_signs", "cauda-equina", do="Call 999. Say that it is urgent.")
    assert "Call 999. Say that it is urgent." in lettering(diagram(site, "saddle-area", other)), "what to do comes from the record"
    clip = re.search(r'<clipPath id="([^"]+)">', html).group(1)
    assert f'clip-path="url(#{clip})"' in html, "the hatching ends where the area ends"


def test_the_new_drawings_stand_where_they_are_needed(site):
    held = {path: [call.args[0] for call in pages.calls(page) if call.name == "diagram"] for path, page in site.pages.items()}
    for path in ("risks/warning-signs.md", "sheets/warning-signs.md", "faq.md", *(f"conditions/{name}.md" for name in ("herniated-disc", "severe-stenosis", "degenerative-disc-disease", "muscle-ligament-tendon"))):
        assert "saddle-area" in held[path], path
    assert held["conditions/chronic-neck-pain.md"] == ["cord-signs", "neck-parts", "first-moves-neck"], "the neck, not the low back"
    assert "herniation-types" in held["conditions/herniated-disc.md"]
    assert "strained-parts" in held["conditions/muscle-ligament-tendon.md"] and "worn-disc" in held["conditions/degenerative-disc-disease.md"] and "numbers-to-look-for" in held["thailand/who-regulates.md"]
    assert "broken-vertebra" in held["conditions/vertebral-fracture.md"]
    assert "cancer-signs" in held["conditions/cancer.md"] and "curve-degrees" in held["conditions/deformity.md"]
    assert held["mechanisms/index.md"] == ["how-tested"] and held["mechanisms/immune-modulation.md"] == ["immune-steps"]


def test_the_signs_of_cancer_in_the_spine_come_with_what_to_do(site, knowledge):
    signs = knowledge.kinds["warning_signs"]
    now, today = signs["cancer-cord-pressure"], signs["cancer-spine-pain"]
    written = " ".join(lettering(diagram(site, "cancer-signs")).split())
    assert (now.action, today.action) == ("now", "today") and now.do in written and today.do in written
    for sign in ("pain in the middle or upper spine", "numb between the legs", "bladder or bowel", "new trouble walking", "new shooting pain from the spine"):
        assert sign in written, sign


@pytest.mark.parametrize("degrees", (20, 35, 50))
def test_a_curve_is_drawn_as_large_as_it_is_called(site, degrees):
    size, _, lines, rays = diagrams.anatomy._curved(degrees)
    angle = lambda x1, y1, x2, y2: math.degrees(math.atan2(abs(y2 - y1), abs(x2 - x1)))  # noqa: E731
    upper, lower = (angle(*map(float, re.findall(r"-?\d+", line))) for line in lines)
    (x1, y1), (x2, y2), (x3, y3) = (map(float, point) for point in re.findall(r"(-?\d+) (-?\d+)", rays))
    assert size == degrees and abs(upper + lower - degrees) <= 2 and abs(angle(x1, y1, x2, y2) + angle(x2, y2, x3, y3) - degrees) <= 2
    assert f"{degrees} degrees" in lettering(diagram(site, "curve-degrees"))


def test_the_signs_of_a_pressed_cord_come_with_what_to_do(site, knowledge):
    written = " ".join(lettering(diagram(site, "cord-signs")).split())
    signs = knowledge.kinds["warning_signs"]
    assert signs["myelopathy"].do in written and signs["myelopathy-fast"].sign in written
    for sign in ("Clumsy or numb hands", "Unsteady walking", "frequent falls"):
        assert sign in written, sign


def test_each_kind_of_herniation_that_is_counted_is_drawn(site, knowledge):
    written = lettering(diagram(site, "herniation-types"))
    for value in knowledge.get("findings", "herniation-shrinkage-by-type").values:
        if "-" not in value.key:
            assert value.key.capitalize() in written, value.key


def test_the_neck_names_its_parts(site):
    written = lettering(diagram(site, "neck-parts"))
    for part in ("disc", "bone (vertebra)", "spinal cord", "nerve roots of the arm", "artery to the brain"):
        assert part in written, part


def test_the_strained_parts_are_named(site):
    written = lettering(diagram(site, "strained-parts"))
    assert all(part in written for part in ("muscle", "tendon", "ligament", "bone", "disc"))


def test_the_numbers_to_look_for_have_as_many_boxes_as_their_digits(site, knowledge):
    html = diagram(site, "numbers-to-look-for")
    said = [int(count) for count in re.findall(r"(\d+) digits", lettering(html))]
    assert sum(said) == html.count('class="digit"') and len(said) == 2
    facts = " ".join(fact for id in diagrams.DIAGRAMS["numbers-to-look-for"](knowledge).sources for fact in knowledge.get("sources", id).facts)
    assert all(f"{count} digits" in facts for count in said)
    for words_on_it in ("ใบอนุญาตเลขที่", "ทะเบียนยาเลขที่", "อย."):
        assert words_on_it in html and words_on_it in facts, words_on_it


def test_each_kind_of_break_is_drawn_and_told(site, knowledge):
    html = diagram(site, "broken-vertebra")
    svg = SVG.search(html).group(0)
    for number, (name, text) in enumerate(diagrams.anatomy.BREAKS, 1):
        assert f"{number} {name} {text}" in lettering(html)
        assert f"{number}. {name} {text}" in html
        assert svg.count(f'class="middle strong">{number}</text>') == 1, "and numbered in the drawing"
    assert len(diagrams.anatomy.BREAKS) == 3 and all(id in knowledge.kinds["sources"] for id in diagrams.DIAGRAMS["broken-vertebra"](knowledge).sources)


def test_every_mechanism_is_drawn_as_far_as_its_record_says(site, knowledge):
    groups = diagrams.evidence.tested(knowledge)
    drawn = [idea["id"] for group in groups for idea in group["ideas"]]
    assert sorted(drawn) == sorted(knowledge.kinds["mechanisms"]) and [idea["id"] for idea in groups[-1]["ideas"]] == list(diagrams.evidence.NOT_CLAIMED)
    html = diagram(site, "how-tested")
    svg, written = SVG.search(html).group(0), lettering(html)
    steps = {"in-vitro": 0, "animal": 1, "human-biomarker": 2, "human-clinical": 2}
    empty = hollow = 0
    for mechanism in knowledge.all("mechanisms"):
        assert mechanism.name in written, mechanism.name
        kinds = {knowledge.kinds["sources"][id].kind for part in (*mechanism.known, mechanism.cord, *mechanism.counter) for id in part.sources}
        beyond = [bool(kinds & {"animal-study"}), bool(kinds & {"rct", "single-arm-trial", "cohort", "case-series", "case-report"})][steps[mechanism.level] :]
        hollow, empty = hollow + sum(beyond), empty + len(beyond) - sum(beyond)
    assert empty > 0, "a step without a study has no sign"
    assert svg.count('class="hollow"') == hollow + 1 + len(diagrams.evidence.NOT_SEEN), "each study that did not show it, and one in the key"
    key, rows = svg.index("studied here, but not shown"), svg.index(">Growing new blood")
    assert key < rows, "the key stands above the rows"
    for id in diagrams.evidence.NOT_SEEN:
        mechanism = knowledge.kinds["mechanisms"][id]
        assert mechanism.cord.answer == "no" and mechanism.distance.startswith("Not supported.")


def test_a_mechanism_tested_further_moves_in_the_drawing(site, knowledge):
    places = lambda k: {idea["id"]: (group["level"], idea["step"], idea["cord"]) for group in diagrams.evidence.tested(k) for idea in group["ideas"]}  # noqa: E731
    before = places(knowledge)["immune-modulation"]
    mechanism = knowledge.kinds["mechanisms"]["immune-modulation"]
    other = changed(knowledge, "mechanisms", "immune-modulation", level="human-clinical", cord=mechanism.cord.model_copy(update={"answer": "yes"}))
    assert before == ("animal", 1, "partly") and places(other)["immune-modulation"] == ("human-clinical", 2, "yes")
    none = "Shown in people, by how they feel and function: none"
    assert none in lettering(diagram(site, "how-tested")) and none not in lettering(diagram(site, "how-tested", other))


def test_a_step_of_the_immune_chain_is_marked_only_by_a_source_of_its_record(site, knowledge):
    record = knowledge.kinds["mechanisms"]["immune-modulation"]
    named = {id for part in (*record.known, record.cord) for id in part.sources}
    assert all(id in named for _, ids in diagrams.evidence.IMMUNE_STEPS for id in ids), "a source that the record dropped marks nothing: mend the steps"
    seen = lambda k: [step["seen"] for step in diagrams.DIAGRAMS["immune-steps"](k).scene]  # noqa: E731
    assert seen(knowledge) == [["animals"], ["animals"], ["dish", "animals"], [], []]
    without = [passage.model_copy(update={"sources": [id for id in passage.sources if id != "de-witte-2018"]}) for passage in record.known]
    cord = record.cord.model_copy(update={"sources": [id for id in record.cord.sources if id != "de-witte-2018"]})
    assert seen(changed(knowledge, "mechanisms", "immune-modulation", known=without, cord=cord))[:2] == [[], []]
    written = lettering(diagram(site, "immune-steps"))
    assert all(text in written for text, _ in diagrams.evidence.IMMUNE_STEPS) and "not found in what we read" in written


def test_the_same_drawing_twice_on_a_page_repeats_no_id(site):
    view = View(site, "evidence/index.md")
    html = macros.plot(view, "discs-without-pain") + macros.plot(view, "discs-without-pain") + macros.diagram(view, "ladder-of-evidence") + macros.diagram(view, "ladder-of-evidence")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 8 + html.count("popovertarget=") // 2


@pytest.mark.parametrize("id", plots.PLOTS)
def test_every_row_of_a_download_names_records_that_exist(knowledge, id):
    rows = numbers(knowledge, id)
    assert rows
    for row in rows:
        for name in row["record"].split():
            kind, record = name.split("/")
            assert knowledge.get(kind, record), name


def test_prepare_writes_the_numbers_of_every_plot(site):
    assert set(build.plot_numbers(site)) == {f"{build.PLOT_NUMBERS}/{id}.{end}" for id in plots.PLOTS for end in ("csv", "json")}


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
    assert "41 of 100 people aged 20" in plots.PLOTS["discs-without-pain"](changed(knowledge, "findings", "imaging-without-pain", values=values)).finding


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
    assert "rounded percentages of the people randomised" in respine["method"] and "true numbers are not known" in respine["method"]
    assert respine["method"].endswith("the report prints p 0.77")
    assert "how many were followed is not known" in respine["treated"], "69 of 100 is no whole number of 56 people"


def test_the_drawing_of_differences_shows_each_measure_once_at_its_last_time(knowledge):
    plot = plots.PLOTS["between-group-effects"](knowledge)
    levi = next(group for group in plot.scene["groups"] if group["name"].startswith("Levi"))
    shown = [" ".join(mark["lines"]) for mark in levi["marks"]]
    assert len(shown) == 2 and all("12 months" in text for text in shown) and not any("(NRS)" in text for text in shown)
    assert {row["time"] for row in numbers(knowledge, "between-group-effects") if row["record"] == "studies/levi-2025"} == {"3 months", "6 months", "12 months"}, "the download keeps the earlier ones"
    assert len([row for row in plot.rows if row[0].startswith("Levi")]) == 2 and len(plot.rows) == sum(len(group["marks"]) for group in plot.scene["groups"])
    assert any("earlier ones" in note for note in plot.notes)


def test_a_difference_is_that_of_the_shares_beside_it(knowledge):
    """Where whole numbers would tell another difference than the true one, both get a decimal."""
    plot = plots.PLOTS["between-group-effects"](knowledge)
    shown = 0
    for _, _, treated, control, difference in plot.rows:
        if " of 100" not in treated or " of 100" not in control:
            continue
        with_cells, without = (float(text.split(" of 100")[0]) for text in (treated, control))
        said = re.match(r"([\d.]+) (more|fewer) of 100", difference)
        assert said and round(with_cells - without, 1) == float(said[1]) * (1 if said[2] == "more" else -1), difference
        shown += 1
    assert shown > 5
    levi = next(row for row in plot.rows if row[0].startswith("Levi") and row[1].startswith("Pain at least halved"))
    assert levi[2].startswith("44.4 of 100,") and levi[3].startswith("55.6 of 100,") and "35 fewer to 15 more" in levi[4]


def test_scores_are_rounded_as_readers_do_it():
    assert [contrast.nearest(score) for score in (54.81, -30.5, 0, 12.27)] == [55, -31, 0, 12] and contrast.nearest(4.06, 1) == 4.1


def test_trials_against_a_dummy_have_one_pair_of_bars_each(knowledge):
    plot = plots.PLOTS["responders-against-dummy"](knowledge)
    assert [len(block["bars"]) for group in plot.scene["groups"] for block in group["blocks"]] == [2] * len(plot.scene["groups"])
    rows = numbers(knowledge, "responders-against-dummy")
    assert {row["record"] for row in rows} == {"studies/pers-2024", "studies/levi-2025"} and {row["time"] for row in rows} == {"12 months"}
    assert not any("isability" in row["measure"] for row in rows)


def test_no_difference_is_printed_as_minus_nothing(knowledge):
    assert not re.search(r",-0\.0\b", plots.csv_of(plots.PLOTS["between-group-effects"](knowledge)))


#: columns of the downloads that hold a share, a rate or a mean, and what stands where a number of people was not read
SHARES = re.compile(r"percent|per_1000$|difference|average|^start$|^later$|^change$")
UNREAD = re.compile(r"not read|not known")


@pytest.mark.parametrize("id", plots.PLOTS)
def test_no_share_stands_without_its_denominator(knowledge, id):
    """Every share of a download has its denominator, or says in words that the number was not read."""
    for row in numbers(knowledge, id):
        if any(value for name, value in row.items() if SHARES.search(name)):
            sizes = [value for name, value in row.items() if name == "of" or name.endswith("_of")]
            assert sizes, f"{id} has no column for the people"
            assert all(size and float(size) > 0 for size in sizes) or any(UNREAD.search(value) for value in row.values()), row


def test_a_share_whose_denominator_was_not_read_says_so_on_its_mark(site, knowledge):
    """Not only in the table: where the number followed is unknown, the drawing says it beside the share."""
    for id in ("herniation-shrinkage-by-type", "discs-without-pain"):
        for bar in plots.PLOTS[id](knowledge).scene:
            assert "people" in bar.text or "not read" in bar.text, bar
    assert "Counted as better (main measure), 12 months; how many were followed is not known" in lettering(drawn(site, "responders-by-arm"))
    finding = knowledge.kinds["findings"]["herniation-shrinkage-by-type"]
    counted = [value.model_copy(update={"of": 52}) if value.key == "bulge" else value for value in finding.values]
    bars = plots.PLOTS["herniation-shrinkage-by-type"](changed(knowledge, "findings", finding.id, values=counted)).scene
    assert [bar.text for bar in bars if bar.label == "Bulge"] == ["13 of 100, of 52 followed"]


def test_every_comparison_shows_the_value_of_its_comparison_group(knowledge):
    rows = [row for row in numbers(knowledge, "between-group-effects") if row["difference_of_100"]]
    assert rows and all(re.match(r"\d+(\.\d)? of \d+", row["control"]) and int(row["control_of"]) > 0 for row in rows)


def test_before_and_after_says_how_many_people_there_were(site, knowledge):
    rows = numbers(knowledge, "before-after-both-arms")
    assert {row["of_basis"] for row in rows} <= {"counted", "analysed", "randomised", "enrolled", "number not known"}
    by_arm = {(row["record"], row["group"]): row["of"] for row in rows}
    assert by_arm["studies/noriega-2017", "Local anaesthetic into muscle"] == "12" and by_arm["studies/atluri-2022", "Usual care"] == "40"
    blocks = [block for group in trials.before_after(knowledge).scene["groups"] for block in group["blocks"]]
    known = [" and ".join(re.findall(r"\d+", " ".join(block["lines"]).split("; ")[1])) for block in blocks]
    assert all((each or "not known" in " ".join(block["lines"])) and len(block["bars"]) <= 2 for each, block in zip(known, blocks)) and "" in known and "40 and 40" in known
    assert "number in groups not known" in lettering(drawn(site, "before-after-both-arms"))
    apart = [block for group in trials.before_after(knowledge).scene["groups"] if group["apart"] for block in group["blocks"]]
    assert apart and all([bar["text"] for bar in block["bars"]][1:] == ["nobody"] for block in apart), "a series has an empty place where its comparison group would stand"


def test_falls_stand_on_one_scale_and_those_of_another_are_told_in_words(knowledge):
    """Points of 100 are drawn; a share of the start is no point and is told behind the chart. A score that rose has no bar."""
    plot = plots.PLOTS["before-after-both-arms"](knowledge)
    outcomes = {(study.id, o.key): o for study in knowledge.all("studies") for o in study.outcomes}
    bars = [bar for group in plot.scene["groups"] for block in group["blocks"] for bar in block["bars"]]
    shares = [bar["share"] for bar in bars]
    assert outcomes["beall-2021", "pain-saline-12"].change == -30.5 and 30.5 in shares and -outcomes["noriega-2017", "vas-cells-12"].change in shares
    care = outcomes["atluri-2022", "odi-care-6"]
    assert care.value > care.baseline and [bar["text"] for bar in bars if bar["share"] == 0 and not bar.get("missing")] == ["rose by 5"]
    told = " ".join(plot.more[1])
    for key in ("vas-low-36", "vas-high-36", "vas-carrier-36", "vas-saline-36"):
        assert f"{-outcomes['amirdelfan-2021', key].percent:g} of 100" in told and -outcomes["amirdelfan-2021", key].percent not in shares
    assert [group["apart"] for group in plot.scene["groups"]].count(True) == 1 and plot.scene["groups"][-1]["apart"], "the cord-cell series stands apart"
    assert {row["time"] for row in plot.numbers if row["record"] == "studies/beall-2021"} == {"6 months", "12 months"}, "the download keeps the earlier ones"
    assert len(plot.rows) == len([bar for bar in bars if not bar.get("missing")]) + 4 < len(plot.numbers)


def test_filled_and_hollow_mean_one_thing_in_the_charts_of_the_evidence(site):
    """Hollow is without cells, in every chart of the page; what else differs is told by shape or by words."""
    page = "evidence/index.md"
    hollow = {call.args[0]: SVG.search(getattr(macros, call.name)(View(site, page), call.args[0])).group(0).count('class="hollow"') for call in pages.calls(site.pages[page]) if call.name in ("plot", "diagram")}
    assert {id for id, count in hollow.items() if count} == {"responders-by-arm", "before-after-both-arms"}
    for id in ("responders-by-arm", "before-after-both-arms"):
        groups = plots.PLOTS[id](site.knowledge).scene["groups"]
        assert hollow[id] == 1 + sum(bar["hollow"] and bar["share"] > 0 for group in groups for block in group["blocks"] for bar in block["bars"]), "each such bar, and one in the key"


def test_the_ladder_says_whom_it_leaves_out(knowledge):
    """The people of the page are all people in the studies; the rungs count those put into groups by chance."""
    everybody = ask.total_people(ask.select(knowledge, "studies", cells="cord"))
    on_rungs = sum(rung["cord"]["people"] for rung in maps.rungs(knowledge))
    assert everybody > on_rungs and f"{everybody - on_rungs} people of cord-cell trials are left out" in diagrams.DIAGRAMS["ladder-of-evidence"](knowledge).caption


# ----- where the numbers come from


@pytest.mark.parametrize("id", plots.PLOTS)
def test_a_plot_lists_the_sources_of_its_numbers_and_no_others(knowledge, id):
    plot = plots.PLOTS[id](knowledge)
    named = {source for row in numbers(knowledge, id) for source in row["source"].split()}
    assert set(plot.sources) == named and len(plot.sources) == len(named)
    assert not set(plot.note_sources) & named
    assert all(knowledge.get("sources", source) for source in named)
    assert all(bool(row["read"]) == bool(row["source"]) for row in numbers(knowledge, id))
    if plot.row_sources:
        assert len(plot.row_sources) == len(plot.rows)


def test_the_source_of_a_result_is_where_it_was_read(site, knowledge):
    """The source of the outcome, not the main report of its study."""
    rows = numbers(knowledge, "before-after-both-arms") + numbers(knowledge, "responders-by-arm")
    for row in rows:
        study = knowledge.kinds["studies"][row["record"].split("/")[1]]
        read = {outcome.source or study.sources[0] for outcome in study.outcomes if outcome.measure == row["measure"]}
        assert row["source"] in read, row
    early = [row for row in rows if row["measure"].endswith("early cohort")]
    assert early and {row["source"] for row in early} == {"beall-2020"}
    assert {row["source"] for row in rows if row["record"] == "studies/amirdelfan-2021"} == {"cell-trials-outcomes-review"}
    opioids = next(row for row in numbers(knowledge, "between-group-effects") if row["measure"] == "Needed opioids")
    assert opioids["source"] == "gsj-2019"
    html = drawn(site, "responders-by-arm")
    assert '<th scope="col">Where we read it</th>' in html and "short summary (abstract) read" in html and "figures from a review" in lettering(html)
    assert "45% &amp; 35%" in html or "45% & 35%" in html, "how the table of the review was read stands below the drawing"


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


def test_a_mark_says_what_was_counted(knowledge):
    """New growths are not the growth of a cancer that is there, deaths are not cases, injections are not people."""
    rows = {(row["record"], int(row["events"])): row for row in numbers(knowledge, "harms-counted") if row["events"]}
    assert rows["harms/tumour-promotion", 7]["counted"].startswith("New growths")
    assert rows["harms/fungal-meningitis", 12]["counted"].startswith("Deaths") and rows["harms/fungal-meningitis", 12]["of"] == "24"
    assert rows["harms/epidural-complications", 4]["shown"] == "4 of 5,334 injections"
    drawing = plots.PLOTS["harms-counted"](knowledge)
    lines = [" ".join(mark["lines"]) for _, _, marks in drawing.scene["groups"] for mark in marks]
    assert len(set(lines)) == len(lines) == len(drawing.rows)
    assert not any(harm.name in line for harm in knowledge.all("harms") for line in lines), "the name of a harm does not say what was counted"
    harm = knowledge.kinds["harms"]["tumour-promotion"]
    bare = [rate.model_copy(update={"counted": None}) for rate in harm.rates]
    with pytest.raises(plots.Refused, match="harms/tumour-promotion.*say in `counted`"):
        plots.PLOTS["harms-counted"](changed(knowledge, "harms", harm.id, rates=bare))


def test_the_heading_on_harms_counts_what_its_words_say(knowledge):
    plot = plots.PLOTS["harms-counted"](knowledge)
    without = [harm.name for harm in knowledge.all("harms") if not [r for r in harm.rates if r.events is not None and r.of_what in ("people", "injections", "infusions", "discs")]]
    assert plot.finding.startswith(f"For {len(without)} of {len(knowledge.kinds['harms'])} known harms we read no count")
    assert f"({len(without)})" in plot.more[0] and [item.split(" (")[0] for item in plot.more[1]] == [name.split(" (")[0] for name in without]
    assert knowledge.kinds["harms"]["no-live-cells"].name in " ".join(plot.more[1]), "a count of products is no count of people"
    assert not re.search(r"\b(never|nobody)\b", " ".join([plot.finding, plot.more[0], *plot.notes])), "some were counted where we did not read it"


def test_serious_events_of_any_cause_are_drawn_whatever_came_out(knowledge):
    """A plot of studies without an event alone would look safer than the data are."""
    drawn = {row["record"] for row in numbers(knowledge, "harms-counted") if row["counted"].startswith("Serious event of any cause")}
    followed = [s for s in ask.distinct(knowledge.all("studies")) if s.serious_events.basis == "all-cause" and s.design != "case-report"]
    assert drawn == {f"studies/{study.id}" for study in followed} | {"findings/registry-optimism"}
    assert any(study.serious_events.events for study in followed), "and one of them saw some"
    for study in followed:
        if study.serious_events.events == 0:
            assert study.primary_kind == "safety" and "serious" in study.serious_events.text, "no complications without a count is no zero"


def test_an_interval_says_whose_it_is_and_how_many_sides_it_has(knowledge):
    rows = numbers(knowledge, "harms-counted")
    assert any(row["upper_limit_per_1000_one_sided"] for row in rows)
    for row in rows:
        assert bool(row["upper_limit_per_1000_one_sided"]) == ("one-sided" in row["interval"])
        assert bool(row["low_per_1000"]) == row["interval"].endswith(("computed by us)", "as reported)")) - ("one-sided" in row["interval"])
    for harm in knowledge.all("harms"):
        for rate in harm.rates:
            if rate.ci_computed:
                assert tuple(round(100 * end, 2) for end in stats.exact(rate.events, rate.of)) == rate.ci
                assert next(row for row in rows if row["who"] == rate.text)["interval"].endswith("computed by us)")
            elif rate.ci and rate.events is not None:
                assert "omputed" not in (rate.note or ""), f"{harm.id}: set `ci_computed`"


def test_the_exact_interval():
    """Ends checked with SciPy's beta distribution, November 2026."""
    assert [round(end, 4) for end in stats.exact(2, 141)] == [0.0017, 0.0503]
    assert [round(end, 4) for end in stats.exact(3, 5)] == [0.1466, 0.9473]
    assert stats.exact(0, 5)[0] == 0 and stats.exact(5, 5)[1] == 1
    with pytest.raises(ValueError):
        stats.exact(1, 0)


def test_an_upper_limit_stands_only_at_zero_of_any_cause(knowledge):
    for row in harms.counted(knowledge):
        assert row.limit is None or row.events == 0
    harm = knowledge.kinds["harms"]["discitis"]
    zero = harm.rates[0].model_copy(update={"events": 0, "of": 58, "percent": None, "ci": None})
    found = lambda rate: next(r for r in harms.counted(changed(knowledge, "harms", "discitis", rates=[rate])) if r.record == "harms/discitis")  # noqa: E731
    assert found(zero).limit is None
    assert round(found(zero.model_copy(update={"all_cause_zero": True})).limit, 1) == round(1000 * ask.zero_event_limit(58), 1)


def test_the_map_shows_its_empty_cells(knowledge, site):
    rows = numbers(knowledge, "evidence-map")
    assert len(rows) == 2 * len(knowledge.kinds["conditions"])
    empty = [row for row in rows if row["studies"] == "0"]
    assert empty and all(row["best_design"] == "none" and row["people"] == "0" for row in empty)
    svg = SVG.search(drawn(site, "evidence-map")).group(0)
    assert svg.count(">none</text>") == len(empty)
    row = next(r for r in rows if (r["condition"], r["cells"]) == ("degenerative-disc-disease", "cord"))
    assert int(row["people"]) == ask.total_people(ask.select(knowledge, "studies", cells="cord", condition="degenerative-disc-disease"))


def test_people_who_had_no_cells_are_not_told_as_people_who_had(knowledge):
    """The badge of a page names those who were given cells beside all people of the studies."""
    with_controls, without = knowledge.get("studies", "cordstem-dd"), knowledge.get("studies", "li-2017")
    people, given = ask.people_in(with_controls), ask.given_cells(with_controls)
    assert given == people - sum(arm.enrolled for arm in with_controls.arms if arm.role == "comparator") < people
    assert ask.people_said([with_controls]) == f"{people} people, {given} of them given cells"
    assert ask.people_said([without]) == f"{ask.people_in(without)} people"
    assert ask.given_cells(with_controls.model_copy(update={"arms": []})) is None


def test_the_map_counts_people_with_the_condition(knowledge):
    """A study of several conditions does not lend all its people to each where it says how many had it."""
    people = {(row["condition"], row["cells"]): int(row["people"]) for row in numbers(knowledge, "evidence-map")}
    assert people["spinal-stenosis", "other"] == 2 + 2 and people["chronic-neck-pain", "other"] == 5 + 1
    for study in knowledge.all("studies"):
        named = [part.condition for part in study.people_by_condition]
        assert set(named) <= set(study.conditions) and len(named) == len(set(named))
        assert all(part.people <= ask.people_in(study) for part in study.people_by_condition)
    for condition in knowledge.all("conditions"):
        for cells in ("cord", "other"):
            held = [s for s in ask.distinct(ask.select(knowledge, "studies", cells=cells)) if condition.id in s.conditions]
            assert people[condition.id, cells] == sum(next((p.people for p in s.people_by_condition if p.condition == condition.id), ask.people_in(s)) for s in held)


def test_the_map_says_up_to_how_many_people_the_marks_are_alike(knowledge):
    plot = plots.PLOTS["evidence-map"](knowledge)
    cells = [line[group] for line in plot.scene["lines"] for group in ("cord", "other") if line[group]["best"]]
    most, alike = max(cell["people"] for cell in cells), plot.scene["alike"]
    assert f"up to {alike} people" in " ".join(plot.notes)
    for cell in cells:
        assert (cell["radius"] == maps.SMALLEST) == (cell["people"] <= alike)
        assert cell["people"] <= alike or cell["radius"] ** 2 / maps.LARGEST**2 == pytest.approx(cell["people"] / most)


def test_the_heading_of_the_map_fits_the_comparison_that_was_not_read(knowledge):
    plot = lambda k: plots.PLOTS["evidence-map"](k).finding  # noqa: E731
    assert knowledge.kinds["studies"]["shim-2021"].comparison == "not-read"
    assert "for none a comparison" in plot(knowledge) and "whose result we could read" in plot(knowledge) and "published" not in plot(knowledge)
    assert "for 1 a comparison" in plot(changed(knowledge, "studies", "shim-2021", comparison="published"))


def test_a_rung_of_randomised_trials_counts_those_who_were_randomised(knowledge):
    found = {rung["name"]: rung["cord"] for rung in maps.rungs(knowledge)}
    unread = found["Randomised trials, result not published, or not read by us"]
    assert set(unread["ids"]) == {"cordstem-dd", "shim-2021"} and unread["people"] == 30 + 20
    ladder = diagrams.DIAGRAMS["ladder-of-evidence"](knowledge)
    assert "a result could be read" in ladder.finding


@pytest.mark.parametrize("cells", ["cord", "other"])
def test_the_ladder_counts_each_study_once(knowledge, cells):
    found = [id for rung in maps.rungs(knowledge) for id in rung[cells]["ids"]]
    assert sorted(found) == sorted(study.id for study in ask.distinct(ask.select(knowledge, "studies", cells=cells)))
    top = maps.rungs(knowledge)[0][cells]["ids"]
    assert all(knowledge.kinds["studies"][id].comparison == "published" for id in top)


def test_every_step_of_the_timeline_is_drawn(knowledge):
    """A record that says that nothing was found is no step; no day is printed that nobody saw."""
    plot = plots.PLOTS["thai-timeline"](knowledge)
    acted = [event for event in knowledge.all("timeline") if event.authority]
    assert sum(map(len, plot.scene["years"].values())) == len(acted) == len(plot.rows) < len(knowledge.kinds["timeline"])
    late = [event for event in acted if event.sort[:4] in ("2024", "2025", "2026")]
    assert plot.finding == f"{len(late)} of the {len(acted)} steps that we found fall in 2024 to 2026"
    rows = numbers(knowledge, "thai-timeline")
    assert not any(row["record"] == "timeline/tl-no-follow-up" for row in rows)
    assert [row["order"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    day = re.compile(r"\b(19|20)\d\d-\d\d")
    assert not any(day.search(row["when"]) or day.search(row["order"]) for row in rows)
    assert maps.authority(knowledge.kinds["timeline"]["tl-lawsuit-2024"])[1] == "Court, also where it was only asked"
    nobody = model.Event(id="a", as_of="2026", may_have_changed="Yes.", sources=["a"], checked="2026", when="2026", sort="2026", event="E.", means="M.")
    assert maps.authority(nobody) == ("ring", "No act of an authority found")


def test_the_course_is_that_of_new_pain_alone(site, knowledge):
    """Each figure is written at its mark; the figures of lasting pain, which are very uncertain, are not drawn."""
    svg = SVG.search(drawn(site, "acute-course")).group(0)
    new, lasting = ({v.key: v.value for v in knowledge.kinds["findings"][id].values} for id in ("acute-course", "persistent-course"))
    for key in ("start", "week-6", "week-26", "week-52"):
        assert f">{new[key]:g}</text>" in svg
    assert svg.count("<polyline") == 1 and f">{lasting['week-6']:g}</text>" not in svg


@pytest.mark.parametrize("id", ["option-gains", "back-pain-gains", "sciatica-gains", "neck-gains", "strain-gains", "narrow-canal-gains"])
def test_the_gains_of_options_stand_with_what_they_were_compared_with(knowledge, id):
    plot = plots.PLOTS[id](knowledge)
    assert [row[0] for row in plot.rows][-1] == "Cord cells in a clinic" and [row["gain"].tested for row in plot.scene["gains"]].index(False) == len(plot.rows) - 1
    assert all(len(row["gain"].against) > len("compared with ") and (row["gain"].points is None or 0 <= (row["gain"].least or 0) < row["gain"].points <= plot.scene["widest"]) for row in plot.scene["gains"])
    assert [points for points, _ in plot.scene["marks"]] == list(words.SIZES)
    # the same figure as in the row of the option
    for value in knowledge.get("findings", id).values:
        shown = {words.number(abs(each)) for each in (value.value, value.low, value.high) if each is not None}
        told = " ".join(p.text + (p.note or "") + " ".join(contrast.told(pair).difference for pair in p.compared) for option in knowledge.all("alternatives") for p in option.benefit if set(value.sources) & set(p.sources))
        assert all(re.search(rf"\b{figure}\b", told) for figure in shown), value.key


def test_harms_of_options_stand_in_the_steps_of_medicine_leaflets(site, knowledge):
    said = knowledge.get("findings", "words-for-how-often").statement.lower()
    for (word, least), (rarer, _) in zip(options.STEPS[:0:-1], options.STEPS[-2::-1]):
        assert options.STEPS[options.step(least)][0] == word and options.STEPS[options.step(least - 0.01)][0] == rarer
        assert f"{word}: {least / (10 if least >= 10 else 1 if least >= 1 else 0.1):g} " in said, word
    plot = plots.PLOTS["option-harms"](knowledge)
    assert [row[3] for row in plot.rows if row[0] == "Cord cells in a clinic"] == ["not counted"] and {row[0]: row[3] for row in plot.rows}["Anti-inflammatory tablets"] == "uncommon"
    assert {row[0]: row[2] for row in plot.rows if row[3] != "not counted"}["Opioids (strong painkillers)"] == "22 of 100; with a dummy 7 of 100"
    html, uncounted = drawn(site, "option-harms"), [row[3] for row in plot.rows].count("not counted")
    assert {row[0] for row in plot.rows if row[3] == "not counted"} == {"Opioids (strong painkillers)", "Steroid near the nerves (epidural)", "Cord cells in a clinic"}, "the gravest harms are not left out"
    few = sum(value.key.endswith(options.FEW) for value in knowledge.get("findings", "option-harms").values)
    assert html.count('class="solid"') == len(plot.rows) - uncounted - few and html.count('class="hollow"') == few == 1 and html.count('stroke-dasharray="4 4"') == uncounted * len(options.STEPS)
    rarer = [value.model_copy(update={"value": 0.5}) if value.key == "serious-nsaids" else value for value in knowledge.get("findings", "option-harms").values]
    assert ["rare"] == [row[3] for row in plots.PLOTS["option-harms"](changed(knowledge, "findings", "option-harms", values=rarer)).rows if row[0] == "Anti-inflammatory tablets"]


def test_every_harm_of_an_option_stands_in_a_chart(knowledge):
    charted = {key for keys in options.HARM_CHARTS.values() for key in keys.split()}
    assert charted == {value.key for value in knowledge.get("findings", "option-harms").values if not value.key.endswith(options.WITHOUT)}


def test_the_harms_of_options_are_those_of_the_records(knowledge):
    """Each figure of the chart stands in a passage on harm of an option, with the same source."""
    for value in (each for each in knowledge.get("findings", "option-harms").values if not each.uncounted):
        passages = [passage for option in knowledge.all("alternatives") for passage in option.risks if set(value.sources) & set(passage.sources)]
        told = " ".join(passage.text + (passage.note or "") + " ".join(f"{contrast.nearest(100 * contrast.share(side)):.0f}" for pair in passage.compared for side in (pair.option, pair.comparator)) for passage in passages)
        told = told.lower().replace("three more", "3 more")
        shown = [int(figure) for figure in re.findall(r"\d+", options.of_people(value).split(" of ")[0])]
        assert shown and all(re.search(rf"\b{figure}\b", told) for figure in shown), (value.key, shown)


def test_each_person_of_a_crowd_is_drawn(site, knowledge):
    infected = plots.PLOTS["disc-needle-infections"](knowledge)
    assert [row[1:] for row in infected.rows] == [["about 25 of 10,000", "12 of 4,891 people"], ["about 44 of 10,000", "21 of 4,804 people"]]
    assert drawn(site, "disc-needle-infections").count('class="struck"') == 25 + 44
    places = crowds.spread(44)
    assert min((a - c) ** 2 + (b - d) ** 2 for n, (a, b) in enumerate(places) for c, d in places[:n]) > 0.05**2, "no two marks lie on each other"
    svg = SVG.search(drawn(site, "disc-pain-course")).group(0)
    finding = knowledge.kinds["findings"]["disc-pain-course"]
    assert sum(value.value for value in finding.values) == 100 == len(re.findall(r"<circle|<path", svg)) - len(finding.values)


def test_figures_that_rest_on_nobody_are_left_out(knowledge):
    keys = {value.key for value in knowledge.kinds["findings"]["imaging-without-pain"].values}
    assert not keys & {f"{row}-{age}" for row in ("facet-degeneration", "spondylolisthesis") for age in (20, 30)}
    assert all(value.of for value in knowledge.kinds["findings"]["imaging-without-pain"].values if value.unit == "percent" and not value.key.endswith("-80"))


def test_frames_can_be_seen():
    """The frame of a bar and a dashed empty box carry meaning: at least 3 to 1 on the ground, in light and in dark."""
    css = (build.ROOT / "overrides" / "assets" / "site.css").read_text(encoding="utf-8")
    name = re.search(r"\.drawing \.frame \{[^}]*stroke: var\((--kb-[a-z]+)\)", css).group(1)
    light, dark = re.findall(rf"{name}: (#[0-9a-f]{{6}});", css)[:2]
    bright = lambda code: sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for w, c in zip((0.2126, 0.7152, 0.0722), (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))))  # noqa: E731
    for line, ground in ((light, "#ffffff"), (dark, "#1e2129")):
        one, other = sorted((bright(line), bright(ground)))
        assert (other + 0.05) / (one + 0.05) >= 3, (line, ground)


#: what one page may carry of plots and drawings, gzipped: they are read on phones, abroad
HEAVIEST_PAGE = 16_000


def test_all_plots_are_light(site):
    """Plots add at most 150 KB (gzip) to the pages that hold them, with their downloads; drawings, which have none, at most 110 KB; no page carries much."""
    packed = lambda texts: len(gzip.compress("".join(texts).encode()))  # noqa: E731
    drawn, weight = [], {"plot": sum(packed(text) for text in build.plot_numbers(site).values()), "diagram": 0}
    for path, page in site.pages.items():
        if not any(call.name in weight for call in pages.calls(page)):
            continue
        outputs = macros.draw(site, path).outputs
        drawn += [text for call, text in outputs if call.name in weight]
        bare = packed(text for call, text in outputs if call.name not in weight)
        for kind in weight:
            weight[kind] += packed(text for call, text in outputs if call.name not in weight or call.name == kind) - bare
        assert packed(text for _, text in outputs) - bare <= HEAVIEST_PAGE, path
    assert len(drawn) >= len(plots.PLOTS) + len(diagrams.DIAGRAMS)
    assert weight["plot"] <= 150_000 and weight["diagram"] <= 110_000, weight
    assert not any("<script" in text for text in drawn), "a plot needs no JavaScript"


def test_a_long_table_beside_a_plot_is_split_into_short_ones(knowledge):
    drawn = plots.PLOTS["before-after-both-arms"](knowledge)
    assert len(drawn.rows) > figure.LONGEST_TABLE
    tables = drawn.tables
    assert len(tables) > 1 and all(len(rows) <= figure.LONGEST_TABLE for _, _, rows in tables)
    assert [[*caption.split(": ", 1), *row] for caption, _, rows in tables for _, row in rows] == drawn.rows
    assert [number for _, _, rows in tables for number, _ in rows] == list(range(len(drawn.rows)))
    assert all(len(heads) == len(row) for _, heads, rows in tables for _, row in rows)
