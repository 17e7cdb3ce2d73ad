"""What an agent's connection is told and owed: answers after the end of its input, lists that changed,
requests that need a grant, a server that an operator stopped."""
from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from support.control import Control, Follower
from support.governed import READ, WRITE, Agent, policy, refusal, status, supervise, text
from support.product import Product
from support.rawclient import LEGACY, RawClient
from support.strace import Strace, needs_strace
from support.waiting import children, eventually

OPENING = {"protocolVersion": LEGACY, "capabilities": {},
           "clientInfo": {"name": "raw", "version": "1"}}


def opened(raw, product: Product, agent: str = "bot") -> RawClient:
    client = raw(product.connect(agent), env=product.environment())
    client.open_legacy()
    return client


def reload(product: Product, agents: list[Agent], *, calls: int = 1_000_000) -> None:
    """Brings a policy into force that makes nothing freer."""
    product.policy.write_text(policy(agents).replace("calls: 1000000", f"calls: {calls}"))
    product.run("policy", "reload", check=True)


# The end of the agent's input


def script(*calls: dict) -> bytes:
    messages = [{"id": 1, "method": "initialize", "params": OPENING},
                {"method": "notifications/initialized"}]
    messages += [{"id": number + 2, "method": "tools/call", "params": call}
                 for number, call in enumerate(calls)]
    return b"".join(json.dumps({"jsonrpc": "2.0"} | each).encode() + b"\n" for each in messages)


@pytest.mark.parametrize("way", ["pipes", "files"])
def test_a_client_that_says_all_and_ends_its_input_gets_its_answers(product, server, tmp_path, way):
    supervise(product, [Agent("bot", server("hostile", "slow-call", "--seconds", "0.5"))])
    said = script(READ, WRITE)
    if way == "pipes":
        done = subprocess.run(product.connect("bot"), input=said, capture_output=True, timeout=60,
                              env=product.environment())
        output = done.stdout
    else:
        (tmp_path / "in").write_bytes(said)
        with (tmp_path / "in").open() as given, (tmp_path / "out").open("wb") as taken:
            done = subprocess.run(product.connect("bot"), stdin=given, stdout=taken, timeout=60,
                                  env=product.environment())
        output = (tmp_path / "out").read_bytes()
    answers = {json.loads(line)["id"]: json.loads(line) for line in output.splitlines()}
    assert sorted(answers) == [1, 2, 3], done
    assert refusal(answers[2]) is None and refusal(answers[3]) is None
    assert done.returncode == 0


def test_a_client_that_ends_its_input_is_waited_for_by_its_hold(product, raw, server):
    supervise(product, [Agent("bot", server("legacy"), {"read": "low", "write": "high"})])
    client = opened(raw, product)
    asked = client.request("tools/call", WRITE | {"_meta": {"progressToken": 1}})
    client.close_input()
    held = eventually(lambda: json.loads(product.run("holds", "--json").stdout).get("holds"))
    product.run("deny", held[0]["code"], "other", check=True)
    assert refusal(client.answer(asked)) == "denied_by_person"
    assert client.end() == 0


@needs_strace
def test_a_token_file_on_a_slow_disk_delays_nobody_else(product, raw, server, tmp_path):
    supervisor = supervise(product, [Agent(name, server("legacy")) for name in ("bot", "kid", "cat")])
    client = opened(raw, product)
    hash_file = product.policy.parent / "keys" / "kid.hash"
    assert hash_file.exists()
    trace = Strace(supervisor.process.pid, tmp_path / "strace", trace="open,openat", path=hash_file,
                   inject=("open,openat:delay_enter=300000000",))
    try:
        late = raw(product.connect("kid"), env=product.environment())
        eventually(lambda: b"kid.hash" in escaped((tmp_path / "strace").read_bytes()))
        assert refusal(client.ask("tools/call", READ)) is None
        # Whoever arrives now is let in, and who waits for that file is told so.
        assert refusal(opened(raw, product, "cat").ask("tools/call", READ)) is None
        assert late.end() != 0
        eventually(lambda: "token file of agent kid could not be read in time" in late.stderr())
    finally:
        trace.stop()
    assert refusal(opened(raw, product, "kid").ask("tools/call", READ)) is None


def escaped(log: bytes) -> bytes:
    """What strace wrote in hexadecimal, as bytes."""
    return re.sub(rb"\\x([0-9a-f]{2})", lambda byte: bytes([int(byte[1], 16)]), log)


