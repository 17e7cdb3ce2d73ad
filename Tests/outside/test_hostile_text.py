"""Every hostile text as tool name, argument, key, result, error and reason, through the commands: only
characters that may be drawn are printed, and what is harmless is printed as it is."""
from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from support.drawable import CASES, PLAIN, fits, forbidden
from support.governed import Agent, supervise
from support.house import House, shared
from support.product import Supervisor
from support.waiting import eventually

HERE = Path(__file__).parent
# One call, one card and one reason hold several texts: a command for each would take minutes.
BATCH = 48


def batches() -> list[list[bytes]]:
    texts = list(dict.fromkeys(text for text in CASES.values() if fits(text) and len(text) < 4_000))
    long = [[text] for text in CASES.values() if fits(text) and len(text) >= 4_000]
    return [texts[i:i + BATCH] for i in range(0, len(texts), BATCH)] + long


def test_the_check_finds_what_is_forbidden():
    """Printed raw, all that is hostile is found, but for what only looks like something else."""
    raw = {name for name, text in CASES.items() if forbidden(text)}
    for name in ("c0/nul", "csi/clear-screen", "osc/title", "utf8/every-byte", "newline/crlf"):
        assert name in raw or name not in CASES, name
    for kind in ("csi", "osc", "dcs", "apc", "bidi", "tags", "c1", "esc"):
        missed = [name for name in CASES if name.startswith(f"{kind}/") and name not in raw]
        honest = [name for name in missed if "honest" in name or "neighbour" in name]
        assert len(missed) - len(honest) <= 3, missed
    assert not raw & set(PLAIN)
    assert len(raw) > 200


class Echoes(House):
    """One supervisor whose agent has said every text, and what the commands print of it."""

    def start(self) -> Supervisor:
        self.printed: dict[str, bytes] = {}
        server = [sys.executable, str(HERE / "servers" / "hostile.py"), "echo"]
        supervisor = supervise(
            self.product, [Agent("bot", server, {"read": "low", "write": "high"})],
            top="holds: { per-agent: 100 }", granted=False)
        self.client = self.connect("bot")
        return supervisor

    def see(self, *arguments: str | bytes, status: set[int] = frozenset({0})) -> bytes:
        """Runs a command and keeps what it prints, on both streams."""
        done = self.product.run(*arguments)
        name = " ".join(os.fsdecode(word)[:40] for word in arguments)
        self.printed[name] = done.stdout + done.stderr
        assert done.returncode in status, (name, done.returncode, done.stderr[-500:])
        return done.stdout


house = shared(Echoes)


def raw_json(text: bytes) -> bytes:
    """A JSON string that holds the text with its own bytes: only what JSON forbids is escaped."""
    if fits(text):
        return json.dumps(text.decode(), ensure_ascii=False).encode()
    return b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'


def call(number: int, name: bytes, arguments: bytes) -> bytes:
    return (b'{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":%s,"arguments":%s,'
            b'"_meta":{"progressToken":%d}}}\n' % (number, name, arguments, number))


def members(texts: list[bytes]) -> bytes:
    """Arguments in which each text is a key and a value, and an element of a list."""
    keyed = b",".join(raw_json(text) + b":" + raw_json(text) for text in texts)
    listed = b",".join(raw_json(text) for text in texts)
    return b'{"text":%s,"all":[%s],"keys":{%s}}' % (raw_json(texts[0]), listed, keyed)


def holds(house: Echoes) -> list[dict]:
    return json.loads(house.product.run("holds", "--json", check=True).stdout)["holds"]


def check(house: Echoes, printed: bytes, what: str) -> None:
    assert forbidden(printed) == [], f"{what}: {forbidden(printed)}"


def test_as_names_of_tools(house):
    """No text is the name of a tool that was granted; the refusal is recorded under the name."""
    for number, text in enumerate(CASES.values(), 10_000):
        house.client.send_bytes(call(number, raw_json(text), b"{}"))
        if fits(text):
            assert house.client.answer(number)
    assert house.client.ask("ping")["result"] == {}
    house.product.settle()
    tail = house.see("audit", "tail", "-n", "1000")
    assert tail.count(b"REFUSED") >= 340
    for name in PLAIN:
        assert CASES[name] in tail, name
    house.see("audit", "tail", "-n", "1000", "--json")
    for name, printed in house.printed.items():
        check(house, printed, name)


def test_as_arguments_results_and_logs(house):
    """A call that runs: arguments and result are in the trail, and are shown by `audit show`."""
    first = next_call(house)
    for number, texts in enumerate(batches(), 20_000):
        house.client.send_bytes(call(number, b'"read"', members(texts)))
        house.client.answer(number)
    shown = b""
    for number in range(first, next_call(house)):
        shown += house.see("audit", "show", str(number))
        house.see("audit", "show", str(number), "--json")
    for name in PLAIN:
        assert CASES[name] in shown, name
    for name, printed in house.printed.items():
        check(house, printed, name)


