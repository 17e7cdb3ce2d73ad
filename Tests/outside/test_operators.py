"""What operators see, say and are kept from: by the raw control socket, past what the commands check."""
from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

from support.control import Control, Follower, Refused
from support.desk import Desk, call, reached, refusal
from support.environments import OUTSIDE
from support.governed import Agent, supervise
from support.product import Product
from support.strace import Strace, needs_strace
from support.waiting import eventually

WRITE = call("write", text="x")


@pytest.fixture
def desk(product, raw, server) -> Iterator[Desk]:
    desk = Desk(product, raw, server("legacy"))
    yield desk
    desk.check_messages()


@pytest.fixture
def control_of() -> Iterator[Callable[[Product], Control]]:
    """Connects to the control socket of a product whose supervisor runs."""
    opened: list[Control] = []

    def connect(product: Product) -> Control:
        opened.append(Control(product.control_socket))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


@pytest.fixture
def control(desk: Desk, control_of) -> Callable[[], Control]:
    return lambda: control_of(desk.product)


def answer(hold: dict, **more: str) -> dict:
    """An approval as a terminal sends it that never looked at the card."""
    return {"code": hold["code"], "digest": hold["digest"], "revision": hold["revision"],
            "channel": "terminal", "decision": "approve"} | more


# What cannot be shown cannot be approved


def test_what_is_too_long_to_be_read_is_not_approved_at_critical(desk: Desk, control, journal: Path):
    desk.start(desk.policy("""
        box/read: { tier: high, say: "read" }
        box/write: { tier: critical, say: "write" }
        """))
    client = desk.client()
    asked = client.request("tools/call", call("write", text="x" * 65_536))
    hold = desk.hold()
    with pytest.raises(Refused, match="65548 bytes.*deny it"):
        control().ask("answer", answer=answer(hold))
    assert desk.hold()["code"] == hold["code"] and reached(journal) == []
    desk.act("deny", hold["code"], "too-broad")
    assert refusal(client.answer(asked)) == "denied_by_person"
    # At high as much can be read as a card holds.
    asked = client.request("tools/call", call("read", text="x" * 65_536))
    control().ask("answer", answer=answer(desk.hold()))
    assert client.answer(asked)["result"]["isError"] is False


def erase_arguments(trail: Path, call_number: int) -> None:
    """Erases the arguments of a call as the trail's own erasure does (the pack's record keeps its
    length; its salt and bytes are zeros), so that they are gone when the supervisor starts."""
    database = sqlite3.connect(trail / "trail.db")
    erased = 0
    for first, pack in database.execute("SELECT id, pack FROM payload").fetchall():
        pack, offset = bytearray(pack), 0
        while offset < len(pack):
            number = int.from_bytes(pack[offset:offset + 4], "big")
            length = int.from_bytes(pack[offset + 4:offset + 8], "big")
            if (first + number) >> 4 == call_number:
                pack[offset] |= 0x80
                pack[offset + 8:offset + 40 + length] = bytes(32 + length)
                erased += 1
            offset += 40 + length
        database.execute("UPDATE payload SET pack = ? WHERE id = ?", (bytes(pack), first))
    database.commit()
    database.close()
    assert erased == 1


@pytest.mark.parametrize("tier", ["medium", "critical"])
def test_what_is_gone_is_not_approved(desk: Desk, control, journal: Path, tier: str):
    policy = desk.policy(f"""box/write: {{ tier: {tier}, say: "write" }}""",
                         holds="{ wait: 30s, park: 10m }")
    desk.start(policy)
    desk.client().request("tools/call", WRITE)
    hold = desk.hold()
    desk.product.settle()
    entry, = [json.loads(line) for line in desk.act("audit", "tail", "-n", "99", "--json").splitlines()
              if json.loads(line)["kind"] == "call.held"]
    desk.product.supervisors[-1].stop()
    erase_arguments(desk.product.data / "trail", int(entry["sequence"]))
    desk.start(policy)
    again = desk.client().request("tools/call", WRITE)
    hold = desk.hold()
    with pytest.raises(Refused, match="its arguments are gone"):
        control().ask("answer", answer=answer(hold))
    said = desk.fail(1, "approve", hold["code"], "--digest", hold["digest"])
    assert "are gone" in said and "deny it" in said
    assert reached(journal) == [] and again
    desk.act("deny", hold["code"], "too-broad")


# What they type is recorded


