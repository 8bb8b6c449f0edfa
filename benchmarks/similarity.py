"""Time and measure the search for near-duplicates against its peers.

    python benchmarks/similarity.py [--articles N] [--small N] [--runs N] [--notice SHARE]

The corpus is invented and the same in every run: articles of 150 to 250 words, drawn from 50,000
words by Zipf's law. One in ten is a copy of another article: word for word, or with 5, 10 or 15 %
of its words edited, wherever they stand (replaced, left out or followed by a new word, a third
each). With ``--notice 0.5`` half of the articles end in the same 30 words. Recall is the share of
the planted pairs that is found, precision the share of the found pairs that was planted.

The peers, which no list of requirements names (``pip install rensa datasketch``):

- rensa, MinHash in Rust: signatures of 128 numbers and the candidates of its index, none of them
  checked. It is timed alone, given shingles, and from the texts on, as ours is. With 64 bands it
  finds copies with edits of 15 %, with 32 it is somewhat faster.
- scikit-learn, the cosines of all pairs of TF-IDF vectors; only at the smaller size.
- datasketch, as its manual begins; only at the smaller size.

Every measurement has a process of its own, and the runs take turns, so that a machine that slows
down slows all. The ratios are what to quote: medians over the runs. Peak memory is that of the
process, the corpus included.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from analysis.compare.reuse.near_duplicates import RESEMBLANCE, find_near_duplicates
from analysis.corpus.text import fold

VOCABULARY = 50_000
EDITS = (0.0, 0.05, 0.1, 0.15)
COSINE = 0.6  # finds edits of 15 % of the words
BAR, GROWTH, MEMORY, FOUND = 3, 11, 1024, 0.99

Texts = list[str]
Pairs = Iterable[tuple[int, int]]


# The corpus


def make_texts(count: int, notice: float) -> tuple[Texts, dict[tuple[int, int], float]]:
    """Texts, and of each planted pair the share of the words that was edited."""
    random = np.random.default_rng(20)
    letters = list("abcdefghijklmnopqrstuvwxyz")
    sizes = random.integers(2, 10, VOCABULARY)
    words = np.array(["".join(random.choice(letters, size)) for size in sizes], dtype=object)
    chances = np.cumsum(1 / np.arange(1, VOCABULARY + 1))
    originals = count - count // 10
    texts = [
        " ".join(words[np.searchsorted(chances, random.random(size) * chances[-1])])
        for size in random.integers(150, 251, originals)
    ]
    planted = {}
    for copy in range(originals, count):
        share = EDITS[copy % len(EDITS)]
        planted[copy - originals, copy] = share
        texts.append(" ".join(edit(texts[copy - originals].split(), share, random)))
    ending = " " + " ".join(words[-30:])
    ends = random.random(count) < notice
    return [text + ending * bool(end) for text, end in zip(texts, ends, strict=True)], planted


def edit(words: list[str], share: float, random: np.random.Generator) -> list[str]:
    places = random.choice(len(words), round(share * len(words)), replace=False)
    copy = [[word] for word in words]
    kinds = random.integers(0, 3, len(places))
    for place, kind in zip(places.tolist(), kinds.tolist(), strict=True):
        new = f"new{random.integers(10**6)}"
        copy[place] = [[new], [], [words[place], new]][kind]
    return [word for place in copy for word in place]


def shingles(texts: Texts) -> Iterator[list[str]]:
    """The shingles that ours hashes, as strings."""
    for text in texts:
        words = re.findall(r"[^\W_]+", fold(text))
        fives = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
        yield [" ".join(five) for five in fives]


# What is measured: each takes texts and returns seconds by name, and the pairs


def ours(texts: Texts) -> tuple[dict[str, float], Pairs]:
    named = {f"{number:07}": text for number, text in enumerate(texts)}
    began = time.perf_counter()
    found = find_near_duplicates(named)
    seconds = time.perf_counter() - began
    return {"all": seconds}, found[["article_a", "article_b"]].astype(int).itertuples(index=False)


def rensa(texts: Texts, bands: int) -> tuple[dict[str, float], Pairs]:
    peer = import_module("rensa")  # no requirement of the project, so not imported by a statement
    began = time.perf_counter()
    signatures, alone = [], 0.0
    for start in range(0, len(texts), 1000):
        few = list(shingles(texts[start : start + 1000]))
        signing = time.perf_counter()
        signatures += peer.RMinHash.from_token_sets(few, 128, 1)
        alone += time.perf_counter() - signing
    indexing = time.perf_counter()
    index = peer.RMinHashLSH(RESEMBLANCE, 128, bands)
    index.insert_many(signatures)
    candidates = index.query_all(signatures)
    ended = time.perf_counter()
    pairs = ((a, b) for a, others in enumerate(candidates) for b in others if a < b)
    return {"alone": alone + ended - indexing, "all": ended - began}, pairs


def scikit_learn(texts: Texts) -> tuple[dict[str, float], Pairs]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    began = time.perf_counter()
    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(texts), 1000):  # all at once would need 80 GB for 100,000 articles
        rows, columns = np.nonzero(
            cosine_similarity(vectors[start : start + 1000], vectors) > COSINE
        )
        pairs += ((a, b) for a, b in np.stack((rows + start, columns)).T.tolist() if a < b)
    return {"all": time.perf_counter() - began}, pairs


def datasketch(texts: Texts) -> tuple[dict[str, float], Pairs]:
    peer = import_module("datasketch")
    began = time.perf_counter()
    index = peer.MinHashLSH(threshold=RESEMBLANCE, num_perm=128)
    signatures = []
    for number, few in enumerate(shingles(texts)):
        signature = peer.MinHash(num_perm=128)
        for shingle in few:
            signature.update(shingle.encode())
        index.insert(number, signature)
        signatures.append(signature)
    found = [index.query(signature) for signature in signatures]
    seconds = time.perf_counter() - began
    return {"all": seconds}, ((a, b) for a, others in enumerate(found) for b in others if a < b)


JOBS: dict[str, Callable[[Texts], tuple[dict[str, float], Pairs]]] = {
    "ours": ours,
    "rensa, 64 bands": lambda texts: rensa(texts, 64),
    "rensa, 32 bands": lambda texts: rensa(texts, 32),
    "scikit-learn": scikit_learn,
    "datasketch": datasketch,
}


def work(job: str, count: int, notice: float) -> dict[str, Any]:
    """Do one job in this process: seconds, peak memory in MiB, pairs, recall and precision."""
    texts, planted = make_texts(count, notice)
    seconds, pairs = JOBS[job](texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    total, hits = 0, set()
    for pair in pairs:
        total += 1
        if pair in planted:
            hits.add(pair)
    by_share = {
        share: [pair in hits for pair, edited in planted.items() if edited == share]
        for share in EDITS
    }
    return {
        "seconds": seconds,
        "memory": peak / (2**20 if sys.platform == "darwin" else 2**10),
        "pairs": total,
        "recall": len(hits) / len(planted),
        "precision": len(hits) / total if total else 1.0,
        "by share": {f"{share:.0%}": statistics.fmean(found) for share, found in by_share.items()},
    }


# The table


def measure(job: str, count: int, notice: float) -> dict[str, Any]:
    command = [sys.executable, __file__, "--job", job, "--articles", str(count)]
    command += ["--notice", str(notice)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout)


def show(job: str, count: int, result: dict[str, Any]) -> None:
    alone = result["seconds"].get("alone")
    print(
        f"{job:<16} {count:>8,} {'' if alone is None else f'{alone:.2f}':>8}"
        f" {result['seconds']['all']:>8.2f} {result['memory']:>9,.0f} {result['pairs']:>11,}"
        f" {result['recall']:>7.4f} {result['precision']:>9.4f}",
        flush=True,
    )


def installed(job: str) -> bool:
    module = {"ours": "analysis", "scikit-learn": "sklearn"}.get(job, job.partition(",")[0])
    return find_spec(module) is not None


def main() -> None:
    """Print the table, or do one job of it and print its result as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000, help="larger size")
    parser.add_argument("--small", type=int, default=10_000, help="smaller size")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--notice", type=float, default=0.0, help="share that ends alike")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if min(wanted.articles, wanted.small) < 40:
        parser.error("fewer than 40 articles hold no copy of each kind")
    if wanted.job:
        print(json.dumps(work(wanted.job, wanted.articles, wanted.notice)))
        return
    print_table(wanted.articles, wanted.small, wanted.runs, wanted.notice)


