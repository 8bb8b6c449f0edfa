"""Execute notebooks in memory, several at once, on any corpus.

The committed notebooks are also what a scholar opens in JupyterLab: their first code cell, tagged
``parameters``, names the corpus and where figures go. Here that cell is replaced for the run only.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbclient
import nbformat
from nbclient.exceptions import CellTimeoutError

from analysis.report.kernels import new_manager, prepare_kernels

_TIMEOUT = 3600
_PARAMETER = re.compile(r"(?m)^(\w+) = .*$")


class NotebookError(RuntimeError):
    """A notebook did not run through; the message names it, the cell and the error."""


def execute_notebooks(
    paths: Sequence[Path],
    parameters: Mapping[str, str | None],
    tell: Callable[[str], None],
) -> list[Any]:
    """Execute notebooks at the same time, each in a kernel of its own.

    Parameters
    ----------
    paths
        Notebooks; kernels run in the folder of each.
    parameters
        Values for the assignments in each notebook's ``parameters`` cell; others stay as written.
    tell
        Called with a line of progress whenever a notebook is done.

    Returns
    -------
    list of nbformat.NotebookNode
        In the order of ``paths``, with outputs, with the ``parameters`` cell as it was on disk,
        without anything that differs between two runs (times, versions).

    Raises
    ------
    NotebookError
        When a cell fails.
    """
    prepare_kernels()
    return asyncio.run(_execute_all(paths, parameters, tell))


async def _execute_all(
    paths: Sequence[Path], parameters: Mapping[str, str | None], tell: Callable[[str], None]
) -> list[Any]:
    with tempfile.TemporaryDirectory(prefix="ipython-") as profile:
        # A profile of its own: nobody's start-up files or history may change what is computed.
        environment = {**os.environ, "IPYTHONDIR": profile, "PYTHONHASHSEED": "0"}
        package = Path(__file__).resolve().parents[2]
        inherited = [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
        environment["PYTHONPATH"] = os.pathsep.join([str(package), *inherited])
        tasks = [
            asyncio.create_task(_execute(path, parameters, environment, tell)) for path in paths
        ]
        try:
            return await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise


async def _execute(
    path: Path,
    parameters: Mapping[str, str | None],
    environment: Mapping[str, str],
    tell: Callable[[str], None],
) -> Any:
    began = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"c{index:02d}"
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    written = _replace_parameters(notebook, parameters)
    client = nbclient.NotebookClient(
        notebook,
        km=new_manager(f"{environment['IPYTHONDIR']}/{path.stem}"),
        record_timing=False,
        timeout=_TIMEOUT,
        extra_arguments=["--log-level=50"],  # the kernel logs to the terminal otherwise
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        # nbclient leaves a kernel running whose manager it was given, unless told otherwise.
        await client.async_execute(env=environment, cleanup_kc=True)
    except (nbclient.exceptions.CellExecutionError, CellTimeoutError, RuntimeError) as error:
        raise NotebookError(f"{path.name}{_place(notebook)}: {_message(notebook, error)}") from None
    for cell, source in written:
        cell.source = source
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    tell(f"  {path.stem}: {time.monotonic() - began:.1f} s")
    return nbformat.from_dict(notebook)


def _replace_parameters(
    notebook: Any, parameters: Mapping[str, str | None]
) -> list[tuple[Any, str]]:
    """Assign other values in the parameters cells; return those cells as they were written."""
    written = []
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            written.append((cell, cell.source))
            cell.source = _PARAMETER.sub(
                lambda line: (
                    f"{line[1]} = {parameters[line[1]]!r}" if line[1] in parameters else line[0]
                ),
                cell.source,
            )
    return written


def _place(notebook: Any) -> str:
    for number, cell in enumerate(notebook.cells, start=1):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return f", cell {number}"
    return ""


def _message(notebook: Any, error: Exception) -> str:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"{output.ename}: {output.evalue}\n  in: {cell.source.strip()}"
    return f"{type(error).__name__}: {error}"


def tell_terminal(line: str) -> None:
    """Print a line of progress to standard error, so that it shows at once."""
    print(line, file=sys.stderr, flush=True)
