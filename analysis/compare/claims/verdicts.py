"""What two numbers for the same thing say to each other.

Plain interval logic hides rival tolls ("at least 58" and "more than 100" overlap) and mistakes
updates for contradictions; the verdicts are those of the project's definitions, the first that
fits. Approximate numbers are widened when they are compared, at three widths, so that a verdict
that hangs on the width shows as fragile.
"""

from collections.abc import Mapping
from math import inf, isnan
from typing import Any, NamedTuple

from analysis.marks.counted.context import BEFORE

SAME, UPDATED, ROUNDING, COMPATIBLE, TENSION, UNDECIDED, CONTRADICTORY, NOT_COMPARABLE = (
    "same", "updated", "rounding-compatible", "compatible", "in tension", "undecided",
    "contradictory", "not comparable",
)  # fmt: skip

VERDICTS: Mapping[str, str] = {
    SAME: "the same interval",
    ROUNDING: "equal after rounding to the coarser number, or a bound that a headline leaves out",
    COMPATIBLE: "the intervals overlap",
    UPDATED: "a later figure of the same source",
    TENSION: "they overlap only because an end is open; the stated figures are far apart",
    UNDECIDED: "the intervals do not overlap, and what would decide is not known",
    CONTRADICTORY: "the intervals do not overlap, at the same time",
}
"""Verdicts on numbers that are compared, the mildest first; a group has its worst pair's."""

WIDTHS = (0.05, 0.10, 0.25)
"""Shares by which an approximate number is widened; the second one counts."""

FAR = 1.25
"""Ratio of two stated figures from which they are far apart."""

_ROUNDED = 0.1
"""Share of a rounded number by which it may differ: 52 is not rounded to "a hundred"."""

GROWING = frozenset(["dead", "injured", "rescued", "detained", "infected", "destroyed"])
"""Outcomes whose counts can only grow with time."""


class Claim(NamedTuple):
    """A number as it is compared; an open end is None.

    ``date`` is the day for which it is given (None if unknown), ``superseded`` says that a text
    gives it as an earlier figure, ``settled`` that it is about a time past long ago; ``source`` is
    a key of whose figure it is (empty: nobody is named).
    """

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    approx: bool
    headline: bool
    article: str
    date: str | None
    superseded: bool
    settled: bool
    source: str
    outcome: str

    @property
    def vague(self) -> bool:
        """Whether it is a plural such as "dozens"."""
        return (
            self.approx and self.low is not None and self.high is not None and self.low < self.high
        )

    @property
    def figures(self) -> tuple[float, ...]:
        """The ends that are stated."""
        return tuple(dict.fromkeys(end for end in (self.low, self.high) if end is not None))


class Verdict(NamedTuple):
    """A verdict; ``fragile`` if another width gives another one, ``reason`` in a few words."""

    verdict: str
    fragile: bool
    reason: str


def as_claim(row: Mapping[Any, Any]) -> Claim:
    """A claim from a row of the cards."""
    return Claim(
        low=None if isnan(row["low"]) else float(row["low"]),
        high=None if isnan(row["high"]) else float(row["high"]),
        low_open=bool(row["low_open"]),
        high_open=bool(row["high_open"]),
        approx=bool(row["approx"]),
        headline=row["role"] == "headline",
        article=row["article"],
        date=_date(row),
        superseded=row["day"] == BEFORE,
        settled=row["period"] != "",
        source=row["line"],
        outcome=row["outcome"],
    )


def _date(row: Mapping[Any, Any]) -> str | None:
    if row["day"] == BEFORE:
        return None
    date: str | None = row["day"] or row["published"]
    return date


def compare_pair(one: Claim, two: Claim) -> Verdict:
    """Verdict on two numbers that count the same thing at the same place."""
    found = [_at_width(one, two, width) for width in WIDTHS]
    verdict, reason = found[1]
    fragile = (one.approx or two.approx) and any(other != verdict for other, _ in found)
    return Verdict(verdict, fragile, reason)


