"""Who cites whom, drawn: outlets at the left, who relays in the middle, sources at the right."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D

from analysis.corpus.entries import UNKNOWN
from analysis.report.charts import (
    BLACK,
    call_events,
    draw_names,
    draw_text,
    empty_figure,
    name_events,
    new_figure,
)
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, listing, some_of
from analysis.report.graph_panel import LETTERS, ROW, STYLES, called, draw_panel
from analysis.report.layered import (
    MAX_ROWS,
    MOST,
    Layout,
    largest_events,
    lay_out,
    most_connected,
    nodes_of,
    without_source,
)
from analysis.report.tables import NONE, Cell, table

TITLE = "Who cites whom"
_LISTED = 500
"""Names left out that are listed at most."""

_COLUMNS = {
    "event": "event covered",
    "citing": "who cites, relays or reposts",
    "cited": "who is cited, relayed or reposted",
    "relation": "cites, relays or reposts",
    "citing_kind": "outlet of the corpus, source, or unnamed",
    "cited_kind": "outlet of the corpus, source, or unnamed (all of an outlet together)",
    "count": "attributions; of reposts, articles",
    "first": "date of the earliest article, of reposts of the copy",
    "last": "date of the latest",
    "drawn": "whether it is drawn as an arrow",
}
_SAID = {
    "cites": "cites",
    "relays": "relays what that one says",
    "reposts": "reposts an article, or a block of it",
}


@style()
def plot_provenance(
    edges: pd.DataFrame, articles: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Figure:
    """Draw who cites, relays and reposts whom, one panel an event.

    Parameters
    ----------
    edges
        The frame of ``cite_edges``.
    articles
        Articles of the corpus: event, outlet, published.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-provenance``. Of every event the outlets and sources with the most connections are
        drawn; the caption counts the rest. The data has all of them.
    """
    if edges.empty:
        sentence = "No article names a source, and no article was reposted."
        return empty_figure("fig-provenance", TITLE, sentence, _COLUMNS)
    panels, drawn, layouts = _lay_out_events(edges)
    heights = [0.5 + ROW * layouts[event].rows for event in panels]
    figure = new_figure(TITLE, 0.7 + sum(heights))
    all_axes = figure.subplots(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
    nodes = {node for layout in layouts.values() for node in layout.places if isinstance(node, str)}
    names = draw_names(map(called, nodes), 1, LETTERS)
    for axes, event in zip(all_axes, panels, strict=True):
        notes = _outlet_notes(event, panels[event], articles)
        draw_panel(axes, layouts[event], drawn[event], notes, names.drawn)
        if len(panels) > 1:
            axes.set_title(draw_text(call_events([event], event_names)[0], 60))
    if handles := _key(drawn):
        figure.legend(handles=handles, loc="outside lower left", ncols=3)
    data = _data(edges, drawn)
    return Figure(
        "fig-provenance", figure, _caption(data, layouts, event_names) + names.note, _alt(data),
        data, _COLUMNS,
    )  # fmt: skip


def _lay_out_events(
    edges: pd.DataFrame,
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame], dict[str, Layout]]:
    """Edges, edges drawn and layout of each event that has a panel."""
    panels = largest_events(edges)
    most = min(MOST, MAX_ROWS // len(panels))
    drawn = {event: most_connected(group, most) for event, group in panels.items()}
    layouts = {
        event: lay_out(drawn[event], without_source(panels[event], drawn[event], most), most)
        for event in panels
    }
    return panels, drawn, layouts


def undrawn_list(
    edges: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
) -> Block:
    """List the outlets and sources that the figure leaves out, with who cites them, in a fold."""
    rows: list[list[Cell]] = []
    places = {} if edges.empty else _lay_out_events(edges)[2]
    for event, node, kind in sorted(nodes_of(edges)):
        if event in places and node in places[event].places:
            continue
        here = edges[edges["event"] == event]
        at = (here["cited"] == node) | (here["citing"] == node)
        ids = tuple(dict.fromkeys(each for found in here.loc[at, "ids"] for each in found))
        partners = {*here.loc[at, "citing"], *here.loc[at, "cited"]} - {node}
        names = [called(each) for each in sorted(partners) if not each.startswith("unnamed: ")]
        rows.append([called(node), event, kind, some_of(names) or NONE, Linked(ids, called(node))])
    headers = ["Not drawn", "Event", "Outlet or source", "With whom", "Times"]
    if not rows:
        sentence = "The figure shows every outlet and source with a name."
        return Block(f'<p class="caution">{sentence}</p>', sentence)
    caption = (
        f"Left out of the figure: {amount(len(rows), 'outlet or source', 'outlets and sources')}"
    )
    return table(
        "undrawn", caption, headers, rows[:_LISTED], quotes, numeric=["Times"], folded=True,
        event_names=event_names,
    )  # fmt: skip


def _outlet_notes(event: str, edges: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    """What stands beneath an outlet's name: its dates, and how often it names no source."""
    # Counted for the outlet also where somebody relays them: "unnamed: …" holds its name.
    unnamed = edges[edges["cited_kind"] == "unnamed"]
    of = unnamed["cited"].str.removeprefix("unnamed: ")
    without = unnamed.groupby(of)["count"].sum().to_dict()
    notes = {}
    own = articles[articles["event"] == event]
    outlets = set(edges.loc[edges["citing_kind"] == "outlet", "citing"])
    outlets |= set(edges.loc[edges["cited_kind"] == "outlet", "cited"])
    for node in outlets:
        if node.startswith(f"{UNKNOWN}: "):
            mine = own[own["article"] == node.removeprefix(f"{UNKNOWN}: ")]
        else:
            mine = own[own["outlet"] == node]
        dates = sorted(date for date in mine["published"] if isinstance(date, str))
        shown = [_period(dates[0], dates[-1])] if dates else []
        shown += [f"{without[node]:,} unnamed"] if node in without else []
        notes[node] = ", ".join(shown)
    return notes


