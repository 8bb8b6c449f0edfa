"""A kernel that is forked from a process which has its imports already."""

import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner


class ForkedKernel(LocalProvisioner):
    """Starts a kernel as a fork instead of a new interpreter; all else is jupyter_client's."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start the kernel that ``cmd`` (python -m ipykernel_launcher …) would start."""
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