def extension(desk: Desk) -> int:
    """How much longer the one hold of the trail is open than it was."""
    (held,), (extended,) = desk.entries("call.held"), desk.entries("hold.extended")
    return extended["parkUntil"] - held["parkUntil"]


def test_what_operators_type_is_recorded(desk: Desk):
    desk.start(desk.policy("""
        box/read: { tier: high, say: "read", justify: required }
        box/write: { tier: medium }
        """, agent=", rung: within-caps", holds="{ wait: 30s, park: 10m }"))
    client = desk.client()
    client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.act("extend", hold["code"], "7m")
    assert extension(desk) == 420_000_000_000
    desk.act("approve", hold["code"], "--digest", hold["digest"], "--reason", "the \u202e owner asked")
    client.request("tools/call", call("read", text="x"))
    hold = desk.hold()
    desk.fail(2, "approve", hold["code"], "--digest", hold["digest"])
    desk.act("approve", hold["code"], "--digest", hold["digest"], "--reason", "second words")
    shown = desk.read("holds", hold["code"])["summary"]
    assert [each["channel"] for each in shown["approvals"]] == ["script"]
    assert [entry["note"] for entry in desk.entries("hold.approved")] == [
        "the \u202e owner asked", "second words"]
    shown = desk.act("audit", "show", str(desk.entries("hold.approved")[1]["call"]))
    assert "second words" in shown
    extended, = desk.entries("hold.extended")
    assert extended["by"] == "ana" and extended["parkUntil"] > extended["at"]
    desk.act("grant", "bot", "box/write", "within-caps", "--reason", "two good weeks")
    assert [entry["reason"] for entry in desk.entries("rung.granted")] == ["two good weeks"]
    run, = desk.read("runs")["runs"]
    desk.act("run", "end", run["run"], "--reason", "done for today")
    ended, = desk.entries("run.ended")
    assert (ended["reason"], ended["note"]) == ("operator", "done for today")


def test_an_extension_is_bounded_by_the_policy(desk: Desk):
    desk.start(desk.policy("box/write: { tier: medium }", holds="{ wait: 30s, park: 60s }"))
    client = desk.client()
    client.request("tools/call", WRITE)
    before = desk.hold()
    assert "at most 1m more" in desk.fail(4, "extend", before["code"], "61s")
    desk.act("extend", before["code"])
    assert extension(desk) == 60_000_000_000


def test_a_token_that_is_written_or_revoked_is_recorded(product, raw, server):
    supervise(product, [Agent("bot", server("legacy"))])
    client = raw(product.connect("bot"), env=product.environment())
    client.open_legacy()
    product.run("agent", "add", "bot", check=True)
    client.end()
    product.run("agent", "revoke", "bot", check=True)
    lines = product.run("audit", "tail", "-n", "99", "--json", check=True).stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    told = [json.loads(entry["data"]) for entry in entries if entry["kind"] == "proof.changed"]
    assert [(entry["agent"], entry["by"], "token" in entry) for entry in told] == [
        ("bot", "ana", True), ("bot", "ana", False)]
    hashed = told[0]["token"]
    assert len(hashed) == 64 and hashed not in (product.folder / "keys" / "bot.hash").parent.name


# What is sent is what was seen


def test_what_goes_beside_the_arguments_is_on_the_card_and_in_the_digest(desk: Desk, control, journal: Path):
    policy = desk.policy("""box/write: { tier: medium, say: "write {/text}" }""",
                         holds="{ wait: 30s, park: 10m }")
    desk.start(policy)
    client = desk.client()

    tokens = iter(range(99))

    def ask(**more) -> int:
        # What is in _meta differs with each try and is no part of what is approved.
        params = WRITE | more | {"_meta": {"progressToken": next(tokens)}}
        return client.request("tools/call", params)

    ask()
    plain = desk.hold()
    desk.act("deny", plain["code"], "not-needed")
    ask(mode={"dry": False}, name2=" \u202e")
    hold = desk.hold()
    assert hold["digest"] != plain["digest"]
    desk.product.supervisors[-1].stop()
    desk.start(policy)
    client = desk.client()
    again = ask(mode={"dry": False}, name2=" \u202e")
    eventually(lambda: desk.hold()["callerWaits"])
    card = desk.read("holds", hold["code"])
    assert [(each["pointer"], each["text"]) for each in card["alsoSent"]] == [
        ("/params/mode/dry", "false"), ("/params/name2", '" \\u202e"')]
    assert "also sent" in desk.act("holds", hold["code"])
    # Without it, or with another value, it is another call.
    ask(mode={"dry": True}, name2=" \u202e")
    eventually(lambda: len(desk.open_holds()) == 2)
    desk.approve(desk.read("holds", hold["code"])["summary"])
    assert client.answer(again)["result"]["isError"] is False
    sent, = [json.loads(line)["params"] for line in journal.read_bytes().splitlines()
             if b"tools/call" in line]
    assert (sent["mode"], sent["name2"]) == ({"dry": False}, " \u202e")


