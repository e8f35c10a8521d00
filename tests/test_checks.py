"""What one record says of another: each rule refuses what it should and lets the sound record pass."""

import pytest

from kb import checks, load
from tests.conftest import SOURCE

CELLS = "- id: cord\n  name: Cord\n  short: cord cells\n  group: cord\n  is_cord_msc: true\n  living_cells: \"yes\"\n  from_whom: D\n  what: W\n  spine_evidence:\n    - {text: T, sources: [pers-2024]}\n  checked: 2026-11\n"
ROUTES = "- id: disc\n  name: Disc\n  target: T\n  how: H\n  cord_evidence: &p\n    - {text: T, sources: [pers-2024]}\n  risks: *p\n  unknown: *p\n  checked: 2026-11\n"
CONDITIONS = "- id: back\n  name: Back\n  also_called: [B]\n  said_to_respond: true\n  plain: P\n  natural_history: &p\n    - {text: T, sources: [pers-2024]}\n  daily_life: *p\n  first_line: *p\n  cord_evidence: *p\n  unknown: *p\n  checked: 2026-11\n"
STUDY = """\
- id: study
  name: Study
  sources: [pers-2024]
  design: rct
  blinding: double-blind
  control: sham
  people: {randomised: 114}
  arms:
    - {id: cells, name: Cells, role: cells, randomised: 58}
    - {id: sham, name: Sham, role: comparator, randomised: 56}
  conditions: [back]
  condition_detail: D
  region: lumbar
  cells: cord
  donor: donor
  routes: [disc]
  primary_outcome: P
  primary_kind: between-group
  primary_met: not-met
  comparison: published
  outcomes:
    - {kind: between-group, measure: responders, months: 12, arm: cells, percent: 74}
  serious_events: {basis: judged-related, text: None related.}
  limits: L
  summary: S
  checked: 2026-11
"""
CLAIM = """\
- id: claim
  says: Cord cells rebuild the disc.
  said_in: [{text: "000", sentences: [1]}]
  kind: benefit
  topic: matrix
  about: [back]
  verdict: overstated
  certainty: low
  directness: {cells: indirect, route: direct, tissue: direct, species: direct, control: direct}
  why: W
  would_change_our_mind: M
  sources: [pers-2024]
  checked: 2026-11
"""
OPTION = "- id: option\n  name: Option\n  group: %s\n  what: W\n  works: &p {text: T, sources: [pers-2024]}\n  benefit: &l\n    - *p\n  certainty: low\n  guidelines: *l\n  risks: *l\n  time: *p\n  cost: *p\n  reversible: *p\n  living: {body: B, feelings: F, people: P}\n  conditions: [back]\n  checked: 2026-11\n"
BASE = {"cell_sources": CELLS, "routes": ROUTES, "conditions": CONDITIONS, "studies": STUDY, "claims": CLAIM}


def found(data, **texts):
    knowledge, faults = load.load(data(**(BASE | texts)))
    assert not faults, [str(f) for f in faults]
    return [str(fault) for fault in checks.check(knowledge)]


def test_the_base_is_sound(data):
    assert found(data) == []


