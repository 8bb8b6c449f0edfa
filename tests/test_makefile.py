"""The Makefile and `.ci/run`, tried with stand-ins for Python, uv and apt-get.

Nothing is installed: each stand-in writes its arguments to a log, one call a line, and fails where
the test asks for it.
"""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = [
    "bash",
    "make",
    "env",
    "sed",
    "rm",
    "mkdir",
    "touch",
    "cp",
    "chmod",
    "cat",
    "find",
    "id",
    "dirname",
]

PYTHON = r"""#!/bin/bash
case "$*" in
  "-c import sys; sys.exit"*) exit "${TOO_OLD:-0}" ;;
  "-c import venv"*) exit "${NO_VENV:-0}" ;;
  "-c "*) echo 3.11; exit ;;
  "--version") echo "Python 3.9.1"; exit ;;
esac
printf '%s|' python "$@" >>"$LOG"; echo >>"$LOG"
case "$*" in
  "-m venv --clear .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; exit "${VENV_FAILS:-0}" ;;
  "-m pip --version") exit 0 ;;
  "-m pip install"*) exit "${INSTALL_FAILS:-0}" ;;
  "-m pytest"*) echo "1 passed in 0.01s" ;;
esac
"""
UV = r"""#!/bin/bash
printf '%s|' uv "$@" >>"$LOG"; echo >>"$LOG"
if [ "$1" = venv ]; then mkdir -p .venv/bin; cp "$(command -v python3)" .venv/bin/python; fi
"""
LOGS_ONLY = r"""#!/bin/bash
printf '%s|' "${0##*/}" "$@" >>"$LOG"; echo >>"$LOG"
"""


