"""Every MCP message that Pullcord builds is valid under the published schema of its revision.

The Swift test `OutsideCheckTests` writes the messages of all 25 pairs of revisions; this file holds
each against `../shared/mcp/schema`: the envelope, then the type of its method.
"""
from __future__ import annotations

import copy
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from support.environments import ROOT
from support.schemas import SCHEMAS, check


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> list[dict]:
    given = os.environ.get("PULLCORD_MCP_MESSAGES")
    path = Path(given) if given else tmp_path_factory.mktemp("mcp") / "messages.jsonl"
    if not given:
        subprocess.run(
            ["swift", "test", "--skip-build", "--filter", "OutsideCheckTests"], cwd=ROOT, check=True,
            timeout=600, env={**os.environ, "PULLCORD_MCP_MESSAGES": str(path)})
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="../shared/mcp/schema is not beside this clone")
def test_every_message_is_valid(messages):
    faults, seen = [], Counter()
    for line in messages:
        try:
            name = check(line["revision"], line["message"], line.get("answers"))
            seen[line["hop"], line["revision"], name] += 1
        except (jsonschema.ValidationError, KeyError) as fault:
            faults.append((line["pair"], line["hop"], str(fault)[:300], json.dumps(line["message"])[:400]))
    assert not faults, "\n\n".join(" | ".join(fault) for fault in faults[:20])
    assert len({pair for pair in (line["pair"] for line in messages)}) == 25
    # Each revision was spoken on each hop, with calls, lists and refusals.
    for revision in ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"):
        assert seen["agent", revision, "CallToolResult"] > 20
        assert seen["agent", revision, "ListToolsResult"] > 0
        assert seen["server", revision, "CallToolRequest"] > 5
        assert seen["server", revision, "ListToolsRequest"] > 0
    assert seen["agent", "2026-07-28", "InputRequiredResult"] > 0
    assert seen["agent", "2026-07-28", "SubscriptionsAcknowledgedNotification"] > 0


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="../shared/mcp/schema is not beside this clone")
def test_the_check_can_fail(messages):
    """What each change breaks is found, so that a pass means something."""
    def broken(change) -> bool:
        for line in messages:
            message = copy.deepcopy(line["message"])
            if not change(line, message):
                continue
            with pytest.raises(jsonschema.ValidationError):
                check(line["revision"], message, line.get("answers"))
            return True
        return False

    def drop(revision, answers, key):
        def change(line, message):
            return (line["revision"] == revision and line.get("answers") == answers
                    and message.get("result", {}).pop(key, None) is not None)
        return change

    assert broken(drop("2026-07-28", "tools/call", "resultType"))
    assert broken(drop("2026-07-28", "tools/list", "ttlMs"))
    assert broken(drop("2025-11-25", "initialize", "serverInfo"))
    assert broken(drop("2024-11-05", "tools/call", "content"))
    assert broken(lambda line, message: line["hop"] == "server" and line["revision"] == "2026-07-28"
                  and message.get("params", {}).get("_meta", {}).pop(
                      "io.modelcontextprotocol/clientCapabilities", None) is not None)
