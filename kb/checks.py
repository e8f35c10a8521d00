"""What one record says of another: the rules that need more than one record to be checked.

Each rule is a function ``(knowledge) -> faults`` with its id and its reason in ``RULES``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from kb import ask, grade, model, words
from kb.faults import Fault, advice
from kb.load import ROOT, Knowledge, references
from kb.options import told


@dataclass(frozen=True)
class Rule:
    """A check of the data: its id as printed, why it is there, and the function that finds its faults."""

    id: str
    why: str
    find: Callable[[Knowledge], Iterator[Fault]]


def _fault(knowledge: Knowledge, kind: str, id: str, path: tuple, rule: str, what: str, fix: str) -> Fault:
    shown, line = knowledge.line(kind, id, path)
    return Fault(shown, line, rule, f"{id}: {what}", fix)


def _records(knowledge: Knowledge) -> Iterator[tuple[str, model.Record]]:
    for kind, records in knowledge.kinds.items():
        for record in records.values():
            yield kind, record


def _items(part: BaseModel) -> Iterator[tuple[tuple, object]]:
    """Every value of a record, those in lists one by one, with its path. (``__dict__`` is far quicker than its fields.)"""
    for name, value in part.__dict__.items():
        if isinstance(value, (list, tuple)):
            for index, item in enumerate(value):
                yield (name, index), item
        elif value is not None:
            yield (name,), value


def _parts(part: BaseModel, path: tuple = ()) -> Iterator[tuple[tuple, BaseModel]]:
    """The record and every part inside it, with its path."""
    yield path, part
    for here, item in _items(part):
        if isinstance(item, BaseModel):
            yield from _parts(item, path + here)


def _texts(part: BaseModel, path: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every text of a record and its parts, with its path."""
    for here, item in _items(part):
        if isinstance(item, str):
            yield path + here, item
        elif isinstance(item, BaseModel):
            yield from _texts(item, path + here)


def unknown_ids(knowledge: Knowledge) -> Iterator[Fault]:
    for kind, record in _records(knowledge):
        for path, kinds, id in references(record):
            if not any(id in knowledge.kinds[k] for k in kinds):
                valid = [i for k in kinds for i in knowledge.kinds[k]]
                what = f"`{'.'.join(map(str, path))}` points to `{id}`, which is no id in {' or '.join(kinds)}"
                yield _fault(knowledge, kind, record.id, path, "unknown-id", what, advice(id, valid, f"add it to data/{kinds[0]}.yml or correct the id."))


def used_sources(knowledge: Knowledge) -> set[str]:
    """Ids of the sources that some record refers to."""
    return {id for _, record in _records(knowledge) for _, kinds, id in references(record) if kinds == ("sources",)}


def arms_add_up(knowledge: Knowledge) -> Iterator[Fault]:
    for study in knowledge.all("studies"):
        ids = [arm.id for arm in study.arms]
        for index, arm in enumerate(study.arms):
            if arm.id in ids[:index]:
                yield _fault(knowledge, "studies", study.id, ("arms", index), "duplicate-id", f"two arms are called `{arm.id}`", "give each arm its own id.")
        for stage in ("enrolled", "randomised", "analysed"):
            total, counts = getattr(study.people, stage), [getattr(arm, stage) for arm in study.arms]
            if total is not None and counts and None not in counts and sum(counts) != total:
                what = f"the arms hold {sum(counts)} people {stage}, the study {total}"
                yield _fault(knowledge, "studies", study.id, ("people", stage), "arms", what, "correct the numbers from the source, or leave out what it does not give.")
        stages = [n for n in (study.people.enrolled, study.people.randomised, study.people.analysed) if n is not None]
        if stages != sorted(stages, reverse=True):
            yield _fault(knowledge, "studies", study.id, ("people",), "arms", "more people at a later stage than at an earlier one", "enrolled is at least randomised, randomised at least analysed.")
        for index, outcome in enumerate(study.outcomes):
            here = ("outcomes", index)
            if outcome.arm not in ids and outcome.arm not in ("between", "pooled"):
                yield _fault(knowledge, "studies", study.id, here + ("arm",), "unknown-id", f"the outcome is of arm `{outcome.arm}`, which the study has not", advice(outcome.arm, ids + ["between", "pooled"], "use the id of an arm."))
            if outcome.kind == "between-group" and study.control == "none":
                yield _fault(knowledge, "studies", study.id, here + ("kind",), "no-control", "a result between groups in a study without a comparison group", "kind: within-group; change before and after is not an effect.")
            keys = [o.key for o in study.outcomes[:index] if o.key]
            if outcome.key in keys:
                yield _fault(knowledge, "studies", study.id, here + ("key",), "duplicate-id", f"two outcomes have the key `{outcome.key}`", "give each its own key.")
        if (study.control != "none") != (study.comparison is not None):
            what = "a comparison group without `comparison`" if study.comparison is None else "`comparison` without a comparison group"
            yield _fault(knowledge, "studies", study.id, ("comparison",), "no-control", what, "say published, not-published or not-read where there is a comparison group, and nothing where there is none.")
        if study.primary_kind == "between-group" and study.control == "none":
            yield _fault(knowledge, "studies", study.id, ("primary_kind",), "no-control", "a primary outcome between groups in a study without a comparison group", "correct `primary_kind` or `control`.")


