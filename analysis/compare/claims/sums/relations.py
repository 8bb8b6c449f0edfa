"""Rates with their bases, changes with both ends, and shares of a base."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from analysis.compare.claims.sums import CHANGE, DIRECTION, RATE, SHARE
from analysis.compare.claims.sums.terms import (
    A_TOTAL,
    IN_ALL,
    LEAST_BASE,
    NO,
    YES,
    Line,
    N,
    Number,
    Offer,
    alike,
    figure_of,
    is_people,
    is_vague,
    one_measure,
    people_classes,
)
from analysis.lexicons import read_lexicon
from analysis.marks.counted.people import class_of

_RISE = (
    r"(?:rose|rise[ns]?|rising|climb(?:ed|s|ing)?|increas(?:ed|es|ing)|gr[eo]w[ns]?|jump(?:ed|s|ing)?"
    r"|rais(?:ed|es|ing)|soar(?:ed|s|ing)?|went up|gone up|surged)"
)

_FALL = (
    r"(?:f[ae]ll(?:en|s|ing)?|drop(?:ped|s|ping)?|decreas(?:ed|es|ing)|declin(?:ed|es|ing)"
    r"|lower(?:ed|s|ing)|cut|reduc(?:ed|es|ing)|went down|gone down|shrank|sank)"
)

_TIMES: Mapping[str, float] = {
    "doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 0.5,
}  # fmt: skip

_MOVES = (
    rf"(?:\b(?P<up>{_RISE})|\b(?P<down>{_FALL})"
    r"|(?:\b(?P<word>more than|less than|nearly|almost|about|roughly) )?"
    rf"\b(?P<times>{'|'.join(_TIMES)}))\b"
)

_BY = r"[^⟨⟩.;:]{0,40}?(?:(?: by)? ⟨(?P<by>\d+)⟩[^⟨⟩.;:]{0,25}?)?"

_OLD = (
    r"(?:(?:the|an|its|their|yesterday['’]s|last [a-z]+['’]s|[a-z]+ earlier) )*"
    r"(?:earlier |previous )?"
)
_BEFORE = rf"{_OLD}⟨(?P<a>\d+)⟩"
_TAIL = r"(?P<tail>[^⟨⟩]{0,40}(?:⟨\d+⟩[^⟨⟩]{0,8})?)"
_GAP = r"[^⟨⟩.;:]{0,40}?"
_FROM_TO = re.compile(rf"(?i){_MOVES}{_BY}\bfrom {_BEFORE}{_GAP} to ⟨(?P<b>\d+)⟩{_TAIL}")
_TO_FROM = re.compile(rf"(?i){_MOVES}{_BY}\bto ⟨(?P<b>\d+)⟩{_GAP} from {_BEFORE}{_TAIL}")
_AMOUNT = re.compile(
    r"(?i)^[^⟨⟩]{0,25}, (?:an increase|a rise|a fall|a drop|a decrease|a decline|up|down)"
    rf"(?: of| by)? {N}"
)

_MORE_THAN = re.compile(
    r"⟨(?P<n>\d+)⟩ (?P<way>more|fewer|less|higher|lower) than (?:"
    r"(?:(?:the|its|their|yesterday['’]s|last [a-z]+['’]s) )+(?:[a-z]+ (?:of )?){0,2}"
    r"|(?:(?:in|on|last|a) )?[A-Za-z]+(?: earlier)?(?:, when (?:there were|it was) | \()"
    r")⟨(?P<a>\d+)⟩"
)

_UP_FROM = re.compile(
    rf"⟨(?P<b>\d+)⟩{_GAP}, (?P<way>up|down)(?:(?: by)? ⟨(?P<by>\d+)⟩)? from {_BEFORE}"
)

_IT_IS = re.compile(r"(?i)^\W*(?:it|that|this) (?:is|was) $")

_ITS = r"(?:the |its |their |all )?"
_OR = r"(?:, or |\s?\(|, that is,? )"
_PART, _BASE, _PERCENT = r"⟨(?P<a>\d+)⟩", r"⟨(?P<b>\d+)⟩", r"⟨(?P<p>\d+)⟩"
_NOUN = r"[^⟨⟩,;:]{0,40}"
_SHARES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PART} (?:out )?of {_ITS}{_BASE}{_NOUN}{_OR}{_PERCENT}",
        rf"{_PERCENT} of {_ITS}{_BASE}{_NOUN}{_OR}{_PART}",
        rf"{_PART}{_OR}{_PERCENT}\)?,? of {_ITS}{_BASE}",
        rf"(?i)\bof {_ITS}{_BASE}{_NOUN}, {_PART}{_OR}{_PERCENT}(?!\)?,? of\b)",
    )
)
_TO_EACH = re.compile(rf"{N} (?:to|for) (?:each|every) (?:one )?(?:of )?(?:the |its |their )?{N}")

_EACH = re.compile(rf"{N}[^⟨⟩.;:,]{{0,40}} {N} each\b")

_FARTHEST = 12
"""Numbers from a rate within which its base is looked for."""

_LEAST_COUNT, _LEAST_RATE = 3, 5
"""Figures from which a quotient is hardly met by chance."""


def find_rates(lines: Sequence[Line], at: int, numbers: Sequence[Number]) -> Iterator[Offer]:
    """A rate with its base and the number by which that is divided, in neighbouring sentences."""
    line = lines[at]
    around = [place for each in lines[max(0, at - 1) : at + 2] for place in each.numbers]
    for place in line.numbers:
        of, _, per = numbers[place]["unit"].partition(" per ")
        if per and per not in _measures() and not is_vague(numbers[place]):
            near = [other for other in around if abs(other - place) <= _FARTHEST]
            yield from _quotients(line, near, place, of, per, numbers)
    for match in (*_TO_EACH.finditer(line.text), *_EACH.finditer(line.text)):
        first, second = int(match[1]), int(match[2])
        rate, count = (first, second) if match.re is _TO_EACH else (second, first)
        for found in (*IN_ALL.finditer(line.text), *A_TOTAL.finditer(line.text)):
            total = int(found[1])
            plain = not is_vague(numbers[rate]) and not is_vague(numbers[count])
            if total not in (rate, count) and plain and alike(numbers[rate], numbers[total]):
                firm = YES if len(line.numbers) == 3 else NO
                yield Offer(RATE, (total, count), rate, firm)


def _quotients(
    line: Line, around: Sequence[int], rate: int, of: str, per: str, numbers: Sequence[Number]
) -> Iterator[Offer]:
    """Pairs of numbers that may be what a rate is of: all that work, or the one that is named."""
    others = [
        place for place in around
        if place != rate and not is_vague(numbers[place]) and " per " not in numbers[place]["unit"]
    ]  # fmt: skip
    money, of_people = numbers[rate]["kind"], class_of(of) in people_classes()
    bases = [
        place for place in others
        if numbers[place]["kind"] == money
        and (numbers[place]["unit"] == of or (of_people and is_people(numbers[place])))
    ]  # fmt: skip
    counts = [
        place for place in others
        if numbers[place]["kind"] == "count" and numbers[place]["unit"]
        and (class_of(per) == numbers[place]["of"] or not is_people(numbers[place]))
    ]  # fmt: skip
    for base in bases:
        for count in counts:
            if base == count:
                continue
            named = numbers[base]["unit"] == of and numbers[count]["unit"] == per
            alone = len(line.numbers) == 3 and {base, count, rate} == set(line.numbers)
            large = figure_of(numbers[base]) >= LEAST_BASE
            large &= figure_of(numbers[count]) >= _LEAST_COUNT
            if named and alone:
                yield Offer(RATE, (base, count), rate, YES)
            elif named or (large and figure_of(numbers[rate]) >= _LEAST_RATE):
                yield Offer(RATE, (base, count), rate, NO)


@cache
def _measures() -> frozenset[str]:
    """Units of time and size, by which no count of things is divided."""
    return frozenset(row["unit"] for row in read_lexicon("units")) | {"square", "cubic"}


def find_changes(lines: Sequence[Line], at: int, numbers: Sequence[Number]) -> Iterator[Offer]:
    """Changes with both ends, by how much or only in which direction."""
    line = lines[at]
    for match in (*_FROM_TO.finditer(line.text), *_TO_FROM.finditer(line.text)):
        before, after = int(match["a"]), int(match["b"])
        if not one_measure(numbers[before], numbers[after]):
            continue
        if match["times"]:
            factor = _TIMES[match["times"].lower()]
            yield Offer(CHANGE, (before,), after, YES, factor, (match["word"] or "").lower())
            continue
        told = _AMOUNT.match(match["tail"])
        yield from _moved(
            numbers, match, match["by"] or (told[1] if told else None), bool(match["up"])
        )
    for match in _UP_FROM.finditer(line.text):
        if one_measure(numbers[int(match["a"])], numbers[int(match["b"])]):
            yield from _moved(numbers, match, match["by"], match["way"] == "up")
    for match in _MORE_THAN.finditer(line.text):
        before, amount = int(match["a"]), int(match["n"])
        ahead = [place for place in line.numbers if place < amount]
        if not ahead and at and _IT_IS.match(line.text[: match.start()]):
            ahead = list(lines[at - 1].numbers)
        same = [place for place in ahead if one_measure(numbers[before], numbers[place])]
        if same and _is_amount(numbers[before], numbers[amount]):
            sign = 1.0 if match["way"] in ("more", "higher") else -1.0
            firm = YES if len(same) == 1 else NO
            yield Offer(CHANGE, (before, amount), same[-1], firm, sign)


def _moved(
    numbers: Sequence[Number], match: re.Match[str], by: str | None, up: bool
) -> Iterator[Offer]:
    """A change by an amount, or only its direction."""
    before, after, sign = int(match["a"]), int(match["b"]), 1.0 if up else -1.0
    if by is None:
        yield Offer(DIRECTION, (before,), after, YES, sign)
    elif _is_amount(numbers[before], numbers[int(by)]) and numbers[before]["kind"] != "percent":
        yield Offer(CHANGE, (before, int(by)), after, YES, sign)


def _is_amount(before: Number, amount: Number) -> bool:
    return not is_vague(amount) and (amount["kind"] == "percent" or one_measure(before, amount))


def find_shares(line: Line, numbers: Sequence[Number]) -> Iterator[Offer]:
    """Parts of a base with their percentage: "40 of the 200 houses, or 20 percent"."""
    for pattern in _SHARES:
        for match in pattern.finditer(line.text):
            part, base, share = (int(match[name]) for name in "abp")
            if numbers[share]["kind"] != "percent" or numbers[part]["kind"] == "percent":
                continue
            plain = not is_vague(numbers[share]) and figure_of(numbers[base]) > 0
            if plain and alike(numbers[base], numbers[part], named=False):
                yield Offer(SHARE, (part, base), share, YES)
