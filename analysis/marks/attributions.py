"""Attributions: who is reported to have said, written or thought what.

Terms after PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018): the *content* is what is
reported, the *cue* the words that report it, the *source* whom it is ascribed to. Quotation marks
are read in `analysis.marks.voices.quotations`, cues and their frames in
`analysis.marks.voices.frames`; this module puts an article together: quotations without a cue,
quotations that go on, reports inside quotations, and who the sources are.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import Span
from analysis.marks.voices.frames import Frame, find_bare_frame, find_frames
from analysis.marks.voices.phrases import subject_of
from analysis.marks.voices.quotations import Quotation, find_quotations
from analysis.marks.voices.sources import Speakers
from analysis.marks.voices.tokens import DASHES, QUOTE, Token, find_tokens

KINDS = ("direct", "mixed", "indirect")
SOURCE_TYPES = ("person", "organisation", "outlet", "collective", "unnamed")

_EDGES = " \t\r\n\u00a0\"“”„«»'‘’‚‹›.,;:!?…()[]—–-`"
_SCARE = 2
"""Words in quotation marks that, with no report around them, are taken to quote nobody."""

_ENDS = frozenset(".!?…")

_LONGEST = 1_000
"""Tokens: what has no full stop for longer than that is read in pieces, to keep time linear."""


class Attribution(NamedTuple):
    """One report of what somebody said, wrote or thought.

    ``start`` and ``end`` enclose content, cue and source, and ``text`` is that slice; ``content``
    encloses ``content_parts``, of which there are several where other words interrupt it; ``cue``
    and ``source`` are spans or None. ``kind`` is direct (all content in quotation marks), mixed
    (some) or indirect (none); ``relation`` is positive, or negative ("denied that …").
    ``source_type`` is one of `SOURCE_TYPES`; ``speaker`` the fullest name the text gives the source,
    None if there is none or it is unresolved; ``via`` the words that name who relays it, or None.
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


class _Draft(NamedTuple):
    """An attribution before its source is looked into."""

    parts: list[Span]
    cue: Span | None
    source: Span | None
    negative: bool = False
    via: Span | None = None
    category: str | None = None
    nested: bool = False


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
) -> list[_Draft]:
    """Attributions of a stretch of text, in which each of the quotations is one token."""
    thread = _Thread()
    first = 0
    for sentence in _sentences(text, within, quotations, headline):
        last = first
        while last < len(quotations) and quotations[last].outer[1] <= sentence[1]:
            last += 1
        quoted = quotations[first:last]
        first = last
        tokens = find_tokens(text, sentence, [each.outer for each in quoted])
        while tokens:
            part, tokens = tokens[:_LONGEST], tokens[_LONGEST:]
            marks = [each for each in quoted if part[0].start <= each.outer[0] < part[-1].end]
            frames = find_frames(part, headline=headline)
            thread.follow(_Sentence(text, part, marks, frames, headline, cued_only))
    return thread.drafts


class _Sentence(NamedTuple):
    """A sentence as it is read: its tokens, the quotations among them, and its frames."""

    text: str
    tokens: list[Token]
    quoted: Sequence[Quotation]
    frames: list[Frame]
    headline: bool
    cued_only: bool

    def is_quoted(self, draft: _Draft) -> bool:
        """Whether a part of a draft of this sentence is a quotation."""
        return any(
            each.outer[0] <= start and end <= each.outer[1]
            for start, end in draft.parts
            for each in self.quoted
        )


