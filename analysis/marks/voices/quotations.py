"""Quotation marks: which words stand inside them, also where a mark is missing.

A line of the text is a paragraph. Marks are paired within a paragraph, nested ones with a stack:

- curly and angle marks open and close by their shape; straight ones, and single ones that may be
  apostrophes, by the characters beside them;
- a mark that is never closed ends with its paragraph, and goes on in the next one if that begins
  with an opening mark of the same kind;
- a closing mark that was never opened opens at the beginning of its paragraph, or behind the last
  quotation there, if the paragraph ends with it or words of reporting follow ("… jets,” he said");
  if no other mark follows and a sentence behind it begins with "I" or "we", the speaker goes on to
  the end of the paragraph;
- in a transcript, where one line after another begins with a name in capitals and a colon, what
  stands behind the colon is quoted without marks.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span, line_spans, trim

_MARKS = re.compile(r"``|''|[\"“”„«»‘’‚‹›']")

# What closes what. A mark that is in both roles ("“" closes "„") is looked up by what is open.
_CLOSES = {"“": "”“", "„": "“”", "«": "»", "‘": "’", "‚": "‘’", "‹": "›", '"': '"', "'": "'’",
           "``": "''", "''": "''", "”": "”", "»": "«", "’": "’"}  # fmt: skip
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
_CLOSING_SINGLE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_BEHIND_CLOSING = re.compile(r"[\"”»'’ ]*")
_FIRST_PERSON = re.compile(r"[.!?…]\s+(?=(?:I|We|My|Our)\b)")
_SPEAKER_LABEL = re.compile(r"((?:[A-Z][A-Z.'’-]{0,30} ?){1,4}):[ \u00a0]+(?=\S)")
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
    """A mark that is open: which, where, and where the words inside it begin."""

    mark: str
    at: int
    inside: int


class _Stack:
    """The open marks of a paragraph, the innermost last, and how many there are of each."""

    def __init__(self) -> None:
        self.marks: list[_Open] = []
        self._count: Counter[str] = Counter()

    def push(self, opened: _Open) -> None:
        """Open a mark."""
        self.marks.append(opened)
        self._count[opened.mark] += 1

    def cut(self, depth: int) -> None:
        """Close the mark at a depth and all inside it."""
        self._count.subtract(opened.mark for opened in self.marks[depth:])
        del self.marks[depth:]

    def holds(self, sign: str) -> bool:
        """Whether a mark of this kind is open."""
        return self._count[sign] > 0

    def in_single(self) -> bool:
        """Whether the innermost open mark is a single one."""
        return bool(self.marks) and self.marks[-1].mark in _SINGLE

    def opener(self, sign: str) -> int | None:
        """Depth of the innermost open mark that a sign closes, None if it closes none."""
        if not any(self.holds(mark) for mark in _opened_by(sign)):
            return None
        for depth in range(len(self.marks) - 1, -1, -1):
            if self.marks[depth].mark in _opened_by(sign):
                return depth
            if sign in _SINGLE:  # it never closes what lies outside an open double one
                return None
        return None


@cache
def _opened_by(sign: str) -> frozenset[str]:
    """The marks that a sign closes."""
    return frozenset(mark for mark, closers in _CLOSES.items() if sign in closers)


def find_quotations(text: str, *, break_at_lines: bool = True) -> list[Quotation]:
    """Quotations of a text, nested ones included, sorted by start, the outer one first.

    Time is linear in the length of the text. Pass ``break_at_lines=False`` for headlines, which are
    broken for looks: the whole text is then one paragraph.
    """
    found: list[Quotation] = []
    lines = [trim(text, *line) for line in line_spans(text)] if break_at_lines else [(0, len(text))]
    spoken = _transcript(text, lines) if break_at_lines else {}
    for start, end in lines:
        inside = _in_paragraph(text, spoken.get(start, start), end)
        if start in spoken:
            inside = [each._replace(depth=each.depth + 1) for each in inside]
            line = spoken[start], end
            inside.append(Quotation(*line, line, 0, opened=False, closed=True))
        found += inside
    return sorted(found, key=lambda q: (q.outer[0], -q.outer[1]))


def _transcript(text: str, lines: Iterable[Span]) -> dict[int, int]:
    """Lines that begin with a speaker, of which the line before or behind has another one.

    Where each line begins, and where what is spoken in it.
    """
    found: dict[int, int] = {}
    before: re.Match[str] | None = None
    for start, end in lines:
        if start == end:
            continue
        label = _SPEAKER_LABEL.match(text, start, end)
        if label and before and label.group(1) != before.group(1):
            found |= {each.start(): each.end() for each in (before, label)}
        before = label
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    stack = _Stack()
    headless = False  # whether the last quotation lacks its opening mark
    free = start  # where a quotation whose opening mark is missing may begin
    seen, last_word = start, -1  # the last letter or digit before ``seen``
    for mark in _MARKS.finditer(text, start, end):
        last_word = _last_word(text, seen, mark.start(), last_word)
        seen = mark.end()
        role = _role(text, mark, stack, start, end)
        if role == "open":
            stack.push(_Open(mark.group(), mark.start(), mark.end()))
        elif role == "close":
            quotation = _closed(text, mark, stack, last_word)
            headless = False
            if quotation is None and _opens_at_start(text, mark, stack, end):
                inner = trim(text, free, mark.start())
                if inner[0] < inner[1]:
                    quotation = Quotation(*inner, (inner[0], mark.end()), 0, False, True)
                    headless = True
                free = mark.end()
            depth = stack.opener(mark.group())
            if depth is not None:
                stack.cut(depth)
                free = mark.end() if depth == 0 else free
            if quotation is not None:
                found.append(quotation)
    if headless and (spoken_on := _FIRST_PERSON.search(text, free, end)):
        begin = spoken_on.end()
        found.append(Quotation(begin, end, (begin, end), 0, False, False))
    return found + _unclosed(text, stack, end)


def _last_word(text: str, start: int, end: int, earlier: int) -> int:
    """Place of the last letter or digit of a stretch, ``earlier`` if it has none."""
    return next((at for at in range(end - 1, start - 1, -1) if text[at].isalnum()), earlier)


def _closed(text: str, mark: re.Match[str], stack: _Stack, last_word: int) -> Quotation | None:
    """The quotation that a mark closes, if it closes one that has words."""
    depth = stack.opener(mark.group())
    if depth is None or last_word < stack.marks[depth].inside:
        return None
    opened = stack.marks[depth]
    inner = trim(text, opened.inside, mark.start())
    return Quotation(*inner, (opened.at, mark.end()), depth, True, True)


def _opens_at_start(text: str, mark: re.Match[str], stack: _Stack, end: int) -> bool:
    """Whether a closing mark belongs to a quotation whose opening mark is missing."""
    if stack.marks or not _is_double(mark.group()):
        return False
    return _may_lack_opening(text, mark.start(), end)


def _unclosed(text: str, stack: _Stack, end: int) -> list[Quotation]:
    """The quotation that is still open at the end of a paragraph, the outermost if several are."""
    depth, opened = next(
        ((depth, each) for depth, each in enumerate(stack.marks) if _is_double(each.mark)),
        (0, None),
    )
    if opened is None or _last_word(text, opened.inside, end, -1) < 0:
        return []
    reported = _REPORTING.search(text, opened.inside, end)
    stop = reported.start() + 1 if reported else end
    inner = trim(text, opened.inside, stop)
    return [Quotation(*inner, (opened.at, stop), depth, True, False)]


def _is_double(sign: str) -> bool:
    """Whether a mark cannot be an apostrophe."""
    return sign not in _SINGLE


def _role(text: str, mark: re.Match[str], stack: _Stack, start: int, end: int) -> str:
    """``open``, ``close`` or ``none`` for a mark, given the marks that are open."""
    sign, at, after_at = mark.group(), mark.start(), mark.end()
    before = text[at - 1] if at > start else " "
    after = text[after_at] if after_at < end else " "
    if sign in ("'", "’", "‘"):
        return _single_role(text, sign, at, end, before, after, stack)
    if sign == '"':
        return _straight_role(before, after, stack.holds('"'))
    if sign in "“" and stack.holds("„") and not after.isalnum():
        return "close"
    if sign == "“" and stack.holds("“") and after.isspace() and before in _STOPS:
        return "close"  # the wrong mark: “… he said.“
    if (
        sign == "”"
        and not stack.marks
        and (before.isspace() or before in "([—–")
        and after.isalnum()
    ):
        return "open"  # the wrong mark: ”He said …”
    if sign == "''" and before.isspace() and not after.isspace():
        return "open"  # two apostrophes on both sides
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
    text: str, sign: str, at: int, end: int, before: str, after: str, stack: _Stack
) -> str:
    if before.isalnum() and after.isalnum():
        return "none"  # an apostrophe
    is_open = stack.in_single()
    if sign != "’" and not is_open and _opens_single(text, sign, at, end, before, after):
        return "open"
    if not is_open or before.isspace():
        return "none"
    if sign == "‘":
        return "close" if stack.marks[-1].mark == "‚" else "none"
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
    later = _CLOSING_SINGLE.search(text, at + 1, min(end, at + _LONGEST_SINGLE))
    if opening:
        return later is not None
    if later is None:
        return True
    between = text[at + 1 : later.start()]
    return "‘" in between or " '" in between


def _may_lack_opening(text: str, at: int, end: int) -> bool:
    """Whether a closing mark ends its paragraph, or words of reporting may follow it."""
    if not at or (text[at - 1] not in ".,!?…" and text[at - 2 : at] != "’,"):
        return False
    rest = _BEHIND_CLOSING.match(text, at, end)
    behind = rest.end() if rest else at
    return behind == end or _REPORTED.match(text, behind, end) is not None
