"""What tables count, in a sentence beneath each, so that their numbers can be set side by side."""

import pandas as pd

from analysis.corpus.entries import UNKNOWN

RUNNING_TEXT = (
    "Counted: the headlines, bodies and quoted blocks of articles with running text; an article of "
    "which only the headline is known takes no part."
)

ALL_TEXT = (
    "Counted: headlines, bodies and quoted blocks, also the headline of an article of which "
    "nothing else is known."
)

ATTRIBUTIONS = (
    "Counted: attributions in headlines, bodies and quoted blocks; what comes by way of somebody "
    "in between counts once, for whoever speaks; reports inside quoted words are left out."
)

CITATIONS = (
    "Times are attributions, of reposts articles, headlines included. What comes by way of "
    "somebody in between counts for both steps: the outlet cites that one, who relays the speaker. "
    "Sources without a name are left out; an article of unknown outlet stands for itself."
)

ORIGINS = (
    "Counted: numbers in headlines, bodies and quoted blocks; articles of an outlet that repeat "
    "each other word for word count once, and each article of unknown outlet as an outlet."
)


UNKNOWN_OUTLETS = "An article of unknown outlet adds attributions, but no outlet."


def unknown_note(outlets: "pd.Series[str]") -> str:
    """Say what the row of unknown outlets is; empty where there is none."""
    if not (outlets == UNKNOWN).any():
        return ""
    return "Articles whose outlet is unknown stand in one row, and need not be of one outlet."
