"""A supervisor with the agents and servers of a test's own: the policy's text, tokens, rungs, figures."""
from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from .product import Product, Supervisor
from .rawclient import RawClient

READ = {"name": "read", "arguments": {"text": "x"}}
WRITE = {"name": "write", "arguments": {"text": "x"}}
REFUSAL = "pullcord/refusal"


@dataclass
class Agent:
    """One agent with one server of the same name, and what it may do there."""
    name: str
    server: list[str]
    tools: dict[str, str] = field(default_factory=lambda: {"read": "low", "write": "medium"})
    resources: bool = False
    # More of the server's and of the agent's own keys, as the policy file takes them.
    server_keys: str = ""
    keys: str = ""


def policy(agents: list[Agent], *, top: str = "") -> str:
    """The text of a policy file in which these agents may use their tools alone, within caps."""
    lines = [
        "pullcord: 1", "host: { label: faults }",
        "operators:",
        "  ana: { user: root, answers: critical, scripts: high, may: [release, grant, apply] }",
    ]
    lines += top.splitlines()
    servers, tools, people = ["servers:"], ["tools:"], ["agents:"]
    for agent in agents:
        command = json.dumps(agent.server)
        servers.append(f"  {agent.name}: {{ command: {command}{_more(agent.server_keys)} }}")
        names = []
        for name, tier in agent.tools.items():
            said = f', say: "{name} {{/text}}"' if tier in ("high", "critical") else ""
            quoted = json.dumps(f"{agent.name}/{name}")
            tools.append(f"  {quoted}: {{ tier: {tier}{said} }}")
            names.append(quoted)
        people.append(
            f"  {agent.name}: {{ owner: cleo, proof: {{ token: keys/{agent.name}.hash }}, "
            f"may: [{', '.join(names)}], rung: within-caps, runs-per-hour: 10000, "
            f"budget: {{ calls: 1000000, writes: 1000000, time: 1d }}"
            + (f", resources: [{agent.name}]" if agent.resources else "")
            + f"{_more(agent.keys)} }}")
    return "\n".join(lines + servers + tools + people) + "\n"


def _more(keys: str) -> str:
    return f", {keys}" if keys else ""


def supervise(product: Product, agents: list[Agent], *, top: str = "",
              granted: bool = True) -> Supervisor:
    """Starts a supervisor that these agents can prove themselves to. `granted`: their medium tools
    run within caps, by a recorded grant."""
    product.policy.write_text(policy(agents, top=top))
    for agent in agents:
        product.run("agent", "add", agent.name, check=True)
    supervisor = product.supervise()
    if granted:
        for agent in agents:
            for name, tier in agent.tools.items():
                if tier == "medium":
                    product.run("grant", agent.name, f"{agent.name}/{name}", "within-caps",
                                "--reason", "for this test", check=True)
    return supervisor


def refusal(answer: dict) -> str | None:
    """The kind of refusal in an answer; None where it is none."""
    holder = answer["result"] if "result" in answer else answer["error"].get("data") or {}
    return ((holder.get("_meta") or holder).get(REFUSAL) or {}).get("kind")


def text(answer: dict) -> str:
    """What a tool's result says."""
    return answer["result"]["content"][0]["text"]


def status(product: Product) -> dict:
    return json.loads(product.run("status", "--json", check=True).stdout)


def peak(supervisor: Supervisor) -> int:
    """The most that a supervisor held in memory since `forget_peak`, in bytes."""
    for line in Path(f"/proc/{supervisor.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


def forget_peak(supervisor: Supervisor) -> int:
    """Sets the peak back to what is held now, which is answered."""
    Path(f"/proc/{supervisor.process.pid}/clear_refs").write_text("5")
    return supervisor.memory()


def latencies(client: RawClient, count: int) -> list[float]:
    """The times of so many calls, one after the other, in seconds, in rising order."""
    times = []
    for _ in range(count):
        started = time.perf_counter()
        answer = client.ask("tools/call", READ)
        times.append(time.perf_counter() - started)
        assert refusal(answer) is None, answer
    return sorted(times)


def percentile(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]
