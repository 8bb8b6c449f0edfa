"""What the report says and counts of drift: sentences that travelled, and what changed in them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.drift.changes import KINDS, count_drift
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    outlet_name,
    show_findings,
    some_of,
    verb,
)
from analysis.report.reuse import nothing_shared
from analysis.report.tables import Cell, table

NAMED_KINDS = 6
"""Kinds of differences that a sentence names."""

NO_HEADLINE = "No headline takes up most words of a sentence in the body beneath"

_CAUTION = (
    "What differs is found by rules, and only where the words round it are the same on both sides. "
    "The words say what is gone or has come in, not why."
)


def is_headline(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows set a headline beside a sentence of its own body."""
    return frame["passage"].eq("")


def drift_findings(
    corpus: Corpus,
    pairs: pd.DataFrame,
    drift: pd.DataFrame,
    quotes: Mapping[str, Quote],
    passages: pd.DataFrame,
) -> Block:
    """Say in how many sentences that travelled something changed that can be named, and what.

    ``quotes`` holds those of `drift_quotes`; of ``passages`` it is said how many have no pair.
    """
    unpaired = passages_without_pairs(corpus, passages, pairs)

    def tell(event: str) -> Iterator[Finding]:
        of_event = pairs["event"] == event
        left = int(unpaired["event"].eq(event).sum())
        yield _travelled(corpus, event, pairs[of_event & ~is_headline(pairs)], drift, left)

    return show_findings(by_event(corpus, tell), quotes)