class _Thread:
    """What is open from one sentence to the next: who may be speaking on."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self._direct: _Draft | None = None
        """The last report of quoted words, if the next quotation may go on with it."""
        self._unclosed: _Draft | None = None
        """One whose closing mark is missing: it may go on behind other paragraphs."""
        self._awaiting: tuple[Frame, list[Token]] | None = None
        """A frame that announces what follows ("One of them explains:")."""
        self._cueless: int | None = None
        """Place in ``drafts`` of a quotation that ended with a comma and has no cue yet."""
        self._subject: Span | None = None
        """The subject of the sentence before, if it is in the same paragraph."""
        self._end = 0

    def follow(self, sentence: _Sentence) -> None:
        """Take up the next sentence."""
        text, tokens = sentence.text, sentence.tokens
        if "\n" in text[self._end : tokens[0].start] or "\r" in text[self._end : tokens[0].start]:
            self._subject = None
        new = [_draft(tokens, frame) for frame in sentence.frames if frame.content]
        starts_quoted = tokens[0].low == QUOTE
        if self._awaiting is not None and starts_quoted and not sentence.frames:
            frame, announcing = self._awaiting
            new.append(_draft(announcing, frame, [_inner(sentence.quoted[0])]))
        if self._cueless is not None and not new and (late := find_bare_frame(tokens)):
            cue, source = (_span(tokens, part) if part else None for part in late)
            self.drafts[self._cueless] = self.drafts[self._cueless]._replace(cue=cue, source=source)
        new += self._loose(sentence, [part for draft in new for part in draft.parts])
        self.drafts += new
        quoting = [draft for draft in new if sentence.is_quoted(draft)]
        if quoting:
            self._direct = quoting[-1]
        elif not starts_quoted:
            self._direct = None
        if quoting and not sentence.quoted[-1].closed:
            self._unclosed = quoting[-1]
        waiting = [frame for frame in sentence.frames if not frame.content]
        self._awaiting = (waiting[-1], tokens) if waiting else None
        ends_open = new and new[-1].cue is None and text[new[-1].parts[-1][1] - 1] == ","
        self._cueless = len(self.drafts) - 1 if ends_open else None
        self._end = tokens[-1].end
        if not starts_quoted:
            subject = subject_of(tokens, 0, len(tokens))
            self._subject = _span(tokens, subject) if subject else None

    def _loose(self, sentence: _Sentence, covered: Sequence[Span]) -> Iterable[_Draft]:
        """Quotations outside all frames, unless they go on with an earlier one."""
        quoted = iter(sentence.quoted)
        for index, token in enumerate(sentence.tokens):
            if token.low != QUOTE:
                continue
            quotation = next(quoted)
            if any(start <= quotation.start and quotation.end <= end for start, end in covered):
                continue
            alone = all(not other.word for other in sentence.tokens[1:])
            if index == 0 and alone and (earlier := self._direct or self._unclosed):
                earlier.parts.append(_inner(quotation))
                if earlier is self._unclosed:
                    self._unclosed = None
            elif not sentence.cued_only:
                loose = _loose(sentence, index, quotation)
                if loose is not None:
                    if (
                        index == 0
                        and loose.source is None
                        and _is_somebody(sentence, self._subject)
                    ):
                        loose = loose._replace(source=self._subject)
                    yield loose


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


def _draft(tokens: Sequence[Token], frame: Frame, parts: list[Span] | None = None) -> _Draft:
    if parts is None:
        parts = [_span(tokens, part) for part in frame.content if part[0] < part[1]]
    cue = _span(tokens, frame.cue) if frame.cue else None
    source = _span(tokens, frame.source) if frame.source else None
    via = _span(tokens, frame.via) if frame.via else None
    return _Draft(parts, cue, source, frame.negative, via, frame.category)


def _span(tokens: Sequence[Token], part: Span) -> Span:
    return tokens[part[0]].start, tokens[part[1] - 1].end


def _inner(quotation: Quotation) -> Span:
    return quotation.start, quotation.end


def _loose(sentence: _Sentence, at: int, quotation: Quotation) -> _Draft | None:
    """A quotation without a cue: its source stands behind a dash, or is the sentence's subject."""
    tokens = sentence.tokens
    inner = sentence.text[quotation.start : quotation.end]
    whole = inner[-1:] in _ENDS or inner[-1:] == ","
    if at + 2 < len(tokens) and tokens[at + 1].low in DASHES and len(tokens) - at <= 8:
        rest = tokens[at + 2 :]
        named = rest[0].capital or sentence.headline
        if all(token.word or token.low == "," for token in rest) and named:
            return _Draft([_inner(quotation)], None, (rest[0].start, rest[-1].end))
    if len(inner.split()) <= _SCARE and not (whole and at == 0):
        return None
    if not sentence.headline and _is_title(inner) and not (whole and at == 0):
        return None
    subject = subject_of(tokens, 0, at) if at else None
    if subject and any(token.low == QUOTE for token in tokens[subject[0] : subject[1]]):
        subject = None
    return _Draft([_inner(quotation)], None, _span(tokens, subject) if subject else None)


def _is_title(inner: str) -> bool:
    """Whether quoted words look like the name of something: all its longer words are capitalised."""
    longer = [word for word in inner.split() if len(word) > 3]
    return bool(longer) and all(word[:1].isupper() for word in longer)


def _one_a_span(drafts: Iterable[_Draft]) -> list[_Draft]:
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
    text: str, draft: _Draft, quotations: Sequence[Quotation], speakers: Speakers
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


def _reading_order(draft: _Draft) -> tuple[int, int, Span]:
    """By beginning of content, of those that begin together the longest first."""
    return min(draft.parts)[0], -max(end for _, end in draft.parts), draft.cue or (0, 0)


def _is_somebody(sentence: _Sentence, subject: Span | None) -> bool:
    """Whether the subject of the sentence before names somebody who may be speaking here."""
    if subject is None:
        return False
    words = sentence.text[subject[0] : subject[1]].split()
    return len(words) <= 8 and (words[0].lower() in ("he", "she") or words[-1][:1].isupper())