@pytest.mark.parametrize("spelled, expected", [
    ('"é€😀"', None), ('"e\u0301"', None), (r'"\u00e9\/é"', None), ('"\x7f\u2028"', None), ("-0", None),
    (b'"a\xff"', b"none"), (b'"\xc3"', b"none"), (r'"\ud800"', b"none"), ("1.5", b"none"),
])
def test_an_id_comes_back_byte_for_byte(product, raw, server, spelled, expected):
    """Of what is done, of what is refused, and of a line with bytes that are no UTF-8 elsewhere."""
    supervise(product, [Agent("bot", server("legacy"))])
    client = opened(raw, product)
    id = spelled if isinstance(spelled, bytes) else spelled.encode()
    for rest in (b'"method":"tools/call","params":{"name":"read","arguments":{"text":"x"}}',
                 b'"method":"tools/call","params":{"name":"other","arguments":{}}',
                 b'"method":"nothing/known"', b'"method":"ping","params":{"text":"\xff"}'):
        client.send_bytes(b'{"jsonrpc":"2.0","id":' + id + b"," + rest + b"}\n")
        line = client.line()
        while b'"method"' in line:
            line = client.line()
        if expected == b"none":  # since 2025-11-25 an error whose id cannot be read goes without
            assert b'"id"' not in line and b'"error"' in line, (rest, line)
        else:
            assert b'"id":' + id + b"," in line.replace(b'"id": ', b'"id":'), (rest, line)


# What needs a grant


def test_a_completion_needs_the_grant_of_what_it_completes(product, raw, server, journal):
    command = server("whole", "legacy")
    supervise(product, [
        Agent("bot", command, keys="prompts: [bot]"), Agent("kid", command, resources=True)])
    prompt = {"ref": {"type": "ref/prompt", "name": "greet"},
              "argument": {"name": "who", "value": "a"}}
    template = {"ref": {"type": "ref/resource", "uri": "test://{name}"},
                "argument": {"name": "name", "value": "b"}}
    other = {"ref": {"type": "ref/else"}, "argument": {"name": "name", "value": "c"}}
    for agent, allowed, denied in [("bot", prompt, template), ("kid", template, prompt)]:
        client = opened(raw, product, agent)
        assert "completion" in client.ask("completion/complete", allowed)["result"]
        assert refusal(client.ask("completion/complete", denied)) == "denied"
        assert refusal(client.ask("completion/complete", other)) is not None
        assert refusal(client.ask("completion/complete", {"argument": {}})) is not None
    lines = [line for line in journal.read_bytes().splitlines() if b"completion/complete" in line]
    assert len(lines) == 2
    # It is in the trail as what it is.
    follower = Follower()
    control = Control(product.control_socket, follower.told)
    control.ask("subscribe", **{"from": "0"})
    wanted = {"method": "completion/complete"}
    eventually(lambda: [entry["data"]["judgement"]["action"] for entry in follower.of("call.admitted")]
               == [wanted | {"prompt": "bot"}, wanted | {"resource": "kid"}])
    control.close()


def test_a_quiet_supervisor_tells_its_subscribers_that_it_is_alive(product, raw, server, journal):
    """Who follows a trail in which nothing happens must not take that for a supervisor that hangs."""
    supervise(product, [Agent("bot", server("legacy"))])
    subscribed, other = Control(product.control_socket), Control(product.control_socket)
    snapshot = subscribed.ask("subscribe")
    eventually(lambda: len(subscribed.ticks) >= 4)
    times = [int(tick["now"]) for tick in subscribed.ticks]
    assert times == sorted(times) and times[-1] - times[0] >= 3 * 300_000_000
    assert subscribed.ticks[-1]["next"] == snapshot["sequence"]
    assert other.ticks == []
    subscribed.close()
    other.close()


def test_a_refused_subscription_is_asked_for_again(product, raw, server, journal):
    supervise(product, [Agent("bot", server("whole", "legacy"), resources=True)])
    client = opened(raw, product)
    late = {"uri": "test://late"}
    assert client.ask("resources/subscribe", late)["error"]["message"] == "not yet"
    assert client.ask("resources/subscribe", late)["result"] == {}
    assert client.ask("resources/subscribe", late)["result"] == {}
    assert journal.read_bytes().count(b'"resources/subscribe"') == 2
    # What is not wanted any more is not, whatever the server says to that.
    client.ask("resources/unsubscribe", late)
    assert client.ask("resources/unsubscribe", late)["result"] == {}
    assert client.ask("resources/subscribe", late)["result"] == {}
    assert journal.read_bytes().count(b'"resources/subscribe"') == 3


@pytest.mark.parametrize("asked", [["subscribe", "subscribe", "unsubscribe"],
                                   ["subscribe", "unsubscribe"],
                                   ["subscribe", "unsubscribe", "subscribe", "unsubscribe"]])
