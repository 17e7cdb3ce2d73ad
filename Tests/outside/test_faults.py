"""Faults of disk and sockets under a running supervisor: nothing goes out that cannot be recorded, the
agent is told at once, an operator is told why, and a restart goes on."""
from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest

from support.governed import READ, WRITE, Agent, refusal, status, supervise
from support.product import Product, Supervisor
from support.rawclient import RawClient
from support.stalls import Stalls
from support.strace import is_traced
from support.waiting import eventually

# The design: an agent is told within a second that nothing can be recorded. What the machine stands
# still meanwhile is added.
TOLD_SECONDS = 1.0


def opened(raw: Callable[..., RawClient], product: Product, agent: str) -> RawClient:
    client = raw(product.connect(agent), env=product.environment())
    client.open_legacy()
    return client


def calls(journal: Path, name: str) -> int:
    """How many calls of a tool reached the server."""
    wanted = f'"name":"{name}"'.encode()
    return sum(b'"tools/call"' in line and wanted in line.replace(b": ", b":")
               for line in journal.read_bytes().splitlines())


def is_killed(product: Product) -> bool:
    return "killed" in {state["kind"] for state in status(product)["host"]["states"]}


class Disk:
    """One way in which the trail cannot be written, and how it is repaired."""

    # Whether the latch of the kill switch, a file of its own, can still be written.
    latch_holds = True
    # Whether all that was durable is still there when the fault is over.
    keeps_the_trail = True

    def __init__(self, product: Product, supervisor: Supervisor) -> None:
        self.product, self.supervisor = product, supervisor
        self.tracer: subprocess.Popen | None = None

    @property
    def database(self) -> Path:
        return next((self.product.data / "trail").glob("*.db"))

    def repair(self) -> None:
        """Takes the fault away, where it is not the supervisor's own."""

    def close(self) -> None:
        if self.tracer is not None and self.tracer.poll() is None:
            self.tracer.terminate()
            self.tracer.wait(60)

    def inject(self, names: str, error: str) -> None:
        """Lets system calls of the running supervisor fail from now on."""
        self.tracer = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(self.supervisor.process.pid),
             "-e", f"trace={names}", "-e", f"inject={names}:error={error}"],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            eventually(lambda: self.tracer.poll() is not None
                       or is_traced(self.supervisor.process.pid))
        finally:
            if self.tracer.poll() is not None:
                pytest.skip(f"strace cannot attach here: {self.tracer.stderr.read()!r}")


class Full(Disk):
    """Every byte of the disk is taken."""

    def break_(self) -> None:
        self.filler = self.product.data / "filler"
        with self.filler.open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\0" * 4_096)
            except OSError:
                pass

    def repair(self) -> None:
        self.filler.unlink()


class WriteError(Disk):
    """Writes beyond 64 KiB of a file fail: those of the log, and not those of the latch."""

    def break_(self) -> None:
        subprocess.run(["prlimit", "--pid", str(self.supervisor.process.pid), "--fsize=65536"],
                       check=True)


class SyncError(Disk):
    """The disk takes what is written and cannot promise to keep it."""

    latch_holds = False

    def break_(self) -> None:
        self.inject("fdatasync,fsync", "EIO")


class WritesFail(Disk):
    """The system answers each write at a place in a file with an error."""

    latch_holds = False

    def break_(self) -> None:
        self.inject("pwrite64", "EIO")


class Deleted(Disk):
    """The database is taken away under the supervisor."""

    keeps_the_trail = False

    def break_(self) -> None:
        self.database.rename(self.product.data / "taken.db")


class LogDeleted(Disk):
    """The write-ahead log is deleted under the supervisor: what it held is lost."""

    keeps_the_trail = False

    def break_(self) -> None:
        Path(f"{self.database}-wal").unlink()


FAULTS = [Full, WriteError, WritesFail, SyncError, Deleted, LogDeleted]


@pytest.fixture
def small_disk(product: Product) -> Iterator[None]:
    """The data on a disk of 24 MiB."""
    product.data.mkdir(mode=0o700)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", str(product.data)],
        capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr}")
    yield
    product.close()
    subprocess.run(["umount", "--lazy", str(product.data)], check=True)


