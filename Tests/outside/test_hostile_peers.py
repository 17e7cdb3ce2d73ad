"""Servers and clients that misbehave: each costs the supervisor a bounded amount of memory and the
other agents little time, and who called is told what is known."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import pytest

from support.crowd import processes_with, server_processes
from support.governed import (
    READ, Agent, forget_peak, latencies, refusal, status, supervise, text)
from support.house import House, shared
from support.pace import OPENING
from support.peers import (
    FLOOR_SECONDS, FLOOR_SYNCS, PEER_BYTES, SLOW_SYNC_SECONDS, Beside, FloodingClient, Peer, grown,
    sync_seconds, written_by)
from support.product import Supervisor
from support.rawclient import RawClient
from support.stalls import Stalls
from support.waiting import eventually

SERVERS = Path(__file__).parent / "servers"
PROGRESS = {"_meta": {"progressToken": "t"}}
FIRST_ANSWER_SECONDS = 60.0

HOSTILE = {
    "hang": [], "deaf": [], "die": [], "die-half": [], "die-once": [], "die-probe": [],
    "flood-stdout": ["--count", "2000000"], "flood-progress": ["--count", "2000000"],
    "flood-stderr": ["--size", "100000000"], "rubbish": [], "answer-twice": [], "wrong-id": [],
    "unasked": [], "long-line": [], "no-newline": ["--size", "300000000"], "asks-back": [],
    "stubborn": [],
}


class Peers(House):
    """One supervisor with an honest agent and one for each hostile server, for all tests here."""

    def start(self) -> Supervisor:
        self.journals = {
            name: self.folder / f"{name}.journal" for name in ("honest", *HOSTILE)}
        agents = [Agent("honest", self.command("honest", "legacy.py"))]
        agents += [Agent("absent", ["/nowhere/at-all"], {"read": "low"})]
        agents += [
            Agent(name, self.command(name, "hostile.py", name, *options),
                  {"read": "low", "write": "high"})
            for name, options in HOSTILE.items()]
        return supervise(
            self.product, agents, top="holds: { per-agent: 100 }", granted=False)

    def command(self, name: str, server: str, *arguments: str) -> list[str]:
        return [sys.executable, str(SERVERS / server), *arguments,
                "--journal", str(self.journals[name])]

    def calls(self, name: str) -> int:
        """How many calls reached a server."""
        return self.journals[name].read_bytes().count(b'"tools/call"')

    def outcomes(self, agent: str) -> list[str]:
        """The recorded outcomes of an agent's latest calls, in order."""
        done = self.product.run("audit", "tail", "-n", "400", "--json", check=True)
        entries = [json.loads(line) for line in done.stdout.splitlines()]
        data = [(entry["kind"], json.loads(entry["data"])) for entry in entries]
        mine = {each["judgement"]["call"] for kind, each in data
                if kind == "call.admitted" and each["judgement"]["agent"] == agent}
        return [each["outcome"] for kind, each in data
                if kind == "call.finished" and each["call"] in mine]


house = shared(Peers)


@pytest.fixture(scope="module")
def honest(house: Peers) -> RawClient:
    client = house.connect("honest")
    latencies(client, 50)
    # What long calls of anybody need once, the database's cache above all, is no hostile peer's.
    for _ in range(30):
        client.ask("tools/call", {"name": "read", "arguments": {"text": "x" * 60_000}})
    return client


@pytest.mark.parametrize("way, answers", [
    ("die-once", ["outcome_unknown", '{"text": "x"}', '{"text": "x"}']),
    ("die-probe", ['{"text": "x"}', '{"text": "x"}']),
    ("rubbish", ["outcome_unknown"]),
    ("answer-twice", ["first", "first", "first"]),
    ("wrong-id", ["right", "right"]),
    ("unasked", ["denied"]),
    ("asks-back", ["asked", "asked"]),
    ("stubborn", ['{"text": "x"}']),
    ("flood-stderr", ["after the flood"]),
    ("long-line", ["answer_unreadable", "answer_unreadable"]),
    ("no-newline", ["answer_unreadable"]),
])
def test_who_called_is_told_what_is_known(way, answers, house, honest):
    base = forget_peak(house.supervisor)
    client = house.connect(way)
    got = []
    for _ in answers:
        answer = client.ask("tools/call", READ | PROGRESS, timeout=FIRST_ANSWER_SECONDS)
        got.append(refusal(answer) or text(answer))
        assert refusal(honest.ask("tools/call", READ)) is None
    size = grown(house.supervisor, base)
    print(f"\n{way}: {got}, the supervisor grew by {size / 1e6:.1f} MB")
    assert got == answers
    assert size <= PEER_BYTES
    client.stop()


