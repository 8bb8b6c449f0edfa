"""Which numbers count the same thing: proposals, each with a score and the reason.

Two numbers are proposed as comparable if nothing that can be read of them differs (what is counted,
its outcome, where, when, how sure) and enough agrees. What differs is named, so that a reader sees
why two alike are not compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.drift.pairs import content_stems
from analysis.corpus.corpus import Corpus
from analysis.corpus.text import fold
from analysis.marks.counted.people import BODIES, PEOPLE
from analysis.marks.counted.status import DENIED, HYPOTHETICAL, PLANNED, POSSIBLE

LEAST = 0.5
"""Score from which two numbers are proposed."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MOST, _REACH = 600, 60
"""Numbers for one kind of thing in an event beyond which each is compared with the next so many."""

_PART = 0.6
"""Share of an article's greatest number below which one with a spot of its own is a part."""

_NOUN = 0.15
"""What the same noun adds to the likeness of two sentences."""

_TIMES = 2
"""Years of which numbers may stand with the name of one place: the event's, and the trial's."""

_LEADS = 3
"""First sentences of an article that say where its event is."""


class Proposal(NamedTuple):
    """Two numbers (ids), the score of their likeness in 0 to 1, and why."""

    id_a: str
    id_b: str
    score: float
    reason: str


class Number(NamedTuple):
    """A card as it is compared."""

    row: Mapping[Any, Any]
    stems: frozenset[str]
    elsewhere: frozenset[str]
    spot: frozenset[str]


def propose_pairs(corpus: Corpus, cards: pd.DataFrame) -> list[Proposal]:
    """Pairs of numbers of one event that count the same thing, as far as the texts show.

    Numbers of two articles, or of headline and body of one. Where an event has more than `_MOST`
    numbers for one kind of thing, each is compared with the next `_REACH` of them only, so that the
    work grows with the corpus and not with its square.
    """
    found: list[Proposal] = []
    for event, own in cards.groupby("event", sort=False):
        numbers = _numbers(corpus, str(event), own)
        weights = _weights(corpus, str(event))
        for one, two in _candidates(numbers):
            likeness = compare_cards(one, two, weights)
            if isinstance(likeness, Proposal):
                found.append(likeness)
    return found


