"""Reporting frames of one sentence: cue, source and content as ranges of tokens.

Content is found by these rules, in this order:

1. *After the cue*, behind an addressee ("told reporters") and phrases of time and setting ("on
   Monday in a statement"): a clause with *that*; quoted words, or a clause behind a colon; a clause
   with a question word; an infinitive; a clause without *that*, if a finite verb follows its first
   word; a noun phrase, for cues that take one.
2. *Before the cue*, if nothing of that kind follows and the source stands apart behind a comma, a
   quotation or a dash, or follows the cue: what precedes, back to the beginning of the sentence or
   the end of the frame before. What stands behind the cue after a comma goes on with it.
3. Content ends with the sentence, or earlier: before a frame that stands behind its content ("…,
   according to X"), before a further cue of the same subject ("… and warned"), before a participle
   that reports on ("…, adding that"), and before a contrast in the writer's own words ("…, while").
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.marks.voices.cues import Cue, read_cues
from analysis.marks.voices.phrases import phrase_after, phrase_before, subject_of
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    STOPS,
    Token,
    is_adverb,
    is_finite,
    is_possessive,
    source_words,
    starts_noun_phrase,
    words,
)

Range = tuple[int, int]

_CITING = frozenset(["quote", "cite"])
_UTTERING = frozenset(["saying", "warning", "telling", "claiming", "expressing"])
_ENDS = STOPS | frozenset([")", "]", ";"])
_CONTRASTS = frozenset(["but", "while", "whereas", "although", "though", "despite", "yet"])
_MOST_ADDRESSEE = 8
_TERM = 30
"""Characters: a shorter quotation without a mark at its end is a term, not what somebody said."""
_NOUN_LINKS = frozenset(["of", "about", "over", "for", "on", "against"])


class Frame(NamedTuple):
    """One report: ranges of tokens; ``content`` may have several parts, ``source`` be None."""

    cue: Range | None
    source: Range | None
    content: list[Range]
    negative: bool = False
    via: Range | None = None
    category: str | None = None
    announces: bool = False
    """Whether the content is to come in the next paragraph."""


class _Reading(NamedTuple):
    """A cue in place, before its content is looked for."""

    cue: Range
    entry: Cue
    source: Range | None
    before: int
    """The first token of the frame: where content that precedes it must end."""
    after: int
    """The token behind cue, and behind a source that follows it."""
    negative: bool
    passive: bool
    inverted: bool
    shared: bool
    """Whether the source is that of the cue before ("and warned")."""
    via: Range | None = None
    infinitive: bool = False


def find_frames(tokens: Sequence[Token], *, headline: bool = False) -> list[Frame]:
    """Reporting frames of a sentence, sorted by cue."""
    readings = _readings(tokens, headline=headline)
    frames: list[Frame] = []
    tails = [reading.before for reading, start in readings if start is None]
    for index, (reading, start) in enumerate(readings):
        if start is not None:
            end = _limit(tokens, start, reading, [r for r, _ in readings[index + 1 :]], tails)
            content = _with_subject(tokens, reading, (start, end))
        else:
            content = _content_before(tokens, reading, frames)
        if not content:
            if _awaits(tokens, reading):
                frames.append(_frame(tokens, reading, [], announces=True))
            continue
        frames.append(_frame(tokens, reading, content))
    frames += _citing_frames(tokens, frames)
    if headline and not any(_covers(frame, tokens) for frame in frames):
        frames += _headline_frames(tokens)
    return frames


def _addressee(tokens: Sequence[Token], reading: _Reading) -> Range | None:
    """The name of whom a source told something: the one who relays it."""
    if reading.entry.entry != "tell" or reading.passive or reading.after >= len(tokens):
        return None
    at = reading.after
    if tokens[at].low in words("determiner"):
        at += 1
    end = at
    while (
        end < len(tokens)
        and tokens[end].word
        and tokens[end].capital
        and (tokens[end].low not in words("time"))
    ):
        end += 1
    return (at, end) if at < end else None


def _frame(
    tokens: Sequence[Token], reading: _Reading, content: list[Range], *, announces: bool = False
) -> Frame:
    negative = reading.negative or reading.entry.category == "denying"
    via = reading.via or _addressee(tokens, reading)
    category = reading.entry.category
    return Frame(reading.cue, reading.source, content, negative, via, category, announces)


# Cues


def _readings(tokens: Sequence[Token], *, headline: bool) -> list[tuple[_Reading, int | None]]:
    """Cues that report something, each with the first token of the content behind it, if any."""
    found: list[tuple[_Reading, int | None]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        reading: _Reading | None = None
        # A capital within a sentence makes a name of a cue ("the Daily News", "United States").
        if token.word and (headline or at == 0 or not token.capital):
            end, cues = read_cues(tokens, at)
            reading = _read(tokens, (at, end), cues, [each for each, _ in found]) if cues else None
            if reading is not None and token.low in _EXPRESSING and _utters_noun(tokens, end):
                reading = None
        if reading is not None:
            reading = _as_frame(tokens, reading) or reading
            start = _complement(tokens, reading)
            if start is not None or _stands_behind(tokens, reading) or _awaits(tokens, reading):
                found.append((reading, start))
                at = max(at + 1, reading.cue[1])
                continue
        at += 1
    return found


def _awaits(tokens: Sequence[Token], reading: _Reading) -> bool:
    """Whether content is to come in the next paragraph ("The ministry added:")."""
    return (
        reading.entry.part == "verb"
        and tokens[-1].low == ":"
        and not any(token.low == QUOTE for token in tokens[reading.after :])
    )


def _read(
    tokens: Sequence[Token], cue: Range, cues: list[Cue], earlier: list[_Reading]
) -> _Reading | None:
    """The reading of a cue in its place, None if it reports nothing here."""
    by_part: dict[str, list[Cue]] = {}
    for each in cues:
        by_part.setdefault(each.part, []).append(each)
    low = earlier[-1].cue[1] if earlier else 0
    if "adverbial" in by_part:
        return _read_adverbial(tokens, cue, by_part["adverbial"][0])
    if "adjective" in by_part and (found := _read_adjective(tokens, cue, by_part, low)):
        return found
    is_noun = _is_noun(tokens, cue) or ("noun" in by_part and _is_predicate(tokens, cue, by_part))
    if "noun" in by_part and (is_noun or "verb" not in by_part):
        return _read_noun(tokens, cue, by_part["noun"][0], low)
    if "verb" in by_part and not is_noun:
        return _read_verb(tokens, cue, by_part["verb"], low, earlier)
    return None


def _is_noun(tokens: Sequence[Token], cue: Range) -> bool:
    """Whether the word before makes a noun of a word that could be a verb as well."""
    if cue[0] == 0:
        following = tokens[cue[1]] if cue[1] < len(tokens) else None
        return following is not None and following.low in ("of", "that", "about", "over")
    before = tokens[cue[0] - 1]
    if not before.word:
        return False
    low = before.low
    if low in _EXPRESSING and low not in words("have"):
        return True
    if low in words("pronoun") and low not in ("this", "that", "these", "those", "one"):
        return low in ("another", "no") or (low == "her")
    return (
        low in words("determiner")
        or low in words("possessive")
        or low in words("preposition") - {"to"}
        or is_possessive(before)
        or low.endswith(("ing", "ous", "ive", "able", "ible", "ful", "less"))
        or low in ("recent", "new", "early", "false", "public", "own", "initial", "widespread",
                   "unconfirmed", "repeated", "there's")
        or (is_adverb(before) is False and low.endswith("ial"))
    )  # fmt: skip


def _read_adverbial(tokens: Sequence[Token], cue: Range, entry: Cue) -> _Reading | None:
    """ "According to X": the source goes to the comma if the frame opens its sentence."""
    after = cue[1]
    if after < len(tokens) and tokens[after].low == "which":
        source = phrase_before(tokens, cue[0], 0)
        return _Reading(cue, entry, source, cue[0], after + 1, False, False, True, False)
    source = phrase_after(tokens, after, len(tokens))
    if source is None:
        return None
    if cue[0] == 0:
        comma = next(
            (i for i in range(after, min(len(tokens), after + 14)) if not tokens[i].word), 0
        )
        if comma and tokens[comma].low == ",":
            source = (source[0], comma)
    elif tokens[cue[0] - 1].low == "," and source[1] < len(tokens) and tokens[source[1]].word:
        comma = next(
            (i for i in range(source[1], min(len(tokens), after + 14)) if not tokens[i].word), 0
        )
        if comma and tokens[comma].low == ",":
            source = (source[0], comma)
    if source[1] - source[0] == 1 and not starts_noun_phrase(tokens[source[0]]):
        if tokens[source[0]].low not in source_words("outlet"):
            return None  # "according to plan"
    before = cue[0]
    if before and (tokens[before - 1].low == "," or tokens[before - 1].low in DASHES):
        before -= 1
    return _Reading(cue, entry, source, before, source[1], False, False, True, False)


def _read_adjective(
    tokens: Sequence[Token], cue: Range, by_part: dict[str, list[Cue]], low: int
) -> _Reading | None:
    at = cue[0] - 1
    negative = False
    while at >= low and (is_adverb(tokens[at]) or tokens[at].low in words("negation")):
        negative |= tokens[at].low in words("negation")
        at -= 1
    link = at
    while at >= low and (
        tokens[at].low in words("be") | words("have") | words("modal")
        or tokens[at].low in ("felt", "feels", "feel", "remain", "remains", "remained", "seems")
        or is_adverb(tokens[at])
    ):
        at -= 1
    if link == at or at < low:
        return None
    source = phrase_before(tokens, at + 1, low)
    if source is None or tokens[source[0]].low in ("it", "that", "this", "there"):
        return None
    if not _may_speak(tokens, source):
        return None
    entry = by_part["adjective"][0]
    return _Reading(cue, entry, source, source[0], cue[1], negative, False, False, False)


def _read_noun(tokens: Sequence[Token], cue: Range, entry: Cue, low: int) -> _Reading | None:
    """A noun: its source is its possessor, who stands behind "by" or "of", or its verb's subject."""
    source = _possessor(tokens, cue[0], low)
    after = cue[1]
    if after + 1 < len(tokens) and (
        tokens[after].low in ("by", "from")
        or (tokens[after].low in ("of", "among") and source is None)
    ):
        agent = phrase_after(tokens, after + 1, len(tokens))
        holds = tokens[after].low in ("by", "from", "among") or (
            agent is not None and _predicated(tokens, agent[1]) is not None
        )
        if agent is not None and holds:
            source = source or agent
            after = agent[1]
    if source is None:
        source = _expressing_subject(tokens, cue[0], low)
    return _Reading(cue, entry, source, cue[0], after, False, False, False, False)


