"""A corpus with a known answer: two outlets, one of which hedges ``factor`` times as often."""

import random
from pathlib import Path
from typing import NamedTuple

OUTLETS = ("Plain Herald", "Cautious Courier")

# Sentences without any hedge or number, and sentences with exactly one hedge, of like length.
_PLAIN = (
    "The bakery on the {place} opened early and sold bread to the {people}.",
    "The {people} met at the {place} and read the letter aloud.",
    "The mayor walked to the {place} and shook hands with the {people}.",
    "A ferry carried the {people} across the bay to the {place}.",
    "The {people} painted the door of the {place} green.",
    "The council paid for the roof of the {place} and thanked the {people}.",
    "The {people} carried the benches from the {place} to the square.",
    "The clerk rang the bell at the {place} and counted the {people}.",
)
_HEDGED = (
    "The bakery on the {place} reportedly sold bread to the {people}.",
    "The {people} may meet at the {place} and read the letter aloud.",
    "The mayor perhaps walked to the {place} with the {people}.",
    "A ferry allegedly carried the {people} across the bay to the {place}.",
    "The {people} might paint the door of the {place} green.",
    "The council possibly paid for the roof of the {place} and thanked the {people}.",
    "The {people} apparently carried the benches from the {place} to the square.",
    "The clerk presumably rang the bell at the {place} and counted the {people}.",
)
_PLACES = ("harbour", "market hall", "old mill", "school", "bridge", "library", "orchard", "quay")
_PEOPLE = ("farmers", "pupils", "fishermen", "nurses", "potters", "carpenters", "neighbours")


class PlantedArticle(NamedTuple):
    """What was written: the article's id, the outlet on its label, and its number of hedges."""

    article: str
    outlet: str
    hedges: int


def planted_corpus(
    folder: Path,
    articles_per_outlet: int = 20,
    factor: float = 3.0,
    shuffle: int | None = None,
    seed: int = 2031,
    copies: int = 1,
    times: int = 1,
    quoted: bool = False,
) -> list[PlantedArticle]:
    """Write a front-matter corpus of two outlets with a planted difference in hedging.

    A sentence of the first outlet hedges with a chance near 0.15, varying between articles; one of
    the second ``factor`` times as often (at most 0.95). ``shuffle`` permutes the outlet labels
    over the same texts, so that no difference is left but chance. Every article is written
    ``copies`` times, and in each the text stands ``times`` times. ``quoted`` puts every hedged
    sentence into somebody's mouth, so that no hedge is left in an outlet's own voice. The same
    arguments write the same bytes.
    """
    writer = random.Random(seed)
    outlets = [outlet for outlet in OUTLETS for _ in range(articles_per_outlet)]
    bodies = [_body(writer, 1.0 if outlet == OUTLETS[0] else factor, quoted) for outlet in outlets]
    # A stream of its own: the texts must not depend on whether labels are shuffled.
    labels = list(outlets)
    if shuffle is not None:
        random.Random(f"labels {shuffle}").shuffle(labels)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    articles = list(zip(labels, bodies, strict=True)) * copies
    for number, (label, (text, hedges)) in enumerate(articles, start=1):
        article = f"planted-{number:03}"
        content = f"---\noutlet: {label}\nheadline: News of the town\n---\n"
        content += "\n\n".join([text] * times) + "\n"
        (folder / f"{article}.txt").write_text(content, encoding="utf-8", newline="\n")
        written.append(PlantedArticle(article, label, hedges * times))
    return written


def _body(writer: random.Random, factor: float, quoted: bool) -> tuple[str, int]:
    """Three paragraphs of four to six sentences, and how many of the sentences hedge."""
    chance = min(0.95, factor * writer.uniform(0.08, 0.22))
    hedges, paragraphs = 0, []
    for _ in range(3):
        sentences = []
        for _ in range(writer.randint(4, 6)):
            hedged = writer.random() < chance
            hedges += hedged
            pattern = writer.choice(_HEDGED if hedged else _PLAIN)
            sentence = pattern.format(place=writer.choice(_PLACES), people=writer.choice(_PEOPLE))
            if quoted and hedged:
                sentence = f"“{sentence[:-1]},” a baker said."
            sentences.append(sentence)
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs), hedges
