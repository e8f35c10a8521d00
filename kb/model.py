"""The record types of ``data/``: one class for each kind of record, with its vocabulary.

This module imports nothing of the project. It says what a record may hold; whether the references
between records point somewhere is checked in :mod:`kb.checks`. The JSON Schemas for editors and the
field reference for contributors are generated from these classes, so that there is only one copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Optional

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# --------------------------------------------------------------------------- building blocks


@dataclass(frozen=True)
class Ref:
    """Marks a field as the id of a record of ``kind`` (several kinds: any of them)."""

    kinds: tuple[str, ...]


def ref(*kinds: str):
    """The type of a field that holds the id of a record of one of ``kinds``."""
    return Annotated[str, StringConstraints(strict=True), Ref(kinds)]


Text = Annotated[str, StringConstraints(strict=True, min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Url = Annotated[str, StringConstraints(strict=True, pattern=r"^https?://[^\s<>\"]+\.[^\s<>\"]+$")]
Doi = Annotated[str, StringConstraints(strict=True, pattern=r"^10\.\d{4,9}/\S+$")]
Pmid = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{6,8}$")]
Pmcid = Annotated[str, StringConstraints(strict=True, pattern=r"^PMC\d{5,8}$")]
Month = Annotated[str, StringConstraints(strict=True, pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Year = Annotated[int, Field(strict=True, ge=1900, le=2100)]
Count = Annotated[int, Field(strict=True, ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
Number = Annotated[float, Field(allow_inf_nan=False)]
# A registration as its register prints it: ClinicalTrials.gov, EudraCT, IRCT, ChiCTR, TCTR.
Registration = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"^(NCT\d{8}|EudraCT \d{4}-\d{6}-\d{2}|IRCT\d{6,}N\d+|ChiCTR[-A-Z0-9]+|TCTR\d+|ISRCTN\d{8}|ACTRN\d{14}|PROSPERO CRD\d+|CRD\d+|UMIN\d+|DRKS\d+|NTR\d+|CTRI/\S+|JapicCTI-\d+|KCT\d+)$",
    ),
]

SourceRef = ref("sources")
CellRef = ref("cell_sources")
ConditionRef = ref("conditions")
RouteRef = ref("routes")
Subject = ref("conditions", "mechanisms", "routes", "cell_sources", "harms", "alternatives", "bodies")

Certainty = Literal["high", "moderate", "low", "very-low", "none"]
Verified = Literal["full-text", "abstract", "official-page", "secondary", "unverified"]


class Record(BaseModel):
    """A record of any kind. Unknown fields are refused; text is never turned into numbers or back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id