def _period(first: str, last: str) -> str:
    """Two ISO dates in few letters: of the second only what differs."""
    if first == last:
        return first
    same = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first} to {last[same:]}"


def _key(drawn: Mapping[str, pd.DataFrame]) -> list[Line2D]:
    used = {relation for edges in drawn.values() for relation in edges["relation"]}
    ends = {"cites": ">", "relays": "4", "reposts": ">"}
    return [
        Line2D(
            [],
            [],
            color=look.get("color", BLACK),
            markerfacecolor="white" if relation == "reposts" else look["color"],
            linestyle=look["linestyle"],
            marker=ends[relation],
            markersize=6,
            linewidth=1.1,
            label=_SAID[relation],
        )
        for relation, look in STYLES.items()
        if relation in used
    ]


def _data(edges: pd.DataFrame, drawn: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    shown = {index for group in drawn.values() for index in group.index}
    return edges.assign(drawn=[index in shown for index in edges.index])[list(_COLUMNS)]


def _caption(
    data: pd.DataFrame,
    layouts: Mapping[str, Layout],
    event_names: Mapping[str, str] | None,
) -> str:
    left_out = {"event": data["event"].nunique() - len(layouts), "outlet": 0, "source": 0}
    for event, node, kind in sorted(nodes_of(data)):
        left_out[kind] += event in layouts and node not in layouts[event].places
    parts = [amount(count, kind) for kind, count in left_out.items() if count]
    rest = (
        f" Not drawn: {listing(parts)} that fewer others lead to or rest on; of equal ones, those "
        "reported less often."
        if parts
        else ""
    )
    unnamed = int(data.loc[data["cited_kind"] == "unnamed", "count"].sum())
    without = (
        f" Sources without a name are counted beneath the outlet, {unnamed:,} in all: nobody can "
        "tell whether two of them are the same."
        if unnamed
        else ""
    )
    return (
        f"Outlets of the corpus and sites with copies (left), sources that relay others (middle) "
        f"and sources (right), as the articles name them; "
        f"{name_events(data['event'], event_names)}. An arrow leads from who cites to who is "
        f"cited, thicker where it happens more often; dates are those of the articles."
        f"{without}{rest}"
    )


def _alt(data: pd.DataFrame) -> str:
    named = data[data["cited_kind"] != "unnamed"]
    cited = named[named["relation"] == "cites"]
    by = cited.groupby(["event", "cited"])["citing"].nunique()
    nodes = nodes_of(data)
    outlets = sum(kind == "outlet" for *_, kind in nodes)
    shared = int((by > 1).sum())
    reposts = int(data.loc[data["relation"] == "reposts", "count"].sum())
    return (
        f"Graph of {amount(outlets, 'outlet')} and {amount(len(nodes) - outlets, 'named source')}, "
        f"of whom {shared:,} are cited by two outlets or more; {amount(reposts, 'article')} "
        "reposted."
    )
