"""What the report says and lists about similarity of wording."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.similarity import STOP_WORDS
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon
from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    outlet_name,
    show_findings,
    some_of,
    verb,
)
from analysis.report.tables import Cell, table

_TERMS_SHOWN = 6
_TERMS_QUOTED = 3
_OUTLETS_NAMED = 5
_DIGITS = 12
_NO_PROOF = (
    "A high cosine says that two articles use the same words, not that one copied the other."
)


class _Shared:
    """Sentences that hold the heaviest shared terms of a pair, with these terms marked.

    The same sentence has other marks in another pair, so each pair has quotes of its own;
    ``quotes`` holds all that were asked for.
    """

    def __init__(self, corpus: Corpus, quotes: Mapping[str, Quote]) -> None:
        self.quotes = dict(quotes)
        self._texts: dict[str, list[tuple[str, str]]] = {}
        columns = (corpus.sentences[name] for name in ("article", "sentence", "text"))
        for article, sentence, text in zip(*columns, strict=True):
            self._texts.setdefault(article, []).append((sentence, fold(text)))

    def sentences(self, pair: "pd.Series[Any]") -> Linked:
        """Return the sentences of both articles that hold one of their heaviest shared terms."""
        terms = [term for term, _ in pair["terms"][:_TERMS_QUOTED]]
        both = pair["article_a"], pair["article_b"]
        found = []
        for article in both if terms else ():
            for sentence, text in self._texts[article]:
                if marks := _places(terms, text):
                    identity = f"{sentence} {' '.join(both)}"
                    self.quotes[identity] = self.quotes[sentence]._replace(marks=marks)
                    found.append(identity)
        label = f"{both[0]} and {both[1]}: sentences with their heaviest shared terms"
        return Linked(tuple(found), label)


def _places(terms: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where terms stand in a folded text; not where they are a part of a hyphenated word."""
    either = "|".join(map(re.escape, terms))
    found = re.finditer(rf"(?<!\w)(?<!\w-)(?:{either})(?!\w)(?!-\w)", text)
    return tuple(match.span() for match in found)


