"""Questions of headlines that leave their claim open, and those that ask for information.

"Talks near collapse?" withholds a claim; "Who let them go?" makes one, that somebody did, and asks
for the rest (Quirk et al. 1985, 11.4-14: yes-no, declarative and wh-questions).
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.marks.contexts import words_of

_MARKS = re.compile("[?؟？]+")


def find_open_questions(view: str, sentences: list[Span]) -> list[int]:
    """Offsets of the question marks behind questions that leave open whether something is so.

    A question mark counts unless the clause before it asks with a question word ("who", "but why",
    "at what cost"): at the beginning of its sentence, behind a colon, semicolon or dash, or behind
    a comma. "What if" asks whether, too. Where a sentence asks twice, its last clause decides.

    Parameters
    ----------
    view
        The folded view of a headline.
    sentences
        Spans of its sentences, sorted.
    """
    found: list[int] = []
    for start, end in sentences:
        for marks in _MARKS.finditer(view, start, end):
            if not _asks_for_information(view[start : marks.start()]):
                found.extend(range(*marks.span()))
            start = marks.end()
    return found


def _asks_for_information(question: str) -> bool:
    clause = re.split(r"[:;—–…]|\s-\s", question)[-1]
    patterns = _patterns()
    whether = max((match.start() for match in patterns.whether.finditer(clause)), default=-1)
    which = [match.start() for match in patterns.which.finditer(clause)]
    if whether < 0:
        which += [match.start() for match in patterns.spliced.finditer(clause)]
    return max(which, default=-1) > whether


class _Patterns(NamedTuple):
    which: re.Pattern[str]
    spliced: re.Pattern[str]
    whether: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Patterns of where a clause begins that asks which, and of one that asks whether."""
    word, auxiliary = words_of("question"), rf"(?:{'|'.join(map(words_of, _AUXILIARIES))})"
    link = r"(?:(?:and|but|or|so|yet|then|now|well|just|exactly)\b\W*)"
    # "At what cost", "in whose name"
    led = rf"(?:(?:at|by|for|from|in|of|on|since|to|under|until|with)\s+)?(?!what\s+if\b){word}"
    return _Patterns(
        re.compile(rf"\A\W*{link}*{led}|,\s+(?:{link}+{led}|(?!what\s+if\b)\b(?:what|why|how)\b)"),
        # Without a verb right behind it this is a relative clause: "the mayor, who …".
        re.compile(rf",\s+{led}\s+{auxiliary}[^,]*\Z"),
        re.compile(rf"(?:\A\W*{link}*|,\s+{link}*){auxiliary}"),
    )


_AUXILIARIES = ("be", "do", "auxiliary")
