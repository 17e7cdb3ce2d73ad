"""A server of the handshake revisions that writes down every call it receives, synced to the disk, before it answers: what a supervisor did cannot be forgotten with it.

Each line of the journal is a JSON object: `n` (the argument of the call), `tool`, `at` (CLOCK_BOOTTIME in nanoseconds), `pid`. With `--hold` it answers no call until it is asked to stop or told to cancel it.
"""
from __future__ import annotations

import json
import os
import time

from wire import Server, options, tool


class Journal(Server):
    name = "journal"
    eras = frozenset({"legacy"})

    def __init__(self, journal: str, *, holds: bool, sync: bool, slow: float, echoes: bool) -> None:
        super().__init__()
        self.file = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.holds, self.sync, self.slow, self.echoes = holds, sync, slow, echoes
        numbered = {"n": {"type": "string"}}
        self.tools = [
            tool("read", "reads", reads=True, properties=numbered),
            tool("write", "writes", reads=False, properties=numbered),
            tool("wipe", "wipes", reads=False, properties=numbered),
        ]

    def is_modern(self, message: dict) -> bool:
        return False

    def note(self, **what: object) -> None:
        line = json.dumps(what | {
            "at": time.clock_gettime_ns(time.CLOCK_BOOTTIME), "pid": os.getpid()})
        os.write(self.file, line.encode() + b"\n")
        if self.sync:
            os.fdatasync(self.file)

    def called(self, message: dict) -> None:
        params = message["params"]
        self.note(n=params["arguments"].get("n"), tool=params["name"])
        if self.slow:
            time.sleep(self.slow)  # A server that takes its time; nothing is waited for here.
        if not self.holds:
            self.text(message, f"done {params['arguments']['n']}" if self.echoes else "done")

    def notified(self, message: dict) -> None:
        if message["method"] == "notifications/cancelled":
            self.note(cancelled=message["params"].get("requestId"))


if __name__ == "__main__":
    parser = options(__doc__)
    parser.add_argument("--hold", action="store_true", help="answer no call")
    parser.add_argument("--no-sync", action="store_true", help="do not sync the journal")
    parser.add_argument("--slow", type=float, default=0, help="seconds that each call takes")
    parser.add_argument("--echo", action="store_true", help="answer with the number of the call")
    given = parser.parse_args()
    Journal(given.journal, holds=given.hold, sync=not given.no_sync, slow=given.slow,
            echoes=given.echo).serve()