def test_a_member_beside_params_is_on_the_card(desk: Desk):
    desk.start(desk.policy("box/write: { tier: medium }"))
    client = desk.client()
    client.send_bytes(json.dumps({
        "jsonrpc": "2.0", "id": "x", "method": "tools/call", "params": WRITE, "a/b": [1],
    }).encode() + b"\n")
    card = desk.read("holds", desk.hold()["code"])
    assert [(each["pointer"], each["text"]) for each in card["alsoSent"]] == [("/a~1b/0", "1")]


def test_reading_and_hearing_of_a_resource_are_two_things(product, raw, tmp_path):
    desk = Desk(product, raw, [sys.executable, str(OUTSIDE / "servers" / "whole.py"), "legacy"])
    desk.start(desk.policy("box/read: { tier: low }", agent=", resources: [box], hold-reads: true"))
    client = desk.client()
    seen = {}
    for method in ("resources/read", "resources/subscribe"):
        asked = client.request(method, {"uri": "test://note"})
        hold = desk.hold()
        assert hold["tool"] == f"box/{method}"
        seen[method] = hold["digest"]
        desk.approve(hold)
        assert "result" in client.answer(asked)
    assert len(set(seen.values())) == 2
    actions = [entry["judgement"]["action"] for entry in desk.entries("call.held")]
    assert actions == [{"resource": "box", "method": method} for method in seen]


# Nothing slow is done where a kill has to pass


@needs_strace
def test_no_file_is_opened_for_a_kill_and_none_on_the_loop_for_a_reload(
        product, raw, server, control_of, tmp_path: Path):
    supervisor = supervise(product, [Agent("bot", server("legacy"))])
    client = raw(product.connect("bot"), env=product.environment())
    client.open_legacy()
    control = control_of(product)
    for _ in range(3):  # What is looked at every 15 s opens files as well: not each time.
        trace = Strace(
            supervisor.process.pid, tmp_path / "strace", trace="openat,epoll_wait,sendmsg,write")
        control.ask("kill", scope={"kind": "tool", "name": "bot/write"}, reason="look")
        trace.stop()
        if not opened(tmp_path / "strace"):
            break
    assert opened(tmp_path / "strace") == []
    trace = Strace(supervisor.process.pid, tmp_path / "again", trace="openat,epoll_wait")
    control.ask("policy-reload")
    trace.stop()
    lines = (tmp_path / "again").read_text().splitlines()
    loop = {line.split()[0] for line in lines if "epoll_wait" in line}
    opening = {line.split()[0] for line in lines if "openat(" in line}
    assert len(loop) >= 1 and opening and not loop & opening
    names = opened(tmp_path / "again")
    assert str(product.policy) in names and any(name.endswith("bot.hash") for name in names)


def opened(log: Path) -> list[str]:
    """The files that were opened, but for the system's own."""
    quoted = [re.search(r'openat\([^"]*"((?:\\x[0-9a-f]{2})*)"', line)
              for line in log.read_text().splitlines()]
    names = [bytes.fromhex(each[1].replace("\\x", "")).decode() for each in quoted if each]
    return [name for name in names if not name.startswith(("/proc/", "/sys/", "/dev/"))]


# What floods is bounded, what is slow is waited for


def test_a_feed_of_large_entries_reaches_a_client_that_keeps_up(desk: Desk):
    desk.start(desk.policy("""box/write: { tier: medium, recipient: /to, deny: always }"""))
    client = desk.client()
    # Each refusal names 300 recipients: an entry of 30 KB.
    everybody = [f"person {number}" for number in range(300)]
    for _ in range(200):
        client.request("tools/call", call("write", text="x", to=everybody))
    eventually(lambda: int(desk.read("status")["trail"]["size"]) > 200)
    follower = Follower()
    control = Control(desk.product.control_socket, follower.told)
    control.ask("subscribe", **{"from": "0"})
    last = int(desk.read("status")["trail"]["size"]) - 1
    follower.wait_through(last)
    assert set(range(last + 1)) <= set(follower.entries)
    control.close()