def print_table(large: int, small: int, runs: int, notice: float) -> None:
    missing = [job for job in JOBS if not installed(job)]
    for job in missing:
        print(f"{job}: not installed, left out")
    print(
        f"{'':<16} {'articles':>8} {'alone s':>8} {'all s':>8} {'peak MiB':>9} {'pairs':>11}"
        f" {'recall':>7} {'precision':>9}"
    )
    rows = [
        ("ours", small),
        *((job, large) for job in ("ours", "rensa, 64 bands", "rensa, 32 bands")),
    ]
    results: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for _ in range(runs):
        for job, count in rows:
            if job not in missing:
                results.setdefault((job, count), []).append(measure(job, count, notice))
                show(job, count, results[job, count][-1])
    for job in ("scikit-learn", "datasketch"):
        if job not in missing:
            results[job, small] = [measure(job, small, notice)]
            show(job, small, results[job, small][0])
    print()
    print_ratios(results, large, small)


def print_ratios(
    results: dict[tuple[str, int], list[dict[str, Any]]], large: int, small: int
) -> None:
    mine = results["ours", large]

    def median(other: tuple[str, int], part: str) -> float:
        pairs = zip(results["ours", other[1]], results[other], strict=False)
        return statistics.median(a["seconds"]["all"] / b["seconds"][part] for a, b in pairs)

    for job, count in results:
        if job.startswith("rensa"):
            print(f"ours ÷ {job}, alone: {median((job, count), 'alone'):.2f} (aim: at most {BAR})")
            print(f"ours ÷ {job}, from the texts on: {median((job, count), 'all'):.2f}")
        elif job != "ours":
            print(f"ours ÷ {job}, {count:,} articles: {median((job, count), 'all'):.3f}")
    if ("scikit-learn", small) in results:
        seconds = results["scikit-learn", small][0]["seconds"]["all"] * (large / small) ** 2
        print(f"scikit-learn, {large:,} articles: about {seconds:,.0f} s, not run: by the square")
    pairs = zip(mine, results["ours", small], strict=True)
    growth = statistics.median(a["seconds"]["all"] / b["seconds"]["all"] for a, b in pairs)
    print(f"growth {small:,} → {large:,}: × {growth:.1f} (aim at 10 ×: at most × {GROWTH})")
    print(f"peak {max(each['memory'] for each in mine):,.0f} MiB (aim: at most {MEMORY:,})")
    shares = ", ".join(f"{share} {found:.4f}" for share, found in mine[0]["by share"].items())
    print(f"recall by share of words edited: {shares} (aim: at least {FOUND} each)")
    print(f"precision {mine[0]['precision']:.4f} (aim: at least {FOUND})")


if __name__ == "__main__":
    main()
