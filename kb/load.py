"""From the files of ``data/`` to records, in one pass that lists every fault."""

from __future__ import annotations

import json
import pickle
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kb import model, yamlfile
from kb.faults import Fault, advice

ROOT = Path(__file__).resolve().parent.parent
SOUND = ROOT / ".cache" / "knowledge.pickle"

#: last name in a field's path -> (rule, what a good value looks like)
FORMATS = {
    "doi": ("doi", "a DOI starts with 10. and holds no spaces: 10.1136/ard-2024-225771"),
    "pmid": ("pmid", 'a PMID is six to eight digits in quotes: "39393843"'),
    "pmcid": ("pmcid", "a PMC id is PMC and five to eight digits: PMC12284277"),
    "registration": ("registration", "a registration is written as its register prints it: NCT03737461, EudraCT 2017-002092-25, TCTR20180101001"),
    "url": ("url", "an address starts with https:// or http:// and holds no spaces"),
    "id": ("id", "an id is lower-case words joined by hyphens: pers-2024"),
    **{name: ("date", "a date is 2026, 2026-11 or 2026-11-21") for name in ("checked", "date", "as_of", "sort", "search_to", "status_date", "completion", "dated", "measured")},
}


@dataclass
class Knowledge:
    """All records by kind and id, and where each was written."""

    kinds: dict[str, dict[str, model.Record]] = field(default_factory=lambda: {kind: {} for kind in model.KINDS})
    where: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    lines: dict[tuple[str, str], dict[tuple, int]] = field(default_factory=dict)

    def all(self, kind: str) -> list[Any]:
        """Records of ``kind`` in the order of the file. Raises KeyError for an unknown kind."""
        return list(self.kinds[kind].values())

    def get(self, kind: str, id: str) -> Any:
        """The record, or None."""
        return self.kinds[kind].get(id)

    def line(self, kind: str, id: str, path: tuple = ()) -> tuple[str, int]:
        """File and line of a part of a record: the nearest part above it that has a line."""
        shown, first = self.where[(kind, id)]
        lines = self.lines[(kind, id)]
        while path and path not in lines:
            path = path[:-1]
        return shown, lines.get(path, first)


def load(folder: Path | None = None) -> tuple[Knowledge, list[Fault]]:
    """Read every file of ``folder`` (``data/`` of the project).

    Returns the records that are sound and the faults of all others: YAML, fields, vocabularies, formats and
    duplicate ids. What one record says of another is checked in :mod:`kb.checks`.
    """
    folder = folder or ROOT / "data"
    knowledge, faults = Knowledge(), []
    known = set(model.FILES) | {"coverage.yml"}
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in known:
            faults.append(Fault(f"data/{path.name}", 1, "unknown-file", "no kind of record lives in this file", advice(path.name, known, "remove it.")))
    for name, parts in model.FILES.items():
        shown = f"data/{name}"
        if not (folder / name).exists():
            faults.append(Fault(shown, 1, "missing-file", "the file is not there", "create it, with `[]` if it holds no record yet."))
            continue
        value, lines, found = yamlfile.read(folder / name, shown)
        faults += found
        if value is None and found:
            continue
        if None in parts:
            groups = {None: value}
        elif isinstance(value, dict):
            groups = value
        else:
            faults.append(Fault(shown, 1, "shape", "the file must be a mapping of lists", f"start it with one of {', '.join(parts)} and a colon."))
            continue
        for key in groups:
            if key not in parts:
                faults.append(Fault(shown, lines.get((key,), 1), "unknown-field", f"no kind of record is called `{key}`", advice(key, filter(None, parts), "remove it.")))
        for key, (kind, cls) in parts.items():
            prefix = () if key is None else (key,)
            _records(groups.get(key), kind, cls, shown, prefix, lines, knowledge, faults)
    return knowledge, _without_echoes(faults)


def _without_echoes(faults: list[Fault]) -> list[Fault]:
    """Leaves out what only follows from a scalar that is ambiguous on the same line."""
    ambiguous = {(fault.file, fault.line) for fault in faults if fault.rule == "ambiguous"}
    return [fault for fault in faults if fault.rule == "ambiguous" or (fault.file, fault.line) not in ambiguous]


