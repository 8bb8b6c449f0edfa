"""What every rule yields: what kind of difference, and where on either side."""

from collections.abc import Callable
from typing import NamedTuple

from analysis.corpus.text import Span

SHORT = 4
"""Words of a gap, on either side, in which one expression stands for another."""

Owns = Callable[[str, int], bool]
"""Whether a place in a document is in the outlet's own voice."""


class Difference(NamedTuple):
    """What differs: ``before`` and ``after`` are places in the documents, None where nothing is."""

    kind: str
    before: Span | None
    after: Span | None

    @property
    def turned(self) -> "Difference":
        """The same on the way back."""
        what, _, way = self.kind.rpartition(" ")
        way = "cut" if self.kind == "clause added" else _BACK.get(way, way)
        return Difference(f"{what} {way}", self.after, self.before)


_BACK = {
    "dropped": "added", "added": "dropped", "cut": "added",
    "weakened": "strengthened", "strengthened": "weakened",
    "unmarked": "marked", "marked": "unmarked",
}  # fmt: skip
