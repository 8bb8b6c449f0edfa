"""When shared texts were published: a row a text, a mark an article."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.report.charts import (
    BLUE,
    GREEN,
    GREY,
    MAX_ROWS,
    PURPLE,
    VERMILLION,
    Names,
    call_events,
    clean,
    clean_columns,
    draw_names,
    draw_text,
    empty_figure,
    listed,
    name_corpus,
    name_events,
    new_figure,
    number_articles,
    row_axes,
    row_notes,
    slots,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount
from analysis.report.passage_quotes import enquote
from analysis.report.plots_timeline import EVENT_STYLES, day_ticks

TITLE = "When shared texts were published"
LINE = 36
"""Letters in a line of a row's label."""

MAX_EVENTS = 6
MAX_UNDRAWN = 8
OUTLET_STYLES = (
    *EVENT_STYLES, (BLUE, "X"), (VERMILLION, "<"), (GREEN, "*"), (PURPLE, ">"),
)  # fmt: skip
"""Colour and marker of the outlets; further ones share the last of `_OTHERS`."""

_OTHERS = (GREY, "h")

_TRAVELS = {
    "event": "event covered; empty where the articles cover different ones",
    "text": "first words of the shared text",
    "article": "id of an article it stands in",
    "outlet": "outlet of the article",
    "published": "date of the article; empty where none is stated",
    "drawn": "whether the text stands in articles of different dates, and is drawn",
}


