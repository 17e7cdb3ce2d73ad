"""How long the machine stood still meanwhile: for tests that say how soon something must happen.

A process of its own writes and syncs a byte every few milliseconds. What it takes longer than that is
time in which nobody on this machine could have been quick: it is added to what a test allows, and a
test that is slow by itself still fails.
"""
from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

PULSE = """
import os, sys, time
file = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT, 0o600)
while True:
    began = time.monotonic()
    time.sleep(0.005)
    os.pwrite(file, b"x", 0)
    os.fdatasync(file)
    print(began, time.monotonic(), flush=True)
"""
# What a beat takes on a machine that has time for it.
BEAT_SECONDS = 0.020


class Stalls:
    """Watches from its making on to `close`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PULSE, str(folder / "pulse")], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True)
        self._condition = threading.Condition()
        self._seen_until = 0.0
        self._stalls: list[tuple[float, float]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.within(0, time.monotonic())

    def _read(self) -> None:
        for line in self.process.stdout:
            began, ended = map(float, line.split())
            with self._condition:
                self._seen_until = ended
                if ended - began > BEAT_SECONDS:
                    self._stalls.append((began, ended))
                self._condition.notify_all()

    def within(self, began: float, ended: float) -> float:
        """How many seconds between two moments of `time.monotonic` the machine stood still."""
        with self._condition:
            seen = self._condition.wait_for(lambda: self._seen_until >= ended, timeout=60)
            assert seen, "the pulse stopped"
            return sum(max(0.0, min(ended, until) - max(began, since))
                       for since, until in self._stalls)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join(timeout=5)
        self.process.stdout.close()