class Checkout:
    """A copy of the set-up files in a folder with a blank in its name, and a PATH of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a checkout"
        self.bin = folder / "bin"
        self.log = folder / "log"
        (self.folder / ".ci").mkdir(parents=True)
        self.bin.mkdir()
        for name in ["Makefile", "pyproject.toml", "constraints.txt", ".ci/run"]:
            shutil.copy2(ROOT / name, self.folder / name)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.put("python3", PYTHON)

    def put(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def run(self, *command: str, **settings: str) -> tuple[int, str, list[str]]:
        """Exit code, everything printed, and the calls of the stand-ins."""
        self.log.write_text("", encoding="utf-8")
        run = subprocess.run(
            command,
            cwd=self.folder,
            env={"PATH": str(self.bin), "LOG": str(self.log), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return run.returncode, run.stdout, self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def installs(calls: list[str]) -> list[str]:
    return [call for call in calls if "|install|" in call]


def test_first_run_sets_up_and_the_second_installs_nothing(checkout: Checkout):
    code, printed, calls = checkout.run("make", "report")
    assert code == 0
    assert calls[0] == "python|-m|venv|--clear|.venv|"
    assert calls[-2:] == [
        "python|-m|pip|install|--quiet|--quiet|--constraint|constraints.txt|--editable|.|",
        "python|-m|analysis|report|seeds|--out|reports|",
    ]
    creating, installing = printed.splitlines()
    assert creating.startswith("Creating .venv")
    assert re.match("Installing the main libraries .* minute", installing)
    code, printed, calls = checkout.run("make", "report")
    assert (code, calls) == (0, ["python|-m|analysis|report|seeds|--out|reports|"])
    assert "Installing" not in printed


def test_tests_bring_the_libraries_of_the_report_with_them(checkout: Checkout):
    code, _, calls = checkout.run("make", "test")
    assert code == 0
    assert installs(calls) == [
        "python|-m|pip|install|--quiet|--quiet|--constraint|constraints.txt|--editable|.[test]|"
    ]
    assert [call.split("|")[2] for call in calls[-4:]] == ["ruff", "ruff", "mypy", "pytest"]
    assert "|tests|notebooks|--nbval|" in calls[-1]
    assert installs(checkout.run("make", "report")[2]) == []


def test_new_requirements_are_installed(checkout: Checkout):
    checkout.run("make", "report")
    later = time.time() + 5
    os.utime(checkout.folder / "constraints.txt", (later, later))
    assert len(installs(checkout.run("make", "report")[2])) == 1


def test_uv_is_used_where_it_is_on_the_path(checkout: Checkout):
    checkout.put("uv", UV)
    code, _, calls = checkout.run("make", "lab")
    assert code == 0
    assert calls == [
        f"uv|venv|--quiet|--clear|--python|{checkout.bin / 'python3'}|.venv|",
        "uv|pip|install|--quiet|--python|.venv/bin/python"
        "|--constraints|constraints.txt|--editable|.[lab]|",
        "python|-m|jupyterlab|notebooks|",
    ]


def test_a_failed_installation_is_tried_again(checkout: Checkout):
    code, _, calls = checkout.run("make", "report", INSTALL_FAILS="1")
    assert code != 0
    assert not any("analysis" in call for call in calls)
    code, _, calls = checkout.run("make", "report")
    assert code == 0
    assert len(installs(calls)) == 1


def test_a_failed_venv_leaves_nothing_behind(checkout: Checkout):
    code, _, calls = checkout.run("make", "report", VENV_FAILS="1")
    assert code != 0
    assert installs(calls) == []
    assert not (checkout.folder / ".venv").exists()


def test_a_missing_venv_module_gets_the_line_that_installs_it(checkout: Checkout):
    code, printed, calls = checkout.run("make", "report", NO_VENV="1")
    assert (code != 0, calls) == (True, [])
    assert "sudo apt install python3.11-venv" in printed


def test_an_old_python_is_named(checkout: Checkout):
    code, printed, calls = checkout.run("make", "test", TOO_OLD="1")
    assert (code != 0, calls) == (True, [])
    assert "python3 is Python 3.9.1. This project needs Python 3.11 to 3.14" in printed


def test_another_python_can_be_chosen(checkout: Checkout):
    checkout.put("python3.12", PYTHON)
    (checkout.bin / "python3").unlink()
    code, printed, _ = checkout.run("make", "report")
    assert code != 0
    assert "There is no python3 here" in printed
    assert checkout.run("make", "report", "PYTHON=python3.12")[0] == 0


@pytest.mark.parametrize("target", ["report", "export"])
def test_any_folder_name_reaches_the_program_unharmed(checkout: Checkout, target: str):
    corpus, out = "my 'own' \"corpus\"", "out; echo (x) & é"
    code, _, calls = checkout.run("make", target, f"CORPUS={corpus}", f"OUT={out}")
    assert code == 0
    assert calls[-1] == f"python|-m|analysis|{target}|{corpus}|--out|{out}|"


def test_a_corpus_is_checked_and_a_file_of_it_shown(checkout: Checkout):
    assert checkout.run("make", "corpus")[2][-1] == "python|-m|analysis|check|seeds|"
    corpus, file = "my 'own' corpus", "a page; (x).txt"
    _, _, calls = checkout.run("make", "corpus", f"CORPUS={corpus}", f"SHOW={file}")
    assert calls == [f"python|-m|analysis|check|{corpus}|--show|{file}|"]


def test_accuracy_asks_for_the_labels(checkout: Checkout):
    code, printed, calls = checkout.run("make", "accuracy")
    assert code != 0
    assert "GOLD=folder" in printed
    assert not any("benchmarks" in call for call in calls)
    _, _, calls = checkout.run("make", "accuracy", "GOLD=my labels")
    assert calls[-1] == "python|benchmarks/accuracy.py|my labels|"


def test_help_is_the_default_and_lists_every_command(checkout: Checkout):
    code, printed, calls = checkout.run("make")
    assert (code, calls) == (0, [])
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert phony is not None
    for command in phony.group(1).split():
        assert re.search(rf"^  make {command}\s+\S", printed, flags=re.MULTILINE), command


# Continuous integration


def test_ci_ends_with_the_summary_of_pytest(checkout: Checkout):
    checkout.put("chromium", LOGS_ONLY)
    code, printed, calls = checkout.run(str(checkout.folder / ".ci" / "run"))
    assert code == 0
    assert printed.splitlines()[-1] == "1 passed in 0.01s"
    assert not any(call.startswith("apt-get") for call in calls)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install packages")
def test_ci_installs_a_missing_browser_first(checkout: Checkout):
    checkout.put("apt-get", LOGS_ONLY)
    code, _, calls = checkout.run(str(checkout.folder / ".ci" / "run"))
    assert code == 0
    assert calls[:2] == [
        "apt-get|update|-q|",
        "apt-get|install|-y|-q|--no-install-recommends|chromium|",
    ]


def test_ci_goes_on_without_a_browser(checkout: Checkout):
    code, printed, calls = checkout.run(str(checkout.folder / ".ci" / "run"))
    assert code == 0
    assert "Missing here: chromium" in printed
    assert "|pytest|" in calls[-1]


def test_ci_fails_where_make_fails(checkout: Checkout):
    assert checkout.run(str(checkout.folder / ".ci" / "run"), INSTALL_FAILS="1")[0] != 0


def test_workflow_runs_the_same_script():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert re.findall(r"run: (.+)$", workflow, flags=re.MULTILINE)[-1] == ".ci/run"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
