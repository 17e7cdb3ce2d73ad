"""Hostile texts where a server, an operator or a file says them: definitions of tools, errors, last
words, reasons, words of a command line. Through every command that prints, on both streams and at a
terminal: nothing is printed but what may be drawn."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.desk import USER
from support.drawable import CASES, PLAIN, fits, forbidden
from support.house import House, shared
from support.product import Supervisor
from support.terminal import Terminal
from support.waiting import eventually

SERVER = [sys.executable, str(Path(__file__).parent / "servers" / "hostile.py")]
# What a word of a command line can hold.
WORDS = [text for text in dict.fromkeys(CASES.values()) if b"\0" not in text and 0 < len(text) < 4_000]
# One of each kind that a terminal would obey, and bytes that are no UTF-8.
WORST = [CASES["csi/clear-screen"], CASES["bidi/file-extension"], b"\x9b2J \xff \x1b]0;x\x07",
         CASES["mixed/all-classes"]]


class Sayings(House):
    """A supervisor with a server that says every text, and what the commands print of it."""

    def start(self) -> Supervisor:
        # Where commands run: a word that is a path of no root may become a folder.
        self.place = self.folder / "place"
        self.place.mkdir()
        self.product.policy.write_text(self.policy())
        self.product.run("agent", "add", "poor", check=True)
        supervisor = self.product.supervise()
        self.client = self.connect("bot")
        self.tools = self.client.ask("tools/list")["result"]["tools"]
        return supervisor

    @staticmethod
    def policy(tier: str = "high", say: str = "") -> str:
        """Every tool that has a text for its description is granted; one server says its last."""
        count = len(CASES)
        tools = [f"  box/t{number}: {{ tier: low }}" for number in range(count)]
        granted = json.dumps(
            ["box/read", "box/write", *(f"box/t{number}" for number in range(count))])
        said = json.dumps(say or "write {/text}")
        page = json.dumps(["/bin/true"])
        return "\n".join([
            "pullcord: 1", "host: { label: said }",
            f"operators: {{ ana: {{ user: {USER}, answers: critical, scripts: high, "
            "may: [release, grant, apply] } }",
            "servers:",
            f"  box: {{ command: {json.dumps([*SERVER, 'texts'])}, restarts: 10000/1s }}",
            f"  dying: {{ command: {json.dumps([*SERVER, 'die-saying'])} }}",
            "tools:", "  box/read: { tier: low }", f"  box/write: {{ tier: {tier}, say: {said} }}",
            "  dying/read: { tier: low }", *tools, "agents:",
            f"  bot: {{ owner: ana, proof: {{ user: {USER} }}, may: {granted}, "
            "budget: { calls: 100000, writes: 100000 }, runs-per-hour: 10000 }",
            "  poor: { owner: ana, proof: { token: keys/poor.hash }, may: [dying/read] }",
            f"alerts: [ {{ command: {page} }} ]", ""])

    def see(self, *words: str | bytes) -> bytes:
        """Runs a command, whatever it ends with, and checks what it prints on both streams."""
        done = self.product.run(*words, cwd=self.place)
        name = " ".join(os.fsdecode(word)[:60] for word in words)
        assert done.returncode >= 0, f"{name!r} crashed: {done.returncode}"
        for stream in (done.stdout, done.stderr):
            assert forbidden(stream) == [], f"{name!r}: {forbidden(stream)}"
        return done.stdout + done.stderr

    def ask(self, how: str, case: str) -> bytes:
        """Has the server say a text; the line that the agent gets."""
        number = self.client.request(
            "tools/call", {"name": "read", "arguments": {"how": how, "case": case}})
        while True:
            line = self.client.line()
            assert line is not None, self.client.stderr()
            told = json.loads(line.decode("utf-8", "surrogateescape"))
            if told.get("id") == number:
                return line

    def held(self, text: str) -> dict:
        """A call that waits for a person, with this argument."""
        self.client.send({"jsonrpc": "2.0", "id": f"held {text}", "method": "tools/call", "params": {
            "name": "write", "arguments": {"text": text}, "_meta": {"progressToken": text}}})

        harmless = text.partition("\x1b")[0]

        def look() -> dict | None:
            shown = json.loads(self.product.run("holds", "--json", check=True).stdout)["holds"]
            mine = [hold for hold in shown if hold["state"] == "open" and harmless in hold["say"]]
            return mine[0] if mine else None
        return eventually(look)

    def at_terminal(self, *words: str | bytes, asks: str = "", types: str = "") -> str:
        """Runs a command at a terminal; what it drew is checked, but for the terminal's own returns."""
        with Terminal(self.product.command(*words), self.product.environment()) as terminal:
            if asks:
                terminal.until(asks)
                terminal.answer(types)
            terminal.end()
            drawn = terminal.raw.replace(b"\r\n", b"\n")
            assert forbidden(drawn) == [], f"{words!r}: {forbidden(drawn)}"
            return terminal.shown

    def log(self) -> None:
        assert forbidden(self.supervisor.said()) == []


