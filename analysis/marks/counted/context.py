"""A number and what has been read before it: its sentence, the numbers and sentences before."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.marks.counted.outcomes import Cue, find_outcomes
from analysis.marks.counted.places import Place, find_places
from analysis.marks.quantities import Quantity
from analysis.marks.voices.tokens import Range, Token, find_tokens

BEFORE = "before"
"""Day of a number that is only known to be an earlier one ("up from 97")."""


class Sentence(NamedTuple):
    """A sentence of an article: its text, its numbers (offsets into it), and where it stands."""

    text: str
    numbers: Sequence[Quantity]
    headline: bool = False
    opens_paragraph: bool = False


class Card(NamedTuple):
    """What a number counts; empty where it cannot be read.

    ``counted`` is the head noun that the number has or is found to count, ``outcome`` what happened
    to those it counts, ``inherited`` whether that stands in an earlier sentence only. ``part`` says
    that the number is a part of one before it, ``change`` that it says how much another changed,
    ``apart`` that it is about another incident, or several. ``status`` is one of `STATUSES`;
    ``period`` is "" for the time of the report. ``places`` are names, ``spots`` other places.
    ``teller`` is who gives the number, where no verb of saying tells it ("the ministry's is 52");
    ``day`` the day it is given for, where that is another than the report's ("yesterday's 61"), and
    `BEFORE` where it is only known to be an earlier one.
    """

    counted: str
    outcome: str
    inherited: bool
    part: bool
    change: bool
    apart: bool
    status: str
    period: str
    places: tuple[str, ...]
    spots: tuple[str, ...]
    teller: str
    day: str


class Read(NamedTuple):
    """A sentence with what was found in it."""

    sentence: Sentence
    tokens: Sequence[Token]
    cues: Sequence[Cue]
    places: Sequence[Place]

    @property
    def opening(self) -> str:
        """The first word."""
        return next((token.low for token in self.tokens if token.word), "")


class Context(NamedTuple):
    """A number, its sentence, and what was read before it.

    ``number`` is the range of its tokens, ``own`` the cards of the numbers before it in the
    sentence, ``before`` and ``cards`` the sentences before with those of theirs, ``published`` the
    date of the article.
    """

    read: Read
    quantity: Quantity
    number: Range
    own: Sequence[Card]
    before: Sequence[Read]
    cards: Sequence[Sequence[Card]]
    published: str | None

    @property
    def tokens(self) -> Sequence[Token]:
        """Those of the sentence."""
        return self.read.tokens

    @property
    def last(self) -> Card | None:
        """Card of the number before it in the sentence, if there is one."""
        return self.own[-1] if self.own else None

    def words_before(self, count: int) -> list[str]:
        """The words among so many tokens before the number."""
        start = max(0, self.number[0] - count)
        return [token.low for token in self.tokens[start : self.number[0]] if token.word]

    def behind(self, count: int) -> list[str]:
        """So many words and marks behind the number."""
        return [token.low for token in self.tokens[self.number[1] : self.number[1] + count]]


def read_sentence(sentence: Sentence) -> Read:
    """What stands in a sentence."""
    tokens = find_tokens(sentence.text, (0, len(sentence.text)), ())
    return Read(sentence, tokens, find_outcomes(tokens), find_places(tokens))


def range_of(tokens: Sequence[Token], start: int, end: int) -> Range:
    """Tokens that a stretch of the text touches."""
    inside = [n for n, token in enumerate(tokens) if token.start < end and start < token.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
