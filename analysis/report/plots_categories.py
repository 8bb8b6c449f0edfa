"""The figure of categories: with what kinds of words each outlet hedges."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    clean_columns,
    draw_names,
    draw_tile,
    empty_figure,
    largest,
    name_events,
    row_axes,
    row_notes,
)
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, category_label, listing
from analysis.report.outlet_rows import new_rows, sum_by_outlet
from analysis.report.voices import OWN


@style()
def plot_hedge_categories(
    categories: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Figure:
    """Draw the number of hedges by outlet and category as tiles with printed counts.

    Two counts stand in a tile: those in the outlet's own voice, and those that it quotes or
    paraphrases.

    Parameters
    ----------
    categories
        Columns event, outlet, voice, category, hedges; a missing combination counts as none.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-categories``. The 40 outlets with the most hedges are drawn.
    """
    title = "Hedges found, by outlet and category: in own words + reported"
    frame = clean_columns(categories, "event", "outlet")
    if not (total := int(frame["hedges"].sum())):
        sentence = "No hedges were found in these articles."
        return empty_figure("fig-hedge-categories", title, sentence, _CATEGORY_COLUMNS)
    rows, cut = largest(sum_by_outlet(frame, "hedges"), "hedges")
    rows = rows.sort_values(["event", "hedges", "outlet"], ascending=[True, False, True])
    own, reported = (
        _by_category(frame, rows, frame["voice"].eq(OWN) == is_own) for is_own in (True, False)
    )
    figure, names, places = new_rows(title, rows, event_names)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    _draw_tiles(axes, places.heights, own, reported)
    sums = zip(own.sum(axis=1), reported.sum(axis=1), strict=True)
    row_notes(axes, places.heights, [f"{one:,.0f} + {other:,.0f}" for one, other in sums])
    sizes = listing(
        [
            f"{category_label(str(name))} {own[name].sum():,.0f} + {reported[name].sum():,.0f}"
            for name in own
        ]
    )
    caption = (
        f"Number of hedges (counts, not rates: longer texts hold more); {amount(total, 'hedge')} "
        f"in {name_events(rows['event'], event_names)}. In each tile, and at the right for all: "
        f"those in the outlet’s own words + those quoted or paraphrased. Darker tiles hold more in "
        f"own words.{cut}{names.note}"
    )
    alt = (
        f"Table of tiles with the number of hedges by outlet and category, own words + reported, "
        f"where the categories hold: {sizes}."
    )
    keys = ["event", "outlet", "category"]
    data = _long(own, "own").merge(_long(reported, "reported"), on=keys)
    return Figure("fig-hedge-categories", figure, caption, alt, data, _CATEGORY_COLUMNS)


_CATEGORY_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "category": "category of the hedge",
    "own": "hedges in the outlet's own voice",
    "reported": "hedges that the outlet quotes or paraphrases",
}


def _long(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table.reset_index().melt(["event", "outlet"], value_name=name)


def _by_category(frame: pd.DataFrame, rows: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    # Outlets in the order of the rows; categories by their number, the most frequent first.
    keys = ["event", "outlet"]
    counted = frame.assign(hedges=frame["hedges"].where(which, 0))
    table = counted.pivot_table(
        index=keys, columns="category", values="hedges", aggfunc="sum", fill_value=0
    )
    order = frame.groupby("category")["hedges"].sum().sort_values(ascending=False, kind="stable")
    return table.loc[list(zip(rows["event"], rows["outlet"], strict=True)), order.index]


def _draw_tiles(
    axes: Axes, heights: Sequence[float], table: pd.DataFrame, others: pd.DataFrame
) -> None:
    values, further = (each.to_numpy(dtype=float) for each in (table, others))
    most = values.max() or 1.0
    for height, line, more in zip(heights, values, further, strict=True):
        for place, (value, other) in enumerate(zip(line, more, strict=True)):
            draw_tile(axes, place, height, value / most, f"{value:,.0f} + {other:,.0f}")
    axes.set_xlim(-0.5, len(table.columns) - 0.5)
    labels = [category_label(str(name)) for name in table.columns]
    drawn = draw_names(labels, width=14).drawn
    axes.set_xticks(range(len(labels)), [drawn[label] for label in labels])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
