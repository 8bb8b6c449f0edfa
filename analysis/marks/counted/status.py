"""Whether what is counted is said to have happened, to be expected, planned, or only possible."""

from collections.abc import Sequence
from functools import cache

from analysis.marks.counted.vocabulary import listed
from analysis.marks.voices.tokens import STOPS, Range, Token, words

OBSERVED, ESTIMATED, PLANNED, POSSIBLE, HYPOTHETICAL, DENIED = (
    "observed", "estimated", "planned", "possible", "hypothetical", "denied"
)  # fmt: skip
STATUSES = OBSERVED, ESTIMATED, PLANNED, POSSIBLE, HYPOTHETICAL, DENIED
"""What `read_status` gives; `DENIED` only whoever knows the reports."""

_WINDOW = 12
"""Tokens on either side of a number that may say how sure it is."""

_BREAKS = STOPS | {";"}
_PLANNED = (["going", "to"], ["set", "to"], ["due", "to"])


def read_status(tokens: Sequence[Token], number: Range) -> str:
    """Status of what a number counts, from the words around it in its clause."""
    first, stop = _clause(tokens, number)
    said = _said(tokens)
    before, after = said[max(0, number[0] - _WINDOW) : number[0]], said[number[1] :][:_WINDOW]
    clause = said[first:stop]
    if _is_unreal(clause) or "if" in clause or "could" in before[-6:]:
        return HYPOTHETICAL
    if _comes(after) or _comes(before):
        return PLANNED
    for at, low in enumerate(after[:6]):
        if low in listed("open"):
            return ESTIMATED if set(after[at + 1 : at + 3]) & words("have") else POSSIBLE
    if listed("plan") & set(before[-8:]) and "said" not in before[-2:]:
        return PLANNED
    if listed("open") & set(before[-6:]):
        return POSSIBLE
    return ESTIMATED if listed("estimate") & set(clause) else OBSERVED


def _said(tokens: Sequence[Token]) -> list[str]:
    """The words, without those that only look like a modal or a plan.

    "In May", "a will", "the planned march".
    """
    lows = []
    for at, token in enumerate(tokens):
        attribute = at > 0 and tokens[at - 1].low in words("determiner")
        month = at > 0 and token.capital and token.low == "may"
        lows.append("" if month or (attribute and token.low in _doubtful()) else token.low)
    return lows


@cache
def _doubtful() -> frozenset[str]:
    return listed("plan", "coming", "open")


def _is_unreal(lows: Sequence[str]) -> bool:
    """Whether a clause tells what could have happened."""
    return any(
        low in listed("unreal") and "have" in lows[at + 1 : at + 4] for at, low in enumerate(lows)
    )


def _clause(tokens: Sequence[Token], number: Range) -> Range:
    low, high = number
    while low > 0 and number[0] - low < _WINDOW and tokens[low - 1].low not in _BREAKS:
        low -= 1
    while high < len(tokens) and high - number[1] < _WINDOW and tokens[high].low not in _BREAKS:
        high += 1
    return low, high


def _comes(lows: Sequence[str]) -> bool:
    """Whether a clause tells of what is to come: "will be", "are to be", "is going to"."""
    for at, low in enumerate(lows):
        if low in _BREAKS or low == "but" or low in words("subordinator"):
            return False
        following = lows[at + 1 : at + 4]
        if low in listed("coming") and not {"have", "not", "never"} & set(following):
            return True
        if low in ("is", "are", "be") and _is_planned(following):
            return True
    return False


def _is_planned(following: Sequence[str]) -> bool:
    """Whether what follows "is" tells of what is to come: "to be", "to get", "due to"."""
    if following[:1] == ["to"]:
        return following[1:2] != [] and following[1] not in words("determiner", "possessive")
    return following[:2] in _PLANNED


def is_change(tokens: Sequence[Token], number: Range) -> bool:
    """Whether a number says by how much another one changed, or how many more there are."""
    after = [token.low for token in tokens[number[1] : number[1] + 4] if token.word]
    before = [token.low for token in tokens[max(0, number[0] - 2) : number[0]] if token.word]
    if after[:1] == ["more"] and after[1:2] != ["of"]:
        return True
    if after and after[0] in listed("comparative") and "than" in after:
        return True
    inside = [token.low for token in tokens[number[0] : number[1]]]
    if "more" in inside[1:] and "than" not in inside:
        return True  # "12 more bodies"
    return before[-1:] == ["by"] and bool(listed("changed") & {*before, *after})


def is_further(tokens: Sequence[Token], number: Range) -> bool:
    """Whether a number comes to one before it: "another 22", "a further 120"."""
    around = tokens[max(0, number[0] - 2) : number[1]]
    return any(token.low in listed("further") for token in around)