@pytest.mark.parametrize("way", ["die", "die-half"])
def test_who_called_a_server_that_died_is_told_what_is_known(way, house, honest):
    """It is started again at once after its first end, after a second after its second, then later and
    later: so long it is not there, and that is said."""
    base = forget_peak(house.supervisor)
    client = house.connect(way)
    got, asked = [], []
    while "server_unavailable" not in got:
        asked.append(time.monotonic())
        got.append(refusal(client.ask("tools/call", READ | PROGRESS, timeout=FIRST_ANSWER_SECONDS)))
        assert refusal(honest.ask("tools/call", READ)) is None
        if len(got) > 2 and got[-1] == "outcome_unknown":
            # It may only have been there where this machine took its time.
            assert time.monotonic() - asked[-2] >= 2 ** (len(got) - 3), (got, asked)
    print(f"\n{way}: {got}")
    assert got[:2] == ["outcome_unknown"] * 2 and set(got[2:-1]) <= {"outcome_unknown"}
    assert grown(house.supervisor, base) <= PEER_BYTES
    client.stop()


def test_a_server_that_cannot_be_started(house):
    """It is said at once, each time, and no call waits for a process that never comes."""
    for _ in range(4):
        client = house.connect("absent", opened=False)
        answer = client.ask("initialize", {
            "protocolVersion": "2025-11-25", "capabilities": {},
            "clientInfo": {"name": "raw", "version": "1"}})
        assert "the server cannot be reached" in answer["error"]["message"]
        client.stop()


def test_a_server_that_hangs_holds_one_call_and_nothing_else(house, honest):
    """The deadline of a call is ten minutes; what ends it sooner is the agent."""
    client = house.connect("hang")
    called = client.request("tools/call", READ)
    eventually(lambda: house.calls("hang") == 1)
    assert latencies(honest, 20)
    client.notify("notifications/cancelled", {"requestId": called, "reason": "enough"})
    eventually(lambda: b"notifications/cancelled" in house.journals["hang"].read_bytes())
    # Cancelled is answered by nothing, and the connection goes on.
    client.nothing_more(0.3)
    assert client.ask("ping")["result"] == {}
    eventually(lambda: house.outcomes("hang") == ["cancelled"])


def test_what_died_in_mid_call_is_recorded_so(house):
    client = house.connect("die-once")
    house.journals["die-once"].with_name("die-once.journal.died").unlink(missing_ok=True)
    assert "outcome unknown" in text(client.ask("tools/call", READ))
    eventually(lambda: house.outcomes("die-once")[-1:] == ["server-died"])
    # It is started again, a little later the more often it died.
    eventually(lambda: refusal(client.ask("tools/call", READ)) is None)


def test_a_server_that_dies_again_and_again_is_started_later_and_later(house):
    """The policy's `restarts` bound it: what is not started is said at once, not waited for."""
    client = house.connect("die-half")
    told: list[str] = []
    stalls = Stalls(house.product.folder)
    started = time.monotonic()
    while told.count("server_unavailable") < 3:
        assert time.monotonic() - started < 60
        before = time.monotonic()
        told.append(refusal(client.ask("tools/call", READ)))
        if told[-1] == "server_unavailable":
            after = time.monotonic()
            assert after - before < 1 + stalls.within(before, after)
            time.sleep(0.2)
    stalls.close()
    assert set(told) <= {"outcome_unknown", "server_unavailable"}
    assert told.count("outcome_unknown") <= 6


def test_a_server_that_reads_no_more_fills_only_its_queue(house, honest):
    """Its pipe fills, then its queue. What comes then is refused; it may only be slow, so it goes on."""
    client = house.connect("deaf")
    assert text(client.ask("tools/call", READ)) == "deaf from now on"
    base = forget_peak(house.supervisor)
    long = {"name": "read", "arguments": {"text": "x" * 60_000}}
    asked = [client.request("tools/call", long) for _ in range(44)]
    # What it was given has its deadline.
    told = [client.message(FIRST_ANSWER_SECONDS) for _ in range(5)]
    assert {refusal(answer) for answer in told} == {"too_many"}
    assert min(answer["id"] for answer in told) > asked[0]
    size = grown(house.supervisor, base)
    print(f"\ndeaf: the supervisor grew by {size / 1e6:.1f} MB")
    assert size <= PEER_BYTES
    assert house.calls("deaf") == 1 and len(server_processes(house.journals["deaf"])) == 1
    assert refusal(honest.ask("tools/call", READ)) is None
    client.stop()


@pytest.fixture
def beside(house: Peers, honest: RawClient) -> Iterator[Beside]:
    seconds = sync_seconds(house.folder)
    slow = seconds > SLOW_SYNC_SECONDS
    measured = Beside(
        house, sync_seconds=seconds, floor=FLOOR_SYNCS * seconds if slow else FLOOR_SECONDS)
    yield measured
    measured.pace.close()


