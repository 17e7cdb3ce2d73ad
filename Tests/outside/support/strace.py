"""strace on a running supervisor: what it wrote where, in order."""
from __future__ import annotations

import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from .waiting import eventually

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="skipped: strace is not installed")
# Longer than what one write holds: several calls go out in one.
STRING_BYTES = 1 << 20


@dataclass
class Call:
    """One system call that ended: `begun` and `ended` are lines of the log."""
    name: str
    file: str
    """The descriptor with what it stands for, as `12<pipe:[345]>`."""
    text: bytes
    result: int
    begun: int
    ended: int


class Strace:
    """Attached to all threads of a process from its making to `stop`."""

    def __init__(self, pid: int, log: Path, *, trace: str, inject: tuple[str, ...] = (),
                 path: Path | None = None) -> None:
        """`path`: only calls that name this file."""
        self.log = log
        options = [word for fault in inject for word in ("-e", f"inject={fault}")]
        options += [] if path is None else ["-P", str(path)]
        self.process = subprocess.Popen(
            ["strace", "-f", "-y", "-qq", "-xx", "-s", str(STRING_BYTES), "-o", str(log),
             "-e", f"trace={trace}", *options, "-p", str(pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        eventually(lambda: is_traced(pid))

    def stop(self) -> None:
        """Lets the process go; the log is complete afterwards."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        self.process.stderr.close()

    def calls(self) -> list[Call]:
        """What was called, by when it began."""
        unfinished: dict[str, tuple[str, int]] = {}
        calls: list[Call] = []
        for number, line in enumerate(self.log.read_text(errors="replace").splitlines()):
            thread, _, rest = line.partition(" ")
            rest = rest.strip()
            begun = number
            if rest.endswith("<unfinished ...>"):
                unfinished[thread] = (rest[: -len("<unfinished ...>")].rstrip(), number)
                continue
            if resumed := re.match(r"<\.\.\. \w+ resumed>", rest):
                start, begun = unfinished.pop(thread, ("", number))
                rest = start + rest[resumed.end():]
            if call := parsed(rest, begun, number):
                calls.append(call)
        return sorted(calls, key=lambda call: call.begun)


def is_traced(pid: int) -> bool:
    """Whether each thread of a process is; one that ended meanwhile does not count."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            if "TracerPid:\t0\n" in (task / "status").read_text():
                return False
        except (FileNotFoundError, ProcessLookupError):
            continue
    return True


def parsed(text: str, begun: int, ended: int) -> Call | None:
    match = re.match(r"(\w+)\((\d+<[^\"]*?>)(.*)\)\s+= (-?\d+)", text)
    if not match:
        return None
    quoted = "".join(re.findall(r'"((?:\\x[0-9a-f]{2})*)"', match[3]))
    data = bytes.fromhex(quoted.replace("\\x", ""))
    file = re.sub(r"\\x([0-9a-f]{2})", lambda byte: chr(int(byte[1], 16)), match[2])
    return Call(match[1], file, data, int(match[4]), begun, ended)
