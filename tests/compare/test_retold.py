"""One statement in two wordings: what articles report of the same speaker, or of nobody named."""

import pytest

from analysis import compare_reuse, load_corpus, mark_attributions

QUOTED = "“The old lock was never inspected after the frost,” Hanna Ilves said."
RETOLD = "Hanna Ilves said that nobody had inspected the lock since the frost."
OTHER_SPEAKER = "Mayor Peter Oxley said that nobody had inspected the lock since the frost."
OTHER_MATTER = "Hanna Ilves said that the ferry timetable would change in May."
FILLER = "Rain fell on Tuesday and the market closed early.\n\n{}\n\nSchools open again on Monday."


@pytest.fixture
def shared(tmp_path):
    """Passages of two articles that say something among other things."""

    def write(one, other):
        for name, text in (("one", one), ("two", other.replace("Rain", "Snow"))):
            front = f"---\noutlet: {name.title()} Post\nevent: lock\n---\n"
            path = tmp_path / f"{name}.txt"
            path.write_text(front + text, encoding="utf-8")
        corpus = load_corpus(tmp_path)
        passages = compare_reuse(corpus, mark_attributions(corpus))
        texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        return [
            (*(texts[row[f"document_{x}"]][row[f"start_{x}"] : row[f"end_{x}"]] for x in "ab"), row)
            for row in passages.to_dict("records")
        ]

    return write


def around(words):
    """An article of its own with these words in the middle."""
    return FILLER.format(words)


def test_a_quotation_retold_is_a_paraphrase_of_the_same_speaker(shared):
    ((one, two, row),) = shared(around(QUOTED), RETOLD + "\n\nThe mill is dry.")
    assert "never inspected" in one
    assert "nobody had inspected" in two
    assert (row["kind"], row["origin"], row["speaker"]) == (
        "paraphrase",
        "same speaker",
        "Hanna Ilves",
    )
    assert one.endswith(("said.", "said"))  # the whole report is shown
    assert 0 < row["similarity"] < 1


@pytest.mark.parametrize("other", [OTHER_SPEAKER, OTHER_MATTER])
def test_another_speaker_or_matter_is_none(shared, other):
    assert shared(around(QUOTED), other + "\n\nThe mill is dry.") == []


def test_of_unnamed_sources_more_words_have_to_be_shared(shared):
    one = "A person close to the board said the northern pumps had failed twice before the flood."
    two = "The northern pumps failed two times before the flood, according to an insider."
    ((_, _, row),) = shared(around(one), two + "\n\nThe mill is dry.")
    assert (row["kind"], row["origin"], row["speaker"]) == ("paraphrase", "unnamed source", None)
    less = "The board was warned before the flood, according to an insider."
    assert shared(around(one), less + "\n\nThe mill is dry.") == []


def test_a_passage_that_is_known_is_not_given_twice(shared):
    rows = shared(around(QUOTED), QUOTED + "\n\nThe mill is dry.")
    assert [row["kind"] for _, _, row in rows] == ["verbatim"]


def test_statements_of_two_events_are_not_put_together(tmp_path):
    for name, text in (("one", QUOTED), ("two", RETOLD)):
        front = f"---\noutlet: {name.title()} Post\nevent: {name}\n---\n"
        (tmp_path / f"{name}.txt").write_text(front + around(text), encoding="utf-8")
    corpus = load_corpus(tmp_path)
    passages = compare_reuse(corpus, mark_attributions(corpus))
    assert not passages["speaker"].notna().any()