class Part(BaseModel):
    """A part of a record that has no id of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Side(Part):
    """One group of a comparison, in one of four forms.

    People counted (``events`` ``of``), a share as it was printed (``percent``), a mean score (``mean``), or the points by
    which a score fell (``fall``, negative where it rose).
    """

    events: Optional[Count] = None
    of: Optional[Count] = None
    percent: Optional[Percent] = None
    mean: Optional[Number] = None
    fall: Optional[Number] = None


class Contrast(Part):
    """Two groups of one trial or review side by side in one outcome, at the same time (PICO: comparator, outcome, follow-up).

    Pages show shares on one base (of 100 people) and work out the difference. What changed in one group alone is no contrast.
    """

    outcome: Text = Field(description="what is counted or measured, at the start of a line: `At least half less leg pain`, `Leg pain`")
    when: Optional[Text] = Field(None, description="the follow-up, after the outcome: `after a year`")
    option: Side = Field(description="the people with the option")
    option_is: Optional[Text] = Field(None, description="what those had, after `with`, where `it` would not say it: `marrow cells`, `six weeks of antibiotics`")
    comparator: Side = Field(description="the people who had something else or nothing")
    comparator_is: Text = Field(description="what those had, after `with`: `a dummy treatment`, `usual care`")
    scale: Optional[Number] = Field(None, gt=0, description="the highest score of the scale, for scores and their fall")
    chance: bool = Field(False, description="the difference is not clear: it may be chance")


class Passage(Part):
    """Something said in our own words, with what it rests on.

    ``basis`` is ``sources`` unless nothing was found (``not-found``: then ``search`` or ``note`` says
    where we looked), or the sentence is our own inference or general knowledge, which pages then say.
    """

    text: Text
    sources: list[SourceRef] = []
    basis: Literal["sources", "not-found", "inference", "general-knowledge"] = "sources"
    certainty: Optional[Certainty] = None
    note: Optional[Text] = None
    compared: list[Contrast] = Field([], description="two groups side by side, where the figures of both were read")
    search: Optional[ref("searches")] = None
    advertised: bool = Field(False, description="says what a seller advertises: only then may a seller's page be its source")


class Value(Part):
    """One figure. ``key`` names it inside its record, so that a page can call for it.

    A proportion carries ``events`` and ``of`` where they were reported; ``value`` then stays empty and
    is derived. A figure worked out by us has ``computed`` set and names its ``method``.
    """

    key: Id
    value: Optional[Number] = None
    low: Optional[Number] = None
    high: Optional[Number] = None
    unit: Literal[
        "percent", "people", "points-of-100", "points-of-10", "points-of-24", "points-of-50", "mm", "months", "weeks", "days",
        "hours", "years", "usd", "thb", "ratio", "count", "million-people", "million-cells", "discs", "operations", "studies",
        "per-100000", "per-1000", "trials", "cases", "countries", "minutes", "injections"
    ]
    events: Optional[Count] = None
    of: Optional[Count] = None
    ci: Optional[tuple[Number, Number]] = None
    about: bool = False
    uncounted: bool = Field(False, description="reported, but nobody counted how often: it has no number")
    who: Text = Field(description="whom or what the figure is about")
    when: Optional[Text] = Field(None, description="time span or age")
    computed: bool = False
    method: Optional[Text] = None
    sources: list[SourceRef] = Field([], description="where the figure stands, if not in all the sources of its record")


# --------------------------------------------------------------------------- sources and evidence


class Source(Record):
    """A document we read. ``facts`` is what we took from it, in our own words."""

    kind: Literal[
        "rct", "single-arm-trial", "cohort", "case-series", "case-report", "systematic-review", "meta-analysis",
        "narrative-review", "guideline", "position-statement", "regulator-notice", "law", "registry-entry", "animal-study",
        "in-vitro-study", "report", "news", "dataset", "company-statement", "seller-page",
    ]
    title: Text
    authors: list[Text] = Field([], description="empty: author not seen; the source is then cited by `short`")
    short: Optional[Text] = Field(None, description="short title for citations where no author was seen")
    year: Optional[Year] = None
    date: Optional[Month] = None
    container: Optional[Text] = None
    volume: Optional[Text] = None
    issue: Optional[Text] = None
    pages: Optional[Text] = None
    doi: Optional[Doi] = None
    pmid: Optional[Pmid] = None
    pmcid: Optional[Pmcid] = None
    registration: list[Registration] = []
    url: Optional[Url] = None
    verified: Verified
    checked: Month
    size: Optional[Text] = Field(None, description="how big the evidence is, for the tooltip: `33 studies, 3,110 people`")
    funding: Optional[Text] = None
    retracted: bool = False
    replaced: bool = Field(False, description="a newer edition is in force: cited for what it says, but not offered to read on")
    for_patients: bool = Field(False, description="written for patients, by a body that does not sell the treatment")
    phone: Optional[Text] = Field(None, description="a helpline's number as printed on the page, and the place where it works: `116 123 (United Kingdom and Ireland)`")
    extent: Optional[Text] = Field(None, description="how much of it was read")
    note: Optional[Text] = None
    may_have_changed: Optional[Text] = None
    facts: list[Text]


class Stage(Part):
    """People at each stage. A number that was not found stays empty; it is never guessed."""

    enrolled: Optional[Count] = None
    randomised: Optional[Count] = None
    analysed: Optional[Count] = None
    note: Optional[Text] = None


class Arm(Part):
    """One arm. ``role`` says what it is for in the comparison."""

    id: Id
    name: Text
    role: Literal["cells", "comparator", "other"]
    enrolled: Optional[Count] = None
    randomised: Optional[Count] = None
    analysed: Optional[Count] = None
    note: Optional[Text] = None


class ConditionPeople(Part):
    """How many of a study's people had one of its conditions, where the study says so."""

    condition: ConditionRef
    people: Annotated[int, Field(strict=True, ge=1)]


class Outcome(Part):
    """One reported result. ``arm`` is the id of an arm, ``between`` or ``pooled``.

    A between-group outcome compares arms; a within-group outcome is one arm before and after, which is
    not an effect; a safety outcome is about harm.
    """

    key: Optional[Id] = Field(None, description="name by which a page calls for this result")
    kind: Literal["between-group", "within-group", "safety"]
    measure: Text
    scale: Optional[ref("measures")] = None
    months: Optional[Number] = None
    when: Optional[Text] = Field(None, description="the time in words where it is not one number of months")
    arm: Id
    baseline: Optional[Number] = None
    value: Optional[Number] = None
    change: Optional[Number] = None
    percent: Optional[Annotated[float, Field(ge=-100, le=100)]] = None
    events: Optional[Count] = None
    of: Optional[Count] = None
    unit: Optional[Text] = None
    ci: Optional[tuple[Number, Number]] = None
    p: Optional[Text] = None
    text: Optional[Text] = Field(None, description="the result in words, where no figure was read or to explain it")
    source: Optional[SourceRef] = None
    note: Optional[Text] = None


