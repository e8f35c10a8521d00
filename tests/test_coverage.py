"""Every sentence of the promotional texts is mapped, and the mapping and the claims say the same."""

import textwrap

import pytest

from kb import coverage, load
from tests.conftest import run
from tests.test_checks import BASE


@pytest.fixture
def mapped(data, tmp_path, monkeypatch):
    """Coverage of one small text with two sentences; returns a function from YAML text to (states, faults)."""
    monkeypatch.setattr(coverage, "SENTENCES", {"000": 2})
    knowledge, faults = load.load(data(**BASE))
    assert not faults

    def check(rows):
        path = tmp_path / "coverage.yml"
        path.write_text('texts:\n  "000":\n' + textwrap.indent(rows, "    "), encoding="utf-8")
        states, found = coverage.check(knowledge, path)
        return states[0], [str(fault) for fault in found]

    return check


GOOD = '- {n: 1, sha256: "a", claims: [claim]}\n- {n: 2, sha256: "b", reason: heading}\n'


def test_a_complete_mapping(mapped):
    state, faults = mapped(GOOD)
    assert faults == [] and (state.mapped, state.marked, state.missing) == (1, 1, 0)


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ('- {n: 2, sha256: "b", reason: heading}\n', "", "data/coverage.yml:2: [coverage] text 000: 1 of 2 sentences are not mapped (2)."),
        ("reason: heading", "reason: boring", "`boring` is no reason"),
        ("reason: heading", "reason: heding", "did you mean `heading`?"),
        ("claims: [claim]", "claims: [clam]", "`clam` is no id in claims. Fix: did you mean `claim`?"),
        ("n: 2", "n: 1", "the sentence stands twice"),
        ("n: 2", "n: 3", "the text has sentences 1 to 2"),
        ("reason: heading", "reason: heading, claims: [claim]", "a sentence has either claims or a reason"),
        ("reason: heading", "claims: [claim]", "claim: said in text 000, sentences [1], but coverage maps [1, 2]"),
        ("claims: [claim]", "reason: question", "claim: said in text 000, sentences [1], but coverage maps []"),
    ],
)
def test_fault(mapped, old, new, expected):
    _, faults = mapped(GOOD.replace(old, new, 1))
    assert any(expected in fault for fault in faults), faults


def test_a_changed_original_is_seen(tmp_path):
    (tmp_path / "coverage.yml").write_text(f'texts:\n  "000":\n    - {{n: 1, sha256: "{coverage.fingerprint("One.")}", reason: heading}}\n')
    originals = tmp_path / "sentences.tsv"
    originals.write_text("text\tsentence\twords\n000\t1\tOne.\n")
    assert coverage.verify(tmp_path, tmp_path / "coverage.yml") == []
    originals.write_text("text\tsentence\twords\n000\t1\tTwo.\n000\t2\tThree.\n")
    assert ["reads otherwise" in str(f) or "is not in the mapping" in str(f) for f in coverage.verify(tmp_path, tmp_path / "coverage.yml")] == [True, True]


def test_the_mapping_of_the_project_is_complete(knowledge):
    states, faults = coverage.check(knowledge)
    assert [str(fault) for fault in faults] == []
    assert sum(state.sentences for state in states) == 304 and all(state.missing == 0 for state in states)


def test_the_command_prints_the_state(project):
    result = run(project, "kb", "coverage")
    assert result.returncode == 0 and "all texts: 304 of 304 sentences" in result.stdout
    mapping = project / "data" / "coverage.yml"
    mapping.write_text(mapping.read_text().replace("reason: heading", "reason: boring", 1))
    result = run(project, "kb", "coverage")
    assert result.returncode == 1 and "303 of 304" in result.stdout and "[coverage]" in result.stderr
