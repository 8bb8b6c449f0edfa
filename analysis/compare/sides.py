"""Which sides an outlet quotes: attributions by the side on which the analyst puts a speaker.

Sides are not found in texts. They come from the aliases of the corpus, and a speaker of whom these
say nothing has none.
"""

import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.corpus.corpus import Corpus, frame

SIDES = {
    "event": "str", "side": "str", "outlet": "str", "attributions": "int64", "sided": "int64",
    "share": "float64", "ids": "object", "named": "object",
}  # fmt: skip


def compare_sides(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Attributions of each outlet by the side of the speaker.

    Parameters
    ----------
    corpus
        The corpus.
    attributions
        The frame of `mark_attributions`.

    Returns
    -------
    pandas.DataFrame
        One row an event, side and outlet, for every side of the event (the most frequent first) and
        every outlet, zeros included; a last side of each event is empty and holds the attributions
        whose speaker has none: event, side, outlet, attributions, sided (attributions of the outlet
        whose speaker has a side), share (of these; NaN where there are none, and for the empty
        side), ids, named (ids of those whose speaker has a name). No rows where no alias gives a
        side.
    """
    if not (corpus.aliases["side"] != "").any():
        return frame((), SIDES)
    own = own_attributions(corpus, attributions)
    rows = []
    for event, articles in corpus.articles.groupby("event"):
        here = own[own["event"] == event]
        sizes = here["side"].value_counts()
        sides = sorted(set(sizes.index) - {""}, key=lambda side: (-sizes[side], side))
        for side in [*sides, ""]:
            for outlet in dict.fromkeys(articles["outlet"]):
                mine = here[here["outlet"] == outlet]
                group = mine[mine["side"] == side]
                sided = int((mine["side"] != "").sum())
                share = len(group) / sided if side and sided else float("nan")
                ids = tuple(group["id"]), tuple(group.loc[group["named"], "id"])
                rows.append((event, side, outlet, len(group), sided, share, *ids))
    return frame(rows, SIDES)
