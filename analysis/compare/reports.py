"""What outlets report, by article: the attributions that are the outlets' own, to look up."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from analysis.compare.attribution import LADDER, own_attributions
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import spans
from analysis.corpus.text import Span

_FRAME = 200
"""Characters that source and cue of a report may take up beside its content."""


RUNGS = tuple(LADDER)
"""Rungs of the ladder, the most exact first."""


class Report(NamedTuple):
    """What an article reports of somebody; offsets into the document.

    ``parts`` hold the content, ``whole`` source and reporting word too, unless a lot lies between;
    ``frames`` are the places of source and reporting word. ``rung`` counts from the most exact one;
    ``key``, ``name`` and ``named`` are those of `name_speakers`.
    """

    article: str
    event: str
    parts: tuple[Span, ...]
    whole: tuple[Span, ...]
    frames: tuple[Span, ...]
    kind: str
    relation: str
    rung: int
    source: str
    key: str
    name: str
    named: bool
    via: str | None

    def holds(self, place: int) -> bool:
        """Whether a place is in what is reported."""
        return any(start <= place < end for start, end in self.parts)


def read_reports(corpus: Corpus, attributions: pd.DataFrame) -> Mapping[str, list[Report]]:
    """The reports of each article, in reading order.

    Parameters
    ----------
    corpus
        The corpus.
    attributions
        The frame of `mark_attributions`.
    """
    own = own_attributions(corpus, attributions)
    found: dict[str, list[Report]] = {}
    for row in own.to_dict("records"):
        parts = tuple(spans(row["parts"]))
        size = sum(end - start for start, end in parts)
        near = row["end"] - row["start"] < size + _FRAME
        frames = tuple(
            (int(row[f"{name}_start"]), int(row[f"{name}_end"]))
            for name in ("source", "cue")
            if pd.notna(row[f"{name}_start"])
        )
        report = Report(
            row["article"], row["event"], parts, ((row["start"], row["end"]),) if near else parts,
            frames, row["kind"], row["relation"], RUNGS.index(row["strength"]),
            row["source"] or "", row["key"], row["name"], bool(row["named"]), row["via"],
        )  # fmt: skip
        found.setdefault(report.article, []).append(report)
    return found
