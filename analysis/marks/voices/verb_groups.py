"""The verb group of a reporting verb: auxiliaries, negation and adverbs before it."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.marks.voices.cues import Cue
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import Range, Token, is_adverb, verb_group_words, words

CITING_VERBS = frozenset(["quote", "cite", "hear", "see", "record"])
"""Verbs whose object says what follows: "quoted the mayor as saying", "was heard saying"."""

_PAST_FORMS = frozenset(["ed", "participle", "past"])


class VerbGroup(NamedTuple):
    """A verb in its sentence, with what belongs to it."""

    tokens: Sequence[Token]
    cue: Range
    entry: Cue
    forms: frozenset[str]
    """Forms that the word may be: base, s, past, participle, ed, ing."""
    low: int
    """The first token that may belong to its subject."""
    first: int
    """The first token of the group: "has" in "she has not said"."""
    auxiliaries: tuple[str, ...]
    """Auxiliaries and "to", the nearest to the verb first."""
    negative: bool

    @property
    def nearest(self) -> str:
        """The auxiliary nearest to the verb, empty if there is none."""
        return self.auxiliaries[0] if self.auxiliaries else ""

    @property
    def infinitive(self) -> bool:
        """Whether the group has "to"."""
        return "to" in self.auxiliaries

    @property
    def passive(self) -> bool:
        """Whether a form of "be" makes a passive of it: "it was said"."""
        return self.nearest in words("be") and not self.forms.isdisjoint(_PAST_FORMS)

    @property
    def following(self) -> str:
        """The token behind the verb, empty at the end of the sentence."""
        return low_at(self.tokens, self.cue[1])

    def reading(self, source: Range | None, before: int, *, after: int | None = None) -> Reading:
        """A reading of this verb; it ends with the verb unless ``after`` says otherwise."""
        end = self.cue[1] if after is None else after
        return Reading(self.cue, self.entry, source, before, end, negative=self.negative)


def read_verb_group(
    tokens: Sequence[Token], cue: Range, cues: Sequence[Cue], low: int
) -> VerbGroup:
    """The group of a verb, given its readings as a word."""
    frames = "".join(sorted({frame for each in cues for frame in each.frames}))
    may_be_base = any(each.form == "base" for each in cues)
    auxiliaries: list[str] = []
    negative = False
    at = cue[0] - 1
    while at >= low and tokens[at].word:
        word = tokens[at].low
        negative |= word in words("negation")
        # "everyone they spoke to says": no infinitive
        infinitive = word == "to" and "to" not in auxiliaries and (auxiliaries or may_be_base)
        if word in verb_group_words() or infinitive:
            auxiliaries.append(word)
        elif word not in words("negation") and not _stands_between(tokens[at]):
            break
        at -= 1
    return VerbGroup(
        tokens=tokens,
        cue=cue,
        entry=cues[0]._replace(frames=frames),
        forms=frozenset(each.form for each in cues),
        low=low,
        first=at + 1,
        auxiliaries=tuple(auxiliaries),
        negative=negative,
    )


def _stands_between(token: Token) -> bool:
    return is_adverb(token) and token.low not in words("pronoun")