def test_subscriptions_on_their_way_at_once_leave_nothing(product, raw, server, journal, asked):
    """The server tells of what somebody wants, and of nothing that nobody does."""
    supervise(product, [Agent("bot", server("whole", "legacy"), {"read": "low", "change": "low"},
                              resources=True)])
    client = opened(raw, product)
    client.ask("tools/call", READ)
    note = {"uri": "test://note"}
    lines = [json.dumps({"jsonrpc": "2.0", "id": f"s{place}", "method": f"resources/{what}",
                         "params": note}) for place, what in enumerate(asked)]
    client.send_bytes("".join(line + "\n" for line in lines).encode())
    answers = [client.message() for _ in asked]  # in no order
    assert sorted(each["id"] for each in answers) == [f"s{place}" for place in range(len(asked))]
    assert all(each["result"] == {} for each in answers)
    change = client.ask("tools/call", {"name": "change", "arguments": {}})
    assert text(change) == "changed; resources told of: 0"
    assert journal.read_bytes().count(b'"resources/unsubscribe"') == asked.count("unsubscribe")
    # It can be subscribed to again, and is told of then.
    assert client.ask("resources/subscribe", note)["result"] == {}
    client.ask("tools/call", {"name": "change", "arguments": {}})
    eventually(lambda: client.ask("ping") and any(
        m.get("method") == "notifications/resources/updated" for m in client.seen))


def test_one_who_hangs_up_behind_a_full_pipe_leaves_no_subscription(product, raw, server, journal):
    """Its own words that it wants to hear no more were not written yet: the server is told all the same."""
    supervise(product, [Agent("bot", server("whole", "legacy"), {"read": "low", "change": "low"},
                              resources=True)])
    client, other = opened(raw, product), opened(raw, product)
    note = {"uri": "test://note"}
    assert client.ask("resources/subscribe", note)["result"] == {}
    process, = [each["process"] for each in status(product)["servers"][0]["processes"]]
    family = [process, *children(process)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    reads = [other.request("tools/call", {"name": "read", "arguments": {"text": "x" * 40_000}})
             for _ in range(20)]
    eventually(lambda: status(product)["inFlight"] == len(reads))
    client.request("resources/unsubscribe", note)
    eventually(lambda: status(product)["inFlight"] == len(reads) + 1)
    client.stop()
    eventually(lambda: status(product)["inFlight"] == len(reads))
    for pid in family:
        os.kill(pid, signal.SIGCONT)
    for each in reads:
        assert refusal(other.answer(each)) is None
    change = other.ask("tools/call", {"name": "change", "arguments": {}})
    assert text(change) == "changed; resources told of: 0"
    assert asked_of(journal, "resources/unsubscribe") == 1


def asked_of(journal, method: str) -> int:
    return journal.read_bytes().count(f'"{method}"'.encode())


def end_of_the_server(product: Product, client: RawClient) -> None:
    """Kills the agent's server process from without, and has a new one started."""
    process, = [each["process"] for each in status(product)["servers"][0]["processes"]]
    os.kill(process, signal.SIGKILL)
    eventually(lambda: not [each for each in status(product)["servers"][0]["processes"]
                            if each.get("process") == process])


@pytest.mark.parametrize("stop", [["kill", "--run-name", "r1", "--reason", "enough"],
                                  ["pause", "bot", "--reason", "enough"], []],
                         ids=["killed", "paused", "free"])
def test_who_is_stopped_subscribes_to_nothing_at_a_new_process(product, raw, server, journal, stop):
    supervise(product, [Agent("bot", server("whole", "legacy"), resources=True)])
    client = opened(raw, product)
    assert client.ask("resources/subscribe", {"uri": "test://note"})["result"] == {}
    if stop:
        product.run(*stop, check=True)
    end_of_the_server(product, client)
    # Whatever the list is answered with: the next process is started for it, and asked its lists.
    eventually(lambda: client.ask("tools/list") and asked_of(journal, "initialize") == 2)
    eventually(lambda: client.ask("tools/list") and asked_of(journal, "resources/templates/list") == 2)
    eventually(lambda: asked_of(journal, "resources/subscribe") == (1 if stop else 2))
    client.ask("ping")
    assert asked_of(journal, "resources/subscribe") == (1 if stop else 2)


def test_a_server_that_lives_on_after_a_kill_is_asked_for_no_list(product, raw, server, journal):
    """It is ended two seconds after; this one does not tell of changes, so lists are fetched each time."""
    supervise(product, [Agent("bot", server("whole", "legacy"), resources=True)])
    client = opened(raw, product)
    assert "result" in client.ask("resources/list")
    product.run("kill", "--reason", "enough", check=True)
    before = journal.read_bytes()
    for method in ("resources/list", "resources/templates/list"):
        assert "stopped" in client.ask(method)["error"]["message"], method
    assert journal.read_bytes() == before


# What an agent is told


def changes(client: RawClient) -> int:
    """How often the client was told that its tools changed, up to now."""
    client.ask("ping")
    return sum(message.get("method") == "notifications/tools/list_changed"
               for message in client.seen)


def test_only_a_list_that_changed_for_an_agent_is_told(product, raw, server):
    command = server("whole", "legacy")
    tools = {"read": "low", "change": "low"}
    agents = [Agent("bot", command, tools)]
    supervise(product, agents)
    client = opened(raw, product)
    seen = [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]]
    assert seen == ["read", "change"]
    # The server adds a tool that the agent may not use, and then its list comes anew.
    client.ask("tools/call", {"name": "change", "arguments": {}})
    eventually(lambda: client.ask("tools/call", {"name": "change", "arguments": {}}))
    assert changes(client) == 0
    # A policy that changes nothing of what it sees, and one that does.
    reload(product, agents, calls=900_000)
    assert changes(client) == 0
    reload(product, [Agent("bot", command, {"change": "low"})], calls=900_000)
    assert changes(client) == 1
    assert [tool["name"] for tool in client.ask("tools/list")["result"]["tools"]] == ["change"]


