"""Each test server shows the behaviour that product tests rely on."""
from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.rawclient import LEGACY, MODERN, NoAnswer
from support.waiting import eventually, is_gone

HERE = Path(__file__).parent
CALL = {"name": "read", "arguments": {"text": "x"}}
# For a child that should say nothing: long enough to be caught, short enough for CI.
SILENCE = 0.5


def opened(raw, command):
    client = raw(command)
    client.open_legacy()
    return client


# The honest ones


def test_legacy_opens_lists_and_calls(raw, server, journal):
    client = raw(server("legacy"))
    assert client.open_legacy("2024-11-05")["protocolVersion"] == "2024-11-05"
    tools = client.ask("tools/list")["result"]
    assert [tool["name"] for tool in tools["tools"]] == ["read", "write"]
    assert "resultType" not in tools
    line = b'{"jsonrpc":"2.0","id":"\\u0061","method":"tools/call",' \
        b'"params":{"name":"write","arguments":{"b":1.10,"a":"\xc3\xa9"}}}\n'
    client.send_bytes(line)
    assert client.answer("a")["result"]["content"][0]["text"] == '{"b": 1.1, "a": "\u00e9"}'
    assert journal.read_bytes().endswith(line)


def test_legacy_knows_no_modern_request(raw, server):
    client = raw(server("legacy"))
    assert client.ask("server/discover", client.modern())["error"]["code"] == -32601
    assert client.ask("tools/list", client.modern())["error"]["code"] == -32600
    assert client.open_legacy("2026-07-28")["protocolVersion"] == LEGACY


def test_modern_discovers_lists_and_calls(raw, server):
    client = raw(server("modern"))
    discovered = client.ask("server/discover", client.modern())["result"]
    assert discovered["supportedVersions"] == [MODERN]
    called = client.ask("tools/call", client.modern(CALL))["result"]
    assert called["resultType"] == "complete"
    assert called["content"][0]["text"] == '{"text": "x"}'


