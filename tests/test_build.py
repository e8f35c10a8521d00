"""The steps of the build: strict, all faults at once, and the last good site stays until the new one is sound."""

import json
import os
import shutil
import zipfile

import pytest
import yaml

from kb import finish, load, model
from tests.conftest import ROOT, run


def test_the_three_steps_by_hand(project):
    assert run(project, "kb", "prepare").returncode == 0
    result = run(project, "mkdocs", "build", "--strict")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    result = run(project, "kb", "finish")
    assert result.returncode == 0, result.stderr
    assert (project / "site" / "index.html").exists() and not (project / "build" / "site").exists()


def test_bad_data_stops_before_anything_is_written(project):
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last good site")
    studies = project / "data" / "studies.yml"
    studies.write_text(studies.read_text().replace("randomised: 58", "randomised: 59", 1).replace("design: rct", "design: trial", 1))
    result = run(project, "kb", "prepare")
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert "data/studies.yml:" in result.stderr and "[vocabulary] pers-2024: `design` is `trial`" in result.stderr
    assert not (project / "docs" / "data").exists()
    result = run(project, "mkdocs", "build", "--strict")
    assert result.returncode != 0 and "[vocabulary]" in result.stderr and "Traceback" not in result.stderr
    assert (project / "site" / "index.html").read_text() == "the last good site"


def test_a_reference_to_nothing_is_named_though_pages_show_it(project):
    """A citation of a source that is not there breaks the pages that show it; the message is about the record."""
    file = project / "data" / "alternatives.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[menezes-costa-2012, henschke-2008, wallwork-2024]", "[menezes-costa-2021, henschke-2008, wallwork-2024]", 1), encoding="utf-8")
    result = run(project, "kb", "check")
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert "[unknown-id]" in result.stderr and "did you mean `menezes-costa-2012`?" in result.stderr


def test_a_fault_in_the_built_pages_keeps_the_last_good_site(project):
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the last good site")
    built = project / "build" / "site"
    built.mkdir(parents=True)
    (built / "index.html").write_text('<html><body><article><a href="nowhere/">x</a></article></body></html>')
    result = run(project, "kb", "finish")
    assert result.returncode == 1 and "[dead-link]" in result.stderr
    assert (project / "site" / "index.html").read_text() == "the last good site"


def test_prepare_runs_again_when_and_only_when_something_changed(project):
    assert "nothing has changed" not in run(project, "kb", "prepare").stdout
    assert "nothing has changed" in run(project, "kb", "prepare").stdout
    assert "nothing has changed" not in run(project, "kb", "prepare", "--offline").stdout
    (project / "docs" / "data" / "knowledge.yml").unlink()
    assert "nothing has changed" not in run(project, "kb", "prepare", "--offline").stdout
    page = project / "docs" / "options.md"
    page.write_text(page.read_text() + '\n{{ cite("pers-2042") }}\n')
    assert run(project, "kb", "prepare", "--offline").returncode == 1
    assert run(project, "kb", "prepare", "--offline").returncode == 1


def test_finish_without_a_build_says_so(project):
    result = run(project, "kb", "finish")
    assert result.returncode == 1 and "build/site:1: [not-built] there is no built site. Fix: run `mkdocs build --strict` first." in result.stderr


def test_one_fact_changed_changes_everywhere(project):
    """A figure that stands on several pages is changed once in data/."""
    from kb import pages
    from kb.macros import run as run_macro
    from kb.view import Site, View

    findings = project / "data" / "findings.yml"
    text = findings.read_text()
    start = text.index("key: disc-degeneration-50")
    changed = text[:start] + text[start:].replace("value: 80", "value: 81", 1)
    assert changed != text
    findings.write_text(changed)
    knowledge, faults = load.load(project / "data")
    assert not faults
    view = View(Site(knowledge, pages.all_pages(), True), "index.md")
    assert "81%" in run_macro(view, 'n("imaging-without-pain", "disc-degeneration-50")')
    assert "81 of 100" in run_macro(view, 'n("imaging-without-pain", "disc-degeneration-50", of_100=True)')


def test_knowledge_json_holds_every_record_with_its_page(built, knowledge):
    everything = json.loads((built / "data" / "knowledge.json").read_text(encoding="utf-8"))
    assert yaml.load((built / "data" / "knowledge.yml").read_text(encoding="utf-8"), yaml.CSafeLoader) == everything
    assert set(everything) == set(model.KINDS)
    for kind, rows in everything.items():
        assert [row["id"] for row in rows] == list(knowledge.kinds[kind])
        for row in rows:
            page, _, anchor = row["url"].partition("#")
            html = (built / page / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in html, f"{kind} {row['id']}: {row['url']}"


def test_each_kind_can_be_downloaded(built, knowledge):
    import csv

    for kind, records in knowledge.kinds.items():
        with open(built / "data" / f"{kind}.csv", encoding="utf-8", newline="") as handle:
            # a summary of findings has a line for each of its rows
            assert list(dict.fromkeys(row["id"] for row in csv.DictReader(handle))) == list(records), kind
        assert [row["id"] for row in json.loads((built / "data" / f"{kind}.json").read_text(encoding="utf-8"))] == list(records)


def test_the_export_names_no_seller(built):
    rows = json.loads((built / "data" / "knowledge.json").read_text(encoding="utf-8"))["sources"]
    sellers = [row for row in rows if row["kind"] == "seller-page"]
    assert sellers and all("url" in row and "http" not in json.dumps({k: v for k, v in row.items() if k != "url"}) for row in sellers)


def test_a_bundle_is_one_folder_with_an_index(bundle):
    archive = ROOT / "dist" / f"{finish.BUNDLE}.zip"
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
    assert {name.split("/")[0] for name in names} == {finish.BUNDLE}
    assert f"{finish.BUNDLE}/index.html" in names


def test_an_older_python_is_told_so_in_one_line(tmp_path):
    import subprocess

    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\nif [ "$1" = "-c" ]; then exit 1; fi\necho "Python 3.9.2"\n')
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path / "Makefile")
    shutil.copy(ROOT / "requirements.txt", tmp_path / "requirements.txt")
    plain = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}  # the tests run under make
    result = subprocess.run(["make", "build", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True, env=plain)
    assert result.returncode != 0
    assert result.stdout.strip() == f"Python 3.11.5 or newer is needed; {old} is Python 3.9.2. Try: make PYTHON=python3.12 build"


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_requirements_are_exact_and_hashed(name):
    text = (ROOT / name).read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins and all("==" in line for line in pins)
    assert text.count("--hash=sha256:") >= len(pins) and "://" not in text


def test_vendored_scripts_have_the_checksum_on_record():
    import hashlib

    folder = ROOT / "overrides" / "assets" / "vendor"
    record = (folder / "VENDORED.md").read_text()
    scripts = sorted(folder.glob("*.js"))
    assert scripts
    for script in scripts:
        assert script.name in record and hashlib.sha256(script.read_bytes()).hexdigest() in record
