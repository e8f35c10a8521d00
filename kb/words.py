"""How things are said: labels of every vocabulary, sentence stems of certainty, figures and dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Label:
    """A word of a vocabulary as readers meet it. ``mark`` is a shape, so that colour is never the only carrier."""

    text: str
    mark: str
    meaning: str


VERDICTS = {
    "supported": Label("Supported", "●", "Good direct evidence says so, or it is a plain matter of fact."),
    "partly-supported": Label("Partly supported", "◐", "True in part, or shown directly but with low certainty."),
    "borrowed": Label("Borrowed", "⇄", "Evidence exists, but for other cells, another route, tissue or disease, or in animals."),
    "unsupported": Label("Unsupported", "○", "We looked on a stated date and found no evidence."),
    "overstated": Label("Overstated", "▲", "The direction may be right; the size or the certainty is inflated."),
    "contradicted": Label("Contradicted", "✕", "Better evidence says otherwise."),
    "misleading-by-omission": Label("Misleading by omission", "◔", "True as far as it goes; something that matters is left out."),
    "cannot-be-checked": Label("Cannot be checked", "?", "Too vague, or it rests on figures that nobody outside can see."),
}

#: the highest grade of reading that we allow ourselves, and how many terms may be excluded
READING_GOALS = {"short answer": 7.0, "page": 9.0}
READING_EXCLUSIONS = 60

CERTAINTY = {
    "high": Label("High certainty", "●●●●", "Further research is very unlikely to change this."),
    "moderate": Label("Moderate certainty", "●●●○", "Further research may change this."),
    "low": Label("Low certainty", "●●○○", "Further research is likely to change this."),
    "very-low": Label("Very low certainty", "●○○○", "We are very unsure of this."),
    "none": Label("No result found", "○○○○", "No study that could answer this was found, or none whose result could be read."),
}

#: the same where studies did measure it, for the tooltip
UNREAD = Label("No result found", "○○○○", "Measured, but no result was published or could be read.")
#: the same where people had the treatment and nobody who did not was compared with them
UNCOMPARED = Label("No comparison found", "○○○○", "People were treated, but we could read no result that compares them with others who were not.")


@dataclass(frozen=True)
class Effect:
    """A direction and a size as a verb. ``asked`` is the bare question, for sentences that can give no size."""

    verb: str
    asked: str


#: direction and size of an effect; subjects are plural, so that one form of the verb fits every stem
EFFECTS = {
    "improves-a-lot": Effect("improve {what} a lot", "improve {what}"),
    "improves": Effect("improve {what}", "improve {what}"),
    "improves-slightly": Effect("improve {what} slightly", "improve {what}"),
    "reduces-a-lot": Effect("reduce {what} a lot", "reduce {what}"),
    "reduces": Effect("reduce {what}", "reduce {what}"),
    "reduces-slightly": Effect("reduce {what} slightly", "reduce {what}"),
    "no-difference": Effect("make little or no difference to {what}", "make a difference to {what}"),
    "increases-slightly": Effect("increase {what} slightly", "increase {what}"),
    "increases": Effect("increase {what}", "increase {what}"),
    "increases-a-lot": Effect("increase {what} a lot", "increase {what}"),
    "causes": Effect("cause {what}", "cause {what}"),
}

#: types of slipped disc, by the key of their figures in ``herniation-shrinkage-by-type``: name, and what it is; from the
#: least to the most that has left its place
HERNIATIONS = {
    "bulge": ("Bulge", "the disc stands out a little, all along its edge"),
    "protrusion": ("Protrusion", "a part is pushed out on a broad base"),
    "extrusion": ("Extrusion", "the centre has come through the ring"),
    "sequestration": ("Sequestration", "a piece has broken off"),
}

#: certainty -> how a sentence about an effect is built (after the GRADE guidance on wording). Very low certainty and
#: none give no size and no direction as a finding: they only say what was asked.
STEMS = {
    "high": "{subject} {verb}",
    "moderate": "{subject} probably {verb}",
    "low": "{subject} may {verb}",
    "very-low": "the evidence is very uncertain about whether {subject} {asked}",
    "none": "no study has measured whether {subject} {asked}",
}
#: for certainty `none` where studies measured it, but what came out was not published or could not be read
UNREAD_STEM = "no result that we could read shows whether {subject} {asked}"

VERIFIED = {
    "full-text": "full text read",
    "abstract": "short summary (abstract) read",
    "official-page": "official or original page read",
    "secondary": "read second-hand, on another page that describes it",
    "unverified": "not verified",
}

SOURCE_KINDS = {
    "rct": "randomised trial",
    "single-arm-trial": "trial without a comparison group",
    "cohort": "cohort study",
    "case-series": "case series",
    "case-report": "case report",
    "systematic-review": "systematic review",
    "meta-analysis": "systematic review with pooled figures",
    "narrative-review": "narrative review",
    "guideline": "guideline",
    "position-statement": "position statement",
    "regulator-notice": "notice of a regulator",
    "law": "law or court decision",
    "registry-entry": "entry in a trial register",
    "animal-study": "animal study",
    "in-vitro-study": "laboratory study",
    "report": "report",
    "news": "news report",
    "dataset": "data set",
    "company-statement": "statement of a company",
    "seller-page": "page of a seller, anonymised",
}

DESIGNS = {
    "rct": "randomised trial",
    "controlled-not-randomised": "comparison, not randomised",
    "cohort": "group followed over time",
    "single-arm": "one group, before and after",
    "case-series": "several people described, without comparison",
    "case-report": "one or a few people described",
}

#: a caption of more words than these stands below its drawing, a shorter one beside it
MANY_WORDS = 70
#: with more studies than these a page about one condition or route lists only those with a comparison group
MANY_STUDIES = 8

CONTROLS = {
    "sham": "a dummy procedure",
    "saline": "salt water in the disc",
    "carrier": "the liquid without cells",
    "active": "another treatment",
    "usual-care": "usual care",
    "several": "more than one",
    "none": "none",
    "unknown": "not stated",
}

#: arms of a trial as the drawings call them, where their id is a word of the trade
ARMS = {"sham": "Dummy", "carrier": "Liquid alone", "saline": "Salt water", "graft": "Disc tissue"}
BLINDING = {"double-blind": "double-blind", "single-blind": "single-blind", "open-label": "not blinded", "unknown": "not stated"}
#: whose cells were given, behind the name of the cells
WHOSE = {"own": "their own", "donor": "of other people"}
DONORS = {"own": "the person's own", "donor": "a donor's", "not-stated": "not stated"}
REGIONS = {"lumbar": "low back", "cervical": "neck", "sacroiliac": "sacroiliac joint", "several": "several"}
PRIMARY = {"met": "met", "not-met": "not met", "unclear": "unclear", "not-defined": "none defined"}
PRIMARY_KINDS = {"between-group": "difference between groups", "within-group": "change within one group", "safety": "safety", "not-defined": "none defined"}
OUTCOME_KINDS = {"between-group": "between groups", "within-group": "before and after, one group", "safety": "safety"}
STATUSES = {
    "recruiting": "recruiting",
    "not-yet-recruiting": "not yet recruiting",
    "active": "running, no longer recruiting",
    "completed": "completed, no results found",
    "suspended": "suspended",
    "withdrawn": "withdrawn",
    "unknown": "status unknown",
}
SERIOUS = {
    "all-cause": "of any cause",
    "judged-related": "only those that the investigators judged related",
    "company-statement": "as a company stated",
    "not-reported": "not reported where we read",
}
LEVELS = {
    "in-vitro": "in the laboratory dish",
    "animal": "in animals",
    "human-biomarker": "in people, by a test result only",
    "human-clinical": "in people, by how they feel and function",
}
BELONGS = {
    "injection": "The injection",
    "cells": "The cells",
    "product": "How the product is made",
    "travel": "Travelling for it",
    "market": "The market",
}
SEVERITY = {
    "life-threatening": Label("Can be life-threatening", "▲▲▲", "It can kill or disable."),
    "serious": Label("Serious", "▲▲", "It needs treatment or leaves lasting harm."),
    "minor": Label("Usually minor", "▲", "It usually passes."),
}
CORD_SEEN = {
    "seen-with-cord": "Reported after a product from the umbilical cord",
    "not-seen-with-cord": "Not found reported after cord cells; few have been followed",
    "not-about-cells": "Does not depend on the kind of cell",
}
#: lists of signs by what to do, by the finding that holds them: the title of their box
SIGN_BOXES = {"emergency-signs": "Is it an emergency?", "signs-after-injection": "After an injection: do not wait for the clinic"}
ACTIONS = {
    "now": Label("Go now", "■", "Ambulance or emergency department, at once."),
    "today": Label("Get help today", "◆", "See or call a doctor today."),
    "soon": Label("See someone soon", "●", "Make an appointment in the next days or weeks."),
}
#: kind of a warning sign -> what it may be about; the last four are those of one illness, operation or time of life
SIGN_KINDS = {
    "vessels": "Heart, lungs, brain, blood vessels",
    "reaction": "Allergy and immune reaction",
    "infection": "Infection",
    "nerves": "Nerves and spinal cord",
    "injury": "Fall, accident, weak bones",
    "growth": "Hidden illness",
    "surgery": "After an operation",
    "cancer": "Cancer, now or before",
    "inflamed": "Inflamed spine",
    "stage": "Pregnancy, and a growing spine",
}
GROUPS = {
    "nothing": "Nothing for now",
    "self": "What you do yourself, and simple care",
    "movement": "Exercise and physiotherapy",
    "mind": "Psychological or team care",
    "medicine": "Medicines and specialist care",
    "injection": "Steroid injections",
    "heat": "Heat or current",
    "other": "Other treatments",
    "surgery": "Operations",
    "trial": "A registered trial",
    "prp": "Platelet-rich plasma",
    "cord-cells": "Cord cells in a clinic",
}
#: families that come into question when the first steps do not help; on the page of a condition they unfold
LATER_GROUPS = ("injection", "heat", "surgery")
QUESTION_TOPICS = {
    "product": "The product",
    "law": "The law",
    "doctor": "Who treats you",
    "procedure": "The procedure",
    "evidence": "The evidence",
    "money": "Money",
    "aftercare": "Afterwards",
}
CLAIM_TOPICS = {
    "back-pain": "Back pain itself",
    "cell-source": "What the cells are and where they come from",
    "differentiation": "Turning into new tissue",
    "signalling": "Signals and growth factors",
    "inflammation": "Calming inflammation",
    "immune": "Steering the immune system",
    "matrix": "Rebuilding and rehydrating the disc",
    "nerves": "Nerves",
    "blood-vessels": "Blood vessels and blood flow",
    "collagen": "Collagen and connective tissue",
    "young-cells": "Young cells",
    "conditions": "Conditions said to benefit",
    "not-suitable": "Conditions said not to respond",
    "candidates": "Who is said to be suitable",
    "routes": "How the cells are given",
    "combination": "Combined or repeated treatment",
    "benefits": "Benefits",
    "usual-care": "Compared with usual care",
    "surgery": "Compared with surgery",
    "timing": "How soon it is said to work",
    "lasting": "How long it is said to last",
    "safety": "Safety",
    "evidence": "What studies are said to show",
    "thailand": "Thailand",
    "cost": "Cost",
    "future": "The future",
}
CLAIM_KINDS = {
    "identity": "what something is",
    "mechanism": "how it works",
    "benefit": "benefit",
    "safety": "safety",
    "comparison": "comparison",
    "timing": "timing",
    "evidence": "what studies show",
    "suitability": "who is suitable",
    "law": "law",
    "logistics": "logistics",
    "market": "market",
}
AXES = {"cells": "same cells", "route": "same route", "tissue": "same tissue", "species": "in people", "control": "with a comparison group"}
DIRECTNESS = {"direct": ("✓", "yes"), "indirect": ("≈", "not directly"), "none": ("–", "no evidence"), "not-applicable": ("·", "does not apply")}

GRADE_DOMAINS = {
    "risk-of-bias": Label("Risk of bias", "B", "No comparison group, no blinding, or people lost on the way."),
    "inconsistency": Label("Studies disagree", "D", "Results differ, and nobody can say why."),
    "indirectness": Label("Not the same question", "I", "Other people, cells, places of injection or measures than those asked about."),
    "imprecision": Label("Too few people", "P", "So few people that chance alone could explain the result."),
    "publication-bias": Label("Results missing", "M", "Results that were measured have not come out, or only the good ones have."),
}
GRADE_STEPS = {"serious": "one step down", "very-serious": "two steps down"}
EVIDENCE = {
    "compared": "compared with people without the cells",
    "before-after": "no comparison group",
    "cases": "single cases, which show that it happens and not how often",
    "unread": "measured, but no result that we could read",
    "none": "not measured",
}

#: the same in the few words that fit beside the name of an outcome
EVIDENCE_SHORT = {
    "compared": "compared",
    "before-after": "not compared",
    "cases": "single cases",
    "unread": "result not seen",
    "none": "not measured",
}

_MONTHS = "January February March April May June July August September October November December".split()

UNITS = {
    "percent": ("%", "%"),
    "people": (" person", " people"),
    "points-of-100": (" of 100 points", " of 100 points"),
    "points-of-10": (" of 10 points", " of 10 points"),
    "points-of-24": (" of 24 points", " of 24 points"),
    "points-of-50": (" of 50 points", " of 50 points"),
    "mm": " mm",
    "usd": " US dollars",
    "thb": " baht",
    "ratio": "",
    "count": "",
    "million-people": " million people",
    "million-cells": " million cells",
    "per-100000": " per 100,000 people",
    "per-1000": " per 1,000",
    "months": (" month", " months"),
    "weeks": (" week", " weeks"),
    "days": (" day", " days"),
    "hours": (" hour", " hours"),
    "minutes": (" minute", " minutes"),
    "years": (" year", " years"),
    "discs": (" disc", " discs"),
    "operations": (" operation", " operations"),
    "studies": (" study", " studies"),
    "trials": (" trial", " trials"),
    "cases": (" case", " cases"),
    "countries": (" country", " countries"),
    "injections": (" injection", " injections"),
}


def statement(certainty: str, effect: str, subject: str, what: str, compared_with: str | None = None, unread: bool = False) -> str:
    """A sentence on an effect whose wording follows from its certainty.

    ``effect`` is a word of :data:`EFFECTS`; ``subject`` is plural; ``unread`` says that studies measured it without a
    result that could be read, which matters for certainty `none` only.
    """
    stem = UNREAD_STEM if certainty == "none" and unread else STEMS[certainty]
    verb = EFFECTS[effect]
    text = stem.format(subject=subject, verb=verb.verb.format(what=what), asked=verb.asked.format(what=what))
    text += f", compared with {compared_with}" if compared_with else ""
    return text[0].upper() + text[1:] + "."


#: how reviewers of back pain call an average difference between two groups, in points of 100: small up to the first, medium up to the second
#: (Karlsson and others 2020, table 1: under 10% of the scale, 10 to 20%, over 20%)
SIZES = (10, 20)


def size(points: float) -> str:
    """How large a difference between two groups is, in points of 100: ``small``, ``medium``, ``large``."""
    small, medium = SIZES
    return "small" if abs(points) < small else "medium" if abs(points) <= medium else "large"


def aside(sources: int, noted: bool) -> str:
    """What a button over sources and a note promises: ``4 sources``, ``1 source and a note``, ``a note``."""
    counted = f"{sources} source{'' if sources == 1 else 's'}" if sources else ""
    return " and ".join(filter(None, [counted, "a note" if noted else ""]))


def alike(records: Iterable[Any], field: str) -> list[tuple[Any, list[Any]]]:
    """The records grouped by what they hold in ``field``, in the order in which each value stands first."""
    groups: dict[Any, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return list(groups.items())


def how_read(ways: Iterable[str]) -> str:
    """How several sources were read (values of :attr:`kb.model.Source.verified`), each way named once, in order."""
    return "; ".join(VERIFIED[way] for way in dict.fromkeys(ways))


def number(value: float) -> str:
    """A number as readers see it: thousands with commas, no needless decimals, a true minus sign."""
    text = f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
    return text.replace("-", "−")


def stopped(text: str) -> str:
    """A text with a full stop at its end, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!")) else text + "."


