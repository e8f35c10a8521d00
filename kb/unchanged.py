"""What prepare found and wrote last, and whether it still holds: while no file that it reads has changed.

Then prepare has nothing to do, and MkDocs takes what the macros wrote from here instead of running them again.
Imports the standard library only, so that a build in which nothing changed does not wait for the rest of the package.
"""

from __future__ import annotations

import datetime
import json
import os
import pickle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: what prepare reads
READ = ("data", "docs", "kb", "overrides", "main.py", "mkdocs.yml", "prose-exceptions.yml")
#: what prepare writes; where it is gone, prepare runs again
WRITTEN = ("docs/data/knowledge.json", "docs/data/knowledge.yml", "schemas/sources.json")
KEPT = ROOT / ".cache" / "prepared.json"
DRAWN = ROOT / ".cache" / "drawn.pickle"


def stamp(offline: bool) -> list:
    """Name, time and size of every file that prepare reads; and the day, since exceptions end on a day."""
    files = []
    for name in READ:
        path = ROOT / name
        for folder, folders, names in os.walk(path) if path.is_dir() else [(str(ROOT), [], [name])]:
            folders[:] = sorted(f for f in folders if f != "__pycache__" and Path(folder, f) != ROOT / "docs" / "data")
            files += [[os.path.relpath(os.path.join(folder, n), ROOT), (s := os.stat(os.path.join(folder, n))).st_mtime_ns, s.st_size] for n in sorted(names)]
    return [offline, datetime.date.today().isoformat(), files]


def since_prepared(offline: bool) -> bool:
    """True where the last run of prepare still holds."""
    try:
        return json.loads(KEPT.read_text(encoding="utf-8")) == stamp(offline) and all((ROOT / name).exists() for name in WRITTEN)
    except (OSError, ValueError):
        return False


def remember(offline: bool) -> None:
    """Notes that prepare found all in order in the files as they are."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(stamp(offline)), encoding="utf-8")


def keep_drawn(directory_urls: bool, settings: dict, names: list[str], outputs: dict[str, list]) -> None:
    """Writes down what the macros wrote: for each page, in its order, ((name, args, kwargs), text) of each call.

    ``directory_urls`` and ``settings`` are what the texts depend on besides the files; ``names`` are all macros.
    """
    DRAWN.parent.mkdir(exist_ok=True)
    draft = DRAWN.with_suffix(".part")
    draft.write_bytes(pickle.dumps((directory_urls, settings, names, outputs), protocol=pickle.HIGHEST_PROTOCOL))
    draft.replace(DRAWN)


def drawn(directory_urls: bool, settings: dict) -> tuple[list[str], dict[str, list]] | None:
    """Names of the macros and what they wrote on each page; None where files or settings are not those of the last prepare."""
    if not since_prepared(offline=not directory_urls):
        return None
    try:
        kept_urls, kept_settings, names, outputs = pickle.loads(DRAWN.read_bytes())
    except Exception:  # whatever is wrong with a cache, running the macros is right
        return None
    return (names, outputs) if (kept_urls, kept_settings) == (directory_urls, settings) else None
