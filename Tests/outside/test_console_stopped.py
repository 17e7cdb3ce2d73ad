"""What is decided for several at once, with real keys: holds of one cause are denied together, and after
a kill the agents go on by a marked list. What came of it is read from the trail and the supervisor."""
from __future__ import annotations

from support.console import APPROVALS, LIVE, Console
from support.governed import refusal
from support.house import shared
from support.probe import needs_tmux
from support.waiting import eventually
from test_console import Office, console  # noqa: F401

pytestmark = needs_tmux
office = shared(Office)


def test_these_are_denied_and_what_came_later_is_not(office: Office, console: Console):
    asked = [office.held("mild") for _ in range(3)]
    console.go(APPROVALS)
    console.shows("c: 3 of mild x ")
    console.type("c")
    console.shows("3 of mild x ")
    later = office.held("mild")
    console.shows("1 more of this cause, not in this list")
    console.until(lambda: "[ARMED]" in console.text)
    console.type("d")
    console.shows("DENY these 3")
    console.type("3")
    for one in asked:
        assert refusal(one.answer()) == "denied_by_person"
        denied = office.entry("hold.denied", one.code)
        assert denied["reason"] == "suspicious" and denied["by"] == "ana"
    assert office.hold(later.code)["state"] == "open"
    console.shows("denied: suspicious")
    console.keys("q")
    office.put_off(later)


def test_after_a_kill_the_marked_go_on(office: Office, console: Console):
    for agent in ("mild", "grave", "dire"):
        office.client(agent)
    console.go(LIVE)
    try:
        console.stop_all()
        console.keys("Escape")
        console.lacks("ENGAGED")
        console.type("R")
        console.shows("WHAT IS STOPPED")
        console.shows("KILL   everything")
        console.keys("Enter")
        console.shows("type everything, Enter")
        console.type("all")
        console.keys("Enter")
        console.shows("nothing was released")
        assert len(office.kills()) == 1
        console.keys("Enter")
        console.shows("type everything, Enter")
        console.type("everything")
        console.keys("Enter")
        console.shows("why?")
        console.type("the key was replaced")
        console.keys("Enter")
        eventually(lambda: not office.kills())
        released = office.entry("kill.released")
        assert released["reason"] == "the key was replaced" and released["by"] == "ana"
        console.lacks("KILL   everything")
        assert all(office.agent(name).get("paused") for name in ("mild", "grave", "dire"))

        console.shows("[ ]    dire")
        console.act(lambda: console.type("j"),
                    lambda: any(row.startswith(">[ ]") for row in console.screen))
        marked = next(row.split()[2] for row in console.screen if row.startswith(">[ ]"))
        console.type(" ")
        console.shows(f"[x]    {marked}")
        console.type("R")
        console.shows("RESUME this agent")
        console.act(lambda: console.type("y"), lambda: not office.agent(marked).get("paused"))
        others = {"mild", "grave", "dire"} - {marked}
        assert all(office.agent(name).get("paused") for name in others)
        console.shows(f"{marked} may call again")
        assert office.reads(marked).get("result", {}).get("isError") is not True
        assert refusal(office.reads(others.pop())) == "paused"
    finally:
        office.release()
        console.keys("q")
