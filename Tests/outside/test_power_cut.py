"""The supervisor against power cuts: real calls and operators' acts under strace, the disk's files
rebuilt at random moments as `trail_power_cut` does, and what was acknowledged looked for in them.

    SEED=… POINTS=… pytest Tests/outside/test_power_cut.py
"""
from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import trail_power_cut as cut
from support.control import Control, Refused
from support.crowd import call, connected, journal_command, kind_of, make_tokens, policy
from support.product import Product, binary
from support.strace import needs_strace
from support.waiting import eventually

# So many answers and acts a run must have had, in at most so long, for its cuts to show anything.
ENOUGH, LOAD_SECONDS = 20, 120
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 30)
POINTS = int(os.environ.get("POINTS", "400"))
AGENTS = ["a1", "a2"]
FILES = ("trail/trail.db", "trail/trail.db-wal", "latch", "head")
TRACED = "pwrite64,write,writev,sendto,ftruncate,fdatasync,fsync,rename"


@dataclass
class Record:
    """What the supervisor wrote, synced and acknowledged, in order."""
    folder: Path
    operations: list[tuple] = field(default_factory=list)

    @staticmethod
    def read(log: Path, folder: Path) -> Record:
        record = Record(folder)
        unfinished: dict[str, str] = {}
        for line in log.read_text(errors="replace").splitlines():
            thread, _, rest = line.partition(" ")
            rest = rest.strip()
            if rest.endswith("<unfinished ...>"):
                unfinished[thread] = rest[: -len("<unfinished ...>")].rstrip()
                # An acknowledgement may be at its reader before the call has returned.
                record.acknowledge(unfinished[thread])
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>", rest)
            if resumed:
                rest = unfinished.pop(thread, "") + rest[resumed.end():]
            else:
                record.acknowledge(rest)
            record.add(rest)
        return record

    def acknowledge(self, text: str) -> None:
        """What leaves for an agent or an operator: answers of calls, acts that are done. Servers are
        traced too: their standard output is no acknowledgement."""
        match = re.match(r"(?:write|writev|sendto)\((\d+)<", text)
        if not match or match[1] == "1":
            return
        said = quoted(text)
        for n in re.findall(rb'"text":\s*"done ([^"]+)"', said):
            self.operations.append(("answer", n.decode()))
        for number in re.findall(rb'\{"reply":"(\d+)","kind":"(?:done|killed|settled)"', said):
            self.operations.append(("act", int(number)))

    def add(self, text: str) -> None:
        match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", text)
        if not match or int(match[3]) < 0:
            return
        name, words, result = match[1], match[2], int(match[3])
        if name == "rename":
            self.move(words)
            return
        held = re.match(r"\d+<((?:\\x[0-9a-f]{2})*)>", words)
        path = bytes.fromhex(held[1].replace("\\x", "")).decode(errors="replace") if held else ""
        file = path.removeprefix(f"{self.folder}/")
        if file != path and (file in FILES or file.startswith("head")):
            self.change(name, file, words, result)

    def change(self, name: str, file: str, words: str, result: int) -> None:
        if name == "pwrite64":
            data = quoted(words)
            assert len(data) == result, "strace cut a buffer short"
            self.operations.append(("write", file, int(words.rsplit(",", 1)[1]), data))
        elif name == "write":
            self.operations.append(("append", file, None, quoted(words)[:result]))
        elif name == "ftruncate":
            self.operations.append(("truncate", file, int(words.rsplit(",", 1)[1])))
        elif name in ("fdatasync", "fsync"):
            self.operations.append(("sync", file))

    def move(self, words: str) -> None:
        paths = [bytes.fromhex(part.replace("\\x", "")).decode()
                 for part in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', words)]
        names = [path.removeprefix(f"{self.folder}/") for path in paths]
        if len(names) == 2 and names[1] in FILES:
            self.operations.append(("rename", *names))


def quoted(text: str) -> bytes:
    """The bytes of the strings in a line of strace, without the paths of descriptors."""
    return bytes.fromhex("".join(re.findall(r'"((?:\\x[0-9a-f]{2})*)"', text)).replace("\\x", ""))


def files_after(record: Record, base: dict[str, bytes], at: int, chance: random.Random):
    """The files as the disk may hold them after a power cut before operation `at`."""
    images = {name: bytearray(data) for name, data in base.items()}
    waiting: dict[str, list] = {}
    for operation in record.operations[:at]:
        kind = operation[0]
        if kind in ("answer", "act"):
            continue
        if kind == "rename":
            # What is renamed was synced before; the model loses no names.
            images[operation[2]] = images.pop(operation[1], bytearray())
            waiting[operation[2]] = waiting.pop(operation[1], [])
        elif kind == "sync":
            image = images.setdefault(operation[1], bytearray())
            for late in waiting.pop(operation[1], []):
                cut.apply(image, late)
        elif kind == "append":
            held = len(images.get(operation[1], b""))
            held += sum(len(each[3]) for each in waiting.get(operation[1], []) if each[0] == "write")
            waiting.setdefault(operation[1], []).append(("write", operation[1], held, operation[3]))
        else:
            waiting.setdefault(operation[1], []).append(operation)
    for name, late in waiting.items():
        image = images.setdefault(name, bytearray())
        for operation in late:
            for part in cut.tear(operation, chance):
                cut.apply(image, part)
    return images


class Traced:
    """A supervisor under strace with agents that call and a person who acts."""

    def __init__(self, product: Product, folder: Path, audit: str) -> None:
        self.product = product
        self.journal = folder / "journal"
        self.journal.touch()
        self.log = folder / "strace"
        product.policy.write_text(policy(
            AGENTS, journal_command(self.journal, "--no-sync", "--echo"), audit=audit,
            limit="40/10s"))
        make_tokens(product, AGENTS)
        self.acts: dict[int, tuple[str, str]] = {}
        self.answered = 0

    def run(self, seconds: float) -> dict[str, bytes]:
        """The files as they were when the trace began."""
        product = self.product
        first = product.supervise()
        first.stop()
        base = {name: (product.data / name).read_bytes() if (product.data / name).exists() else b""
                for name in FILES}
        supervisor = subprocess.Popen(
            ["strace", "-f", "-y", "-qq", "-xx", "-s", "400000", "-o", str(self.log),
             "-e", f"trace={TRACED}", str(binary()), "supervise", "--policy", str(product.policy),
             "--data", str(product.data), "--run", str(product.run_folder)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=product.environment(), start_new_session=True)
        try:
            self.load(seconds)
        finally:
            os.killpg(supervisor.pid, signal.SIGKILL)
            supervisor.wait(timeout=60)
        return base

    def load(self, seconds: float) -> None:
        eventually(lambda: self.reached(), seconds=60)
        control = Control(self.product.control_socket)
        for agent in AGENTS:
            self.done(control, ("rung.granted", agent), "grant", agent=agent, tool="j/write",
                      rung="within-caps", reason="t")
        stopping = threading.Event()
        threads = [threading.Thread(target=self.agent, args=(agent, stopping)) for agent in AGENTS]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        number = 0
        # So long, and on a slow machine until there is enough to look at.
        while time.monotonic() < began + seconds or min(len(self.acts), self.answered) < ENOUGH:
            assert time.monotonic() < began + LOAD_SECONDS, (len(self.acts), self.answered)
            number += 1
            self.act(control, number)
        stopping.set()
        for thread in threads:
            thread.join(timeout=90)
        control.close()

    def reached(self) -> bool:
        try:
            Control(self.product.control_socket).close()
        except OSError:
            return False
        return True

    def done(self, control: Control, shows: tuple[str, str], verb: str, **fields: object) -> dict:
        """Does an act and waits for its answer; what its entry must be is kept by its number."""
        answer = control.start(verb, **fields)
        self.acts[control.number] = shows
        return control.finish(answer)

    def act(self, control: Control, number: int) -> None:
        """One act after the other."""
        everything, tool = {"kind": "all"}, {"kind": "tool", "name": "j/write"}
        verb, fields, shows = [
            ("pause", {"agent": "a2", "reason": "t"}, ("agent.paused", "t")),
            ("resume", {"agent": "a2"}, ("agent.resumed", "a2")),
            ("kill", {"scope": tool, "reason": "t"}, ("kill.engaged", "tool")),
            ("release", {"scope": tool, "reason": "t"}, ("kill.released", "tool")),
            ("freeze", {"reason": "t"}, ("writes.frozen", "true")),
            ("thaw", {}, ("writes.frozen", "false")),
            ("kill", {"scope": everything, "reason": "t"}, ("kill.engaged", "all")),
            ("release", {"scope": everything, "reason": "t"}, ("kill.released", "all")),
        ][(number - 1) % 8]
        for hold in control.holds():
            if hold["state"] == "open":
                try:
                    self.done(control, ("hold.approved", hold["code"]), "answer", answer={
                        "code": hold["code"], "digest": hold["digest"], "channel": "script",
                        "revision": hold["revision"], "decision": "approve"})
                except Refused:
                    del self.acts[control.number]  # it changed, or what was done stands in its way
        self.done(control, shows, verb, **fields)
        if verb == "release":
            for agent in control.ask("status")["agents"]:
                if agent.get("paused"):
                    self.done(control, ("agent.resumed", agent["name"]), "resume", agent=agent["name"])
        time.sleep(0.15)  # Some calls between the acts; nothing is waited for.

    def agent(self, name: str, stopping: threading.Event) -> None:
        chance = random.Random(f"{SEED}{name}")
        count = 0
        while not stopping.is_set():
            try:
                with connected(self.product, name) as client:
                    while not stopping.is_set():
                        count += 1
                        tool = chance.choice(["read", "write", "write", "wipe"])
                        asked = client.request("tools/call", call(tool, f"{name}-{count}-{tool}"))
                        if tool != "wipe":  # which waits for a person, while the others go on
                            self.answered += kind_of(client.answer(asked)) == "done"
            except (KeyError, AssertionError, OSError):
                time.sleep(0.1)  # A kill closed the way to the server: try again.


def entries_of(database: sqlite3.Connection) -> list[dict]:
    found = []
    for _, count, bundle in database.execute("SELECT first, count, entries FROM bundle ORDER BY first"):
        offset = 0
        for _ in range(count):
            length = int.from_bytes(bundle[offset: offset + 2], "big")
            found.append(json.loads(bundle[offset + 2: offset + 2 + length]))
            offset += 2 + length
    return found


def results_of(database: sqlite3.Connection) -> dict[str, int]:
    """The number of each call whose result is there, with the entry that the result belongs to."""
    found = {}
    for first, pack in database.execute("SELECT id, pack FROM payload"):
        offset = 0
        while offset < len(pack):
            number = int.from_bytes(pack[offset: offset + 4], "big") & 0x3fffffff
            length = int.from_bytes(pack[offset + 4: offset + 8], "big")
            text = pack[offset + 40: offset + 40 + length]
            if match := re.search(rb'"text": ?"done ([^"]+)"', text):
                found[match[1].decode()] = (first + number) >> 4
            offset += 40 + length
    return found


def shown_by(entry: dict) -> tuple[str, str] | None:
    kind, data = entry["type"], entry["data"]
    match kind:
        case "agent.paused": return (kind, data["pause"]["reason"])
        case "agent.resumed" | "rung.granted": return (kind, data["agent"])
        case "kill.engaged": return (kind, data["kill"]["scope"].split(":")[0].split(" ")[0])
        case "kill.released": return (kind, data["scope"].split(":")[0].split(" ")[0])
        case "writes.frozen": return (kind, str(data["isFrozen"]).lower())
        case "hold.approved": return (kind, data["code"])
    return None


def is_latched(folder: Path) -> bool:
    """Engaged, or not to be read."""
    data = (folder / "latch").read_bytes()
    return len(data) != 65_536 or data[32:33] != b"R"


def losses(place: Path, record: Record, at: int, acts: dict[int, tuple], strict: bool) -> list[str]:
    """What was acknowledged before the cut and is not in the files."""
    database = sqlite3.connect(place / "trail" / "trail.db")
    try:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            return [f"corrupt: {state}"]
        entries, results = entries_of(database), results_of(database)
    except sqlite3.DatabaseError as error:
        return [f"corrupt: {error}"]
    finally:
        database.close()
    lost = []
    wanted: Counter = Counter()
    for operation in record.operations[:at]:
        if operation[0] == "answer":
            n = operation[1]
            if n.endswith("read") and not strict:
                continue
            sequence = results.get(n)
            if sequence is None or entries[sequence]["type"] != "call.finished":
                lost.append(f"the answer of {n}")
        elif operation[0] == "act" and operation[1] in acts:
            wanted[acts[operation[1]]] += 1
    kept = Counter(filter(None, map(shown_by, entries)))
    if is_latched(place):
        kept[("kill.engaged", "all")] += 1
    return lost + [f"{count} of {act}, {kept[act]} kept" for act, count in wanted.items()
                   if kept[act] < count]


def starts(product: Product, place: Path) -> None:
    """The supervisor itself goes on from these files, and shows the state that they hold."""
    data = product.data
    product.data.rename(f"{data}.aside")
    shutil.copytree(place, data)
    try:
        supervisor = product.supervise()
        control = Control(product.control_socket)
        kills = {kill["scope"]["kind"] for kill in control.ask("status")["kills"]}
        control.close()
        supervisor.kill()
        engaged = set()
        database = sqlite3.connect(place / "trail" / "trail.db")
        for entry in entries_of(database):
            shown = shown_by(entry)
            if shown and shown[0] == "kill.engaged":
                engaged.add(shown[1])
            elif shown and shown[0] == "kill.released":
                engaged.discard(shown[1])
        database.close()
        assert kills == engaged | ({"all"} if is_latched(place) else set())
    finally:
        shutil.rmtree(data)
        Path(f"{data}.aside").rename(data)


def replay(product: Product, tmp_path: Path, audit: str, points: int, *, seconds: float,
           starts_every: int, weaken: bool = False) -> dict[str, int]:
    """Cuts the power at so many moments of one run."""
    traced = Traced(product, tmp_path, audit)
    base = traced.run(seconds)
    record = Record.read(traced.log, product.data)
    traced.log.unlink()
    if weaken:
        # A supervisor that does not sync its log: what the replay must see.
        record.operations = [each for each in record.operations
                             if each != ("sync", "trail/trail.db-wal")]
    acknowledged = Counter(each[0] for each in record.operations)
    assert min(acknowledged["answer"], acknowledged["act"]) >= ENOUGH, acknowledged
    chance = random.Random(SEED)
    outcome = Counter()
    for point in range(points):
        at = chance.randrange(1, len(record.operations) + 1)
        place = tmp_path / "cut"
        shutil.rmtree(place, ignore_errors=True)
        (place / "trail").mkdir(parents=True, mode=0o700)
        place.chmod(0o700)
        shutil.copytree(product.data / "keys", place / "keys")
        for name, image in files_after(record, base, at, chance).items():
            if name in FILES:
                (place / name).write_bytes(image)
                (place / name).chmod(0o600)
        lost = losses(place, record, at, traced.acts, audit == "strict")
        outcome["points"] += 1
        outcome["lossy"] += bool(lost)
        if lost and not weaken:
            print(f"seed {SEED}, cut {at}: {lost[:3]}")
        if not weaken:
            verified = subprocess.run(
                [str(binary()), "audit", "verify", "--data", str(place)], capture_output=True,
                env=product.environment(), timeout=60)
            outcome["unverified"] += verified.returncode != 0
            if verified.returncode:
                print(f"seed {SEED}, cut {at}: {verified.stdout!r} {verified.stderr!r}")
            if starts_every and point % starts_every == 0:
                starts(product, place)
                outcome["started"] += 1
    print(f"audit {audit}, seed {SEED}: {acknowledged['answer']} answers, {acknowledged['act']} acts, "
          f"{dict(outcome)}")
    return outcome


@needs_strace
@pytest.mark.parametrize("audit", ["normal", "strict"])
def test_a_power_cut_loses_nothing_acknowledged(product, tmp_path, audit):
    outcome = replay(product, tmp_path, audit, min(POINTS, 40), seconds=4, starts_every=20)
    assert (outcome["lossy"], outcome["unverified"]) == (0, 0), f"seed {SEED}: {outcome}"


@needs_strace
@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("audit", ["normal", "strict"])
def test_four_hundred_power_cuts_lose_nothing_acknowledged(product, tmp_path, audit):
    outcome = replay(product, tmp_path, audit, POINTS, seconds=15, starts_every=20)
    assert (outcome["lossy"], outcome["unverified"]) == (0, 0), f"seed {SEED}: {outcome}"


@needs_strace
def test_the_same_replay_sees_missing_syncs(product, tmp_path):
    outcome = replay(product, tmp_path, "normal", 40, seconds=4, starts_every=0, weaken=True)
    assert outcome["lossy"] > 10, f"seed {SEED}: the replay cannot see a missing sync: {outcome}"
