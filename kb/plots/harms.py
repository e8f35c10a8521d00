"""Harms as events out of people followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

from kb import ask, model, words
from kb.load import Knowledge
from kb.plots.figure import Plot, Refused, origin, plot, sources_of, unique, wrap
from kb.plots.stats import exact

GROUPS = {"cord": "With cord cells", "other": "With other cells or products", "mixed": "With cells of several kinds", "no-cells": "With a needle, without cells"}
#: what happens to people (or per injection); vials, products and experiments are no harm of a person
COUNTED = ("people", "injections", "infusions", "discs")
ANY_CAUSE = "Serious event of any cause"
#: a percentage of known people whose count nobody printed: (finding, key, what was counted)
PERCENTAGES = (("registry-optimism", "registry-serious-any-cause", "a register of own cells"),)


@dataclass(frozen=True)
class Row:
    """One harm as counted in one group of people.

    ``counted`` says what the events are, ``who`` in whom. ``events`` is None where only a percentage of the ``of`` people
    was printed. ``ci`` (per 1,000) is two-sided, ``computed`` where we worked it out; ``limit`` is the one-sided upper
    limit after no event of any cause.
    """

    counted: str
    who: str
    cells: str
    events: int | None
    of: int
    of_what: str
    value: float
    sources: list[str]
    record: str
    ci: tuple[float, float] | None = None
    computed: bool = False
    limit: float | None = None

    @property
    def count(self) -> str:
        """Events out of those followed, in words."""
        if self.events is None:
            return f"{_share(self.value / 10)}% of {self.of:,} {self.of_what} (count not printed)"
        return f"{self.events:,} of {self.of:,} {self.of_what}"

    @property
    def interval(self) -> str:
        """The interval in words: whose it is, and whether it has one side or two."""
        if self.limit is not None:
            return f"up to {_share(self.limit)} of 1,000 (upper limit, one-sided 95%, exact binomial, computed by us)"
        if self.ci is None:
            return "not reported"
        return f"{_share(self.ci[0])} to {_share(self.ci[1])} of 1,000 ({'exact binomial, computed by us' if self.computed else 'as reported'})"


def of_1000(events: int, of: int | None, where: str) -> float:
    """Events per 1,000. Raises Refused where nobody said out of how many."""
    if not of:
        raise Refused(where, "a rate without its denominator is not drawn")
    if events > of:
        raise Refused(where, f"{events} events out of {of}")
    return 1000 * events / of


def is_counted(rate: model.Rate) -> bool:
    """Whether a rate counts what happened to people, or per injection."""
    return rate.events is not None and rate.of_what in COUNTED


def counted(knowledge: Knowledge) -> list[Row]:
    """Every count of a harm with its denominator, and every count of serious events of any cause, whatever came out."""
    order = list(GROUPS)
    rows = [*_of_harms(knowledge), *_of_any_cause(knowledge)]
    return sorted(rows, key=lambda row: order.index(row.cells))


def _of_harms(knowledge: Knowledge) -> Iterator[Row]:
    """The counts of each harm. Raises Refused where one does not say what was counted."""
    for harm in knowledge.all("harms"):
        where = f"harms/{harm.id}"
        for rate in filter(is_counted, harm.rates):
            value = of_1000(rate.events, rate.of, where)
            if not rate.counted:
                raise Refused(where, f"`{rate.key or rate.text}`: say in `counted` what the events are")
            yield Row(
                rate.counted, rate.text, rate.cells, rate.events, rate.of, rate.of_what, value, list(rate.sources), where,
                ci=tuple(10 * end for end in rate.ci) if rate.ci and not rate.ratio else None, computed=rate.ci_computed,
                limit=1000 * ask.zero_event_limit(rate.of) if rate.all_cause_zero and rate.events == 0 else None,
            )  # fmt: skip


def _of_any_cause(knowledge: Knowledge) -> Iterator[Row]:
    """Serious events of any cause in studies that report them for all their people; a report of a harm is no such study."""
    for study in ask.distinct(knowledge.all("studies")):
        serious = study.serious_events
        if serious.basis != "all-cause" or serious.events is None or study.design == "case-report":
            continue
        where = f"studies/{study.id}"
        value = of_1000(serious.events, serious.of, where)
        yield Row(
            f"{ANY_CAUSE} in {study.name}", serious.text, "cord" if ask.is_cord(knowledge, study.cells) else "other", serious.events, serious.of, "people",
            value, [serious.source or study.sources[0]], where,
            ci=tuple(1000 * end for end in exact(serious.events, serious.of)) if serious.events else None, computed=True,
            limit=None if serious.events else 1000 * ask.zero_event_limit(serious.of),
        )  # fmt: skip
    for id, key, name in PERCENTAGES:
        finding = knowledge.kinds["findings"].get(id)
        value = next((v for v in finding.values if v.key == key), None) if finding else None
        if value is None or not value.of:
            raise Refused(f"findings/{id}", f"the plot needs the figure `{key}` with its denominator")
        yield Row(f"{ANY_CAUSE} in {name}", value.who, "other", None, value.of, "people", 10 * value.value, sources_of(value, finding), f"findings/{id}")


def why_uncounted(harm: model.Harm) -> str:
    """What was read about how often a harm happens, where it is no count of people or injections."""
    if any(rate.of_what in ("vials", "products") for rate in harm.rates):
        return "vials or products were counted, not people"
    if any(rate.percent is not None for rate in harm.rates):
        return "percentages were read, without a count"
    if any(rate.ratio is not None for rate in harm.rates):
        return "only a comparison of rates was read"
    return ""


def at(per_1000: float) -> float:
    """Place on the drawing: a scale in steps of ten from 0.1 to 1,000."""
    return round(16 + 322 * log10(max(per_1000, 0.1) / 0.1) / 4, 1)


def _in_whom(rows: list[Row]) -> str:
    """The groups in which rows were counted, each once: ``33 and 5 people, and 258 injections``."""
    sizes: dict[str, list[str]] = {}
    for row in rows:
        known = sizes.setdefault(row.of_what, [])
        if f"{row.of:,}" not in known:
            known.append(f"{row.of:,}")
    return ", and ".join(f"{' and '.join(known)} {what}" for what, known in sizes.items())


def _share(value: float) -> str:
    return f"{value:.2g}" if value < 100 else f"{value:.0f}"


@plot("harms-counted")
def harms_counted(knowledge: Knowledge) -> Plot:
    """Harms: events out of people followed."""
    rows = counted(knowledge)
    groups: dict[str, list] = {}
    for number, row in enumerate(rows, 1):
        mark = {"lines": wrap(f"{number}. {row.counted}: {row.count}", 43), "x": at(row.value), "ci": tuple(map(at, row.ci)) if row.ci else None, "limit": at(row.limit) if row.limit is not None else None}
        groups.setdefault(row.cells, []).append(mark)
    harms = knowledge.all("harms")
    uncounted = [harm for harm in harms if not any(map(is_counted, harm.rates))]
    cord = [row for row in rows if row.cells == "cord"]
    only = f"there are {words.number(len(cord))} counts, in {_in_whom(cord)}" if cord else "there is no count at all"
    return Plot(
        finding=f"For {len(uncounted)} of {len(harms)} known harms we read no count of events out of people treated or injections given; for cord cells {only}",
        description="Harms counted, as events out of those followed: " + "; ".join(f"{row.counted}, {row.count}" for row in rows) + ".",
        drawing="harms",
        scene={"groups": [(GROUPS[cells], cells, members) for cells, members in groups.items()], "ticks": [(at(tick), words.number(tick)) for tick in (0.1, 1, 10, 100, 1000)]},
        heads=["What was counted", "Events", "In whom", "Cells", "Out of 1,000", "95% interval"],
        rows=[[f"{number}. {row.counted}", row.count, row.who, GROUPS[row.cells], _share(row.value) if row.value else "0", row.interval] for number, row in enumerate(rows, 1)],
        row_sources=[row.sources for row in rows],
        numbers=[{
            "counted": row.counted, "who": row.who, "cells": row.cells, "events": row.events, "of": row.of, "of_what": row.of_what, "per_1000": round(row.value, 4),
            "low_per_1000": round(row.ci[0], 2) if row.ci else None, "high_per_1000": round(row.ci[1], 2) if row.ci else None,
            "upper_limit_per_1000_one_sided": round(row.limit, 1) if row.limit is not None else None, "interval": row.interval, "shown": row.count, "record": row.record, **origin(knowledge, row.sources),
        } for row in rows],  # fmt: skip
        sources=unique(id for row in rows for id in row.sources),
        caption="Events out of those followed; each step on the scale is ten times the step before",
        notes=[
            "The rows are about different people, products and times, so they cannot be compared with each other. They show what was counted, not your risk.",
            "Serious events of any cause stand here for every study that counted them in all its people, whether it saw some or none. “No complications” without a count is not taken as none. Reports of single cases, vials, products and laboratory work are left out.",
            "Where none was seen, a dashed line ends at the limit: the highest true rate that still fits (one-sided, 95%). Other counts say only what somebody reported.",
        ],
        more=(f"Harms for which we read no such count ({len(uncounted)})", [harm.name + (f" ({why_uncounted(harm)})" if why_uncounted(harm) else "") for harm in uncounted]),
    )
