"""A supervisor whose agents are the official SDK's clients, with one tier each, and consoles that
operators look at: what the tests of the console share."""
from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from .console import Console
from .control import Control, Follower, Gone
from .desk import reached
from .environments import OUTSIDE
from .governed import Agent, supervise
from .house import House
from .product import Supervisor, binary
from .sdk_agent import SDKAgent
from .users import User, make, remove, why_not
from .waiting import eventually

SERVER = OUTSIDE / "servers" / "legacy.py"
# Which tool each agent calls, and its tier.
AGENTS = {"shy": ("read", "low"), "mild": ("write", "medium"), "grave": ("write", "high"),
          "dire": ("write", "critical")}


class Asked:
    """A call that an agent made, and the hold that came of it."""

    def __init__(self, client: SDKAgent, number: int, tool: str, arguments: dict, hold: dict) -> None:
        self.client, self.number, self.hold = client, number, hold
        self.tool, self.arguments, self.code = tool, arguments, hold["code"]

    def answer(self) -> dict:
        """What the agent got, as the SDK hands it to who called."""
        return self.client.answer(self.number)

    def again(self) -> dict:
        """The same call once more, and its answer."""
        return self.client.ask(self.tool, **self.arguments)


class Office(House):
    """A supervisor with an agent for each tier, and a console that the tests share: each leaves it on a
    list, and nothing paused, frozen or killed. Where users can be made `bo` is an operator besides."""

    def start(self) -> Supervisor:
        self.journal = self.folder / "journal"
        server = [sys.executable, str(SERVER), "--journal", str(self.journal)]
        agents = [Agent(name, server, {"read": "low", "write": tier if tool == "write" else "medium"},
                        keys="hold-reads: true" if tool == "read" else "")
                  for name, (tool, tier) in AGENTS.items()]
        self.bo: User | None = None if why_not() else make("bo")
        other = f"  bo: {{ user: {self.bo.name}, answers: critical }}\n" if self.bo else ""
        supervisor = supervise(
            self.product, agents, granted=False,
            top=other + "holds: { wait: 10m, park: 30m, per-agent: 50 }")
        self.of: dict[str, SDKAgent] = {}
        self.control: Control | None = None
        self.follower = Follower()
        self.texts = 0
        self.consoles: list[Console] = []
        self.console = self.window()
        return supervisor

    def close(self) -> None:
        for console in self.consoles:
            console.__exit__()
        for client in self.of.values():
            client.stop()
        if self.control:
            self.control.close()
        super().close()
        self.product.close()
        if self.bo:
            remove(self.bo)

    def window(self, *arguments: str, is_open: bool = True, **options: Any) -> Console:
        """A console more, in a window of its own; it ends with the file."""
        folder = self.product.run_folder / f"w{len(self.consoles)}"
        console = Console(self.product, folder, *arguments, **options)
        self.consoles.append(console)
        return console.open() if is_open else console

    def window_of(self, user: User) -> Console:
        """The same for another system user, who may enter this folder from now on and run the binary."""
        self.product.run_folder.chmod(0o755)
        program = self.product.run_folder / "bin"
        if not program.exists():
            program.mkdir(0o755)
            shutil.copy(binary(), program / "pullcord")
            (program / "pullcord").chmod(0o755)
        console = self.window(is_open=False)
        console.folder.chmod(0o755)
        state = console.folder / "state"
        state.mkdir()
        os.chown(state, user.id, user.group)
        console.command = user.command(
            ["env", f"XDG_STATE_HOME={state}", f"HOME={state}", str(program / "pullcord"), "console"])
        return console.open()

    # The supervisor

    def restart(self) -> None:
        """A supervisor again, after its end; its agents come anew."""
        for client in self.of.values():
            client.stop()
        self.of = {}
        self.supervisor = self.product.supervise()

    def ask(self, verb: str, **fields: Any) -> dict:
        """Asks the supervisor over a connection that is there, or a new one, which tells the trail."""
        for _ in range(2):
            if self.control is None:
                self.control = Control(self.product.control_socket, self.follower.told)
                self.control.ask("subscribe", **{"from": "0"})
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

    # The trail

    def entries(self, kind: str, code: str | None = None, *words: str) -> list[dict]:
        """The data of the trail's entries of a kind, of one hold where it is named, in which those words
        stand."""
        trail = self.ask("status")["trail"]
        self.follower.wait_through(int(trail["size"]) - 1)
        return [entry["data"] for entry in self.follower.of(kind)
                if code in (None, entry["data"].get("code"))
                and all(f'"{word}"' in json.dumps(entry["data"]) for word in words)]

    def entry(self, kind: str, code: str | None = None, *words: str) -> dict:
        """The one such entry, as soon as the trail has it."""
        found, = eventually(lambda: self.entries(kind, code, *words))
        return found

    # The agents

    def client(self, agent: str) -> SDKAgent:
        if agent not in self.of:
            token = next(path for path in self.folder.rglob(f"{agent}.token") if path.is_file())
            self.of[agent] = SDKAgent(self.product.connect(agent, token=token))
        return self.of[agent]

    def held(self, agent: str, text: str | None = None, *, gives_up: float | None = None,
             **more: Any) -> Asked:
        """A call that is held; the caller gives up after so many seconds."""
        self.texts += 1
        arguments = {"text": f"text {self.texts}" if text is None else text} | more
        before = {hold["code"] for hold in self.ask("holds")["holds"]}
        client, tool = self.client(agent), AGENTS[agent][0]
        number = client.call(tool, arguments, timeout=gives_up)

        def look() -> list[dict]:
            return [hold for hold in self.ask("holds")["holds"]
                    if hold["code"] not in before and hold["state"] == "open"]
        hold, = eventually(look)
        return Asked(client, number, tool, arguments, hold)

    def reads(self, agent: str) -> dict:
        return self.client(agent).ask("read", text="x")

    def writes(self, agent: str) -> dict:
        return self.client(agent).ask("write", text="cold")

    def reached(self, asked: Asked) -> int:
        """How often a call reached the server."""
        return reached(self.journal, asked.tool).count(asked.arguments)

    def put_off(self, *asked: Asked) -> None:
        """Ends holds that a test leaves open."""
        for one in asked:
            hold = self.hold(one.code)
            if hold and hold["state"] == "open":
                self.ask("answer", answer={
                    "code": hold["code"], "digest": hold["digest"], "revision": hold["revision"],
                    "channel": "script", "decision": "deny", "reason": {"kind": "not-needed"}})

    def is_untouched(self, asked: Asked) -> bool:
        """Whether nobody answered the hold; its times are told by a clock that is read anew each time."""
        now = self.hold(asked.code)
        return all(now.get(name) == asked.hold.get(name)
                   for name in ("state", "revision", "digest", "approvals", "settled"))

    # What all three say of an answer

    def went(self, asked: Asked, console: Console, by: str = "ana") -> None:
        """It was approved at the terminal: the trail says who and what, the server got it once, its agent
        got the answer, and the screen says that it was sent."""
        answer = asked.answer()
        assert answer["result"]["isError"] is False, answer
        assert json.loads(answer["result"]["content"][0]["text"]) == asked.arguments
        assert self.reached(asked) == 1
        approval = self.entry("hold.approved", asked.code)
        assert (approval["by"], approval["channel"]) == (by, "terminal")
        assert approval["digest"] == asked.hold["digest"]
        console.shows("approved and sent")
