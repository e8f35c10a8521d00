"""The step of a build after MkDocs: mend the search, typeset the sheets, check the built pages, then put them in place of the old ones."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from kb import html, search, sheets
from kb.faults import Fault

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "site"
SITE = ROOT / "site"
BUNDLE = "stem-cells-back-pain-offline"


def finish(offline: bool = False) -> list[Fault]:
    """Mends the search, typesets the sheets as PDF and checks the built pages; where they are sound, the new site takes the place of the old one. Returns the faults."""
    if not (BUILT / "index.html").exists():
        return [Fault("build/site", 1, "not-built", "there is no built site", "run `mkdocs build --strict` first.")]
    faults = search.mend(BUILT) or html.check(BUILT, beside=_typeset)
    if faults:
        return faults
    if offline:
        pack(BUILT, ROOT / "dist" / f"{BUNDLE}.zip")
        return []
    old = ROOT / "build" / "old"
    shutil.rmtree(old, ignore_errors=True)
    if SITE.exists():
        SITE.rename(old)
    BUILT.rename(SITE)
    shutil.rmtree(old, ignore_errors=True)
    return []


def _typeset() -> list[Fault]:
    """Writes the sheets as PDF; what keeps them from being put on paper."""
    try:
        sheets.write(BUILT)
    except sheets.Refused as refused:
        return refused.faults
    return []


def pack(folder: Path, target: Path) -> None:
    """One zip that holds one folder with the site; files in order and without times, so that equal sites make equal zips."""
    target.parent.mkdir(exist_ok=True)
    draft = target.with_suffix(".part")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{BUNDLE}/{path.relative_to(folder).as_posix()}", (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    draft.replace(target)