def _records(rows: Any, kind: str, cls: type[model.Record], shown: str, prefix: tuple, lines: yamlfile.Lines, knowledge: Knowledge, faults: list[Fault]) -> None:
    if rows is None:
        return
    if not isinstance(rows, list):
        faults.append(Fault(shown, lines.get(prefix, 1), "shape", f"{kind} must be a list", "start each record with `- id:`."))
        return
    by_row: dict[int, dict[tuple, int]] = {}
    depth = len(prefix)
    for path, line in lines.items():
        if len(path) > depth and path[:depth] == prefix and isinstance(path[depth], int):
            by_row.setdefault(path[depth], {})[path[depth + 1 :]] = line
    for index, row in enumerate(rows):
        own = by_row.get(index, {})
        first = own.get((), 1)
        if not isinstance(row, dict):
            faults.append(Fault(shown, first, "shape", "a record must be a mapping", "start it with `- id:` and indent its fields."))
            continue
        try:
            record = cls(**row)
        except ValidationError as error:
            faults += [_fault(item, cls, row, shown, own, first) for item in error.errors()]
            continue
        if record.id in knowledge.kinds[kind]:
            at = knowledge.where[(kind, record.id)][1]
            faults.append(Fault(shown, own.get(("id",), first), "duplicate-id", f"`{record.id}` is the id of two {kind} (first on line {at})", "give one of them another id, or merge them."))
            continue
        knowledge.kinds[kind][record.id] = record
        knowledge.where[(kind, record.id)] = (shown, first)
        knowledge.lines[(kind, record.id)] = own


