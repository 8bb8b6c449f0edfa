"""What the voices are called where readers see them, and the order in which they stand."""

from collections.abc import Mapping

import pandas as pd

from analysis.marks.voice import VOICES

OWN = VOICES[0]

VOICE_LABELS: Mapping[str, str] = dict(
    zip(VOICES, ("own words", "quoted", "paraphrased"), strict=True)
)

WHERE: Mapping[str, str] = dict(
    zip(
        VOICES,
        ("in the outlets’ own words", "inside quotation marks", "where a source is paraphrased"),
        strict=True,
    )
)
"""Where something stands, for sentences."""


def own_rows(rates: pd.DataFrame) -> pd.DataFrame:
    """Rows of the outlets' own voice."""
    return rates[rates["voice"] == OWN]


def in_voice_order(rates: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows sorted by some columns and then by voice, the outlet's own first."""
    rank = rates["voice"].map({voice: place for place, voice in enumerate(VOICES)})
    return rates.assign(rank=rank).sort_values([*by, "rank"], kind="stable").drop(columns="rank")
