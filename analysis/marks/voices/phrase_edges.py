"""Edges of a noun phrase: which words of a stretch belong to it, where none marks its limits."""

from collections.abc import Sequence

from analysis.marks.voices.tokens import (
    Range,
    Token,
    is_adverb,
    is_finite,
    source_words,
    starts_noun_phrase,
    verb_group_words,
    words,
)

_QUESTION_WORDS = frozenset(["what", "how", "why", "where"])
_TIME_CONJUNCTIONS = frozenset(["as", "since", "after", "before"])
"""Subordinators that are prepositions as well: "after the storm"."""

_COMPARING = frozenset(["than", "until"]) | _TIME_CONJUNCTIONS
_NAME_LINKS = frozenset(["of", "for", "at", "from", "with"])
_LONG_PARTICIPLE = 5
"""Letters: a shorter word in "ing" is no participle ("bring", "thing")."""


def is_participle(token: Token) -> bool:
    """Whether a word looks like a present participle."""
    return token.low.endswith("ing") and len(token.low) > _LONG_PARTICIPLE


def narrow(tokens: Sequence[Token], first: int, end: int) -> Range | None:
    """The noun phrase at the end of a stretch of words without marks.

    It begins behind the last finite verb, subordinator or conjunction between clauses, unless
    these belong to a relative clause: "they left and | the guide who had stayed".
    """
    relative = next((i for i in range(first + 1, end) if tokens[i].low in words("relative")), end)
    if relative == end - 1:  # "the guide, who said", "residents who said"
        end = relative
    begin = _behind_boundary(tokens, first, min(relative, end), end)
    if begin is None:
        return None
    begin = _skip_adverbials(tokens, begin, end)
    if end - begin > 1 and tokens[begin].low in ("which", "whom"):
        begin += 1  # "…, which both cities regard as"
    begin = _behind_participle(tokens, begin, end)
    if begin >= end:
        return None
    if tokens[begin].low in words("object") - (words("possessive") if end - begin > 1 else set()):
        return None
    return begin, end


def _behind_participle(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Past a participle that the phrase is the object of: "bringing up | the council"."""
    token = tokens[begin] if begin < end else None
    if token is None or token.capital or not token.low.endswith("ing") or len(token.low) < 6:
        return begin
    reach = range(begin + 1, min(end, begin + 3))
    return next((at for at in reach if starts_noun_phrase(tokens[at])), begin)


def _behind_boundary(tokens: Sequence[Token], first: int, zone: int, end: int) -> int | None:
    """The token behind the last boundary before ``zone``, ``first`` if there is none.

    None if an auxiliary stands there whose own verb follows: then there is no phrase.
    """
    for at in range(zone - 2, first - 1, -1):
        if not _is_boundary(tokens, at, first, end):
            continue
        before = tokens[at - 1] if at > first else None
        if starts_noun_phrase(tokens[at + 1]) or not is_finite(tokens[at], before):
            return at + 1
        if tokens[at].low in verb_group_words():
            return None
    return first


def _is_boundary(tokens: Sequence[Token], at: int, first: int, end: int) -> bool:
    """Whether a word parts what stands before it from the phrase behind it."""
    token = tokens[at]
    if token.low in _QUESTION_WORDS:
        return True
    if at == first and not token.capital and is_participle(token):
        return True
    last = token.low in ("that", "so", "as") and at + 1 < end and at == end - 1
    if token.low in words("subordinator") and not last:
        return _subordinates(tokens, at, first)
    if token.low in words("conjunction"):
        clause_before = any(is_finite(tokens[i], tokens[i - 1]) for i in range(first + 1, at))
        return token.low in ("but", "yet", "nor") or at == first or clause_before
    return is_finite(token, tokens[at - 1] if at > first else None)


def _subordinates(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether a subordinator opens a clause here: not "later than the mayor"."""
    low = tokens[at].low
    if low not in _COMPARING:
        return True
    may_open = at == first or low in _TIME_CONJUNCTIONS
    return may_open and at + 1 < len(tokens) and starts_noun_phrase(tokens[at + 1])


def _skip_adverbials(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Past conjunctions, adverbs, times and leading prepositional phrases."""
    while begin < end:
        token = tokens[begin]
        if _is_adverbial_word(token) or (_names_plain_time(token) and begin + 1 < end):
            begin += 1
        elif token.low in words("preposition") or token.low in _TIME_CONJUNCTIONS:
            following = _after_preposition(tokens, begin, end)
            if following is None:
                return begin + 1
            begin = following
        elif token.low in ("last", "next", "this") and (
            begin + 2 < end and tokens[begin + 1].low in words("time")
        ):
            begin += 2
        else:
            break
    return begin


def _is_adverbial_word(token: Token) -> bool:
    if token.low in words("conjunction"):
        return True
    return is_adverb(token) and token.low not in words("pronoun", "determiner")


def _names_plain_time(token: Token) -> bool:
    return token.low in words("time") and not token.low.isdigit()


def _after_preposition(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Where the noun phrase behind a prepositional phrase begins, None if there is none.

    "In the old harbour | residents", "in May | the mayor".
    """
    at = begin + 1
    if at < end and tokens[at].low in words("determiner", "possessive"):
        at += 1
    for index in range(at + 1, end):
        if _begins_anew(tokens[index - 1], tokens[index]):
            return index
    return None


def _begins_anew(before: Token, token: Token) -> bool:
    """Whether a second noun phrase begins between two words."""
    if before.low in words("preposition"):
        return False
    if token.low in words("determiner", "possessive", "pronoun"):
        return True
    in_time = before.low in words("time")
    if in_time and token.low not in words("time"):
        return True
    if token.capital:
        in_name = before.low in words("determiner") | source_words("title")
        return not before.capital and not in_name
    common = token.low in source_words("unnamed") and not token.low.isdigit()
    return common and (before.capital or in_time)


def ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase that began before ``at`` has ended here."""
    token, before = tokens[at], tokens[at - 1]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    low = token.low
    if low in words("preposition"):
        return _leads_away(low, following)
    if low in words("conjunction"):
        return following is None or not starts_noun_phrase(following) or before.low == "he"
    if low in words("subordinator", "relative") or low == "to":
        return True
    if low in words("pronoun") and low not in words("determiner"):
        return True
    if low in words("time") and not (token.capital and following and following.capital):
        return True
    return is_finite(token, before) or (is_adverb(token) and not token.capital)


def _leads_away(preposition: str, following: Token | None) -> bool:
    """Whether a preposition does not go on with a name or office: "the mayor of Marrow" does."""
    if following is not None and _names_time(following):
        return True
    if preposition in _NAME_LINKS:
        return False
    return not (preposition in ("in", "on") and following is not None and following.capital)


def _names_time(token: Token) -> bool:
    year = token.low.isdigit() and len(token.low) == 4
    return year or token.low in words("time", "setting")
