"""Source lines: which mentions of sources are one body that gives figures again and again.

An update is a later figure of the same source. "The interior ministry", "the ministry" and
"ministry spokeswoman Ann Lee" give the ministry's figures; two ministries are two lines. Mentions
are put together if the words of one hold those of the other, first within an article, then over
the articles of an event; where a short mention fits two longer ones, it stays alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.compare.drift.pairs import content_stems

Mention = frozenset[str]

_SPEAKING = (
    r"(?:spokes(?:man|woman|person|people|men)|officials?|chief|director|head|representative|boss"
    r"|statement|website|figures?|count|list|tally)"
)
_SPOKEN = re.compile(rf"(?i)\b{_SPEAKING}\b")
_APPOSED = re.compile(rf"(?i),\s+(?:the |a |an )?{_SPEAKING} (?:of|at|for) (?P<office>[^,]+)")
_ASIDE = re.compile(r",\s|\s(?:who|which|in|on|at|from)\s")


def source_lines(cards: pd.DataFrame) -> list[str]:
    """For each card a key of its source line within its event; empty where nobody is named.

    Parameters
    ----------
    cards
        With the columns event, article, role, of, outcome, low, high and ``source_words`` (the
        words that name the source, empty if none do). A number of a headline has the source of the
        only number beneath it that counts the same and is equal.
    """
    mentions = [_stems(words) for words in cards["source_words"]]
    events, articles = list(cards["event"]), list(cards["article"])
    of_article: dict[tuple[str, str], set[Mention]] = defaultdict(set)
    for event, article, mention in zip(events, articles, mentions, strict=True):
        of_article[event, article].add(mention)
    fullest = {key: _fullest(own) for key, own in of_article.items()}
    resolved = [
        fullest[event, article].get(mention, mention)
        for event, article, mention in zip(events, articles, mentions, strict=True)
    ]
    of_event: dict[str, set[Mention]] = defaultdict(set)
    for event, mention in zip(events, resolved, strict=True):
        of_event[event].add(mention)
    over = {event: _fullest(own) for event, own in of_event.items()}
    lines = [
        " ".join(sorted(over[event].get(mention, mention)))
        for event, mention in zip(events, resolved, strict=True)
    ]
    return _with_headlines(cards, lines)


def _stems(words: str) -> Mention:
    """Stems of whose figures they are: the office that somebody speaks for, else the name."""
    main = _ASIDE.split(words)[0]
    spoken = _SPOKEN.search(main)
    if spoken:
        before, behind = main[: spoken.start()], main[spoken.end() :]
        office = content_stems(before) or content_stems(behind.partition(" of ")[2])
        if office:
            return frozenset(office)
    apposed = _APPOSED.search(words)
    if apposed and content_stems(apposed["office"]):
        return frozenset(content_stems(apposed["office"]))
    return frozenset(content_stems(main))


def _fullest(mentions: Iterable[Mention]) -> Mapping[Mention, Mention]:
    """For each mention the only longest one that holds its words."""
    known = [mention for mention in mentions if mention]
    found = {}
    for mention in known:
        holding = [each for each in known if mention < each]
        longest = [each for each in holding if not any(each < other for other in holding)]
        if len(longest) == 1:
            found[mention] = longest[0]
    return found


def _with_headlines(cards: pd.DataFrame, lines: list[str]) -> list[str]:
    """The same; a number of a headline has the line of the same figure beneath."""
    keys = ["article", "of", "outcome", "low", "high"]
    rows = [tuple(row) for row in cards[keys].fillna(-1.0).itertuples(index=False, name=None)]
    known: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for row, role, line in zip(rows, cards["role"], lines, strict=True):
        if line and role != "headline":
            known[row].add(line)
    return [
        next(iter(known[row])) if role == "headline" and not line and len(known[row]) == 1 else line
        for row, role, line in zip(rows, cards["role"], lines, strict=True)
    ]
