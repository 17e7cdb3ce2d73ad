"""What is refused is recorded, whoever floods; so an agent that has too much refused is read from later, by
all its connections, and the trail grows no faster than that."""
from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Callable

import pytest

from support.crowd import server_processes
from support.governed import READ, Agent, refusal, status, supervise
from support.machine import Machine
from support.pace import Pace
from support.peers import FLOOR_SECONDS
from support.product import Product
from support.rawclient import RawClient
from support.waiting import eventually

LEGACY = Path(__file__).parent / "servers" / "legacy.py"
# What the supervisor lets through of one agent: so many at once, and so many a second.
BURST, RATE = 200, 50
# What is refused before it is known that the agent is held back, and comes and goes of connections.
MARGIN = 40
# A batch as long as they may be, of the one revision that has them.
BATCHING, BATCH = "2025-03-26", 64
NONE = {"name": "none"}


def entries(product: Product, kind: str, agent: str) -> list[dict]:
    """The data of all entries of a kind that are of an agent's doing."""
    product.settle()
    told = product.run("audit", "tail", "-n", "10000", "--json", "--filter", f"kind:{kind} agent:{agent}",
                       check=True).stdout
    return [json.loads(json.loads(line)["data"]) for line in told.splitlines()]


class Flood:
    """Clients of one agent, each in a thread of its own, that ask without a pause what is refused: two with
    `WINDOW` requests under way each, one that brings batches and connects anew for each few."""

    WINDOW = 24

    def __init__(self, connect: Callable[[], RawClient]) -> None:
        self.connect = connect
        self.told: list[str] = []
        self.faults: list[BaseException] = []
        self.end = 0.0
        self.threads: list[threading.Thread] = []
        self.clients = [connect(), connect()]
        for client in self.clients:
            client.open_legacy()

    def start(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        works = [lambda client=client: self.ask(client) for client in self.clients] + [self.batches]
        self.threads = [threading.Thread(target=self.guarded, args=(work,)) for work in works]
        for thread in self.threads:
            thread.start()

    def wait(self) -> None:
        for thread in self.threads:
            thread.join()
        if self.faults:
            raise self.faults[0]

    def guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # told by `wait`, on the thread of the test
            self.faults.append(fault)

    def ask(self, client: RawClient) -> None:
        """What was read is answered in its order, all of it."""
        asked = [client.request("tools/call", NONE) for _ in range(self.WINDOW)]
        while asked:
            answer = client.message()
            assert answer["id"] == asked.pop(0), answer
            self.note(answer)
            if time.monotonic() < self.end:
                asked.append(client.request("tools/call", NONE))

    def batches(self) -> None:
        while time.monotonic() < self.end:
            with self.connect() as client:
                client.open_legacy(BATCHING)
                client.send([
                    {"jsonrpc": "2.0", "id": n, "method": "tools/call", "params": NONE}
                    for n in range(100, 100 + BATCH)])
                answers = client.message()
                assert sorted(answer["id"] for answer in answers) == list(range(100, 100 + BATCH))
                for answer in answers:
                    self.note(answer)

    def note(self, answer: dict) -> None:
        assert refusal(answer) in ("denied", "paused"), answer
        self.told.append(answer["result"]["_meta"]["pullcord/refusal"]["reference"])


@pytest.mark.parametrize("audit, seconds", [("normal", 5.0), ("strict", 1.0)])
def test_a_flood_of_refused_calls(product: Product, raw, tmp_path: Path, audit: str, seconds: float):
    alerts = tmp_path / "alerts"
    page = json.dumps(["/bin/sh", "-c", f'echo "$@" >> {alerts}', "page"])
    supervisor = supervise(product, [
        Agent(name, [sys.executable, str(LEGACY), "--journal", str(tmp_path / f"{name}.journal")])
        for name in ("honest", "flood")], top=f"audit: {audit}\nalerts: [ {{ command: {page} }} ]",
        granted=False)

    def connect() -> RawClient:
        return raw(product.connect("flood"), env=product.environment())

    pace = Pace(product.connect("honest"), product.environment())
    pace.calls(20)
    flood = Flood(connect)
    assert refusal(flood.clients[0].ask("tools/call", READ)) is None
    alone = statistics.median(pace.calls(200, seconds / 4))
    began = time.monotonic()
    flood.start(seconds)

    def seen() -> dict:
        return next(agent for agent in status(product)["agents"] if agent["name"] == "flood")

    held = eventually(lambda: seen().get("heldBack"))
    beside = statistics.median(pace.calls(200, seconds / 4))
    print(f"\n{audit}: median alone {alone * 1e3:.2f} ms, beside {beside * 1e3:.2f} ms; {held}")
    assert beside <= 2 * alone + FLOOR_SECONDS
    assert b"held back    " in product.run("status", check=True).stdout
    # A person's acts are not held back with it, and nor is another client of the agent for ever.
    product.run("pause", "flood", "--reason", "a look", check=True)
    product.run("resume", "flood", check=True)
    other = connect()
    other.open_legacy()
    assert refusal(other.ask("tools/call", READ)) is None
    other.stop()
    refused = len(entries(product, "call.refused", "flood"))
    passed = time.monotonic() - began
    print(f"{refused} refused in {passed:.1f} s, {len(flood.told)} told of")
    assert refused <= BURST + RATE * passed + MARGIN
    flood.wait()

    # Nothing that was asked is lost, and all that was answered is recorded.
    recorded = {entry["judgement"]["call"] for entry in entries(product, "call.refused", "flood")}
    assert len(flood.told) == len(set(flood.told)) > BURST
    assert {int(reference.lstrip("c")) for reference in flood.told} <= recorded
    told = entries(product, "agent.held_back", "flood")
    assert len(told) == 1, "once for the whole of it"
    eventually(lambda: alerts.exists() and "agent-held-back faults 1" in alerts.read_text())
    # What is allowed goes on, on the same connections and on a new one.
    assert refusal(flood.clients[0].ask("tools/call", READ)) is None
    last = connect()
    last.open_legacy()
    assert refusal(last.ask("tools/call", READ)) is None
    # One that is held back keeps nobody from stopping.
    for _ in range(3 * BURST):
        last.request("tools/call", NONE)
    eventually(lambda: seen().get("heldBack"))
    pace.close()
    assert supervisor.stop() == 0
    assert product.run("audit", "verify").returncode == 0


def test_what_waited_for_a_server_is_not_too_much_for_the_trail(product: Product, raw, tmp_path: Path):
    """All that waits for a server goes on when it opens: as much as waits of one agent's connections would
    be more than the trail takes at once, on a slow disk."""
    gate = tmp_path / "gate"
    slow = ["/bin/sh", "-c",
            f'until [ -e {gate} ]; do sleep 0.05; done; exec "$0" "$@"', sys.executable, str(LEGACY),
            "--journal", str(tmp_path / "flood.journal")]
    machine = Machine(tmp_path)
    product.machine = machine.environment
    supervise(product, [
        Agent("flood", slow),
        Agent("honest", [sys.executable, str(LEGACY), "--journal", str(tmp_path / "honest.journal")])],
        granted=False)
    honest = raw(product.connect("honest"), env=product.environment())
    honest.open_legacy()
    assert refusal(honest.ask("tools/call", READ)) is None
    machine.slow_syncs(0.3)
    opening = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": BATCHING, "capabilities": {}, "clientInfo": {"name": "raw", "version": "1"}}}
    batch = json.dumps([
        {"jsonrpc": "2.0", "id": n, "method": "tools/call", "params": {"name": "n"}} for n in range(BATCH)],
        separators=(",", ":"))
    batches = 50
    clients = [raw(product.connect("flood"), env=product.environment()) for _ in range(4)]
    for client in clients:
        client.send(opening)
        client.notify("notifications/initialized")
        for _ in range(batches):
            client.send_bytes(batch.replace('"id":', '"id":1').encode() + b"\n")
    eventually(lambda: all(
        agent["connections"] == len(clients) for agent in status(product)["agents"]
        if agent["name"] == "flood"))
    before = int(status(product)["trail"]["size"])
    gate.touch()
    for client in clients:
        assert "result" in client.answer(0)
    assert refusal(honest.ask("tools/call", READ)) is None
    trail = status(product)["trail"]
    print(f"\n{trail}")
    assert trail.get("fault") is None
    assert int(trail["size"]) + trail["waiting"] - before < len(clients) * batches * BATCH / 4


def test_a_slow_server_is_asked_no_more_than_it_reads(product: Product, raw, tmp_path: Path):
    """What does not fit its queue is refused, and recorded; what fits is answered when it reads again."""
    journal = tmp_path / "journal"
    supervise(product, [Agent("box", [sys.executable, str(LEGACY), "--journal", str(journal)])],
              granted=False)
    client = raw(product.connect("box"), env=product.environment())
    client.open_legacy()
    assert refusal(client.ask("tools/call", READ)) is None
    process, = server_processes(journal)
    stop, go = ((lambda number=number: os.kill(process, number))
                for number in (signal.SIGSTOP, signal.SIGCONT))
    stop()
    long = {"name": "read", "arguments": {"text": "x" * 60_000}}
    asked = [client.request("tools/call", long) for _ in range(50)]
    refused = []
    while len(refused) < 10:
        answer = client.message()
        assert refusal(answer) == "too_many", answer
        refused.append(answer["id"])
    assert status(product)["inFlight"] > 0
    go()
    rest = [client.message() for _ in range(len(asked) - len(refused))]
    late = [answer["id"] for answer in rest if refusal(answer) == "too_many"]
    assert sorted(refused + late + [a["id"] for a in rest if refusal(a) is None]) == asked
    assert len(refused) + len(late) < len(asked)
    # It is the same process, and takes calls again.
    assert server_processes(journal) == [process]
    eventually(lambda: refusal(client.ask("tools/call", READ)) is None)
    admitted = [entry["judgement"]["call"] for entry in entries(product, "call.admitted", "box")]
    product.settle()
    told = product.run("audit", "tail", "-n", "1000", "--json", "--filter", "outcome:never-sent",
                       check=True).stdout
    unsent = [json.loads(json.loads(line)["data"])["call"] for line in told.splitlines()]
    assert len(unsent) >= len(refused) + len(late) and set(unsent) <= set(admitted)
