"""An operator's client that speaks the control socket itself: what the commands do, without starting
a process for each, and with the entries of the trail as they are told."""
from __future__ import annotations

import json
import queue
import socket
import threading
from pathlib import Path
from typing import Any, Callable

ANSWER_SECONDS = 60.0


class Gone(Exception):
    """The supervisor closed the connection, or is dead."""


class Refused(Exception):
    """The supervisor answered with a fault; the message is its words."""


class Control:
    """One connection. `told` gets each entry of the feed; answers are waited for by number."""

    def __init__(self, path: Path, told: Callable[[dict], None] | None = None) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._lock = threading.Lock()
        self.number = 0
        self._waiting: dict[str, queue.Queue] = {}
        self._told = told
        self.ticks: list[dict] = []
        self._is_over = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.welcome = self.ask("hello", version="pullcord-control/1", program="test")

    def _read(self) -> None:
        try:
            with self._socket.makefile("rb", buffering=1 << 20) as lines:
                for line in lines:
                    if not line.endswith(b"\n"):
                        break  # cut off by the end of the supervisor: not a line it finished
                    message = json.loads(line)
                    if "feed" in message:
                        feed = message["feed"]
                        assert feed["kind"] != "lost", feed
                        if feed["kind"] == "tick":
                            self.ticks.append(feed)
                        if feed["kind"] == "entry" and self._told:
                            self._told(feed["value"])
                    elif waiting := self._waiting.pop(message["reply"], None):
                        waiting.put(message)
        except OSError:
            pass
        with self._lock:
            self._is_over = True
            for waiting in self._waiting.values():
                waiting.put(None)

    def start(self, verb: str, **fields: Any) -> queue.Queue:
        """Sends a request and does not wait."""
        answer: queue.Queue = queue.Queue()
        with self._lock:
            if self._is_over:
                raise Gone(verb)
            self.number += 1
            number = str(self.number)
            self._waiting[number] = answer
            try:
                self._socket.sendall(
                    json.dumps({"number": number, "verb": verb} | fields).encode() + b"\n")
            except OSError:
                raise Gone(verb) from None
        return answer

    def ask(self, verb: str, **fields: Any) -> dict:
        """Sends a request and waits for its answer; a fault is raised."""
        return self.finish(self.start(verb, **fields))

    @staticmethod
    def finish(answer: queue.Queue) -> dict:
        message = answer.get(timeout=ANSWER_SECONDS)
        if message is None:
            raise Gone("no answer")
        if message["kind"] == "fault":
            raise Refused(message["value"]["message"])
        return message["value"]

    def holds(self) -> list[dict]:
        return self.ask("holds")["holds"]

    def approve(self, hold: dict) -> dict:
        return self.ask("answer", answer={
            "code": hold["code"], "digest": hold["digest"], "revision": hold["revision"],
            "channel": "script", "decision": "approve"})

    def close(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._reader.join(timeout=5)
        self._socket.close()


class Follower:
    """Keeps every entry that the feed told, by sequence number, over any number of supervisors."""

    def __init__(self) -> None:
        self.entries: dict[int, dict] = {}
        self.changed = 0
        self._condition = threading.Condition()

    def told(self, entry: dict) -> None:
        """The same entry told again must be the same entry."""
        number = int(entry["sequence"])
        kept = (entry["kind"], entry.get("call"), entry["data"], entry["time"])
        with self._condition:
            before = self.entries.get(number)
            if before is not None and before["raw"] != kept:
                self.changed += 1
            self.entries[number] = {
                "kind": entry["kind"], "call": entry.get("call"), "raw": kept,
                "data": json.loads(entry["data"]) if entry["data"] else {},
                "sequence": number}
            self._condition.notify_all()

    def wait_through(self, sequence: int, seconds: float = 60.0) -> None:
        with self._condition:
            done = self._condition.wait_for(
                lambda: sequence < 0 or sequence in self.entries, timeout=seconds)
        assert done, f"the feed did not come to entry {sequence}"

    def of(self, *kinds: str) -> list[dict]:
        return [entry for _, entry in sorted(self.entries.items()) if entry["kind"] in kinds]