def test_modern_knows_no_handshake(raw, server):
    client = raw(server("modern"))
    refused = client.ask("initialize", {"protocolVersion": LEGACY, "capabilities": {}})
    assert refused["error"]["code"] == -32601
    assert client.ask("tools/list")["error"]["code"] == -32602
    other = client.modern()
    other["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2031-01-01"
    refused = client.ask("tools/list", other)["error"]
    assert refused["code"] == -32022
    assert refused["data"] == {"supported": [MODERN], "requested": "2031-01-01"}


def test_unknown_tools_and_methods_are_refused(raw, server):
    client = opened(raw, server("legacy"))
    assert client.ask("tools/call", {"name": "none"})["error"]["code"] == -32602
    assert client.ask("attic/clean")["error"]["code"] == -32601
    client.send_bytes(b"{not json\n")
    assert client.message()["error"]["code"] == -32700


# The hostile ones


def test_hang(raw, server, journal):
    client = opened(raw, server("hostile", "hang"))
    client.request("tools/call", CALL)
    client.nothing_more(SILENCE)
    assert client.ask("ping")["result"] == {}
    assert b"tools/call" in journal.read_bytes()


def test_hang_opening(raw, server):
    client = raw(server("hostile", "hang-opening"))
    client.request("initialize", {"protocolVersion": LEGACY, "capabilities": {}})
    client.request("server/discover", client.modern())
    client.nothing_more(SILENCE)
    assert client.process.poll() is None


def test_deaf(raw, server):
    client = opened(raw, server("hostile", "deaf"))
    assert client.ask("tools/call", CALL)["result"]["content"][0]["text"] == "deaf from now on"
    os.set_blocking(client.process.stdin.fileno(), False)
    written = 0
    with pytest.raises(BlockingIOError):
        while True:
            written += os.write(client.process.stdin.fileno(), b"x" * 65_535 + b"\n")
    assert 65_536 <= written < 1_000_000


def test_die(raw, server):
    client = opened(raw, server("hostile", "die"))
    client.request("tools/call", CALL)
    assert client.line() is None
    assert client.end() == 3


def test_die_half(raw, server):
    client = opened(raw, server("hostile", "die-half"))
    id = client.request("tools/call", CALL)
    assert client.line() == b'{"jsonrpc":"2.0","id":%d,"result":{"cont' % id
    assert client.line() is None
    assert client.end() == 3


def test_die_once(raw, server):
    client = opened(raw, server("hostile", "die-once"))
    client.request("tools/call", CALL)
    assert client.line() is None
    assert client.end() == 3
    again = opened(raw, server("hostile", "die-once"))
    assert again.ask("tools/call", CALL)["result"]["isError"] is False


def test_gate(raw, server, journal):
    client = opened(raw, server("hostile", "gate"))
    client.request("tools/call", CALL)
    assert client.line() is None
    again = raw(server("hostile", "gate", "--late", "writes elsewhere"))
    asked = again.request("initialize", {"protocolVersion": LEGACY, "capabilities": {}})
    again.nothing_more(SILENCE)
    Path(f"{journal}.open").touch()
    again.answer(asked)
    assert again.ask("tools/list")["result"]["tools"][1]["description"] == "writes elsewhere"
    assert again.ask("tools/call", CALL)["result"]["isError"] is False


def test_die_probe(raw, server):
    client = raw(server("hostile", "die-probe"))
    client.request("server/discover", client.modern())
    assert client.line() is None
    again = opened(raw, server("hostile", "die-probe"))
    assert again.ask("tools/call", CALL)["result"]["isError"] is False


@pytest.mark.parametrize("way, method", [
    ("flood-stdout", "notifications/message"), ("flood-progress", "notifications/progress"),
])
def test_flood(raw, server, way, method):
    client = opened(raw, server("hostile", way, "--count", "5000"))
    answer = client.ask("tools/call", CALL | {"_meta": {"progressToken": "t"}})
    assert answer["result"]["content"][0]["text"] == "after the flood"
    assert sum(message.get("method") == method for message in client.seen) == 5_000


def test_flood_stderr(raw, server):
    client = opened(raw, server("hostile", "flood-stderr", "--size", "3000000"))
    client.ask("tools/call", CALL)
    eventually(lambda: client.stderr_bytes > 2_990_000)


def test_rubbish(raw, server):
    client = opened(raw, server("hostile", "rubbish"))
    id = client.request("tools/call", CALL)
    lines = []
    while b"after the rubbish" not in (line := client.line()):
        lines.append(line)
    assert b"Starting server...\n" in lines and b"\n" in lines and b"42\n" in lines
    assert any(b"\xff\xfe" in line for line in lines)
    assert json.loads(line)["id"] == id


def test_answer_twice(raw, server):
    client = opened(raw, server("hostile", "answer-twice"))
    id = client.request("tools/call", CALL)
    texts = [client.answer(id)["result"]["content"][0]["text"] for _ in range(2)]
    assert texts == ["first", "second"]


def test_wrong_id(raw, server):
    client = opened(raw, server("hostile", "wrong-id"))
    id = client.request("tools/call", CALL)
    assert [client.message()["id"] for _ in range(3)] == [987_654_321, str(id), id]


def test_broken_answer(raw, server):
    client = opened(raw, server("hostile", "broken-answer"))
    client.request("tools/call", CALL)
    assert client.line().count(b'"content"') == 2


def test_not_utf8(raw, server):
    client = opened(raw, server("hostile", "not-utf8"))
    client.request("tools/call", CALL)
    with pytest.raises(UnicodeDecodeError):
        client.line().decode()


def test_unasked(raw, server):
    client = opened(raw, server("hostile", "unasked"))
    assert [client.message()["id"] for _ in range(49)] == list(range(1, 50))


def test_long_line(raw, server):
    client = opened(raw, server("hostile", "long-line"))
    client.request("tools/call", CALL)
    assert len(client.line(timeout=60)) > 100 * 1024 * 1024


def test_no_newline(raw, server):
    client = opened(raw, server("hostile", "no-newline", "--size", str(1 << 20)))
    client.request("tools/call", CALL)
    client.nothing_more(SILENCE)
    client.close_input()
    assert client.line() == b"x" * (1 << 20)


def test_rug_pull(raw, server):
    client = opened(raw, server("hostile", "rug-pull"))
    before = client.ask("tools/list")["result"]["tools"]
    client.ask("tools/call", CALL)
    assert client.message()["method"] == "notifications/tools/list_changed"
    after = client.ask("tools/list")["result"]["tools"]
    assert before[0]["name"] == after[0]["name"] and before[0] != after[0]
    assert before[1:] == after[1:]


def test_unlist(raw, server, journal):
    client = opened(raw, server("hostile", "unlist"))
    client.ask("tools/call", CALL)
    assert client.message()["method"] == "notifications/tools/list_changed"
    asked = client.request("tools/list")
    Path(f"{journal}.filled").touch()
    assert [tool["name"] for tool in client.answer(asked)["result"]["tools"]] == ["read"]
    asked = client.request("tools/call", CALL)
    assert b'"id": %d' % asked not in journal.read_bytes()
    Path(f"{journal}.open").touch()
    assert client.answer(asked)["result"]["content"]


def test_new_names(raw, server):
    client = opened(raw, server("hostile", "new-names"))
    names = []
    for _ in range(3):
        names.append({tool["name"] for tool in client.ask("tools/list")["result"]["tools"]})
        assert client.message()["method"] == "notifications/tools/list_changed"
    assert [len(each) for each in names] == [2, 4_002, 4_002]
    assert names[1] & names[2] == names[0]


def test_slow_start(raw, server):
    began = time.monotonic()
    client = raw(server("hostile", "slow-start", "--seconds", "1"))
    client.ask("ping")
    assert time.monotonic() - began >= 1


def test_slow_call(raw, server):
    client = opened(raw, server("hostile", "slow-call", "--seconds", "1"))
    began = time.monotonic()
    client.ask("tools/call", CALL)
    assert time.monotonic() - began >= 1


def test_stubborn(raw, server):
    client = opened(raw, server("hostile", "stubborn"))
    client.process.terminate()
    assert client.ask("ping")["result"] == {}
    client.close_input()
    with pytest.raises(subprocess.TimeoutExpired):
        client.end(SILENCE)
    client.process.kill()
    assert client.end() == -signal.SIGKILL


def test_family(raw, server):
    client = opened(raw, server("hostile", "family"))
    pids = json.loads(client.ask("tools/call", CALL)["result"]["content"][0]["text"])
    try:
        assert len(pids) == 2 and not any(is_gone(pid) for pid in pids)
        for pid in pids:
            os.kill(pid, signal.SIGTERM)
        assert os.getpgid(pids[0]) == os.getpgid(pids[1]) != os.getpgid(client.process.pid)
        client.stop()
        # Nothing ends them but a keeper that looks for its whole family.
        assert not any(is_gone(pid) for pid in pids)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
    eventually(lambda: all(is_gone(pid) for pid in pids))


def test_asks_back(raw, server):
    client = opened(raw, server("hostile", "asks-back"))
    id = client.request("tools/call", CALL)
    asked = [client.message()["method"] for _ in range(3)]
    assert asked == ["sampling/createMessage", "roots/list", "elicitation/create"]
    client.answer(id)


def test_echo(raw, server):
    client = opened(raw, server("hostile", "echo"))
    answer = client.ask("tools/call", CALL | {"arguments": {"\u202e": "\x1b[2J"}})
    assert answer["result"]["structuredContent"] == {"\u202e": "\x1b[2J"}
    assert json.loads(client.seen[-2]["params"]["data"]) == {"\u202e": "\x1b[2J"}
    eventually(lambda: "\u202e" in client.stderr())


def test_heavy_schemas(raw, server):
    client = opened(raw, server("hostile", "heavy-schemas"))
    tools = client.ask("tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools[2:]] == [f"heavy{number}" for number in range(100)]
    assert all(len(tool["inputSchema"]["properties"]) == 64 for tool in tools[2:])
    assert client.ask("tools/call", CALL)["result"]["structuredContent"] == {"text": "x"}


def test_long_checks(raw, server):
    client = opened(raw, server("hostile", "long-checks"))
    tools = client.ask("tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools[2:]] == ["long0", "long1", "long2"]
    assert all(len(tool["inputSchema"]["$defs"]) == 18 for tool in tools[2:])
    assert client.ask("tools/call", CALL)["result"]["content"]


CASES = [json.loads(line) for line in (HERE / "hostile-text" / "cases.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("name", ["mixed/all-classes", "utf8/every-byte", "c0/nul", "plain/empty"])
def test_text(raw, server, name):
    text = base64.b64decode(next(c["bytes_base64"] for c in CASES if c["name"] == name))
    client = opened(raw, server("hostile", "text", "--case", name))
    id = client.request("tools/call", CALL)
    answer = json.loads(client.line().decode("utf-8", "surrogateescape"))
    assert answer["id"] == id
    shown = answer["result"]["content"][0]["text"]
    assert shown.encode("utf-8", "surrogateescape") == text
    client.request("tools/list")
    tools = json.loads(client.line().decode("utf-8", "surrogateescape"))["result"]["tools"]
    assert tools[0]["description"] == tools[2]["name"] == shown
    assert list(tools[0]["inputSchema"]["properties"]) == [shown]


def test_texts(raw, server):
    client = opened(raw, server("hostile", "texts"))
    tools = client.ask("tools/list")["result"]["tools"]
    assert len(tools) > 300
    texts = {case["name"]: base64.b64decode(case["bytes_base64"]) for case in CASES}
    assert texts["bidi/file-extension"].decode() in {tool["description"] for tool in tools}

    def ask(how: str, case: str) -> dict:
        return client.ask("tools/call", {"name": "read", "arguments": {"how": how, "case": case}})

    assert ask("error", "plain/polish")["error"]["message"] == texts["plain/polish"].decode()
    assert ask("result", "plain/polish")["result"]["isError"] is True
    assert ask("stderr", "plain/ascii")["result"]["isError"] is False
    eventually(lambda: texts["plain/ascii"].decode() in client.stderr())
    ask("drift", "")
    changed = client.ask("tools/list")["result"]["tools"]
    assert all(new["description"] == old["description"] + " changed"
               for new, old in zip(changed[2:], tools[2:]))
    client.request("tools/call", {"name": "read", "arguments": {"how": "die", "case": ""}})
    assert client.end() == 3


def test_die_saying(raw, server):
    client = raw(server("hostile", "die-saying"))
    assert client.end() == 3 and client.line() is None
    eventually(lambda: client.stderr_bytes > 20_000)


def test_every_way_has_a_test():
    help = subprocess.run(
        [sys.executable, str(HERE / "servers" / "hostile.py"), "--help"],
        capture_output=True, text=True, check=True).stdout
    ways = help[help.index("{") + 1:help.index("}")].replace("\n", "").replace(" ", "").split(",")
    tested = Path(__file__).read_text()
    assert len(ways) >= 20
    assert [way for way in ways if f'"{way}"' not in tested] == []


# What the raw client promises to its users


def test_the_raw_client_tells_ids_apart(raw, server):
    client = opened(raw, server("hostile", "wrong-id"))
    client.request("tools/call", CALL, id="7")
    with pytest.raises(NoAnswer):
        client.answer(7, timeout=SILENCE)


def test_the_raw_client_says_why_there_is_no_answer(raw):
    client = raw([sys.executable, "-c", "import sys; sys.exit('no such luck')"])
    with pytest.raises(NoAnswer, match="no such luck|the output ended"):
        client.message()
    assert client.end() == 1