_EXPRESSING = frozenset(
    "expressed expresses express expressing made makes voiced voices issued raised repeated "
    "reiterated gave has have had delivered published offered shared released echoed posted "
    "sent".split()
)


def _read_verb(
    tokens: Sequence[Token], cue: Range, cues: list[Cue], low: int, earlier: list[_Reading]
) -> _Reading | None:
    """A verb, with its auxiliaries and its subject."""
    forms = {each.form for each in cues}
    entry = cues[0]._replace(frames="".join(sorted({f for each in cues for f in each.frames})))
    at = cue[0] - 1
    auxiliaries: list[str] = []
    negative = infinitive = False
    while at >= low and tokens[at].word:
        word = tokens[at].low
        if word in words("negation"):
            negative = True
            if word not in words("be") | words("have") | words("do") | words("modal"):
                at -= 1
                continue
        if word == "to" and not infinitive:
            infinitive = True
            auxiliaries.append("to")
        elif word in words("be") | words("have") | words("do") | words("modal"):
            auxiliaries.append(word)
        elif not is_adverb(tokens[at]) or word in words("pronoun"):
            break
        at -= 1
    nearest = auxiliaries[0] if auxiliaries else ""
    passive = bool(forms & {"ed", "participle", "past"}) and nearest in words("be")
    first = at + 1
    if passive:
        return _read_passive(tokens, cue, entry, first, low, negative, infinitive)
    if "ing" in forms:
        return _read_participle(tokens, cue, entry, first, low, nearest, negative, earlier)
    if forms == {"participle"} and nearest not in words("have"):
        return None
    if infinitive:
        if first > low and tokens[first - 1].low in words("refusal"):
            return None
        clause = _clause_start(tokens, first, low)
        source = subject_of(tokens, clause, first)
        if source is not None and not _may_speak(tokens, source):
            return None
        if entry.category == "belief" and set("s") - set(entry.frames):
            return None  # "to hear", "to know"
        reading = (cue, entry, source, first, cue[1], negative, False, False, False, None, True)
        return _Reading(*reading)
    if forms == {"base"} and not auxiliaries and not _plural_subject(tokens, first, low):
        goes_on = earlier and first > low and tokens[first - 1].low in words("conjunction")
        if not (goes_on and cue[1] < len(tokens) and _opens_clause(tokens[cue[1]])):
            return None
    if (
        not auxiliaries
        and forms == {"ed"}
        and cue[1] < len(tokens)
        and (
            tokens[cue[1]].low in ("of", "by")
            and entry.category in ("evaluative", "doubting", "directive")
        )
    ):  # a passive without its auxiliary: "the man accused of", headlines
        return _read_passive(tokens, cue, entry, first, low, negative, False)
    inverted = _inverted(tokens, cue, first, low)
    if inverted is not None and not auxiliaries:
        return _Reading(cue, entry, inverted, first, inverted[1], negative, False, True, False)
    if entry.entry in _CITING and (cited := _cited(tokens, cue)):
        source, after = cited
        via = phrase_before(tokens, first, low)
        start = via[0] if via else first
        return _Reading(
            (cue[0], cue[1]), entry._replace(frames="s"), source, start, after, negative,
            False, False, False, via,
        )  # fmt: skip
    if (
        forms & {"ed"}
        and entry.entry in _CITING
        and cue[1] < len(tokens)
        and (tokens[cue[1]].low == "by")
    ):  # "the expert cited by the paper"
        return None
    if first > low and tokens[first - 1].low in words("conjunction") and earlier:
        return _Reading(
            cue, entry, earlier[-1].source, first - 1, cue[1], negative, False, False, True
        )
    source = phrase_before(tokens, first, low)
    if source is None:
        if earlier and first - 1 >= low and tokens[first - 1].low in (",", "and", "or", "but"):
            shared = earlier[-1].source
            return _Reading(cue, entry, shared, first - 1, cue[1], negative, False, False, True)
        if cue[0] == 0 or tokens[first - 1].low not in (QUOTE, ",") or auxiliaries:
            return None
        clause = subject_of(tokens, 0, first) if first else None
        return _Reading(cue, entry, clause, first, cue[1], negative, False, False, True)
    if not _may_speak(tokens, source):
        return None
    return _Reading(cue, entry, source, source[0], cue[1], negative, False, False, False)


