"""Numbers in words, and the list of all numeric expressions."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis.compare.numbers import KINDS
from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon
from analysis.marks.numbers.nouns import singular
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.tables import Cell, table

_LONG = 1e15
"""From here on a value is written with a power of ten."""

_Names = Mapping[tuple[str, str], str]


def noun_table(
    numbers: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str] | None = None
) -> Block:
    """List all numbers by outlet and by what they count or measure."""
    rows: list[list[Cell]] = []
    names = _plurals(numbers)
    known = numbers.assign(unit=numbers["unit"].fillna(""))
    for key, group in known.groupby(["event", "outlet", "kind", "unit"], sort=True):
        event, outlet, kind, unit = map(str, key)
        noun = (names.get((kind, unit), unit) if len(group) > 1 else unit) or "–"
        linked = Linked(tuple(group["id"]), f"{outlet}: {kind}{f', {noun}' if unit else ''}")
        low, high = group["low"].min(skipna=False), group["high"].max(skipna=False)
        within = _within(kind, low, high) if kind in KINDS else "–"
        rows.append([outlet, event, kind, noun, linked, within])
    headers = ["Outlet", "Event", "Kind", "Unit or noun", "Numbers", "All values within"]
    caption = "All numeric expressions by outlet and by what they count or measure"
    return table(
        "all-numbers", caption, headers, rows, quotes, numeric=("Numbers",), folded=True,
        event_names=event_names,
    )  # fmt: skip


def _plurals(numbers: pd.DataFrame) -> _Names:
    """Plural of every kind and unit: as the articles write it most often, else as the unit list.

    Units that are never written in the plural are missing.
    """
    listed = {row["unit"]: row["plural"] for row in read_lexicon("units")[::-1] if row["plural"]}
    written: dict[tuple[str, str], Counter[str]] = {}
    for kind, unit, noun in zip(numbers["kind"], numbers["unit"], numbers["noun"], strict=True):
        words = fold(noun).split() if isinstance(noun, str) else []
        if words and words[-1] != unit and singular(words[-1]) == unit:
            written.setdefault((kind, unit), Counter())[words[-1]] += 1
    measures = zip(numbers["kind"], numbers["unit"], strict=True)
    plurals = {(k, u): listed[u] for k, u in measures if k != "count" and u in listed}
    return plurals | {key: _most_frequent(forms) for key, forms in written.items()}


def _most_frequent(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _within(kind: str, low: float, high: float) -> str:
    """Write the range of all values; one that is open at both ends in words of its own."""
    if pd.isna(low) and pd.isna(high):
        return "0 or more" if kind == "count" else "any value"
    return interval(low, high)


def interval(
    low: float,
    high: float,
    low_open: bool = False,
    high_open: bool = False,
    approx: bool = False,
) -> str:
    """Write an interval in words: "4,000 to 8,000", "more than 9,000", "about 40", "up to 700"."""
    about = "about " if approx else ""
    if pd.isna(low) and pd.isna(high):
        return "any value"
    least = f"{'more than' if low_open else 'at least'} {about}{number(low)}"
    most = f"{'fewer than' if high_open else 'up to'} {about}{number(high)}"
    if pd.isna(high):
        return least
    if pd.isna(low):
        return most
    if low_open or high_open:
        return f"{least} and {most}"
    if low == high:
        return f"{about}{number(low)}"
    return f"{about}{number(low)} to {number(high)}"


def number(value: float) -> str:
    """Write a value with separators and without needless decimals; empty for a missing one."""
    if pd.isna(value):
        return ""
    if abs(value) >= _LONG:
        return f"{value:.3g}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"
