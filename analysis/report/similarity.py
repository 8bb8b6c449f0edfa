"""What the report says and lists about similarity of wording."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.text import fold
from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import Finding, amount, lead, outlet_name, show_findings
from analysis.report.tables import Cell, table

_TERMS_SHOWN = 6
_TERMS_QUOTED = 3


def similarity_findings(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Name the two articles of different outlets that are most alike, event by event."""
    findings: list[Finding] = []
    events = corpus.articles["event"].nunique()
    for event, group in _with_outlets(corpus, pairs).groupby("event", sort=True):
        findings += _event_findings(corpus, str(event), lead(event, events), group)
    if not findings:
        compared = int((~corpus.articles["headline_only"]).sum())
        findings.append(
            Finding(
                "finding-alike",
                f"No two articles of one event can be compared; {amount(compared, 'article')} "
                f"{'has' if compared == 1 else 'have'} running text.",
                (),
                "Similarity needs two articles with text about one event.",
            )
        )
    return show_findings(findings, quotes)


def _event_findings(corpus: Corpus, event: str, of: str, pairs: pd.DataFrame) -> Iterator[Finding]:
    known = pairs[pairs["cosine"].notna()]
    across = known[known["outlet_a"] != known["outlet_b"]]
    if len(across):
        top = across.sort_values("cosine", ascending=False).iloc[0]
        linked = [_shared_sentences(corpus, top)] if top["terms"] else []
        yield Finding(
            f"finding-alike-{event}",
            f"{of}Of articles of different outlets, {{}} and {{}} are most alike in their wording "
            f"(cosine {top['cosine']:.2f}). {_shared_words(top['terms'])}",
            (_name(corpus, top["article_a"]), _name(corpus, top["article_b"]), *linked),
            f"{_stability(top)} A high cosine says that two articles use the same words, not that "
            "one copied the other.",
            main=True,
        )
    inside = known[known["outlet_a"] == known["outlet_b"]]
    if len(inside) and len(across):
        yield Finding(
            f"finding-within-{event}",
            f"{of}The mean cosine of two articles is {inside['cosine'].mean():.2f} within an "
            f"outlet ({amount(len(inside), 'pair')}) and {across['cosine'].mean():.2f} between "
            f"outlets ({amount(len(across), 'pair')}).",
            (),
            "Pairs share articles and are not independent of one another; no test is made.",
        )
    elif len(inside):
        yield Finding(
            f"finding-within-{event}",
            f"{of}The mean cosine of two articles of {{}} is {inside['cosine'].mean():.2f} "
            f"({amount(len(inside), 'pair')}).",
            (outlet_name(inside["outlet_a"].iloc[0]),),
            "There is no second outlet to compare with.",
            main=True,
        )


def _stability(pair: "pd.Series[Any]") -> str:
    if pd.isna(pair["low"]):
        return "There is no third article to leave out, so nothing is known of its stability."
    low, high = f"{pair['low']:.2f}", f"{pair['high']:.2f}"
    if low == high:
        return f"The cosine is {low} whichever other article is left out."
    return f"With any one other article left out, the cosine lies between {low} and {high}."


def _shared_words(terms: Sequence[tuple[str, float]]) -> str:
    if not terms:
        return "They share no term."
    shown = ", ".join(f"“{term}”" for term, _ in terms[:_TERMS_SHOWN])
    return (
        f"The terms that make them so are {shown}; {{}} sentences of the two articles hold one of "
        f"the first {min(_TERMS_QUOTED, len(terms))}."
    )


def _shared_sentences(corpus: Corpus, pair: "pd.Series[Any]") -> Linked:
    """Return the sentences of both articles that hold one of their heaviest shared terms."""
    terms = [re.escape(fold(term)) for term, _ in pair["terms"][:_TERMS_QUOTED]]
    label = f"{pair['article_a']} and {pair['article_b']}: sentences with their heaviest terms"
    if not terms:
        return Linked((), label)
    holds = re.compile(rf"\b(?:{'|'.join(terms)})\b")
    own = corpus.sentences[corpus.sentences["article"].isin([pair["article_a"], pair["article_b"]])]
    found = [
        sentence
        for sentence, text in zip(own["sentence"], own["text"], strict=True)
        if holds.search(fold(text))
    ]
    return Linked(tuple(found), label)


def neighbour_table(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List each article's nearest neighbour, with the terms and sentences that make it so."""
    both = pd.concat(
        [
            pairs,
            pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"}),
        ]
    )
    both = both[both["cosine"].notna()].sort_values(
        ["article_a", "cosine", "article_b"], ascending=[True, False, True]
    )
    nearest = both.groupby("article_a", sort=False).head(1)
    rows: list[list[Cell]] = [
        [
            _article_link(corpus, row["article_a"]),
            _article_link(corpus, row["article_b"]),
            f"{row['cosine']:.2f}",
            "–" if pd.isna(row["low"]) else f"{row['low']:.2f} to {row['high']:.2f}",
            ", ".join(term for term, _ in row["terms"][:_TERMS_SHOWN]),
            _shared_sentences(corpus, row),
        ]
        for _, row in nearest.iterrows()
    ]
    headers = [
        "Article", "Nearest article of its event", "Cosine", "With one other left out",
        "Heaviest shared terms", "Sentences",
    ]  # fmt: skip
    caption = (
        "Nearest neighbours. Sentences are those of the two articles that hold one of their "
        f"{_TERMS_QUOTED} heaviest shared terms"
    )
    numeric = ("Cosine", "With one other left out", "Sentences")
    return table("neighbours", caption, headers, rows, quotes, numeric=numeric)


def settings_table(settings: Mapping[str, object]) -> Block:
    """List the settings of the term weights as they were used."""
    rows: list[list[Cell]] = [[name, str(value)] for name, value in sorted(settings.items())]
    caption = "Settings of scikit-learn's TfidfVectorizer; what is not listed is its default"
    return table("settings", caption, ["Setting", "Value"], rows, {})


def _with_outlets(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    return pairs.assign(
        outlet_a=pairs["article_a"].map(outlets), outlet_b=pairs["article_b"].map(outlets)
    )


def _name(corpus: Corpus, article: str) -> str:
    row = corpus.articles.set_index("article").loc[article]
    outlet = outlet_name(row["outlet"])
    return f"“{row['headline']}” ({outlet})" if row["headline"] else f"{article} ({outlet})"


def _article_link(corpus: Corpus, article: str) -> Block:
    name = _name(corpus, article)
    return Block(f'<a href="{READING}{article}.html">{escape(name)}</a>', name)
