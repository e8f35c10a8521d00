"""Drawings of how well things were tested: the ladder of evidence, the steps of a claim."""

from __future__ import annotations

from typing import Any

from kb import ask, model, words
from kb.diagrams.drawn import Diagram, diagram
from kb.load import Knowledge
from kb.plots.figure import unique, wrap
from kb.plots.maps import on_rung, rungs


@diagram("ladder-of-evidence")
def ladder(knowledge: Knowledge) -> Diagram:
    """Our studies on each rung, cord cells and other cells apart."""
    found = rungs(knowledge)
    text = lambda cell: f"{words.with_unit(cell['studies'], 'studies')}, {words.with_unit(cell['people'], 'people')}" if cell["studies"] else "none"  # noqa: E731
    rows = [[rung["name"], text(rung["cord"]), text(rung["other"])] for rung in found]
    top = found[0]["cord"]["studies"]
    reached = next((rung["name"] for rung in found if rung["cord"]["studies"]), None)
    ids = [id for rung in found for cells in ("cord", "other") for id in rung[cells]["ids"]]
    studies = [knowledge.kinds["studies"][id] for id in ids]
    apart = {cells: sum((ask.people_in(study) or 0) - on_rung(study) for study in ask.distinct(ask.select(knowledge, "studies", cells=cells))) for cells in ("cord", "other")}
    unchosen = [f"{count} people of {name} trials are left out: they were in them, but not put into a group by chance" for count, name in ((apart["cord"], "cord-cell"), (apart["other"], "other")) if count]
    return Diagram(
        finding="On the top rung, where cells were compared with no cells and a result could be read: "
        + ("no study of cord cells" if not top else words.with_unit(top, "studies") + " of cord cells")
        + f", {words.with_unit(found[0]['other']['studies'], 'studies')} of other cells",
        description="A ladder of evidence from the strongest rung to the weakest. " + " ".join(f"{row[0]}: cord cells {row[1]}; other cells {row[2]}." for row in rows) + (f" The highest rung that cord cells reach: {reached}." if reached else ""),
        drawing="ladder",
        scene=[{"lines": wrap(rung["name"], 34), "cord": text(rung["cord"]), "other": text(rung["other"]), "empty": {cells: not rung[cells]["studies"] for cells in ("cord", "other")}} for rung in found],
        sources=unique(study.sources[0] for study in studies),
        caption=f"The ladder shows how well cells were tested, not that they worked: ask a clinic on which rung its study stands, and with which cells. A published result may be told in words or averages alone. Studies in people with a disorder of the spine of any kind, broken bones and inflamed spines too; each person is counted once, also those in comparison groups. " + "".join(f"{text}. " for text in unchosen) + "Trials without any report are not counted",
        heads=["Rung", "Cord cells", "All other cells"],
        rows=rows,
    )


#: mechanisms that nobody claims as a help: an effect that is not wanted, and getting better without the cells
NOT_CLAIMED = ("procoagulant-unwanted", "nonspecific-improvement")
#: claimed as a help, tested, and the tests speak against it: nowhere seen
NOT_SEEN = ("homing",)
#: kind of source -> the step of a test that it is
STEP_OF = {"in-vitro-study": "dish", "animal-study": "animals", **dict.fromkeys(("rct", "single-arm-trial", "cohort", "case-series", "case-report"), "people")}
STEPS = ("dish", "animals", "people")


def studied(knowledge: Knowledge, mechanism: model.Mechanism) -> set[str]:
    """The steps (dish, animals, people) of which the record of a mechanism names a study, for or against it."""
    named = [*mechanism.known, mechanism.cord, *mechanism.counter]
    return {STEP_OF[kind] for part in named for id in part.sources if (kind := knowledge.kinds["sources"][id].kind) in STEP_OF}