def _fault(item: dict, cls: type[BaseModel], row: dict, shown: str, own: dict[tuple, int], first: int) -> Fault:
    """One error of pydantic, in words that mend."""
    path = tuple(part for part in item["loc"] if part in _keys_on(row, item["loc"]))
    at = path
    while at and at not in own:
        at = at[:-1]
    line = own.get(at, first)
    names = [part for part in path if isinstance(part, str)]
    name = names[-1] if names else ""
    label = f"{row.get('id', '(no id)')}: `{'.'.join(map(str, path))}`"
    kind, given = item["type"], item.get("input")
    holder = _class_at(cls, path[:-1])
    if kind == "extra_forbidden":
        return Fault(shown, line, "unknown-field", f"{label} is no field here", advice(name, holder.model_fields if holder else [], "remove it."))
    if kind == "missing":
        missing = item["loc"][-1]
        about = holder.model_fields[missing].description if holder and missing in holder.model_fields else None
        return Fault(shown, line, "missing-field", f"{row.get('id', '(no id)')}: `{'.'.join(map(str, item['loc']))}` is missing", f"add it{f' ({about})' if about else ''}.")
    if kind == "literal_error":
        valid = [word.strip().strip("'") for word in item["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return Fault(shown, line, "vocabulary", f"{label} is `{given}`, which is not in its vocabulary", advice(given, valid, "use one of its words."))
    if name in FORMATS and kind in ("string_pattern_mismatch", "string_type"):
        rule, good = FORMATS[name]
        return Fault(shown, line, rule, f"{label} is malformed: `{given}`", f"{good}.")
    if kind in ("less_than_equal", "greater_than_equal", "less_than", "greater_than"):
        return Fault(shown, line, "range", f"{label} is {given}: {item['msg'].lower().replace('input should be', 'it must be')}", "correct the number.")
    if kind == "string_type":
        return Fault(shown, line, "type", f"{label} must be text but is {given!r}", "put it in quotes.")
    return Fault(shown, line, "type", f"{label} does not fit: {item['msg'].lower()} (given: {str(given)[:60]!r})", "see the fields of this record on the contributor page.")


def _keys_on(row: Any, loc: tuple) -> list:
    """The parts of ``loc`` that are keys in the data (pydantic adds names of types in unions)."""
    keys, value = [], row
    for part in loc:
        if isinstance(value, dict):
            keys.append(part)
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            keys.append(part)
            value = value[part]
    return keys


def _class_at(cls: type[BaseModel], path: tuple) -> type[BaseModel] | None:
    """The class of the part at ``path`` inside a record of ``cls``."""
    for part in path:
        if isinstance(part, int):
            continue
        info = cls.model_fields.get(part)
        inner = next((t for t in _types(info.annotation) if isinstance(t, type) and issubclass(t, BaseModel)), None) if info else None
        if inner is None:
            return None
        cls = inner
    return cls


def _types(annotation: Any) -> Iterator[Any]:
    args = typing.get_args(annotation)
    if not args:
        yield annotation
    for arg in args:
        yield from _types(arg)


@lru_cache(maxsize=None)
def _field_kinds(cls: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """Field -> kinds of record that it refers to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, info in cls.model_fields.items():
        marks = [mark for mark in info.metadata if isinstance(mark, model.Ref)]
        marks += [mark for mark in _types(info.annotation) if isinstance(mark, model.Ref)]
        if marks:
            found[name] = marks[0].kinds
    return found


def references(part: BaseModel, path: tuple = ()) -> Iterator[tuple[tuple, tuple[str, ...], str]]:
    """Every reference inside a record: its path, the kinds it may point to, the id."""
    kinds = _field_kinds(type(part))
    for name, value in part.__dict__.items():
        for index, item in enumerate(value) if isinstance(value, (list, tuple)) else ((None, value),):
            here = path + ((name,) if index is None else (name, index))
            if isinstance(item, BaseModel):
                yield from references(item, here)
            elif name in kinds and isinstance(item, str):
                yield here, kinds[name], item


def stamp(folder: Path | None = None) -> tuple:
    """Changes when any file of ``folder`` changes: the key of the cache below."""
    folder = folder or ROOT / "data"
    return tuple(sorted((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in folder.glob("*.y*ml")))


_CACHE: dict[tuple, tuple[Knowledge, list[Fault]]] = {}


def cached(folder: Path | None = None) -> tuple[Knowledge, list[Fault]]:
    """As :func:`load`, read again only when a file has changed (Zensical loads the macros for each page)."""
    key = (str(folder), stamp(folder))
    if key not in _CACHE:
        _CACHE.clear()
        _CACHE[key] = load(folder)
    return _CACHE[key]


def _code() -> tuple:
    """Changes when the code that reads or checks the data changes."""
    return tuple((name, (ROOT / "kb" / name).stat().st_mtime_ns) for name in ("model.py", "yamlfile.py", "load.py", "checks.py", "coverage.py", "ask.py", "grade.py"))


def keep_sound(knowledge: Knowledge) -> None:
    """Writes down knowledge in which no fault was found, so that the next step of the build need not read it again."""
    SOUND.parent.mkdir(exist_ok=True)
    draft = SOUND.with_suffix(".part")
    draft.write_bytes(pickle.dumps((stamp(), _code(), knowledge), protocol=pickle.HIGHEST_PROTOCOL))
    draft.replace(SOUND)


def sound() -> Knowledge | None:
    """The knowledge that was last found to be sound, or None where data or code have changed since."""
    try:
        kept_stamp, kept_code, knowledge = pickle.loads(SOUND.read_bytes())
    except Exception:  # whatever is wrong with a cache, reading the data again is right
        return None
    return knowledge if (kept_stamp, kept_code) == (stamp(), _code()) else None


def json_schemas() -> dict[str, str]:
    """JSON Schema of each file, for completion and early errors in editors: file name -> JSON text."""
    result = {}
    for name, parts in model.FILES.items():
        if None in parts:
            cls = parts[None][1]
            schema = {"type": "array", "items": {"$ref": f"#/$defs/{cls.__name__}"}}
            classes = [cls]
        else:
            schema = {"type": "object", "additionalProperties": False, "properties": {}}
            classes = []
            for key, (_, cls) in parts.items():
                schema["properties"][key] = {"type": "array", "items": {"$ref": f"#/$defs/{cls.__name__}"}}
                classes.append(cls)
        defs: dict[str, Any] = {}
        for cls in classes:
            own = cls.model_json_schema()
            defs |= own.pop("$defs", {})
            defs[cls.__name__] = own
        result[Path(name).stem + ".json"] = json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": defs, **schema}, indent=1, ensure_ascii=False) + "\n"
    return result
