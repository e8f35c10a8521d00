"""The vocabulary of a page: thin adapters from a call in Markdown to :mod:`kb.view` and the templates.

Every macro is a function ``(view, …)`` whose first line of documentation is shown to contributors, together with
its ``Example:`` line, which the contributor page runs. A call that asks for something that is not there raises
:class:`Mistake`, which names what is valid.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from kb import ask, diagrams, markup, model, pages, plots, words
from kb.faults import Fault, advice, nearest
from kb.view import View, outcome_text


class Mistake(Exception):
    """A call that cannot be answered. ``fix`` says what would be right."""

    def __init__(self, rule: str, what: str, fix: str):
        super().__init__(what)
        self.rule, self.what, self.fix = rule, what, fix


MACROS: dict[str, Callable] = {}
#: macros that write a whole page or its end; the contributor page shows them by being made with them
PAGE_MACROS = ("macro_reference", "field_reference", "sources", "claims_ledger", "claims_in_full", "study_explorer")


def macro(function: Callable) -> Callable:
    """Adds a function to the vocabulary."""
    MACROS[function.__name__] = function
    return function


def _record(view: View, kind: str, id: str) -> Any:
    if kind not in view.knowledge.kinds:
        raise Mistake("unknown-kind", f"there is no kind of record `{kind}`", advice(kind, view.knowledge.kinds, "use a kind of record."))
    record = view.knowledge.get(kind, id)
    if record is None:
        raise Mistake("unknown-id", f"`{id}` is no id in {kind}", advice(id, view.knowledge.kinds[kind], f"see data/{kind}.yml for the ids."))
    return record


def _subject(view: View, id: str | None, kinds: tuple[str, ...]) -> tuple[str, Any]:
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


def _selected(view: View, kind: str, filters: dict) -> list:
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


# --------------------------------------------------------------------------- the vocabulary


@macro
def cite(view: View, *ids: str) -> Markup:
    """Cites one or more sources: a link to the References page with the kind of evidence and its size.

    Example: cite("pers-2024")
    """
    if not ids:
        raise Mistake("unknown-argument", "nothing to cite", "give the id of a source.")
    for id in ids:
        _record(view, "sources", id)
    return view.cite(*ids)


@macro
def n(view: View, id: str, key: str) -> Markup:
    """A figure inside a sentence. Findings name their figures; a study has `people`, `enrolled`, `randomised`, `analysed` and the keys of its outcomes; a harm the keys of its rates.

    Example: n("imaging-without-pain", "disc-degeneration-20")
    """
    kind, record = _subject(view, id, ("findings", "studies", "harms", "reviews", "trials", "market"))
    figures = figures_of(view, kind, record)
    if key not in figures:
        raise Mistake("unknown-id", f"`{id}` has no figure `{key}`", advice(key, figures, "add it to the record."))
    return view.figure(figures[key])


def figures_of(view: View, kind: str, record: Any) -> dict[str, str]:
    """The figures of a record that :func:`n` can write, by key."""
    found: dict[str, str] = {}
    people = lambda count: words.with_unit(count, "people")  # noqa: E731
    if kind in ("findings", "market"):
        found |= {value.key: view.value(value) for value in record.values}
    if kind == "studies":
        if ask.people_in(record) is not None:
            found["people"] = people(ask.people_in(record))
        found |= {stage: people(getattr(record.people, stage)) for stage in ("enrolled", "randomised", "analysed") if getattr(record.people, stage) is not None}
        found |= {outcome.key: outcome_text(outcome) for outcome in record.outcomes if outcome.key}
        if record.follow_up_months is not None:
            found["follow-up"] = words.months(record.follow_up_months)
    if kind == "harms":
        found |= {rate.key: view.rate(rate) for rate in record.rates if rate.key}
    if kind == "reviews":
        found |= {name: words.number(getattr(record, field)) for name, field in (("studies", "studies_n"), ("people", "people"), ("cord-studies", "cord_studies_n")) if getattr(record, field) is not None}
    if kind == "trials" and record.planned is not None:
        found["planned"] = people(record.planned)
    return found


@macro
def count(view: View, kind: str, **filters: Any) -> Markup:
    """How many records match, in words that count; with kind `people`, how many people the matching studies hold.

    Example: count("studies", cells="cord")
    """
    if kind == "people":
        return view.figure(words.with_unit(ask.total_people(_selected(view, "studies", filters)), "people"))
    rows = _selected(view, kind, filters)
    rows = ask.distinct(rows) if kind == "studies" else rows
    number = words.number(len(rows))
    return view.figure(number) if kind in ("studies", "trials", "reviews") else Markup(number)


@macro
def fact(view: View, id: str | None = None, field: str | None = None) -> Markup:
    """What a record says, with its sources: the statement of a finding, or the named field of any record. Without an id: of the record that the page is about.

    Example: fact("degenerative-disc-disease", "natural_history")
    """
    kinds = ("findings", "conditions", "mechanisms", "routes", "cell_sources", "alternatives", "harms", "bodies", "measures", "status", "travel", "market", "timeline", "thai_trials")
    kind, record = _subject(view, id, kinds)
    if field is None:
        field = {"findings": "statement", "travel": "fact", "market": "fact", "status": "answer"}.get(kind)
    fields = [name for name in type(record).model_fields if name not in ("id", "checked", "sources")]
    if field not in fields:
        raise Mistake("unknown-id", f"{kind} have no field `{field}`", advice(str(field), fields, "name a field of the record."))
    value = getattr(record, field)
    passages = [value] if isinstance(value, model.Passage) else value
    if isinstance(passages, list) and passages and isinstance(passages[0], model.Passage):
        return block(view.passages(passages, "p" if len(passages) < 3 else "li"))
    if isinstance(passages, list) and not passages:
        return block(Markup("<p>Nothing was found on this.</p>"))
    return block(Markup(view.render("fact.html", kind=kind, record=record, text=value)))


def block(html: Markup | str) -> Markup:
    """HTML that stands alone between paragraphs."""
    return Markup(f"\n\n{html}\n\n")


@macro
def show(view: View, kind: str, id: str, level: int = 3) -> Markup:
    """One record in full, under a heading of its own.

    Example: show("measures", "odi", level=4)
    """
    return _full(view, kind, [_record(view, kind, id)], level)


@macro
def show_all(view: View, kind: str, level: int = 3, **filters: Any) -> Markup:
    """Every record of a kind that matches, in full, each under a heading of its own.

    Example: show_all("measures", level=4)
    """
    return _full(view, kind, _selected(view, kind, filters), level)


def _full(view: View, kind: str, rows: list, level: int) -> Markup:
    parts = []
    for row in rows:
        heading = getattr(row, "name", None) or getattr(row, "term", None) or getattr(row, "question", None) or getattr(row, "topic", None) or row.id
        anchor = f" {{ #{row.id} }}" if view.anchor(kind, row.id) else ""
        parts.append(f"{'#' * level} {heading}{anchor}\n\n" + view.render(f"{kind}.html", r=row))
    return Markup("\n\n" + "\n\n".join(parts) + "\n\n")


@macro
def table(view: View, kind: str, caption: str | None = None, **filters: Any) -> Markup:
    """The records of a kind that match, as a table; where none does, the page says that none was found and where we looked.

    Example: table("studies", cells="cord")
    """
    rows = _selected(view, kind, filters)
    drawn = sorted(name.removesuffix("_table.html") for name in view.site.templates.list_templates() if name.endswith("_table.html"))
    if kind not in drawn:
        raise Mistake("unknown-kind", f"{kind} are not shown as a table", advice(kind, drawn, "use `show_all`."))
    if rows:
        drawn = view.render(f"{kind}_table.html", rows=rows, caption=caption, filters=filters)
        return block(drawn + "\n" + downloads(view, kind) if pages.HOMES[kind] == view.path else drawn)
    return block(view.render("nothing.html", kind=kind, filters=filters, search=_search_for(view, filters)))


def downloads(view: View, kind: str) -> str:
    """Links to all records of a kind as CSV and JSON; on the page that is their home."""
    return view.render("downloads.html", kind=kind)


def _search_for(view: View, filters: dict) -> str | None:
    """The search that looked for what the filters ask, where one is recorded."""
    for name, prefix in (("condition", "cord-"), ("route", "cord-route-")):
        for id in ask.as_tuple(filters.get(name) or ()):
            if filters.get("cells") == "cord" and view.knowledge.get("searches", prefix + id):
                return prefix + id
    return None


@macro
def plot(view: View, id: str) -> Markup:
    """A chart drawn from the data, with its finding as heading, the table of its numbers and its sources.

    Example: plot("herniation-shrinkage-by-type")
    """
    if id not in plots.PLOTS:
        raise Mistake("unknown-id", f"there is no plot `{id}`", advice(id, plots.PLOTS, "see kb/plots/."))
    try:
        drawn = plots.PLOTS[id](view.knowledge)
    except plots.Refused as refused:
        raise Mistake("plot", f"the plot `{id}` cannot be drawn: {refused}", "mend the record, or take the plot off the page.") from None
    return block(view.render("plot.html", plot=drawn, id=view.own_id(f"plot-{id}"), csv=view.file_url(f"data/plots/{id}.csv")))


@macro
def diagram(view: View, id: str) -> Markup:
    """A drawing that explains: its parts named in words, with its sources.

    Example: diagram("ladder-of-evidence")
    """
    if id not in diagrams.DIAGRAMS:
        raise Mistake("unknown-id", f"there is no diagram `{id}`", advice(id, diagrams.DIAGRAMS, "see kb/diagrams.py."))
    drawn = diagrams.DIAGRAMS[id](view.knowledge)
    return block(view.render("diagram.html", diagram=drawn, id=view.own_id(f"diagram-{id}")))


@macro
def term(view: View, id: str, text: str | None = None) -> Markup:
    """A term of the glossary, linked, with its meaning shown on focus.

    Example: term("sham")
    """
    entry = _record(view, "glossary", id)
    return Markup('<a class="term" href="{}">{}<span class="term-note" data-search-exclude> ({})</span></a>').format(
        view.url("glossary", id), text or entry.term.lower(), entry.plain
    )


@macro
def also_called(view: View, id: str | None = None) -> Markup:
    """The other names and spellings of what the page is about, near its top, so that readers and search find them.

    Example: also_called("herniated-disc-radiculopathy")
    """
    _, subject = _subject(view, id, ("conditions", "routes", "cell_sources", "mechanisms", "alternatives"))
    if not subject.also_called:
        raise Mistake("empty", f"`{subject.id}` has no other names", "add `also_called` to the record, or leave the call out.")
    return block(Markup('<p class="also-called"><strong>Also called:</strong> {}</p>').format(", ".join(subject.also_called)))


@macro
def certainty_line(view: View, condition: str | None = None, route: str | None = None) -> Markup:
    """How much has been tested with cord cells for this condition or by this route, derived from the studies.

    Example: certainty_line(condition="degenerative-disc-disease")
    """
    filters = {key: value for key, value in (("condition", condition), ("route", route)) if value}
    if len(filters) != 1:
        raise Mistake("unknown-argument", "give `condition` or `route`, one of them", 'certainty_line(condition="…")')
    cord = ask.distinct(_selected(view, "studies", {"cells": "cord", **filters}))
    other = ask.distinct(_selected(view, "studies", {"cells": "other", **filters}))
    return Markup(view.render("certainty_line.html", cord=cord, other=other, search=_search_for(view, {"cells": "cord", **filters})).replace("\n", " "))


@macro
def certainty(view: View, word: str) -> Markup:
    """A badge for certainty: high, moderate, low, very-low, none.

    Example: certainty("low")
    """
    if word not in words.CERTAINTY:
        raise Mistake("vocabulary", f"`{word}` is no certainty", advice(word, words.CERTAINTY, "use one of its words."))
    return view.certainty(word)


@macro
def verdict(view: View, word: str) -> Markup:
    """A badge for a verdict on a seller's statement.

    Example: verdict("borrowed")
    """
    if word not in words.VERDICTS:
        raise Mistake("vocabulary", f"`{word}` is no verdict", advice(word, words.VERDICTS, "use one of the eight."))
    return view.verdict(word)


@macro
def warning_signs(view: View, condition: str | None = None, after_injection: bool = False) -> Markup:
    """Signs that need help, each with its action, the most urgent first: for a condition, after an injection, or those that hold everywhere.

    Example: warning_signs("chronic-neck-pain")
    """
    if after_injection:
        rows = [sign for sign in view.knowledge.all("warning_signs") if sign.after_injection]
    elif condition:
        rows = _selected(view, "warning_signs", {"condition": condition})
    else:
        rows = [sign for sign in view.knowledge.all("warning_signs") if sign.everywhere]
    return block(view.render("warning_signs_list.html", rows=rows))


@macro
def unknowns(view: View, about: str | None = None) -> Markup:
    """What nobody has tested: the unknown passages of a condition or route, and the findings that say so.

    Example: unknowns("chronic-neck-pain")
    """
    _, subject = _subject(view, about, ("conditions", "routes", "mechanisms"))
    findings = [f for f in view.knowledge.all("findings") if f.topic == "unknown" and subject.id in f.about]
    return block(view.render("unknowns.html", passages=getattr(subject, "unknown", []), findings=findings))


@macro
def link(view: View, kind: str, id: str, text: str | None = None) -> Markup:
    """A link to the place that shows a record.

    Example: link("harms", "discitis", "infection of the disc")
    """
    _record(view, kind, id)
    return view.link(kind, id, text)


@macro
def verdict_summary(view: View) -> Markup:
    """How many of the sellers' statements carry each verdict, counted from the data.

    Example: verdict_summary()
    """
    return block(view.render("verdict_summary.html", claims=view.knowledge.all("claims")))


@macro
def verdict_examples(view: View) -> Markup:
    """Each verdict with its meaning and one statement from the ledger that carries it.

    Example: verdict_examples()
    """
    return block(view.render("verdict_examples.html", examples=ask.verdict_examples(view.knowledge)))


@macro
def claims_ledger(view: View) -> Markup:
    """Every statement of the sellers as one table, with filters where JavaScript runs.

    Example: claims_ledger()
    """
    return block(view.render("claims_ledger.html", groups=ask.claims_by_topic(view.knowledge)) + "\n" + downloads(view, "claims"))


@macro
def claims_in_full(view: View) -> Markup:
    """Every statement of the sellers with its reasoning, topic by topic, each with a permanent anchor.

    Example: claims_in_full()
    """
    return block(view.render("claims_in_full.html", groups=ask.claims_by_topic(view.knowledge), markup=lambda: _ledger_markup(view)))


def _ledger_markup(view: View) -> Markup:
    """The schema.org markup of all claims as JSON for a script element."""
    base = view.site.settings.get("site_url") or ""
    address = base + pages.url(view.path, view.site.directory_urls)
    name = view.site.settings.get("site_name") or ""
    reviews = [markup.claim_review(claim, f"{address}#{claim.id}", name, base) for claim in view.knowledge.all("claims")]
    return Markup(json.dumps(markup.document(reviews), ensure_ascii=False).replace("</", "<\\/"))


@macro
def study_explorer(view: View) -> Markup:
    """Every study as one table, cord cells first, with filters, sorting and a count where JavaScript runs.

    Example: study_explorer()
    """
    return block(view.render("study_explorer.html", rows=ask.cord_first(view.knowledge, view.knowledge.all("studies"))) + "\n" + downloads(view, "studies"))


@macro
def corrections_route(view: View) -> Markup:
    """Where corrections go: the contact and repository set in mkdocs.yml, or that none is set yet.

    Example: corrections_route()
    """
    contact, repository = view.site.settings.get("corrections_contact"), view.site.settings.get("repo_url")
    if not contact and not repository:
        return Markup("The address for corrections is not set yet: this copy of the site has not been published.")
    parts = []
    if contact:
        parts.append(Markup('Write to <a href="mailto:{0}">{0}</a>.').format(contact))
    if repository:
        parts.append(Markup('Open an issue or a pull request at <a href="{0}">{0}</a>.').format(repository))
    return Markup(" ").join(parts)


@macro
def sources(view: View) -> Markup:
    """The sources that this page cites, and when they were last checked. Belongs at the end of a page.

    Example: sources()
    """
    if not view.cited:
        raise Mistake("empty", "the page cites nothing above this call", "put it at the end of the page, after what it cites.")
    rows = sorted(view.cited, key=lambda id: ask.citation(view.knowledge.get("sources", id)).lower())
    checked = ask.oldest_check(view.knowledge, rows)
    return block(view.render("page_sources.html", rows=[view.knowledge.get("sources", id) for id in rows], checked=checked, due=ask.next_check(checked)))


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
        parts.append(f"## {name} {{ #macro-{name.replace('_', '-')} }}\n\n" + view.render("macro.html", name=name, signature=signature, doc=summary_of(function), example=example))
        parts.append(f'<div class="example" role="region" tabindex="0" aria-label="What {name} writes" data-search-exclude>\n{_demoted(output)}\n</div>')
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
            parts.append(view.render("fields.html", kind=kind, key=key, cls=cls, fields=_fields, parts=_part_classes))
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


def summary_of(function: Callable) -> str:
    """First paragraph of a macro's documentation."""
    return inspect.getdoc(function).split("\n\n")[0].replace("\n", " ")


