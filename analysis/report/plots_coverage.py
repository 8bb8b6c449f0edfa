"""The corpus in one picture: what each document is made of, in reading order."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.corpus.corpus import Corpus
from analysis.report.charts import (
    BLACK,
    GREY,
    MAX_ROWS,
    ROLE_STYLES,
    Names,
    clean,
    draw_names,
    draw_text,
    empty_figure,
    new_figure,
    number_articles,
    row_axes,
    row_notes,
    slots,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing, outlets_in_words

TITLE = "What the documents contain, in reading order"
PAGE = "the pages around the articles"
ROOMY = 12
"""Up to so many documents, each bar has room for the names of its articles."""

_COLUMNS = {
    "document": "file, or “all documents” where outlets are summed",
    "role": "headline, body, quotation, caption or furniture",
    "number": "number of the article in the corpus; empty for page furniture",
    "article": "id of the article",
    "outlet": "outlet of the article",
    "start": "non-blank characters before this piece",
    "characters": "non-blank characters of this piece",
}
_LETTERS = 84
"""Letters of small text that fit across the bars' part of the figure, on average."""

_ABOVE, _BELOW = -1, 1
"""Sides of a bar; an article that begins inside another one is named below the bar."""


@style()
def plot_coverage(corpus: Corpus) -> Figure:
    """Draw each document as one bar of its segments: the corpus in one picture.

    Every non-blank character counts. Over 40 documents, one bar an outlet is drawn instead.

    Returns
    -------
    Figure
        ``fig-coverage``.
    """
    pieces = _pieces(corpus)
    if pieces.empty:
        return empty_figure("fig-coverage", TITLE, "This corpus has no text.", _COLUMNS)
    shares = pieces.groupby("role")["characters"].sum() / pieces["characters"].sum()
    shares = shares.reindex([role for role in ROLE_STYLES if role in shares.index])
    by_document = len(corpus.documents) <= MAX_ROWS
    if by_document:
        figure, note = _draw_documents(corpus, pieces)
    else:
        pieces = _sum_by_outlet(pieces)
        figure, note = _draw_outlets(pieces)
    figure.legend(handles=_role_key(shares), loc="outside lower left", ncols=5, handlelength=1.6)
    extent = _extent(corpus, pieces)
    parts = listing([f"{role} {_percent(share)}" for role, share in shares.items()])
    caption = f"{extent}: {parts}. {note}"
    unit = "each document" if by_document else "each outlet, all documents together,"
    alt = (
        f"Stacked horizontal bar chart in which {unit} is one bar, split into roles; it shows "
        f"{extent}, which divide into {parts}."
    )
    return Figure("fig-coverage", figure, caption, alt, pieces, _COLUMNS)


def _pieces(corpus: Corpus) -> pd.DataFrame:
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    numbers = number_articles(corpus.articles)
    rows = []
    ordered = corpus.segments.sort_values(["document", "start"])
    keys = zip(ordered["document"], ordered["role"], ordered["article"], strict=True)
    offsets = iter(zip(ordered["start"], ordered["end"], strict=True))
    filled: dict[str, int] = {}
    for (document, role, article), run in groupby(keys):
        spans = [next(offsets) for _ in run]
        size = sum(len("".join(texts[document][a:b].split())) for a, b in spans)
        named = isinstance(article, str)
        number = numbers[article] if named else None
        outlet = clean(outlets[article]) if named else None
        start = filled.get(document, 0)
        filled[document] = start + size
        rows.append((document, role, number, article if named else None, outlet, start, size))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"number": "Int64"})


def _draw_documents(corpus: Corpus, pieces: pd.DataFrame) -> tuple[matplotlib.figure.Figure, str]:
    documents = list(dict.fromkeys(pieces["document"]))
    names = draw_names([*documents, *pieces["outlet"].dropna()], 1)
    roomy = len(documents) <= ROOMY
    sizes = pieces.groupby("document")["characters"].sum()
    figure = new_figure(TITLE, 1.0 + len(documents) * (0.62 if roomy else 0.2))
    axes = figure.subplots()
    places = slots([""] * len(documents))
    axes.set_xlim(0, sizes.max() * 1.01)
    _draw_pieces(axes, places.heights, documents, pieces, 0.44 if roomy else 0.66)
    axes.set_xlabel("non-blank characters")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    groups = [pieces[pieces["document"] == document] for document in documents]
    if not roomy:
        row_axes(axes, places, [names.drawn[document] for document in documents])
        row_notes(axes, places.heights, [_holders(held, names) for held in groups])
        return figure, f"At the right of each bar: its outlet.{names.note}"
    row_axes(
        axes,
        places,
        [_size(names.drawn[d], held) for d, held in zip(documents, groups, strict=True)],
    )
    axes.set_ylim(len(documents) - 0.45, -0.75)
    for height, held in zip(places.heights, groups, strict=True):
        _draw_brackets(axes, height, held, names, sizes.max())
    return figure, f"{_article_key(corpus, pieces)}{names.note}"


