"""Thirty held calls answered in one sitting: by keys alone, at 80x24, over a line with 150 ms from a key
to what it brings. Who answers reads the screen, decides by what the card says, and types."""
from __future__ import annotations

import json
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Iterator

import pytest

from support.console import APPROVALS, Console
from support.control import Control, Follower
from support.environments import OUTSIDE
from support.governed import refusal
from support.probe import needs_tmux
from support.product import Product, product_in
from support.sdk_agent import SDKAgent
from support.waiting import eventually

pytestmark = [needs_tmux, pytest.mark.long]

ONE_WAY_MILLISECONDS = 75
# Between two keys of a hand that knows them; what a person takes to read a card, and a row of it.
KEY_SECONDS, CARD_SECONDS, ROW_SECONDS = 0.12, 0.8, 0.04
# After so long without anything new on screen an answer is typed again.
PATIENCE_SECONDS = 4.0
EARLY = "ignored: pressed before"

POLICY = """\
pullcord: 1
host: {{ label: prod-eu, colour: alarm }}
appetite: {{ money: 50000 usd }}
operators:
  ana: {{ user: root, answers: critical, may: [release, grant, apply] }}
servers:
  shop: {{ command: {command} }}
tools:
  shop/refund: {{ tier: medium, say: "refund {{/amount}} usd to {{/account}}", blast: {{ unit: usd, value: /amount, cap: 5000 usd }} }}
  shop/pay: {{ tier: high, say: "pay {{/amount}} usd to {{/supplier}}", blast: {{ unit: usd, value: /amount, cap: 9000 usd }} }}
  shop/close: {{ tier: critical, say: "close account {{/account}} for good" }}
agents:
{agents}
holds: {{ wait: 10m, park: 30m, per-agent: 20 }}
"""
AGENT = "  {0}: {{ owner: cleo, proof: {{ token: keys/{0}.hash }}, may: [shop/{1}] }}\n"
AGENTS = {"refund-bot": "refund", "supply-bot": "pay", "leaver-bot": "close"}


@dataclass(frozen=True)
class Case:
    """A call, and what a person should do with it: `approve`, `extend` (and then approve), or the word
    that the trail has for a denial's reason."""
    agent: str
    arguments: dict
    wanted: str


def refund(amount: float, account: str, wanted: str, note: str = "late parcel") -> Case:
    return Case("refund-bot", {"amount": amount, "account": account, "note": note}, wanted)


def pay(amount: float, supplier: str, invoice: str, wanted: str) -> Case:
    return Case("supply-bot", {"amount": amount, "supplier": supplier, "invoice": invoice}, wanted)


def close(account: str, reason: str, wanted: str) -> Case:
    history = [f"order {number} of {account}" for number in range(24)]
    # What matters stands at the end, where only who reads all of it finds it.
    return Case("leaver-bot", {"account": account, "history": history, "reason": reason}, wanted)


CASES = [
    refund(49.9, "ACC-1001", "approve"), pay(1250, "Nordwind", "INV-311", "approve"),
    close("ACC-1009", "asked by the customer", "approve"), refund(20, "ACC-1002", "approve"),
    refund(480, "XX-7733", "suspicious"), pay(300, "Nordwind", "INV-312", "approve"),
    refund(4800, "ACC-1003", "too-broad"), close("ACC-1010", "the mail said so", "suspicious"),
    pay(8999, "Nobody", "INV-313", "wrong-target"), refund(12.5, "ACC-1004", "approve"),
    refund(49.9, "ACC-1001", "not-needed", "late parcel, again"), pay(77, "Südwind", "none", "policy"),
    refund(31, "ACC-1005", "extend", "ask the owner first"), close("ACC-1011", "asked by the customer", "approve"),
    pay(1999, "Südwind", "INV-314", "approve"), refund(5, "ACC-1006", "approve"),
    refund(6, "ACC-1007", "approve"), pay(42, "Nordwind", "INV-315", "approve"),
    close("ACC-1012", "duplicate of ACC-1011", "suspicious"), refund(7, "ACC-1008", "approve"),
    refund(8, "XX-0001", "suspicious"), pay(43, "Nobody", "INV-316", "wrong-target"),
    refund(9, "ACC-1013", "approve"), pay(44, "Nordwind", "INV-317", "approve"),
    refund(10, "ACC-1014", "approve"), close("ACC-1015", "asked by the customer", "approve"),
    refund(11, "ACC-1016", "extend", "ask the owner first"), pay(45, "Südwind", "INV-318", "approve"),
    refund(13, "ACC-1017", "approve"), refund(14, "ACC-1018", "approve"),
]
DIGITS = {"wrong-target": "1", "too-broad": "2", "suspicious": "3", "not-needed": "4", "policy": "5"}


