"""Stretches of articles that `compare_similarity` can leave out: boilerplate, reuse, quotations."""

import pandas as pd

from analysis.corpus.corpus import frame

STRETCHES: dict[str, str] = {
    "article": "str", "document": "str", "start": "int64", "end": "int64",
}  # fmt: skip


def boilerplate_stretches(passages: pd.DataFrame) -> pd.DataFrame:
    """Both sides of the boilerplate among the passages of `compare_reuse`.

    Returns
    -------
    pandas.DataFrame
        article, document, start, end, without repeats.
    """
    return _sides(passages[passages["boilerplate"]])


def reused_stretches(passages: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """What articles share or quote: both sides of all passages, and everything inside quotations.

    Parameters
    ----------
    passages
        The frame of `compare_reuse`.
    voices
        The frame of `mark_voices`.

    Returns
    -------
    pandas.DataFrame
        article, document, start, end, without repeats. What an article repeats of itself stays;
        a block quoted from another publisher is an article of its own and no quotation.
    """
    shared = passages[passages["boilerplate"] | (passages["article_a"] != passages["article_b"])]
    quoted = voices.loc[voices["voice"] == "direct", list(STRETCHES)]
    both = pd.concat([_sides(shared), quoted], ignore_index=True)
    return both.drop_duplicates(ignore_index=True)


def _sides(passages: pd.DataFrame) -> pd.DataFrame:
    sides = [
        passages[[f"{name}_{side}" for name in STRETCHES]].set_axis(list(STRETCHES), axis=1)
        for side in "ab"
    ]
    rows = pd.concat(sides).drop_duplicates().sort_values(list(STRETCHES))
    return frame(list(rows.itertuples(index=False, name=None)), STRETCHES)
