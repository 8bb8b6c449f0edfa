"""Passages that two texts share, with light edits, aligned word by word.

Seed and extend, as in local alignment (Smith and Waterman 1981) and in passim (Smith, Cordell and
Mullen 2015): runs of shared words (`analysis.compare.reuse.shingles`) that follow one another in
both texts are joined to a chain, the gaps and the edges are aligned, and what remains is kept if it
is longer and says more than a stock phrase.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.compare.reuse.paraphrases import find_paraphrases
from analysis.compare.reuse.shingles import Block, Words, read_words, shared_blocks
from analysis.corpus.text import Span

KINDS = ("verbatim", "near-verbatim", "paraphrase")

NEAR = 0.7
"""Share of words in common, in order, from which a passage is near-verbatim."""

ALIKE = 0.5
"""Below this share of words in common, what two texts share are phrases, not a passage."""

_GAP = 10
"""Words without a match, on either side, over which a passage goes on."""

_SMALL_GAP = 3
_EDGE = 16
"""Words beyond the outermost run that are aligned in search of its end."""

FEWEST = 8
"""Matching words of a passage; of a whole short text two in three of its words are enough."""

MEANING = 5
"""Words with a meaning of their own among them; a name counts once, however many words it has."""

_MOST_CELLS = 250_000
"""Words of a gap on one side times those on the other, beyond which it is left unaligned."""

_SHORT = 20
_FEWEST_SHORT = 5
_MISS = 0.6


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


class Aligned(NamedTuple):
    """A chain of runs as indexes of words, ends exclusive, and the runs it consists of."""

    a: tuple[int, int]
    b: tuple[int, int]
    blocks: tuple[Block, ...]

    @property
    def matched(self) -> int:
        """Words in common."""
        return sum(block.length for block in self.blocks)

    @property
    def similarity(self) -> float:
        """Share of words in common, in the same order."""
        return 2 * self.matched / (self.a[1] - self.a[0] + self.b[1] - self.b[0])


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
            _overlap(span_a, (each.start_a, each.end_a))
            or _overlap(span_b, (each.start_b, each.end_b))
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


def align(a: Words, b: Words, blocks: Sequence[Block], *, itself: bool = False) -> list[Aligned]:
    """Passages of two texts from their runs of shared words, the longest first.

    ``itself`` says whether the texts are one: then a passage may not overlap its repeat.
    """
    found: list[Aligned] = []
    for chain in _chains(a, b, blocks):
        aligned = _extend(a, b, _fill(a, b, chain))
        parts = _turns(aligned) if itself else [aligned]
        found += [part for part in parts if _is_passage(a, b, part)]
    found.sort(key=lambda each: (-each.matched, each.a, each.b))
    kept: list[Aligned] = []
    for both in (True, False):  # first what is new on both sides, then what is on one
        for each in found:
            new = [
                not any(_overlap(each.a, other.a) for other in kept),
                not any(_overlap(each.b, other.b) for other in kept),
            ]
            if all(new) if both else any(new):
                kept.append(each)
    return kept


def align_words(text_a: str, text_b: str) -> list[tuple[Span, Span]]:
    """Words that two short texts share in the same order: the spans of each on either side.

    The chains of shared runs that do not cross come first, then the longest common subsequence of
    what lies between them. The two texts may change places: the answer is the same.
    """
    if text_b < text_a:
        return [(one, other) for other, one in align_words(text_b, text_a)]
    a, b = words = read_words([text_a, text_b])
    shared = next((blocks for i, j, blocks in shared_blocks(words) if i != j), [])
    runs: list[Block] = []
    for chain in _chains(a, b, shared):
        if all(_apart(chain, run) for run in runs):
            runs = sorted(runs + _fill(a, b, chain))
    found, end_a, end_b = [], 0, 0
    for block in [*runs, Block(len(a.ids), len(b.ids), 0)]:
        gap_a, gap_b = (end_a, block.a), (end_b, block.b)
        if (block.a - end_a) * (block.b - end_b) <= _MOST_CELLS:
            found += _matches(a, b, gap_a, gap_b)
        found.append(block)
        end_a, end_b = block.a + block.length, block.b + block.length
    places = [(block.a + n, block.b + n) for block in found for n in range(block.length)]
    return [(_span(a, i), _span(b, j)) for i, j in places]


def _apart(chain: Sequence[Block], run: Block) -> bool:
    """Whether a run lies before or behind a chain, on both sides the same."""
    first, last = chain[0], chain[-1]
    before = run.a + run.length <= first.a and run.b + run.length <= first.b
    return before or (run.a >= last.a + last.length and run.b >= last.b + last.length)


def _span(words: Words, at: int) -> Span:
    return int(words.starts[at]), int(words.ends[at])


def _turns(aligned: Aligned) -> list[Aligned]:
    """What a text repeats, cut where a repeat would overlap itself: one part a turn."""
    period = aligned.b[0] - aligned.a[0]
    if aligned.a[1] <= aligned.b[0]:
        return [aligned]
    if period < FEWEST:
        return []
    turns = []
    for start in range(aligned.a[0], aligned.a[1] - period + 1, period):
        whole = [each for each in aligned.blocks if each.a <= start < each.a + each.length]
        if whole and start + period <= whole[0].a + whole[0].length:
            block = Block(start, whole[0].b + start - whole[0].a, period)
            ends = (start, start + period), (block.b, block.b + period)
            turns.append(Aligned(*ends, (block,)))
    return turns


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches share more than a third of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 3 * shared > min(a[1] - a[0], b[1] - b[0])


def _chains(a: Words, b: Words, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs that follow one another in both texts, at most a gap apart; the best chain first.

    No run belongs to two chains.
    """
    left = list(blocks)
    while left:
        score: list[float] = []
        back: list[int] = []
        first = 0
        for k, block in enumerate(left):
            while left[first].a + left[first].length + _GAP < block.a:
                first += 1  # runs are sorted by place, so that later ones reach further
            best, before = 0.0, -1
            for j in range(first, k):
                step = _step(a, b, left[j], block)
                if step is not None and score[j] - step > best:
                    best, before = score[j] - step, j
            score.append(best + block.length)
            back.append(before)
        at = max(range(len(left)), key=lambda k: (score[k], -k))
        chain = []
        while at >= 0:
            chain.append(at)
            at = back[at]
        yield [left[k] for k in reversed(chain)]
        used = set(chain)
        left = [block for k, block in enumerate(left) if k not in used]


