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
from support.guided import Guided, below
from support.probe import needs_tmux
from support.product import binary
from support.waiting import eventually, is_gone

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
            self.seen |= below(self.process.pid)
            match = re.search(pattern, self.text(), re.M)
            assert match or self.process.poll() is None, self.text()
            return match
        return eventually(look, seconds=seconds)

    def wait(self) -> int:
        deadline = time.monotonic() + WHOLE_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            self.seen |= below(self.process.pid)
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


@pytest.fixture
def folder():
    path = Path(tempfile.mkdtemp(prefix="pd-"))  # short: the path of a unix socket has a limit
    yield path
    # A shell that is ended with its window still writes down what was typed.
    eventually(lambda: shutil.rmtree(path, ignore_errors=True) or not path.exists())


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


def test_where_there_is_no_terminal_it_says_so_and_tells_line_by_line(start):
    """The first command of the README, as CI runs it."""
    demo = start("--keep")
    assert demo.wait() == 0, demo.text()
    assert demo.text().startswith(
        "standard input and output are not both a terminal: the demonstration is told line by "
        "line, as with --headless\n"), demo.text()
    assert demo.text().endswith("Every stop happened as told.\n")
    [kept] = demo.leavings()
    assert f"kept: " in demo.text() and (demo.folder / kept / "policy.yaml").exists()


@needs_tmux
def test_a_person_follows_the_tour(folder):
    with Guided(folder) as guided:
        guided.open()
        assert "UNGUARDED" in guided.screen[0]
        guided.look()
        guided.open_call()
        approved = guided.approve_call()
        assert f"{approved} was approved." in guided.text
        denied = guided.deny_call()
        assert f"{denied} was denied." in guided.text
        guided.pause_agent()
        guided.kill()
        guided.release()
        guided.help()
        guided.leave()
        guided.ended()
        said = " ".join(guided.text.split())
        assert "approved 1, denied 1" in said, guided.text
        assert "mails sent 0, files deleted 0, notes saved 1" in said, guided.text
        assert "entries, internally consistent" in said, guided.text
        assert "Everything it started has ended, and its directory is removed." in said
        guided.shows("ended with 0")
        guided.assert_nothing_left()


@needs_tmux
def test_a_person_leaves_at_once(folder):
    with Guided(folder, LANG="C", TERM="xterm") as guided:
        guided.open()
        guided.type(":quit")
        guided.keys("Enter")
        guided.ended()
        guided.shows("ended with 0")
        guided.assert_nothing_left()


ENDS = {
    # What is ended and how; whether the demonstration can still clean up behind it and say so.
    "the console is killed": lambda guided: os.kill(guided.drawing, signal.SIGKILL),
    "the demonstration is killed": lambda guided: os.kill(guided.demonstration, signal.SIGKILL),
    "the demonstration is told to end": lambda guided: os.kill(guided.demonstration, signal.SIGTERM),
    "its terminal hangs up": lambda guided: os.killpg(guided.demonstration, signal.SIGHUP),
}


@needs_tmux
@pytest.mark.parametrize("how", [
    pytest.param(how, marks=[pytest.mark.long] if place > 1 else []) for place, how in enumerate(ENDS)])
def test_however_it_ends_nothing_is_left(folder, how):
    with Guided(folder) as guided:
        guided.open()
        guided.type(">")
        guided.until(lambda: "HELD 1" in guided.screen[0])
        ENDS[how](guided)
        # The shell may take its terminal back before the guard has given it back, and find out later.
        guided.until(lambda: guided.state("alternate_on") == "0")
        guided.act(lambda: guided.keys("Enter"), lambda: guided.settings() == guided.before)
        assert "ended with 0" not in guided.text, guided.text
        guided.assert_nothing_left()


@needs_tmux
@pytest.mark.long
def test_a_closed_window_leaves_nothing(folder):
    with Guided(folder) as guided:
        guided.open()
        guided.run("new-window", "-d", "sleep 600")
        guided.run("kill-window")
        guided.assert_nothing_left()


@needs_tmux
@pytest.mark.long
def test_it_stops_and_goes_on_with_the_shell(folder):
    with Guided(folder) as guided:
        guided.open()
        guided.keys("C-z")
        guided.shows("Stopped")
        assert guided.state("alternate_on") == "0"
        guided.type("fg")
        guided.keys("Enter")
        guided.shows("TOUR 1 of 9")
        guided.live()
        guided.leave()
        guided.ended()
        guided.assert_nothing_left()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_everything(start, number):
    demo = start("--headless")
    demo.wait_for(r"HELD +\w{3}  refund-bot")
    demo.process.send_signal(number)
    assert demo.wait() == 1
    assert "interrupted: everything it started has ended, and its directory is removed" in demo.text()
    assert demo.leavings() == []
    demo.assert_nobody_left()


def test_a_kill_leaves_no_process(start):
    demo = start("--headless")
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
