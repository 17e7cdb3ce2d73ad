"""A supervisor without calls uses no CPU (design section 8): none of its threads wakes."""
from __future__ import annotations

import time
from pathlib import Path

import pytest

from support.crowd import processes_with
from support.governed import READ, Agent, refusal, supervise
from support.product import Supervisor
from support.waiting import eventually

# Longer than the 15 s after which idle servers are looked for.
QUIET_SECONDS = 17


def wakes(supervisor: Supervisor) -> dict[str, int]:
    """How often each thread was given a processor."""
    found = {}
    for task in Path(f"/proc/{supervisor.process.pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        found[task.name] = sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
    return found


def is_still(supervisor: Supervisor) -> bool:
    before = wakes(supervisor)
    time.sleep(QUIET_SECONDS)  # What is looked for is that nothing happens.
    return wakes(supervisor) == before


def falls_asleep(supervisor: Supervisor) -> None:
    """What was recorded last may have its head signed a while later; nothing comes after that."""
    eventually(lambda: is_still(supervisor), seconds=3 * QUIET_SECONDS)


@pytest.mark.long
def test_an_idle_supervisor_sleeps(product, raw, server, journal):
    supervisor = supervise(product, [Agent("bot", server("legacy"), server_keys="idle: 10s")])
    falls_asleep(supervisor)
    # The same again after a server came and went; its agent is still connected.
    client = raw(product.connect("bot"), env=product.environment())
    client.open_legacy()
    assert refusal(client.ask("tools/call", READ)) is None
    assert processes_with(str(journal))
    eventually(lambda: not processes_with(str(journal)), seconds=60, every=0.5)
    falls_asleep(supervisor)
