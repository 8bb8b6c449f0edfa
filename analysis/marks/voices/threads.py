"""Threads: what goes on from one sentence to the next, and quotations without a cue.

A quotation that is a sentence of its own goes on with the report before it; one without a cue has
the source that stands behind its dash, or the subject before it, if that names somebody.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.marks.voices.frames import find_bare_frame
from analysis.marks.voices.phrases import subject_of
from analysis.marks.voices.quotations import Quotation
from analysis.marks.voices.reading import Frame
from analysis.marks.voices.sources import names_person
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    Range,
    Token,
    is_adverb,
    is_finite,
    starts_noun_phrase,
    verb_group_words,
    words,
)

_SCARE = 2
"""Words in quotation marks that, with no report around them, are taken to quote nobody."""

_LONGEST_SUBJECT = 8
"""Words of a subject that may go on speaking in the next sentence."""

_ENDS = frozenset(".!?…")
_CLOSING = "'’”\" "
_OPEN_ENDS = frozenset(",!?…")


class Draft(NamedTuple):
    """An attribution before its source is looked into."""

    parts: list[Span]
    cue: Span | None
    source: Span | None
    negative: bool = False
    via: Span | None = None
    category: str | None = None
    nested: bool = False


class Sentence(NamedTuple):
    """A sentence as it is read: its tokens, the quotations among them, and its frames."""

    text: str
    tokens: list[Token]
    quoted: Sequence[Quotation]
    frames: list[Frame]
    headline: bool
    cued_only: bool

    def is_quotation(self) -> bool:
        """Whether it is a quotation and nothing else but marks."""
        return not any(token.word for token in self.tokens[1:])

    def is_quoted(self, draft: Draft) -> bool:
        """Whether a part of a draft of this sentence is a quotation."""
        return any(
            each.outer[0] <= start and end <= each.outer[1]
            for start, end in draft.parts
            for each in self.quoted
        )


class Thread:
    """What is open from one sentence to the next: who may be speaking on."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._direct: Draft | None = None
        """The last report of quoted words, if the next quotation may go on with it."""
        self._unclosed: Draft | None = None
        """One whose closing mark is missing: it may go on behind other paragraphs."""
        self._awaiting: tuple[Frame, list[Token]] | None = None
        """A frame that announces what follows ("One of them explains:")."""
        self._cueless: int | None = None
        """Place in ``drafts`` of a quotation that ended with a comma and has no cue yet."""
        self._before: list[Token] = []
        """The last sentence that does not begin with a quotation."""
        self._end = 0
        self._ends_quoted = False
        """Whether the last sentence ended with a closing mark."""

    def follow(self, sentence: Sentence) -> None:
        """Take up the next sentence."""
        text, tokens = sentence.text, sentence.tokens
        new = [_draft(tokens, frame) for frame in sentence.frames if frame.content]
        starts_quoted = tokens[0].low == QUOTE
        if self._awaiting is not None and starts_quoted and not sentence.frames:
            frame, announcing = self._awaiting
            new.append(_draft(announcing, frame, [_inner(sentence.quoted[0])]))
        if self._cueless is not None and not new and (late := find_bare_frame(tokens)):
            said = _draft(tokens, late, parts=self.drafts[self._cueless].parts)
            self.drafts[self._cueless] = said
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
        last = sentence.quoted[-1] if sentence.quoted else None
        self._ends_quoted = last is not None and last.closed and last.outer[1] >= self._end
        if not starts_quoted:
            self._before = tokens

    def _loose(self, sentence: Sentence, covered: Sequence[Span]) -> Iterable[Draft]:
        """Quotations outside all frames, unless they go on with an earlier one."""
        places = (at for at, token in enumerate(sentence.tokens) if token.low == QUOTE)
        for quotation, index in zip(sentence.quoted, places, strict=False):
            if any(start <= quotation.start and quotation.end <= end for start, end in covered):
                continue
            earlier = self._direct or self._unclosed
            if index == 0 and earlier is not None and sentence.is_quotation():
                if self._answers(sentence, earlier):
                    yield Draft([_inner(quotation)], None, None)
                    continue
                earlier.parts.append(_inner(quotation))
                if earlier is self._unclosed:
                    self._unclosed = None
            elif not sentence.cued_only and (loose := _loose(sentence, index, quotation)):
                if index == 0 and loose.source is None:
                    loose = loose._replace(
                        source=self._person_before(sentence.text, quotation.start)
                    )
                yield loose

    def _answers(self, sentence: Sentence, earlier: Draft) -> bool:
        """Whether a quotation that is a paragraph answers the one before: another speaks.

        It does if that one is a question, or its paragraph ended with its closing mark, which is
        left out where the same speaker goes on.
        """
        text, start = sentence.text, sentence.quoted[0].start
        if earlier is self._unclosed or "\n" not in text[self._end : start]:
            return False
        last = max(earlier.parts, key=lambda part: part[1])
        asked = text[slice(*last)].rstrip(_CLOSING)[-1:] == "?"
        return asked or self._ends_quoted

    def _person_before(self, text: str, start: int) -> Span | None:
        """The subject of the sentence before ``start``, if it is a person.

        Within a paragraph one name is enough; a place would hardly stand before what it says.
        """
        subject = subject_of(self._before, 0, len(self._before))
        if subject is None:
            return None
        span = _span(self._before, subject)
        name = text[slice(*span)]
        beside = "\n" not in text[self._end : start]
        person = names_person(name) or (beside and name.split()[-1][:1].isupper())
        short = len(name.split()) <= _LONGEST_SUBJECT
        return span if short and (person or name.lower() in ("he", "she")) else None


