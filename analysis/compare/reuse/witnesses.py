"""Reuse-adjusted counts: how many sentences and numbers are left if shared text counts once.

A sentence that several articles share says one thing once, however often it is printed. What is
left is an upper limit of what is independent: other sentences may rest on a common source too.
"""

from collections.abc import Iterator
from typing import Any

import networkx as nx
import pandas as pd

from analysis.compare.drift.pairs import aligned_sentences
from analysis.compare.numbers import KINDS
from analysis.compare.reuse.clusters import find_witnesses
from analysis.compare.reuse.passages import NEAR
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN

SENTENCES, NUMBERS = "sentences", "numbers"

WITNESSES: dict[str, str] = {
    "event": "str", "counted": "str", "kind": "str", "unit": "str", "raw": "int64",
    "independent": "int64", "outlets": "int64", "outlets_of_their_own": "int64", "ids": "object",
    "repeated": "object",
}  # fmt: skip


def compare_witnesses(
    corpus: Corpus, quantities: pd.DataFrame, passages: pd.DataFrame
) -> pd.DataFrame:
    """Count sentences and numbers as they stand, and with shared text counted once.

    Parameters
    ----------
    corpus
        The corpus.
    quantities
        The frame of `mark_quantities`.
    passages
        The frame of `compare_reuse`.

    Returns
    -------
    pandas.DataFrame
        One row an event and what is counted, sentences first, then all numbers, then each measure
        that two known outlets give: event, counted (sentences or numbers), kind and unit (empty for
        all numbers and for sentences), raw, independent, outlets (known ones), outlets_of_their_own
        (those of them with something that repeats no earlier article), ids (of all), repeated (ids
        of what stands in an earlier article, or earlier in its own). Two sentences are one if
        a passage pairs them and at least `NEAR` of their words are the same; two numbers if they
        stand at the same place of a passage. Without dates, an article that credits
        another comes later, and else the order of the corpus decides which of them is the repeat;
        the counts do not depend on it.
    """
    later = {
        row[f"article_{'b' if row['earlier'] == 'a' else 'a'}"]
        for row in passages[passages["earlier"] != ""].to_dict("records")
    }
    about = corpus.articles[["article", "event", "outlet", "published"]]
    about = about.assign(later=about["article"].isin(later))
    sentences = corpus.sentences.merge(about, on="article", validate="many_to_one")
    numbers = quantities.merge(about, on="article", validate="many_to_one")
    sentences = sentences.assign(id=sentences["sentence"], kind="", unit="")
    sentences["witness"] = _same_sentences(corpus, sentences, passages)
    numbers["witness"] = find_witnesses(numbers, passages)
    numbers["unit"] = numbers["unit"].fillna("")
    rows: list[tuple[Any, ...]] = []
    for event in sorted(corpus.articles["event"].unique()):
        own = sentences[sentences["event"] == event]
        rows += [(event, SENTENCES, "", "", *_counts(own))] if len(own) else []
        rows += _number_rows(event, numbers[numbers["event"] == event], passages)
    return frame(rows, WITNESSES)


def _number_rows(
    event: str, numbers: pd.DataFrame, passages: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    if len(numbers):
        yield event, NUMBERS, "", "", *_counts(numbers)
    named = numbers[numbers["kind"].isin(KINDS) & (numbers["unit"] != "")]
    for key, group in named.groupby(["kind", "unit"]):
        kind, unit = map(str, key)
        if len({*group["outlet"]} - {UNKNOWN}) > 1:
            own = group.assign(witness=find_witnesses(group, passages))
            yield event, NUMBERS, kind, unit, *_counts(own)


def _counts(counted: pd.DataFrame) -> tuple[Any, ...]:
    order = ["published", "later", "document", "start"]
    ordered = counted.sort_values(order, na_position="last")
    repeated = ordered["witness"].duplicated()
    known = ordered[ordered["outlet"] != UNKNOWN]
    first = known[~repeated.loc[known.index]]
    return (
        len(counted), int(counted["witness"].nunique()), known["outlet"].nunique(),
        first["outlet"].nunique(), tuple(counted["id"]),
        tuple(counted.loc[repeated.reindex(counted.index), "id"]),
    )  # fmt: skip


def _same_sentences(
    corpus: Corpus, sentences: pd.DataFrame, passages: pd.DataFrame
) -> "pd.Series[int]":
    """For each sentence a number, the same for those that passages show to be one."""
    pairs = aligned_sentences(corpus, passages)
    close = pairs[(pairs["passage"] != "") & (pairs["similarity"] >= NEAR)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sentences["sentence"])
    graph.add_edges_from(zip(close["sentence_from"], close["sentence_to"], strict=True))
    groups = enumerate(sorted(map(sorted, nx.connected_components(graph))))
    number = {sentence: place for place, group in groups for sentence in group}
    return sentences["sentence"].map(number)
