"""What the report lists about shared text: passages, their origins, containment, thresholds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.compare.drift.pairs import (
    FEWEST_ALIGNED,
    FEWEST_OF_HEADLINE,
    LEAST_ALIGNED,
    LEAST_OF_HEADLINE,
)
from analysis.compare.reuse.alignment import ALIKE, FEWEST, MEANING
from analysis.compare.reuse.clusters import BOILERPLATE
from analysis.compare.reuse.paraphrases import ALIKE as PARAPHRASES
from analysis.compare.reuse.passage_origins import ORIGINS
from analysis.compare.reuse.passages import KINDS, NEAR
from analysis.compare.reuse.retold import OF_SPEAKER, OF_UNNAMED
from analysis.compare.reuse.shingles import SHINGLE
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.report.article_names import article_in_label, article_link
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import amount, outlet_name, percent
from analysis.report.passage_quotes import (
    MOST_SHOWN,
    PassageQuotes,
    enquote,
    first_words,
    shown_passages,
)
from analysis.report.reuse import OWED
from analysis.report.tables import Cell, table
from analysis.report.two_sides import Card, cards, shared_side

_READ = 400
"""Letters of a shared text that are read for its first words."""


def origin_kind_table(
    passages: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str]
) -> Block:
    """Count passages by what they are owed to and by kind; ``quotes`` holds those of passages."""
    shared = between_articles(passages)
    rows: list[list[Cell]] = []
    for event, group in shared.groupby("event"):
        for origin in OWED:
            own = group[group["origin"] == origin]
            if len(own):
                label = f"passages, {origin}"
                of_kind = [
                    Linked(tuple(own.loc[own["kind"] == kind, "id"]), f"{label}: {kind}")
                    for kind in KINDS
                ]
                rows.append(
                    [
                        origin, ORIGINS[origin], str(event) or "two events",
                        Linked(tuple(own["id"]), label),
                        *of_kind,
                        f"{own['words'].max():,}",
                    ]
                )  # fmt: skip
    headers = [
        "Origin",
        "Which means",
        "Event",
        "Passages",
        *map(str.capitalize, KINDS),
        "Longest, in words",
    ]
    caption = "Passages that stand in two articles, by origin and by kind"
    numeric = (*headers[3:],)
    return table(
        "origins-of-passages", caption, headers, rows, quotes, numeric=numeric,
        event_names=event_names,
    )  # fmt: skip


def passage_list(corpus: Corpus, passages: pd.DataFrame, quotes: PassageQuotes) -> Block:
    """Set both sides of each passage beside each other, those of one text together."""
    shared = between_articles(passages)
    if shared.empty:
        message = "There is no passage to show."
        return Block(f'<p class="nothing">{message}</p>', message)
    names = texts_called(corpus, shared)
    listed = shown_passages(passages)
    sizes = travelled_in(shared)
    groups = [
        (
            f"{enquote(names[str(cluster)])}, in {amount(sizes[str(cluster)], 'article')}",
            [_card(row, quotes) for row in group.to_dict("records")],
        )
        for cluster, group in listed.groupby("cluster", sort=False)
    ]
    note = f"Shown: {len(listed):,} of {len(shared):,} passages; the export has them all."
    shown = cards(groups, "shared text", note if len(listed) < len(shared) else "")
    legend = "Marked: words that both sides have, in the same order."
    html = legend.replace("Marked", "<mark>Marked</mark>")
    return Block(f'<p class="legend">{html}</p>{shown.html}', f"{legend}\n{shown.plain}")


def travelled_in(passages: pd.DataFrame) -> dict[str, int]:
    """In how many articles each shared text stands, by its cluster."""
    sides = [
        passages[["cluster", f"article_{side}"]].set_axis(["cluster", "article"], axis=1)
        for side in "ab"
    ]
    held = pd.concat(sides).drop_duplicates()
    return {str(cluster): len(own) for cluster, own in held.groupby("cluster")}


def texts_called(corpus: Corpus, passages: pd.DataFrame) -> dict[str, str]:
    """The first words of each shared text by its cluster, as the earlier article has them."""
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    names = {}
    longest = passages.sort_values("words", ascending=False, kind="stable")
    for row in longest.drop_duplicates("cluster").to_dict("records"):
        side = "b" if row["earlier"] == "b" else "a"
        start, end = row[f"start_{side}"], row[f"end_{side}"]
        text = texts[row[f"document_{side}"]][start : min(end, start + _READ)]
        names[str(row["cluster"])] = first_words(text)
    return names


def _card(row: Mapping[Any, Any], quotes: PassageQuotes) -> Card:
    labels = ("earlier", "later") if row["earlier"] else ("", "")
    first, second = quotes.sides(str(row["id"]))
    titles = quotes.headlines(str(row["id"]))
    outlets = [outlet_name(row[f"outlet_{side}"]) for side in "ab"]
    kind = str(row["kind"])
    # Cut, not rounded: what is called a paraphrase must not seem to reach the threshold.
    share = "" if kind == "verbatim" else f", {int(100 * row['similarity'])} % alike"
    speaker = f" ({row['speaker']})" if isinstance(row["speaker"], str) else ""
    head = f"{kind}{share}; {amount(row['words'], 'word')}; {row['origin']}{speaker}"
    head += "" if row["earlier"] else "; undirected"
    return Card(
        f"passage-{row['id']}",
        f"Passage {str(row['id'])[1:]}: {' and '.join(outlets)}",
        head,
        (
            shared_side(first, labels[0], titles[0]),
            shared_side(second, labels[1], titles[1]),
        ),
    )


def containment_table(
    corpus: Corpus, containment: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int = 200
) -> Block:
    """List words of each article in passages shared with another; ``quotes`` has the passages'."""
    ranking = containment.sort_values(
        ["share", "article", "other"], ascending=[False, True, True], ignore_index=True
    )
    headlines = set(corpus.articles.loc[corpus.articles["headline_only"], "article"])
    brief = len(containment) > MOST_SHOWN
    rows: list[list[Cell]] = []
    for row in ranking.head(at_most).to_dict("records"):
        both = [str(row["article"]), str(row["other"])]
        label = " in ".join(article_in_label(corpus, name) for name in both)
        rows.append(
            [
                *(article_link(corpus, name, headlines) for name in both),
                percent(row["share"]), f"{row['shared']:,}", f"{row['words']:,}",
                Linked(tuple(row["ids"]), f"{label}: passages", brief),
            ]
        )  # fmt: skip
    headers = [
        "Article", "Shares passages with", "Part of the article", "Words in shared passages",
        "All its words", "Passages",
    ]  # fmt: skip
    shown = f"the first {at_most:,} of {len(ranking):,}" if len(ranking) > at_most else "all"
    caption = f"Words of an article in passages shared with another, largest part first ({shown})"
    listed = {*ranking["article"], *ranking["other"]} & headlines
    notes = ["“Headline only”: nothing else is known of the article."] if listed else []
    return table(
        "containment", caption, headers, rows, quotes, numeric=headers[2:], notes=notes,
        folded=len(rows) > 20,
    )  # fmt: skip


