"""Sentences of two outlets about the same matter side by side: one hedged, one not."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.report.evidence import Block, Quote, outlet_cell, quoted, source_link
from analysis.report.hedging_tables import nothing
from analysis.report.passage_quotes import enquote
from analysis.report.tables import NONE, Cell, table
from analysis.report.voices import VOICE_LABELS

_WORDS = 8
"""Shared words that are listed."""


def match_table(matches: pd.DataFrame, hedges: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Show pairs of sentences as `match_sentences` returns them, hedges marked."""
    if matches.empty:
        return nothing(
            "No two sentences of different outlets, one hedged and one not, are alike enough in "
            "their words to be set side by side."
        )
    voices = dict(zip(hedges["id"], hedges["voice"], strict=True))
    rows: list[list[Cell]] = [_row(row, voices, quotes) for row in matches.to_dict("records")]
    headers = ["Shared words", "With hedges", "Hedges", "Without", "Likeness", "Not independent"]
    caption = (
        "Sentences of different outlets with much the same content words, one hedged and one not; "
        "likeness is the cosine of their weighted words"
    )
    notes = [
        "Sentences whose only hedge bounds or blurs a number are left out. A pair says what the "
        "same matter looks like with and without a hedge, not how often outlets differ so."
    ]
    return table(
        "matches", caption, headers, rows, quotes, numeric=["Likeness"], notes=notes,
        optional={"Not independent": ""},
    )  # fmt: skip


def _row(
    row: Mapping[Any, Any], voices: Mapping[str, str], quotes: Mapping[str, Quote]
) -> list[Cell]:
    shared = row["shared"]
    more = " …" if len(shared) > _WORDS else ""
    kinds = [VOICE_LABELS[voices[mark]] for mark in row["hedge_ids"]]
    counts = [f"{kind}: {kinds.count(kind):,}" for kind in dict.fromkeys(kinds)]
    return [
        ", ".join(shared[:_WORDS]) + more,
        _sentence(quotes[row["hedged_sentence"]]),
        ", ".join(counts),
        _sentence(quotes[row["plain_sentence"]]),
        f"{row['cosine']:.2f}",
        row["dependence"] or NONE,
    ]


def _sentence(quote: Quote) -> Block:
    """A sentence as evidence: whose it is, a link to where it stands, its marks."""
    html = f"{source_link(quote)} {quoted(quote)}"
    return Block(html, f"{outlet_cell(quote.outlet)}: {enquote(quote.text)}")
