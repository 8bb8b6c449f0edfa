"""The figure of whose words are printed: own, quoted and paraphrased ones, by outlet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.marks.voice import VOICES
from analysis.report.charts import (
    BLUE,
    VERMILLION,
    Slots,
    clean_columns,
    empty_figure,
    name_events,
    row_axes,
    row_notes,
)
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, listing, percent
from analysis.report.outlet_rows import largest_outlets, new_rows
from analysis.report.voices import VOICE_LABELS

_VOICE_STYLES: Mapping[str, Mapping[str, Any]] = {
    "own": {"color": BLUE, "hatch": ""},
    "direct": {"color": VERMILLION, "hatch": "////", "hatchcolor": "white"},
    "paraphrase": {"color": "#8C8C8C", "hatch": "....", "hatchcolor": "white"},
}

_PLACES = {"headline": "Headlines", "text": "Text below the headline"}

TITLE = "Whose words are printed, by outlet"

_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "place": "headline, or text (body, and what stands as a block quoted by another)",
    "voice": "own (the outlet's words), direct (inside quotation marks), paraphrase",
    "words": "words printed",
    "share": "share of the outlet's words in this place",
}


@style()
def plot_voices(shares: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw the shares of own, quoted and paraphrased words, headlines apart from the text.

    Parameters
    ----------
    shares
        The frame of ``rate_voices``.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-voices``. The 40 outlets with the most words are drawn.
    """
    frame = _by_place(clean_columns(shares, "event", "outlet"))
    if not frame["words"].sum():
        sentence = "No words were counted in these articles."
        return empty_figure("fig-voices", TITLE, sentence, _COLUMNS)
    rows, frame, cut = largest_outlets(frame, "words")
    figure, names, places = new_rows(TITLE, rows, event_names, more=0.45)
    panels = figure.subplots(1, 2, sharey=True)
    row_axes(panels[0], places, [names.drawn[outlet] for outlet in rows["outlet"]])
    for axes, place in zip(panels, _PLACES, strict=True):
        _draw_shares(axes, frame[frame["place"] == place], rows, places)
        axes.set_title(_PLACES[place])
        axes.spines["left"].set_visible(False)
    panels[0].set_zorder(1)
    handles = [
        Patch(
            label=VOICE_LABELS[voice],
            facecolor=look["color"],
            hatch=look["hatch"],
            edgecolor=look.get("hatchcolor", "white"),
            linewidth=0,
        )
        for voice, look in _VOICE_STYLES.items()
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=3)
    total = int(frame["words"].sum())
    caption = (
        f"Share of the words of each outlet that are its own, stand inside quotation marks of a "
        f"report, or paraphrase what a source is reported to say or think; "
        f"{amount(total, 'word')}, {name_events(rows['event'], event_names)}. Beside each bar: "
        f"own / quoted / paraphrased words. An empty place: no words of that kind.{cut}{names.note}"
    )
    text = frame[frame["place"] == "text"].groupby("voice")["words"].sum()
    parts = [f"{int(text.get(voice, 0)):,} {VOICE_LABELS[voice]}" for voice in VOICES]
    alt = (
        f"Stacked bars of whose words are printed, one panel for headlines and one for the text, "
        f"{amount(len(rows), 'row')}. In the text of all of them together: {listing(parts)}."
    )
    return Figure("fig-voices", figure, caption, alt, frame, _COLUMNS)


def _by_place(shares: pd.DataFrame) -> pd.DataFrame:
    """Words by event, outlet, place and voice, with their share."""
    place = shares["role"].map({"headline": "headline"}).fillna("text")
    keys = ["event", "outlet", "place"]
    frame = shares.assign(place=place).groupby([*keys, "voice"])["words"].sum().reset_index()
    frame["voice"] = pd.Categorical(frame["voice"], categories=VOICES, ordered=True)
    total = frame.groupby(keys)["words"].transform("sum")
    frame["share"] = (frame["words"] / total.where(total > 0)).fillna(0.0)
    frame = frame.sort_values([*keys, "voice"]).reset_index(drop=True)
    frame["voice"] = frame["voice"].astype(str)
    return frame[list(_COLUMNS)]


def _draw_shares(axes: Axes, frame: pd.DataFrame, rows: pd.DataFrame, places: Slots) -> None:
    keyed = {
        (event, outlet, voice): (words, share)
        for event, outlet, _, voice, words, share in frame.itertuples(index=False, name=None)
    }
    notes: dict[float, str] = {}
    for height, event, outlet in zip(places.heights, rows["event"], rows["outlet"], strict=True):
        cells = [keyed.get((event, outlet, voice), (0, 0.0)) for voice in VOICES]
        if not sum(words for words, _ in cells):
            continue
        left = 0.0
        for voice, (_, share) in zip(VOICES, cells, strict=True):
            axes.barh(height, share, 0.62, left=left, linewidth=0, **_VOICE_STYLES[voice])
            left += share
        notes[height] = " / ".join(f"{words:,}" for words, _ in cells)
    row_notes(axes, list(notes), list(notes.values()))
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], [percent(tick) for tick in (0, 0.5, 1)])
