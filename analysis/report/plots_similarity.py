"""How alike the wording of the articles of each event is: a triangle of cosines, with a tree.

Rows are in the order of average linkage, so that articles which are alike stand together.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import matplotlib.figure
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    GREY,
    Names,
    call_events,
    clean,
    clean_columns,
    draw_names,
    draw_text,
    draw_tile,
    empty_figure,
    hatch_tile,
    name_corpus,
    name_events,
    new_figure,
    number_articles,
)
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, listing, outlets_in_words

TITLE = "Cosine similarity of the articles’ wording"
MAX_ARTICLES = 30
FEWEST_COLUMNS = 8
CROWDED = 16
"""From so many columns on, cosines are printed in hundredths."""

FEWEST_LEAVES = 3
"""From so many articles on, they are ordered by their likeness, and a tree is drawn."""

ROOMY = 12
"""Up to so many articles, the rows have room for the headlines."""

_COLUMNS = {
    "event": "event covered",
    "article_a": "id of the first article",
    "outlet_a": "its outlet",
    "article_b": "id of the second article",
    "outlet_b": "its outlet",
    "cosine": "cosine of the TF-IDF vectors, 0 to 1",
    "low": "lowest cosine when any one other article is left out",
    "high": "highest cosine when any one other article is left out",
}


@style()
def plot_similarity(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    event_names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the cosines of all pairs of articles as a triangle of tiles, one panel an event.

    Parameters
    ----------
    pairs
        One row an unordered pair of articles of one event, as ``compare_similarity`` returns it.
    articles
        The corpus's articles: article, document, event, outlet, published, headline.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-similarity``. The 30 articles with the highest cosines are drawn; the caption says so.
    """
    about = clean_columns(articles, "outlet").set_index("article")
    data = _with_outlets(_closest(clean_columns(pairs, "event")), about)
    if data.empty:
        sentence = "No two articles of one event have words to compare."
        return empty_figure("fig-similarity", TITLE, sentence, _COLUMNS)
    drawn = sorted({*data["article_a"], *data["article_b"]})
    names = draw_names({*data["outlet_a"], *data["outlet_b"]}, 1, 22)
    numbers = number_articles(articles)
    panels, trees = {}, {}
    for event, group in data.groupby("event", sort=True):
        panels[event], trees[event] = order_by_likeness(group, _order(group, about, numbers))
    labels = _labels(drawn, numbers, about, names)
    figure = _draw_panels(data, panels, trees, labels, event_names)
    unit = " Printed in hundredths." if _columns(panels) >= CROWDED else ""
    caption = (
        f"Cosine of TF-IDF vectors, 0 (no term in common; stop words are no terms) to 1 (same "
        f"terms, same weights); {amount(len(data), 'pair')} of {amount(len(drawn), 'article')} by "
        f"{outlets_in_words(about.loc[drawn, 'outlet'])}, "
        f"{name_events(panels, event_names)}. The number of an article is its place in the corpus, "
        f"the same in every figure and here in rows and columns. The darker a tile, the more alike "
        f"the articles; hatched: an article beside itself.{unit}{_about_trees(trees)}"
        f"{_cut(pairs, drawn)}{name_corpus(articles)}{names.note}"
    )
    alt = f"Triangle of tiles with the cosine similarity of pairs of articles, where {_ends(data)}."
    return Figure("fig-similarity", figure, caption, alt, data, _COLUMNS)


Tree = Mapping[str, Sequence[Sequence[float]]]
"""Lines of a tree as scipy gives them: ``icoord`` (leaves at 5, 15, 25 …) and ``dcoord``."""