def _may_speak(tokens: Sequence[Token], source: Range) -> bool:
    """Whether a phrase can be a source: not the writer, not "there", not a question word."""
    first = tokens[source[0]].low
    alone = source[1] - source[0] == 1
    if first in ("nobody", "no", "none", "what"):
        return False
    before = tokens[source[0] - 1].low if source[0] else ""
    if (before == "what" and not _names(tokens, source[1])) or (
        alone and first == "one" and before == "no"
    ):
        return False
    return not (alone and first in ("there", "you", "what", "how", "this", "that"))


def _clause_start(tokens: Sequence[Token], at: int, low: int) -> int:
    for index in range(at - 1, low - 1, -1):
        if tokens[index].low in (";", ":", QUOTE) or (
            tokens[index].low in ("that", "but", "because") and index + 1 < at
        ):
            return index + 1
    return low


def _plural_subject(tokens: Sequence[Token], first: int, low: int) -> bool:
    """Whether the word before may be the subject of a verb in its base form."""
    if first <= low:
        return False
    before = tokens[first - 1]
    if before.low == "," or before.low in DASHES:
        return phrase_before(tokens, first, low) is not None
    if not before.word or before.low in words("preposition") or is_possessive(before):
        return False
    found = phrase_before(tokens, first, low)
    if found is None:
        return before.low in words("relative")
    link = next((i for i in range(*found) if tokens[i].low in words("preposition")), found[1])
    before = tokens[max(found[0], link - 1)]
    return (
        before.low in ("i", "we", "you", "they", "some", "many", "most", "others", "who", "few",
                       "people", "both", "all", "several", "men", "women",
                       "police", "media", "authorities",
                       "military", "opposition", "public", "press", "staff", "majority", "rest")
        or before.low.endswith("s")
        or before.capital
    )  # fmt: skip


def _inverted(tokens: Sequence[Token], cue: Range, first: int, low: int) -> Range | None:
    """The source behind the verb, where the content stands before ("…," said Ann Lee)."""
    if first == 0 or cue[1] >= len(tokens):
        return None
    before = tokens[first - 1]
    if before.low not in (QUOTE, ",", *DASHES):
        return None
    if before.low == QUOTE and not before.capital and before.end - before.start < _TERM:
        return None  # "the “doctor” saw patients"
    following = tokens[cue[1]]
    if first < cue[0] and following.low == "the":
        return None  # "the “Herald” group also reports the opposite"
    if following.low in ("that", "this", "there", "there's") or not following.word:
        return None
    if not starts_noun_phrase(following) and following.low not in source_words("title"):
        closing = first == cue[0] and (
            (before.low == QUOTE and before.capital)
            or (before.low == "," and first > 1 and tokens[first - 2].low == QUOTE)
        )
        if not closing or _is_function_word(following):
            return None
    if following.low in words("time") and not following.low.isdigit():
        return None
    source = phrase_after(tokens, cue[1], len(tokens))
    if source is None:
        return None
    end = source[1]
    # "…, the minister said the plan": a subject and verb, unless the clause ends behind the phrase
    closes = (
        end >= len(tokens)
        or tokens[end].low in (",", QUOTE, *_ENDS, *DASHES)
        or (before.low == QUOTE and not is_finite(tokens[end], tokens[end - 1]))
    )
    if before.low == "," and phrase_before(tokens, first - 1, low) is not None:
        # Behind an apposition the verb has its subject before it already.
        apposed = phrase_before(tokens, first, low)
        if apposed is not None and not (end >= len(tokens) or tokens[end].low in _ENDS):
            return None
        if apposed is not None and _looks_like_name(tokens, apposed):
            return None
    return source if closes else None


def _looks_like_name(tokens: Sequence[Token], found: Range) -> bool:
    span = tokens[found[0] : found[1]]
    return (
        sum(token.capital for token in span) >= 2
        and not any(is_finite(token, span[i - 1] if i else None) for i, token in enumerate(span))
        and any(token.low == "," for token in span)
    )


def _cited(tokens: Sequence[Token], cue: Range) -> tuple[Range, int] | None:
    """The source between "cited" and "as saying", and the token behind."""
    for at in range(cue[1], min(len(tokens) - 1, cue[1] + 25)):
        if tokens[at].low in (QUOTE, ";", *STOPS):
            return None
        if tokens[at].low == "as" and tokens[at + 1].low.endswith("ing"):
            return ((cue[1], at), at + 2) if at > cue[1] else None
    return None


