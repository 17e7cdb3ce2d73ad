"""How long an agent's calls take: from a process of its own, so that nothing else that a test does
delays it.

    python pace.py COMMAND [WORD...]     for each line `COUNT SECONDS THINKING` on standard input so
                                         many calls of `read`, one after the other, each after so many
                                         seconds of thinking, but none begun after so long; prints
                                         their seconds as one line of JSON
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time

OPENING = [
    {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": {"name": "pace", "version": "1"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
]


class Pace:
    """An agent at `command`; use `calls`, and `close` it."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=env)

    def calls(self, count: int, within: float = 60.0, thinking: float = 0.0) -> list[float]:
        """The seconds that each of so many calls took; of fewer where they take longer than `within`.
        Before each the agent thinks for so long."""
        self.process.stdin.write(f"{count} {within} {thinking}\n".encode())
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the agent whose time is taken ended"
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


class Lines:
    """The lines of a descriptor, read without a buffer in between."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.rest = descriptor, b""

    def next(self) -> bytes:
        while b"\n" not in self.rest:
            chunk = os.read(self.descriptor, 65_536)
            if not chunk:
                sys.exit("the connection ended")
            self.rest += chunk
        line, _, self.rest = self.rest.partition(b"\n")
        return line


def main(command: list[str]) -> None:
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    lines = Lines(child.stdout.fileno())
    for message in OPENING:
        os.write(child.stdin.fileno(), json.dumps(message).encode() + b"\n")
    lines.next()
    number = 0
    for asked in sys.stdin:
        times: list[float] = []
        count, seconds, thinking = (kind(word) for kind, word in zip((int, float, float), asked.split()))
        end = time.perf_counter() + seconds
        while len(times) < count and (not times or time.perf_counter() < end):
            number += 1
            time.sleep(thinking)
            call = b'{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":' \
                b'{"name":"read","arguments":{"text":"x"}}}\n' % number
            began = time.perf_counter()
            os.write(child.stdin.fileno(), call)
            answer = lines.next()
            times.append(time.perf_counter() - began)
            told = json.loads(answer)
            if told.get("id") != number or told["result"].get("isError"):
                sys.exit(f"no answer to call {number}: {answer!r}")
        print(json.dumps(times), flush=True)
    child.kill()
    child.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
