"""Reporting frames of one sentence: cue, source and content as ranges of tokens.

`readings` says which words are cues and who their sources are, `complements` and `contents` where
content behind a cue begins and ends, `parentheticals` which content stands before its cue.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from analysis.marks.voices.adjuncts import skip_adjuncts
from analysis.marks.voices.clauses import find_named_addressee
from analysis.marks.voices.contents import content_behind
from analysis.marks.voices.cues import read_cues
from analysis.marks.voices.parentheticals import find_content_before
from analysis.marks.voices.phrases import phrase_after
from analysis.marks.voices.reading import Frame, Reading
from analysis.marks.voices.readings import awaits_content, find_readings, may_be_cues
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    STOPS,
    Range,
    Token,
    is_finite,
    source_words,
    words,
)
from analysis.marks.voices.verbs import read_verb

_LONGEST_LABEL = 5
"""Words of a source that a dash or colon sets off in a headline."""

_SHORTEST_CLAIM = 3


def find_frames(tokens: Sequence[Token], *, headline: bool = False) -> list[Frame]:
    """Reporting frames of a sentence, sorted by cue.

    A frame without content announces what the next paragraph says ("The ministry added:").
    """
    found = find_readings(tokens, headline=headline)
    readings = [reading for reading, _ in found]
    parentheticals = [reading.before for reading, start in found if start is None]
    frames: list[Frame] = []
    for index, (reading, start) in enumerate(found):
        if start is None:
            content = find_content_before(tokens, reading, frames)
        else:
            later = readings[index + 1 :]
            content = content_behind(tokens, reading, start, later, parentheticals)
        if content or awaits_content(tokens, reading):
            frames.append(_frame(tokens, reading, content))
    frames += _citing_frames(tokens, frames)
    if headline and not any(_covers(frame, tokens) for frame in frames):
        frames += _headline_frames(tokens)
    return frames


def _frame(tokens: Sequence[Token], reading: Reading, content: list[Range]) -> Frame:
    category = reading.entry.category
    return Frame(
        cue=reading.cue,
        source=reading.source,
        content=content,
        negative=reading.negative or category == "denying",
        via=reading.via or find_named_addressee(tokens, reading),
        category=category,
    )


def find_bare_frame(tokens: Sequence[Token]) -> Frame | None:
    """The frame of a sentence that is a subject and a reporting verb, and nothing reported.

    Such a sentence goes with the quotation before it: “It holds,” The mayor said.
    """
    for at in may_be_cues(tokens):
        end, cues = read_cues(tokens, at)
        verbs = [cue for cue in cues if cue.part == "verb" and "s" in cue.frames]
        if not verbs:
            continue
        reading = read_verb(tokens, (at, end), verbs, 0, None)
        if reading is None or reading.source is None or reading.before > 3:
            return None
        rest = skip_adjuncts(tokens, reading.after)
        alone = rest >= len(tokens) or tokens[rest].low in STOPS
        if not alone:
            return None
        return Frame(reading.cue, reading.source, [], category=reading.entry.category)
    return None


def _citing_frames(tokens: Sequence[Token], frames: Sequence[Frame]) -> list[Frame]:
    """As in "…, X reported, citing Y": the same content, of Y, by way of X."""
    found: list[Frame] = []
    places = range(1, len(tokens) - 1) if frames else range(0)
    for at in places:
        if tokens[at].low not in ("citing", "quoting"):
            continue
        whole = next((f for f in frames if f.content and f.cue and f.cue[1] <= at), None)
        if whole is None or any(start <= at < end for start, end in whole.content):
            continue
        source = phrase_after(tokens, at + 1, len(tokens))
        if source is not None:
            found.append(
                Frame((at, at + 1), source, whole.content, via=whole.source, category="neutral")
            )
    return found


def _covers(frame: Frame, tokens: Sequence[Token]) -> bool:
    """Whether a frame speaks for most of its sentence."""
    return sum(end - start for start, end in frame.content) * 2 > len(tokens)


def _headline_frames(tokens: Sequence[Token]) -> list[Frame]:
    """What a headline reports without a verb: at most one frame."""
    frame = _verb_first(tokens) or _labelled_behind(tokens) or _labelled_before(tokens)
    return [frame] if frame else []


def _verb_first(tokens: Sequence[Token]) -> Frame | None:
    """As in "Claims talks near collapse": nobody is named."""
    end, cues = read_cues(tokens, 0)
    reports = any(cue.part == "verb" and cue.form == "s" and "s" in cue.frames for cue in cues)
    quoted = any(token.low == QUOTE for token in tokens[end:])
    long = quoted or len(tokens) - end >= _SHORTEST_CLAIM
    if not reports or not long or not tokens[end].word:
        return None
    finite = any(is_finite(*pair) for pair in pairwise(reversed(tokens[end:])))
    if tokens[end].low in words("preposition") or not (quoted or finite):
        return None
    return Frame((0, end), None, [(end, len(tokens))], category=cues[0].category)


def _labelled_behind(tokens: Sequence[Token]) -> Frame | None:
    """As in "Talks near collapse – ministry"."""
    first = max(_SHORTEST_CLAIM, len(tokens) - 1 - _LONGEST_LABEL)
    for at in range(len(tokens) - 2, first - 1, -1):
        label = tokens[at + 1 :]
        named = label[0].capital or label[-1].low in _labels()
        if tokens[at].low in DASHES and named and all(token.word for token in label):
            return Frame(cue=None, source=(at + 1, len(tokens)), content=[(0, at)])
    return None


def _labelled_before(tokens: Sequence[Token]) -> Frame | None:
    """As in "Ministry: talks near collapse"."""
    for at in range(1, min(len(tokens) - _SHORTEST_CLAIM, _LONGEST_LABEL + 1)):
        if tokens[at].low == ":" and tokens[0].capital:
            if any(is_finite(token, None) for token in tokens[:at]):
                return None
            return Frame(cue=None, source=(0, at), content=[(at + 1, len(tokens))])
    return None


@cache
def _labels() -> frozenset[str]:
    """Last words of a source that needs no capital in a headline."""
    return source_words("organisation", "outlet", "collective", "unnamed", "title")
