"""Where content ends that stands behind its cue.

It ends with the sentence, or earlier: before a frame that stands behind its content ("…, according
to X"), before a further cue of the same subject ("… and warned"), before a participle that reports
on ("…, adding that"), and before a contrast in the writer's own words ("…, while").
"""

from collections.abc import Sequence

from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    Range,
    Token,
    is_adverb,
    is_finite,
    starts_noun_phrase,
    verb_group_words,
    word_set,
    words,
)

_CLAUSE_LINKS = frozenset(["and", "but"])
_CONTRASTS = word_set("but while whereas although though despite yet")
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}
_CLOSERS = frozenset([QUOTE, ")", "]"])


def content_behind(
    tokens: Sequence[Token],
    reading: Reading,
    start: int,
    later: Sequence[Reading],
    parentheticals: Sequence[int],
) -> list[Range]:
    """Content that begins at ``start``, with a subject that stands before its cue.

    Parameters
    ----------
    tokens, reading
        The sentence and its cue.
    start
        What `find_complement` found.
    later
        The readings behind this one.
    parentheticals
        First tokens of the sentence's frames that stand behind their content.
    """
    if _is_bare_quotation(tokens, start) and "s" not in reading.entry.frames:
        return [(start, start + 1)]
    end = _end_by_frames(tokens, reading, start, later, parentheticals)
    if reading.entry.part == "noun":
        end = _end_of_subject(tokens, reading, start, end)
    shared = frozenset(
        other.cue[0] for other in later if other.shared and other.entry.part == "verb"
    )
    end = _end_by_words(tokens, start, end, shared)
    end = _end_by_clause(tokens, reading, start, end)
    end = _without_marks(tokens, start, end)
    raised = _raised_relative(tokens, reading, start) or _raised_subject(tokens, reading, start)
    return [*raised, (start, end)] if start < end else []


