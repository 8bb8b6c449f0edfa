"""What a number takes from the sentences before it: what it counts, when, and who gives it.

"The ministry's is 52. St Orban's hospital has 58." Such numbers count what was spoken of last, in
the paragraph, and in the one before it if somebody who gives figures is named.
"""

from collections.abc import Sequence

from analysis.marks.counted.context import BEFORE, Card, Context, Read
from analysis.marks.counted.outcomes import ADJOINING
from analysis.marks.counted.people import kind_of_people
from analysis.marks.counted.periods import NOW, day_of, find_periods, is_day, period_of
from analysis.marks.counted.vocabulary import listed
from analysis.marks.voices.tokens import STOPS, Token, source_words, words

TOLLS = frozenset(["dead", "injured", "missing", "rescued", "detained", "trapped", "infected"])
"""Outcomes that a number may take from a sentence before."""

_BACK = 3
"""Sentences before a number in which what it counts may have been named."""

_LONGEST_TELLER = 8
_CLAUSE_ENDS = STOPS | {";", ",", ":"}


def is_told(context: Context) -> bool:
    """Whether a number without a noun is given as somebody's figure: "the ministry's is 52"."""
    if context.read.sentence.headline:
        return False
    tokens, stop = context.tokens, context.number[1]
    if stop < len(tokens) and tokens[stop].word and not _may_follow(tokens[stop]):
        return False  # "two 500kg bombs"
    return any(low in listed("telling") for low in context.words_before(5))


def _may_follow(token: Token) -> bool:
    """Whether a word may follow a number whose noun is left out."""
    return token.low in words(
        "preposition", "conjunction", "subordinator", "be", "have", "modal", "verb", "adverb",
        "time", "determiner", "relative", "pronoun",
    )  # fmt: skip


def inherit(context: Context, *, far: bool) -> tuple[str, str]:
    """Kind of people and outcome that the sentences before speak of; empty if none.

    Looked at are those of the paragraph; with ``far`` those of the one before it too.
    """
    paragraphs = 1 + far
    reads, cards = context.before[: -_BACK - 1 : -1], context.cards[: -_BACK - 1 : -1]
    for read, own in zip(reads, cards, strict=False):
        told = [card for card in own if card.outcome in TOLLS and not card.change]
        if told:
            whole = [card for card in told if not card.part]
            return kind_of_people(whole[-1].counted) if whole else "", told[-1].outcome
        tolls = [c.outcome for c in read.cues if c.outcome in TOLLS and c.form != ADJOINING]
        if tolls:
            return "", tolls[-1]
        paragraphs -= read.sentence.opens_paragraph
        if not paragraphs:
            break
    return "", ""


def teller_of(context: Context) -> str:
    """Words before the verb of a number's clause: "St Orban's hospital has 58"."""
    tokens, end = context.tokens, context.number[0]
    start = end
    while start > 0 and tokens[start - 1].low not in _CLAUSE_ENDS:
        start -= 1
    verbs = words("verb", "have", "be", "uttering")
    verb = next((n for n in range(start, end) if tokens[n].low in verbs), end)
    while start < verb and not tokens[start].low[:1].isalpha():
        start += 1  # the hour of a live blog
    named = tokens[start:verb]
    if not named or verb == end or len(named) > _LONGEST_TELLER:
        return ""
    return context.read.sentence.text[named[0].start : named[-1].end]


def names_somebody(teller: str) -> bool:
    """Whether somebody who gives figures is named: a name, or an office."""
    offices = source_words("organisation", "outlet", "title", "collective")
    plain = words("pronoun", "determiner", "possessive")
    said = [word.removesuffix("’s").removesuffix("'s") for word in teller.split()]
    if said and said[0].lower() in words("preposition"):
        return False  # "on Saturday evening the figure"
    told = [word for word in said if word.lower() not in plain | words("time")]
    return any(word[:1].isupper() or word.lower() in offices for word in told)


def day_given(context: Context, *, told: bool) -> str:
    """Day for which a number is given, if it is not the report's own."""
    before = [token.low for token in context.tokens[max(0, context.number[0] - 3) :]]
    before = before[: min(3, context.number[0])]
    if before[-1:] == ["from"] and context.behind(1) != ["to"]:
        return BEFORE
    if any(low.startswith("yesterday") for low in before):
        return day_of("yesterday", context.published) or BEFORE
    if not told:
        return ""
    days = [
        (min(abs(n - end) for end in context.number), day_of(token.low, context.published))
        for n, token in enumerate(context.tokens)
        if token.low in words("time") and is_day(token.low)
    ]
    return min(days)[1] if days else ""


def period_told(context: Context, breaks: Sequence[int], *, elliptic: bool) -> str:
    """When what a number counts happened: by its sentence, else by what was spoken of before.

    ``breaks`` are where clauses end, ``elliptic`` says that what it counts is inherited too.
    """
    sentence = context.read.sentence
    periods = find_periods(sentence.text, context.published)
    found = period_of(periods, (context.quantity.start, context.quantity.end), breaks)
    if found is not None:
        return found
    if context.last is not None:
        return context.last.period
    if not context.before or sentence.headline or context.before[-1].sentence.headline:
        return NOW
    if sentence.opens_paragraph:
        return NOW
    if elliptic or context.read.opening in listed("points back"):
        return _last_period(context.before[-1], context.cards[-1], context.published)
    return NOW


def _last_period(read: Read, own: Sequence[Card], published: str | None) -> str:
    """The time that a sentence speaks of."""
    told = [period for period in find_periods(read.sentence.text, published) if not period.compared]
    return told[-1].when if told else own[-1].period if own else NOW