def told_unrecorded(bot: RawClient, call: dict, stalls: Stalls) -> float:
    """How many seconds it takes until an agent is told that a call cannot be recorded."""
    began = time.monotonic()
    told = bot.ask("tools/call", call)
    ended = time.monotonic()
    assert refusal(told) == "unrecorded", told
    assert ended - began < TOLD_SECONDS + stalls.within(began, ended)
    return ended - began


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_nothing_goes_out_that_cannot_be_recorded(
        fault, small_disk, product, raw, server, journal):
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    bot = opened(raw, product, "bot")
    assert refusal(bot.ask("tools/call", READ)) is None
    assert refusal(bot.ask("tools/call", WRITE)) is None
    assert calls(journal, "write") == 1
    disk = fault(product, supervisor)
    stalls = Stalls(product.folder)
    try:
        disk.break_()
        seconds = told_unrecorded(bot, WRITE, stalls)
        # From the moment it is known not even a read goes out.
        reads = calls(journal, "read")
        told_unrecorded(bot, READ, stalls)
        assert (calls(journal, "write"), calls(journal, "read")) == (1, reads)
        # The operator is told, and the switch that stops everything still works.
        states = {state["kind"]: state["reasons"] for state in status(product)["host"]["states"]}
        assert "nothing is forwarded" in states["degraded"][0]
        assert b"DEGRADED" in product.run("status").stdout
        killed = product.run("kill", "--reason", "the disk is broken")
        assert killed.returncode == (0 if disk.latch_holds else 1), killed
        assert disk.latch_holds or b"before this could be recorded" in killed.stderr
        assert refusal(bot.ask("tools/call", READ)) == "killed"
        assert supervisor.process.poll() is None
        print(f"\n{fault.__name__}: told in {seconds * 1e3:.1f} ms; {states['degraded'][0]}")
    finally:
        disk.close()
        stalls.close()
    supervisor.kill()
    if not disk.keeps_the_trail:
        return
    # A restart on a disk that works goes on from what was durable; a kill that was latched holds.
    disk.repair()
    product.supervise()
    assert product.run("audit", "verify").returncode == 0
    assert not disk.latch_holds or is_killed(product)
    if is_killed(product):
        product.run("release", "--reason", "the disk was repaired", check=True)
        product.run("resume", "bot")
    again = opened(raw, product, "bot")
    assert refusal(again.ask("tools/call", WRITE)) is None
    assert calls(journal, "write") == 2


@pytest.mark.parametrize("fault", [Deleted, LogDeleted], ids=lambda fault: fault.__name__)
def test_a_trail_that_lost_something_is_not_extended(fault, product, raw, server):
    """The head that is kept beside the trail says what it held; a shorter trail is not gone on with."""
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    bot = opened(raw, product, "bot")
    disk = fault(product, supervisor)
    disk.break_()
    assert refusal(bot.ask("tools/call", WRITE)) == "unrecorded"
    supervisor.kill()
    with pytest.raises(AssertionError, match="ended with [1-9]") as refused:
        product.supervise()
    print("\n", refused.value)


def test_a_kill_that_nothing_keeps_is_said_to_be_so(product, raw, server):
    """Neither trail nor latch can be written: the kill is in force, and nobody is told that it
    would hold over a restart."""
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    bot = opened(raw, product, "bot")
    subprocess.run(["prlimit", "--pid", str(supervisor.process.pid), "--fsize=1024"], check=True)
    assert refusal(bot.ask("tools/call", WRITE)) == "unrecorded"
    killed = product.run("kill", "--reason", "the disk is broken")
    assert killed.returncode == 1, killed
    assert b"it is in force until the supervisor stops" in killed.stderr, killed
    assert refusal(bot.ask("tools/call", READ)) == "killed"
    paused = product.run("pause", "bot", "--reason", "the disk is broken")
    assert paused.returncode == 1 and b"before this could be recorded" in paused.stderr, paused
    assert supervisor.process.poll() is None


def test_a_failed_trail_ends_no_hold_as_approved(small_disk, product, raw, server, journal):
    """What waits for a person when the disk fails is not sent, whatever the person answers."""
    supervisor = supervise(product, [Agent(
        "bot", server("legacy"), {"read": "low", "write": "high"})], granted=False)
    bot = opened(raw, product, "bot")
    bot.request("tools/call", WRITE | {"_meta": {"progressToken": 1}})
    held = eventually(lambda: product_holds(product))
    disk = Full(product, supervisor)
    disk.break_()
    answered = product.run("approve", held[0]["code"], "--digest", held[0]["digest"])
    assert answered.returncode != 0, answered
    assert refusal(bot.ask("tools/call", READ)) == "unrecorded"
    assert calls(journal, "write") == 0


def product_holds(product: Product) -> list[dict]:
    return json.loads(product.run("holds", "--json", check=True).stdout)["holds"]


def test_without_its_control_socket_a_supervisor_governs_on(product, raw, server, journal):
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    bot = opened(raw, product, "bot")
    product.control_socket.unlink()
    assert refusal(bot.ask("tools/call", WRITE)) is None
    lost = product.run("status")
    assert lost.returncode == 3
    assert str(product.control_socket).encode() in lost.stderr
    # The kill needs no socket, and holds over the restart that brings the socket back.
    (product.run_folder / "kill" / "now").touch()
    eventually(lambda: refusal(bot.ask("tools/call", READ)) == "killed")
    assert supervisor.stop() == 0
    (product.run_folder / "kill" / "now").unlink()
    product.supervise()
    assert is_killed(product)
