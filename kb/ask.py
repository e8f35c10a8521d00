"""Questions asked of the data: filters, counts, what is unknown, when sources were checked. Everything derived lives here."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from kb import model, words
from kb.load import Knowledge, references

#: kind -> filters that :func:`select` knows for it
FILTERS: dict[str, tuple[str, ...]] = {
    "studies": ("condition", "cells", "route", "region", "design", "control"),
    "trials": ("condition", "cells", "route", "status", "controlled"),
    "reviews": ("type",),
    "claims": ("about", "topic", "verdict", "kind"),
    "harms": ("belongs_to", "severity", "route", "cord"),
    "alternatives": ("condition", "group"),
    "findings": ("topic", "about", "cells"),
    "summaries": (),
    "searches": ("about",),
    "warning_signs": ("condition", "after_injection", "action"),
    "questions": ("topic",),
    "enforcement": ("about",),
    "cell_sources": ("group",),
    "mechanisms": (),
    "conditions": ("said_to_respond",),
    "routes": (),
    "measures": (),
    "faq": ("topic",),
    "glossary": ("excluded_from_reading",),
    "reading": (),
    "sources": ("kind",),
    "instruments": (),
    "ratings": ("instrument",),
    "status": (),
    "timeline": (),
    "bodies": (),
    "prices": ("for_back_or_neck",),
    "market": (),
    "travel": ("topic",),
    "thai_trials": (),
    "marks": ("covers",),
    "checks": ("topic", "basis"),
    "thai_words": ("group",),
}


def as_tuple(value: Any) -> tuple:
    """One id or several as a tuple."""
    return tuple(value) if isinstance(value, (list, tuple, set)) else (value,)


def is_cord(knowledge: Knowledge, cells: str) -> bool:
    """Whether a cell source is cultured umbilical-cord mesenchymal cells, the subject of this site."""
    source = knowledge.get("cell_sources", cells)
    return bool(source and source.is_cord_msc)


def select(knowledge: Knowledge, kind: str, **filters: Any) -> list[Any]:
    """Records of ``kind`` that match every filter; a filter may give several ids, one of which must match.

    ``cells`` is ``cord``, ``other`` or the id of a cell source. ``control="yes"`` means any comparison group.
    Raises KeyError (unknown kind) and ValueError (unknown filter).
    """
    known = FILTERS[kind]
    for name in filters:
        if name not in known:
            raise ValueError(f"`{kind}` cannot be chosen by `{name}`; by {', '.join(known) or 'nothing'}")
    return [record for record in knowledge.all(kind) if all(_matches(knowledge, record, name, as_tuple(wanted)) for name, wanted in filters.items())]


def _matches(knowledge: Knowledge, record: Any, name: str, wanted: tuple) -> bool:
    if name == "cells" and isinstance(record, (model.Study, model.Trial)):
        group = "cord" if is_cord(knowledge, record.cells) else "other"
        return group in wanted or record.cells in wanted
    if name == "condition":
        held = set(record.conditions)
        if isinstance(record, model.WarningSign) and record.everywhere:
            return True
        return bool(held & set(wanted))
    if name == "route":
        return bool(set(record.routes) & set(wanted))
    if name == "control" and "yes" in wanted:
        return record.control != "none"
    value = getattr(record, name)
    if isinstance(value, list):
        return bool(set(value) & set(wanted))
    return value in wanted


def people_in(study: model.Study, condition: str | None = None) -> int | None:
    """People in a study: analysed or randomised or enrolled, the largest number of people that was reported.

    With a ``condition``: those of them who had it, where the study says so; else everybody.
    """
    if had := next((part.people for part in study.people_by_condition if part.condition == condition), None):
        return had
    stages = [n for n in (study.people.enrolled, study.people.randomised, study.people.analysed) if n is not None]
    return max(stages) if stages else None


def largest(studies: list[model.Study]) -> model.Study:
    """The study with the most people."""
    return max(studies, key=lambda study: people_in(study) or 0)


def distinct(studies: list[model.Study]) -> list[model.Study]:
    """The studies without those whose people are counted in another one."""
    return [study for study in studies if not study.same_people_as]


def total_people(studies: list[model.Study], condition: str | None = None) -> int:
    """People in the studies (those with a ``condition``), each counted once."""
    return sum(people_in(study, condition) or 0 for study in distinct(studies))


def given_cells(study: model.Study) -> int | None:
    """Those of the people in a study who got cells; None where that is not known.

    Everybody where there was no comparison group; else the people of the arms with cells.
    """
    if study.control == "none":
        return people_in(study)
    arms = [[n for n in (arm.enrolled, arm.randomised, arm.analysed) if n is not None] for arm in study.arms if arm.role == "cells"]
    return sum(max(stages) for stages in arms) if arms and all(arms) else None


def people_said(studies: list[model.Study]) -> str:
    """People in the studies, each counted once, and how many of them had cells where some had none: ``78 people, 68 of them given cells``."""
    people = total_people(studies)
    given = [given_cells(study) for study in distinct(studies)]
    said = words.with_unit(people, "people")
    return said if None in given or sum(given) == people else f"{said}, {words.number(sum(given))} of them given cells"


def has_comparison(study: model.Study) -> bool:
    """Whether the study compares with people who did not get the cells and published what came of it."""
    return study.comparison == "published"


def compared(studies: list[model.Study]) -> list[model.Study]:
    """Those of the studies that published results against a comparison group."""
    return [study for study in studies if has_comparison(study)]


#: how strong a design is, the strongest first; a comparison counts only where its result was published and read
STANDINGS = ("compared", "unread", "before-after", "case")


def standing(study: model.Study) -> str:
    """How strong the design of a study is, as a word of :data:`STANDINGS`."""
    if study.design in ("rct", "controlled-not-randomised"):
        return "compared" if has_comparison(study) else "unread"
    return "case" if study.design == "case-report" else "before-after"


@dataclass(frozen=True)
class Tested:
    """One cell of the evidence map: the studies of one condition with one kind of cell."""

    studies: tuple[model.Study, ...]
    condition: str | None = None

    @property
    def people(self) -> int:
        """People with the condition in the studies, comparison groups counted in, each counted once."""
        return total_people(list(self.studies), self.condition)

    @property
    def best(self) -> str | None:
        """The strongest standing among the studies; None in an empty cell."""
        return next((word for word in STANDINGS if any(standing(study) == word for study in self.studies)), None)


def evidence_map(knowledge: Knowledge, cells: tuple[str, ...] = ("cord", "other")) -> list[tuple[model.Condition, dict[str, Tested]]]:
    """What was tested in people: for each condition, its studies by ``cells`` (`cord`, `other`, or ids of cell sources).

    Each group of people once. A cell without studies is empty: nobody was found to have looked.
    """
    everyone = {each: distinct(select(knowledge, "studies", cells=each)) for each in cells}
    return [
        (condition, {each: Tested(tuple(study for study in studies if condition.id in study.conditions), condition.id) for each, studies in everyone.items()})
        for condition in knowledge.all("conditions")
    ]


@dataclass(frozen=True)
class Gap:
    """A condition for which no comparison of cord cells with anything was published and read.

    ``untested``: the cell of the map is empty. ``answer`` is a finding that says what would answer it, where there is
    one; ``trials`` are all registered trials with cord cells for it.
    """

    condition: model.Condition
    cord: Tested
    other: Tested
    answer: model.Finding | None
    trials: tuple[model.Trial, ...]

    @property
    def untested(self) -> bool:
        return not self.cord.studies


def gaps(knowledge: Knowledge) -> list[Gap]:
    """The conditions whose cord-cell question is open, those that nobody has tested at all first."""
    found = [
        Gap(condition, tested["cord"], tested["other"], what_would_answer(knowledge, condition), tuple(select(knowledge, "trials", condition=condition.id, cells="cord")))
        for condition, tested in evidence_map(knowledge)
        if tested["cord"].best != "compared"
    ]
    return sorted(found, key=lambda gap: not gap.untested)


def what_would_answer(knowledge: Knowledge, condition: model.Condition) -> model.Finding | None:
    """The finding that says what study would show whether cord cells help in a condition.

    Not those on other cells only, nor those on a way of working, a harm or another option, nor those that speak of
    many conditions at once.
    """
    conditions = set(knowledge.kinds["conditions"])
    fitting = conditions | set(knowledge.kinds["routes"]) | set(knowledge.kinds["cell_sources"])
    held = [f for f in knowledge.all("findings") if f.topic == "unknown" and f.would_answer and condition.id in f.about]
    return next((f for f in held if f.cells in ("cord", "both") and set(f.about) <= fitting and len(conditions & set(f.about)) < 3), None)


def could_answer(trial: model.Trial) -> bool:
    """Whether a registered trial could show an effect: it compares, and it was not called off."""
    return trial.controlled == "yes" and trial.status not in ("withdrawn", "suspended")


def better_than_control(study: model.Study) -> str:
    """Whether cells did better than the comparison group on the primary outcome, a difference in benefit between groups."""
    if study.control == "none":
        return "no comparison group"
    if not has_comparison(study):
        return {"not-published": "measured, not published", "not-read": "published, but not in the part read"}[study.comparison]
    if study.primary_kind != "between-group":
        return "not its primary outcome"
    return {"met": "yes", "not-met": "no"}.get(study.primary_met, "not published or unclear")


def cord_first(knowledge: Knowledge, studies: list[model.Study]) -> list[model.Study]:
    """Studies with cord cells before all others, each group by number of people."""
    return sorted(studies, key=lambda study: (not is_cord(knowledge, study.cells), -(people_in(study) or 0)))


def zero_event_limit(people: int, confidence: float = 0.95) -> float:
    """Upper limit of a risk after no event in ``people`` people, as a share of 1.

    Exact one-sided binomial (Clopper and Pearson with 0 events): ``1 - (1 - confidence) ** (1 / people)``.
    """
    return 1 - (1 - confidence) ** (1 / people)


def claims_by_topic(knowledge: Knowledge) -> list[tuple[str, list[model.Claim]]]:
    """Claims grouped by topic, topics in the order in which readers meet them."""
    groups = [(topic, select(knowledge, "claims", topic=topic)) for topic in words.CLAIM_TOPICS]
    return [(topic, claims) for topic, claims in groups if claims]


def verdict_examples(knowledge: Knowledge) -> list[tuple[str, model.Claim | None]]:
    """One claim for each verdict: the one said most often (the first of equals)."""
    result = []
    for verdict in words.VERDICTS:
        held = select(knowledge, "claims", verdict=verdict)
        often = max(held, key=lambda claim: sum(len(place.sentences) for place in claim.said_in), default=None)
        result.append((verdict, often))
    return result


def oldest_check(knowledge: Knowledge, sources: list[str]) -> str | None:
    """The month in which the longest unchecked of the sources was checked."""
    months = [knowledge.get("sources", id).checked[:7] for id in sources if knowledge.get("sources", id)]
    return min(months) if months else None


def next_check(checked: str, months: int = 6) -> str:
    """The month in which the next check is due: six months later. ``2026-11`` -> ``2027-05``."""
    year, month = (int(part) for part in (checked.split("-") + ["12"])[:2])
    year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    assert 1 <= month <= len(calendar.month_name) - 1
    return f"{year}-{month:02d}"


def citation(source: model.Source) -> str:
    """How a source is cited: ``Pers 2024``, ``Aoun and Davies 2019``, its number in a register, or its short title."""
    year = str(source.year) if source.year else (source.date[:4] if source.date else "no date")
    if source.kind == "registry-entry" and source.registration:
        return f"Register entry {source.registration[0]}, {year}"
    if not source.authors or (source.short and len(source.authors[0]) > 24):
        return source.short if source.short.endswith(year) else f"{source.short}, {year}"
    names = [family_name(author) for author in source.authors if author.lower() not in ("et al.", "et al")]
    several = len(source.authors) > len(names) or len(names) > 2
    name = f"{names[0]} and others" if several else " and ".join(names)
    return f"{name} {year}" if year != "no date" else f"{name}, {year}"


def citations(sources: Iterable[model.Source]) -> dict[str, str]:
    """How each of several sources is cited, by id. Those that would read alike get a letter: ``Cui and others 2018a``, ``Pain Concern, no date (b)``."""
    labels = {source.id: citation(source) for source in sources}
    alike = Counter(labels.values())
    letters: dict[str, Iterator[str]] = {}
    for id, label in labels.items():
        if alike[label] > 1:
            letter = next(letters.setdefault(label, iter(_letters())))
            labels[id] = f"{label}{letter}" if label[-1].isdigit() else f"{label} ({letter})"
    return labels


def _letters() -> Iterator[str]:
    """a, b, … z, aa, ab, …"""
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_lowercase, repeat=length))


def family_name(author: str) -> str:
    """``Pers YM`` -> ``Pers``; an organisation stays as it is."""
    author = author.split("(")[0].strip()
    head, _, last = author.rpartition(" ")
    initials = last.replace("-", "").replace(".", "")
    return head if head and initials.isupper() and len(initials) <= 4 and head.lower() != "the" else author


def evidence_size(knowledge: Knowledge) -> dict[str, str]:
    """Source id -> how big its evidence is, from the study that it reports or from its own ``size``."""
    sizes = {source.id: source.size for source in knowledge.all("sources") if source.size}
    for study in knowledge.all("studies"):
        people = people_in(study)
        if people is not None:
            sizes.setdefault(study.sources[0], "1 person" if people == 1 else f"{people:,} people")
    return sizes


def ratings_of(knowledge: Knowledge, instrument: str) -> list[model.Rating]:
    """The ratings made with an instrument, in the order of the file."""
    return [rating for rating in knowledge.all("ratings") if rating.instrument == instrument]


def by_page(ratings: Iterable[model.Rating]) -> dict[str, list[model.Rating]]:
    """Page -> the ratings that readers gave it apart from each other, in the order of the file."""
    found: dict[str, list[model.Rating]] = {}
    for rating in ratings:
        found.setdefault(rating.page, []).append(rating)
    return found


def mean_totals(instrument: model.Instrument, ratings: list[model.Rating]) -> list[float]:
    """The total of each part, averaged over the readers of one page."""
    parts = zip(*(totals(instrument, rating) for rating in ratings))
    return [round(sum(part) / len(part), 1) for part in parts]


def totals(instrument: model.Instrument, rating: model.Rating) -> list[float]:
    """The total of each part of an instrument (one part where it names none).

    ``sum``: the points; ``percent``: points out of those that can be had, items that do not apply left out.
    """
    sizes = instrument.part_sizes or [len(instrument.items)]
    found, start = [], 0
    for size in sizes:
        given = [score for score in rating.scores[start : start + size] if score is not None]
        start += size
        found.append(sum(given) if instrument.total == "sum" else round(100 * sum(given) / (instrument.highest * len(given)), 1) if given else 0)
    return found


def fitting(passages: list[model.OptionPassage], condition: str | None) -> tuple[list[model.OptionPassage], list[str]]:
    """The passages on an option that hold for a condition, the most special first, and an empty list.

    Where none does: the first of the others, and the ids of the conditions that it is about, so that a page can say that
    it is borrowed. Without a condition: all of them.
    """
    if condition is None:
        return list(passages), []
    own = [passage for passage in passages if condition in passage.about] + [passage for passage in passages if not passage.about]
    return (own, []) if own else (list(passages[:1]), list(passages[0].about))


def widest(passages: list[model.OptionPassage], conditions: set[str], most_have: str | None = None) -> list[model.OptionPassage]:
    """The passages that hold for at least one of ``conditions``, those that hold for most of them first; all passages where none does.

    What holds for the condition ``most_have`` comes right after what holds for everyone.
    """

    def held(passage: model.OptionPassage) -> tuple[bool, bool, int]:
        return not passage.about, most_have in passage.about, len(conditions.intersection(passage.about))

    return sorted((each for each in passages if any(held(each))), key=held, reverse=True) or list(passages)


#: kinds of statements that make somebody pay, the strongest first
PROMISES = ("benefit", "safety", "mechanism", "comparison")


def claims_first(knowledge: Knowledge, subject: str, most: int) -> tuple[list[model.Claim], int]:
    """The statements about a subject that a page shows, and how many there are in all.

    Promises come first (what it does for people, how safe it is), then how it is said to work, then the rest; of each, those that
    name the subject first. At most ``most``.
    """
    found = [claim for claim in knowledge.all("claims") if subject in claim.about]
    found.sort(key=lambda claim: (PROMISES.index(claim.kind) if claim.kind in PROMISES else len(PROMISES), claim.about.index(subject)))
    return found[:most], len(found)


#: what serves every reader who thinks of treatment abroad: questions and checklists of bodies with nothing to sell
GENERAL_GUIDES = ("isscr-what-to-ask-nd", "nhs-nd")


#: as many pages for patients as a reader takes in, beside the general ones
MOST_GUIDES = 6


def guides(knowledge: Knowledge, condition: model.Condition) -> tuple[list[model.Source], list[model.Source]]:
    """Where to read on about a condition, with nothing to sell and with an address: pages for patients, and guidelines for professionals.

    For patients: the general ones, then the condition's own ``patient_pages``, then what it cites elsewhere, then what its
    options cite where they speak of it, at most :data:`MOST_GUIDES` of all but the general ones. A source is for patients
    only where its record says so; ``crisis_help`` stands apart on the page. For professionals: the newest first. What was
    replaced is offered to nobody.
    """
    parts: list[Any] = [condition]
    for option in select(knowledge, "alternatives", condition=condition.id):
        own = [*option.benefit, *option.guidelines, *option.risks]
        parts += [each for each in own if not each.about or condition.id in each.about] + [option.time, option.reversible]
    ids = [id for part in parts for _, kinds, id in references(part) if kinds == ("sources",)]
    cited = [knowledge.kinds["sources"][id] for id in dict.fromkeys([*condition.patient_pages, *ids])]
    apart = {*GENERAL_GUIDES, *condition.crisis_help}
    patients = [source for source in cited if source.for_patients and source.url and not source.replaced and source.id not in apart]
    named = {id for _, kinds, id in references(condition) if kinds == ("sources",)}
    professionals = [s for s in knowledge.all("sources") if s.id in named and s.kind in ("guideline", "position-statement") and s.url and not s.replaced and not s.for_patients]
    professionals.sort(key=lambda source: source.year or 0, reverse=True)
    general = [knowledge.kinds["sources"][id] for id in GENERAL_GUIDES if id in knowledge.kinds["sources"]]
    return general + patients[:MOST_GUIDES], professionals
