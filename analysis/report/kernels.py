"""Jupyter kernels that share their imports.

Starting IPython and importing pandas and matplotlib takes longer than all there is to compute on a
small corpus, and every notebook needs both. Where the system can fork, one process imports them
once and every kernel is forked from it; elsewhere kernels are started in the ordinary way. The
kernels themselves are ipykernel's own, one process a notebook, in either case.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_SHARED = ["ipykernel.kernelapp", "analysis.report.shared_imports"]


def new_manager() -> AsyncKernelManager:
    """Return a manager of a Python kernel that is not started yet."""
    manager = AsyncKernelManager(kernel_name="python3")
    if can_fork():
        manager.provisioner = _ForkedKernel(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
    return manager


def can_fork() -> bool:
    """Whether kernels can share imports here; on macOS forking is not safe with all libraries."""
    return sys.platform == "linux" and "forkserver" in multiprocessing.get_all_start_methods()


@contextmanager
def shared_imports() -> Iterator[None]:
    """Start importing what kernels share, in a process of its own that ends with the block."""
    if not can_fork():
        yield
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
    yield


class _ForkedKernel(LocalProvisioner):
    """Starts a kernel as a fork instead of a new interpreter; all else is jupyter_client's."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        # cmd is [python, -m, ipykernel_launcher, arguments …]
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        context = multiprocessing.get_context("forkserver")
        kernel = context.Process(
            target=_serve, args=(arguments, options["env"], options["cwd"]), daemon=True
        )
        kernel.start()
        self.process = cast(Any, _Popen(kernel))
        self.pid = kernel.pid
        return self.connection_info


def _serve(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """Be a kernel until told to shut down."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    app = IPKernelApp.instance()
    app.initialize(list(arguments))
    app.start()


class _Popen:
    """The part of subprocess.Popen that LocalProvisioner uses, over a forked process."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
