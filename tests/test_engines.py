"""The second engine builds the same pages: same headings, same text, same anchors."""

import shutil
import subprocess
import sys

import lxml.html
import pytest

from tests.conftest import ROOT, run


@pytest.fixture(scope="module")
def zensical(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zensical")
    for name in ("data", "docs", "kb", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("main.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    result = subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    return folder / "build" / "site"


def facts_of(path):
    """Text, headings with their anchors, and all ids of the article."""
    body = lxml.html.fromstring(path.read_bytes()).find(".//article")
    headings = [(h.tag, h.get("id"), " ".join(h.text_content().split())) for h in body.iter("h1", "h2", "h3", "h4")]
    ids = [e.get("id") for e in body.iter() if isinstance(e.tag, str) and e.get("id", "__")[:2] != "__"]  # __skip is the theme's own
    return " ".join(body.text_content().split()), headings, ids


def test_same_pages_headings_and_text(built, zensical):
    names = {p.relative_to(built).as_posix() for p in built.rglob("*.html")} - {"404.html"}
    assert names == {p.relative_to(zensical).as_posix() for p in zensical.rglob("*.html")} - {"404.html"}
    for name in sorted(names):
        assert facts_of(built / name) == facts_of(zensical / name), name


def test_a_difference_would_be_seen(built, tmp_path):
    page = tmp_path / "index.html"
    page.write_text((built / "index.html").read_text(encoding="utf-8").replace("We found no proof", "We found a proof", 1), encoding="utf-8")
    assert facts_of(page) != facts_of(built / "index.html")


def test_a_wrong_call_stops_zensical_too(project):
    page = project / "docs" / "options.md"
    page.write_text(page.read_text() + '\n{{ cite("pers-2042") }}\n')
    result = run(project, "zensical", "build", "--strict")
    assert result.returncode != 0
