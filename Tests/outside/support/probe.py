"""The terminal probe: a program of ours on a terminal, without a supervisor. At a raw pseudo-terminal,
whose every byte is kept, or inside tmux, which draws it."""
from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path

import pytest

from .environments import ROOT
from .waiting import eventually, is_gone

SECONDS = 30.0


def probe() -> Path:
    """The probe: `TERMINAL_PROBE`, or what `swift build` made."""
    path = Path(os.environ.get("TERMINAL_PROBE", ROOT / ".build" / "debug" / "terminal-probe"))
    if not path.exists():
        raise AssertionError(f"{path} is not built; run Tests/run, or swift build first")
    return path


needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="skipped: tmux is not installed")


class Journal:
    """What the probe was told, a line each; it writes that down whatever its screen does."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def lines(self) -> list[str]:
        return self.path.read_text().splitlines() if self.path.exists() else []

    def wait(self, line: str, seconds: float = SECONDS) -> None:
        """Waits until a line is there."""
        eventually(lambda: line in self.lines or None, seconds=seconds)

    @property
    def process(self) -> int:
        """The process that draws."""
        return int(eventually(lambda: self.lines)[0].split()[1])

    @property
    def facts(self) -> list[str]:
        """Terminal, depth and whether it is UTF-8."""
        return eventually(lambda: self.lines)[0].split()[2:]


class Line:
    """The probe at a pseudo-terminal of its own, which it controls; `in_shell`, which a shell controls
    that waits for it. `read` takes what it wrote; until then nobody reads it."""

    def __init__(self, folder: Path, *arguments: str, rows: int = 24, columns: int = 80,
                 in_shell: bool = False, controls: bool = True, **variables: str) -> None:
        self.own, self.its = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.its)
        self.journal = Journal(folder / f"journal-{time.monotonic_ns()}")
        self.log = folder / "log"
        self.raw = b""
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", **variables}
        shell = ["sh", "-c", '"$@"; exec sleep 600', "sh"] if in_shell else []
        self.guard = subprocess.Popen(
            shell + self.words(*arguments),
            stdin=self.its, stdout=self.its, stderr=self.its, env=env, start_new_session=True,
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controls else None)

    def words(self, *arguments: str) -> list[str]:
        """The command that is run."""
        return [str(probe()), "--log", str(self.log), "--journal", str(self.journal.path), *arguments]

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        if self.guard.poll() is None:
            self.guard.kill()
        self.guard.wait(SECONDS)
        for end in (self.own, self.its):
            if end >= 0:
                os.close(end)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        os.write(self.own, keys)

    def read(self, seconds: float = 0.05) -> bytes:
        """Takes what is there, and what comes within the time; of what never ends, a second."""
        taken = b""
        until = time.monotonic() + 1
        while time.monotonic() < until and select.select([self.own], [], [], seconds)[0]:
            try:
                data = os.read(self.own, 65_536)
            except OSError:
                break
            taken += data
            seconds = min(seconds, 0.05)
        self.raw += taken
        return taken

    def until(self, text: bytes, seconds: float = SECONDS) -> bytes:
        """Reads until `text` was written."""
        deadline = time.monotonic() + seconds
        while text not in self.raw:
            assert time.monotonic() < deadline, f"{text!r} did not come: {self.raw[-2000:]!r}"
            self.read(0.1)
        return self.raw

    def end(self, seconds: float = SECONDS) -> int:
        """Reads on until the guard has ended; its status."""
        deadline = time.monotonic() + seconds
        while self.guard.poll() is None:
            assert time.monotonic() < deadline, "the guard goes on"
            self.read(0.05)
        self.read(0.05)
        return self.guard.returncode

    @property
    def is_restored(self) -> bool:
        """Whether the terminal's settings are those from before."""
        return termios.tcgetattr(self.its) == self.before

    @property
    def modes(self) -> dict[int, bool]:
        """Which private modes are on after all that was written."""
        found = {}
        for numbers, sign in re.findall(rb"\033\[\?([\d;]+)([hl])", self.raw):
            for number in numbers.split(b";"):
                found[int(number)] = sign == b"h"
        return found


class Tmux:
    """A tmux server of its own with one window, which runs a shell."""

    def __init__(self, folder: Path, *, rows: int = 24, columns: int = 80, **variables: str) -> None:
        self.socket = folder / "tmux"
        self.folder = folder
        env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder), **variables}
        self.env = env
        subprocess.run(
            ["tmux", "-u", "-f", "/dev/null", "-S", str(self.socket), "new-session", "-d",
             "-x", str(columns), "-y", str(rows), "bash --norc --noprofile -i"],
            env=env, check=True, timeout=SECONDS)
        self.run("set-option", "-g", "focus-events", "on")
        self.journal = Journal(folder / "journal")

    def __enter__(self) -> Tmux:
        return self

    def __exit__(self, *_: object) -> None:
        self.run("kill-server")

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-u", "-S", str(self.socket), *arguments], env=self.env, check=True,
            stdout=subprocess.PIPE, text=True, timeout=SECONDS).stdout

    def keys(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def type(self, text: str) -> None:
        self.run("send-keys", "-l", text)

    def start(self, *arguments: str, **variables: str) -> None:
        """Runs the probe in the shell, and waits until it has drawn."""
        words = [f"{name}={value}" for name, value in variables.items()] + [
            str(probe()), "--log", str(self.folder / "log"), "--journal", str(self.journal.path),
            *arguments]
        self.type(shlex.join(words))
        self.keys("Enter")
        # The last row that is drawn.
        self.shows("resized")
        if not variables.get("TERM", "").startswith("vt"):
            # tmux tells the focus as soon as it is asked to; what comes later is the test's own.
            eventually(lambda: any(line.startswith("focused") for line in self.journal.lines) or None)

    @property
    def screen(self) -> list[str]:
        return self.run("capture-pane", "-p").splitlines()

    @property
    def coloured(self) -> list[str]:
        return self.run("capture-pane", "-p", "-e").splitlines()

    def shows(self, text: str) -> None:
        eventually(lambda: any(text in row for row in self.screen) or None)

    def state(self, name: str) -> str:
        return self.run("display-message", "-p", f"#{{{name}}}").strip()

    def settings(self) -> str:
        """What `stty -a` says of the pane's terminal, its size apart."""
        said = subprocess.run(
            ["stty", "-a", "-F", self.state("pane_tty")], check=True, stdout=subprocess.PIPE,
            text=True, timeout=SECONDS).stdout
        return re.sub(r"rows \d+; columns \d+;", "", said)


def end(process: int, number: int = signal.SIGKILL) -> None:
    """Sends a signal to a process of ours, and waits until it is gone."""
    os.kill(process, number)
    eventually(lambda: is_gone(process) or None)


def hangs_in_write(process: int) -> bool:
    """Whether a thread of it waits for the terminal to take bytes."""
    for task in os.listdir(f"/proc/{process}/task"):
        try:
            call = Path(f"/proc/{process}/task/{task}/syscall").read_text().split()
        except OSError:
            continue
        if call[0] == "1" and int(call[1], 16) == 1:
            return True
    return False
