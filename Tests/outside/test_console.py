"""The console from outside: real keys in tmux, a real supervisor, a real MCP client. What it decides is
read from the trail and from what reached the server, not from its own screen."""
from __future__ import annotations

import json
import os
import re
import signal
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest

from support.console import (
    APPROVALS, LIVE, RUNS, SCREENS, SERVERS, TOOLS, Console, ConsoleLine, word)
from support.control import Control, Gone
from support.desk import reached
from support.drawable import CASES, fits, may_be_drawn
from support.governed import Agent, refusal, supervise
from support.house import House, shared
from support.probe import hangs_in_write, needs_tmux
from support.product import Supervisor
from support.rawclient import RawClient
from support.sdk import session
from support.waiting import eventually

pytestmark = needs_tmux

SERVER = Path(__file__).parent / "servers" / "legacy.py"
EVERYTHING = {"kind": "all"}
# An approval at high or critical rests for so long before it goes.
REST_SECONDS = 3.0


class Asked:
    """A call that an agent made, and the hold that came of it."""

    def __init__(self, client: RawClient, number: int, arguments: dict, hold: dict) -> None:
        self.client, self.number, self.arguments, self.hold = client, number, arguments, hold
        self.code = hold["code"]

    def answer(self) -> dict:
        return self.client.answer(self.number)

    def leave(self) -> None:
        """The caller gives up."""
        self.client.notify("notifications/cancelled", {"requestId": self.number, "reason": "enough"})


class Office(House):
    """A supervisor with an agent for each tier, `mild`, `grave` and `dire`, and a console that the
    tests share: each leaves it on a list, and nothing paused, frozen or killed."""

    def start(self) -> Supervisor:
        self.journal = self.folder / "journal"
        server = [sys.executable, str(SERVER), "--journal", str(self.journal)]
        agents = [Agent(name, server, {"read": "low", "write": tier}, keys="") for name, tier in
                  (("mild", "medium"), ("grave", "high"), ("dire", "critical"))]
        supervisor = supervise(
            self.product, agents, top="holds: { wait: 10m, park: 30m, per-agent: 50 }", granted=False)
        self.of: dict[str, RawClient] = {}
        self.control: Control | None = None
        self.texts = 0
        self.consoles: list[Console] = []
        self.console = self.window()
        return supervisor

    def close(self) -> None:
        for console in self.consoles:
            console.__exit__()
        if self.control:
            self.control.close()
        super().close()

    def window(self, *arguments: str, **options: int) -> Console:
        """A console more, in a window of its own; it ends with the file."""
        folder = self.product.run_folder / f"w{len(self.consoles)}"
        console = Console(self.product, folder, *arguments, **options)
        self.consoles.append(console)
        return console.open()

    # The supervisor

    def restart(self) -> None:
        """A supervisor again, after its end; its agents come anew."""
        self.of = {}
        self.supervisor = self.product.supervise()

    def ask(self, verb: str, **fields: Any) -> dict:
        """Asks the supervisor over a connection that is there, or a new one."""
        for _ in range(2):
            if self.control is None:
                self.control = Control(self.product.control_socket)
            try:
                return self.control.ask(verb, **fields)
            except Gone:
                self.control = None
        raise Gone(verb)

    def hold(self, code: str) -> dict | None:
        return next((hold for hold in self.ask("holds")["holds"] if hold["code"] == code), None)

    def is_in(self, code: str, state: str) -> dict:
        """The hold, as soon as it is in that state."""
        def look() -> dict | None:
            hold = self.hold(code)
            return hold if hold and hold["state"] == state else None
        return eventually(look)

    def kills(self) -> list[dict]:
        return self.ask("status")["kills"]

    def agent(self, name: str) -> dict:
        return next(agent for agent in self.ask("status")["agents"] if agent["name"] == name)

    def release(self) -> None:
        """Everything goes again, whatever a test that failed has left."""
        for file in (self.product.run_folder / "kill").iterdir():
            file.unlink()
        for kill in self.kills():
            self.ask("release", scope=kill["scope"], reason="the test goes on")
        for agent in self.ask("status")["agents"]:
            if agent.get("paused"):
                self.ask("resume", agent=agent["name"])
        if self.ask("status").get("frozen"):
            self.ask("thaw")
        assert not self.kills()

    def entries(self, kind: str, code: str | None = None) -> list[dict]:
        """The data of the entries of a kind, of one hold where it is named."""
        self.product.settle()
        lines = self.product.run("audit", "tail", "-n", "10000", "--json", check=True).stdout.splitlines()
        found = [json.loads(entry["data"]) for entry in map(json.loads, lines) if entry["kind"] == kind]
        return [data for data in found if code in (None, data.get("code"))]

    # The agents

    def client(self, agent: str) -> RawClient:
        if agent not in self.of:
            self.of[agent] = self.connect(agent)
        return self.of[agent]

    def held(self, agent: str, text: str | None = None, **more: Any) -> Asked:
        """A call of `write` that is held."""
        self.texts += 1
        arguments = {"text": f"text {self.texts}" if text is None else text} | more
        before = {hold["code"] for hold in self.ask("holds")["holds"]}
        client = self.client(agent)
        number = client.request("tools/call", {"name": "write", "arguments": arguments})

        def look() -> list[dict]:
            return [hold for hold in self.ask("holds")["holds"]
                    if hold["code"] not in before and hold["state"] == "open"]
        hold, = eventually(look)
        return Asked(client, number, arguments, hold)

    def reads(self, agent: str) -> dict:
        return self.client(agent).ask("tools/call", {"name": "read", "arguments": {"text": "x"}})

    def reached(self, asked: Asked) -> int:
        """How often a call reached the server."""
        return reached(self.journal).count(asked.arguments)

    def put_off(self, *asked: Asked) -> None:
        """Ends holds that a test leaves open."""
        for one in asked:
            hold = self.hold(one.code)
            if hold and hold["state"] == "open":
                self.ask("answer", answer={
                    "code": hold["code"], "digest": hold["digest"], "revision": hold["revision"],
                    "channel": "script", "decision": "deny", "reason": {"kind": "not-needed"}})


