"""What one record says of another: the rules that need more than one record to be checked.

Each rule is a function ``(knowledge) -> faults`` with its id and its reason in ``RULES``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from kb import model
from kb.faults import Fault, advice
from kb.load import ROOT, Knowledge, references


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


def _parts(part: BaseModel, path: tuple = ()) -> Iterator[tuple[tuple, BaseModel]]:
    """The record and every part inside it, with its path."""
    yield path, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for index, item in enumerate(value) if isinstance(value, (list, tuple)) else ((None, value),):
            if isinstance(item, BaseModel):
                yield from _parts(item, path + ((name,) if index is None else (name, index)))


def _texts(part: BaseModel) -> Iterator[tuple[tuple, str]]:
    for path, inner in _parts(part):
        for name in type(inner).model_fields:
            value = getattr(inner, name)
            for index, item in enumerate(value) if isinstance(value, (list, tuple)) else ((None, value),):
                if isinstance(item, str):
                    yield path + ((name,) if index is None else (name, index)), item


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
                if part.value is None and part.low is None and part.high is None and part.events is None:
                    yield _fault(knowledge, kind, record.id, path, "missing-field", f"the figure `{part.key}` has no number", "give `value`, `low` or `high`, or `events` and `of`.")
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
        words = sum(len(passage.text.split()) for passage in answer.answer)
        if words >= 120:
            yield _fault(knowledge, "faq", answer.id, ("answer",), "length", f"the answer has {words} words", "say it in fewer than 120.")
        for index, path in enumerate(answer.more):
            if not (ROOT / "docs" / path).exists():
                yield _fault(knowledge, "faq", answer.id, ("more", index), "unknown-id", f"there is no page `{path}`", "name a page of docs/, such as options.md.")


_ONE_IN = re.compile(r"\b(?:1|one) in (?:\d|two|three|four|five|six|seven|eight|nine|ten|every)", re.I)
_LATIN = re.compile(r"\b(?:e\.g\.|i\.e\.|etc\.)")


def wording(knowledge: Knowledge) -> Iterator[Fault]:
    ids = set(knowledge.kinds["sources"])
    in_brackets = re.compile(r"[\[(]([a-z0-9]+(?:-[a-z0-9]+)+)[\])]")
    for kind, record in _records(knowledge):
        for path, text in _texts(record):
            if path[-1] in ("title", "url", "doi", "id", "container"):
                continue
            if _ONE_IN.search(text):
                yield _fault(knowledge, kind, record.id, path, "one-in", f"`{_ONE_IN.search(text).group(0)}`: readers misjudge such figures", "give the count out of one denominator: 12 of 4,891 people.")
            if _LATIN.search(text):
                yield _fault(knowledge, kind, record.id, path, "plain", f"`{_LATIN.search(text).group(0)}`", "write `for example`, `that is` or `and so on`.")
            for id in in_brackets.findall(text):
                if id in ids:
                    yield _fault(knowledge, kind, record.id, path, "id-in-text", f"the source id `{id}` stands in a text", "move it to `sources`; the page shows it as a citation.")


RULES = [
    Rule("unknown-id", "a reference to nothing is a citation that nobody can follow", unknown_ids),
    Rule("arms", "people are counted at their stage, and arms add up", arms_add_up),
    Rule("range", "counts fit their denominators, percentages lie between 0 and 100", figures_fit),
    Rule("citable", "every source can be found by a reader, and sellers stay unnamed", sources_are_citable),
    Rule("seller", "a seller is never a source for health or law", sellers_prove_nothing),
    Rule("no-source", "every passage rests on sources, or says that it does not", passages_rest_on_something),
    Rule("claims", "a verdict is argued, and `supported` is hard to get", claims_are_argued),
    Rule("length", "an answer that is too long is not read", answers_are_short),
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