def _is_bare_quotation(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation is no part of a phrase: "called it “a mistake” in May"."""
    if low_at(tokens, at) != QUOTE:
        return False
    following = low_at(tokens, at + 1)
    return not following[:1].isalnum() or following in words("preposition")


def _end_by_frames(
    tokens: Sequence[Token],
    reading: Reading,
    start: int,
    later: Sequence[Reading],
    parentheticals: Sequence[int],
) -> int:
    """Where the frames around it end content, the end of the sentence if none does."""
    end = len(tokens)
    if low_at(tokens, reading.before - 1) in DASHES:  # in a parenthesis of dashes
        end = next((at for at in range(start, end) if tokens[at].low in DASHES), end)
    end = min(end, next((at for at in parentheticals if at > start), end))
    for other in later:
        if other.shared and start < other.cue[0] <= end and other.before > start:
            end = min(end, other.before)
            break
    for other in later:
        if start + 2 < other.before < end and _is_coordinated(tokens, other):
            return other.before - 1
    return end


def _is_coordinated(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a frame with a source of its own follows ", and": "…, and the mayor said"."""
    joined = tokens[reading.before - 1].low in ("and", "but")
    mark = tokens[reading.before - 2]
    apart = mark.low == "," or (mark.low == QUOTE and mark.capital)
    return joined and apart and reading.source is not None and not reading.shared


def _end_of_subject(tokens: Sequence[Token], reading: Reading, start: int, high: int) -> int:
    """Where the clause of a noun ends that is the subject of its sentence.

    "A warning that winds could rise emptied the beaches": at the second finite verb, or at a comma.
    """
    if any(is_finite(tokens[at], tokens[at - 1]) for at in range(1, reading.cue[0])):
        return high
    verbs = 0
    for index in range(start + 1, high):
        if verbs and tokens[index].low == ",":
            return index
        verbs += _is_further_verb(tokens, index)
        if verbs == 2:
            return index
    return high


def _is_further_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands here that goes with no verb or conjunction before it."""
    token, before = tokens[at], tokens[at - 1]
    if not is_finite(token, before) or is_finite(before, None) or is_adverb(before):
        return False
    tied = before.low in words("conjunction", "relative") or before.low in ("to", "that")
    return not tied


def _end_by_words(tokens: Sequence[Token], start: int, high: int, shared: frozenset[int]) -> int:
    """Where a bracket closes around content, a contrast follows, or a verb with the same subject.

    ``shared`` are the places of such verbs.
    """
    depth = 0
    for index in range(start, high):
        low = tokens[index].low
        depth += _DEPTH.get(low, 0)
        if depth < 0 or (low == ";" and depth == 0 and index > start):
            return index
        if low == QUOTE and _acts_on(tokens, index, high):
            return index + 1
        if low == "," and index > start + 1 and _leaves_content(tokens, start, index, high):
            return index
        if low in (",", "and") and index + 1 in shared:
            return index
    return high


def _end_by_clause(tokens: Sequence[Token], reading: Reading, start: int, high: int) -> int:
    """Where the clause around a frame ends that goes before, or stands within, the main clause.

    "While critics say it leaks, | the dam …", "Voters in towns that say so, | the poll …", "The
    mayor, who says it holds, | left".
    """
    if reading.source is None:
        return _end_of_asked(tokens, reading, start, high)
    first, last = reading.source[0], reading.cue[0]
    relative = next((at for at in range(first, last) if tokens[at].low in ("who", "which")), 0)
    aside = relative > 0 and tokens[relative - 1].low == ","
    opener = tokens[0].low
    leads = first > 0 and not any(token.low == "," for token in tokens[:last])
    subordinate = opener in words("subordinator") and opener != "that"
    leads &= subordinate or (opener in words("preposition") and relative > 0)
    if not aside and not leads:
        return high
    for at in range(start + 1, high - 1):
        if tokens[at].low == ",":
            following = tokens[at + 1]
            goes_on = following.low not in words("pronoun", "have") and is_finite(following, None)
            regular = following.low.endswith("ed") and not following.capital
            if aside and (goes_on or regular or following.low in words("have")):
                return at
            if leads and starts_noun_phrase(following):
                return at
    return high


def _end_of_asked(tokens: Sequence[Token], reading: Reading, start: int, high: int) -> int:
    """Where the question ends in "Asked whether it held, the mayor …"."""
    if not reading.passive or reading.cue[1] - reading.before > 1:
        return high
    if reading.before and tokens[reading.before - 1].low != ",":
        return high
    return next((at for at in range(start + 1, high) if tokens[at].low == ","), high)


def _acts_on(tokens: Sequence[Token], quotation: int, high: int) -> bool:
    """Whether behind a closed quotation its speaker does something else: "…,” and left"."""
    if quotation + 2 >= high:
        return False
    following, verb = tokens[quotation + 1], tokens[quotation + 2]
    if tokens[quotation].capital:
        return following.low in ("and", "but", "then") and _is_past(verb)
    return following.low == "but" and is_finite(verb, None)


def _is_past(token: Token) -> bool:
    """Whether a word is a finite verb by its form: "left", "walked"."""
    return is_finite(token, None) or (token.low.endswith("ed") and not token.capital)


def _leaves_content(tokens: Sequence[Token], start: int, comma: int, high: int) -> bool:
    """Whether the writer goes on behind a comma.

    With a contrast (", while the road stays closed"), and behind a mere noun phrase with a clause
    of its own ("proposes a tax, and the council will vote").
    """
    if _is_contrast(tokens, comma, high):
        return True
    if low_at(tokens, comma + 1) not in _CLAUSE_LINKS or tokens[start].low == QUOTE:
        return False
    first = max(start, 1)
    return not any(is_finite(tokens[at], tokens[at - 1]) for at in range(first, comma))


def _is_contrast(tokens: Sequence[Token], comma: int, high: int) -> bool:
    """Whether the writer goes on behind a comma: ", while the road stays closed".

    "…, but that …" goes on with what is reported, and so does "that, although".
    """
    if comma + 2 >= high or tokens[comma + 1].low not in _CONTRASTS:
        return False
    return "that" not in (tokens[comma - 1].low, tokens[comma + 2].low)


def _without_marks(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of content without the marks and conjunctions at its end."""
    while end > start and not tokens[end - 1].word and tokens[end - 1].low not in _CLOSERS:
        end -= 1
    while end > start and tokens[end - 1].low in words("conjunction"):
        end -= 1
    return end


def _raised_relative(tokens: Sequence[Token], reading: Reading, start: int) -> list[Range]:
    """The relative that is the subject of content: "| which | experts say | could double"."""
    if reading.source is None or reading.source[0] == 0 or start >= len(tokens):
        return []
    if not is_finite(tokens[start], None):
        return []
    before = reading.source[0] - 1
    raised = tokens[before].low in ("which", "who", "that") and reading.entry.part == "verb"
    return [(before, before + 1)] if raised else []


def _raised_subject(tokens: Sequence[Token], reading: Reading, start: int) -> list[Range]:
    """The subject of a passive infinitive: "| the dam | is believed to hold"."""
    before, end = reading.before, reading.cue[0]
    if not reading.passive or tokens[start].low not in ("to", "as"):
        return []
    while end > before and _belongs_to_verb(tokens[end - 1]):
        end -= 1
    if end <= before:
        return []
    relative = words("relative") | {"that"}
    if tokens[before].low in relative or tokens[before].low == "it":
        return []
    return [] if tokens[end - 1].low in relative else [(before, end)]


def _belongs_to_verb(token: Token) -> bool:
    verb_words = verb_group_words() - words("do") | words("negation")
    return token.low in verb_words or is_adverb(token)
