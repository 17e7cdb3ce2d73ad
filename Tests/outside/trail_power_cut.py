"""Power cuts, replayed: what is left of a trail when the machine loses power at any moment.

`strace` writes down what the probe writes and syncs. For a random point of that record the files are
built again as a disk may hold them: what was synced is there; of the rest 40 % is lost and 20 % is torn
at 512 bytes. Then the trail is opened and compared with what had been acknowledged. The model knows no
lost names (the trail makes none while it runs) and no disk that lies about a sync.
"""
from __future__ import annotations

import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECTOR = 512
FILES = ("trail.db", "trail.db-wal")
CALLS = "openat,pwrite64,write,ftruncate,fdatasync,fsync,close,rename,unlink"


def probe() -> str | None:
    """The path of the built probe, newest first; None where there is none."""
    named = os.environ.get("TRAIL_PROBE")
    found = [pathlib.Path(named)] if named else list(ROOT.glob(".build*/*/trail-probe"))
    found = [path for path in found if path.is_file()]
    return str(max(found, key=lambda path: path.stat().st_mtime)) if found else None


def run(*words, timeout=200, check=True) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=timeout, check=check)


class Record:
    """The writes, syncs and acknowledgements of one run, in order."""

    def __init__(self, text: str, folder: pathlib.Path):
        self.folder = str(folder)
        self.operations: list[tuple] = []
        self.files: dict[str, str] = {}
        unfinished: dict[str, str] = {}
        for line in text.splitlines():
            thread, _, rest = line.partition(" ")
            rest = rest.strip()
            if rest.endswith("<unfinished ...>"):
                unfinished[thread] = rest[: -len("<unfinished ...>")].rstrip()
                continue
            resumed = re.match(r"<\.\.\. \w+ resumed>", rest)
            if resumed:
                rest = unfinished.pop(thread, "") + rest[resumed.end():]
            self.add(rest)

    def add(self, call: str) -> None:
        match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", call)
        if not match or int(match[3]) < 0:
            return
        name, words, result = match[1], match[2], int(match[3])
        if name == "openat":
            path = bytes_of(words).decode()
            self.files[str(result)] = path if path.startswith(self.folder + "/") else ""
            return
        number = words.split(",", 1)[0].strip()
        if name == "write" and number == "1":
            text = bytes_of(words).decode()
            if text.startswith("ack "):
                self.operations.append(("ack", int(text.split()[1])))
            return
        file = os.path.basename(self.files.get(number, ""))
        if file not in FILES:
            return
        if name == "pwrite64":
            offset = int(words.rsplit(",", 1)[1])
            data = bytes_of(words)
            assert len(data) == result, "strace cut a buffer short"
            self.operations.append(("write", file, offset, data))
        elif name == "ftruncate":
            self.operations.append(("truncate", file, int(words.rsplit(",", 1)[1])))
        elif name in ("fdatasync", "fsync"):
            self.operations.append(("sync", file))
        elif name == "write":
            raise AssertionError("SQLite wrote without a position")


def bytes_of(words: str) -> bytes:
    return bytes.fromhex("".join(re.findall(r"\\x([0-9a-f]{2})", words)))


def apply(image: bytearray, operation: tuple) -> None:
    if operation[0] == "truncate":
        size = operation[2]
        del image[size:]
        image.extend(bytes(size - len(image)))
        return
    _, _, offset, data = operation
    if len(image) < offset + len(data):
        image.extend(bytes(offset + len(data) - len(image)))
    image[offset: offset + len(data)] = data


def tear(operation: tuple, chance: random.Random) -> list[tuple]:
    """What of an operation that was not synced reached the disk."""
    luck = chance.random()
    if luck < 0.4:
        return []
    if luck < 0.6 and operation[0] == "write":
        _, file, offset, data = operation
        parts = []
        for start in range(0, len(data), SECTOR):
            if chance.random() < 0.5:
                parts.append(("write", file, offset + start, data[start: start + SECTOR]))
        return parts
    return [operation]


def files_after(record: Record, base: dict[str, bytes], cut: int, chance: random.Random):
    """The files as the disk may hold them after a power cut before operation `cut`."""
    images = {file: bytearray(base[file]) for file in FILES}
    waiting: dict[str, list] = {file: [] for file in FILES}
    for operation in record.operations[:cut]:
        if operation[0] == "ack":
            continue
        if operation[0] == "sync":
            for late in waiting[operation[1]]:
                apply(images[operation[1]], late)
            waiting[operation[1]] = []
        else:
            waiting[operation[1]].append(operation)
    for file in FILES:
        for late in waiting[file]:
            for part in tear(late, chance):
                apply(images[file], part)
    return images


def acknowledged(record: Record, cut: int) -> int:
    return max((op[1] for op in record.operations[:cut] if op[0] == "ack"), default=-1)


def entries_in(folder: pathlib.Path) -> tuple[str, int]:
    """What SQLite says of the database, and how many entries it holds."""
    database = sqlite3.connect(folder / "trail.db")
    try:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
        row = database.execute("SELECT max(first + count) FROM bundle").fetchone()
        return state, row[0] or 0
    finally:
        database.close()


class Outcome:
    def __init__(self):
        self.points = self.corrupt = self.lossy = self.worst = self.refused = 0

    def __str__(self):
        return (f"{self.points} points: {self.corrupt} corrupt, {self.lossy} lost acknowledged "
                f"entries (worst {self.worst}), {self.refused} refused by the product")


def replay(mode: str, folder: pathlib.Path, points: int, seed: int, *, opens_every: int) -> Outcome:
    """Runs the probe once under strace and cuts the power at `points` moments of it."""
    program = probe()
    trail = folder / mode
    run(program, "append", trail, "--calls", 3)
    base = {file: (trail / file).read_bytes() for file in FILES}
    key = pathlib.Path(f"{trail}.key").read_bytes()
    log = folder / f"{mode}.strace"
    run("strace", "-f", "-qq", "-xx", "-s", "200000", "-o", log, "-e", f"trace={CALLS}",
        program, mode, trail, "--calls", 120, "--acks", "yes", "--frames", 20)
    record = Record(log.read_text(), trail)
    log.unlink()
    assert acknowledged(record, len(record.operations)) > 0, "the record has no acknowledgement"
    chance = random.Random(seed)
    outcome = Outcome()
    for point in range(points):
        cut = chance.randrange(1, len(record.operations) + 1)
        place = folder / f"{mode}-cut"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        for file, image in files_after(record, base, cut, chance).items():
            (place / file).write_bytes(image)
        wanted = acknowledged(record, cut) + 1
        if opens_every and point % opens_every == 0:
            pathlib.Path(f"{place}.key").write_bytes(key)
            os.chmod(f"{place}.key", 0o600)
            pathlib.Path(f"{place}.head").unlink(missing_ok=True)
            opened = run(program, "open", place, check=False)
            outcome.refused += opened.returncode != 0
        state, count = entries_in(place)
        outcome.points += 1
        outcome.corrupt += state != "ok"
        lost = max(0, wanted - count)
        outcome.lossy += lost > 0
        outcome.worst = max(outcome.worst, lost)
    print(f"{mode}, seed {seed}: {outcome}")
    return outcome
