"""What a template may do on one page: link, cite, write a passage, a badge, a figure. Collects what the page cites."""

from __future__ import annotations

import posixpath
from collections import Counter
from functools import cached_property, lru_cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from kb import ask, contrast, model, options, pages, words
from kb.load import ROOT, Knowledge
from kb.terms import Finder


def outcome_text(outcome: model.Outcome) -> str:
    """A reported result in a few words: counts first."""
    if outcome.events is not None and outcome.of is not None:
        return f"{outcome.events:,} of {outcome.of:,} people"
    unit = f" {outcome.unit}" if outcome.unit and not outcome.unit.startswith("%") else (outcome.unit or "")
    if outcome.baseline is not None and outcome.value is not None:
        return f"from {words.number(outcome.baseline)} to {words.number(outcome.value)}{unit}"
    if outcome.value is not None:
        return f"{words.number(outcome.value)}{unit}"
    if outcome.change is not None:
        share = f" ({words.number(outcome.percent)}%)" if outcome.percent is not None else ""
        return f"{words.number(outcome.change)}{unit}{share}"
    if outcome.percent is not None:
        return f"{words.number(outcome.percent)}%"
    return outcome.text or "not reported"


def _cache_folder() -> str:
    """Where compiled templates are kept between the steps of a build (ignored by git)."""
    folder = ROOT / ".cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def evidence_of(source: model.Source, size: str | None) -> str:
    """Kind, size and how it was read, in words."""
    retracted = "RETRACTED; " if source.retracted else ""
    return f"{retracted}{words.SOURCE_KINDS[source.kind]}{f', {size}' if size else ''}; {words.VERIFIED[source.verified]}"


class Site:
    """The knowledge and the pages of one build.

    ``directory_urls`` is how MkDocs makes addresses; ``settings`` hold what mkdocs.yml sets once: the site's address,
    its repository and the contact for corrections.
    """

    def __init__(self, knowledge: Knowledge, all_pages: dict[str, pages.Page], directory_urls: bool, settings: dict[str, str] | None = None):
        self.knowledge = knowledge
        self.settings = settings or {}
        self.pages = all_pages
        self.directory_urls = directory_urls
        self.homes = pages.homes(all_pages)
        self.sizes = ask.evidence_size(knowledge)
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader([ROOT / "overrides" / "records", ROOT / "overrides" / "tables"]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            bytecode_cache=jinja2.FileSystemBytecodeCache(_cache_folder()),
        )
        self.templates.globals.update(words=words, ask=ask, options=options, data=knowledge)
        self.templates.filters.update(month=words.month, months=words.months, number=words.number, stopped=words.stopped)
        self._views: dict[str, View] = {}
        self._citations = ask.citations(knowledge.all("sources"))
        self._cited: dict[str, Markup] = {}
        self._references: dict[str, Markup] = {}

    @cached_property
    def terms(self) -> Finder:
        """Finds the terms of the glossary in a text."""
        return Finder(self.knowledge.all("glossary"))

    @cached_property
    def table_kinds(self) -> list[str]:
        """Kinds of record for which there is a table."""
        return sorted(name.removesuffix("_table.html") for name in self.templates.list_templates() if name.endswith("_table.html"))

    def citation(self, source: model.Source) -> str:
        """How a source is cited; no other source of the site is cited alike."""
        return self._citations[source.id]

    def view(self, path: str) -> View:
        """The view of the page at ``path`` (the same one for every macro of that page)."""
        if path not in self._views:
            self._views[path] = View(self, path)
        return self._views[path]

    def cited(self, source: model.Source) -> Markup:
        """The text of a citation: author-year, and for eyes and ears the kind of evidence and its size."""
        if source.id not in self._cited:
            size = self.sizes.get(source.id)
            evidence = evidence_of(source, size)
            self._cited[source.id] = Markup('{}<span class="cite-note" data-search-exclude> ({})</span>').format(self.citation(source), evidence)
        return self._cited[source.id]

    def reference(self, source: model.Source) -> Markup:
        """A source as the lists of sources print it; the same on every page."""
        if source.id not in self._references:
            self._references[source.id] = Markup(self.templates.get_template("_reference.html").render(r=source, evidence=evidence_of(source, self.sizes.get(source.id))).strip())
        return self._references[source.id]

    def place(self, kind: str, id: str) -> tuple[str | None, str]:
        """The page that shows a record (or None), and the anchor there."""
        return pages.place(kind, id, self.pages, self.homes)


