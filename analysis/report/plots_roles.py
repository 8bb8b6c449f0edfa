"""Hedges by voice, and by place in the article: a panel for each voice, or each role."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, MaxNLocator

from analysis.corpus.entries import TEXT_ROLES
from analysis.report.charts import (
    BLUE,
    GREY,
    ROLE_STYLES,
    VERMILLION,
    Names,
    Slots,
    clean_columns,
    empty_figure,
    name_events,
    row_axes,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing
from analysis.report.outlet_rows import largest_outlets, new_rows
from analysis.report.plots_hedging import (
    FEW_WORDS,
    RATE,
    RATE_COLUMNS,
    extent,
)
from analysis.report.voices import VOICE_LABELS, own_rows

VOICE_STYLES = {"own": (BLUE, ""), "direct": (VERMILLION, "////"), "paraphrase": (GREY, "....")}
"""Colour and hatch of every voice."""

_LONGER: Any = {"color": GREY, "marker": ">", "linestyle": "", "markersize": 4.5}
_WITH_LABEL = {1: 1.35, 2: 1.75, 3: 2.15}
"""How far the axis goes beyond the longest bar, by number of panels, so that labels have room."""

_NO_RANGES = ("low", "high", "left_out_low", "left_out_high")


class _Split(NamedTuple):
    """What the panels stand for: a column, its values in order with their names, their looks."""

    id: str
    title: str
    column: str
    names: Mapping[str, str]
    looks: Mapping[str, tuple[str, str]]

    @property
    def columns(self) -> dict[str, str]:
        """Columns of the figure's data."""
        other = {"role": "", "voice": "role"}[self.column]
        return {k: about for k, about in RATE_COLUMNS.items() if k not in (*_NO_RANGES, other)}


_VOICES = _Split(
    "fig-hedge-voices", "Hedges per 1,000 words, by outlet and voice", "voice", VOICE_LABELS,
    VOICE_STYLES,
)  # fmt: skip
_ROLES = _Split(
    "fig-hedge-roles", "Hedges per 1,000 of the outlets’ own words, by place in the article",
    "role", {role: role for role in TEXT_ROLES}, ROLE_STYLES,
)  # fmt: skip


