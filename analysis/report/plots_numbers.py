"""What the outlets count alike, with their numbers side by side on one axis a unit."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.report.charts import (
    BLUE,
    Names,
    call_events,
    clean_columns,
    draw_names,
    draw_text,
    empty_figure,
    listed,
    new_figure,
    row_axes,
    row_notes,
    scale_axis,
    slots,
)
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, outlets_in_words
from analysis.report.numbers import interval

TITLE = "Numbers for what two or more outlets count"
MAX_UNITS = 12
MAX_OUTLETS = 8
ROW, HEAD, MAX_HEIGHT = 0.2, 0.5, 8.0
"""Inches of a row, of what surrounds the rows of a unit, and of all together: one printed page."""

NOTE_WIDTH = 42
_COLUMNS = {
    "event": "event covered",
    "kind": "kind of number",
    "unit": "what is counted or measured, in the singular",
    "outlet": "outlet compared",
    "text": "the number as written",
    "low": "lower end; empty if open",
    "high": "upper end; empty if open",
    "approx": "whether the text marks it as approximate",
    "low_open": "whether the lower end itself is excluded",
    "high_open": "whether the upper end itself is excluded",
    "id": "id of the mark",
}


@style()
def plot_numbers(
    numbers: pd.DataFrame,
    groups: pd.DataFrame,
    event_names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the numbers of units that two or more outlets of an event use as points and intervals.

    Parameters
    ----------
    numbers
        One row a number, as ``number_table`` returns it.
    groups
        One row an event, kind and unit, as ``compare_numbers`` returns it for the same numbers:
        those of two known outlets or more are drawn, with all their numbers.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-numbers``. Counts come first, then measures, each kind by its number of outlets. At
        most 12 units and 8 outlets a unit are drawn, and no more than fill a page; the caption
        names what is left out.
    """
    stated = _stated(numbers)
    called = dict(zip(stated["event"], call_events(stated["event"], event_names), strict=True))
    several = len(called) > 1
    data, left_out = _shown(_shared(stated, groups), called if several else {})
    if data.empty:
        sentence = "No two outlets give numbers for the same unit."
        return empty_figure("fig-numbers", TITLE, sentence, _COLUMNS)
    units = [unit for _, unit in data.groupby(["event", "kind", "unit"], sort=False)]
    names = draw_names(data["outlet"], 1)
    figure = _draw_units(units, names, called if several else {})
    articles = numbers[numbers["id"].isin(data["id"])].drop_duplicates("article")
    caption = (
        f"{amount(len(data), 'number')} in {amount(len(articles), 'article')} by "
        f"{outlets_in_words(articles['outlet'])} for {amount(len(units), 'unit')} that two or more "
        f"outlets of an event use; the same unit is not always the same thing counted. Each unit "
        f"has its own axis; at its right end stands whether it is linear or logarithmic. At the "
        f"right: the numbers as written, up to the width of the column."
        f"{left_out}{names.note}"
    )
    said = [
        f"{_title(unit, called if several else {})} {interval(*_range(unit))}" for unit in units
    ]
    alt = (
        f"Interval plot of numbers by outlet, one panel each for {amount(len(units), 'unit')}, "
        f"where the stated values are: {listed(said, 8)}."
    )
    return Figure("fig-numbers", figure, caption, alt, data, _COLUMNS)


def _stated(numbers: pd.DataFrame) -> pd.DataFrame:
    # What has a value to draw.
    frame = clean_columns(numbers, "event", "outlet", "unit", "text")
    for end in ("low", "high"):
        # Whole numbers stay whole in the saved data: 1234567 must not become 1.23457e+06.
        ends = [_whole(value) for value in numbers[end]]
        frame[end] = pd.Series(ends, index=frame.index, dtype=object)
    return frame.loc[frame["low"].notna() | frame["high"].notna(), list(_COLUMNS)]