CASES = {
    "a reference to nothing": ({"studies": STUDY.replace("conditions: [back]", "conditions: [bakc]")}, "data/studies.yml:11: [unknown-id] study: `conditions.0` points to `bakc`, which is no id in conditions. Fix: did you mean `back`?"),
    "arms that do not add up": ({"studies": STUDY.replace("randomised: 56", "randomised: 57")}, "data/studies.yml:7: [arms] study: the arms hold 115 people randomised, the study 114. Fix:"),
    "more analysed than randomised": ({"studies": STUDY.replace("{randomised: 114}", "{randomised: 114, analysed: 120}")}, "data/studies.yml:7: [arms] study: more people at a later stage than at an earlier one."),
    "an arm that is not there": ({"studies": STUDY.replace("arm: cells,", "arm: cell,")}, "data/studies.yml:22: [unknown-id] study: the outcome is of arm `cell`, which the study has not. Fix: did you mean `cells`?"),
    "between groups without a group": ({"studies": STUDY.replace("control: sham", "control: none").replace("primary_kind: between-group", "primary_kind: safety").replace("  comparison: published\n", "")}, "data/studies.yml:21: [no-control] study: a result between groups in a study without a comparison group."),
    "a comparison of which nobody says whether it was published": ({"studies": STUDY.replace("  comparison: published\n", "")}, "data/studies.yml:1: [no-control] study: a comparison group without `comparison`."),
    "a passage on nothing": ({"conditions": CONDITIONS.replace("first_line: *p", "first_line: [{text: T}]")}, "data/conditions.yml:9: [no-source] back: `first_line.0` has no source."),
    "not found without where": ({"conditions": CONDITIONS.replace("first_line: *p", "first_line: [{text: T, basis: not-found}]")}, "data/conditions.yml:9: [no-source] back: `first_line.0` says that nothing was found but not where."),
    "a seller as source": ({"sources": SOURCE.replace("kind: rct", "kind: seller-page").replace("  authors: [Pers YM, Soler R, Vadala G]\n", "  short: A clinic\n").replace("  doi: 10.1136/ard-2024-225771\n", "")}, "[seller] back: a seller's page (`pers-2024`) supports a statement on health or law."),
    "a seller with an address": ({"sources": SOURCE + SOURCE.replace("pers-2024", "s").replace("kind: rct", "kind: seller-page")}, "data/sources.yml:15: [seller] s: a seller's page with `doi`."),
    "no author and no short title": ({"sources": SOURCE.replace("  authors: [Pers YM, Soler R, Vadala G]\n", "")}, "[missing-field] pers-2024: no author seen and no short title."),
    "nobody can find it": ({"sources": SOURCE.replace("  doi: 10.1136/ard-2024-225771\n", "")}, "[missing-field] pers-2024: nobody can find this source."),
    "one in": ({"studies": STUDY.replace("limits: L", "limits: One in five left.")}, "data/studies.yml:24: [one-in] study: `One in five`"),
    "latin": ({"studies": STUDY.replace("limits: L", "limits: Small, e.g. few people.")}, "data/studies.yml:24: [plain] study: `e.g.`"),
    "an id in a text": ({"studies": STUDY.replace("limits: L", "limits: As shown [pers-2024].")}, "data/studies.yml:24: [id-in-text] study: the source id `pers-2024` stands in a text."),
    "a claim that is too long": ({"claims": CLAIM.replace("Cord cells rebuild the disc.", "word " * 26)}, "data/claims.yml:2: [length] claim: 26 words."),
    "an unknown subject": ({"claims": CLAIM.replace("about: [back]", "about: [front]")}, "data/claims.yml:6: [unknown-id] claim: `about.0` points to `front`"),
    "unsupported without a search": ({"claims": CLAIM.replace("overstated", "unsupported")}, "data/claims.yml:7: [unsearched] claim: `unsupported` without a search."),
    "supported without direct evidence": ({"claims": CLAIM.replace("overstated", "supported").replace("certainty: low", "certainty: high")}, "data/claims.yml:7: [supported] claim: `supported` without direct human evidence of at least moderate certainty."),
    "supported with low certainty": ({"claims": CLAIM.replace("overstated", "supported").replace("indirect", "direct")}, "data/claims.yml:7: [supported] claim:"),
    "a benefit as a matter of fact": ({"claims": CLAIM.replace("overstated", "supported").replace("  why: W", "  matter_of_fact: true\n  why: W")}, "[supported] claim: a claim of kind `benefit` is no plain matter of fact."),
    "borrowed from nowhere": ({"claims": CLAIM.replace("overstated", "borrowed")}, "data/claims.yml:7: [borrowed] claim: `borrowed` does not say from what."),
    "a verdict without a source": ({"claims": CLAIM.replace("  sources: [pers-2024]\n", "")}, "data/claims.yml:7: [no-source] claim: a verdict without a source."),
    "a family of options that nobody tells of": ({"alternatives": OPTION % "self"}, "data/conditions.yml:1: [family] back: has no option of the family `movement` and does not say why. Fix: add the condition to an option"),
    "a family that is told and excused": ({"alternatives": OPTION % "movement", "conditions": CONDITIONS + "  without_record:\n    - {group: movement, text: T, sources: [pers-2024]}\n"}, "[family] back: says why there is no option of the family `movement`, and there is one."),
    "a paragraph in a cell of the options": ({"alternatives": (OPTION % "self").replace("works: &p {text: T", f"works: &p {{text: {'word ' * 46}")}, "data/alternatives.yml:5: [cell] option: `benefit.0` stands in a cell of a table with 46 words. Fix: keep 45 at most"),
    "a passage that tells too much at once": ({"conditions": CONDITIONS.replace("{text: T,", f"{{text: {'word ' * 51},", 1)}, "data/conditions.yml:7: [passage] back: `natural_history.0` tells 51 words at once. Fix: say one thing in 50 at most"),
    "a course that is a paragraph in a cell": ({"alternatives": OPTION % "nothing", "conditions": CONDITIONS.replace("{text: T,", f"{{text: {'word ' * 46},", 1)}, "data/conditions.yml:7: [cell] back: `natural_history.0` stands in a cell of a table with 46 words."),
    "headings that begin in the middle": ({"conditions": CONDITIONS.replace("  natural_history: &p\n", "  natural_history:\n    - {text: T, sources: [pers-2024]}\n    - {text: T, sources: [pers-2024], heading: H}\n  surgery: &p\n")}, "data/conditions.yml:7: [heading] back: `natural_history` has headings, and its first passage has none. Fix: add `heading` to it"),
    "a finding that does not say how sure it is": ({"findings": "- id: f\n  topic: safety\n  statement: S\n  certainty_why: C\n  sources: [pers-2024]\n  checked: 2026-11\n"}, "data/findings.yml:1: [ungraded] f: a finding of topic `safety` without a certainty. Fix: add `certainty`"),
    "an axis that does not apply to cells": ({"claims": CLAIM.replace("cells: indirect", "cells: not-applicable")}, "data/claims.yml:9: [directness] claim: `not-applicable` in a claim of topic `matrix`"),
}