def plot_hedge_voices(rates: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw hedges per 1,000 words by outlet, one panel for each voice.

    Rates that rest on fewer than 100 words are drawn hollow; the axis is scaled to the others, and
    a hollow bar longer than the longest of these is cut short and marked.

    Parameters
    ----------
    rates
        One row per event, outlet and voice, as ``rate_hedges`` returns it for
        ``by=("event", "outlet", "voice")``.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-voices``. The 40 outlets with the most words are drawn.
    """
    about = (
        "Hedges per 1,000 words, separately for the outlets’ own words, words inside quotation "
        "marks and words that paraphrase a source"
    )
    return _draw_split(rates, _VOICES, about, event_names)


def plot_hedge_roles(rates: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw hedges per 1,000 of the outlets' own words, one panel for each role these have.

    Parameters
    ----------
    rates
        One row per event, outlet, role and voice, as ``rate_hedges`` returns it; only the outlets'
        own voice is drawn.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-roles``, drawn as ``plot_hedge_voices`` does.
    """
    about = (
        "Hedges per 1,000 of the outlets’ own words, separately for headlines, body and blocks "
        "quoted from another publisher (whose own words these are)"
    )
    return _draw_split(own_rows(rates), _ROLES, about, event_names)


@style()
def _draw_split(
    rates: pd.DataFrame, split: _Split, about: str, event_names: Mapping[str, str] | None
) -> Figure:
    frame = clean_columns(rates[rates["words"] > 0], "event", "outlet")
    if frame.empty:
        sentence = "No words were counted in these articles."
        return empty_figure(split.id, split.title, sentence, split.columns)
    rows, frame, cut = largest_outlets(frame, "words")
    frame = frame.reindex(columns=list(split.columns))
    kinds = [kind for kind in split.names if kind in set(frame[split.column])]
    few = bool((frame["words"] < FEW_WORDS).any())
    figure, names, places = new_rows(split.title, rows, event_names, more=0.4 if few else 0.2)
    past = _draw_panels(figure, frame, split, kinds, rows, names, places)
    if few:
        figure.legend(handles=_key(past), loc="outside lower left", ncols=2)
    caption = (
        f"{about}; {extent(frame)}, {name_events(rows['event'], event_names)}. At the end of "
        f"each bar: the rate, and in brackets hedges / words. An empty place: no words of that "
        f"kind.{_few_note(past) if few else ''}{cut}{names.note}"
    )
    alt = (
        f"Bar charts of {RATE} by outlet, one panel each for "
        f"{listing([split.names[kind] for kind in kinds])}, where the highest rate "
        f"{_best(frame, split)}."
    )
    return Figure(split.id, figure, caption, alt, frame, split.columns)


def _draw_panels(
    figure: matplotlib.figure.Figure,
    frame: pd.DataFrame,
    split: _Split,
    kinds: Sequence[str],
    rows: pd.DataFrame,
    names: Names,
    places: Slots,
) -> bool:
    # Returns whether a bar is cut short.
    panels = figure.subplots(1, len(kinds), sharex=True, sharey=True, squeeze=False)[0]
    keys = zip(rows["event"], rows["outlet"], strict=True)
    height_of = dict(zip(keys, places.heights, strict=True))
    labels = [names.drawn[outlet] for outlet in rows["outlet"]]
    sure = frame.loc[frame["words"] >= FEW_WORDS, "per_1000_words"]
    end = float((frame["per_1000_words"] if sure.empty else sure).max()) * 1.04 or 1.0
    for axes, kind in zip(panels, kinds, strict=True):
        shown = frame[frame[split.column] == kind]
        heights = [height_of[key] for key in zip(shown["event"], shown["outlet"], strict=True)]
        row_axes(axes, places if axes is panels[0] else places._replace(headings=[]), labels)
        _draw_bars(axes, heights, shown, split.looks[kind], end)
        axes.set_title(split.names[kind])
        axes.grid(axis="x")
        axes.set_xlabel("per 1,000 words")
        ticks = MaxNLocator(3).tick_values(0, end)
        axes.xaxis.set_major_locator(FixedLocator([tick for tick in ticks if tick <= end]))
    panels[0].set_xlim(0, end * _WITH_LABEL[len(kinds)])
    panels[0].set_zorder(1)  # the events' headings run on over the next panel
    return bool((frame["per_1000_words"] > end).any())


def _draw_bars(
    axes: Axes, heights: Sequence[float], rows: pd.DataFrame, look_of: tuple[str, str], end: float
) -> None:
    colour, hatch = look_of
    labels = [_counted(row) for _, row in rows.iterrows()]
    values = (rows["per_1000_words"], rows["words"])
    for height, rate, words, label in zip(heights, *values, labels, strict=True):
        look: Any = {"color": colour, "hatch": hatch, "hatchcolor": "white", "linewidth": 0}
        if words < FEW_WORDS:
            look = {"facecolor": "white", "edgecolor": colour, "linewidth": 1}
        axes.barh(height, min(rate, end), 0.62, **look)
        if rate > end:
            axes.plot(end, height, **_LONGER | {"color": colour}, clip_on=False)
        axes.annotate(
            label, (min(rate, end), height), (9 if rate > end else 4, 0),
            textcoords="offset points", va="center_baseline", size=SMALL_TEXT_SIZE, color=GREY,
        )  # fmt: skip


def _counted(row: pd.Series) -> str:
    return f"{row['per_1000_words']:.1f} ({row['hedges']:,} / {row['words']:,})"


def _key(past: bool) -> list[Patch | Line2D]:
    hollow = Patch(facecolor="white", edgecolor=GREY, label=f"fewer than {FEW_WORDS} words")
    longer = Line2D([], [], label="longer than drawn", **_LONGER)
    return [hollow, longer] if past else [hollow]


def _few_note(past: bool) -> str:
    note = (
        f" Hollow bars rest on fewer than {FEW_WORDS} words, where a single hedge moves the rate "
        f"by more than {1000 // FEW_WORDS}: not to be compared with the others."
    )
    longer = " The axis is scaled to the other bars; an arrowhead marks a bar that is longer."
    return note + longer if past else note


def _best(frame: pd.DataFrame, split: _Split) -> str:
    sure = frame[frame["words"] >= FEW_WORDS]
    ranked = (frame if sure.empty else sure).sort_values(
        ["per_1000_words", "outlet"], ascending=[False, True]
    )
    best = ranked.iloc[0]
    resting = f"resting on {FEW_WORDS} words or more " if 0 < len(sure) < len(frame) else ""
    kind = split.names[str(best[split.column])]
    return (
        f"{resting}is {best['per_1000_words']:.1f} "
        f"({best['outlet']}, {kind}, {amount(best['hedges'], 'hedge')} in "
        f"{amount(best['words'], 'word')})"
    )
