"""The passages of two texts, from the runs of words that they share: aligned, chosen, cut."""

from collections.abc import Sequence

from analysis.compare.reuse.chains import Aligned, extend, fill, find_chains, matches
from analysis.compare.reuse.shingles import Block, Words, read_words, shared_blocks
from analysis.corpus.text import Span

ALIKE = 0.5
"""Below this share of words in common, what two texts share are phrases, not a passage."""

FEWEST = 8
"""Matching words of a passage; of a whole short text two in three of its words are enough."""

MEANING = 5
"""Words with a meaning of their own among them; a name counts once, however many words it has."""

_MOST_CELLS = 250_000
"""Words of a gap on one side times those on the other, beyond which it is left unaligned."""

_SHORT = 20
_FEWEST_SHORT = 5


def align(a: Words, b: Words, blocks: Sequence[Block], *, itself: bool = False) -> list[Aligned]:
    """Passages of two texts from their runs of shared words, the longest first.

    ``itself`` says whether the texts are one: then a passage may not overlap its repeat.
    """
    found: list[Aligned] = []
    for chain in find_chains(a, b, blocks):
        aligned = extend(a, b, fill(a, b, chain))
        parts = _turns(aligned) if itself else [aligned]
        found += [part for part in parts if _is_passage(a, b, part)]
    found.sort(key=lambda each: (-each.matched, each.a, each.b))
    kept: list[Aligned] = []
    for both in (True, False):  # first what is new on both sides, then what is on one
        for each in found:
            new = [
                not any(overlaps(each.a, other.a) for other in kept),
                not any(overlaps(each.b, other.b) for other in kept),
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
    for chain in find_chains(a, b, shared):
        if all(_apart(chain, run) for run in runs):
            runs = sorted(runs + fill(a, b, chain))
    found, end_a, end_b = [], 0, 0
    for block in [*runs, Block(len(a.ids), len(b.ids), 0)]:
        gap_a, gap_b = (end_a, block.a), (end_b, block.b)
        if (block.a - end_a) * (block.b - end_b) <= _MOST_CELLS:
            found += matches(a, b, gap_a, gap_b)
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


def overlaps(a: Span, b: Span) -> bool:
    """Whether two stretches share more than a third of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 3 * shared > min(a[1] - a[0], b[1] - b[0])


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
