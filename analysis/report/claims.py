"""What the report says of numeric claims: which things are counted, by how many outlets."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

import pandas as pd

from analysis.compare.claims.claims import CONFIRMED, Claims
from analysis.compare.claims.verdicts import as_claim
from analysis.compare.dependence import find_dependence
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon
from analysis.marks.counted.people import BODIES, PEOPLE, kinds
from analysis.marks.counted.status import OBSERVED
from analysis.marks.numbers.nouns import singular
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    by_event,
    listing,
    not_independent,
    show_findings,
    some_of,
    verb,
)

Row = Mapping[Any, Any]

NOT_THE_SAME = (
    "The same noun is not yet the same thing: place, time and scope can differ, and different "
    "nouns may count one thing. Read the sentences."
)

_NAMED = 4


def ledger_findings(
    corpus: Corpus,
    quantities: pd.DataFrame,
    cards: pd.DataFrame,
    claims: Claims,
    quotes: Mapping[str, Quote],
) -> Block:
    """Say how many numbers each event holds, and what two outlets or more count.

    Parameters
    ----------
    corpus
        The corpus.
    quantities, cards, claims
        As `mark_quantities`, `measurand_cards` and `compare_claims` return them.
    quotes
        Quotes by id, those of the numbers among them.
    """
    groups = named_groups(cards, claims)
    event_of = dict(zip(corpus.articles["article"], corpus.articles["event"], strict=True))
    events = quantities["article"].map(event_of)

    def tell(event: str) -> Iterator[Finding]:
        own = quantities[events == event]
        measured = cards[cards["event"] == event]
        yield _given(event, own, measured)
        if len(measured):
            yield _shared(corpus, event, groups[groups["event"] == event])

    return show_findings(by_event(corpus, tell), quotes)


def _given(event: str, numbers: pd.DataFrame, cards: pd.DataFrame) -> Finding:
    identity = f"finding-numbers-{event}"
    if numbers.empty:
        caution = (
            "Headlines, bodies and quoted blocks were read; captions and page furniture never are."
        )
        return Finding(identity, "No numeric expression was found.", (), caution, main=True)
    articles = tuple(dict.fromkeys(numbers["article"]))
    counted = verb(len(cards), "counts or measures", "count or measure")
    return Finding(
        identity,
        f"{{}} {verb(len(articles), 'article gives', 'articles give')} {{}} numeric "
        f"{verb(len(numbers), 'expression', 'expressions')}; {{}} of them {counted} something.",
        (
            Linked(articles, "articles with numbers"),
            Linked(tuple(numbers["id"]), "numeric expressions"),
            Linked(tuple(cards["id"]), "counts and measures"),
        ),
        "Dates, times, years, ordinals and numbers inside names are listed, not compared.",
    )


def _shared(corpus: Corpus, event: str, groups: pd.DataFrame) -> Finding:
    """Say what two outlets or more count."""
    identity = f"finding-ledger-{event}"
    known = known_outlets(corpus, event)
    shared = shared_groups(groups)
    if shared.empty:
        if len(known) < 2:
            caution = "There is no second outlet to compare with."
            return Finding(identity, "No numbers can be compared.", (), caution, main=True)
        sentence = "No two outlets are found to count the same thing."
        caution = "They may all the same: the program proposes only what the words show."
        return Finding(identity, sentence, (), caution, main=True)
    rows = shared.to_dict("records")
    ids = numbers_of(shared)
    linked = Linked(ids, "numbers for what two outlets or more count")
    once = int(shared["witnesses"].sum())
    fewer = f" ({once:,} if shared text counts once)" if once < len(ids) else ""
    if len(rows) == 1:
        sentence = (
            f"{_of(len(rows[0]['outlets']), len(known))} give numbers for “{rows[0]['name']}”, "
            f"{{}} in all{fewer}. Nothing else is found to be counted by two outlets."
        )
    else:
        named = [f"“{row['name']}” (by {len(row['outlets']):,})" for row in rows]
        sentence = (
            f"{len(rows):,} things are counted by two or more of the {len(known):,} outlets, in "
            f"{{}} numbers{fewer}: {some_of(named, _NAMED)}."
        )
    cautions = [confirmed_in_words(shared), NOT_THE_SAME, _dependent(corpus, shared)]
    return Finding(identity, sentence, (linked,), " ".join(filter(None, cautions)), main=True)


def _of(some: int, outlets: int) -> str:
    if some == outlets:
        return "Both outlets" if some == 2 else f"All {outlets:,} outlets"
    return f"{some:,} of {outlets:,} outlets"


def confirmed_in_words(groups: pd.DataFrame) -> str:
    """Say whose groups these are: proposed by the program, or confirmed by an analyst."""
    confirmed = int((groups["status"] == CONFIRMED).sum())
    if not confirmed:
        return "Which numbers belong together is proposed by the program; nobody has confirmed it."
    if confirmed == len(groups):
        return "An analyst has confirmed which numbers belong together."
    return (
        f"An analyst has confirmed {confirmed:,} of these {len(groups):,} groups of numbers; the "
        f"{verb(len(groups) - confirmed, 'other is', 'others are')} proposed by the program."
    )


def _dependent(corpus: Corpus, groups: pd.DataFrame) -> str:
    """Say which outlets that count the same are no independent witnesses."""
    dependence = find_dependence(corpus)
    reasons = [
        dependence.of_outlets(row["event"], one, other)
        for row in groups.to_dict("records")
        for at, one in enumerate(row["outlets"])
        for other in row["outlets"][at + 1 :]
    ]
    return not_independent(reasons)


def known_outlets(corpus: Corpus, event: str) -> list[str]:
    """Names of the outlets of an event, without the unknown one, sorted."""
    outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
    return sorted(set(outlets) - {UNKNOWN})


def shared_groups(groups: pd.DataFrame) -> pd.DataFrame:
    """Groups with numbers of two known outlets or more."""
    return groups[groups["outlets"].map(len) > 1]


def numbers_of(groups: pd.DataFrame) -> tuple[str, ...]:
    """Ids of all numbers of some groups."""
    return tuple(identity for ids in groups["numbers"] for identity in ids)


def named_groups(cards: pd.DataFrame, claims: Claims) -> pd.DataFrame:
    """The groups of claims with what readers call them.

    Returns
    -------
    pandas.DataFrame
        The columns of ``claims.groups``; ``name``, unique within an event: what an analyst calls
        it, or else what is counted, in the plural, with its outcome, and in brackets how sure it
        is, of when and, where two groups could be taken for one, where; and with ``low``, ``high``
        and ``ratio`` those of the figures that are no vague plurals ("dozens"), if there are
        others.
    """
    rows = cards.set_index("id", drop=False).to_dict("index")
    members = [[rows[identity] for identity in ids] for ids in claims.groups["numbers"]]
    confirmed = claims.groups["status"] == CONFIRMED
    names = [
        said if by_analyst else _name(own)
        for own, said, by_analyst in zip(members, claims.groups["counts"], confirmed, strict=True)
    ]
    for qualify in (_where, _first_number):
        keys = list(zip(claims.groups["event"], names, strict=True))
        again = {key for key, count in Counter(keys).items() if count > 1}
        names = [
            _with(name, qualify(own)) if key in again else name
            for key, name, own in zip(keys, names, members, strict=True)
        ]
    ends = list(map(_extremes, members))
    return claims.groups.assign(
        name=pd.Series(names, claims.groups.index, dtype="object"),
        low=[low for low, _ in ends],
        high=[high for _, high in ends],
        ratio=[high / low if low > 0 else inf for low, high in ends],
    )


def what_is_counted(rows: Sequence[Row]) -> str:
    """What some numbers count, in the plural if one is written, with the most frequent outcome."""
    outcome = most_frequent([row["outcome"] for row in rows])
    if outcome and all(row["of"] == PEOPLE for row in rows):
        return f"{PEOPLE} {outcome}"
    noun = most_frequent([row["counted"] or row["of"] or row["unit"] for row in rows])
    noun = noun if all(row["high"] == 1 for row in rows) else _plural(noun, rows)
    if all(row["of"] == BODIES for row in rows) or rows[0]["of"] not in set(kinds().values()):
        return noun
    return " ".join(filter(None, [noun, outcome if outcome != noun else ""]))


def most_frequent(words: Sequence[str]) -> str:
    """The most frequent of some words, the first of several in the alphabet; empty without one."""
    counts = Counter(filter(None, words))
    return min(counts, key=lambda word: (-counts[word], word)) if counts else ""


def _plural(noun: str, rows: Sequence[Row]) -> str:
    """The plural of a noun: as the texts have it most often, else as the list of units has it."""
    before, _, last = noun.rpartition(" ")
    pattern = re.compile(rf"(?i)\b{re.escape(before)}{' ' * bool(before)}([^\W\d_]+)")
    in_text = [row for row in rows if row["role"] != "headline"] or rows
    written = [
        found[0]
        for row in in_text
        for found in pattern.finditer(" ".join(row["text"].split()))
        if fold(found[1]) != last and singular(fold(found[1])) == last
    ]
    listed = [row["plural"] for row in read_lexicon("units") if row["unit"] == noun]
    return most_frequent(written) or next(filter(None, listed), noun)


def _name(rows: Sequence[Row]) -> str:
    name = what_is_counted(rows) or str(rows[0]["kind"])
    if rows[0]["kind"] != "count":
        return _with(name, _first_number(rows))
    status = _of_most(rows, [[row["status"]] for row in rows])
    period = _of_most(rows, [[row["period"]] for row in rows])
    return _with(name, "" if status == OBSERVED else status, period)


def _with(name: str, *more: str) -> str:
    """A name with words in brackets at its end, after those that are there."""
    said = ", ".join(filter(None, more))
    if not said:
        return name
    return f"{name[:-1]}, {said})" if name.endswith(")") else f"{name} ({said})"


def _of_most(rows: Sequence[Row], words: Sequence[Sequence[str]]) -> str:
    """A word that more than half of some numbers have; empty if there is none."""
    counts = Counter(word for own in words for word in set(own) if word)
    often = [word for word, count in counts.items() if 2 * count > len(rows)]
    return min(often, key=lambda word: (-counts[word], word)) if often else ""


def _where(rows: Sequence[Row]) -> str:
    place = _of_most(rows, [row["places"] for row in rows])
    return place.title() or _of_most(rows, [row["spots"] for row in rows])


def _first_number(rows: Sequence[Row]) -> str:
    return f"‘{' '.join(str(rows[0]['text']).split())}’"


def _extremes(rows: Sequence[Row]) -> tuple[float, float]:
    """Smallest and largest stated figure, vague plurals left out where there are others."""
    every = [as_claim(row) for row in rows]
    claims = [claim for claim in every if not claim.vague] or every
    figures = [figure for claim in claims for figure in claim.figures]
    return min(figures), max(figures)


def in_quotes(names: Sequence[str], at_most: int = _NAMED) -> str:
    """Names of groups as running text, each in quotation marks."""
    shown = [f"“{name}”" for name in names[:at_most]]
    more = len(names) - len(shown)
    return listing([*shown, f"{more:,} more"] if more else shown)
