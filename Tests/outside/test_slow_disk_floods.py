"""Floods on a slow disk: each sync takes 100 ms here. What waits for such a disk is bounded for each agent,
and who asks little waits for one sync more than alone, not for what a flood put before it."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Iterator

import pytest

from support.governed import READ, Agent, latencies, refusal, supervise
from support.house import House, shared
from support.machine import Machine
from support.peers import Beside, FloodingClient, Peer
from support.product import Supervisor
from support.rawclient import RawClient

SERVER = Path(__file__).parent / "servers" / "legacy.py"
SYNC_SECONDS = 0.1
FLOODS = ["one", "two"]


class SlowDisk(House):
    """An honest agent and two that flood, beside a disk that can be made slow."""

    def start(self) -> Supervisor:
        self.machine = Machine(self.folder)
        self.product.machine = self.machine.environment
        return supervise(self.product, [
            Agent(name, [sys.executable, str(SERVER), "--journal", str(self.folder / f"{name}.journal")])
            for name in ("honest", *FLOODS)], granted=False)


house = shared(SlowDisk)


@pytest.fixture(scope="module")
def honest(house: SlowDisk) -> RawClient:
    client = house.connect("honest")
    latencies(client, 50)
    # What long calls of anybody need once, the database's cache above all, is no flood's.
    for _ in range(30):
        client.ask("tools/call", {"name": "read", "arguments": {"text": "x" * 60_000}})
    return client


@pytest.fixture
def beside(house: SlowDisk, honest: RawClient) -> Iterator[Beside]:
    house.machine.slow_syncs(SYNC_SECONDS)
    measured = Beside(house, sync_seconds=SYNC_SECONDS)
    yield measured
    measured.pace.close()
    house.machine.slow_syncs(0)
    house.product.settle()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind, reads", [
    ("calls", True), ("denied", True),
    *(pytest.param(kind, reads, marks=pytest.mark.long) for kind, reads in [
        ("calls", False), ("long-calls", True), ("long-calls", False), ("denied", False), ("lists", True), ("lists", False), ("pings", True)])])
def test_a_client_that_floods(kind, reads, house, beside):
    peer = FloodingClient(house, "one", kind, reads=reads)
    peer.off()
    try:
        beside.compare(f"{kind}, {'reads' if reads else 'never reads'}", peer)
    finally:
        peer.stop()
    assert house.supervisor.process.poll() is None


class Both(Peer):
    """Two that flood at once."""

    def __init__(self, house: SlowDisk) -> None:
        self.peers = [FloodingClient(house, name, "calls", reads=True) for name in FLOODS]

    def on(self) -> None:
        for peer in self.peers:
            peer.on()

    def off(self) -> None:
        for peer in self.peers:
            peer.off()

    def written(self) -> int:
        return sum(peer.written() for peer in self.peers)

    def stop(self) -> None:
        for peer in self.peers:
            peer.stop()


@pytest.mark.timeout(900)
def test_two_that_flood(house, beside):
    """One sync takes what both have waiting."""
    peer = Both(house)
    peer.off()
    try:
        beside.compare("two of calls", peer)
    finally:
        peer.stop()


def test_what_is_under_way_is_answered_when_the_flood_ends(house, honest, beside):
    """An agent that was held back goes on by itself."""
    client = house.connect("one")
    asked = [client.request("tools/call", READ) for _ in range(1_000)]
    told = [refusal(client.answer(id, 60.0)) for id in asked]
    assert told == [None] * len(asked)
    client.stop()
