"""Macros that bring records into a page: a citation, a figure, a fact, a record in full, a table, a link, the sources."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kb import ask, model, pages, prose, verbatim, words
from kb.faults import advice
from kb.macros.registry import Mistake, block, macro, record_of, search_for, selected, subject_of
from kb.view import View, outcome_text


@macro
def cite(view: View, *ids: str) -> Markup:
    """Cites one or more sources: a link to the References page with the kind of evidence and its size.

    Example: cite("pers-2024")
    """
    if not ids:
        raise Mistake("unknown-argument", "nothing to cite", "give the id of a source.")
    for id in ids:
        record_of(view, "sources", id)
    return view.cite(*ids)


@macro
def n(view: View, id: str, key: str, of_100: bool = False) -> Markup:
    """A figure inside a sentence, a share as people `of_100` where the text around it counts them so. Findings name their figures; a study has `people`, `enrolled`, `randomised`, `analysed` and the keys of its outcomes; a harm the keys of its rates.

    Example: n("imaging-without-pain", "disc-degeneration-20")
    """
    kind, record = subject_of(view, id, ("findings", "studies", "harms", "reviews", "trials", "market"))
    figures = figures_of(view, kind, record)
    if key not in figures:
        raise Mistake("unknown-id", f"`{id}` has no figure `{key}`", advice(key, figures, "add it to the record."))
    return view.figure(figures[key].replace("%", " of 100") if of_100 else figures[key])


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
        return view.figure(words.with_unit(ask.total_people(selected(view, "studies", filters)), "people"))
    rows = selected(view, kind, filters)
    rows = ask.distinct(rows) if kind == "studies" else rows
    number = words.number(len(rows))
    return view.figure(number) if kind in ("studies", "trials", "reviews") else Markup(number)


@macro
def fact(view: View, id: str | None = None, field: str | None = None, steps: bool = False) -> Markup:
    """What a record says, with its sources: the statement of a finding, or the named field of any record; several passages as numbered `steps` where their order matters. Without an id: of the record that the page is about.

    Example: fact("degenerative-disc-disease", "natural_history")
    """
    kinds = ("findings", "conditions", "mechanisms", "routes", "cell_sources", "alternatives", "harms", "bodies", "measures", "status", "travel", "market", "timeline", "thai_trials")
    kind, record = subject_of(view, id, kinds)
    if field is None:
        field = {"findings": "statement", "travel": "fact", "market": "fact", "status": "answer"}.get(kind)
    fields = [name for name in type(record).model_fields if name not in ("id", "checked", "sources")]
    if field not in fields:
        raise Mistake("unknown-id", f"{kind} have no field `{field}`", advice(str(field), fields, "name a field of the record."))
    value = getattr(record, field)
    passages = [value] if isinstance(value, model.Passage) else value
    if isinstance(passages, list) and passages and isinstance(passages[0], model.Passage):
        if getattr(passages[0], "heading", None):
            return Markup("").join(Markup(f"\n\n### {heading}") + _told(view, group, steps) for heading, group in under_headings(passages))
        return _told(view, passages, steps)
    if isinstance(passages, list) and not passages:
        return block(Markup("<p>Nothing was found on this.</p>"))
    # a field may have sources of its own, such as the number of a hotline
    cited = getattr(record, f"{field}_sources", None) or getattr(record, "sources", [])
    return block(Markup(view.render("fact.html", kind=kind, record=record, field=field, text=value, cited=cited)))


def _told(view: View, passages: list[model.Passage], steps: bool) -> Markup:
    return block(view.passages(passages, "ol" if steps else "ul" if len(passages) > 2 else "p"))


def under_headings(passages: list[model.CoursePassage]) -> list[tuple[str, list[model.CoursePassage]]]:
    """Passages by the heading that opens their group, in their order; the first passage has a heading."""
    groups: list[tuple[str, list[model.CoursePassage]]] = []
    for passage in passages:
        if passage.heading:
            groups.append((passage.heading, []))
        groups[-1][1].append(passage)
    return groups


@macro
def show(view: View, kind: str, id: str, level: int = 3) -> Markup:
    """One record in full, under a heading of its own.

    Example: show("measures", "odi", level=4)
    """
    return _full(view, kind, [record_of(view, kind, id)], level)


@macro
def show_all(view: View, kind: str, level: int = 3, **filters: Any) -> Markup:
    """Every record of a kind that matches, in full, each under a heading of its own.

    Example: show_all("measures", level=4)
    """
    return _full(view, kind, selected(view, kind, filters), level)


def _full(view: View, kind: str, rows: list, level: int) -> Markup:
    parts = []
    for row in rows:
        heading = getattr(row, "name", None) or getattr(row, "term", None) or getattr(row, "question", None) or getattr(row, "topic", None) or row.id
        anchor = f" {{ #{row.id} }}" if view.anchor(kind, row.id) else ""
        parts.append(f"{'#' * level} {heading}{anchor}\n\n" + verbatim.marked(view.render(f"{kind}.html", r=row)))
    return Markup("\n\n" + "\n\n".join(parts) + "\n\n")


@macro
def listed(view: View, kind: str, summary: str, **filters: Any) -> Markup:
    """Links to every record of a kind that matches, in a list that opens: for a long page, above its first record.

    Example: listed("faq", "All questions on this page")
    """
    rows = selected(view, kind, filters)
    links = Markup("").join(Markup("<li>{}</li>").format(view.link(kind, row.id)) for row in rows)
    return block(Markup('<details class="record-more"><summary>{} ({})</summary><ul>{}</ul></details>').format(summary, len(rows), links))


@macro
def table(view: View, kind: str, caption: str | None = None, **filters: Any) -> Markup:
    """The records of a kind that match, as a table; where none does, the page says that none was found and where we looked.

    Example: table("studies", cells="cord")
    """
    rows = selected(view, kind, filters)
    if kind not in view.site.table_kinds:
        raise Mistake("unknown-kind", f"{kind} are not shown as a table", advice(kind, view.site.table_kinds, "use `show_all`."))
    if rows:
        drawn = view.render(f"{kind}_table.html", rows=rows, caption=caption, filters=filters)
        return block(drawn + "\n" + downloads(view, kind))
    return block(view.render("nothing.html", kind=kind, filters=filters, search=search_for(view, filters)))


def downloads(view: View, kind: str) -> str:
    """Links to all records of a kind as CSV and JSON on the page that holds them all; on other pages :func:`sources` names them, at the foot. Not on a sheet, which is for paper."""
    if view.path.startswith("sheets/"):
        return ""
    if view.site.place(kind, view.knowledge.all(kind)[0].id)[0] == view.path:
        return view.render("downloads.html", kind=kind)
    if kind not in view.kinds_shown:
        view.kinds_shown.append(kind)
    return ""


@macro
def term(view: View, id: str, text: str | None = None) -> Markup:
    """A term of the glossary, linked, with its meaning shown on focus.

    Example: term("sham")
    """
    entry = record_of(view, "glossary", id)
    return Markup('<a class="term" href="{}">{}<span class="term-note" data-search-exclude> ({})</span></a>').format(
        view.url("glossary", id), text or entry.term.lower(), entry.plain
    )


#: other names that a page shows at once; the rest unfold
NAMES_SHOWN = 5


@macro
def also_called(view: View, id: str | None = None) -> Markup:
    """The other names and spellings of what the page is about, near its top, so that readers and search find them.

    Example: also_called("herniated-disc-radiculopathy")
    """
    _, subject = subject_of(view, id, ("conditions", "routes", "cell_sources", "mechanisms", "alternatives"))
    if not subject.also_called:
        raise Mistake("empty", f"`{subject.id}` has no other names", "add `also_called` to the record, or leave the call out.")
    shown = NAMES_SHOWN if len(subject.also_called) > NAMES_SHOWN + 2 else len(subject.also_called)
    first, rest = subject.also_called[:shown], subject.also_called[shown:]
    more = Markup('<details class="record-more"><summary>More names ({})</summary><p>{}</p></details>').format(len(rest), ", ".join(rest)) if rest else Markup()
    return block(Markup('<p class="also-called"><strong>Also called:</strong> {}</p>').format(", ".join(first)) + more)


@macro
def link(view: View, kind: str, id: str, text: str | None = None) -> Markup:
    """A link to the place that shows a record.

    Example: link("harms", "discitis", "infection of the disc")
    """
    record_of(view, kind, id)
    return view.link(kind, id, text)


@macro
def words_here(view: View) -> Markup:
    """The hard words of a page with their meaning, found in what stands above this call. Belongs before the sources.

    Example: words_here()
    """
    body = view.site.pages[view.path].body
    ids = view.site.terms.found([prose.without_macros(body), *view.written]) | {call.args[0] for call in pages.calls(view.site.pages[view.path]) if call.name == "term"}
    rows = [term for term in view.knowledge.all("glossary") if term.id in ids]
    return block(view.render("words_here.html", rows=rows)) if rows else Markup("")


@macro
def self_scores(view: View, instrument: str) -> Markup:
    """How pages score with a published checklist, rated apart from the writing of them: each item, the totals, and why points were lost.

    Example: self_scores("ipdas-minimum")
    """
    record = record_of(view, "instruments", instrument)
    return block(view.render("self_scores.html", i=record, rated=ask.by_page(ask.ratings_of(view.knowledge, instrument))))


@macro
def corrections_route(view: View) -> Markup:
    """Where corrections go: the contact and repository set in mkdocs.yml, or that none is set yet.

    Example: corrections_route()
    """
    contact, repository = view.site.settings.get("corrections_contact"), view.site.settings.get("repo_url")
    if not contact and not repository:
        return Markup("The address for corrections is not set yet: so nobody can write to us yet.")
    parts = []
    if contact:
        parts.append(Markup('Write to <a href="mailto:{0}">{0}</a>.').format(contact))
    if repository:
        parts.append(Markup('Open an issue or a pull request at <a href="{0}">{0}</a>.').format(repository))
    return Markup(" ").join(parts)


@macro
def sources(view: View) -> Markup:
    """The sources that this page cites, when they were last checked, and its records as files. Belongs at the end of a page.

    Example: sources()
    """
    if not view.cited:
        raise Mistake("empty", "the page cites nothing above this call", "put it at the end of the page, after what it cites.")
    rows = sorted(view.cited, key=lambda id: view.site.citation(view.knowledge.get("sources", id)).lower())
    checked = ask.oldest_check(view.knowledge, rows)
    return block(view.render("page_sources.html", rows=[view.knowledge.get("sources", id) for id in rows], checked=checked, due=ask.next_check(checked)))