def reuse_settings_table() -> Block:
    """List the thresholds of passages and of paired sentences as they are used."""
    paraphrases: list[list[Cell]] = [
        [
            f"Paraphrase of a whole sentence: share of rare words in common, from {words:,} on",
            percent(share),
        ]
        for share, words in PARAPHRASES
    ]
    retold: list[list[Cell]] = [
        [
            f"Statements of {whom}: rare words of the shorter, from {bar.stems:,} on",
            percent(bar.of_shorter),
        ]
        for whom, bar in (("one speaker", OF_SPEAKER), ("sources without a name", OF_UNNAMED))
    ]
    rows: list[list[Cell]] = [
        ["Words in a row that begin a passage", f"{SHINGLE:,}"],
        ["Words in common, at least (of a whole short text fewer)", f"{FEWEST:,}"],
        ["Of these with a meaning of their own, names counted once", f"{MEANING:,}"],
        ["Share of words in common, in the same order, at least", percent(ALIKE)],
        ["From which it is near-verbatim", percent(NEAR)],
        *paraphrases,
        *retold,
        ["Boilerplate: articles of one outlet, or places of a document", f"{BOILERPLATE:,}"],
        ["Two sentences: words in common, in the same order, at least", f"{FEWEST_ALIGNED:,}"],
        ["Two sentences: these as a share of the shorter", percent(LEAST_ALIGNED)],
        ["Headline and body: words with a meaning in common", f"{FEWEST_OF_HEADLINE:,}"],
        ["Headline and body: these as a share of the headline’s", percent(LEAST_OF_HEADLINE)],
    ]
    caption = "Thresholds of passages, and of sentences that are set side by side"
    return table("thresholds", caption, ["What", "Value"], rows, {}, numeric=("Value",))
