"""Compare how several outlets cover one event.

The main path, room by room (corpus → marks → compare → report; nothing flows back)::

    from analysis import load_corpus, mark_hedges, rate_hedges, compare_hedging

    corpus = load_corpus("seeds")               # files -> documents, segments, articles, sentences
    hedges = mark_hedges(corpus)                # text -> marks with offsets into the documents
    rates = rate_hedges(corpus, hedges)         # marks -> counts and rates by outlet
    compare_hedging(corpus, hedges)             # ... and what these articles can decide
    # analysis.report draws figures and tables of such frames; notebooks/ ask the questions;
    # python -m analysis report renders them to reports/index.html

Importing this package is cheap: a public name loads its module when it is first used.
"""

from analysis._lazy import lazy

_HOMES = {
    "Corpus": "corpus.corpus",
    "CorpusError": "corpus.entries",
    "load_corpus": "corpus.corpus",
    "find_boosters": "marks.boosters",
    "find_hedges": "marks.hedges",
    "find_quantities": "marks.quantities",
    "mark_boosters": "marks.spine",
    "mark_hedges": "marks.spine",
    "mark_quantities": "marks.spine",
    "find_attributions": "marks.attributions",
    "mark_attributions": "marks.spine",
    "mark_voices": "marks.voice",
    "compare_attribution": "compare.attribution",
    "compare_cues": "compare.attribution",
    "compare_drift": "compare.drift.changes",
    "compare_speakers": "compare.attribution",
    "compare_sides": "compare.sides",
    "rate_voices": "compare.attribution",
    "compare_provenance": "compare.provenance",
    "compare_reuse": "compare.reuse.shared_text",
    "find_near_duplicates": "compare.reuse.near_duplicates",
    "find_passages": "compare.reuse.passages",
    "compare_containment": "compare.reuse.containment",
    "compare_travels": "compare.reuse.travels",
    "compare_witnesses": "compare.reuse.witnesses",
    "rate_hedges": "compare.hedging",
    "hedge_categories": "compare.hedging",
    "compare_hedging": "compare.hedging",
    "compare_similarity": "compare.similarity",
    "compare_numbers": "compare.numbers",
    "measurand_cards": "compare.claims.cards",
    "compare_claims": "compare.claims.claims",
    "check_arithmetic": "compare.claims.arithmetic",
    "number_table": "compare.numbers",
}

__all__ = sorted(_HOMES)
__getattr__ = lazy(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return __all__