def example_of(function: Callable) -> str:
    """The example call of a macro. Raises ValueError where it has none."""
    found = re.search(r"Example: (.+)", inspect.getdoc(function) or "")
    if not found:
        raise ValueError(f"macro {function.__name__} has no example")
    return found.group(1).strip()


def run(view: View, call: str) -> str:
    """Runs a call written as text, as on a page."""
    import jinja2

    env = jinja2.Environment()
    env.globals.update({name: (lambda f: lambda *a, **k: f(view, *a, **k))(function) for name, function in MACROS.items()})
    return env.from_string("{{ " + call + " }}").render()


# --------------------------------------------------------------------------- messages


def fault_of(mistake: Mistake, page: pages.Page, name: str, args: tuple, kwargs: dict) -> Fault:
    """The message for a call that failed on a page: its true line and the call as it is written."""
    same = [c for c in pages.calls(page) if c.name == name]
    exact = [c for c in same if c.args == args and dict(c.kwargs) == kwargs] or same
    line, text = (exact[0].line, exact[0].text) if exact else (1, f"{name}(…)")
    return Fault(f"docs/{page.path}", line, mistake.rule, f"{{{{ {text} }}}}: {mistake.what}", mistake.fix)


def call(view: View, function: Callable, args: tuple, kwargs: dict) -> str:
    """Runs a macro for a page. Raises Mistake, also for arguments that the macro does not take."""
    try:
        inspect.signature(function).bind(view, *args, **kwargs)
    except TypeError as error:
        parameters = list(inspect.signature(function).parameters)[1:]
        wrong = next((name for name in kwargs if name not in parameters), "")
        raise Mistake("unknown-argument", str(error), f"{function.__name__}({', '.join(parameters)}); " + (f"did you mean `{nearest(wrong, parameters)}`?" if nearest(wrong, parameters) else f"for example {example_of(function)}")) from None
    return function(view, *args, **kwargs)


