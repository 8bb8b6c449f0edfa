"""The command line: check a corpus, report on it, export it, execute the notebooks."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.corpus.entries import CorpusError
from analysis.report import UsageError

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

    export = commands.add_parser("export", help="write every frame as CSV and JSON Lines")
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
    from analysis.corpus.files import document_id

    folder = _folder(arguments)
    corpus, problems = read_corpus(folder)
    if arguments.show:
        name = Path(arguments.show)
        inside = name.resolve().is_relative_to(folder.resolve())
        document = (name.resolve().relative_to(folder.resolve()) if inside else name).as_posix()
        document = document_id(document)
        known = list(corpus.documents["document"])
        if document not in known:
            raise UsageError(f"{arguments.show}: not a document; there are {', '.join(known)}")
        lines = show_lines(corpus, document)
    else:
        lines = summary_lines(corpus)
    for line in lines:
        print(line)
    print()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"\nproblems: {len(problems)}", file=sys.stderr)
        return 1
    print(f"documents: {len(corpus.documents)}, articles: {len(corpus.articles)}, no problem")
    return 0


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
