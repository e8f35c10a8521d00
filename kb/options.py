"""An option as pages tell it: for a condition, or for readers whose condition is not known.

What happens without treatment and what was seen after cord cells come from the record of the condition, so that they
are kept in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb import ask, contrast, model


@dataclass(frozen=True)
class Told:
    """An option as it is told for a condition.

    ``benefit_of``, ``risks_of`` and ``guidelines_of`` name the conditions from which the passages are borrowed; empty
    where they hold for the condition itself. ``certainty`` is None where nothing was measured that could be more or less sure.
    ``counted``: its notes tell the counts behind shares.
    """

    option: model.Alternative
    benefit: list[model.Passage]
    benefit_of: list[str]
    guidelines: list[model.Passage]
    guidelines_of: list[str]
    risks: list[model.Passage]
    risks_of: list[str]
    certainty: str | None
    counted: bool = True

    @property
    def first(self) -> model.Passage:
        """The passage on gain that is read first: with its main figure, without the certainty that stands beside it in the row."""
        first = _with_main_figure(self.benefit[0])
        return first.model_copy(update={"certainty": None}) if first.certainty == self.certainty else first

    @property
    def first_risk(self) -> model.Passage:
        """The passage on harm that is read first, with its main figure."""
        return _with_main_figure(self.risks[0])

    @property
    def more_figures(self) -> dict[str, model.Passage]:
        """The two passages that are read first with their other figures only, by what they are about; without those that have none."""
        rest = {about: passage.model_copy(update={"compared": passage.compared[1:]}) for about, passage in (("what it does", self.benefit[0]), ("what can go wrong", self.risks[0]))}
        return {about: passage for about, passage in rest.items() if passage.compared}

    @property
    def notes(self) -> dict[str, list[str]]:
        """What stands behind the two passages that are read first, by what they are about: of whom, how it was read, who knew what they got; for a condition also what was counted."""
        found = {"what it does": self._notes(self.benefit[0]), "what can go wrong": self._notes(self.risks[0])}
        return {about: notes for about, notes in found.items() if notes}

    def _notes(self, passage: model.Passage) -> list[str]:
        counts = filter(None, map(contrast.counted, passage.compared)) if self.counted else ()
        return [*counts, *([passage.note] if passage.note else [])]


def _with_main_figure(passage: model.Passage) -> model.Passage:
    """A passage with the first of its comparisons only: one for each cell that is read first, so that readers can look from option to option."""
    return passage.model_copy(update={"compared": passage.compared[:1]})


def told(option: model.Alternative, condition: model.Condition, at_home: bool = False) -> Told:
    """An option with the passages that fit a condition.

    ``at_home``: on the page of the condition, which tells its course and its studies of cord cells in sections of their
    own; the option then tells the first of them only.
    """
    guidelines = ask.fitting(option.guidelines, condition.id)
    risks = ask.fitting(option.risks, condition.id)
    if option.group == "nothing":
        course = condition.natural_history[:1] if at_home else condition.natural_history
        return Told(option, course, [], *guidelines, *risks, course[0].certainty)
    benefit, benefit_of = ask.fitting(option.benefit, condition.id)
    if option.group == "cord-cells":
        # a trial in this very condition whose result could not be read comes before the general "not known"
        first = next((passage for passage in benefit if passage.certainty == option.certainty), option.benefit[0])
        return Told(option, [first, *(() if at_home else condition.cord_evidence)], [], *guidelines, *risks, option.certainty)
    return Told(option, benefit, benefit_of, *guidelines, *risks, _certainty(option, benefit[0]))


#: rows of an option that may rest on general knowledge, by field, as they are called inside a sentence
_ROWS = {"works": "how it is thought to help", "time": "time", "cost": "cost", "reversible": "whether it can be undone", "living": "living with it"}


def unsourced(option: model.Alternative, *left_out: str) -> list[str]:
    """The rows of an option that rest on general knowledge, except the fields ``left_out``."""
    return [name for field, name in _ROWS.items() if field not in left_out and getattr(option, field).basis == "general-knowledge"]


#: the condition of most people with lasting back pain: no cause that anyone can find
MOST_HAVE = "chronic-nonspecific-lbp"


def offered(conditions: Iterable[model.Condition]) -> set[str]:
    """Ids of the conditions that cells are sold for."""
    return {condition.id for condition in conditions if condition.said_to_respond}


def told_to_all(option: model.Alternative, conditions: set[str]) -> Told:
    """An option for readers whose condition is not known: of each kind the passage that holds for most of ``conditions``, as ids.

    The page of the options tells all of them; a reader with two dozen options before them needs the same few things of each.
    """
    benefit, guidelines, risks = (ask.widest(passages, conditions, MOST_HAVE)[:1] for passages in (option.benefit, option.guidelines, option.risks))
    certainty = option.certainty if option.group in ("nothing", "cord-cells") else _certainty(option, benefit[0])
    return Told(option, benefit, [], guidelines, [], risks, [], certainty, counted=False)


def _certainty(option: model.Alternative, first: model.Passage) -> str | None:
    """How sure an option is told to be: as sure as the passage that is read first; None where that says that no figure was read."""
    if option.certainty == "none":
        return option.certainty
    if option.group == "trial":  # what a trial will find nobody knows; other things said of it may be more or less sure
        return first.certainty
    return first.certainty or (None if first.basis == "not-found" else option.certainty)
