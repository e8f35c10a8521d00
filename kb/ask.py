"""Questions asked of the data: filters, counts, what is unknown, when sources were checked. Everything derived lives here."""

from __future__ import annotations

import calendar
from typing import Any

from kb import model, words
from kb.load import Knowledge

#: kind -> filters that :func:`select` knows for it
FILTERS: dict[str, tuple[str, ...]] = {
    "studies": ("condition", "cells", "route", "region", "design", "control"),
    "trials": ("condition", "cells", "route", "status", "controlled"),
    "reviews": ("type",),
    "claims": ("about", "topic", "verdict", "kind"),
    "harms": ("belongs_to", "severity", "route", "cord"),
    "alternatives": ("condition", "group"),
    "findings": ("topic", "about", "cells"),
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
    "glossary": (),
    "sources": ("kind",),
    "status": (),
    "timeline": (),
    "bodies": (),
    "prices": ("for_back_or_neck",),
    "market": (),
    "travel": ("topic",),
    "thai_trials": (),
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


def people_in(study: model.Study) -> int | None:
    """People in a study: analysed or randomised or enrolled, the largest number of people that was reported."""
    stages = [n for n in (study.people.enrolled, study.people.randomised, study.people.analysed) if n is not None]
    return max(stages) if stages else None


def largest(studies: list[model.Study]) -> model.Study:
    """The study with the most people."""
    return max(studies, key=lambda study: people_in(study) or 0)


def distinct(studies: list[model.Study]) -> list[model.Study]:
    """The studies without those whose people are counted in another one."""
    return [study for study in studies if not study.same_people_as]


def total_people(studies: list[model.Study]) -> int:
    """People in the studies, each counted once."""
    return sum(people_in(study) or 0 for study in distinct(studies))


def has_comparison(study: model.Study) -> bool:
    """Whether the study compares with people who did not get the cells and published what came of it."""
    return study.comparison == "published"


def better_than_control(study: model.Study) -> str:
    """Whether cells did better than the comparison group on the primary outcome, a difference in benefit between groups."""
    if study.control == "none":
        return "no comparison group"
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
        return f"{source.short}, {year}"
    names = [family_name(author) for author in source.authors if author.lower() not in ("et al.", "et al")]
    several = len(source.authors) > len(names) or len(names) > 2
    name = f"{names[0]} and others" if several else " and ".join(names)
    return f"{name} {year}"


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
