"""What the analyst has decided about numbers: which count the same thing, and which never do.

The decisions come from ``measurands.toml`` of the corpus, where numbers are known by their words
(:mod:`analysis.corpus.measurands`). Here they become ids of numbers, decisions that cannot be
carried out are named, and the program's proposals give way to the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.compare.claims.proposals import Proposal
from analysis.compare.numbers import KINDS
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import Problem
from analysis.corpus.measurands import CONFIRMED, MEASURANDS

Row = Mapping[Any, Any]


class Decision(NamedTuple):
    """An entry of ``measurands.toml``: ``ids`` are its numbers, in the order of the corpus.

    ``pairs`` are those of its numbers that may be compared (two articles, or headline and body of
    one) if it is confirmed, and all its pairs if it is rejected.
    """

    status: str
    counts: str
    differs: str
    note: str
    ids: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


class Decisions(NamedTuple):
    """Entries that are carried out, and what is wrong with the others, by line."""

    confirmed: list[Decision]
    rejected: list[Decision]
    problems: list[Problem]

    @property
    def apart(self) -> dict[tuple[str, str], Decision]:
        """Rejected pairs, each with the first entry that rejects it."""
        found: dict[tuple[str, str], Decision] = {}
        for each in self.rejected:
            for pair in each.pairs:
                found.setdefault(pair, each)
        return found


class _Entry(NamedTuple):
    """An entry with the rows of its numbers (``id`` to row of the numbers) and of the file."""

    entry: int
    status: str
    at: int
    numbers: dict[str, Row]
    named: dict[str, Row]


def read_decisions(corpus: Corpus, numbers: pd.DataFrame) -> Decisions:
    """The analyst's decisions about numbers, as ids.

    Entries that contradict each other are all left out, for nobody but the analyst knows which of
    them is wrong.

    Parameters
    ----------
    corpus
        The corpus.
    numbers
        A frame of numbers in reading order, such as that of `measurand_cards` or `mark_quantities`,
        with id, article, document, start, end, text, role, kind and unit. Only the kinds `KINDS`
        are compared.

    Returns
    -------
    Decisions
        ``problems`` holds those of ``corpus.measurand_problems`` too.
    """
    own = numbers[numbers["kind"].isin(KINDS)].to_dict("records")
    by_document: dict[str, list[Row]] = {}
    for row in own:
        by_document.setdefault(row["document"], []).append(row)
    order = {row["id"]: place for place, row in enumerate(own)}
    events = dict(zip(corpus.articles["article"], corpus.articles["event"], strict=True))
    problems = list(corpus.measurand_problems)
    entries: list[_Entry] = []
    for _, rows in corpus.measurands.groupby("entry", sort=True):
        entry, wrong = _resolve(rows.to_dict("records"), by_document)
        wrong = wrong or list(_unlike(entry, events))
        problems += wrong
        if not wrong:
            entries.append(entry)
    against, spoilt = _contradictions(entries)
    problems = sorted([*problems, *against], key=lambda problem: problem.line or 0)
    sound = [_decision(each, order) for each in entries if each.entry not in spoilt]
    return Decisions(
        [each for each in sound if each.status == CONFIRMED],
        [each for each in sound if each.status != CONFIRMED],
        problems,
    )


def _decision(entry: _Entry, order: Mapping[str, int]) -> Decision:
    row = next(iter(entry.named.values()))
    ids = tuple(sorted(entry.numbers, key=order.__getitem__))
    pairs = tuple(
        (one, two)
        for one, two in combinations(ids, 2)
        if entry.status != CONFIRMED or _may_be_compared(entry.numbers[one], entry.numbers[two])
    )
    return Decision(entry.status, row["counts"], row["differs"], row["note"], ids, pairs)


def _may_be_compared(one: Row, two: Row) -> bool:
    """Whether two numbers stand in two articles, or in headline and body of one."""
    headlines = one["role"] == "headline", two["role"] == "headline"
    return bool(one["article"] != two["article"]) or headlines[0] != headlines[1]


def _resolve(
    rows: Sequence[Row], by_document: Mapping[str, Sequence[Row]]
) -> tuple[_Entry, list[Problem]]:
    """An entry with the numbers that its words hold, and what is wrong with them."""
    first = rows[0]
    entry = _Entry(first["entry"], first["status"], first["at"], {}, {})
    problems: list[Problem] = []
    for row in rows:
        held = _held(row, by_document.get(row["document"], ()))
        if len(held) != 1:
            problems.append(_not_one(row, held))
        elif held[0]["id"] in entry.numbers:
            what = f"the number of {row['words']!r} is named twice in one entry"
            problems.append(_problem(row, what, "delete one of the two lines"))
        else:
            entry.numbers[held[0]["id"]] = held[0]
            entry.named[held[0]["id"]] = row
    return entry, problems


def _held(row: Row, numbers: Iterable[Row]) -> list[Row]:
    """The numbers that the words of an entry hold, if only in part: "400" of "some 400 boats"."""
    return [
        number
        for number in numbers
        if number["article"] == row["article"]
        and number["start"] < row["end"]
        and row["start"] < number["end"]
    ]


def _not_one(row: Row, held: Sequence[Row]) -> Problem:
    if held:
        texts = ", ".join(repr(each["text"]) for each in held)
        what = f"the words {row['words']!r} hold {len(held)} numbers: {texts}"
        return _problem(row, what, "take fewer words, so that they hold one of them only")
    what = f"the words {row['words']!r} hold no number that is compared"
    remedy = "take words with a number that counts or measures; dates, times and ordinals do not"
    return _problem(row, what, remedy)


def _problem(row: Row, what: str, remedy: str) -> Problem:
    return Problem(MEASURANDS, row["line"], what, remedy)


def _measure(number: Row) -> tuple[str, str]:
    """What has to agree for two numbers to be put together: kind, unit; of counts the base."""
    unit = number["unit"] if isinstance(number["unit"], str) else ""
    if number["kind"] == "count":
        return "count", unit.partition(" per ")[2]
    return number["kind"], unit


def _unlike(entry: _Entry, events: Mapping[str, str]) -> Iterator[Problem]:
    """What keeps the numbers of a measurand from being one thing, or from being compared."""
    if entry.status != CONFIRMED:
        return
    measures = Counter(_measure(each) for each in entry.numbers.values())
    one = next(
        each
        for each in entry.numbers.values()
        if measures[_measure(each)] == max(measures.values())
    )
    for identity, two in entry.numbers.items():
        row = entry.named[identity]
        if _measure(one) != _measure(two):
            what = (
                f"{two['text']!r} ({_in_words(two)}) cannot count the same thing as "
                f"{one['text']!r} ({_in_words(one)})"
            )
            yield _problem(row, what, "put numbers of one kind and unit into an entry of their own")
            return
        if events[one["article"]] != events[two["article"]]:
            what = (
                f"the articles {two['article']!r} and {one['article']!r} belong to two events, "
                f"{events[two['article']]!r} and {events[one['article']]!r}"
            )
            yield _problem(row, what, "outlets are compared within an event: make two entries")
            return
    if not any(_may_be_compared(*pair) for pair in combinations(entry.numbers.values(), 2)):
        what = "all numbers of the measurand stand in the text of one article"
        remedy = "add numbers of another article, or of the headline, or delete the entry"
        yield Problem(MEASURANDS, entry.at, what, remedy)


def _in_words(number: Row) -> str:
    kind, unit = _measure(number)
    return (
        f"{kind} per {unit}" if kind == "count" and unit else " ".join(filter(None, (kind, unit)))
    )


def _contradictions(entries: Sequence[_Entry]) -> tuple[list[Problem], set[int]]:
    """Numbers that are confirmed and rejected, or in two measurands; and the entries concerned.

    Measurands that share a number lead from one to the next, so that a circle of entries is seen.
    """
    confirmed = [each for each in entries if each.status == CONFIRMED]
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edges_from((each.entry, number) for each in confirmed for number in each.numbers)
    lines = {each.entry: each.at for each in confirmed}
    problems: list[Problem] = []
    spoilt: set[int] = set()
    for each in entries:
        if each.status == CONFIRMED:
            continue
        found: Problem | None = None
        for one, two in combinations(each.numbers, 2):
            if one not in graph or two not in graph or not nx.has_path(graph, one, two):
                continue
            way = nx.shortest_path(graph, one, two)[1::2]
            spoilt |= {each.entry, *way}
            found = found or _both(each, one, two, sorted(lines[entry] for entry in way))
        if found:
            problems.append(found)
    homes: dict[str, _Entry] = {}
    for each in confirmed:
        shared = [number for number in each.numbers if number in homes]
        for number in each.numbers:
            homes.setdefault(number, each)
        others = {homes[number].entry for number in shared}
        if shared and not {each.entry, *others} <= spoilt:
            row, other = each.named[shared[0]], homes[shared[0]]
            what = f"the number of {row['words']!r} stands in the measurand at line {other.at} too"
            remedy = "make the two measurands one, or take the number out of one of them"
            problems.append(_problem(row, what, remedy))
        spoilt |= {each.entry, *others} if shared else set()
    return problems, spoilt


def _both(entry: _Entry, one: str, two: str, lines: Sequence[int]) -> Problem:
    first, second = entry.named[one], entry.named[two]
    by = f"the measurand at line {lines[0]}"
    if len(lines) > 1:
        by = f"the measurands at lines {', '.join(map(str, lines))}, which share numbers"
    what = (
        f"{first['words']!r} and {second['words']!r} are rejected here, and made one by {by}; none "
        "of these entries is carried out"
    )
    remedy = "take one of the numbers out of this entry, or out of a measurand"
    return Problem(MEASURANDS, entry.at, what, remedy)


def undecided(proposals: Iterable[Proposal], decisions: Decisions) -> list[Proposal]:
    """The proposals that are left where the analyst has decided.

    Numbers of a confirmed measurand leave the proposed groups, and rejected pairs go. Nor do two
    rejected numbers stay in one group by way of others: proposals that would bring them together
    are left out, the weaker ones first.
    """
    taken = {number for each in decisions.confirmed for number in each.ids}
    left = [each for each in proposals if each.id_a not in taken and each.id_b not in taken]
    if not decisions.rejected:
        return left
    apart: dict[str, set[str]] = {}
    for id_a, id_b in decisions.apart:
        apart.setdefault(id_a, set()).add(id_b)
        apart.setdefault(id_b, set()).add(id_a)
    groups: dict[str, set[str]] = {}
    for proposal in sorted(left, key=lambda each: -each.score):
        one = groups.setdefault(proposal.id_a, {proposal.id_a})
        two = groups.setdefault(proposal.id_b, {proposal.id_b})
        if one is two or any(apart.get(number, set()) & two for number in one):
            continue
        one |= two
        groups.update(dict.fromkeys(two, one))
    return [each for each in left if groups[each.id_a] is groups[each.id_b]]
