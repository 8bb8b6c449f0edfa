"""Hedges of outlets side by side: counts, rates, and which differences the corpus can decide.

Every summary starts from the articles, so that an outlet without a single hedge appears with zero.
Words and sentences are those of headlines, bodies and quotations. Articles of which only the
headline is known take no part.

What an outlet withholds itself is what it hedges in its own voice; a hedge that it quotes is
somebody else's. Outlets are therefore compared by their own voice first.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.compare import uncertainty
from analysis.compare.articles import Unit, copies_among, grouped, merge_copies, order_of, units_of
from analysis.compare.dependence import find_dependence
from analysis.compare.pairs import (
    MAIN_COMPARISONS,
    PER,
    column,
    outlet_pairs,
    pair_row,
    pooled_rate,
    reason_of,
    run_tests,
)
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.marks.voice import VOICES

RATES: dict[str, str] = {
    "articles": "int64", "words": "int64", "sentences": "int64", "hedges": "int64",
    "hedged": "int64", "per_1000_words": "float64", "sentence_share": "float64", "low": "float64",
    "high": "float64", "hedge_ids": "object", "sentence_ids": "object", "article_ids": "object",
    "copy_ids": "object", "left_out_low": "float64", "left_out_high": "float64",
}  # fmt: skip

DIFFERENCES: dict[str, str] = {
    "event": "object", "outlet_a": "str", "outlet_b": "str", "articles_a": "int64",
    "articles_b": "int64", "rate_a": "float64", "rate_b": "float64", "difference": "float64",
    "low": "float64", "high": "float64", "p": "float64", "floor": "float64",
    "p_adjusted": "float64", "share_difference": "float64", "share_p": "float64", "verdict": "str",
    "share_p_adjusted": "float64", "floor_adjusted": "float64", "hedges_a": "int64",
    "hedges_b": "int64", "words_a": "int64", "words_b": "int64", "reason": "str", "family": "str",
    "dependence": "str",
}  # fmt: skip

CATEGORIES: dict[str, str] = {"category": "str", "hedges": "int64", "hedge_ids": "object"}

OWN = VOICES[0]

_Groups: TypeAlias = list[tuple[tuple[Any, ...], list[Unit]]]


def rate_hedges(
    corpus: Corpus,
    hedges: pd.DataFrame,
    by: Sequence[str] = ("event", "outlet"),
    *,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count hedges and set them against words and sentences.

    Parameters
    ----------
    corpus
        The corpus the hedges were found in.
    hedges
        Marks with at least id, sentence and start; also voice where ``by`` names it. Boosters may
        stand in their place.
    by
        Columns of the articles to group by, "role" for headline, body or quotation, and "voice" for
        own, direct (quoted) or paraphrase. With "role", combinations without words are left out;
        with "voice" alone every group has a row for each voice.
    voices
        The frame of `mark_voices`, if it is at hand; else it is made where ``by`` names the voice.

    Returns
    -------
    DataFrame
        One row a group, sorted by ``by``: the ``by`` columns, articles, words, sentences, hedges,
        hedged (sentences with at least one hedge), per_1000_words (hedges per 1,000 words),
        sentence_share (hedged / sentences, 0 to 1), low and high (95 % bootstrap interval over
        articles of per_1000_words), hedge_ids, sentence_ids (of the hedged sentences), article_ids,
        copy_ids (of the articles that repeat another of the group and of their outlet word for
        word), left_out_low and left_out_high (range of per_1000_words when any one article is left
        out). Ids are tuples, by article and in reading order. Copies are counted, but resampled and
        left out together with what they repeat. Rates are NaN without a denominator; low and high
        are NaN under five different articles with words, left_out_low and left_out_high under two.

        Words of a voice are those in its runs, a word that a run's end cuts being of the voice of
        its first letter. A sentence of several voices is a sentence of each, and it is hedged in
        each voice in which it has a hedge. So words and hedges add up over the voices, sentences do
        not. The articles of a role or voice are those with words in it.

    Raises
    ------
    ValueError
        If ``by`` names something else.

    Notes
    -----
    Two rates, because a rate per word alone favours short texts. Intervals: percentile bootstrap
    (Efron 1979), resampling articles.
    """
    allowed = [*corpus.articles.columns, "role", "voice"]
    if unknown := [name for name in by if name not in allowed]:
        raise ValueError(f"cannot group hedges by {unknown[0]!r}; choose from {', '.join(allowed)}")
    groups = list(grouped(units_of(corpus, hedges, by, voices=voices)))
    if "voice" in by and "role" not in by:
        groups = _every_voice(corpus, groups, by)
    rows = [(*group, *_rate_row(units)) for group, units in groups]
    dtypes = {**corpus.articles.dtypes.astype(str), "role": "str", "voice": "str"}
    return frame(rows, {name: dtypes[name] for name in by} | RATES)


