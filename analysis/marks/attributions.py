"""Attributions: who is reported to have said, written or thought what.

Terms after PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018): the *content* is what is
reported, the *cue* the words that report it, the *source* whom it is ascribed to. The parts are in
`analysis.marks.voices`: `quotations` reads quotation marks, `frames` cues with source and content,
`threads` what goes on over several sentences, `sources` who the sources are. This module puts an
article together, with the reports inside its quotations.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import Span
from analysis.marks.voices.frames import find_frames
from analysis.marks.voices.quotations import Quotation, find_quotations
from analysis.marks.voices.speakers import Speakers
from analysis.marks.voices.threads import Draft, Sentence, Thread
from analysis.marks.voices.tokens import find_tokens

KINDS = ("direct", "mixed", "indirect")
SOURCE_TYPES = ("person", "organisation", "outlet", "collective", "unnamed")

_EDGES = " \t\r\n\u00a0\"“”„«»'‘’‚‹›.,;:!?…()[]—–-`"
_LONGEST = 400
"""Tokens: what has no full stop for longer than that is read in pieces, to keep time linear."""


class Attribution(NamedTuple):
    """One report of what somebody said, wrote or thought.

    ``start`` and ``end`` enclose content, cue and source, and ``text`` is that slice; ``content``
    encloses ``content_parts``, of which there are several where other words interrupt it; ``cue``
    and ``source`` are spans or None. ``kind`` is direct (all content in quotation marks), mixed
    (some) or indirect (none); ``relation`` is positive, or negative ("denied that …").
    ``source_type`` is one of `SOURCE_TYPES`; ``speaker`` the fullest name the text gives the
    source, None if there is none or it is unresolved; ``via`` the words that name who relays it, or
    None.
    ``category`` is that of the cue in ``reporting_cues.csv``, None without a cue.
    ``nested`` says whether it stands inside the quoted words of another.
    """

    start: int
    end: int
    text: str
    content: Span
    content_parts: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: str
    relation: str
    source_type: str
    speaker: str | None
    via: str | None
    category: str | None
    nested: bool


def find_attributions(text: str, *, headline: bool = False) -> list[Attribution]:
    """Attributions of an article's running text, sorted by content.

    Parameters
    ----------
    text
        Any string; each line is a paragraph.
    headline
        Whether the text is a headline: line breaks do not end its sentences, and "Ministry: …" and
        "… – ministry" report what the ministry says.

    Returns
    -------
    list of Attribution
        Offsets in code points of ``text``. Nested reports are items of their own.
    """
    quotations = find_quotations(text, break_at_lines=not headline)
    outer = [each for each in quotations if each.depth == 0]
    drafts = _read(text, (0, len(text)), outer, headline=headline)
    for quotation, inside in _nested(outer, quotations):
        within = (quotation.start, quotation.end)
        drafts += [
            each._replace(nested=True) for each in _read(text, within, inside, cued_only=True)
        ]
    drafts = _one_a_span(drafts)
    speakers = Speakers(text)
    return _relayed([_finish(text, draft, outer, speakers) for draft in drafts])


def _nested(
    outer: Sequence[Quotation], quotations: Sequence[Quotation]
) -> Iterable[tuple[Quotation, list[Quotation]]]:
    """Each outer quotation with those directly inside it."""
    inside: dict[int, list[Quotation]] = {}
    current = -1
    for each in quotations:
        if each.depth == 0:
            current = each.outer[0]
        elif each.depth == 1:
            inside.setdefault(current, []).append(each)
    for quotation in outer:
        yield quotation, inside.get(quotation.outer[0], [])


def _read(
    text: str,
    within: Span,
    quotations: Sequence[Quotation],
    *,
    headline: bool = False,
    cued_only: bool = False,
) -> list[Draft]:
    """Attributions of a stretch of text, in which each of the quotations is one token."""
    thread = Thread()
    first = 0
    for sentence in _sentences(text, within, quotations, headline):
        last = first
        while last < len(quotations) and quotations[last].outer[1] <= sentence[1]:
            last += 1
        quoted = quotations[first:last]
        first = last
        tokens = find_tokens(text, sentence, [each.outer for each in quoted])
        for at in range(0, len(tokens), _LONGEST):
            part = tokens[at : at + _LONGEST]
            marks = _starting_in(quoted, part[0].start, part[-1].end)
            frames = find_frames(part, headline=headline)
            thread.follow(Sentence(text, part, marks, frames, headline, cued_only))
    return thread.drafts


def _starting_in(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of sorted quotations that begin in a stretch of text."""
    low, high = (bisect_left(quotations, at, key=lambda each: each.outer[0]) for at in (start, end))
    return quotations[low:high]


