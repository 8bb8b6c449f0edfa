"""Runs of shared words that follow one another in two texts, joined, filled and extended.

Chains are made as read aligners make them of their anchors (Li 2018, minimap2): one pass finds for
each run the best chain that ends there, and the chains are then taken from the best on, each cut
where it meets a better one. The work grows with the number of runs, also for texts that repeat
themselves.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.compare.reuse.shingles import Block, Words

_GAP = 10
"""Words without a match, on either side, over which a passage goes on."""

_SMALL_GAP = 3

_MOST_BEFORE = 64
"""Runs that a chain may have come from, the nearest ones; ordinary texts have a handful."""

_EDGE = 16
"""Words beyond the outermost run that are aligned in search of its end."""

_MISS = 0.6


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


def find_chains(a: Words, b: Words, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs that follow one another in both texts, at most a gap apart; the best chain first.

    ``blocks`` are sorted by place. No run belongs to two chains.
    """
    score: list[float] = []
    back: list[int] = []
    first = 0
    for k, block in enumerate(blocks):
        while blocks[first].a + blocks[first].length + _GAP < block.a:
            first += 1  # runs are sorted by place, so that later ones reach further
        best, before = 0.0, -1
        for j in range(max(first, k - _MOST_BEFORE), k):
            step = _step(a, b, blocks[j], block)
            if step is not None and score[j] - step > best:
                best, before = score[j] - step, j
        score.append(best + block.length)
        back.append(before)
    used = [False] * len(blocks)
    for at in sorted(range(len(blocks)), key=lambda k: (-score[k], k)):
        chain = []
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(blocks[at])
            at = back[at]
        if chain:
            yield chain[::-1]


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


def fill(a: Words, b: Words, chain: Sequence[Block]) -> list[Block]:
    """A chain whose runs do not overlap, with the matches in its gaps."""
    filled = [chain[0]]
    for block in chain[1:]:
        last = filled[-1]
        end_a, end_b = last.a + last.length, last.b + last.length
        cut = max(0, end_a - block.a, end_b - block.b)
        block = Block(block.a + cut, block.b + cut, block.length - cut)
        filled += matches(a, b, (end_a, block.a), (end_b, block.b))
        filled.append(block)
    return filled


def extend(a: Words, b: Words, chain: list[Block]) -> Aligned:
    """The chain with what matches beyond its first and last run."""
    start, last = chain[0], chain[-1]
    end_a, end_b = last.a + last.length, last.b + last.length
    forward = _reach(_behind(a, end_a), _behind(b, end_b))
    backward = _reach(_before(a, start.a), _before(b, start.b))
    before = matches(a, b, (start.a - backward[0], start.a), (start.b - backward[1], start.b))
    behind = matches(a, b, (end_a, end_a + forward[0]), (end_b, end_b + forward[1]))
    blocks = _without_strays(_joined([*before, *chain, *behind]))
    first, stop = blocks[0], blocks[-1]
    return Aligned((first.a, stop.a + stop.length), (first.b, stop.b + stop.length), blocks)


def matches(a: Words, b: Words, part_a: tuple[int, int], part_b: tuple[int, int]) -> list[Block]:
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
