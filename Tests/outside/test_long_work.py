"""Work that would keep the loop too long is done beside it: others do not wait for it, what a connection
asked stays in its order, and whatever stops calls stops those that are being read meanwhile."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.governed import READ, Agent, refusal, supervise, text
from support.product import Product
from support.waiting import eventually


def long(number: int) -> dict:
    """A call whose check takes far more steps than the loop has for one."""
    return {"name": f"long{number}", "arguments": {}}


@pytest.fixture
def bot(server) -> Agent:
    tools = {"read": "low", "write": "low"} | {f"long{number}": "low" for number in range(3)}
    return Agent("bot", server("hostile", "long-checks"), tools)


def cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def opened(raw, product: Product, agent: str = "bot"):
    client = raw(product.connect(agent), env=product.environment())
    client.open_legacy()
    assert refusal(client.ask("tools/call", READ)) is None
    return client


def called(journal) -> list[str]:
    """The tools that a server was asked for, in order."""
    messages = [json.loads(line) for line in journal.read_bytes().splitlines()]
    return [message["params"]["name"] for message in messages
            if message.get("method") == "tools/call"]


def test_others_do_not_wait_for_a_long_check(product, raw, server, bot, tmp_path):
    kid = Agent("kid", [*server("legacy")[:-1], str(tmp_path / "kid")], {"read": "low"})
    supervisor = supervise(product, [bot, kid])
    other, client = opened(raw, product, "kid"), opened(raw, product)

    def admitted() -> list[str]:
        told = product.run("audit", "tail", "-n", "200", "--json", check=True).stdout
        entries = [json.loads(line) for line in told.splitlines()]
        return [json.loads(entry["data"])["judgement"]["action"]["tool"]
                for entry in entries if entry["kind"] == "call.admitted"]

    # A machine that stands still in between hides it; not every time.
    for attempt in range(20):
        before = cpu_ticks(supervisor.process.pid)
        asked = client.request("tools/call", long(0))
        eventually(lambda: cpu_ticks(supervisor.process.pid) >= before + 2, every=0.001)
        assert refusal(other.ask("tools/call", READ)) is None
        assert refusal(client.answer(asked)) is None
        tools = eventually(lambda: len(admitted()) == 4 + 2 * attempt and admitted())
        if tools[-1] == "bot/long0":
            return
    raise AssertionError("who asked during a check was always served after it")


def test_the_order_is_kept_and_what_is_withdrawn_never_goes(product, raw, bot, journal):
    supervise(product, [bot])
    client = opened(raw, product)
    first = client.request("tools/call", long(0))
    withdrawn = client.request("tools/call", long(1))
    client.notify("notifications/cancelled", {"requestId": withdrawn})
    last = client.request("tools/call", READ)
    assert refusal(client.answer(last)) is None
    assert [message["id"] for message in client.seen if "result" in message][-2:] == [first, last]
    assert called(journal) == ["read", "long0", "read"]
    # Its place was not lost: the next call of the same tool goes.
    assert refusal(client.ask("tools/call", long(1))) is None


def test_a_kill_stops_what_is_being_checked(product, raw, bot, journal):
    supervise(product, [bot])
    client = opened(raw, product)
    asked = [client.request("tools/call", long(number // 20)) for number in range(21)]
    product.run("kill", "--reason", "stop", check=True)
    assert refusal(client.answer(asked[-1])) == "killed"
    assert "long1" not in called(journal)


def test_one_who_hangs_up_is_not_called_for(product, raw, bot, journal):
    supervise(product, [bot])
    client = opened(raw, product)
    client.request("tools/call", long(0))
    client.stop()
    other = opened(raw, product)
    assert refusal(other.ask("tools/call", long(0))) is None
    assert called(journal).count("long0") == 1


def test_a_long_request_keeps_its_place(product, raw, server, journal):
    supervise(product, [Agent("bot", server("legacy"), {"read": "low", "write": "low"})])
    client = opened(raw, product)
    words = "x" * 200_000
    client.request("tools/call", {"name": "write", "arguments": {"text": words}})
    last = client.request("tools/call", READ)
    assert refusal(client.answer(last)) is None
    assert words in text(client.seen[-2])
    assert called(journal) == ["read", "write", "read"]
    wrong = client.ask("tools/call", {"name": "write", "arguments": {"text": [words]}})
    assert "/text must be string" in text(wrong)
    broken = '{"text":"%s","text":1}' % words
    client.send_bytes(('{"jsonrpc":"2.0","id":99,"method":"tools/call",'
                       '"params":{"name":"write","arguments":%s}}\n' % broken).encode())
    assert refusal(client.answer(99)) == "invalid_arguments"
    assert called(journal) == ["read", "write", "read"]
