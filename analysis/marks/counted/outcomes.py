"""What happened to those whom a number counts: dead, injured, missing, leaving and so on.

Two tolls are comparable if they count the same outcome, whatever words say it: "34 people lost
their lives", "killing at least 34", "the toll rose to 47". Cues are the entries of
``outcomes.csv``; the form of a cue says on which side of it the number stands:

- object verb: before it in the passive ("34 were killed", "34 killed"), after it in the active;
- subject verb: before it ("34 people died");
- noun: the counted noun itself, or beside the number ("five of the dead", "among the dead");
- state: before it ("17 are still missing");
- total: after it ("the death toll climbed to 47");
- adjoining total: right after it ("a town of 41,000").

The nearest cue that may be about a number decides; distance is counted in words.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.marks.counted.vocabulary import is_number, listed
from analysis.marks.voices.tokens import STOPS, Range, Token, words

OBJECT, SUBJECT, NOUN, STATE, TOTAL, ADJOINING = (
    "object verb", "subject verb", "noun", "state", "total", "adjoining total"
)  # fmt: skip

_FARTHEST = {OBJECT: 9, SUBJECT: 9, NOUN: 4, STATE: 8, TOTAL: 12, ADJOINING: 0}
"""Words between a cue of each form and its number, at most."""

_FARTHEST_TOLL = 30
"""The same for a toll that "rose to" its number."""

_COMMA = 2
"""Words that a comma in between counts for."""

_BESIDE_STATE = 2
"""Words between a number and a state without a verb: "took 37 guests and staff captive"."""

_OWN = 2.5
"""Words that it counts for if the noun itself says it: what is said of it goes first."""

_PART = 3
"""Words that it counts for if the number is a part of what went before: "…, nine of them boys"."""


class Cue(NamedTuple):
    """An outcome word: the range of its tokens, the outcome and the form."""

    first: int
    stop: int
    outcome: str
    form: str


class Counted(NamedTuple):
    """A number in its sentence: the tokens, and the range of the number with its noun.

    ``part`` says that it is a part of what went before ("nine of them"), ``bare`` that it has no
    noun of its own.
    """

    tokens: Sequence[Token]
    number: Range
    part: bool
    bare: bool

    def before(self, count: int) -> list[str]:
        """The words before the number, at most so many."""
        start = max(0, self.number[0] - count)
        return [token.low for token in self.tokens[start : self.number[0]] if token.word]

    def behind(self, count: int) -> list[str]:
        """The words and marks behind the number, at most so many."""
        return [token.low for token in self.tokens[self.number[1] : self.number[1] + count]]


@cache
def _entries() -> Mapping[str, Sequence[tuple[tuple[str, ...], str, str]]]:
    """Entries by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in read_lexicon("outcomes"):
        parts = tuple(row["entry"].split())
        found.setdefault(parts[0], []).append((parts, row["category"], row["form"]))
    return {first: sorted(each, key=lambda entry: -len(entry[0])) for first, each in found.items()}


def find_outcomes(tokens: Sequence[Token]) -> list[Cue]:
    """Outcome words of a sentence, the longest at each place; one can be cues of several forms."""
    lows = [token.low.lower() for token in tokens]  # headlines shout: "56 DEAD"
    found: list[Cue] = []
    reached = 0
    for at, low in enumerate(lows):
        if at < reached:
            continue
        fitting = [
            Cue(at, at + len(parts), outcome, form)
            for parts, outcome, form in _entries().get(low, ())
            if tuple(lows[at : at + len(parts)]) == parts
        ]
        reached = max((cue.stop for cue in fitting), default=reached)
        found += [cue for cue in fitting if cue.stop == reached]
    return found


def read_outcome(counted: Counted, cues: Sequence[Cue]) -> str:
    """What happened to those whom a number counts; empty if the sentence does not say.

    Of two cues as near, the one behind the number decides. Where the noun itself says it ("34
    dead"), only its own predicate goes before ("five of the wounded died").
    """
    number = counted.number
    cues = [cue for cue in cues if _is_noun_of(cue, number) or not _is_counted(cue, counted)]
    if any(_is_noun_of(cue, number) for cue in cues):
        behind = counted.tokens[number[1] :]
        stop = next((n for n, token in enumerate(behind) if _ends_predicate(token)), len(behind))
        cues = [cue for cue in cues if cue.first < number[1] + stop]
    found = [
        (cost, cue.first < number[0], cue.first, cue.outcome)
        for cue in cues
        if (cost := _cost(counted, cue, cues)) is not None
    ]
    return min(found)[3] if found else ""