def figures_fit(knowledge: Knowledge) -> Iterator[Fault]:
    for kind, record in _records(knowledge):
        for path, part in _parts(record):
            events, of = getattr(part, "events", None), getattr(part, "of", None)
            if events is not None and of is not None and events > of:
                yield _fault(knowledge, kind, record.id, path + ("events",), "range", f"{events} events out of {of}", "correct the count or its denominator.")
            ci = getattr(part, "ci", None)
            if ci and ci[0] > ci[1]:
                yield _fault(knowledge, kind, record.id, path + ("ci",), "range", f"the interval runs from {ci[0]} to {ci[1]}", "put the lower limit first.")
            if isinstance(part, model.Value):
                for name in ("value", "low", "high"):
                    value = getattr(part, name)
                    if part.unit == "percent" and value is not None and not 0 <= value <= 100:
                        yield _fault(knowledge, kind, record.id, path + (name,), "range", f"{value} percent", "a percentage is 0 to 100.")
                if (part.value is None and part.low is None and part.high is None and part.events is None) != part.uncounted:
                    yield _fault(knowledge, kind, record.id, path, "missing-field", f"the figure `{part.key}` " + ("has a number and is called uncounted" if part.uncounted else "has no number"), "give `value`, `low` or `high`, or `events` and `of`; or set `uncounted` where nobody counted.")
                if part.events is not None and part.of is None:
                    yield _fault(knowledge, kind, record.id, path + ("events",), "denominator", f"`{part.key}` counts events without saying out of how many", "give `of`.")
                if part.computed and not part.method:
                    yield _fault(knowledge, kind, record.id, path, "missing-field", f"`{part.key}` is computed by us", "name the `method`.")
            if isinstance(part, model.Rate):
                if part.percent is not None and part.of is None and not part.note:
                    yield _fault(knowledge, kind, record.id, path + ("percent",), "denominator", "a rate without its denominator", "give `of`, or say in `note` that it was not read.")
                if part.all_cause_zero and part.events != 0:
                    yield _fault(knowledge, kind, record.id, path + ("all_cause_zero",), "range", "`all_cause_zero` with events other than 0", "set it only where no event of any cause was seen.")
        if isinstance(record, (model.Finding, model.MarketFact)):
            keys = [value.key for value in record.values]
            for index, key in enumerate(keys):
                if key in keys[:index]:
                    yield _fault(knowledge, kind, record.id, ("values", index, "key"), "duplicate-id", f"two figures have the key `{key}`", "give each its own key.")


