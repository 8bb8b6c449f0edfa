"""What figures with a row an outlet begin with: sums by outlet, and a figure with room for them."""

from collections.abc import Iterable, Mapping

import matplotlib.figure
import pandas as pd

from analysis.corpus.entries import UNKNOWN
from analysis.report.charts import (
    MAX_ROWS,
    Names,
    Slots,
    call_events,
    draw_names,
    largest,
    new_figure,
    slots,
)
from analysis.report.evidence import outlet_cell


def sum_by_outlet(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Return columns event, outlet and the sums of one more."""
    return frame.groupby(["event", "outlet"])[counted].sum().reset_index()


def largest_outlets(
    frame: pd.DataFrame, counted: str, limit: int = MAX_ROWS
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Keep the outlets with the most of something, by event and name.

    Returns their sums as `sum_by_outlet` does, the rows of the frame that are theirs, and the
    sentence that says so if any are left out.
    """
    rows, cut = largest(sum_by_outlet(frame, counted), counted, limit)
    rows = rows.sort_values(["event", "outlet"], ignore_index=True)
    return rows, rows[["event", "outlet"]].merge(frame, on=["event", "outlet"]), cut


def draw_outlets(outlets: Iterable[str], lines: int) -> Names:
    """Fit outlets' names into a figure, as `draw_names` does; the unknown one is called so."""
    drawn = draw_names(outlets, lines)
    return drawn._replace(drawn={name: _called(name, text) for name, text in drawn.drawn.items()})


def _called(outlet: str, drawn: str) -> str:
    return outlet_cell(outlet) if outlet == UNKNOWN else drawn


def new_rows(
    title: str,
    rows: pd.DataFrame,
    event_names: Mapping[str, str] | None,
    more: float = 0.0,
) -> tuple[matplotlib.figure.Figure, Names, Slots]:
    """Start a figure with a row an outlet; return it, the names as drawn and where they stand."""
    names = draw_outlets(rows["outlet"], 2 if len(rows) <= MAX_ROWS / 2 else 1)
    places = slots(call_events(rows["event"], event_names))
    height = 1.0 + places.total * (0.2 if names.lines() == 1 else 0.3)
    return new_figure(title, height + more), names, places
