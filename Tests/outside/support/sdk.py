"""The official SDK's client, of any version, unchanged: run in an environment of its own."""
from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from .environments import NEWEST_SDK, python

SCRIPT = Path(__file__).with_name("sdk_session.py")
SESSION_SECONDS = 150


class SessionFailed(AssertionError):
    """The client could not open or finish its session."""


def session(command: list[str], steps: list[dict[str, Any]], *, version: str = NEWEST_SDK,
            mode: str = "auto", log_level: str | None = None, env: dict[str, str] | None = None,
            timeout: float = SESSION_SECONDS) -> dict[str, Any]:
    """Opens a session with the server `command`, takes the steps, closes it.

    A step is `{"do": METHOD, ...}`, see `sdk_session.py`. The answer holds `revision` and, in the
    order of the steps, `results`: each `{"result": …}`, or `{"error": {"type", "message", "code"}}`,
    with `progress` where any came; `heard` holds the notifications. `mode` and `log_level` are for the
    newest SDK: `auto`, `legacy` or `2026-07-28`; the level that it asks for with each request.
    """
    name = "main" if version == NEWEST_SDK else f"sdk-{version}"
    order = {
        "command": command, "steps": steps, "mode": mode, "log_level": log_level, "env": env or {}}
    try:
        done = subprocess.run(
            [python(name), str(SCRIPT)], input=json.dumps(order), capture_output=True, text=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        # Some of the old clients wait for ever for a server that ended.
        raise SessionFailed(f"the client of mcp {version} did not end within {timeout} s") from None
    if done.returncode != 0:
        raise SessionFailed(f"the client of mcp {version} failed:\n{done.stderr[-6000:]}")
    return json.loads(done.stdout) | {"stderr": done.stderr}
