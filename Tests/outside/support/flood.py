"""A supervisor's side of the control socket, as far as a console asks for it, with a trail that grows as
fast as it is told to. A process of its own: nothing that a test does delays it.

    python flood.py FOLDER    FOLDER holds `replies.json`, what a real supervisor answered, and
                              `entries.json`, entries of its trail by their kind; the socket is made in
                              FOLDER/run/control

Orders come on standard input, one a line, and each is answered by a line of JSON:

    rate N        entries a second from now on
    hold N        how many holds there are from now on
    lose          ends the feeds, as a supervisor does that cannot read its trail
    state         how far it is
"""
from __future__ import annotations

import json
import re
import select
import socket
import sys
import threading
import time
from pathlib import Path

TICK_SECONDS = 0.5
PAGE = 256
# What is written at once; the kernel's buffer and this are all that waits for a console.
PIECE = 64
# One in so many entries is a refusal, and one a hold.
REFUSED, HELD, FAILED = 50, 1_000, 400


class Trail:
    """Entries by their number. What they say follows from it; their time is when they came."""

    def __init__(self, folder: Path) -> None:
        kinds = json.loads((folder / "entries.json").read_text())
        self.text = {kind: self.template(entry) for kind, entry in kinds.items()}
        self.lock = threading.Lock()
        self.rate, self.since, self.base = 0.0, time.time(), 2_000
        self.marks = [(0, self.since - 2_000, 1.0), (self.base, self.since, 0.0)]

    @staticmethod
    def template(entry: dict) -> tuple[str, str]:
        """The data with a place for the call's number and the agent's."""
        data = re.sub(r'"call":\d+', '"call":%(call)d', entry["data"].replace("%", "%%"))
        data = re.sub(r'"agent":"[^"]*"', '"agent":"%(agent)s"', data)
        return entry["kind"], data

    def turn(self, rate: float) -> None:
        with self.lock:
            self.base, self.since, self.rate = self._next(), time.time(), rate
            self.marks.append((self.base, self.since, rate))

    def _next(self) -> int:
        return self.base + int((time.time() - self.since) * self.rate)

    @property
    def next(self) -> int:
        with self.lock:
            return self._next()

    def time(self, number: int) -> int:
        base, since, rate = next(mark for mark in reversed(self.marks) if mark[0] <= number)
        return int((since + (number - base) / (rate or 1e9)) * 1e9)

    def kind(self, number: int) -> str:
        if number % HELD == 3:
            return "held"
        if number % REFUSED == 7:
            return "refused"
        if number % FAILED == 9:
            return "failed"
        return "admitted" if number % 2 == 0 else "finished"

    def entry(self, number: int) -> dict:
        kind, data = self.text[self.kind(number)]
        agent = f"agent-{number // 2 % 5}"
        return {
            "sequence": str(number), "time": str(self.time(number)), "kind": kind,
            "call": str(number // 2), "payloads": [],
            "data": data % {"call": number // 2, "agent": agent}}


class Client(threading.Thread):
    """One connection: this thread writes the feed, another answers what is asked."""

    def __init__(self, server: Server, connection: socket.socket) -> None:
        super().__init__(daemon=True)
        self.server, self.connection = server, connection
        self.lock = threading.Lock()
        self.feeds_from: int | None = None
        self.sent = 0

    def send(self, *messages: dict) -> None:
        lines = b"".join(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in messages)
        with self.lock:
            self.connection.sendall(lines)

    def run(self) -> None:
        threading.Thread(target=self.feed, daemon=True).start()
        try:
            for line in self.connection.makefile("rb"):
                request = json.loads(line)
                self.send({"reply": request["number"], **self.answer(request)})
        except OSError:
            pass
        self.server.clients.discard(self)

    def answer(self, request: dict) -> dict:
        server, verb = self.server, request["verb"]
        if verb == "entries":
            end = min(int(request["before"]), server.trail.next)
            start = max(0, end - PAGE)
            server.pages += 1
            return {"kind": "entries", "value": {
                "entries": [server.trail.entry(number) for number in range(start, end)],
                "more": start}}
        reply = json.loads(json.dumps(server.replies[verb]))
        now = str(time.time_ns())
        value = reply["value"]
        if verb == "subscribe":
            server.subscriptions += 1
            following = server.trail.next
            self.feeds_from = following
            value["sequence"] = str(following)
            value["holds"] = server.holds()
            for part in (value["status"], value["holds"], value["runs"]):
                part["host"]["now"] = now
        elif verb == "holds":
            reply["value"] = server.holds()
        elif "host" in value:
            value["host"]["now"] = now
        return reply

    def feed(self) -> None:
        ticked = time.monotonic()
        try:
            while True:
                following, end = self.feeds_from, self.server.trail.next
                if following is not None and following < end:
                    upto = min(end, following + PIECE)
                    entries = [{"feed": {"kind": "entry", "value": self.server.trail.entry(number)}}
                               for number in range(following, upto)]
                    # What is subscribed to meanwhile begins elsewhere.
                    with self.lock:
                        if self.feeds_from == following:
                            self.feeds_from = upto
                        else:
                            entries = []
                    if entries:
                        self.send(*entries)
                        self.sent += len(entries)
                else:
                    time.sleep(0.002)
                if following is not None and time.monotonic() - ticked > TICK_SECONDS:
                    ticked = time.monotonic()
                    self.send({"feed": {"kind": "tick", "now": str(time.time_ns()),
                                        "next": str(self.feeds_from or 0)}})
        except OSError:
            pass


class Server:
    def __init__(self, folder: Path) -> None:
        self.trail = Trail(folder)
        self.replies = json.loads((folder / "replies.json").read_text())
        self.hold_count = 1
        self.clients: set[Client] = set()
        self.subscriptions = self.pages = 0
        path = folder / "run" / "control" / "control.sock"
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen(8)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            connection, _ = self.socket.accept()
            client = Client(self, connection)
            self.clients.add(client)
            client.start()

    def holds(self) -> dict:
        """As many as there are, each of them with a code of its own."""
        value = json.loads(json.dumps(self.replies["holds"]["value"]))
        value["host"]["now"] = str(time.time_ns())
        first = value["holds"][0]
        letters = "BCEFGHJKLMNPQRSTUVWXYZ"
        value["holds"] = [
            {**first, "code": f"{letters[place % 22]}{letters[place // 22 % 22]}7"}
            for place in range(self.hold_count)]
        return value

    def obey(self, order: str, *words: str) -> dict:
        if order == "rate":
            self.trail.turn(float(words[0]))
        elif order == "hold":
            self.hold_count = int(words[0])
        elif order == "lose":
            for client in list(self.clients):
                if (following := client.feeds_from) is not None:
                    client.feeds_from = None
                    client.send({"feed": {"kind": "lost", "next": str(following),
                                          "message": "the trail could not be read"}})
        return {"next": self.trail.next, "subscriptions": self.subscriptions, "pages": self.pages,
                "sent": max([client.sent for client in self.clients] or [0])}


def main() -> None:
    server = Server(Path(sys.argv[1]))
    print(json.dumps({"ready": True}), flush=True)
    while select.select([sys.stdin], [], [])[0]:
        line = sys.stdin.readline()
        if not line:
            return
        print(json.dumps(server.obey(*line.split())), flush=True)


if __name__ == "__main__":
    main()
