"""Stands in front of a command, moves its standard input and output, and records every line.

    python tee.py FOLDER COMMAND [WORD...]

Each process writes a file of its own into FOLDER: `> ` and a line that went in, `< ` and one that came
out, byte for byte. A line is recorded before it is moved on. Standard library only.
"""
from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).resolve()
CHUNK = 65_536


class Line(NamedTuple):
    """A recorded line; `goes_in` where it was said to the command, not by it."""
    goes_in: bool
    data: bytes


def command(folder: Path, words: list[str]) -> list[str]:
    """The command that runs `words` and records them into `folder`."""
    return [sys.executable, str(SCRIPT), str(folder), *words]


def recorded(folder: Path) -> list[list[Line]]:
    """What each process said and was told, the oldest process first."""
    if not folder.exists():
        return []
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_ctime_ns)
    return [
        [Line(line.startswith(b"> "), line[2:]) for line in file.read_bytes().split(b"\n")[:-1]]
        for file in files]


def move(source: int, target: int, mark: bytes, record: int) -> None:
    """Moves bytes from `source` to `target` until either ends."""
    kept = b""
    while chunk := os.read(source, CHUNK):
        *lines, kept = (kept + chunk).split(b"\n")
        for line in lines:
            os.write(record, mark + line + b"\n")
        rest = memoryview(chunk)
        try:
            while rest:
                rest = rest[os.write(target, rest):]
        except BrokenPipeError:
            break
    if kept:
        os.write(record, mark + kept + b"\n")
    os.close(target)


def main(folder: Path, words: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    record = os.open(
        folder / f"{os.getpid()}", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    threading.Thread(
        target=move, args=(0, os.dup(child.stdin.fileno()), b"> ", record), daemon=True).start()
    child.stdin.close()
    move(child.stdout.fileno(), 1, b"< ", record)
    return child.wait()


if __name__ == "__main__":
    os._exit(main(Path(sys.argv[1]), sys.argv[2:]) & 0xFF)