def _draft(tokens: Sequence[Token], frame: Frame, parts: list[Span] | None = None) -> Draft:
    if parts is None:
        parts = [_span(tokens, part) for part in frame.content if part[0] < part[1]]
    cue = _span(tokens, frame.cue) if frame.cue else None
    source = _span(tokens, frame.source) if frame.source else None
    via = _span(tokens, frame.via) if frame.via else None
    return Draft(parts, cue, source, frame.negative, via, frame.category)


def _span(tokens: Sequence[Token], part: Span) -> Span:
    return tokens[part[0]].start, tokens[part[1] - 1].end


def _inner(quotation: Quotation) -> Span:
    return quotation.start, quotation.end


def _loose(sentence: Sentence, at: int, quotation: Quotation) -> Draft | None:
    """A quotation without a cue, whose source stands behind a dash or is the subject before it."""
    tokens = sentence.tokens
    inner = sentence.text[quotation.start : quotation.end]
    whole = inner[-1:] in _ENDS or inner[-1:] == ","
    if at + 2 < len(tokens) and tokens[at + 1].low in DASHES and len(tokens) - at <= 8:
        rest = tokens[at + 2 :]
        named = rest[0].capital or sentence.headline
        if all(token.word or token.low == "," for token in rest) and named:
            return Draft([_inner(quotation)], None, (rest[0].start, rest[-1].end))
    if (told := _told_behind(sentence, at, inner)) is not None:
        cue, source = (_span(tokens, part) for part in told)
        return Draft([_inner(quotation)], cue, source)
    spoken = whole and (at == 0 or tokens[at - 1].low in (",", ":"))
    if len(inner.split()) <= _SCARE and not spoken:
        return None
    if not sentence.headline and _is_title(inner) and not (whole and at == 0):
        return None
    subject = subject_of(tokens, 0, at) if at else None
    if subject and any(token.low == QUOTE for token in tokens[subject[0] : subject[1]]):
        subject = None
    return Draft([_inner(quotation)], None, _span(tokens, subject) if subject else None)


def _told_behind(sentence: Sentence, at: int, inner: str) -> tuple[Range, Range] | None:
    """Verb and subject behind a quotation that ends with a comma: “Mud,” the guide growled.

    In that place any verb reports, so it need not be in a list.
    """
    tokens = sentence.tokens
    first = at + 1
    if inner.rstrip(_CLOSING)[-1:] not in _OPEN_ENDS:
        if first >= len(tokens) or tokens[first].low != ",":
            return None
        first += 1
    if first >= len(tokens) or not starts_noun_phrase(tokens[first]):
        return None
    for verb in range(first + 1, min(first + _LONGEST_SUBJECT, len(tokens))):
        if not tokens[verb].word:
            return None
        if _tells(tokens[verb], tokens[verb - 1]):
            closed = verb + 1 == len(tokens) or _ends_clause(tokens[verb + 1])
            return ((verb, verb + 1), (first, verb)) if closed else None
    return None


def _tells(token: Token, before: Token) -> bool:
    """Whether a word may be the finite verb with which somebody speaks, by its form."""
    if token.capital or token.low in verb_group_words():
        return False
    third_person = token.low.endswith("s") and before.low not in words("determiner", "possessive")
    return is_finite(token, before) or third_person or token.low.endswith("ed")


def _ends_clause(token: Token) -> bool:
    linking = words("preposition", "conjunction", "object", "time")
    return not token.word or is_adverb(token) or token.low in linking


def _is_title(inner: str) -> bool:
    """Whether quoted words look like a name or title: all longer ones are capitalised."""
    longer = [word for word in inner.split() if len(word) > 3]
    return bool(longer) and all(word[:1].isupper() for word in longer)
