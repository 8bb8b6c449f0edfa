"""Where the noun phrase begins and ends that names a source.

There is no parser here. Rules, in the order in which they are tried:

1. Before a verb, a comma closes an apposition: the phrase is what stands before the comma that
   opens it ("Ann Lee, the mayor, said").
2. Otherwise the phrase is the end of the stretch since the last comma, mark or quotation. It begins
   after the last finite verb, conjunction between clauses or subordinator in that stretch, unless
   these belong to a relative clause; adverbials in front are left out ("On Friday the mayor said").
3. After a verb ("…," said Ann Lee, the mayor), it ends before a mark, an adverb, or a preposition
   that does not continue a name or office; an apposition that follows belongs to it.
"""

from collections.abc import Sequence

from analysis.marks.voices.phrase_edges import ends_phrase, is_participle, narrow
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    STOPS,
    Range,
    Token,
    is_adverb,
    is_finite,
    plain_pronouns,
    starts_noun_phrase,
    word_set,
    words,
)

_BREAKS = frozenset([",", ";", ":", QUOTE, "(", "[", *DASHES, *STOPS])
_NAME_LENGTH = 40
"""Characters: a longer quotation is no part of a name."""

_SUBJECT_PRONOUNS = frozenset(["i", "he", "she", "we", "they"])
_CONTINUES = word_set("of for at from with in on to 's and &")
_OPENING, _CLOSING = frozenset(["(", "["]), frozenset([")", "]"])
_AFTER_APPOSITION = frozenset([",", ";", QUOTE]) | STOPS
_MOST_INTRODUCTIONS = 6
_MOST_APPOSITIONS = 4


def phrase_before(tokens: Sequence[Token], end: int, low: int) -> Range | None:
    """Range of the noun phrase that ends before token ``end``; nothing before ``low`` counts."""
    last = end - 1
    while last >= low and tokens[last].low in _CLOSING:
        last = _opening(tokens, last, low) - 1
    if last < low:
        return None
    if tokens[last].low == "," or tokens[last].low in DASHES:
        return _with_apposition(tokens, last)
    if tokens[last].low == QUOTE and _is_name(tokens, last, low):  # 'the so-called "X" said'
        found = phrase_before(tokens, last, low)
        return (found[0], end) if found else None
    if not tokens[last].word:
        return None
    if tokens[last].low in _SUBJECT_PRONOUNS:
        return last, end  # "a long article in which they said"
    if tokens[last].low in words("relative") and last > low and tokens[last - 1].low == ",":
        return _before_asides(tokens, phrase_before(tokens, last - 1, low), low)
    return _in_stretch(tokens, last, end, low)


def _before_asides(tokens: Sequence[Token], found: Range | None, low: int) -> Range | None:
    """The phrase before what only is said of it: "Ann Lee, | quoted by X, and aired by Y, who"."""
    for _ in range(_MOST_APPOSITIONS):
        if found is None or not _is_passive_aside(tokens, found):
            return found
        first = found[0]
        while first > low and tokens[first - 1].low in words("conjunction") | {","}:
            first -= 1
        found = phrase_before(tokens, first, low)
    return found


def _is_passive_aside(tokens: Sequence[Token], found: Range) -> bool:
    """Whether a phrase is "aired by Radio Y", without its own noun."""
    first = tokens[found[0]]
    return found[0] + 1 < found[1] and tokens[found[0] + 1].low == "by" and not first.capital


def _in_stretch(tokens: Sequence[Token], last: int, end: int, low: int) -> Range | None:
    """The phrase in the words up to ``last``, since the last mark; a quoted name belongs to it."""
    first = last
    while first > low and tokens[first - 1].low not in _BREAKS:
        first -= 1
        if tokens[first].low in _CLOSING:
            first = _opening(tokens, first, low)
    quoted = first - 1
    if first > low and tokens[quoted].low == QUOTE and _is_name(tokens, quoted, low):
        before = phrase_before(tokens, quoted, low)
        if before is not None:
            return before[0], end
    return narrow(tokens, first, end)


def phrase_after(tokens: Sequence[Token], start: int, high: int) -> Range | None:
    """Range of the noun phrase that begins at token ``start``; nothing from ``high`` on counts."""
    if start >= high or not tokens[start].word:
        return None
    at = start
    while at < high:
        token = tokens[at]
        if token.low in _OPENING:
            at = _closing(tokens, at, high) + 1
            continue
        if not token.word:
            if token.low == QUOTE and at > start and at + 1 < high and tokens[at + 1].word:
                at += 1
                continue
            break
        if at > start and ends_phrase(tokens, at):
            break
        at += 1
    while at > start and _leads_on(tokens[at - 1]):
        at -= 1
    if at == start:
        return None
    return start, _through_appositions(tokens, at, high)


