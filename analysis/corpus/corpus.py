"""A folder of documents becomes four checked frames: documents, segments, articles, sentences.

Two more hold what the analyst knows of names (``aliases.csv``) and decides about numbers
(``measurands.toml``); each is empty without its file.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.aliases import ALIASES, Alias, read_aliases
from analysis.corpus.catalogue import read_catalogue
from analysis.corpus.checks import find_problems, printed_headlines
from analysis.corpus.entries import (
    FIELDS,
    TEXT_ROLES,
    Article,
    CorpusError,
    Document,
    Entries,
    Problem,
    Segment,
    slug,
    toml_string,
)
from analysis.corpus.files import read_documents
from analysis.corpus.frontmatter import has_front_matter, read_front_matter
from analysis.corpus.measurands import MEASURANDS, place_measurands, read_measurands
from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import count_words, line_spans
from analysis.corpus.toml_lines import CATALOGUE, open_catalogue

# Text that may be missing is "object", so that a missing value is None and stays None.
SCHEMAS: dict[str, dict[str, str]] = {
    "documents": {
        "document": "str", "sha256": "str", "encoding": "str", "text": "str", "origin": "object",
    },
    "segments": {
        "document": "str", "start": "int64", "end": "int64", "role": "str", "article": "object",
    },
    "articles": {
        "article": "str", "document": "str", "event": "str", "outlet": "str",
        "publisher": "object", "author": "object", "published": "object", "headline": "object",
        "reposted_by": "object", "reposted_on": "object", "quoted_in": "object",
        "headline_only": "bool", **{f"{field}_known": "object" for field in FIELDS},
        "url": "object",
    },
    "sentences": {
        "sentence": "str", "article": "str", "document": "str", "start": "int64", "end": "int64",
        "role": "str", "text": "str", "words": "int64",
    },
    "aliases": {"alias": "str", "name": "str", "kind": "str", "side": "str"},
    "measurands": {
        "entry": "int64", "status": "str", "counts": "str", "differs": "str", "note": "str",
        "article": "str", "words": "str", "document": "str", "start": "int64", "end": "int64",
        "at": "int64", "line": "int64",
    },
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Corpus:
    """A checked corpus as four pandas frames, and two of what the analyst adds.

    Attributes
    ----------
    documents
        One row a file: document, sha256 (of the raw bytes), encoding, text, origin (where the file
        comes from, in the catalogue's words; None if it says nothing).
    segments
        One row a piece of a document: document, start, end, role (headline, body, quotation,
        caption, furniture), article (None for page furniture). Every non-blank character of every
        document lies in exactly one segment.
    articles
        One row an article: article, document, event, outlet, publisher, author, published,
        headline, reposted_by, reposted_on, quoted_in, headline_only, and for each of these fields
        ``<field>_known`` (stated, inferred, outside; None where the field is None, and for the
        outlet ``unknown``); then url (None if not given). What a catalogue gives without saying how
        it is known counts as inferred, a headline printed but not declared as stated. Event and
        outlet are never None, headline_only has no companion.
    sentences
        One row a sentence of a headline, body or quotation: sentence, article, document, start,
        end, role, text, words. ``text`` is the raw slice of the document between the offsets.
    aliases
        One row an alias of ``aliases.csv``, in the file's order: alias (as texts have it), name
        (as the report shows it), kind (speaker, place, group, noun), side (the analyst's; empty if
        none is given). No rows where there is no such file.
    measurands
        One row a number that the analyst names in ``measurands.toml``, in the file's order: entry
        (a number from 1 that the rows of one entry share), status (confirmed: those of one entry
        count the same thing; rejected: no two of them do), counts (what, in words), differs (what,
        where, when, scope or status), note, article, words, document, start, end (where the words
        stand), at and line (lines of the file at which the entry and the number stand).
    measurand_problems
        What is wrong with that file, by line: it keeps no corpus from being read, only the entries
        concerned from deciding anything. ``file`` is the name inside the corpus folder.
    title
        What the catalogue calls the corpus; empty if it says nothing.
    event_names
        Readable names of events by event, as the catalogue gives them; an event that it does not
        name is not among them, and is called by its slug.
    digest
        SHA-256 over the documents' ids and hashes (front matter included), the catalogue, the
        aliases, the measurands, and the folder's name where that is the event of an article:
        changes with any of them.

    Offsets count code points of the decoded document after a byte order mark.
    """

    documents: pd.DataFrame
    segments: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    title: str = ""
    digest: str = ""
    event_names: dict[str, str] = field(default_factory=dict)
    aliases: pd.DataFrame = field(default_factory=lambda: frame((), SCHEMAS["aliases"]))
    measurands: pd.DataFrame = field(default_factory=lambda: frame((), SCHEMAS["measurands"]))
    measurand_problems: tuple[Problem, ...] = ()


def load_corpus(folder: str | Path) -> Corpus:
    """Read and check a corpus folder.

    Every file in it whose name ends in ``.txt``, in capitals or not, is a document, described by
    the folder's ``catalogue.toml`` or by front matter of its own. Only files called ``readme.txt``
    (in capitals or not) that the catalogue does not name are left out.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        With everything that is wrong at once, each with file, line and remedy. What is wrong with
        the decisions of ``measurands.toml`` stands in ``measurand_problems`` instead.
    """
    corpus, problems = read_corpus(folder)
    if problems:
        raise CorpusError(problems)
    return corpus


def read_corpus(folder: str | Path) -> tuple[Corpus, list[Problem]]:
    """Read a corpus folder as far as it can be read, with the list of its problems.

    For showing what is wrong; anything that counts uses :func:`load_corpus`.
    """
    folder = Path(folder)
    catalogue = open_catalogue(folder)
    documents, entries = read_documents(folder, catalogue.files)
    catalogued, described = read_catalogue(catalogue, {each.file: each for each in documents})
    entries.extend(catalogued)
    of_articles = {event for each in entries.articles if (event := each.facts["event"])}
    named = sorted(of_articles | {each.event for each in entries.events})
    events = named or [slug(folder.resolve().name)]
    for document in documents:
        if document.file not in described:
            entries.extend(_read_uncatalogued(document, events))
    segments = sorted(entries.segments, key=lambda segment: (segment.document, segment.start))
    headlines = printed_headlines({d.document: d.text for d in documents}, segments)
    aliases, wrong = read_aliases(folder)
    problems = [*entries.problems, *find_problems(documents, segments, entries, headlines), *wrong]
    by_folder = not named and any(each.known["event"] == "inferred" for each in entries.articles)
    digest = _digest(folder, documents, events[0] if by_folder else None)
    corpus = _frames(documents, entries, segments, headlines, catalogue.title, digest)
    corpus = replace(corpus, aliases=_alias_frame(aliases))
    return _with_measurands(corpus, folder, segments, placed=not problems), problems


def _with_measurands(
    corpus: Corpus, folder: Path, segments: Sequence[Segment], placed: bool
) -> Corpus:
    """Add the analyst's decisions about numbers; ``placed`` if their words are to be found.

    Of a corpus with problems of its own one could only say that the words are missing.
    """
    wordings, problems = read_measurands(folder)
    rows: list[tuple[Any, ...]] = []
    if placed:
        texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        rows, wrong = place_measurands(wordings, set(corpus.articles["article"]), segments, texts)
        problems = sorted([*problems, *wrong], key=lambda problem: problem.line or 0)
    measurands = frame(rows, SCHEMAS["measurands"])
    return replace(corpus, measurands=measurands, measurand_problems=tuple(problems))


def _alias_frame(aliases: Sequence[Alias]) -> pd.DataFrame:
    return frame([row[: len(SCHEMAS["aliases"])] for row in aliases], SCHEMAS["aliases"])


def _read_uncatalogued(document: Document, events: Sequence[str]) -> Entries:
    if has_front_matter(document.text):
        return read_front_matter(document, events)
    if not document.text.strip():
        what, remedy = "the file holds no text", "delete the file, or write text into it"
        return Entries(problems=[Problem(document.name, None, what, remedy)])
    what = "the file has neither front matter nor a catalogue entry"
    remedy = _lines_to_paste(document, events)
    return Entries(
        problems=[Problem(document.name, 1, what, remedy)], unresolved={document.document}
    )


def _lines_to_paste(document: Document, events: Sequence[str]) -> str:
    """Both ways to describe a document, to be completed by hand."""
    identity = slug(document.document.rsplit("/", 1)[-1])
    event_line, others = "", ""
    if len(events) > 1:
        event_line = f"event: {events[0]}\n"
        others = f"  # or {', '.join(events[1:])}"
    return (
        "begin it with a front matter of at least\n"
        f"---\noutlet: NAME\n{event_line}---\n"
        f"or paste into {CATALOGUE}, and cut the lines into pieces:\n"
        f'[[article]]\nid = "{identity}"\nevent = {toml_string(events[0])}{others}\n'
        'outlet = "unknown"\n\n'
        f"[[document]]\nfile = {toml_string(document.file)}\n"
        f'sha256 = "{document.sha256}"\n'
        f'pieces = [\n  {{ lines = "1-{len(line_spans(document.text))}", role = "body", '
        f'article = "{identity}" }},\n]'
    )


def _digest(folder: Path, documents: Sequence[Document], event: str | None) -> str:
    """SHA-256 over ids and hashes, what the analyst adds, and the event if the folder names it."""
    state = hashlib.sha256()
    for document in documents:
        state.update(f"{document.document}\0{document.sha256}\n".encode())
    catalogue = folder / CATALOGUE
    if catalogue.exists():
        state.update(catalogue.read_bytes())
    for name, label in ((ALIASES, b"\0aliases\0"), (MEASURANDS, b"\0measurands\0")):
        if (folder / name).is_file():
            state.update(label + (folder / name).read_bytes())
    if event is not None:
        state.update(f"\0event\0{event}\n".encode())
    return state.hexdigest()


def frame(rows: Sequence[Any], schema: dict[str, str]) -> pd.DataFrame:
    """Frame with exactly the schema's columns and dtypes, rows or not."""
    table = pd.DataFrame(list(rows), columns=list(schema), dtype=object)
    return table.astype(schema)


def _frames(
    documents: Sequence[Document],
    entries: Entries,
    segments: Sequence[Segment],
    headlines: dict[str, str],
    title: str,
    digest: str,
) -> Corpus:
    texts = {document.document: document.text for document in documents}
    sentences = list(_sentences(texts, segments))
    origins = entries.origins
    files = [(d.document, d.sha256, d.encoding, d.text, origins.get(d.document)) for d in documents]
    articles = _article_rows(entries.articles, segments, headlines)
    return Corpus(
        documents=frame(files, SCHEMAS["documents"]),
        segments=frame([segment[:5] for segment in segments], SCHEMAS["segments"]),
        articles=frame(articles, SCHEMAS["articles"]),
        sentences=frame(sentences, SCHEMAS["sentences"]),
        title=title,
        digest=digest,
        event_names={each.event: each.name for each in entries.events},
    )


def _article_rows(
    articles: Sequence[Article], segments: Sequence[Segment], headlines: dict[str, str]
) -> list[tuple[Any, ...]]:
    """Rows of the articles frame in reading order: by document, then by first piece."""
    home: dict[str, Segment] = {}
    running: set[str] = set()
    for piece in segments:
        if piece.article is not None:
            home.setdefault(piece.article, piece)
            if piece.role in ("body", "quotation"):
                running.add(piece.article)
    rows = []
    placed = [article for article in articles if article.article in home]
    for article in sorted(placed, key=lambda a: (home[a.article].document, home[a.article].start)):
        facts, known = dict(article.facts), dict(article.known)
        if facts["headline"] is None and article.article in headlines:
            facts["headline"], known["headline"] = headlines[article.article], "stated"
        headline_only = article.article in headlines and article.article not in running
        declared = [facts[field] for field in FIELDS]
        how = [known[field] for field in FIELDS]
        document = home[article.article].document
        rows.append((article.article, document, *declared, headline_only, *how, article.url))
    return rows


def _sentences(
    texts: dict[str, str], segments: Sequence[Segment]
) -> Iterator[tuple[str, str, str, int, int, str, str, int]]:
    """Rows of the sentences frame, numbered within each article in reading order."""
    counts: dict[str, int] = {}
    for piece in segments:
        if piece.role not in TEXT_ROLES or piece.article is None:
            continue
        text = texts[piece.document][piece.start : piece.end]
        for start, end in find_sentences(text, break_at_lines=piece.role != "headline"):
            number = counts[piece.article] = counts.get(piece.article, 0) + 1
            yield (
                f"{piece.article}.s{number}",
                piece.article,
                piece.document,
                piece.start + start,
                piece.start + end,
                piece.role,
                text[start:end],
                count_words(text[start:end]),
            )
