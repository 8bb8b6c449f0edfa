"""What the report lists about hedging."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from analysis.compare.uncertainty import FEWEST_ARTICLES
from analysis.corpus.corpus import Corpus
from analysis.report.counted import RUNNING_TEXT, unknown_note
from analysis.report.evidence import Block, Linked, Quote, escape, outlet_cell
from analysis.report.findings import category_label, percent, signed
from analysis.report.tables import NONE, Cell, table
from analysis.report.voices import OWN, VOICE_LABELS, in_voice_order, own_rows

NAN = float("nan")

ALL_WORDS = "all words"
"""What the whole text is called beside the voices."""


def rate_table(
    rates: pd.DataFrame,
    whole: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
    reporting: Collection[str] = (),
) -> Block:
    """List hedges of each outlet by voice, its own words first and the whole text last.

    ``rates`` are by event, outlet and voice, ``whole`` by event and outlet. Voices in which an
    outlet has no words are left out, but never its own. ``reporting`` are ids of hedges that are
    reporting words: of own words, their number and the rate without them are given.
    """
    spoken = rates[(rates["words"] > 0) | (rates["hedges"] > 0) | (rates["voice"] == OWN)]
    together = pd.concat([in_voice_order(spoken, ["event", "outlet"]), whole.assign(voice="")])
    ordered = together.sort_values(["event", "outlet"], kind="stable")
    rows: list[list[Cell]] = []
    for row in ordered.to_dict("records"):
        voice = VOICE_LABELS.get(row["voice"], ALL_WORDS)
        about = f"{row['outlet']}, {voice}"
        told = tuple(identity for identity in row["hedge_ids"] if identity in reporting)
        own = row["voice"] == OWN and bool(reporting)
        without = 1000 * (row["hedges"] - len(told)) / row["words"] if row["words"] else NAN
        rows.append(
            [
                outlet_cell(row["outlet"]),
                str(row["event"]),
                voice,
                Linked(row["article_ids"], f"{about}: articles"),
                f"{row['words']:,}",
                Linked(row["hedge_ids"], f"{about}: hedges"),
                _rate(row["per_1000_words"], "{:.1f}"),
                Linked(told, f"{about}: reporting words") if own else NONE,
                _rate(without, "{:.1f}") if own else NONE,
                Linked(row["sentence_ids"], f"{about}: hedged sentences"),
                f"{row['sentences']:,}",
                NONE if pd.isna(row["sentence_share"]) else percent(row["sentence_share"]),
                _range(row["low"], row["high"]),
                _range(row["left_out_low"], row["left_out_high"]),
            ]
        )
    headers = [
        "Outlet", "Event", "Voice", "Articles", "Words", "Hedges", "per 1,000 words",
        "Reporting words among them", "per 1,000 without these",
        "Hedged sentences", "of", "Share", "95 % interval", "without any one article",
    ]  # fmt: skip
    caption = "Hedging by outlet and voice. A sentence of several voices counts in each"
    optional = {
        "Reporting words among them": "",
        "per 1,000 without these": "",
        "95 % interval": "No 95 % interval is given: it takes "
        f"{FEWEST_ARTICLES} different articles, and no outlet has them.",
        "without any one article": "No outlet has a second article, so that none can be left out.",
    }
    return table(
        "hedging", caption, headers, rows, quotes, numeric=headers[3:], event_names=event_names,
        optional=optional, notes=[RUNNING_TEXT, unknown_note(whole["outlet"])],
    )  # fmt: skip


def role_table(
    rates: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str] | None = None
) -> Block:
    """Hedges of each outlet by where the words stand and whose they are."""
    rows: list[list[Cell]] = []
    for row in in_voice_order(rates, ["event", "outlet", "role"]).to_dict("records"):
        voice = VOICE_LABELS[row["voice"]]
        about = f"{row['outlet']}, {row['role']}, {voice}"
        rows.append(
            [
                outlet_cell(row["outlet"]),
                str(row["event"]),
                str(row["role"]),
                voice,
                f"{row['words']:,}",
                Linked(row["hedge_ids"], f"{about}: hedges"),
                _rate(row["per_1000_words"], "{:.1f}"),
                f"{row['sentences']:,}",
                Linked(row["sentence_ids"], f"{about}: hedged sentences"),
            ]
        )
    headers = [
        "Outlet", "Event", "Role", "Voice", "Words", "Hedges", "per 1,000 words", "Sentences",
        "Hedged sentences",
    ]  # fmt: skip
    caption = "Hedging by role of the text and voice"
    return table(
        "hedging-roles", caption, headers, rows, quotes, numeric=headers[4:], folded=True,
        event_names=event_names, notes=[RUNNING_TEXT, unknown_note(rates["outlet"])],
    )  # fmt: skip


def booster_table(
    hedges: pd.DataFrame,
    boosters: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
) -> Block:
    """Set hedges and boosters of each outlet's own words side by side: counts, then rates.

    Both frames are those of ``rate_hedges`` by event, outlet and voice.
    """
    keys = ["event", "outlet"]
    both = own_rows(hedges).merge(own_rows(boosters), on=keys, suffixes=("", "_boosters"))
    rows: list[list[Cell]] = [
        [
            outlet_cell(row["outlet"]),
            str(row["event"]),
            f"{row['words']:,}",
            Linked(row["hedge_ids"], f"{row['outlet']}: hedges in its own words"),
            Linked(row["hedge_ids_boosters"], f"{row['outlet']}: boosters in its own words"),
            _rate(row["per_1000_words"], "{:.1f}"),
            _rate(row["per_1000_words_boosters"], "{:.1f}"),
        ]
        for row in both.to_dict("records")
    ]
    headers = [
        "Outlet", "Event", "Own words", "Hedges", "Boosters", "Hedges per 1,000",
        "Boosters per 1,000",
    ]  # fmt: skip
    caption = "Hedges and boosters in the outlets’ own words"
    return table(
        "boosters", caption, headers, rows, quotes, numeric=headers[2:], event_names=event_names,
        notes=[RUNNING_TEXT, unknown_note(hedges["outlet"])],
    )  # fmt: skip


def cue_table(
    corpus: Corpus, hedges: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int = 25
) -> Block:
    """List the most frequent cues of the articles with running text, with category and count."""
    running = corpus.articles.loc[~corpus.articles["headline_only"], "article"]
    hedges = hedges[hedges["article"].isin(running)]
    groups = [
        (str(cue), str(category), group)
        for (cue, category), group in hedges.groupby(["cue", "category"], sort=True)
    ]
    groups.sort(key=lambda group: (-len(group[2]), group[0], group[1]))
    rows: list[list[Cell]] = [
        [
            cue,
            category_label(category),
            *(
                Linked(
                    tuple(group.loc[group["voice"] == voice, "id"]),
                    f"“{cue}”, {category_label(category)}, {label}",
                )
                for voice, label in VOICE_LABELS.items()
            ),
            f"{len(group):,}",
        ]
        for cue, category, group in groups[:at_most]
    ]
    shown = f"the {at_most} most frequent of {len(groups):,}" if len(groups) > at_most else "all"
    headers = ["Cue", "Category", *map(str.capitalize, VOICE_LABELS.values()), "Hedges"]
    caption = f"Cues found, {shown}"
    return table("cues", caption, headers, rows, quotes, numeric=headers[2:], notes=[RUNNING_TEXT])


def pair_table(
    tests: pd.DataFrame,
    whole: pd.DataFrame,
    event_names: Mapping[str, str] | None = None,
    at_most: int = 60,
) -> Block:
    """List the pairs of outlets with their difference and what the corpus can decide.

    ``tests`` compare the outlets' own voice, ``whole`` the whole text. Which pairs are no
    independent witnesses is said in their row.
    """
    if tests.empty:
        return nothing("There are no two known outlets with running text on one event.")
    texts = {
        (row["event"], row["outlet_a"], row["outlet_b"]): row for row in whole.to_dict("records")
    }
    order = tests.assign(later=tests["family"] != "main").sort_values(
        ["later", "event", "floor", "p_adjusted", "outlet_a", "outlet_b"]
    )
    rows: list[list[Cell]] = []
    for row in order.head(at_most).to_dict("records"):
        text = texts[row["event"], row["outlet_a"], row["outlet_b"]]
        rows.append(
            [
                f"{row['outlet_a']} and {row['outlet_b']}",
                str(row["event"]),
                _verdict(row),
                f"{row['articles_a']:,} and {row['articles_b']:,}",
                f"{_rate(row['rate_a'], '{:.1f}')} and {_rate(row['rate_b'], '{:.1f}')}",
                NONE if pd.isna(row["difference"]) else signed(row["difference"]),
                NONE if pd.isna(row["low"]) else f"{signed(row['low'])} to {signed(row['high'])}",
                f"{row['floor']:.2g}",
                _rate(row["p_adjusted"], "{:.2g}"),
                _rate(text["p_adjusted"], "{:.2g}"),
            ]
        )
    headers = [
        "Outlets", "Event", "Verdict", "Articles", "Rates", "First minus second", "95 % interval",
        "Smallest p possible", "p", "p, whole text",
    ]  # fmt: skip
    more = f"; the first {at_most:,} of {len(order):,}" if len(order) > at_most else ""
    caption = (
        "Pairs of outlets: hedges per 1,000 of their own words, and whether the difference could "
        f"be told from chance{more}"
    )
    untested = "No p-value is given: no pair has enough articles for a test."
    optional = {
        "95 % interval": "No 95 % interval is given: it takes "
        f"{FEWEST_ARTICLES} articles of each outlet, and no pair has them.",
        "p": untested,
        "p, whole text": untested,
    }
    notes = ["Articles that repeat one another word for word count once; differences are those of "
             "rates before these are rounded."]  # fmt: skip
    if tests["p_adjusted"].notna().any() or whole["p_adjusted"].notna().any():
        notes.append("p is corrected for the number of pairs; comparisons of the whole text are "
                     "exploratory.")  # fmt: skip
    return table(
        "pairs", caption, headers, rows, {}, numeric=headers[3:], event_names=event_names,
        optional=optional, notes=notes,
    )  # fmt: skip


_VERDICTS = {
    "undecidable": "cannot be decided",
    "not shown": "no difference shown",
    "different": "different",
}


def _verdict(row: Mapping[Any, Any]) -> str:
    """What a comparison shows, and whether it is a main one; for none, why it cannot be made.

    Whether the outlets depend on each other is said behind it.
    """
    kind = f"{row['family']}: " if row["family"] else ""
    why = f": {row['reason']}" if row["reason"] else ""
    depends = f"; not independent: {row['dependence']}" if row["dependence"] else ""
    return f"{kind}{_VERDICTS[row['verdict']]}{why}{depends}"


def _rate(value: float, form: str) -> str:
    return NONE if pd.isna(value) else form.format(value)


def nothing(sentence: str) -> Block:
    """Say in the place of a table why there is none."""
    return Block(f'<p class="nothing">{escape(sentence)}</p>', sentence)


def _range(low: float, high: float) -> str:
    return NONE if pd.isna(low) else f"{low:.1f} to {high:.1f}"
