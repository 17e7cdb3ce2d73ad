"""`pullcord demo`: every stop happens as told, a person can change the course, and nothing is left behind."""
from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from support.drawable import forbidden
from support.product import binary
from support.terminal import Terminal
from support.waiting import children, eventually, is_gone

# A whole demonstration takes about a minute, on a busy machine two.
WHOLE_SECONDS = 180.0


class Demo:
    """A running demonstration, its output kept, in a temporary folder of the test's own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.output = folder / "output"
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PULLCORD_", "XDG_"))}
        self.environment = environment | {"TMPDIR": str(folder), "LANG": "C.UTF-8", "HOME": "/nonexistent"}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [str(binary()), "demo", *arguments], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, env=self.environment, start_new_session=True)
        self.seen: set[int] = set()

    def text(self) -> str:
        return self.output.read_text()

    def wait_for(self, pattern: str, seconds: float = 90.0) -> re.Match[str]:
        def look() -> re.Match[str] | None:
            self.seen |= family(self.process.pid)
            match = re.search(pattern, self.text(), re.M)
            assert match or self.process.poll() is None, self.text()
            return match
        return eventually(look, seconds=seconds)

    def wait(self) -> int:
        deadline = time.monotonic() + WHOLE_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            self.seen |= family(self.process.pid)
            try:
                self.process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
        assert self.process.returncode is not None, self.text()
        return self.process.returncode

    def leavings(self) -> list[str]:
        """What it left on disk."""
        return sorted(path.name for path in self.folder.iterdir() if path != self.output)

    def assert_nobody_left(self) -> None:
        assert len(self.seen) > 5, "supervisor, feed, agents and servers were seen"
        eventually(lambda: all(is_gone(pid) for pid in self.seen))


def family(pid: int) -> set[int]:
    """Every process below `pid`."""
    found: set[int] = set()
    below = [pid]
    while below:
        for child in children(below.pop()):
            if child not in found:
                found.add(child)
                below.append(child)
    return found


@pytest.fixture
def folder():
    path = Path(tempfile.mkdtemp(prefix="pd-"))  # short: the path of a unix socket has a limit
    yield path
    shutil.rmtree(path)


@pytest.fixture
def start(folder):
    started: list[Demo] = []

    def begin(*arguments: str) -> Demo:
        started.append(Demo(folder, *arguments))
        return started[-1]

    yield begin
    for demo in started:
        if demo.process.poll() is None:
            demo.process.kill()
            demo.process.wait()


def at_terminal(command: list[str], answer: str, environment: dict[str, str]) -> str:
    """Runs a command at a terminal of its own, and types the answer where it asks; what it showed."""
    with Terminal(command, environment) as terminal:
        if answer:
            terminal.until("To approve")
            assert terminal.answer(answer) == 0, terminal.shown
        assert terminal.end() == 0, terminal.shown
        return terminal.shown


STOPS = [
    (r"a refund of 4000 usd: denied by cap", "REFUSED   refund-bot  bank/refund  c\\d+  high  4000 usd  because cap"),
    (r"a refund to an account nobody knows: held by recipient; nobody answered, so denied",
     "HELD      ...  refund-bot  bank/refund  c\\d+  high  400 usd  because recipient: 1 not known before"),
    (r"small refund 5: denied by limit", "REFUSED   refund-bot  bank/refund  c\\d+  medium  90.05 usd  because limit"),
    (r"small refund 6: denied by limit", "REFUSED   refund-bot  bank/refund  c\\d+  medium  90.06 usd  because limit"),
    (r"call 13 of a loop: held by budget; nobody answered, so denied",
     "HELD      ...  report-bot  bank/list_refunds  c\\d+  low  because budget"),
    (r"a mail that a mail asked for: held by recipient; nobody answered, so denied",
     "HELD      ...  inbox-bot  mail/send_mail  c\\d+  high  because recipient"),
    (r"the deletion of 240 files: held by tier; nobody answered, so denied",
     "HELD      ...  cleanup-bot  files/delete_files  c\\d+  high  240 files  because tier"),
    (r"a tool that is not the one seen first: denied by pin",
     "REFUSED   notes-bot  files/save_note  c\\d+  medium  because pin"),
]


def test_every_stop_happens_as_told(start):
    demo = start("--headless")
    assert demo.wait() == 0, demo.text()
    text = demo.text()
    for ending, entry in STOPS:
        assert f"  ok   {ending}\n" in text, text
        assert re.search(r"\| \d+ \d\d:\d\d:\d\dZ  " + entry, text), entry
    assert len(re.findall(r"^  ok   ", text, re.M)) == len(STOPS)
    assert "refunds paid 4, mails sent 0, files deleted 0, notes saved 1\n" in text
    assert re.search(r"^  \d+ entries, internally consistent", text, re.M)
    assert text.endswith("Every stop happened as told.\n")
    assert forbidden(demo.output.read_bytes()) == []
    assert demo.leavings() == []
    demo.assert_nobody_left()


def test_a_person_changes_the_course(start):
    demo = start("--keep")
    held = demo.wait_for(r"HELD +(\w{3})  refund-bot")
    command = demo.wait_for(r"in another terminal:\n  \|   (\S+ approve \w+ --run \S+)$").group(1).split()
    assert command[2] == held.group(1)
    card = at_terminal(command, held.group(1), demo.environment)
    assert "refund-bot" in card and "ACC-9917" in card and "UNGUARDED" in card
    mail = demo.wait_for(r"HELD +(\w{3})  inbox-bot").group(1)
    at_terminal([command[0], "deny", mail, "3", *command[3:]], "", demo.environment)
    assert demo.wait() == 0, demo.text()
    text = demo.text()
    assert "  ok   a mail that a mail asked for: held by recipient; you denied it\n" in text, text
    assert "  ok   a refund to an account nobody knows: held by recipient; you approved it, and it ran\n" \
        in text, text
    assert re.search(rf"APPROVED  {held.group(1)} by you  c\d+$", text, re.M)
    # The approved refund counts in the rate: one small refund less goes through, and 400 usd more.
    assert "refunds paid 4, mails sent 0, files deleted 0, notes saved 1\n" in text
    assert "  ok   small refund 4: denied by limit\n" in text
    [kept] = demo.leavings()
    assert '{"account":"ACC-9917","amount":400}' in (demo.folder / kept / "bank.json").read_text()
    demo.assert_nobody_left()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_everything(start, number):
    demo = start()
    demo.wait_for(r"HELD +\w{3}  refund-bot")
    demo.process.send_signal(number)
    assert demo.wait() == 1
    assert "interrupted: everything it started has ended, and its directory is removed" in demo.text()
    assert demo.leavings() == []
    demo.assert_nobody_left()


def test_a_kill_leaves_no_process(start):
    demo = start()
    demo.wait_for(r"HELD +\w{3}  refund-bot")
    demo.process.kill()
    demo.process.wait()
    demo.assert_nobody_left()


def test_a_directory_that_is_too_long_is_refused(start, folder):
    long = folder / ("d" * 90)
    long.mkdir()
    done = subprocess.run([str(binary()), "demo"], capture_output=True, timeout=60,
                          env={"TMPDIR": str(long), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    assert b"set TMPDIR to a short one" in done.stderr
    assert list(long.iterdir()) == []


@pytest.mark.parametrize("mode, spoken", [
    ("auto", "2026-07-28"), ("2026-07-28", "2026-07-28"), ("legacy", "2025-11-25")])
def test_the_servers_speak_to_an_unmodified_client(folder, mode, spoken):
    """The demonstration's servers are real: the official client uses them directly, in both eras."""
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def refund(amount: float) -> tuple[str, list[str], str, bool]:
        server = StdioServerParameters(
            command=str(binary()), args=["demo-server", "bank", "--state", str(folder / "bank.json")])
        async with Client(stdio_client(server), mode=mode) as client:
            tools = (await client.list_tools()).tools
            done = await client.call_tool("refund", {"amount": amount, "account": "A"})
            return (client.protocol_version, [tool.name for tool in tools],
                    done.content[0].text, done.is_error)

    tools = ["look_up_customer", "list_refunds", "refund"]
    assert asyncio.run(refund(5)) == (spoken, tools, "paid 5 usd to A", False)
    assert asyncio.run(refund(-5)) == (spoken, tools, "amount is no number above zero", True)
