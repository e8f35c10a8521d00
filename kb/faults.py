"""One shape for every message to a contributor: ``file:line: [rule] what is wrong. Fix: …``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """Something a contributor has to mend. ``file`` is relative to the project; ``line`` counts from 1."""

    file: str
    line: int
    rule: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.rule}] {self.what.rstrip('.')}. Fix: {self.fix}"


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The word of ``valid`` most like ``word``, or the shortest that begins with it, or None where none is close."""
    known = [str(v) for v in valid]
    close = difflib.get_close_matches(str(word), known, n=1, cutoff=0.6)
    begun = sorted((v for v in known if len(str(word)) >= 4 and v.startswith(str(word))), key=len)
    return next(iter([*close, *begun]), None)


def advice(word: str, valid: Iterable[str], else_say: str) -> str:
    """A fix for an unknown word: the nearest valid one, or ``else_say`` where none is close."""
    valid = sorted(set(map(str, valid)))
    close = nearest(word, valid)
    if close:
        return f"did you mean `{close}`?"
    return f"{else_say} Valid: {', '.join(valid)}" if 0 < len(valid) <= 30 else else_say


def report(faults: Iterable[Fault]) -> str:
    """All faults, one a line, in order of file and line."""
    return "\n".join(str(fault) for fault in sorted(set(faults)))