def sources_are_citable(knowledge: Knowledge) -> Iterator[Fault]:
    for source in knowledge.all("sources"):
        if not source.authors and not source.short:
            yield _fault(knowledge, "sources", source.id, (), "missing-field", "no author seen and no short title", "add `short`, a title of two to five words.")
        if source.kind == "seller-page":
            for name in ("url", "doi", "authors", "container"):
                if getattr(source, name):
                    yield _fault(knowledge, "sources", source.id, (name,), "seller", f"a seller's page with `{name}`", "remove it: sellers appear as an anonymised label without a link.")
        elif not (source.url or source.doi or source.pmid or source.pmcid):
            yield _fault(knowledge, "sources", source.id, (), "missing-field", "nobody can find this source", "add `url`, `doi`, `pmid` or `pmcid`.")


_SELLERS_MAY = ("claims", "market", "prices", "searches")


def sellers_prove_nothing(knowledge: Knowledge) -> Iterator[Fault]:
    sellers = {s.id for s in knowledge.all("sources") if s.kind == "seller-page"}
    for kind, record in _records(knowledge):
        if kind in _SELLERS_MAY or (kind == "findings" and record.topic in ("market", "money")):
            continue
        advertised = {path for path, part in _parts(record) if getattr(part, "advertised", False)}
        for path, kinds, id in references(record):
            if id in sellers and kinds == ("sources",) and path[:-2] not in advertised:
                yield _fault(knowledge, kind, record.id, path, "seller", f"a seller's page (`{id}`) supports a statement on health or law", "cite the paper, the regulator or a newspaper, or drop the statement.")


def passages_rest_on_something(knowledge: Knowledge) -> Iterator[Fault]:
    for kind, record in _records(knowledge):
        for path, part in _parts(record):
            if not isinstance(part, model.Passage):
                continue
            if part.basis == "sources" and not part.sources:
                yield _fault(knowledge, kind, record.id, path, "no-source", f"`{'.'.join(map(str, path))}` has no source", "add `sources`, or say `basis: not-found`, `inference` or `general-knowledge`.")
            if part.basis == "not-found" and not (part.search or part.note or part.sources):
                yield _fault(knowledge, kind, record.id, path, "no-source", f"`{'.'.join(map(str, path))}` says that nothing was found but not where", "name the `search`, or say in `note` where you looked.")


def contrasts_are_whole(knowledge: Knowledge) -> Iterator[Fault]:
    for kind, record in _records(knowledge):
        for path, part in _parts(record):
            if isinstance(part, model.Passage) and part.compared and not part.sources:
                yield _fault(knowledge, kind, record.id, path, "no-source", "two groups are compared without a source", "add `sources`.")
            if isinstance(part, model.Contrast):
                for here, what, fix in _unlike(part):
                    yield _fault(knowledge, kind, record.id, path + here, "contrast", what, fix)


def _unlike(contrast: model.Contrast) -> Iterator[tuple[tuple, str, str]]:
    """What keeps two groups from being set side by side: path, what, fix."""
    forms = {name: _form(getattr(contrast, name)) for name in ("option", "comparator")}
    for name, form in forms.items():
        if form is None:
            yield (name,), "no figure, or several, or a count without its denominator", "give `events` and `of`, or `percent`, or `mean`, or `fall`."
    if None in forms.values():
        return
    kinds = {"people" if form in ("events", "percent") else form for form in forms.values()}
    if len(kinds) > 1:
        yield ("comparator",), f"{' on one side, '.join(sorted(kinds))} on the other", "give the same kind of figure for both groups."
    elif (kinds == {"people"}) != (contrast.scale is None):
        yield ("scale",), "a score without its scale, or a scale without a score", "give `scale`, the highest score, with `mean` and `fall` and only with them."
    elif contrast.scale is not None and any(abs(getattr(side, forms[name])) > contrast.scale for name, side in (("option", contrast.option), ("comparator", contrast.comparator))):
        yield ("scale",), "a score outside its scale", "correct the score or the scale."


def _form(side: model.Side) -> str | None:
    """``events``, ``percent``, ``mean`` or ``fall``; None where a side holds no whole figure or several."""
    held = [name for name in ("events", "percent", "mean", "fall") if getattr(side, name) is not None]
    return held[0] if len(held) == 1 and (side.of is not None) == (held == ["events"]) and side.of != 0 else None


