"""Internal arithmetic: whether the sums that an article itself offers work out.

Nothing is compared across articles. Bounds and ranges are computed as intervals: a sum works if
the interval of what is computed and that of what is stated meet.
"""

from collections.abc import Sequence
from math import inf, isnan
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.claims.sums import DIRECTION, PART, RATE, SHARE, TOTAL
from analysis.compare.claims.sums.finding import find_sums
from analysis.compare.claims.sums.terms import ABOVE, NO, Line, Number, Offer
from analysis.compare.claims.verdicts import precision
from analysis.compare.numbers import WIDTH
from analysis.corpus.corpus import Corpus, frame

WORKS, ROUNDED, FAILS = "true", "rounded", "false"

ARITHMETIC: dict[str, str] = {
    "article": "str", "event": "str", "kind": "str", "ids": "object", "stated": "str",
    "computed": "str", "difference": "float64", "works": "str", "reason": "str",
    "sentences": "object",
}  # fmt: skip


_ROUND = 100
"""Figure from which one that ends in a nought may be a rounded one."""


_NEAR = 0.02
"""Share by which rounding may explain a misfit of figures that need not make a sum."""


class Interval(NamedTuple):
    """Ends of a number; an end that is not stated is 0 or infinite."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False
    approx: bool = False


class _Sum(NamedTuple):
    """What was computed, how (in figures), and by how much rounding of the terms may change it."""

    computed: Interval
    words: str
    slack: float


def check_arithmetic(corpus: Corpus, cards: pd.DataFrame) -> pd.DataFrame:
    """Check the sums that articles offer: totals and parts, rates, changes, shares.

    Parameters
    ----------
    corpus
        The corpus.
    cards
        The frame of `measurand_cards`.

    Returns
    -------
    pandas.DataFrame
        One row a sum, by article and sentence: article, event, kind (a key of
        `analysis.compare.claims.sums.KINDS`), ids (of the numbers, the result last), stated and
        computed (the result, in figures with its bound), difference (stated less computed, 0 where
        their intervals meet; for parts how far they exceed the total, as a negative number; for a
        direction the change), works ("true"; "rounded": only since a figure is approximate or has
        been rounded; "false"), reason (the sum in figures), sentences (ids, in reading order). A
        sum whose words do not say that it must work out is listed only if it does.
    """
    rows: list[tuple[Any, ...]] = []
    by_article = {str(key): own for key, own in cards.groupby("article", sort=False)}
    for article, sentences in corpus.sentences.groupby("article", sort=False):
        own = by_article.get(str(article))
        if own is None or len(own) < 2:
            continue
        numbers = own.sort_values("start").to_dict("records")
        lines = _lines(sentences.sort_values("start").to_dict("records"), numbers)
        offers = find_sums(lines, numbers)
        rows += [row for offer in offers if (row := _row(offer, numbers)) is not None]
    return frame(rows, ARITHMETIC)


def _lines(sentences: Sequence[Number], numbers: Sequence[Number]) -> list[Line]:
    """Sentences with each number written as its place among those of the article."""
    places: dict[str, list[int]] = {}
    for place, number in enumerate(numbers):
        places.setdefault(number["sentence"], []).append(place)
    lines = []
    for sentence in sentences:
        text = sentence["text"].replace("⟨", "(").replace("⟩", ")")
        own = places.get(sentence["sentence"], [])
        for place in reversed(own):
            start = numbers[place]["start"] - sentence["start"]
            end = numbers[place]["end"] - sentence["start"]
            text = f"{text[:start]}⟨{place}⟩{text[end:]}"
        lines.append(Line(" ".join(text.split()), own, sentence["role"]))
    return lines


def _row(offer: Offer, numbers: Sequence[Number]) -> tuple[Any, ...] | None:
    result = numbers[offer.result]
    stated = _interval(result)
    if offer.kind == DIRECTION:
        judged = _direction(offer, _interval(numbers[offer.terms[0]]), stated)
    else:
        judged = _judge(offer, _compute(offer, numbers), stated)
    if judged is None:
        return None
    own = [numbers[place] for place in (*offer.terms, offer.result)]
    where = sorted(own, key=lambda number: int(number["start"]))
    return (
        result["article"], result["event"], offer.kind, tuple(number["id"] for number in own),
        *judged, tuple(dict.fromkeys(number["sentence"] for number in where)),
    )  # fmt: skip


def _interval(number: Number) -> Interval:
    low, high = float(number["low"]), float(number["high"])
    return Interval(
        0.0 if isnan(low) else low, inf if isnan(high) else high,
        bool(number["low_open"]), bool(number["high_open"]), bool(number["approx"]),
    )  # fmt: skip


def _compute(offer: Offer, numbers: Sequence[Number]) -> _Sum:
    terms = [_interval(numbers[place]) for place in offer.terms]
    shown = [show(term) for term in terms]
    if offer.kind in (TOTAL, PART):
        slack = sum(_half_step(term) for term in terms)
        return _Sum(_added(terms), " + ".join(shown), slack)
    if offer.kind == RATE:
        return _Sum(_divided(*terms), " / ".join(shown), 0.0)
    if offer.kind == SHARE:
        return _Sum(_scaled(_divided(*terms), 100), f"{shown[0]} of {shown[1]}", 0.0)
    if len(terms) == 1:
        times = _scaled(terms[0], offer.factor)
        words = f"{offer.word} {shown[0]} × {offer.factor:g}".strip()
        if offer.word == "more than":
            times = times._replace(high=inf, low_open=True)
        elif offer.word == "less than":
            times = times._replace(low=0.0, high_open=True)
        return _Sum(times._replace(approx=times.approx or _is_about(offer.word)), words, 0.0)
    return _changed(offer, numbers, terms, shown)


def _is_about(word: str) -> bool:
    return bool(word) and not word.endswith("than")


def _changed(
    offer: Offer, numbers: Sequence[Number], terms: Sequence[Interval], shown: Sequence[str]
) -> _Sum:
    """A figure and what came to it or went."""
    before, amount = terms
    slack, unit = 0.0, ""
    if numbers[offer.terms[1]]["kind"] == "percent":
        unit = "%"
        slack = 0.005 * before.low
        amount = Interval(
            before.low * amount.low / 100, before.high * amount.high / 100,
            amount.low_open, amount.high_open, amount.approx,
        )  # fmt: skip
    if offer.factor > 0:
        return _Sum(_added([before, amount]), f"{shown[0]} + {shown[1]}{unit}", slack)
    less = Interval(
        max(0.0, before.low - amount.high), before.high - amount.low,
        before.low_open or amount.high_open, before.high_open or amount.low_open,
        before.approx or amount.approx,
    )  # fmt: skip
    return _Sum(less, f"{shown[0]} − {shown[1]}{unit}", slack)


def _added(terms: Sequence[Interval]) -> Interval:
    return Interval(
        sum(term.low for term in terms), sum(term.high for term in terms),
        any(term.low_open for term in terms), any(term.high_open for term in terms),
        any(term.approx for term in terms),
    )  # fmt: skip


def _divided(base: Interval, count: Interval) -> Interval:
    return Interval(
        0.0 if count.high == inf else base.low / count.high if count.high else inf,
        base.high / count.low if count.low else inf,
        base.low_open or count.high_open, base.high_open or count.low_open,
        base.approx or count.approx,
    )  # fmt: skip


def _scaled(number: Interval, factor: float) -> Interval:
    return number._replace(low=number.low * factor, high=number.high * factor)


def _judge(offer: Offer, told: _Sum, stated: Interval) -> tuple[Any, ...] | None:
    """Stated, computed, difference, works and reason; None if it shows nothing."""
    computed = told.computed
    target = computed._replace(high=inf, high_open=False) if offer.kind == PART else computed
    slack = told.slack + _slack(offer, stated, target)
    wide = _widened(stated), _widened(target)
    if _meet(stated, target):
        works = WORKS
    elif _meet(*wide) or 0 < abs(_gap(*wide)) <= slack:
        works = ROUNDED
    else:
        works = FAILS
        short = offer.firm == ABOVE and _gap(stated, target) > 0
        if offer.firm == NO or short:
            return None
    if offer.firm == NO and abs(_gap(stated, target)) > _NEAR * stated.low:
        return None
    open_ended = inf in (stated.high, computed.high)
    if offer.firm == NO and open_ended and not computed.high <= stated.low:
        return None  # an open end meets almost anything
    unit = "%" if offer.kind == SHARE else ""
    words = _reason(offer, told, show(stated) + unit, show(_plain(told)) + unit, works)
    return show(stated) + unit, show(_plain(told)) + unit, _gap(stated, target), works, words


def _plain(told: _Sum) -> Interval:
    """What was computed, without the bound that a word of the sentence adds."""
    computed = told.computed
    if told.words.startswith("more than") and "×" in told.words:
        return Interval(computed.low, computed.low)
    if told.words.startswith("less than") and "×" in told.words:
        return Interval(computed.high, computed.high)
    return computed._replace(approx=False) if "×" in told.words else computed


def _reason(offer: Offer, told: _Sum, stated: str, computed: str, works: str) -> str:
    if offer.kind == PART:
        whole = f"{told.words} = {computed}" if len(offer.terms) > 1 else told.words
        comma = "," if len(offer.terms) > 1 else ""
        return (
            f"{whole}, more than {stated}" if works == FAILS else f"{whole}{comma} within {stated}"
        )
    whole = f"{told.words} = {computed}"
    if works == FAILS:
        return f"{whole}, not {stated}"
    return whole if stated == computed else f"{whole}; stated: {stated}"


def _direction(offer: Offer, before: Interval, after: Interval) -> tuple[Any, ...] | None:
    """Whether a figure that is said to rise or to fall does; bounds may hide it."""
    if any(number.low != number.high for number in (before, after)) or before.low == after.low:
        return None
    change = after.low - before.low
    rises = change > 0
    words = (
        f"{show(before)} to {show(after)} is {_figure(abs(change))} {'more' if rises else 'fewer'}"
    )
    works = rises == (offer.factor > 0)
    if not works:
        words += ", not fewer" if rises else ", not more"
    return show(after), show(before), change, WORKS if works else FAILS, words


def _meet(one: Interval, two: Interval) -> bool:
    """Whether two intervals meet; an open end does not hold its own value."""
    return (one.low, one.low_open) <= (two.high, -two.high_open) and (
        two.low,
        two.low_open,
    ) <= (one.high, -one.high_open)


def _gap(one: Interval, two: Interval) -> float:
    """Distance of an interval from another one; 0 if they meet or touch."""
    if one.low > two.high:
        return one.low - two.high
    return min(0.0, one.high - two.low)


def _widened(number: Interval) -> Interval:
    """A number with its width if it is approximate."""
    width = WIDTH if number.approx else 0.0
    return number._replace(low=number.low * (1 - width), high=number.high * (1 + width))


def _slack(offer: Offer, stated: Interval, computed: Interval) -> float:
    """How far a stated result may be off if it has been rounded, or cut to whole figures."""
    if stated.low != stated.high:
        return 0.0
    figure = stated.low
    if offer.kind == SHARE:
        return 0.999 if figure == int(figure) else precision(figure) / 2
    step = precision(figure)
    fraction = computed.low != inf and computed.low != int(computed.low)
    if step < 10 and fraction:
        return step * (0.999 if figure >= 10 else 0.5)
    return min(step / 2, 0.1 * figure) if step >= 10 and figure >= _ROUND else 0.0


def _half_step(term: Interval) -> float:
    """How far a term may be off if its zeros come from rounding: from two of them on."""
    if term.low != term.high:
        return 0.0
    step = precision(term.low)
    return min(step / 2, 0.05 * term.low) if step >= 100 else 0.0


def show(number: Interval) -> str:
    """A number in figures, with its bound: "at least 29"."""
    about = "about " if number.approx else ""
    if number.low == number.high:
        return about + _figure(number.low)
    if number.high == inf:
        return f"{'more than' if number.low_open else 'at least'} {_figure(number.low)}"
    if number.low == 0:
        return f"{'fewer than' if number.high_open else 'at most'} {_figure(number.high)}"
    return f"{about}{_figure(number.low)}–{_figure(number.high)}"


def _figure(value: float) -> str:
    """Digits in groups of three, with one place behind the point where there is a fraction."""
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-6 else f"{value:,.1f}"
