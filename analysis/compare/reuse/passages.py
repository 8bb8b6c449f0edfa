"""Passages that two texts share, with light edits, aligned word by word.

Seed and extend, as in local alignment (Smith and Waterman 1981) and in passim (Smith, Cordell and
Mullen 2015): runs of shared words (`analysis.compare.reuse.shingles`) that follow one another in
both texts are joined to a chain, the gaps and the edges are aligned, and what remains is kept if it
is longer and says more than a stock phrase.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.compare.reuse.alignment import align, overlaps
from analysis.compare.reuse.chains import Aligned
from analysis.compare.reuse.paraphrases import find_paraphrases
from analysis.compare.reuse.shingles import Words, read_words, shared_blocks

KINDS = ("verbatim", "near-verbatim", "paraphrase")

NEAR = 0.7
"""Share of words in common, in order, from which a passage is near-verbatim."""


class Passage(NamedTuple):
    """Words that two texts share: ``start`` and ``end`` are offsets into each text.

    ``kind`` is verbatim (the same words in the same order; case, punctuation and hyphens make no
    difference), near-verbatim (``similarity`` of at least `NEAR`) or paraphrase. ``similarity`` is
    2 m / (a + b) with m words in common in the same order, and a and b words on either side; of a
    sentence reworded as a whole, that of `find_paraphrases`.
    """

    article_a: str
    start_a: int
    end_a: int
    article_b: str
    start_b: int
    end_b: int
    kind: str
    similarity: float


def find_passages(texts: Mapping[str, str]) -> list[Passage]:
    """Passages that any two texts share, and those that a text repeats.

    Parameters
    ----------
    texts
        Texts by name.

    Returns
    -------
    list of Passage
        Sorted; ``article_a`` is not greater than ``article_b``, and the same for what a text
        repeats (each repeat with the one before it). Between two texts a word belongs to two
        passages only where one of the texts repeats it more often than the other. A passage that
        stands in more than 64 texts is given from each to the next only. Adding a text changes no
        passage of the others, as long as none of their words comes to stand in more than 64 places.
    """
    names = sorted(texts)
    words = read_words([texts[name] for name in names])
    found = [
        _passage(names[a], words[a], names[b], words[b], aligned)
        for a, b, blocks in shared_blocks(words)
        for aligned in align(words[a], words[b], blocks, itself=a == b)
    ]
    return sorted([*found, *_reworded(texts, found)])


def _reworded(texts: Mapping[str, str], found: Sequence[Passage]) -> Iterator[Passage]:
    """Paraphrases of whole sentences where no passage was found."""
    covered: dict[tuple[str, str], list[Passage]] = {}
    for each in found:
        covered.setdefault((each.article_a, each.article_b), []).append(each)
    for a, span_a, b, span_b, similarity in find_paraphrases(texts):
        known = covered.get((a, b), ())
        if not any(
            overlaps(span_a, (each.start_a, each.end_a))
            or overlaps(span_b, (each.start_b, each.end_b))
            for each in known
        ):
            yield Passage(a, *span_a, b, *span_b, "paraphrase", round(similarity, 4))


def _passage(name_a: str, a: Words, name_b: str, b: Words, aligned: Aligned) -> Passage:
    similarity = aligned.similarity
    kind = "verbatim" if similarity == 1 else "near-verbatim" if similarity >= NEAR else KINDS[-1]
    return Passage(
        name_a,
        int(a.starts[aligned.a[0]]),
        int(a.ends[aligned.a[1] - 1]),
        name_b,
        int(b.starts[aligned.b[0]]),
        int(b.ends[aligned.b[1] - 1]),
        kind,
        round(similarity, 4),
    )
