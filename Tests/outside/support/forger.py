"""A supervisor whose agents and servers say what a test wants: it stands between a console and a real one,
and puts hostile text in front of what the real one's answers hold."""
from __future__ import annotations

import itertools
import json
import socket
import threading
from pathlib import Path
from typing import Any

# The fields that hold a text of somebody: each is planted wherever it stands in an answer, but for
# numbers and times, which are texts too.
FIELDS = {
    "say", "text", "pointer", "finding", "rule", "check", "owner", "unit", "amount", "cap", "undo",
    "reason", "message", "next", "label", "name", "run", "agent", "server", "tool", "present",
    "reasons", "fault", "faults", "path", "origin", "program", "spent", "standing", "unguarded", "note",
    "title", "description", "client",
}
# The wire takes names of a kilobyte, and sentences of four.
LONGEST = 300


class Forger:
    """Listens at `folder`/control/control.sock for consoles, each of which gets a line of its own to the
    supervisor at `control`. Every text that passes to a console begins with the next of `texts`."""

    def __init__(self, folder: Path, control: Path, texts: list[str]) -> None:
        self.path = folder / "control" / "control.sock"
        self.path.parent.mkdir(parents=True, mode=0o700)
        self._control = control
        self._texts = itertools.cycle(text.encode()[:LONGEST].decode(errors="ignore") for text in texts)
        self._lock = threading.Lock()
        self._lines: list[socket.socket] = []
        # Which fields got a text, and how many texts were given.
        self.planted: set[str] = set()
        self.count = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.path))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Closes every line: consoles come again, and hear all of it anew."""
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # its other end was first

    def _accept(self) -> None:
        while True:
            try:
                console, _ = self._listener.accept()
            except OSError:
                return
            supervisor = socket.socket(socket.AF_UNIX)
            supervisor.connect(str(self._control))
            with self._lock:
                self._lines += [console, supervisor]
            for work in (self._pass_on, self._forge):
                threading.Thread(target=work, args=(console, supervisor), daemon=True).start()

    def _pass_on(self, console: socket.socket, supervisor: socket.socket) -> None:
        try:
            while data := console.recv(65_536):
                supervisor.sendall(data)
            supervisor.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # one of them is gone, and so is the line

    def _forge(self, console: socket.socket, supervisor: socket.socket) -> None:
        try:
            with supervisor.makefile("rb") as lines:
                for line in lines:
                    forged = json.dumps(self._planted(json.loads(line)), ensure_ascii=False)
                    console.sendall(forged.encode() + b"\n")
            console.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def _planted(self, value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {name: self._entry(inner) if name == "data" else self._planted(inner, name)
                    for name, inner in value.items()}
        if isinstance(value, list):
            return [self._planted(inner, field) for inner in value]
        if not isinstance(value, str) or field not in FIELDS or value.isdigit():
            return value
        with self._lock:
            text = next(self._texts)
            self.planted.add(field)
            self.count += 1
        # A tool's name is parted from its server's at the first slash.
        server, slash, tool = value.partition("/") if field == "tool" else ("", "", value)
        return server + slash + text + tool

    def _entry(self, data: str) -> str:
        """The data of an entry are JSON in a text."""
        return json.dumps(self._planted(json.loads(data)), ensure_ascii=False)
