"""Jupyter's way of starting a kernel, by a fork."""

from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Instance

from tallybook.runs.warm import ForkServer

_STANDARD_ERROR = 2


class WarmProvisioner(LocalProvisioner):
    """Jupyter's way of starting a kernel, by a fork; cold, as ever, where the server gives none."""

    server = Instance(ForkServer)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork the keeper that the command names."""
        keeper = self.server.launch(
            cmd[1:],
            environment=options["env"],
            folder=options.get("cwd") or str(Path.cwd()),
            said=options["stdout"].fileno() if "stdout" in options else _STANDARD_ERROR,
            held=options["pass_fds"][0],
        )
        if keeper is None:
            return await super().launch_kernel(cmd, **options)
        self.process, self.pid = keeper, keeper.pid  # type: ignore[assignment]
        return self.connection_info
