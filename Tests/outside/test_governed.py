"""A governed call, end to end: an agent, a server of others, and a person at the command line."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterator

import pytest

from support import tee
from support.desk import USER, Desk, call, make_repository, reached, refusal, text
from support.environments import NEWEST_SDK, OUTSIDE, program
from support.sdk import session
from support.waiting import eventually

# How long an approval at high and critical rests before its call goes.
REST_SECONDS = 3
TOOLS = """
box/read: { tier: low }
box/write: { tier: medium }
"""
WRITE = call("write", text="x")


@pytest.fixture
def desk(product, raw, server) -> Iterator[Desk]:
    """A supervisor is not started yet; the server is one of our own, with a journal. What agents
    heard is held against the schemas at the end."""
    desk = Desk(product, raw, server("legacy"))
    yield desk
    desk.check_messages()


# A draft of `pullcord init` for a server of others, which a person edits to ten lines


def edited(draft: str, page: list[str]) -> str:
    """What a person makes of it: tiers for what is used, a denial, the rest removed, and a page."""
    kept = {
        "git_status": "{ tier: low }",
        "git_commit": '{ tier: medium, say: "commit: {/message}" }',
        "git_reset": "{ deny: always }"}
    lines = []
    for line in draft.splitlines():
        tool = re.match(r"  git/(\w+):", line)
        if line.startswith("#") or tool and tool[1] not in kept:
            continue
        if tool:
            line = f"  git/{tool[1]}: {kept[tool[1]]}"
        line = re.sub(r"may: \[git/.*?\]", f"may: [{', '.join(f'git/{t}' for t in kept)}]", line)
        # The test answers by script, which the drafted operator must be allowed.
        lines.append(line.replace("answers: high,", "answers: high, scripts: high,"))
    return "\n".join([*lines, f"alerts: [ {{ command: {json.dumps(page)} }} ]", ""])


@pytest.fixture
def git(product, raw, tmp_path: Path) -> Iterator[Desk]:
    repository = tmp_path / "repository"
    make_repository(repository)
    command = [program("main", "mcp-server-git"), "--repository", str(repository)]
    desk = Desk(product, raw, tee.command(tmp_path / "tee", command))
    draft = product.run("init", "git", "--agent", "bot", "--", *desk.command, check=True)
    assert draft.stdout.decode().count("\n  git/git_") == 12
    shutil.rmtree(tmp_path / "tee")  # what was said while drafting
    text = edited(draft.stdout.decode(), desk.page)
    assert len(text.splitlines()) <= 11, text  # ten, and the page
    product.policy.write_text(text)
    desk.token = tmp_path / "bot.token"
    product.run("policy", "check", check=True)
    product.run("agent", "add", "bot", "--token-file", str(desk.token), check=True)
    product.supervise()
    yield desk
    desk.check_messages()


def commits(git: Desk) -> list[str]:
    repository = git.product.folder / "repository"
    log = subprocess.run(["git", "-C", str(repository), "log", "--format=%s"], check=True,
                         capture_output=True, text=True)
    return log.stdout.splitlines()


def path_of(entry: dict) -> dict[str, str]:
    """The path of checks that an entry holds: each with its ruling."""
    return {check: ruling for check, ruling, *_ in entry["judgement"]["findings"]}


def test_a_drafted_policy_of_ten_lines(git: Desk, tmp_path: Path):
    client = git.client()
    here = str(tmp_path / "repository")
    tools = [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]]
    assert sorted(tools) == ["git_commit", "git_reset", "git_status"]

    assert "staged" in text(client.ask("tools/call", call("git_status", repo_path=here)))
    assert git.open_holds() == []

    # Spelled as no encoder would: it must arrive as it was written.
    odd = '{ "message":"sec\\u006fnd" , "repo_path" : %s }' % json.dumps(here)
    commit = 70
    client.send_bytes(
        b'{"jsonrpc":"2.0","id":70,"method":"tools/call","params":{"arguments":%s,"name":"git_commit"}}'
        b'\n' % odd.encode())
    hold = git.hold()
    assert (hold["tool"], hold["say"]) == ("git/git_commit", 'commit: "second"')
    assert commits(git) == ["first"]
    assert "approved" in git.approve(hold)
    assert client.answer(commit)["result"]["isError"] is False
    assert commits(git) == ["second", "first"]

    reset = client.ask("tools/call", call("git_reset", repo_path=here))
    assert refusal(reset) == "denied" and "throw away" not in json.dumps(reset)
    log = client.ask("tools/call", call("git_log", repo_path=here))
    assert refusal(log) == "denied"
    # Paged at once: the kind of alert, and the host's label as drafted.
    label = git.read("status")["host"]["label"]
    eventually(lambda: any(line.startswith(f"outside-policy {label}") for line in git.alerted()))

    called = [json.loads(line.data) for lines in tee.recorded(tmp_path / "tee") for line in lines
              if line.goes_in and b"tools/call" in line.data]
    assert [m["params"]["name"] for m in called] == ["git_status", "git_commit"]
    sent = [line.data for lines in tee.recorded(tmp_path / "tee") for line in lines
            if line.goes_in and b'"git_commit"' in line.data]
    assert len(sent) == 1 and f'"arguments":{odd}'.encode() in sent[0]
    shows_each_path(git)


def shows_each_path(git: Desk) -> None:
    status, = git.entries("call.admitted", call=1)
    assert set(path_of(status).values()) == {"allow"}
    held, = git.entries("call.held", call=2)
    assert [check for check, ruling in path_of(held).items() if ruling == "hold"] == ["rung"]
    admitted, = git.entries("call.admitted", call=2)
    approved, = git.entries("hold.approved", call=2)
    assert admitted["approvedBy"] == USER and approved["channel"] == "script"
    assert approved["digest"] == held["judgement"]["digest"]
    # Refusals are recorded soon, not at once.
    eventually(lambda: len(git.entries("call.refused")) == 2)
    reset, = git.entries("call.refused", call=3)
    assert path_of(reset)["rule"] == "deny" and reset["isAlert"] is True
    log, = git.entries("call.refused", call=4)
    assert path_of(log)["grant"] == "deny" and log["isAlert"] is True
    shown = git.act("audit", "show", "2")
    for word in ("HELD", "APPROVED", "ALLOWED", "FINISHED", "check rung", '"message"'):
        assert word in shown
    assert int(git.verified()["size"]) >= len(git.entries())


def test_approved_at_a_terminal(desk: Desk, journal: Path):
    desk.start(desk.policy("""
        box/read: { tier: critical, say: "read {/text}" }
        box/write: { tier: high, say: "write {/text}" }
        """))
    client = desk.client()
    for tool, wrong in (("write", "first"), ("read", "ZZZ")):
        asked = f"{tool} asked"
        params = json.dumps(call(tool, text="a\u202eb"), ensure_ascii=False)
        client.send_bytes(
            f'{{"jsonrpc":"2.0","id":"{asked}","method":"tools/call","params":{params}}}\n'.encode())
        code = desk.hold()["code"]
        typed = code[0] if wrong == "first" else wrong
        with desk.terminal("approve", code) as terminal:
            shown = terminal.until(code)
            assert terminal.answer(typed) == 1
            assert "still waits" in terminal.shown
        with desk.terminal("approve", code) as terminal:
            shown = terminal.until("digest")
            assert f"{tool} \"a<U+202E>b\"" in shown and "\u202e" not in shown
            assert "HIDDEN" in shown and "UNGUARDED" in shown and "desk" in shown
            assert terminal.answer(code) == 0
        assert client.answer(asked)["result"]["isError"] is False
    assert [entry["channel"] for entry in desk.entries("hold.approved")] == ["terminal"] * 2
    assert len(reached(journal, "write")) == len(reached(journal, "read")) == 1


def test_a_script_may_not_answer_what_is_critical(desk: Desk, journal: Path):
    desk.start(desk.policy("""box/write: { tier: critical, say: "write" }"""))
    client = desk.client()
    client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.fail(2, "approve", hold["code"])
    desk.fail(4, "approve", hold["code"], "--digest", hold["digest"])
    desk.fail(5, "approve", hold["code"], "--digest", "0" * 64)
    assert desk.hold()["code"] == hold["code"] and reached(journal) == []


ODD = [
    '{"text":"x" ,  "b":1.10,"a":1e2 , "c" : -0.0}',
    '{"z":1,"text":"\\u0041\\/\\ud83d\\ude00","a":{"k":[1 , 2,[ ]]}}',
    '{"text":"\u00e9e\u0301 \u202e \U0001f600","big":123456789012345678901234567890}',
    '{  "text"\t:\t"tab"  }',
]


@pytest.mark.parametrize("arguments", ODD)
def test_arguments_arrive_byte_for_byte(desk: Desk, journal: Path, arguments: str):
    """When they run at once, and when a person approved them."""
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    for number, tool in ((50, "read"), (51, "write")):
        line = f'{{"jsonrpc":"2.0","id":{number},"method":"tools/call","params":{{' \
            f'"arguments":{arguments},"name":"{tool}"}}}}\n'
        client.send_bytes(line.encode())
        if tool == "write":
            desk.approve(desk.hold())
        client.answer(number)
        arrived = journal.read_bytes().splitlines()[-1]
        assert f'"arguments":{arguments}'.encode() in arrived


# Answers


def test_denied_with_a_reason(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    desk.act("deny", desk.hold()["code"], "not on a Friday")
    answer = client.answer(asked)
    assert refusal(answer) == "denied_by_person" and "Friday" not in json.dumps(answer)
    again = client.ask("tools/call", WRITE)
    assert refusal(again) in ("denied", "denied_by_person")
    assert desk.open_holds() == [] and reached(journal) == []
    denied, = desk.entries("hold.denied")
    assert (denied["by"], denied["note"]) == ("ana", "not on a Friday")
    other = client.request("tools/call", call("write", text="other"))
    desk.act("deny", desk.hold()["code"], "2")
    assert refusal(client.answer(other)) == "denied_by_person"


def test_nobody_answers(desk: Desk, journal: Path):
    """Without progress: told to call again, and the hold is found; then it is denied by time."""
    desk.start(desk.policy(TOOLS, holds="{ wait: 1s, park: 12s }"))
    client = desk.client()
    first = client.ask("tools/call", WRITE)
    assert refusal(first) == "pending"
    held, = desk.read("holds")["holds"]  # On a slow machine its time may be over already.
    code = held["code"]
    assert code in text(first) and "exactly the same arguments" in text(first)
    second = client.ask("tools/call", WRITE)
    assert refusal(second) in ("pending", "expired") and code in json.dumps(second)
    assert [hold["code"] for hold in desk.read("holds")["holds"]] == [code]
    expired = desk.hold_in(code, "expired")
    assert expired["callerWaits"] is False
    assert reached(journal) == []
    assert len(desk.entries("hold.expired")) == 1


def test_a_caller_with_progress_waits_and_is_told(desk: Desk):
    desk.start(desk.policy(TOOLS, holds="{ wait: 2s, park: 2s }"))
    client = desk.client()
    answer = client.ask("tools/call", WRITE | {"_meta": {"progressToken": "p"}})
    assert refusal(answer) == "expired"
    told = [m["params"] for m in client.seen if m.get("method") == "notifications/progress"]
    assert told and told[0]["progressToken"] == "p" and "person" in told[0]["message"]


def test_the_same_call_again_finds_its_approval(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS, holds="{ wait: 1s, park: 10m }"))
    client = desk.client()
    assert refusal(client.ask("tools/call", WRITE)) == "pending"
    hold = desk.hold()
    desk.approve(hold)
    assert desk.hold_in(hold["code"], "approved-for-retry")
    assert reached(journal) == []
    assert refusal(client.ask("tools/call", call("write", text="other"))) == "pending"
    assert reached(journal) == []
    assert client.ask("tools/call", WRITE)["result"]["isError"] is False
    assert reached(journal) == [{"text": "x"}]
    assert refusal(client.ask("tools/call", WRITE)) == "pending"
    assert reached(journal) == [{"text": "x"}]


def test_the_caller_gives_up_and_comes_back(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    client.notify("notifications/cancelled", {"requestId": asked, "reason": "enough"})
    eventually(lambda: not desk.hold()["callerWaits"])
    assert "allowed" in desk.act("holds", hold["code"]) or "LEFT" in desk.act("holds", hold["code"])
    hold = desk.hold()
    desk.approve(hold)
    assert client.ask("tools/list")["result"]["tools"] and reached(journal) == []
    again = client.request("tools/call", WRITE)
    assert client.answer(again)["result"]["isError"] is False
    assert reached(journal) == [{"text": "x"}]
    assert not any(m.get("id") == asked for m in client.seen if "method" not in m)


def test_a_modern_caller_is_sent_back_for_a_while(desk: Desk, journal: Path):
    """A state-only `input_required` is no answer: the client calls again with that state."""
    desk.start(desk.policy(TOOLS, holds="{ wait: 1s, park: 10m }"))
    client = desk.client(opened=False)
    legs = [client.ask("tools/call", client.modern(WRITE))["result"]]
    assert legs[0]["resultType"] == "input_required" and not legs[0].get("inputRequests")
    desk.approve(desk.hold())
    while legs[-1]["resultType"] == "input_required" and len(legs) < 8:
        state = {"requestState": legs[-1]["requestState"]}
        legs.append(client.ask("tools/call", client.modern(WRITE | state))["result"])
    assert legs[-1]["resultType"] == "complete" and legs[-1]["isError"] is False
    assert reached(journal) == [{"text": "x"}] and len(desk.entries("call.held")) == 1


@pytest.mark.parametrize("version, mode", [
    (NEWEST_SDK, "auto"), (NEWEST_SDK, "legacy"), ("1.6.0", "old")])
def test_sdk_clients_wait_for_a_person(desk: Desk, journal: Path, version: str, mode: str):
    """Unchanged: the modern one is sent back a few times, the others wait for their answer."""
    wait = "6s" if mode == "auto" else "2m"
    desk.start(desk.policy(TOOLS, holds=f"{{ wait: {wait}, park: 5m }}"))
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(
            session, desk.product.connect("bot"), [{"do": "call_tool"} | WRITE], version=version,
            mode=mode)
        hold = desk.hold()
        if mode == "auto":
            eventually(lambda: desk.entries("caller.returned"))
        desk.approve(desk.hold())
        result, = asked.result(timeout=160)["results"]
    assert result["result"]["isError"] is False and hold["tool"] == "box/write"
    assert reached(journal) == [{"text": "x"}] and len(desk.entries("call.held")) == 1


def test_recalled_within_its_rest(desk: Desk, journal: Path):
    desk.start(desk.policy("""box/write: { tier: high, say: "write" }"""))
    client = desk.client()
    for attempt in range(5):
        arguments = {"text": f"x{attempt}"}
        asked = client.request("tools/call", call("write", **arguments))
        hold = desk.hold()
        began = time.monotonic()
        assert "3 s" in desk.approve(hold)
        recalled = desk.product.run("recall", hold["code"])
        if recalled.returncode == 0 or time.monotonic() - began < REST_SECONDS:
            break
        # The machine took the rest away: the call went, as it must, and another is tried.
        assert client.answer(asked)["result"]["isError"] is False
    assert recalled.returncode == 0, recalled
    again = desk.hold()
    assert again["code"] == hold["code"] and again["revision"] > hold["revision"]
    other = "1" if hold["digest"].endswith("0") else "0"
    desk.fail(5, "approve", hold["code"], "--digest", hold["digest"][:-1] + other)
    assert arguments not in reached(journal)
    desk.approve(again)
    assert client.answer(asked)["result"]["isError"] is False
    assert reached(journal).count(arguments) == 1
    desk.fail(5, "recall", hold["code"])
    approvals, admitted = desk.entries("hold.approved"), desk.entries("call.admitted")
    assert len(approvals) == len(admitted) + 1
    assert admitted[-1]["at"] - approvals[-1]["at"] >= REST_SECONDS * 1_000_000_000


def test_extended_once(desk: Desk):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    client.request("tools/call", WRITE)
    before = desk.hold()
    desk.act("extend", before["code"])
    after = desk.hold()
    assert int(after["parkUntil"]) - int(before["parkUntil"]) > 50_000_000_000
    assert "once" in desk.fail(4, "extend", before["code"])


# Switches


def test_paused_and_resumed(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.act("pause", "bot", "--reason", "it loops")
    assert refusal(client.ask("tools/call", call("read", text="x"))) == "paused"
    assert "paused" in desk.fail(4, "approve", hold["code"], "--digest", hold["digest"])
    assert reached(journal) == []
    desk.act("resume", "bot")
    desk.approve(desk.hold())
    assert client.answer(asked)["result"]["isError"] is False
    assert client.ask("tools/call", call("read", text="x"))["result"]["isError"] is False


def test_frozen(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    desk.act("freeze", "--reason", "incident 7")
    assert client.ask("tools/call", call("read", text="x"))["result"]["isError"] is False
    assert refusal(client.ask("tools/call", WRITE)) == "frozen"
    desk.act("freeze", "--off")
    client.request("tools/call", WRITE)
    assert desk.hold()["state"] == "open" and reached(journal) == []


def test_a_run_is_ended(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    run, = desk.read("runs")["runs"]
    desk.act("run", "end", run["run"], "--reason", "done for today")
    assert refusal(client.answer(asked)) == "run_ended"
    assert desk.hold_in(hold["code"], "withdrawn")
    assert desk.fail(5, "approve", hold["code"], "--digest", hold["digest"])
    assert refusal(client.ask("tools/call", call("read", text="x"))) == "run_ended"
    fresh = desk.client()
    assert fresh.ask("tools/call", call("read", text="x"))["result"]["isError"] is False
    assert reached(journal) == []


def test_killed_and_released(desk: Desk, journal: Path):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    assert client.ask("tools/call", call("read", text="x"))["result"]["isError"] is False
    asked = client.request("tools/call", WRITE)
    hold = desk.hold()
    desk.act("kill", "--reason", "wrong account")
    assert refusal(client.answer(asked)) == "killed"
    assert refusal(client.ask("tools/call", call("read", text="y"))) == "killed"
    assert desk.read("status")["kills"]
    desk.fail(5, "approve", hold["code"], "--digest", hold["digest"])
    assert desk.fail(2, "release")
    desk.act("release", "--reason", "the key was replaced")
    assert refusal(client.ask("tools/call", call("read", text="z"))) == "paused"
    desk.act("resume", "bot")
    assert client.ask("tools/call", call("read", text="after"))["result"]["isError"] is False
    assert reached(journal, "read") == [{"text": "x"}, {"text": "after"}] and reached(journal) == []


# What is no call


@pytest.mark.parametrize("granted", [True, False])
def test_hearing_of_a_resource_needs_the_grant_of_reading_it(product, raw, tmp_path, granted: bool):
    server = [sys.executable, str(OUTSIDE / "servers" / "whole.py"), "modern"]
    desk = Desk(product, raw, tee.command(tmp_path / "tee", server))
    desk.start(desk.policy("box/read: { tier: low }", agent=", resources: [box]" if granted else ""))
    client = desk.client(opened=False)
    wanted = {"toolsListChanged": True, "resourceSubscriptions": ["test://note"]}
    client.request("subscriptions/listen", client.modern({"notifications": wanted}), id="l")
    first = client.message()
    assert ("error" in first) is not granted
    read = client.ask("resources/read", client.modern({"uri": "test://note"}))
    assert ("result" in read) is granted
    client.notify("notifications/cancelled", {"requestId": "l"})
    client.ask("tools/list", client.modern())

    def listened() -> list[list[str] | None]:
        (lines,) = tee.recorded(tmp_path / "tee")
        return [json.loads(line.data)["params"]["notifications"].get("resourceSubscriptions")
                for line in lines if line.goes_in and b"subscriptions/listen" in line.data]

    eventually(lambda: listened() == ([None, ["test://note"], None] if granted else [None]))
    # Refusals are recorded soon, not at once.
    eventually(lambda: len(desk.entries("call.refused")) == (0 if granted else 2))
    desk.check_messages()


# The policy in force


def test_a_reload_that_is_stricter_applies_and_one_that_is_freer_waits(desk: Desk, journal: Path):
    free = desk.policy("""
        box/read: { tier: low }
        box/write: { tier: low }
        """)
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    desk.product.policy.write_text(free)
    assert "medium becomes low" in desk.act("policy", "reload")
    client.request("tools/call", WRITE)
    assert desk.hold()["tool"] == "box/write" and reached(journal) == []
    pending = desk.read("policy", "pending")["pending"]
    desk.fail(2, "policy", "apply")
    desk.act("policy", "apply", "--digest", pending["digest"])
    assert client.ask("tools/call", call("write", text="freed"))["result"]["isError"] is False
    desk.product.policy.write_text(desk.policy("""
        box/read: { tier: low }
        box/write: { tier: low, deny: always }
        """))
    desk.act("policy", "reload")
    assert refusal(client.ask("tools/call", call("write", text="caught"))) == "denied"
    desk.product.policy.write_text("pullcord: 1\nhoost: {}\n")
    assert "host" in desk.fail(1, "policy", "reload")
    assert refusal(client.ask("tools/call", call("write", text="caught again"))) == "denied"
    assert reached(journal) == [{"text": "freed"}]


def test_what_a_call_would_do_is_said_as_it_was_held(desk: Desk):
    """No list of holds reads their arguments again; a long sentence is cut."""
    def policy(said: str) -> str:
        return desk.policy(f'box/write: {{ tier: high, say: "{said} {{/text}}" }}')

    def said() -> list[str]:
        return sorted(hold["say"] for hold in desk.read("holds")["holds"])

    desk.start(policy("writes"))
    client = desk.client()
    client.request("tools/call", call("write", text="y" * 100_000))
    client.request("tools/call", WRITE)
    short, cut = eventually(lambda: len(said()) == 2 and said())
    assert short == 'writes "x"' and cut.startswith('writes "yy') and cut.endswith("y[+95945 bytes]")
    desk.product.supervisors[-1].stop()
    desk.start(policy("writes"))
    assert said() == [short, cut]
    desk.product.policy.write_text(policy("puts"))
    desk.act("policy", "reload")
    desk.act("policy", "apply", "--digest", desk.read("policy", "pending")["pending"]["digest"])
    assert said() == [short, cut]


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_restart_keeps_holds_limits_grants_and_switches(desk: Desk, journal: Path, way: str):
    policy = desk.policy("""
        box/read: { tier: low, limits: [ { calls: 2/h, over: deny } ] }
        box/write: { tier: medium }
        """, agent=", rung: within-caps, budget: { calls: 1000, writes: 1000 }",
        holds="{ wait: 30s, park: 10m }")

    def restart() -> None:
        supervisor = desk.product.supervisors[-1]
        supervisor.stop() if way == "stop" else supervisor.kill()
        desk.start(policy)

    desk.start(policy)
    client = desk.client()
    assert client.ask("tools/call", call("read", text="1"))["result"]["isError"] is False
    client.request("tools/call", WRITE)
    hold = desk.hold()
    restart()
    assert desk.hold()["code"] == hold["code"]
    client = desk.client()
    # After an unclean stop, what may have run ahead of the disk counts as spent.
    second = client.ask("tools/call", call("read", text="2"))
    assert second["result"]["isError"] is (way == "kill")
    assert refusal(client.ask("tools/call", call("read", text="3"))) == "over_limit"
    again = client.request("tools/call", WRITE)
    eventually(lambda: desk.hold()["callerWaits"])
    desk.approve(desk.hold())
    assert client.answer(again)["result"]["isError"] is False
    desk.act("grant", "bot", "box/write", "within-caps", "--reason", "two good weeks")
    desk.act("pause", "bot", "--reason", "night")
    restart()
    client = desk.client()
    assert refusal(client.ask("tools/call", call("write", text="paused"))) == "paused"
    desk.act("resume", "bot")
    assert client.ask("tools/call", call("write", text="alone"))["result"]["isError"] is False
    assert reached(journal) == [{"text": "x"}, {"text": "alone"}]
    desk.act("kill", "--reason", "the end")
    restart()
    # Nothing is started for an agent while a kill covers it.
    opening = {"protocolVersion": "2025-11-25", "capabilities": {},
               "clientInfo": {"name": "raw", "version": "1"}}
    error = desk.client(opened=False).ask("initialize", opening)["error"]
    assert "an operator has stopped" in error["message"]
    desk.verified()