class SeriousEvents(Part):
    """Serious adverse events. An upper limit is worked out only where ``basis`` is ``all-cause`` and ``events`` is 0."""

    basis: Literal["all-cause", "judged-related", "company-statement", "not-reported"]
    events: Optional[Count] = None
    of: Optional[Count] = None
    text: Text
    source: Optional[SourceRef] = None


class Study(Record):
    """A study in people, all its reports together, so that people are counted once."""

    name: Text = Field(description="how we call it: `RESPINE`, `Lewandrowski series`")
    sources: list[SourceRef] = Field(min_length=1, description="main report first")
    year: Optional[Year] = None
    design: Literal["rct", "controlled-not-randomised", "cohort", "single-arm", "case-series", "case-report"]
    blinding: Literal["double-blind", "single-blind", "open-label", "unknown"]
    control: Literal["sham", "saline", "carrier", "active", "usual-care", "several", "none", "unknown"]
    control_detail: Optional[Text] = None
    people: Stage
    arms: list[Arm] = []
    conditions: list[ConditionRef] = Field(min_length=1)
    people_by_condition: list[ConditionPeople] = Field([], description="only where the source gives it; empty: everybody had each of `conditions`")
    condition_detail: Text
    region: Literal["lumbar", "cervical", "sacroiliac", "several"]
    cells: CellRef
    cells_detail: Optional[Text] = None
    donor: Literal["own", "donor", "not-stated"]
    dose: Optional[Text] = None
    routes: list[RouteRef] = Field(min_length=1)
    follow_up_months: Optional[Number] = None
    country: Optional[Text] = None
    years: Optional[Text] = None
    funding: Optional[Text] = None
    registration: list[Registration] = []
    registration_note: Optional[Text] = None
    primary_outcome: Text
    primary_kind: Literal["between-group", "within-group", "safety", "not-defined"]
    primary_met: Literal["met", "not-met", "unclear", "not-defined"]
    comparison: Optional[Literal["published", "not-published", "not-read"]] = Field(
        None, description="with a comparison group: whether the result between the groups was published and read"
    )
    outcomes: list[Outcome] = []
    serious_events: SeriousEvents
    limits: Text
    summary: Text = Field(description="one or two plain sentences for a lay reader, control arm included where there is one")
    same_people_as: Optional[ref("studies")] = None
    checked: Month


class Review(Record):
    """A systematic (or, marked so, narrative) review."""

    source: SourceRef
    name: Text
    type: Literal["systematic", "narrative"]
    search_to: Optional[Month] = None
    studies: Text
    studies_n: Optional[Count] = None
    people: Optional[Count] = None
    people_note: Optional[Text] = None
    cord_studies: Text = Field(description="how many of the studies used cord cells, in words")
    cord_studies_n: Optional[Count] = None
    pooled: Text = Field(description="what was pooled and what came out; `before-after` said where it is so")
    pooled_units: Optional[Text] = Field(None, description="the same in standardised differences and odds ratios, which stand in small print")
    heterogeneity: Optional[Text] = None
    certainty: Text = Field(description="certainty as the review itself states it")
    note: Optional[Text] = None
    checked: Month


class Trial(Record):
    """A registered trial without results."""

    name: Text
    sources: list[SourceRef] = Field(min_length=1)
    registration: list[Registration]
    status: Literal["recruiting", "not-yet-recruiting", "active", "completed", "suspended", "withdrawn", "unknown"]
    status_date: Optional[Month] = None
    status_detail: Optional[Text] = None
    planned: Optional[Count] = None
    design: Text
    controlled: Literal["yes", "no", "unknown"]
    control: Optional[Text] = None
    cells: CellRef
    cells_detail: Optional[Text] = None
    conditions: list[ConditionRef] = Field(min_length=1)
    routes: list[RouteRef] = []
    dose: Optional[Text] = None
    country: Optional[Text] = None
    completion: Optional[Month] = None
    who_can_join: Optional[Text] = None
    who_cannot_join: Optional[Text] = None
    note: Optional[Text] = None
    checked: Month


class Finding(Record):
    """One thing known, or known not to be known, with the figures that pages call for."""

    topic: Literal[
        "natural-course", "imaging", "placebo", "cells-evidence", "cord-evidence", "safety", "care", "surgery", "burden",
        "mechanism", "law", "market", "product", "measurement", "red-flags", "money", "unknown", "travel",
    ]
    statement: Text
    values: list[Value] = []
    cells: Optional[Literal["cord", "other", "both", "no-cells"]] = None
    certainty: Optional[Certainty] = Field(None, description="empty for a convention of topic `measurement`, such as the words for sizes: nothing was measured")
    certainty_why: Text
    about: list[Subject] = []
    sources: list[SourceRef] = []
    search: Optional[ref("searches")] = None
    note: Optional[Text] = None
    would_answer: Optional[Text] = Field(None, description="for topic `unknown`: what study would answer it")
    checked: Month