def _read_passive(
    tokens: Sequence[Token], cue: Range, entry: Cue, first: int, low: int, negative: bool,
    infinitive: bool,
) -> _Reading | None:  # fmt: skip
    """ "It is believed that", "X is said to", "X was quoted as saying", "was criticised by X"."""
    subject = phrase_before(tokens, first, low) if not infinitive else None
    after = cue[1]
    if entry.entry in _CITING and after + 1 < len(tokens):
        for at in range(after - 1, min(len(tokens) - 1, after + 12)):
            if tokens[at].low in ("by", QUOTE, ",") and at >= after and tokens[at].low != "by":
                break
            saying = tokens[at + 1].low
            if saying.endswith("ing") and (tokens[at].low == "as" or saying in _UTTERING):
                by = phrase_after(tokens, after + 1, at) if tokens[after].low == "by" else None
                frames = entry._replace(frames="s")
                before = subject[0] if subject else first
                end = at + 2
                if saying == "expressing":
                    return None
                if by is None and end < len(tokens) and tokens[end].low == "by":
                    by = phrase_after(tokens, end + 1, len(tokens))
                    end = by[1] if by else end
                return _Reading(
                    (cue[0], at + 2), frames, subject, before, end, negative, False, False,
                    False, by,
                )  # fmt: skip
        return None
    agent = None
    if after < len(tokens) and tokens[after].low == "by":
        agent = phrase_after(tokens, after + 1, len(tokens))
        after = agent[1] if agent else after
    before = subject[0] if subject else first
    return _Reading(cue, entry, agent, before, after, negative, True, False, False, None)


def _read_participle(
    tokens: Sequence[Token], cue: Range, entry: Cue, first: int, low: int, nearest: str,
    negative: bool, earlier: list[_Reading],
) -> _Reading | None:  # fmt: skip
    """ "…, adding that", "while insisting", and progressive forms ("is warning of")."""
    if nearest in words("be"):
        source = phrase_before(tokens, first, low)
        if source is None and earlier and first > low and tokens[first - 1].low in ("and", "but"):
            source = earlier[-1].source
        if source is None:
            return None
        return _Reading(cue, entry, source, source[0], cue[1], negative, False, False, False)
    before = tokens[first - 1] if first else None
    if before is None:
        if not _direct_complement(tokens, cue[1]):
            return None
        clause = _subject_behind(tokens, cue[1])
        return _Reading(cue, entry, clause, 0, cue[1], negative, False, False, True)
    if (
        before.word
        and before.low not in words("preposition") | words("subordinator") | words("conjunction")
        and not _direct_complement(tokens, cue[1])
    ):
        return None
    if before.low in words("determiner") | words("possessive") or is_possessive(before):
        return None
    source = earlier[-1].source if earlier else subject_of(tokens, 0, first)
    start = first - 1 if before.low in (",", "and", "while") else first
    return _Reading(cue, entry, source, start, cue[1], negative, False, False, True)


def _subject_behind(tokens: Sequence[Token], at: int) -> Range | None:
    comma = next((i for i in range(at, len(tokens)) if tokens[i].low == ","), None)
    return subject_of(tokens, comma + 1, len(tokens)) if comma is not None else None


