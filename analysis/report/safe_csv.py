"""CSV that programs read back exactly and no spreadsheet runs as formulas."""

import math
import re
from collections.abc import Iterable, Iterator

# What a spreadsheet may run, behind any number of apostrophes: with "any number", taking one off
# again is exact.
_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_QUOTED = re.compile(r'[",\t\r\n]')


def csv_lines(
    header: Iterable[str], rows: Iterable[Iterable[object]], float_format: str = ""
) -> Iterator[str]:
    """Yield the lines of a CSV file, each with a line feed at its end, the header first.

    Missing values (None, NaN) are empty, truth values ``true`` and ``false``, and text is made
    harmless by :func:`neutralise`. Floats are written as Python writes them, or by a format such as
    ``.6g``. Cells with commas, quotation marks, tabs or line ends of any kind stand in quotation
    marks: Python's own writer leaves a lone carriage return bare before version 3.13, and readers
    take it for the end of the row.
    """
    yield _line(header)
    for row in rows:
        yield _line(_cell(value, float_format) for value in row)


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could run as a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def restore(cell: str) -> str:
    """Undo :func:`neutralise`."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def _cell(value: object, float_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return "" if math.isnan(value) else format(value, float_format)
    return neutralise(value) if isinstance(value, str) else str(value)


def _line(cells: Iterable[str]) -> str:
    # A line with nothing on it would be no row at all.
    return (",".join(map(_quoted, cells)) or '""') + "\n"


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if _QUOTED.search(cell) else cell
