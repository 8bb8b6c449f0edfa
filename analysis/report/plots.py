"""All figures, one ``plot_*`` function each: frames in, :class:`Figure` out.

The measures' modules hold the drawing; this one is where notebooks import from.
"""

from analysis.report.plots_coverage import plot_coverage
from analysis.report.plots_hedging import plot_hedge_categories, plot_hedge_rates, plot_hedge_roles
from analysis.report.plots_numbers import plot_numbers
from analysis.report.plots_similarity import plot_similarity
from analysis.report.plots_timeline import plot_timeline

__all__ = [
    "plot_coverage",
    "plot_hedge_categories",
    "plot_hedge_rates",
    "plot_hedge_roles",
    "plot_numbers",
    "plot_similarity",
    "plot_timeline",
]