def test_of_a_refused_call_no_more_is_kept_than_of_others(desk: Desk):
    desk.start(desk.policy("box/write: { tier: medium, deny: always }"))
    client = desk.client()
    client.ask("tools/call", call("write", text="x" * 3_000_000))
    refused, = desk.entries("call.refused")
    assert "not kept" in desk.act("audit", "show", str(refused["call"]))


def test_a_flood_of_one_kind_of_alert_runs_the_command_once(desk: Desk):
    desk.start(desk.policy("box/write: { tier: medium, deny: always }"))
    client = desk.client()
    # All at once: after a minute it would be run again.
    asked = [client.request("tools/call", call("write", text=str(number))) for number in range(20)]
    for each in asked:
        client.answer(each)
    desk.act("kill", "--reason", "enough")
    eventually(lambda: "kill-engaged desk 1" in desk.alerted())
    assert [line for line in desk.alerted() if "outside" in line] == ["outside-policy desk 1"]


# What a slip of the pen, or a second thought, comes to


def test_a_denial_can_be_turned_around(desk: Desk, journal: Path):
    desk.start(desk.policy('box/write: { tier: high, say: "write {/text}" }'))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.act("deny", hold["code"], "wrong-target")
    assert refusal(client.answer(asked)) == "denied_by_person"
    assert refusal(client.ask("tools/call", WRITE)) == "denied_by_person"  # Without a new hold.
    assert desk.open_holds() == [] and reached(journal) == []
    hold = desk.hold_in(hold["code"], "denied")
    # What a script was told to approve was open then: it cannot mean this.
    assert "only a person" in desk.fail(5, "approve", hold["code"], "--digest", hold["digest"])
    with desk.terminal("approve", hold["code"]) as terminal:
        terminal.until("It is denied")
        assert terminal.answer(hold["code"]) == 0, terminal.shown
    assert client.ask("tools/call", WRITE)["result"]["isError"] is False
    assert len(reached(journal)) == 1
    # Once: the next one is a question again.
    client.request("tools/call", WRITE)
    assert desk.hold()["code"] != hold["code"]


def test_a_card_of_before_a_denial_approves_nothing(desk: Desk, journal: Path):
    """Two people look at one hold: who reads on while the other denies it does not turn that around."""
    desk.start(desk.policy('box/write: { tier: medium, say: "write {/text}" }'))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    with desk.terminal("approve", hold["code"]) as terminal:
        terminal.until("approve")
        desk.act("deny", hold["code"], "suspicious")
        assert refusal(client.answer(asked)) == "denied_by_person"
        assert terminal.answer(hold["code"][0]) == 5, terminal.shown
        assert "look at it again" in terminal.shown
    assert desk.hold_in(hold["code"], "denied")
    assert refusal(client.ask("tools/call", WRITE)) == "denied_by_person" and reached(journal) == []


@pytest.mark.parametrize("scope", [
    ("--server", "bax"), ("--agent", "bat"), ("--tool", "box/wrote"), ("--run-name", "r999")])
def test_a_kill_of_nothing_says_so(desk: Desk, scope):
    """Who mistypes a name in an emergency must not read that it is stopped."""
    desk.start(desk.policy("box/read: { tier: low }"))
    said = desk.fail(6, "kill", *scope, "--reason", "it runs away")
    assert "nothing was stopped" in said, said
    assert desk.read("status")["kills"] == []


def test_switches_that_change_nothing_say_so(desk: Desk):
    desk.start(desk.policy("box/read: { tier: low }"))
    assert "were not frozen" in desk.act("freeze", "--off")
    assert "no agent nobody" in desk.fail(6, "resume", "nobody")
    assert "no open run r999" in desk.fail(6, "run", "end", "r999", "--reason", "over")


# What is printed is for people


def test_the_trail_is_told_in_words(desk: Desk):
    desk.start(desk.policy('box/read: { tier: low }\nbox/write: { tier: high, say: "write {/text}" }'))
    client = desk.client()
    client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.act("deny", hold["code"], "--reason", "too broad")
    assert desk.entries("hold.denied")[0]["reason"] == "too-broad"
    told = desk.act("audit", "tail")
    assert f"DENIED    {hold['code']} by ana (script)" in told and "too broad" in told
    assert re.search(r"^[0-9]+ [0-9:]{8}Z  HELD +\S+  bot  box/write  c[0-9]+  high  because tier", told, re.M)
    assert "{" not in told
    held, = desk.entries("call.held")
    shown = desk.act("audit", "show", f"c{held['judgement']['call']}")
    assert re.search(r"^  check tier +hold +line [0-9]+ ", shown, re.M), shown
    assert held["judgement"]["digest"] in shown


