"""A command at a pseudo-terminal: what it shows, and a person who types."""
from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
import fcntl

WAIT_SECONDS = 60.0
# What is typed while a question comes on screen is dropped; a person who sees nothing happen types
# again.
AGAIN_SECONDS = 0.6


class Terminal:
    """Runs `command` with a terminal as its input and output."""

    def __init__(self, command: list[str], env: dict[str, str], rows: int = 60, columns: int = 80):
        own, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=its, stdout=its, stderr=its, env={**env, "TERM": "xterm"},
            start_new_session=True)
        os.close(its)
        self._own = own
        self.shown = ""
        self.raw = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._own)

    def read(self, seconds: float) -> bool:
        """Reads what is there within the time; false when nothing came or the output ended."""
        ready, _, _ = select.select([self._own], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._own, 65_536)
        except OSError:  # the other end is closed
            return False
        self.raw += data
        self.shown += data.decode(errors="backslashreplace").replace("\r\n", "\n")
        return bool(data)

    def until(self, text: str, seconds: float = WAIT_SECONDS) -> str:
        """Waits until `text` is shown; all that was shown."""
        deadline = time.monotonic() + seconds
        while text not in self.shown:
            if time.monotonic() > deadline or not (
                    self.read(0.1) or self.process.poll() is None):
                raise AssertionError(f"{text!r} was not shown: {self.shown}")
        return self.shown

    def type(self, line: str) -> None:
        os.write(self._own, line.encode() + b"\n")

    def answer(self, line: str, seconds: float = WAIT_SECONDS) -> int:
        """Types a line, again while nothing comes of it, until the command ends; its status."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.type(line)
            status = self.end(AGAIN_SECONDS)
            if status is not None:
                return status
        raise AssertionError(f"still running after {line!r}: {self.shown}")

    def end(self, seconds: float = WAIT_SECONDS) -> int | None:
        """Reads on until the command ends; its status, or None when it did not."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        while self.process.poll() is not None and self.read(0):
            pass
        return self.process.poll()
