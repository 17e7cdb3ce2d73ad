"""`kill -9` of the supervisor at random moments, under load, again and again on the same data.

    SEED=… ROUNDS=… pytest Tests/outside/test_kill9.py
"""
from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from support.control import Control, Follower, Gone, Refused
from support.crowd import (
    call, connected, journal_command, kind_of, make_tokens, policy, processes_with)
from support.rawclient import NoAnswer
from support.waiting import eventually

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 30)
AGENTS = ["a1", "a2", "a3"]
# At most so many writes in so many seconds, all agents together.
LIMIT, WINDOW = 30, 10
TOOLS = ["read"] * 4 + ["write"] * 5 + ["wipe"]


class Load:
    """Agents that call and a script that approves, until the supervisor is gone."""

    def __init__(self, product, number: int, control: Control, answered: dict[str, str]) -> None:
        self.product, self.number, self.control = product, number, control
        self.answered = answered
        self.faults: list[str] = []
        self.stopping = threading.Event()
        self.threads = [
            threading.Thread(target=self.agent, args=(agent, SEED * 1000 + number * 10 + index))
            for index, agent in enumerate(AGENTS)]
        self.threads.append(threading.Thread(target=self.approver))
        for thread in self.threads:
            thread.start()

    def agent(self, name: str, seed: int) -> None:
        """Calls four at a time; what is answered as done is noted when the answer is here."""
        chance = random.Random(seed)
        try:
            client = connected(self.product, name)
        except (NoAnswer, OSError, KeyError):
            return
        with client:
            try:
                asked: dict[int, str] = {}
                waits: set[int] = set()
                count = 0
                while True:
                    while len(asked) - len(waits) < 4:
                        count += 1
                        tool = chance.choice(TOOLS)
                        n = f"{name}-{self.number}-{count}-{tool}"
                        request = client.request("tools/call", call(tool, n))
                        asked[request] = n
                        if tool == "wipe":
                            waits.add(request)
                    message = client.message()
                    if "result" not in message or message.get("id") not in asked:
                        continue
                    n = asked.pop(message["id"])
                    waits.discard(message["id"])
                    text = message["result"]["content"][0]["text"]
                    self.answered[n] = "done" if text == "done" else "refused"
            except (NoAnswer, OSError):
                return  # the supervisor is dead, and the shim with it

    def approver(self) -> None:
        try:
            while not self.stopping.wait(0.1):
                for hold in self.control.holds():
                    if hold["state"] == "open":
                        try:
                            self.control.approve(hold)
                        except Refused:
                            pass  # it changed since it was listed: the next look shows it anew
        except Gone:
            return

    def end(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=90)
            assert not thread.is_alive(), "an agent still waits though its supervisor is dead"


class Switches:
    """What operators did and were told is done, and how the status shows it."""

    ACTS = {
        "pause": ("pause", {"agent": "a2", "reason": "test"}),
        "freeze": ("freeze", {"reason": "test"}),
        "kill-tool": ("kill", {"scope": {"kind": "tool", "name": "j/write"}, "reason": "test"}),
        "kill-all": ("kill", {"scope": {"kind": "all"}, "reason": "test"}),
        "grant": ("grant", {"agent": "a3", "tool": "j/write", "rung": "within-caps", "reason": "t"}),
        "none": None,
    }

    @staticmethod
    def shown(control: Control) -> set[str]:
        status = control.ask("status")
        agents = {agent["name"]: agent for agent in status["agents"]}
        shown = {f"kill-{kill['scope']['kind']}" for kill in status["kills"]}
        if status.get("frozen"):
            shown.add("freeze")
        if agents["a2"].get("paused"):
            shown.add("pause")
        for rung in agents["a3"]["rungs"]:
            if rung["tool"] == "j/write" and rung["rung"] == "within-caps":
                shown.add("grant")
        return shown

    @staticmethod
    def undo(control: Control, shown: set[str]) -> None:
        if "freeze" in shown:
            control.ask("thaw")
        for scope in ({"kind": "all"}, {"kind": "tool", "name": "j/write"}):
            if f"kill-{scope['kind']}" in shown:
                control.ask("release", scope=scope, reason="the test goes on")
        for agent in control.ask("status")["agents"]:
            if agent.get("paused"):
                control.ask("resume", agent=agent["name"])


