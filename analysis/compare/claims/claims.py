"""Numeric claims compared: which numbers are about the same thing, and what they say to each other.

Groups are proposed by the program; an analyst's decisions (``measurands.toml`` of the corpus) go
before them. Numbers that stand in a passage that articles share are one witness.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf, log10, nan
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.compare.claims.decisions import Decision, Decisions, read_decisions, undecided
from analysis.compare.claims.proposals import Proposal, propose_pairs
from analysis.compare.claims.verdicts import NOT_COMPARABLE, VERDICTS, as_claim, compare_pair
from analysis.compare.reuse.clusters import find_witnesses
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.measurands import CONFIRMED, REJECTED

__all__ = ["CONFIRMED", "PROPOSED", "REJECTED", "Claims", "compare_claims"]

PROPOSED = "proposed"
"""Status of what the program proposes; `CONFIRMED` and `REJECTED` is what the analyst decides."""

NUMBER_PAIRS: dict[str, str] = {
    "id_a": "str", "id_b": "str", "event": "str", "group": "str", "verdict": "str",
    "fragile": "bool", "status": "str", "score": "float64", "reason": "str", "note": "str",
}  # fmt: skip

GROUPS: dict[str, str] = {
    "group": "str", "event": "str", "counts": "str", "status": "str", "kind": "str", "unit": "str",
    "of": "str", "outcome": "str", "numbers": "object", "articles": "int64", "outlets": "object",
    "low": "float64", "high": "float64", "ratio": "float64", "gap": "float64",
    "witnesses": "int64", "verdict": "str", "fragile": "bool", "pairs": "int64", "note": "str",
}  # fmt: skip

PROBLEMS: dict[str, str] = {"file": "str", "line": "int64", "what": "str", "remedy": "str"}


class Claims(NamedTuple):
    """Pairs of numbers, the groups they make, and which of the analyst's decisions are unsound."""

    pairs: pd.DataFrame
    groups: pd.DataFrame
    problems: pd.DataFrame = frame((), PROBLEMS)


class _Group(NamedTuple):
    """Numbers that are compared, the pairs that make them a group, and the decision behind it."""

    ids: tuple[str, ...]
    links: list[Proposal]
    decision: Decision | None


def compare_claims(
    corpus: Corpus, cards: pd.DataFrame, passages: pd.DataFrame | None = None
) -> Claims:
    """Compare numbers for the same thing across articles, and headlines with their bodies.

    Parameters
    ----------
    corpus
        The corpus.
    cards
        The frame of `measurand_cards`.
    passages
        The frame of `compare_reuse`, if shared text is to count once among the witnesses.

    Returns
    -------
    Claims
        ``pairs``, one row two numbers of one group, by group and place, then the rejected ones:
        id_a, id_b, event (of the first), group (empty if rejected), verdict (a key of `VERDICTS`,
        or not comparable), fragile, status (proposed, confirmed, rejected), score (0 to 1; 1 of
        confirmed ones; of rejected ones the program's, NaN if it proposed no such pair), reason
        (why they are compared; then why this verdict), note (the analyst's). ``groups``, one row a
        group, those of most outlets first: group, event, counts (what, in words), status, kind,
        unit, of, outcome, numbers (ids, in the order of the cards), articles, outlets (known ones),
        low and high (smallest and largest stated figure), ratio (of these two), gap (log10 of the
        highest number's lower end by the lowest one's upper end; 0 or less where they meet; NaN if
        an end is open there), witnesses, verdict (the worst of its pairs), fragile (of one of the
        pairs with that verdict), pairs, note. ``problems``, one row a problem of the corpus's
        ``measurands.toml``, by line: file (inside the corpus folder), line, what, remedy.
    """
    proposals = propose_pairs(corpus, cards)
    decisions = read_decisions(corpus, cards)
    rows = cards.set_index("id", drop=False).to_dict("index")
    order = {identity: place for place, identity in enumerate(cards["id"])}
    found = [
        *(_confirmed(each) for each in decisions.confirmed),
        *_proposed(undecided(proposals, decisions), order),
    ]
    found.sort(key=lambda group: (-_outlets(rows, group.ids), order[group.ids[0]]))
    pairs, groups = [], []
    for number, group in enumerate(found, 1):
        compared = [_pair(rows, f"g{number}", group, each) for each in group.links]
        pairs += compared
        witnesses = len(group.ids)
        if passages is not None:
            own = cards[cards["id"].isin(group.ids)]
            witnesses = int(find_witnesses(own, passages).nunique())
        groups.append(_group(rows, f"g{number}", group, compared, witnesses))
    pairs += _rejected(rows, order, proposals, decisions)
    return Claims(
        frame(pairs, NUMBER_PAIRS), frame(groups, GROUPS), frame(decisions.problems, PROBLEMS)
    )


