"""What one server or agent can make the supervisor record or remember is bounded; the others go on."""
from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from support.crowd import processes_with
from support.governed import READ, Agent, refusal, status, supervise
from support.product import Product
from support.waiting import eventually

SERVERS = Path(__file__).parent / "servers"


def test_a_server_whose_tools_are_always_new(product: Product, raw, tmp_path: Path):
    """It is asked at most once a second, and what nobody may call costs no entry."""
    journals = {name: tmp_path / f"{name}.journal" for name in ("honest", "box")}
    commands = {
        "honest": [sys.executable, str(SERVERS / "legacy.py")],
        "box": [sys.executable, str(SERVERS / "hostile.py"), "new-names"]}
    agents = [Agent(name, [*command, "--journal", str(journals[name])], {"read": "low"})
              for name, command in commands.items()]
    supervise(product, agents)

    def lists() -> int:
        return journals["box"].read_bytes().count(b'"tools/list"')

    def client(name: str):
        client = raw(product.connect(name), env=product.environment())
        client.open_legacy()
        return client

    honest = client("honest")
    assert refusal(honest.ask("tools/call", READ)) is None
    began = time.monotonic()
    hostile = client("box")
    assert refusal(hostile.ask("tools/call", READ)) is None
    eventually(lambda: lists() >= 4)
    asked = lists()
    # The first, one at once when that changed, and one after each rest.
    assert asked <= 3 + (time.monotonic() - began), asked
    trail = status(product)["trail"]
    assert trail.get("fault") is None and int(trail["size"]) < 200, trail
    assert refusal(honest.ask("tools/call", READ)) is None
    assert refusal(hostile.ask("tools/call", READ)) is None


def test_calls_under_way_of_one_agent_are_bounded(product: Product, raw, tmp_path: Path):
    """What is under way may end all at once, and each end is an entry: the trail must take them all."""
    each, most = 700, 1_024
    journal = tmp_path / "journal"
    supervise(product, [Agent("box", [
        sys.executable, str(SERVERS / "hostile.py"), "hang", "--journal", str(journal)],
        {"read": "low"})])
    clients = [raw(product.connect("box"), env=product.environment()) for _ in range(3)]
    for client in clients:
        client.open_legacy()
    for client in clients[:2]:
        for _ in range(each):
            client.request("tools/call", READ)
    eventually(lambda: status(product)["inFlight"] == most)
    assert refusal(clients[2].ask("tools/call", READ)) == "too_many"

    def refused() -> int:
        told = product.run("audit", "tail", "-n", "10000", "--json", check=True).stdout
        entries = [json.loads(line) for line in told.splitlines()]
        return sum(json.loads(entry["data"])["kind"] == "too-many"
                   for entry in entries if entry["kind"] == "call.refused")

    # Each is recorded; and none is left that would be let when there is room again.
    eventually(lambda: refused() == 2 * each - most + 1)
    # All of them end together.
    for process in eventually(lambda: processes_with(str(journal))):
        os.kill(process, signal.SIGKILL)
    eventually(lambda: status(product)["inFlight"] == 0)
    assert status(product)["trail"].get("fault") is None


@pytest.mark.long
def test_a_log_that_a_reader_keeps_long_is_seen_for_as_long_as_it_is(product: Product, raw, tmp_path: Path):
    """Who begins to read the trail's database and does not end keeps its log from being emptied."""
    supervise(product, [Agent("box", [
        sys.executable, str(SERVERS / "legacy.py"), "--journal", str(tmp_path / "journal")])],
        granted=False)
    client = raw(product.connect("box"), env=product.environment())
    client.open_legacy()

    def write() -> None:
        for _ in range(20):
            long = {"name": "read", "arguments": {"text": "x" * 500_000}}
            assert refusal(client.ask("tools/call", long)) is None
        product.settle()

    def degraded() -> list[str]:
        return [reason for state in status(product)["host"]["states"] if state["kind"] == "degraded"
                for reason in state["reasons"]]

    reader = sqlite3.connect(f"file:{product.data}/trail/trail.db?mode=ro", uri=True)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM bundle").fetchone()
    assert degraded() == []

    def is_told() -> bool:
        write()
        return any("MiB in" in reason and "trail.db-wal" in reason for reason in degraded())

    eventually(is_told)
    assert b"DEGRADED" in product.run("status", check=True).stdout
    reader.close()

    def is_short() -> bool:
        write()
        return degraded() == []

    eventually(is_short)