class View:
    """One page being written."""

    def __init__(self, site: Site, path: str):
        self.site = site
        self.path = path
        self.cited: list[str] = []
        #: kinds of records that the tables of the page show and another page holds in full
        self.kinds_shown: list[str] = []
        self.written: list[str] = []
        self._addresses: dict[str, str] = {}
        self._anchored: set[str] = set()
        self._used: Counter[str] = Counter()

    @property
    def knowledge(self) -> Knowledge:
        return self.site.knowledge

    # ----- links

    def page_url(self, target: str, anchor: str = "") -> str:
        """Relative address of another page."""
        if target == self.path and anchor:
            return f"#{anchor}"
        if target not in self._addresses:
            self._addresses[target] = pages.link(self.path, target, self.site.directory_urls)
        return self._addresses[target] + (f"#{anchor}" if anchor else "")

    def file_url(self, file: str) -> str:
        """Relative address of a file of the site, such as ``data/studies.csv``."""
        here = pages.url(self.path, self.site.directory_urls)
        base = here if self.site.directory_urls else posixpath.dirname(here)
        return posixpath.relpath(file, base or ".")

    def absolute(self) -> str:
        """Address of this page from the root of the site."""
        return pages.url(self.path, self.site.directory_urls)

    def own_id(self, id: str) -> str:
        """An ``id`` for a part of this page, numbered from the second time on."""
        self._used[id] += 1
        return id if self._used[id] == 1 else f"{id}-{self._used[id]}"

    def title(self, path: str) -> str:
        """The title of a page."""
        return self.site.pages[path].meta.get("title", path)

    def url(self, kind: str, id: str) -> str | None:
        """Relative address of the place that shows a record, or None while no page does."""
        home, anchor = self.site.place(kind, id)
        return self.page_url(home, anchor) if home else None

    def anchor(self, kind: str, id: str) -> Markup:
        """The ``id`` attribute of a record, on the page that is its home, once."""
        if self.site.place(kind, id)[0] != self.path or id in self._anchored:
            return Markup("")
        self._anchored.add(id)
        return Markup(' id="{}"').format(id)

    def link(self, kind: str, id: str, text: str | None = None) -> Markup:
        """A link to a record, by its name."""
        record = self.knowledge.get(kind, id)
        label = text or getattr(record, "name", None) or getattr(record, "term", None) or getattr(record, "question", None) or id
        address = self.url(kind, id)
        return Markup('<a href="{}">{}</a>').format(address, label) if address else escape(label)

    def plain_names(self, kind: str, ids: list[str]) -> list[str]:
        """Names of several records without links."""
        return [self.knowledge.kinds[kind][id].name for id in ids]

    def names(self, kind: str, ids: list[str]) -> Markup:
        """Links to several records, joined by commas."""
        return Markup(", ").join(self.link(kind, id) for id in ids)

    # ----- sources

    def cite(self, *ids: str, note: Markup | str | None = None) -> Markup:
        """Author-year links to the References page, each with the kind and size of the evidence.

        One source without a ``note`` stands in the line; more, or a note, wait behind a button that says how many they are.
        """
        links = []
        for id in dict.fromkeys(ids):
            source = self.knowledge.kinds["sources"][id]
            if id not in self.cited:
                self.cited.append(id)
            links.append(f'<a class="cite" href="{self.url("sources", id)}">{self.site.cited(source)}</a>')
        cites = Markup(f'<span class="cites">{"; ".join(links)}</span>') if links else Markup("")
        noted = Markup('<span class="basis">{}</span>').format(note) if note else Markup("")
        if len(links) < 2 and not note:
            return cites
        return self.aside(words.aside(len(links), bool(note)), Markup(" ").join(part for part in (cites, noted) if part))

    def aside(self, label: str, inner: Markup) -> Markup:
        """What is wanted by few, behind a button of the browser's own: works without scripts, and stands in the line on paper."""
        return Markup(
            '<span class="aside"><button type="button" class="aside-open" popovertarget="{0}">{1}</button>'
            '<span class="aside-text" id="{0}" popover><button type="button" class="aside-close" popovertarget="{0}" aria-label="Close">×</button>{2}</span></span>'
        ).format(self.own_id("aside"), label, inner)

    def evidence(self, source: model.Source) -> str:
        """Kind, size and how it was read: ``randomised trial, 114 people; short summary (abstract) read``."""
        return evidence_of(source, self.site.sizes.get(source.id))

    def how_read(self, *ids: str) -> str:
        """How these sources were read, each way named once."""
        return words.how_read(self.knowledge.kinds["sources"][id].verified for id in ids)

    # ----- passages, badges, figures

    def passage(self, passage: model.Passage, alone: bool = True, noted: bool = True, inferred: bool = True) -> Markup:
        """A passage with its citations, its groups side by side, what it rests on, and its certainty.

        Not ``alone``: what surrounds the passage says for several of them at once which are general knowledge.
        Not ``inferred``: the page says once that what has no source is our own conclusion.
        Not ``noted``: its note, and what was counted in its groups, stand elsewhere.
        """
        note = passage.note if noted else None
        text = Markup("{} {}").format(passage.text, self.cite(*passage.sources, note=note)) if passage.sources or note else escape(passage.text)
        for compared in passage.compared:
            text += Markup(" {}").format(self.contrast(compared, noted))
        if passage.search:
            text += Markup(" {}").format(self.searched(passage.search))
        if passage.basis == "inference" and inferred:
            text += Markup(' <span class="basis">Our inference.</span>')
        if passage.basis == "general-knowledge" and alone:
            text += Markup(' <span class="basis">General knowledge, not checked against a source.</span>')
        if passage.certainty:
            text += Markup(" {}").format(self.certainty(passage.certainty))
        return text

    def contrast(self, compared: model.Contrast, counted: bool = True) -> Markup:
        """Two groups side by side; ``counted`` adds how many of how many people."""
        return Markup(self.render("contrast.html", told=contrast.told(compared), counted=counted))

    def passages(self, passages: list[model.Passage], tag: str = "p", inferred: bool = True) -> Markup:
        """Several passages: paragraphs, or the items of a list for ``tag`` "ul" or "ol"."""
        listed = tag in ("ul", "ol")
        inner = Markup("\n").join(Markup("<{0}>{1}</{0}>").format("li" if listed else tag, self.passage(p, inferred=inferred)) for p in passages)
        return Markup("<{0}>\n{1}\n</{0}>").format(tag, inner) if listed else inner

    def searched(self, id: str) -> Markup:
        """When and where we looked, linked to the record of the search."""
        search = self.knowledge.kinds["searches"][id]
        return Markup('<a class="searched" href="{}">Searched {}</a>').format(self.url("searches", id), words.month(search.date))

    @staticmethod
    @lru_cache(maxsize=None)
    def badge(label: words.Label, css: str) -> Markup:
        """A label with a shape and a text; its meaning is read out and shown as a tooltip."""
        return Markup('<span class="badge {}" title="{}"><span class="badge-mark" aria-hidden="true">{}</span> {}</span>').format(
            css, label.meaning, label.mark, label.text
        )

    def verdict(self, word: str) -> Markup:
        return self.badge(words.VERDICTS[word], f"verdict verdict-{word}")

    def certainty(self, word: str | None) -> Markup:
        """How sure a statement is; nothing beside a convention, which is not more or less sure."""
        if word is None:
            return Markup()
        return self.badge(words.CERTAINTY[word], f"certainty certainty-{word}")

    def figure(self, text: str) -> Markup:
        """A figure inside a sentence, marked so that a test can see that it is cited."""
        return Markup('<span class="figure">{}</span>').format(text)

    def value(self, value: model.Value) -> str:
        """A figure in words: ``12 of 4,891 people``, ``30%``, ``about 58 days``."""
        if value.uncounted:
            return "not counted"
        about = "about " if value.about else ""
        if value.events is not None:
            noun = words.UNITS[value.unit][1].strip() if value.unit not in ("percent", "ratio", "count") else "people"
            return f"{about}{value.events:,} of {value.of:,} {noun}"
        if value.low is not None and value.high is not None:
            joined = f"{words.number(value.low)} to {words.with_unit(value.high, value.unit)}"
            return about + joined
        if value.value is None:
            return f"up to {words.with_unit(value.high, value.unit)}" if value.high is not None else f"at least {words.with_unit(value.low, value.unit)}"
        return about + words.with_unit(value.value, value.unit)

    @staticmethod
    def share(events: int, of: int) -> str:
        """People of 100 that follow from a count (of 1,000 or more where it is rare), where it helps: not for nothing, all, or fewer than 20 people."""
        if of < 20 or events in (0, of):
            return ""
        base = contrast.base((events / of,))
        if of == base:
            return ""
        return f" (about {contrast.nearest(base * events / of):,.0f} of {base:,})"

    @staticmethod
    def neighbours(value: float) -> str:
        """A small number of people in whole people: both neighbours where it lies between them (2.45 -> 2 or 3)."""
        low = int(value)
        return f"{low} or {low + 1}" if 1 <= value < 10 and 0.25 <= value - low <= 0.75 else f"about {contrast.nearest(value):,.0f}"

    @staticmethod
    def one_base(rates: list[model.Rate]) -> int:
        """The one base (of 100, of 1,000 ...) in which all rates of a harm are told: no share that rounds to nobody, no decimal."""
        shares = [rate.events / rate.of for rate in rates if rate.events and rate.of and rate.of >= 20]
        decimal = any(rate.percent % 1 for rate in rates if rate.percent is not None and rate.events is None)
        return max(contrast.base(tuple(shares)), 1000 if decimal else 100)

    def often(self, rate: model.Rate, base: int) -> str:
        """How often in plain words: people of one base first, then the count; a ratio in words alone. Its exact size and its range stand in :meth:`exact`."""
        if rate.events is not None and rate.of is not None:
            counted = f"{rate.events:,} of {rate.of:,} {rate.of_what}"
            helps = rate.of >= 20 and 0 < rate.events < rate.of and rate.of != base
            return f"{self.neighbours(base * rate.events / rate.of)} of {base:,} ({counted})" if helps else counted
        if rate.percent is not None:
            return f"{self.neighbours(base * rate.percent / 100)} of {base:,}" + (f" ({rate.of:,} {rate.of_what} in all)" if rate.of else "")
        if rate.ratio is not None:
            if rate.ci and rate.ci[0] <= 1 <= rate.ci[1]:
                return "no clear difference"
            return "more often" if rate.ratio > 1 else "less often"
        return self.rate(rate)

    def exact(self, rate: model.Rate, base: int) -> str:
        """The range of a rate in people of its base, or the size of a ratio; nothing where neither was worked out."""
        if rate.ratio is not None:
            kind = {"RR": "risk ratio", "OR": "odds ratio"}.get(rate.ratio_kind, "ratio")
            probably = f", probably between {words.number(rate.ci[0])} and {words.number(rate.ci[1])}" if rate.ci else ""
            return f"{kind} {words.number(rate.ratio)}{probably} (1 means no difference)"
        if rate.ci:
            low, high = (f"{contrast.nearest(base * part / 100):,.0f}" for part in rate.ci)
            return f"probably between {low} and {high} of {base:,} {rate.of_what} (95% interval)"
        return ""

    def rate(self, rate: model.Rate) -> str:
        """How often: counts first, then the people of 100 that follow from them, then ratios."""
        parts = []
        if rate.events is not None and rate.of is not None:
            parts.append(f"{rate.events:,} of {rate.of:,} {rate.of_what}{self.share(rate.events, rate.of)}")
        elif rate.percent is not None:
            parts.append(f"{words.number(rate.percent)} of 100" + (f" ({rate.of:,} {rate.of_what})" if rate.of else ""))
        elif rate.events is not None:
            parts.append(f"{rate.events:,}, out of an unknown number")
        if rate.ratio is not None:
            kind = {"RR": "risk ratio", "OR": "odds ratio"}.get(rate.ratio_kind, "ratio")
            parts.append(f"{kind} {words.number(rate.ratio)}")
        if rate.ci:
            parts.append(f"95% interval {words.number(rate.ci[0])} to {words.number(rate.ci[1])}")
        return ", ".join(parts)

    def outcome(self, outcome: model.Outcome) -> Markup:
        """A reported result with its p value, note and source."""
        text = escape(outcome_text(outcome))
        if outcome.ci:
            text += f", 95% interval {words.number(outcome.ci[0])} to {words.number(outcome.ci[1])}"
        if outcome.p:
            text += f" (p {outcome.p})"
        if outcome.text and text != escape(outcome.text):
            text += f"; {outcome.text}"
        shown = self.cite(*filter(None, [outcome.source]), note=outcome.note)
        return Markup("{} {}").format(text, shown) if shown else text

    def compared(self, studies: list[model.Study]) -> int:
        """How many of the studies published results against a comparison group."""
        return len(ask.compared(studies))

    def upper_limit(self, rate: model.Rate) -> str:
        """The upper 95% limit where no event of any cause was seen among ``of`` people (exact binomial)."""
        limit = 100 * ask.zero_event_limit(rate.of)
        return f"With 0 of {rate.of:,} the true rate may still be as high as {limit:.2g}% (upper 95% limit, exact binomial, computed)."

    def directness(self, axes: model.DirectnessAxes) -> Markup:
        """The five axes of directness as a list of words with marks."""
        items = []
        for name, label in words.AXES.items():
            mark, answer = words.DIRECTNESS[getattr(axes, name)]
            items.append(Markup('<li class="axis axis-{}"><span aria-hidden="true">{}</span> {}: {}</li>').format(getattr(axes, name), mark, label, answer))
        return Markup('<ul class="axes">{}</ul>').format(Markup("").join(items))

    def said_in(self, claim: model.Claim) -> str:
        """Which source texts say it, by number."""
        parts = [f"text {place.text}, {'sentence' if len(place.sentences) == 1 else 'sentences'} {', '.join(map(str, place.sentences))}" for place in claim.said_in]
        return "; ".join(parts)

    # ----- templates

    def render(self, template: str, **context: Any) -> str:
        """A template of ``overrides/`` filled for this page, as HTML at column 0 without blank lines."""
        html = self.site.templates.get_template(template).render(v=self, **context)
        return "\n".join(line.strip() for line in html.splitlines() if line.strip())
