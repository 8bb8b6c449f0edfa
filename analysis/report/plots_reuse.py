"""How much of each article lies in passages shared with another: a matrix of tiles, read across."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    GREY,
    Names,
    clean,
    clean_columns,
    draw_names,
    draw_tile,
    empty_figure,
    hatch_tile,
    name_corpus,
    new_figure,
    number_articles,
)
from analysis.report.figures import Figure, style
from analysis.report.findings import amount, outlets_in_words

TITLE = "Words of each article in passages shared with another"
MAX_ARTICLES = 30
CROWDED = 22
"""From so many columns on, tiles have room for two digits."""

_CONTAINMENT = {
    "event": "event covered; empty where the two articles cover different ones",
    "article": "id of the article",
    "outlet": "its outlet",
    "other": "id of the other article",
    "other_outlet": "its outlet",
    "words": "words of the article",
    "shared": "words of it in passages shared with the other, also those that differ",
    "share": "these as a share of all its words, 0 to 1",
}


@style()
def plot_containment(containment: pd.DataFrame, articles: pd.DataFrame) -> Figure:
    """Draw for each two articles what part of the one lies in passages shared with the other.

    Parameters
    ----------
    containment
        One row an ordered pair of articles, as ``compare_containment`` returns it.
    articles
        The corpus's articles: article, document, event, outlet, published, headline_only.

    Returns
    -------
    Figure
        ``fig-reuse``: rows are read across, from an article to those it shares with, in per cent.
        The 30 articles that share most are drawn; the caption says so.
    """
    data = containment.reindex(columns=list(_CONTAINMENT))
    if data.empty:
        sentence = "No two articles share a passage."
        return empty_figure("fig-reuse", TITLE, sentence, _CONTAINMENT)
    every = {*data["article"]}
    most = data.groupby("article")["shared"].max().sort_values(ascending=False, kind="stable")
    kept = {*most.head(MAX_ARTICLES).index}
    data = data[data["article"].isin(kept) & data["other"].isin(kept)]
    about = clean_columns(articles, "outlet", "event").set_index("article")
    numbers = number_articles(articles)
    order = sorted(
        kept,
        key=lambda name: (
            about.loc[name, "event"], clean(about.loc[name, "published"], "9999"),
            about.loc[name, "outlet"], numbers[name],
        ),
    )  # fmt: skip
    names = draw_names({*about.loc[order, "outlet"]}, 1, 24)
    figure = new_figure(TITLE, 1.0 + len(order) * (0.22 if len(order) >= CROWDED else 0.3))
    _draw_matrix(figure.subplots(), data, order, about, numbers, names)
    without = len(articles) - len(every)
    cut = (
        f" Shown: the {len(kept)} of {len(every)} articles that share most."
        if len(kept) < len(every)
        else ""
    )
    caption = (
        f"Words of the article of a row in passages shared with the article of a column, in per "
        f"cent of all its words. {amount(len(every), 'article')} by "
        f"{outlets_in_words(articles.loc[articles['article'].isin(every), 'outlet'])} "
        f"share text{_others(without)}. "
        f"The number of an article is its place in the corpus, the same in every figure; rows and "
        f"columns are in the order of events, dates and outlets. Hatched: an article beside "
        f"itself. “Headline”: nothing else is known of the article.{_two_digits(order)}{cut}"
        f"{name_corpus(articles)}{names.note}"
    )
    top = data.sort_values(["share", "article", "other"], ascending=[False, True, True]).iloc[0]
    alt = (
        f"Matrix of {amount(len(order), 'article')} by as many: the largest part is "
        f"{100 * top['share']:.0f} % ({top['article']} in {top['other']}), the median of "
        f"{amount(len(data), 'filled tile')} {100 * data['share'].median():.0f} %."
    )
    return Figure("fig-reuse", figure, caption, alt, data.reset_index(drop=True), _CONTAINMENT)


def _others(without: int) -> str:
    """Say how many articles share nothing."""
    if not without:
        return ""
    return f"; {without} {'other does' if without == 1 else 'others do'} not"


def _two_digits(order: Sequence[str]) -> str:
    return " 99 stands for more too." if len(order) >= CROWDED else ""


def _draw_matrix(
    axes: Axes,
    data: pd.DataFrame,
    order: Sequence[str],
    about: pd.DataFrame,
    numbers: Mapping[str, int],
    names: Names,
) -> None:
    place = {article: at for at, article in enumerate(order)}
    most = 99 if len(order) >= CROWDED else 100
    filled = zip(data["article"], data["other"], data["share"], strict=True)
    shares = {(place[row], place[column]): share for row, column, share in filled}
    for y in place.values():
        for x in place.values():
            if x == y:
                hatch_tile(axes, x, y)
            else:
                share = shares.get((y, x), 0.0)
                text = f"{min(round(100 * share), most)}" if (y, x) in shares else ""
                draw_tile(axes, x, y, share, text)
    columns = max(len(order), 8)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(len(order) - 0.5, -0.5)
    labels = []
    for article in order:
        facts = about.loc[article]
        only = ", headline" if facts["headline_only"] else ""
        date_ = clean(facts["published"], "no date")
        labels.append(f"{numbers[article]}  {names.drawn[str(facts['outlet'])]}, {date_}{only}")
    axes.set_yticks(range(len(order)), labels)
    axes.set_xticks(range(len(order)), [str(numbers[article]) for article in order])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    events = [str(about.loc[article, "event"]) for article in order]
    for at in range(1, len(order)):
        if events[at] != events[at - 1]:
            axes.plot([-0.5, len(order) - 0.5], [at - 0.5] * 2, color=GREY, linewidth=0.8)
            axes.plot([at - 0.5] * 2, [-0.5, len(order) - 0.5], color=GREY, linewidth=0.8)
