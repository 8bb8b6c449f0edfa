"""What the report lists about attributions: words by voice, rungs, reporting words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.compare.attribution import LADDER, NO_CUE, UNLISTED, own_attributions
from analysis.corpus.corpus import Corpus
from analysis.marks.voice import VOICES
from analysis.report.attribution import DOUBTING, cue_category
from analysis.report.counted import ALL_TEXT, ATTRIBUTIONS, unknown_note
from analysis.report.evidence import Block, Linked, Quote, escape, outlet_cell
from analysis.report.findings import percent
from analysis.report.tables import Cell, table

_NAMED = 6

CATEGORIES: Mapping[str, str] = {
    "doubting": "leaves open or doubts what is reported: claim, allege, rumor",
    "neutral": "says that something was said or written, and no more: say, tell, according to",
    "belief": "reports what somebody thinks, hopes or fears: believe, expect, suspect",
    "assertive": "presents the words as said with weight or in dispute: insist, argue, announce",
    "denying": "reports that somebody disputes something: deny, reject, dismiss",
    "directive": "reports a request, a piece of advice or an order: urge, demand, order",
    "commissive": "reports what somebody undertakes to do: promise, vow, threaten",
    "evaluative": "reports praise or blame: accuse, condemn, praise",
    "disclosing": "tells it as something that comes to light or is owned to: reveal, admit, leak",
    "estimating": "reports a reckoning or a forecast: estimate, predict, put at",
    "evidential": "reports what something is taken to show: show, indicate, finding",
    UNLISTED: "a word that the word list does not have, such as a verb behind a quotation",
    NO_CUE: "no word reports; a colon, a dash or quotation marks stand for it",
}
"""What the categories of reporting words mean, with examples."""


def voice_table(shares: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Block:
    """List words in each voice, by outlet and role."""
    rows: list[list[Cell]] = []
    for (event, outlet, role), group in shares.groupby(["event", "outlet", "role"]):
        words = dict(zip(group["voice"], group["words"], strict=True))
        total = sum(words.values())
        own = percent(words["own"] / total) if total else "–"
        cells = [f"{words[voice]:,}" for voice in VOICES]
        rows.append([outlet_cell(outlet), str(event), str(role), f"{total:,}", *cells, own])
    headers = ["Outlet", "Event", "Role", "Words", "Own", "Quoted", "Paraphrased", "Share of own"]
    caption = "Words by voice, for each outlet and place in the article"
    notes = [ALL_TEXT, unknown_note(shares["outlet"])]
    return table(
        "voices", caption, headers, rows, {}, numeric=headers[3:], event_names=event_names,
        notes=notes,
    )  # fmt: skip


def rung_table(corpus: Corpus, attributions: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List the rungs of the ladder, what each means, and the attributions on it."""
    own = own_attributions(corpus, attributions)
    rows: list[list[Cell]] = [
        [rung, meaning, Linked(tuple(own.loc[own["strength"] == rung, "id"]), rung)]
        for rung, meaning in LADDER.items()
    ]
    headers = ["Rung", "What it means", "Attributions"]
    caption = "The rungs of the ladder, the most exact first"
    return table("rungs", caption, headers, rows, quotes, numeric=headers[2:], notes=[ATTRIBUTIONS])


def ladder_table(
    strengths: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
) -> Block:
    """List attributions of each outlet by rung."""
    rows: list[list[Cell]] = []
    for (event, outlet), group in strengths.groupby(["event", "outlet"]):
        ids = dict(zip(group["strength"], group["ids"], strict=True))
        every = tuple(each for rung in LADDER for each in ids[rung])
        counts = [Linked(ids[rung], f"{outlet}: {rung}") for rung in LADDER]
        rows.append(
            [outlet_cell(outlet), str(event), Linked(every, f"{outlet}: attributions"), *counts]
        )
    headers = ["Outlet", "Event", "Attributions", *(rung.capitalize() for rung in LADDER)]
    caption = "Attributions by outlet and how exactly they name their source"
    return table(
        "ladder", caption, headers, rows, quotes, numeric=headers[2:], event_names=event_names,
        notes=[ATTRIBUTIONS, unknown_note(strengths["outlet"])],
    )  # fmt: skip


