"""The vocabulary of a page: thin adapters from a call in Markdown to :mod:`kb.view` and the templates.

Every macro is a function ``(view, …)`` whose first line of documentation is shown to contributors, together with
its ``Example:`` line, which the contributor page runs. A call that asks for something that is not there raises
:class:`Mistake`, which names what is valid. A macro is added in the module that it fits, with ``@macro``.
"""

from kb.macros.calls import Drawn, call, draw, fault_of, run
from kb.macros.evidence import diagram, plot
from kb.macros.records import cite, figures_of, sources, table
from kb.macros.reference import macro_reference
from kb.macros.registry import MACROS, PAGE_MACROS, Mistake, example_of, macro, summary_of

__all__ = ["Drawn", "MACROS", "PAGE_MACROS", "Mistake", "call", "cite", "diagram", "draw", "example_of", "fault_of", "figures_of", "macro", "macro_reference", "plot", "run", "sources", "summary_of", "table"]