house = shared(Sayings)


LOOKING = (
    ["status"], ["status", "--json"], ["holds"], ["holds", "--json"], ["runs"], ["runs", "--json"],
    ["agent", "list"], ["agent", "list", "--json"], ["policy", "pending"],
    ["policy", "pending", "--json"], ["audit", "tail", "-n", "2000"],
    ["audit", "tail", "-n", "2000", "--json"], ["audit", "verify"], ["audit", "verify", "--json"])


def looked_at(house: Sayings) -> bytes:
    shown = b"".join(house.see(*words) for words in LOOKING)
    house.log()
    return shown


def test_in_definitions(house):
    """Described by the texts, then described otherwise: drift is alerted and denied."""
    assert len(house.tools) > 300
    house.ask("drift", "")
    eventually(lambda: b"DRIFTED" in house.product.run("audit", "tail", "-n", "400").stdout)
    for name in ("t1", "t9", "t40"):
        answer = house.client.ask("tools/call", {"name": name, "arguments": {}})
        assert answer["result"]["isError"] is True
    looked_at(house)


def calls_after(house: Sayings, act) -> range:
    """The numbers of the calls that come to be meanwhile."""
    def newest() -> int:
        house.product.settle()
        lines = house.product.run("audit", "tail", "-n", "2000", "--json", check=True).stdout
        return max((int(entry["call"]) for entry in map(json.loads, lines.splitlines())
                    if "call" in entry), default=0)
    before = newest()
    act()
    return range(before + 1, newest() + 1)


@pytest.mark.parametrize("how", ["error", "result", "stderr"])
def test_in_what_a_server_says(house, how):
    """As an error of JSON-RPC, as a result that is one, and on standard error. What is not UTF-8 can be
    no answer at all."""
    told: dict[str, bytes] = {}
    numbers = calls_after(house, lambda: told.update(
        {name: house.ask(how, name) for name, text in CASES.items()
         if len(text) < 4_000 and (how == "stderr" or fits(text))}))
    assert len(numbers) == len(told) > 300
    if how != "stderr":
        for name in PLAIN:
            assert CASES[name] in told[name], name
    shown = b"".join(house.see("audit", "show", str(number)) for number in numbers[::4])
    shown += house.see("audit", "show", str(numbers[-1]), "--json")
    assert len(shown) > 10_000
    looked_at(house)


def test_in_last_words(house):
    """A server that dies of a call, and one that dies before it can be asked anything."""
    for text in WORST:
        name = next((name for name, case in CASES.items() if case == text), "utf8/every-byte")
        house.ask("die", name)
        house.client.ask("ping")
    with subprocess.Popen(
            house.product.connect("poor"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=house.product.environment()) as poor:
        opening = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-11-25", "capabilities": {},
            "clientInfo": {"name": CASES["mixed/all-classes"].decode(), "version": "1"}}}
        poor.stdin.write(json.dumps(opening).encode() + b"\n")
        poor.stdin.flush()
        answer = poor.stdout.readline()
        _, said = poor.communicate(timeout=60)
        assert b'"error"' in answer
        assert forbidden(said) == [] and forbidden(answer) == []
    looked_at(house)