class Figure(Part):
    """A figure that stands in another record: of one study, review, finding or harm, by its key there.

    In a study a key is that of an outcome, or `serious-events`; in a review it is `pooled`; `against` is the key of
    the same measure in the comparison group.
    """

    study: Optional[ref("studies")] = None
    review: Optional[ref("reviews")] = None
    finding: Optional[ref("findings")] = None
    harm: Optional[ref("harms")] = None
    key: Id
    against: Optional[Id] = Field(None, description="key of the outcome of the comparison group, of a study")
    compares: bool = Field(False, description="a figure of a review or finding that compares groups; outcomes of studies say it themselves")
    label: Optional[Text] = Field(None, description="whom or what it is about, where the record does not make it plain")


class Downgrade(Part):
    """A reason to lower certainty, by its GRADE domain."""

    domain: Literal["risk-of-bias", "inconsistency", "indirectness", "imprecision", "publication-bias"]
    by: Literal["serious", "very-serious"] = Field(description="one step or two")
    why: Text = Field(description="no digit: figures stay in their records")


class SummaryRow(Part):
    """One outcome in a table: what it rests on, how sure it is, and the words from which its sentence is made.

    People, number of studies, figures and the sentence are derived. Cord cells and other cells never share a row.
    """

    key: Optional[Id] = Field(None, description="name by which a page calls for the sentence of this row")
    outcome: Text = Field(description="what was measured, against what")
    cells: Literal["cord", "other"]
    studies: list[ref("studies")] = Field([], description="people are counted from these, each person once")
    reviews: list[ref("reviews")] = Field([], description="without `studies`: people as this one review counts them")
    subject: Text = Field(description="what was given, plural, as inside a sentence: `cord cells`")
    effect: Literal[
        "improves-a-lot", "improves", "improves-slightly", "reduces-a-lot", "reduces", "reduces-slightly", "no-difference",
        "increases-slightly", "increases", "increases-a-lot", "causes",
    ]
    what: Text = Field(description="the outcome as inside the sentence: `pain`")
    compared_with: Optional[Text] = None
    figures: list[Figure] = Field([], description="what was found with the cells")
    without: list[Figure] = Field([], description="change in comparison groups, or the natural course")
    without_unknown: Optional[Text] = Field(None, description="instead of `without`: that no such figure was found")
    documented: bool = Field(False, description="single cases show that it happens; the certainty is that of the finding")
    certainty: Certainty
    reduced: list[Downgrade] = Field([], description="why it is no higher; steps and start must give `certainty`")
    why: Optional[Text] = Field(None, description="what else a reader should know; no digit")
    finding: Optional[ref("findings")] = Field(None, description="the finding that judges the same, with the same certainty")
    search: Optional[ref("searches")] = Field(None, description="where we looked; needed where no study was found")


class Summary(Record):
    """A summary-of-findings table: one question, one row for each outcome."""

    name: Text
    people: Text
    treatment: Text
    comparator: Text
    rows: list[SummaryRow] = Field(min_length=1)
    note: Optional[Text] = None
    checked: Month


class Search(Record):
    """A search that was made: what was asked, with which words, where, when, and what came of it."""

    question: Text
    words: list[Text] = Field(min_length=1)
    where: Text
    date: Month
    limits: Text
    result: Text
    about: list[Subject] = []


# --------------------------------------------------------------------------- claims

Directness = Literal["direct", "indirect", "none", "not-applicable"]


class SaidIn(Part):
    """Where a source text says it: the number of the text and of its sentences."""

    text: Literal["000", "001", "002", "003", "004"]
    sentences: list[Annotated[int, Field(strict=True, ge=1)]] = Field(min_length=1)


class DirectnessAxes(Part):
    """How directly the best evidence speaks to the claim, on five axes.

    ``none``: there is no evidence. ``not-applicable``: the claim is not about cells at all (back pain, usual care,
    Thailand); never for what cells do.
    """

    cells: Directness
    route: Directness
    tissue: Directness
    species: Directness
    control: Directness


class Claim(Record):
    """A statement that sellers make, restated in our words, with our verdict."""

    says: Text
    said_in: list[SaidIn] = Field(min_length=1)
    kind: Literal["identity", "mechanism", "benefit", "safety", "comparison", "timing", "evidence", "suitability", "law", "logistics", "market"]
    topic: Literal[
        "cell-source", "differentiation", "signalling", "inflammation", "immune", "matrix", "nerves", "blood-vessels", "collagen",
        "young-cells", "conditions", "not-suitable", "routes", "combination", "benefits", "usual-care", "surgery", "timing",
        "lasting", "safety", "candidates", "evidence", "thailand", "cost", "future", "back-pain",
    ]
    about: list[Subject] = []
    verdict: Literal[
        "supported", "partly-supported", "borrowed", "unsupported", "overstated", "contradicted", "misleading-by-omission",
        "cannot-be-checked",
    ]
    certainty: Certainty
    directness: DirectnessAxes
    borrowed_from: Optional[Text] = None
    matter_of_fact: bool = Field(False, description="plain identity, law or logistics; the only way to `supported` without trials")
    why: Text
    would_change_our_mind: Text
    sources: list[SourceRef] = []
    contrary: Optional[SourceRef] = Field(None, description="the best contrary evidence, where there is any")
    searches: list[ref("searches")] = []
    checked: Month


