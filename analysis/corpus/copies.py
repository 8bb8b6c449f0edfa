"""Articles whose texts are the same, word for word."""

import re

from analysis.corpus.corpus import Corpus
from analysis.corpus.text import fold

_WORD = re.compile(r"[^\W_]+")


def find_copies(corpus: Corpus) -> list[tuple[str, ...]]:
    """Find articles with the same words in the same order.

    Case, punctuation, quotation marks and blanks make no difference. Only running text counts (body
    and quotation), not headlines: one agency report may stand under many. An article without words
    is no copy.

    Returns
    -------
    list of tuple of str
        Ids of the articles of each text that stands at least twice, texts and ids in the order of
        the corpus.
    """
    words: dict[str, list[str]] = {article: [] for article in corpus.articles["article"]}
    running = corpus.sentences[corpus.sentences["role"] != "headline"]
    for article, text in zip(running["article"], running["text"], strict=True):
        words[article] += _WORD.findall(fold(text))
    same: dict[tuple[str, ...], list[str]] = {}
    for article, found in words.items():
        if found:
            same.setdefault(tuple(found), []).append(article)
    return [tuple(articles) for articles in same.values() if len(articles) > 1]
