"""What the report says and lists of travels: where shared texts stand, in the order of dates."""

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.article_names import article_called
from analysis.report.evidence import Block, Linked, Quote, escape
from analysis.report.findings import Finding, amount, by_event, outlet_name, show_findings, verb
from analysis.report.passage_quotes import MOST_SHOWN
from analysis.report.reuse import NO_SHORTER, at_passage, nothing_shared, shown_ids
from analysis.report.reuse_tables import texts_called
from analysis.report.tables import Cell, table


def travel_findings(
    corpus: Corpus, passages: pd.DataFrame, travels: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many shared texts stand in articles of different dates, and which took longest."""

    def tell(event: str) -> Iterator[Finding]:
        own = travels[travels["event"] == event]
        if len(own):
            yield _travelled(corpus, passages, event, own)
        else:
            finding = Finding(f"finding-travels-{event}", "No text is shared.", (), NO_SHORTER)
            yield nothing_shared(corpus, event, finding)

    return show_findings(by_event(corpus, tell), quotes)


def _travelled(corpus: Corpus, passages: pd.DataFrame, event: str, own: pd.DataFrame) -> Finding:
    texts = own["cluster"].nunique()
    days = own.dropna(subset=["published"]).groupby("cluster")["published"]
    dated = days.nunique()
    dated = dated[dated > 1]
    caution = (
        "Dates are those of publication: who wrote first, and whether either text had the words "
        "from the other, they do not say."
    )
    if dated.empty:
        sentence = (
            f"Of {amount(texts, 'shared text')}, none stands in articles of different known dates."
            if texts > 1
            else "The shared text does not stand in articles of different known dates."
        )
        return Finding(f"finding-travels-{event}", sentence, (), caution)
    spans = [
        (-_days(group.min(), group.max()), cluster)
        for cluster, group in days
        if cluster in dated.index
    ]
    length, cluster = min(spans)
    group = own[own["cluster"] == cluster].dropna(subset=["published"])
    first, last = group.iloc[0], group.iloc[-1]
    shown = shown_ids(passages)
    which = (
        f"{len(dated):,} of {texts:,} shared texts stand" if texts > 1 else "The shared text stands"
    )
    longest = "The longest interval is" if len(dated) > 1 else "The interval is"
    undated = own.loc[own["published"].isna(), "article"].nunique()
    without = (
        f" {amount(undated, 'article')} {verb(undated, 'has', 'have')} no date." if undated else ""
    )
    return Finding(
        f"finding-travels-{event}",
        f"{which} in articles of different dates. {longest} {amount(-length, 'day')}, from {{}} "
        f"({first['published']}) to {{}} ({last['published']}).",
        tuple(
            at_passage(_called(corpus, str(end["article"])), end["passages"], shown)
            for end in (first, last)
        ),
        f"{caution}{without}",
    )


def _called(corpus: Corpus, article: str) -> str:
    """What an article is called where its date is said behind."""
    return article_called(corpus, article, by_date=False)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def travel_table(
    corpus: Corpus,
    passages: pd.DataFrame,
    travels: pd.DataFrame,
    quotes: Mapping[str, Quote],
    at_most: int = 200,
) -> Block:
    """List the shared texts with the articles they stand in, in the order of dates."""
    names = texts_called(corpus, between_articles(passages))
    shown = shown_ids(passages)
    clusters = list(pd.unique(travels["cluster"]))
    groups = dict(iter(travels[travels["cluster"].isin(clusters[:at_most])].groupby("cluster")))
    rows: list[list[Cell]] = []
    for cluster in clusters[:at_most]:
        group, name = groups[cluster], names[str(cluster)]
        ids = tuple(dict.fromkeys(identity for own in group["passages"] for identity in own))
        rows.append(
            [
                at_passage(name, ids, shown),
                str(group["event"].iloc[0]) or "two events",
                _way(group),
                f"{group['article'].nunique():,}",
                f"{len({*group['outlet']} - {UNKNOWN}):,}",
                Linked(ids, f"{name}: passages", len(clusters) > MOST_SHOWN),
                _order_known(group),
            ]
        )  # fmt: skip
    headers = [
        "Shared text", "Event", "Where it stands", "Articles", "Known outlets", "Passages", "Order",
    ]  # fmt: skip
    caption = (
        "Shared texts and the articles that they stand in, in the order of their dates, which need "
        "not be the way the words went"
    )
    cut = f" (the first {at_most:,} of {len(clusters):,})" if len(clusters) > at_most else ""
    return table(
        "travels", f"{caption}{cut}", headers, rows, quotes,
        numeric=("Articles", "Known outlets", "Passages"), event_names=corpus.event_names,
    )  # fmt: skip


def _way(group: pd.DataFrame) -> Block:
    """Outlets with their dates, from the earliest to the latest where dates say that."""
    said = (" → " if _is_dated(group) else " · ").join(_stations(group))
    return Block(f'<span class="stations" dir="auto">{escape(said)}</span>', said)


def _is_dated(group: pd.DataFrame) -> bool:
    return len({*group["published"].dropna()}) > 1


def _stations(group: pd.DataFrame) -> Iterator[str]:
    """Outlets with their dates, those of one day together."""
    for day, own in group.groupby(group["published"].fillna(""), sort=False):
        undated = not day and bool(own["directed"].iloc[0])
        outlets = (" → " if undated else ", ").join(map(outlet_name, own["outlet"]))
        yield f"{outlets} ({day or 'no date'})"


def _order_known(group: pd.DataFrame) -> str:
    if not group["directed"].iloc[0]:
        return "undirected"
    whole = group["published"].notna().all() and group["published"].is_unique
    return (
        "by date" if whole else "by date, in part" if _is_dated(group) else "by credit or quotation"
    )
