"""What changes between two looks at it: a caller that goes while its call waits, a stop during a reload,
a token or a user that is another one meanwhile, a deadline that comes."""
from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Callable, Iterator

import pytest

from support.control import Control, Follower
from support.crowd import processes_with
from support.governed import READ, WRITE, Agent, policy, refusal, status, supervise
from support.machine import Machine
from support.product import Product
from support.rawclient import LEGACY, NoAnswer, RawClient
from support.strace import Strace, needs_strace
from support.waiting import eventually

# What the policies here call the user that the machine is asked for.
GHOST = "ghost"


@pytest.fixture
def machine(product: Product, tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    product.machine = machine.environment
    return machine


@pytest.fixture
def opened(product: Product, raw: Callable[..., RawClient]) -> Callable[..., RawClient]:
    def open_one(agent: str = "bot") -> RawClient:
        client = raw(product.connect(agent), env=product.environment())
        client.open_legacy()
        return client

    return open_one


class Told:
    """The entries of a supervisor's trail, as its feed tells them."""

    def __init__(self, product: Product) -> None:
        self.follower = Follower()
        self.control = Control(product.control_socket, self.follower.told)
        self.control.ask("subscribe", **{"from": "0"})

    def ends(self) -> dict[str, str]:
        """How each call ended that was admitted: the word of its outcome or withdrawal."""
        return {entry["call"]: entry["data"].get("outcome") or entry["data"]["kind"]
                for entry in self.follower.of("call.finished", "call.withdrawn")}

    def under_way(self) -> set[str]:
        return {entry["call"] for entry in self.follower.of(
            "call.admitted")} - self.ends().keys()

    def in_flight(self) -> int:
        return int(self.control.ask("status")["inFlight"])

    def close(self) -> None:
        self.control.close()


@pytest.fixture
def told(product: Product) -> Iterator[Callable[[], Told]]:
    made: list[Told] = []

    def listen() -> Told:
        made.append(Told(product))
        return made[-1]

    yield listen
    for each in made:
        each.close()


def reached(journal: Path, name: str) -> int:
    """How many calls of a tool reached the server."""
    messages = [json.loads(line) for line in journal.read_bytes().splitlines()]
    return sum(m.get("method") == "tools/call" and m["params"]["name"] == name for m in messages)


# A caller that goes


@needs_strace
def test_a_caller_that_goes_while_the_disk_syncs(product, opened, server, journal, told, tmp_path):
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    client, stays, trail = opened(), opened(), told()
    assert refusal(client.ask("tools/call", READ)) is None
    # Longer than this test takes: a sync ends when it is let go.
    slow = Strace(supervisor.process.pid, tmp_path / "strace", trace="fdatasync",
                  inject=("fdatasync:delay_enter=300000000",))
    client.request("tools/call", WRITE)
    eventually(lambda: trail.in_flight() == 1)
    client.stop()
    eventually(lambda: trail.in_flight() == 0)
    slow.stop()
    eventually(lambda: "withdrawn" in trail.ends().values())
    # The next of the same agent goes, and the one that nobody waits for never did.
    assert refusal(stays.ask("tools/call", WRITE)) is None
    eventually(lambda: not trail.under_way())
    assert reached(journal, "write") == 1


def test_a_caller_that_goes_while_its_server_opens(product, opened, server, journal, told):
    supervise(product, [Agent("bot", server("hostile", "gate"))])
    client, stays, trail = opened(), opened(), told()
    assert refusal(client.ask("tools/call", READ)) is not None  # it died of it, and is started again
    client.request("tools/call", WRITE)
    eventually(lambda: trail.in_flight() == 1)
    client.stop()
    eventually(lambda: "withdrawn" in trail.ends().values())
    Path(f"{journal}.open").touch()
    assert refusal(stays.ask("tools/call", READ)) is None
    eventually(lambda: not trail.under_way())
    assert reached(journal, "write") == 0


def test_an_approval_is_recalled_while_its_server_opens(product, opened, server, journal):
    supervise(product, [Agent("bot", server("hostile", "gate"), {"read": "low", "write": "medium"})],
              granted=False)
    client = opened()
    assert refusal(client.ask("tools/call", READ)) is not None  # it died of it, and is started again
    asked = client.request("tools/call", WRITE)
    approve(product)
    recall(product)
    Path(f"{journal}.open").touch()
    assert refusal(opened().ask("tools/call", READ)) is None
    assert reached(journal, "write") == 0
    approve(product)
    assert refusal(client.answer(asked)) is None
    assert reached(journal, "write") == 1


def test_an_approval_is_recalled_behind_a_full_pipe(product, opened, server, journal):
    supervise(product, [Agent("bot", server("hostile", "echo"), {"read": "low", "write": "medium"})],
              granted=False)
    client, filler = opened(), opened()
    assert refusal(client.ask("tools/call", READ)) is None
    stopped = [pid for pid in processes_with(str(journal))
               if b"python" in Path(f"/proc/{pid}/exe").resolve().name.encode()]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    reads = [filler.request("tools/call", {"name": "read", "arguments": {"text": "x" * 30_000}})
             for _ in range(40)]
    eventually(lambda: status(product)["inFlight"] == len(reads))
    asked = client.request("tools/call", WRITE)
    approve(product)
    eventually(lambda: status(product)["inFlight"] == len(reads) + 1)
    recall(product)
    assert status(product)["inFlight"] == len(reads)
    for pid in stopped:
        os.kill(pid, signal.SIGCONT)
    for each in reads:
        assert refusal(filler.answer(each)) is None
    assert reached(journal, "write") == 0
    approve(product)
    assert refusal(client.answer(asked)) is None
    assert reached(journal, "write") == 1
    assert product.run("recall", open_hold(product, "forwarded")["code"]).returncode == 5


def open_hold(product, state: str) -> dict:
    def look() -> dict | None:
        holds = json.loads(product.run("holds", "--json", check=True).stdout)["holds"]
        return next((hold for hold in holds if hold["state"] == state), None)
    return eventually(look)


def approve(product) -> None:
    hold = open_hold(product, "open")
    product.run("approve", hold["code"], "--digest", hold["digest"], check=True)
    open_hold(product, "forwarded")


def recall(product) -> None:
    product.run("recall", open_hold(product, "forwarded")["code"], check=True)
    assert open_hold(product, "open")["callerWaits"]


def test_a_caller_that_goes_while_its_server_works(product, opened, server, journal, told):
    supervise(product, [Agent("bot", server("hostile", "hang"))])
    client, trail = opened(), told()
    client.request("tools/call", WRITE)
    eventually(lambda: reached(journal, "write") == 1)
    client.stop()
    eventually(lambda: list(trail.ends().values()) == ["cancelled"])
    eventually(lambda: b'"notifications/cancelled"' in journal.read_bytes())


def test_callers_that_go_with_their_last_word(product, opened, server, told):
    """At the moment of writing the connection may be there, half or gone: each call that was let ends
    in the trail, and others are served."""
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    stays, trail = opened(), told()
    for _ in range(20):
        client = opened()
        lines = [{"jsonrpc": "2.0", "id": f"x{number}", "method": "tools/call",
                  "params": WRITE if number % 3 == 2 else READ} for number in range(9)]
        client.send_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
        client.stop()
    assert refusal(stays.ask("tools/call", WRITE)) is None
    product.settle()
    trail.follower.wait_through(int(status(product)["trail"]["size"]) - 1)
    eventually(lambda: not trail.under_way())
    assert set(trail.ends().values()) <= {"succeeded", "cancelled", "withdrawn", "never-sent"}
    assert supervisor.process.poll() is None


def test_a_caller_that_dies_behind_its_shim(product, server, told):
    """It says no more, and waits for its answer; then it reads no more, which nothing tells while its
    shim lives: it is looked for."""
    supervise(product, [Agent("bot", server("legacy"), {"read": "low", "write": "high"})])
    trail = told()
    opening = {"protocolVersion": LEGACY, "capabilities": {},
               "clientInfo": {"name": "raw", "version": "1"}}
    shim = subprocess.Popen(
        product.connect("bot"), env=product.environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE)
    try:
        for number, (method, params) in enumerate(
                [("initialize", opening), ("tools/list", {}), ("tools/call", WRITE)]):
            message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            shim.stdin.write(json.dumps(message).encode() + b"\n")
            shim.stdin.flush()
            if method != "tools/call":
                shim.stdout.readline()
        eventually(trail.control.holds)
        shim.stdin.close()
        # Each look is a connection of its own, which comes after the end of the input.
        for _ in range(3):
            hold, = json.loads(product.run("holds", "--json", check=True).stdout)["holds"]
            assert hold["callerWaits"] is True and shim.poll() is None
        shim.stdout.close()
        assert shim.wait(60) == 0
    finally:
        shim.kill()
        shim.wait()
    left, = eventually(lambda: trail.follower.of("caller.left"))
    # Not: told to call again, because it waited as long as it could.
    assert left["data"]["way"] == "left"
    assert trail.control.holds()[0]["callerWaits"] is False


# A token, a user, a policy


def test_a_token_changed_by_hand_is_seen_where_a_policy_waits(product, raw, server):
    """The policy that waits names other tokens than the one in force: both are looked at. No operator
    is connected and no server runs, so that nothing else asks for a look."""
    agents = [Agent("bot", server("legacy")), Agent("kid", server("legacy"))]
    supervisor = supervise(product, agents, granted=False)
    clients = [raw(product.connect(agent.name), env=product.environment()) for agent in agents]
    trail = ["audit", "tail", "-n", "100", "--json"]
    eventually(lambda: product.run(*trail).stdout.count(b'"run.started"') == 2)
    (product.folder / "keys" / "bot.hash").write_text(f"sha256:{'0' * 64}\n")
    product.policy.write_text(policy(agents).replace("time: 1d", "time: 2d"))
    supervisor.signal(signal.SIGHUP)
    clients[0].end()
    eventually(lambda: b'"policy.pending"' in product.run(*trail).stdout)
    assert clients[1].process.poll() is None
    # What is cut off can prove itself by its token no more.
    again = subprocess.run(
        product.connect("bot"), env=product.environment(), stdin=subprocess.DEVNULL,
        capture_output=True, timeout=60)
    assert again.returncode != 0 and b"is not proven" in again.stderr


def test_a_look_asked_for_during_one_comes_after_it(product, machine, raw, server):
    """The user of an agent is made while a look-up waits on a slow name service, and the operator says
    that something changed: what that look-up read before is not the last word."""
    machine.user(GHOST, None)
    agents = [Agent("bot", server("legacy")), Agent("kid", server("legacy"))]
    product.policy.write_text(policy(agents).replace("token: keys/bot.hash", f"user: {GHOST}"))
    product.run("agent", "add", "kid", check=True)
    product.supervise()
    before = machine.looks(GHOST, "asked")
    machine.hold()
    refused = raw(product.connect("bot"), env=product.environment())
    assert refused.end() != 0  # and this asks for a look
    machine.wait_for_looks(GHOST, "asked", before + 1)
    machine.user(GHOST, os.getuid())
    control = Control(product.control_socket)
    control.ask("proof-changed", agent="kid")
    # Nobody is connected any more: no look comes by itself.
    control.close()
    assert machine.looks(GHOST, "asked") == before + 1
    machine.let_go()
    machine.wait_for_looks(GHOST, "answered", before + 2)

    def is_let_in() -> bool:
        """What the look found is known a moment after it."""
        with RawClient(product.connect("bot"), env=product.environment()) as client:
            try:
                return bool(client.open_legacy())
            except (NoAnswer, OSError):
                return False

    eventually(is_let_in)


def test_a_stop_during_a_reload(product, machine, raw, server):
    """The reload waits on a slow name service; the stop waits for a server that will not end. What the
    reload brings then is for the next start."""
    machine.user(GHOST, 12_345)
    agents = [Agent("bot", server("hostile", "stubborn"))]
    ghost = f"  bo: {{ user: {GHOST}, answers: low }}"
    product.policy.write_text(policy(agents, top=ghost))
    product.run("agent", "add", "bot", check=True)
    supervisor = product.supervise()
    client = raw(product.connect("bot"), env=product.environment())
    client.open_legacy()
    before = machine.looks(GHOST, "asked")
    machine.hold()
    product.policy.write_text(policy(agents, top=ghost).replace("calls: 1000000", "calls: 7"))
    reload = subprocess.Popen(
        product.command("policy", "reload"), env=product.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    machine.wait_for_looks(GHOST, "asked", before + 1)
    supervisor.signal(signal.SIGTERM)
    client.end()  # it stops
    machine.let_go()
    told, complained = reload.communicate(timeout=60)
    assert reload.returncode != 0 and told == "", told
    assert "lost the supervisor" in complained
    assert supervisor.process.wait(60) == 0, supervisor.stderr()

    product.run("audit", "verify", check=True)
    product.supervise()
    tail = product.run("audit", "tail", "-n", "100", "--json", check=True).stdout.decode()
    entries = [json.loads(line) for line in tail.splitlines()]
    kinds = [entry["kind"] for entry in entries
             if entry["kind"] in ("supervisor.started", "policy.applied")]
    assert kinds == ["supervisor.started", "policy.applied"] * 2
    starts = [json.loads(entry["data"]) for entry in entries
              if entry["kind"] == "supervisor.started"]
    assert starts[-1]["wasClean"] is True


# A deadline


def test_a_call_without_an_answer_ends_at_its_deadline(
        product, machine, opened, server, told, journal):
    """600 s after it was written: its caller is told, its server is told, and it stays counted."""
    supervise(product, [Agent("bot", server("hostile", "hang"))])
    client, other, trail = opened(), opened(), told()
    asked = client.request("tools/call", WRITE)
    eventually(lambda: reached(journal, "write") == 1)
    machine.move_clock(500)
    late = other.request("tools/call", READ)
    eventually(lambda: reached(journal, "read") == 1)
    assert trail.in_flight() == 2
    machine.move_clock(610)
    assert refusal(client.answer(asked)) == "outcome_unknown"
    eventually(lambda: list(trail.ends().values()) == ["timed-out"])
    eventually(lambda: b'"notifications/cancelled"' in journal.read_bytes())
    assert trail.in_flight() == 1
    spent = json.loads(product.run("runs", "--json", check=True).stdout)["runs"][0]["spent"]
    assert {each["name"]: each["spent"] for each in spent} | {"time": ""} == {
        "calls": "2", "writes": "1", "time": ""}
    machine.move_clock(1_300)
    assert refusal(other.answer(late)) == "outcome_unknown"
