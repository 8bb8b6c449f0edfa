"""Score the finder of reused passages against planted ones and against a list made by eye.

    python benchmarks/reuse_scores.py [--seeds N]

Planted (``tests/planted_reuse.py``, N corpora, ten if nothing is said): characters are counted for
each pair of articles and each side, the union of gold spans against the union of found spans,
pooled. A kind is scored in the pairs that have gold of that kind; what lies in gold of another kind
is left out there. A reworded sentence or quotation counts as found if found passages that touch it
on both sides cover half of it on both. Between unrelated articles everything found is a stray; in
other pairs a passage is one if gold covers less than half of it on either side.

First corpus (``tests/gold/passages.csv``): each listed passage found or missed by the report, by
the same half.
"""

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from accuracy import precision_recall_f1, print_table

from analysis import compare_reuse, find_passages, load_corpus, mark_attributions
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.entries import TEXT_ROLES

PROJECT = Path(__file__).resolve().parents[1]
sys.path.append(str(PROJECT / "tests"))

from planted_reuse import Gold, plant  # noqa: E402

GROUPS = {
    "verbatim": {"verbatim"},
    "light edits, 5 to 15 %": {"light-5", "light-10", "light-15"},
    "  typography and spelling": {"light-0"},
    "  5 % of words": {"light-5"},
    "  10 % of words": {"light-10"},
    "  15 % of words": {"light-15"},
    "reordered": {"reordered"},
    "wire copy": {"wire"},
    "sidebar in 25 articles": {"sidebar"},
    "sidebar 25 times in one": {"repeated"},
}
SENTENCES = ("paraphrase", "quotation")  # few characters are shared: counted by the pair
FOUND_KINDS = ("verbatim", "near-verbatim", "paraphrase")
STOCK_PHRASE = 10  # words: the longest that the invented articles share is an office with its name

Pair = tuple[str, str]
Row = Sequence[str]


Finder = Callable[[Mapping[str, str]], Iterable[Any]]


class Corpus(NamedTuple):
    """Texts, gold and findings of one planted corpus, by pair of articles."""

    texts: dict[str, str]
    gold: dict[Pair, list[Gold]]
    found: dict[Pair, list[Gold]]


class Stray(NamedTuple):
    """A passage found where none was planted."""

    words: int
    kind: str
    unrelated: bool
    text: str


def passages_in(texts: Mapping[str, str], find: Finder) -> dict[Pair, list[Gold]]:
    """What the finder finds, by pair of articles; repeats inside one article are left out."""
    found = [Gold(*(getattr(each, name) for name in Gold._fields)) for each in find(texts)]
    assert all(each.article_a <= each.article_b for each in found)
    return by_pair(each for each in found if each.article_a != each.article_b)


def by_pair(passages: Iterable[Gold]) -> dict[Pair, list[Gold]]:
    pairs: dict[Pair, list[Gold]] = defaultdict(list)
    for passage in passages:
        pairs[passage.article_a, passage.article_b].append(passage)
    return pairs


def side(passage: Gold, b: bool) -> range:
    return range(passage.start_b, passage.end_b) if b else range(passage.start_a, passage.end_a)


def union(passages: Iterable[Gold], b: bool) -> set[int]:
    """Characters of one side."""
    return {place for passage in passages for place in side(passage, b)}


def score_characters(corpora: Sequence[Corpus]) -> list[Row]:
    """Precision, recall and F1 of characters, one row a kind of reuse."""
    rows: list[Row] = [("planted reuse", "passages", "P", "R", "F1")]
    for name, kinds in GROUPS.items():
        passages, right, found, wanted = 0, 0, 0, 0
        for corpus in corpora:
            for pair, gold in corpus.gold.items():
                mine = [each for each in gold if each.kind in kinds]
                passages += len(mine)
                for b in (False, True) if mine else ():
                    target = union(mine, b)
                    there = union(corpus.found.get(pair, ()), b)
                    right += len(there & target)
                    found += len(there - (union(gold, b) - target))
                    wanted += len(target)
        scores = precision_recall_f1(right, found, wanted)
        rows.append((name, str(passages), *(f"{score:.3f}" for score in scores)))
    return rows


def covering(gold: Gold, found: Iterable[Gold]) -> list[Gold]:
    """The passages that touch the gold on both sides, if together they cover half of both."""
    touching = [passage for passage in found if touch(gold, passage)]
    covered = (
        2 * len(union(touching, b).intersection(side(gold, b))) >= len(side(gold, b))
        for b in (False, True)
    )
    return touching if all(covered) else []


def touch(one: Gold, two: Gold) -> bool:
    """Whether two passages of one pair of articles overlap on both sides."""
    sides = ((side(one, b), side(two, b)) for b in (False, True))
    return all(max(x.start, y.start) < min(x.stop, y.stop) for x, y in sides)


def score_sentences(corpora: Sequence[Corpus]) -> list[Row]:
    """Recall of reworded sentences and quotations, and as which kind they were found."""
    rows: list[Row] = [("sentence pairs", "pairs", "R", *(f"as {kind}" for kind in FOUND_KINDS))]
    for kind in SENTENCES:
        pairs, counts, hits = 0, Counter[str](), 0
        for corpus in corpora:
            for pair, gold in corpus.gold.items():
                for each in gold:
                    if each.kind == kind:
                        pairs += 1
                        cover = covering(each, corpus.found.get(pair, ()))
                        hits += bool(cover)
                        counts.update({passage.kind for passage in cover})
        cells = (str(counts[found]) for found in FOUND_KINDS)
        rows.append((kind, str(pairs), f"{hits / pairs:.3f}" if pairs else "–", *cells))
    return rows


