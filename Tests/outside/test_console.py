"""The console from outside: real keys in tmux, a real supervisor, the official SDK's client. What it
decides is read from three places: the trail, the agent's answer and what reached its server, and the
screen."""
from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import statistics
import struct
import subprocess
import termios
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Callable, Iterator

import pytest

from support.console import (
    APPROVALS, LIVE, RUNS, SCREENS, SERVERS, TOOLS, Console, ConsoleLine, word)
from support.desk import reached
from support.drawable import CASES, fits, may_be_drawn
from support.governed import refusal, text
from support.house import shared
from support.office import Asked, Office
from support.probe import hangs_in_write, needs_tmux
from support.users import why_not
from support.waiting import eventually

pytestmark = needs_tmux

EVERYTHING = {"kind": "all"}
# An approval at high or critical rests for so long before it goes.
REST_SECONDS = 3.0

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


# ---- approve --------------------------------------------------------------------------------------

@pytest.mark.parametrize("agent", ["shy", "mild"])
def test_low_and_medium_take_the_first_character(office: Office, console: Console, agent: str):
    asked = office.held(agent)
    assert asked.hold["tier"] == ("low" if agent == "shy" else "medium")
    console.approve(asked.hold)
    office.went(asked, console)


def test_high_takes_the_whole_code(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    console.type("a" + asked.code[:2])
    console.shows(f"type {asked.code}  > {asked.code[:2]}_")
    assert office.hold(asked.code)["state"] == "open"
    console.type(asked.code[2])
    console.shows("u: recall it")
    office.went(asked, console)
    # What cannot be recalled any more is offered no more.
    console.lacks("u: recall")


def test_critical_is_read_to_its_end_first(office: Office, console: Console):
    asked = office.held("dire", lines=[f"line {number}" for number in range(40)])
    console.card(asked.code)
    console.shows("MORE BELOW")
    console.shows("read it to its end (Space)")
    console.type("a")
    console.shows("read the arguments to their end first")
    # The rest of what is typed does nothing, and does not hide why.
    console.type(asked.code)
    console.shows("read the arguments to their end first")
    assert office.hold(asked.code)["state"] == "open"
    console.read_on()
    console.armed(asked.code)
    console.type("a" + asked.code)
    office.went(asked, console)


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


def test_a_card_stays_as_it_was_while_others_come(office: Office, console: Console):
    """What comes beside it neither arms it anew nor loses what was typed."""
    asked = office.held("grave")
    console.card(asked.code)
    console.type("a" + asked.code[:2])
    console.shows(f"> {asked.code[:2]}_")
    others = [office.held("mild") for _ in range(3)]
    console.shows("HELD 4")
    assert f"> {asked.code[:2]}_" in console.text and "[ARMED]" in console.screen[3]
    console.type(asked.code[2])
    office.went(asked, console)
    assert "has changed" not in console.text
    office.put_off(*others)


# ---- deny, extend, recall, allow on retry ---------------------------------------------------------

REASONS = {"1": "wrong-target", "2": "too-broad", "3": "suspicious", "4": "not-needed", "5": "policy"}


def test_deny_with_each_reason(office: Office, console: Console):
    asked = {digit: office.held("mild") for digit in REASONS}
    for digit, reason in REASONS.items():
        one = asked[digit]
        console.card(one.code)
        console.type("d")
        console.shows("3 suspicious")
        console.type(digit)
        assert refusal(one.answer()) == "denied_by_person"
        # Which of them it was is no business of the agent's.
        assert reason not in text(one.answer())
        denial = office.entry("hold.denied", one.code)
        assert denial["reason"] == reason and denial["by"] == "ana"
        console.shows(f"{one.code}: the agent is told no")
    console.go(APPROVALS)
    console.until(lambda: console.text.count("denied by ana") == 5)
    assert not any(office.reached(one) for one in asked.values())


def test_deny_in_own_words(office: Office, console: Console):
    asked = office.held("mild")
    console.card(asked.code)
    console.type("d6")
    console.shows(f"DENY {asked.code} because")
    console.type("a7 is the wrong day")
    console.keys("Enter")
    assert refusal(asked.answer()) == "denied_by_person"
    assert "wrong day" not in text(asked.answer())
    assert office.entry("hold.denied", asked.code)["note"] == "a7 is the wrong day"
    console.shows(f"{asked.code}: the agent is told no")


def minutes_left(console: Console) -> int:
    """What the card says."""
    return int(console.until(lambda: re.search(r"^ (\d+):\d\d left, then DENIED", console.text, re.M))[1])


def test_extend_once(office: Office, console: Console):
    asked = office.held("grave")
    console.card(asked.code)
    assert minutes_left(console) < 30
    console.type("h")
    console.until(lambda: minutes_left(console) > 50)
    extended = office.entry("hold.extended", asked.code)
    assert extended["by"] == "ana"
    assert int(office.hold(asked.code)["parkUntil"]) > int(asked.hold["parkUntil"])
    # The card is as it was: no second wait, and its keys work.
    console.armed(asked.code)
    console.type("h")
    console.shows("once")
    assert office.entry("hold.extended", asked.code)
    console.armed(asked.code)
    console.type("a" + asked.code)
    office.went(asked, console)


def test_recall_before_it_goes(office: Office, console: Console):
    for _ in range(5):
        asked = office.held("grave")
        console.approve(asked.hold)
        eventually(lambda: office.entries("hold.approved", asked.code))
        began = time.monotonic()
        state = console.act(
            lambda: console.type("u"), lambda: office.hold(asked.code)["state"] in ("open", "forwarded")
            and office.hold(asked.code)["state"])
        if state == "open":
            break
        # The machine took the rest away: the call went, as it must, and another is tried.
        assert asked.answer()["result"]["isError"] is False
        assert time.monotonic() - began > 0.5
    assert state == "open"
    recalled = office.entry("hold.recalled", asked.code)
    assert recalled["by"] == "ana" and office.reached(asked) == 0
    # It is a card like any other again.
    console.armed(asked.code)
    console.type("a" + asked.code)
    console.shows("approved and sent")
    assert asked.answer()["result"]["isError"] is False
    assert office.reached(asked) == 1 and eventually(
        lambda: len(office.entries("hold.approved", asked.code)) == 2)


def test_allow_on_retry_after_the_caller_left(office: Office, console: Console):
    asked = office.held("grave", gives_up=0.5)
    assert "timed out" in asked.answer()["error"]["message"]
    office.entry("caller.left", asked.code)
    console.shows(asked.code)
    console.until(lambda: re.search(rf"{asked.code} +HIGH +[\d:]+ LEFT +grave", console.text))
    console.card(asked.code)
    console.shows("THE CALLER HAS LEFT")
    console.shows("allow it on retry")
    console.type("a" + asked.code)
    office.is_in(asked.code, "approved-for-retry")
    console.shows("[approved for retry]")
    assert office.reached(asked) == 0
    assert office.entry("hold.approved", asked.code)["by"] == "ana"
    assert asked.again()["result"]["isError"] is False
    assert office.reached(asked) == 1
    console.shows("[approved and sent]")


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
    assert asked.again()["result"]["isError"] is False and office.reached(asked) == 1
    assert office.entry("hold.denied", asked.code)
    assert office.entry("hold.approved", asked.code)["by"] == "ana"


# ---- agents, runs, writes -------------------------------------------------------------------------

def select_agent(console: Console, name: str) -> None:
    console.go(RUNS)
    console.select(name)


def test_pause_and_resume_an_agent(office: Office, console: Console):
    held = office.held("mild")
    select_agent(console, "mild")
    console.type("P")
    console.shows("pause mild: why?")
    console.type("it loops")
    console.keys("Enter")
    office.entry("agent.paused", None, "mild", "it loops", "operator:ana")
    console.shows('PAUSED     by ana since')
    console.shows("u: resume")
    assert refusal(office.reads("mild")) == "paused"
    assert refusal(office.reads("grave")) is None
    # What waits stays, and cannot be approved while the pause lasts; the card says both.
    console.card(held.code)
    console.shows("PAUSED     mild by ana since")
    console.type("a")
    console.shows("mild is paused: resume it first")
    select_agent(console, "mild")
    console.type("P")
    console.shows("resume mild?  y")
    console.type("y")
    eventually(lambda: not office.agent("mild").get("paused"))
    assert "ana" in json.dumps(office.entry("agent.resumed", None, "mild"))
    console.lacks("PAUSED")
    assert refusal(office.reads("mild")) is None
    console.approve(held.hold)
    office.went(held, console)


def test_freeze_and_thaw(office: Office, console: Console):
    console.type("Z")
    console.shows("why?")
    console.type("looking")
    console.keys("Enter")
    office.entry("writes.frozen", None, "looking", "operator:ana")
    console.shows("FROZEN")
    assert refusal(office.writes("mild")) == "frozen" and refusal(office.reads("mild")) is None
    console.type("Z")
    console.shows("let everybody's writes go again?  y")
    console.type("n")
    console.shows("nothing was done")
    assert office.ask("status").get("frozen")
    console.type("Z")
    console.shows("let everybody's writes go again?  y")
    console.type("y")
    eventually(lambda: not office.ask("status").get("frozen"))
    console.lacks("FROZEN")
    asked = office.held("mild")
    office.put_off(asked)
    assert refusal(asked.answer()) == "denied_by_person"


def test_end_a_run(office: Office, console: Console):
    asked = office.held("grave")
    run = asked.hold["run"]
    select_agent(console, "grave")
    console.type("E")
    console.shows(f"end run {run}")
    console.type("enough")
    console.keys("Enter")
    assert asked.answer()["result"]["isError"] is True and office.reached(asked) == 0
    ended = office.entry("run.ended", None, "enough", "operator")
    assert f"r{ended['run']}".endswith(run)
    office.is_in(asked.code, "withdrawn")
    console.go(APPROVALS)
    console.shows("withdrawn")
    office.of.pop("grave").stop()
    assert refusal(office.reads("grave")) is None


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
    console.type("half a rea")
    console.shows("half a rea_")


def at_the_entries_of_a_call(office: Office, console: Console) -> None:
    assert refusal(office.reads("mild")) is None
    console.go(LIVE)
    console.until(lambda: "FINISHED" in console.text)
    console.keys("Enter")
    console.shows("-- call c")


PLACES = {
    "live": on(LIVE), "approvals": on(APPROVALS), "tools": on(TOOLS), "runs": on(RUNS),
    "servers": on(SERVERS), "entries": at_the_entries_of_a_call,
    "card": on_a_card("", "ARMED"), "approving": on_a_card("a", "APPROVE"),
    "denying": on_a_card("d", "3 suspicious"), "denying in words": on_a_card("d6", "because"),
    "reason": at_a_reason, "quit": at_a_question(LIVE, "C-c", "end the console?"),
    "filter": at_a_question(LIVE, "f", "filter, Enter >"),
    "search": at_a_question(LIVE, "/", "look for, Enter >"),
    "help": at_a_question(SERVERS, "?", "any other key closes this"),
    "palette": at_a_question(RUNS, ":", "next-screen"),
}


@pytest.mark.parametrize("place", PLACES)
def test_kill_from_everywhere(office: Office, console: Console, place: str):
    office.client("mild")
    before = len(office.entries("kill.engaged"))
    try:
        PLACES[place](office, console)
        console.stop_all()
        kill, = office.kills()
        assert kill["scope"] == EVERYTHING and "ana" in json.dumps(kill)
        assert refusal(office.reads("mild")) == "killed"
        engaged = eventually(lambda: office.entries("kill.engaged")[before:])
        assert len(engaged) == 1 and "ana" in json.dumps(engaged)
        console.keys("Escape")
        console.lacks("ENGAGED")
        console.shows("ALL STOPPED")
    finally:
        office.release()
    console.lacks("ALL STOPPED")
    assert office.ask("status").get("frozen") is None


def test_every_screen_is_among_them():
    assert len(SCREENS) == sum(place in PLACES for place in ("live", "approvals", "tools", "runs", "servers"))


def test_x_and_another_key_kills_nothing(office: Office, console: Console):
    console.go(LIVE)
    console.keys("C-x")
    console.shows("nothing has happened yet")
    console.type("k")
    console.shows("the kill switch was not used")
    console.type("K")
    console.shows("K does nothing here")
    assert office.kills() == []


def test_release_and_resume_by_a_marked_list(office: Office, console: Console):
    """A kill is released by its name and a reason; who it stopped goes on when it was marked, and not
    before."""
    assert refusal(office.reads("mild")) is None
    console.stop_all()
    console.type("q")
    console.shows("ALL STOPPED")
    assert refusal(office.reads("mild")) == "killed"
    console.type("R")
    console.shows("WHAT IS STOPPED")
    console.keys("Enter")
    console.shows("type everything, Enter >")
    console.type("everything")
    console.keys("Enter")
    console.shows("why?")
    console.type("it was the wrong one")
    console.keys("Enter")
    assert "ana" in json.dumps(office.entry("kill.released", None, "it was the wrong one"))
    console.shows("KILL off")
    assert refusal(office.reads("mild")) == "paused"
    console.until(lambda: re.search(r"\[ \] +mild ", console.text))
    while not re.search(r"^>\[ \] +mild ", console.text, re.M):
        before = console.screen
        console.type("j")
        console.until(lambda: [row[:1] for row in console.screen] != [row[:1] for row in before])
    console.type(" ")
    console.shows("1 marked")
    # A mark outlives the looks that the console takes meanwhile.
    looked = office.ask("status")["host"]["now"]
    eventually(lambda: int(office.ask("status")["host"]["now"]) - int(looked) > 6_000_000_000)
    console.shows("1 marked")
    console.type("R")
    console.shows("resume it?  y: yes")
    console.type("y")
    eventually(lambda: not office.agent("mild").get("paused"))
    assert refusal(office.reads("mild")) is None


def test_kill_while_nobody_reads_the_terminal(office: Office):
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


def test_kill_while_the_terminals_client_is_stopped(office: Office, console: Console):
    """A person's tmux client stands still, as on a dead link; what was typed has gone its way."""
    office.client("mild")
    own, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    console.run("set-option", "-g", "status", "off")
    client = subprocess.Popen(
        ["tmux", "-u", "-S", str(console.socket), "attach"], stdin=its, stdout=its, stderr=its,
        env=console.env | {"TERM": "xterm"}, start_new_session=True)
    os.close(its)
    drained = threading.Event()
    taken = bytearray()

    def drain() -> None:
        while not drained.is_set():
            try:
                taken.extend(os.read(own, 65_536))
            except OSError:
                return
    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    try:
        console.until(lambda: b"KILL" in taken)
        os.write(own, b"\x18")
        console.shows("KILL SWITCH")
        client.send_signal(signal.SIGSTOP)
        console.type("K")
        kill, = eventually(office.kills)
        assert kill["scope"] == EVERYTHING and refusal(office.reads("mild")) == "killed"
        taken.clear()
        client.send_signal(signal.SIGCONT)
        console.until(lambda: b"ENGAGED" in taken)
        console.shows("ENGAGED")
    finally:
        client.send_signal(signal.SIGCONT)
        console.run("detach-client", "-a")
        client.terminate()
        client.wait(60)
        drained.set()
        os.close(own)
        office.release()


def test_from_the_keys_to_the_acknowledgement(office: Office):
    """Half of the kills are on screen as engaged within 100 ms of their keys; on a machine whose disk
    syncs the latch more slowly than that, within three times what the switch alone takes there."""
    took, bare = [], []
    with ConsoleLine(office.product, office.product.run_folder / "timed") as line:
        line.until(b"LIVE")
        for _ in range(15):
            try:
                took.append(line.press(b"\x18K", b"ENGAGED"))
                assert len(office.kills()) == 1
            finally:
                office.release()
            line.press(b"q", b"Live")
            began = time.monotonic()
            office.ask("kill", scope=EVERYTHING, reason="beside it")
            bare.append(time.monotonic() - began)
            office.release()
    median = statistics.median(took)
    print(f"^X K to the acknowledgement on screen: median {median * 1000:.1f} ms, most "
          f"{max(took) * 1000:.1f} ms; the switch alone: median {statistics.median(bare) * 1000:.1f} ms")
    assert median < max(0.1, 3 * statistics.median(bare))


def test_kill_files_when_the_supervisor_does_not_answer(office: Office, console: Console):
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
        console.until(lambda: "kill file made: " in console.text and "console" in console.text)
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


# ---- two operators, and a console that only looks -------------------------------------------------

@pytest.mark.skipif(why_not() is not None, reason=f"skipped: {why_not()}")
def test_two_operators_for_one_hold(office: Office, console: Console):
    """Two people at two terminals, one approving and one denying: one wins, the trail and the agent have
    that one alone, and the other is told who was first."""
    other = office.window_of(office.bo)
    console.shows("+bo")
    other.shows("bo +ana")
    for number in range(4):
        asked = office.held("mild")
        console.card(asked.code)
        other.card(asked.code)
        other.shows("also here: ana")
        approving, denying = (console, other) if number % 2 else (other, console)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda pair: pair[0].type(pair[1]),
                          [(approving, "a" + word(asked.hold)), (denying, "d2")]))
        is_allowed = asked.answer()["result"]["isError"] is False
        decided = eventually(
            lambda: office.entries("hold.approved", asked.code) + office.entries("hold.denied", asked.code))
        assert len(decided) == 1 and ("reason" in decided[0]) != is_allowed
        winner, loser = (approving, denying) if is_allowed else (denying, approving)
        name = "ana" if winner is console else "bo"
        assert decided[0]["by"] == name
        assert office.reached(asked) == (1 if is_allowed else 0)
        loser.shows(f"by {name}")
        loser.until(lambda: "[ARMED]" not in loser.screen[3] or not is_allowed)
        for one in (console, other):
            one.go(APPROVALS)
            one.shows(f"{'approved and sent' if is_allowed else 'denied'} by {name}")
            one.type(".")


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
    assert office.is_untouched(asked)
    assert office.ask("status").get("frozen") is None and not office.agent("mild").get("paused")
    office.put_off(asked)


