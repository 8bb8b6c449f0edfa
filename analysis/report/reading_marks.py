"""Attributions as the reading view shows them: content, cue and source, each cut into sentences."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.labels import spans
from analysis.corpus.text import Span

PIECES = {
    "id": "str", "article": "str", "sentence": "str", "start": "int64", "end": "int64",
}  # fmt: skip
_Places = dict[str, tuple[list[int], list[int], list[str]]]


def attribution_pieces(corpus: Corpus, attributions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Pieces of contents, cues and sources, none of which leaves its sentence.

    Returns
    -------
    dict
        ``content``, ``cue`` and ``source``, each a frame with one row a piece: id (of the
        attribution), article, sentence, start, end (offsets into the document).
    """
    places = _places(corpus)
    rows: dict[str, list[tuple[str, str, str, int, int]]] = {"content": [], "cue": [], "source": []}
    columns = (attributions[name] for name in ("id", "article", "document", "parts"))
    for identity, article, document, parts in zip(*columns, strict=True):
        for piece in _cut(spans(parts), places[document]):
            rows["content"].append((identity, article, *piece))
    for kind in ("cue", "source"):
        found = attributions[attributions[f"{kind}_start"].notna()]
        columns = (
            found[name] for name in ("id", "article", "document", f"{kind}_start", f"{kind}_end")
        )
        for identity, article, document, start, end in zip(*columns, strict=True):
            for piece in _cut([(int(start), int(end))], places[document]):
                rows[kind].append((identity, article, *piece))
    return {kind: frame(pieces, PIECES) for kind, pieces in rows.items()}


def _places(corpus: Corpus) -> _Places:
    """Starts, ends and ids of the sentences of each document, in order."""
    places: _Places = {}
    columns = (corpus.sentences[name] for name in ("document", "start", "end", "sentence"))
    for document, start, end, sentence in sorted(zip(*columns, strict=True)):
        starts, ends, names = places.setdefault(document, ([], [], []))
        starts.append(start)
        ends.append(end)
        names.append(sentence)
    return places


def _cut(
    parts: Iterable[Span], places: tuple[list[int], list[int], list[str]]
) -> Iterator[tuple[str, int, int]]:
    starts, ends, names = places
    for start, end in parts:
        for place in range(max(0, bisect_right(starts, start) - 1), len(starts)):
            if starts[place] >= end:
                break
            low, high = max(start, starts[place]), min(end, ends[place])
            if low < high:
                yield names[place], low, high
