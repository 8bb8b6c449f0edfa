"""Jupyter kernels that share their imports.

Starting IPython and importing pandas and matplotlib takes longer than all there is to compute on a
small corpus, and every notebook needs both. Where the system can fork, one process imports them
once and every kernel is forked from it; elsewhere kernels are started in the ordinary way. The
kernels themselves are ipykernel's own, one process a notebook, in either case.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

_LONGEST_FOLDER = 60
"""Bytes: sockets lie in the folder for temporary files, and Linux allows 107 for their names."""

_SHARED = ["ipykernel.kernelapp", "analysis.report.shared_imports"]


def prepare_kernels() -> None:
    """Start importing what kernels share, in a process of its own.

    Called as early as possible, and cheap: the caller's own imports go on meanwhile. The process
    ends with the program.
    """
    if not can_fork():
        return
    before = os.environ.get("PYTHONHASHSEED")
    # Read when a process starts: sets of strings must have one order in every kernel.
    os.environ["PYTHONHASHSEED"] = "0"
    multiprocessing.set_forkserver_preload(_SHARED)
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONHASHSEED"]
        else:
            os.environ["PYTHONHASHSEED"] = before


def can_fork() -> bool:
    """Whether kernels can share imports here; on macOS forking is not safe with all libraries."""
    return (
        sys.platform == "linux"
        and "forkserver" in multiprocessing.get_all_start_methods()
        and len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER
    )


def new_manager(sockets: str) -> "AsyncKernelManager":
    """Return a manager of a Python kernel that is not started yet.

    ``sockets`` is a path, unique to the kernel, that the names of its sockets begin with.
    """
    from jupyter_client.manager import AsyncKernelManager

    manager = AsyncKernelManager(kernel_name="python3")
    if can_fork():
        from analysis.report.forked import ForkedKernel

        # Network ports are chosen well before the kernel takes them; another program, or the next
        # kernel, may be faster.
        manager.transport, manager.ip = "ipc", sockets
        manager.provisioner = ForkedKernel(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
    return manager