def _every_voice(corpus: Corpus, groups: _Groups, by: Sequence[str]) -> _Groups:
    """The same groups, and an empty one for each voice that a group of articles does not have."""
    place = list(by).index("voice")
    articles = corpus.articles.loc[~corpus.articles["headline_only"]]
    others = [name for name in by if name != "voice"]
    known = dict(groups)
    for row in articles[others].to_dict("records"):
        values = [row[name] for name in others]
        for voice in VOICES:
            known.setdefault((*values[:place], voice, *values[place:]), [])
    return sorted(known.items(), key=lambda item: order_of(item[0]))


def reporting_hedges(hedges: pd.DataFrame, attributions: pd.DataFrame) -> frozenset[str]:
    """Ids of the hedges that are the word, or part of the words, by which something is reported.

    "They suspect that …" withholds commitment as a hedge does, but tells of the stance of somebody
    else; the word is the writer's choice all the same.

    Parameters
    ----------
    hedges, attributions
        The frames of `mark_hedges` and `mark_attributions` of one corpus.
    """
    cued = attributions[attributions["cue_start"].notna()]
    cues = zip(cued["document"], cued["cue_start"], cued["cue_end"], strict=True)
    reporting = {(document, place) for document, *ends in cues for place in range(*map(int, ends))}
    marks = zip(hedges["id"], hedges["document"], hedges["start"], hedges["end"], strict=True)
    return frozenset(
        identity
        for identity, document, start, end in marks
        if any((document, place) in reporting for place in range(start, end))
    )


