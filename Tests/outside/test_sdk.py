"""The official SDK's clients of five versions, unchanged, through `pullcord connect` to servers of
others and to servers of one era: every revision that both can speak, and the crossed ones.

Both hops are recorded and every message on them is held against the published schemas.
"""
from __future__ import annotations

import getpass
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support import tee
from support.environments import (
    NEWEST_SDK, OUTSIDE, EnvironmentFailed, everything_server, program)
from support.house import House, shared
from support.product import Supervisor
from support.schemas import SCHEMAS, checked, shown
from support.sdk import session

WHOLE_TOOLS = ("read", "write", "steps", "wait", "log", "change", "added")
TOOLS = {
    "time": ("get_current_time", "convert_time"),
    "git": ("git_status", "git_log", "git_show", "git_branch"),
    "sqlite": ("read_query", "write_query", "create_table", "list_tables", "append_insight"),
    "legacy": WHOLE_TOOLS, "modern": WHOLE_TOOLS,
    "everything": (
        "test_simple_text", "test_image_content", "test_audio_content", "test_embedded_resource",
        "test_multiple_content_types", "test_tool_with_logging", "test_tool_with_progress",
        "test_error_handling", "json_schema_2020_12_tool", "test_trigger_tool_change"),
}
WRITES = ("write", "create_table", "write_query")


class Client(NamedTuple):
    version: str
    mode: str
    revision: str

    @property
    def name(self) -> str:
        return f"sdk-{self.version}-{self.mode}"

    @property
    def is_modern(self) -> bool:
        return self.revision == "2026-07-28"

    @property
    def cancels(self) -> bool:
        """Whether the SDK tells the server when it gives up."""
        return self.version == NEWEST_SDK


CLIENTS = [
    Client("2.3.0", "auto", "2026-07-28"), Client("2.3.0", "2026-07-28", "2026-07-28"),
    Client("2.3.0", "legacy", "2025-11-25"), Client("1.30.0", "old", "2025-11-25"),
    Client("1.12.4", "old", "2025-06-18"), Client("1.9.4", "old", "2025-03-26"),
    Client("1.6.0", "old", "2024-11-05"),
]


class Hops(House):
    """A supervisor with every server and an agent for each client, and the recordings of both hops."""

    def start(self) -> Supervisor:
        self.repository = self.folder / "repository"
        self.why_absent: dict[str, str] = {}
        self.commands = self.servers()
        self.product.policy.write_text(self.policy())
        for client in CLIENTS:
            token = str(self.token(client))
            self.product.run("agent", "add", client.name, "--token-file", token, check=True)
        return self.product.supervise()

    def servers(self) -> dict[str, list[str]]:
        whole = [sys.executable, str(OUTSIDE / "servers" / "whole.py")]
        make_repository(self.repository)
        commands = {
            "time": [program("main", "mcp-server-time")],
            "git": [program("main", "mcp-server-git"), "--repository", str(self.repository)],
            "legacy": [*whole, "legacy"], "modern": [*whole, "modern"],
            "sqlite": [program("sqlite", "mcp-server-sqlite"), "--db-path"],
        }
        try:
            commands["everything"] = everything_server()
        except EnvironmentFailed as failure:
            self.why_absent["everything"] = str(failure)
        return commands

    def policy(self) -> str:
        """One server entry for each client and server, so that each pair has a recording."""
        servers, tools, agents = [], [], []
        for client in CLIENTS:
            mine = []
            for kind, words in self.commands.items():
                server = f"{kind}-{client.name}"
                own = [str(self.folder / f"{server}.db")] if kind == "sqlite" else []
                command = tee.command(self.folder / "server" / server, words + own)
                servers.append(f"  {server}: {{ command: {json.dumps(command)} }}")
                tools += [f"  {server}/{tool}: {{ tier: low }}" for tool in TOOLS[kind]]
                mine += [f"{server}/{tool}" for tool in TOOLS[kind] if tool != "write"]
            names = json.dumps([f"{kind}-{client.name}" for kind in self.commands])
            agents.append(
                f"  {client.name}: {{ owner: ana, proof: {{ token: keys/{client.name} }}, "
                f"may: {json.dumps(mine)}, resources: {names}, prompts: {names}, "
                "budget: { calls: 1000, writes: 100 }, runs-per-hour: 1000 }")
        return "\n".join([
            "pullcord: 1", "host: { label: sdk }",
            f"operators: {{ ana: {{ user: {getpass.getuser()}, answers: critical, "
            "may: [release, apply] } }",
            "servers:", *servers, "tools:", *tools, "agents:", *agents, ""])

    def token(self, client: Client) -> Path:
        return self.folder / f"{client.name}.token"

    def session(self, client: Client, kind: str, steps: list[dict], **options: Any) -> dict:
        """A session of the client through `pullcord connect`, recorded; ends with the check of every
        message on both hops."""
        if reason := self.why_absent.get(kind):
            pytest.skip(f"skipped: the {kind} server is not available: {reason}")
        server = f"{kind}-{client.name}"
        place = self.folder / "client" / server
        command = self.product.connect(client.name, server, self.token(client))
        done = session(
            tee.command(place, command), steps, version=client.version, mode=client.mode, **options)
        assert done["revision"] == client.revision
        self.check(place, self.folder / "server" / server)
        return done

    def check(self, place: Path, server_place: Path) -> None:
        hops = {"client": tee.recorded(place), "server": tee.recorded(server_place)}
        assert len(hops["client"]) == 1 and len(hops["server"]) == 1
        if not SCHEMAS.is_dir():
            print("skipped: ../shared/mcp/schema is not beside this clone")
            return
        for hop, (lines,) in hops.items():
            done = checked(lines)
            assert not done.faults, f"{hop} hop:\n{shown(done.faults)}"
            assert done.unanswered in ([], ["subscriptions/listen"]), hop
            assert sum(done.seen.values()) == len(lines) >= 4


