"""Scare quotes: quotation marks that hold a word at arm's length instead of quoting somebody."""

import re
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.marks.contexts import words_of

# One or two words in a pair of quotation marks, without the comma or full stop that a quoted
# sentence ends with, and with blanks or punctuation around the pair.
_INNER = r"[^\W\d_][\w’'-]{1,40}(?:[ \u00a0][^\W\d_][\w’'-]{0,40})?"
_NOT_IN_WORD = r"(?<![^\W_].)"  # stands after the first mark, so that the search starts at a mark
_QUOTED = re.compile(
    rf"(?:“{_NOT_IN_WORD}({_INNER})”|‘{_NOT_IN_WORD}({_INNER})’|\"{_NOT_IN_WORD}({_INNER})\""
    rf"|«{_NOT_IN_WORD}[ \u00a0]?({_INNER})[ \u00a0]?»|'(?<![\w.,!?].)({_INNER})')(?![^\W_])"
)
_WORDS_BEFORE, _WORDS_AFTER = 8, 3
_REACH = 200


def find_scare_quotes(text: str, view: str, sentences: list[Span]) -> list[Span]:
    """Spans of scare quotes, quotation marks included.

    A pair round one or two words counts, unless one of these holds (word classes are in
    ``hedge_contexts.csv``): its sentence reports somebody's words (class ``report``, looked for 200
    characters to each side) and they may be among them; a naming word (class ``frame``) stands
    within eight words before or three after it; "as", a colon or a word for a work ("film", class
    ``work``) stands right before it; it is a name of two capitalised words; it is a whole sentence.

    The quoted words are not among those reported where they name who speaks: as the subject of the
    reporting verb at the beginning of its sentence or clause (The “experts” said …), or after a
    quotation and its verb (“We won,” said the “king” of the hill).

    Parameters
    ----------
    text
        The text.
    view
        Its folded view.
    sentences
        Spans of its sentences, sorted.
    """
    spans: list[Span] = []
    position = 0
    for quoted in _QUOTED.finditer(text):
        while position + 1 < len(sentences) and sentences[position][1] <= quoted.start():
            position += 1
        if _is_scare_quote(quoted, view, sentences[position]):
            spans.append(quoted.span())
    return spans


def _is_scare_quote(quoted: re.Match[str], view: str, sentence: Span) -> bool:
    start, end = quoted.span()
    words = next(inner for inner in quoted.groups() if inner).split()
    if len(words) == 2 and all(word[0].isupper() for word in words):
        return False
    before = view[max(sentence[0], start - _REACH) : start]
    after = view[end : min(sentence[1], end + _REACH)]
    words_before, words_after = before.split()[-_WORDS_BEFORE:], after.split()[:_WORDS_AFTER]
    if not words_before and not words_after:
        return False
    last = words_before[-1] if words_before else ""
    if last == "as" or last.endswith(":") or _words("work").fullmatch(last):
        return False
    frame, report = _words("frame"), _words("report")
    near = (" ".join(words_before), " ".join(words_after))
    if any(map(frame.search, near)):
        return False
    return not any(map(report.search, (before, after))) or _names_speaker(before, after)


def _names_speaker(before: str, after: str) -> bool:
    """Whether quoted words between two stretches stand in what names the one who speaks."""
    subject = _patterns().subject.search(before) and _patterns().verb.match(after)
    return bool(subject or _patterns().after_quotation.search(before))


class _Patterns(NamedTuple):
    subject: re.Pattern[str]
    verb: re.Pattern[str]
    after_quotation: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Patterns of what stands before and after quoted words that name who speaks."""
    determiner = rf"(?:{words_of('det')}|{words_of('poss')}|some|many|several|two|three)"
    report = words_of("report")
    return _Patterns(
        re.compile(rf"(?:^|[,;:]\s|\b(?:and|but|that|when|while)\s){determiner}\s(?:[a-z']+\s)?\Z"),
        re.compile(rf"(?:\s\w+){{0,3}}\s{report}"),
        re.compile(rf"[,.?!][\"']\s{report}\s[^\"',;:]*{determiner}\s(?:[a-z']+\s)?\Z"),
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(words_of(name))