# --------------------------------------------------------------------------- subject matter


class Counter(Part):
    """A point against a claim, with its sources."""

    point: Text
    sources: list[SourceRef] = Field(min_length=1)


class ShownWithCord(Part):
    """Whether it was shown with cord cells, and in what."""

    answer: Literal["yes", "partly", "no"]
    detail: Text
    sources: list[SourceRef] = []


class Mechanism(Record):
    """A way in which the cells are said to work."""

    name: Text
    also_called: list[Text] = []
    claim: Text = Field(description="what sellers say, restated")
    plain: Text = Field(description="what the words mean, for a lay reader; no figure")
    known: list[Passage] = Field(min_length=1)
    level: Literal["in-vitro", "animal", "human-biomarker", "human-clinical"]
    level_note: Optional[Text] = None
    cord: ShownWithCord
    counter: list[Counter] = []
    distance: Text = Field(description="how far this is from a benefit shown in patients")
    checked: Month


class WarningSign(Record):
    """A sign, and what to do about it."""

    sign: Text
    kind: Literal["nerves", "infection", "vessels", "reaction", "injury", "growth", "surgery", "cancer", "inflamed", "stage"] = Field(
        description="what it may be about, or whose it is: a page can tell signs of one kind together"
    )
    action: Literal["now", "today", "soon"]
    do: Text = Field(description="what to do, as an instruction")
    why: Text
    conditions: list[ConditionRef] = Field([], description="conditions whose page shows it; with `everywhere`, those whose page shows it first")
    everywhere: bool = Field(False, description="shown on every condition page")
    unfolds_for: list[ConditionRef] = Field([], description="conditions of another part of the spine, whose page lets it unfold")
    after_injection: bool = Field(False, description="shown among the signs after an injection")
    sources: list[SourceRef] = Field(min_length=1)
    note: Optional[Text] = None


class OptionPassage(Passage):
    """A passage on an option or a route that may hold for some conditions only."""

    about: list[ConditionRef] = Field(
        [], description="whom it was measured in, or whom a guideline speaks of; empty: everyone with a condition of the record"
    )


class CoursePassage(Passage):
    """A passage on how a condition goes on, which may open a group of passages."""

    heading: Optional[Text] = Field(None, description="heading on the page for this passage and those after it, where one record holds several problems; the first passage of the list then has one too")


class WithoutRecord(Passage):
    """Why a condition has no option in one family: it has no place there, or what was looked for and not found."""

    group: Literal["self", "movement", "mind", "medicine", "injection", "heat", "surgery", "trial", "prp"]
    see: Optional[ConditionRef] = Field(None, description="the condition for which such options were read")


class Condition(Record):
    """A condition for which cells are sold, or said not to work."""

    name: Text
    also_called: list[Text] = Field(min_length=1)
    said_to_respond: bool
    urgent: bool = Field(False, description="its treatment cannot wait for a decision about cells")
    plain: Text = Field(description="what it is, for a lay reader; no figure")
    how_common: list[Passage] = []
    daily_life: list[Passage] = Field(min_length=1, description="what it does to work, sleep, walking, mood and company")
    natural_history: list[CoursePassage] = Field(min_length=1)
    first_line: list[Passage] = Field(min_length=1)
    surgery: list[Passage] = []
    without_record: list[WithoutRecord] = Field([], description="why a family of options holds none for it")
    cord_evidence: list[Passage] = Field(min_length=1, description="umbilical cord cells only")
    other_evidence: list[Passage] = Field([], description="other cells, never mixed with the above")
    not_suitable: list[Passage] = []
    cell_risks: list[Passage] = Field([], description="what can go wrong with cells in this condition above all, beyond the routes")
    unknown: list[Passage] = Field(min_length=1)
    seen_by: Text = Field("doctor or physiotherapist", description="who should be asked first: `your own ...`")
    ask_first: list[Text] = Field([], description="questions for them, where the general ones do not fit")
    patient_pages: list[SourceRef] = Field([], description="where patients can read on about it, and patient bodies, the closest first")
    crisis_help: list[SourceRef] = Field([], description="who listens to somebody with thoughts of suicide, by place; needed where `daily_life` names such thoughts")
    checked: Month


