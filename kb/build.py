"""The step of a build before MkDocs: check everything, then write what pages link to. ``kb/finish.py`` is the step after it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb import checks, coverage, load, macros, pages, plots, prose
from kb.faults import Fault, report
from kb.load import ROOT, Knowledge
from kb.view import Site

DOWNLOADS = ROOT / "docs" / "data"
SCHEMAS = ROOT / "schemas"


@lru_cache(maxsize=2)
def _sound(stamp: tuple) -> tuple[Knowledge, tuple[Fault, ...]]:
    """The knowledge and all its faults, found once for each state of the files."""
    kept = load.sound()
    if kept:
        return kept, ()
    knowledge, faults = load.cached()
    faults = tuple(faults or checks.check(knowledge) + coverage.check(knowledge)[1])
    if not faults:
        load.keep_sound(knowledge)
    return knowledge, faults


def site(directory_urls: bool, settings: dict[str, str] | None = None) -> Site:
    """The site of the project for the macros. Stops with every fault where the data is not sound."""
    knowledge, faults = _sound(load.stamp())
    if faults:
        raise SystemExit(report(faults))
    return Site(knowledge, pages.all_pages(), directory_urls, settings)


def cited_on_pages(all_pages: dict[str, pages.Page]) -> set[str]:
    """Ids of the sources that pages cite by themselves."""
    return {id for page in all_pages.values() for call in pages.calls(page) if call.name == "cite" for id in call.args}


def check() -> list[Fault]:
    """Every fault in data and words, without building."""
    knowledge, faults = _sound(load.stamp())
    all_pages = pages.all_pages()
    unread = faults and load.cached()[1]
    # where a record could not be read, calls that name it would fail for that reason alone
    found = list(faults) + ([] if unread else macros.check_pages(Site(knowledge, all_pages, True)))
    found += prose.check(all_pages, set(macros.MACROS))
    if not faults and not any(fault.rule == "macro-syntax" for fault in found):
        found += checks.unused_sources(knowledge, cited_on_pages(all_pages))
    return found


def export(knowledge: Knowledge, all_pages: dict[str, pages.Page], directory_urls: bool) -> dict[str, list[dict[str, Any]]]:
    """All records, one list for each kind, each record with the ``url`` of the page that shows it (from the site's root)."""
    homes = pages.homes(all_pages)
    result: dict[str, list[dict[str, Any]]] = {}
    for kind, records in knowledge.kinds.items():
        rows = []
        for record in records.values():
            home, anchor = pages.place(kind, record.id, all_pages, homes)
            address = pages.url(home, directory_urls) + (f"#{anchor}" if anchor else "") if home else None
            fields = record.model_dump(mode="json", exclude={"id"}, exclude_none=True)
            if "url" in fields:  # of a source or a public body: `url` is the page of this site that shows the record
                fields["external_url"] = fields.pop("url")
            rows.append({"id": record.id, "url": address, **fields})
        result[kind] = rows
    return result


def as_yaml(value: dict | list, indent: str = "") -> Iterator[str]:
    """Lines of block YAML; every text is in double quotes, so that nothing is read otherwise than written.

    Ten times as fast as the library's emitter, which the time of a build would feel.
    """
    pairs = ((f"{key}:", item) for key, item in value.items()) if isinstance(value, dict) else (("-", item) for item in value)
    for head, item in pairs:
        if isinstance(item, (dict, list)) and item:
            inner = list(as_yaml(item, indent + "  "))
            if head == "-":
                yield f"{indent}- {inner[0].lstrip()}"
                yield from inner[1:]
            else:
                yield f"{indent}{head}"
                yield from inner
        else:
            yield f"{indent}{head} {json.dumps(item, ensure_ascii=False)}"


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Records as CSV: one column for each field; lists of words joined by semicolons, other parts as JSON."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def prepare(offline: bool = False) -> list[Fault]:
    """Checks data and words; where they are sound, writes the downloads and the schemas. Returns the faults."""
    faults = check()
    if faults:
        return faults
    knowledge, _ = _sound(load.stamp())
    everything = export(knowledge, pages.all_pages(), not offline)
    DOWNLOADS.mkdir(exist_ok=True)
    (DOWNLOADS / "knowledge.json").write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (DOWNLOADS / "knowledge.yml").write_text("\n".join(as_yaml(everything)) + "\n", encoding="utf-8")
    for kind, rows in everything.items():
        (DOWNLOADS / f"{kind}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (DOWNLOADS / f"{kind}.csv").write_text(as_csv(rows), encoding="utf-8")
    write_plots(knowledge)
    write_schemas()
    return []


def write_plots(knowledge: Knowledge) -> None:
    """The numbers of each plot as CSV, which the plot links to."""
    folder = DOWNLOADS / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for id, draw in plots.PLOTS.items():
        (folder / f"{id}.csv").write_text(plots.csv_of(draw(knowledge)), encoding="utf-8")


def write_schemas() -> None:
    """The JSON Schema of each data file, for completion and early errors in editors."""
    SCHEMAS.mkdir(exist_ok=True)
    for name, text in load.json_schemas().items():
        if not (SCHEMAS / name).exists() or (SCHEMAS / name).read_text(encoding="utf-8") != text:
            (SCHEMAS / name).write_text(text, encoding="utf-8")