def _direct_complement(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in ("that", QUOTE, ":")


# Content


def _complement(tokens: Sequence[Token], reading: _Reading) -> int | None:
    """The first token of content that stands behind the cue, None if none does."""
    entry, at, high = reading.entry, reading.after, len(tokens)
    if entry.part == "adverbial":
        return _behind_adverbial(tokens, reading)
    if reading.inverted:
        return None
    frames = entry.frames
    if entry.part == "noun":
        return _behind_noun(tokens, at, entry)
    if entry.part == "adjective":
        at = _skip_settings(tokens, at)
        if at + 1 < high and tokens[at].low in ("with", "about", "over", "by", "of"):
            return at + 1
        return _clause(tokens, at, need_that=False)
    if set("od") & set(frames):
        found = _behind_addressee(tokens, at, frames, reading)
        if found is not None:
            return found
    at = _skip_settings(tokens, at)
    if at >= high:
        return None
    if (quoted := _introduced(tokens, at)) is not None and "n" in frames:
        return quoted
    if "r" in frames and not reading.passive and _is_raising(tokens, at):
        return at
    token = tokens[at]
    if token.low in (":", ",") and at + 1 < high and tokens[at + 1].low == QUOTE:
        return None if token.low == "," and _stands_behind(tokens, reading) else at + 1
    if token.low == "," and at + 1 < high and tokens[at + 1].low == "that" and "s" in frames:
        return at + 2
    if token.low == ":":
        return at + 1 if at + 1 < high else None
    if token.low == QUOTE:
        return at
    if token.low == "that" and set("st") & set(frames):
        return at + 1
    if token.low in words("wh") and ("w" in frames or "s" in frames and token.low != "who"):
        return None if reading.negative and "n" not in frames else at
    if token.low == "to" and ("i" in frames or reading.passive):
        return at
    if token.low == "as" and entry.entry == "call":
        return None
    if token.low == "as" and ("n" in frames or reading.passive) and at + 1 < high:
        return at + 1
    if reading.passive and (found := _as_behind(tokens, at)) is not None:
        return found
    if reading.passive and token.low in ("of", "for"):
        return at + 1
    if reading.passive:
        if reading.source is not None:
            return None
        return _clause(tokens, at, need_that=False) if "s" in frames else None
    if "s" in frames and (found := _clause(tokens, at, need_that=False)) is not None:
        return found
    if entry.entry == "say" and starts_noun_phrase(token) and _words_to_stop(tokens, at) > 3:
        return at
    if (
        tokens[reading.cue[0]].low.endswith("ing")
        and reading.shared
        and (entry.category not in ("denying", "evaluative"))
    ):
        return None
    if reading.infinitive:
        return None
    if "t" in frames and token.low in words("pronoun") - words("determiner"):
        return _clause(tokens, at, need_that=False)
    if "n" in frames and (token.word and not is_adverb(token)) and not _names_setting(tokens, at):
        return _noun_content(tokens, at, entry)
    return None


def _is_raising(tokens: Sequence[Token], at: int) -> bool:
    """Whether an infinitive with its own subject stands here ("expects the city to fall")."""
    if not tokens[at].word or tokens[at].low in words("preposition") | {"that"} | words("wh"):
        return False
    for index in range(at + 1, min(len(tokens) - 1, at + 10)):
        token = tokens[index]
        if token.low == "to":
            following = tokens[index + 1]
            return not following.capital and following.low not in words("determiner")
        if not token.word or is_finite(token, tokens[index - 1]):
            return False
    return False


def _noun_content(tokens: Sequence[Token], at: int, entry: Cue) -> int | None:
    """Where the content of a cue with a noun phrase begins."""
    if tokens[at].low in words("preposition"):
        return at + 1 if tokens[at].low in _NOUN_LINKS and at + 1 < len(tokens) else None
    if tokens[at].low in words("conjunction") | words("subordinator") | words("relative"):
        return None
    if tokens[at].low in ("citing", "quoting"):
        return None
    if entry.entry == "call" and not _is_named(tokens, at):
        return None
    if entry.category == "evaluative" or entry.entry == "blame":
        for index in range(at + 1, min(len(tokens) - 1, at + 10)):
            if tokens[index].low in ("of", "for") and tokens[index + 1].low.endswith("ing"):
                return index + 1
    return at


def _words_to_stop(tokens: Sequence[Token], at: int) -> int:
    """Number of words up to the next mark."""
    end = at
    while end < len(tokens) and tokens[end].word:
        end += 1
    return end - at


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """Whether a second phrase says what something is called ("called the plan a mistake")."""
    rest = [token.low for token in tokens[at + 1 : at + 9]]
    return QUOTE in rest or bool({"a", "an"} & set(rest))


def _introduced(tokens: Sequence[Token], at: int) -> int | None:
    """A quotation behind a colon that a noun phrase introduces ("reports the opposite: “…”")."""
    for index in range(at, min(len(tokens) - 1, at + 10)):
        if tokens[index].low == ":":
            return index + 1 if tokens[index + 1].low == QUOTE else None
        if not tokens[index].word:
            return None
    return None


def _clause(tokens: Sequence[Token], at: int, *, need_that: bool) -> int | None:
    """The first token of a clause at ``at``: behind "that", or where it has a finite verb."""
    high = len(tokens)
    if at >= high:
        return None
    if tokens[at].low == "that" and at + 1 < high:
        return at + 1
    if tokens[at].low == QUOTE:
        return at
    if tokens[at].low == ":" and at + 1 < high:
        return at + 1
    if need_that or not tokens[at].word:
        return None
    low = tokens[at].low
    if low in words("preposition") - {
        "after",
        "before",
        "despite",
        "under",
        "in",
        "at",
        "since",
        "during",
        "without",
    }:
        return None
    if low in words("conjunction") or low in words("relative") or low in words("object"):
        return None
    if low in words("subordinator") and low not in (
        "if",
        "when",
        "while",
        "once",
        "after",
        "until",
        "unless",
        "before",
        "since",
        "although",
    ):
        return None
    if "'" in low and low.partition("'")[0] in words("pronoun") | {"that", "there", "let", "here"}:
        return at
    for index in range(at + 1, min(high, at + 30)):
        token = tokens[index]
        if token.low in (";", ":", *STOPS):
            break
        if token.low == QUOTE:
            return at if index - at <= 6 else None
        before = tokens[index - 1]
        if (
            before.low in words("conjunction")
            and is_finite(token, None)
            and low not in (words("pronoun"))
        ):
            return None  # "charged a fee and was": the second verb is the first one's companion
        if token.word and is_finite(token, before if before.low != "," else None):
            return at
        if before.low == "," and token.low.endswith("ed") and not token.capital:
            return at
        if token.low == "," and token.word is False and low in words("object"):
            break
        if token.low in words("relative") and index - at < 3:
            return None
    return None


def _behind_noun(tokens: Sequence[Token], at: int, entry: Cue) -> int | None:
    """Content of a noun: a clause, an infinitive, what a link leads to, or a predicate."""
    if at + 1 >= len(tokens):
        return None
    if (found := _predicated(tokens, at)) is not None:
        return found
    low, following = tokens[at].low, tokens[at + 1]
    if low == "that":
        return None if is_finite(following, tokens[at]) else at + 1
    if low in ("over", "about", "as") and following.low in words("wh"):
        return at + 1
    if low == "as" and following.low == "to" and at + 2 < len(tokens):
        return at + 2
    if (low == "to" and "i" in entry.frames) or low in words("wh"):
        return at
    if low == ":":
        return at + 1
    if "l" not in entry.frames:
        return None
    if low in _NOUN_LINKS and following.word:
        return at + 1
    if low in words("determiner") | words("pronoun") or (tokens[at].capital and tokens[at].word):
        return _clause(tokens, at, need_that=False)
    return None


def _behind_addressee(
    tokens: Sequence[Token], at: int, frames: str, reading: _Reading
) -> int | None:
    """Content behind an addressee ("told reporters that", "urged the council to")."""
    high = min(len(tokens), at + _MOST_ADDRESSEE + 6)
    if reading.passive:
        at = _skip_settings(tokens, at)
        if at < len(tokens) and tokens[at].low == "to":
            return at
        return _clause(tokens, at, need_that=False)
    if at >= len(tokens) or not tokens[at].word or tokens[at].low in words("wh") | {"to"}:
        return None
    for index in range(at + 1, high):
        low = tokens[index].low
        if (
            low in STOPS
            or low == ";"
            or (index > at + 1 and is_finite(tokens[index], tokens[index - 1]))
        ):
            break
        if low == "that" and "s" in frames and index + 1 < len(tokens):
            return index + 1
        if low == QUOTE:
            return index
        if low == ":" and index + 1 < len(tokens):
            return index + 1
        if low == "to" and "i" in frames and index + 1 < len(tokens):
            following = tokens[index + 1]
            if not (following.capital or following.low in words("determiner") | words("object")):
                return index
        if low in words("wh") and ("w" in frames or "s" in frames) and low not in ("who", "which"):
            return index
        if low == ",":
            if index + 1 < len(tokens) and tokens[index + 1].low == QUOTE:
                return index + 1
            break
    if "d" not in frames:
        return None
    end = _addressee_end(tokens, at)
    end = _skip_settings(tokens, end)
    return _clause(tokens, end, need_that=False) if end > at else None


def _addressee_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind a short addressee: a pronoun, a name, or a noun with its determiner."""
    low = tokens[at].low
    if low in words("object") | {"you", "it"}:
        return at + 1
    end = at
    if low in words("determiner") | words("possessive"):
        end += 1
    if end < len(tokens) and tokens[end].capital:
        while end < len(tokens) and tokens[end].word and tokens[end].capital:
            end += 1
        if tokens[end - 1].low == "the" and end - at > 1:
            end -= 1
        return end
    while (
        end < len(tokens)
        and tokens[end].word
        and not starts_noun_phrase(tokens[end])
        and end - at < 3
    ):
        end += 1
    return max(end, at + 1)


def _behind_adverbial(tokens: Sequence[Token], reading: _Reading) -> int | None:
    """Content behind "according to X,", if the frame opens its clause."""
    at = reading.after
    if tokens[at - 1].low == "which":
        return at if at < len(tokens) else None
    outside = reading.before - 1
    if reading.before < reading.cue[0] and outside >= 0 and at + 1 < len(tokens):
        opener = tokens[outside].low
        if tokens[at].low == "," and (
            opener in words("relative") or opener in words("subordinator") - {"so"}
        ):
            return at + 1
    opens = reading.cue[0] == 0 or tokens[reading.cue[0] - 1].low in (
        ";", ":", "and", "but", "that", "still", "meanwhile", *DASHES,
    ) or (tokens[reading.cue[0] - 1].low == "," and reading.cue[0] <= 2)  # fmt: skip
    if not opens:
        return None
    if at < len(tokens) and tokens[at].low in (",", ":") and at + 1 < len(tokens):
        return at + 1
    return (
        at
        if at < len(tokens) and tokens[at].low == QUOTE
        else (at if at < len(tokens) and starts_noun_phrase(tokens[at]) else None)
    )


def _skip_settings(tokens: Sequence[Token], at: int) -> int:
    """Past phrases of time and setting behind a cue ("on Monday", "in a statement", "also")."""
    high = len(tokens)
    while at < high:
        token = tokens[at]
        low = token.low
        if (
            is_adverb(token)
            and low not in words("pronoun") | words("determiner")
            and not (low in ("there", "here", "now"))
        ):
            at += 1
        elif low in words("time") and not low.isdigit() and low != "may":
            at += 1
        elif (
            low in ("last", "this", "late", "early")
            and at + 1 < high
            and (tokens[at + 1].low in words("time"))
        ):
            at += 2
        elif _names_setting(tokens, at):
            at = _setting_end(tokens, at)
        elif low == "," and at + 1 < high and _names_setting(tokens, at + 1):
            end = _setting_end(tokens, at + 1)
            if end < high and tokens[end].low == ",":
                at = end + 1
            else:
                break
        else:
            break
    return at


def _names_setting(tokens: Sequence[Token], at: int) -> bool:
    return (
        at < len(tokens)
        and tokens[at].low in words("preposition")
        and (_setting_end(tokens, at) > at)
    )


def _setting_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind a prepositional phrase of time, place or setting at ``at``, else ``at``."""
    end = at + 1
    last = None
    while end < len(tokens) and end - at <= 9 and tokens[end].word:
        low = tokens[end].low
        if (
            low in words("time")
            or low in words("setting")
            or (low.isdigit() and len(low) in (1, 2, 4) and last is not None)
        ):
            last = end
        elif (
            low == "that"
            or low in words("wh")
            or (
                low in words("pronoun") - words("determiner")
                or is_finite(tokens[end], tokens[end - 1])
            )
        ):
            break
        elif last is not None and low not in ("of", "with", "at", "on", "in", "to", "the", "and",
                                              "a", "for", "from") and not tokens[end].capital:  # fmt: skip
            break
        elif last is not None and low == "the" and tokens[end - 1].low not in words("preposition"):
            break
        elif (
            last is not None
            and tokens[end].capital
            and (
                tokens[end - 1].low not in words("preposition") | words("determiner")
                and not tokens[end - 1].capital
            )
        ):
            break
        end += 1
    if last is not None:
        stop = last + 1
        while stop < end and (
            tokens[stop].capital
            or (tokens[stop].low in ("with", "in", "at", "on", "to", "of", "from", "the")
                and stop + 1 < end)
        ):  # fmt: skip
            stop += 1
        while tokens[stop - 1].low in words("preposition") | words("determiner"):
            stop -= 1
        return stop
    # A place: "in Washington", if what follows is not part of it.
    if tokens[at].low in ("in", "at", "from") and at + 1 < len(tokens) and tokens[at + 1].capital:
        end = at + 1
        while end < len(tokens) and tokens[end].capital:
            end += 1
        if end < len(tokens) and tokens[end].low in ("that", QUOTE, ":", ",", *STOPS):
            return end
    return at


def _limit(
    tokens: Sequence[Token],
    start: int,
    reading: _Reading,
    later: Sequence[_Reading],
    tails: Sequence[int],
) -> int:
    """Where content that begins at ``start`` ends."""
    high = len(tokens)
    if reading.before and tokens[reading.before - 1].low in DASHES:  # in a parenthesis of dashes
        high = next((i for i in range(start, high) if tokens[i].low in DASHES), high)
    for tail in tails:
        if tail > start:
            high = min(high, tail)
            break
    for other in later:
        if start < other.cue[0] <= high and other.shared and other.before > start:
            high = min(high, other.before)
            break
    for other in later:
        if (
            other.source
            and start + 2 < other.before < high
            and not other.shared
            and (
                tokens[other.before - 1].low in ("and", "but")
                and tokens[other.before - 2].low == ","
            )
        ):
            high = other.before - 1
            break
    if reading.entry.part == "noun" and reading.source != reading.cue:
        high = _end_of_subject(tokens, reading, start, high)
    depth = 0
    for index in range(start, high):
        low = tokens[index].low
        depth += (low in ("(", "[")) - (low in (")", "]"))
        if depth < 0:
            high = index
            break
        if (
            low == ","
            and index + 2 < high
            and tokens[index + 1].low in _CONTRASTS
            and index > start + 1
            and tokens[index - 1].low != "that"
        ):
            if "that" not in [token.low for token in tokens[index + 2 : index + 3]]:
                high = index
                break
        if low in (",", "and") and any(
            other.cue[0] == index + 1 and other.entry.part == "verb" and other.cue[0] > start
            and other.shared for other in later
        ):  # fmt: skip
            high = index
            break
    while high > start and (
        not tokens[high - 1].word and tokens[high - 1].low not in (QUOTE, ")", "]")
    ):
        high -= 1
    while high > start and tokens[high - 1].low in words("conjunction"):
        high -= 1
    return high


def _with_subject(tokens: Sequence[Token], reading: _Reading, content: Range) -> list[Range]:
    """Content with the subject of a passive infinitive before it ("X is believed to …")."""
    if content[0] >= content[1]:
        return []
    if (
        reading.passive
        and tokens[content[0]].low in ("to", "as")
        and reading.before < reading.cue[0]
    ):
        first = tokens[reading.before].low
        end = reading.cue[0]
        while end > reading.before and (
            tokens[end - 1].low in words("be") | words("have") | words("modal") | words("negation")
            or is_adverb(tokens[end - 1])
        ):
            end -= 1
        if end > reading.before and first not in words("relative") | {"it", "that"}:
            last = tokens[end - 1].low
            if last not in words("relative") | {"that"}:
                return [(reading.before, end), content]
    return [content]


def _stands_behind(tokens: Sequence[Token], reading: _Reading) -> bool:
    """Whether a frame without content behind it closes a clause that is its content."""
    if reading.entry.part not in ("verb", "adverbial") or reading.passive:
        return False
    if reading.shared and not reading.inverted:
        return False
    if reading.entry.part == "adverbial":
        return reading.before > 0
    before = tokens[reading.before - 1] if reading.before else None
    if before is None or before.low not in (",", QUOTE, *DASHES, "?", "!"):
        return False
    if reading.inverted:
        return True
    if not set("sqd") & set(reading.entry.frames) and reading.entry.category != "evidential":
        return False
    after = reading.after
    if set("do") & set(reading.entry.frames) and after < len(tokens):
        addressee = phrase_after(tokens, after, len(tokens))
        after = addressee[1] if addressee else after
    after = _skip_settings(tokens, after)
    if after >= len(tokens):
        return True
    low = tokens[after].low
    return (
        not tokens[after].word
        or low.endswith("ing")
        or (
            low != "to"
            and low in words("conjunction") | words("preposition") | words("subordinator")
        )
    )


def _content_before(
    tokens: Sequence[Token], reading: _Reading, frames: Sequence[Frame]
) -> list[Range]:
    """Content that stands before its frame, and what goes on behind it."""
    if not _stands_behind(tokens, reading):
        return []
    end = reading.before
    while end > 0 and not tokens[end - 1].word and tokens[end - 1].low not in (QUOTE, ")"):
        end -= 1
    start = 0
    for frame in frames:
        last = max((part[1] for part in frame.content), default=0)
        stop = max(last, frame.cue[1] if frame.cue else 0)
        # A frame inside this content belongs to it; one that ends before it does not.
        if (
            stop <= end
            and frame.content
            and frame.content[-1][1] < end
            and (frame.content[0][0] < (frame.cue[0] if frame.cue else 0))
        ):
            start = max(start, stop)
    for index in range(end - 1, start, -1):
        if tokens[index].low == ";":
            start = index + 1
            break
    while start < end and not tokens[start].word and tokens[start].low != QUOTE:
        start += 1
    if start < end and tokens[start].low in ("but", "and", "still") and end - start > 1:
        start += 1
    if start < end and tokens[start].low == ",":
        start += 1
    if end <= start or not any(tokens[i].word or tokens[i].low == QUOTE for i in range(start, end)):
        return []
    quoted = next((i for i in range(end - 1, start - 1, -1) if tokens[i].low == QUOTE), None)
    parts = [(start, end)]
    if (
        quoted is not None
        and quoted == end - 1
        and quoted > start
        and _sentence_like(tokens, start, quoted)
    ):
        parts = [(quoted, end)]
    return parts + _goes_on(tokens, reading)


def _sentence_like(tokens: Sequence[Token], start: int, quoted: int) -> bool:
    """Whether words before a quotation are a setting of their own, not part of what is said."""
    return tokens[quoted - 1].low in (":",) or (
        tokens[quoted - 1].low == ","
        and not any(
            is_finite(tokens[i], tokens[i - 1] if i > start else None) for i in range(start, quoted)
        )
    )


def _goes_on(tokens: Sequence[Token], reading: _Reading) -> list[Range]:
    """Content that goes on behind the frame ("A, he said, B")."""
    at = _skip_settings(tokens, reading.after)
    if at >= len(tokens):
        return []
    if tokens[at].low == "," and at + 1 < len(tokens):
        following = tokens[at + 1]
        if following.low == QUOTE:
            return [(at + 1, at + 2)]
        if reading.inverted and tokens[reading.before - 1].low == QUOTE:
            return []
        if (
            following.low in words("conjunction") | words("relative")
            or following.low in words("subordinator") - {"if", "because", "so"}
            or following.low.endswith("ing")
        ):
            return []
        if reading.entry.part == "verb" and following.low in words("preposition") | {"as"}:
            return []
        end = len(tokens)
        while end > at + 1 and not tokens[end - 1].word and tokens[end - 1].low != QUOTE:
            end -= 1
        return [(at + 1, end)] if end - at > 2 else []
    if (
        tokens[at].low in (":", "--", "–", "—")
        and at + 1 < len(tokens)
        and tokens[at + 1].low == QUOTE
    ):
        return [(at + 1, at + 2)]
    if tokens[at].low == QUOTE:
        return [(at, at + 1)]
    return []


def _citing_frames(tokens: Sequence[Token], frames: Sequence[Frame]) -> list[Frame]:
    """ "…, X reported, citing Y": the same content, of Y, by way of X."""
    found = []
    for at, token in enumerate(tokens[:-1]):
        if token.low not in ("citing", "quoting") or at == 0:
            continue
        source = phrase_after(tokens, at + 1, len(tokens))
        whole = next((f for f in frames if f.content and f.cue and f.cue[1] <= at), None)
        if source is None or whole is None:
            continue
        if any(part[0] <= at < part[1] for part in whole.content):
            continue
        found.append(Frame((at, at + 1), source, whole.content, False, whole.source, "neutral"))
    return found


def _headline_frames(tokens: Sequence[Token]) -> list[Frame]:
    """ "Talks near collapse – ministry", "Ministry: talks near collapse"."""
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].low in DASHES and 0 < len(tokens) - at - 1 <= 5 and at >= 3:
            rest = tokens[at + 1 :]
            named = rest[0].capital or rest[-1].low in _groups()
            if all(token.word for token in rest) and named:
                return [Frame(None, (at + 1, len(tokens)), [(0, at)])]
    for at in range(1, min(len(tokens) - 2, 6)):
        if tokens[at].low == ":" and tokens[0].capital and len(tokens) - at > 3:
            if any(is_finite(t, None) for t in tokens[:at]):
                break
            return [Frame(None, (0, at), [(at + 1, len(tokens))])]
    return []


