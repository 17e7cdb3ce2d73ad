"""What became of each tool's calls: made by the official client, counted by the supervisor, and told by
the command line and by the console's screen."""
from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from support.console import TOOLS, Console
from support.house import House, shared
from support.probe import needs_tmux
from support.product import Supervisor
from support.sdk import session
from support.waiting import eventually

SERVER = Path(__file__).parent / "servers" / "till.py"
POLICY = """\
pullcord: 1
host: { label: tools }
appetite: { money: 2000 usd }
operators:
  ana: { user: root, answers: critical, scripts: high, may: [release, grant, apply] }
servers:
  till: { command: %(command)s }
  zoo: { command: %(command)s }
tools:
  till/look: { tier: low }
  till/pay:
    tier: medium
    blast: { unit: usd, value: /amount, cap: 500 usd }
    limits: [ { calls: 3/h, over: deny }, 1000 usd/h ]
  till/wipe: { tier: high, say: "wipe {/text}" }
%(zoo)s
agents:
  bot:
    owner: cleo
    proof: { token: keys/bot.hash }
    may: [ till/look, till/pay, till/wipe ]
    rung: within-caps
    budget: { calls: 60, writes: 20, time: 1d }
"""

# Tools that nobody calls, so that there is more than one page.
ZOO = [f"zoo/t{number:03}" for number in range(300)]


class Shop(House):
    """A supervisor with one agent, whose calls of known ends have been made."""

    def start(self) -> Supervisor:
        command = json.dumps([sys.executable, str(SERVER)])
        zoo = "\n".join(f"  {name}: {{ tier: low }}" for name in ZOO)
        self.product.policy.write_text(POLICY % {"command": command, "zoo": zoo})
        self.product.run("agent", "add", "bot", check=True)
        supervisor = self.product.supervise()
        self.product.run(
            "grant", "bot", "till/pay", "within-caps", "--reason", "for this test", check=True)
        self.calls(
            *[("look", {"text": "x"})] * 5, ("look", {"text": "fail"}),
            ("pay", {"amount": 100}), ("pay", {"amount": 100}),
            # Over the cap, then within everything, then over the rate, which denies.
            ("pay", {"amount": 900}), ("pay", {"amount": 100}), ("pay", {"amount": 100}),
            ("steal", {}))
        self.wipe_is_denied()
        return supervisor

    def calls(self, *calls: tuple[str, dict]) -> None:
        """Calls of the official client, one after the other."""
        session(self.product.connect("bot"), [
            {"do": "call_tool", "name": name, "arguments": arguments} for name, arguments in calls],
            mode="legacy", env=self.product.environment())

    def wipe_is_denied(self) -> None:
        """A call that waits for a person, who says no."""
        client = self.connect("bot")
        number = client.request("tools/call", {"name": "wipe", "arguments": {"text": "all"}})
        hold, = eventually(lambda: self.json("holds")["holds"])
        self.product.run("deny", hold["code"], "1", check=True)
        assert client.answer(number)["result"]["isError"] is True

    def json(self, *words: str) -> dict:
        return json.loads(self.product.run(*words, "--json", check=True).stdout)

    def tools(self) -> dict[str, dict]:
        return {tool["tool"]: tool for tool in self.json("tools")["tools"]}

    def says(self, *words: str) -> str:
        return self.product.run(*words, check=True).stdout.decode()


shop = shared(Shop)


def counts(calls: int, held: int, denied: int, ended: int, errors: int) -> dict:
    return {"calls": calls, "held": held, "denied": denied, "ended": ended, "errors": errors}


