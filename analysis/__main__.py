"""The command line: check a corpus, report on it, export it, execute the notebooks."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.entries import CorpusError
from analysis.report import UsageError

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus
    from analysis.corpus.entries import Problem

ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (CorpusError, UsageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Compare how several outlets cover one event."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check a corpus and show what its files contain")
    check.add_argument("--show", metavar="FILE", help="print one file line by line")
    check.set_defaults(run=_check)

    report = commands.add_parser("report", help="execute the notebooks on a corpus, render HTML")
    report.add_argument("--out", default="reports", metavar="DIR", help="default: reports")
    report.set_defaults(run=_report)

    export = commands.add_parser("export", help="write frames as CSV and JSON Lines")
    export.add_argument("--out", required=True, metavar="DIR")
    export.set_defaults(run=_export)

    for command in (check, report, export):
        command.add_argument("corpus", nargs="?", default=None, help="default: the seeds folder")

    notebooks = commands.add_parser(
        "notebooks", help="execute the committed notebooks and figures anew, in place"
    )
    notebooks.set_defaults(run=_notebooks)
    return parser


def _folder(arguments: argparse.Namespace) -> Path:
    """Corpus folder: as typed, or the first corpus."""
    if arguments.corpus is not None:
        return Path(arguments.corpus)
    seeds = ROOT / "seeds"
    return seeds.relative_to(Path.cwd()) if seeds.is_relative_to(Path.cwd()) else seeds


def _check(arguments: argparse.Namespace) -> int:
    from analysis.corpus.corpus import read_corpus
    from analysis.corpus.coverage import show_lines, summary_lines
    from analysis.corpus.notices import corpus_notices

    folder = _folder(arguments)
    corpus, problems = read_corpus(folder)
    problems += _measurand_problems(folder, corpus)
    notices = corpus_notices(folder, corpus)
    if arguments.show and len(corpus.documents):
        lines = show_lines(corpus, _document(arguments.show, folder, corpus))
    else:
        lines = summary_lines(corpus)
    for line in lines:
        print(line)
    for notice in notices:
        print(f"\nnotice: {notice}")
    sys.stdout.flush()  # what follows may go to another stream
    end = sys.stderr if problems else sys.stdout
    for problem in problems:
        print(f"\n{problem}", file=end)
    read = f"documents: {len(corpus.documents):,}, articles: {len(corpus.articles):,}"
    print(f"\n{read}, problems: {len(problems):,}, notices: {len(notices):,}", file=end)
    return 1 if problems else 0


def _measurand_problems(folder: Path, corpus: "Corpus") -> "list[Problem]":
    """Say what is wrong with decisions about numbers; numbers are only read if there are any."""
    problems = list(corpus.measurand_problems)
    if len(corpus.measurands):
        from analysis.compare.claims.decisions import read_decisions
        from analysis.marks.spine import mark_quantities

        problems = read_decisions(corpus, mark_quantities(corpus)).problems
    return [each._replace(file=(folder / each.file).as_posix()) for each in problems]


def _document(shown: str, folder: Path, corpus: "Corpus") -> str:
    """Id of the document that is to be shown, given by its path here or inside the corpus."""
    from analysis.corpus.files import document_id

    name = Path(shown)
    inside = name.resolve().is_relative_to(folder.resolve())
    file = name.resolve().relative_to(folder.resolve()) if inside else name
    document = document_id(file.as_posix())
    known = list(corpus.documents["document"])
    if document not in known:
        raise UsageError(f"{shown}: not a document; there are {', '.join(known)}")
    return document


def _report(arguments: argparse.Namespace) -> int:
    from analysis.report.kernels import prepare_kernels

    prepare_kernels()
    from analysis.report.render import render_report

    return render_report(_folder(arguments), Path(arguments.out))


def _notebooks(_: argparse.Namespace) -> int:
    from analysis.report.render import rewrite_notebooks

    return rewrite_notebooks()


def _export(arguments: argparse.Namespace) -> int:
    from analysis.report.export import export_corpus

    for path in export_corpus(_folder(arguments), arguments.out):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
