"""``make bench``: the full build beside the same pages built by MkDocs and Material from already expanded Markdown, in one run."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jinja2

from kb import build, macros, pages, verbatim
from kb.view import View
from tests.conftest import PROJECT, ROOT

ROUNDS = 3
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def copy_of_project(folder: Path) -> None:
    for name in PROJECT:
        source = ROOT / name
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__")) if source.is_dir() else shutil.copy(source, folder / name)


def expand(folder: Path) -> None:
    """Writes every page with its macros already run, and a configuration without the macros plugin and our extension of Markdown."""
    site = build.site(directory_urls=True)
    for page in site.pages.values():
        view = View(site, page.path)
        env = jinja2.Environment()
        env.globals.update({name: (lambda f: lambda *a, **k: f(view, *a, **k))(function) for name, function in macros.MACROS.items()})
        target = folder / "docs" / page.path
        text = target.read_text(encoding="utf-8")
        front = "\n".join(text.split("\n")[: page.front_lines]) + "\n"
        target.write_text(front + verbatim.unmarked(env.from_string(page.body.lstrip("\n")).render()), encoding="utf-8")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = config.index("  - macros:"), config.index("\nmarkdown_extensions:")
    (folder / "mkdocs.yml").write_text(re.sub(r"^  - kb\.verbatim.*\n", "", config[:start] + config[end:], flags=re.M), encoding="utf-8")


def without_plots(folder: Path) -> None:
    """Takes every plot and drawing off the pages."""
    for path in (folder / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\{\{ (?:plot|diagram)\(.*?\) \}\}", "", text), encoding="utf-8")


def timed(folder: Path, *commands: list[str]) -> float:
    started = time.perf_counter()
    for command in commands:
        subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, capture_output=True, env=QUIET)
    return time.perf_counter() - started


def main() -> None:
    """Prints the seconds of each build and their ratios, from the medians of several rounds taken in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        full, bare, plain = (Path(scratch) / name for name in ("full", "bare", "plain"))
        for folder in (full, bare, plain):
            folder.mkdir()
            copy_of_project(folder)
        without_plots(bare)
        expand(plain)
        mkdocs = ["mkdocs", "build", "--strict"]
        timed(full, ["kb", "prepare"])
        shutil.copytree(full / "docs" / "data", plain / "docs" / "data", dirs_exist_ok=True)
        rows = []
        for _ in range(ROUNDS):
            for folder in (full, bare):
                shutil.rmtree(folder / ".cache", ignore_errors=True)
            first = timed(full, ["kb", "prepare"], mkdocs, ["kb", "finish"])
            again = timed(full, ["kb", "prepare"], mkdocs, ["kb", "finish"])
            rows.append((first, again, timed(bare, ["kb", "prepare"], mkdocs, ["kb", "finish"]), timed(plain, mkdocs)))
    first, again, bare, theirs = (statistics.median(column) for column in zip(*rows))
    print(f"full build, nothing kept:         {first:.2f} s, ratio {first / theirs:.2f} (goal: at most 1.30)")
    print(f"full build, data unchanged:       {again:.2f} s, ratio {again / theirs:.2f}")
    print(f"full build, no plots or drawings: {bare:.2f} s; they add {100 * (first - bare) / bare:.0f}% (goal: at most 25%)")
    print(f"MkDocs on expanded Markdown:      {theirs:.2f} s")


if __name__ == "__main__":
    main()