def verdict(card: str) -> str:
    """What a person makes of what a card says."""
    if "close account" in card:
        return "approve" if '"asked by the customer"' in card else "suspicious"
    amount = float(re.search(r"/amount  ([\d.]+)", card)[1])
    if "/supplier" in card:
        if '/supplier  "Nobody"' in card:
            return "wrong-target"
        return "approve" if '/invoice  "INV-' in card else "policy"
    if not re.search(r'/account  "ACC-', card):
        return "suspicious"
    if amount > 1000:
        return "too-broad"
    if "again" in card:
        return "not-needed"
    return "extend" if "ask the owner first" in card else "approve"


@dataclass
class Taken:
    """What one hold took."""
    code: str
    tier: str
    verdict: str
    keys: int = 0
    early: int = 0
    reading: float = 0.0
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0


class Person:
    """Who sits at the console; keys are typed at a hand's pace and without waiting for their echo."""

    def __init__(self, console: Console) -> None:
        self.console, self.keys = console, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.console.keys(key) if len(key) > 1 else self.console.type(key)
            self.keys += 1
            time.sleep(KEY_SECONDS)

    def sees(self, other_than: str = "") -> str:
        """The code of the card on screen."""
        def look() -> str | None:
            found = re.match(r"-- (\w{3})  ", self.console.screen[3])
            return found[1] if found and found[1] != other_than else None
        return self.console.until(look)

    def read(self, taken: Taken) -> str:
        """The card, to its end; it takes the time that reading takes."""
        text: list[str] = []
        began = time.monotonic()
        while True:
            rows = self.console.screen
            text += [row for row in rows[4:-5] if row.strip()]
            time.sleep(CARD_SECONDS * (len(text) == len(rows[4:-5])) + ROW_SECONDS * len(rows[4:-5]))
            if "the end" in "\n".join(self.console.screen):
                break
            self.press("Space")
            self.console.until(lambda: self.console.screen[4:-5] != rows[4:-5])
        time.sleep(CARD_SECONDS)
        taken.reading += time.monotonic() - began
        return "\n".join(text)

    def answers(self, taken: Taken, *keys: str, until: str) -> None:
        """Types an answer, again where it came too early, until the card says that it is so."""
        while True:
            is_told = self.console.text.count(EARLY) > 0
            self.press(*keys)

            def look() -> bool:
                text = self.console.text
                return bool(re.search(until, text)) or EARLY in text and not is_told
            try:
                eventually(look, seconds=PATIENCE_SECONDS)
            except AssertionError:
                assert EARLY in self.console.text, self.console.text
            if re.search(until, self.console.text):
                return
            # Seen at last: the tag that says when the keys work.
            taken.early += 1
            self.console.until(lambda: "[ARMED]" in self.console.screen[3])