def make_repository(folder: Path) -> None:
    folder.mkdir()
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *words], check=True)
    (folder / "new").write_text("x")


house = shared(Hops)


each_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)


def text(result: dict) -> str:
    return result["result"]["content"][0]["text"]


def call(name: str, **arguments: Any) -> dict:
    return {"do": "call_tool", "name": name, "arguments": arguments}


def named(result: dict, list: str, key: str = "name") -> list[str]:
    assert "nextCursor" not in result["result"]
    return [item[key] for item in result["result"][list]]


@each_client
@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_everything_crosses_the_eras(house: Hops, client: Client, era: str):
    """Lists in pages, resources, prompts, completion, progress, log messages, changes, cancellation:
    with a server of one era, each client hears it in the way of its own."""
    change = [call("change")]
    heard = "notifications/resources/updated"
    if client.is_modern:
        changed = [{"do": "listen", "tools": True, "resources": ["test://note"], "events": 2,
                    "steps": change}]
        level = []
    else:
        changed = [{"do": "subscribe_resource", "uri": "test://note"}, *change,
                   {"do": "hear", "method": heard},
                   {"do": "hear", "method": "notifications/tools/list_changed"}]
        level = [{"do": "set_logging_level", "level": "warning"}]
    # A call may wait for the disk, but only where what came before it is not there yet: given up then,
    # it would never be sent.
    status = house.product.command("status", "--json", "--run", str(house.product.run_folder))
    given_up = [{"after": [status, '"waiting":0'], "name": "wait"} | (
        {"do": "call_tool", "timeout": 0.5} if client.cancels else {"do": "cancel_call"})]
    done = house.session(client, era, [
        {"do": "list_tools"}, call("read", text="\u00e9 \u202e"), call("write", text="x"),
        call("steps") | {"progress": True},
        {"do": "list_resources"}, {"do": "list_resource_templates"}, {"do": "list_prompts"},
        {"do": "read_resource", "uri": "test://note"},
        {"do": "get_prompt", "name": "greet", "arguments": {"who": "Ana"}},
        {"do": "complete_prompt", "name": "greet", "argument": {"name": "who", "value": "A"}},
        *level, call("log"), *given_up, call("read", text="after"), *changed, {"do": "list_tools"},
    ], log_level="warning" if client.is_modern else None)
    tools, read, refused, steps, resources, templates, prompts, note, greeting, completion, *rest = \
        done["results"]
    assert named(tools, "tools") == ["read", "steps", "wait", "log", "change"]
    assert json.loads(text(read)) == {"text": "\u00e9 \u202e"}
    assert refused["result"]["isError"] is True and "not executed" in text(refused)
    assert text(steps) == "done"
    assert [step[:2] for step in steps["progress"]] == [[1, 3], [2, 3], [3, 3]]
    assert named(resources, "resources", "uri") == ["test://note", "test://other"]
    assert named(templates, "resourceTemplates") == ["any"]
    assert named(prompts, "prompts") == ["greet", "plain"]
    assert note["result"]["contents"][0]["text"] == "what test://note says"
    assert greeting["result"]["messages"][0]["content"]["text"] == "greet Ana"
    assert completion["result"]["completion"]["values"] == ["Ana", "Anton"]
    if level:
        assert rest.pop(0) == {"result": {}}
    logged, gone, after, *_, later = rest
    assert text(logged) == "logged"
    messages = [params for method, params in done["heard"] if method == "notifications/message"]
    assert [(m["level"], m["data"]) for m in messages] == [("warning", "said at warning")]
    assert "error" in gone if client.cancels else gone == {"result": "silent"}
    assert json.loads(text(after)) == {"text": "after"}
    if client.is_modern:
        assert sorted(rest[3]["result"]["events"]) == ["ResourceUpdated", "ToolsListChanged"]
    assert "test://note" in [params["uri"] for method, params in done["heard"] if method == heard]
    assert named(later, "tools") == ["read", "steps", "wait", "log", "change", "added"]
    cancelled_the_call_itself(house, f"{era}-{client.name}")


