"""Where a folder of output may be written, and what is said while it is."""

import pytest
from finished import FIXTURES, tree

from analysis.report import UsageError, render
from analysis.report.target import check_target, new_folder


def test_a_folder_is_known_again_by_its_kind_only(tmp_path):
    out = tmp_path / "deep" / "out"
    with new_folder(out, "report", "abc") as stage:
        (stage / "index.html").write_text("one")
        assert not out.exists()
    assert tree(out) == {".coverage-report": b"abc\n", "index.html": b"one"}
    check_target(out, "report")
    with pytest.raises(UsageError, match="is no export of this program"):
        check_target(out, "export")


def write_page(out, text, error=None):
    with new_folder(out, "report", "abc") as stage:
        (stage / "index.html").write_text(text)
        if error:
            raise error


def test_what_was_there_stays_if_writing_fails(tmp_path):
    write_page(tmp_path / "out", "one")
    before = tree(tmp_path)
    with pytest.raises(OSError, match="full"):
        write_page(tmp_path / "out", "two", OSError("the disk is full"))
    assert tree(tmp_path) == before
    write_page(tmp_path / "out", "two")
    assert tree(tmp_path) != before


@pytest.mark.parametrize("kind", ["report", "export"])
def test_a_file_is_no_folder(tmp_path, kind):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match=r"OUT=.*--out"), new_folder(tmp_path / "out", kind, ""):
        pytest.fail("was opened")
    assert tree(tmp_path) == {"out": b"mine"}


def test_a_report_begins_with_the_notices_of_the_corpus(tmp_path, monkeypatch, capsys):
    def write(corpus, folder, stage):
        (stage / "index.html").write_text(corpus.digest)

    monkeypatch.setattr(render, "_write_report", write)
    for file in (FIXTURES / "festival").iterdir():
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "corpus" / "notes.docx").write_bytes(b"x")
    assert render.render_report(tmp_path / "corpus", tmp_path / "out") == 0
    first, *_ = capsys.readouterr().err.splitlines()
    assert first == "Notice: only files ending in .txt are read; left out: notes.docx"
    assert (tmp_path / "out" / "index.html").exists()
