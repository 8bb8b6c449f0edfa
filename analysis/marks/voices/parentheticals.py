"""Parentheticals: frames that stand inside or behind their content ("…, she said, …").

Such a frame stands apart behind a comma, a quotation or a dash, or has its source behind its verb.
Its content precedes it, back to the beginning of the sentence or the end of the frame before, and
may go on behind it.
"""

from collections.abc import Sequence

from analysis.marks.voices.adjuncts import skip_adjuncts
from analysis.marks.voices.phrases import phrase_after
from analysis.marks.voices.reading import SENTENCE_ENDS, Frame, Reading, low_at
from analysis.marks.voices.tokens import DASHES, QUOTE, Range, Token, is_adverb, is_finite, words

_ASIDE = frozenset([",", QUOTE]) | DASHES
_OPENS_DASHED = frozenset([":", "--", "–", "—"])
_FIRST_WORDS = frozenset(["but", "and", "still"])
_REASONS = frozenset(["if", "because", "so"])


def is_parenthetical(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a frame without content behind it closes a clause that is its content."""
    part = reading.entry.part
    if part == "adverbial":
        apart = not reading.passive and (reading.inverted or not reading.shared)
        return apart and reading.before > 0
    if part != "verb" or reading.passive or _announces(tokens, reading):
        return False
    before = low_at(tokens, reading.before - 1)
    if before not in _ASIDE and before not in ("?", "!"):
        return False
    if reading.inverted:
        return True
    quoted = before == QUOTE and tokens[reading.before - 1].capital  # “It holds,” she said in …
    closes = quoted or _is_complete(tokens, reading)
    return not reading.shared and _takes_clause(reading) and closes


def _announces(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a colon behind the frame ends its sentence."""
    return tokens[-1].low == ":" and skip_adjuncts(tokens, reading.after) == len(tokens) - 1


def _takes_clause(reading: Reading) -> bool:
    frames = set(reading.entry.frames)
    return not frames.isdisjoint("sqd") or reading.entry.category == "evidential"


def _is_complete(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether nothing follows the verb that it could report: "…, she told the crowd on Monday."."""
    after = reading.after
    if not set(reading.entry.frames).isdisjoint("do"):
        addressee = phrase_after(tokens, after, len(tokens))
        after = addressee[1] if addressee else after
    after = skip_adjuncts(tokens, after)
    if after >= len(tokens) or not tokens[after].word:
        return True
    low = tokens[after].low
    linking = low in words("conjunction", "preposition", "subordinator") and low != "to"
    return linking or low.endswith("ing")


def read_as_frame(tokens: Sequence[Token], reading: Reading) -> Reading | None:
    """A frame that stands apart, like an adverbial: "as the mayor put it", "as she has noted"."""
    if reading.source is None:
        return None
    opening = reading.source[0] - 1
    if low_at(tokens, opening) != "as" or (opening and tokens[opening - 1].low not in _ASIDE):
        return None
    after = reading.after
    if low_at(tokens, after) == "it":
        after += 1
        if low_at(tokens, after) == "to":  # "put it to me last month"
            after += 2
        after = skip_adjuncts(tokens, after)
    if after < len(tokens) and not _is_mark(tokens[after]):
        return None
    before = opening - 1 if low_at(tokens, opening - 1) == "," else opening
    entry = reading.entry._replace(part="adverbial", frames="left")
    return reading._replace(entry=entry, before=before, after=after, inverted=True)


def _is_mark(token: Token) -> bool:
    return token.low in _ASIDE or token.low in SENTENCE_ENDS


def find_content_before(
    tokens: Sequence[Token], reading: Reading, frames: Sequence[Frame]
) -> list[Range]:
    """Content that stands before its frame, and what goes on behind it.

    ``frames`` are those found before in the sentence.
    """
    if not is_parenthetical(tokens, reading):
        return []
    end = reading.before
    while end > 0 and not tokens[end - 1].word and tokens[end - 1].low not in (QUOTE, ")"):
        end -= 1
    start = _first_word(tokens, _earliest(tokens, frames, end), end)
    if not any(token.word or token.low == QUOTE for token in tokens[start:end]):
        return []
    closes_quoted = tokens[end - 1].low == QUOTE and end - 1 > start
    if closes_quoted and _is_setting(tokens, start, end - 1):
        start = end - 1
    behind = _continuation(tokens, reading)
    if behind and tokens[behind[0][0]].low == QUOTE and _introduces(tokens[start]):
        return behind  # "Asked whether it held, she said, “No.”"
    return [(start, end), *behind]


def _introduces(token: Token) -> bool:
    """Whether a word begins what only leads up to a report: "asked", "speaking", "after"."""
    low = token.low
    if low in words("preposition", "subordinator") and low not in _REASONS:
        return True
    return low.endswith(("ed", "ing")) and not is_adverb(token) and len(low) > 4


def _earliest(tokens: Sequence[Token], frames: Sequence[Frame], end: int) -> int:
    """Where content that ends at ``end`` may begin: behind earlier frames and a semicolon.

    A frame inside this content belongs to it; one whose content follows its cue and ends before
    does not.
    """
    start = 0
    for frame in frames:
        cue_start, cue_end = frame.cue or (0, 0)
        if not frame.content or frame.content[0][0] >= cue_start or frame.content[-1][1] >= end:
            continue
        stop = max(cue_end, *(part[1] for part in frame.content))
        if stop <= end:
            start = max(start, stop)
    parts = (at for at in range(end - 1, start, -1) if tokens[at].low == ";")
    return next(parts, start - 1) + 1


def _first_word(tokens: Sequence[Token], start: int, end: int) -> int:
    """Past marks and a conjunction that tie content to what stands before it."""
    while start < end and not tokens[start].word and tokens[start].low != QUOTE:
        start += 1
    if end - start > 1 and tokens[start].low in _FIRST_WORDS:
        start += 1
    if start < end and tokens[start].low == ",":
        start += 1
    return start


def _is_setting(tokens: Sequence[Token], start: int, quoted: int) -> bool:
    """Whether words before a quotation set the scene for it: 'Of the dam: "It holds," she said'."""
    mark = tokens[quoted - 1].low
    if mark != ",":
        return mark == ":"
    befores = (None, *tokens[start:quoted])
    pairs = zip(tokens[start:quoted], befores, strict=False)
    return not any(is_finite(token, before) for token, before in pairs)


def _continuation(tokens: Sequence[Token], reading: Reading) -> list[Range]:
    """Content that goes on behind the frame: "The dam, she said, | holds"."""
    at = skip_adjuncts(tokens, reading.after)
    mark, following = low_at(tokens, at), low_at(tokens, at + 1)
    if mark == QUOTE:
        return [(at, at + 1)]
    if following == QUOTE and (mark == "," or mark in _OPENS_DASHED):
        return [(at + 1, at + 2)]
    if mark != "," or not following or not _goes_on(tokens, reading, following):
        return []
    end = len(tokens)
    while end > at + 1 and not tokens[end - 1].word and tokens[end - 1].low != QUOTE:
        end -= 1
    return [(at + 1, end)] if end - at > 2 else []


def _goes_on(tokens: Sequence[Token], reading: Reading, following: str) -> bool:
    """Whether words behind the frame's closing comma belong to the content."""
    if reading.inverted and tokens[reading.before - 1].low == QUOTE:
        return False
    if following in words("conjunction", "relative") or following.endswith("ing"):
        return False
    if following in words("subordinator") and following not in _REASONS:
        return False
    return reading.entry.part != "verb" or following not in words("preposition") | {"as"}
