"""What the report says and lists about the corpus: which articles, whose, known how."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.coverage import count_roles
from analysis.corpus.entries import ROLES, UNKNOWN
from analysis.report.evidence import READING, Block, Linked, Quote, escape, quotes_of
from analysis.report.findings import (
    Finding,
    amount,
    article_name,
    in_table,
    outlets_in_words,
    show_findings,
    verb,
)
from analysis.report.tables import Cell, table

_UNKNOWN = "not known"


def corpus_findings(corpus: Corpus) -> Block:
    """Say what the corpus holds, what is missing from it and what is never counted."""
    quotes = quotes_of(corpus)
    return show_findings(list(_findings(corpus)), quotes)


def _findings(corpus: Corpus) -> Iterator[Finding]:
    articles = corpus.articles
    count, events = len(articles), articles["event"].nunique()
    words = int(corpus.sentences["words"].sum())
    yield Finding(
        "finding-corpus",
        f"The corpus holds {{}} {verb(count, 'article', 'articles')} of {{}} in {{}}, on "
        f"{amount(events, 'event')}: {{}} "
        f"{verb(len(corpus.sentences), 'sentence', 'sentences')} with {{}}.",
        (
            Linked(tuple(articles["article"]), "articles"),
            in_table(outlets_in_words(articles["outlet"]), "outlets"),
            in_table(amount(len(corpus.documents), "document"), "coverage"),
            Linked(tuple(corpus.sentences["sentence"]), "sentences", brief=True),
            in_table(amount(words, "word"), "articles"),
        ),
        _representative(articles),
        main=True,
    )
    only = articles[articles["headline_only"]]
    yield from _about_some(
        "finding-headline-only",
        only,
        f"Of {{}} {verb(len(only), 'article', 'articles')} only the headline is known.",
        f"{verb(len(only), 'It takes', 'They take')} part in the tables of numbers, not in rates "
        "and not in similarity.",
    )
    undated = articles[articles["published"].isna()]
    yield from _about_some(
        "finding-undated",
        undated,
        f"{{}} {verb(len(undated), 'article carries', 'articles carry')} no date of publication.",
        f"Nothing is inferred from {verb(len(undated), 'its place', 'their order')} in time.",
    )
    unknown = articles[articles["outlet"] == UNKNOWN]
    yield from _about_some(
        "finding-outlet-unknown",
        unknown,
        f"The outlet of {{}} {verb(len(unknown), 'article', 'articles')} is not known.",
        "Articles of unknown outlet have a row of their own and are no side of a comparison.",
    )
    outside = articles[~articles["outlet_known"].isin(["stated"]) & (articles["outlet"] != UNKNOWN)]
    yield from _about_some(
        "finding-outlets-known",
        outside,
        f"The outlet of {{}} {verb(len(outside), 'article', 'articles')} is not stated in the "
        "file.",
        "It was inferred, or is known from outside, as the table of articles says.",
    )


def _about_some(
    identity: str, articles: pd.DataFrame, sentence: str, caution: str
) -> Iterator[Finding]:
    """Yield a finding about some of the articles, if there are any."""
    if len(articles):
        label = identity.removeprefix("finding-").replace("-", " ")
        linked = Linked(tuple(articles["article"]), f"articles: {label}")
        yield Finding(identity, sentence, (linked,), caution)


def _representative(articles: pd.DataFrame) -> str:
    per_outlet = articles[articles["outlet"] != UNKNOWN].groupby("outlet")["article"].count()
    single = int((per_outlet == 1).sum())
    alone = (
        f"{single:,} of {amount(len(per_outlet), 'outlet')} "
        f"{verb(single, 'stands', 'stand')} here with a single article. "
        if single and len(per_outlet) > 1
        else ""
    )
    return (
        f"{alone}The articles were chosen, not sampled: what is said here holds for them, not for "
        "what an outlet usually does."
    )


def article_table(corpus: Corpus, quotes: Mapping[str, Quote]) -> Block:
    """List the articles: what each is, how that is known, and how much text of it there is."""
    sizes = _sizes(corpus)
    rows: list[list[Cell]] = []
    for row in corpus.articles.to_dict("records"):
        sentences, words = sizes[row["article"]]
        rows.append(
            [
                _article_link(row),
                _known(row, "outlet"),
                _known(row, "published"),
                _known(row, "author"),
                _known(row, "reposted_by"),
                str(row["event"]),
                Linked(tuple(sentences), f"{row['article']}: sentences", brief=True),
                f"{words:,}",
            ]
        )
    headers = [
        "Article", "Outlet", "Published", "Author", "Copy found at", "Event", "Sentences", "Words",
    ]  # fmt: skip
    caption = (
        "The articles. In square brackets how a fact is known where the file does not state it: "
        "inferred from it, or from outside"
    )
    return table(
        "articles", caption, headers, rows, quotes, numeric=("Sentences", "Words"),
        event_names=corpus.event_names,
    )  # fmt: skip


def _article_link(row: Mapping[Any, Any]) -> Block:
    name = article_name(row)
    link = f'<a href="{READING}{row["article"]}.html">{escape(name)}</a>'
    return Block(link, str(name))


def _known(row: Mapping[Any, Any], field: str) -> str:
    if not row[field]:
        return _UNKNOWN
    how = row[f"{field}_known"]
    return str(row[field]) if how in ("stated", None) else f"{row[field]} [{how}]"


def _sizes(corpus: Corpus) -> dict[str, tuple[list[str], int]]:
    """Sentences (their ids) and number of words of every article."""
    sizes: dict[str, tuple[list[str], int]] = {
        str(article): ([], 0) for article in corpus.articles["article"]
    }
    columns = (corpus.sentences[name] for name in ("article", "sentence", "words"))
    for article, sentence, words in zip(*columns, strict=True):
        sentences, total = sizes[article]
        sizes[article] = [*sentences, sentence], total + words
    return sizes


def coverage_table(corpus: Corpus) -> Block:
    """Say how many characters of each document have which role: every one is accounted for."""
    counts = count_roles(corpus)
    digests = dict(zip(corpus.documents["document"], corpus.documents["sha256"], strict=True))
    rows: list[list[Cell]] = [
        [
            str(row["document"]),
            f"{row['articles']:,}",
            *(f"{row[role]:,}" for role in ROLES),
            f"{row['characters']:,}",
            str(row["encoding"]),
            Block(f"<code>{digests[row['document']][:12]}</code>", digests[row["document"]][:12]),
        ]
        for row in counts.to_dict("records")
    ]
    roles = [role.capitalize() for role in ROLES]
    headers = ["Document", "Articles", *roles, "All", "Encoding", "SHA-256"]
    numeric = ("Articles", *roles, "All")
    caption = "Non-blank characters of each document by role; captions and furniture never count"
    return table("coverage", caption, headers, rows, {}, numeric=numeric)


def outlet_table(corpus: Corpus, quotes: Mapping[str, Quote]) -> Block:
    """Count articles, sentences and words of each outlet within each event."""
    sizes = _sizes(corpus)
    rows: list[list[Cell]] = []
    for (event, outlet), group in corpus.articles.groupby(["event", "outlet"]):
        ids = tuple(map(str, group["article"]))
        counted = [sizes[article] for article in ids]
        rows.append(
            [
                str(outlet),
                str(event),
                Linked(ids, f"{outlet}: articles"),
                Linked(
                    tuple(sentence for sentences, _ in counted for sentence in sentences),
                    f"{outlet}: sentences",
                    brief=True,
                ),
                f"{sum(words for _, words in counted):,}",
            ]
        )
    headers = ["Outlet", "Event", "Articles", "Sentences", "Words"]
    caption = "Articles, sentences and words of each outlet"
    numeric = ("Articles", "Sentences", "Words")
    return table(
        "outlets", caption, headers, rows, quotes, numeric=numeric, event_names=corpus.event_names
    )
