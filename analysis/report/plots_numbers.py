"""What the outlets count alike, with their numbers side by side on one axis a unit."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.compare.numbers import KINDS
from analysis.report.charts import (
    BLUE,
    Names,
    clean,
    count,
    draw_names,
    draw_text,
    empty_figure,
    events_of,
    listed,
    new_figure,
    row_axes,
    row_notes,
    slots,
)
from analysis.report.figures import Figure, style

TITLE = "Numbers for what two or more outlets count"
MAX_UNITS = 12
MAX_OUTLETS = 8
ROW, HEAD, MAX_HEIGHT = 0.2, 0.5, 8.0
"""Inches of a row, of what surrounds the rows of a unit, and of all together: one printed page."""

NOTE_WIDTH = 42
DECADES = 100
"""A unit whose values span more than this factor gets a logarithmic axis."""

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
def plot_numbers(numbers: pd.DataFrame) -> Figure:
    """Draw the numbers of units that two or more outlets of an event use as points and intervals.

    Parameters
    ----------
    numbers
        One row a number: event, kind, unit, outlet, low, high (NaN where open), approx, low_open,
        high_open, text, id. Dates, times, years, ordinals and names are left out, and so are
        counts of nothing named.

    Returns
    -------
    Figure
        ``fig-numbers``. At most 12 units and 8 outlets a unit are drawn, and no more than fill a
        page; the caption says what is left out.
    """
    shared = _shared(_measures(numbers))
    data, left_out = _shown(shared)
    if data.empty:
        sentence = "No two outlets give numbers for the same unit."
        return empty_figure("fig-numbers", TITLE, sentence, _COLUMNS)
    groups = [group for _, group in data.groupby(["event", "kind", "unit"], sort=False)]
    names = draw_names(data["outlet"], 1)
    figure = _draw_units(groups, names, len(set(data["event"])) > 1)
    caption = (
        f"{count(len(data), 'number')} by {count(data['outlet'].nunique(), 'outlet')} for "
        f"{count(len(groups), 'unit')} that two or more outlets of an event use; the same unit is "
        f"not always the same thing counted. Each unit has its own axis. At the right: the numbers "
        f"as written, up to the width of the column.{left_out}{names.note}"
    )
    alt = (
        f"Interval plot of numbers by outlet, one panel each for {count(len(groups), 'unit')}, "
        f"where the stated values are: {listed([_said(group) for group in groups], 6)}."
    )
    return Figure("fig-numbers", figure, caption, alt, data, _COLUMNS)


def _measures(numbers: pd.DataFrame) -> pd.DataFrame:
    frame = events_of(numbers)
    units = [clean(unit) for unit in numbers["unit"]]
    frame["unit"] = pd.Series(units, index=frame.index, dtype=object)
    frame["text"] = pd.Series(map(clean, numbers["text"]), index=frame.index, dtype=object)
    for end in ("low", "high"):
        # Whole numbers stay whole in the saved data: 1234567 must not become 1.23457e+06.
        ends = [_whole(value) for value in numbers[end]]
        frame[end] = pd.Series(ends, index=frame.index, dtype=object)
    named = (frame["unit"] != "") | (frame["kind"] != "count")
    stated = frame["low"].notna() | frame["high"].notna()
    return frame.loc[frame["kind"].isin(KINDS) & named & stated, list(_COLUMNS)]


def _whole(value: object) -> float | int | None:
    if value is None or pd.isna(value) or not math.isfinite(value):  # type: ignore[call-overload, arg-type]
        return None
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _shared(measures: pd.DataFrame) -> pd.DataFrame:
    keys = ["event", "kind", "unit"]
    sizes = measures.groupby(keys)["outlet"].agg(outlets="nunique", numbers="size").reset_index()
    order = ["outlets", "numbers", *keys]
    sizes = sizes[sizes["outlets"] > 1].sort_values(order, ascending=[False, False, *[True] * 3])
    # Every event in turn gets a unit, so that one event's many do not crowd out another's few.
    turns = sizes.assign(turn=sizes.groupby("event").cumcount())
    sizes = turns.sort_values(["turn", "event"]).assign(rank=range(len(sizes)))
    return measures.merge(sizes[[*keys, "rank"]], on=keys)


def _shown(shared: pd.DataFrame) -> tuple[pd.DataFrame, str]:
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
    more = shared["rank"].nunique() - len(kept)
    note = f" Left out: {count(more, 'more unit')}." if more else ""
    if cut:
        note += f" In {count(cut, 'unit')} only the {MAX_OUTLETS} outlets with the most numbers."
    data = pd.concat(kept).sort_values("event", kind="stable") if kept else shared
    return data.reindex(columns=list(_COLUMNS)).reset_index(drop=True), note


def _draw_units(
    groups: Sequence[pd.DataFrame], names: Names, several: bool
) -> matplotlib.figure.Figure:
    sizes = [group["outlet"].nunique() for group in groups]
    figure = new_figure(TITLE, 0.8 + sum(size * ROW + HEAD for size in sizes))
    ratios = [size + 0.6 for size in sizes]
    grid = figure.subplots(len(groups), 1, height_ratios=ratios, squeeze=False)[:, 0]
    for axes, group in zip(grid, groups, strict=True):
        _draw_unit(axes, group, names)
        title = draw_text(_unit_name(group), 40)
        event = draw_text(group["event"].iloc[0], 40)
        axes.set_title(f"{title} ({event})" if several else title)
    figure.legend(handles=_key(), loc="outside lower left", ncols=4, handlelength=2.4)
    return figure


def _draw_unit(axes: Axes, group: pd.DataFrame, names: Names) -> None:
    outlets = list(dict.fromkeys(group["outlet"]))
    places = slots([""] * len(outlets))
    row_axes(axes, places, [names.drawn[outlet] for outlet in outlets])
    _scale(axes, *_range(group))
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


def _said(group: pd.DataFrame) -> str:
    low, high = _range(group)
    values = f"{low:,.12g} to {high:,.12g}" if low < high else f"{low:,.12g}"
    return f"{_unit_name(group)} {values}"


def _scale(axes: Axes, low: float, high: float) -> None:
    if low > 0 and high / low > DECADES:
        pad = (high / low) ** 0.14
        axes.set_xscale("log")
        axes.set_xlim(low / pad, high * pad)
        axes.xaxis.set_major_locator(LogLocator(numticks=5))
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        pad = (high - low) * 0.14 or abs(high) / 2 or 1
        whole = low.is_integer() and high.is_integer()
        axes.set_xlim(low - pad, high + pad)
        axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], integer=whole))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _number(value)))


def _number(value: float) -> str:
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if size <= abs(value) < 1e12:
            return f"{value / size:,.6g} {word}"
    return f"{value:,.6g}"


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