@pytest.mark.parametrize("name", CASES)
def test_fault(data, name):
    texts, expected = CASES[name]
    faults = found(data, **texts)
    assert any(expected in fault for fault in faults), faults


FINDING = "- id: f\n  topic: safety\n  statement: S\n  values:\n    - {key: a, %s, who: W}\n  certainty: low\n  certainty_why: C\n  sources: [pers-2024]\n  checked: 2026-11\n"


@pytest.mark.parametrize(
    "value, expected",
    [
        ("unit: percent, value: 120", "[range] f: 120.0 percent."),
        ("unit: people, events: 7, of: 5", "[range] f: 7 events out of 5."),
        ("unit: people, events: 7", "[denominator] f: `a` counts events without saying out of how many."),
        ("unit: percent", "[missing-field] f: the figure `a` has no number."),
        ("unit: percent, value: 5, uncounted: true", "[missing-field] f: the figure `a` has a number and is called uncounted."),
        ("unit: percent, value: 5, computed: true", "[missing-field] f: `a` is computed by us."),
        ("unit: percent, value: 5, ci: [9, 3]", "[range] f: the interval runs from 9.0 to 3.0."),
    ],
)
def test_figures(data, value, expected):
    assert any(expected in fault for fault in found(data, findings=FINDING % value))


def test_a_source_that_nobody_cites(data):
    knowledge, _ = load.load(data(**BASE, sources=SOURCE + SOURCE.replace("pers-2024", "other-2024")))
    assert [str(f) for f in checks.unused_sources(knowledge, set())] == ["data/sources.yml:10: [unused-source] other-2024: no record and no page cites it. Fix: cite it, or remove it."]
    assert checks.unused_sources(knowledge, {"other-2024"}) == []


def test_the_project_itself_is_sound(knowledge):
    assert [str(fault) for fault in checks.check(knowledge)] == []
