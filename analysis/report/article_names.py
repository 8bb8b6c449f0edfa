"""What an article is called in sentences and in tables: its headline, its date or its words."""

from collections.abc import Mapping
from typing import Any

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import READING, Block, escape
from analysis.report.findings import article_name, outlet_name
from analysis.report.passage_quotes import enquote, first_words, short_headline


def article_called(corpus: Corpus, article: str, *, by_date: bool = True) -> str:
    """Return what an article is called in a sentence: its headline and its outlet.

    One without a headline is called by its date, if it is the only one of its outlet that has this
    date and ``by_date`` allows it, else by its first words.
    """
    row = _about(corpus, article)
    outlet = outlet_name(row["outlet"])
    if by_date and not row["headline"] and _is_only_one(corpus, row):
        return f"the article of {outlet} dated {row['published']}"
    return f"{enquote(_headline(row)) if row['headline'] else _beginning(corpus, row)} of {outlet}"


def article_in_label(corpus: Corpus, article: str) -> str:
    """Return what an article is called in a label: first words of its headline, and its outlet."""
    row = _about(corpus, article)
    name = short_headline(str(row["headline"] or "")) or _beginning(corpus, row)
    return f"{name} of {outlet_name(row['outlet'])}"


def article_link(corpus: Corpus, article: str, headlines: set[str]) -> Block:
    """Return a link to an article's reading view, with its outlet and date.

    ``headlines`` are the articles of which only the headline is known.
    """
    row = _about(corpus, article)
    name = _headline(row) if row["headline"] else _beginning(corpus, row)
    date = f", {row['published']}" if row["published"] else ", no date"
    only = "; headline only" if article in headlines else ""
    said = f"{outlet_name(row['outlet'])}{date}{only}"
    html = (
        f'<a href="{READING}{article}.html" dir="auto">{escape(name)}</a> '
        f"<span>(<bdi>{escape(outlet_name(row['outlet']))}</bdi>{escape(date)}{only})</span>"
    )
    return Block(html, f"{name} ({said})")


def _about(corpus: Corpus, article: str) -> Mapping[Any, Any]:
    return corpus.articles[corpus.articles["article"] == article].to_dict("records")[0]


def _headline(row: Mapping[Any, Any]) -> str:
    return " ".join(str(row["headline"]).split())


def _beginning(corpus: Corpus, row: Mapping[Any, Any]) -> str:
    """The first words of an article in quotation marks; its id where it has none."""
    texts = corpus.sentences.loc[corpus.sentences["article"] == row["article"], "text"]
    words = first_words(str(texts.iloc[0])) if len(texts) else ""
    return enquote(words) if words else article_name(row)


def _is_only_one(corpus: Corpus, row: Mapping[Any, Any]) -> bool:
    """Whether outlet and date of an article are known, and those of no other one."""
    if row["outlet"] == UNKNOWN or not row["published"]:
        return False
    alike = corpus.articles[["outlet", "published"]].eq([row["outlet"], row["published"]])
    return int(alike.all(axis=1).sum()) == 1