def _is_predicate(tokens: Sequence[Token], cue: Range, by_part: dict[str, list[Cue]]) -> bool:
    """Whether a word behind a form of "be" is a noun, not a passive or progressive verb."""
    forms = {each.form for each in by_part.get("verb", [])}
    return (
        cue[0] > 0
        and tokens[cue[0] - 1].low in words("be")
        and forms.isdisjoint(("ed", "participle", "ing"))
    )


def _possessor(tokens: Sequence[Token], noun: int, low: int) -> Range | None:
    """Whose a noun is: "the minister's repeated claim", "their belief"."""
    for at in range(noun - 1, max(low, noun - 4) - 1, -1):
        token = tokens[at]
        if not token.word or token.low in words("preposition") | words("determiner"):
            return None
        if token.low in words("possessive"):
            return at, at + 1
        if is_possessive(token):
            return phrase_before(tokens, at + 1, low) or (at, at + 1)
    return None


def _expressing_subject(tokens: Sequence[Token], noun: int, low: int) -> Range | None:
    """The subject of a verb that does no more than utter the noun: "has expressed concern"."""
    verb = next(
        (i for i in range(noun - 1, max(low, noun - 5) - 1, -1) if tokens[i].low in _EXPRESSING),
        None,
    )
    if verb is None or not all(token.word for token in tokens[verb:noun]):
        return None
    first = verb
    while first > low and (
        tokens[first - 1].low in words("have") | words("be") | words("modal")
        or is_adverb(tokens[first - 1])
    ):
        first -= 1
    return phrase_before(tokens, first, low)


