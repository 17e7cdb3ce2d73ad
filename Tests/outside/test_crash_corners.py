"""`kill -9` where little time is left for it to be right: in a reload, in the making of a token, with many
calls under way; and a second supervisor on what another one has."""
from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from support.control import Control, Follower
from support.crowd import (
    call, connected, journal_command, kind_of, make_tokens, policy, processes_with)
from support.machine import Machine
from support.product import Product, Supervisor, accepts
from support.governed import Agent, status, supervise
from support.strace import Strace, needs_strace
from support.waiting import eventually

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 30)
AGENTS = ["a1", "a2", "a3"]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal"
    path.touch()
    return path


def started(product: Product, text: str, agents: list[str] = AGENTS) -> Supervisor:
    product.policy.write_text(text)
    make_tokens(product, agents)
    return product.supervise()


def status(product: Product) -> dict:
    return json.loads(product.run("status", "--json", check=True).stdout)


def pending(product: Product) -> dict | None:
    return json.loads(product.run("policy", "pending", "--json", check=True).stdout).get("pending")


# In a reload


def told(product: Product, agent: str, n: str) -> str:
    """`done`, or the kind of refusal, of a call of `read`."""
    with connected(product, agent) as client:
        return kind_of(client.ask("tools/call", call("read", n)))


def make_durable(product: Product) -> None:
    """An operator's act is durable when it is answered, and with it all that came before."""
    product.run("pause", "a3", "--reason", "test", check=True)
    product.run("resume", "a3", check=True)


@needs_strace
def test_a_policy_that_judged_a_call_is_kept(product, journal, tmp_path):
    """Killed while the entry of the stricter policy waits for the disk, which takes two seconds for a
    sync: what an agent was denied by it must not be freer after the next start without a person."""
    free = policy(AGENTS, journal_command(journal))
    strict = free.replace("j/read: { tier: low }", "j/read: { tier: low, deny: always }")
    started(product, free).stop()
    product.policy.write_text(strict)
    supervisor = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
         "inject=fdatasync:delay_enter=2000000", *product.command("supervise")],
        env=product.environment(), stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        eventually(lambda: accepts(product.agent_socket))
        outcome = told(product, "a1", "strict")
    finally:
        os.killpg(supervisor.pid, signal.SIGKILL)
        supervisor.wait()
    # Killed in the middle of a sync it ends a moment later, all threads of it, and holds its socket and
    # its lock until then.
    eventually(lambda: not accepts(product.agent_socket))
    assert outcome == "denied"
    product.policy.write_text(free)
    product.supervise()
    assert told(product, "a1", "after") == "denied" and pending(product) is not None


def test_killed_in_a_reload(product, journal):
    """At random moments of it: the start after it has the one policy or the other, whole; the stricter
    as soon as it is started on its file, and the freer never without a person."""
    free = policy(AGENTS, journal_command(journal))
    strict = free.replace("j/read: { tier: low }", "j/read: { tier: low, deny: always }")
    # What the trail must hold of a policy is many lines: not one write.
    many = "".join(f"  j/other{number}: {{ tier: low }}\n" for number in range(300))
    free, strict = (text.replace("  j/wipe:", many + "  j/wipe:") for text in (free, strict))
    started(product, free)
    assert told(product, "a1", "first") == "done"
    chance = random.Random(SEED)
    seen: Counter = Counter()
    for number in range(8):
        is_stricter = number % 2 == 0
        control = Control(product.control_socket)
        product.policy.write_text(strict if is_stricter else free)
        control.start("policy-reload")
        time.sleep(chance.uniform(0, 0.3))  # The random moment itself: nothing is waited for.
        product.supervisors[-1].kill()
        control.close()
        assert product.run("audit", "verify").returncode == 0, f"seed {SEED}, round {number}"
        product.supervise()
        waits = pending(product)
        outcome = told(product, "a1", f"{number}")
        seen[("stricter" if is_stricter else "freer", outcome, waits is not None)] += 1
        # The stricter is in force at once; the freer waits, and the stricter stays in force.
        assert outcome == "denied", f"seed {SEED}, round {number}: {outcome}"
        assert (waits is None) is is_stricter, f"seed {SEED}, round {number}: {waits}"
        make_durable(product)
        if waits:
            product.run("policy", "apply", "--digest", waits["digest"], check=True)
            assert told(product, "a1", f"{number} freed") == "done"
    print(f"seed {SEED}: {dict(seen)}")


def test_a_file_with_a_fault_brings_no_supervisor_up_and_frees_nothing(product, journal):
    """Killed while its file is half written: the start names the fault; mended, it goes on."""
    text = policy(AGENTS, journal_command(journal))
    supervisor = started(product, text)
    assert told(product, "a1", "first") == "done"
    # Within braces: a file cut between two lines may be a policy, and then a stricter one.
    product.policy.write_text(text[: text.index("per-agent")])
    assert product.run("policy", "reload").returncode != 0
    assert told(product, "a1", "second") == "done"
    supervisor.kill()
    with pytest.raises(AssertionError, match=r"policy.yaml:\d+:\d+: "):
        product.supervise()
    product.policy.write_text(text)
    product.supervise()
    assert told(product, "a1", "third") == "done" and pending(product) is None