class Sitting:
    """The supervisor, its agents with all their calls, and the console at the end of the slow line."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.journal = product.folder / "journal"
        command = [sys.executable, str(OUTSIDE / "servers" / "shop.py"), "--journal", str(self.journal)]
        agents = "".join(AGENT.format(name, tool) for name, tool in AGENTS.items())
        product.policy.write_text(POLICY.format(command=json.dumps(command), agents=agents))
        for name in AGENTS:
            product.run("agent", "add", name, check=True)
        product.supervise()
        self.follower = Follower()
        self.control = Control(product.control_socket, self.follower.told)
        self.control.ask("subscribe", **{"from": "0"})
        self.clients = {name: SDKAgent(self.product.connect(name, token=next(
            path for path in product.folder.rglob(f"{name}.token")))) for name in AGENTS}
        self.console = Console(product, product.run_folder / "w")
        line = [sys.executable, str(OUTSIDE / "support" / "slow_line.py"), str(ONE_WAY_MILLISECONDS)]
        self.console.command = [*line, *self.console.command]

    def close(self) -> None:
        self.console.__exit__()
        for client in self.clients.values():
            client.stop()
        self.control.close()

    def ask_all(self) -> dict[str, tuple[Case, int]]:
        """All calls, one after the other; each case with its number, by the code of its hold."""
        asked: dict[str, tuple[Case, int]] = {}
        for case in CASES:
            number = self.clients[case.agent].call(AGENTS[case.agent], case.arguments)
            code, = eventually(lambda: [
                hold["code"] for hold in self.control.holds() if hold["code"] not in asked])
            asked[code] = (case, number)
        return asked


@pytest.fixture
def sitting(tmp_path) -> Iterator[Sitting]:
    with product_in(tmp_path) as product:
        sitting = Sitting(product)
        yield sitting
        sitting.close()


def answer_one(person: Person, taken: Taken) -> None:
    """Reads the card on screen and answers it."""
    before = person.keys
    taken.verdict = verdict(person.read(taken))
    word = taken.code if taken.tier in ("HIGH", "CRITICAL") else \
        taken.code[:len(taken.code) - len(taken.code.lstrip("A")) + 1]
    if taken.verdict in DIGITS:
        person.answers(taken, "d", DIGITS[taken.verdict], until=r"denied by ana")
    else:
        if taken.verdict == "extend":
            person.answers(taken, "h", until=r" [3-9]\d:\d\d left, then DENIED")
        # The code is read where it stands, and beside it whether its keys work yet.
        person.console.lacks("(wait) a then")
        person.answers(taken, "a", *word, until=r"\[approved")
    taken.keys += person.keys - before


def report(all_taken: list[Taken], seconds: float) -> None:
    print(f"\n{len(all_taken)} holds in {seconds:.0f} s, {sum(one.keys for one in all_taken)} keys, "
          f"{sum(one.early for one in all_taken)} answers typed again because they came early")
    for tier in ("MEDIUM", "HIGH", "CRITICAL"):
        of = [one for one in all_taken if one.tier == tier]
        took = [one.seconds for one in of]
        print(f"  {tier:8} {len(of):2} holds: keys median {statistics.median(one.keys for one in of):.0f} "
              f"(most {max(one.keys for one in of)}), seconds median {statistics.median(took):.1f} "
              f"(most {max(took):.1f}), of these reading {statistics.median(one.reading for one in of):.1f}, "
              f"early {sum(one.early for one in of)}")


def test_thirty_holds_in_one_sitting(sitting: Sitting):
    assert len(CASES) == 30
    console = sitting.console
    asked = sitting.ask_all()
    console.open()
    person = Person(console)
    console.type(APPROVALS)
    console.shows("[2 Approve 30]")
    began = time.monotonic()
    all_taken: list[Taken] = []
    code = ""
    for place in range(len(CASES)):
        before = person.keys
        person.press("Enter" if place == 0 else "n")
        code = person.sees(other_than=code)
        tier = re.match(r"-- \w{3}  (\w+)  ", console.screen[3])[1]
        taken = Taken(code, tier, "", keys=person.keys - before)
        answer_one(person, taken)
        taken.seconds = time.monotonic() - taken.began
        all_taken.append(taken)
    report(all_taken, time.monotonic() - began)
    # Each card was the one that was opened, and each got what it should have.
    assert [taken.code for taken in all_taken] == list(asked)
    wrong = [(taken, asked[taken.code][0]) for taken in all_taken
             if taken.verdict != asked[taken.code][0].wanted]
    assert not wrong
    for taken in all_taken:
        case, number = asked[taken.code]
        answer = sitting.clients[case.agent].answer(number)
        assert (refusal(answer) == "denied_by_person") == (case.wanted in DIGITS), (case, answer)
    size = int(sitting.control.ask("status")["trail"]["size"])
    sitting.follower.wait_through(size - 1)
    decided = {entry["data"]["code"]: entry["data"].get("reason", "approve")
               for entry in sitting.follower.of("hold.approved", "hold.denied")}
    wanted = {code: case.wanted if case.wanted in DIGITS else "approve"
              for code, (case, _) in asked.items()}
    assert decided == wanted
    # A hold takes the key that opens it and those that its tier asks for, and no more.
    for taken in all_taken:
        if not taken.early and taken.verdict == "approve" and taken.tier != "CRITICAL":
            assert taken.keys == {"MEDIUM": 3, "HIGH": 5}[taken.tier], taken
