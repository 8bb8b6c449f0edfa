"""Attributions: who is reported to have said, written or thought what.

Terms after PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018): the *content* is what is
reported, the *cue* the words that report it, the *source* whom it is ascribed to. Quotation marks
are read in `analysis.marks.voices.quotations`, cues and their frames in
`analysis.marks.voices.frames`; this module puts an article together: quotations without a cue,
quotations that go on, reports inside quotations, and who the sources are.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import Span, line_spans
from analysis.marks.voices.frames import Frame, find_frames
from analysis.marks.voices.phrases import subject_of
from analysis.marks.voices.quotations import Quotation, find_quotations
from analysis.marks.voices.sources import Speakers, source_type
from analysis.marks.voices.tokens import DASHES, QUOTE, Token, find_tokens

KINDS = ("direct", "mixed", "indirect")
SOURCE_TYPES = ("person", "organisation", "outlet", "collective", "unnamed")

_EDGES = " \t\r\n\u00a0\"“”„«»'‘’‚‹›.,;:!?…()[]—–-`"
_SCARE = 2
"""Words in quotation marks that, with no report around them, are taken to quote nobody."""

_ENDS = frozenset(".!?…")


class Attribution(NamedTuple):
    """One report of what somebody said, wrote or thought.

    ``start`` and ``end`` enclose content, cue and source, and ``text`` is that slice; ``content``
    encloses ``content_parts``, of which there are several where other words interrupt it; ``cue``
    and ``source`` are spans or None. ``kind`` is direct (all content in quotation marks), mixed
    (some) or indirect (none); ``relation`` is positive, or negative ("denied that …").
    ``source_type`` is one of `SOURCE_TYPES`; ``speaker`` the fullest name the text gives the source,
    None if there is none or it is unresolved; ``via`` the words that name who relays it, or None.
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


class _Draft(NamedTuple):
    """An attribution before its source is looked into."""

    parts: list[Span]
    cue: Span | None
    source: Span | None
    negative: bool = False
    via: Span | None = None
    depth: int = 0


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
    drafts = _read(text, (0, len(text)), outer, headline)
    for quotation in outer:
        drafts += _read_inside(text, quotation, quotations)
    drafts = _one_a_span(drafts)
    speakers = Speakers(text)
    return [_finish(text, draft, outer, drafts, speakers) for draft in drafts]


def _read_inside(
    text: str, quotation: Quotation, quotations: Sequence[Quotation]
) -> Iterable[_Draft]:
    """Reports inside a quotation ("I think …", "they said, ‘…’")."""
    within = (quotation.start, quotation.end)
    nested = [
        each
        for each in quotations
        if each.depth == quotation.depth + 1 and within[0] <= each.outer[0] < within[1]
    ]
    for draft in _read(text, within, nested, False, cued_only=True):
        yield draft._replace(depth=1)


def _read(
    text: str,
    within: Span,
    quotations: Sequence[Quotation],
    headline: bool,
    *,
    cued_only: bool = False,
) -> list[_Draft]:
    """Attributions of a stretch of text, in which each of the quotations is one token."""
    drafts: list[_Draft] = []
    direct: _Draft | None = None  # the last one with quoted words, if it may go on
    awaiting: Frame | None = None  # "One explains:", with its tokens
    awaiting_tokens: list[Token] = []
    paragraph_end = within[0]
    for sentence in _sentences(text, within, quotations, headline):
        quoted = [q for q in quotations if sentence[0] <= q.outer[0] and q.outer[1] <= sentence[1]]
        tokens = find_tokens(text, sentence, [q.outer for q in quoted])
        if not tokens:
            continue
        same_paragraph = (
            "\n" not in text[paragraph_end : sentence[0]]
            and "\r" not in text[paragraph_end : sentence[0]]
        )
        frames = find_frames(tokens, headline=headline)
        new = [_draft(text, tokens, frame) for frame in frames if frame.content]
        if awaiting is not None and not frames and tokens[0].low == QUOTE:
            new.append(
                _draft(text, awaiting_tokens, awaiting)._replace(parts=[_span(tokens, (0, 1))])
            )
        covered = [part for draft in new for part in draft.parts]
        starts_quoted = tokens[0].low == QUOTE
        for index, token in enumerate(tokens):
            if token.low != QUOTE or _covered(token, covered):
                continue
            if (
                index == 0
                and direct is not None
                and _goes_on(tokens, frames, direct, same_paragraph)
            ):
                direct.parts.append(_inner(quoted[0]))
                continue
            if cued_only:
                continue
            loose = _loose(text, tokens, index, quoted, headline)
            if loose is not None:
                new.append(loose)
        drafts += new
        quoting = [draft for draft in new if any(_is_quoted(part, quoted) for part in draft.parts)]
        if quoting:
            direct = quoting[-1]
        elif not (starts_quoted and direct is not None):
            direct = None
        waiting = [frame for frame in frames if frame.colon and not frame.content]
        awaiting, awaiting_tokens = (waiting[-1], tokens) if waiting else (None, [])
        paragraph_end = sentence[1]
    return drafts


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
        # The last letter of a quotation and its marks decide whether a sentence ends there.
        tail = text[start:end][-2:] if end - start > 2 else ""
        first = text[quotation.start]
        body = ("Q" if first.isupper() or first.isdigit() else "q") + "q" * (
            end - start - len(tail) - 1
        )
        pieces.append(body + tail)
        position = end
    pieces.append(text[position : within[1]])
    masked = "".join(pieces)
    spans = find_sentences(masked, break_at_lines=not headline)
    return [(within[0] + start, within[0] + end) for start, end in spans]