def _candidates(numbers: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Two numbers of one kind that stand in two articles, or in headline and body of one."""
    groups: dict[Any, list[Number]] = defaultdict(list)
    for number in numbers:
        groups[number.row["kind"], number.row["of"]].append(number)
    for group in groups.values():
        reach = len(group) if len(group) <= _MOST else _REACH
        for at, one in enumerate(group):
            for two in group[at + 1 : at + 1 + reach]:
                same = one.row["article"] == two.row["article"]
                if not same or (one.row["role"] == "headline") != (two.row["role"] == "headline"):
                    yield one, two


def compare_cards(one: Number, two: Number, weights: Mapping[str, float]) -> Proposal | str:
    """A proposal, or the field in which the two differ."""
    a, b = one.row, two.row
    for field, differs in _DIFFERENCES:
        if differs(one, two):
            return field
    shared = _likeness(one.stems, two.stems, weights)
    agreed = []
    score = shared
    if a["outcome"] and a["outcome"] == b["outcome"]:
        score, agreed = max(score, 0.6) + 0.2 * shared, [f"{a['of']} {a['outcome']}"]
    elif a["kind"] == "count" and a["of"] not in ("", PEOPLE):
        score, agreed = score + _NOUN, [str(a["of"])]
    if score < LEAST:
        return "context"
    words = sorted(one.stems & two.stems, key=lambda stem: (-weights.get(stem, 0.0), stem))[:3]
    reason = "; ".join([*agreed, *([f"shared words: {', '.join(words)}"] if words else [])])
    return Proposal(str(a["id"]), str(b["id"]), round(min(score, 1.0), 3), reason)


def _differs_kind(one: Number, two: Number) -> bool:
    return bool(one.row["kind"] != "count" and one.row["unit"] != two.row["unit"])


def _is_unclear(one: Number, two: Number) -> bool:
    return any(
        number.row["change"]
        or (number.row["apart"] and not one.spot & two.spot)
        or (number.row["part"] and number.row["of"] in ("", PEOPLE) and not number.spot)
        for number in (one, two)
    )


def _differs_outcome(one: Number, two: Number) -> bool:
    a, b = one.row["outcome"], two.row["outcome"]
    if one.row["of"] == BODIES:
        return False
    return bool(a and b and a != b) or (bool(a) != bool(b) and one.row["of"] == PEOPLE)


def _differs_status(one: Number, two: Number) -> bool:
    statuses = {one.row["status"], two.row["status"]}
    if HYPOTHETICAL in statuses:
        return True
    return bool(statuses & {PLANNED, POSSIBLE, DENIED}) and len(statuses) > 1


def _differs_when(one: Number, two: Number) -> bool:
    a, b = one.row["period"], two.row["period"]
    if a == b:
        return bool(a) and "past" in (a, b) and not one.elsewhere & two.elsewhere
    if a and b:
        return not (a.startswith(b) or b.startswith(a) or one.elsewhere & two.elsewhere)
    return not one.elsewhere & two.elsewhere


def _differs_where(one: Number, two: Number) -> bool:
    if one.elsewhere and two.elsewhere:
        return not one.elsewhere & two.elsewhere
    if one.elsewhere or two.elsewhere:
        return not (one.row["period"] and one.row["period"] == two.row["period"])
    if one.spot or two.spot:
        return not one.spot & two.spot
    return False


_DIFFERENCES = (
    ("unit", _differs_kind),
    ("scope", _is_unclear),
    ("outcome", _differs_outcome),
    ("status", _differs_status),
    ("when", _differs_when),
    ("where", _differs_where),
)


def _likeness(one: frozenset[str], two: frozenset[str], weights: Mapping[str, float]) -> float:
    sizes = [sum(weights.get(stem, 1.0) for stem in stems) for stems in (one, two)]
    if not min(sizes, default=0.0):
        return 0.0
    shared = sum(weights.get(stem, 1.0) for stem in sorted(one & two))
    return 2 * shared / sum(sizes)


def _weights(corpus: Corpus, event: str) -> dict[str, float]:
    """How rare each stem is among the sentences of an event."""
    articles = set(corpus.articles.loc[corpus.articles["event"] == event, "article"])
    own = corpus.sentences[corpus.sentences["article"].isin(articles)]
    holders = Counter(stem for text in own["text"] for stem in content_stems(text))
    return {stem: log(1 + len(own) / count) for stem, count in holders.items()}


def _numbers(corpus: Corpus, event: str, cards: pd.DataFrame) -> list[Number]:
    main, scene = _main_places(corpus, event)
    texts = corpus.sentences.set_index("sentence")["text"].to_dict()
    totals, split, wide = _totals(cards), _split_places(cards), _wide_places(cards)
    found = []
    for row in cards.to_dict("records"):
        text = texts[row["sentence"]].replace(row["text"], " ")
        stems = frozenset(stem for stem in content_stems(text) if not stem[0].isdigit())
        places = frozenset(row["places"])
        elsewhere = frozenset(place for place in places - wide if not _is_main(place, main))
        largest, total = _largest(row), totals.get(_key(row), 0.0)
        spots = [place for place in row["spots"] if not _is_main(place, scene)]
        if not row["outcome"] or largest > _PART * total:
            spots = []
        if largest < total:
            spots += [place for place in (*row["places"], *row["spots"]) if place in split]
        spot = frozenset(stem for place in spots for stem in content_stems(place))
        found.append(Number(row, stems, elsewhere, spot))
    return found


def _key(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """What the numbers of an article are a total and parts of."""
    return row["article"], row["of"], row["outcome"], row["period"]


def _largest(row: Mapping[Any, Any]) -> float:
    return max((float(end) for end in (row["low"], row["high"]) if end == end), default=0.0)


def _wide_places(cards: pd.DataFrame) -> set[str]:
    """Names that stand with numbers of several years: a country, not the place of one event."""
    periods: dict[str, set[str]] = defaultdict(set)
    for row in cards.to_dict("records"):
        for place in row["places"]:
            if row["period"][:4].isdigit():
                periods[place].add(row["period"][:4])
    return {place for place, own in periods.items() if len(own) > _TIMES}


def _split_places(cards: pd.DataFrame) -> set[str]:
    """Places by which a sentence divides what it counts: "39 at the hall and 19 at the bridge"."""
    found: set[str] = set()
    named = cards[cards["outcome"] != ""]
    for _, group in named.groupby(["sentence", "of", "outcome"], sort=False):
        own = [{*row["places"], *row["spots"]} for row in group.to_dict("records")]
        own = [places for places in own if places]
        if len(own) > 1 and not set.intersection(*own):
            found |= set.union(*own)
    return found


def _totals(cards: pd.DataFrame) -> dict[tuple[Any, ...], float]:
    """Greatest number of each article for what it counts."""
    found: dict[tuple[Any, ...], float] = defaultdict(float)
    for row in cards.to_dict("records"):
        if row["status"] != HYPOTHETICAL and not row["change"]:
            found[_key(row)] = max(found[_key(row)], _largest(row))
    return found


def _main_places(corpus: Corpus, event: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of the headlines and first sentences of two articles, and of half of them.

    A name among the first is where the event is; a spot among the second is its scene.
    """
    articles = corpus.articles.loc[corpus.articles["event"] == event, "article"]
    holders: Counter[str] = Counter()
    for article in articles:
        own = corpus.sentences[corpus.sentences["article"] == article].sort_values("start")
        lead = fold(" ".join(own["text"].head(_LEADS + 1)))
        holders.update(set(_WORD.findall(lead)))
    some, half = min(2, len(articles)), max(2, len(articles) / 2)
    return (
        frozenset(word for word, count in holders.items() if count >= some),
        frozenset(word for word, count in holders.items() if count >= half),
    )


def _is_main(place: str, main: frozenset[str]) -> bool:
    return any(word in main for word in place.replace("'s", "").split())