@pytest.mark.parametrize("scope", [[], ["--server", "bot"], ["--agent", "bot"]])
def test_who_connects_to_a_stopped_server_is_told_so(product, raw, server, scope):
    supervise(product, [Agent("bot", server("legacy"))])
    product.run("kill", *scope, "--reason", "the test", check=True)
    client = raw(product.connect("bot"), env=product.environment())
    error = client.ask("initialize", OPENING)["error"]
    assert error["message"].startswith("not executed: an operator has stopped"), error


def test_the_run_of_an_agent_that_is_taken_away_ends(product, raw, server):
    both = [Agent("bot", server("legacy")), Agent("kid", server("legacy"))]
    supervise(product, both)
    assert refusal(opened(raw, product, "kid").ask("tools/call", READ)) is None
    runs = json.loads(product.run("runs", "--json", check=True).stdout)["runs"]
    assert [run["agent"] for run in runs] == ["kid"]
    reload(product, both[:1])
    runs = json.loads(product.run("runs", "--json", check=True).stdout)["runs"]
    assert [run for run in runs if not run.get("ended")] == []


# Who is told


def test_a_person_is_paged_for_each_hold_while_it_is_open(product, raw, server, tmp_path):
    """The second of two holds that follow each other: its page does not wait out the minute."""
    told = tmp_path / "told"
    page = tmp_path / "page"
    page.write_text(f'#!/bin/sh\necho "$@" >>{told}\n')
    page.chmod(0o755)
    top = f'holds: {{ wait: 10s, park: 20s }}\nalerts: [ {{ command: ["{page}"] }} ]'
    supervise(product, [Agent("bot", server("legacy"), {"write": "high"})], top=top)
    client = opened(raw, product)
    for text_of_call in "ab":
        client.request("tools/call", {"name": "write", "arguments": {"text": text_of_call}})
        eventually(lambda: told.exists())
    eventually(lambda: len(told.read_text().splitlines()) == 2, seconds=50)
    assert all(line.startswith("call-held ") for line in told.read_text().splitlines())


# What a server lists


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_schemas_that_nobody_calls_cost_nothing(product, raw, server):
    """Compiled one after the other these would take half a minute of the loop, which serves all."""
    supervisor = supervise(product, [Agent("bot", server("hostile", "heavy-schemas"))])
    before = cpu_seconds(supervisor.process.pid)
    client = opened(raw, product)
    assert refusal(client.ask("tools/call", READ)) is None
    assert refusal(client.ask("tools/call", {"name": "heavy0", "arguments": {}})) == "denied"
    spent = cpu_seconds(supervisor.process.pid) - before
    print(f"{spent:.2f} s of processor time")
    assert spent < 10


# What a start says


def test_a_start_says_what_it_found(product, raw, server, journal):
    """Who brings the supervisor back must know what is unknown, and what stands from before."""
    first = supervise(product, [Agent("bot", server("hostile", "hang"), {"read": "low", "write": "high"}),
                                Agent("kid", server("legacy"), {"read": "low"})])
    assert b"notice: a kill" not in first.said() and b"cleanly" not in first.said()
    client = opened(raw, product)
    client.request("tools/call", READ)
    client.request("tools/call", WRITE)
    eventually(lambda: status(product)["openHolds"] == 1 and status(product)["inFlight"] == 1)
    product.settle()
    for words in (["freeze", "--reason", "look"], ["pause", "kid", "--reason", "look"],
                  ["kill", "--tool", "kid/read"]):
        product.run(*words, check=True)
    first.kill()
    said = product.supervise().said().decode()
    for words in ("the last supervisor did not stop cleanly",
                  'nobody knows its outcome: "c1 bot bot/read"', 'questions are open',
                  "a kill is in force until pullcord release takes it back", "no reason given",
                  "writes are frozen", "an agent is paused until pullcord resume: \"kid\"",
                  "256 calls in each run that was connected"):
        assert words in said, (words, said)
