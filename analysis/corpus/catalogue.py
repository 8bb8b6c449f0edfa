"""Read ``catalogue.toml``: what each file of a corpus contains, piece by piece.

A catalogue is for compilations: files that hold several articles, page furniture, photo credits.
Its two kinds of table are ``[[article]]`` (who published what, when, and how each is known) and
``[[document]]`` (a file's hash and its ``pieces``: line ranges with role and article)::

    [[article]]
    id = "ledger-levee"
    event = "flood-2031"
    outlet = "The Marrow Ledger"
    known = { outlet = "stated" }

    [[document]]
    file = "page-one.txt"
    sha256 = "…"
    pieces = [
      { lines = "1", role = "furniture" },
      { lines = "3", end = "(Ledger) —", role = "furniture", article = "ledger-levee" },
      { lines = "3-9", role = "body", article = "ledger-levee" },
    ]

A piece runs from the beginning of its first line to the end of its last. ``start`` narrows it to
begin at that literal, ``end`` to finish with it. Where two pieces share a line, one literal is
enough: a piece without ``start`` begins where the piece before it ended, and a piece without
``end`` stops where the next one starts.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus.entries import (
    DATES,
    FIELDS,
    KNOWN,
    UNKNOWN,
    Article,
    Document,
    Entries,
    Problem,
    as_text,
    date_problem,
    is_date,
    outlet_name,
    slug,
)
from analysis.corpus.pieces import Table, place_pieces

CATALOGUE = "catalogue.toml"
_ARTICLE_KEYS = {"id", "url", "known", *FIELDS}
_DOCUMENT_KEYS = {"file", "sha256", "origin", "pieces"}
_ID = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_HEADER = re.compile(r"\s*\[\[\s*(article|document)\s*\]\]")
_KEY = re.compile(r"\s*([A-Za-z_]\w*)\s*=")
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
        """What the catalogue calls the corpus; empty if it says nothing."""
        return str(self.table.get("title", ""))

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


def read_catalogue(
    catalogue: Catalogue, documents: Mapping[str, Document]
) -> tuple[Entries, set[str]]:
    """Read a catalogue's articles and the pieces of its documents.

    A field without an entry in ``known`` counts as inferred, although the catalogue does not say
    so; a field that is left out, and the outlet ``unknown``, is known in no way.

    Parameters
    ----------
    catalogue
        The parsed catalogue.
    documents
        The documents of the folder by file name (POSIX path inside the corpus).

    Returns
    -------
    entries
        Articles, segments, origins and problems.
    described
        File names that the catalogue describes, whether rightly or not.
    """
    if catalogue.problems:  # nothing can be said of its documents then
        unresolved = {document.document for document in documents.values()}
        return Entries(problems=list(catalogue.problems), unresolved=unresolved), set(documents)
    entries, table = Entries(), catalogue.table
    reader = _Reader(catalogue.name, _positions(catalogue.text))
    reader.unknown_keys(entries, table, {"title", "article", "document"}, ("catalogue", 0))
    for index, row in enumerate(table.get("article", [])):
        reader.article(entries, row, index)
    described: set[str] = set()
    for index, row in enumerate(table.get("document", [])):
        reader.document(entries, row, index, documents, described)
    return entries, described


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
        if not _is_list_of_tables(table.get(kind, [])):
            remedy = f"begin each one with a line [[{kind}]], in double brackets"
            at_line = _line_of(text, rf"\s*\[?\s*{kind}\b")
            problems.append(Problem(name, at_line, f"{kind!r} is not a list of tables", remedy))
    return table, text, problems


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _line_of(text: str, pattern: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if re.match(pattern, line)), None)


def _positions(text: str) -> dict[tuple[Any, ...], int]:
    """Line numbers of the catalogue's tables, keys and pieces: TOML parsers keep none.

    Relies on the layout the catalogue asks for, one piece a line; a piece laid out otherwise is
    reported at its document's line.
    """
    found: dict[tuple[Any, ...], int] = {}
    counts = {"article": -1, "document": -1}
    current, pieces = "", -1
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            current, pieces = header[1], -1
            counts[current] += 1
            found[current, counts[current]] = number
        elif current == "document" and _PIECE.match(line):
            pieces += 1
            found["piece", counts["document"], pieces] = number
        elif current and (key := _KEY.match(line)):
            found[current, counts[current], key[1]] = number
    return found


class _Reader:
    """Turns the catalogue's tables into entries, noting problems at their lines."""

    def __init__(self, name: str, positions: Mapping[tuple[Any, ...], int]) -> None:
        self.name = name
        self.positions = positions

    def line(self, *keys: Any) -> int | None:
        """Line of a table, or of one of its keys where that stands on a line of its own."""
        return self.positions.get(keys) or self.positions.get(keys[:2])

    def unknown_keys(
        self, entries: Entries, row: Table, allowed: set[str], where: tuple[str, int]
    ) -> None:
        """Report keys that mean nothing here; most are misspelt."""
        for key in sorted(set(row) - allowed):
            what = f"the {where[0]} has the unknown key {key!r}"
            remedy = f"keys are {', '.join(sorted(allowed))}"
            entries.problems.append(Problem(self.name, self.line(*where, key), what, remedy))

    def article(self, entries: Entries, row: Table, index: int) -> None:
        """Read one ``[[article]]`` table."""
        where = self.line("article", index)

        def problem(key: str, what: str, remedy: str) -> None:
            line = self.line("article", index, key)
            entries.problems.append(Problem(self.name, line, what, remedy))

        self.unknown_keys(entries, row, _ARTICLE_KEYS, ("article", index))
        identity = str(row.get("id", ""))
        if not _ID.fullmatch(identity):
            remedy = "give each article an id of small letters, digits and hyphens"
            problem("id", f"the article id {identity!r} is missing or not in [a-z0-9-]", remedy)
        if not str(row.get("outlet", "")).strip():
            remedy = 'add outlet = "NAME" (outlet = "unknown" is allowed)'
            problem("outlet", f"article {identity!r} has no outlet", remedy)
        values = {key: as_text(row.get(key)) for key in FIELDS}
        if values["event"] != slug(values["event"] or ""):
            remedy = "name the event in small letters, digits and hyphens, as in flood-2031"
            problem("event", f"article {identity!r} has the event {values['event']!r}", remedy)
        for key in DATES:
            value = values[key]
            if value and not is_date(value):
                line = self.line("article", index, key)
                entries.problems.append(date_problem(self.name, line, key, value))
        given = row.get("known", {})
        if not isinstance(given, dict) or any(
            values.get(key) is None or how not in KNOWN for key, how in given.items()
        ):
            given = {}
            remedy = f'write known = {{ field = "{" | ".join(KNOWN)}" }} for {", ".join(FIELDS)}'
            what = f"article {identity!r}: 'known' is no table, or names what is not given"
            problem("known", what, remedy)
        values["outlet"] = outlet_name(values["outlet"])
        known = {key: _how_known(key, value, given) for key, value in values.items()}
        url = as_text(row.get("url"))
        entries.articles.append(Article(identity, values, known, self.name, where, url))

    def document(
        self,
        entries: Entries,
        row: Table,
        index: int,
        documents: Mapping[str, Document],
        described: set[str],
    ) -> None:
        """Read one ``[[document]]`` table: check its file and hash, place its pieces."""

        def problem(key: str, what: str, remedy: str) -> None:
            line = self.line("document", index, key)
            entries.problems.append(Problem(self.name, line, what, remedy))

        self.unknown_keys(entries, row, _DOCUMENT_KEYS, ("document", index))
        file = str(row.get("file", ""))
        document = documents.get(file)
        if file in described:
            problem("file", f"{file!r} is described twice", "keep one of the two tables")
            return
        described.add(file)
        if document is None:
            remedy = "put the file into the corpus folder, or delete this table"
            problem("file", f"there is no file {file!r} in the corpus", remedy)
            return
        if origin := as_text(row.get("origin")):
            entries.origins[document.document] = origin
        declared = str(row.get("sha256", "")).lower()
        if declared != document.sha256:
            what = f"{file!r} is not the file that was catalogued: its SHA-256 differs"
            remedy = (
                "restore the file, or read it again and, if the pieces still fit, write\n"
                f'sha256 = "{document.sha256}"'
            )
            problem("sha256", what, remedy)
        pieces = row.get("pieces", [])
        if not _is_list_of_tables(pieces):
            remedy = 'write pieces = [ … ] with one { lines = "1-3", role = "body" }, on each line'
            problem("pieces", f"the pieces of {file!r} are not a list of pieces", remedy)
            entries.unresolved.add(document.document)
            return
        where = self.line("document", index)
        at = [self.line("piece", index, number) or where for number in range(len(pieces))]
        for segment in place_pieces(document, pieces, self.name, at):
            if isinstance(segment, Problem):
                entries.problems.append(segment)
                entries.unresolved.add(document.document)
            else:
                entries.segments.append(segment)


def _how_known(field: str, value: str | None, given: Table) -> str | None:
    if value is None or (field == "outlet" and value == UNKNOWN):
        return None
    return str(given.get(field, "inferred"))
