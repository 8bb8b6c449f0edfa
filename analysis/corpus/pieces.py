"""Find the pieces that a catalogue lists in a document's text: line ranges become offsets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.corpus.entries import ROLES, Document, Problem, Segment, as_text
from analysis.corpus.text import Span, line_spans, trim

_KEYS = {"lines", "role", "article", "start", "end"}
_LINES = re.compile(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?")

Table = Mapping[str, Any]


def place_pieces(
    document: Document, pieces: Sequence[Table], source: str, declared: Sequence[int | None]
) -> Iterator[Segment | Problem]:
    """Yield each piece of a document as a segment with offsets, or what is wrong with it.

    Parameters
    ----------
    document
        The document whose text the pieces cut.
    pieces
        Its pieces as the catalogue lists them, in that order.
    source
        Path of the catalogue.
    declared
        The line of the catalogue for each piece.
    """
    lines = line_spans(document.text)
    previous: Span = (0, 0)  # last line and end offset of the piece before
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else {}
        try:
            first, last = _range(piece, len(lines))
            begin = previous[1] if previous[0] == first else lines[first - 1][0]
            start, end = _narrow(document.text, lines, piece, following, begin, last)
            _check_piece(piece, document.text[start:end])
        except ValueError as error:
            what, remedy = error.args
            yield Problem(source, declared[number], f"{document.file}: {what}", remedy)
            previous = (0, 0)
            continue
        shares_line = end < trim(document.text, lines[last - 1][0], lines[last - 1][1])[1]
        previous = (last, end) if shares_line else (0, 0)
        article = as_text(piece.get("article"))
        role = piece["role"]
        yield Segment(document.document, start, end, role, article, source, declared[number])


def _range(piece: Table, count: int) -> Span:
    """First and last line of a piece, 1-based; ValueError(what, remedy) if there are none such."""
    found = _LINES.fullmatch(str(piece.get("lines", "")))
    remedy = f'write lines = "3" or lines = "3-9"; the file has {count} lines'
    if not found:
        raise ValueError(f"{piece.get('lines')!r} is no range of lines", remedy)
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= count:
        raise ValueError(f"lines {found[0].strip()} are not in the file", remedy)
    return first, last


def _narrow(
    text: str, lines: list[Span], piece: Table, following: Table, begin: int, last: int
) -> Span:
    """Offsets of a piece, narrowed by its literals and by those of the piece that follows."""
    stop = lines[last - 1][1]
    if literal := piece.get("start"):
        begin = _find_once(text, str(literal), begin, stop)
    if literal := piece.get("end"):
        stop = _find_once(text, str(literal), begin, stop) + len(str(literal))
    elif literal := following.get("start"):
        next_first, next_last = _range(following, len(lines))
        if next_first == last:
            stop = _find_once(text, str(literal), begin, lines[next_last - 1][1])
    return trim(text, begin, stop)


def _find_once(text: str, literal: str, start: int, end: int) -> int:
    """Offset of the only occurrence of a literal between two offsets."""
    found = text.find(literal, start, end)
    if found < 0:
        remedy = "copy it from the file, letter for letter (quotes and spaces included)"
        raise ValueError(f"the literal {literal!r} is not in these lines", remedy)
    if text.find(literal, found + 1, end) >= 0:
        remedy = "make it longer, or narrow the lines, until it stands there once"
        raise ValueError(f"the literal {literal!r} stands more than once in these lines", remedy)
    return found


def _check_piece(piece: Table, covered: str) -> None:
    """Raise ValueError(what, remedy) for a piece with a wrong role, key or nothing in it."""
    for key in ("start", "end"):
        if key in piece and not str(piece[key]):
            raise ValueError(f"{key} is empty", "leave it out, or copy a few words of the file")
    role = piece.get("role")
    if role not in ROLES:
        raise ValueError(f"the role is {role!r}", f"roles are {', '.join(ROLES)}")
    if stray := sorted(set(piece) - _KEYS):
        raise ValueError(f"unknown key {stray[0]!r}", f"keys are {', '.join(sorted(_KEYS))}")
    if role != "furniture" and not piece.get("article"):
        raise ValueError(f"a piece of role {role} has no article", 'add article = "ID"')
    if not covered:
        what = f"the piece at lines {piece['lines']} holds nothing but blanks"
        raise ValueError(what, "another piece covers that text already, or the lines are blank")