def order_by_likeness(
    pairs: pd.DataFrame, articles: Sequence[str]
) -> tuple[list[str], Tree | None]:
    """Order articles so that those which are alike stand together, and the tree of it.

    Parameters
    ----------
    pairs
        article_a, article_b, cosine; a missing cosine counts as 0.
    articles
        The articles in the order that decides between equals.

    Returns
    -------
    tuple
        The articles, and the tree of average linkage on 1 − cosine with its leaves in the order
        that puts the closest side by side; with fewer than `FEWEST_LEAVES` articles the order as
        it was, and None.
    """
    if len(articles) < FEWEST_LEAVES:
        return list(articles), None
    # It takes a while to import, and the other figures do without.
    from scipy.cluster.hierarchy import dendrogram, linkage
    from scipy.spatial.distance import squareform

    place = {article: at for at, article in enumerate(articles)}
    distances = np.ones((len(place), len(place)))
    np.fill_diagonal(distances, 0.0)
    for a, b, cosine in zip(pairs["article_a"], pairs["article_b"], pairs["cosine"], strict=True):
        # Rounded, so that the last digit of a platform does not decide between equals.
        distance = 1.0 if pd.isna(cosine) else round(1 - float(cosine), 9)
        distances[place[a], place[b]] = distances[place[b], place[a]] = distance
    joined = linkage(squareform(distances), "average", optimal_ordering=True)
    tree = dendrogram(joined, no_plot=True)
    return [articles[leaf] for leaf in tree["leaves"]], tree


def _about_trees(trees: Mapping[Any, Tree | None]) -> str:
    if not any(tree is not None for tree in trees.values()):
        return ""
    return (
        " Articles are in the order of the tree at the right (average linkage on 1 − cosine): the "
        "further to the left two branches meet, the more alike are the articles; the scale gives "
        "the mean cosine."
    )


def _closest(pairs: pd.DataFrame) -> pd.DataFrame:
    ranked = _ranked(pairs)
    kept: set[str] = set()
    for both in zip(ranked["article_a"], ranked["article_b"], strict=True):
        if len(kept | set(both)) > MAX_ARTICLES:
            break
        kept |= set(both)
    return pairs[pairs["article_a"].isin(kept) & pairs["article_b"].isin(kept)]


def _ranked(pairs: pd.DataFrame) -> pd.DataFrame:
    # Rounded, so that the last digit of a platform does not decide between equals.
    keys = pairs.assign(rounded=pairs["cosine"].round(12))
    order = keys.sort_values(["rounded", "article_a", "article_b"], ascending=[False, True, True])
    return order.drop(columns="rounded")


def _with_outlets(pairs: pd.DataFrame, about: pd.DataFrame) -> pd.DataFrame:
    sides = {f"outlet_{side}": pairs[f"article_{side}"].map(about["outlet"]) for side in "ab"}
    return pairs.assign(**sides).reindex(columns=list(_COLUMNS))


class _Label(NamedTuple):
    number: int
    row: str


def _labels(
    drawn: Sequence[str], numbers: Mapping[str, int], about: pd.DataFrame, names: Names
) -> dict[str, _Label]:
    labels = {}
    for article in drawn:
        facts = about.loc[article]
        row = f"{numbers[article]}  {names.drawn[str(facts['outlet'])]}, "
        row += clean(facts["published"], "no date")
        if len(drawn) <= ROOMY:
            row += f"\n{draw_text(clean(facts['headline'], 'no headline'), 40)}"
        labels[article] = _Label(numbers[article], row)
    return labels


def _columns(panels: Mapping[Any, Sequence[str]]) -> int:
    return max(FEWEST_COLUMNS, *map(len, panels.values()))


def _draw_panels(
    data: pd.DataFrame,
    panels: Mapping[Any, Sequence[str]],
    trees: Mapping[Any, Tree | None],
    labels: Mapping[str, _Label],
    event_names: Mapping[str, str] | None,
) -> matplotlib.figure.Figure:
    columns = _columns(panels)
    row = 0.22 if columns >= CROWDED else 0.34 if len(labels) <= ROOMY else 0.28
    sizes = [len(ordered) for ordered in panels.values()]
    figure = new_figure(TITLE, 0.7 + sum(size * row + 0.5 for size in sizes))
    grid = figure.subplots(
        len(panels), 2, height_ratios=sizes, width_ratios=[5.5, 1], squeeze=False
    )
    for (axes, beside), (event, ordered) in zip(grid, panels.items(), strict=True):
        _draw_triangle(axes, data, ordered, [labels[article] for article in ordered], columns)
        _draw_tree(beside, trees[event], len(ordered))
        (called,) = call_events([event], event_names)
        axes.set_title(draw_text(called, 60) if len(panels) > 1 else "")
    return figure


