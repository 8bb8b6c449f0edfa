"""Text to sentences, as spans that hold in the text.

A mark that may end a sentence is found by one regular expression; what stands before and after it
decides. Quotation marks are never paired, since real pages lack many of them. Abbreviations and
sentence starters are data (``analysis/lexicons/abbreviations.csv``): an entry with a capital
matches only capitalised words, any other entry both.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span, line_spans, trim
from analysis.lexicons import read_lexicon

# A run of end marks with the closing quotes, brackets, emphasis marks and note numbers that belong
# to it. "»" and "”" may stand after a space; "“" closes German quotations.
_END_MARKS = re.compile(
    r"[.!?…؟۔।。！？｡]+"
    r"(?:[)\]}\"'’”」』）*_]|[“‘](?=\s|\Z)|[ \u00a0\u202f]?[»”](?!\w)|\[\d{1,3}\])*"
)

# What stands after an end mark: blanks, an elision in brackets, opening marks, then the first word
# and its full stop.
_AFTER = re.compile(
    r"(?P<gap>\s*)(?:[(\[]\s?[.…]+\s?[)\]]\s*)?(?P<opening>[\"'`“‘«„‚‹(\[{\-–—*•_#@$£€¥¿¡+&\s]*)"
    r"(?P<word>\w(?:[\w'’]|-(?=\w))*)?(?P<stop>\.?)"
)

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")
_LIST_NUMBER = re.compile(r"[\"'“‘«(\[*_\s]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")
_ROMAN_OR_LETTER = re.compile(r"[IVXLC]+\Z|[A-Z]\Z")
_TIME_ZONE = re.compile(r"[A-Z]{2,4}\Z")
_PARTICLE = re.compile(r"[a-z]{1,3}-[A-Z]|[a-z][A-Z]")  # al-Hashimi, iPhone
_ADDRESS = re.compile(r"://|www\.|[@=/\\]")
_ELISION = re.compile(r"[(\[]\s?[.…!?]+\s?[)\]]\Z")
_ONLY_INITIALS = re.compile(r"\((?:[^\W\d_]{1,2}\.){1,4}\)\Z")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_SPEAKER = r"(?!(?:He|She|It|We|They)\b)(?:[^\W\d_a-z][\w.'’-]{0,40}\s{1,3}){1,4}"

_CLOSING_QUOTES = frozenset("\"'’”»“")
_ALWAYS = frozenset("。！？｡")
_LOOK_BACK = 24


class _Words(NamedTuple):
    """The abbreviation list by category, without final stops."""

    category: dict[str, str]
    calendar: frozenset[str]
    starters: frozenset[str]
    speech: re.Pattern[str]


class _Next(NamedTuple):
    """What follows an end mark on its line."""

    gap: str
    opening: str
    word: str
    stop: str


@cache
def _words() -> _Words:
    rows = read_lexicon("abbreviations")
    by_category: dict[str, list[str]] = {}
    for row in rows:
        by_category.setdefault(row["category"], []).append(row["entry"].rstrip("."))
    starters = frozenset(by_category.pop("starter"))
    names = by_category.pop("calendar_name")
    verbs = "|".join(map(re.escape, by_category.pop("speech")))
    return _Words(
        category={entry: name for name, entries in by_category.items() for entry in entries},
        calendar=frozenset(names) | frozenset(by_category["calendar"]),
        starters=starters,
        speech=re.compile(rf"{_SPEAKER}(?:(?:himself|herself|then|also|later) )?(?:{verbs})\b"),
    )


def find_sentences(text: str, *, break_at_lines: bool = True) -> list[Span]:
    r"""Spans of the sentences of a text, in order, trimmed of surrounding blanks.

    Together the spans cover every non-blank character; none is empty and none overlaps another.
    The text is never repaired: ``text[start:end]`` is the sentence as printed.

    Parameters
    ----------
    text
        Any string.
    break_at_lines
        Whether a line break (``\n``, ``\r\n``, ``\r``) ends a sentence. Pass False for headlines,
        which are broken for looks.

    Returns
    -------
    list of (int, int)
        Start and end in code points of ``text``.
    """
    spans: list[Span] = []
    for start, end in line_spans(text) if break_at_lines else [(0, len(text))]:
        _split(text, start, end, spans)
    return spans


def _split(text: str, start: int, end: int, spans: list[Span]) -> None:
    """Append the sentences of ``text[start:end]`` to ``spans``."""
    begin, _ = trim(text, start, end)
    first_word = -1
    for mark in _END_MARKS.finditer(text, begin, end):
        if mark.start() < begin:
            continue
        if first_word < begin:
            found = _WORD_CHARACTER.search(text, begin, end)
            first_word = found.start() if found else end
        if first_word > mark.start():  # "… and then": nothing to end yet
            continue
        if _ends(text, begin, mark, end):
            spans.append((begin, mark.end()))
            begin, _ = trim(text, mark.end(), end)
    begin, stop = trim(text, begin, end)
    if begin < stop:
        spans.append((begin, stop))


def _ends(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Whether the end mark found in the sentence starting at ``begin`` ends it."""
    marks = mark.group()
    if mark.end() == end or not _ALWAYS.isdisjoint(marks):
        return True
    found = _AFTER.match(text, mark.end(), end)
    assert found is not None  # every part of the pattern may be empty
    following = _Next(*found.groups(default=""))
    if not following.word:
        # Only blanks and dangling marks up to the line's end: they belong to this sentence.
        return False
    if not _may_start(following.word):
        return False
    if _ELISION.search(text, max(begin, mark.start() - 2), mark.end()):
        return False
    before = text[max(begin, mark.start() - _LOOK_BACK) : mark.start()]
    blank = not before or before[-1].isspace()
    word = "" if blank else before.split()[-1].lstrip("\"'“‘«„(["[:]) if before.split() else ""
    if not following.gap and not _missing_space(text, mark, word, following):
        return False
    if marks[0] != "." or marks.startswith(".."):
        return _mark_ends(text, word + marks, found.start("word"), end)
    if _ONLY_INITIALS.match(text[begin : mark.end()] if mark.end() - begin < 16 else ""):
        return True
    return _full_stop_ends(text, begin, mark.start(), word, following)


