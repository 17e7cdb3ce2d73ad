"""What one server or agent can make the supervisor record or remember is bounded; the others go on."""
from __future__ import annotations

import sys
import time
from pathlib import Path

from support.governed import READ, Agent, refusal, status, supervise
from support.product import Product
from support.waiting import eventually

SERVERS = Path(__file__).parent / "servers"


def test_a_server_whose_tools_are_always_new(product: Product, raw, tmp_path: Path):
    """It is asked at most once a second, and what nobody may call costs no entry."""
    journals = {name: tmp_path / f"{name}.journal" for name in ("honest", "box")}
    commands = {
        "honest": [sys.executable, str(SERVERS / "legacy.py")],
        "box": [sys.executable, str(SERVERS / "hostile.py"), "new-names"]}
    agents = [Agent(name, [*command, "--journal", str(journals[name])], {"read": "low"})
              for name, command in commands.items()]
    supervise(product, agents)

    def lists() -> int:
        return journals["box"].read_bytes().count(b'"tools/list"')

    def client(name: str):
        client = raw(product.connect(name), env=product.environment())
        client.open_legacy()
        return client

    honest = client("honest")
    assert refusal(honest.ask("tools/call", READ)) is None
    began = time.monotonic()
    hostile = client("box")
    assert refusal(hostile.ask("tools/call", READ)) is None
    eventually(lambda: lists() >= 4)
    asked = lists()
    # The first, one at once when that changed, and one after each rest.
    assert asked <= 3 + (time.monotonic() - began), asked
    trail = status(product)["trail"]
    assert trail.get("fault") is None and int(trail["size"]) < 200, trail
    assert refusal(honest.ask("tools/call", READ)) is None
    assert refusal(hostile.ask("tools/call", READ)) is None