def test_in_a_draft(house, tmp_path):
    """What is drafted is a policy, whatever the tools say; and a server's last words are quoted."""
    drafted = house.product.run("init", "box", "--", *SERVER, "texts")
    assert drafted.returncode == 0 and forbidden(drafted.stdout + drafted.stderr) == []
    file = tmp_path / "draft.yaml"
    file.write_bytes(drafted.stdout)
    checked = house.see("policy", "check", str(file))
    assert f"{len(house.tools)} tools, 1 operator;".encode() in checked
    dead = house.see("init", "box", "--", *SERVER, "die-saying")
    assert b"before it listed its tools" in dead
    for name in ("csi/clear-screen", "mixed/all-classes"):
        house.see("init", "box", "--", *SERVER, "text", "--case", name)


# What operators say

REASONED = {
    "approve": lambda house, text: (
        lambda hold: ["approve", hold["code"], "--digest", hold["digest"], "--reason", text]),
    "deny": lambda house, text: lambda hold: ["deny", hold["code"], b"x " + text],
}
# Each with what takes it back.
SWITCHES = [
    (["pause", "bot", "--reason"], ["resume", "bot"]),
    (["freeze", "--reason"], ["freeze", "--off"]),
    (["grant", "bot", "box/write", "hold-all", "--reason"], ["status"]),
    (["kill", "--tool", "box/t0", "--reason"],
     ["release", "--tool", "box/t0", "--reason", "looked at"]),
    (["run", "end", "r999999", "--reason"], ["runs"]),
]


def packed(size: int) -> list[bytes]:
    """The texts in pieces of at most so many bytes, those that are not UTF-8 by themselves."""
    pieces, piece = [], b""
    for text in WORDS:
        if not fits(text):
            pieces.append(text)
        elif len(piece) + len(text) > size:
            pieces.append(piece)
            piece = text
        else:
            piece += b" " + text
    return [piece for piece in [*pieces, piece] if piece.strip()]


def test_in_reasons_of_switches(house):
    """Each piece is the reason of one act; afterwards all of them are in status, runs and trail."""
    for number, text in enumerate(packed(900)):
        words, back = SWITCHES[number % len(SWITCHES)]
        house.see(*words, text)
        house.see("status")
        house.see(*back)
    house.see("release", "--tool", "box/t0", "--reason", "looked at")
    house.see("freeze", "--off")
    house.see("resume", "bot")
    shown = looked_at(house)
    assert b"<ESC>" in shown and b"<U+202E>" in shown


def test_in_reasons_of_answers(house):
    """Holds approved and denied for each of the worst reasons, recalled and extended: by script and at
    a terminal, where the card is drawn as well."""
    for number, text in enumerate(WORST):
        for verb in ("approve", "deny"):
            hold = house.held(f"{verb} {number}")
            house.see(*REASONED[verb](house, text)(hold))
            house.see("holds", hold["code"])
    hold = house.held("terminal \x1b[2J \u202e")
    code = hold["code"]
    shown = house.at_terminal("holds", code) + house.at_terminal("extend", code)
    assert "\\u001b[2J" in shown and "<U+202E>" in shown
    house.at_terminal("approve", code, asks=f"{code}", types="no")
    drawn = house.at_terminal("approve", code, asks="digest", types=code)
    assert "<U+202E>" in drawn
    house.at_terminal("recall", code)
    for text in WORST:
        house.at_terminal("deny", code, text)
    house.at_terminal("deny", code, "2")
    for words in (["status"], ["runs"], ["audit", "tail", "-n", "50"], ["holds"]):
        house.at_terminal(*words)
    looked_at(house)


# Words of a command line