class Route(Record):
    """A way in which cells are put into the body, or something added to it."""

    name: Text
    also_called: list[Text] = []
    target: Text
    how: Text
    guidance: Optional[Passage] = None
    used_for: list[ConditionRef] = []
    reaches: list[Passage] = Field([], description="whether the cells get to where the pain is thought to arise")
    cord_evidence: list[Passage] = Field(min_length=1)
    other_evidence: list[Passage] = []
    risks: list[OptionPassage] = Field(min_length=1)
    unknown: list[Passage] = Field(min_length=1)
    checked: Month


class CellSource(Record):
    """What is in the syringe: a kind of cell or product."""

    name: Text
    short: Text
    also_called: list[Text] = []
    group: Literal["cord", "other"]
    is_cord_msc: bool = Field(False, description="cultured umbilical-cord mesenchymal cells, the subject of this site")
    living_cells: Literal["yes", "some", "no", "varies"]
    from_whom: Text
    what: Text
    how_made: Optional[Text] = None
    how_to_tell: list[Passage] = Field([], description="what on paper tells it from the others")
    spine_evidence: list[Passage] = Field(min_length=1)
    status: list[Passage] = []
    checked: Month


class Rate(Part):
    """How often a harm was seen: events out of people followed, or that nobody measured it."""

    key: Optional[Id] = Field(None, description="name by which a page calls for this rate")
    text: Text = Field(description="whom it was counted in, in words; figures in the fields")
    counted: Optional[Text] = Field(None, description="what the events are and in whom, in a few words for a chart; needed where `events` of people or injections are given")
    events: Optional[Count] = None
    of: Optional[Count] = None
    percent: Optional[Percent] = None
    ratio: Optional[Number] = Field(None, description="relative risk or odds ratio, where nothing absolute was read")
    ratio_kind: Optional[Literal["RR", "OR"]] = None
    ci: Optional[tuple[Number, Number]] = None
    ci_computed: bool = Field(False, description="`ci` was computed by us from the count (exact binomial)")
    of_what: Literal["people", "injections", "vials", "discs", "experiments", "infusions", "products"] = "people"
    cells: Literal["cord", "other", "no-cells", "mixed"]
    all_cause_zero: bool = Field(False, description="zero events of any cause: an upper limit may be worked out")
    sources: list[SourceRef] = Field(min_length=1)
    note: Optional[Text] = None


class Harm(Record):
    """Something that can go wrong."""

    name: Text
    belongs_to: Literal["injection", "cells", "product", "travel", "market"]
    what_happens: Text
    rates: list[Rate] = Field([], description="empty: not measured")
    not_measured: Optional[Text] = Field(None, description="what nobody has counted")
    routes: list[RouteRef] = []
    route_note: Optional[Text] = None
    severity: Literal["life-threatening", "serious", "minor"]
    who: Text = Field(description="who is at risk")
    signs: Text = Field(description="warning signs")
    cord: Literal["seen-with-cord", "not-seen-with-cord", "not-about-cells"] = Field(
        description="whether it has been reported with an umbilical-cord product"
    )
    sources: list[SourceRef] = Field(min_length=1)
    checked: Month


class Living(Part):
    """What living with an option is like, in everyday words."""

    body: Text
    feelings: Text
    people: Text = Field(description="people, work and daily life")
    basis: Literal["sources", "general-knowledge"] = "general-knowledge"
    sources: list[SourceRef] = []


class InAid(Part):
    """An option in the overview of the decision aid: a few words each, which its passages bear out; no figure."""

    gain: Text = Field(description="what it may do, with the size in a word")
    harm: Text = Field(description="what can go wrong, the worst first")


class Alternative(Record):
    """An option: doing nothing for now, another treatment, a trial, or cord cells in a clinic. All are told in the same rows."""

    name: Text
    also_called: list[Text] = []
    group: Literal["nothing", "self", "movement", "mind", "medicine", "injection", "heat", "other", "surgery", "trial", "prp", "cord-cells"]
    what: Text = Field(description="what it involves, for the person who has it")
    works: Passage = Field(description="how it is thought to help; that nobody knows is said as well")
    benefit: list[OptionPassage] = Field(min_length=1, description="compared with what, in whom, after how long")
    certainty: Certainty
    guidelines: list[OptionPassage] = Field(min_length=1, description="what guidelines say; that none was read is said as well")
    risks: list[OptionPassage] = Field(min_length=1, description="what can go wrong, with rates where they were counted")
    time: Passage = Field(description="how long it takes, and until one can tell whether it helped")
    cost: Passage = Field(description="what kind of cost: free, low, insured, paid by oneself; no price")
    reversible: Passage = Field(description="whether one can stop, and what stays")
    living: Living
    conditions: list[ConditionRef] = Field(min_length=1)
    in_aid: Optional[InAid] = Field(None, description="stands for its family in the decision aid, which names the others of the family")
    checked: Month


class Measure(Record):
    """A scale: its range, which way is better, and the smallest change that matters to one person."""

    name: Text
    short: Text
    range: Text
    better: Literal["lower", "higher", "neither"]
    matters: Passage
    plain: Text
    checked: Month


