"""Verbs and the words before them: which form a verb has, and what it is said to be.

What is to come is told in English by a modal ("will grant"), by a form of be and an infinitive ("is
to grant", "is due to grant"), by a plan ("agreed to grant"), and in headlines by the infinitive
alone (Quirk et al. 1985, 4.41 to 4.48). What is or was is told by a finite verb without these.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.compare.drift.alignment import Word, word_class
from analysis.lexicons import read_lexicon

_VOWELS = frozenset("aeiou")

_REACH = 6
"""Words before a verb among which one that governs it is looked for."""


class Future(NamedTuple):
    """A verb of something to come, as indexes of words; ``first`` is where its marker begins.

    ``passive``: a participle ("to be given"); ``bare``: marked by "is to" or "to" alone.
    """

    first: int
    verb: int
    passive: bool
    bare: bool


class Group(NamedTuple):
    """A verb with the auxiliaries and adverbs before it, from ``first`` on."""

    first: int
    verb: int
    auxiliaries: frozenset[str]
    negated: bool


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = read_lexicon("irregular_verbs")
    return {row["entry"]: (row["past"], row["participle"]) for row in rows}


@cache
def base_forms() -> dict[str, str]:
    """Base of each irregular past and participle."""
    found: dict[str, str] = {}
    for base, forms in _irregular().items():
        for form in forms:
            found.setdefault(form, base)
    return found


@cache
def forms_of(base: str) -> dict[str, str]:
    """Forms of a verb, to what each is: base, s, past, participle or ing."""
    if base == "be":
        return {
            "is": "s", "are": "s", "am": "s", "was": "past", "were": "past", "been": "participle",
        }  # fmt: skip
    stem = base.removesuffix("e") if not base.endswith("ee") else base
    kept = base[:-1] + "i" if base.endswith("y") and base[-2:-1] not in _VOWELS else base
    doubled = base + base[-1:]
    found = {"has" if base == "have" else f"{kept}{'es' if _hisses(kept) else 's'}": "s"}
    found |= dict.fromkeys((f"{stem}ing", f"{doubled}ing"), "ing")
    if base.endswith("ie"):
        found[f"{base[:-2]}ying"] = "ing"
    found |= dict.fromkeys((f"{kept.removesuffix('e')}ed", f"{doubled}ed"), "past")
    past, participle = _irregular().get(base, ("", ""))
    found |= {participle: "participle"} | {past: "past"} if past else {}
    return found | {base: "base"}


def _hisses(word: str) -> bool:
    return word.endswith(("s", "x", "z", "ch", "sh", "i", "o"))


@cache
def _future_words(category: str) -> frozenset[str]:
    rows = read_lexicon("future_words")
    return frozenset(row["entry"] for row in rows if row["category"] == category)


@cache
def _forms_in(*categories: str) -> frozenset[str]:
    """All forms of the verbs of the list that govern an infinitive."""
    bases = (base for category in categories for base in _future_words(category))
    return frozenset(form for base in bases for form in forms_of(base))


def governing_verbs() -> frozenset[str]:
    """Forms of verbs and nouns with an infinitive of somebody else's deed: "orders him to pay"."""
    return _forms_in("control")


def is_participle(word: str) -> bool:
    """Whether a word may be a past or a participle."""
    return (len(word) > 4 and word.endswith("ed")) or word in base_forms()


def is_adverb(word: Word) -> bool:
    """Whether a word may stand between an auxiliary and its verb, or is a negation."""
    known = word_class("adverb", "negation")
    return word.text in known or (len(word.text) > 4 and word.text.endswith("ly"))


def find_futures(words: Sequence[Word], *, headline: bool) -> Iterator[Future]:
    """Verbs of what is to come; in a headline also an infinitive alone."""
    for at, word in enumerate(words):
        first: int | None
        if word.text in _future_words("modal") or word.text.endswith("'ll"):
            first, bare = at, False
        elif word.text == "to" and at > 0:
            first, bare = _marker(words, at, headline=headline)
        else:
            continue
        verb = _skip_adverbs(words, at + 1) if first is not None else len(words)
        if first is None or verb >= len(words):
            continue
        yield from _futures(words, first, verb, bare=bare)


def _marker(words: Sequence[Word], at: int, *, headline: bool) -> tuple[int | None, bool]:
    """Where the words begin that make an infinitive one of the future; None if it is not."""
    first = at - 1
    before = words[first].text
    if before in _future_words("before to") or before in _forms_in("plan"):
        while first > 0 and (
            words[first - 1].text in word_class("be", "have") or is_adverb(words[first - 1])
        ):
            first -= 1
        return first, False
    if before in ("is", "are", "was", "were"):
        return first, True
    governed = {word.text for word in words[:at]} & _forms_in("plan", "control")
    return (at, True) if headline and not governed else (None, True)


def _futures(words: Sequence[Word], first: int, verb: int, *, bare: bool) -> Iterator[Future]:
    """The verb that an infinitive at a place leads to."""
    text = words[verb].text
    after = _skip_adverbs(words, verb + 1)
    behind = words[after].text if after < len(words) else ""
    if text == "be" and is_participle(behind):
        yield Future(first, after, passive=True, bare=bare)
    elif text == "be" and behind.endswith("ing"):
        return
    elif text != "have" or behind == "to" or not is_participle(behind):
        yield Future(first, verb, passive=False, bare=bare)


def _skip_adverbs(words: Sequence[Word], at: int) -> int:
    while at < len(words) and is_adverb(words[at]):
        at += 1
    return at


def verb_group(words: Sequence[Word], verb: int) -> Group:
    """A verb with what stands before it: auxiliaries, "to", adverbs."""
    known = word_class("be", "have", "do", "modal") | {"to"}
    first, found, negated = verb, set(), False
    for at in range(verb - 1, -1, -1):
        word = words[at]
        if word.text in known or word.text.endswith("n't"):
            found.add(word.text)
            first = at
        elif not is_adverb(word):
            break
        negated = negated or word.text in ("not", "never") or word.text.endswith("n't")
    return Group(first, verb, frozenset(found), negated)


def is_told(words: Sequence[Word], group: Group, form: str, *, headline: bool) -> bool:
    """Whether a verb says what is or was; ``form`` is one of those of `forms_of`."""
    has = group.auxiliaries.intersection
    if has(word_class("modal")) or "to" in group.auxiliaries:
        return False
    behind = words[group.verb + 1].text if group.verb + 1 < len(words) else ""
    before = {word.text for word in words[max(0, group.first - _REACH) : group.first]}
    if before & {"if", "unless", "whether"}:
        return False
    if form in ("past", "participle") and not has(word_class("be")):
        return bool(has(word_class("have"))) or (form == "past" and behind != "by")
    if form in ("past", "participle") and has({"was", "were", "been"}):
        return True
    return not _is_to_come(words, before) and _is_present(group, form, before, headline=headline)


def _is_present(group: Group, form: str, before: set[str], *, headline: bool) -> bool:
    has = group.auxiliaries.intersection
    if form == "ing":
        return bool(has(word_class("be"))) or headline
    if form == "base" and not has(word_class("do")):
        return not before & (governing_verbs() | _forms_in("bare infinitive", "subjunctive"))
    return True


def _is_to_come(words: Sequence[Word], before: set[str]) -> bool:
    """Whether the present tense may stand for what is to come: a day is named, or "when"."""
    days = word_class("time") | {"spring", "summer", "autumn", "winter"}
    waiting = {"when", "whenever", "until", "till", "before", "after", "once", "soon"}
    return bool(before & waiting) or any(word.text in days for word in words)
