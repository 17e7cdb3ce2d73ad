"""Calls that were let while their server is not open yet: whatever stops calls stops them too, since
no byte of them was written."""
from __future__ import annotations

from pathlib import Path
from typing import Callable

import pytest

from support.governed import READ, WRITE, Agent, refusal, status, supervise
from support.product import Product
from support.waiting import eventually


class Opening:
    """An agent whose server died at its first call, and starts again only when it is let."""

    def __init__(self, product: Product, raw: Callable, command: list[str], journal: Path) -> None:
        self.product, self.journal = product, journal
        self.agent = Agent("bot", command)
        supervise(product, [self.agent])
        self.bot = raw(product.connect("bot"), env=product.environment())
        self.bot.open_legacy()
        assert refusal(self.bot.ask("tools/call", READ)) == "outcome_unknown"

    def ask(self, call: dict) -> int:
        """Calls; returns when the call is let and waits for the server."""
        before = self.in_flight()
        asked = self.bot.request("tools/call", call)
        eventually(lambda: self.in_flight() > before)
        # Its admission is durable when a later entry is.
        self.run("grant", "bot", "bot/write", "within-caps", "--reason", "in between")
        return asked

    def in_flight(self) -> int:
        return int(status(self.product)["inFlight"])

    def run(self, *command: str) -> bytes:
        return self.product.run(*command, check=True).stdout

    def let(self) -> None:
        Path(f"{self.journal}.open").touch()

    def wrote(self) -> bool:
        """Whether a write reached the server."""
        return any(b'"tools/call"' in line and b'"write"' in line
                   for line in self.journal.read_bytes().splitlines())


@pytest.fixture
def opening(product, raw, server, journal):
    return lambda *options: Opening(product, raw, server("hostile", "gate", *options), journal)


def stricter(opening: Opening) -> None:
    text = opening.product.policy.read_text()
    assert "calls: 1000000" in text
    opening.product.policy.write_text(text.replace("calls: 1000000", "calls: 999999"))
    opening.run("policy", "reload")


ACTS = {
    "pause": (lambda one: one.run("pause", "bot", "--reason", "odd"), "paused"),
    "freeze": (lambda one: one.run("freeze", "--reason", "odd"), "frozen"),
    "run end": (lambda one: one.run("run", "end", "r1", "--reason", "odd"), "run_ended"),
    "kill": (lambda one: one.run("kill", "--reason", "odd"), "killed"),
    "kill of the tool": (
        lambda one: one.run("kill", "--tool", "bot/write", "--reason", "odd"), "killed"),
    "policy": (stricter, "changed"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_call_that_waits_for_its_server_is_stopped(opening, act):
    one = opening()
    asked = one.ask(WRITE)
    do, kind = ACTS[act]
    do(one)
    one.let()
    assert refusal(one.bot.answer(asked)) == kind
    assert not one.wrote()
    assert one.in_flight() == 0


def test_a_call_that_waits_for_its_server_goes_when_it_is_open(opening):
    one = opening()
    read, write = one.ask(READ), one.ask(WRITE)
    one.run("freeze", "--reason", "odd")
    one.let()
    # The refusal comes at once, the result after the server's work.
    assert refusal(one.bot.answer(write)) == "frozen"
    assert refusal(one.bot.answer(read)) is None
    one.run("freeze", "--off")
    assert refusal(one.bot.ask("tools/call", WRITE)) is None


def test_a_kill_does_not_list_what_was_never_written(opening):
    one = opening()
    asked = one.ask(WRITE)
    told = one.run("kill", "--tool", "bot/write", "--reason", "odd")
    assert b"bot/write" not in told.split(b"\n", 1)[1], told
    assert refusal(one.bot.answer(asked)) == "killed"


def test_a_call_whose_tool_drifted_while_it_waited_is_not_sent(opening):
    one = opening("--late", "writes elsewhere")
    asked = one.ask(WRITE)
    one.let()
    assert refusal(one.bot.answer(asked)) == "denied"
    assert not one.wrote()


def test_a_caller_that_leaves_takes_its_call_along(opening):
    one = opening()
    asked = one.ask(WRITE)
    one.bot.notify("notifications/cancelled", {"requestId": asked, "reason": "enough"})
    eventually(lambda: one.in_flight() == 0)
    one.let()
    assert refusal(one.bot.ask("tools/call", READ)) is None
    assert not one.wrote()
