"""One session of an SDK client: reads an order from standard input, prints what came of it.

Runs under any version of the SDK from 1.6.0 on, so it imports nothing but that SDK. Steps:

    {"do": "list_tools"}   {"do": "list_resources"}   {"do": "list_prompts"}
    {"do": "list_resource_templates"}   {"do": "ping"}
    {"do": "call_tool", "name": …, "arguments": {…}, "progress": true, "timeout": seconds}
    {"do": "read_resource", "uri": …}   {"do": "get_prompt", "name": …, "arguments": {…}}
    {"do": "complete_prompt", "name": …, "argument": {"name": …, "value": …}}
    {"do": "together", "steps": […]}      all at once; their results as a list

A `timeout` of a call makes the SDK give up by itself, and cancel as it does.
"""
from __future__ import annotations

import asyncio
import json
import sys
from datetime import timedelta
from typing import Any

from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client

try:
    from mcp import Client  # from 2.0 on
except ImportError:
    Client = None


def plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return value


def failure(error: BaseException) -> dict[str, Any]:
    detail = getattr(error, "error", None)
    code = getattr(detail, "code", getattr(error, "code", None))
    return {"error": {"type": type(error).__name__, "message": str(error), "code": code}}


async def call_tool(session: Any, step: dict[str, Any], progress: list[Any]) -> Any:
    options: dict[str, Any] = {}
    if step.get("progress"):
        async def heard(done: float, total: float | None, *rest: Any) -> None:
            progress.append([done, total, *rest])
        if Client is not None:
            options["progress_callback"] = heard
        else:
            # 1.6.0 has no progress on call_tool itself; 1.9.4 and later have.
            import inspect
            if "progress_callback" not in inspect.signature(session.call_tool).parameters:
                raise NotImplementedError("this SDK has no progress on call_tool")
            options["progress_callback"] = heard
    if "timeout" in step:
        seconds = step["timeout"]
        # A number of seconds from 2.0 on, a timedelta before; 1.6.0 takes it per session only.
        options["read_timeout_seconds"] = seconds if Client else timedelta(seconds=seconds)
    return await session.call_tool(step["name"], step.get("arguments", {}), **options)


async def act(session: Any, step: dict[str, Any], progress: list[Any]) -> Any:
    what = step["do"]
    if what == "call_tool":
        return await call_tool(session, step, progress)
    if what == "read_resource":
        from pydantic import AnyUrl
        return await session.read_resource(step["uri"] if Client else AnyUrl(step["uri"]))
    if what == "get_prompt":
        return await session.get_prompt(step["name"], step.get("arguments"))
    if what == "complete_prompt":
        reference = types.PromptReference(type="ref/prompt", name=step["name"])
        return await session.complete(reference, step["argument"])
    if what == "ping":
        return await session.send_ping()
    return await getattr(session, what)()


async def take(session: Any, step: dict[str, Any]) -> Any:
    if step["do"] == "together":
        return list(await asyncio.gather(*(take(session, inner) for inner in step["steps"])))
    progress: list[Any] = []
    try:
        result: dict[str, Any] = {"result": plain(await act(session, step, progress))}
    except Exception as error:  # noqa: BLE001: whatever the SDK raises is what the test asks for
        result = failure(error)
    return result | ({"progress": progress} if progress else {})


async def run(order: dict[str, Any]) -> dict[str, Any]:
    command, *arguments = order["command"]
    server = StdioServerParameters(command=command, args=arguments, env=order["env"] or None)
    if Client is not None:
        async with Client(server, mode=order["mode"]) as client:
            results = [await take(client, step) for step in order["steps"]]
            return {"revision": client.protocol_version, "results": results}
    async with stdio_client(server) as (reader, writer):
        async with ClientSession(reader, writer) as session:
            opened = await session.initialize()
            results = [await take(session, step) for step in order["steps"]]
            return {"revision": opened.protocolVersion, "results": results}


if __name__ == "__main__":
    outcome = asyncio.run(run(json.load(sys.stdin)))
    json.dump(outcome, sys.stdout)
