"""The step of a build before MkDocs: check everything, then write what pages link to. ``kb/finish.py`` is the step after it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from json.encoder import encode_basestring
from typing import Any, TypeVar

from kb import checks, coverage, load, macros, pages, parallel, plots, prose, settings, unchanged
from kb.faults import Fault, report
from kb.load import ROOT, Knowledge
from kb.view import Site

Result = TypeVar("Result")

#: folders that prepare writes to
DOWNLOADS = "docs/data"
PLOT_NUMBERS = f"{DOWNLOADS}/plots"
SCHEMAS = "schemas"


def _read() -> tuple[Knowledge, list[Fault], bool]:
    """The knowledge, what kept records from being read, and whether it was found sound before."""
    kept = load.sound()
    return (kept, [], True) if kept else (*load.cached(), False)


def _judge(knowledge: Knowledge) -> list[Fault]:
    """The faults between records, and of the map of the sellers' sentences."""
    return [*checks.check(knowledge), *coverage.check(knowledge)[1]]


_JUDGED: dict[tuple, tuple[Knowledge, list[Fault]]] = {}


def _judged() -> tuple[Knowledge, list[Fault]]:
    """The knowledge and every fault in it, worked out again only when the data has changed (Zensical asks for each page)."""
    key = load.stamp()
    if key not in _JUDGED:
        knowledge, faults, sound = _read()
        _JUDGED.clear()
        _JUDGED[key] = knowledge, faults or ([] if sound else _judge(knowledge))
    return _JUDGED[key]


def site(directory_urls: bool, chosen: dict[str, str | None] | None = None) -> Site:
    """The site of the project for the macros. Stops with every fault where the data is not sound."""
    knowledge, faults = _judged()
    if faults:
        raise SystemExit(report(faults))
    return Site(knowledge, pages.all_pages(), directory_urls, chosen)


def cited_on_pages(drawn: Iterable[macros.Drawn]) -> set[str]:
    """Ids of the sources that pages cite by themselves."""
    return {id for page in drawn for call, _ in page.outputs if call.name == "cite" for id in call.args}


def check() -> list[Fault]:
    """Every fault in data and words, without building."""
    return _check(False, settings.read())[0]


def _check(offline: bool, chosen: dict[str, str | None], makers: Iterable[Callable[[Site], dict[str, str]]] = ()) -> tuple[list[Fault], list[macros.Drawn], dict[str, str]]:
    """Every fault in data and words; what the macros wrote on each page; and the files that ``makers`` make, by path.

    Records, pages and files are worked out side by side, on all processors.
    """
    knowledge, unread, sound = _read()
    all_pages = pages.all_pages()
    if unread:  # calls that name a record that could not be read would fail for that reason alone
        return [*unread, *_prose(all_pages)], [], {}
    whole = Site(knowledge, all_pages, not offline, chosen)
    judges = [partial(_prose, all_pages)] if sound else [partial(_prose, all_pages), partial(_judge, knowledge)]
    trying = [partial(_tried, make, whole) for make in makers] + [partial(_tried, macros.draw, whole, path) for path in all_pages]
    results = parallel.run_all([*judges, *trying])
    words, *judged = results[: len(judges)]
    faults = judged[0] if judged else []
    sound_results = _without_errors(results[len(judges) :], faults)
    drawn = [result for result in sound_results if isinstance(result, macros.Drawn)]
    if not faults and not sound:
        load.keep_sound(knowledge)
    found = [*faults, *words, *(fault for page in drawn for fault in page.faults)]
    if not faults and not any(fault.rule == "macro-syntax" for fault in found):
        found += checks.unused_sources(knowledge, cited_on_pages(drawn))
    files = [result for result in sound_results if isinstance(result, dict)]
    return found, drawn, {} if faults else {path: text for made in files for path, text in made.items()}


def _tried(work: Callable[..., Result], *arguments) -> Result | Exception:
    """What ``work`` returns or raises."""
    try:
        return work(*arguments)
    except Exception as error:
        return error


def _without_errors(results: list, faults: list[Fault]) -> list:
    """The results without errors. From records that contradict each other work may fail, and then the faults say why; else raises the first error."""
    errors = [result for result in results if isinstance(result, Exception)]
    if errors and not faults:
        raise errors[0]
    return [result for result in results if not isinstance(result, Exception)]


def _prose(all_pages: dict[str, pages.Page]) -> list[Fault]:
    return list(prose.check(all_pages, set(macros.MACROS)))


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
            yield f"{indent}{head} {encode_basestring(item) if isinstance(item, str) else json.dumps(item)}"


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
    """Checks data and words; where they are sound, writes what pages link to, the schemas, and what the macros wrote. Returns the faults."""
    chosen = settings.read()
    faults, drawn, files = _check(offline, chosen, (whole_export, export_of_kinds, plot_numbers, schemas))
    if faults:
        return faults
    write(files)
    outputs = {page.path: [((call.name, call.args, call.kwargs), text) for call, text in page.outputs] for page in drawn}
    unchanged.keep_drawn(not offline, chosen, list(macros.MACROS), outputs)
    return []


def write(files: dict[str, str]) -> None:
    """Writes files below the project's folder where their text has changed; plots that are no more lose their numbers."""
    for old in (ROOT / PLOT_NUMBERS).glob("*.*"):
        if old.relative_to(ROOT).as_posix() not in files:
            old.unlink()
    for name, text in files.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def whole_export(whole: Site) -> dict[str, str]:
    """All records in one file, as JSON and as YAML."""
    everything = _exported(whole)
    return {
        f"{DOWNLOADS}/knowledge.json": json.dumps(everything, ensure_ascii=False, indent=1) + "\n",
        f"{DOWNLOADS}/knowledge.yml": "\n".join(as_yaml(everything)) + "\n",
    }


def export_of_kinds(whole: Site) -> dict[str, str]:
    """The records of each kind in a file of their own, as JSON and as CSV."""
    files = {}
    for kind, rows in _exported(whole).items():
        files[f"{DOWNLOADS}/{kind}.json"] = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        files[f"{DOWNLOADS}/{kind}.csv"] = as_csv(rows)
    # a summary of findings holds references; its CSV holds what the table shows
    files[f"{DOWNLOADS}/summaries.csv"] = as_csv(macros.summary_rows(whole.view(pages.HOMES["summaries"])))
    return files


def _exported(whole: Site) -> dict[str, list[dict[str, Any]]]:
    return export(whole.knowledge, whole.pages, whole.directory_urls)


def plot_numbers(whole: Site) -> dict[str, str]:
    """The numbers of each plot as CSV and JSON, which the plot links to. None for a plot that cannot be drawn: its call says why."""
    files = {}
    for id, draw in plots.PLOTS.items():
        try:
            drawn = draw(whole.knowledge)
        except plots.Refused:
            continue
        files[f"{PLOT_NUMBERS}/{id}.csv"] = plots.csv_of(drawn)
        files[f"{PLOT_NUMBERS}/{id}.json"] = json.dumps(drawn.numbers, ensure_ascii=False, indent=1) + "\n"
    return files


def schemas(_: Site) -> dict[str, str]:
    """The JSON Schema of each data file, for completion and early errors in editors."""
    return {f"{SCHEMAS}/{name}": text for name, text in load.json_schemas().items()}
