"""The register of macros, and what every macro needs: a record by its id, the subject of a page, the records that match."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from kb import ask, model, verbatim
from kb.faults import advice
from kb.view import View


class Mistake(Exception):
    """A call that cannot be answered. ``fix`` says what would be right."""

    def __init__(self, rule: str, what: str, fix: str):
        super().__init__(what)
        self.rule, self.what, self.fix = rule, what, fix


MACROS: dict[str, Callable] = {}
#: macros that write a whole page or its end; the contributor page shows them by being made with them
PAGE_MACROS = ("macro_reference", "field_reference", "sources", "words_here", "claims_ledger", "claims_in_full", "study_explorer", "values_form")


def macro(function: Callable) -> Callable:
    """Adds a function to the vocabulary."""
    MACROS[function.__name__] = function
    return function


def record_of(view: View, kind: str, id: str) -> Any:
    """The record of ``kind`` with this id. Raises Mistake where there is none."""
    if kind not in view.knowledge.kinds:
        raise Mistake("unknown-kind", f"there is no kind of record `{kind}`", advice(kind, view.knowledge.kinds, "use a kind of record."))
    record = view.knowledge.get(kind, id)
    if record is None:
        raise Mistake("unknown-id", f"`{id}` is no id in {kind}", advice(id, view.knowledge.kinds[kind], f"see data/{kind}.yml for the ids."))
    return record


def subject_of(view: View, id: str | None, kinds: tuple[str, ...]) -> tuple[str, Any]:
    """The record with this id in one of the kinds; without an id, the record that the page is about."""
    if id is None:
        own = view.site.pages[view.path].records
        if not own:
            raise Mistake("unknown-id", "the page names no `record` in its front matter", "add `record: …` there, or give the id in the call.")
        id = own[0]
    found = [(kind, view.knowledge.get(kind, id)) for kind in kinds if view.knowledge.get(kind, id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake("unknown-id", f"`{id}` is an id in {' and in '.join(kind for kind, _ in found)}", "name the kind in the call.")
    valid = [i for kind in kinds for i in view.knowledge.kinds[kind]]
    raise Mistake("unknown-id", f"`{id}` is no id in {', '.join(kinds)}", advice(id, valid, "see the files of data/ for the ids."))


def selected(view: View, kind: str, filters: dict) -> list:
    """The records of ``kind`` that match. Raises Mistake for a kind, a filter or a value that does not exist."""
    if kind not in view.knowledge.kinds:
        raise Mistake("unknown-kind", f"there is no kind of record `{kind}`", advice(kind, view.knowledge.kinds, "use a kind of record."))
    for name, value in filters.items():
        wanted = ask.as_tuple(value)
        pool = _ids_for(view, kind, name)
        for word in wanted if pool else ():
            if word not in pool:
                raise Mistake("unknown-id", f"`{name}={word!r}` is nothing that {kind} can be chosen by", advice(str(word), map(str, pool), "see data/ for the ids."))
    try:
        return ask.select(view.knowledge, kind, **filters)
    except ValueError as error:
        raise Mistake("unknown-argument", str(error), advice(next((n for n in filters if n not in ask.FILTERS[kind]), ""), ask.FILTERS[kind], "leave it out.")) from None


def _ids_for(view: View, kind: str, name: str) -> set:
    """The words that a filter may take; empty where anything goes."""
    k = view.knowledge.kinds
    if name == "condition":
        return set(k["conditions"])
    if name == "route":
        return set(k["routes"])
    if name == "cells" and kind in ("studies", "trials"):
        return {"cord", "other"} | set(k["cell_sources"])
    if name == "about" and kind != "enforcement":
        return {id for each in ("conditions", "mechanisms", "routes", "cell_sources", "harms", "alternatives", "bodies") for id in k[each]}
    values = {getattr(record, name) for record in k[kind].values() if not isinstance(getattr(record, name, None), list)} if name in getattr(model.KINDS[kind], "model_fields", {}) else set()
    return values | ({"yes"} if name == "control" else set())


def search_for(view: View, filters: dict) -> str | None:
    """The search that looked for what the filters ask, where one is recorded."""
    for name, prefix in (("condition", "cord-"), ("route", "cord-route-")):
        for id in ask.as_tuple(filters.get(name) or ()):
            if filters.get("cells") == "cord" and view.knowledge.get("searches", prefix + id):
                return prefix + id
    return None


def block(html: Markup | str) -> Markup:
    """HTML that stands alone between paragraphs."""
    return Markup(f"\n\n{verbatim.marked(html)}\n\n")


def summary_of(function: Callable) -> str:
    """First paragraph of a macro's documentation."""
    return inspect.getdoc(function).split("\n\n")[0].replace("\n", " ")


def example_of(function: Callable) -> str:
    """The example call of a macro. Raises ValueError where it has none."""
    found = re.search(r"Example: (.+)", inspect.getdoc(function) or "")
    if not found:
        raise ValueError(f"macro {function.__name__} has no example")
    return found.group(1).strip()