# --------------------------------------------------------------------------- Thailand


class Dated(Record):
    """A record about law, price or a public body: it carries its age and whether it may have changed."""

    as_of: Month = Field(description="date of the newest source")
    may_have_changed: Text
    sources: list[SourceRef] = Field(min_length=1)
    note: Optional[Text] = None
    checked: Month


class Status(Dated):
    """The legal answer of today, how sure we are, and what to check."""

    question: Text
    answer: Text
    confidence: Text
    must_check: list[Text]


class Event(Dated):
    """One step in the history of the rules."""

    when: Text
    sort: Month = Field(description="for the order of the list; the earliest date that fits `when`")
    event: Text
    authority: Optional[Text] = None
    means: Text = Field(description="what it means for a patient")
    certainty: Optional[Certainty] = None


class Body(Dated):
    """A public body or accreditor, and what can be checked there."""

    name: Text
    thai_name: Optional[Text] = None
    abbreviation: Optional[Text] = None
    role: Text
    check: Text
    url: Optional[Url] = None
    hotline: Optional[Text] = None
    hotline_sources: list[SourceRef] = Field([], description="where the telephone number was read")
    from_abroad: Optional[Text] = Field(None, description="how to reach it from another country, or that no way was found")
    from_abroad_sources: list[SourceRef] = Field([], description="where that was read")
    lookup_verified: bool = False
    look_up: Optional[Text] = Field(None, description="how we know what its look-up asks and answers, while nobody of us could open it")
    type_this: Optional[Text] = Field(None, description="what to type into the look-up, or to ask on the telephone")
    good: Optional[Text] = Field(None, description="what a good answer shows")
    bad: Optional[Text] = Field(None, description="what a bad answer looks like, or one that settles nothing")
    proves: Optional[Text] = Field(None, description="what its mark proves")
    does_not_prove: Optional[Text] = None


class Mark(Dated):
    """A certificate, number or logo that a clinic may show: what it proves, and what not."""

    name: Text
    covers: Literal["clinic", "doctor", "product", "laboratory", "batch", "study", "advertisement"]
    given_by: Text
    body: Optional[ref("bodies")] = Field(None, description="the body that can be asked about it")
    proves: Text
    does_not_prove: Text
    ask: Text = Field(description="what to ask for")


class Check(Record):
    """One line of a checklist. With ``basis: inference`` it is our own advice, which pages then say."""

    topic: Literal["contract", "consent", "payment", "complication", "records", "evidence", "refund"]
    point: Text
    why: Optional[Text] = None
    basis: Literal["sources", "inference"] = "sources"
    sources: list[SourceRef] = []
    note: Optional[Text] = None
    checked: Month


class ThaiWord(Record):
    """A word to show on a telephone. ``thai`` is only what was read on a page; a word that was not found has none."""

    group: Literal["bodies", "papers", "offered", "emergency", "signs", "money"]
    english: Text
    body: Optional[ref("bodies")] = Field(None, description="for the name of a body: its Thai name is used")
    thai: Optional[Text] = Field(None, description="as the source writes it; empty, without `body`: not found")
    said: Optional[Text] = Field(None, description="how it is said, in Latin letters, only as the source writes it")
    paired: bool = Field(False, description="the source gives the English beside the Thai; otherwise the English is ours")
    sources: list[SourceRef] = []
    note: Optional[Text] = None
    checked: Month = Field(description="month in which it was read")


class Enforcement(Dated):
    """A case in which an authority acted."""

    when: Text
    sort: Month
    what: Text
    authority: Text
    penalty: Text
    about: Literal["stem-cells", "animal-cells", "cord-supply", "advertising", "other-medicines", "unlicensed-practice"]


class Price(Dated):
    """A price as advertised; never an offer, and never a price level in general."""

    what: Text
    country: Text
    for_back_or_neck: bool
    low: Optional[Number] = None
    high: Optional[Number] = None
    currency: Optional[Literal["USD", "THB"]] = None
    price_note: Optional[Text] = None
    seller: Text = Field(description="anonymised: `a clinic`, `an agent`, `a press report`")
    dated: Optional[Month] = None
    includes: Optional[Text] = None


class MarketFact(Dated):
    """Something known about the market."""

    topic: Text
    fact: Text
    values: list[Value] = []


class TravelFact(Dated):
    """Something a traveller needs to know."""

    topic: Text
    fact: Text


class ThaiTrial(Dated):
    """A Thai study or programme."""

    name: Text
    status: Text
    cells: Text
    condition: Text


# --------------------------------------------------------------------------- questions and words


class Question(Record):
    """A question to ask the clinic."""

    question: Text
    why: Text
    good_answer: Text
    bad_answer: Text
    topic: Literal["product", "law", "doctor", "procedure", "evidence", "money", "aftercare"]
    thai: Optional[Text] = None
    sources: list[SourceRef] = Field(min_length=1)
    checked: Month