def strays(corpus: Corpus) -> Iterator[Stray]:
    for (a, b), found in corpus.found.items():
        gold = corpus.gold.get((a, b), [])
        planted = [union(gold, side_b) for side_b in (False, True)]
        for passage in found:
            spans = side(passage, False), side(passage, True)
            known = (
                2 * len(places.intersection(span)) >= len(span)
                for places, span in zip(planted, spans, strict=True)
            )
            if not all(known):
                text = corpus.texts[a][passage.start_a : passage.end_a]
                yield Stray(len(re.findall(r"\w+", text)), passage.kind, not gold, text)


def score_strays(corpora: Sequence[Corpus]) -> list[Row]:
    """What was found where nothing was planted, by pairs of articles and by kind found."""
    rows: list[Row] = [
        ("found without reuse", "kind", "found", "of all", "longest", f"> {STOCK_PHRASE} words")
    ]
    everything = Counter(
        passage.kind for corpus in corpora for found in corpus.found.values() for passage in found
    )
    all_strays = [stray for corpus in corpora for stray in strays(corpus)]
    for unrelated, name in ((True, "unrelated articles"), (False, "elsewhere in other pairs")):
        for kind in FOUND_KINDS:
            here = [each for each in all_strays if (each.unrelated, each.kind) == (unrelated, kind)]
            share = len(here) / everything[kind] if everything[kind] else 0
            longest = max((each.words for each in here), default=0)
            long = sum(each.words > STOCK_PHRASE for each in here)
            cells = (str(len(here)), f"{share:.3f}", str(longest), str(long))
            rows.append((name, kind, *cells))
    return rows


def longest_strays(corpora: Sequence[Corpus], number: int = 5) -> Iterator[str]:
    found = {stray for corpus in corpora for stray in strays(corpus) if stray.unrelated}
    for stray in sorted(found, reverse=True)[:number]:
        yield f"  {stray.words} words, {stray.kind}: {' '.join(stray.text.split())}"


# The first corpus


class Listed(NamedTuple):
    """A passage of the list, between articles as the finder names them."""

    passage: Gold
    note: str

    @property
    def rank(self) -> str:
        """Must be found, should be, or weak: nobody's loss."""
        word, colon, _ = self.note.partition(": ")
        return word if colon and word in {"must", "weak"} else "should"


def read_first_corpus() -> tuple[dict[Pair, list[Gold]], list[Listed]]:
    """What the report finds in the first corpus, by pair of articles, and the listed passages."""
    corpus = load_corpus(PROJECT / "seeds")
    places: dict[str, tuple[str, set[int]]] = {}
    columns = (corpus.segments[name] for name in ("document", "start", "end", "role", "article"))
    for document, start, end, role, article in zip(*columns, strict=True):
        if role in TEXT_ROLES and article is not None:
            places.setdefault(article, (document, set()))[1].update(range(start, end))
    passages = between_articles(compare_reuse(corpus, mark_attributions(corpus)))
    names = list(Gold._fields)
    found = by_pair(Gold(*row) for row in passages[names].itertuples(index=False))
    with (PROJECT / "tests" / "gold" / "passages.csv").open(encoding="utf-8", newline="") as file:
        return found, [listed_passage(row, places) for row in csv.DictReader(file)]


def listed_passage(row: dict[str, str], places: dict[str, tuple[str, set[int]]]) -> Listed:
    """A row of the list; each side stands in the article that has its first character."""
    sides = []
    for x in "ab":
        document, start, end = row[f"document_{x}"], int(row[f"start_{x}"]), int(row[f"end_{x}"])
        (article,) = (
            name for name, (own, inside) in places.items() if own == document and start in inside
        )
        sides.append((article, start, end))
    first, second = sorted(sides)
    return Listed(Gold(*first, *second, row["kind"]), row["note"])


def score_first_corpus() -> list[Row]:
    """Listed passages found, by rank and kind; then those missed, and what is not in the list."""
    found, listed = read_first_corpus()
    known = by_pair(each.passage for each in listed)
    rows: list[Row] = [("first corpus", "kind", "listed", "found", "as that kind")]
    groups: dict[Pair, list[Listed]] = defaultdict(list)
    covers = {each: covering(each.passage, found.get(each.passage[0:4:3], ())) for each in listed}
    for each in listed:
        groups[each.rank, each.passage.kind].append(each)
    for (rank, kind), group in sorted(groups.items()):
        hits = sum(bool(covers[each]) for each in group)
        same = sum(any(passage.kind == kind for passage in covers[each]) for each in group)
        rows.append((rank, kind, str(len(group)), str(hits), str(same)))
    rows += [
        (f"missed ({each.rank})", each.passage.kind, each.note, *each.passage[0:4:3])
        for each, cover in covers.items()
        if not cover and each.rank != "weak"
    ]
    for (a, b), passages in sorted(found.items()):
        for passage in passages:
            if not any(touch(each, passage) for each in known.get((a, b), ())):
                place = f"{passage.start_a}-{passage.end_a}, {passage.start_b}-{passage.end_b}"
                rows.append(("not in the list", passage.kind, place, a, b))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the finder of reused passages.")
    parser.add_argument("--seeds", type=int, default=10, help="number of planted corpora")
    seeds = range(parser.parse_args().seeds)
    corpora = []
    for texts, passages in map(plant, seeds):
        corpora.append(Corpus(texts, by_pair(passages), passages_in(texts, find_passages)))
    for measure in (score_characters, score_sentences, score_strays):
        print_table(measure(corpora))
    print("longest between unrelated articles:", *longest_strays(corpora), "", sep="\n")
    print_table(score_first_corpus())


if __name__ == "__main__":
    main()
