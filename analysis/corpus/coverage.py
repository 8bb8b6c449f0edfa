"""How much of each file is what, in numbers and line by line, for ``python -m analysis check``."""

from collections.abc import Iterator

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import ROLES
from analysis.corpus.text import line_spans, visible

_LETTERS = {"headline": "H", "body": "b", "quotation": "q", "caption": "c", "furniture": "."}
_WIDTH = 60


def count_roles(corpus: Corpus) -> pd.DataFrame:
    """Non-blank characters of each document by role.

    Returns
    -------
    pandas.DataFrame
        One row a document: document, encoding, characters (non-blank), one column for each role,
        uncovered (non-blank characters in no segment; 0 in a sound corpus), articles.
    """
    rows = []
    for document, text, encoding in zip(
        corpus.documents["document"],
        corpus.documents["text"],
        corpus.documents["encoding"],
        strict=True,
    ):
        own = corpus.segments[corpus.segments["document"] == document]
        counts = dict.fromkeys(ROLES, 0)
        for start, end, role in zip(own["start"], own["end"], own["role"], strict=True):
            counts[role] += _visible(text[start:end])
        total = _visible(text)
        rows.append(
            {
                "document": document,
                "encoding": encoding,
                "characters": total,
                **counts,
                "uncovered": total - sum(counts.values()),
                "articles": own["article"].nunique(),
            }
        )
    columns = ["document", "encoding", "characters", *ROLES, "uncovered", "articles"]
    return pd.DataFrame(rows, columns=columns)


def summary_lines(corpus: Corpus) -> Iterator[str]:
    """Lines that show each document's coverage as a bar of roles, with counts."""
    if corpus.documents.empty:
        return
    legend = "  ".join(f"{_LETTERS[role]} {role}" for role in ROLES)
    yield f"one letter is a sixtieth of a file's characters:  {legend}  ? uncovered"
    counts = count_roles(corpus)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for row in counts.to_dict("records"):
        document = row["document"]
        own = corpus.segments[corpus.segments["document"] == document]
        articles = "1 article" if row["articles"] == 1 else f"{row['articles']} articles"
        yield ""
        yield f"{visible(document)}  ({row['encoding']}, {articles})"
        yield f"  [{_bar(texts[document], own)}]"
        shares = [f"{role} {row[role]:,}" for role in ROLES if row[role]]
        yield f"  {row['characters']:,} non-blank characters: {' · '.join(shares) or 'none placed'}"
        if row["uncovered"] > 0:
            yield f"  UNCOVERED: {row['uncovered']:,} characters are in no piece"


def show_lines(corpus: Corpus, document: str) -> Iterator[str]:
    r"""Lines of one document with number, role and article beside each, for writing ranges by hand.

    A line that holds several pieces is shown once for each; ``??`` marks text in no piece. Control
    characters are written out, as in ``\u001b``.

    Raises
    ------
    KeyError
        If the corpus has no such document.
    """
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    text = texts[document]
    own = corpus.segments[corpus.segments["document"] == document]
    pieces = list(zip(own["start"], own["end"], own["role"], own["article"], strict=True))
    width = max([len(str(article or "-")) for *_, article in pieces], default=1)
    for number, (start, end) in enumerate(line_spans(text), start=1):
        for role, article, excerpt in _line_pieces(text, start, end, pieces):
            yield visible(f"{number:>5}  {role:<9}  {article:<{width}}  {excerpt}".rstrip())


def _line_pieces(
    text: str, start: int, end: int, pieces: list[tuple[int, int, str, str | None]]
) -> list[tuple[str, str, str]]:
    """(role, article, text) of every piece on a line, uncovered stretches included."""
    found, reached = [], start
    for piece_start, piece_end, role, article in pieces:
        if piece_end <= start or piece_start >= end:
            continue
        left, right = max(start, piece_start), min(end, piece_end)
        if text[reached:left].strip():
            found.append(("??", "-", text[reached:left]))
        if text[left:right].strip():
            found.append((role, article or "-", text[left:right]))
        reached = right
    if text[reached:end].strip():
        found.append(("??", "-", text[reached:end]))
    return found or [("", "", "")]


def _bar(text: str, own: pd.DataFrame) -> str:
    """Sixty letters: the role in the middle of each sixtieth of the file; blanks are skipped."""
    letters = ["?" if not char.isspace() else "" for char in text]
    for start, end, role in zip(own["start"], own["end"], own["role"], strict=True):
        for offset in range(start, end):
            letters[offset] = letters[offset] and _LETTERS[role]
    visible = "".join(letters)
    if not visible:
        return " " * _WIDTH
    step = len(visible) / _WIDTH
    return "".join(visible[int((cell + 0.5) * step)] for cell in range(_WIDTH))


def _visible(text: str) -> int:
    """Count non-blank characters."""
    return len("".join(text.split()))
