"""Read ``aliases.csv``: which names are of one thing, and on which side a speaker stands.

That a ministry speaks for a government, or that two spellings are one person, is known from outside
the texts. It is the analyst's data: an optional file beside the catalogue, in UTF-8, with a header
and one row a line::

    alias,name,kind,side,note
    MWA,Marrow Water Authority,speaker,authorities,"spelt out in page-one.txt, line 4"
    Marrow Water Authority,Marrow Water Authority,speaker,authorities,gives a side only
    the valley watch,Valley Watch,group,volunteers,

``alias`` is a name as the texts have it, ``name`` the form that a report shows, ``side`` a grouping
of the analyst's own (empty: none), ``note`` says how it is known. Capitals, an article in front and
a possessive behind make no difference. `KINDS` says what a row is about; rows of the kinds speaker
and group act on speakers, where a speaker's row goes before a group's of the same alias.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.entries import Problem
from analysis.corpus.text import fold, name_key

ALIASES = "aliases.csv"
COLUMNS = ("alias", "name", "kind", "side", "note")

KINDS = ("speaker", "place", "group", "noun")
"""A person or body that speaks; a place; a body of people that is counted or speaks; a noun."""

SPEAKING = ("speaker", "group")
"""Kinds whose rows act on speakers, the first one first."""

_HEADER = ",".join(COLUMNS)
_MARK = b"\xef\xbb\xbf"


class Alias(NamedTuple):
    """A row of ``aliases.csv``: white space is single, ``line`` is where it stands."""

    alias: str
    name: str
    kind: str
    side: str
    note: str
    line: int

    @property
    def keys(self) -> tuple[str, str]:
        """By what mentions of the alias and of the name are known."""
        return name_key(self.alias), name_key(self.name)


def read_aliases(folder: Path) -> tuple[list[Alias], list[Problem]]:
    """Read a corpus folder's ``aliases.csv``, if it has one.

    Returns
    -------
    aliases
        The rows in which nothing is wrong, in the file's order; of rows that contradict each other
        the first.
    problems
        What is wrong with the others, by line.
    """
    path = folder / ALIASES
    if not path.is_file():
        return [], []
    read: list[Alias] = []
    problems: list[Problem] = []
    for row in _rows(path.as_posix(), path.read_bytes()):
        if isinstance(row, Problem):
            problems.append(row)
        else:
            read.append(row)
    against = list(_contradictions(path.as_posix(), read))
    spoilt = {problem.line for problem in against}
    problems = sorted([*problems, *against], key=lambda problem: problem.line or 0)
    return [row for row in read if row.line not in spoilt], problems


def _rows(file: str, raw: bytes) -> Iterator[Alias | Problem]:
    """Rows of the file and what is wrong with them, line by line.

    A row is a line, whatever its quotation marks: one that is never closed spoils no other row.
    """
    lines = raw.removeprefix(_MARK).splitlines()
    header = _cells(file, 1, lines[0] if lines else b"")
    if isinstance(header, Problem):
        yield header
        return
    counts = {column: header.count(column) for column in COLUMNS}
    wrong = [column for column, count in counts.items() if count != 1]
    for column in wrong:
        what = f"the column {column!r} {'stands twice' if counts[column] else 'is missing'}"
        yield Problem(file, 1, what, f"begin the file with the line {_HEADER}, with commas")
    if wrong:
        return
    for number, line in enumerate(lines[1:], start=2):
        cells = _cells(file, number, line)
        if isinstance(cells, Problem):
            yield cells
        elif any(cells):
            yield _row(file, number, header, cells)


def _cells(file: str, number: int, line: bytes) -> list[str] | Problem:
    """Cells of a line with single spaces, or why it has none."""
    try:
        rows = list(csv.reader([line.decode("utf-8")], strict=True))
    except UnicodeDecodeError:
        return Problem(file, number, "the line is not UTF-8", "save the file as CSV in UTF-8")
    except csv.Error as error:
        what = f"the line is no row of a CSV file: {error}"
        remedy = 'keep a row on one line; close every "quotation mark", and double those inside'
        return Problem(file, number, what, remedy)
    return [" ".join(cell.split()) for cells in rows for cell in cells]


def _row(file: str, number: int, header: Sequence[str], cells: Sequence[str]) -> Alias | Problem:
    if len(cells) != len(header):
        what = f"the row has {len(cells)} cells where the header has {len(header)}"
        remedy = 'put a cell that contains a comma into "double quotes"; leave unknown cells empty'
        return Problem(file, number, what, remedy)
    row = dict(zip(header, cells, strict=True))
    for column, meaning in (("alias", "as the texts have it"), ("name", "as it is to be shown")):
        if not row[column]:
            remedy = f"write the name {meaning}, or delete the row"
            return Problem(file, number, f"the cell {column!r} is empty", remedy)
    if row["kind"] not in KINDS:
        what = f"{row['kind']!r} is no kind of name"
        return Problem(file, number, what, f"kinds are {', '.join(KINDS)}")
    return Alias(row["alias"], row["name"], row["kind"], row["side"], row["note"], number)


def _contradictions(file: str, rows: Sequence[Alias]) -> Iterator[Problem]:
    """Say which rows contradict one before them, or give as a name what is itself an alias."""
    onward = {
        (_family(row.kind), row.keys[0]): row for row in reversed(rows) if len(set(row.keys)) > 1
    }
    names: dict[tuple[str, str], Alias] = {}
    sides: dict[tuple[str, str], Alias] = {}
    for row in rows:
        alias, name = row.keys
        first = names.setdefault((row.kind, alias), row)
        further = onward.get((_family(row.kind), name))
        sided = sides.setdefault((_family(row.kind), name), row) if row.side else row
        if first.keys[1] != name:
            yield Problem(
                file, row.line,
                f"the alias {row.alias!r} leads to {row.name!r}, and at line {first.line} to "
                f"{first.name!r}", "keep one of the two rows",
            )  # fmt: skip
        elif alias != name and further is not None:
            yield Problem(
                file, row.line,
                f"the name {row.name!r} is itself an alias, of {further.name!r} at line "
                f"{further.line}", "let every alias lead straight to the name that is to be shown",
            )  # fmt: skip
        elif sided.side != row.side:
            yield Problem(
                file, row.line,
                f"the name {row.name!r} has the side {row.side!r}, and at line {sided.line} "
                f"{sided.side!r}", "give all rows of one name one side, or leave it empty in some",
            )  # fmt: skip


def _family(kind: str) -> str:
    """What rows act on: those of the kinds `SPEAKING` act on the same things."""
    return SPEAKING[0] if kind in SPEAKING else kind


def unused_aliases(aliases: Iterable[Alias], texts: Iterable[str]) -> list[Alias]:
    """Aliases that stand in none of the texts, whatever their capitals."""
    # Blanks on both sides and in place of signs: whole words are found without a pattern for each.
    whole = "\n".join(f" {_words(text)} " for text in texts)
    return [each for each in aliases if f" {_words(each.alias)} " not in whole]


def _words(text: str) -> str:
    plain = "".join(char if char.isalnum() else " " for char in fold(text))
    return " ".join(plain.split())
