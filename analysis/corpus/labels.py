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


def read_passage_labels(corpus: Corpus) -> pd.DataFrame | None:
    """Labels ``tests/gold/passages.csv``, None where they are not installed.

    Parameters
    ----------
    corpus
        The labelled corpus, `LABELLED_CORPUS`.

    Returns
    -------
    pandas.DataFrame
        The columns of the file, offsets as numbers; ``article_a`` and ``article_b``, those in which
        the sides lie; ``weight``: must, weak or plain, as the note begins.
    """
    path = LABELS / "passages.csv"
    if not path.exists():
        return None
    labels = pd.read_csv(path, dtype=str, keep_default_na=False)
    for side in "ab":
        for end in ("start", "end"):
            labels[f"{end}_{side}"] = labels[f"{end}_{side}"].astype(int)
        places = zip(labels[f"document_{side}"], labels[f"start_{side}"], strict=True)
        labels[f"article_{side}"] = [_article_at(corpus, *place) for place in places]
    notes = labels["note"].str.partition(":")[0]
    return labels.assign(weight=notes.where(notes.isin(["must", "weak"]), "plain"))


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
