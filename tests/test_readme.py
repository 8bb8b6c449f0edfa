"""What README.md promises: its links, its commands, its front matter and its Python run."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from analysis import load_corpus
from analysis.report.export import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINKS = sorted(set(re.findall(r"\]\(([^)#]+)\)", README)))
TARGETS = sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE)))


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_to_files(link):
    assert "://" not in link
    assert (ROOT / link).exists()


@pytest.mark.parametrize("target", TARGETS)
def test_make_targets_exist(target):
    assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_the_two_commands_stand_at_the_top():
    head = README.split("```")[1]
    assert re.findall(r"(?m)^make (\w+)", head) == ["report", "test"]


def test_the_front_matter_shown_is_read(tmp_path):
    shown = re.search(r"```\n(   ---\n.*?)```", README, re.DOTALL)[1]
    article = "\n".join(line.removeprefix("   ") for line in shown.splitlines())
    (tmp_path / "river.txt").write_text(article, encoding="utf-8")
    articles = load_corpus(tmp_path).articles
    assert list(articles["outlet"]) == ["The Marrow Ledger"]
    assert list(articles["published"]) == ["2031-04-02"]


def test_the_catalogue_shown_names_corpus_and_event(tmp_path):
    shown = re.search(r"```toml\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "catalogue.toml").write_text(textwrap.dedent(shown), encoding="utf-8")
    front_matter = "---\noutlet: The Marrow Ledger\nevent: Flood 2031\n---\nThe river rose.\n"
    (tmp_path / "river.txt").write_text(front_matter, encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert corpus.title == "Two papers on the Marrow flood"
    assert set(corpus.event_names) == set(corpus.articles["event"]) == {"flood-2031"}


def test_the_tables_named_are_those_exported():
    said = re.search(r"writes twelve tables as CSV and JSON Lines:\s+(.*?)\(", README, re.DOTALL)[1]
    assert re.findall(r"\w+", said.replace(" and ", " ")) == list(COLUMNS)


def test_the_python_shown_runs():
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "per_1000_words" in done.stdout