def families_are_told(knowledge: Knowledge) -> Iterator[Fault]:
    options = knowledge.all("alternatives")
    for condition in knowledge.all("conditions"):
        held = {option.group for option in options if condition.id in option.conditions}
        excused = {why.group: index for index, why in enumerate(condition.without_record)}
        for group, index in excused.items():
            if group in held:
                yield _fault(knowledge, "conditions", condition.id, ("without_record", index), "family", f"says why there is no option of the family `{group}`, and there is one", "remove the passage, or take the condition out of the option.")
        if condition.said_to_respond and options:
            for group in [group for group in words.GROUPS if group != "other" and group not in held and group not in excused]:
                yield _fault(knowledge, "conditions", condition.id, (), "family", f"has no option of the family `{group}` and does not say why", "add the condition to an option, or say in `without_record` what was looked for and not found.")


#: the most words of a passage that stands in a cell of the options tables; readers who rated the pages gave up on paragraphs
CELL = 45


def cells_are_short(knowledge: Knowledge) -> Iterator[Fault]:
    seen = set()
    for condition in knowledge.all("conditions"):
        for option in ask.select(knowledge, "alternatives", condition=condition.id):
            row = told(option, condition, at_home=True)
            for field, passage in (("benefit", row.benefit[0]), ("risks", row.risks[0])):
                kind, record = "alternatives", option
                if passage is condition.natural_history[0]:
                    kind, record, field = "conditions", condition, "natural_history"
                place = kind, record.id, (field, getattr(record, field).index(passage))
                length = len(passage.text.split())
                if length > CELL and place not in seen:
                    seen.add(place)
                    yield _fault(knowledge, *place, "cell", f"`{field}.{place[2][1]}` stands in a cell of a table with {length} words", f"keep {CELL} at most; tell the rest in the next passage, or in `note`.")


#: the most words of a passage that stands open on the page of a condition
OPEN = 50


def passages_are_short(knowledge: Knowledge) -> Iterator[Fault]:
    """What stands open on the page of a condition; ``without_record`` is folded."""
    for condition in knowledge.all("conditions"):
        for field in (name for name in type(condition).model_fields if name != "without_record"):
            held = getattr(condition, field)
            for index, passage in enumerate(held if isinstance(held, list) else []):
                length = len(passage.text.split()) if isinstance(passage, model.Passage) else 0
                if length > OPEN:
                    yield _fault(knowledge, "conditions", condition.id, (field, index), "passage", f"`{field}.{index}` tells {length} words at once", f"say one thing in {OPEN} at most; second figures, years and ranges go to `note`, a second thing into a passage of its own.")


def courses_begin_with_a_heading(knowledge: Knowledge) -> Iterator[Fault]:
    """Where the course of a condition has headings, its first passage has one: else nobody could tell what it is about."""
    for condition in knowledge.all("conditions"):
        course = condition.natural_history
        if not course[0].heading and any(passage.heading for passage in course):
            yield _fault(knowledge, "conditions", condition.id, ("natural_history", 0), "heading", "`natural_history` has headings, and its first passage has none", "add `heading` to it: what it and the passages after it are about.")


def findings_are_graded(knowledge: Knowledge) -> Iterator[Fault]:
    for finding in knowledge.all("findings"):
        if finding.certainty is None and finding.topic != "measurement":
            yield _fault(knowledge, "findings", finding.id, (), "ungraded", f"a finding of topic `{finding.topic}` without a certainty", "add `certainty`; only a convention of topic `measurement` has none.")


#: topics of claims that may not be about cells at all
NOT_ABOUT_CELLS = ("back-pain", "usual-care", "surgery", "not-suitable", "thailand", "cost", "cell-source")