def next_call(house: Echoes) -> int:
    """The number that the next call gets."""
    house.product.settle()
    out = house.product.run("audit", "tail", "-n", "400", "--json", check=True).stdout
    return max((int(entry["call"]) for entry in map(json.loads, out.splitlines())
                if "call" in entry), default=0) + 1


def test_as_arguments_of_cards_and_as_reasons(house):
    """Held calls: the list, each card by command and at a terminal, and denials with each reason."""
    for number, texts in enumerate(batches(), 30_000):
        house.client.send_bytes(call(number, b'"write"', members(texts)))
    eventually(lambda: len(holds(house)) == len(batches()))
    house.see("holds")
    house.see("holds", "--json")
    cards = b""
    waiting = holds(house)
    for hold in waiting:
        cards += house.see("holds", hold["code"])
    for name in PLAIN:
        assert CASES[name] in cards, name
    house.printed["approve at a terminal"] = at_a_terminal(house, waiting[0]["code"])
    assert waiting[0]["code"].encode() in house.printed["approve at a terminal"]
    reasons = [text for text in CASES.values() if b"\0" not in text and 0 < len(text) < 900]
    packed = pack(reasons, 900)
    for hold, reason in zip(waiting, packed):
        # What is not UTF-8, or too much, is refused: then it is shown in the refusal.
        house.see("deny", hold["code"], b"x " + reason, status={0, 1, 2, 5})
    for reason in packed[len(waiting):]:
        house.see("pause", "bot", "--reason", reason, status={0, 1, 2})
        house.see("status")
        house.product.run("resume", "bot")
    house.see("audit", "tail", "-n", "200")
    house.see("holds")
    for name, printed in house.printed.items():
        check(house, printed, name)


def pack(texts: list[bytes], size: int) -> list[bytes]:
    """The texts in as few pieces as hold them, those that are not UTF-8 by themselves."""
    packed, piece = [], b""
    for text in texts:
        if not fits(text):
            packed.append(text)
        elif len(piece) + len(text) > size:
            packed.append(piece)
            piece = text
        else:
            piece += b" " + text
    return packed + [piece]


def at_a_terminal(house: Echoes, code: str) -> bytes:
    """What `approve` draws on a terminal before it asks; the answer is none."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        house.product.command("approve", code), stdin=follower, stdout=follower, stderr=follower,
        env=house.product.environment() | {"TERM": "xterm-256color"}, start_new_session=True)
    os.close(follower)
    drawn = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([leader], [], [], 0.2)
        if ready:
            try:
                chunk = os.read(leader, 65_536)
            except OSError:
                break
            drawn += chunk
            if b"read on, q to leave" in drawn[-300:]:
                os.write(leader, b"\n")
                drawn += b"\n"
            continue
        if b"type" in drawn[-400:]:
            os.write(leader, b"no\n")
    process.wait(60)
    os.close(leader)
    # The terminal itself puts a carriage return before each line end.
    return drawn.replace(b"\r\n", b"\n")


def test_as_names_of_agents_and_servers(house):
    """`connect` says on standard error who is not known; its standard output carries nothing."""
    for text in sample():
        for arguments in (["--agent", text], ["--agent", "bot", "--server", text]):
            done = house.product.run("connect", *arguments, "--run", str(house.product.run_folder))
            assert done.returncode != 0
            assert done.stdout == b""
            check(house, done.stderr, f"connect {arguments!r}")


def test_in_a_policy_file(house):
    """Each fault of a file says what it found; the file is checked, never used."""
    good = house.product.policy.read_text().encode()
    file = house.product.folder / "bad.yaml"
    for text in sample():
        for bad in (good + b'"' + text + b'": 1\n', b"host: { label: " + text + b" }\n" + good):
            file.write_bytes(bad)
            done = house.product.run("policy", "check", str(file))
            check(house, done.stdout + done.stderr, f"policy check with {text!r}")
            assert done.returncode != 0


def sample() -> list[bytes]:
    """Two texts of each class that a command line can hold."""
    chosen: dict[str, list[bytes]] = {}
    for name, text in CASES.items():
        group = chosen.setdefault(name.partition("/")[0], [])
        if b"\0" not in text and 0 < len(text) < 900 and len(group) < 2:
            group.append(text)
    return [text for group in chosen.values() for text in group]


def test_everything_else_that_was_said(house):
    """After all of it: what lists the agents and runs, verifies the trail, and the log itself."""
    for command in (["status"], ["status", "--json"], ["runs"], ["runs", "--json"],
                    ["agent", "list"], ["policy", "check"], ["audit", "verify"], ["holds"]):
        house.see(*command)
    for name, printed in house.printed.items():
        check(house, printed, name)
    check(house, house.supervisor.said(), "the supervisor's log")
