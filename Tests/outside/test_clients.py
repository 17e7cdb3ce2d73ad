"""The SDK clients and the servers of others work here, directly, before anything stands between."""
from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.environments import (
    NEWEST_SDK, OLD_SDKS, EnvironmentFailed, environment, everything_server, program, python)
from support.sdk import SessionFailed, session

READ = {"do": "call_tool", "name": "read", "arguments": {"text": "x"}}
NEWEST_OF = {
    "1.30.0": "2025-11-25", "1.12.4": "2025-06-18", "1.9.4": "2025-03-26", "1.6.0": "2024-11-05"}


def text(result: dict) -> str:
    return result["result"]["content"][0]["text"]


@pytest.mark.parametrize("mode, revision", [
    ("auto", "2026-07-28"), ("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28")])
def test_the_newest_sdk_with_the_time_server(mode, revision):
    done = session([program("main", "mcp-server-time")], mode=mode, steps=[
        {"do": "list_tools"},
        {"do": "call_tool", "name": "get_current_time", "arguments": {"timezone": "UTC"}},
        {"do": "call_tool", "name": "get_current_time", "arguments": {"timezone": "No/Where"}},
        {"do": "call_tool", "name": "none", "arguments": {}},
    ])
    assert done["revision"] == revision
    tools, good, bad, unknown = done["results"]
    assert [t["name"] for t in tools["result"]["tools"]] == ["get_current_time", "convert_time"]
    assert json.loads(text(good))["timezone"] == "UTC"
    assert bad["result"]["isError"] is True
    assert unknown["error"]["code"] == -32602 or unknown["result"]["isError"] is True


def test_the_git_server(tmp_path: Path):
    for words in (["init", "-q"], ["-c", "user.name=a", "-c", "user.email=a@example.org",
                                  "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    (tmp_path / "new").write_text("x")
    command = [program("main", "mcp-server-git"), "--repository", str(tmp_path)]
    status, = session(command, [
        {"do": "call_tool", "name": "git_status", "arguments": {"repo_path": str(tmp_path)}},
    ])["results"]
    assert "new" in text(status)


@pytest.mark.parametrize("version", OLD_SDKS)
def test_old_sdks_speak_their_newest_revision(version, server, journal):
    done = session(server("legacy"), [{"do": "list_tools"}, READ, {"do": "ping"}], version=version)
    assert done["revision"] == NEWEST_OF[version]
    tools, read, ping = done["results"]
    assert [t["name"] for t in tools["result"]["tools"]] == ["read", "write"]
    assert text(read) == '{"text": "x"}'
    assert ping == {"result": {}}
    asked = json.loads(journal.read_bytes().splitlines()[0])["params"]["protocolVersion"]
    assert asked == NEWEST_OF[version]


def test_the_newest_sdk_with_servers_of_one_era(server):
    legacy = session(server("legacy"), [READ])
    assert (legacy["revision"], text(legacy["results"][0])) == ("2025-11-25", '{"text": "x"}')
    modern = session(server("modern"), [READ])
    assert (modern["revision"], text(modern["results"][0])) == ("2026-07-28", '{"text": "x"}')


def test_a_crossing_of_eras_fails_where_nothing_bridges_it(server):
    with pytest.raises(SessionFailed):
        session(server("modern"), [READ], version="1.30.0")
    with pytest.raises(SessionFailed):
        session(server("modern"), [READ], mode="legacy")


def test_the_sqlite_server_is_legacy_only(tmp_path: Path, raw):
    command = [program("sqlite", "mcp-server-sqlite"), "--db-path", str(tmp_path / "a.db")]
    done = session(command, [
        {"do": "call_tool", "name": "create_table",
         "arguments": {"query": "create table t (a integer)"}},
        {"do": "call_tool", "name": "list_tables", "arguments": {}},
        {"do": "list_resources"}, {"do": "list_prompts"},
    ])
    assert done["revision"] == "2025-11-25"
    assert "'t'" in text(done["results"][1])
    client = raw(command)
    assert "error" in client.ask("server/discover", client.modern())


def test_the_everything_server(tmp_path: Path):
    done = session(everything_server(), [
        {"do": "list_tools"}, {"do": "list_resources"}, {"do": "list_resource_templates"},
        {"do": "list_prompts"},
        {"do": "call_tool", "name": "test_tool_with_progress", "arguments": {}, "progress": True},
        {"do": "read_resource", "uri": "test://static-text"},
        {"do": "get_prompt", "name": "test_simple_prompt"},
    ])
    tools, resources, templates, prompts, progressed, read, prompt = done["results"]
    assert len(tools["result"]["tools"]) > 10
    assert resources["result"]["resources"] and templates["result"]["resourceTemplates"]
    assert prompts["result"]["prompts"] and prompt["result"]["messages"]
    assert [step[0] for step in progressed["progress"]] == [0, 50, 100]
    assert read["result"]["contents"][0]["text"]


def test_calls_at_once_and_a_call_that_is_given_up(server, journal):
    both = {"do": "together", "steps": [READ, {"do": "list_tools"}, READ]}
    first, _, last = session(server("legacy"), [both])["results"][0]
    assert text(first) == text(last) == '{"text": "x"}'
    journal.unlink()
    given_up = session(server("hostile", "hang"), [READ | {"timeout": 0.5}])["results"][0]
    assert "error" in given_up
    messages = [json.loads(line) for line in journal.read_bytes().splitlines()]
    call = next(m for m in messages if m["method"] == "tools/call")
    cancelled = next(m for m in messages if m["method"] == "notifications/cancelled")
    assert cancelled["params"]["requestId"] == call["id"]


def test_a_session_that_cannot_open_says_so(server):
    with pytest.raises(SessionFailed, match="mcp 1.6.0"):
        session(["false"], [], version="1.6.0", timeout=60)


def test_an_environment_is_made_once_and_named_by_its_pins():
    assert environment("main") == environment("main")
    assert python("main").startswith(str(environment("main")))
    version = subprocess.run(
        [python("main"), "-c", "import importlib.metadata as m; print(m.version('mcp'))"],
        capture_output=True, text=True, check=True).stdout.strip()
    assert version == NEWEST_SDK
    with pytest.raises(EnvironmentFailed, match="sdk-1.6.0"):
        environment("attic")