_NAMES = {"thailand": "Thailand", "thai": "Thai", "uk": "UK", "usa": "USA", "eu": "EU", "australia": "Australia", "canada": "Canada", "north america": "North America", "cdc": "CDC", "jci": "JCI"}


def topic(text: str) -> str:
    """A topic of a record as a heading: ``emergency-thailand`` -> ``Emergency, Thailand``."""
    words = text.replace("-", " ")
    for plain, name in _NAMES.items():
        words = re.sub(rf"(?<=\w) {plain}\b", f", {name}", words)
        words = re.sub(rf"^{plain}\b", name, words)
    words = words.replace(" in, ", " in ")
    return words[0].upper() + words[1:]


_THAI = re.compile(r"[\u0e00-\u0e7f]+(?:[ /]+[\u0e00-\u0e7f]+)*")


def with_thai(text: str | None) -> Markup | None:
    """A text in which each run of Thai letters is marked as Thai, so that screen readers and browsers know it."""
    if not text:
        return None
    return Markup(_THAI.sub(lambda run: f'<span lang="th">{run[0]}</span>', str(escape(text))))


def with_short_numbers(text: str) -> Markup:
    """A text in which each emergency number, three or four digits after ``call``, stands out."""
    return Markup(re.sub(r"(?<=\bcall )\d{3,4}\b", r"<strong>\g<0></strong>", str(escape(text))))