class FloodingServer(Peer):
    """A server that floods while it is called; who calls it reads everything, in processes of its
    own."""

    def __init__(self, house: Peers, way: str) -> None:
        self.house, self.way, self.number = house, way, 0
        self.shim = subprocess.Popen(
            house.product.connect(way), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=house.product.environment())
        self.sink = subprocess.Popen(["sh", "-c", "exec cat > /dev/null"], stdin=self.shim.stdout)
        self.shim.stdout.close()
        for message in OPENING:
            self.say(message)

    def say(self, message: dict) -> None:
        self.shim.stdin.write(json.dumps(message).encode() + b"\n")
        self.shim.stdin.flush()

    def servers(self) -> list[int]:
        return [pid for pid in processes_with(str(self.house.journals[self.way]))
                if "python" in Path(f"/proc/{pid}/exe").resolve().name]

    def on(self) -> None:
        for pid in self.servers():
            os.kill(pid, signal.SIGCONT)
        self.number += 1
        self.say({"jsonrpc": "2.0", "id": self.number, "method": "tools/call",
                  "params": READ | PROGRESS})
        if self.number == 1:
            eventually(lambda: self.house.calls(self.way) >= 1)

    def off(self) -> None:
        for pid in self.servers():
            os.kill(pid, signal.SIGSTOP)

    def written(self) -> int:
        return sum(map(written_by, self.servers()))

    def stop(self) -> None:
        for process in (self.shim, self.sink):
            process.kill()
            process.wait()
        self.shim.stdin.close()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", ["flood-stdout", "flood-progress", "flood-stderr", "no-newline"])
def test_a_server_that_floods(way, house, beside):
    peer = FloodingServer(house, way)
    try:
        beside.compare(way, peer)
    finally:
        peer.stop()
    house.product.run("kill", "--server", way, "--reason", "it floods", check=True)


@pytest.mark.parametrize("way", ["flood-stdout", "flood-progress"])
def test_who_calls_a_server_that_floods_is_not_cut_off(way, house):
    """Its answers get through between what is told."""
    house.product.run("release", "--server", way, "--reason", "once more")
    house.product.run("resume", way)
    client = house.connect(way)
    called = client.request("tools/call", READ | PROGRESS)
    client.message(timeout=FIRST_ANSWER_SECONDS)
    assert client.ask("ping", timeout=FIRST_ANSWER_SECONDS)["result"] == {}
    client.notify("notifications/cancelled", {"requestId": called})
    client.stop()
    house.product.run("kill", "--server", way, "--reason", "it floods", check=True)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("reads", [True, False], ids=["reads", "never-reads"])
@pytest.mark.parametrize("kind", [
    "calls", "denied", "lists", "pings", "unknown", "rubbish", "endless"])
def test_a_client_that_floods(kind, reads, house, beside):
    peer = FloodingClient(house, "answer-twice", kind, reads=reads)
    try:
        eventually(lambda: connections(house, "answer-twice") == 1)
        peer.off()
        beside.compare(f"{kind}, {'reads' if reads else 'never reads'}", peer)
    finally:
        peer.stop()
    # It left, and nothing of it is kept.
    eventually(lambda: connections(house, "answer-twice") == 0)
    assert house.supervisor.process.poll() is None


def connections(house: Peers, agent: str) -> int:
    return next(seen["connections"] for seen in status(house.product)["agents"]
                if seen["name"] == agent)


class ManyHolds(Peer):
    """Five agents with the most holds that the policy allows each, every one with its caller
    waiting."""

    NAMES = ["hang", "asks-back", "stubborn", "wrong-id", "answer-twice"]

    def __init__(self, house: Peers) -> None:
        self.house = house
        self.clients: list[RawClient] = []

    def on(self) -> None:
        self.clients = [self.house.connect(name) for name in self.NAMES]
        for client in self.clients:
            for number in range(101):
                client.request("tools/call", {
                    "name": "write", "arguments": {"text": f"{number} " + "x" * 500},
                    "_meta": {"progressToken": number}})
        eventually(lambda: status(self.house.product)["openHolds"] == 500)

    def off(self) -> None:
        """The runs of these agents are ended, and with them their holds."""
        for client in self.clients:
            client.stop()
        for run in json.loads(self.house.product.run("runs", "--json", check=True).stdout)["runs"]:
            if run["agent"] in self.NAMES:
                self.house.product.run("run", "end", run["run"], "--reason", "looked at")
        eventually(lambda: status(self.house.product)["openHolds"] == 0)


def test_500_holds_at_once(house, beside):
    class Looking(ManyHolds):
        def on(self) -> None:
            super().on()
            listed = json.loads(house.product.run("holds", "--json", check=True).stdout)["holds"]
            opened = [hold for hold in listed if hold["state"] == "open"]
            # The one too many of each agent is refused, not held.
            assert len(opened) == 500 and len({hold["code"] for hold in opened}) == 500

    beside.compare("500 holds", Looking(house), rounds=1)