# ---- ends and losses ------------------------------------------------------------------------------

@pytest.mark.parametrize("how", [
    "quit", *(pytest.param(number, marks=pytest.mark.long)
              for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL))])
def test_its_end_decides_nothing_and_gives_the_terminal_back(office: Office, how):
    asked = office.held("grave")
    one = office.window()
    one.card(asked.code)
    one.type("a" + asked.code[:2])
    one.shows(f"> {asked.code[:2]}_")
    if how == "quit":
        one.keys("C-g", "C-c")
        one.shows("end the console?")
        one.keys("C-c")
    else:
        os.kill(one.drawing, how)
    one.ended()
    assert office.is_untouched(asked)
    office.put_off(asked)


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
    console.shows("[approved for retry]")
    again = office.client("grave").ask("write", **asked.arguments)
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


def test_the_trail_of_all_this_is_whole(office: Office):
    """Last: what the tests above were told is what the trail holds, and the trail can be proven."""
    verdict = json.loads(office.product.run("audit", "verify", "--json", check=True).stdout)
    assert verdict["consistent"] is True and verdict["findings"] == []
    size = int(office.ask("status")["trail"]["size"])
    office.follower.wait_through(size - 1)
    assert set(range(size)) <= set(office.follower.entries) and office.follower.changed == 0
