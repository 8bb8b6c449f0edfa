"""What the figures share: colours, names that can be drawn, rows with headings, plain phrases."""

import math
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import matplotlib.figure
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.report.figures import SMALL_TEXT_SIZE, WIDTH, Figure
from analysis.report.findings import amount, listing

# Okabe and Ito's colours that reach a contrast of 3:1 on white.
BLACK = "#000000"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
GREY = "#595959"
PALE = "#F2F2F2"
TINTS = LinearSegmentedColormap.from_list("tints", ["#F4F8FB", BLUE])
"""Tiles from none to most."""

ROLE_STYLES = {
    "headline": (BLACK, ""),
    "body": (BLUE, ""),
    "quotation": (GREEN, "////"),
    "caption": (PURPLE, "...."),
    "furniture": ("#FFFFFF", "xxxx"),
}
"""Colour and hatch of every role of a segment, in the order of legends."""

MAX_ROWS = 40
MAX_LABEL = 28

_LETTER = 0.018
"""Width of a tick's letter as a share of a panel, on average."""

_DECADES = 100
"""A unit whose values span more than this factor gets a logarithmic axis."""

_LEFT_TO_RIGHT = "\u200e"
_JOINERS = "\u200c\u200d"


class Names(NamedTuple):
    """How names from the data are drawn, and the sentence that explains the replaced ones."""

    drawn: Mapping[str, str]
    note: str

    def lines(self) -> int:
        """Lines of text in the tallest name."""
        return max((name.count("\n") + 1 for name in self.drawn.values()), default=1)


def clean(text: object, missing: str = "") -> str:
    """Put a text from the data on one line, without control and direction characters."""
    if text is None or (isinstance(text, float) and pd.isna(text)):
        return missing
    kept = (
        c if c.isspace() or c in _JOINERS or unicodedata.category(c)[0] != "C" else ""
        for c in str(text)
    )
    return " ".join("".join(kept).split()) or missing


def clip(text: str, width: int) -> str:
    """Shorten a text to a number of characters, the last of them an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def draw_names(names: Iterable[str], lines: int = 2, width: int = MAX_LABEL) -> Names:
    """Fit names into the space and the font of a figure.

    A name is wrapped to at most ``lines`` lines of ``width`` characters and then shortened. Where
    the font lacks a letter, or two names would look alike once shortened, a key such as ``[1]`` is
    drawn, and the note says what it stands for.
    """
    drawn: dict[str, str] = {}
    keys: list[str] = []
    for name in sorted(set(names)):
        short = _wrap(clean(name, "(no name)"), lines, width)
        if not is_drawable(name):
            short = f"[{len(keys) + 1}]"
            keys.append(f"{short} = {clean(name)} (not in the figure's font)")
        elif short in drawn.values():
            short = f"[{len(keys) + 1}]"
            keys.append(f"{short} = {clean(name)}")
        drawn[name] = short
    return Names(drawn, f" {'; '.join(keys)}." if keys else "")


def draw_text(text: object, width: int) -> str:
    """Fit a passage of source text into a line; letters that the font lacks become □."""
    line = "".join(c if is_drawable(c) else "□" for c in clean(text))
    return _keep_direction(clip(line, width))


def is_drawable(text: str) -> bool:
    """Whether the figures' font has every letter of a text."""
    return all(ord(c) in _letters() for c in clean(text))


@cache
def _letters() -> frozenset[int]:
    faces = (font_manager.FontProperties(family="DejaVu Sans", weight=w) for w in (400, 700))
    tables = [font_manager.get_font(font_manager.findfont(face)).get_charmap() for face in faces]
    return frozenset(tables[0]) & frozenset(tables[1])


def _wrap(name: str, lines: int, width: int) -> str:
    wrapped: list[str] = []
    while name and len(wrapped) < lines - 1:
        wrapped.append(textwrap.wrap(name, width, break_on_hyphens=False)[0])
        name = name[len(wrapped[-1]) :].strip()
    wrapped += [clip(name, width)] if name else []
    return "\n".join(_keep_direction(line) for line in wrapped)