def one_round(product, number: int, chance: random.Random, follower: Follower, state: dict) -> None:
    """One life of the supervisor, from its start to `kill -9`."""
    supervisor = product.supervise()
    control = Control(product.control_socket, follower.told)
    first = max(follower.entries, default=-1) + 1
    # Everything that an earlier life told is told again and must be the same.
    control.ask("subscribe", **{"from": str(state["checked"])})
    shown = Switches.shown(control)
    assert state["acts"] <= shown, f"lost: {state['acts'] - shown}"
    assert shown <= state["acts"] | state["asked"], f"nobody did {shown}"
    Switches.undo(control, shown)
    state["acts"] = shown & {"grant"}
    state["asked"] = set()
    state["checked"] = first
    for agent in AGENTS[:2]:
        control.ask("grant", agent=agent, tool="j/write", rung="within-caps", reason="test")

    load = Load(product, number, control, state["answered"])
    eventually(lambda: len(state["journal"].read_bytes()) > state["written"])
    time.sleep(chance.uniform(0.05, 1.5))  # The random moment itself: nothing is waited for.
    act = chance.choice(list(Switches.ACTS))
    if Switches.ACTS[act]:
        verb, fields = Switches.ACTS[act]
        state["asked"].add(act)
        answer = control.start(verb, **fields)
        if chance.random() < 0.7:
            control.finish(answer)
            state["acts"].add(act)
        time.sleep(chance.uniform(0, 0.2))
    supervisor.kill()
    load.end()
    control.close()
    eventually(lambda: not processes_with(str(state["journal"])))
    state["written"] = len(state["journal"].read_bytes())
    verified = product.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    state["killed"] += 1


def journal_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines() if "n" in json.loads(line)]


def arguments_of_calls(control: Control, entries: list[dict]) -> dict[str, str]:
    """The call of each number that an agent gave, from the payloads in the trail."""
    found = {}
    for entry in entries:
        for of_call in control.ask("call", call=entry["call"])["entries"]:
            for payload in of_call["payloads"]:
                if payload["kind"] == "arguments":
                    found.setdefault(json.loads(payload["text"])["n"], []).append(entry["call"])
    return found


def most_in_window(moments: list[int], window: int) -> int:
    """The most moments within any half-open window, by counting each one."""
    moments, most, start = sorted(moments), 0, 0
    for index, moment in enumerate(moments):
        while moments[start] <= moment - window:
            start += 1
        most = max(most, index - start + 1)
    return most


def check_journal(journal: list[dict], admitted: dict, answered: dict) -> None:
    sent = Counter(line["n"] for line in journal)
    assert not {n: c for n, c in sent.items() if c > 1}, "calls were sent twice"
    for n in sent:
        if not n.endswith("read"):
            assert n in admitted, f"{n} was sent before its admission was durable"
    for n, outcome in answered.items():
        if outcome == "done":
            assert n in sent, f"{n} was answered and never sent"


def check_outcomes(follower: Follower, calls: dict[str, list], answered: dict[str, str]) -> None:
    """What an agent was told above low tier is in the trail."""
    finished = {entry["call"]: entry["data"]["outcome"] for entry in follower.of("call.finished")}
    for n, outcome in answered.items():
        if outcome == "done" and not n.endswith("read"):
            told = [finished.get(number) for number in calls.get(n, [])]
            assert "succeeded" in told, f"{n} was answered, the trail says {told}"


def check_orphans(follower: Follower) -> int:
    """Each call that was under way at a crash is told by the next start, and by no later one."""
    under_way: set[str] = set()
    told: Counter = Counter()
    for _, entry in sorted(follower.entries.items()):
        kind, data = entry["kind"], entry["data"]
        if kind == "call.admitted":
            under_way.add(entry["call"])
        elif kind in ("call.finished", "call.withdrawn"):
            under_way.discard(entry["call"])
        elif kind == "supervisor.started":
            orphans = [str(orphan["call"]) for orphan in data["orphans"]]
            assert set(orphans) == under_way, "the start tells other calls than were under way"
            told.update(orphans)
            under_way.clear()
    assert all(count == 1 for count in told.values()), "an orphan was told twice"
    return len(told)


def moment_of(data: dict) -> int | None:
    for part in (data, data.get("kill", {}), data.get("pause", {}), data.get("act", {})):
        if isinstance(part, dict) and "at" in part:
            return int(part["at"])
    return None


def check_time(follower: Follower) -> None:
    last = 0
    for number, entry in sorted(follower.entries.items()):
        at = moment_of(entry["data"])
        assert at is None or at >= last, f"governed time went back at entry {number}"
        last = at or last


def check_starts(follower: Follower) -> None:
    """Over a restart within one boot governed time runs as fast as the boot clock: were it ahead by
    what each start takes, limits would refill with every restart."""
    starts = [entry["data"] for _, entry in sorted(follower.entries.items())
              if entry["kind"] == "supervisor.started"]
    for earlier, later in zip(starts, starts[1:]):
        passed = int(later["clock"]["bootNanoseconds"]) - int(earlier["clock"]["bootNanoseconds"])
        counted = int(later["at"]) - int(earlier["at"])
        assert counted == passed, f"a restart counted {counted} ns where {passed} ns had passed"