def drift_headline_findings(
    corpus: Corpus, pairs: pd.DataFrame, drift: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many headlines take up a sentence of their own body, and what differs in them."""
    chosen = pairs[is_headline(pairs)]

    def tell(event: str) -> Iterator[Finding]:
        yield _headlines(event, chosen[chosen["event"] == event], drift)

    return show_findings(by_event(corpus, tell), quotes)


def passages_without_pairs(
    corpus: Corpus, passages: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Passages between articles no part of which lies in two sentences that are paired."""
    places = corpus.sentences.set_index("sentence")[["start", "end"]]
    paired: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
    for row in pairs[~is_headline(pairs)].to_dict("records"):
        sides = [
            (row[f"article_{way}"], *places.loc[row[f"sentence_{way}"]]) for way in ("from", "to")
        ]
        for (one, *span), (other, *place) in (sides, sides[::-1]):
            paired.setdefault((one, other), []).append((*span, *place))

    def is_paired(row: Mapping[Any, Any]) -> bool:
        return any(
            start < row["end_a"] and row["start_a"] < end
            and begin < row["end_b"] and row["start_b"] < stop
            for start, end, begin, stop in paired.get((row["article_a"], row["article_b"]), [])
        )  # fmt: skip

    shared = between_articles(passages)
    left = [not is_paired(row) for row in shared.to_dict("records")]
    return shared[pd.Series(left, index=shared.index, dtype="bool")]


def _not_compared(passages: int) -> str:
    if not passages:
        return ""
    return (
        f" {amount(passages, 'passage')} {verb(passages, 'is', 'are')} too reworded, or too short, "
        "to be compared sentence by sentence."
    )


def _travelled(
    corpus: Corpus, event: str, pairs: pd.DataFrame, drift: pd.DataFrame, unpaired: int
) -> Finding:
    identity = f"finding-drift-{event}"
    if pairs.empty:
        sentence = "No sentence of one article stands in another."
        caution = f"Sentences are paired inside shared passages.{_not_compared(unpaired)}"
        return nothing_shared(corpus, event, Finding(identity, sentence, (), caution))
    own = drift[drift["pair"].isin(pairs["pair"])]
    changed = tuple(pair for pair in pairs["pair"] if pair in set(own["pair"]))
    told = tuple(pairs["pair"])
    undirected = int((~pairs["directed"]).sum())
    order = (
        f" For {undirected:,} of the pairs nothing says which is the earlier." if undirected else ""
    )
    order += _not_compared(unpaired)
    pair = "pair of sentences" if len(told) == 1 else "pairs of sentences"
    both = Linked(told, "pairs of sentences")
    if not changed:
        return Finding(
            identity,
            f"{{}} {pair} {verb(len(told), 'stands', 'stand')} in two articles, and nothing "
            "changed in what the rules name.",
            (both,),
            f"{_CAUTION}{order}",
            main=True,
        )
    parts = [Linked(changed, "pairs of sentences that differ"), both]
    which = f"In {{}} of {{}} {pair}" if len(told) > 1 else f"In the {{}} {pair}"
    phrases, links = _kinds(own)
    return Finding(
        identity,
        f"{which} that {verb(len(told), 'stands', 'stand')} in two articles something changed "
        f"in what the rules name: {phrases}.",
        (*(parts if len(told) > 1 else parts[:1]), *links),
        f"{_CAUTION}{order}",
        main=True,
    )


def _headlines(event: str, pairs: pd.DataFrame, drift: pd.DataFrame) -> Finding:
    identity = f"finding-headlines-{event}"
    caution = (
        "A headline has room for few words; what it drops may stand in the body, which the reader "
        "of the headline alone does not see."
    )
    if pairs.empty:
        return Finding(identity, f"{NO_HEADLINE}.", (), caution)
    own = drift[drift["pair"].isin(pairs["pair"])]
    named = pairs["pair"].isin(own["pair"])
    changed = tuple(pairs[named].drop_duplicates("sentence_to")["pair"])
    told = tuple(pairs.drop_duplicates("sentence_to")["pair"])
    phrases, links = _kinds(own)
    if not changed:
        some = (
            verb(len(told), "It does not differ", "They do not differ")
            + " from it in what the rules name."
        )
    else:
        which = "It" if len(told) == 1 else "{} of them"
        differs = verb(len(changed), "differs", "differ")
        some = f"{which} {differs} from it in what the rules name: {phrases}."
    return Finding(
        identity,
        f"{{}} {verb(len(told), 'headline takes', 'headlines take')} up most words of a sentence "
        f"in the body beneath. {some}",
        (
            Linked(told, "headlines and the sentences they take up"),
            *([Linked(changed, "headlines that differ")] if changed and len(told) > 1 else []),
            *links,
        ),
        caution,
    )


def _kinds(drift: pd.DataFrame) -> tuple[str, list[Linked]]:
    """The kinds of differences with places for their counts, the most frequent first."""
    found = [(kind, tuple(drift.loc[drift["kind"] == kind, "id"])) for kind in KINDS]
    found = sorted((each for each in found if each[1]), key=lambda each: -len(each[1]))
    phrases = [f"{{}} {verb(len(ids), kind, _plural(kind))}" for kind, ids in found]
    links = [Linked(ids, f"differences: {kind}") for kind, ids in found[:NAMED_KINDS]]
    return some_of(phrases, NAMED_KINDS), links


def _plural(kind: str) -> str:
    """Several differences of a kind: "labels swapped"."""
    noun, _, way = kind.partition(" ")
    return f"{noun}s {way}"


def drift_table(
    corpus: Corpus, drift: pd.DataFrame, quotes: Mapping[str, Quote], *, headlines: bool = False
) -> Block:
    """Count differences by pair of outlets and kind; of headlines, by outlet and kind."""
    chosen = drift[is_headline(drift) == headlines]
    rows: list[list[Cell]] = []
    for row in count_drift(chosen).to_dict("records"):
        names = [outlet_name(row[f"outlet_{way}"]) for way in ("from", "to")]
        linked = Linked(tuple(row["ids"]), f"{' to '.join(names)}: {row['kind']}")
        outlets = [names[0]] if headlines else [*names, "yes" if row["directed"] else "no"]
        rows.append(
            [*outlets, row["event"] or "two events", row["kind"], KINDS[row["kind"]], linked]
        )
    outlets = ["Outlet"] if headlines else ["From", "To", "Order known"]
    headers = [*outlets, "Event", "What changed", "Which means", "Times"]
    caption = (
        "Differences between headlines and the sentences they take up"
        if headlines
        else "Differences between sentences that stand in two articles, by outlets and kind"
    )
    slug = "drift-headlines-counted" if headlines else "drift-counted"
    unknown = not headlines and not chosen["directed"].all()
    notes = (
        ["Where no date gives the order, “from” and “to” are without meaning."] if unknown else []
    )
    return table(
        slug, caption, headers, rows, quotes, numeric=("Times",), event_names=corpus.event_names,
        notes=notes,
    )  # fmt: skip
