"""An MCP server of the handshake revisions whose tool `probe` says what its process can reach; see
probe.py. Standard library only."""
from __future__ import annotations

import json
import sys
from pathlib import Path

import probe

SCHEMA = {"type": "object", "properties": {"order": {"type": "string"}, "text": {"type": "string"}}}


def result(message: dict) -> dict:
    match message["method"]:
        case "initialize":
            return {
                "protocolVersion": message["params"]["protocolVersion"],
                "capabilities": {"tools": {}}, "serverInfo": {"name": "probe", "version": "1"}}
        case "tools/list":
            return {"tools": [
                {"name": name, "inputSchema": SCHEMA} for name in ("probe", "echo", "write")]}
        case "tools/call":
            arguments = message["params"]["arguments"]
            if message["params"]["name"] == "probe":
                text = json.dumps(probe.probe(json.loads(Path(arguments["order"]).read_text())))
            else:
                text = arguments.get("text", "")
            return {"content": [{"type": "text", "text": text}]}
    return {}


for line in sys.stdin:
    message = json.loads(line)
    if "id" in message:
        print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result(message)}),
              flush=True)
