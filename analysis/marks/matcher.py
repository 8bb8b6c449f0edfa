"""Many phrases in one pass: which of a list of phrases stand in a text, on word edges.

The automaton reports every match, overlapping ones included; only then are word edges checked, and
the finder chooses among what is left. Asking the automaton itself for the leftmost longest match
and checking edges afterwards would lose phrases that start inside a longer match which fails the
check.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.corpus.text import fold


class Match(NamedTuple):
    """A phrase found: ``text[start:end]`` is phrase number ``phrase`` up to folding."""

    start: int
    end: int
    phrase: int


class PhraseMatcher:
    """Finds phrases on word edges in the folded view of a text.

    A phrase stands on word edges when no letter, digit or underscore touches its own first or last
    one. Case, kinds of quotes, dashes and blanks make no difference (`analysis.corpus.text.fold`).
    Finding takes time linear in the length of the text plus the number of matches.

    Parameters
    ----------
    phrases
        The phrases; of equal ones (after folding) the first counts.

    Raises
    ------
    ValueError
        If a phrase is empty or blank.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        folded = [fold(phrase) for phrase in phrases]
        if not all(phrase.strip() for phrase in folded):
            raise ValueError("a phrase to match is blank")
        first: dict[str, int] = {}
        for index, phrase in enumerate(folded):
            first.setdefault(phrase, index)
        self._indexes = list(first.values())
        self._automaton = _build(list(first)) if first else None

    def find_all(self, text: str, *, folded: bool = False) -> list[Match]:
        """All matches, overlapping ones included, sorted by start, the longest first.

        Parameters
        ----------
        text
            The text to search.
        folded
            Whether ``text`` is folded already.
        """
        if self._automaton is None:
            return []
        view = text if folded else fold(text)
        indexes = self._indexes
        found = [
            Match(start, end, indexes[pattern])
            for pattern, start, end in self._automaton.find_matches_as_indexes(
                view, overlapping=True
            )
            if _on_edges(view, start, end)
        ]
        found.sort(key=lambda match: (match.start, -match.end))
        return found


def _build(patterns: list[str]) -> Any:
    # Imported here so that `import analysis` costs nothing to those who never look for phrases.
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(patterns, matchkind=MatchKind.Standard)


def _on_edges(view: str, start: int, end: int) -> bool:
    before = view[start - 1 : start]
    after = view[end : end + 1]
    return not (_is_word(before) and _is_word(view[start])) and not (
        _is_word(after) and _is_word(view[end - 1])
    )


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