def similarity_findings(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Name the two articles of different outlets that are most alike, event by event."""
    named = _with_outlets(corpus, pairs)
    shared = _Shared(corpus, quotes)

    def tell(event: str) -> Iterator[Finding]:
        own = named[(named["event"] == event) & named["cosine"].notna()]
        return _event_findings(corpus, event, own, shared)

    return show_findings(by_event(corpus, tell), shared.quotes)


def _event_findings(
    corpus: Corpus, event: str, pairs: pd.DataFrame, shared: _Shared
) -> Iterator[Finding]:
    identity = f"finding-alike-{event}"
    articles = {*pairs["article_a"], *pairs["article_b"]}
    if not articles:
        yield Finding(
            identity,
            "There are no two articles whose wording could be compared.",
            (),
            "Similarity needs two articles with running text about one event.",
            main=True,
        )
        return
    if len(articles) == 2:
        yield _only_two(corpus, identity, pairs.iloc[0])
        return
    known = pairs[(pairs["outlet_a"] != UNKNOWN) & (pairs["outlet_b"] != UNKNOWN)]
    same = known["outlet_a"] == known["outlet_b"]
    if not same.all():
        yield _most_alike(corpus, identity, known[~same], len(pairs) - len(known), shared)
    elif not len(known):
        yield Finding(
            identity,
            "There are no two articles of known outlet whose wording could be compared.",
            (),
            "Pairs with an article of unknown outlet stand in the tables.",
            main=True,
        )
    if same.any():
        yield _within(event, known[same], known[~same])


def _only_two(corpus: Corpus, identity: str, pair: "pd.Series[Any]") -> Finding:
    return Finding(
        identity,
        "Only two articles can be compared, {} and {}; the cosine of their wording is {}.",
        (
            _name(corpus, pair["article_a"]),
            _name(corpus, pair["article_b"]),
            in_table(f"{pair['cosine']:.2f}", "terms"),
        ),
        "With two articles every shared term is equally rare, so the weights cannot tell shared "
        "terms apart, and there is no other pair to set the cosine against.",
        main=True,
    )


def _most_alike(
    corpus: Corpus, identity: str, pairs: pd.DataFrame, left_out: int, shared: _Shared
) -> Finding:
    """Return the finding about the pair with the highest cosine; equal cosines are counted."""
    ranked = _ranked(pairs)
    top = ranked.iloc[0]
    unknown = (
        f" {amount(left_out, 'pair')} with an article of unknown outlet "
        f"{verb(left_out, 'is', 'are')} left out here."
        if left_out
        else ""
    )
    if not top["terms"]:
        sentence = "No two articles of different outlets share a term."
        return Finding(identity, sentence, (), f"Stop words are no terms.{unknown}", main=True)
    linked = shared.sentences(top)
    return Finding(
        identity,
        f"{_highest(ranked)} {_heaviest(top, linked.total)}",
        (
            _name(corpus, top["article_a"]),
            _name(corpus, top["article_b"]),
            in_table(f"{top['cosine']:.2f}", "terms"),
            linked,
        ),
        f"{_stability(top)} {_NO_PROOF}{unknown}",
        main=True,
    )


def _highest(ranked: pd.DataFrame) -> str:
    """Say which pair has the highest cosine, with places for the articles and the cosine."""
    if len(ranked) == 1:
        return "The only two articles of different outlets, {} and {}, have a cosine of {}."
    cosines = ranked["cosine"].round(_DIGITS)
    tied = int((cosines == cosines.iloc[0]).sum()) - 1
    also = (
        f" {tied:,} other {verb(tied, 'pair has', 'pairs have')} the same cosine." if tied else ""
    )
    return (
        f"Of {_pairs(ranked)} of articles of different outlets, {{}} and {{}} are most alike in "
        f"their wording (cosine {{}}).{also}"
    )


def _heaviest(pair: "pd.Series[Any]", sentences: int) -> str:
    """Say which shared terms make up the cosine, with a place for the number of sentences."""
    terms = [f"“{term}”" for term, _ in pair["terms"][:_TERMS_SHOWN]]
    which = verb(
        len(terms), "only shared term is", "shared terms that contribute most to this cosine are"
    )
    first = "it" if len(terms) == 1 else f"one of the first {min(_TERMS_QUOTED, len(terms)):,}"
    return (
        f"The {which} {listing(terms)}; {{}} {verb(sentences, 'sentence', 'sentences')} of the two "
        f"articles {verb(sentences, 'holds', 'hold')} {first}."
    )


def _within(event: str, inside: pd.DataFrame, across: pd.DataFrame) -> Finding:
    """Set the mean cosine within outlets beside the one between them."""
    outlets = sorted(inside["outlet_a"].unique())
    names = some_of(["{}"] * len(outlets), _OUTLETS_NAMED)
    sentence = (
        f"The mean cosine of two articles of one outlet is {{}} ({_pairs(inside)} of {names})"
    )
    parts = [in_table(f"{inside['cosine'].mean():.2f}", "terms"), *outlets[:_OUTLETS_NAMED]]
    if len(across):
        sentence += f", that of two articles of different outlets {{}} ({_pairs(across)})"
        parts.append(in_table(f"{across['cosine'].mean():.2f}", "terms"))
    return Finding(
        f"finding-within-{event}",
        f"{sentence}.",
        tuple(parts),
        "Pairs share articles and are not independent of one another; no test is made."
        if len(across)
        else "There is no second outlet to compare with.",
        main=not len(across),
    )


def _pairs(pairs: pd.DataFrame) -> str:
    return amount(len(pairs), "pair")


def _ranked(pairs: pd.DataFrame) -> pd.DataFrame:
    """Sort pairs, most alike first; rounded, so that the order is the same on every machine."""
    rounded = pairs.assign(rounded=pairs["cosine"].round(_DIGITS))
    order = ["rounded", "article_a", "article_b"]
    return rounded.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _stability(pair: "pd.Series[Any]") -> str:
    """Say how far the cosine moves when one other article is left out."""
    if pd.isna(pair["low"]):
        return "There is no third article to leave out, so nothing is known of its stability."
    low, high, whole = (f"{pair[name]:.2f}" for name in ("low", "high", "cosine"))
    if low == high == whole:
        return "Leaving out any one other article of the event changes nothing."
    if low == high:
        return f"Leaving out any one other article of the event moves it to {low}."
    return f"Leaving out any one other article of the event moves it to between {low} and {high}."


def neighbour_table(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List each article's nearest neighbour, with the terms and sentences that make it so."""
    turned = pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"})
    both = pd.concat([pairs, turned])
    nearest = _ranked(both[both["cosine"].notna()]).groupby("article_a").head(1)
    shared = _Shared(corpus, quotes)
    rows: list[list[Cell]] = [
        [*_pair_cells(corpus, row), shared.sentences(row)]
        for _, row in nearest.sort_values("article_a").iterrows()
    ]
    headers = [
        "Article", "Nearest article of its event", "Cosine", "With one other left out",
        "Heaviest shared terms", "Sentences",
    ]  # fmt: skip
    caption = (
        "Nearest neighbours, those of unknown outlet included. Sentences are those of the two "
        f"articles that hold one of their {_TERMS_QUOTED} heaviest shared terms"
    )
    numeric = ("Cosine", "With one other left out", "Sentences")
    return table("neighbours", caption, headers, rows, shared.quotes, numeric=numeric)


def term_table(corpus: Corpus, pairs: pd.DataFrame, at_most: int = 200) -> Block:
    """List all pairs, most alike first, with the terms that make them alike."""
    ranked = _ranked(pairs[pairs["cosine"].notna()])
    rows = [_pair_cells(corpus, row) for _, row in ranked.head(at_most).iterrows()]
    headers = ["Article", "Article", "Cosine", "With one other left out", "Heaviest shared terms"]
    shown = f"the first {at_most:,} of {len(ranked):,}" if len(ranked) > at_most else "all"
    caption = f"Pairs of articles of one event and their shared terms, most alike first ({shown})"
    numeric = ("Cosine", "With one other left out")
    return table("terms", caption, headers, rows, {}, numeric=numeric, folded=True)


def _pair_cells(corpus: Corpus, row: "pd.Series[Any]") -> list[Cell]:
    low, high = f"{row['low']:.2f}", f"{row['high']:.2f}"
    moved = low if low == high else f"{low} to {high}"
    return [
        _article_link(corpus, row["article_a"]),
        _article_link(corpus, row["article_b"]),
        f"{row['cosine']:.2f}",
        "–" if pd.isna(row["low"]) else moved,
        ", ".join(term for term, _ in row["terms"][:_TERMS_SHOWN]) or "–",
    ]


def settings_table(settings: Mapping[str, object]) -> Block:
    """List the settings of the term weights as they were used."""
    rows: list[list[Cell]] = []
    for name, value in sorted(settings.items()):
        shown = _stop_words(value) if isinstance(value, list) else str(value)
        rows.append([name, shown])
    caption = "Settings of scikit-learn's TfidfVectorizer; what is not listed is its default"
    return table("settings", caption, ["Setting", "Value"], rows, {})


def _stop_words(words: Sequence[str]) -> str:
    """Say how many stop words there are, and which of them the project has added."""
    added: dict[str, list[str]] = {}
    for row in read_lexicon(STOP_WORDS):
        added.setdefault(row["category"], []).append(row["entry"])
    own = "; ".join(f"{category}: {', '.join(entries)}" for category, entries in added.items())
    return f"{len(words):,} words: scikit-learn's English list and {STOP_WORDS}.csv ({own})"


def _with_outlets(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    return pairs.assign(
        outlet_a=pairs["article_a"].map(outlets), outlet_b=pairs["article_b"].map(outlets)
    )


def _name(corpus: Corpus, article: str) -> str:
    row = corpus.articles.set_index("article", drop=False).to_dict("index")[article]
    outlet = outlet_name(row["outlet"])
    if row["headline"]:
        return f"“{row['headline']}” of {outlet}"
    return f"{article} (no headline) of {outlet}"


def _article_link(corpus: Corpus, article: str) -> Block:
    name = _name(corpus, article)
    return Block(f'<a href="{READING}{article}.html">{escape(name)}</a>', name)
