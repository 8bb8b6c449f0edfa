"""Numbers as terms of a sum: which may be parts of which, and how an offered sum is written down.

Sentences are read with their numbers masked (``⟨3⟩`` is the fourth number of the article), so that
the words between numbers can be matched. An offer is *firm* if its words say that it must work
out; one that is not counts only if it does, since a misfit then shows no more than a misreading.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import inf, isnan
from typing import Any, NamedTuple

from analysis.marks.counted.people import PEOPLE, kinds

Number = Mapping[Any, Any]
"""A row of the cards."""


class Line(NamedTuple):
    """A sentence with masked numbers, their places among those of the article, and its role."""

    text: str
    numbers: Sequence[int]
    role: str


class Offer(NamedTuple):
    """Places of the numbers of a sum, its result, and how sure it is that it must work out.

    ``firm`` is `YES`, `NO` or `ABOVE` (parts may fall short of the total but not exceed it).
    ``factor`` is by what a change multiplies ("doubled": 2), 1 and -1 for more and fewer;
    ``word`` what stands before it ("nearly").
    """

    kind: str
    terms: tuple[int, ...]
    result: int
    firm: str
    factor: float = 0.0
    word: str = ""


YES, NO, ABOVE = "yes", "no", "above"

N = r"⟨(\d+)⟩"
_SUMMED = r"(?:\s[a-z]+)?,? (?:in all|altogether|in total|all told|combined)\b"

IN_ALL = re.compile(rf"{N}{_SUMMED}")

A_TOTAL = re.compile(rf"(?:\ba total of|\bin total,?|\baltogether,?|\bin all,?) {N}")

LEAST_BASE = 20
"""Figure from which a quotient, or a sum, is hardly met by chance."""

_SUMMABLE = frozenset(["count", "money"])

_GROUPS = frozenset(["families", "funerals", "crew"])
"""Classes of people whose members are more than they are counted."""


def is_vague(number: Number) -> bool:
    """Whether a number is a plural such as "dozens", of which nothing can be computed."""
    return bool(number["approx"]) and number["low"] != number["high"]


def figure_of(number: Number) -> float:
    """The greater end that is stated."""
    return max(end for end in (number["low"], number["high"], -inf) if not isnan(end))


def is_people(number: Number) -> bool:
    """Whether a number counts people, and not families or crews."""
    of = number["of"]
    return (of == PEOPLE or of in people_classes()) and of not in _GROUPS


@cache
def people_classes() -> frozenset[str]:
    """Classes of nouns for people."""
    return frozenset(kinds().values())


def agree(one: Number, two: Number) -> bool:
    """Whether two outcomes are one, or one is not read: "injured" and "critically injured"."""
    a, b = one["outcome"], two["outcome"]
    return not a or not b or a.endswith(b) or b.endswith(a)


def alike(total: Number, part: Number, *, named: bool = True, told: bool = True) -> bool:
    """Whether a number may be a part of another.

    Without ``named`` whatever its noun is, without ``told`` whatever became of those it counts.
    Of distances, weights and the like only changes are read, not what makes them up.
    """
    if is_vague(total) or is_vague(part) or total["kind"] not in _SUMMABLE:
        return False
    if " per " in total["unit"] or " per " in part["unit"] or (told and not agree(total, part)):
        return False
    if not part["unit"] and part["kind"] == "count":
        return total["kind"] in ("count", "money")
    if part["kind"] != total["kind"]:
        return False
    if total["unit"] == part["unit"]:
        return True
    return not named or (is_people(total) and is_people(part))


def one_measure(one: Number, two: Number) -> bool:
    """Whether two numbers measure the same."""
    same = one["kind"] == two["kind"] and one["unit"] == two["unit"]
    plain = not (is_vague(one) or is_vague(two))
    return plain and (same or alike(one, two) or alike(two, one))
