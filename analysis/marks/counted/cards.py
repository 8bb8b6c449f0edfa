"""The measurand of each number: what is counted, what happened to it, where, when, how sure.

Fields come from the number's sentence and, where that leaves out what is counted ("the hospital's
is 58"), from the sentences before it. What cannot be read stays empty.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.marks.counted.context import (
    Card,
    Context,
    Read,
    Sentence,
    range_of,
    read_sentence,
)
from analysis.marks.counted.inheritance import (
    day_given,
    inherit,
    is_told,
    names_somebody,
    period_told,
    teller_of,
)
from analysis.marks.counted.outcomes import Counted, opens_part, read_outcome
from analysis.marks.counted.people import (
    BODIES,
    PEOPLE,
    class_of,
    is_part,
    measured_noun,
    noun_behind,
    noun_of,
)
from analysis.marks.counted.places import Place, is_incident, near
from analysis.marks.counted.status import is_change, is_further, read_status
from analysis.marks.counted.vocabulary import listed
from analysis.marks.voices.tokens import words

_BREAK = re.compile(r"[;:,–—-](?=\s)|\b(?:and|but|or|while|when|after|which|who)\b")

_SEVERAL = 2
"""Incidents that one report may still be about: two bombs, two trains."""


def read_cards(sentences: Sequence[Sentence], published: str | None) -> list[list[Card]]:
    """Cards of the numbers of an article, sentence by sentence.

    Parameters
    ----------
    sentences
        In reading order.
    published
        Date of the article (``YYYY-MM-DD``), None if unknown.
    """
    cards: list[list[Card]] = []
    before: list[Read] = []
    for sentence in sentences:
        read = read_sentence(sentence)
        own: list[Card] = []
        for quantity in sentence.numbers:
            number = range_of(read.tokens, quantity.start, quantity.end)
            own.append(_card(Context(read, quantity, number, own, before, cards, published)))
        cards.append(own)
        before.append(read)
    return cards


def _card(context: Context) -> Card:
    tokens, number, last = context.tokens, context.number, context.last
    noun = noun_of(context.quantity, context.behind(4))
    behind = noun_behind(tokens, number) if not noun or class_of(noun) == PEOPLE else ""
    member = context.quantity.unit == "member"  # "four members of the crew" are no part
    part = opens_part(tokens, number) or (not member and is_part(tokens, number, behind))
    kind, outcome, inherited = _outcome(context, behind or noun, part=part, bare=not noun)
    counted = behind or noun or kind
    if not outcome and not noun:
        counted = counted or measured_noun(tokens, number)
    elif not counted and last and not part and _goes_on(context, outcome):
        counted = last.counted if class_of(last.counted) != PEOPLE else ""
    goes_on = not noun and last is not None and last.outcome == outcome
    breaks = [match.start() for match in _BREAK.finditer(context.read.sentence.text)]
    period = period_told(context, breaks, elliptic=inherited)
    around = _places(context, period)
    spoken = {card.outcome for card in context.own or (context.cards or [[]])[-1]} - {""}
    further = outcome in spoken and is_further(tokens, number)
    return Card(
        counted=counted,
        outcome=outcome,
        inherited=inherited,
        part=part and (not spoken or outcome in spoken or _names_whole(context)),
        change=is_change(tokens, number) or further,
        apart=_is_apart(context),
        status=read_status(tokens, number),
        period=period,
        places=_names(around, named=True) or (last.places if last and goes_on else ()),
        spots=_names(around, named=False) or (last.spots if last and goes_on else ()),
        teller=_teller(context, inherited=inherited, bare=not noun),
        day=day_given(context, told=inherited),
    )


def _teller(context: Context, *, inherited: bool, bare: bool) -> str:
    """Who gives a number without a verb of saying, if somebody is named."""
    teller = teller_of(context) if inherited or bare else ""
    return teller if names_somebody(teller) else ""


def _outcome(context: Context, counted: str, *, part: bool, bare: bool) -> tuple[str, str, bool]:
    """Kind of people that a number takes over, its outcome, and whether it is inherited."""
    if context.quantity.kind != "count":
        return "", "", False
    read, last = context.read, context.last
    sentence = Counted(context.tokens, context.number, part, bare)
    if outcome := read_outcome(sentence, read.cues):
        return "", outcome, False
    joined = context.words_before(1) == ["and"] or _is_listed(context)
    if last and last.outcome and (part or bare or (joined and last.part)):
        return "", last.outcome, False
    if part:
        _, outcome = inherit(context, far=read.sentence.opens_paragraph)
        return "", outcome or _of_bodies(counted), bool(outcome)
    if bare and not measured_noun(context.tokens, context.number) and is_told(context):
        far = names_somebody(teller_of(context))
        if far or not read.sentence.opens_paragraph:
            kind, outcome = inherit(context, far=far)
            return kind, outcome, bool(outcome)
    return "", _of_bodies(counted), False


def _of_bodies(noun: str) -> str:
    return "dead" if class_of(noun) == BODIES else ""


def _is_listed(context: Context) -> bool:
    """Whether a comma stands right before a number."""
    at = context.number[0]
    return at > 0 and context.tokens[at - 1].low == ","


def _goes_on(context: Context, outcome: str) -> bool:
    """Whether a number without a noun counts what the one before it does.

    It does where both have one outcome, and in "two guards died, and three are in hospital".
    """
    joined = context.words_before(1) == ["and"]
    verb = context.behind(1)[:1] and context.behind(1)[0] in words("be", "have")
    return context.own[-1].outcome == outcome or bool(joined and verb)


def _names_whole(context: Context) -> bool:
    """Whether a number says of what it is a part: "five of the victims"."""
    inside = context.tokens[context.number[0] + 1 : context.number[1]]
    return any(token.low == "of" for token in inside)


def _places(context: Context, period: str) -> list[Place]:
    """Places of a number; of another time than the report's, all names of its sentence."""
    read = context.read
    around = near(context.tokens, read.places, context.number)
    if period and not any(place.named for place in around):
        last = context.before[-1].places if context.before else ()
        named = [place for place in read.places if place.named]
        around += named or [place for place in last if place.named]
    following = context.behind(6)
    there = "there" in following and not (
        set(following[following.index("there") :][1:2]) & words("be")
    )
    if there:
        opening = [place for place in read.places if not place.first]
        before = context.before[-1].places if context.before else ()
        around += opening or [place for place in before if not place.named]
    return around


def _names(places: Sequence[Place], *, named: bool) -> tuple[str, ...]:
    return tuple(sorted({place.name for place in places if place.named == named}))


def _is_apart(context: Context) -> bool:
    """Whether a number is about another incident: "separately", "a second strike", "31 attacks"."""
    before = [token.low for token in context.tokens[: context.number[0]]]
    if before[:1] and before[0] in listed("elsewhere"):
        return True
    other = listed("another incident")
    if any(one in other and is_incident(two) for one, two in pairwise(before)):
        return True
    return any(
        is_incident(each.unit or "")
        and (each.low or 0) > _SEVERAL
        and each.start != context.quantity.start
        for each in context.read.sentence.numbers
    )
