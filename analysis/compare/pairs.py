"""Pairs of outlets: which of them can be compared, the tests, and how these are corrected."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from analysis.compare import uncertainty
from analysis.compare.articles import Unit, grouped, merge_copies

REASONS = ("no words", "too few articles")
"""Why a pair of outlets cannot be decided."""

MAIN_COMPARISONS = 6
"""Pairs of outlets that are compared as named in advance; all others are exploratory."""

PER = 1000
"""Words that rates are given for."""


class Pair(NamedTuple):
    """Two outlets of an event, each with its articles that have words, copies of a text as one."""

    event: str | None
    outlet_a: str
    outlet_b: str
    a: list[Unit]
    b: list[Unit]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of articles, and how many of them the smaller side has."""
        return len(self.a) + len(self.b), min(len(self.a), len(self.b))


def outlet_pairs(units: Sequence[Unit]) -> Iterator[Pair]:
    """Yield pairs of outlets of one event, sorted; an outlet may have no article with words."""
    events: dict[str | None, dict[str, list[Unit]]] = {}
    for (event, outlet), members in grouped(units):
        events.setdefault(event, {})[outlet] = merge_copies(members)
    for event, outlets in events.items():
        for outlet_a, outlet_b in combinations(outlets, 2):
            yield Pair(event, outlet_a, outlet_b, outlets[outlet_a], outlets[outlet_b])


def column(units: Sequence[Unit], name: str) -> list[int]:
    """One value of each unit."""
    return [getattr(unit, name) for unit in units]


def run_tests(pairs: Sequence[Pair], most: int) -> dict[str, uncertainty.Floats]:
    """All floors and p-values, by column; p-values of undecidable pairs are NaN.

    At most so many pairs are main comparisons: those whose ``floor_adjusted`` is not NaN.
    """
    floors = np.array([uncertainty.attainable_floor(len(pair.a), len(pair.b)) for pair in pairs])
    alone = floors <= uncertainty.ALPHA
    permutations = uncertainty.permutations_for(int(alone.sum()))
    floors[alone] = np.maximum(floors[alone], 1 / (permutations + 1))
    reached = _main_floors(pairs, floors, most)
    p, share_p = np.full((2, len(pairs)), np.nan)
    # Pairs of the same numbers of articles follow each other, because they share permutations.
    for i in sorted(np.flatnonzero(alone).tolist(), key=lambda i: pairs[i].shape):
        p[i] = _test(pairs[i], "hedges", "words", permutations)
        share_p[i] = _test(pairs[i], "hedged", "sentences", permutations)
    main = ~np.isnan(reached)
    return {
        "p": p, "floor": floors, "p_adjusted": _corrected(p, main), "share_p": share_p,
        "share_p_adjusted": _corrected(share_p, main), "floor_adjusted": reached,
    }  # fmt: skip


def _main_floors(
    pairs: Sequence[Pair], floors: uncertainty.Floats, most: int
) -> uncertainty.Floats:
    """Smallest p that each main comparison can reach after correction; NaN for all other pairs."""
    ordered = sorted(
        np.flatnonzero(floors <= uncertainty.ALPHA).tolist(),
        key=lambda i: (-pairs[i].shape[1], -pairs[i].shape[0], i),
    )
    family = np.full(len(pairs), np.nan)
    family[ordered[:most]] = floors[ordered[:most]]
    reached = uncertainty.attainable_together(family)
    return np.where(reached <= uncertainty.ALPHA, reached, np.nan)


def _corrected(p: uncertainty.Floats, main: uncertainty.Labels) -> uncertainty.Floats:
    """p-values of the main comparisons after Holm, of the others after Benjamini and Hochberg."""
    others = uncertainty.benjamini_hochberg(np.where(main, np.nan, p))
    return np.where(main, uncertainty.holm(np.where(main, p, np.nan)), others)


def reason_of(pair: Pair, floor: float) -> str:
    """Why a pair cannot be decided; empty if it can."""
    no_words, few_articles = REASONS
    if not pair.a or not pair.b:
        return no_words
    return few_articles if floor > uncertainty.ALPHA else ""


def _test(pair: Pair, counted: str, size: str, permutations: int) -> float:
    return uncertainty.permutation_p(
        column(pair.a, counted), column(pair.a, size),
        column(pair.b, counted), column(pair.b, size), permutations,
    )  # fmt: skip


def pooled_rate(units: Sequence[Unit], counted: str, size: str) -> float:
    """What is counted in all units, per unit of size; NaN where there is none."""
    whole = sum(column(units, size))
    return sum(column(units, counted)) / whole if whole else float("nan")


def pair_row(pair: Pair) -> dict[str, Any]:
    """Everything about a pair but the tests."""
    row: dict[str, Any] = {
        "event": pair.event, "outlet_a": pair.outlet_a, "outlet_b": pair.outlet_b,
    }  # fmt: skip
    for side, units in (("a", pair.a), ("b", pair.b)):
        row[f"articles_{side}"] = len(units)
        row[f"rate_{side}"] = pooled_rate(units, "hedges", "words") * PER
        row[f"hedges_{side}"] = sum(column(units, "hedges"))
        row[f"words_{side}"] = sum(column(units, "words"))
    row["difference"] = row["rate_a"] - row["rate_b"]
    row["share_difference"] = pooled_rate(pair.a, "hedged", "sentences") - pooled_rate(
        pair.b, "hedged", "sentences"
    )
    low, high = uncertainty.bootstrap_difference(
        column(pair.a, "hedges"), column(pair.a, "words"),
        column(pair.b, "hedges"), column(pair.b, "words"),
    )  # fmt: skip
    row["low"], row["high"] = low * PER, high * PER
    return row