def _at_width(one: Claim, two: Claim, width: float) -> tuple[str, str]:
    if _stated(one) == _stated(two):
        return SAME, "equal intervals"
    if _is_update(one, two):
        return UPDATED, "a later date, the same source"
    if one.figures == two.figures and not _bounds_differ(one, two):
        if one.headline != two.headline:
            return ROUNDING, "the same figure, without its bound in the headline"
        return COMPATIBLE, "the same figure, with and without a bound"
    if _rounds(one, two) or _rounds(two, one):
        return ROUNDING, "equal after rounding to the coarser number"
    if _overlap(one, two, width):
        if _only_open(one, two, width) and not (one.vague or two.vague) and _far(one, two):
            return TENSION, "an open end lets them overlap; the stated figures are far apart"
        return COMPATIBLE, "the intervals overlap"
    if one.vague or two.vague:
        return UNDECIDED, "a vague word decides nothing"
    return _apart(one, two)


def _bounds_differ(one: Claim, two: Claim) -> bool:
    """Whether one number is a lower bound and the other an upper one."""
    return (one.low is None) != (two.low is None) and (one.high is None) != (two.high is None)


def _stated(claim: Claim) -> tuple[Any, ...]:
    return claim.low, claim.high, claim.low_open, claim.high_open, claim.approx


def _is_update(one: Claim, two: Claim) -> bool:
    if one.settled or two.settled or not one.source or one.source != two.source:
        return False
    if one.superseded != two.superseded:
        return True
    return bool(one.date and two.date and one.date != two.date)


def _apart(one: Claim, two: Claim) -> tuple[str, str]:
    """Numbers whose intervals do not overlap: a contradiction, unless time may explain it."""
    if one.settled and two.settled:
        return CONTRADICTORY, "no overlap, about a time long past"
    if one.article == two.article:
        return CONTRADICTORY, "no overlap, in one article"
    if not one.date or not two.date:
        return UNDECIDED, "update or contradiction: a date is missing"
    if one.date == two.date:
        if one.source and one.source == two.source:
            return (
                UNDECIDED,
                "update or contradiction: one source on one day, the hours are missing",
            )
        return CONTRADICTORY, "no overlap, on the same day"
    early, late = sorted((one, two), key=lambda claim: claim.date or "")
    if one.outcome in GROWING and max(late.figures) < min(early.figures):
        return CONTRADICTORY, "the later figure is lower, though the count can only grow"
    return UNDECIDED, "update or contradiction: the sources differ, or one is not named"


def _ends(claim: Claim, width: float) -> tuple[tuple[float, int], tuple[float, int]]:
    """Both ends as (value, shift): an open end lies just beyond its value."""
    low = 0.0 if claim.low is None else claim.low
    high = inf if claim.high is None else claim.high
    if claim.approx:
        low, high = low - width * abs(low), high + width * abs(high)
    return (low, int(claim.low_open)), (high, -int(claim.high_open))


def _overlap(one: Claim, two: Claim, width: float) -> bool:
    (low, high), (bottom, top) = _ends(one, width), _ends(two, width)
    return low <= top and bottom <= high


def _only_open(one: Claim, two: Claim, width: float) -> bool:
    """Whether the stated ends alone would not overlap."""
    return not _overlap(_closed(one), _closed(two), width)


def _closed(claim: Claim) -> Claim:
    ends = min(claim.figures), max(claim.figures)
    return claim._replace(low=ends[0], high=ends[1], low_open=False, high_open=False)


def _far(one: Claim, two: Claim) -> bool:
    """Whether the nearest stated figures differ by more than a quarter."""
    ratios = [
        max(a, b) / min(a, b) if min(a, b) > 0 else inf
        for a in one.figures for b in two.figures
    ]  # fmt: skip
    return min(ratios) > FAR


def _rounds(fine: Claim, coarse: Claim) -> bool:
    """Whether a number is another one with fewer digits."""
    if fine.vague or coarse.vague or len(fine.figures) != len(coarse.figures):
        return False
    pairs = list(zip(fine.figures, coarse.figures, strict=True))
    return bool(pairs) and all(_rounds_to(figure, target) for figure, target in pairs)


def _rounds_to(figure: float, target: float) -> bool:
    step = precision(target)
    if step <= precision(figure) or step < 10 or abs(figure - target) > _ROUNDED * target:
        return False
    return abs(round(figure / step + 1e-9) * step - target) < step * 1e-6


def precision(figure: float) -> float:
    """Value of the last digit that is not zero: 100 of 9,400."""
    if not figure:
        return 1.0
    digits, _, exponent = f"{abs(figure):.9e}".partition("e")
    return float(10.0 ** (int(exponent) - len(digits.rstrip("0").partition(".")[2])))
