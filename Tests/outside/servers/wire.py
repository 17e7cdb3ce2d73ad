"""What the test servers share: a small MCP server over stdio, standard library only.

Everything that arrives is written to the journal, byte for byte, so that a test can say what reached
the server and what did not.
"""
from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

MODERN = "2026-07-28"
LEGACY = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities"
SERVER_KEY = "io.modelcontextprotocol/serverInfo"

METHOD_NOT_FOUND, INVALID_PARAMS, UNSUPPORTED_VERSION = -32601, -32602, -32022


def tool(name: str, description: str, *, reads: bool, properties: dict | None = None) -> dict:
    return {
        "name": name, "description": description,
        "inputSchema": {"type": "object", "properties": properties or {"text": {"type": "string"}}},
        "annotations": {"readOnlyHint": reads, "destructiveHint": not reads},
    }


class Server:
    """Answers the opening and the list of every revision in `eras`; a subclass decides about calls."""

    name = "test"
    eras = frozenset({"legacy", "modern"})

    def __init__(self, journal: str | None = None) -> None:
        self.journal = open(journal, "ab", buffering=0) if journal else None
        self.tools = [
            tool("read", "reads and changes nothing", reads=True),
            tool("write", "writes what it is told", reads=False),
        ]

    # Moving bytes

    def put(self, data: bytes) -> None:
        """Writes the bytes as they are."""
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def say(self, message: Any) -> None:
        self.put(json.dumps(message).encode() + b"\n")

    def serve(self) -> None:
        while line := sys.stdin.buffer.readline():
            if self.journal:
                self.journal.write(line)
            try:
                message = json.loads(line)
            except ValueError:
                self.say({"jsonrpc": "2.0", "id": None,
                          "error": {"code": -32700, "message": "parse error"}})
                continue
            if isinstance(message, dict) and "method" in message:
                self.heard(message)

    # Answering

    def is_modern(self, message: dict) -> bool:
        return VERSION_KEY in (message.get("params") or {}).get("_meta", {})

    def answer(self, message: dict, result: dict) -> None:
        if self.is_modern(message):
            meta = {SERVER_KEY: {"name": self.name, "version": "1"}}
            result = {"resultType": "complete", **result, "_meta": meta}
        self.say({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def refuse(self, message: dict, code: int, text: str, data: Any = None) -> None:
        error = {"code": code, "message": text} | ({} if data is None else {"data": data})
        self.say({"jsonrpc": "2.0", "id": message["id"], "error": error})

    def text(self, message: dict, text: str) -> None:
        """Answers a call with one piece of text."""
        self.answer(message, {"content": [{"type": "text", "text": text}], "isError": False})

    def heard(self, message: dict) -> None:
        if "id" not in message:
            return self.notified(message)
        if fault := self.era_fault(message):
            return self.refuse(message, *fault)
        method = message["method"]
        if method == "initialize":
            asked = message["params"].get("protocolVersion")
            self.answer(message, {
                "protocolVersion": asked if asked in LEGACY else LEGACY[-1],
                "capabilities": {"tools": {"listChanged": True}, "logging": {}},
                "serverInfo": {"name": self.name, "version": "1"},
            })
        elif method == "server/discover":
            self.answer(message, {
                "supportedVersions": [MODERN], "capabilities": {"tools": {"listChanged": True}},
                "ttlMs": 0, "cacheScope": "private",
            })
        elif method == "tools/list":
            cache = {"ttlMs": 0, "cacheScope": "private"} if self.is_modern(message) else {}
            self.answer(message, {"tools": self.tools, **cache})
        elif method == "tools/call":
            self.called(message)
        elif method == "ping" and not self.is_modern(message):
            self.answer(message, {})
        else:
            self.refuse(message, METHOD_NOT_FOUND, f"Method not found: {method}")

    def era_fault(self, message: dict) -> tuple | None:
        """Why a request is of an era that this server does not speak."""
        method = message["method"]
        meta = (message.get("params") or {}).get("_meta", {})
        if VERSION_KEY in meta:
            if "modern" not in self.eras:
                # As servers of the older revisions do: they do not know the method, or the key.
                return (METHOD_NOT_FOUND, f"Method not found: {method}") \
                    if method == "server/discover" else None
            if meta[VERSION_KEY] != MODERN:
                data = {"supported": [MODERN], "requested": meta[VERSION_KEY]}
                return (UNSUPPORTED_VERSION, "Unsupported protocol version", data)
            if CAPABILITIES_KEY not in meta:
                return (INVALID_PARAMS, f"_meta lacks {CAPABILITIES_KEY}")
            return None
        if "legacy" in self.eras:
            return None
        if method == "initialize":
            return (METHOD_NOT_FOUND, "Method not found: initialize")
        return (INVALID_PARAMS, f"_meta lacks {VERSION_KEY}")

    def notified(self, message: dict) -> None:
        """A notification; nothing is owed."""

    def called(self, message: dict) -> None:
        """A call: by default its arguments come back as they were read."""
        params = message["params"]
        if params["name"] not in {tool["name"] for tool in self.tools}:
            return self.refuse(message, INVALID_PARAMS, f"Unknown tool: {params['name']}")
        self.text(message, json.dumps(params.get("arguments"), ensure_ascii=False))


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--journal", help="a file to which everything that arrives is appended")
    return parser


def end(status: int) -> None:
    """Ends at once, without flushing or unwinding: as a crash does."""
    os._exit(status)
