"""Where a text offers a sum: a total with its parts, a rate, a change, a share of a base."""

from collections.abc import Mapping

TOTAL, PART, RATE, CHANGE, DIRECTION, SHARE = (
    "total", "part", "rate", "change", "direction", "share",
)  # fmt: skip

KINDS: Mapping[str, str] = {
    TOTAL: "parts that make up a total",
    PART: "parts that must not exceed a total",
    RATE: "a total, by how many it is divided, and the rate",
    CHANGE: "a figure before, by how much it changed, and the figure after",
    DIRECTION: "a figure before and one after, and whether it is said to rise or to fall",
    SHARE: "a part, its base, and the percentage",
}
"""Kinds of sums."""
