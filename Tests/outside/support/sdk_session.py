"""One session of an SDK client: reads an order from standard input, prints what came of it.

Runs under any version of the SDK from 1.6.0 on, so it imports nothing but that SDK. Steps:

    {"do": "list_tools"}   {"do": "list_resources"}   {"do": "list_prompts"}
    {"do": "list_resource_templates"}   {"do": "ping"}
    {"do": "call_tool", "name": …, "arguments": {…}, "progress": true, "timeout": seconds}
    {"do": "read_resource", "uri": …}   {"do": "get_prompt", "name": …, "arguments": {…}}
    {"do": "complete_prompt", "name": …, "argument": {"name": …, "value": …}}
    {"do": "set_logging_level", "level": …}   {"do": "subscribe_resource", "uri": …}
    {"do": "together", "steps": […]}      all at once; their results as a list
    {"do": "cancel_call", "name": …, "arguments": {…}}     calls, and cancels by a notification
    {"do": "listen", "tools": true, "resources": [uri], "steps": […], "events": count}
    {"do": "hear", "method": …}           waits until a notification of that method has come

A `timeout` of a call makes the SDK give up by itself; from 2.0 on it cancels as it does. A step with
`after`, a command and a text, is taken when the command prints that text. What is heard
besides answers is kept in the outcome's `heard`: pairs of method and params.
"""
from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client

try:
    from mcp import Client  # from 2.0 on
except ImportError:
    Client = None


heard: list[list[Any]] = []
HEAR_SECONDS = 60.0
# Long enough for a request to be written before its cancellation follows.
WRITTEN_SECONDS = 0.3


async def hear(message: Any) -> None:
    """What is neither an answer nor progress, in any version's wrapping."""
    message = getattr(message, "root", message)
    if hasattr(message, "method") and not hasattr(message, "id"):
        heard.append([message.method, plain(message.params) if message.params else {}])


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
        async def advanced(done: float, total: float | None, *rest: Any) -> None:
            progress.append([done, total, *rest])
        if Client is not None:
            options["progress_callback"] = advanced
        else:
            import inspect
            if "progress_callback" not in inspect.signature(session.call_tool).parameters:
                return await call_with_token(session, step, progress)
            options["progress_callback"] = advanced
    if "timeout" in step:
        seconds = step["timeout"]
        # A number of seconds from 2.0 on, a timedelta before; 1.6.0 takes it per session only.
        options["read_timeout_seconds"] = seconds if Client else timedelta(seconds=seconds)
    return await session.call_tool(step["name"], step.get("arguments", {}), **options)


async def call_with_token(session: Any, step: dict[str, Any], progress: list[Any]) -> Any:
    """1.6.0 has no progress on `call_tool`; its clients give a token themselves."""
    before = len(heard)
    params = {"name": step["name"], "arguments": step.get("arguments", {}),
              "_meta": {"progressToken": "token of the test"}}
    request = types.ClientRequest(types.CallToolRequest(
        method="tools/call", params=types.CallToolRequestParams.model_validate(params)))
    result = await session.send_request(request, types.CallToolResult)
    for method, said in heard[before:]:
        if method == "notifications/progress":
            progress.append([said["progress"], said.get("total")])
    return result


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
    if what == "set_logging_level":
        return await session.set_logging_level(step["level"])
    if what == "subscribe_resource":
        from pydantic import AnyUrl
        return await session.subscribe_resource(step["uri"] if Client else AnyUrl(step["uri"]))
    if what == "ping":
        return await session.send_ping()
    if what == "hear":
        return await until_heard(step["method"])
    if what == "cancel_call":
        return await cancel_call(session, step)
    if what == "listen":
        return await listen(session, step)
    return await getattr(session, what)()


async def until_heard(method: str) -> bool:
    async with asyncio.timeout(HEAR_SECONDS):
        while not any(said == method for said, _ in heard):
            await asyncio.sleep(0.02)
    return True


async def cancel_call(session: Any, step: dict[str, Any]) -> str:
    """Older SDKs do not cancel by themselves; their clients send the notification."""
    id = session._request_id
    call = asyncio.create_task(session.call_tool(step["name"], step.get("arguments", {})))
    await asyncio.sleep(WRITTEN_SECONDS)
    params = {"method": "notifications/cancelled", "params": {"requestId": id, "reason": "enough"}}
    await session.send_notification(types.ClientNotification.model_validate(params))
    done, _ = await asyncio.wait([call], timeout=WRITTEN_SECONDS)
    call.cancel()
    return "answered" if done else "silent"


async def listen(session: Any, step: dict[str, Any]) -> dict[str, Any]:
    events: list[str] = []
    async with session.listen(
        tools_list_changed=step.get("tools", False),
        resource_subscriptions=step.get("resources", []),
    ) as subscription:
        results = [await take(session, inner) for inner in step["steps"]]
        async with asyncio.timeout(HEAR_SECONDS):
            async for event in subscription:
                events.append(type(event).__name__)
                if len(events) >= step["events"]:
                    break
    return {"events": events, "results": results}


async def until_printed(command: list[str], text: str) -> None:
    """Runs a command again and again until it prints a text."""
    async with asyncio.timeout(HEAR_SECONDS):
        while True:
            done = await asyncio.to_thread(
                subprocess.run, command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            if text in done.stdout.decode():
                return


async def take(session: Any, step: dict[str, Any]) -> Any:
    if "after" in step:
        await until_printed(*step["after"])
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
        async with Client(
            server, mode=order["mode"], message_handler=hear, log_level=order.get("log_level"),
        ) as client:
            results = [await take(client, step) for step in order["steps"]]
            return {"revision": client.protocol_version, "results": results, "heard": heard}
    async with stdio_client(server) as (reader, writer):
        async with ClientSession(reader, writer, message_handler=hear) as session:
            opened = await session.initialize()
            results = [await take(session, step) for step in order["steps"]]
            return {"revision": opened.protocolVersion, "results": results, "heard": heard}


if __name__ == "__main__":
    outcome = asyncio.run(run(json.load(sys.stdin)))
    json.dump(outcome, sys.stdout)
