"""However `pullcord console` ends: the terminal is as it was, nothing was sent, and nothing goes on."""
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest

from support.console import ConsoleLine
from support.control import Control
from support.faults import TRAP_SIGNAL, put_trap
from support.governed import Agent, supervise
from support.house import House, shared
from support.product import Product, Supervisor
from support.probe import SECONDS
from support.waiting import eventually, is_gone

SERVER = Path(__file__).parent / "servers" / "legacy.py"
# The modes that must be off at the end: alternate screen, focus, paste, mouse, synchronized output.
OFF = {1049, 2004, 1004, 1000, 1002, 1003, 1006, 2026}


class Post(House):
    """A supervisor with one agent whose writes are held."""

    def start(self) -> Supervisor:
        server = [sys.executable, str(SERVER), "--journal", str(self.folder / "journal")]
        return supervise(self.product, [Agent("grave", server, {"write": "high"})], granted=False)


post = shared(Post)


@pytest.fixture
def consoles() -> Iterator[Callable[..., ConsoleLine]]:
    """Starts consoles that end with the test."""
    lines: list[ConsoleLine] = []

    def start(product: Product, folder: Path, **options) -> ConsoleLine:
        lines.append(ConsoleLine(product, folder, **options))
        return lines[-1]

    yield start
    for line in lines:
        line.__exit__()


def settings(line: ConsoleLine) -> str:
    """What `stty -a` says of its terminal."""
    return subprocess.run(["stty", "-a", "-F", os.ttyname(line.its)], check=True, text=True,
                          stdout=subprocess.PIPE, timeout=SECONDS).stdout


def check_given_back(line: ConsoleLine, before: str) -> None:
    assert settings(line) == before and line.is_restored
    assert not OFF & {mode for mode, is_on in line.modes.items() if is_on}
    assert line.modes[1049] is False and line.modes.get(25, True)


# Each to the process that draws: those that ask for the end, and those that leave no time for anything.
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL,
           signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_given_back_after_a_signal(product: Product, consoles, tmp_path: Path, number: int):
    line = consoles(product, tmp_path / "console")
    before = settings(line)
    # There is no supervisor: what the guard does is the same.
    line.until(b"NOT LIVE")
    drawing = line.drawing
    assert settings(line) != before and line.modes[1049] and line.modes[2004]
    os.kill(drawing, number)
    assert line.end() == 128 + number
    check_given_back(line, before)
    assert is_gone(drawing)
    was_asked = number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
    assert (b"the console died" in line.raw) != was_asked


def test_given_back_after_a_trap(product: Product, consoles, tmp_path: Path):
    """As Swift ends a program whose arithmetic overflows: what the runtime says is in the log."""
    line = consoles(product, tmp_path / "console")
    before = settings(line)
    line.until(b"NOT LIVE")
    put_trap(line.drawing)
    line.type(b"j")
    assert line.end() == 128 + TRAP_SIGNAL
    check_given_back(line, before)
    assert f"(signal {TRAP_SIGNAL})".encode() in line.raw and b"rogram crashed" not in line.raw
    assert b"rogram crashed" in (tmp_path / "console/pullcord/console.log").read_bytes()


def test_given_back_after_a_trap_that_cannot_be_told(product: Product, consoles, tmp_path: Path):
    """Nobody takes what the runtime says of the trap: the guard waits for it, but not for ever."""
    log = tmp_path / "console/pullcord/console.log"
    log.parent.mkdir(parents=True)
    os.mkfifo(log)
    pipe = os.open(log, os.O_RDWR | os.O_NONBLOCK)
    try:
        while True:
            os.write(pipe, bytes(4_096))
    except BlockingIOError:
        pass
    line = consoles(product, tmp_path / "console")
    before = settings(line)
    line.until(b"NOT LIVE")
    drawing = line.drawing
    put_trap(drawing)
    line.type(b"j")
    assert line.end() == 128 + TRAP_SIGNAL
    check_given_back(line, before)
    assert is_gone(drawing)
    os.close(pipe)


def seconds_of(process: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("controls, keys, text", [
    (True, b"a\x18", b"KILL SWITCH"), (False, b"a\x18", b"KILL SWITCH"), (True, b"d", b"suspicious"),
    (False, b"a", b"APPROVE")])
def test_a_lost_terminal_ends_all_and_sends_nothing(
        post: Post, consoles, tmp_path: Path, controls: bool, keys: bytes, text: bytes):
    """In the middle of an answer and of the kill switch; also where no SIGHUP tells of the loss."""
    client = post.connect("grave")
    number = client.request("tools/call", {"name": "write", "arguments": {"text": f"{keys} {controls}"}})
    control = Control(post.product.control_socket)
    hold, = eventually(lambda: [
        hold for hold in control.ask("holds")["holds"] if hold["state"] == "open"])
    line = consoles(post.product, tmp_path / "console", controls=controls)
    line.until(b"HELD 1")
    line.press(b"2\r", b"ARMED")
    line.press(keys, text)
    processes = [line.guard.pid, line.drawing]
    used = sum(map(seconds_of, processes))
    os.close(line.its)
    os.close(line.own)
    line.its = line.own = -1
    lost = time.monotonic()
    _, status, usage = eventually(
        lambda: (found := os.wait4(line.guard.pid, os.WNOHANG)) and found[0] and found, every=0.005)
    took = time.monotonic() - lost
    line.guard.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime - used
    print(f"a lost terminal: over after {took * 1000:.0f} ms, {used:.2f} s of a core")
    assert line.guard.returncode == 128 + signal.SIGHUP and is_gone(processes[1])
    # Within a second is what is promised; a machine whose cores are taken gets more.
    assert took < 10 and used < 1
    now, = control.ask("holds")["holds"][-1:]
    assert (now["code"], now["state"], now["revision"]) == (hold["code"], "open", hold["revision"])
    said = control.ask("status")
    assert not said["kills"] and said.get("frozen") is None
    assert not any(agent.get("paused") for agent in said["agents"])
    # The call waits on: its caller gives up, and the next test has a hold of its own.
    client.notify("notifications/cancelled", {"requestId": number, "reason": "enough"})
    control.ask("answer", answer={
        "code": hold["code"], "digest": hold["digest"], "revision": hold["revision"],
        "channel": "script", "decision": "deny", "reason": {"kind": "not-needed"}})
    control.close()
