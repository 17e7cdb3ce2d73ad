"""An agent that is the official SDK's client, and stays: it calls when it is told to, as often as one
likes, and waits for each answer beside the others.

    python sdk_agent.py MODE COMMAND [WORD...]    for each line of JSON on standard input a call:
        {"number": n, "name": …, "arguments": {…}, "timeout": seconds or null}; prints one line for each
        answer: {"number": n, "result": …} or {"number": n, "error": {"type", "message"}}
"""
from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from typing import Any

ANSWER_SECONDS = 60.0
START_SECONDS = 60.0


class SDKAgent:
    """The newest SDK's client at `command`; end it with `stop`."""

    def __init__(self, command: list[str], *, mode: str = "legacy") -> None:
        from .environments import NEWEST_SDK, python
        assert NEWEST_SDK
        self.process = subprocess.Popen(
            [python("main"), __file__, mode, *command], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, start_new_session=True)
        self.number = 0
        self.answers: dict[int, dict] = {}
        self._changed = threading.Condition()
        self._is_over = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        # The line with number 0 says that the session is open.
        self.answer(0, START_SECONDS)

    def _read(self) -> None:
        for line in self.process.stdout:
            said = json.loads(line)
            with self._changed:
                self.answers[said["number"]] = said
                self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def call(self, name: str, arguments: dict, *, timeout: float | None = None) -> int:
        """Calls a tool and does not wait; with a timeout the SDK gives up by itself, and says so."""
        self.number += 1
        order = {"number": self.number, "name": name, "arguments": arguments, "timeout": timeout}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        return self.number

    def answer(self, number: int, seconds: float = ANSWER_SECONDS) -> dict:
        """What the SDK handed to its caller."""
        with self._changed:
            self._changed.wait_for(lambda: number in self.answers or self._is_over, seconds)
            assert number in self.answers, (
                f"no answer to call {number}" + (": the client ended" if self._is_over else ""))
            return self.answers[number]

    def ask(self, name: str, **arguments: Any) -> dict:
        return self.answer(self.call(name, arguments))

    def stop(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(5)
        self.process.stdout.close()


def say(number: int, **said: Any) -> None:
    print(json.dumps({"number": number} | said), flush=True)


async def serve(mode: str, command: list[str]) -> None:
    from mcp import Client, StdioServerParameters
    server = StdioServerParameters(command=command[0], args=command[1:])
    async with Client(server, mode=mode) as client:
        say(0, result=client.protocol_version)
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        calls = set()
        while line := await lines.readline():
            calls.add(asyncio.create_task(take(client, json.loads(line))))
        for call in calls:
            call.cancel()


async def take(client: Any, order: dict) -> None:
    async def advanced(*_: Any) -> None:
        """What asks to hear of progress may wait as long as the policy lets it."""
    options = {} if order["timeout"] is None else {"read_timeout_seconds": order["timeout"]}
    try:
        result = await client.call_tool(
            order["name"], order["arguments"], progress_callback=advanced, **options)
        say(order["number"], result=result.model_dump(mode="json", by_alias=True, exclude_none=True))
    except Exception as error:  # noqa: BLE001: whatever the SDK raises is what its caller gets
        say(order["number"], error={"type": type(error).__name__, "message": str(error)})


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2:]))