def _predicated(tokens: Sequence[Token], at: int) -> int | None:
    """A clause apart from its noun: "rumours are spreading that", "the fear of many is that"."""
    verb = next((i for i in range(at, min(len(tokens), at + 4)) if _is_link(tokens[i])), None)
    if verb is None or not all(is_adverb(token) for token in tokens[at:verb]):
        return None
    for index in range(verb + 1, min(len(tokens) - 1, verb + 4)):
        token = tokens[index]
        if token.low == "that":
            return index + 1
        if not (is_adverb(token) or token.low.endswith(("ing", "ed")) or _is_link(token)):
            return None
    return None


def _is_link(token: Token) -> bool:
    return token.low in words("be") or token.low in words("have")


def _utters_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether what a verb utters is a noun that reports ("expressed concern that")."""
    for index in range(at, min(len(tokens), at + 4)):
        if not tokens[index].word or tokens[index].low in words("preposition"):
            return False
        end, cues = read_cues(tokens, index)
        noun = next((cue for cue in cues if cue.part == "noun"), None)
        if noun is not None:
            return _behind_noun(tokens, end, noun) is not None
    return False


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next cue gives a name in quotation marks ("what the army called “X”")."""
    return any(token.low == QUOTE for token in tokens[at : at + 5])


def _opens_clause(token: Token) -> bool:
    return token.low == "that" or token.low in words("pronoun") - words("determiner")


