"""A disk that takes its time: what must be durable before an agent is answered is durable then.

Each sync takes a second here. The supervisor tells an operator of an entry as soon as it is durable, so
what was not told half a second after an answer was not durable when the answer was given. What the machine
stood still meanwhile is added.
"""
from __future__ import annotations

import subprocess
import time
from typing import Callable, Iterator

import pytest

from support.control import Control, Follower
from support.governed import READ, WRITE, Agent, refusal, supervise
from support.stalls import Stalls
from support.strace import Strace, needs_strace
from support.waiting import eventually

pytestmark = needs_strace
SOON = 0.5


class Durable:
    """What the operators were told is durable."""

    def __init__(self, follower: Follower, stalls: Stalls) -> None:
        self.follower, self.stalls = follower, stalls

    def has(self, **counts: int) -> bool:
        """Whether there are so many entries of each type, whose dots are written as underlines."""
        return all(len(self.follower.of(kind.replace("_", "."))) >= count
                   for kind, count in counts.items())

    def has_soon(self, **counts: int) -> None:
        """Fails where that is not so by now, or told a moment later."""
        began = time.monotonic()
        while not self.has(**counts):
            now = time.monotonic()
            assert now - began < SOON + self.stalls.within(began, now), f"not durable: {counts}"
            time.sleep(0.02)


@pytest.fixture
def slow_disk(product, tmp_path) -> Iterator[Callable[[Agent], Durable]]:
    """Starts a supervisor and makes its disk slow; gives what is durable, by type."""
    open_: list = []

    def start(agent: Agent) -> Durable:
        supervisor = supervise(product, [agent])
        follower = Follower()
        control = Control(product.control_socket, follower.told)
        control.ask("subscribe", **{"from": "0"})
        open_.append(control)
        open_.append(Strace(supervisor.process.pid, tmp_path / "strace", trace="fdatasync",
                            inject=("fdatasync:delay_enter=1000000",)))
        open_.append(Stalls(product.folder))
        return Durable(follower, open_[-1])

    yield start
    for one in reversed(open_):
        one.stop() if isinstance(one, Strace) else one.close()


def opened(raw, product):
    client = raw(product.connect("bot"), env=product.environment())
    client.open_legacy()
    return client


def test_a_list_waits_for_the_run_and_for_the_pins(slow_disk, raw, server, product):
    durable = slow_disk(Agent("bot", server("legacy")))
    client = opened(raw, product)
    names = [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]]
    assert names == ["read", "write"]
    durable.has_soon(tool_pinned=2, run_started=1)


def test_a_read_waits_for_the_run_and_for_the_pins(slow_disk, raw, server, product):
    durable = slow_disk(Agent("bot", server("legacy")))
    assert refusal(opened(raw, product).ask("tools/call", READ)) is None
    durable.has_soon(tool_pinned=2, run_started=1)


@pytest.mark.parametrize("way, kind", [
    (["die"], "outcome_unknown"), (["long-line", "--size", "30000000"], "answer_unreadable"),
    (["broken-answer"], "answer_unreadable"), (["not-utf8"], "answer_unreadable"),
])
def test_an_outcome_that_nobody_knows_is_durable_before_it_is_told(
        slow_disk, raw, server, product, way, kind):
    durable = slow_disk(Agent("bot", server("hostile", *way)))
    client = opened(raw, product)
    assert refusal(client.ask("tools/call", WRITE)) == kind
    durable.has_soon(call_finished=1)


def test_the_second_who_freezes_is_told_when_the_first_is_durable(slow_disk, raw, server, product):
    """Nothing changes for the second: what was so must not be lost by a crash all the same."""
    durable = slow_disk(Agent("bot", server("legacy")))
    words = product.command("freeze", "--reason", "look")
    people = [subprocess.Popen(words, env=product.environment(), stdout=subprocess.PIPE)
              for _ in range(4)]
    eventually(lambda: any(person.poll() is not None for person in people), every=0.01)
    durable.has_soon(writes_frozen=1)
    assert [person.wait(60) for person in people] == [0] * 4
    for person in people:
        person.stdout.close()