def claims_are_argued(knowledge: Knowledge) -> Iterator[Fault]:
    for claim in knowledge.all("claims"):

        def fault(path: str, rule: str, what: str, fix: str, claim=claim) -> Fault:
            return _fault(knowledge, "claims", claim.id, (path,), rule, what, fix)

        if len(claim.says.split()) > 25:
            yield fault("says", "length", f"{len(claim.says.split())} words", "say it in 25 words at most.")
        if claim.verdict == "supported":
            axes = claim.directness
            direct = all(getattr(axes, name) in ("direct", "not-applicable") for name in type(axes).model_fields)
            direct = direct and axes.species == "direct" and claim.certainty in ("high", "moderate")
            if claim.matter_of_fact and claim.kind not in ("identity", "law", "logistics"):
                yield fault("matter_of_fact", "supported", f"a claim of kind `{claim.kind}` is no plain matter of fact", "only identity, law and logistics are; benefit, safety and what happens in a patient never are.")
            elif not claim.matter_of_fact and not direct:
                yield fault("verdict", "supported", "`supported` without direct human evidence of at least moderate certainty", "choose another verdict, or show direct evidence on all five axes.")
        if claim.topic not in NOT_ABOUT_CELLS and "not-applicable" in {getattr(claim.directness, name) for name in type(claim.directness).model_fields}:
            yield fault("directness", "directness", f"`not-applicable` in a claim of topic `{claim.topic}`, which is about what cells do", "say direct, indirect or none.")
        if claim.verdict == "unsupported" and not claim.searches:
            yield fault("verdict", "unsearched", "`unsupported` without a search", "name the search in `searches`: its date and words are shown.")
        if claim.verdict == "borrowed" and not claim.borrowed_from:
            yield fault("verdict", "borrowed", "`borrowed` does not say from what", "name it in `borrowed_from`.")
        if claim.verdict not in ("unsupported", "cannot-be-checked") and not claim.sources:
            yield fault("verdict", "no-source", "a verdict without a source", "add `sources`, two where two exist.")
        if claim.contrary and claim.contrary not in claim.sources:
            yield fault("contrary", "no-source", "the contrary evidence is not among the sources", "add it to `sources`.")


def answers_are_short(knowledge: Knowledge) -> Iterator[Fault]:
    for answer in knowledge.all("faq"):
        length = sum(len(passage.text.split()) for passage in answer.answer)
        if length >= 120:
            yield _fault(knowledge, "faq", answer.id, ("answer",), "length", f"the answer has {length} words", "say it in fewer than 120.")
        for index, path in enumerate(answer.more):
            if not (ROOT / "docs" / path).exists():
                yield _fault(knowledge, "faq", answer.id, ("more", index), "unknown-id", f"there is no page `{path}`", "name a page of docs/, such as options.md.")


def ratings_are_whole(knowledge: Knowledge) -> Iterator[Fault]:
    for instrument in knowledge.all("instruments"):
        if instrument.part_sizes and sum(instrument.part_sizes) != len(instrument.items) or len(instrument.parts) != len(instrument.part_sizes):
            yield _fault(knowledge, "instruments", instrument.id, ("part_sizes",), "rating", f"the parts hold {sum(instrument.part_sizes)} items of {len(instrument.items)}", "name each part and how many items it has.")
    for rating in knowledge.all("ratings"):
        instrument = knowledge.get("instruments", rating.instrument)
        if not instrument:
            continue
        if rating.page != "*" and not (ROOT / "docs" / rating.page).exists():
            yield _fault(knowledge, "ratings", rating.id, ("page",), "unknown-id", f"there is no page `{rating.page}`", "name a page of docs/, such as options.md.")
        if len(rating.scores) != len(instrument.items):
            yield _fault(knowledge, "ratings", rating.id, ("scores",), "rating", f"{len(rating.scores)} scores for {len(instrument.items)} items", "give one score for each item, in order.")
            continue
        explained = {lost.item for lost in rating.lost}
        for number, score in enumerate(rating.scores, 1):
            if score is not None and not instrument.lowest <= score <= instrument.highest:
                yield _fault(knowledge, "ratings", rating.id, ("scores", number - 1), "range", f"item {number} has {score} points", f"give {instrument.lowest} to {instrument.highest}.")
            elif score is not None and score < instrument.highest and number not in explained:
                yield _fault(knowledge, "ratings", rating.id, ("scores", number - 1), "rating", f"item {number} lost points without a reason", "add it to `lost`.")