def _size(name: str, held: pd.DataFrame) -> str:
    articles = amount(held["number"].nunique(), "article")
    return f"{name}\n{articles}, {amount(int(held['characters'].sum()), 'character')}"


def _holders(held: pd.DataFrame, names: Names) -> str:
    outlets = held["outlet"].dropna().unique()
    return names.drawn[outlets[0]] if len(outlets) == 1 else amount(len(outlets), "outlet")


def _draw_pieces(
    axes: Axes, heights: Sequence[float], bars: Sequence[str], pieces: pd.DataFrame, thick: float
) -> None:
    height_of = dict(zip(bars, heights, strict=True))
    for role, (colour, hatch) in ROLE_STYLES.items():
        held = pieces[pieces["role"] == role]
        pale = role == "furniture"
        axes.barh(
            [height_of[bar] for bar in held["document"]], held["characters"], thick,
            left=held["start"], color=colour, hatch=hatch, linewidth=0.4 if pale else 0,
            edgecolor=GREY, hatchcolor="#9a9a9a" if pale else "white",
        )  # fmt: skip


class _Label(NamedTuple):
    """What stands over or under a bar: the numbers it names, its place and its width."""

    numbers: tuple[int, ...]
    text: str
    middle: float
    wide: float


def _draw_brackets(
    axes: Axes, height: float, held: pd.DataFrame, names: Names, longest: float
) -> None:
    # Beside the bar: where each article lies, and as much of its name as there is room for.
    letter, gap = longest / _LETTERS, longest * 0.0015
    for side, runs in _runs(held, letter).items():
        labels: list[_Label] = []
        for number, outlet, left, right in runs:
            low, high = height + 0.27 * side, height + 0.33 * side
            axes.plot(
                [left + gap, left + gap, right - gap, right - gap], [low, high, high, low],
                color=BLACK, linewidth=0.8, clip_on=False,
            )  # fmt: skip
            text = _fitting(number, names.drawn[outlet], (right - left) / letter)
            labels = _joined(labels, _Label((number,), text, (left + right) / 2, 0), letter)
        for label in labels:
            axes.text(
                label.middle, height + 0.37 * side, label.text, ha="center",
                va="bottom" if side == _ABOVE else "top", size=SMALL_TEXT_SIZE,
            )  # fmt: skip


def _runs(held: pd.DataFrame, letter: float) -> dict[int, list[tuple[int, str, float, float]]]:
    # Number, outlet, left and right of every stretch of an article, by side of the bar. What is
    # narrower than half a letter and no text neither parts nor makes a stretch.
    pieces = held[held["number"].notna()]
    pieces = pieces[(pieces["role"] != "furniture") | (pieces["characters"] > letter / 2)]
    sides: dict[int, list[tuple[int, str, float, float]]] = {_ABOVE: [], _BELOW: []}
    side_of, reach = {}, 0.0
    for piece in pieces.itertuples():
        number, left = int(piece.number), float(piece.start)  # type: ignore[arg-type]
        right = left + float(piece.characters)  # type: ignore[arg-type]
        if number not in side_of:
            last = pieces[pieces["number"] == number].iloc[-1]
            side_of[number] = _BELOW if left < reach else _ABOVE
            reach = max(reach, float(last["start"] + last["characters"]))
        runs = sides[side_of[number]]
        if runs and runs[-1][0] == number and left - runs[-1][3] <= letter / 2:
            left = runs.pop()[2]
        runs.append((number, str(piece.outlet), left, right))
    return sides


def _fitting(number: int, name: str, room: float) -> str:
    left = int(room) - len(str(number)) - 3
    return f"{number} {draw_text(name, left)}" if left >= 5 else str(number)


