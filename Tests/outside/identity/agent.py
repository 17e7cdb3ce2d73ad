"""An agent that starts `pullcord connect` with streams of one kind, which it makes itself, calls one tool,
and prints what came.

    python agent.py pipe|socket|terminal|file TEXT COMMAND [WORD...]

`file` is a pipe for input and a file for output.

Prints {"handed": whether the command let go of its streams, "text": what the tool said, "errors": …}.
"""
from __future__ import annotations

import json
import os
import pty
import socket
import subprocess
import sys
import tempfile
import termios
import time

LINES = [
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": {"name": "agent", "version": "1"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "echo", "arguments": {}}},
]


def messages(text: str) -> bytes:
    LINES[2]["params"]["arguments"] = {"text": text}
    return b"".join(json.dumps(line).encode() + b"\n" for line in LINES)


def streams(kind: str) -> tuple[int, int, int, int]:
    """The child's input and output, and our ends of them."""
    if kind == "pipe":
        its_input, ours_in = os.pipe()
        ours_out, its_output = os.pipe()
        return its_input, its_output, ours_in, ours_out
    if kind == "socket":
        ours, its = socket.socketpair()
        descriptor = its.detach()
        own = ours.detach()
        return descriptor, os.dup(descriptor), own, os.dup(own)
    if kind == "terminal":
        own, its = pty.openpty()
        mode = termios.tcgetattr(its)
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        mode[1] &= ~termios.OPOST
        termios.tcsetattr(its, termios.TCSANOW, mode)
        return its, os.dup(its), own, os.dup(own)
    its_input, ours_in = os.pipe()
    with tempfile.NamedTemporaryFile() as writing:
        following = os.open(writing.name, os.O_RDONLY)
        return its_input, os.dup(writing.fileno()), ours_in, following


def answers(kind: str, source: int, child: subprocess.Popen) -> list[dict]:
    """The answers until the second one, or until the child has ended."""
    heard = b""
    while heard.count(b'"id":2') + heard.count(b'"id": 2') == 0:
        is_over = child.poll() is not None
        chunk = os.read(source, 65_536)
        heard += chunk
        if not chunk and (kind != "file" or is_over):
            break
        if not chunk:
            time.sleep(0.02)
    return [json.loads(line) for line in heard.splitlines() if line.startswith(b"{")]


def held_by(child: subprocess.Popen, seconds: float) -> set[str] | None:
    """The descriptors of a child, once it has let go of its streams or had so long for it; None when
    it has ended."""
    held: set[str] = set()
    for _ in range(int(seconds * 50)):
        try:
            held = set(os.listdir(f"/proc/{child.pid}/fd"))
        except OSError:
            child.wait(60)
            return None
        if not {"0", "1"} & held:
            break
        time.sleep(0.02)
    return held


def main(kind: str, text: str, command: list[str]) -> dict:
    said = messages(text)
    its_input, its_output, ours_in, ours_out = streams(kind)
    child = subprocess.Popen(command, stdin=its_input, stdout=its_output, stderr=subprocess.PIPE)
    os.close(its_input)
    os.close(its_output)
    try:
        os.write(ours_in, said)
        try:
            heard = answers(kind, ours_out, child)
        except OSError:  # a terminal whose other end is closed
            heard = []
        # Where it is to keep them, as long as it takes to be sure of it.
        held = held_by(child, 60 if kind in ("pipe", "socket") else 1)
    finally:
        child.kill()
    texts = [
        part["text"] for answer in heard if answer.get("id") == 2
        for part in answer.get("result", {}).get("content", [])]
    return {
        "handed": None if held is None else not {"0", "1"} & held,
        "text": "".join(texts), "errors": child.stderr.read().decode()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], sys.argv[3:])))
