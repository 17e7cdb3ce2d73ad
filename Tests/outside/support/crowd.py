"""Several agents under one supervisor, for the tests of crashes and of the kill switch."""
from __future__ import annotations

import os
import pwd
import signal
import sys
from pathlib import Path

from .product import Product
from .rawclient import RawClient

JOURNAL = Path(__file__).resolve().parent.parent / "servers" / "journal.py"


def policy(agents: list[str], command: list[str], *, audit: str = "normal",
           limit: str = "10000/h", extra: str = "") -> str:
    """A policy in which each agent may read, write within its limit, and wipe when approved."""
    person = pwd.getpwuid(os.getuid()).pw_name
    words = ", ".join(f'"{word}"' for word in command)
    named = "".join(
        f"  {agent}: {{ owner: ana, proof: {{ token: keys/{agent}.hash }}, "
        "may: [j/read, j/write, j/wipe], rung: within-caps, runs-per-hour: 10000, "
        "budget: { calls: 1000000, writes: 1000000, time: 1d } }\n" for agent in agents)
    return f"""pullcord: 1
host: {{ label: crash-test }}
audit: {audit}
operators:
  ana: {{ user: {person}, answers: critical, scripts: high, may: [release, grant, apply] }}
  bo: {{ user: nobody, answers: low, may: [release, apply] }}
servers:
  j: {{ command: [{words}], restarts: 1000/1s }}
tools:
  j/read: {{ tier: low }}
  j/write: {{ tier: medium, limits: [ {{ calls: {limit}, over: deny }} ] }}
  j/wipe: {{ tier: high, say: "wipe {{/n}}" }}
agents:
{named}holds: {{ wait: 5m, park: 30m, per-agent: 100 }}
{extra}"""


def journal_command(journal: Path, *options: str) -> list[str]:
    return [sys.executable, str(JOURNAL), "--journal", str(journal), *options]


def make_tokens(product: Product, agents: list[str]) -> None:
    """The agents' tokens, made while no supervisor runs."""
    for agent in agents:
        product.run("agent", "add", agent, check=True)


def connected(product: Product, agent: str) -> RawClient:
    """An agent's client, opened."""
    client = RawClient(product.connect(agent), env=product.environment())
    client.open_legacy()
    return client


def call_kinds(client: RawClient, tools: tuple[str, ...], n: str) -> set[str]:
    """What an agent is told, call by call: `done`, or the kind of refusal."""
    return {kind_of(client.ask("tools/call", call(tool, f"{n}-{tool}"))) for tool in tools}


def kind_of(answer: dict) -> str:
    """`done`, or the kind of refusal that an answer is."""
    if "error" in answer:
        return answer["error"]["data"]["pullcord/refusal"]["kind"]
    result = answer["result"]
    return result["_meta"]["pullcord/refusal"]["kind"] if result.get("isError") else "done"


def call(tool: str, n: str) -> dict:
    return {"name": tool, "arguments": {"n": n}}


def processes_with(text: str) -> list[int]:
    """The processes whose command line or environment holds `text`, zombies left out."""
    found = []
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            line = Path(entry.path, "cmdline").read_bytes()
        except OSError:
            continue
        if text.encode() in line:
            found.append(int(entry.name))
    return found


def server_processes(journal: Path) -> list[int]:
    """The servers that keep this journal, without their keepers."""
    return [pid for pid in processes_with(str(journal))
            if "python" in Path(f"/proc/{pid}/exe").resolve().name]


def stop_server(journal: Path) -> int:
    """Stops the one server that keeps this journal: its pipe fills, and what comes then waits."""
    pid, = server_processes(journal)
    os.kill(pid, signal.SIGSTOP)
    return pid