LINES = [
    ["holds", ...], ["approve", ...], ["approve", "AAA", "--digest", ...], ["deny", ..., "2"],
    ["recall", ...], ["extend", ...], ["extend", "AAA", ...], ["grant", ..., "box/t1", "hold-all"],
    ["grant", "bot", ..., "hold-all", "--reason", "x"], ["grant", "bot", "box/t1", ..., "--reason", "x"],
    ["pause", ..., "--reason", "x"], ["resume", ...], ["kill", "--server", ..., "--reason", "x"],
    ["kill", "--agent", ..., "--reason", "x"], ["kill", "--run-id", ..., "--reason", "x"],
    ["release", "--tool", ..., "--reason", "x"], ["run", "end", ..., "--reason", "x"],
    ["audit", "show", ...], ["audit", "tail", "-n", ...], ["audit", "tail", "--trail", ...],
    ["audit", "verify", "--trail", ...], ["audit", "verify", "--key", ...],
    ["audit", "verify", "--checkpoint", ...], ["policy", "check", ...], ["policy", "test", ...],
    ["policy", "apply", "--digest", ...], ["init", ..., "--", "true"], ["init", "x", "--", ...],
    ["init", "x", "--operator", ..., "--", "true"], ["init", "x", "--agent", ..., "--", "true"],
    ["agent", "add", ...], ["agent", "revoke", ...], ["agent", "add", "bot", "--owner", ...],
    ["connect", "--agent", ...], ["connect", "--agent", "bot", "--server", ...],
    ["connect", "--agent", "bot", "--token-file", ...], ["connect", "--agent", "bot", "--run", ...],
    ["status", "--run", ...], ["status", "--supervisor-user", ...], ["status", ...], [...],
    ["supervise", "--policy", ...], ["supervise", "--data", ..., "--policy", "/proc/none"],
    ["demo", ...],
]


@pytest.mark.parametrize("number", range(len(LINES)), ids=lambda n: " ".join(
    "TEXT" if word is ... else word for word in LINES[n]))
def test_in_words_of_a_command_line(house, number):
    """Every text is the word of some command, and the worst are words of each."""
    for text in [*WORST, *WORDS[number::len(LINES)]]:
        house.see(*(text if word is ... else word for word in LINES[number]))


# In a policy


def test_in_a_policy_that_is_pending(house):
    """Texts that a policy may hold, in its sentences: shown in differences, and on cards in force."""
    taken = []
    for name in ("plain/hebrew", "bidi/amount", "imitation/escaped-marker", "homoglyph/cyrillic-a"):
        text = CASES.get(name, b"").decode()
        house.product.policy.write_text(house.policy("medium", say=f"{text} {{/text}}"))
        if b"1 operator;" in house.see("policy", "check"):
            taken.append(name)
            house.see("policy", "reload")
            house.see("policy", "pending")
            house.at_terminal("policy", "pending")
            looked_at(house)
    assert "plain/hebrew" in taken
    house.product.policy.write_text(house.policy())
    house.see("policy", "reload")


@pytest.mark.parametrize("place", ["say", "label", "tool", "owner", "command", "rule", "test"])
def test_in_a_policy_that_is_checked(house, tmp_path, place):
    """Wherever a text stands, `check`, `test` and a supervisor that refuses the file quote it."""
    file = tmp_path / "policy.yaml"
    good = house.policy().split("\n  box/t0:")[0]
    for number, text in enumerate([*WORST, *WORDS[::9]]):
        word = text.decode("utf-8", "surrogateescape")
        quoted = json.dumps(word, ensure_ascii=False)
        policy = {
            "say": lambda: good.replace('"write {/text}"', quoted),
            "label": lambda: good.replace("label: said", f"label: {quoted}"),
            "tool": lambda: f"{good}\n  {quoted}: {{ tier: low }}",
            "owner": lambda: f"{good}\nagents: {{ a: {{ owner: {quoted}, may: [] }} }}",
            "command": lambda: good.replace('"/bin/true"', quoted).replace('"texts"', quoted),
            "rule": lambda: f"{good}\n  box/x: {{ deny: [ {{ argument: {quoted}, "
                            f"if: {{ pattern: {quoted} }} }} ] }}",
            "test": lambda: f"{good}\ntests: [ {{ agent: {quoted}, call: {quoted}, "
                            f"args: {{ text: {quoted} }}, expect: allow }} ]",
        }[place]()
        file.write_bytes(policy.encode("utf-8", "surrogateescape"))
        house.see("policy", "check", str(file))
        house.see("policy", "test", str(file))
        if number < len(WORST):
            house.see("supervise", "--policy", str(file), "--data", str(tmp_path / "data"), "--run",
                      str(tmp_path / "run"))


def test_afterwards(house):
    """The supervisor lives, its trail is whole, and its log holds nothing else."""
    assert house.supervisor.process.poll() is None
    assert house.product.run("audit", "verify").returncode == 0
    looked_at(house)
