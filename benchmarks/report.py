"""Time the report against the usual command for the same notebooks.

    python benchmarks/report.py [RUNS]

The peer is one plain ``jupyter nbconvert --execute --to html notebooks/*.ipynb``. The two take
turns, each in a process of its own, so that a machine that slows down slows both. The report does
more: it checks the corpus, saves every figure in five formats and writes the reading views.
Prints seconds, and as the figure to quote the median of the ratios of neighbouring runs.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BAR = 0.65


def seconds(command: list[str]) -> float:
    """Wall time of a command that must succeed; what it prints is thrown away."""
    began = time.perf_counter()
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    notebooks = sorted(str(path) for path in (PROJECT / "notebooks").glob("*.ipynb"))
    ratios = []
    print(f"{'run':>4} {'nbconvert s':>12} {'report s':>10} {'ratio':>7}")
    for run in range(1, runs + 1):
        with tempfile.TemporaryDirectory() as out:
            convert = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html"]
            peer = seconds([*convert, "--output-dir", out, *notebooks])
            report = [sys.executable, "-m", "analysis", "report", "seeds"]
            ours = seconds([*report, "--out", str(Path(out) / "report")])
        ratios.append(ours / peer)
        print(f"{run:>4} {peer:>12.2f} {ours:>10.2f} {ratios[-1]:>7.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} (aim: at most {BAR})")


if __name__ == "__main__":
    main()