class Answer(Record):
    """A question that patients ask, with a short answer."""

    topic: Literal["works", "what", "how", "safe", "thailand", "else"]
    question: Text
    answer: list[Passage] = Field(min_length=1, description="under 120 words in all, the most important thing first")
    more: list[Text] = Field([], description="pages to go on to, as paths in docs/")
    whole: bool = Field(False, description="shown whole at once, since who does not unfold it could come to harm; of the others the first passage stands open")
    checked: Month


class Term(Record):
    """A term of the glossary."""

    term: Text
    plain: Text
    also_called: list[Text] = []
    thai: Optional[Text] = None
    sources: list[SourceRef] = []
    everyday: bool = Field(False, description="its word is also an everyday one, so that pages explain it only where they call it as a term")
    excluded_from_reading: bool = Field(False, description="its words count as two syllables at most when reading grades are measured; 60 terms at most")


class ReadingGrade(Record):
    """How hard a page is to read, as measured on the built page by `make grades`; the id is the page's path with hyphens."""

    page: Text = Field(description="path of the page in docs/")
    short_answer: Optional[Number] = Field(None, description="grade of the short answer with the exclusions; empty where the page has none")
    short_answer_all: Optional[Number] = Field(None, description="the same without exclusions")
    page_grade: Number = Field(description="grade of the running text of the page with the exclusions")
    page_grade_all: Number = Field(description="the same without exclusions")
    words: Count = Field(description="words that were measured")
    measured: Month


# --------------------------------------------------------------------------- how we score ourselves


class Instrument(Record):
    """A published checklist for health information, its items in our words."""

    name: Text
    measures: Text
    items: list[Text] = Field(min_length=1)
    lowest: Count = Field(description="lowest score of one item")
    highest: Count = Field(description="highest score of one item")
    total: Literal["sum", "percent"] = Field(description="`sum` of the items, or `percent` of the points that can be had")
    parts: list[Text] = Field([], description="names of its parts, where these are scored apart")
    part_sizes: list[Count] = Field([], description="how many items each part has, in order")
    goal: Number = Field(description="the total that we aim at, for each part")
    note: Optional[Text] = None
    sources: list[SourceRef] = Field(min_length=1)


class LostPoint(Part):
    """Why an item did not get all its points."""

    item: Annotated[int, Field(strict=True, ge=1)]
    why: Text


class Rating(Record):
    """What a reader who did not write the page gave it; the total is derived."""

    instrument: ref("instruments")
    page: Text = Field(description="path of the page in docs/; `*` is every page")
    scores: list[Optional[Count]] = Field(description="one for each item in order; empty where the item does not apply")
    lost: list[LostPoint] = []
    rated: Month


# --------------------------------------------------------------------------- where each kind is kept

#: file of ``data/`` -> {key in the file (None: the file is the list itself): (kind, record type)}
FILES: dict[str, dict[Optional[str], tuple[str, type[Record]]]] = {
    "sources.yml": {None: ("sources", Source)},
    "studies.yml": {None: ("studies", Study)},
    "reviews.yml": {None: ("reviews", Review)},
    "trials.yml": {None: ("trials", Trial)},
    "findings.yml": {None: ("findings", Finding)},
    "summaries.yml": {None: ("summaries", Summary)},
    "searches.yml": {None: ("searches", Search)},
    "claims.yml": {None: ("claims", Claim)},
    "mechanisms.yml": {None: ("mechanisms", Mechanism)},
    "conditions.yml": {None: ("conditions", Condition)},
    "warning_signs.yml": {None: ("warning_signs", WarningSign)},
    "routes.yml": {None: ("routes", Route)},
    "cell_sources.yml": {None: ("cell_sources", CellSource)},
    "harms.yml": {None: ("harms", Harm)},
    "alternatives.yml": {None: ("alternatives", Alternative)},
    "measures.yml": {None: ("measures", Measure)},
    "questions.yml": {None: ("questions", Question)},
    "faq.yml": {None: ("faq", Answer)},
    "glossary.yml": {None: ("glossary", Term)},
    "reading.yml": {None: ("reading", ReadingGrade)},
    "scores.yml": {"instruments": ("instruments", Instrument), "ratings": ("ratings", Rating)},
    "thailand.yml": {
        "status": ("status", Status),
        "timeline": ("timeline", Event),
        "bodies": ("bodies", Body),
        "enforcement": ("enforcement", Enforcement),
        "prices": ("prices", Price),
        "market": ("market", MarketFact),
        "travel": ("travel", TravelFact),
        "thai_trials": ("thai_trials", ThaiTrial),
        "marks": ("marks", Mark),
        "checks": ("checks", Check),
        "thai_words": ("thai_words", ThaiWord),
    },
}

KINDS: dict[str, type[Record]] = {kind: cls for parts in FILES.values() for kind, cls in parts.values()}
