"""Which terms of the glossary stand in a text, so that a page can explain them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb import model

#: citations and lists of sources hold names, not words that the page uses
_CITED = re.compile(r'<a class="cite".*?</a>|<ul class="references.*?</ul>', re.S)
_TAG = re.compile(r"<[^>]+>")
#: what stands in brackets behind a term to tell it from others, and is no name for it
_QUALIFIERS = {"Thailand", "regulatory", "lot", "culture"}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*")


def names(term: model.Term) -> list[str]:
    """The words by which a text may call a term: its name, what stands in brackets behind it, and its abbreviations, alone where the name begins with one (``JCI accreditation``).

    ``Annulus (annulus fibrosus)`` -> ``Annulus``, ``annulus fibrosus``. Lay names explain themselves and are left out.
    """
    found = [part.strip() for part in re.split(r"[()]", term.term) if part.strip()]
    found = found[:1] + [part for part in found[1:] if part not in _QUALIFIERS and not part.startswith(("of ", "to "))]
    first = found[0].split()[0]
    alone = [first] if len(first) > 2 and _ABBREVIATION.fullmatch(first) and first != found[0] else []
    return found + alone + [name for name in term.also_called if _ABBREVIATION.fullmatch(name)]


class Finder:
    """Finds terms in texts: made once for a glossary, as texts are many and long."""

    def __init__(self, terms: Iterable[model.Term]):
        self._keys: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in terms:
            for name in () if term.everyday else names(term):
                words = tuple(self._key(word) for word in _WORD.findall(name))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, term.id))

    @staticmethod
    def _key(word: str) -> str:
        """Abbreviations keep their case, so that ``HA`` is no laugh; other words lose it, and a plural its ``s``."""
        if _ABBREVIATION.fullmatch(word):
            return word
        word = word.lower()
        return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word

    def found(self, texts: Iterable[str]) -> set[str]:
        """Ids of the terms that stand in the texts (HTML or Markdown)."""
        ids: set[str] = set()
        for text in texts:
            words = _WORD.findall(_TAG.sub(" ", _CITED.sub(" ", text)))
            keys = self._keys
            for word in set(words) - keys.keys():
                keys[word] = self._key(word)
            starts = {word for word in set(words) if keys[word] in self._by_first}
            for at, word in enumerate(words) if starts else ():
                if word in starts:
                    for wanted, id in self._by_first[keys[word]]:
                        if id not in ids and tuple(keys[w] for w in words[at : at + len(wanted)]) == wanted:
                            ids.add(id)
        return ids