def _sentences(
    text: str, within: Span, quotations: Sequence[Quotation], headline: bool
) -> list[Span]:
    """Sentences of a stretch of text, none of which ends inside a quotation."""
    pieces: list[str] = []
    position = within[0]
    for quotation in quotations:
        start, end = quotation.outer
        if start < position or end > within[1]:
            continue
        pieces.append(text[position:start])
        # Its last character decides whether a sentence ends there; marks may be of any shape.
        tail = text[quotation.end - 1] + "”" * (end - quotation.end)
        first = text[quotation.start]
        body = "Q" if first.isupper() or first.isdigit() else "q"
        body = body.ljust(end - start - len(tail), "q") if end - start > len(tail) else ""
        pieces.append(body + tail)
        position = end
    pieces.append(text[position : within[1]])
    masked = "".join(pieces)
    spans = find_sentences(masked, break_at_lines=not headline)
    return [(within[0] + start, within[0] + end) for start, end in spans]


def _one_a_span(drafts: Iterable[Draft]) -> list[Draft]:
    """Sorted by content; of several with the same content and source the first counts."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for draft in sorted(drafts, key=_reading_order):
        key = (tuple(sorted(draft.parts)), draft.source)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def _finish(
    text: str, draft: Draft, quotations: Sequence[Quotation], speakers: Speakers
) -> Attribution:
    trimmed = [_trim(text, part) for part in sorted(draft.parts)]
    parts = tuple(part for part in trimmed if part[0] < part[1]) or (draft.parts[0],)
    content = (parts[0][0], max(end for _, end in parts))
    spans = [span for span in (content, draft.cue, draft.source) if span]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    words = _words(text, draft.source)
    kind, speaker = ("unnamed", None)
    if words is not None and draft.source is not None:
        kind, speaker = speakers.identify(words, draft.source[0])
    via = _words(text, draft.via)
    return Attribution(
        start=start,
        end=end,
        text=text[start:end],
        content=content,
        content_parts=parts,
        cue=draft.cue,
        source=draft.source,
        kind="direct" if draft.nested else _kind(parts, quotations),
        relation="negative" if draft.negative else "positive",
        source_type=kind,
        speaker=speaker,
        via=None if via is None or speakers.is_person(via) else via,
        category=draft.category,
        nested=draft.nested,
    )


def _trim(text: str, part: Span) -> Span:
    start, end = part
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _kind(parts: Sequence[Span], quotations: Sequence[Quotation]) -> str:
    """Whether all, some or none of the words of content stand in quotation marks."""
    inside = outside = False
    for start, end in parts:
        at = bisect_right(quotations, start, key=lambda each: each.outer[1])
        position = start
        while position < end:
            if at == len(quotations) or quotations[at].outer[0] >= end:
                outside = True
                break
            opening, closing = quotations[at].outer
            outside |= opening - position > 1
            inside = True
            position = closing
            at += 1
            outside |= position < end
    return "indirect" if not inside else "mixed" if outside else "direct"


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


def _relayed(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The same, each that lies within the content of another with that one's source as ``via``."""
    open_ones: list[Attribution] = []
    found = []
    for each in attributions:
        while open_ones and open_ones[-1].content[1] <= each.content[0]:
            open_ones.pop()
        outer = next((o for o in reversed(open_ones[-4:]) if _encloses(o, each)), None)
        if outer is not None and each.via is None:
            name = outer.speaker or (outer.source and outer.text[slice(*_within(outer))])
            each = each._replace(via=name or None)
        found.append(each)
        open_ones.append(each)
    return found


def _encloses(outer: Attribution, each: Attribution) -> bool:
    return outer.content[0] <= each.start and each.end <= outer.content[1]


def _within(each: Attribution) -> Span:
    """The source's span within ``text``."""
    assert each.source is not None
    return each.source[0] - each.start, each.source[1] - each.start


def _reading_order(draft: Draft) -> tuple[int, int, Span]:
    """By beginning of content, of those that begin together the longest first."""
    return min(draft.parts)[0], -max(end for _, end in draft.parts), draft.cue or (0, 0)
