"""Numbers of outlets side by side, and where the stated intervals part.

Groups hold numbers of the same kind and unit. **The same noun is not yet the same thing counted**:
"people" fled, were counted and died; the groups say where to look, not who is wrong.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.dependence import Dependence, find_dependence
from analysis.compare.reuse.clusters import find_witnesses
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN

KINDS = (
    "count", "money", "percent", "distance", "duration", "speed", "weight", "area", "volume",
    "temperature", "ratio", "age",
)  # fmt: skip
"""Kinds that measure; dates, times, years, ordinals, names and the rest are not compared."""

WIDTH = 0.10
"""How far an approximate number reaches to each side, as a share of it."""

GROUPS: dict[str, str] = {
    "event": "str", "kind": "str", "unit": "object", "outlets": "int64", "articles": "int64",
    "numbers": "int64", "low": "float64", "high": "float64", "relation": "str",
    "quantity_ids": "object", "outlet_names": "object", "pairs": "int64", "overlapping": "int64",
    "dependent": "object", "independent": "int64",
}  # fmt: skip


def number_table(corpus: Corpus, quantities: pd.DataFrame) -> pd.DataFrame:
    """Every number beside those of the other outlets for the same kind and unit.

    Returns
    -------
    DataFrame
        One row a quantity: event, outlet, published (of its article), then the columns of
        ``quantities``; sorted by event, kind, unit, outlet and start. All kinds are kept, and
        those of articles of which only the headline is known.
    """
    articles = corpus.articles[["article", "event", "outlet", "published"]]
    table = quantities.merge(articles, on="article", how="inner", validate="many_to_one")
    table = table[["event", "outlet", "published", *quantities.columns]]
    order = ["event", "kind", "unit", "outlet", "start", "id"]
    return table.sort_values(order, ignore_index=True, na_position="last")


def compare_numbers(
    corpus: Corpus,
    quantities: pd.DataFrame,
    *,
    width: float = WIDTH,
    passages: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Group the numbers of an event by kind and unit, and say whether the outlets' intervals meet.

    Two outlets meet if any interval of the one meets any interval of the other. A missing end is
    infinite, and zero for the lower end of a count; an open end does not hold its own value ("more
    than 100" does not meet "up to 100"). Vague plurals ("dozens") are wide intervals, so they
    rarely part from anything. Numbers of unknown outlet are listed but compared with none: two such
    articles need not share a publisher.

    Parameters
    ----------
    corpus
        The corpus the quantities were found in.
    quantities
        Marks with at least id, article, start, low, high, approx, unit, kind, low_open, high_open.
        Kinds outside KINDS are left out, and so are counts without a unit, which do not say what
        they count.
    width
        Approximate numbers are widened by this share of themselves to each side.
    passages
        The frame of `compare_reuse`, if shared text is to count once in ``independent``.

    Returns
    -------
    DataFrame
        One row an event, kind and unit, sorted: event, kind, unit, outlets (known ones), articles,
        numbers, low and high (smallest and largest end as stated, without widening; NaN if one of
        the numbers is open there), relation, quantity_ids (in the order of number_table),
        outlet_names (known ones), pairs (unordered pairs of known outlets), overlapping (those of
        them that meet), dependent (why outlets of a pair that meets are no independent witnesses, a
        clause each: `dependent_pairs`), independent (numbers, with those at one place of a shared
        passage counted once; all of them without ``passages``). relation is "overlap" if all pairs
        meet, "disjoint" if some pair does not, and "one outlet" if there are no two known outlets.

    Notes
    -----
    Plain interval comparison; how a number becomes an interval is said in
    :func:`analysis.find_quantities`.
    """
    table = number_table(corpus, quantities)
    nameless = _nameless(table["unit"])
    table["unit"] = table["unit"].astype(object).mask(nameless, None)
    table = table[table["kind"].isin(KINDS) & ~(nameless & table["kind"].eq("count"))]
    dependence = find_dependence(corpus)
    rows = [
        (
            event, kind, unit if isinstance(unit, str) else None,
            *_group_row(group, kind, width, dependence),
            len(group) if passages is None else find_witnesses(group, passages).nunique(),
        )
        for (event, kind, unit), group in table.groupby(["event", "kind", "unit"], dropna=False)
    ]  # fmt: skip
    return frame(rows, GROUPS)


class _Interval(NamedTuple):
    """Ends as (value, shift), so that plain comparison minds open ends.

    The shift is +1 for an open lower end, just above its value, and -1 for an open upper end.
    """

    low: tuple[float, int]
    high: tuple[float, int]


def _nameless(units: "pd.Series[Any]") -> "pd.Series[bool]":
    return units.isna() | units.eq("")


def _group_row(
    group: pd.DataFrame, kind: object, width: float, dependence: Dependence
) -> tuple[Any, ...]:
    intervals = {
        outlet: sorted(_intervals(numbers, kind, width))
        for outlet, numbers in group.groupby("outlet", sort=True)
        if outlet != UNKNOWN
    }
    pairs = list(combinations(intervals, 2))
    meeting = [(a, b) for a, b in pairs if _meet(intervals[a], intervals[b])]
    relation = "overlap" if len(meeting) == len(pairs) else "disjoint"
    event = str(group["event"].iloc[0])
    reasons = [dependence.of_outlets(event, str(a), str(b)) for a, b in meeting]
    return (
        len(intervals), group["article"].nunique(), len(group),
        group["low"].min(skipna=False), group["high"].max(skipna=False),
        relation if pairs else "one outlet", tuple(group["id"]), tuple(intervals),
        len(pairs), len(meeting), tuple(filter(None, reasons)),
    )  # fmt: skip


def _intervals(numbers: pd.DataFrame, kind: object, width: float) -> Iterator[_Interval]:
    least = 0.0 if kind == "count" else float("-inf")
    columns = numbers[["low", "high", "approx", "low_open", "high_open"]].fillna(
        {"low": least, "high": float("inf")}
    )
    for low, high, approx, low_open, high_open in columns.itertuples(index=False, name=None):
        if approx:
            low, high = low - width * abs(low), high + width * abs(high)
        yield _Interval((low, int(low_open)), (high, -int(high_open)))


def _meet(first: Sequence[_Interval], second: Sequence[_Interval]) -> bool:
    """Whether any interval of one sorted sequence meets any of the other."""
    i = j = 0
    while i < len(first) and j < len(second):
        a, b = first[i], second[j]
        if a.low <= b.high and b.low <= a.high:
            return True
        if a.high < b.low:
            i += 1
        else:
            j += 1
    return False
