"""All sums that an article offers."""

from collections.abc import Sequence
from typing import Any

from analysis.compare.claims.sums import PART
from analysis.compare.claims.sums.relations import find_changes, find_rates, find_shares
from analysis.compare.claims.sums.terms import Line, Number, Offer
from analysis.compare.claims.sums.totals import find_across, find_in_all, find_parts, find_totals


def find_sums(lines: Sequence[Line], numbers: Sequence[Number]) -> list[Offer]:
    """Sums that an article offers, by the place of their sentence; each once."""
    found: dict[tuple[Any, ...], Offer] = {}
    for at, line in enumerate(lines):
        offers = [
            *find_shares(line, numbers),
            *find_rates(lines, at, numbers),
            *find_changes(lines, at, numbers),
            *find_totals(line, numbers),
            *find_parts(line, numbers),
            *find_in_all(line, numbers),
            *find_across(lines, at, numbers),
        ]
        for offer in offers:
            key = frozenset([*offer.terms, offer.result])
            covered = offer.kind == PART and any(key <= other for _, other in found)
            if not covered:
                found.setdefault((offer.kind, key), offer)
    return list(found.values())