def with_unit(value: float, unit: str) -> str:
    """A number with its unit: ``30%``, ``1 month``, ``2 months``."""
    ends = UNITS[unit]
    end = ends if isinstance(ends, str) else ends[0] if abs(value) == 1 else ends[1]
    return number(value) + end


def month(text: str) -> str:
    """``2026-11`` -> ``November 2026``; ``2026-11-21`` -> ``21 November 2026``; ``2026`` -> ``2026``."""
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    name = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {name}" if len(parts) == 3 else name


def bare(name: str) -> str:
    """A name without what stands in brackets behind it: ``Cultured umbilical cord cells (UC-MSC)`` -> ``Cultured umbilical cord cells``."""
    return name.partition(" (")[0]


def sentences(text: str) -> list[str]:
    """A text as its sentences, for a list: ``Stop. Then rest.`` -> ``Stop.``, ``Then rest.``"""
    return re.split(r"(?<=[.;?]) (?=[A-Z])", text)


def stamp(may_have_changed: str, month: str) -> str:
    """The age of a fact: its month, or, for a page without a date (``Yes, no date.``), the month in which we read it."""
    return f"No date; read in {month}" if may_have_changed.startswith("Yes, no date") else f"As of {month}"


def since(may_have_changed: str) -> str:
    """Whether a fact with a date may have changed, as a sentence: ``Yes; rules change`` -> ``It may have changed since. Rules change``."""
    yes = re.match(r"Yes\b(?:, no date)?[.;,:]?\s*", may_have_changed)
    if not yes:
        return f"May have changed: {may_have_changed}"
    rest = may_have_changed[yes.end() :]
    return "It may have changed since." + (f" {rest[0].upper()}{rest[1:]}" if rest else "")


def months(count: float) -> str:
    """A follow-up in months, in years from two years on: ``24`` -> ``2 years``."""
    if count >= 24 and count % 12 == 0:
        return with_unit(count / 12, "years")
    if count < 1:
        return with_unit(round(count * 30), "days")
    return with_unit(count, "months")
