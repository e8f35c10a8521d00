"""One mend of the search that the theme ships, in the built site.

The theme searches with lunr, which stores the words of the site as a graph and shares parts of it that are alike. It tells
parts alike by a text of labels and numbers set side by side (``TokenSet.toString``): a label ``1`` that leads to part 23
reads like a label ``12`` that leads to part 3. With many figures among the words, parts that differ are shared, words arise
that no page has, and a search for anything that begins like one of them finds nothing. A comma after each number keeps
them apart.
"""

from __future__ import annotations

from pathlib import Path

from kb.faults import Fault

WORKERS = Path("assets/javascripts/workers")
AS_SHIPPED, MENDED = "e=e+s+o.id}return e}", 'e=e+s+o.id+","}return e}'


def mend(built: Path) -> list[Fault]:
    """Mends the search of the site in ``built``; a fault where the theme ships another one than we know."""
    faults = []
    for worker in sorted((built / WORKERS).glob("search.*.min.js")):
        text = worker.read_text(encoding="utf-8")
        if text.count(AS_SHIPPED) == 1:
            worker.write_text(text.replace(AS_SHIPPED, MENDED), encoding="utf-8")
        elif MENDED not in text:
            shown = f"build/site/{worker.relative_to(built).as_posix()}"
            faults.append(Fault(shown, 1, "search-worker", "the search of the theme is not the one that kb/search.py mends", "look how lunr's TokenSet.toString joins labels and numbers now; mend it there, or remove kb/search.py if the theme has."))
    return faults
