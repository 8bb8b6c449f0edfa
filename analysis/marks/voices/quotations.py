"""Quotation marks: which words stand inside them, also where a mark is missing.

A line of the text is a paragraph. Marks are paired within a paragraph, nested ones with a stack:

- curly and angle marks open and close by their shape; straight ones, and single ones that may be
  apostrophes, by the characters beside them;
- a mark that is never closed ends with its paragraph, and goes on in the next one if that begins
  with an opening mark of the same kind;
- a closing mark that was never opened opens at the beginning of its paragraph, or behind the last
  quotation there, if the paragraph ends with it or words of reporting follow ("… jets,” he said").
"""

import re
from typing import NamedTuple

from analysis.corpus.text import Span, line_spans, trim

_MARKS = re.compile(r"[\"“”„«»‘’‚‹›']|``|''")

# What closes what. A mark that is in both roles ("“" closes "„") is looked up by what is open.
_CLOSES = {"“": "”“", "„": "“”", "«": "»", "‘": "’", "‚": "‘’", "‹": "›", '"': '"', "'": "'’",
           "``": "''", "”": "”", "»": "«", "’": "’"}  # fmt: skip
_OPENERS = frozenset("“„«‘‚‹") | {"``"}
_CLOSERS = frozenset("”»’›") | {"''"}
_SINGLE = frozenset("‘’‚'")
_STOPS = frozenset(".,!?…;:")
_REPORTED = re.compile(r"[\s,–—-]*[^\W\d_]")
# What shows, in a paragraph that lacks the closing mark, that the quotation is over.
_REPORTING = re.compile(
    r",\s(?:(?:said|says|told|added|adds|replied|asked|wrote)\s(?:[^\W\d_a-z]|the\s|a\s|an\s)"
    r"|(?:he|she|they|[^\W\d_a-z]\w+)\s(?:said|says|told|added|adds|replied|wrote)\b)"
)
_LONGEST_SINGLE = 1_000


class Quotation(NamedTuple):
    """Words in quotation marks: ``start`` and ``end`` without the marks, ``outer`` with them.

    ``depth`` is 0 for a quotation that lies in no other; ``opened`` and ``closed`` say whether the
    marks are there.
    """

    start: int
    end: int
    outer: Span
    depth: int
    opened: bool
    closed: bool


class _Open(NamedTuple):
    mark: str
    at: int
    inside: int


def find_quotations(text: str, *, break_at_lines: bool = True) -> list[Quotation]:
    """Quotations of a text, nested ones included, sorted by start, the outer one first.

    Time is linear in the length of the text. Pass ``break_at_lines=False`` for headlines, which are
    broken for looks: the whole text is then one paragraph.
    """
    found: list[Quotation] = []
    for start, end in line_spans(text) if break_at_lines else [(0, len(text))]:
        found += _in_paragraph(text, *trim(text, start, end))
    return sorted(found, key=lambda q: (q.outer[0], -q.outer[1]))


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    free = start  # where a quotation whose opening mark is missing may begin
    for mark in _MARKS.finditer(text, start, end):
        sign, at = mark.group(), mark.start()
        role = _role(text, mark, stack, start, end)
        if role == "open":
            stack.append(_Open(sign, at, mark.end()))
        elif role == "close":
            depth = _opener(stack, sign)
            if depth is not None:
                opened = stack[depth]
                if _has_words(text, opened.inside, at):
                    inner = trim(text, opened.inside, at)
                    found.append(Quotation(*inner, (opened.at, mark.end()), depth, True, True))
                del stack[depth:]
                free = mark.end() if depth == 0 else free
            elif not stack and sign not in _SINGLE and _may_lack_opening(text, free, at, end):
                inner = trim(text, free, at)
                if inner[0] < inner[1]:
                    found.append(Quotation(*inner, (inner[0], mark.end()), 0, False, True))
                free = mark.end()
    for depth, opened in enumerate(stack):
        if _is_double(opened.mark) and _has_words(text, opened.inside, end):
            reported = _REPORTING.search(text, opened.inside, end)
            stop = reported.start() + 1 if reported else end
            inner = trim(text, opened.inside, stop)
            found.append(Quotation(*inner, (opened.at, stop), depth, True, False))
            break
    return found