class Trial(View):
    """A view that draws nothing: enough to see whether a call can be answered, in a fraction of the time."""

    def render(self, template: str, **context: Any) -> str:
        """Nothing; what the template would cite counts as cited."""
        if not self.cited:
            self.cited.append(next(iter(self.knowledge.kinds["sources"])))
        return ""


def check_pages(site: Any) -> list[Fault]:
    """Every macro call of every page, tried without drawing anything: all faults at once."""
    faults: list[Fault] = []
    import jinja2

    for page in site.pages.values():
        view = Trial(site, page.path)
        try:
            found = pages.calls(page)
        except jinja2.TemplateSyntaxError as error:
            faults.append(Fault(f"docs/{page.path}", error.lineno, "macro-syntax", f"this does not parse: {error.message}", "mend the braces, quotes or commas of the call."))
            continue
        for each in found:
            if each.name not in MACROS:
                faults.append(Fault(f"docs/{page.path}", each.line, "unknown-macro", f"there is no macro `{each.name}`", advice(each.name, MACROS, "see the contributor page.")))
                continue
            try:
                call(view, MACROS[each.name], each.args, dict(each.kwargs))
            except Mistake as mistake:
                faults.append(Fault(f"docs/{page.path}", each.line, mistake.rule, f"{{{{ {each.text} }}}}: {mistake.what}", mistake.fix))
    return faults
