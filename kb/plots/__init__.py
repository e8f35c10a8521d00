"""Charts drawn at build time as accessible inline SVG, from the data alone: one function for each, in a module for each subject."""

from kb.plots import course, crowds, harms, maps, options, trials  # noqa: F401  (they register their plots)
from kb.plots.figure import PLOTS, Plot, Refused, csv_of

__all__ = ["PLOTS", "Plot", "Refused", "csv_of"]
