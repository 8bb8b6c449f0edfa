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

from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    STOPS,
    Token,
    is_adverb,
    is_finite,
    is_possessive,
    source_words,
    starts_noun_phrase,
    words,
)

Range = tuple[int, int]

_BREAKS = frozenset([",", ";", ":", QUOTE, "(", "[", *DASHES, *STOPS])
_NAME_LENGTH = 40
"""Characters: a longer quotation is no part of a name."""

_CONTINUES = frozenset(["of", "for", "at", "from", "with", "in", "on", "to", "'s", "and", "&"])


def phrase_before(tokens: Sequence[Token], end: int, low: int) -> Range | None:
    """Range of the noun phrase that ends before token ``end``; nothing before ``low`` counts."""
    last = end - 1
    while last >= low and tokens[last].low in (")", "]"):
        last = _opening(tokens, last, low) - 1
    if last < low:
        return None
    if tokens[last].low == "," or tokens[last].low in DASHES:
        return _with_apposition(tokens, last)
    if (
        tokens[last].low == QUOTE
        and last > low
        and tokens[last - 1].word
        and (tokens[last].end - tokens[last].start < _NAME_LENGTH)
    ):  # a name in quotation marks: "the so-called “X” said"
        found = phrase_before(tokens, last, low)
        return (found[0], end) if found else None
    if not tokens[last].word:
        return None
    if tokens[last].low in words("relative") and last > low and tokens[last - 1].low == ",":
        return phrase_before(tokens, last - 1, low)
    first = last
    while first > low and tokens[first - 1].low not in _BREAKS:
        first -= 1
        if tokens[first].low in (")", "]"):
            first = _opening(tokens, first, low)
    if first > low and tokens[first - 1].low == QUOTE and _inside_phrase(tokens, first - 1, low):
        before = phrase_before(tokens, first - 1, low)
        if before is not None:
            return before[0], end
    return _narrow(tokens, first, end)


def phrase_after(tokens: Sequence[Token], start: int, high: int) -> Range | None:
    """Range of the noun phrase that begins at token ``start``; nothing from ``high`` on counts."""
    if start >= high or not tokens[start].word:
        return None
    at = start
    while at < high:
        token = tokens[at]
        if token.low in ("(", "["):
            at = _closing(tokens, at, high) + 1
            continue
        if not token.word:
            if token.low == QUOTE and at > start and at + 1 < high and tokens[at + 1].word:
                at += 1
                continue
            break
        if at > start and _ends_phrase(tokens, at, start):
            break
        at += 1
    while at > start and tokens[at - 1].low in _CONTINUES | words("conjunction"):
        at -= 1
    if at == start:
        return None
    return start, _through_apposition(tokens, at, high)


def subject_of(tokens: Sequence[Token], low: int, high: int) -> Range | None:
    """Range of the first noun phrase of a clause, taken for its subject."""
    first = low
    for _ in range(6):
        while first < high and (
            not tokens[first].word
            or tokens[first].low in words("conjunction")
            or (is_adverb(tokens[first]) and not starts_noun_phrase(tokens[first]))
        ):
            first += 1
        if first >= high:
            return None
        token = tokens[first]
        adverbial = (
            token.low in words("preposition")
            or token.low in words("subordinator") - words("pronoun")
            or token.low in words("time")
            or (token.low.endswith("ing") and len(token.low) > 5)
        )
        if not adverbial:
            break
        comma = next((i for i in range(first, high) if tokens[i].low == ","), None)
        if comma is None:
            return None
        first = comma + 1
    at = first
    while (
        at < high
        and tokens[at].word
        and not (at > first and (is_finite(tokens[at], tokens[at - 1]) or is_adverb(tokens[at])))
    ):
        if tokens[at].low in words("relative") and at > first:
            break
        at += 1
    return (first, at) if at > first else None


def _with_apposition(tokens: Sequence[Token], comma: int) -> Range | None:
    """The phrase before an apposition (or parenthesis) that ends with this comma or dash."""
    close = tokens[comma].low
    same = (lambda low_: low_ == ",") if close == "," else (lambda low_: low_ in DASHES)
    first = comma
    for _ in range(4):
        opening = next((i for i in range(first - 1, -1, -1) if same(tokens[i].low)), None)
        if opening is None or any(tokens[i].low in (";", ":") for i in range(opening, first)):
            return None
        if opening == 0:
            return None
        found = phrase_before(tokens, opening, 0) if tokens[opening - 1].low != "," else None
        if found is None:
            return None
        if not _is_aside(tokens, found):
            return found[0], comma
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


def _narrow(tokens: Sequence[Token], first: int, end: int) -> Range | None:
    """The noun phrase at the end of a stretch of words."""
    relative = next((i for i in range(first + 1, end) if tokens[i].low in words("relative")), end)
    if relative == end - 1:  # "the general, who said", "residents who said"
        end = relative
    zone = relative if relative < end else end
    begin = first
    for at in range(zone - 1, first - 1, -1):
        if _is_boundary(tokens, at, first, end) and at + 1 < zone:
            rest = at + 1
            if starts_noun_phrase(tokens[rest]) or not is_finite(
                tokens[at], tokens[at - 1] if at > first else None
            ):
                begin = rest
                break
            if tokens[at].low in words("modal") | words("be") | words("have") | words("do"):
                return None
    begin = _skip_adverbials(tokens, begin, end)
    if begin >= end or tokens[begin].low in words("object"):
        return None
    return begin, end