def _confirmed(decision: Decision) -> _Group:
    links = [Proposal(one, two, 1.0, "confirmed by the analyst") for one, two in decision.pairs]
    return _Group(decision.ids, links, decision)


def _proposed(proposals: Sequence[Proposal], order: Mapping[str, int]) -> list[_Group]:
    """Proposals that hang together make a group."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((each.id_a, each.id_b) for each in proposals)
    groups = [
        _Group(tuple(sorted(ids, key=order.__getitem__)), [], None)
        for ids in nx.connected_components(graph)
    ]
    of_number = {identity: group for group in groups for identity in group.ids}
    for each in sorted(proposals, key=lambda each: (order[each.id_a], order[each.id_b])):
        of_number[each.id_a].links.append(each)
    return groups


def _rejected(
    rows: Mapping[Any, Mapping[Any, Any]],
    order: Mapping[str, int],
    proposals: Iterable[Proposal],
    decisions: Decisions,
) -> list[tuple[Any, ...]]:
    """Rows of the pairs that the analyst keeps apart."""
    scores = {(each.id_a, each.id_b): each.score for each in proposals}
    found = sorted(decisions.apart.items(), key=lambda item: [order[each] for each in item[0]])
    return [
        (
            one, two, rows[one]["event"], "", NOT_COMPARABLE, False, REJECTED,
            scores.get((one, two), scores.get((two, one), nan)), f"differs: {decision.differs}",
            decision.note,
        )
        for (one, two), decision in found
    ]  # fmt: skip


def _outlets(rows: Mapping[Any, Mapping[Any, Any]], ids: Sequence[str]) -> int:
    return len({rows[identity]["outlet"] for identity in ids} - {UNKNOWN})


def _pair(
    rows: Mapping[Any, Mapping[Any, Any]], name: str, group: _Group, link: Proposal
) -> tuple[Any, ...]:
    one, two = rows[link.id_a], rows[link.id_b]
    verdict = compare_pair(as_claim(one), as_claim(two))
    status, _, note = _decided(group)
    return (
        link.id_a, link.id_b, one["event"], name, verdict.verdict, verdict.fragile, status,
        link.score, f"{link.reason}; {verdict.reason}", note,
    )  # fmt: skip


def _decided(group: _Group) -> tuple[str, str, str]:
    """Status of a group, what the analyst says that it counts, and the note."""
    if group.decision is None:
        return PROPOSED, "", ""
    return CONFIRMED, group.decision.counts, group.decision.note


def _group(
    rows: Mapping[Any, Mapping[Any, Any]],
    name: str,
    group: _Group,
    pairs: Sequence[tuple[Any, ...]],
    witnesses: int,
) -> tuple[Any, ...]:
    own = [rows[identity] for identity in group.ids]
    first = own[0]
    claims = [as_claim(row) for row in own]
    figures = [figure for claim in claims for figure in claim.figures]
    low, high = min(figures), max(figures)
    order = list(VERDICTS)
    worst = max((pair[4] for pair in pairs), key=order.index)
    outlets = tuple(dict.fromkeys(row["outlet"] for row in own if row["outlet"] != UNKNOWN))
    status, counts, note = _decided(group)
    return (
        name, first["event"], counts or _in_words(own), status, first["kind"], first["unit"],
        first["of"], first["outcome"], group.ids, len({row["article"] for row in own}), outlets,
        low, high, high / low if low > 0 else inf, _gap(own), witnesses, worst,
        any(pair[5] for pair in pairs if pair[4] == worst), len(pairs), note,
    )  # fmt: skip


def _gap(rows: Sequence[Mapping[Any, Any]]) -> float:
    """Distance of the highest number from the lowest one, in orders of ten."""
    lowest = min(rows, key=lambda row: row["high"] if row["high"] == row["high"] else inf)
    highest = max(rows, key=lambda row: row["low"] if row["low"] == row["low"] else -inf)
    top, bottom = lowest["high"], highest["low"]
    if not (top > 0 and bottom > 0):
        return float("nan")
    return log10(bottom / top)


def _in_words(rows: Sequence[Mapping[Any, Any]]) -> str:
    """What a group counts: its most frequent noun, and the outcome."""
    nouns = Counter(row["counted"] or row["of"] or row["unit"] for row in rows)
    noun = min(nouns, key=lambda each: (-nouns[each], each))
    outcomes = Counter(row["outcome"] for row in rows if row["outcome"])
    outcome = min(outcomes, key=lambda each: (-outcomes[each], each)) if outcomes else ""
    return f"{noun}: {outcome}" if outcome and outcome != noun else noun
