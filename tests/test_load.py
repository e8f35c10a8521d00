"""Every fault of a data file is found, all at once, in words that mend."""

import pytest

from kb import load, model
from kb.faults import report
from tests.conftest import SOURCE, run


def faults_of(folder):
    _, faults = load.load(folder)
    return report(faults).splitlines()


def test_a_sound_folder_has_no_fault(data):
    assert faults_of(data()) == []


CASES = {
    "yaml that does not parse": (
        {"sources": SOURCE + "  note: a: b\n"},
        "data/sources.yml:10: [yaml] this does not parse: mapping values are not allowed in this context. Fix: mend the line",
    ),
    "duplicate key": ({"sources": SOURCE.replace("  year: 2024\n", "  year: 2024\n  year: 2025\n")}, "data/sources.yml:6: [duplicate-key] `year` is given twice in one record (first on line 5). Fix: keep one of the two."),
    "duplicate id": ({"sources": SOURCE + SOURCE}, "data/sources.yml:10: [duplicate-id] `pers-2024` is the id of two sources (first on line 1). Fix:"),
    "misspelt field": ({"sources": SOURCE.replace("year:", "yaer:")}, "data/sources.yml:5: [unknown-field] pers-2024: `yaer` is no field here. Fix: did you mean `year`?"),
    "missing field": ({"sources": SOURCE.replace("  verified: abstract\n", "")}, "data/sources.yml:1: [missing-field] pers-2024: `verified` is missing. Fix: add it."),
    "vocabulary": ({"sources": SOURCE.replace("abstract", "abstrct")}, "data/sources.yml:7: [vocabulary] pers-2024: `verified` is `abstrct`, which is not in its vocabulary. Fix: did you mean `abstract`?"),
    "doi": ({"sources": SOURCE.replace("10.1136", "1136")}, "data/sources.yml:6: [doi] pers-2024: `doi` is malformed: `1136/ard-2024-225771`. Fix: a DOI starts with 10."),
    "pmid": ({"sources": SOURCE + '  pmid: "12345"\n'}, "data/sources.yml:10: [pmid] pers-2024: `pmid` is malformed: `12345`. Fix: a PMID is six to eight digits"),
    "pmid without quotes": ({"sources": SOURCE + "  pmid: 39393843\n"}, "data/sources.yml:10: [pmid] pers-2024: `pmid` is malformed: `39393843`. Fix: a PMID is six to eight digits in quotes"),
    "pmcid": ({"sources": SOURCE + "  pmcid: 123\n"}, "data/sources.yml:10: [pmcid]"),
    "registration": ({"sources": SOURCE + "  registration: [NCT123]\n"}, "data/sources.yml:10: [registration] pers-2024: `registration.0` is malformed: `NCT123`. Fix: a registration is written as its register prints it"),
    "url": ({"sources": SOURCE + "  url: www.example.org\n"}, "data/sources.yml:10: [url] pers-2024: `url` is malformed: `www.example.org`. Fix: an address starts with https://"),
    "date": ({"sources": SOURCE.replace("2026-11", "2026-13")}, "data/sources.yml:8: [date] pers-2024: `checked` is malformed: `2026-13`. Fix: a date is 2026, 2026-11 or 2026-11-21."),
    "id": ({"sources": SOURCE.replace("id: pers-2024", "id: Pers_2024")}, "data/sources.yml:1: [id] Pers_2024: `id` is malformed"),
    "yes read as true": ({"sources": SOURCE.replace("title: A trial", "title: yes")}, 'data/sources.yml:3: [ambiguous] `yes` without quotes is read as True. Fix: write "yes" in quotes'),
    "NO read as false": ({"sources": SOURCE.replace("title: A trial", "title: NO")}, "data/sources.yml:3: [ambiguous] `NO` without quotes is read as False."),
    "octal": ({"sources": SOURCE.replace("2024\n  doi", "02024\n  doi")}, "data/sources.yml:5: [ambiguous] `02024` without quotes is read as 1044."),
    "sexagesimal": ({"sources": SOURCE.replace("title: A trial", "title: 12:30")}, "data/sources.yml:3: [ambiguous] `12:30` without quotes is read as 750."),
    "lost zero": ({"sources": SOURCE.replace("title: A trial", "title: 1.10")}, "data/sources.yml:3: [ambiguous] `1.10` without quotes is read as 1.1."),
    "number where text belongs": ({"sources": SOURCE.replace("title: A trial", "title: 7")}, "data/sources.yml:3: [type] pers-2024: `title` must be text but is 7. Fix: put it in quotes."),
    "no list": ({"sources": "a: b\n"}, "data/sources.yml:1: [shape] sources must be a list. Fix: start each record with `- id:`."),
    "unknown group in thailand": ({"thailand": "timelin: []\n"}, "data/thailand.yml:1: [unknown-field] no kind of record is called `timelin`. Fix: did you mean `timeline`?"),
}


@pytest.mark.parametrize("name", CASES)
def test_fault(data, name):
    texts, expected = CASES[name]
    found = faults_of(data(**texts))
    assert len(found) == 1, found
    assert found[0].startswith(expected), found[0]


def test_a_percentage_above_100(data):
    harm = "- id: h\n  name: H\n  belongs_to: cells\n  what_happens: X.\n  severity: minor\n  who: W.\n  signs: S.\n  cord: not-about-cells\n  sources: [pers-2024]\n  checked: 2026-11\n"
    rate = "  rates:\n    - text: T\n      percent: 140\n      of: 10\n      cells: other\n      sources: [pers-2024]\n"
    assert faults_of(data(harms=harm + rate)) == ["data/harms.yml:13: [range] h: `rates.0.percent` is 140: it must be less than or equal to 100. Fix: correct the number."]


def test_all_faults_are_listed_at_once(data):
    text = SOURCE.replace("year:", "yaer:").replace("abstract", "x").replace("2026-11", "soon")
    assert [line.split("[")[1].split("]")[0] for line in faults_of(data(sources=text))] == ["unknown-field", "vocabulary", "date"]


def test_unknown_and_missing_files(data):
    folder = data()
    (folder / "sorces.yml").write_text("[]")
    (folder / "claims.yml").unlink()
    assert faults_of(folder) == [
        "data/claims.yml:1: [missing-file] the file is not there. Fix: create it, with `[]` if it holds no record yet.",
        "data/sorces.yml:1: [unknown-file] no kind of record lives in this file. Fix: did you mean `sources.yml`?",
    ]


def test_a_plain_date_stays_text(data):
    found, faults = load.load(data(sources=SOURCE + "  date: 2026-11-21\n"))
    assert not faults and found.get("sources", "pers-2024").date == "2026-11-21"


def test_check_prints_every_fault_without_traceback(project):
    sources = project / "data" / "sources.yml"
    sources.write_text(sources.read_text().replace("  verified: abstract\n", "  verified: abstrct\n", 2))
    result = run(project, "kb", "check")
    lines = result.stderr.splitlines()
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert len([line for line in lines if "[vocabulary]" in line]) == 2
    assert lines[-1].endswith("to mend; nothing was written.")


def test_schemas_for_editors_are_those_of_the_model():
    for name, text in load.json_schemas().items():
        assert (load.ROOT / "schemas" / name).read_text(encoding="utf-8") == text, f"schemas/{name} is old: run python -m kb prepare"


def test_every_kind_has_a_home():
    from kb import ask, pages

    assert set(pages.HOMES) == set(model.KINDS) == set(ask.FILTERS)