def _whole(value: object) -> float | int | None:
    if value is None or pd.isna(value) or not math.isfinite(value):  # type: ignore[call-overload, arg-type]
        return None
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _shared(numbers: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    # Counts first: the findings are about them.
    shared = groups[groups["outlets"] > 1]
    shared = shared.assign(measure=shared["kind"] != "count")
    order = ["measure", "outlets", "numbers", "event", "kind", "unit"]
    shared = shared.sort_values(order, ascending=[True, False, False, True, True, True])
    # Every event in turn gets a unit, so that one event's many do not crowd out another's few.
    turns = shared.assign(turn=shared.groupby(["measure", "event"]).cumcount())
    turns = turns.sort_values(["measure", "turn", "event"])
    ranks = {mark: rank for rank, ids in enumerate(turns["quantity_ids"]) for mark in ids}
    held = numbers[numbers["id"].isin(ranks)]
    return held.assign(rank=held["id"].map(ranks))


def _shown(shared: pd.DataFrame, events: Mapping[str, str]) -> tuple[pd.DataFrame, str]:
    kept: list[pd.DataFrame] = []
    height, cut = 0.0, 0
    for _, group in shared.groupby("rank"):
        sizes = group["outlet"].value_counts(sort=False).sort_index().nlargest(MAX_OUTLETS)
        height += len(sizes) * ROW + HEAD
        if len(kept) == MAX_UNITS or (kept and height > MAX_HEIGHT):
            break
        cut += group["outlet"].nunique() > len(sizes)
        held = group[group["outlet"].isin(sizes.index)]
        kept.append(held.sort_values("outlet", kind="stable"))
    note = _left_out([unit for _, unit in shared.groupby("rank")][len(kept) :], events)
    if cut:
        note += f" In {amount(cut, 'unit')} only the {MAX_OUTLETS} outlets with the most numbers."
    data = pd.concat(kept).sort_values("event", kind="stable") if kept else shared
    return data.reindex(columns=list(_COLUMNS)).reset_index(drop=True), note


def _left_out(units: Sequence[pd.DataFrame], events: Mapping[str, str]) -> str:
    left: dict[str, list[str]] = {}
    for unit in units:
        left.setdefault(events.get(str(unit["event"].iloc[0]), ""), []).append(_unit_name(unit))
    said = [listed(names, 6) + (f" ({event})" if event else "") for event, names in left.items()]
    return f" Left out for want of room: {'; '.join(said)}." if said else ""


def _draw_units(
    units: Sequence[pd.DataFrame], names: Names, events: Mapping[str, str]
) -> matplotlib.figure.Figure:
    sizes = [unit["outlet"].nunique() for unit in units]
    figure = new_figure(TITLE, 0.8 + sum(size * ROW + HEAD for size in sizes))
    ratios = [size + 0.6 for size in sizes]
    grid = figure.subplots(len(units), 1, height_ratios=ratios, squeeze=False)[:, 0]
    for axes, unit in zip(grid, units, strict=True):
        _draw_unit(axes, unit, names)
        axes.set_title(draw_text(_title(unit, events), 80))
    figure.legend(handles=_key(), loc="outside lower left", ncols=4, handlelength=2.4)
    return figure


def _draw_unit(axes: Axes, group: pd.DataFrame, names: Names) -> None:
    outlets = list(dict.fromkeys(group["outlet"]))
    places = slots([""] * len(outlets))
    row_axes(axes, places, [names.drawn[outlet] for outlet in outlets])
    scale_axis(axes, *_range(group))
    for height, outlet in zip(places.heights, outlets, strict=True):
        held = group[group["outlet"] == outlet]
        for number in held.itertuples():
            _draw_number(axes, height, number.low, number.high, bool(number.approx))
    written = [_written(group.loc[group["outlet"] == outlet, "text"]) for outlet in outlets]
    row_notes(axes, places.heights, written)
    axes.grid(axis="x")


def _draw_number(axes: Axes, y: float, low: float | None, high: float | None, approx: bool) -> None:
    if low is None or high is None:
        end: Any
        reach: int
        end, reach = (high, -18) if low is None else (low, 18)
        arrow: Any = {
            "arrowstyle": "<|-",
            "color": BLUE,
            "linewidth": 1.4,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        at, text = (end, y), (reach, 0)
        axes.annotate("", at, text, textcoords="offset points", arrowprops=arrow)
        axes.plot(end, y, "|", color=BLUE, markersize=7, markeredgewidth=1.4)
    elif low == high:
        axes.plot(low, y, **_POINT, markerfacecolor="white" if approx else BLUE)
    else:
        axes.plot([low, high], [y, y], **(_VAGUE if approx else _INTERVAL))


_POINT: Any = {"color": BLUE, "marker": "o", "linestyle": "", "markersize": 5.5}
_INTERVAL: Any = {"color": BLUE, "marker": "|", "markersize": 7, "linewidth": 1.8}
_VAGUE: Any = {"color": BLUE, "marker": "|", "markersize": 5, "linewidth": 0.8, "linestyle": ":"}


def _key() -> list[Line2D]:
    return [
        Line2D([], [], label="number", **_POINT),
        Line2D([], [], label="“about”", markerfacecolor="white", **_POINT),
        Line2D([], [], label="from – to (an arrow: open end)", **_INTERVAL),
        Line2D([], [], label="vague word", **_VAGUE),
    ]


def _range(group: pd.DataFrame) -> tuple[float, float]:
    ends = [float(end) for end in (*group["low"], *group["high"]) if end is not None]
    return min(ends), max(ends)


def _title(group: pd.DataFrame, events: Mapping[str, str]) -> str:
    # What is counted, with its event where there are several.
    event = events.get(str(group["event"].iloc[0]))
    return f"{_unit_name(group)} ({event})" if event else _unit_name(group)


def _unit_name(group: pd.DataFrame) -> str:
    unit, kind = group["unit"].iloc[0], group["kind"].iloc[0]
    return str(unit or kind)


def _written(texts: pd.Series) -> str:
    counts = Counter(draw_text(text, NOTE_WIDTH) for text in texts)
    parts = [text if n == 1 else f"{text} × {n}" for text, n in counts.items()]
    shown = parts[:1]
    for part in parts[1:]:
        if len("; ".join([*shown, part])) > NOTE_WIDTH:
            break
        shown.append(part)
    more = len(parts) - len(shown)
    return "; ".join(shown) + (f"; {more} more" if more else "")