def cancelled_the_call_itself(house: Hops, server: str) -> None:
    """The server was told to stop the call that it has, under the id that it knows."""
    (lines,) = tee.recorded(house.folder / "server" / server)
    told = [json.loads(line.data) for line in lines if line.goes_in]
    waiting = [m["id"] for m in told
               if m["method"] == "tools/call" and m["params"]["name"] == "wait"]
    cancelled = [m["params"]["requestId"] for m in told
                 if m["method"] == "notifications/cancelled"]
    assert len(waiting) == 1 and waiting[0] in cancelled
    assert not any(m["params"].get("name") == "write" for m in told if m["method"] == "tools/call")


@each_client
def test_the_time_server(house: Hops, client: Client):
    tools, good, bad, unknown = house.session(client, "time", [
        {"do": "list_tools"}, call("get_current_time", timezone="UTC"),
        call("get_current_time", timezone="No/Where"), call("none"),
    ])["results"]
    assert named(tools, "tools") == list(TOOLS["time"])
    assert json.loads(text(good))["timezone"] == "UTC"
    assert bad["result"]["isError"] is True and "No/Where" in text(bad)
    assert unknown["result"]["isError"] is True


@each_client
def test_the_git_server(house: Hops, client: Client):
    path = str(house.repository)
    tools, status, log, outside = house.session(client, "git", [
        {"do": "list_tools"}, call("git_status", repo_path=path),
        call("git_log", repo_path=path, max_count=1), call("git_status", repo_path="/"),
    ])["results"]
    assert sorted(named(tools, "tools")) == sorted(TOOLS["git"])
    assert "new" in text(status) and "first" in text(log)
    assert outside["result"]["isError"] is True


@each_client
def test_the_sqlite_server(house: Hops, client: Client):
    """Legacy only: a modern client reaches it all the same."""
    done = house.session(client, "sqlite", [
        {"do": "list_tools"}, call("create_table", query="create table t (a integer)"),
        call("list_tables"), {"do": "list_resources"}, {"do": "list_prompts"},
        call("append_insight", insight="rain"),
        {"do": "read_resource", "uri": "memo://insights"},
        {"do": "get_prompt", "name": "mcp-demo", "arguments": {"topic": "rain"}},
    ])
    tools, _, tables, resources, prompts, _, memo, prompt = done["results"]
    assert sorted(named(tools, "tools")) == sorted(TOOLS["sqlite"])
    assert "'t'" in text(tables)
    assert named(resources, "resources", "uri") == ["memo://insights"]
    assert named(prompts, "prompts") == ["mcp-demo"]
    assert "rain" in memo["result"]["contents"][0]["text"]
    assert "rain" in prompt["result"]["messages"][0]["content"]["text"]


@each_client
def test_the_everything_server(house: Hops, client: Client):
    # The first revision has no audio, and this server does not look before it sends some.
    other, kind = ("test_embedded_resource", "resource") if client.revision == "2024-11-05" else (
        "test_audio_content", "audio")
    done = house.session(client, "everything", [
        {"do": "list_tools"}, {"do": "list_resources"}, {"do": "list_resource_templates"},
        {"do": "list_prompts"}, call("test_simple_text"), call("test_image_content"),
        call("test_multiple_content_types"), call("test_error_handling"),
        call("test_tool_with_progress") | {"progress": True},
        {"do": "read_resource", "uri": "test://static-text"},
        {"do": "read_resource", "uri": "test://static-binary"},
        {"do": "read_resource", "uri": "test://template/7/data"},
        {"do": "get_prompt", "name": "test_simple_prompt"},
        {"do": "get_prompt", "name": "test_prompt_with_arguments",
         "arguments": {"arg1": "one", "arg2": "two"}},
        {"do": "complete_prompt", "name": "test_prompt_with_arguments",
         "argument": {"name": "arg1", "value": "o"}},
        {"do": "together", "steps": [call("test_simple_text"), call(other)]},
    ])
    (tools, resources, templates, prompts, simple, image, mixed, failed, progressed, read, binary,
     template, prompt, filled, completion, together) = done["results"]
    assert sorted(named(tools, "tools")) == sorted(TOOLS["everything"])
    assert len(named(resources, "resources")) == 3 and len(named(prompts, "prompts")) == 5
    assert named(templates, "resourceTemplates", "uriTemplate") == ["test://template/{id}/data"]
    assert "simple text" in text(simple)
    assert image["result"]["content"][0]["mimeType"] == "image/png"
    assert [part["type"] for part in mixed["result"]["content"]] == ["text", "image", "resource"]
    assert failed["result"]["isError"] is True and "intentionally" in text(failed)
    assert [step[0] for step in progressed["progress"]] == [0, 50, 100]
    assert "static text" in read["result"]["contents"][0]["text"]
    assert binary["result"]["contents"][0]["blob"]
    assert '"7"' in template["result"]["contents"][0]["text"]
    assert prompt["result"]["messages"]
    assert "arg1='one'" in filled["result"]["messages"][0]["content"]["text"]
    assert completion["result"]["completion"]["values"] == []
    assert "simple text" in text(together[0])
    assert together[1]["result"]["content"][0]["type"] == kind
