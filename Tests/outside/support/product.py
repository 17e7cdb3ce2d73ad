"""The built binary: its commands, and a supervisor in folders of a test's own."""
from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

from .environments import ROOT
from .waiting import eventually

# A command that takes longer than this hangs: on a disk whose syncs take seconds it waits for several.
COMMAND_SECONDS = 60.0
# The design asks for 100 ms; a debug build on a busy machine gets more, and proving each control at the
# start takes some syncs.
START_SECONDS = 60.0


class NotBuilt(AssertionError):
    """The binary is not there; nothing can be tested."""


def binary() -> Path:
    """The binary under test: `PULLCORD_BINARY`, or what `swift build` made."""
    path = Path(os.environ.get("PULLCORD_BINARY", ROOT / ".build" / "debug" / "pullcord"))
    if not path.exists():
        raise NotBuilt(f"{path} is not built; run Tests/run, or swift build first")
    return path


@dataclass
class Product:
    """The product in folders of its own: `policy` (a file), `data`, `run`.

    `run` is short, because the path of a unix socket has at most 107 bytes.
    """
    folder: Path
    run_folder: Path
    supervisors: list[Supervisor] = field(default_factory=list)
    # More of the environment of supervisors alone.
    machine: dict[str, str] = field(default_factory=dict)

    @property
    def policy(self) -> Path:
        return self.folder / "policy.yaml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def agent_socket(self) -> Path:
        return self.run_folder / "agent" / "agent.sock"

    @property
    def control_socket(self) -> Path:
        return self.run_folder / "control" / "control.sock"

    def environment(self) -> dict[str, str]:
        """The environment of every command: the test's folders, nothing of the person's own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULLCORD_", "XDG_"))}
        return kept | {
            "PULLCORD_POLICY": str(self.policy), "PULLCORD_DATA": str(self.data),
            "PULLCORD_RUN": str(self.run_folder), "HOME": str(self.folder), "LANG": "C.UTF-8",
        }

    def command(self, *arguments: str) -> list[str]:
        return [str(binary()), *arguments]

    def run(self, *arguments: str, input: str | bytes = b"", timeout: float = COMMAND_SECONDS,
            check: bool = False, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        """Runs a command to its end, without a terminal. Output is bytes, as a terminal gets it."""
        done = subprocess.run(
            self.command(*arguments), input=input.encode() if isinstance(input, str) else input,
            capture_output=True, timeout=timeout, env=self.environment(), cwd=cwd,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stderr!r}")
        return done

    def connect(
            self, agent: str, server: str | None = None, token: Path | None = None) -> list[str]:
        """The command that an agent's configuration holds, for an SDK client or a RawClient. The
        folders are options, because SDK clients pass no environment on."""
        chosen = [] if server is None else ["--server", server]
        proved = [] if token is None else ["--token-file", str(token)]
        return self.command(
            "connect", "--agent", agent, *chosen, *proved, "--run", str(self.run_folder))

    def supervise(self, policy: str | None = None, *arguments: str) -> Supervisor:
        """Starts a supervisor, with `policy` as the text of its file, and waits until it listens."""
        if policy is not None:
            self.policy.write_text(policy)
        supervisor = Supervisor(self, list(arguments))
        self.supervisors.append(supervisor)
        supervisor.wait_until_listening()
        return supervisor

    def settle(self) -> None:
        """Returns when all that the supervisor decided before is in the trail. The entries of low-tier
        calls get there after their answers: up to 50 ms and as long as the disk takes."""
        def waiting() -> int:
            shown = json.loads(self.run("status", "--json", check=True).stdout)
            return int(shown["trail"]["waiting"])
        eventually(lambda: waiting() == 0)

    def close(self) -> None:
        for supervisor in self.supervisors:
            supervisor.kill()


@contextmanager
def product_in(folder: Path) -> Iterator[Product]:
    """The product with its policy and data in `folder`; its supervisors end with the block."""
    run_folder = Path(tempfile.mkdtemp(prefix="pc-"))  # short: the path of a socket has a limit
    product = Product(folder, run_folder)
    try:
        yield product
    finally:
        product.close()
        shutil.rmtree(run_folder)


class Supervisor:
    """A running `pullcord supervise`, its standard error kept."""

    def __init__(self, product: Product, arguments: list[str]) -> None:
        self.product = product
        self.process = subprocess.Popen(
            product.command(
                "supervise", "--policy", str(product.policy), "--data", str(product.data),
                "--run", str(product.run_folder), *arguments),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=product.environment() | product.machine, start_new_session=True,
        )
        self.log: deque[str] = deque(maxlen=10_000)
        self.raw: deque[bytes] = deque(maxlen=10_000)
        self.ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while line := self.process.stderr.readline(65_536):
            self.raw.append(line)
            text = line.decode(errors="backslashreplace").rstrip("\n")
            self.log.append(text)
            if text == "ready" or " pullcord: ready: " in text:
                self.ready.set()

    def wait_until_listening(self, seconds: float = START_SECONDS) -> None:
        """Returns when the agent socket takes a connection; the line `ready` alone is no proof."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self._reader.join(timeout=5)
                raise AssertionError(
                    f"the supervisor ended with {self.process.returncode}: {self.stderr()}")
            if accepts(self.product.agent_socket):
                return
            self.ready.wait(timeout=0.02)
        raise AssertionError(f"the supervisor did not listen within {seconds} s: {self.stderr()}")

    def stderr(self) -> str:
        return "\n".join(self.log)

    def said(self) -> bytes:
        """Its standard error as it came."""
        return b"".join(self.raw)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stop(self, seconds: float = COMMAND_SECONDS) -> int:
        """Asks it to stop, as systemd does; its exit status."""
        self.signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """Ends it without a word; the keepers must end its children."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(timeout=1)
        # A child that outlived it may still hold the other end; closing would wait for the reader.
        if not self._reader.is_alive():
            self.process.stderr.close()

    def memory(self) -> int:
        """What it holds in memory, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(
            int(line.split()[1]) * 1024 for line in status.splitlines()
            if line.startswith("VmRSS:"))


def accepts(path: Path) -> bool:
    """Whether somebody listens at a unix socket."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
        return True