def exclusions_are_few(knowledge: Knowledge) -> Iterator[Fault]:
    excluded = [term for term in knowledge.all("glossary") if term.excluded_from_reading]
    for term in excluded[words.READING_EXCLUSIONS :]:
        what = f"term number {excluded.index(term) + 1} that is left out of the reading grades"
        yield _fault(knowledge, "glossary", term.id, ("excluded_from_reading",), "exclusions", what, f"{words.READING_EXCLUSIONS} at most: say it in everyday words where you can.")


def summaries_are_graded(knowledge: Knowledge) -> Iterator[Fault]:
    for summary in knowledge.all("summaries"):
        for index, row in enumerate(summary.rows):

            def fault(path: tuple, rule: str, what: str, fix: str, summary=summary, index=index) -> Fault:
                return _fault(knowledge, "summaries", summary.id, ("rows", index, *path), rule, what, fix)

            pointing = [each for each in _pointing_nowhere(knowledge, row)]
            yield from (fault(*each) for each in pointing)
            if not pointing:
                yield from (fault(*each) for each in _ungraded(knowledge, row))


def _pointing_nowhere(knowledge: Knowledge, row: model.SummaryRow) -> Iterator[tuple[tuple, str, str, str]]:
    """Studies and figures of a row that cannot be found: path, rule, what, fix."""
    if any(id not in knowledge.kinds[kind] for _, kinds, id in references(row) for kind in kinds):
        yield (), "unknown-id", "a row points to a record that is not there", "mend the reference first; the row is judged then."
        return
    for name in ("figures", "without"):
        for index, figure in enumerate(getattr(row, name)):
            held = grade.holder(figure)
            if held is None:
                yield (name, index), "unknown-id", "a figure names no record, or several", "name one of study, review, finding, harm."
                continue
            valid = grade.keys_of(knowledge, *held)
            for key in filter(None, (figure.key, figure.against)):
                if key not in valid:
                    yield (name, index), "unknown-id", f"`{held[1]}` has no figure `{key}`", advice(key, valid, "give the figure a `key` in its record.")


def _ungraded(knowledge: Knowledge, row: model.SummaryRow) -> Iterator[tuple[tuple, str, str, str]]:
    """What is wrong with the judgement of a row: path, rule, what, fix."""
    mixed = [study.id for study in grade.studies_of(knowledge, row) if ask.is_cord(knowledge, study.cells) != (row.cells == "cord")]
    if mixed:
        yield ("cells",), "mixed", f"a row on {row.cells} cells rests on {', '.join(mixed)}", "cord cells and other cells never share a row: split it."
    kind = grade.evidence(knowledge, row)
    if kind == "before-after" and row.certainty != "very-low":
        yield ("certainty",), "before-after", f"no figure of the row compares groups, yet its certainty is `{row.certainty}`", "certainty: very-low; change before and after is not an effect. Or name a figure that compares."
    elif grade.expected(knowledge, row) not in (None, row.certainty):
        yield ("certainty",), "grade", f"start and steps give `{grade.expected(knowledge, row)}`, the row says `{row.certainty}`", "correct `certainty`, or argue the steps in `reduced`."
    if kind in ("unread", "none") and any(grade.compares(knowledge, figure) for figure in row.figures):
        yield ("certainty",), "grade", "certainty `none` beside a figure that compares groups", "judge the comparison, or take the figure out."
    if grade.shows_gain(knowledge, row) and not (row.without or row.without_unknown):
        yield ("figures",), "without-cells", "change with cells without what happens without them", "add `without`: a comparison group's change or the natural course; or `without_unknown`."
    if kind == "none" and not row.search:
        yield ("certainty",), "unsearched", "nothing was found, but not where we looked", "name the `search`."
    if kind != "none" and not (row.studies or row.reviews or (row.documented and row.finding)):
        yield ("studies",), "no-source", "the row rests on no study and no review", "name them; for single cases, `documented` and the `finding`."
    if not row.studies and len(row.reviews) > 1:
        yield ("reviews",), "people", "people of several reviews cannot be added: the same people are in several", "name one review, or the studies."
    finding = knowledge.get("findings", row.finding) if row.finding else None
    if finding and finding.certainty != row.certainty:
        yield ("certainty",), "disagrees", f"the finding `{finding.id}` says `{finding.certainty}`, the row `{row.certainty}`", "use the same certainty, or leave `finding` out if it judges something else."
    for index, figure in enumerate(row.without):
        arm = grade.arm_of(knowledge, figure.study, figure.key) if figure.study else None
        if arm and arm.role == "cells":
            yield ("without", index), "without-cells", f"`{figure.key}` of {figure.study} is about people who got cells", "name the outcome of a comparison group."
    for path, text in grade.typed(row):
        yield path, "typed-figure", f"a figure is typed: `{text[:60]}`", "call it from its record in `figures` or `without`, or say it without a number."


