"""Word lists: CSV files with one row per entry, read once, usable from every room.

Every list starts with the columns ``entry``, ``category``, ``origin`` (where the entry or its class
is described) and ``note``; some lists add columns of their own.
"""

import csv
import io
from functools import cache
from importlib import resources

SPINE = ("entry", "category", "origin", "note")


class LexiconError(ValueError):
    """A word list that cannot be used; the message names the file and the line."""


def read_lexicon(name: str) -> list[dict[str, str]]:
    """Rows of the word list ``analysis/lexicons/<name>.csv``, one dictionary a row.

    Parameters
    ----------
    name
        File name without ``.csv``.

    Returns
    -------
    list of dict
        Column name to text, stripped of surrounding blanks; an empty cell is ``""``. The rows are
        copies: changing them changes nothing elsewhere.

    Raises
    ------
    LexiconError
        If the file is missing, is not UTF-8, lacks a column of the spine, or if a row has the
        wrong number of cells, no entry or no category.
    """
    return [dict(row) for row in _rows(name)]


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    place = f"analysis/lexicons/{name}.csv"
    try:
        text = (resources.files(__package__) / f"{name}.csv").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError(f"{place}: there is no such word list") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{place}: not UTF-8 ({error.reason})") from None
    return parse_lexicon(text, place)


def parse_lexicon(text: str, place: str) -> tuple[dict[str, str], ...]:
    """Rows of a word list given as CSV text; ``place`` names the file in errors.

    Raises
    ------
    LexiconError
        As `read_lexicon`.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    if missing := [column for column in SPINE if column not in header]:
        raise LexiconError(f"{place}, line 1: the column {missing[0]!r} is missing")
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{place}, line {reader.line_num}"
        if len(cells) != len(header):
            raise LexiconError(
                f"{where}: {len(cells)} cells where the header has {len(header)}; "
                'a cell that contains a comma must stand in "double quotes"'
            )
        row = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
        for column in ("entry", "category"):
            if not row[column]:
                raise LexiconError(f"{where}: the cell {column!r} is empty")
        rows.append(row)
    return tuple(rows)
