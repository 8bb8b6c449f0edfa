"""Hand labels of the first corpus, against which the finders are scored.

They lie in ``tests/gold`` (README there says how they were made). Each was made by two readers
independently, and both are kept: the column ``reader`` tells them apart.
"""

from pathlib import Path

import pandas as pd

from analysis.corpus.corpus import Corpus

_PROJECT = Path(__file__).resolve().parents[2]
LABELS = _PROJECT / "tests" / "gold"
LABELLED_CORPUS = _PROJECT / "seeds"


def read_labels(name: str, corpus: Corpus) -> pd.DataFrame | None:
    """Labels ``tests/gold/<name>.csv``, None where they are not installed.

    Parameters
    ----------
    name
        hedges or attributions.
    corpus
        The labelled corpus, `LABELLED_CORPUS`.

    Returns
    -------
    pandas.DataFrame
        The columns of the file, offsets as numbers; ``start``, ``end`` and ``parts`` (a tuple of
        spans: those of the content for attributions); ``article``, the one a label lies in.
    """
    path = LABELS / f"{name}.csv"
    if not path.exists():
        return None
    labels = pd.read_csv(path, dtype=str, keep_default_na=False)
    if "content_start" in labels:
        labels["start"], labels["end"] = labels["content_start"], labels["content_end"]
    else:
        labels["parts"] = labels["start"] + "-" + labels["end"]
    labels["parts"] = labels["parts"].map(spans)
    for column in ("start", "end"):
        labels[column] = labels[column].astype(int)
    places = zip(labels["document"], labels["start"], strict=True)
    labels["article"] = [_article_at(corpus, *place) for place in places]
    return labels


def spans(parts: str) -> tuple[tuple[int, int], ...]:
    """Spans written as ``start-end;start-end``."""
    pairs = (part.split("-") for part in parts.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _article_at(corpus: Corpus, document: str, offset: int) -> str:
    segments = corpus.segments
    here = segments[
        (segments["document"] == document)
        & (segments["start"] <= offset)
        & (offset < segments["end"])
    ]
    return str(here["article"].iloc[0])