def _keep_direction(text: str) -> str:
    # Without the marks, a right-to-left name would turn round the numbers and dates beside it.
    turned = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    return f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}" if turned else text


def clean_columns(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Copy a frame with the texts of some columns on one line each, as :func:`clean` puts them."""
    texts = {name: pd.Series(map(clean, frame[name]), frame.index, dtype=object) for name in names}
    return frame.assign(**texts)


def listed(items: Sequence[str], limit: int) -> str:
    """List phrases as :func:`listing` does; beyond the limit, say how many more there are."""
    more = len(items) - limit
    return listing([*items[:limit], f"{more:,} more"] if more > 0 else items)


def call_events(events: Iterable[object], event_names: Mapping[str, str] | None) -> list[str]:
    """Return the readable name of every event, its slug where the corpus gives none."""
    known = event_names or {}
    return [clean(known.get(str(event))) or str(event) for event in events]


def number_articles(articles: pd.DataFrame) -> dict[str, int]:
    """Number the articles of a corpus in its order, so that all figures call one by one number."""
    return {article: place for place, article in enumerate(articles["article"], start=1)}


def name_events(events: Iterable[object], event_names: Mapping[str, str] | None = None) -> str:
    """Say which events a figure covers: ``event a``, ``events a, b and c``."""
    slugs = [str(event) for event in dict.fromkeys(events)]
    called = zip(slugs, call_events(slugs, event_names), strict=True)
    # In quotation marks, since a name may hold commas and an "and" of its own.
    unique = [slug if name == slug else f"“{name}”" for slug, name in called]
    return f"{'event' if len(unique) == 1 else 'events'} {listed(unique, 6)}"


def name_corpus(articles: pd.DataFrame) -> str:
    """Say in a sentence which corpus a figure was drawn from."""
    documents = amount(articles["document"].nunique(), "document")
    return f" Corpus: {amount(len(articles), 'article')} in {documents}."


class Slots(NamedTuple):
    """Rows of a chart from top to bottom: heights of the data rows, and headings of events."""

    heights: list[float]
    headings: list[tuple[float, str]]
    total: int


def slots(events: Sequence[str]) -> Slots:
    """Give every row a height; where there are several events, each gets a heading row."""
    headings: list[tuple[float, str]] = []
    heights: list[float] = []
    several = len(set(events)) > 1
    position, last = 0, None
    for event in events:
        if several and event != last:
            headings.append((float(position), event))
            position += 1
        heights.append(float(position))
        position, last = position + 1, event
    return Slots(heights, headings, position)


def largest(rows: pd.DataFrame, size: str, limit: int = MAX_ROWS) -> tuple[pd.DataFrame, str]:
    """Keep the rows with the most of something, and say so in a sentence if any are left out."""
    kept = rows.sort_values(size, ascending=False, kind="stable").head(limit).sort_index()
    note = f" Shown: the {len(kept)} of {len(rows)} rows with the most {size}."
    return kept, note if len(kept) < len(rows) else ""


def new_figure(title: str, height: float) -> matplotlib.figure.Figure:
    """Start a figure of the printed width with its title at the left."""
    figure = matplotlib.figure.Figure(figsize=(WIDTH, height), layout="constrained")
    figure.suptitle(textwrap.fill(title, 80), x=0.012, ha="left")
    return figure


def empty_figure(key: str, title: str, sentence: str, columns: Mapping[str, str]) -> Figure:
    """Draw a figure that says in a sentence why there is nothing to draw."""
    figure = new_figure(title, 0.9)
    figure.text(0.012, 0.35, textwrap.fill(sentence, 95), ha="left", va="center")
    data = pd.DataFrame(columns=list(columns))
    return Figure(key, figure, sentence, f"No chart: {sentence}", data, columns)


def row_axes(axes: Axes, rows: Slots, labels: Sequence[str]) -> None:
    """Label the rows at the left and write the events' headings across the chart."""
    axes.set_ylim(rows.total - 0.4, -0.6)
    axes.set_yticks(rows.heights, labels)
    axes.spines["left"].set_visible(False)
    for height, event in rows.headings:
        name = draw_text(event, 48)
        across = axes.get_yaxis_transform()
        heading = axes.text(0, height + 0.1, name, transform=across, weight="bold")
        heading.set_in_layout(False)  # it may run over the notes, and widens no panel


def row_notes(axes: Axes, heights: Sequence[float], notes: Sequence[str]) -> None:
    """Write a note beside every row, in a column at the right of the chart."""
    for height, note in zip(heights, notes, strict=True):
        axes.annotate(
            note, (1, height), (8, 0), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", va="center_baseline", size=SMALL_TEXT_SIZE, color=GREY,
        )  # fmt: skip


def draw_tile(axes: Axes, x: float, y: float, share: float, text: str) -> None:
    """Draw a tile tinted by a share (0 to 1) with its value printed on it."""
    axes.add_patch(Rectangle((x - 0.49, y - 0.47), 0.98, 0.94, color=TINTS(share), linewidth=0))
    # Where white overtakes black in contrast, both have about 4.5:1.
    colour = "white" if share > 0.87 else BLACK
    axes.text(x, y, text, color=colour, ha="center", va="center_baseline", size=SMALL_TEXT_SIZE)


def hatch_tile(axes: Axes, x: float, y: float) -> None:
    """Draw a hatched tile, for what stands beside itself."""
    look: dict[str, Any] = {"hatch": "/////", "hatchcolor": "#c4c4c4"}
    corner = (x - 0.49, y - 0.47)
    axes.add_patch(Rectangle(corner, 0.98, 0.94, fill=False, linewidth=0, **look))


def scale_axis(axes: Axes, low: float, high: float) -> None:
    """Scale the horizontal axis to a range, from 0 on where that can be, and say beside it how.

    Beyond a factor of 100 it is logarithmic. Labels of ticks stay within the panel.
    """
    if low > 0 and high / low > _DECADES:
        pad = (high / low) ** 0.14
        axes.set_xscale("log")
        axes.set_xlim(low / pad, high * pad)
        ticks = LogLocator(numticks=5).tick_values(low / pad, high * pad)
        kind = "logarithmic axis"
    else:
        # From 0 on where it can be; a little before it, so that marks at 0 are whole.
        top = high * 1.14 if high > 0 else -low * 0.14 or 1.0
        least = min(low * 1.14, -0.03 * top)
        axes.set_xlim(least, top)
        whole = low.is_integer() and high.is_integer()
        locator = MaxNLocator(4, steps=[1, 2, 5, 10], integer=whole)
        ticks = locator.tick_values(min(low, 0.0), top)
        kind = "linear axis" if low < 0 else "linear axis from 0"
    axes.xaxis.set_major_locator(FixedLocator(_fitting(axes, ticks)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    axes.annotate(
        kind, (1, 0), (8, -4), xycoords="axes fraction", textcoords="offset points", va="top",
        size=SMALL_TEXT_SIZE, color=GREY,
    )  # fmt: skip


def _fitting(axes: Axes, ticks: Sequence[float]) -> list[float]:
    # Ticks whose labels stay within the panel.
    (least, most), scale = axes.get_xlim(), axes.get_xscale()
    place = math.log10 if scale == "log" else float
    kept = []
    for tick in ticks:
        if not least <= tick <= most:
            continue
        share = (place(tick) - place(least)) / (place(most) - place(least))
        half = len(_tick(tick)) * _LETTER / 2
        if share + half <= 1.01 and share - half >= -0.05:
            kept.append(float(tick))
    return kept


def _tick(value: float) -> str:
    # As precise as ticks that lie close to each other need.
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if size <= abs(value) < 1e12:
            return f"{value / size:,.6g} {word}"
    return f"{value:,.6g}"