@style()
def plot_travels(
    travels: pd.DataFrame,
    names_of_texts: Mapping[str, str],
    articles: pd.DataFrame,
    event_names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the shared texts that stand in articles of different dates, a dot an article.

    Parameters
    ----------
    travels
        One row a shared text and article, as ``compare_travels`` returns it.
    names_of_texts
        First words of the shared texts by cluster.
    articles
        The corpus's articles.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-travels``, one panel an event. The texts of most articles and the first events are
        drawn where there are too many; the caption says so, and which texts have no two dates.
    """
    data = clean_columns(travels, "outlet")
    data = data.assign(
        text=data["cluster"].map(names_of_texts),
        published=[clean(day) for day in data["published"]],
    )
    days = data[data["published"] != ""].groupby("cluster")["published"].nunique()
    data["drawn"] = data["cluster"].isin(days[days > 1].index)
    shown, cut = _most_travelled(data[data["drawn"]])
    rest = data.loc[~data["drawn"]].drop_duplicates("cluster")["text"].tolist()
    undrawn = f" Without different dates, and not drawn: {_named(rest)}." if rest else ""
    table = data.reindex(columns=list(_TRAVELS))
    if shown.empty:
        said = (
            "No shared text stands in articles of different known dates."
            if len(data)
            else "No text is shared."
        )
        empty = empty_figure("fig-travels", TITLE, said, _TRAVELS)
        return Figure("fig-travels", empty.figure, f"{said}{undrawn}", empty.alt, table, _TRAVELS)
    outlets = list(dict.fromkeys(shown.loc[shown["published"] != "", "outlet"]))
    names = draw_names(outlets, 1, 30)
    figure = _draw_travels(shown, names, number_articles(articles), event_names)
    texts = shown["cluster"].nunique()
    first, last = shown.loc[shown["published"] != "", "published"].agg(["min", "max"])
    events = pd.unique(shown["event"])
    own = [event for event in events if event]
    called = name_events(own, event_names) if own else "all across events"
    caption = (
        f"{amount(texts, 'shared text')} in articles of different dates, {called}; one row a text, "
        f"called by its first words, one mark an article at its date of publication. The numbers "
        f"at the right are those of the articles, the same in every figure, in the order of "
        f"their dates, which need not be the way the words went; in brackets: no date."
        f"{undrawn}{cut}{name_corpus(articles)}{names.note}"
    )
    alt = (
        f"Timeline of {amount(texts, 'shared text')} in {amount(len(shown), 'place')}, {first} to "
        f"{last}; the text in most articles begins {enquote(_widest(shown))}."
    )
    return Figure("fig-travels", figure, caption, alt, table, _TRAVELS)


def _named(texts: Sequence[str]) -> str:
    return listed([enquote(clean(text)) for text in texts], MAX_UNDRAWN)


def _widest(shown: pd.DataFrame) -> str:
    sizes = shown.groupby("cluster", sort=False)["article"].nunique()
    return clean(shown.loc[shown["cluster"] == sizes.idxmax(), "text"].iloc[0])


def _most_travelled(data: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    events = list(pd.unique(data["event"]))[:MAX_EVENTS]
    kept = data[data["event"].isin(events)]
    sizes = kept.groupby("cluster", sort=False)["article"].nunique()
    most = sizes.sort_values(ascending=False, kind="stable").head(MAX_ROWS).index
    kept = kept[kept["cluster"].isin(most)]
    every, drawn = data["cluster"].nunique(), kept["cluster"].nunique()
    return kept, f" Shown: {drawn} of {every}, those in most articles." if drawn < every else ""


def _draw_travels(
    shown: pd.DataFrame,
    names: Names,
    numbers: Mapping[str, int],
    event_names: Mapping[str, str] | None,
) -> matplotlib.figure.Figure:
    events = list(pd.unique(shown["event"]))
    sizes = [shown.loc[shown["event"] == event, "cluster"].nunique() for event in events]
    outlets = list(dict.fromkeys(shown.loc[shown["published"] != "", "outlet"]))
    looks = {
        outlet: OUTLET_STYLES[at] if at < len(OUTLET_STYLES) else _OTHERS
        for at, outlet in enumerate(outlets)
    }
    height = 0.9 + sum(size * 0.34 + 0.6 for size in sizes) + 0.2 * ((len(outlets) + 2) // 3)
    figure = new_figure(TITLE, height)
    panels = figure.subplots(len(events), 1, height_ratios=[n + 1 for n in sizes], squeeze=False)
    for axes, event in zip(panels[:, 0], events, strict=True):
        _draw_panel(axes, shown[shown["event"] == event], numbers, looks)
        (called,) = call_events([event], event_names) if event else ("several events",)
        axes.set_title(draw_text(called, 60) if len(events) > 1 else "")
    handles = [
        Line2D([], [], color=looks[outlet][0], marker=looks[outlet][1], linestyle="",
               label=names.drawn[outlet])
        for outlet in outlets[: len(OUTLET_STYLES)]
    ]  # fmt: skip
    if len(outlets) > len(OUTLET_STYLES):
        colour, marker = _OTHERS
        handles.append(
            Line2D([], [], color=colour, marker=marker, linestyle="", label="other outlets")
        )
    figure.legend(handles=handles, loc="outside lower left", ncols=3)
    return figure


def _draw_panel(
    axes: Axes,
    shown: pd.DataFrame,
    numbers: Mapping[str, int],
    looks: Mapping[str, tuple[str, str]],
) -> None:
    clusters = list(pd.unique(shown["cluster"]))
    places = slots([""] * len(clusters))
    texts = shown.drop_duplicates("cluster").set_index("cluster")["text"]
    row_axes(axes, places, [_in_two_lines(texts[cluster]) for cluster in clusters])
    notes = []
    for cluster, height in zip(clusters, places.heights, strict=True):
        own = shown[shown["cluster"] == cluster]
        dated = own[own["published"] != ""]
        days = [date.fromisoformat(day).toordinal() for day in dated["published"]]
        axes.plot([min(days), max(days)], [height] * 2, color=GREY, linewidth=0.8, zorder=1)
        for at, (day, outlet) in enumerate(zip(days, dated["outlet"], strict=True)):
            colour, marker = looks[outlet]
            beside = days.count(day)
            shift = 0.26 * (days[:at].count(day) - (beside - 1) / 2) if beside > 1 else 0.0
            at_height = height + max(min(shift, 0.4), -0.4)
            axes.plot(day, at_height, marker=marker, linestyle="", color=colour, markersize=6)
        notes.append(_in_order(own, numbers))
    row_notes(axes, places.heights, notes)
    _date_axis(axes, shown)


def _in_two_lines(text: str) -> str:
    lines = textwrap.wrap(draw_text(text, 2 * LINE), LINE, break_on_hyphens=False, max_lines=2)
    return enquote("\n".join(lines))


def _in_order(own: pd.DataFrame, numbers: Mapping[str, int]) -> str:
    """Numbers of articles from the earliest to the latest, those of one day together."""
    dated = own[own["published"] != ""]
    parts = [
        " + ".join(str(numbers[article]) for article in group["article"])
        for _, group in dated.groupby("published", sort=True)
    ]
    undated = [str(numbers[article]) for article in own.loc[own["published"] == "", "article"]]
    tail = f" ({', '.join(undated[:4])}{' …' if len(undated) > 4 else ''})" if undated else ""
    shown = parts if len(parts) <= 6 else [*parts[:3], "…", *parts[-2:]]
    return f"{' → '.join(shown)}{tail}"


def _date_axis(axes: Axes, shown: pd.DataFrame) -> None:
    days = sorted({date.fromisoformat(day) for day in shown["published"] if day})
    ordinals = [day.toordinal() for day in days]
    span = max(ordinals[-1] - ordinals[0], 4)
    axes.set_xlim(ordinals[0] - span * 0.06, ordinals[0] + span * 1.06)
    ticks, labels = day_ticks(ordinals, span * 0.14)
    axes.set_xticks(ticks, labels, size=SMALL_TEXT_SIZE)
    axes.set_xticks(ordinals, minor=True)
    axes.grid(axis="x")