def opens_part(tokens: Sequence[Token], number: Range) -> bool:
    """Whether the words before a number say that it is a part: "including", "among them"."""
    before = {token.low for token in tokens[max(0, number[0] - 3) : number[0]] if token.word}
    return bool(before & listed("opens a part"))


def _is_noun_of(cue: Cue, number: Range) -> bool:
    return cue.first < number[1] and number[0] < cue.stop


def _is_counted(cue: Cue, counted: Counted) -> bool:
    """Whether a cue is the noun of another number: "60 injured and 17 missing"."""
    before = cue.first > 0 and is_number(counted.tokens[cue.first - 1])
    if cue.first == counted.number[1]:
        return False
    noun = cue.form in (NOUN, STATE, OBJECT)
    return before and noun and not _is_verb(counted.tokens, cue)


def _is_verb(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a form right behind a number goes on as a verb: "34 killed by shells"."""
    following = tokens[cue.stop].low if cue.stop < len(tokens) else ""
    return following in words("preposition") or _takes_object(tokens, cue)


def _ends_predicate(token: Token) -> bool:
    """Whether a token ends what is said of the number before it."""
    return not token.word or token.low == "and" or token.low[:1].isdigit()


def _cost(counted: Counted, cue: Cue, cues: Sequence[Cue]) -> float | None:
    """How far a cue stands from a number that it may be about, None if it cannot be."""
    tokens, number = counted.tokens, counted.number
    if _is_noun_of(cue, number):
        return _OWN if _is_own(tokens, number, cue) else None
    after = cue.first >= number[1]
    low, high = (number[1], cue.first) if after else (cue.stop, number[0])
    between = tokens[low:high]
    told = cue.first > 0 and is_number(tokens[cue.first - 1])
    if not after and not told and [token.low for token in between] == [":"]:
        return 0.0  # "Still missing: 38"; but "56 dead: 270 hurt"
    distance = _distance(counted, cue, between)
    if distance is None or (cue.form != TOTAL and _is_crossed(cue, cues, low, high)):
        return None
    if after and cue.form in (OBJECT, SUBJECT, STATE) and any(map(_opens_clause, between[:-1])):
        return None
    fit = (_FITS_BEHIND if after else _FITS_BEFORE)[cue.form](counted, cue, between)
    return None if fit is None else distance + fit


def _is_own(tokens: Sequence[Token], number: Range, cue: Cue) -> bool:
    """Whether an outcome within the words of a number is that of those it counts.

    "60 dead gendarmes", "34 people killed"; not "40 life jackets", "gunmen killed 12".
    """
    if cue.form == OBJECT:
        return not _takes_object(tokens, cue)
    return cue.form == STATE or (cue.form == NOUN and cue.stop >= number[1])


def _distance(counted: Counted, cue: Cue, between: Sequence[Token]) -> float | None:
    """Words and commas between a cue and a number; None over too many, or over a stop."""
    marks = {token.low for token in between if not token.word}
    if marks & (STOPS | {";"}) or (":" in marks and cue.form not in (TOTAL, NOUN)):
        return None
    count = sum(token.word for token in between)
    cost = count + _COMMA * sum(token.low == "," for token in between)
    if cue.form == TOTAL and counted.before(1) and counted.before(1)[0] in listed("standing"):
        return min(cost, _FARTHEST[TOTAL]) if count <= _FARTHEST_TOLL else None
    return cost if count <= _FARTHEST[cue.form] else None


def _is_crossed(cue: Cue, cues: Sequence[Cue], low: int, high: int) -> bool:
    """Whether another outcome is spoken of between a cue and a number."""
    return any(
        low <= other.first
        and other.stop <= high
        and other.outcome != cue.outcome
        and other.form != NOUN
        for other in cues
    )


def _opens_clause(token: Token) -> bool:
    """Whether a clause with a subject of its own may begin: "rises to 63 as rescuers reach"."""
    opening = token.low in words("subordinator") and token.low not in ("that", "to")
    return opening or token.low in ("as", "but")


# What a cue of each form asks of a number before it, and of one behind it: what it adds to the
# distance, None if the cue is not about the number.


def _object_behind(counted: Counted, cue: Cue, between: Sequence[Token]) -> float | None:
    """A number, then a verb that takes those counted as its object: it is passive."""
    if _is_noun_like(counted.tokens, cue):
        return None  # "the rescue services"
    if any(token.low in words("be") for token in between):
        return 0.0
    if _takes_object(counted.tokens, cue):
        return None
    relative = bool(between) and (
        between[0].low in words("relative") or between[-1].low in words("have", "be")
    )
    return 0.0 if len(between) <= 1 or relative else None


def _object_before(counted: Counted, cue: Cue, _between: Sequence[Token]) -> float | None:
    """A verb, then a number that is its object; of a passive one only a part."""
    part = float(_PART) if counted.part else None
    if _is_noun_like(counted.tokens, cue):
        return part
    if counted.tokens[cue.stop].low == ",":
        return None  # "100 rescued, 71 dead"
    return part if _is_passive(counted.tokens, cue) else 0.0


def _is_passive(tokens: Sequence[Token], cue: Cue) -> bool:
    before = {token.low for token in tokens[max(0, cue.first - 3) : cue.first]}
    return not tokens[cue.first].low.endswith("ing") and bool(before & words("be"))


def _is_noun_like(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a participle stands for people: "the wounded"."""
    return cue.first > 0 and tokens[cue.first - 1].low in listed("article")


def _takes_object(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a noun phrase follows a verb form: it is active then."""
    if cue.stop >= len(tokens):
        return False
    following = tokens[cue.stop]
    return following.low in words("determiner", "possessive") or is_number(following)


def _subject_behind(_counted: Counted, _cue: Cue, _between: Sequence[Token]) -> float | None:
    return 0.0


def _only_part(counted: Counted, _cue: Cue, _between: Sequence[Token]) -> float | None:
    return float(_PART) if counted.part else None


def _noun_behind(counted: Counted, cue: Cue, between: Sequence[Token]) -> float | None:
    if _takes_object(counted.tokens, cue):
        return None  # "the officers killed the gunman"
    said = {token.low for token in between if token.word}
    beside = said <= listed("beside an outcome")
    return 1.0 if beside or said & listed("giving") else None


def _noun_before(_counted: Counted, cue: Cue, between: Sequence[Token]) -> float | None:
    said = [token.low for token in between if token.word]
    if not said:
        return None
    given = said[-1] == "to" and cue.outcome == "leaving"  # "grant free passage to thousands"
    return 1.0 if given or listed("beside an outcome").issuperset(said) else None


def _state_behind(_counted: Counted, _cue: Cue, between: Sequence[Token]) -> float | None:
    said = [token.low for token in between if token.word]
    linked = any(low in words("be") or low in listed("linking") for low in said)
    return 0.0 if linked or len(said) <= _BESIDE_STATE else None


def _total_before(counted: Counted, cue: Cue, _between: Sequence[Token]) -> float | None:
    tokens, number = counted.tokens, counted.number
    if any(token.low in listed("aside") for token in tokens[max(0, cue.first - 3) : cue.first]):
        return None  # "which at the ministry's toll would come to"
    direct = cue.stop == number[0] or tokens[cue.stop].low in ("of", "to")
    standing = tokens[number[0] - 1].low in listed("standing")
    return 1.0 if counted.bare or direct or standing else None


def _adjoining_before(counted: Counted, cue: Cue, _between: Sequence[Token]) -> float | None:
    return 0.0 if cue.stop == counted.number[0] else None


def _never(_counted: Counted, _cue: Cue, _between: Sequence[Token]) -> float | None:
    return None


_FITS_BEHIND = {
    OBJECT: _object_behind, SUBJECT: _subject_behind, NOUN: _noun_behind, STATE: _state_behind,
    TOTAL: _never, ADJOINING: _never,
}  # fmt: skip
_FITS_BEFORE = {
    OBJECT: _object_before, SUBJECT: _only_part, NOUN: _noun_before, STATE: _never,
    TOTAL: _total_before, ADJOINING: _adjoining_before,
}  # fmt: skip