def find_bare_frame(tokens: Sequence[Token]) -> tuple[Range, Range | None] | None:
    """Cue and source of a sentence that is a subject and a reporting verb, and nothing reported."""
    for at, token in enumerate(tokens):
        if not token.word or (at and token.capital):
            continue
        end, cues = read_cues(tokens, at)
        verbs = [cue for cue in cues if cue.part == "verb" and "s" in cue.frames]
        if not verbs:
            continue
        reading = _read_verb(tokens, (at, end), verbs, 0, [])
        if reading is None or reading.source is None or reading.before > 3:
            return None
        rest = _skip_settings(tokens, reading.after)
        alone = rest >= len(tokens) or tokens[rest].low in STOPS
        return (reading.cue, reading.source) if alone else None
    return None


def _end_of_subject(tokens: Sequence[Token], reading: _Reading, start: int, high: int) -> int:
    """Where the clause of a noun ends that is the subject of its sentence.

    "A warning that winds could rise emptied the beaches": at the second finite verb, or at a comma.
    """
    before = range(1, reading.cue[0])
    if any(is_finite(tokens[i], tokens[i - 1]) for i in before):
        return high
    verbs = 0
    for index in range(start + 1, high):
        token, earlier = tokens[index], tokens[index - 1]
        if verbs and token.low == ",":
            return index
        if is_finite(token, earlier) and not is_finite(earlier, None) and not is_adverb(earlier):
            if earlier.low in words("conjunction") | words("relative") | {"to", "that"}:
                continue
            verbs += 1
            if verbs == 2:
                return index
    return high


def _as_behind(tokens: Sequence[Token], at: int) -> int | None:
    """What a passive says somebody is described as, some words on ("described in the audit as")."""
    for index in range(at, min(len(tokens) - 1, at + 6)):
        if tokens[index].low == "as":
            return index + 1
        if not tokens[index].word or is_finite(tokens[index], None):
            return None
    return None


def _covers(frame: Frame, tokens: Sequence[Token]) -> bool:
    """Whether a frame speaks for most of its sentence."""
    return sum(end - start for start, end in frame.content) * 2 > len(tokens)


def _is_function_word(token: Token) -> bool:
    return is_adverb(token) or any(
        token.low in words(name)
        for name in ("preposition", "conjunction", "subordinator", "be", "have")
    )


@cache
def _groups() -> frozenset[str]:
    return (
        source_words("organisation") | source_words("outlet") | source_words("collective")
        | source_words("unnamed") | source_words("title")
    )  # fmt: skip


def _as_frame(tokens: Sequence[Token], reading: _Reading) -> _Reading | None:
    """ "As the mayor put it", "as she has noted": a frame that stands apart, like an adverbial."""
    if reading.source is None:
        return None
    opening = reading.source[0] - 1
    if opening < 0 or tokens[opening].low != "as":
        return None
    if opening and tokens[opening - 1].low not in (",", QUOTE, *DASHES):
        return None
    after = reading.after
    if after < len(tokens) and tokens[after].low == "it":
        after += 1
    if after < len(tokens) and tokens[after].low not in (",", QUOTE, *_ENDS, *DASHES):
        return None
    before = opening - (1 if opening and tokens[opening - 1].low == "," else 0)
    entry = reading.entry._replace(part="adverbial", frames="left")
    return reading._replace(entry=entry, before=before, after=after, inverted=True)
