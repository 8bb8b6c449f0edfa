"""Voice: whose words a stretch is; and the running text in which it is found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load_corpus
from analysis.corpus.running import running_texts
from analysis.marks.spine import mark_attributions, mark_hedges, mark_quantities
from analysis.marks.voice import VOICES, VoiceIndex, find_voices, mark_voices

ROOT = Path(__file__).parents[2]
CORPORA = [ROOT / "seeds", ROOT / "tests" / "fixtures" / "flood"]


def voices_of(text: str, *, headline: bool = False) -> dict[str, str]:
    """Words of each voice, joined."""
    runs = find_voices(text, headline=headline)
    return {
        voice: " ".join("".join(text[r.start : r.end] for r in runs if r.voice == voice).split())
        for voice in VOICES
    }


def test_quotation_paraphrase_and_the_rest_are_told_apart() -> None:
    text = "“The dam will hold,” Ines Calder said. She added that nobody was hurt. It rained."
    voices = voices_of(text)
    assert voices["direct"] == "The dam will hold,"
    assert voices["paraphrase"] == "nobody was hurt"
    assert "She added that" in voices["own"]
    assert "It rained." in voices["own"]


def test_quoted_words_within_a_paraphrase_are_direct() -> None:
    voices = voices_of("Ines Calder said the plan was “a disaster” for the valley.")
    assert voices["direct"] == "a disaster"
    assert voices["paraphrase"].startswith("the plan was")


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “experts” went home.",
        "Her novel “The Widow Says No” sold well.",
        "I think the dam will hold.",
    ],
)
def test_nobody_quoted_is_the_outlets_own_voice(text: str) -> None:
    assert voices_of(text)["own"] == text


def test_a_headline_can_be_a_quotation() -> None:
    assert voices_of("‘The dam will hold’ – mayor", headline=True)["direct"] == "The dam will hold"


@given(st.text(alphabet="ab“”\"'‘’ .,\n", max_size=60), st.booleans())
def test_runs_cover_the_text(text: str, headline: bool) -> None:
    runs = find_voices(text, headline=headline)
    assert "".join(text[run.start : run.end] for run in runs) == text
    assert all(run.start < run.end and run.voice in VOICES for run in runs)


@pytest.mark.parametrize("folder", CORPORA, ids=lambda path: path.name)
def test_every_character_of_an_article_has_a_role_and_a_voice(folder: Path) -> None:
    corpus = load_corpus(folder)
    voices = mark_voices(corpus)
    for row in corpus.segments.itertuples():
        runs = voices[(voices["document"] == row.document) & (voices["role"] == row.role)]
        inside = runs[(runs["start"] >= row.start) & (runs["end"] <= row.end)]
        if row.role in ("headline", "body", "quotation"):
            assert inside["start"].min() == row.start
            assert (inside["end"] - inside["start"]).sum() == row.end - row.start
        else:
            assert inside.empty


@pytest.mark.parametrize("folder", CORPORA, ids=lambda path: path.name)
def test_marks_carry_the_voice_of_their_place_and_their_report(folder: Path) -> None:
    corpus = load_corpus(folder)
    index, reports = VoiceIndex(mark_voices(corpus)), mark_attributions(corpus).set_index("id")
    for marks in (mark_hedges(corpus), mark_quantities(corpus)):
        assert marks["voice"].isin(VOICES).all()
        for row in marks.itertuples():
            assert row.voice == index.at(row.document, row.start)
            if row.attribution is not None:
                report = reports.loc[row.attribution]
                assert report["content_start"] <= row.start < report["content_end"]
                assert report["article"] == row.article


@pytest.mark.parametrize("folder", CORPORA, ids=lambda path: path.name)
def test_attributions_are_raw_slices_of_their_document(folder: Path) -> None:
    corpus = load_corpus(folder)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for row in mark_attributions(corpus).itertuples():
        text = texts[row.document]
        assert text[row.start : row.end] == row.text
        assert text[row.cue_start : row.cue_end] == row.cue if row.cue else row.cue is None
        parts = [part.split("-") for part in row.parts.split(";")]
        joined = "".join(text[int(start) : int(end)] for start, end in parts)
        assert "".join(joined.split()) == "".join(row.content.replace(" … ", "").split())


def test_a_quotation_crosses_a_caption(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "“The dam will hold.\nA photo.\n“It always has,” Ines Calder said.\n", encoding="utf-8"
    )
    (tmp_path / "catalogue.toml").write_text(
        '[[article]]\nid = "a"\nevent = "flood"\noutlet = "The Marrow Ledger"\n'
        '[[document]]\nfile = "a.txt"\n'
        'sha256 = "9962417a04be9b6e2c6cbc799f08f5ed709f7efe76b5f2d08e52ebf8af13a6f6"\n'
        "pieces = [\n"
        '  { lines = "1", role = "body", article = "a" },\n'
        '  { lines = "2", role = "caption", article = "a" },\n'
        '  { lines = "3", role = "body", article = "a" },\n]\n',
        encoding="utf-8",
    )
    corpus = load_corpus(tmp_path)
    (running,) = running_texts(corpus)
    assert "photo" not in running.text
    text = corpus.documents["text"].iloc[0]
    start = running.text.index("It always")
    assert text[slice(*running.locate((start, start + 9)))] == "It always"
    found = mark_attributions(corpus)
    assert "It always has" in " ".join(found["content"])
    assert set(mark_voices(corpus)["voice"]) == {"direct", "own"}
