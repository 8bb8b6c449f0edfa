"""What is to come on one side and is or was on the other: a plan told as done, and back.

A verb counts only where the same words stand before and behind it on both sides, so that it is said
of the same people and things.
"""

from collections.abc import Iterator, Sequence

from analysis.compare.drift.alignment import Alignment, word_class
from analysis.compare.drift.difference import SHORT, Difference
from analysis.compare.drift.verbs import (
    Future,
    Group,
    base_forms,
    find_futures,
    forms_of,
    is_adverb,
    is_participle,
    is_told,
    verb_group,
)
from analysis.corpus.text import Span

_NEAR = 3
"""Words between a verb and what is aligned before and behind it at most."""


def future_differences(both: Alignment, hedges: Sequence[Span]) -> Iterator[Difference]:
    """Verbs of what is to come in the first sentence that the second tells as present or past.

    ``hedges`` are places of hedges: what they mark ("would", "is expected to") is told by their
    kinds.
    """
    own = list(find_futures(both.words, headline=_is_headline(both)))
    others = list(find_futures(both.other_words, headline=_is_headline(both.turned)))
    for future in own:
        span = both.words[future.first].start, both.words[future.verb].end
        if any(start < span[1] and span[0] < end for start, end in hedges):
            continue
        if _count(both, own, future) <= _count(both.turned, others, future, both):
            continue
        group = _counterpart(both, future)
        if group is not None and not any(each.verb == group.verb for each in others):
            words = both.other_words
            place = words[group.first].start, words[group.verb].end
            yield Difference("future dropped", span, place)


def _is_headline(both: Alignment) -> bool:
    return both.own.role == "headline"


def _count(
    both: Alignment, futures: Sequence[Future], one: Future, of: Alignment | None = None
) -> int:
    """How often a verb, itself a word of ``of``, stands in the future."""
    stem = (of or both).words[one.verb].stem
    return sum(both.words[each.verb].stem == stem for each in futures)


def _counterpart(both: Alignment, future: Future) -> Group | None:
    """The verb in its place on the other side, if it says what is or was."""
    aligned = dict(both.pairs)
    if future.verb in aligned:
        places = [aligned[future.verb]]
    else:
        places = list(range(*both.gaps[both.slot(future.verb)].other))
    headline = _is_headline(both.turned)
    for at in places:
        group = verb_group(both.other_words, at)
        form = _form(both, future, group, headline=headline)
        if (
            form
            and group.negated == verb_group(both.words, future.verb).negated
            and is_told(both.other_words, group, form, headline=headline)
            and not (form in ("base", "s") and _is_noun(both, future, group))
            and _is_framed(both, future, group)
        ):
            return group
    return None


def _form(both: Alignment, future: Future, group: Group, *, headline: bool) -> str:
    """Which form of the verb, or of another one in its place, a word is; empty if it is none."""
    verb, other = both.words[future.verb].text, both.other_words[group.verb].text
    if future.passive and verb == other:
        known = group.auxiliaries & {"is", "are", "was", "were", "been", "being"}
        return "participle" if known or headline else ""
    forms = forms_of(verb)
    form = "" if future.passive else forms.get(other, "")
    if form:
        return "" if form == "ing" and future.bare and not headline else form
    if both.is_aligned(future.verb) or not is_participle(other):
        return ""
    gap = both.gaps[both.slot(future.verb)]
    alone = all(
        both.other_words[n].plain or is_adverb(both.other_words[n])
        for n in range(*gap.other)
        if n != group.verb
    )
    done = group.auxiliaries & {"has", "have", "had", "was", "were", "been"}
    return "participle" if alone and done and max(gap.sizes) <= SHORT + 1 else ""


def _is_noun(both: Alignment, future: Future, group: Group) -> bool:
    """Whether a form may be a noun: words such as "for" follow it that do not follow the verb."""
    ahead = both.other_words[group.verb + 1 : group.verb + 2]
    own = [word.text for word in both.words[future.verb + 1 : future.verb + 2]]
    return any(word.text in word_class("preposition") and word.text not in own for word in ahead)


def _is_framed(both: Alignment, future: Future, group: Group) -> bool:
    """Whether the same words stand close before and behind the verb on both sides."""
    aligned = both.pairs
    before = [(i, j) for i, j in aligned if i < future.first and j < group.first]
    behind = [(i, j) for i, j in aligned if i > future.verb and j > group.verb]
    if not before or both.words[before[-1][0]].text in ("the", "a", "an", "or"):
        return False
    i, j = before[-1]
    led = _is_short(both, i + 1, future.first) and _is_short(both.turned, j + 1, group.first)
    if not behind:
        ends = future.verb + 1 == len(both.words) and group.verb + 1 == len(both.other_words)
        return led and ends
    i, j = behind[0]
    followed = _is_short(both, future.verb + 1, i) and _is_short(both.turned, group.verb + 1, j)
    return led and followed


def _is_short(both: Alignment, start: int, end: int) -> bool:
    """Whether some words are few, and mean nothing alone."""
    words = both.words[start:end]
    return len(words) <= _NEAR and all(
        word.plain or is_adverb(word) or word.text in base_forms() for word in words
    )