def _leads_on(token: Token) -> bool:
    """Whether a phrase cannot end with this word."""
    return token.low in _CONTINUES or token.low in words("conjunction")


def subject_of(tokens: Sequence[Token], low: int, high: int) -> Range | None:
    """Range of the first noun phrase of a clause, taken for its subject."""
    first = _past_introduction(tokens, low, high)
    if first is None:
        return None
    at = first
    while at < high and tokens[at].word and not (at > first and _follows_subject(tokens, at)):
        at += 1
    return (first, at) if at > first else None


def _past_introduction(tokens: Sequence[Token], low: int, high: int) -> int | None:
    """Past phrases and clauses that a comma closes before a subject: "After the storm, | the"."""
    first = low
    for _ in range(_MOST_INTRODUCTIONS):
        while first < high and _precedes_phrase(tokens[first]):
            first += 1
        if first >= high:
            return None
        if not _introduces(tokens[first]):
            return first
        comma = next((i for i in range(first, high) if tokens[i].low == ","), None)
        if comma is None:
            return None
        first = comma + 1
    return first


def _precedes_phrase(token: Token) -> bool:
    """Whether this is no part of a phrase: a mark, a conjunction, an adverb."""
    if not token.word or token.low in words("conjunction"):
        return True
    return is_adverb(token) and not starts_noun_phrase(token)


def _introduces(token: Token) -> bool:
    """Whether a word begins an adverbial: "after", "Monday", "speaking"."""
    if token.low in words("preposition", "time") or is_participle(token):
        return True
    return token.low in words("subordinator") and token.low not in words("pronoun")


def _follows_subject(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    relative = token.low in words("relative")
    return relative or is_adverb(token) or is_finite(token, tokens[at - 1])


def _with_apposition(tokens: Sequence[Token], close: int) -> Range | None:
    """The phrase before an apposition (or parenthesis) that ends with this comma or dash."""
    marks = frozenset([","]) if tokens[close].low == "," else DASHES
    first = close
    for _ in range(_MOST_APPOSITIONS):
        opening = first - 1
        while opening > 0 and tokens[opening].low not in marks:
            if tokens[opening].low in (";", ":"):
                return None
            opening -= 1
        if opening <= 0 or tokens[opening - 1].low == ",":
            return None
        found = phrase_before(tokens, opening, 0)
        if found is None:
            return None
        if not _is_aside(tokens, found):
            return found[0], close
        first = opening
    return None


def _is_aside(tokens: Sequence[Token], found: Range) -> bool:
    """Whether what was found is itself an aside (an age, a relative clause), not the phrase."""
    first = tokens[found[0]]
    return (
        first.low.isdigit()
        or first.low in words("relative")
        or first.low.endswith("ing")
        or not (first.capital or starts_noun_phrase(first))
    )


def _through_appositions(tokens: Sequence[Token], at: int, high: int) -> int:
    """Past the appositions that follow the phrase behind a comma, if any do."""
    while (end := _apposition_end(tokens, at, high)) > at:
        at = end
    return at


def _apposition_end(tokens: Sequence[Token], at: int, high: int) -> int:
    """The token behind an apposition whose comma stands at ``at``, else ``at``."""
    if at + 1 >= high or tokens[at].low != "," or not _may_be_apposed(tokens[at + 1]):
        return at
    end = at + 1
    while end < high and tokens[end].word and not is_finite(tokens[end], tokens[end - 1]):
        end += 1
    closed = end >= high or tokens[end].low in _AFTER_APPOSITION
    return end if closed else at


def _may_be_apposed(token: Token) -> bool:
    """Whether an apposition may begin with this word: not a clause, not an adverbial."""
    low = token.low
    if not token.word or is_finite(token, None) or low.endswith("ing"):
        return False
    if low in words("conjunction", "subordinator", "relative") or low in plain_pronouns():
        return False
    return low == "of" or low not in words("preposition")


def _is_name(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Whether a quotation is a name within a phrase: the so-called "X" group."""
    return at > low and tokens[at - 1].word and tokens[at].end - tokens[at].start < _NAME_LENGTH


def _opening(tokens: Sequence[Token], at: int, low: int) -> int:
    """The bracket that opens before ``at``, ``low`` if none does."""
    while at > low and tokens[at].low not in _OPENING:
        at -= 1
    return at


def _closing(tokens: Sequence[Token], at: int, high: int) -> int:
    """The bracket that closes behind ``at``, the last token if none does."""
    while at < high - 1 and tokens[at].low not in _CLOSING:
        at += 1
    return at