_ONE_IN = re.compile(r"\b(?:1|one) in (?:\d(?!\d{3}\b)|two|three|four|five|six|seven|eight|nine|ten|every)", re.I)
_LATIN = re.compile(r"\b(?:e\.g|i\.e|etc)\.")


def wording(knowledge: Knowledge) -> Iterator[Fault]:
    ids = set(knowledge.kinds["sources"])
    in_brackets = re.compile(r"[\[(]([a-z0-9]+(?:-[a-z0-9]+)+)[\])]")
    for kind, record in _records(knowledge):
        for path, text in _texts(record):
            if path[-1] in ("title", "url", "doi", "id", "container"):
                continue
            if " in " in text and _ONE_IN.search(text):
                yield _fault(knowledge, kind, record.id, path, "one-in", f"`{_ONE_IN.search(text).group(0)}`: readers misjudge such figures", "give the count out of one denominator: 12 of 4,891 people.")
            if _LATIN.search(text):
                yield _fault(knowledge, kind, record.id, path, "plain", f"`{_LATIN.search(text).group(0)}`", "write `for example`, `that is` or `and so on`.")
            for id in in_brackets.findall(text) if "-" in text else ():
                if id in ids:
                    yield _fault(knowledge, kind, record.id, path, "id-in-text", f"the source id `{id}` stands in a text", "move it to `sources`; the page shows it as a citation.")


RULES = [
    Rule("unknown-id", "a reference to nothing is a citation that nobody can follow", unknown_ids),
    Rule("arms", "people are counted at their stage, and arms add up", arms_add_up),
    Rule("range", "counts fit their denominators, percentages lie between 0 and 100", figures_fit),
    Rule("citable", "every source can be found by a reader, and sellers stay unnamed", sources_are_citable),
    Rule("seller", "a seller is never a source for health or law", sellers_prove_nothing),
    Rule("no-source", "every passage rests on sources, or says that it does not", passages_rest_on_something),
    Rule("contrast", "two groups are set side by side in the same kind of figure, each with its denominator", contrasts_are_whole),
    Rule("family", "a condition for which cells are sold shows every family of options, or says why not", families_are_told),
    Rule("passage", "a page is read only where it says one thing at a time", passages_are_short),
    Rule("cell", "options are compared only where a cell is a few lines", cells_are_short),
    Rule("heading", "a reader with one of several problems finds the own one", courses_begin_with_a_heading),
    Rule("ungraded", "readers see how sure a finding is", findings_are_graded),
    Rule("claims", "a verdict is argued, and `supported` is hard to get", claims_are_argued),
    Rule("length", "an answer that is too long is not read", answers_are_short),
    Rule("summaries", "a judgement follows from what it rests on, and nothing is called an effect that is none", summaries_are_graded),
    Rule("exclusions", "a reading grade that leaves out many words says nothing", exclusions_are_few),
    Rule("rating", "a score is whole, and every lost point has its reason", ratings_are_whole),
    Rule("wording", "figures and words that readers misread stay out", wording),
]


def check(knowledge: Knowledge) -> list[Fault]:
    """The faults that all rules find."""
    return [fault for rule in RULES for fault in rule.find(knowledge)]


def unused_sources(knowledge: Knowledge, cited: set[str]) -> list[Fault]:
    """Sources that neither a record nor a page (``cited``) refers to."""
    used = used_sources(knowledge) | cited
    return [
        _fault(knowledge, "sources", source.id, (), "unused-source", "no record and no page cites it", "cite it, or remove it.")
        for source in knowledge.all("sources")
        if source.id not in used
    ]
