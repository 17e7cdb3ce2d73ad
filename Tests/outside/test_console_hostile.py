"""Hostile text in every field that a supervisor sends, on every screen of the real console, at a real
pseudo-terminal: what is written are the product's own sequences, and characters that may be drawn.

That nothing else moves on a screen, for every case in every field, is shown cell by cell in
ConsoleTests/Hostile."""
from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from support.console import ConsoleLine
from support.control import Control
from support.drawable import CASES, fits, forbidden
from support.forger import Forger
from support.governed import Agent, supervise
from support.product import Product
from support.waiting import eventually
from test_terminal import ALLOWED, context

SERVER = Path(__file__).parent / "servers" / "legacy.py"
TEXTS = {name: text.decode() for name, text in CASES.items() if fits(text)}
ROUNDS = 5
FRAME_END = b"\033[?2026l"
# What the console writes beside what is drawn: the title, of printable ASCII, and one bell after a frame
# or a title of its own.
OWN = re.compile(rb"\033\]2;pullcord[ -~]*\033\\\x07?|(?<=\033\[\?2026l)\x07")
# A walk over all screens: keys, and what is on the screen then that no agent says; without that, what is
# over a screen and goes away with the next key.
WALK = [
    (b"2", b"[2 Approve"), (b"\r", b"d then a digit: deny"), (b"  ", b""), (b"d", b""), (b"\x07", b""),
    (b"q", b"LEFT"), (b"3", b"[3 Tools"), (b"jj", b""), (b"5", b"[5 Runs"), (b"jP", b""), (b"\x07", b""),
    (b"6", b"[6 Servers"), (b"?", b""), (b"q", b""), (b"1", b"[1 Live"), (b"k\r\x0c", b""), (b"q", b""),
    (b"k\r\x0c", b""), (b"q", b""), (b"k\r\x0c", b""), (b"q", b"/ find"), (b"fagnet:x\r", b""), (b"\x07", b""), (b"\x18", b""), (b"q", b""),
]
# What some round must have shown of what goes away.
SHOWN = [b"PgUp read", b"why?", b"there is no field", b"KILL SWITCH"]


def walk(console: ConsoleLine) -> bytes:
    """All that is written on the way."""
    written = b""
    for keys, text in [(b"", b"| HELD 2"), *WALK]:
        console.raw = b""
        console.type(keys)
        console.read(0.03)
        deadline = time.monotonic() + 60
        while text not in console.raw:
            # Only what changed is written: the whole, to be looked at.
            console.type(b"\x0c")
            console.read(0.1)
            assert time.monotonic() < deadline, (keys, text, console.raw[-1000:])
        written += console.raw
    return written


@pytest.mark.parametrize("columns, rows, isASCII", [(80, 24, False), (200, 60, True)])
def test_only_what_may_be_written_is_written(
        product: Product, raw, tmp_path: Path, columns: int, rows: int, isASCII: bool):
    server = [sys.executable, str(SERVER), "--journal", str(tmp_path / "journal")]
    names = ["mild", "grave"]
    supervise(product, [
        Agent(name, server, {"read": "low", "write": tier})
        for name, tier in zip(names, ("medium", "high"))], granted=False)
    control = Control(product.control_socket)
    clients = [raw(product.connect(name), env=product.environment()) for name in names]
    for number, client in enumerate(clients):
        client.open_legacy()
        client.ask("tools/call", {"name": "read", "arguments": {"text": "x"}})
        lines = {f"line {line}": f"{number} {line}" for line in range(12)}
        client.request("tools/call", {"name": "write", "arguments": {"text": "x", **lines}})
    eventually(lambda: len(control.ask("holds")["holds"]) == 2)
    control.ask("pause", agent="mild", reason="for this test")

    forger = Forger(product.run_folder / "forged", product.control_socket, list(TEXTS.values()))
    console = ConsoleLine(
        product, tmp_path / "console", "--run", str(forger.path.parent.parent),
        *(["--ascii"] if isASCII else []), rows=rows, columns=columns)
    began = time.monotonic()
    try:
        # Before that what is typed is echoed.
        console.until(b"LIVE")
        written = console.raw
        for _ in range(ROUNDS):
            written += walk(console)
            console.raw = b""
            forger.hang_up()
        console.guard.terminate()
        console.end()
        # What was read last may be the beginning of a frame.
        written = written[:written.rindex(FRAME_END) + len(FRAME_END)]
    finally:
        console.__exit__()
        forger.close()
        control.close()
    print(f"{forger.count} texts in {len(forger.planted)} fields, {len(written)} bytes written in "
          f"{time.monotonic() - began:.1f} s")
    # Every case went out, and into fields of every kind.
    assert forger.count >= len(TEXTS)
    assert {"text", "pointer", "finding", "owner", "label", "name", "run", "agent", "tool",
            "reason"} <= forger.planted, forger.planted
    drawn = ALLOWED.sub(b"", OWN.sub(b"", written))
    assert forbidden(drawn) == [], (forbidden(drawn), context(written))
    if isASCII:
        assert drawn.isascii()
    assert [text for text in SHOWN if text not in written] == []
    # Hostile characters were there, in their visible form.
    assert b"<U+20" in drawn and b"<ESC>" in drawn
