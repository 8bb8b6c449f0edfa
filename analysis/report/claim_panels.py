"""Panels of the ledger: which groups fit on a page, and where the bars of each outlet lie."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log10
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.entries import UNKNOWN
from analysis.report.numbers import number

MAX_GROUPS, MAX_OUTLETS = 8, 9
MAX_HEIGHT = 9.4
"""Inches of all panels together: one printed page."""

LANE, LINE, PAD = 0.105, 0.125, 0.085
"""Inches of a bar, of a line of values, and between the rows of two outlets."""

HEAD = 0.55
"""Inches around the rows of a panel: its title and its axis."""

VALUES_WIDTH, VALUES_LINES = 44, 4
_Shape = tuple[float | None, float | None, bool, bool, bool, bool]
"""Low, high, whether either is open, whether it is approximate, and whether in a headline."""

_ENDS = ("low", "high", "low_open", "high_open", "approx")


class Bar(NamedTuple):
    """A number of an outlet as drawn once: how often it stands there, and in which lane."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    approx: bool
    headline: bool
    times: int
    lane: int


class Row(NamedTuple):
    """An outlet's bars, the lines that print its values, and its height in inches."""

    outlet: str
    bars: Sequence[Bar]
    lines: Sequence[str]
    height: float


class Panel(NamedTuple):
    """A group as drawn: ``about`` it, its rows, its extreme figures, how many outlets are cut."""

    about: Mapping[Any, Any]
    rows: Sequence[Row]
    ends: tuple[float, float]
    cut: int

    @property
    def height(self) -> float:
        """Inches of all rows."""
        return sum(row.height for row in self.rows)


def lay_out_panels(held: pd.DataFrame) -> tuple[list[Panel], list[Panel]]:
    """Panels that fit, in order, and those left out; every event in turn gets one."""
    panels = [_panel(own) for _, own in held.groupby("key", sort=False)]
    panels.sort(key=lambda panel: panel.about["place"])
    turn: Counter[str] = Counter()
    ranked = []
    for panel in panels:
        event = str(panel.about["event"])
        turn[event] += 1
        ranked.append((turn[event], event, panel))
    ranked.sort(key=lambda each: each[:2])
    kept: list[Panel] = []
    height = 0.0
    for _, _, panel in ranked:
        height += panel.height + HEAD
        if len(kept) == MAX_GROUPS or (kept and height > MAX_HEIGHT):
            break
        kept.append(panel)
    keys = {panel.about["key"] for panel in kept}
    kept.sort(key=lambda panel: (panel.about["event"], panel.about["place"]))
    return kept, [panel for panel in panels if panel.about["key"] not in keys]


def _panel(own: pd.DataFrame) -> Panel:
    ends = [float(end) for end in (*own["low"], *own["high"]) if end is not None]
    span = min(ends), max(ends)
    sizes = own["outlet"].value_counts(sort=False)
    kept = sizes.sort_values(ascending=False, kind="stable").head(MAX_OUTLETS).index
    rows = [
        _row(str(outlet), group, span) for outlet, group in own.groupby("outlet") if outlet in kept
    ]
    rows.sort(key=lambda row: (row.outlet == UNKNOWN, *_middle(row)))
    about = own.iloc[0][["event", "group", "counts", "status", "verdict", "place", "key"]].to_dict()
    return Panel(about, rows, span, len(sizes) - len(rows))


def _middle(row: Row) -> tuple[float, str]:
    """Outlets of high figures come first."""
    figures = [end for bar in row.bars for end in (bar.low, bar.high) if end is not None]
    return -max(figures), row.outlet


def _row(outlet: str, own: pd.DataFrame, span: tuple[float, float]) -> Row:
    counts: Counter[_Shape] = Counter()
    for row in own.to_dict("records"):
        low, high, low_open, high_open, approx = (row[name] for name in _ENDS)
        counts[low, high, low_open, high_open, approx, row["role"] == "headline"] += 1
    ordered = sorted(counts, key=lambda key: (_first(key), str(key)))
    bars: list[Bar] = []
    lanes = 0
    for headline in (True, False):  # in lanes of their own
        taken: list[float] = []
        for key in (key for key in ordered if key[-1] is headline):
            start, end = _reach(key, span)
            lane = next((at for at, reached in enumerate(taken) if reached < start), len(taken))
            taken[lane : lane + 1] = [end]
            bars.append(Bar(*key, counts[key], lanes + lane))
        lanes += len(taken)
    lines = _lines(bars)
    return Row(outlet, bars, lines, max(LANE * lanes, LINE * len(lines)) + PAD)


def _first(key: _Shape) -> float:
    return (key[0] if key[0] is not None else key[1]) or 0.0


def _reach(key: _Shape, span: tuple[float, float]) -> tuple[float, float]:
    """Where a bar begins and ends, in shares of the axis, with some air."""
    low, high = (None if end is None else _share(float(end), span) for end in key[:2])
    start = low if low is not None else (high or 0.0) - 0.07
    end = high if high is not None else (low or 0.0) + 0.07
    return start - 0.018, end + 0.018


def _share(value: float, span: tuple[float, float]) -> float:
    """A place on the axis as `scale_axis` will scale it, in 0 to 1."""
    low, high = span
    if low > 0 and high / low > 100:
        return log10(value / low) / log10(high / low) if high > low else 0.5
    return value / high if high > 0 else 0.0


def _lines(bars: Sequence[Bar]) -> list[str]:
    """The values of an outlet as text, those of headlines on lines of their own."""
    lines: list[str] = []
    for headline, glyph in ((True, "◆"), (False, "●")):
        values = [_value(bar) for bar in bars if bar.headline is headline]
        line = glyph
        for at, value in enumerate(values):
            piece = f"{' ' if line == glyph else ',  '}{value}"
            if len(line) + len(piece) > VALUES_WIDTH:
                lines.append(f"{line},")
                line, piece = "    ", value
            line += piece
            if at == len(values) - 1:
                lines.append(line)
    if len(lines) > VALUES_LINES:
        return [*lines[: VALUES_LINES - 1], f"    and more, {len(bars)} in all"]
    return lines


def _value(bar: Bar) -> str:
    about, times = "≈ " if bar.approx else "", f" ×{bar.times}" if bar.times > 1 else ""
    if bar.low is None or bar.high is None:
        low = bar.low is not None
        is_open = bar.low_open if low else bar.high_open
        sign = {(True, True): ">", (True, False): "≥", (False, True): "<", (False, False): "≤"}
        end = bar.low if bar.low is not None else bar.high
        return f"{sign[low, is_open]} {about}{number(end or 0)}{times}"
    if bar.low == bar.high:
        return f"{about}{number(bar.low)}{times}"
    return f"{about}{number(bar.low)}–{number(bar.high)}{times}"
