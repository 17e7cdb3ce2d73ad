"""Peers that misbehave in processes of their own, and what an honest agent's calls take beside them."""
from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from .governed import forget_peak, peak, percentile
from .house import House
from .pace import Pace
from .product import Supervisor

# The design: what one hostile peer may add to the supervisor's memory.
PEER_BYTES = 8 * 1024 * 1024
# So many windows with the hostile peer, between as many without; calls of each; calls before that which
# do not count, in which what the change set going ends.
ROUNDS, WINDOW, SETTLING = 8, 300, 20
# A window on a slow machine has fewer calls.
WINDOW_SECONDS = 4.0
# Where a sync takes as long as calls may be ahead of the disk, some calls wait for one. So that those are
# more than one in a hundred in each window, the agent thinks before each call; fewer windows are enough.
SLOW_ROUNDS, SLOW_THINKING = 2, 0.005
SLOW_SYNC_SECONDS = 0.02
# The design: the time of other agents at most doubles. What a debug build on a shared machine with two
# cores scatters by beside it. On a slow disk a call that would have been ahead of it waits for the sync
# under way, its own, and one of the log's copying.
FLOOR_SECONDS, FLOOR_SYNCS = 0.005, 3
# What else the machine does can only make a figure worse: where it is too high, it is taken again.
MEASUREMENTS = 3


def grown(supervisor: Supervisor, base: int) -> int:
    """By how much a supervisor's peak is over what it held, in bytes."""
    return peak(supervisor) - base


class Peer:
    """A hostile peer that can be let go and stopped, as often as a measurement asks."""

    def on(self) -> None:
        raise NotImplementedError

    def off(self) -> None:
        raise NotImplementedError

    def written(self) -> int:
        """How many bytes it has written so far."""
        return 0


def written_by(pid: int) -> int:
    """The bytes that a process has written, into whatever."""
    try:
        lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    except OSError:
        return 0  # it ended
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))


class Beside:
    """The p99 of the honest agent in calm windows and in hostile ones, in turns in one run: whatever
    else the machine does meanwhile is in both."""

    def __init__(self, house: House, *, sync_seconds: float, floor: float = FLOOR_SECONDS) -> None:
        self.house, self.floor = house, floor
        self.is_slow = sync_seconds > SLOW_SYNC_SECONDS
        self.rounds = SLOW_ROUNDS if self.is_slow else ROUNDS
        self.thinking = SLOW_THINKING if self.is_slow else 0.0
        self.pace = Pace(house.product.connect("honest"), house.product.environment())
        self.pace.calls(SETTLING)

    def compare(self, name: str, peer: Peer, rounds: int | None = None) -> None:
        base = forget_peak(self.house.supervisor)
        for _ in range(MEASUREMENTS):
            calm, hostile = self.measure(name, peer, rounds or self.rounds)
            size = grown(self.house.supervisor, base)
            print(f"the supervisor grew by {size / 1e6:.1f} MB")
            assert size <= PEER_BYTES
            if hostile <= 2 * calm + self.floor:
                return
        raise AssertionError(f"beside {name} p99 is {hostile} s, alone {calm} s")

    def measure(self, name: str, peer: Peer, rounds: int) -> tuple[float, float]:
        """The two p99, in seconds: alone, and beside the peer."""
        alone: list[float] = []
        beside: list[float] = []
        written = 0
        for _ in range(rounds):
            alone += self.window()
            peer.on()
            written -= peer.written()
            beside += self.window()
            written += peer.written()
            peer.off()
            # What it left behind may take a slow disk seconds.
            if self.is_slow:
                self.house.product.settle()
        alone += self.window()
        calm, hostile = (percentile(sorted(times), 0.99) for times in (alone, beside))
        print(f"\n{name}: p99 alone {calm * 1e3:.2f} ms, beside {hostile * 1e3:.2f} ms "
              f"({hostile / calm:.2f} times; medians {statistics.median(alone) * 1e3:.2f} and "
              f"{statistics.median(beside) * 1e3:.2f}), {written / 1e6:.1f} MB written in "
              f"{sum(beside):.1f} s")
        return calm, hostile

    def window(self) -> list[float]:
        """The times of some calls, after those in which the change before them settles."""
        self.pace.calls(SETTLING)
        return self.pace.calls(WINDOW, WINDOW_SECONDS, self.thinking)


def sync_seconds(folder: Path) -> float:
    """What a sync of the disk usually takes now."""
    times = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(9):
            file.write(bytes(24_576))
            began = time.monotonic()
            os.fdatasync(file.fileno())
            times.append(time.monotonic() - began)
    return statistics.median(times)


# Writes to its standard output what an agent sends: the opening, then one kind of thing without end.
FLOOD = """
import itertools, json, os, sys

def line(**members):
    return json.dumps({"jsonrpc": "2.0", **members}).encode() + bytes([10])

def write(data):
    while data:
        data = data[os.write(1, data):]

call = {"name": "read", "arguments": {"text": "x"}}
kinds = {
    "calls": lambda n: line(id=n, method="tools/call", params=call),
    "long-calls": lambda n: line(id=n, method="tools/call", params={
        "name": "read", "arguments": {"text": "x" * 60_000}}),
    "denied": lambda n: line(id=n, method="tools/call", params={"name": "none"}),
    "lists": lambda n: line(id=n, method="tools/list"),
    "pings": lambda n: line(id=n, method="ping"),
    "unknown": lambda n: line(id=n, method="attic/clean"),
    "rubbish": lambda n: b"{" + bytes([10]),
    "endless": lambda n: b"x" * 1000,
}
info = {"name": "flood", "version": "1"}
write(line(id=0, method="initialize", params={
    "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": info}))
write(line(method="notifications/initialized"))
for n in itertools.count(1, 64):
    write(b"".join(kinds[sys.argv[1]](n + i) for i in range(64)))
"""


class FloodingClient(Peer):
    """An agent, in processes of its own, that sends without end and reads everything or nothing."""

    def __init__(self, house: House, agent: str, kind: str, *, reads: bool) -> None:
        self.writer = subprocess.Popen(
            [sys.executable, "-c", FLOOD, kind], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.shim = subprocess.Popen(
            house.product.connect(agent), stdin=self.writer.stdout, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=house.product.environment())
        self.writer.stdout.close()
        self.sink = subprocess.Popen(["sh", "-c", "exec cat > /dev/null"],
                                     stdin=self.shim.stdout) if reads else None

    def on(self) -> None:
        self.writer.send_signal(signal.SIGCONT)

    def off(self) -> None:
        self.writer.send_signal(signal.SIGSTOP)

    def written(self) -> int:
        return written_by(self.writer.pid)

    def stop(self) -> None:
        for process in (self.writer, self.shim, self.sink):
            if process is not None:
                process.kill()
                process.wait()
        self.shim.stdout.close()
        self.shim.stderr.close()
