"""Voice: whose words a stretch of text is, beside the role that says where it stands.

- ``direct``: inside the quotation marks of a report;
- ``paraphrase``: what a source is reported to say or think, in the outlet's words;
- ``own``: everything else, the cue and the source of a report included.

Quotation marks that quote nobody (a title, scare quotes) change nothing, and what the author says
of himself ("I think") is his own voice.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.running import RunningText, running_texts
from analysis.corpus.text import fold
from analysis.marks.attributions import Attribution, find_attributions
from analysis.marks.voices.quotations import find_quotations

VOICES = ("own", "direct", "paraphrase")
_OWN, _DIRECT, _PARAPHRASE = range(3)

_AUTHOR = frozenset(["i", "we", "me", "us"])

SCHEMA = {
    "article": "str", "document": "str", "start": "int64", "end": "int64", "role": "str",
    "voice": "str",
}  # fmt: skip


class Run(NamedTuple):
    """A stretch of text in one voice, one of `VOICES`."""

    start: int
    end: int
    voice: str


def find_voices(
    text: str, attributions: Sequence[Attribution] | None = None, *, headline: bool = False
) -> list[Run]:
    """Runs of one voice, in order, that together cover the whole text.

    Parameters
    ----------
    text
        An article's running text.
    attributions
        Those of the text, if they are at hand; else they are found first.
    headline
        Whether the text is a headline.
    """
    if attributions is None:
        attributions = find_attributions(text, headline=headline)
    quotations = [q for q in find_quotations(text, break_at_lines=not headline) if q.depth == 0]
    voices = bytearray(len(text))
    reports = [each for each in attributions if not _is_author(text, each)]
    for report in reports:
        for start, end in report.content_parts:
            voices[start:end] = bytes([_PARAPHRASE]) * (end - start)
    for quotation in quotations:
        start, end = quotation.start, quotation.end
        if any(voices[start:end]):
            voices[start:end] = bytes([_DIRECT]) * (end - start)
    runs = []
    position = 0
    for voice, group in groupby(voices):
        length = sum(1 for _ in group)
        runs.append(Run(position, position + length, VOICES[voice]))
        position += length
    return runs


def mark_voices(corpus: Corpus) -> pd.DataFrame:
    """Voice of every character of headlines, bodies and quotation blocks.

    Returns
    -------
    pandas.DataFrame
        One row a run of one voice within one segment: article, document, start, end, role, voice.
        The runs of a segment cover it without gaps.
    """
    rows: list[tuple[str, str, int, int, str, str]] = []
    for running, attributions in read_attributions(corpus):
        for run in find_voices(running.text, attributions, headline=running.headline):
            for start, end, role in running.pieces((run.start, run.end)):
                rows.append((running.article, running.document, start, end, role, run.voice))
    rows.sort(key=lambda row: (row[1], row[2]))
    return frame(rows, SCHEMA)


_READ: WeakKeyDictionary[Corpus, list[tuple[RunningText, list[Attribution]]]] = WeakKeyDictionary()


_PRONOUNS = frozenset(["he", "she"])


def read_attributions(corpus: Corpus) -> list[tuple[RunningText, list[Attribution]]]:
    """The running texts of a corpus with their attributions, found once as long as it lives."""
    if corpus not in _READ:
        _READ[corpus] = [(running, _read(running)) for running in running_texts(corpus)]
    return _READ[corpus]


def _read(running: RunningText) -> list[Attribution]:
    """The attributions of a running text.

    Blocks of another publisher were cut by whoever quotes them: what "he" means at the beginning of
    one may stand in what was left out, so that it leads to nobody named in an earlier block.
    """
    found = find_attributions(running.text, headline=running.headline)
    if len(running.offsets) == 1 or "quotation" not in running.roles:
        return found
    return [_without_antecedent(running, each) for each in found]


def _without_antecedent(running: RunningText, each: Attribution) -> Attribution:
    if each.source is None or each.speaker is None:
        return each
    start, end = each.source
    if running.text[start:end].lower() not in _PRONOUNS:
        return each
    block = running.offsets[bisect_right(running.offsets, start) - 1]
    surname = each.speaker.split()[-1]
    if block == 0 or surname in running.text[block:start]:
        return each
    return each._replace(speaker=None, source_type="unnamed")


class VoiceIndex:
    """Looks up the voice of a place in a document, given the frame of `mark_voices`."""

    def __init__(self, voices: pd.DataFrame) -> None:
        self._starts: dict[str, list[int]] = {}
        self._voices: dict[str, list[str]] = {}
        columns = (voices[name] for name in ("document", "start", "voice"))
        for document, start, voice in zip(*columns, strict=True):
            self._starts.setdefault(document, []).append(start)
            self._voices.setdefault(document, []).append(voice)

    def at(self, document: str, offset: int) -> str:
        """Voice of the character at an offset; ``own`` outside all runs."""
        place = bisect_right(self._starts.get(document, []), offset) - 1
        return self._voices[document][place] if place >= 0 else VOICES[_OWN]


def _is_author(text: str, each: Attribution) -> bool:
    """Whether the author reports himself: a first person whose words no other report encloses."""
    if each.source is None or each.nested:
        return False
    return fold(text[slice(*each.source)]) in _AUTHOR
