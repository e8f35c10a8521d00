"""What several tests need: a small sound data folder, the project's own knowledge, the built sites, a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kb import finish, load, model, pages
from kb.view import Site
from tests import browser

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ("data", "docs", "kb", "overrides", "schemas", "main.py", "mkdocs.yml", "prose-exceptions.yml")

SOURCE = """\
- id: pers-2024
  kind: rct
  title: A trial
  authors: [Pers YM, Soler R, Vadala G]
  year: 2024
  doi: 10.1136/ard-2024-225771
  verified: abstract
  checked: 2026-11
  facts: [A fact.]
"""


@pytest.fixture
def data(tmp_path):
    """Writes a data folder: every file empty but those given (name without .yml -> text). Returns its path."""

    def write(**texts: str) -> Path:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, parts in model.FILES.items():
            (folder / name).write_text("[]\n" if None in parts else f"{next(iter(parts))}: []\n", encoding="utf-8")
        (folder / "sources.yml").write_text(SOURCE, encoding="utf-8")
        for name, text in texts.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def knowledge():
    """The project's own knowledge, which must be sound."""
    found, faults = load.cached()
    assert not faults, "\n".join(map(str, faults))
    return found


@pytest.fixture(scope="session")
def site(knowledge):
    """The project's own site as the macros see it."""
    return Site(knowledge, pages.all_pages(), directory_urls=True)


@pytest.fixture
def project(tmp_path):
    """A copy of the project that a test may spoil."""
    copy = tmp_path / "project"
    copy.mkdir()
    for name in PROJECT:
        source = ROOT / name
        shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__")) if source.is_dir() else shutil.copy(source, copy / name)
    shutil.rmtree(copy / "docs" / "data", ignore_errors=True)  # written by prepare
    return copy


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs ``python -m …`` in ``folder`` and returns what it printed."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **environment},
    )


@pytest.fixture(scope="session")
def built() -> Path:
    """The hosted site, as ``make build`` left it."""
    if not (finish.SITE / "index.html").exists():
        pytest.fail("there is no site/: run `make build` first (`make test` does)")
    return finish.SITE


@pytest.fixture(scope="session")
def bundle(tmp_path_factory) -> Path:
    """The offline bundle, unpacked into an empty folder."""
    archive = ROOT / "dist" / f"{finish.BUNDLE}.zip"
    if not archive.exists():
        pytest.fail("there is no bundle: run `make offline` first (`make test` does)")
    folder = tmp_path_factory.mktemp("bundle")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / finish.BUNDLE


@pytest.fixture(scope="session")
def chromium():
    """A Chromium driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.find(), args=browser.arguments())
        yield running
        running.close()
