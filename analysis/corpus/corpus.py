"""A folder of documents becomes four checked frames: documents, segments, articles, sentences."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.catalogue import CATALOGUE, read_catalogue
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
)
from analysis.corpus.frontmatter import has_front_matter, read_front_matter
from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import count_words, decode, line_spans

# Text that may be missing is "object", so that a missing value is None and stays None.
SCHEMAS: dict[str, dict[str, str]] = {
    "documents": {"document": "str", "sha256": "str", "encoding": "str", "text": "str"},
    "segments": {
        "document": "str", "start": "int64", "end": "int64", "role": "str", "article": "object",
    },
    "articles": {
        "article": "str", "document": "str", "event": "str", "outlet": "str",
        "publisher": "object", "author": "object", "published": "object", "headline": "object",
        "reposted_by": "object", "reposted_on": "object", "quoted_in": "object",
        "headline_only": "bool", **{f"{field}_known": "object" for field in FIELDS},
    },
    "sentences": {
        "sentence": "str", "article": "str", "document": "str", "start": "int64", "end": "int64",
        "role": "str", "text": "str", "words": "int64",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """A checked corpus as four pandas frames.

    Attributes
    ----------
    documents
        One row a file: document, sha256 (of the raw bytes), encoding, text.
    segments
        One row a piece of a document: document, start, end, role (headline, body, quotation,
        caption, furniture), article (None for page furniture). Every non-blank character of every
        document lies in exactly one segment.
    articles
        One row an article: article, document, event, outlet, publisher, author, published,
        headline, reposted_by, reposted_on, quoted_in, headline_only, and for each of these fields
        ``<field>_known`` (stated, inferred, outside; None where the field is unknown).
    sentences
        One row a sentence of a headline, body or quotation: sentence, article, document, start,
        end, role, text, words. ``text`` is the raw slice of the document between the offsets.
    title
        What the catalogue calls the corpus; empty if it says nothing.
    digest
        SHA-256 over the documents' hashes and their description: changes with any of them.

    Offsets count code points of the decoded document after a byte order mark.
    """

    documents: pd.DataFrame
    segments: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    title: str = ""
    digest: str = ""


def load_corpus(folder: str | Path) -> Corpus:
    """Read and check a corpus folder.

    Every ``*.txt`` file in it (README files apart) is a document, described by the folder's
    ``catalogue.toml`` or by front matter of its own.

    Returns
    -------
    Corpus

    Raises
    ------
    CorpusError
        With everything that is wrong at once, each with file, line and remedy.
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
    documents, entries = _read_documents(folder)
    by_file = {document.file: document for document in documents}
    catalogued, described, title = read_catalogue(folder, by_file)
    entries.extend(catalogued)
    for document in documents:
        if document.file not in described:
            entries.extend(_read_uncatalogued(document, slug(folder.resolve().name)))
    segments = sorted(entries.segments, key=lambda segment: (segment.document, segment.start))
    headlines = printed_headlines({d.document: d.text for d in documents}, segments)
    problems = [*entries.problems, *find_problems(documents, segments, entries, headlines)]
    digest = _digest(folder, documents)
    return _frames(documents, entries.articles, segments, headlines, title, digest), problems


def _read_documents(folder: Path) -> tuple[list[Document], Entries]:
    entries = Entries()
    if not folder.is_dir():
        problem = Problem(
            folder.as_posix(), None, "there is no such corpus folder", "check the path"
        )
        return [], Entries(problems=[problem])
    documents = []
    paths = [path for path in folder.rglob("*.txt") if not path.stem.lower().startswith("readme")]
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        file, name = path.relative_to(folder).as_posix(), path.as_posix()
        raw = path.read_bytes()
        try:
            text, encoding = decode(raw)
        except UnicodeDecodeError as error:
            what = f"the file is neither UTF-8 nor Windows-1252 (byte {error.start})"
            entries.problems.append(Problem(name, None, what, "save it again as UTF-8"))
            continue
        sha256 = hashlib.sha256(raw).hexdigest()
        documents.append(Document(file.removesuffix(".txt"), name, file, sha256, encoding, text))
    if not documents and not entries.problems:
        remedy = "put one plain-text article a file there, with front matter, or a catalogue"
        entries.problems.append(
            Problem(folder.as_posix(), None, "there are no documents (*.txt)", remedy)
        )
    return documents, entries


def _read_uncatalogued(document: Document, event: str) -> Entries:
    if has_front_matter(document.text):
        return read_front_matter(document, event)
    count = max(1, len(line_spans(document.text)))
    identity = slug(document.document.rsplit("/", 1)[-1])
    remedy = (
        "begin it with a front matter of at least\n"
        "---\noutlet: NAME\n---\n"
        f"or paste into {CATALOGUE}, and cut the lines into pieces:\n"
        f'[[article]]\nid = "{identity}"\nevent = "{event}"\noutlet = "unknown"\n\n'
        f'[[document]]\nfile = "{document.file}"\nsha256 = "{document.sha256}"\n'
        f'pieces = [\n  {{ lines = "1-{count}", role = "body", article = "{identity}" }},\n]'
    )
    what = "the file has neither front matter nor a catalogue entry"
    return Entries(
        problems=[Problem(document.name, 1, what, remedy)], unresolved={document.document}
    )


def _digest(folder: Path, documents: Sequence[Document]) -> str:
    """SHA-256 over the documents' hashes (front matter included) and the catalogue."""
    state = hashlib.sha256()
    for document in documents:
        state.update(f"{document.document}\0{document.sha256}\n".encode())
    catalogue = folder / CATALOGUE
    if catalogue.exists():
        state.update(catalogue.read_bytes())
    return state.hexdigest()


def frame(rows: Sequence[Any], schema: dict[str, str]) -> pd.DataFrame:
    """Frame with exactly the schema's columns and dtypes, rows or not."""
    table = pd.DataFrame(list(rows), columns=list(schema), dtype=object)
    return table.astype(schema)


def _frames(
    documents: Sequence[Document],
    articles: Sequence[Article],
    segments: Sequence[Segment],
    headlines: dict[str, str],
    title: str,
    digest: str,
) -> Corpus:
    texts = {document.document: document.text for document in documents}
    sentences = list(_sentences(texts, segments))
    return Corpus(
        documents=frame(
            [(d.document, d.sha256, d.encoding, d.text) for d in documents], SCHEMAS["documents"]
        ),
        segments=frame([segment[:5] for segment in segments], SCHEMAS["segments"]),
        articles=frame(_article_rows(articles, segments, headlines), SCHEMAS["articles"]),
        sentences=frame(sentences, SCHEMAS["sentences"]),
        title=title,
        digest=digest,
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
        rows.append((article.article, document, *declared, headline_only, *how))
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
