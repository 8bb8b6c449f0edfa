"""Parse catalogue.toml, and remember on which lines its tables, keys and pieces stand."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus.entries import Problem
from analysis.corpus.pieces import Table

CATALOGUE = "catalogue.toml"
_HEADER = re.compile(r"\s*\[\[?\s*(article|document|events)\s*\]")
_KEY = re.compile(r"\s*(?P<quote>[\"']?)(?P<key>[^\"'=\s][^\"'=]*?)(?P=quote)\s*=")
_PIECE = re.compile(r"\s*(?:pieces\s*=\s*\[\s*)?\{")
_AT_LINE = re.compile(r"at line (\d+)")


class Catalogue(NamedTuple):
    """A catalogue as it was parsed; without a table where that failed or there is no catalogue."""

    name: str
    text: str
    table: Table
    problems: list[Problem]

    @property
    def title(self) -> str:
        """What the catalogue calls the corpus, on one line; empty if it says nothing."""
        title = self.table.get("title", "")
        return " ".join(title.split()) if isinstance(title, str) else ""

    @property
    def files(self) -> set[str]:
        """File names that have a ``[[document]]`` table, whether there are such files or not."""
        return {str(row.get("file", "")) for row in self.table.get("document", [])}


def open_catalogue(folder: Path) -> Catalogue:
    """Parse a corpus folder's catalogue, if it has one; note where it is not what TOML wants."""
    path = folder / CATALOGUE
    if not path.exists():
        return Catalogue(path.as_posix(), "", {}, [])
    table, text, problems = _parse(path)
    return Catalogue(path.as_posix(), text, {} if problems else table, problems)


def _parse(path: Path) -> tuple[Table, str, list[Problem]]:
    """Parse a catalogue; note where it is no TOML, or no lists of tables."""
    name, text = path.as_posix(), ""
    table: Table = {}
    problems = []
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, UnicodeDecodeError, an impossible bare date
        at = _AT_LINE.search(str(error))
        remedy = "mend the catalogue's TOML there; quote dates as strings"
        line = int(at[1]) if at else None
        problems.append(Problem(name, line, f"cannot be read: {error}", remedy))
    for kind in ("article", "document"):
        if not is_list_of_tables(table.get(kind, [])):
            remedy = f"begin each one with a line [[{kind}]], in double brackets"
            at_line = _line_of(text, rf"\s*\[?\s*{kind}\b")
            problems.append(Problem(name, at_line, f"{kind!r} is not a list of tables", remedy))
    return table, text, problems


def is_list_of_tables(value: object) -> bool:
    """Whether a TOML value is a list of tables, empty or not."""
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _line_of(text: str, pattern: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if re.match(pattern, line)), None)


def line_numbers(text: str) -> dict[tuple[Any, ...], int]:
    """Line numbers of the catalogue's tables, keys and pieces: TOML parsers keep none.

    Relies on the layout the catalogue asks for, one piece a line; a piece laid out otherwise is
    reported at its document's line.
    """
    found: dict[tuple[Any, ...], int] = {}
    counts = {"catalogue": 0, "events": -1, "article": -1, "document": -1}
    current, pieces = "catalogue", -1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            current, pieces = header[1], -1
            counts[current] += 1
            found[current, counts[current]] = number
        elif current == "document" and _PIECE.match(line):
            pieces += 1
            found["piece", counts["document"], pieces] = number
        elif key := _KEY.match(line):
            found[current, counts[current], key["key"]] = number
    return found