def _draw_tree(axes: Axes, tree: Tree | None, leaves: int) -> None:
    axes.spines[:].set_visible(False)
    axes.set_yticks([])
    axes.set_ylim(leaves - 0.5, -0.5)
    if tree is None:
        axes.set_xticks([])
        return
    joins = [max(far) for far in tree["dcoord"]]
    first, last = min(joins), max(joins)
    least = first - max(0.25 * (last - first), 0.02)  # where the lines of the leaves begin
    for across, far in zip(tree["icoord"], tree["dcoord"], strict=True):
        places = [(at - 5) / 10 for at in across]
        axes.plot([max(value, least) for value in far], places, color=GREY, linewidth=0.9)
    axes.set_xlim(least, last + 0.03 * (last - least))
    ticks = [first, last] if last - first > 0.4 * (last - least) else [last]
    axes.set_xticks(ticks, [f"{1 - value:.2f}" for value in ticks])
    axes.tick_params(length=2)


def _order(pairs: pd.DataFrame, about: pd.DataFrame, numbers: Mapping[str, int]) -> list[str]:
    known = about.loc[sorted({*pairs["article_a"], *pairs["article_b"]})]
    places = known.index.map(numbers)
    keys = zip(known["outlet"], map(clean, known["published"]), places, known.index, strict=True)
    return [article for *_, article in sorted(keys)]


def _draw_triangle(
    axes: Axes,
    data: pd.DataFrame,
    ordered: Sequence[str],
    labels: Sequence[_Label],
    columns: int,
) -> None:
    number = {article: place for place, article in enumerate(ordered)}
    pairs = data[data["article_a"].isin(number) & data["article_b"].isin(number)]
    # One scale of tints for all panels, so that equal cosines look alike.
    top = max(0.5, float(np.nan_to_num(data["cosine"].to_numpy(dtype=float)).max()))
    for a, b, cosine in zip(pairs["article_a"], pairs["article_b"], pairs["cosine"], strict=True):
        x, y = sorted((number[a], number[b]))
        text = f"{100 * cosine:.0f}" if columns >= CROWDED else f"{cosine:.2f}"
        share = 0.0 if pd.isna(cosine) else max(float(cosine), 0.0) / top
        draw_tile(axes, x, y, share, "–" if pd.isna(cosine) else text)
    for place in number.values():
        hatch_tile(axes, place, place)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(len(ordered) - 0.5, -0.5)
    axes.set_yticks(range(len(ordered)), [label.row for label in labels])
    axes.set_xticks(range(len(ordered)), [str(label.number) for label in labels])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _cut(pairs: pd.DataFrame, drawn: list[str]) -> str:
    every = {*pairs["article_a"], *pairs["article_b"]}
    if len(every) <= len(drawn):
        return ""
    return f" Shown: the {len(drawn)} of {len(every)} articles with the highest cosines."


def _ends(data: pd.DataFrame) -> str:
    known = _ranked(data[data["cosine"].notna()])
    if known.empty:
        return "no pair has words to compare"
    best, least = known.iloc[0], known.iloc[-1]
    outlets = listing(sorted({best["outlet_a"], best["outlet_b"]}))
    pair = f"{best['article_a']} and {best['article_b']}"
    if len(known) == 1:
        return f"the only pair, {pair} ({outlets}), has {best['cosine']:.2f}"
    return (
        f"the highest of {len(known)} values is {best['cosine']:.2f} ({pair}, by {outlets}), "
        f"the median {known['cosine'].median():.2f} and the lowest {least['cosine']:.2f}"
    )