def _step(a: Words, b: Words, before: Block, block: Block) -> float | None:
    """Cost of going from one run to another, None if the second does not follow the first.

    Over the end of a paragraph only a small gap is bridged.
    """
    gap_a = block.a - before.a - before.length
    gap_b = block.b - before.b - before.length
    overlap = max(0, -gap_a, -gap_b)
    wide = max(gap_a, gap_b)
    if overlap >= block.length or block.b <= before.b or wide > _GAP:
        return None
    if wide > _SMALL_GAP and (
        a.line[before.a] != a.line[block.a] or b.line[before.b] != b.line[block.b]
    ):
        return None
    return overlap + 0.05 * (max(gap_a, 0) + max(gap_b, 0))


def _fill(a: Words, b: Words, chain: Sequence[Block]) -> list[Block]:
    """A chain whose runs do not overlap, with the matches in its gaps."""
    filled = [chain[0]]
    for block in chain[1:]:
        last = filled[-1]
        end_a, end_b = last.a + last.length, last.b + last.length
        cut = max(0, end_a - block.a, end_b - block.b)
        block = Block(block.a + cut, block.b + cut, block.length - cut)
        filled += _matches(a, b, (end_a, block.a), (end_b, block.b))
        filled.append(block)
    return filled


def _matches(a: Words, b: Words, part_a: tuple[int, int], part_b: tuple[int, int]) -> list[Block]:
    """The longest common subsequence of two short stretches, as runs of one word."""
    first, second = a.ids[slice(*part_a)].tolist(), b.ids[slice(*part_b)].tolist()
    if not first or not second:
        return []
    length = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(second) - 1, -1, -1):
            length[i][j] = (
                length[i + 1][j + 1] + 1
                if first[i] == second[j]
                else max(length[i + 1][j], length[i][j + 1])
            )
    found, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            found.append(Block(part_a[0] + i, part_b[0] + j, 1))
            i, j = i + 1, j + 1
        elif length[i + 1][j] >= length[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _extend(a: Words, b: Words, chain: list[Block]) -> Aligned:
    """The chain with what matches beyond its first and last run."""
    start, last = chain[0], chain[-1]
    end_a, end_b = last.a + last.length, last.b + last.length
    forward = _reach(_behind(a, end_a), _behind(b, end_b))
    backward = _reach(_before(a, start.a), _before(b, start.b))
    before = _matches(a, b, (start.a - backward[0], start.a), (start.b - backward[1], start.b))
    behind = _matches(a, b, (end_a, end_a + forward[0]), (end_b, end_b + forward[1]))
    blocks = _without_strays(_joined([*before, *chain, *behind]))
    first, stop = blocks[0], blocks[-1]
    return Aligned((first.a, stop.a + stop.length), (first.b, stop.b + stop.length), blocks)


def _behind(words: Words, end: int) -> list[int]:
    """The next words of the line in which a run ends."""
    inside = words.line[end : end + _EDGE] == words.line[end - 1]
    found: list[int] = words.ids[end : end + _EDGE][inside].tolist()
    return found


def _before(words: Words, start: int) -> list[int]:
    """The words of its line before a run, the nearest first."""
    first = max(0, start - _EDGE)
    inside = words.line[first:start] == words.line[start]
    found: list[int] = words.ids[first:start][inside].tolist()
    return found[::-1]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Runs that touch on both sides made one."""
    joined = [blocks[0]]
    for block in blocks[1:]:
        last = joined[-1]
        if (last.a + last.length, last.b + last.length) == (block.a, block.b):
            joined[-1] = last._replace(length=last.length + block.length)
        else:
            joined.append(block)
    return joined


def _without_strays(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without single words at either end, more than a word apart, that happen to be the same."""
    kept = list(blocks)
    while len(kept) > 1 and _is_stray(kept[0], kept[1]):
        del kept[0]
    while len(kept) > 1 and _is_stray(kept[-1], kept[-2]):
        del kept[-1]
    return tuple(kept)


def _is_stray(outer: Block, inner: Block) -> bool:
    first, second = sorted((outer, inner))
    gaps = second.a - first.a - first.length, second.b - first.b - first.length
    return outer.length == 1 and max(gaps) > 1


def _reach(first: Sequence[int], second: Sequence[int]) -> tuple[int, int]:
    """How far an alignment that begins at the beginning of both goes on to gain."""
    best, reach = 0.0, (0, 0)
    row = [-_MISS * j for j in range(len(second) + 1)]
    for i, word in enumerate(first, 1):
        above, row = row, [-_MISS * i]
        for j, other in enumerate(second, 1):
            score = max(above[j], row[j - 1]) - _MISS
            score = max(score, above[j - 1] + (1.0 if word == other else -_MISS))
            row.append(score)
            if score > best + 1e-9:
                best, reach = score, (i, j)
        if max(row) < best - 4:
            break
    return reach


def _is_passage(a: Words, b: Words, aligned: Aligned) -> bool:
    """Whether what is shared is more than a stock phrase: long, dense and full of meaning."""
    if aligned.similarity < ALIKE:
        return False
    shortest = min(len(a.ids), len(b.ids))
    fewest = FEWEST
    if shortest < _SHORT:
        fewest = min(FEWEST, max(_FEWEST_SHORT, (2 * shortest + 2) // 3))
    return aligned.matched >= fewest and _meaning(a, aligned) >= MEANING


def _meaning(words: Words, aligned: Aligned) -> int:
    """Matching words that carry meaning, those of a name in capitals counted once."""
    places = [at for block in aligned.blocks for at in range(block.a, block.a + block.length)]
    count, last = 0, -2
    for at in (place for place in places if not words.plain[place]):
        in_name = bool(words.name[at])
        count += not (in_name and last == at - 1)
        last = at if in_name else -2
    return count
