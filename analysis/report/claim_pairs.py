"""Numbers at odds beside each other: two sentences, the verdict, and what would decide."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import inf
from typing import Any

import pandas as pd

from analysis.compare.claims.claims import Claims
from analysis.compare.claims.verdicts import CONTRADICTORY, TENSION, UNDECIDED, VERDICTS, as_claim
from analysis.corpus.corpus import Corpus
from analysis.report.claim_verdicts import OPEN, compared
from analysis.report.claims import Row, named_groups
from analysis.report.evidence import Block, Quote
from analysis.report.findings import amount, event_name, listing, verb
from analysis.report.passage_quotes import enquote, telling_headlines
from analysis.report.two_sides import Card, Mark, Side, differing_side
from analysis.report.two_sides import cards as lay_out

MOST = 2
"""Pairs of one verdict that are shown of a group."""

MOST_GROUPS = 40
_CALLED = {
    CONTRADICTORY: ("contradictory pair", "contradictory pairs"),
    TENSION: ("pair in tension", "pairs in tension"),
    UNDECIDED: ("undecided pair", "undecided pairs"),
}


def odds_list(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """Set numbers beside each other that contradict or strain each other, or cannot be decided on.

    Of each group and verdict the two pairs are shown whose figures lie furthest apart, of two
    outlets rather than one and of others than those shown before.
    """
    pairs = compared(claims)
    pairs = pairs[pairs["verdict"].isin(OPEN)]
    if pairs.empty:
        message = "No two numbers that are compared are at odds."
        return Block(f'<p class="nothing">{message}</p>', message)
    rows = cards.set_index("id", drop=False).to_dict("index")
    sizes = Counter(zip(corpus.articles["event"], corpus.articles["outlet"], strict=True))
    several = len(set(corpus.articles["event"])) > 1
    named = named_groups(cards, claims).to_dict("records")
    laid, shown = [], 0
    for group in [each for each in named if each["verdict"] in OPEN or _has_open(pairs, each)]:
        own = pairs[(pairs["event"] == group["event"]) & (pairs["group"] == group["group"])]
        chosen = list(_chosen(own, rows))
        made = [
            _card(f"{group['group']}-{n}", each, rows, quotes, sizes)
            for n, each in enumerate(chosen, 1)
        ]
        event = f"{event_name(corpus, group['event'])}: " if several else ""
        laid.append((f"{event}{group['name']} – {_counted(own)}", made))
        shown += len(chosen)
    left = len(pairs) - shown
    note = (
        f"{amount(left, 'more pair')} of these groups {verb(left, 'is', 'are')} listed behind the "
        "table of pairs." if left else ""
    )  # fmt: skip
    return lay_out(laid[:MOST_GROUPS], "group", note)


def _has_open(pairs: pd.DataFrame, group: Row) -> bool:
    return bool(((pairs["event"] == group["event"]) & (pairs["group"] == group["group"])).any())


def _counted(pairs: pd.DataFrame) -> str:
    counts = pairs["verdict"].value_counts()
    return listing([amount(int(counts[name]), *_CALLED[name]) for name in OPEN if name in counts])


def _chosen(pairs: pd.DataFrame, rows: Mapping[object, Row]) -> Iterator[Row]:
    """The pairs of a group that are shown, the worst verdict first."""
    ranked = sorted(
        pairs.to_dict("records"), key=lambda row: (OPEN.index(row["verdict"]), *_rank(row, rows))
    )
    for _, group in groupby(ranked, key=lambda row: row["verdict"]):
        seen: list[frozenset[object]] = []
        for row in group:
            one, two = (rows[row[side]] for side in ("id_a", "id_b"))
            outlets = frozenset([one["outlet"], two["outlet"]])
            figures = frozenset([as_claim(one).figures, as_claim(two).figures])
            if len(seen) < 2 * MOST and outlets not in seen and figures not in seen:
                seen += [outlets, figures]
                yield row


def _rank(row: Row, rows: Mapping[object, Row]) -> tuple[bool, bool, float]:
    one, two = (rows[row[side]] for side in ("id_a", "id_b"))
    low, high = sorted(min(as_claim(each).figures) for each in (one, two))
    headline = "headline" in (one["role"], two["role"])
    return one["outlet"] == two["outlet"], headline, -(high / low if low > 0 else inf)


def _card(
    name: str,
    pair: Row,
    rows: Mapping[object, Row],
    quotes: Mapping[str, Quote],
    sizes: Mapping[tuple[Any, Any], int],
) -> Card:
    both = rows[pair["id_a"]], rows[pair["id_b"]]
    dates = [each["published"] or "" for each in both]
    if all(dates) and dates[1] < dates[0]:
        both = both[1], both[0]
    said = quotes[both[0]["id"]], quotes[both[1]["id"]]
    titles = ("", "")
    if both[0]["article"] != both[1]["article"]:
        heads = quotes[both[0]["article"]].text, quotes[both[1]["article"]].text
        counts = (
            sizes[both[0]["event"], both[0]["outlet"]],
            sizes[both[1]["event"], both[1]["outlet"]],
        )
        titles = telling_headlines(said, heads, counts)
    sides = _side(both[0], said[0], titles[0]), _side(both[1], said[1], titles[1])
    verdict = str(pair["verdict"])
    written = " and ".join(f"“{' '.join(each['text'].split())}”" for each in both)
    fragile = ("The verdict hangs on how far “about” reaches.",) if pair["fragile"] else ()
    note = (f"Note of the analyst: {pair['note']}",) if pair["note"] else ()
    notes = (
        f"{verdict.capitalize()}: {_why(verdict, pair)}.",
        *fragile,
        f"What would decide: {needed(verdict, *both)}.",
        *note,
    )
    return Card(f"odds-{name}", f"{verdict}: {written}", f"{written}: {verdict}", sides, notes)


def _side(row: Row, quote: Quote, title: str) -> Side:
    """A sentence with its number marked, and whose figure it is."""
    named = any(map(str.isalpha, row["source_words"]))
    whose = f"{enquote(' '.join(row['source_words'].split()))} in" if named else ""
    label = "headline" if row["role"] == "headline" else ""
    marks = [Mark(*span, "mark", "named") for span in quote.marks]
    return differing_side(quote, marks, ", ".join(filter(None, [label, whose])), title)


def _why(verdict: str, pair: Row) -> str:
    """The reason; of a tension, its meaning."""
    return VERDICTS[verdict] if verdict == TENSION else reason_of(pair)


def reason_of(pair: Row) -> str:
    """Why a pair has its verdict: the last clause of its reason."""
    return str(pair["reason"]).rpartition("; ")[2]


def needed(verdict: str, one: Row, two: Row) -> str:
    """What a reader would have to find out to decide on two numbers."""
    first, second = as_claim(one), as_claim(two)
    if verdict == TENSION:
        bounded = [
            row for row, claim in ((one, first), (two, second)) if None in (claim.low, claim.high)
        ]
        how = verb(len(bounded), "reaches", "reach")
        return f"how far {_written(bounded)} {how}, that is the figure behind the bound"
    vague = [row for row, claim in ((one, first), (two, second)) if claim.vague]
    if vague:
        return f"an exact figure in place of {_written(vague)}"
    if verdict == CONTRADICTORY:
        return "nothing in these texts; a source that both rest on, or a third one"
    undated = [row for row, claim in ((one, first), (two, second)) if not claim.date]
    if undated:
        return f"the day for which {_written(undated)} {verb(len(undated), 'is', 'are')} given"
    if first.date == second.date:
        return "the hours at which the source gave either"
    return "whose count either is: of one source, the later figure would be an update"


def _written(rows: Sequence[Row]) -> str:
    return listing([f"“{' '.join(row['text'].split())}”" for row in rows])
