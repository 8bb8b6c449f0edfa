"""Frames become figures, tables, computed sentences and pages.

What notebooks use is named here; each name loads its module when it is first used, so that a
notebook without a figure does not import matplotlib.
"""

from analysis._lazy import lazy

PROJECT = "coverage-compare"
"""Name of this program in citations, file metadata and page footers."""

RELEASED = "2026-11-21"
"""Day on which this version was released; the same as in CITATION.cff."""


class UsageError(ValueError):
    """What was asked for cannot be done; the message says why and what to do instead."""


_HOMES = {
    "quotes_of": "evidence",
    "article_table": "sources",
    "corpus_findings": "sources",
    "coverage_table": "sources",
    "outlet_table": "sources",
    "cue_table": "hedging_tables",
    "hedging_findings": "hedging",
    "headline_findings": "hedging_headlines",
    "difference_findings": "hedging_differences",
    "booster_table": "hedging_tables",
    "match_table": "hedging_matches",
    "attribution_errors": "errors",
    "hedge_errors": "errors",
    "pair_table": "hedging_tables",
    "rate_table": "hedging_tables",
    "role_table": "hedging_tables",
    "containment_findings": "reuse",
    "containment_table": "reuse_tables",
    "drift_findings": "drift",
    "drift_headline_findings": "drift",
    "drift_list": "drift_pairs",
    "drift_quotes": "drift_pairs",
    "drift_table": "drift",
    "origin_kind_table": "reuse_tables",
    "passage_errors": "reuse_errors",
    "passage_findings": "reuse",
    "passage_list": "reuse_tables",
    "PassageQuotes": "passage_quotes",
    "plot_containment": "plots_reuse",
    "plot_travels": "plots_travels",
    "reuse_settings_table": "reuse_tables",
    "reuse_similarity_findings": "witnesses",
    "texts_called": "reuse_tables",
    "travel_findings": "travels",
    "travel_table": "travels",
    "witness_findings": "witnesses",
    "witness_table": "witnesses",
    "without_reuse_table": "witnesses",
    "neighbour_table": "similarity_tables",
    "term_table": "similarity_tables",
    "settings_table": "similarity_tables",
    "similarity_findings": "similarity",
    "noun_table": "numbers",
    "alone_findings": "claim_omissions",
    "alone_table": "claim_omissions",
    "ledger_findings": "claims",
    "lookalike_table": "claim_lookalikes",
    "number_errors": "claim_errors",
    "odds_list": "claim_pairs",
    "omission_table": "claim_omissions",
    "pair_count_table": "claim_verdicts",
    "pair_errors": "claim_errors",
    "sum_findings": "claim_sums",
    "sum_table": "claim_sums",
    "verdict_findings": "claim_verdicts",
    "verdict_table": "claim_verdicts",
    "plot_coverage": "plots_coverage",
    "plot_timeline": "plots_timeline",
    "plot_hedge_rates": "plots_hedging",
    "plot_hedge_categories": "plots_categories",
    "plot_hedge_roles": "plots_roles",
    "plot_hedge_voices": "plots_roles",
    "plot_similarity": "plots_similarity",
    "plot_ledger": "plots_ledger",
    "attribution_findings": "attribution",
    "attribution_quotes": "reported_quotes",
    "speaker_findings": "speakers",
    "side_findings": "sides",
    "side_table": "sides",
    "side_members": "sides",
    "voice_findings": "voice_shares",
    "doubting_table": "attribution_tables",
    "ladder_table": "attribution_tables",
    "rung_table": "attribution_tables",
    "speaker_table": "speakers",
    "unnamed_table": "speakers",
    "verb_table": "attribution_tables",
    "voice_table": "attribution_tables",
    "word_table": "attribution_tables",
    "citation_findings": "provenance",
    "edge_table": "provenance",
    "origin_findings": "provenance",
    "origin_table": "provenance",
    "plot_ladder": "plots_ladder",
    "plot_voices": "plots_voices",
    "plot_provenance": "plots_provenance",
    "undrawn_list": "plots_provenance",
}

__all__ = ["UsageError", *sorted(_HOMES)]
__getattr__ = lazy(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return __all__