def _joined(labels: list[_Label], label: _Label, letter: float) -> list[_Label]:
    """Add a label; one that would run into its neighbour is joined with it: ``3–5``."""
    label = label._replace(wide=(len(label.text) + 0.7) * letter)
    if not labels or label.middle - labels[-1].middle >= (label.wide + labels[-1].wide) / 2:
        return [*labels, label]
    last = labels[-1]
    numbers = (*last.numbers, *label.numbers)
    least, most = min(numbers), max(numbers)
    if least == most:
        return labels
    text = f"{least}–{most}" if most - least + 1 == len(set(numbers)) else f"{least}, {most}"
    middle = (last.middle + label.middle) / 2
    return _joined(labels[:-1], _Label(numbers, text, middle, 0), letter)


def _article_key(corpus: Corpus, pieces: pd.DataFrame) -> str:
    numbered = pieces.dropna(subset="number").drop_duplicates("number").sort_values("number")
    dates = dict(zip(corpus.articles["article"], corpus.articles["published"], strict=True))
    said = [
        f"{row.number} = {row.outlet} ({clean(dates.get(str(row.article)), 'no date')})"
        for row in numbered.itertuples()
    ]
    if not said:
        return "No article was recorded."
    more = f"; {len(said) - MAX_ROWS} more" if len(said) > MAX_ROWS else ""
    return f"Articles: {'; '.join(said[:MAX_ROWS])}{more}."


def _sum_by_outlet(pieces: pd.DataFrame) -> pd.DataFrame:
    pieces = pieces.assign(outlet=pieces["outlet"].fillna(PAGE))
    sums = pieces.groupby(["outlet", "role"])["characters"].sum().reset_index()
    totals = sums.groupby("outlet")["characters"].sum().sort_values(ascending=False, kind="stable")
    outlets = sorted(totals.index, key=lambda outlet: outlet == PAGE)
    order = {outlet: rank for rank, outlet in enumerate(outlets)}
    roles = {role: rank for rank, role in enumerate(ROLE_STYLES)}
    ranks = sums.assign(by=sums["outlet"].map(order), then=sums["role"].map(roles))
    sums = ranks.sort_values(["by", "then"])
    start = sums.groupby("outlet")["characters"].cumsum() - sums["characters"]
    sums = sums.assign(document="all documents", number=None, article=None, start=start)
    return sums.reindex(columns=list(_COLUMNS))


def _draw_outlets(pieces: pd.DataFrame) -> tuple[matplotlib.figure.Figure, str]:
    every = list(dict.fromkeys(pieces["outlet"]))
    outlets = every[:MAX_ROWS]
    names = draw_names(outlets, 1)
    figure = new_figure(TITLE.split(",")[0], 1.0 + len(outlets) * 0.2)
    axes = figure.subplots()
    places = slots([""] * len(outlets))
    row_axes(axes, places, [names.drawn[outlet] for outlet in outlets])
    shown = pieces[pieces["outlet"].isin(outlets)]
    _draw_pieces(axes, places.heights, outlets, shown.assign(document=shown["outlet"]), 0.66)
    totals = shown.groupby("outlet")["characters"].sum()
    row_notes(axes, places.heights, [f"{totals[outlet]:,}" for outlet in outlets])
    axes.set_xlabel("non-blank characters")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    cut = f" Shown: the {len(outlets)} of {len(every)} outlets with the most text."
    return figure, f"One bar an outlet.{cut if len(every) > len(outlets) else ''}{names.note}"


def _role_key(shares: pd.Series) -> list[Patch]:
    return [
        Patch(
            facecolor=ROLE_STYLES[str(role)][0], hatch=ROLE_STYLES[str(role)][1], linewidth=0.4,
            edgecolor=GREY, hatchcolor="#9a9a9a" if role == "furniture" else "white",
            label=f"{role} {_percent(share)}",
        )
        for role, share in shares.items()
    ]  # fmt: skip


def _percent(share: float) -> str:
    return "under 1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def _extent(corpus: Corpus, pieces: pd.DataFrame) -> str:
    articles = corpus.articles
    only = int(articles["headline_only"].sum())
    known = f" ({only} known by the headline only)" if only else ""
    return (
        f"{amount(len(corpus.documents), 'document')} with {amount(len(articles), 'article')}"
        f"{known} of {outlets_in_words(articles['outlet'])}, "
        f"{amount(int(pieces['characters'].sum()), 'non-blank character')}"
    )
