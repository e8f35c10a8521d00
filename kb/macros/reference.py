"""Macros for the contributor pages: every macro with a live example, every field of every kind of record."""

from __future__ import annotations

import inspect
import re
from functools import lru_cache

from markupsafe import Markup

from kb import model, verbatim
from kb.macros.calls import run
from kb.macros.registry import MACROS, PAGE_MACROS, example_of, macro, summary_of
from kb.view import View


@macro
def macro_reference(view: View) -> Markup:
    """Every macro with its example and what the example writes; for the contributor page.

    Example: verdict("supported")
    """
    parts = []
    for name, function in MACROS.items():
        if name in PAGE_MACROS:
            continue
        example = example_of(function)
        output = run(view, example)
        signature = ", ".join(str(p).replace("'", "") for p in list(inspect.signature(function).parameters.values())[1:])
        parts.append(f"## {name} {{ #macro-{name.replace('_', '-')} }}\n\n" + verbatim.marked(view.render("macro.html", name=name, signature=signature, doc=summary_of(function), example=example)))
        parts.append(verbatim.marked(f'<div class="example" role="region" tabindex="0" aria-label="What {name} writes" data-search-exclude>\n{_demoted(output)}\n</div>'))
    return Markup("\n\n" + "\n\n".join(parts) + "\n\n")


@macro
def field_reference(view: View) -> Markup:
    """What each kind of record may hold, generated from the model; for the contributor page.

    Example: field_reference()
    """
    parts = []
    for name, kinds in model.FILES.items():
        parts.append(f"## {name} {{ #file-{name.removesuffix('.yml').replace('_', '-')} }}")
        for key, (kind, cls) in kinds.items():
            parts.append(verbatim.marked(view.render("fields.html", kind=kind, key=key, cls=cls, fields=_fields, parts=_part_classes)))
    return Markup("\n\n" + "\n\n".join(parts) + "\n\n")


@lru_cache(maxsize=None)
def _schema(cls: type) -> dict:
    return cls.model_json_schema()


def _fields(cls: type) -> list[tuple[str, str, bool, str]]:
    """Fields of a record type: name, type in words, whether it must be given, description."""
    schema = _schema(cls)
    rows = []
    for name, info in schema["properties"].items():
        rows.append((name, _type(info), name in schema.get("required", []), info.get("description", "")))
    return rows


def _type(info: dict) -> str:
    """A JSON Schema type in words."""
    if "$ref" in info:
        return info["$ref"].split("/")[-1]
    if "enum" in info:
        return "one of: " + ", ".join(map(str, info["enum"]))
    if "const" in info:
        return str(info["const"])
    if "anyOf" in info:
        return " or ".join(_type(each) for each in info["anyOf"] if each.get("type") != "null")
    if info.get("type") == "array":
        inner = info.get("items") or (info.get("prefixItems") or [{}])[0]
        return "list of " + _type(inner)
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}.get(info.get("type"), "anything")


def _part_classes(cls: type) -> dict[str, list]:
    """The types of the parts inside a record, with their fields."""
    found: dict[str, list] = {}
    for name, schema in _schema(cls).get("$defs", {}).items():
        required = schema.get("required", [])
        found[name] = [(field, _type(info), field in required, info.get("description", "")) for field, info in schema.get("properties", {}).items()]
    return found


def _demoted(output: str) -> str:
    """An example without headings or ids, so that it adds nothing to the contents and repeats no anchor."""
    text = re.sub(r"^#+ (.*?)(?: \{ #\S+ \})?$", r"<p><strong>\1</strong></p>", str(output).strip(), flags=re.M)
    text = re.sub(r"<(/?)h[1-6]\b", r"<\1p", text)
    return re.sub(r' (id|aria-labelledby|aria-describedby)="[^"]*"', "", text)