def _is_boundary(tokens: Sequence[Token], at: int, first: int, end: int) -> bool:
    token = tokens[at]
    if token.low in ("what", "how", "why", "where") or (
        at == first and not token.capital and token.low.endswith("ing") and len(token.low) > 5
    ):
        return True
    if token.low in words("subordinator") and not (
        token.low in ("that", "so", "as") and at + 1 < end and at == end - 1
    ):
        return (
            token.low not in ("than", "before", "after", "since", "until", "as")
            or (at == first or token.low in ("as", "since", "after", "before"))
            and _has_determiner_after(tokens, at)
        )
    if token.low in words("conjunction"):
        clause_before = any(is_finite(tokens[i], tokens[i - 1]) for i in range(first + 1, at))
        return token.low in ("but", "yet", "nor") or at == first or clause_before
    return is_finite(token, tokens[at - 1] if at > first else None)


def _has_determiner_after(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and starts_noun_phrase(tokens[at + 1])


def _skip_adverbials(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Past conjunctions, adverbs, times and leading prepositional phrases."""
    while begin < end:
        token = tokens[begin]
        if token.low in words("conjunction") or (
            is_adverb(token) and token.low not in words("pronoun") | words("determiner")
        ):
            begin += 1
        elif token.low in words("time") and not token.low.isdigit() and begin + 1 < end:
            begin += 1
        elif token.low in words("preposition") or token.low in ("as", "since", "after", "before"):
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


def _after_preposition(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Where the noun phrase behind a prepositional phrase begins, None if there is none."""
    at = begin + 1
    if at < end and (
        tokens[at].low in words("determiner") or tokens[at].low in words("possessive")
    ):
        at += 1
    seen = False
    while at < end:
        token, before = tokens[at], tokens[at - 1]
        opens = token.low in words("determiner") or (
            token.low in words("possessive") or token.low in words("pronoun")
        )
        turns = token.capital and not before.capital and before.low not in words("preposition")
        plain = not token.capital and (before.capital or before.low in words("time"))
        if (
            seen
            and before.low not in words("preposition")
            and (
                opens
                or (turns and before.low not in words("determiner") | source_words("title"))
                or (plain and not token.low.isdigit() and token.low in source_words("unnamed"))
                or (before.low in words("time") and token.low not in words("time"))
            )
        ):
            return at
        seen = True
        at += 1
    return None


def _ends_phrase(tokens: Sequence[Token], at: int, start: int) -> bool:
    token, before = tokens[at], tokens[at - 1]
    low = token.low
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if low in words("preposition"):
        if low in ("of", "for", "at", "from", "with"):
            return _names_time(following)
        return not (low in ("in", "on") and following and following.capital) or _names_time(
            following
        )
    if low in words("conjunction"):
        return following is None or not starts_noun_phrase(following) or before.low == "he"
    if low in words("subordinator") or low in words("relative"):
        return True
    if low in words("pronoun") and low not in words("determiner"):
        return True
    if low in words("time") and not token.capital:
        return True
    if low in words("time") and token.capital and not (following and following.capital):
        return True
    if low == "to":
        return True
    return is_finite(token, before) or (is_adverb(token) and not token.capital)


def _names_time(token: Token | None) -> bool:
    return token is not None and (
        token.low in words("time")
        or (token.low.isdigit() and len(token.low) == 4)
        or token.low in words("setting")
    )


def _through_apposition(tokens: Sequence[Token], at: int, high: int) -> int:
    """Past the appositions that follow the phrase behind a comma, if any do."""
    if at >= high or tokens[at].low != "," or at + 1 >= high:
        return at
    first = tokens[at + 1]
    if not first.word or first.low in words("conjunction") | words("subordinator"):
        return at
    if is_finite(first, None) or first.low.endswith("ing") or first.low in words("relative"):
        return at
    if first.low in words("preposition") and first.low != "of":
        return at
    end = at + 1
    while end < high and tokens[end].word and not is_finite(tokens[end], tokens[end - 1]):
        end += 1
    closed = end >= high or tokens[end].low in (",", ";", *STOPS) or tokens[end].low == QUOTE
    if not closed or _is_clause(tokens, at + 1):
        return at
    return _through_apposition(tokens, end, high)


def _is_clause(tokens: Sequence[Token], first: int) -> bool:
    return tokens[first].low in words("pronoun") - words("determiner")


def _inside_phrase(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Whether a quotation is a name within a phrase ("the so-called “X” group")."""
    return at > low and tokens[at - 1].word and tokens[at].end - tokens[at].start < _NAME_LENGTH


def _opening(tokens: Sequence[Token], at: int, low: int) -> int:
    while at > low and tokens[at].low not in ("(", "["):
        at -= 1
    return at


def _closing(tokens: Sequence[Token], at: int, high: int) -> int:
    while at < high - 1 and tokens[at].low not in (")", "]"):
        at += 1
    return at


__all__ = ["Range", "is_possessive", "phrase_after", "phrase_before", "subject_of"]
