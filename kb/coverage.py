"""Coverage of the promotional texts: every sentence is mapped to the claims that it makes, or to a reason why it makes none.

The wording of the texts is no part of the project; a hash of each sentence stands in ``data/coverage.yml`` and
can be verified against the originals.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb import yamlfile
from kb.faults import Fault, advice
from kb.load import ROOT, Knowledge

#: the only reasons for a sentence to carry no claim
REASONS = ("heading", "list-opener", "question", "transition")
#: how many sentences each of the five texts has
SENTENCES = {"000": 57, "001": 55, "002": 53, "003": 86, "004": 53}
SHOWN = "data/coverage.yml"


@dataclass(frozen=True)
class State:
    """Coverage of one text: sentences in all, mapped to claims, marked with a reason."""

    text: str
    sentences: int
    mapped: int
    marked: int

    @property
    def missing(self) -> int:
        """Sentences that are neither mapped nor marked."""
        return self.sentences - self.mapped - self.marked


def fingerprint(words: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a sentence in UTF-8."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]


def check(knowledge: Knowledge, path: Path | None = None) -> tuple[list[State], list[Fault]]:
    """The state of each text, and the faults of the mapping against the claims."""
    value, lines, faults = yamlfile.read(path or ROOT / "data" / "coverage.yml", SHOWN)
    texts: dict[str, Any] = (value or {}).get("texts") or {}
    states = []
    said: dict[tuple[str, str], set[int]] = {}
    for text, total in SENTENCES.items():
        rows = texts.get(text) or []
        numbers = Counter(row.get("n") for row in rows)
        for index, row in enumerate(rows):
            faults += _row(row, text, total, numbers, lines.get(("texts", text, index), 1), knowledge)
            for id in row.get("claims") or ():
                said.setdefault((id, text), set()).add(row.get("n"))
        mapped = sum(1 for row in rows if row.get("claims"))
        marked = sum(1 for row in rows if row.get("reason") in REASONS and not row.get("claims"))
        states.append(State(text, total, mapped, marked))
        if states[-1].missing > 0:
            gone = sorted(set(range(1, total + 1)) - set(numbers))
            faults.append(Fault(SHOWN, lines.get(("texts", text), 1), "coverage", f"text {text}: {states[-1].missing} of {total} sentences are not mapped ({', '.join(map(str, gone[:10]))})", "map each to its claims, or give a reason."))
    for claim in knowledge.all("claims"):
        for place in claim.said_in:
            mapped_to = said.pop((claim.id, place.text), set())
            if mapped_to != set(place.sentences):
                shown, line = knowledge.line("claims", claim.id, ("said_in",))
                faults.append(Fault(shown, line, "coverage", f"{claim.id}: said in text {place.text}, sentences {sorted(place.sentences)}, but coverage maps {sorted(mapped_to)}", "make `said_in` and data/coverage.yml agree."))
    return states, faults


def _row(row: dict, text: str, total: int, numbers: Counter, line: int, knowledge: Knowledge) -> list[Fault]:
    found = []

    def fault(what: str, fix: str) -> None:
        found.append(Fault(SHOWN, line, "coverage", f"text {text}, sentence {row.get('n')}: {what}", fix))

    for key in row:
        if key not in ("n", "sha256", "claims", "reason"):
            fault(f"`{key}` is no field here", advice(key, ("n", "sha256", "claims", "reason"), "remove it."))
    if not isinstance(row.get("n"), int) or not 1 <= row["n"] <= total:
        fault(f"the text has sentences 1 to {total}", "correct the number.")
    elif numbers[row["n"]] > 1:
        fault("the sentence stands twice", "keep one entry.")
    if bool(row.get("claims")) == bool(row.get("reason")):
        fault("a sentence has either claims or a reason", "give one of the two.")
    if row.get("reason") and row["reason"] not in REASONS:
        fault(f"`{row['reason']}` is no reason", advice(row["reason"], REASONS, "use one of the list."))
    for id in row.get("claims") or ():
        if not knowledge.get("claims", id):
            fault(f"`{id}` is no id in claims", advice(id, knowledge.kinds["claims"], "add the claim, or correct the id."))
    return found


def verify(folder: Path, path: Path | None = None) -> list[Fault]:
    """Sentences whose hash differs from the originals in ``folder`` (its ``sentences.tsv``: text, sentence, words)."""
    value, lines, faults = yamlfile.read(path or ROOT / "data" / "coverage.yml", SHOWN)
    with open(folder / "sentences.tsv", encoding="utf-8", newline="") as handle:
        originals = {(row["text"], int(row["sentence"])): row["words"] for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)}
    for text, rows in ((value or {}).get("texts") or {}).items():
        for index, row in enumerate(rows):
            line = lines.get(("texts", text, index), 1)
            words = originals.pop((text, row.get("n")), None)
            if words is None:
                faults.append(Fault(SHOWN, line, "coverage", f"text {text} has no sentence {row.get('n')}", "correct the number."))
            elif fingerprint(words) != str(row.get("sha256")):
                faults.append(Fault(SHOWN, line, "coverage", f"text {text}, sentence {row.get('n')} reads otherwise than when it was mapped", "read it again, map it, and renew the hash."))
    faults += [Fault(SHOWN, 1, "coverage", f"text {text}, sentence {number} is not in the mapping", "add it.") for text, number in originals]
    return faults
