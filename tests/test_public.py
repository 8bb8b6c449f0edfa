"""What others may import, that it is documented, and that importing it costs next to nothing."""

import importlib
import inspect
import re
import subprocess
import sys

import pytest
from finished import ROOT

import analysis
import analysis.report

# Others build on these: names are added, never taken away.
SURFACE = {
    "Corpus",
    "CorpusError",
    "check_arithmetic",
    "compare_attribution",
    "compare_claims",
    "compare_containment",
    "compare_cues",
    "compare_drift",
    "compare_hedging",
    "compare_numbers",
    "compare_provenance",
    "compare_reuse",
    "compare_sides",
    "compare_similarity",
    "compare_speakers",
    "compare_travels",
    "compare_witnesses",
    "find_attributions",
    "find_boosters",
    "find_hedges",
    "find_near_duplicates",
    "find_passages",
    "find_quantities",
    "hedge_categories",
    "load_corpus",
    "mark_attributions",
    "mark_boosters",
    "mark_hedges",
    "mark_quantities",
    "mark_voices",
    "measurand_cards",
    "number_table",
    "rate_hedges",
    "rate_voices",
}
FUNCTIONS = sorted(name for name in SURFACE if name[0].islower())
HEAVY = {"pandas", "numpy", "sklearn", "scipy", "matplotlib", "nbformat", "nbclient", "nbconvert"}
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def loaded_after(statement):
    """Names of top-level modules that a fresh interpreter holds after a statement."""
    script = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_public_names_are_exactly_these():
    assert set(analysis.__all__) == SURFACE
    assert list(analysis.__all__) == sorted(analysis.__all__)
    assert set(dir(analysis)) == SURFACE


def test_an_import_of_everything_gives_those_and_no_more():
    namespace = {}
    exec("from analysis import *", namespace)
    assert {name for name in namespace if not name.startswith("__")} == SURFACE


@pytest.mark.parametrize("name", sorted(SURFACE))
def test_each_name_can_be_imported_and_is_documented(name):
    value = getattr(analysis, name)
    assert value.__name__ == name
    assert len(inspect.getdoc(value).splitlines()[0]) > 10


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_says_what_it_takes_returns_and_raises(name):
    function = getattr(analysis, name)
    text = inspect.getdoc(function)
    assert re.search(r"(?m)^Returns\n-------\n\S", text)
    if re.search(r"\braise\b", inspect.getsource(function)):
        assert re.search(r"(?m)^Raises\n------\n\S|none raises", text)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter
        # A corpus, a folder and a text need no explanation; options do.
        if parameter.default is not inspect.Parameter.empty:
            assert re.search(rf"(?m)^{parameter.name}\n    \S", text), parameter


@pytest.mark.parametrize("name", sorted(analysis.report.__all__))
def test_what_notebooks_import_exists_and_is_documented(name):
    function = getattr(analysis.report, name)
    assert function.__name__ == name
    assert inspect.getdoc(function)


def test_nothing_else_is_offered():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = analysis.nonsense
    assert not hasattr(analysis, "pd")


def test_importing_the_package_loads_no_library():
    assert not HEAVY & loaded_after("import analysis")


@pytest.mark.parametrize("name", ["find_boosters", "find_hedges", "find_quantities"])
def test_finders_load_no_library(name):
    assert not HEAVY & loaded_after(f"from analysis import {name}\n{name}('Perhaps 12 people.')")


def test_notebooks_without_similarity_load_no_scikit_learn():
    statement = "from analysis.report import rate_table, plot_hedge_rates\nimport analysis.compare"
    assert "sklearn" not in loaded_after(statement)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_examples_name_only_what_exists(name):
    for code in CODE.findall((ROOT / name).read_text(encoding="utf-8")):
        for module, names in re.findall(r"(?m)^from (analysis[\w.]*) import ([\w, ]+)$", code):
            for each in names.split(","):
                assert hasattr(importlib.import_module(module), each.strip()), (name, each)


def test_the_example_of_the_readme_runs():
    (example,) = CODE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "per_1000_words" in done.stdout
