"""Messages held against the published schemas of `../shared/mcp/schema`, one by one and as a session."""
from __future__ import annotations

import functools
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import jsonschema

from .environments import ROOT
from .rawclient import LEGACY, MODERN
from .tee import Line

SCHEMAS = ROOT.parent / "shared" / "mcp" / "schema"
REVISIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")
VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
RESULTS = {
    "initialize": "InitializeResult", "server/discover": "DiscoverResult",
    "tools/list": "ListToolsResult", "tools/call": "CallToolResult",
    "resources/list": "ListResourcesResult", "resources/read": "ReadResourceResult",
    "resources/templates/list": "ListResourceTemplatesResult",
    "prompts/list": "ListPromptsResult", "prompts/get": "GetPromptResult",
    "completion/complete": "CompleteResult", "subscriptions/listen": "SubscriptionsListenResult",
}


@functools.cache
def schema(revision: str) -> dict:
    return json.loads((SCHEMAS / revision / "schema.json").read_text())


def definitions(revision: str) -> tuple[str, dict]:
    whole = schema(revision)
    key = "$defs" if "$defs" in whole else "definitions"
    return key, whole[key]


@functools.cache
def types_by_method(revision: str) -> dict[str, str]:
    found = {}
    for name, definition in definitions(revision)[1].items():
        method = definition.get("properties", {}).get("method", {}).get("const")
        if method and name.endswith(("Request", "Notification")):
            found[method] = name
    return found


@functools.cache
def validator(revision: str, name: str):
    key, defs = definitions(revision)
    kind = jsonschema.Draft202012Validator if key == "$defs" else jsonschema.Draft7Validator
    return kind({"$ref": f"#/{key}/{name}", key: defs})


def check(revision: str, message: dict, answers: str | None) -> str:
    """Raises where the message is not valid; gives the name of the narrowest type it was held against.
    `answers` is the method of the request that a result answers."""
    defs = definitions(revision)[1]
    validator(revision, "JSONRPCMessage").validate(message)
    if "method" in message:
        name = types_by_method(revision)[message["method"]]
        validator(revision, name).validate(message)
        return name
    if "error" in message:
        for name in ("JSONRPCError", "JSONRPCErrorResponse"):
            if name in defs:
                validator(revision, name).validate(message)
                return name
    name = RESULTS.get(answers or "", "Result")
    if message["result"].get("resultType") == "input_required":
        name = "InputRequiredResult"
    validator(revision, name).validate(message["result"])
    return name


@dataclass
class Session:
    """One connection, line by line: each message under the revision it belongs to, each request
    answered at most once, progress only under tokens that were given, and always rising."""
    seen: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    negotiated: str | None = None
    open: dict[tuple[bool, str], tuple[str, str]] = field(default_factory=dict)
    answered: set[tuple[bool, str]] = field(default_factory=set)
    cancelled: set[tuple[bool, str]] = field(default_factory=set)
    progress: dict[tuple[bool, str], tuple[str, float]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        try:
            message = json.loads(line.data)
            revision, answers = self.place(line.goes_in, message)
            self.seen[revision, check(revision, message, answers)] += 1
        except (jsonschema.ValidationError, KeyError, TypeError, ValueError) as fault:
            way = "in" if line.goes_in else "out"
            self.faults.append(f"{way}: {str(fault)[:300]} | {line.data[:400]!r}")

    def place(self, goes_in: bool, message: dict) -> tuple[str, str | None]:
        """The revision of a message, and the method that it answers."""
        params = message.get("params") or {}
        if "method" not in message:
            return self.answer(goes_in, message)
        named = params.get("_meta", {}).get(VERSION_KEY)
        revision = named or self.negotiated or MODERN
        if message["method"] == "initialize":
            asked = params.get("protocolVersion")
            revision = asked if asked in REVISIONS[:-1] else LEGACY
        if "id" in message:
            self.ask(goes_in, message, params, revision)
        elif message["method"] == "notifications/cancelled":
            self.cancelled.add((goes_in, json.dumps(params["requestId"])))
        elif message["method"] == "notifications/progress":
            self.progressed(goes_in, params)
        return revision, None

    def ask(self, goes_in: bool, message: dict, params: dict, revision: str) -> None:
        key = (goes_in, json.dumps(message["id"]))
        if key in self.open:
            raise ValueError("an id that is under way already")
        if key in self.answered and revision != MODERN and self.negotiated:
            raise ValueError("an id that was used in this session")
        self.answered.discard(key)
        self.open[key] = (message["method"], revision)
        if "progressToken" in params.get("_meta", {}):
            token = (goes_in, json.dumps(params["_meta"]["progressToken"]))
            self.progress[token] = (key[1], float("-inf"))

    def answer(self, goes_in: bool, message: dict) -> tuple[str, str]:
        key = (not goes_in, json.dumps(message.get("id")))
        if key in self.answered:
            raise ValueError("a second answer")
        if key not in self.open:
            raise ValueError("an answer to nothing that was asked")
        method, revision = self.open.pop(key)
        self.answered.add(key)
        if method == "initialize" and "result" in message:
            self.negotiated = revision = message["result"]["protocolVersion"]
        return revision, method

    def progressed(self, goes_in: bool, params: dict) -> None:
        token = (not goes_in, json.dumps(params["progressToken"]))
        if token not in self.progress:
            raise ValueError("progress under a token that nobody gave")
        request, last = self.progress[token]
        if (not goes_in, request) not in self.open:
            raise ValueError("progress after the answer")
        if not params["progress"] > last:
            raise ValueError("progress that does not rise")
        self.progress[token] = (request, params["progress"])

    @property
    def unanswered(self) -> list[str]:
        """The methods of the requests that nobody answered or cancelled."""
        return [
            method for key, (method, _) in self.open.items() if key not in self.cancelled]


def checked(lines: list[Line]) -> Session:
    """The session that was recorded."""
    session = Session()
    for line in lines:
        session.take(line)
    return session


def shown(faults: list[Any]) -> str:
    return "\n".join(str(fault) for fault in faults[:20])
