"""Outlets that are not independent of each other: one is known here through the other only.

An article that stands as a block inside another was chosen and cut by whoever quotes it, and a
repost by whoever reposts it. Set side by side, host and guest are no two witnesses.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.compare.outlets import OutletNames
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN

HOSTED = {
    "event": "str", "article": "str", "outlet": "str", "host": "str", "host_article": "object",
    "how": "str",
}  # fmt: skip

DEPENDENT = {
    "event": "str", "outlet_a": "str", "outlet_b": "str", "guest": "str", "host": "str",
    "how": "str", "articles": "object", "of": "int64", "reason": "str",
}  # fmt: skip

QUOTED, REPOSTED = "quoted", "reposted"


def hosted_articles(corpus: Corpus) -> pd.DataFrame:
    """Articles that are known here through another outlet of their event.

    Returns
    -------
    pandas.DataFrame
        One row an article and host, sorted: event, article, outlet, host (the outlet), host_article
        (the one that quotes it, None for reposts), how (`QUOTED` or `REPOSTED`). Articles of
        unknown outlet have none: nobody can say that host and guest are two.
    """
    known = OutletNames(corpus)
    articles = corpus.articles.set_index("article", drop=False).to_dict("index")
    present = {(row["event"], row["outlet"]) for row in articles.values()}
    rows = []
    for row in articles.values():
        event, outlet = row["event"], row["outlet"]
        hosts = dict[str, tuple[str | None, str]]()
        if row["quoted_in"] in articles:
            hosts[articles[row["quoted_in"]]["outlet"]] = row["quoted_in"], QUOTED
        if row["reposted_by"]:
            hosts.setdefault(known.find(event, row["reposted_by"]), (None, REPOSTED))
        for host, (host_article, how) in hosts.items():
            if UNKNOWN not in (outlet, host) and host != outlet and (event, host) in present:
                rows.append((event, row["article"], outlet, host, host_article, how))
    return frame(sorted(rows, key=lambda row: (row[0], row[1], row[3])), HOSTED)


def dependent_pairs(corpus: Corpus) -> pd.DataFrame:
    """Pairs of outlets of which one is known here, wholly or in part, through the other.

    Returns
    -------
    pandas.DataFrame
        One row an event, guest, host and way, sorted: event, outlet_a < outlet_b, guest, host, how,
        articles (ids of those that the host quotes or reposts), of (articles of the guest in the
        event), reason (as a clause: "X is known here only as quoted by Y").
    """
    places = zip(corpus.articles["event"], corpus.articles["outlet"], strict=True)
    sizes = Counter((str(event), str(outlet)) for event, outlet in places)
    rows = []
    keys = ["event", "outlet", "host", "how"]
    for key, group in hosted_articles(corpus).groupby(keys):
        event, guest, host, how = map(str, key)
        ids, of = tuple(group["article"]), sizes[event, guest]
        reason = _reason(guest, host, how, len(ids), of)
        rows.append((event, *sorted((guest, host)), guest, host, how, ids, of, reason))
    return frame(sorted(rows, key=lambda row: row[:6]), DEPENDENT)


def _reason(guest: str, host: str, how: str, some: int, of: int) -> str:
    if some == of:
        return f"{guest} is known here only as {how} by {host}"
    verb = "is" if some == 1 else "are"
    return f"{some:,} of {of:,} articles of {guest} {verb} known here only as {how} by {host}"


class Dependence(NamedTuple):
    """Says why two outlets, or two articles, are not independent; empty where they are.

    ``outlets`` are reasons by event and pair of outlets, ``articles`` by pair of articles.
    """

    outlets: Mapping[tuple[str, frozenset[str]], str]
    articles: Mapping[frozenset[str], str]

    def of_outlets(self, event: str | None, one: str, other: str) -> str:
        """Why two outlets of an event (None: of any) are not independent, as a clause."""
        pair = frozenset((one, other))
        if event is not None:
            return self.outlets.get((event, pair), "")
        found = (reason for (_, outlets), reason in self.outlets.items() if outlets == pair)
        return "; ".join(found)

    def of_articles(self, one: str, other: str) -> str:
        """Why two articles are not independent, as a clause."""
        return self.articles.get(frozenset((one, other)), "")


def find_dependence(corpus: Corpus) -> Dependence:
    """Collect the reasons of `dependent_pairs`, and those of pairs of articles.

    Two articles depend on each other if one is quoted in the other, or the outlet of the other
    reposted it.
    """
    outlets: dict[tuple[str, frozenset[str]], str] = {}
    columns = ("event", "outlet_a", "outlet_b", "reason")
    for event, one, other, reason in dependent_pairs(corpus)[list(columns)].itertuples(index=False):
        key = event, frozenset((one, other))
        outlets[key] = "; ".join(filter(None, [outlets.get(key), reason]))
    return Dependence(outlets, dict(_article_reasons(corpus)))


def _article_reasons(corpus: Corpus) -> Iterator[tuple[frozenset[str], str]]:
    of = corpus.articles.groupby(["event", "outlet"])["article"].agg(tuple)
    for row in hosted_articles(corpus).to_dict("records"):
        by = (row["host_article"],) if row["how"] == QUOTED else of[row["event"], row["host"]]
        for other in by:
            what = f"the article of {row['outlet']} is known here only as {row['how']}"
            yield frozenset((row["article"], other)), f"{what} by {row['host']}"