office = shared(Office)


@pytest.fixture
def console(office: Office) -> Iterator[Console]:
    """The console that the tests share, on its list of holds, with the decided ones put away."""
    one = office.console
    one.live()
    one.go(APPROVALS)
    one.type(".")
    yield one
    # Out of a dialog, a question, what is typed on a card, and the card.
    one.keys("C-g", "C-g", "C-g", "C-g")
    one.until(lambda: not one.has_card)
    office.release()


def is_untouched(office: Office, asked: Asked) -> bool:
    """Whether nobody answered the hold; its times are told by a clock that is read anew each time."""
    now = office.hold(asked.code)
    return all(now.get(name) == asked.hold.get(name)
               for name in ("state", "revision", "digest", "approvals", "settled"))


# ---- approve --------------------------------------------------------------------------------------

def test_medium_takes_the_first_character(office: Office, console: Console):
    asked = office.held("mild")
    console.approve(asked.hold)
    assert asked.answer()["result"]["isError"] is False
    assert office.reached(asked) == 1
    approval, = office.entries("hold.approved", asked.code)
    assert approval["by"] == "ana" and approval["channel"] == "terminal"
    console.shows("approved and sent")


def test_high_takes_the_whole_code(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    console.type("a" + asked.code[:2])
    console.shows(f"type {asked.code}  > {asked.code[:2]}_")
    assert office.hold(asked.code)["state"] == "open"
    console.type(asked.code[2])
    assert asked.answer()["result"]["isError"] is False
    assert office.reached(asked) == 1
    approval, = office.entries("hold.approved", asked.code)
    assert approval["channel"] == "terminal"


def test_critical_is_read_to_its_end_first(office: Office, console: Console):
    asked = office.held("dire", lines=[f"line {number}" for number in range(40)])
    console.card(asked.code)
    console.shows("MORE BELOW")
    console.type("a")
    console.shows("read the arguments to their end first")
    console.type(asked.code)
    console.shows(f"{asked.code[2]} does nothing here")
    assert office.hold(asked.code)["state"] == "open"
    console.read_on()
    console.armed(asked.code)
    console.type("a" + asked.code)
    assert asked.answer()["result"]["isError"] is False
    assert office.reached(asked) == 1
    assert len(office.entries("hold.approved", asked.code)) == 1


def test_a_wrong_character_approves_nothing(office: Office, console: Console):
    mild, grave = office.held("mild"), office.held("grave")
    wrong = "Z" if mild.code[0] != "Z" else "Y"
    console.card(mild.code)
    console.type("a" + wrong)
    console.shows("nothing was approved")
    console.card(grave.code)
    last = "Z" if grave.code[2] != "Z" else "Y"
    console.type("a" + grave.code[:2] + last)
    console.shows(f"is not {grave.code}: nothing was approved")
    for asked in (mild, grave):
        assert office.hold(asked.code)["state"] == "open" and office.reached(asked) == 0
        assert office.entries("hold.approved", asked.code) == []
    office.put_off(mild, grave)


def test_the_official_client_gets_its_answer(office: Office, console: Console):
    token = next(path for path in office.folder.rglob("mild.token") if path.is_file())
    arguments = {"text": "from the official client"}
    before = {hold["code"] for hold in office.ask("holds")["holds"]}
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(
            session, office.product.connect("mild", token=token),
            [{"do": "call_tool", "name": "write", "arguments": arguments}], mode="legacy")
        hold, = eventually(lambda: [
            hold for hold in office.ask("holds")["holds"] if hold["code"] not in before])
        console.approve(hold)
        result, = asked.result(timeout=160)["results"]
    assert result["result"]["isError"] is False
    assert reached(office.journal).count(arguments) == 1


# ---- deny, extend, recall, allow on retry ---------------------------------------------------------

def test_deny_with_a_reason(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    console.type("d")
    console.shows("3 suspicious")
    console.type("3")
    assert refusal(asked.answer()) == "denied_by_person"
    assert office.reached(asked) == 0
    denial, = office.entries("hold.denied", asked.code)
    assert denial["reason"] == "suspicious" and denial["by"] == "ana"
    console.go(APPROVALS)
    console.shows("denied by ana")


def test_deny_in_own_words(office: Office, console: Console):
    asked = office.held("mild")
    console.card(asked.code)
    console.type("d6")
    console.shows(f"DENY {asked.code} because")
    console.type("a7 is the wrong day")
    console.keys("Enter")
    assert refusal(asked.answer()) == "denied_by_person"
    denial, = office.entries("hold.denied", asked.code)
    assert denial["note"] == "a7 is the wrong day"


def test_extend_once(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    console.type("h")
    longer = eventually(lambda: office.entries("hold.extended", asked.code))
    assert len(longer) == 1 and longer[0]["by"] == "ana"
    assert int(office.hold(asked.code)["parkUntil"]) > int(asked.hold["parkUntil"])
    console.armed(asked.code)
    console.type("h")
    console.shows("once")
    assert len(office.entries("hold.extended", asked.code)) == 1
    office.put_off(asked)


def test_recall_before_it_goes(office: Office, console: Console):
    for _ in range(5):
        asked = office.held("grave")
        console.approve(asked.hold)
        office_saw = eventually(lambda: office.entries("hold.approved", asked.code))
        began = time.monotonic()
        state = console.act(
            lambda: console.type("u"), lambda: office.hold(asked.code)["state"] in ("open", "forwarded")
            and office.hold(asked.code)["state"])
        if state == "open":
            break
        # The machine took the rest away: the call went, as it must, and another is tried.
        assert office_saw and asked.answer()["result"]["isError"] is False
        assert time.monotonic() - began > 0.5
    assert state == "open"
    recalled, = office.entries("hold.recalled", asked.code)
    assert recalled["by"] == "ana" and office.reached(asked) == 0
    # It is a card like any other again.
    console.armed(asked.code)
    console.type("a" + asked.code)
    assert asked.answer()["result"]["isError"] is False
    assert office.reached(asked) == 1


def test_allow_on_retry_after_the_caller_left(office: Office, console: Console):
    asked = office.held("grave")
    asked.leave()
    eventually(lambda: not office.hold(asked.code)["callerWaits"])
    console.card(asked.code)
    console.shows("THE CALLER HAS LEFT")
    console.type("a" + asked.code)
    office.is_in(asked.code, "approved-for-retry")
    assert office.reached(asked) == 0
    answer = asked.client.ask("tools/call", {"name": "write", "arguments": asked.arguments})
    assert answer["result"]["isError"] is False
    assert office.reached(asked) == 1


def test_a_denial_is_turned_by_u(office: Office, console: Console):
    asked = office.held("mild")
    console.card(asked.code)
    console.type("d1")
    assert refusal(asked.answer()) == "denied_by_person"
    console.go(APPROVALS)
    console.shows("u: allow it when it is asked again")
    console.type("u")
    console.until(lambda: console.screen[3].startswith(f"-- {asked.code} "))
    console.shows("allow the same call once")
    console.act(lambda: console.type("a" + word(asked.hold)),
                lambda: office.hold(asked.code)["state"] == "approved-for-retry")
    answer = asked.client.ask("tools/call", {"name": "write", "arguments": asked.arguments})
    assert answer["result"]["isError"] is False and office.reached(asked) == 1


# ---- agents, runs, writes -------------------------------------------------------------------------

def select_agent(console: Console, name: str) -> None:
    console.go(RUNS)
    console.select(name)


# ---- the kill switch ------------------------------------------------------------------------------

def on(screen: str) -> Callable[[Office, Console], None]:
    return lambda office, console: console.go(screen)


def on_a_card(keys: str, text: str) -> Callable[[Office, Console], None]:
    def place(office: Office, console: Console) -> None:
        asked = office.held("mild")
        console.card(asked.code)
        if keys:
            console.type(keys)
        console.shows(text)
    return place


def at_a_question(screen: str, keys: str, text: str) -> Callable[[Office, Console], None]:
    def place(office: Office, console: Console) -> None:
        console.go(screen)
        console.keys(keys)
        console.shows(text)
    return place


def at_a_reason(office: Office, console: Console) -> None:
    console.go(LIVE)
    console.type("Z")
    console.shows("why?")


PLACES = {
    "live": on(LIVE), "approvals": on(APPROVALS), "tools": on(TOOLS), "runs": on(RUNS),
    "servers": on(SERVERS),
    "card": on_a_card("", "ARMED"), "approving": on_a_card("a", "APPROVE"),
    "denying": on_a_card("d", "3 suspicious"), "denying in words": on_a_card("d6", "because"),
    "reason": at_a_reason, "quit": at_a_question(LIVE, "C-c", "end the console?"),
    "help": at_a_question(SERVERS, "?", "any other key closes this"),
    "palette": at_a_question(RUNS, ":", "next-screen"),
}


@pytest.mark.parametrize("place", PLACES)
def test_kill_from_everywhere(office: Office, console: Console, place: str):
    office.client("mild")
    try:
        PLACES[place](office, console)
        console.stop_all()
        kill, = office.kills()
        assert kill["scope"] == EVERYTHING and "ana" in json.dumps(kill)
        assert refusal(office.reads("mild")) == "killed"
        console.keys("Escape")
        console.lacks("ENGAGED")
        console.shows("ALL STOPPED")
    finally:
        office.release()
    console.lacks("ALL STOPPED")
    assert office.ask("status").get("frozen") is None


def test_x_and_another_key_kills_nothing(office: Office, console: Console):
    console.go(LIVE)
    console.keys("C-x")
    console.shows("nothing has happened yet")
    console.type("k")
    console.shows("the kill switch was not used")
    console.type("K")
    console.shows("K does nothing here")
    assert office.kills() == []


def test_kill_while_nobody_reads_the_terminal(office: Office, tmp_path: Path):
    """The console hangs in a write to its terminal; the keys go their way all the same."""
    office.client("mild")
    with ConsoleLine(office.product, office.product.run_folder / "unread", rows=60, columns=200) as line:
        line.until(b"LIVE")
        drawing = line.drawing
        while not hangs_in_write(drawing):
            line.type(b"\x0c" * 4)
            time.sleep(0.01)
        try:
            line.type(b"\x18K")
            kill, = eventually(office.kills)
            assert kill["scope"] == EVERYTHING
            assert hangs_in_write(drawing)
            assert refusal(office.reads("mild")) == "killed"
        finally:
            office.release()
        # What nobody could see confirms no question: it ends by a signal.
        line.guard.send_signal(signal.SIGTERM)
        line.end(60)
        assert line.is_restored


def test_from_the_keys_to_the_acknowledgement(office: Office):
    took = []
    with ConsoleLine(office.product, office.product.run_folder / "timed") as line:
        line.until(b"LIVE")
        for _ in range(11):
            try:
                took.append(line.press(b"\x18K", b"ENGAGED"))
                assert len(office.kills()) == 1
            finally:
                office.release()
            line.press(b"q", b"Live")
    median = statistics.median(took)
    print(f"^X K to the acknowledgement on screen: median {median * 1000:.1f} ms, "
          f"most {max(took) * 1000:.1f} ms")
    assert median < 1


def test_kill_file_when_the_supervisor_does_not_answer(office: Office, console: Console):
    file = office.product.run_folder / "kill" / "console"
    office.client("mild")
    console.go(RUNS)
    office.supervisor.signal(signal.SIGSTOP)
    try:
        console.keys("C-x")
        console.shows("KILL SWITCH")
        console.type("K")
        console.shows("NOT CONFIRMED")
        eventually(file.exists)
        console.shows("kill file made: ")
        assert "ENGAGED" not in console.text
    finally:
        office.supervisor.signal(signal.SIGCONT)
    try:
        assert eventually(office.kills)[0]["scope"] == EVERYTHING
        assert refusal(office.reads("mild")) == "killed"
        console.shows("ENGAGED")
        console.type("q")
        console.lacks("ENGAGED")
    finally:
        office.release()


# ---- a console that only looks --------------------------------------------------------------------

def test_read_only_decides_nothing(office: Office):
    asked = office.held("mild")
    looker = office.window("--read-only")
    looker.card(asked.code, is_armed=False)
    looker.shows("only looking")
    for keys in ("a" + word(asked.hold), "d", "h", "u"):
        looker.type(keys)
    looker.shows("--read-only")
    looker.go(RUNS)
    looker.select("mild")
    for key in "PEZ":
        looker.type("?")
        looker.shows("any other key closes this")
        looker.type("q" + key)
        looker.shows("--read-only")
    assert is_untouched(office, asked)
    assert office.ask("status").get("frozen") is None and not office.agent("mild").get("paused")
    office.put_off(asked)


# ---- lost and found, and hostile text --------------------------------------------------------------

def test_lost_and_found_again(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    office.supervisor.kill()
    console.shows("NOT LIVE")
    console.shows("[NOT LIVE]")
    console.type("a")
    console.shows("nothing can be decided")
    console.type(asked.code + "d3")
    console.go(RUNS)
    console.type("Z")
    console.shows("nothing can be decided")
    office.restart()
    console.live()
    held = office.hold(asked.code)
    assert held["state"] == "open" and held["digest"] == asked.hold["digest"]
    assert office.ask("status").get("frozen") is None
    # It reconnected by itself, and decides again: the caller is gone, so it allows on retry.
    console.card(asked.code)
    console.shows("THE CALLER HAS LEFT")
    console.type("a" + asked.code)
    office.is_in(asked.code, "approved-for-retry")
    again = office.client("grave").ask("tools/call", {"name": "write", "arguments": asked.arguments})
    assert again["result"]["isError"] is False and office.reached(asked) == 1


# ---- hostile text ---------------------------------------------------------------------------------

HOSTILE = [
    "csi/clear-screen", "csi/cursor-absolute", "csi/alternate-screen-off", "csi/device-status-ok-forged",
    "osc/title", "osc/clipboard-write", "esc/full-reset", "esc/line-drawing-charset", "dcs/unterminated",
    "c1/csi-utf8", "bidi/right-to-left-override", "bidi/trojan-source", "invisible/zero-width-space",
    "tags/hidden-instruction", "combining/zalgo-word", "variation/hidden-bytes", "c0/cr-overwrite",
    "c0/line-flood", "width/emoji-zwj-family", "newline/crlf"]


def head(console: Console) -> list[str]:
    """Rows 1 to 3 without what time and the number of holds change."""
    changing = r"[*+] (LIVE|LAGGING) [\d:]+Z|oldest [\d:]+|\d+ holds this hour, \d+ of \w+"
    return [re.sub(changing, "", row) for row in console.screen[:3]]


def test_hostile_arguments_on_a_card(office: Office, console: Console):
    texts = {name: CASES[name].decode() for name in HOSTILE if name in CASES and fits(CASES[name])}
    assert len(texts) > 15
    # More than a person is asked within an hour, so that the banner says so from here on.
    many = [office.held("mild") for _ in range(13)]
    console.until(lambda: "holds this hour" in console.screen[1])
    office.put_off(*many)
    console.type(".")
    plain = office.held("mild", "plain words")
    console.card(plain.code)
    calm = head(console)
    office.put_off(plain)
    for name, text in texts.items():
        console.go(APPROVALS)
        console.type(".")
        asked = office.held("mild", text)
        console.card(asked.code)
        while True:
            screen = console.text
            bad = {f"U+{ord(c):04X}" for c in screen if c != "\n" and not may_be_drawn(c)}
            assert not bad, (name, bad)
            assert head(console) == calm, name
            assert all(row[:1] in (" ", "-", "") for row in console.screen[4:-5]), (name, screen)
            if "the end" in screen:
                break
            console.type(" ")
            console.until(lambda: console.text != screen)
        assert console.state("alternate_on") == "1"
        office.put_off(asked)
