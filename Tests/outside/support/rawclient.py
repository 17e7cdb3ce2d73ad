"""A client that says exactly what a test tells it to, byte for byte, over a child's stdio."""
from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from typing import Any

MODERN = "2026-07-28"
LEGACY = "2025-11-25"
# A test that waits longer than this for one message has failed. It is no measure of how soon one
# comes: a machine may stand still for some seconds.
WAIT_SECONDS = 60.0
# What is kept of a child's standard error: the end of it.
STDERR_LINES = 2_000


class NoAnswer(AssertionError):
    """What was waited for did not come in time."""


class RawClient:
    """Starts `command` and speaks newline-delimited JSON-RPC with it.

    Lines are read by a thread, so that a child that floods never fills a pipe unseen. Use as a
    context manager: leaving it ends the child and its whole process group.
    """

    def __init__(self, command: list[str], *, env: dict[str, str] | None = None,
                 cwd: str | None = None, limit: int = 256 * 1024 * 1024) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=None if env is None else {**os.environ, **env}, cwd=cwd, start_new_session=True,
        )
        self.stderr_lines: deque[str] = deque(maxlen=STDERR_LINES)
        self.stderr_bytes = 0
        self.seen: list[Any] = []
        self._limit = limit
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._next_id = 0
        self._readers = [
            threading.Thread(target=self._read_lines, daemon=True),
            threading.Thread(target=self._read_stderr, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> RawClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _read_lines(self) -> None:
        while line := self.process.stdout.readline(self._limit):
            self._lines.put(line)
        self._lines.put(None)

    def _read_stderr(self) -> None:
        while chunk := self.process.stderr.readline(65_536):
            self.stderr_bytes += len(chunk)
            self.stderr_lines.append(chunk.decode(errors="backslashreplace").rstrip("\n"))

    # Saying

    def send_bytes(self, data: bytes) -> None:
        """Writes the bytes as they are; no line end is added."""
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        self.send_bytes(json.dumps(message).encode() + b"\n")

    def notify(self, method: str, params: dict | None = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method} | ({} if params is None else {"params": params}))

    def request(self, method: str, params: dict | None = None, *, id: Any = None) -> Any:
        """Sends a request and gives its id, at once."""
        if id is None:
            self._next_id += 1
            id = self._next_id
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": id, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return id

    def close_input(self) -> None:
        self.process.stdin.close()

    # Hearing

    def line(self, timeout: float = WAIT_SECONDS) -> bytes | None:
        """The next line as it came, or None at the end of the output."""
        try:
            return self._lines.get(timeout=timeout)
        except queue.Empty:
            raise NoAnswer(f"no line within {timeout} s; stderr: {self.stderr()}") from None

    def message(self, timeout: float = WAIT_SECONDS) -> Any:
        """The next message. The end of the output and a line that is not JSON fail the test."""
        line = self.line(timeout)
        if line is None:
            raise NoAnswer(f"the output ended; exit {self.process.poll()}, stderr: {self.stderr()}")
        message = json.loads(line)
        self.seen.append(message)
        return message

    def answer(self, id: Any, timeout: float = WAIT_SECONDS) -> dict:
        """The answer to the request `id`; what comes before it is kept in `seen`. Ids of another
        type are another id: 1 is not "1" and not true."""
        deadline = time.monotonic() + timeout
        while True:
            message = self.message(max(0.0, deadline - time.monotonic()))
            if isinstance(message, dict) and "method" not in message:
                if message.get("id") == id and type(message.get("id")) is type(id):
                    return message

    def ask(self, method: str, params: dict | None = None, timeout: float = WAIT_SECONDS) -> dict:
        """Sends a request and waits for its answer."""
        return self.answer(self.request(method, params), timeout)

    def nothing_more(self, within: float) -> None:
        """Fails if anything comes within the time."""
        try:
            line = self._lines.get(timeout=within)
        except queue.Empty:
            return
        raise AssertionError(f"unexpected: {line!r}")

    def end(self, timeout: float = WAIT_SECONDS) -> int:
        """Waits until the child has ended; its exit status."""
        return self.process.wait(timeout)

    def stderr(self) -> str:
        return "\n".join(self.stderr_lines)

    # Openings

    def open_legacy(self, revision: str = LEGACY) -> dict:
        """The handshake of the revisions up to 2025-11-25; the result of `initialize`."""
        answer = self.ask("initialize", {
            "protocolVersion": revision, "capabilities": {},
            "clientInfo": {"name": "raw", "version": "1"},
        })
        self.notify("notifications/initialized")
        return answer["result"]

    @staticmethod
    def modern(params: dict | None = None, **meta: Any) -> dict:
        """The parameters with the `_meta` that each request of 2026-07-28 carries."""
        own = {
            "io.modelcontextprotocol/protocolVersion": MODERN,
            "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        params = dict(params or {})
        return params | {"_meta": own | meta | params.get("_meta", {})}

    def stop(self) -> None:
        """Ends the child and everything in its process group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        try:
            self.process.stdin.close()
        except OSError:
            pass  # what was still to be written has no reader any more
        streams = (self.process.stdout, self.process.stderr)
        for reader, stream in zip(self._readers, streams):
            reader.join(timeout=1)
            # A process that left the group may still hold the other end: then the reader waits on,
            # and closing under it would wait with it.
            if not reader.is_alive():
                stream.close()
