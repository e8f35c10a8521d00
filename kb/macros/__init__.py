"""The vocabulary of a page: thin adapters from a call in Markdown to :mod:`kb.view` and the templates.

Every macro is a function ``(view, …)`` whose first line of documentation is shown to contributors, together with
its ``Example:`` line, which the contributor page runs. A call that asks for something that is not there raises
:class:`Mistake`, which names what is valid. A macro is added in the module that it fits, with ``@macro``.
"""

from kb.macros.calls import Drawn, call, draw, fault_of, run
from kb.macros.conditions import cell_harms, page_for, talk_it_over
from kb.macros.evidence import diagram, plot
from kb.macros.options import options_checked, options_compared, options_in
from kb.macros.records import cite, figures_of, sources, table
from kb.macros.reference import macro_reference
from kb.macros.registry import MACROS, PAGE_MACROS, Mistake, example_of, macro, summary_of
from kb.macros.sheets import pdf_of, words_to_show
from kb.macros.summaries import evidence_gaps, evidence_matrix, figure_text, in_words, summary_of_findings, summary_rows

__all__ = ["Drawn", "MACROS", "PAGE_MACROS", "Mistake", "call", "cell_harms", "cite", "diagram", "draw", "evidence_gaps", "evidence_matrix", "example_of", "fault_of", "figure_text", "figures_of", "in_words", "macro", "macro_reference", "options_checked", "options_compared", "options_in", "pdf_of", "plot", "run", "sources", "summary_of", "summary_of_findings", "summary_rows", "table", "talk_it_over", "words_to_show"]