def admissions(follower: Follower) -> dict[str, int]:
    """When each write was admitted that may have reached the server, by call, on CLOCK_BOOTTIME.

    Governed time is that clock plus a constant within one life, which each start's entry tells."""
    undone = {entry["call"] for entry in follower.of("call.withdrawn")} | {
        entry["call"] for entry in follower.of("call.finished")
        if entry["data"]["outcome"] == "never-sent"}
    found, ahead = {}, 0
    for entry in follower.of("supervisor.started", "call.admitted"):
        data = entry["data"]
        if entry["kind"] == "supervisor.started":
            ahead = int(data["at"]) - int(data["clock"]["bootNanoseconds"])
        elif data["judgement"]["action"].get("tool") == "j/write" and entry["call"] not in undone:
            found[entry["call"]] = int(data["at"]) - ahead
    return found


def check_limits(follower: Follower, journal: list[dict], calls: dict[str, list]) -> str:
    """No window holds more writes than the limit, as the trail admitted them; and the server's own
    clock agrees with the trail: each write came after its admission, and no window holds more arrivals
    than the limit once it is shorter by the longest that any call was under way."""
    admitted = admissions(follower)
    window = WINDOW * 1_000_000_000
    by_trail = most_in_window(list(admitted.values()), window)
    assert by_trail <= LIMIT, f"{by_trail} writes were admitted within {WINDOW} s"
    arrived = {line["n"]: line["at"] for line in journal if line["tool"] == "write"}
    under_way = []
    for n, moment in arrived.items():
        counted = [admitted[call] for call in calls[n] if call in admitted]
        assert len(counted) == 1, f"{n} arrived and was counted {len(counted)} times"
        under_way.append(moment - counted[0])
    assert min(under_way) >= 0, f"a write arrived {-min(under_way)} ns before it was admitted"
    narrowed = window - max(under_way)
    by_server = most_in_window(list(arrived.values()), narrowed) if narrowed > 0 else 0
    assert by_server <= LIMIT, f"{by_server} writes arrived within {narrowed / 1e9:.1f} s"
    return (f"at most {by_trail} of {LIMIT} admitted in {WINDOW} s, {by_server} received in "
            f"{narrowed / 1e9:.1f} s")


def reach_the_limit(product, control: Control, state: dict) -> None:
    """More writes at once than any window may hold: how fast the machine is does not matter. Fewer
    than the limit may go, where writes that wait for a person hold a part of it."""
    Switches.undo(control, Switches.shown(control))
    control.ask("grant", agent="a1", tool="j/write", rung="within-caps", reason="test")
    with connected(product, "a1") as client:
        asked = {}
        for number in range(LIMIT + 5):
            n = f"a1-last-{number}-write"
            asked[client.request("tools/call", call("write", n))] = n
        told: Counter = Counter()
        while asked:  # refusals come before what the server does
            answer = client.message()
            if n := asked.pop(answer.get("id"), None):
                told[kind_of(answer)] += 1
                state["answered"][n] = "done" if kind_of(answer) == "done" else "refused"
    print(f"{LIMIT + 5} writes at once: {dict(told)}")
    assert set(told) <= {"done", "over_limit"} and told["over_limit"] >= 5, told


def kill_again_and_again(product, tmp_path: Path, rounds: int) -> None:
    print(f"seed {SEED}, {rounds} rounds")
    journal = tmp_path / "journal"
    journal.touch()
    product.policy.write_text(
        policy(AGENTS, journal_command(journal), limit=f"{LIMIT}/{WINDOW}s"))
    make_tokens(product, AGENTS)
    follower = Follower()
    state = {
        "acts": set(), "asked": set(), "answered": {}, "checked": 0, "journal": journal,
        "written": 0, "killed": 0}
    chance = random.Random(SEED)
    for number in range(rounds):
        one_round(product, number, chance, follower, state)
    product.supervise()
    whole = Follower()
    control = Control(product.control_socket, whole.told)
    reach_the_limit(product, control, state)
    control.ask("subscribe", **{"from": "0"})
    size = int(control.ask("status")["trail"]["size"])
    whole.wait_through(size - 1)
    for number, entry in follower.entries.items():
        assert whole.entries[number]["raw"] == entry["raw"], f"entry {number} changed"
    assert follower.changed == 0, f"{follower.changed} entries were told in two ways"
    lines = journal_of(journal)
    calls = arguments_of_calls(control, whole.of("call.admitted"))
    check_journal(lines, calls, state["answered"])
    check_outcomes(whole, calls, state["answered"])
    orphans = check_orphans(whole)
    check_time(whole)
    check_starts(whole)
    limits = check_limits(whole, lines, calls)
    control.close()
    told = Counter(state["answered"].values())
    print(f"seed {SEED}: {state['killed']} kills, {len(whole.entries)} entries, {len(lines)} calls "
          f"received, {told['done']} done and {told['refused']} refused answers, {orphans} orphans, "
          f"{limits}")


def test_kill_at_random_moments(product, tmp_path):
    kill_again_and_again(product, tmp_path, int(os.environ.get("ROUNDS", "5")))


@pytest.mark.long
@pytest.mark.timeout(900)
def test_kill_thirty_times(product, tmp_path):
    kill_again_and_again(product, tmp_path, 30)