def _may_start(word: str) -> bool:
    """Whether a sentence may start with this word: not lower case, save "al-Hashimi", "iPhone"."""
    return not word[0].islower() or bool(_PARTICLE.match(word))


def _missing_space(text: str, mark: re.Match[str], word: str, following: _Next) -> bool:
    """Whether an end mark with no space after it still ends a sentence ("Syria.But what")."""
    if following.opening[:1] in ("–", "—", "“", "«", "„", "‘"):
        return True
    if "؟" in mark.group() or "।" in mark.group() or "۔" in mark.group():
        return True
    next_word = following.word
    if following.opening or not next_word[0].isupper() or (next_word[1:] and next_word.isupper()):
        return False
    rest = text[mark.end() : mark.end() + _LOOK_BACK].split()[0]
    if _ADDRESS.search(word) or _ADDRESS.search(rest):
        return False
    if mark.end() > mark.start() + 1 or word[-2:].islower():  # closing quotes, several marks, "ia."
        return True
    in_doubt = len(word) < 2 or len(next_word) < 2
    return not in_doubt and (word[-1] in ")%0123456789" or next_word in _words().starters)


def _mark_ends(text: str, marked: str, after: int, end: int) -> bool:
    """Whether ?, ! or an ellipsis ends the sentence, given a possible new beginning."""
    words = _words()
    if words.category.get(marked) == "general":  # a name such as "Yahoo!"
        found = _AFTER.match(text, after, end)
        return found is not None and found["word"] in words.starters
    quoted = not _CLOSING_QUOTES.isdisjoint(marked)
    return not (quoted and words.speech.match(text, after, end))


def _full_stop_ends(text: str, begin: int, stop: int, word: str, following: _Next) -> bool:
    """Whether a full stop after ``word`` ends the sentence, given a possible new beginning."""
    words = _words()
    starts = following.word in words.starters and not (following.stop and len(following.word) == 1)
    if not word:
        return True
    if _LIST_NUMBER.match(text[begin:stop] if stop - begin < 12 else ""):
        return False
    if len(word) == 1 and word.isupper():
        return starts
    category = _category(word)
    if category == "title":
        return False
    if category == "number":
        return not (following.word[0].isdigit() or _ROMAN_OR_LETTER.match(following.word))
    if category == "calendar":
        return not (following.word[0].isdigit() or following.word in words.calendar)
    if category == "time":
        return not (following.word in words.calendar or _TIME_ZONE.match(following.word))
    if category == "general" or _DOTTED.match(word):
        return starts
    return True


def _category(word: str) -> str:
    """Category of an abbreviation, or of its last part ("Brig.-Gen"); "" for any other word."""
    category = _words().category
    for form in (word, word.lower(), word.rpartition("-")[2]):
        if form in category:
            return category[form]
    return ""