def compare_hedging(
    corpus: Corpus,
    hedges: pd.DataFrame,
    *,
    voice: str | None = OWN,
    within_event: bool = True,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell which outlets hedge more than others, as far as the corpus can decide it.

    Whole articles are permuted between two outlets, for hedges per 1,000 words and for the share of
    hedged sentences. The verdict is "different" only where both differ in the same direction and
    both corrected p-values are at most ALPHA; "undecidable" where no arrangement of the articles
    could make them so (reason says why); else "not shown", which is no evidence that the outlets
    are alike.

    The main comparisons are named in advance by a rule that looks at numbers of articles only: of
    the pairs of outlets that can be decided, the MAIN_COMPARISONS whose smaller side has the most
    articles, then whose larger side has, then by name; without those that Holm's correction among
    them would leave undecidable (uncertainty.attainable_together). They are corrected by Holm's
    method. All other pairs are exploratory and corrected by that of Benjamini and Hochberg; so are
    all comparisons of anything but the outlets' own voice.

    Articles of unknown outlet are left out: two of them need not share a publisher. Articles of an
    outlet that repeat one another word for word are one article here, with all their counts: five
    copies of one text say no more about the outlet than one.

    Parameters
    ----------
    corpus
        The corpus the hedges were found in.
    hedges
        Marks with at least id, sentence, start and voice.
    voice
        Whose words are compared: own (what the outlet itself withholds), direct, paraphrase; None
        for the whole text.
    within_event
        Compare outlets within each event; otherwise over all events together (event is None).
    voices
        The frame of `mark_voices`, if it is at hand.

    Returns
    -------
    DataFrame
        One row an event and unordered pair of outlets: event, outlet_a < outlet_b, articles_a,
        articles_b (those with words, copies of a text once), rate_a, rate_b (hedges per 1,000
        words), difference (a - b), low, high (95 % bootstrap interval over articles; NaN under five
        on a side), p, floor (smallest p that can be reached), p_adjusted, share_difference (a - b,
        -1 to 1), share_p, verdict. After these: share_p_adjusted, floor_adjusted, hedges_a,
        hedges_b, words_a, words_b, reason, family, dependence. All p-values of an undecidable pair
        are NaN. floor_adjusted is the smallest p_adjusted that a main comparison can reach, NaN for
        others. reason is one of REASONS for an undecidable pair, else empty. family is "main" or
        "exploratory", empty for an undecidable pair. dependence says, as a clause, why the two
        outlets are no independent witnesses (`dependent_pairs`), empty where they are.

    Notes
    -----
    Permutation test (Fisher 1935; Pitman 1937) with whole articles as units, since words of one
    article are not independent of one another; corrections after Holm (1979), and Benjamini and
    Hochberg (1995).
    """
    units = units_of(corpus, hedges, ["event", "outlet"], voice, voices)
    units = [unit for unit in units if unit.group[1] != UNKNOWN]
    if not within_event:
        units = [unit._replace(group=(None, unit.group[1])) for unit in units]
    pairs = list(outlet_pairs(units))
    tests = run_tests(pairs, most=MAIN_COMPARISONS if voice == OWN else 0)
    dependence = find_dependence(corpus)
    rows = []
    for i, pair in enumerate(pairs):
        reason = reason_of(pair, tests["floor"][i])
        row = pair_row(pair) | {"reason": reason}
        row["dependence"] = dependence.of_outlets(pair.event, pair.outlet_a, pair.outlet_b)
        shown = max(tests["p_adjusted"][i], tests["share_p_adjusted"][i]) <= uncertainty.ALPHA
        agreed = row["difference"] * row["share_difference"] > 0
        verdict = "different" if shown and agreed else "not shown"
        family = "exploratory" if np.isnan(tests["floor_adjusted"][i]) else "main"
        row["verdict"], row["family"] = ("undecidable", "") if reason else (verdict, family)
        rows.append(row)
    return frame(rows, DIFFERENCES).assign(**tests)


def hedge_categories(
    corpus: Corpus,
    hedges: pd.DataFrame,
    by: Sequence[str] = ("event", "outlet"),
    *,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count the hedges of each outlet by category.

    Parameters
    ----------
    by
        Event and outlet, and "voice" to count the voices apart; see `rate_hedges`.
    voices
        The frame of `mark_voices`, if it is at hand.

    Returns
    -------
    DataFrame
        One row an event, outlet (voice) and category, for every category that ``hedges`` holds: the
        ``by`` columns, category, hedges, hedge_ids (a tuple, by article and in reading order).
        Absent combinations have zero.
    """
    category = dict(zip(hedges["id"], hedges["category"], strict=True))
    rows: list[tuple[Any, ...]] = []
    groups = list(grouped(units_of(corpus, hedges, by, voices=voices)))
    if "voice" in by:
        groups = _every_voice(corpus, groups, by)
    for group, units in groups:
        found: dict[str, list[str]] = {name: [] for name in sorted(set(category.values()))}
        for unit in units:
            for mark in unit.hedge_ids:
                found[category[mark]].append(mark)
        rows.extend((*group, name, len(marks), tuple(marks)) for name, marks in found.items())
    return frame(rows, dict.fromkeys(by, "str") | CATEGORIES)


def _rate_row(units: Sequence[Unit]) -> tuple[Any, ...]:
    articles = tuple(dict.fromkeys(column(units, "article")))
    totals = [sum(column(units, n)) for n in ("words", "sentences", "hedges", "hedged")]
    apart = merge_copies(units)
    counted = column(apart, "hedges"), column(apart, "words")
    low, high = uncertainty.bootstrap_interval(*counted)
    least, most = uncertainty.left_out_range(*counted)
    return (
        len(articles), *totals,
        pooled_rate(units, "hedges", "words") * PER, pooled_rate(units, "hedged", "sentences"),
        low * PER, high * PER,
        tuple(mark for unit in units for mark in unit.hedge_ids),
        tuple(sentence for unit in units for sentence in unit.sentence_ids),
        articles, copies_among(units), least * PER, most * PER,
    )  # fmt: skip
