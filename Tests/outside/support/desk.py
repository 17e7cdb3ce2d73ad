"""A supervised server with one agent and one operator, and what that operator does from the command
line."""
from __future__ import annotations

import getpass
import json
import subprocess
from pathlib import Path
from typing import Any, Callable

from . import tee
from .product import Product, Supervisor
from .rawclient import RawClient
from .schemas import SCHEMAS, checked, shown
from .terminal import Terminal
from .waiting import eventually

USER = getpass.getuser()
REFUSAL = "pullcord/refusal"


class Desk:
    """One agent `bot` at one server; one operator `ana`, who is the user that runs the tests."""

    def __init__(self, product: Product, raw: Callable[..., RawClient], command: list[str]) -> None:
        self.product = product
        self.raw = raw
        self.command = command
        self.alerts = product.folder / "alerts"
        self.heard = product.folder / "heard"
        # The agent's token; without one, the user proves it.
        self.token: Path | None = None
        # The command that is run for an alert.
        self.page = ["/bin/sh", "-c", f'echo "$@" >> {self.alerts}', "page"]

    def policy(self, tools: str, agent: str = "", holds: str = "{ wait: 5m, park: 10m }",
               server: str = "box") -> str:
        """A policy of about ten lines: `tools` are its lines of tools, each granted unless it says
        `# not granted`; `agent` what the agent has besides."""
        lines = tools.strip().splitlines()
        granted = [line.split(":")[0].strip() for line in lines if "# not granted" not in line]
        return "\n".join([
            "pullcord: 1",
            "host: { label: desk }",
            f"operators: {{ ana: {{ user: {USER}, answers: critical, scripts: high, "
            "may: [release, grant, apply] } }",
            f"servers: {{ {server}: {{ command: {json.dumps(self.command)} }} }}",
            "tools:", *(f"  {line.strip()}" for line in lines),
            f"agents: {{ bot: {{ owner: ana, proof: {{ user: {USER} }}, "
            f"may: {json.dumps(granted)}, runs-per-hour: 1000{agent} }} }}",
            f"holds: {holds}",
            f"alerts: [ {{ command: {json.dumps(self.page)} }} ]", ""])

    def start(self, policy: str) -> Supervisor:
        return self.product.supervise(policy)

    # The agent

    def client(self, opened: bool = True) -> RawClient:
        client = self.raw(tee.command(self.heard, self.product.connect("bot", token=self.token)))
        if opened:
            client.open_legacy()
        return client

    def check_messages(self) -> None:
        """Holds every message that agents sent and got against the published schemas."""
        if not SCHEMAS.is_dir():
            print("skipped: ../shared/mcp/schema is not beside this clone")
            return
        for lines in tee.recorded(self.heard):
            faults = checked(lines).faults
            assert not faults, shown(faults)

    # The operator

    def act(self, *words: str) -> str:
        """A command that must succeed; what it says."""
        return self.product.run(*words, check=True).stdout.decode()

    def fail(self, status: int, *words: str) -> str:
        """A command that must end with `status`; what it says."""
        done = self.product.run(*words)
        assert done.returncode == status, (words, done)
        return done.stderr.decode()

    def read(self, *words: str) -> Any:
        return json.loads(self.act(*words, "--json"))

    def open_holds(self) -> list[dict]:
        return [hold for hold in self.read("holds")["holds"] if hold["state"] == "open"]

    def hold(self) -> dict:
        """The one open hold, as soon as there is one."""
        hold, = eventually(self.open_holds)
        return hold

    def hold_in(self, code: str, state: str) -> dict:
        """The hold of that code, as soon as it is in that state."""
        def look() -> dict | None:
            hold = self.read("holds", code)["summary"]
            return hold if hold["state"] == state else None
        return eventually(look)

    def approve(self, hold: dict) -> str:
        return self.act("approve", hold["code"], "--digest", hold["digest"])

    def terminal(self, *words: str) -> Terminal:
        return Terminal(self.product.command(*words), self.product.environment())

    # The record

    def entries(self, kind: str | None = None, call: int | None = None) -> list[dict]:
        """What the trail holds of all that happened, oldest first: each entry's data."""
        self.product.settle()
        lines = self.act("audit", "tail", "-n", "10000", "--json").splitlines()
        found = [json.loads(line) for line in lines]
        return [
            {"kind": entry["kind"], "call": entry.get("call")} | json.loads(entry["data"])
            for entry in found
            if kind in (None, entry["kind"]) and call in (None, int(entry.get("call", 0)))]

    def verified(self) -> dict:
        verdict = self.read("audit", "verify")
        assert verdict["consistent"] is True and verdict["findings"] == []
        return verdict

    def alerted(self) -> list[str]:
        return self.alerts.read_text().splitlines() if self.alerts.exists() else []


def text(answer: dict) -> str:
    return answer["result"]["content"][0]["text"]


def refusal(answer: dict) -> str:
    """The kind of a refusal that an agent got."""
    assert answer["result"]["isError"] is True
    return answer["result"]["_meta"][REFUSAL]["kind"]


def call(tool: str, **arguments: Any) -> dict:
    return {"name": tool, "arguments": arguments}


def reached(journal: Path, tool: str = "write") -> list[dict]:
    """The arguments of the calls of `tool` that reached the server."""
    if not journal.exists():
        return []
    messages = [json.loads(line) for line in journal.read_bytes().splitlines()]
    return [m["params"]["arguments"] for m in messages
            if m.get("method") == "tools/call" and m["params"]["name"] == tool]


def make_repository(folder: Path) -> None:
    """A repository with one commit, one staged file and one that is new."""
    folder.mkdir()
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]

    def run(*words: str) -> None:
        subprocess.run([*git, *words], check=True)

    run("init", "-q")
    run("config", "user.name", "a")
    run("config", "user.email", "a@example.org")
    run("commit", "-q", "--allow-empty", "-m", "first")
    (folder / "staged").write_text("x")
    run("add", "staged")
    (folder / "new").write_text("x")