def tested(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Claimed mechanisms by the furthest step at which each was seen, and last what nobody claims as a help. Each has its name in lines, that step
    (0: dish, 1: animals, 2: people), whether it was seen there at all, the steps beyond it of which a study is named, and whether it was shown with cord cells."""
    levels = list(words.LEVELS)

    def idea(mechanism: model.Mechanism) -> dict[str, Any]:
        step = min(levels.index(mechanism.level), len(STEPS) - 1)
        beyond = [number for number, name in enumerate(STEPS) if number > step and name in studied(knowledge, mechanism)]
        return {"id": mechanism.id, "lines": wrap(mechanism.name, 22), "level": mechanism.level, "step": step, "seen": mechanism.id not in NOT_SEEN, "beyond": beyond, "cord": mechanism.cord.answer}

    claimed = [idea(mechanism) for mechanism in knowledge.all("mechanisms") if mechanism.id not in NOT_CLAIMED]
    groups = [{"level": level, "ideas": [each for each in claimed if each["level"] == level]} for level in levels]
    return [*groups, {"level": None, "ideas": [idea(knowledge.kinds["mechanisms"][id]) for id in NOT_CLAIMED]}]


@diagram("how-tested")
def how_tested(knowledge: Knowledge) -> Diagram:
    """How far each way of working was tested, whether it helps or not."""
    finding = knowledge.kinds["findings"]["no-mechanism-shown-in-people"]
    groups = tested(knowledge)
    for group in groups:
        group["none"] = wrap(f"Shown {words.LEVELS[group['level']]}: none", 36) if group["level"] else []
        group["name"] = f"Seen at most {words.LEVELS[group['level']]}: {len(group['ideas']) or 'none'}" if group["level"] else "Not claimed as a help"
    claimed = sum(len(group["ideas"]) for group in groups if group["level"])
    told = lambda group: "; ".join(" ".join(each["lines"]) + ("" if each["seen"] else " (studied there, and not shown)") + (f" (also studied in {' and '.join(STEPS[step] for step in each['beyond'])}, and not shown)" if each["beyond"] else "") + f", with cord cells: {each['cord']}" for each in group["ideas"])  # noqa: E731
    felt = sum(len(group["ideas"]) for group in groups if group["level"] == "human-clinical")
    return Diagram(
        finding=f"{felt or 'None'} of {claimed} claimed ways of working {'have' if felt > 1 else 'has'} been shown {words.LEVELS['human-clinical']}",
        description=f"A table of {claimed} claimed ways of working, by how far the effect was seen, from the dish to how people feel. " + " ".join(f"{group['name']}{': ' if group['ideas'] else ''}{told(group)}." for group in groups),
        drawing="tested",
        scene=groups,
        sources=list(finding.sources),
        caption="Seen does not mean that it helps. Read each row from left to right: a filled sign shows how far the effect itself was seen, an open one where a study looked further and did not show it. A sign may stand for other cells than cord cells, and for other diseases or other parts of the body than the spine: the table below says which",
    )


#: claimed steps of immune modulation, each with the sources in which it was seen
IMMUNE_STEPS = (
    ("Immune cells swallow the cord cells", ("de-witte-2018",)),
    ("They change and carry the message on", ("de-witte-2018",)),
    ("Immune cells calm down", ("van-pham-2016", "song-2020", "wu-2020")),
    ("This reaches a painful disc", ()),
    ("So the pain eases", ()),
)


@diagram("immune-steps")
def immune_steps(knowledge: Knowledge) -> Diagram:
    """The claimed steps of immune modulation, and where each was seen. A source marks a step only while the record names it."""
    record = knowledge.kinds["mechanisms"]["immune-modulation"]
    named = {id for part in (*record.known, record.cord) for id in part.sources}
    used = [[id for id in ids if id in named] for _, ids in IMMUNE_STEPS]
    steps = [{"lines": wrap(text, 23), "text": text, "seen": unique(STEP_OF[knowledge.kinds["sources"][id].kind] for id in ids)} for (text, _), ids in zip(IMMUNE_STEPS, used, strict=True)]
    return Diagram(
        finding="The first steps were seen in dishes or animals; that the chain reaches a painful disc, or eases pain, was not found",
        description="The claimed steps as a chain of boxes. " + " ".join(f"{number}. {step['text']}: {'seen in ' + ' and '.join(step['seen']) if step['seen'] else 'not found in what we read'}." for number, step in enumerate(steps, 1)),
        drawing="steps",
        scene=steps,
        sources=unique(id for ids in used for id in ids),
        caption=(record.level_note or "").rstrip(".") + ". Seen means that a study reports it, not that it helps",
    )