def test_what_is_not_there_is_said_with_what_lists_it(desk: Desk):
    desk.start(desk.policy("box/read: { tier: low }"))
    for words in (["deny", "333", "too-broad"], ["deny", "333", "--reason", "x"]):
        assert "pullcord holds" in desk.fail(6, *words)
    said = desk.fail(6, "grant", "codr", "box/read", "hold-all", "--reason", "x")
    assert "no agent codr" in said
    assert "there is no agent codr" in desk.fail(6, "kill", "--agent", "codr", "--reason", "x")


def test_each_fault_of_a_policy_file_is_a_line(desk: Desk):
    policy = desk.policy("box/read: { tier: low }")
    desk.start(policy)
    desk.product.policy.write_text(policy.replace("tier: low", "tier: lowe") + "nonsense: 1\n")
    lines = desk.fail(1, "policy", "reload").splitlines()
    assert sum("policy.yaml:" in line for line in lines) >= 2, lines
    assert all(line.count("policy.yaml:") < 2 for line in lines), lines


def test_a_denial_names_what_it_denies_before_it_asks(desk: Desk):
    desk.start(desk.policy('box/write: { tier: high, say: "write {/text}" }'))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    with desk.terminal("deny", "333") as nobody:
        assert nobody.end() == 6
        assert "no hold 333" in nobody.shown and "Why?" not in nobody.shown
        assert "pullcord holds" in nobody.shown
    with desk.terminal("deny", hold["code"]) as terminal:
        before = terminal.until("Why?").split("Why?")[0]
        assert f"{hold['code']}  HIGH  bot  box/write: write" in before
        assert terminal.answer("3") == 0
    assert refusal(client.answer(asked)) == "denied_by_person"
    assert desk.entries("hold.denied")[0]["reason"] == "suspicious"


def test_complaints_at_a_terminal_are_broken_between_words(desk: Desk):
    words = ["status", "--run", "/nowhere-at-all"]
    whole = desk.fail(3, *words).split()
    with desk.terminal(*words) as terminal:
        assert terminal.end() == 3
    rows = terminal.shown.splitlines()
    assert len(rows) > 1 and max(map(len, rows)) <= 80
    assert terminal.shown.split() == whole


def test_a_call_whose_outcome_nobody_knows_is_told_as_such(product, raw, server, tmp_path: Path):
    """The supervisor is killed while the call is at its server: whoever looks at the call reads it."""
    calls = tmp_path / "calls"
    calls.touch()
    desk = Desk(product, raw, server("journal", "--hold")[:-1] + [str(calls)])
    supervisor = desk.start(desk.policy("box/read: { tier: low }"))
    client = desk.client()
    client.request("tools/call", call("read", n="1"))
    eventually(calls.read_bytes)
    admitted, = eventually(lambda: desk.entries("call.admitted"))
    name = f"c{admitted['judgement']['call']}"
    assert "no outcome is recorded yet" in desk.act("audit", "show", name)
    supervisor.kill()
    client.stop()
    desk.product.supervise()
    eventually(lambda: f"outcome unknown: {name} bot box/read" in desk.act("audit", "tail"))
    for place in ([], ["--trail", str(product.folder / "data" / "trail")]):
        shown = " ".join(desk.act("audit", "show", name, *place).split())
        assert "OUTCOME UNKNOWN: the supervisor stopped before" in shown


def test_reloads_keep_no_old_texts(desk: Desk):
    """Who edits the policy all day must not make the supervisor grow: the trail has each text."""
    count, size = 32, 512 * 1024
    policy = desk.policy("box/read: { tier: low }")
    supervisor = desk.start(policy)

    def reload(number: int) -> None:
        rest = f"# {number} " + "x" * 90 + "\n"
        desk.product.policy.write_text(policy + rest * (size // len(rest)))
        desk.act("policy", "reload")

    for number in range(8):
        reload(number)
    desk.product.settle()
    before = supervisor.memory()
    for number in range(8, 8 + count):
        reload(number)
    desk.product.settle()
    grown = supervisor.memory() - before
    assert grown < count * size, f"{grown >> 20} MiB more after {count} texts of {size >> 10} KiB"