def _draft(text: str, tokens: Sequence[Token], frame: Frame) -> _Draft:
    parts = [_span(tokens, part) for part in frame.content if part[0] < part[1]]
    cue = _span(tokens, frame.cue) if frame.cue else None
    source = _span(tokens, frame.source) if frame.source else None
    via = _span(tokens, frame.via) if frame.via else None
    return _Draft(parts, cue, source, frame.negative, via)


def _span(tokens: Sequence[Token], part: Span) -> Span:
    return tokens[part[0]].start, tokens[part[1] - 1].end


def _inner(quotation: Quotation) -> Span:
    return quotation.start, quotation.end


def _covered(token: Token, parts: Sequence[Span]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in parts)


def _is_quoted(part: Span, quoted: Sequence[Quotation]) -> bool:
    return any(part[0] < q.end and q.start < part[1] for q in quoted)


def _goes_on(
    tokens: Sequence[Token], frames: Sequence[Frame], direct: _Draft, same_paragraph: bool
) -> bool:
    """Whether the quotation that begins a sentence goes on with the one before.

    It does if it is a sentence of its own; in a new paragraph, if it is all there is.
    """
    alone = len(tokens) == 1 or all(not token.word for token in tokens[1:])
    if any(frame.cue and frame.content for frame in frames):
        return False
    return alone and (same_paragraph or not direct.depth)


def _loose(
    text: str, tokens: Sequence[Token], at: int, quoted: Sequence[Quotation], headline: bool
) -> _Draft | None:
    """A quotation without a cue: its source stands behind a dash, or is the sentence's subject."""
    quotation = next(q for q in quoted if q.outer[0] == tokens[at].start)
    inner = text[quotation.start : quotation.end]
    count = len(inner.split())
    whole = inner[-1:] in _ENDS or inner[-1:] == ","
    if at + 2 <= len(tokens) - 1 and tokens[at + 1].low in DASHES and len(tokens) - at <= 8:
        rest = tokens[at + 2 :]
        if all(token.word or token.low == "," for token in rest) and rest[0].capital:
            return _Draft([_inner(quotation)], None, (rest[0].start, rest[-1].end))
    if count <= _SCARE and not whole:
        return None
    if _is_title(inner) and not whole and not headline:
        return None
    subject = subject_of(tokens, 0, at) if at else None
    source = _span(tokens, subject) if subject else None
    if subject and any(token.low == QUOTE for token in tokens[subject[0] : subject[1]]):
        source = None
    return _Draft([_inner(quotation)], None, source)


def _is_title(inner: str) -> bool:
    """Whether quoted words look like the name of something: all its longer words are capitalised."""
    longer = [word for word in inner.split() if len(word) > 3]
    return bool(longer) and all(word[:1].isupper() for word in longer)


def _one_a_span(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Sorted by content; of several with the same content and source the first counts."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for draft in sorted(drafts, key=lambda d: (min(d.parts), d.cue or (0, 0))):
        key = (tuple(sorted(draft.parts)), draft.source)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept


def _finish(
    text: str, draft: _Draft, quotations: Sequence[Quotation], drafts: Sequence[_Draft],
    speakers: Speakers,
) -> Attribution:  # fmt: skip
    parts = tuple(
        trimmed for part in sorted(draft.parts) if (trimmed := _trim(text, part))[0] < trimmed[1]
    ) or (draft.parts[0],)
    content = (parts[0][0], max(end for _, end in parts))
    spans = [
        content,
        *([draft.cue] if draft.cue else []),
        *([draft.source] if draft.source else []),
    ]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    kind = "direct" if draft.depth else _kind(text, parts, quotations)
    words = text[draft.source[0] : draft.source[1]] if draft.source else None
    speaker = speakers.resolve(draft.source, content) if draft.source else None
    return Attribution(
        start, end, text[start:end], content, parts, draft.cue, draft.source, kind,
        "negative" if draft.negative else "positive",
        source_type(words, speaker), speaker,
        text[draft.via[0] : draft.via[1]] if draft.via else None,
    )  # fmt: skip


def _trim(text: str, part: Span) -> Span:
    start, end = part
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _kind(text: str, parts: Sequence[Span], quotations: Sequence[Quotation]) -> str:
    inside = total = 0
    for start, end in parts:
        total += sum(char.isalnum() for char in text[start:end])
        for quotation in quotations:
            low, high = max(start, quotation.start), min(end, quotation.end)
            if low < high:
                inside += sum(char.isalnum() for char in text[low:high])
    if inside == 0:
        return "indirect"
    return "direct" if inside == total else "mixed"


__all__ = ["KINDS", "SOURCE_TYPES", "Attribution", "find_attributions", "line_spans"]
