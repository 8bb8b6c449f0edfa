"""Counted noun phrases: what a number counts, found without a parser.

After a number the phrase runs over adjectives, names and nouns to its head: the first plural noun
(for "one" the last noun before a function word). Function words, verbs, punctuation and numbers
end it; the word lists are categories of quantity_words.csv.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.marks.numbers.vocabulary import number_words, values, words


class NounPhrase(NamedTuple):
    """A counted phrase: where it starts (after "of the") and ends, and its head in the singular."""

    start: int
    end: int
    head: str


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[a-z]{1,4}-?[0-9]{1,4}(?:-[0-9]{1,4})?s?(?![\w-])"  # A320, F-16s
    r"|[^\W\d_]+(?:['-][^\W\d_]+)*'?"
)
_MODEL = re.compile(r" [0-9]{2,3}(?= [a-z])")
_GAP = re.compile(r" {1,3}| ?\n ?")
_PARTITIVE = re.compile(r" of (?:(?:the|his|her|its|their|our|my|your|these|those|all)[ \n])?")
_ASIDE = re.compile(r" \([^()\n0-9]{1,60}\)(?= )")
_LONGEST = 8  # words
_ACRONYMS = frozenset({"us", "is", "it", "who"})


def read_noun(text: str, view: str, at: int, *, plural: bool, vague: bool) -> NounPhrase | None:
    """Counted noun phrase after a number that ends at a position, or None.

    Parameters
    ----------
    text, view
        The text and its lower-case view.
    at
        End of the number.
    plural
        Whether the number asks for a plural noun (all but one do).
    vague
        Whether the number is a plural itself ("dozens"), which needs "of" before its noun.
    """
    found = _PARTITIVE.match(view, at)
    if found and not (vague or found[0] != " of " or _possessed(view, found.end())):
        return None
    if not found and not (found := _GAP.match(view, at)):
        return None
    start = found.end()
    if "\n" in found[0] and text[start : start + 1].isupper():
        return None
    if vague and not found[0].startswith(" of"):
        token = _TOKEN.match(view, start)
        if not token or token[0] not in words("modifier"):
            return None
    return _plural_phrase(text, view, start) if plural else _singular_phrase(text, view, start)


def _possessed(view: str, at: int) -> bool:
    """Whether a possessive follows ("two of the city's largest hospitals" without "the")."""
    token = _TOKEN.match(view, at)
    return bool(token and token[0].endswith(("'s", "s'")))


def _plural_phrase(text: str, view: str, start: int) -> NounPhrase | None:
    """Phrase up to its first plural noun, or to the last of several plurals in a row."""
    head: re.Match[str] | None = None
    fallback: re.Match[str] | None = None
    at, crossed = start, False
    for count in range(_LONGEST):
        token = _TOKEN.match(view, at)
        if not token or _ends_phrase(text, token, first=count == 0, after_head=head is not None):
            if token and head is None and count and token[0] in words("coordination"):
                crossed = True
                at = token.end() + 1
                continue
            break
        if is_plural(token[0]):
            head = token
        elif head is not None:
            break
        else:
            fallback = None if crossed else token
        gap = _next_gap(view, token.end(), has_head=head is not None)
        if gap is None:
            break
        if gap - token.end() > 1 and view[gap - 2].isdecimal():
            crossed, fallback = True, None
        at = gap
    if head is None and fallback is not None and _is_name(text, fallback):
        head = fallback
    return None if head is None else NounPhrase(start, head.end(), singular(head[0]))


def _singular_phrase(text: str, view: str, start: int) -> NounPhrase | None:
    """Phrase up to the last word before a function word, a verb or an ending -s, -ed, -ly."""
    head: re.Match[str] | None = None
    at = start
    for count in range(_LONGEST):
        token = _TOKEN.match(view, at)
        if not token or _ends_phrase(text, token, first=count == 0, after_head=False):
            break
        if is_plural(token[0]) and token[0] not in values("invariant"):
            break
        if not token[0].endswith(("ed", "ly", "'s")):
            head = token
        if token[0] in _people() or not view.startswith(" ", token.end()):
            break
        at = token.end() + 1
    return None if head is None else NounPhrase(start, head.end(), singular(head[0]))


@cache
def _people() -> frozenset[str]:
    return frozenset({"man", "woman", "person", "child", "boy", "girl"})


def _next_gap(view: str, end: int, *, has_head: bool) -> int | None:
    """Where the next word of the phrase may start: after a model number, an aside or a comma."""
    if not has_head and (model := _MODEL.match(view, end)):
        end = model.end()
    if not has_head and (aside := _ASIDE.match(view, end)):
        end = aside.end()
    if gap := _GAP.match(view, end):
        return None if has_head and "\n" in gap[0] else gap.end()
    if not has_head and view.startswith(", ", end) and (token := _TOKEN.match(view, end + 2)):
        following = _TOKEN.match(view, token.end() + 1)
        if following and is_plural(following[0]) and token[0] not in words("stop"):
            return end + 2
    return None


def _ends_phrase(text: str, token: re.Match[str], *, first: bool, after_head: bool) -> bool:
    """Whether a word cannot be part of the counted phrase."""
    word = token[0]
    if word in _ACRONYMS and text[token.start() : token.end()].isupper():
        return False
    if word in values("invariant"):
        return after_head and word in words("after the head")
    if word in words("stop") or word in words("coordination") or word in _numbers():
        return True
    if after_head and (word in words("verb or plural") or not is_plural(word)):
        return True
    return first and word.endswith("ed") and "-" not in word and not _modifies(token)


def _modifies(token: re.Match[str]) -> bool:
    """Whether a word in -ed is an adjective: listed, or directly before a plural noun."""
    if token[0] in words("participle"):
        return True
    following = _TOKEN.match(token.string, token.end() + 1)
    return bool(following and token.string[token.end()] == " " and is_plural(following[0]))


@cache
def _numbers() -> frozenset[str]:
    return frozenset(number_words("digit", "teen", "ten", "scale", "vague"))


def _is_name(text: str, token: re.Match[str]) -> bool:
    """Whether a word is capitalised in running text, so that it can name what is counted."""
    surface = text[token.start() : token.end()]
    before = text[max(0, token.start() - 24) : token.start()].split()
    return surface[:1].isupper() and not all(word[:1].isupper() for word in before[-2:])


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in values("plural") or word in values("invariant"):
        return True
    tail = word.rsplit("-", 1)[-1]
    if tail in values("plural") or (tail.endswith("men") and tail not in words("not plural")):
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in words("not plural")
        and word not in words("stop")
    )


def singular(word: str) -> str:
    """Singular of a lower-case English noun; a singular is returned unchanged."""
    if word in values("plural"):
        return values("plural")[word]
    if word in values("invariant"):
        return values("invariant")[word] or word
    stem, hyphen, tail = word.rpartition("-")
    if hyphen and tail in values("plural"):
        return f"{stem}-{values('plural')[tail]}"
    if word.endswith("men") and len(word) > 4 and is_plural(word):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1] if is_plural(word) else word
