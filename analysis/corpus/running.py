"""An article's running text, with the way back to its document.

An article that is interrupted by captions or by blocks of another publisher has several pieces.
What runs over sentences, such as who is speaking, is read over all of them together.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import TEXT_ROLES
from analysis.corpus.text import Span


class RunningText(NamedTuple):
    """Pieces of one article's text, one after the other, a line break between them.

    ``roles`` and ``starts`` say, for each piece, its role and where it begins in the document;
    ``offsets`` where it begins in ``text``.
    """

    article: str
    document: str
    headline: bool
    text: str
    roles: tuple[str, ...]
    offsets: tuple[int, ...]
    starts: tuple[int, ...]

    def locate(self, span: Span) -> Span:
        """A span of the running text as offsets into the document.

        A span over several pieces encloses in the document whatever interrupts them.
        """
        return self._place(span[0]), self._place(span[1] - 1) + 1

    def find(self, place: int) -> int | None:
        """Offset into the running text of a place in the document; None if it lies elsewhere."""
        piece = bisect_right(self.starts, place) - 1
        offset = self.offsets[piece] + place - self.starts[piece] if piece >= 0 else -1
        last = self.offsets[piece + 1] - 1 if piece + 1 < len(self.offsets) else len(self.text)
        return offset if 0 <= offset < last else None

    def role_at(self, offset: int) -> str:
        """Role of the piece at an offset of the running text."""
        return self.roles[bisect_right(self.offsets, offset) - 1]

    def pieces(self, span: Span) -> Iterator[tuple[int, int, str]]:
        """A span as stretches of the document, each with its role, without what interrupts it."""
        first = bisect_right(self.offsets, span[0]) - 1
        for piece in range(first, len(self.offsets)):
            begin = self.offsets[piece]
            if begin >= span[1]:
                return
            last = self.offsets[piece + 1] - 1 if piece + 1 < len(self.offsets) else len(self.text)
            low, high = max(span[0], begin), min(span[1], last)
            if low < high:
                shift = self.starts[piece] - begin
                yield low + shift, high + shift, self.roles[piece]

    def _place(self, offset: int) -> int:
        piece = bisect_right(self.offsets, offset) - 1
        return self.starts[piece] + offset - self.offsets[piece]


def running_texts(corpus: Corpus) -> Iterator[RunningText]:
    """Running texts of a corpus in the order of its articles: each headline, then the rest.

    Headlines are texts of their own: what stands in one does not go on in the body.
    """
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    pieces: dict[str, list[tuple[str, int, int, str]]] = {}
    columns = (corpus.segments[name] for name in ("document", "start", "end", "role", "article"))
    for document, start, end, role, article in zip(*columns, strict=True):
        if role in TEXT_ROLES and article is not None:
            pieces.setdefault(article, []).append((document, start, end, role))
    for article in corpus.articles["article"]:
        for group in _groups(pieces.get(article, [])):
            yield _join(article, group, texts[group[0][0]])


def _groups(
    pieces: list[tuple[str, int, int, str]],
) -> Iterator[list[tuple[str, int, int, str]]]:
    for piece in pieces:
        if piece[3] == "headline":
            yield [piece]
    if body := [piece for piece in pieces if piece[3] != "headline"]:
        yield body


def _join(article: str, pieces: list[tuple[str, int, int, str]], text: str) -> RunningText:
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for _, start, end, _ in pieces:
        offsets.append(length)
        parts.append(text[start:end] + "\n")
        length += end - start + 1
    return RunningText(
        article=article,
        document=pieces[0][0],
        headline=pieces[0][3] == "headline",
        text="".join(parts)[:-1],
        roles=tuple(piece[3] for piece in pieces),
        offsets=tuple(offsets),
        starts=tuple(piece[1] for piece in pieces),
    )
