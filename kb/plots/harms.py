"""Harms as events out of people followed."""

from __future__ import annotations

from math import log10

from kb import ask, words
from kb.load import Knowledge
from kb.plots.figure import Plot, Refused, plot, unique, wrap

GROUPS = {"cord": "With cord cells", "other": "With other cells or products", "mixed": "With cells of several kinds", "no-cells": "With a needle, without cells"}
#: what happens to people (or per injection); vials, products and experiments are no harm of a person
COUNTED = ("people", "injections", "infusions", "discs")


def of_1000(events: int, of: int | None, where: str) -> float:
    """Events per 1,000. Raises Refused where nobody said out of how many."""
    if not of:
        raise Refused(where, "a rate without its denominator is not drawn")
    if events > of:
        raise Refused(where, f"{events} events out of {of}")
    return 1000 * events / of


def counted(knowledge: Knowledge) -> list[dict]:
    """Every count of a harm with its denominator; serious events of any cause where a study saw none."""
    found = []
    for harm in knowledge.all("harms"):
        for rate in harm.rates:
            if rate.events is None or rate.of_what not in COUNTED:
                continue
            where = f"harms/{harm.id}"
            found.append({
                "name": harm.name, "who": rate.text, "cells": rate.cells, "events": rate.events, "of": rate.of, "of_what": rate.of_what,
                "value": of_1000(rate.events, rate.of, where), "ci": tuple(10 * end for end in rate.ci) if rate.ci and not rate.ratio else None,
                "limit": 1000 * ask.zero_event_limit(rate.of) if rate.all_cause_zero and rate.events == 0 else None, "sources": list(rate.sources), "record": where,
            })  # fmt: skip
    for study in ask.distinct(knowledge.all("studies")):
        serious = study.serious_events
        if serious.basis == "all-cause" and serious.events == 0 and serious.of:
            cells = "cord" if ask.is_cord(knowledge, study.cells) else "other"
            found.append({
                "name": "Serious event of any cause", "who": f"{study.name}. {serious.text}", "cells": cells, "events": 0, "of": serious.of, "of_what": "people",
                "value": 0.0, "ci": None, "limit": 1000 * ask.zero_event_limit(serious.of), "sources": [serious.source or study.sources[0]], "record": f"studies/{study.id}",
            })  # fmt: skip
    order = list(GROUPS)
    return sorted(found, key=lambda row: order.index(row["cells"]))


def at(per_1000: float) -> float:
    """Place on the drawing: a scale in steps of ten from 0.1 to 1,000."""
    return round(14 + 332 * log10(max(per_1000, 0.1) / 0.1) / 4, 1)


def _share(value: float) -> str:
    return f"{value:.2g}" if value < 100 else f"{value:.0f}"


@plot("harms-counted")
def harms_counted(knowledge: Knowledge) -> Plot:
    """Harms: events out of people followed."""
    rows = counted(knowledge)
    for row in rows:
        row["x"] = at(row["value"])
        row["x_ci"] = tuple(map(at, row["ci"])) if row["ci"] else None
        row["x_limit"] = at(row["limit"]) if row["limit"] is not None else None
    groups: dict[str, list] = {}
    for number, row in enumerate(rows, 1):
        text = f"{row['events']:,} of {row['of']:,} {row['of_what']}"
        row |= {"number": number, "count": text, "lines": wrap(f"{number}. {row['name']}: {text}", 43)}
        groups.setdefault(row["cells"], []).append(row)
    harms = knowledge.all("harms")
    uncounted = [harm for harm in harms if not any(rate.events is not None and rate.of for rate in harm.rates)]
    cord = groups.get("cord", [])
    only = f"{words.number(len(cord))} counts, in " + " and ".join(f"{row['of']:,}" for row in cord) + " people" if cord else "no count at all"

    def limits(row: dict) -> str:
        if row["limit"] is not None:
            return f"up to {_share(row['limit'])} of 1,000 (upper 95% limit, exact binomial, computed)"
        return f"{_share(row['ci'][0])} to {_share(row['ci'][1])} of 1,000 (as reported)" if row["ci"] else "not reported"

    return Plot(
        finding=f"Most harms have never been counted: {len(uncounted)} of {len(harms)} known harms have no count of events out of people, and for cord cells there are {only}",
        description="Harms counted, as events out of those followed: " + "; ".join(f"{row['name']}, {row['count']}" for row in rows) + ".",
        drawing="harms",
        scene={"groups": [(GROUPS[cells], cells, members) for cells, members in groups.items()], "ticks": [(at(tick), words.number(tick)) for tick in (0.1, 1, 10, 100, 1000)]},
        heads=["Harm", "Events", "In whom", "Cells", "Out of 1,000", "95% interval"],
        rows=[[f"{row['number']}. {row['name']}", row["count"], row["who"], GROUPS[row["cells"]], _share(row["value"]) if row["events"] else "0", limits(row)] for row in rows],
        numbers=[{
            "harm": row["name"], "who": row["who"], "cells": row["cells"], "events": row["events"], "of": row["of"], "of_what": row["of_what"], "per_1000": round(row["value"], 4),
            "low_per_1000": row["ci"][0] if row["ci"] else None, "high_per_1000": row["ci"][1] if row["ci"] else None,
            "upper_95_limit_per_1000_computed": round(row["limit"], 1) if row["limit"] is not None else None, "record": row["record"],
        } for row in rows],  # fmt: skip
        sources=unique([id for row in rows for id in row["sources"]]),
        caption="Events out of those followed; each step on the scale is ten times the step before",
        notes=[
            "The rows are about different people, products and times, so they cannot be compared with each other. They show what was counted, not your risk.",
            "An upper limit stands only where no event of any cause was seen. Other counts say only what somebody reported.",
        ],
        long=True,
        more=(f"Harms that nobody has counted out of people ({len(uncounted)})", [harm.name for harm in uncounted]),
    )