def verb_table(
    cues: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str] | None = None
) -> Block:
    """List attributions of each outlet by category of the reporting word."""
    sizes = cues.groupby("category")["attributions"].sum()
    last = {UNLISTED: 1, NO_CUE: 2}
    order = sorted(
        sizes.index, key=lambda name: (name != DOUBTING, last.get(name, 0), -sizes[name], name)
    )
    rows: list[list[Cell]] = []
    for (event, outlet), group in cues.groupby(["event", "outlet"]):
        ids = {
            category: tuple(each for row in own["ids"] for each in row)
            for category, own in group.groupby("category")
        }
        counts = [Linked(ids.get(name, ()), f"{outlet}: {cue_category(name)}") for name in order]
        rows.append([outlet_cell(outlet), str(event), *counts])
    headers = ["Outlet", "Event", *(cue_category(str(name)).capitalize() for name in order)]
    caption = "Attributions by outlet and category of the reporting word"
    shown = table(
        "verbs", caption, headers, rows, quotes, numeric=headers[2:], event_names=event_names,
        notes=[ATTRIBUTIONS, unknown_note(cues["outlet"])],
    )  # fmt: skip
    return Block(shown.html + _meanings(order).html, f"{shown.plain}\n{_meanings(order).plain}")


def _meanings(categories: Sequence[object]) -> Block:
    """The categories that a table has, each with what it means, as a folded list."""
    known = [(cue_category(str(name)), CATEGORIES[str(name)]) for name in categories]
    summary = "What the categories of reporting words mean"
    items = "".join(
        f"<div><dt>{escape(name.capitalize())}</dt><dd>{escape(meaning)}</dd></div>"
        for name, meaning in known
    )
    html = (
        f'<details class="meanings"><summary>{summary}</summary><dl class="facts">{items}</dl>'
        "</details>"
    )
    said = [f"{name}: {meaning}" for name, meaning in known]
    return Block(html, "\n".join([summary, *said])) if known else Block("", "")


def doubting_table(cues: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List the doubting words one by one, with the outlets that use them."""
    return _word_table(
        "doubting", "Reporting words that leave open or doubt what is reported",
        cues[cues["category"] == DOUBTING], quotes, 40,
    )  # fmt: skip


def word_table(cues: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int = 25) -> Block:
    """List the most frequent other reporting words."""
    others = cues[(cues["category"] != DOUBTING) & (cues["cue"] != "")]
    return _word_table("words", "Other reporting words", others, quotes, at_most)


def _word_table(
    slug: str, caption: str, cues: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int
) -> Block:
    groups = [
        (str(cue), str(category), group)
        for (cue, category), group in cues.groupby(["cue", "category"])
    ]
    groups.sort(key=lambda group: (-int(group[2]["attributions"].sum()), group[0], group[1]))
    rows: list[list[Cell]] = []
    for cue, category, group in groups[:at_most]:
        by = (
            group.groupby("outlet")["attributions"]
            .sum()
            .sort_values(ascending=False, kind="stable")
        )
        counts = [f"{outlet_cell(outlet)}: {count:,}" for outlet, count in by.head(_NAMED).items()]
        counts += [f"{len(by) - _NAMED:,} more"] if len(by) > _NAMED else []
        ids = tuple(each for row in group["ids"] for each in row)
        rows.append([cue, cue_category(category), "; ".join(counts), Linked(ids, f"“{cue}”")])
    more = f", the {at_most} most frequent of {len(groups):,}" if len(groups) > at_most else ""
    headers = ["Word", "Category", "Outlets", "Attributions"]
    return table(
        slug, caption + more, headers, rows, quotes, numeric=["Attributions"], notes=[ATTRIBUTIONS]
    )