def test_the_numbers_are_those_of_the_calls(shop: Shop):
    view = eventually(lambda: (seen := shop.json("tools"))["strangers"] == 1 and seen)
    tools = {tool["tool"]: tool for tool in view["tools"]}
    assert list(tools) == ["till/look", "till/pay", "till/wipe"] + ZOO == [
        tool["tool"] for tool in view["tools"]], "each once, in the order of the names"
    assert view["total"] == len(tools)
    look, pay, wipe, *_ = tools.values()
    # Three sessions make the same numbers, in all and within the hour.
    for tool, expected in (
            (look, counts(6, 0, 0, 6, 1)), (pay, counts(5, 0, 2, 3, 0)), (wipe, counts(1, 1, 1, 0, 0))):
        assert tool["counts"] == expected, tool["tool"]
        assert tool["lately"] == expected, tool["tool"]
        assert sum(tool["rate"]["calls"]) == expected["calls"]
        assert sum(tool["rate"]["denied"]) == expected["denied"]
        assert sum(tool["rate"]["held"]) == expected["held"]
    assert look["tier"] == "low" and look["lastError"] and look["limits"] == [] and look["agents"] == 1
    assert 0 < int(look["p95Nanoseconds"]) and "p95Nanoseconds" not in wipe
    rate, total = pay["limits"]
    assert (rate["counts"], rate["used"], rate["limit"], rate["percent"], rate["over"]) == \
        ("calls", "3", "3", 100, "deny")
    assert (total["counts"], total["used"], total["limit"], total["percent"], total["over"]) == \
        ("usd", "300", "1000", 30, "hold")
    assert pay["blast"] == [{"unit": "usd", "source": "the number at /amount", "cap": "500"}]


def test_the_command_line_says_them(shop: Shop):
    listed = shop.says("tools")
    assert re.search(r"till/look +LOW +6 +0 +0 +16\.6 ", listed), listed
    assert re.search(r"till/pay +MEDIUM +5 +0 +2 +0\.0 .* AT LIMIT", listed), listed
    assert re.search(r"till/wipe +HIGH +1 +1 +1 +- +- +DENIED", listed), listed
    assert "1 call of unknown tools" in listed and "counted since 20" in listed
    one = shop.says("tools", "till/pay")
    for words in ("3/3 calls in 1h [##########] FULL then denied", "300/1000 usd in 1h [###.......] then held",
                  "usd: the number at /amount, at most 500 a call", "bot at within-caps, run "):
        assert words in one, one
    other = shop.product.run("tools", "till/steal")
    assert other.returncode != 0 and "the policy names no tool till/steal" in other.stderr.decode()


@needs_tmux
def test_the_console_shows_them_and_keeps_up(shop: Shop, tmp_path: Path):
    with Console(shop.product, tmp_path / "w") as console:
        console.open()
        console.go(TOOLS)
        console.shows("till/wipe")
        row = console.until(lambda: re.search(r"till/look +LOW +(\d+) +0 +0 +[\d.]+ ", console.text))
        before = int(row[1])
        console.select("till/pay")
        console.shows("3/3 calls in 1h [##########] FULL then denied")
        assert re.search(r">till/pay +MEDIUM +5 +0 +2 +0\.0 .* AT LIMIT", console.text), console.text
        # The last of all is on another page.
        console.type("G")
        console.shows(f">{ZOO[-1]} ")
        console.type("g")
        console.shows(">till/look ")
        console.select("till/pay")
        # A call that is made while the screen is looked at is on it, without a key.
        shop.calls(("look", {"text": "y"}))
        console.until(lambda: re.search(rf"till/look +LOW +{before + 1} ", console.text))
        assert re.search(r">till/pay ", console.text), "the cursor stays on its tool"
        console.keys("C-c", "C-c")
        console.ended()


def test_a_restart_begins_anew_and_says_so(shop: Shop):
    """The last of the file. What counts for limits is in the trail, and is still used."""
    since = int(shop.json("tools")["since"])
    for client in shop.clients:
        client.stop()
    shop.supervisor.stop()
    shop.supervisor = shop.product.supervise()
    assert int(shop.json("tools")["since"]) > since
    pay = shop.tools()["till/pay"]
    assert pay["counts"] == pay["lately"] == counts(0, 0, 0, 0, 0) and pay["rate"]["calls"] == []
    assert "p95Nanoseconds" not in pay and "lastCall" not in pay
    assert pay["limits"][0]["used"] == "3"
    assert re.search(r"till/pay +MEDIUM +0 +0 +0 +- +- +AT LIMIT", shop.says("tools"))
