"""Read ``catalogue.toml``: what each file of a corpus contains, piece by piece.

A catalogue is for compilations: files that hold several articles, page furniture, photo credits.
Its tables are ``[[article]]`` (who published what, when, and how each is known) and
``[[document]]`` (a file's hash and its ``pieces``: line ranges with role and article). Above them
may stand the corpus's ``title``, and readable names of ``[events]``; either may also be all that a
catalogue says, beside files with front matter::

    title = "Two papers on the Marrow flood"

    [events]
    flood-2031 = "Marrow flood, March 2031"

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
from collections.abc import Mapping
from typing import Any

from analysis.corpus.entries import (
    DATES,
    FIELDS,
    KNOWN,
    UNKNOWN,
    Article,
    Document,
    Entries,
    Event,
    Problem,
    as_text,
    date_problem,
    is_date,
    outlet_name,
    slug,
)
from analysis.corpus.pieces import Table, place_pieces
from analysis.corpus.toml_lines import Catalogue, is_list_of_tables, line_numbers

_ARTICLE_KEYS = {"id", "url", "known", *FIELDS}
_DOCUMENT_KEYS = {"file", "sha256", "origin", "pieces"}
_ID = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_KEYS = {"title", "events", "article", "document"}


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
        Articles, segments, origins, names of events and problems.
    described
        File names that the catalogue describes, whether rightly or not.
    """
    if catalogue.problems:  # nothing can be said of its documents then
        unresolved = {document.document for document in documents.values()}
        return Entries(problems=list(catalogue.problems), unresolved=unresolved), set(documents)
    entries, table = Entries(), catalogue.table
    reader = _Reader(catalogue.name, line_numbers(catalogue.text))
    reader.unknown_keys(entries, table, _KEYS, ("catalogue", 0))
    reader.head(entries, table)
    for index, row in enumerate(table.get("article", [])):
        reader.article(entries, row, index)
    described: set[str] = set()
    for index, row in enumerate(table.get("document", [])):
        reader.document(entries, row, index, documents, described)
    return entries, described


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

    def head(self, entries: Entries, table: Table) -> None:
        """Read what stands above the articles: the corpus's title and the names of its events."""
        if not isinstance(table.get("title", ""), str):
            what, remedy = "the title is no text", 'write title = "…", in quotation marks'
            entries.problems.append(
                Problem(self.name, self.line("catalogue", 0, "title"), what, remedy)
            )
        names = table.get("events", {})
        remedy = (
            'write a line [events] and, below it, one line such as flood-2031 = "Flood of 2031"'
        )
        if not isinstance(names, dict):
            where = self.line("events", 0) or self.line("catalogue", 0, "events")
            what = "'events' is no table of names"
            entries.problems.append(Problem(self.name, where, what, remedy))
            return
        for event, name in names.items():
            where = self.line("events", 0, event) or self.line("catalogue", 0, "events")
            if event == slug(event) and isinstance(name, str) and name.strip():
                entries.events.append(Event(event, " ".join(name.split()), self.name, where))
            else:
                what = f"the event {event!r} is no event in [a-z0-9-] with a readable name"
                entries.problems.append(Problem(self.name, where, what, remedy))

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
        if not is_list_of_tables(pieces):
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