def _is_double(sign: str) -> bool:
    """Whether a mark cannot be an apostrophe."""
    return sign not in _SINGLE


def _opener(stack: list[_Open], sign: str) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        if sign in _CLOSES.get(stack[depth].mark, "") or sign == _CLOSES.get(stack[depth].mark):
            return depth
        if sign in _SINGLE:  # a single mark never closes what lies outside an open double one
            return None
    return None


def _role(text: str, mark: re.Match[str], stack: list[_Open], start: int, end: int) -> str:
    """``open``, ``close`` or ``none`` for a mark, given the marks that are open."""
    sign, at, after_at = mark.group(), mark.start(), mark.end()
    before = text[at - 1] if at > start else " "
    after = text[after_at] if after_at < end else " "
    if sign in ("'", "’", "‘"):
        return _single_role(text, sign, at, end, before, after, stack)
    if sign == '"':
        return _straight_role(before, after, any(o.mark == '"' for o in stack))
    if sign in "“" and any(o.mark == "„" for o in stack) and not after.isalnum():
        return "close"
    if sign == "“" and any(o.mark == "“" for o in stack) and after.isspace() and before in _STOPS:
        return "close"  # the wrong mark: “… he said.“
    if sign == "”" and not stack and (before.isspace() or before in "([—–") and after.isalnum():
        return "open"  # the wrong mark: ”He said …”
    return "open" if sign in _OPENERS else "close"


def _straight_role(before: str, after: str, is_open: bool) -> str:
    could_open = (before.isspace() or before in "([{—–-/:,‘'“") and not after.isspace()
    could_close = not before.isspace() and not after.isalnum()
    if is_open and could_close:
        return "close"
    if is_open and before.isspace() and after.isspace():
        return "close"
    if could_open and not is_open:
        return "open"
    if before.isdigit():
        return "none"  # inches, seconds
    if could_close:
        return "close"
    return "close" if is_open else "open"


def _single_role(
    text: str, sign: str, at: int, end: int, before: str, after: str, stack: list[_Open]
) -> str:
    if before.isalnum() and after.isalnum():
        return "none"  # an apostrophe
    is_open = bool(stack) and stack[-1].mark in _SINGLE
    if sign != "’" and not is_open and _opens_single(text, sign, at, end, before, after):
        return "open"
    if not is_open or before.isspace():
        return "none"
    if sign == "‘":
        return "close" if stack[-1].mark == "‚" else "none"
    plural = before in "sS" and after == " " and not _last_single(text, at, end)
    return "none" if plural else "close"


def _opens_single(text: str, sign: str, at: int, end: int, before: str, after: str) -> bool:
    if not (before.isspace() or before in '([{—–-"“«:,') or not (
        after.isalnum() or after in '“"[…'
    ):
        return False
    return sign == "‘" or _last_single(text, at, end, opening=True)


def _last_single(text: str, at: int, end: int, *, opening: bool = False) -> bool:
    """For an opening mark: whether one that closes follows. For a plural s: whether none does."""
    closing = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
    later = closing.search(text, at + 1, min(end, at + _LONGEST_SINGLE))
    if opening:
        return later is not None
    if later is None:
        return True
    between = text[at + 1 : later.start()]
    return "‘" in between or " '" in between


def _may_lack_opening(text: str, free: int, at: int, end: int) -> bool:
    rest = text[at:end].lstrip("\"”»'’ ")
    ended = text[at - 1] in ".,!?…" or text[at - 2 : at] in ("’,",)
    return ended and (not rest or bool(_REPORTED.match(rest)))


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalnum() for char in text[start:end])