# In the making of a token

# The system calls by which `agent add` changes files; it is killed as it enters the first and the
# second of each.
STEPS = [(name, time_) for name in ("fchmod", "write", "fsync", "rename") for time_ in (1, 2)]


def is_proven(product: Product, agent: str, token: str) -> bool:
    """Whether the supervisor takes this token."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(product.agent_socket))
        connection.sendall(json.dumps({
            "version": "pullcord-agent/1", "agent": agent, "token": token}).encode() + b"\n")
        return connection.recv(1) == b"+"


@needs_strace
def test_killed_in_the_making_of_a_token(product, journal, tmp_path):
    """At each step: no token is taken but a whole one that was made, nobody else can read what is left,
    and adding the agent again mends it."""
    started(product, policy(AGENTS, journal_command(journal)))
    token = tmp_path / "tokens" / "a1.token"
    token.parent.mkdir(mode=0o700)
    words = ["agent", "add", "a1", "--token-file", str(token)]
    product.run(*words, check=True)
    outcomes = []
    for name, count in STEPS:
        old = token.read_text().strip()
        assert is_proven(product, "a1", old)
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", f"trace={name}", "-e",
             f"inject={name}:signal=SIGKILL:when={count}", *product.command(*words)],
            env=product.environment(), capture_output=True, timeout=60)
        assert done.returncode in (-9, 137), f"{name} {count}: it was not killed: {done}"
        left = token.read_text().strip()
        assert len(left) == len(old), f"{name} {count}: a part of a token"
        outcomes.append((name, count, left == old, is_proven(product, "a1", old),
                         is_proven(product, "a1", left)))
        # The old one is taken until the new one is: its hash changes in one step, and last.
        assert is_proven(product, "a1", old)
        for path in [*token.parent.iterdir(), *(product.folder / "keys").iterdir()]:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
            # What was made and never finished proves nobody.
            if ".new-" in path.name and path.parent == token.parent and path.read_text().strip():
                assert not is_proven(product, "a1", path.read_text().strip()), path
        assert not is_proven(product, "a1", "") and not is_proven(product, "a1", left[:-1])
        product.run(*words, check=True)
        assert is_proven(product, "a1", token.read_text().strip())
        assert not is_proven(product, "a1", old)
        # And what was left is gone.
        for folder in (token.parent, product.folder / "keys"):
            assert not [path for path in folder.iterdir() if ".new-" in path.name]
    print("\n".join(f"{name} {count}: old file {kept}, old taken {old}, left taken {new}"
                    for name, count, kept, old, new in outcomes))


def test_the_supervisor_killed_while_a_token_is_added(product, journal, tmp_path):
    """The command ends and says so; the next start takes the new token and no other."""
    started(product, policy(AGENTS, journal_command(journal)))
    token = tmp_path / "a1.token"
    words = ["agent", "add", "a1", "--token-file", str(token)]
    product.run(*words, check=True)
    chance = random.Random(SEED)
    for _ in range(4):
        old = token.read_text().strip()
        adding = subprocess.Popen(product.command(*words), env=product.environment(),
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0, 0.08))  # The random moment itself: nothing is waited for.
        product.supervisors[-1].kill()
        said, errors = adding.communicate(timeout=60)
        new = token.read_text().strip()
        assert new != old and (adding.returncode == 0 or errors), (adding.returncode, errors)
        assert product.run("audit", "verify").returncode == 0
        product.supervise()
        assert is_proven(product, "a1", new) and not is_proven(product, "a1", old)


# A second supervisor


def refused(product: Product, *, data: Path, run: Path) -> str:
    """What a supervisor that must not start says."""
    done = product.run("supervise", "--data", str(data), "--run", str(run))
    assert done.returncode == 1, done
    return done.stderr.decode()


def test_a_second_supervisor_on_the_same_data_or_sockets_does_not_start(product, journal, tmp_path):
    """And takes nothing from the first: neither sockets nor calls."""
    first = started(product, policy(AGENTS, journal_command(journal)))
    client = connected(product, "a1")
    assert kind_of(client.ask("tools/call", call("read", "1"))) == "done"
    other = Path(tempfile.mkdtemp(prefix="pc-"))
    try:
        said = refused(product, data=product.data, run=product.run_folder)
        assert "another supervisor is running" in said and str(first.process.pid) in said
        said = refused(product, data=product.data, run=other)
        assert "another supervisor is running" in said
        said = refused(product, data=tmp_path / "other", run=product.run_folder)
        print(said)
        assert kind_of(client.ask("tools/call", call("read", "2"))) == "done"
        assert told(product, "a2", "3") == "done"
        assert status(product)["host"]["label"] == "crash-test"
        client.stop()
        # The lock goes with its holder, however it ends.
        first.kill()
        assert product.run("audit", "verify").returncode == 0
        product.supervise()
        assert told(product, "a1", "4") == "done"
    finally:
        subprocess.run(["rm", "-r", str(other)], check=True)


# Many calls under way

EACH = 100


def test_a_start_with_more_calls_under_way_than_one_entry_names(product, journal):
    """Each is told once, as unknown: some by the entry of the start, the others by entries of their
    own; none is sent again, and what they took of a limit stays taken."""
    supervisor = started(product, policy(
        AGENTS, journal_command(journal, "--hold", "--no-sync"), limit=f"{EACH * len(AGENTS)}/h"))
    for agent in AGENTS:
        product.run("grant", agent, "j/write", "within-caps", "--reason", "test", check=True)
    clients = [connected(product, agent) for agent in AGENTS]
    for agent, client in zip(AGENTS, clients):
        for number in range(EACH):
            client.request("tools/call", call("write", f"{agent}-{number}"))
    under_way = EACH * len(AGENTS)
    eventually(lambda: journal.read_bytes().count(b'"n"') == under_way)
    supervisor.kill()
    for client in clients:
        client.stop()
    eventually(lambda: not processes_with(str(journal)))
    for number in range(2):
        product.supervise()
        follower = Follower()
        control = Control(product.control_socket, follower.told)
        control.ask("subscribe", **{"from": "0"})
        follower.wait_through(int(control.ask("status")["trail"]["size"]) - 1)
        starts = [entry["data"]["orphans"] for entry in follower.of("supervisor.started")]
        unknown = [entry["call"] for entry in follower.of("call.finished")
                   if entry["data"]["outcome"] == "unknown"]
        named = [str(orphan["call"]) for orphan in starts[1]]
        assert len(named) == 150 and not any(starts[:1] + starts[2:])
        assert len(set(named) | set(unknown)) == len(named) + len(unknown) == under_way
        assert int(control.ask("status")["inFlight"]) == 0
        assert product.run("audit", "verify").returncode == 0
        with connected(product, "a1") as client:
            answer = client.ask("tools/call", call("write", f"late-{number}"))
            assert kind_of(answer) == "over_limit", answer
        control.close()
        product.supervisors[-1].kill()
    assert journal.read_bytes().count(b'"n"') == under_way, "a call was sent again"


def test_a_preloaded_library_that_moves_the_environment(product, journal, tmp_path):
    """As libfaketime does. The words of the command line are found all the same: without them the
    command would print its help, and say that all went well."""
    product.machine = Machine(tmp_path).environment
    started(product, policy(AGENTS, journal_command(journal)))
    assert told(product, "a1", "1") == "done"
    for command in (["policy", "check"], ["--version"], ["status", "", "--no\udcffsuch"], [""], []):
        done = subprocess.run(
            product.command(*command), capture_output=True, timeout=60,
            env=product.environment() | {"LD_PRELOAD": product.machine["LD_PRELOAD"]})
        plain = product.run(*command)
        assert (done.returncode, done.stdout, done.stderr) == (
            plain.returncode, plain.stdout, plain.stderr), command


# The head beside the trail


@needs_strace
def test_the_head_beside_the_trail_is_whole_after_a_power_cut(product, server, tmp_path):
    """Its bytes are synced before it takes the place of the one before it."""
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    log = tmp_path / "strace"
    trace = Strace(supervisor.process.pid, log, trace="fsync,fdatasync,rename,renameat,renameat2")

    def lines() -> list[str]:
        text = re.sub(r"\\x([0-9a-f]{2})", lambda byte: chr(int(byte[1], 16)), log.read_text())
        return [line for line in text.splitlines() if "head.new" in line]

    def is_kept() -> bool:
        """Once a second at most, with an entry."""
        product.run("freeze", "--reason", "an entry", check=True)
        product.run("freeze", "--off", check=True)
        return any("rename" in line for line in lines())

    eventually(is_kept)
    trace.stop()
    seen = ["rename" if "rename" in line else "sync" for line in lines()]
    assert seen[:2] == ["sync", "rename"], seen


@pytest.mark.parametrize("left", [b"", bytes(512)], ids=["empty", "zeros"])
def test_an_empty_head_is_said_with_its_way_out(product, server, left):
    supervise(product, [Agent("bot", server("legacy"))]).stop()
    (product.data / "head").write_bytes(left)
    for word in ("the first start", "the next"):
        with pytest.raises(AssertionError) as refused:
            product.supervise()
        assert f"rm {product.data / 'head'}" in str(refused.value), word
    assert product.run("audit", "verify").returncode == 0
    subprocess.run(["rm", str(product.data / "head")], check=True)
    # The way out is taken with open eyes: what could not be compared is said, once.
    supervisor = product.supervise()
    missing = f"THE HEAD KEPT IN {product.data / 'head'} IS MISSING"
    assert missing in supervisor.stderr()
    # It stays to be seen for as long as nothing was compared.
    product.run("freeze", "--reason", "an entry", check=True)
    state, = [state for state in status(product)["host"]["states"] if state["kind"] == "degraded"]
    assert any(reason.startswith(missing) for reason in state["reasons"])
    assert b"DEGRADED" in product.run("status", check=True).stdout
    supervisor.stop()
    assert (product.data / "head").read_bytes()
    supervisor = product.supervise()
    assert "IS MISSING" not in supervisor.stderr()
    assert not any(state["kind"] == "degraded" for state in status(product)["host"]["states"])
