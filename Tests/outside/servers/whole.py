"""A server of one era that has everything a proxy must carry: lists in pages, resources, templates,
prompts, completion, progress, log messages, a list that changes, and a call that only a cancellation
ends."""
from __future__ import annotations

from wire import INVALID_PARAMS, LEGACY, MODERN, Server, options, tool

LEVELS = ("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")
LEVEL_KEY = "io.modelcontextprotocol/logLevel"
SUBSCRIPTION_KEY = "io.modelcontextprotocol/subscriptionId"
NOTE = {"uri": "test://note", "name": "note", "mimeType": "text/plain"}
OTHER = {"uri": "test://other", "name": "other", "mimeType": "text/plain"}


class Whole(Server):
    name = "whole"

    def __init__(self, given) -> None:
        super().__init__(given.journal)
        self.eras = frozenset({given.era})
        self.level: str | None = None
        self.listens: dict[object, dict] = {}
        self.subscribed: set[str] = set()
        self.was_late = False  # `test://late` can be subscribed to at the second try only
        self.tools += [
            tool("steps", "reports progress: 1, 2, 3", reads=True),
            tool("wait", "answers never; a cancellation ends it", reads=True),
            tool("log", "logs at debug and at warning", reads=True),
            tool("change", "adds the tool `added`, and `test://note` changes", reads=True),
        ]

    def is_modern(self, message: dict) -> bool:
        return "modern" in self.eras

    def heard(self, message: dict) -> None:
        if "id" in message and self.era_fault(message) is None:
            if answer := getattr(self, "on_" + message["method"].replace("/", "_"), None):
                return answer(message, message.get("params") or {})
        super().heard(message)

    def notified(self, message: dict) -> None:
        if message["method"] == "notifications/cancelled":
            self.listens.pop(message["params"]["requestId"], None)

    # The opening

    capabilities = {
        "tools": {"listChanged": True}, "prompts": {}, "resources": {"subscribe": True},
        "completions": {}, "logging": {}}

    def on_initialize(self, message: dict, params: dict) -> None:
        asked = params.get("protocolVersion")
        self.answer(message, {
            "protocolVersion": asked if asked in LEGACY else LEGACY[-1],
            "capabilities": self.capabilities, "serverInfo": {"name": self.name, "version": "1"}})

    def on_server_discover(self, message: dict, params: dict) -> None:
        self.cached(message, {"supportedVersions": [MODERN], "capabilities": self.capabilities})

    # Lists and what they name

    def cached(self, message: dict, result: dict) -> None:
        hints = {"ttlMs": 0, "cacheScope": "private"} if self.is_modern(message) else {}
        self.answer(message, result | hints)

    def page(self, message: dict, key: str, items: list[dict]) -> None:
        """One item a page. The empty text is a cursor like any other; here it is the second page."""
        cursor = message.get("params", {}).get("cursor")
        cursors = [None, "", *(f"page {n}" for n in range(3, len(items) + 1))]
        if cursor not in cursors[:len(items)]:
            return self.refuse(message, INVALID_PARAMS, f"Unknown cursor: {cursor}")
        place = cursors.index(cursor)
        following = {"nextCursor": cursors[place + 1]} if place + 1 < len(items) else {}
        self.cached(message, {key: [items[place]]} | following)

    def on_tools_list(self, message: dict, params: dict) -> None:
        self.page(message, "tools", self.tools)

    def on_resources_list(self, message: dict, params: dict) -> None:
        self.page(message, "resources", [NOTE, OTHER])

    def on_resources_templates_list(self, message: dict, params: dict) -> None:
        self.page(message, "resourceTemplates", [{"uriTemplate": "test://{name}", "name": "any"}])

    def on_prompts_list(self, message: dict, params: dict) -> None:
        self.page(message, "prompts", [
            {"name": "greet", "arguments": [{"name": "who", "required": True}]}, {"name": "plain"}])

    def on_resources_read(self, message: dict, params: dict) -> None:
        text = {"uri": params["uri"], "mimeType": "text/plain", "text": f"what {params['uri']} says"}
        self.cached(message, {"contents": [text]})

    def on_resources_subscribe(self, message: dict, params: dict) -> None:
        if params["uri"] == "test://late" and not self.was_late:
            self.was_late = True
            return self.refuse(message, INVALID_PARAMS, "not yet")
        self.subscribed.add(params["uri"])
        self.answer(message, {})

    def on_resources_unsubscribe(self, message: dict, params: dict) -> None:
        if params["uri"] == "test://late":
            return self.refuse(message, INVALID_PARAMS, "never")
        self.subscribed.discard(params["uri"])
        self.answer(message, {})

    def on_prompts_get(self, message: dict, params: dict) -> None:
        text = f"greet {params.get('arguments', {}).get('who')}"
        self.answer(message, {
            "messages": [{"role": "user", "content": {"type": "text", "text": text}}]})

    def on_completion_complete(self, message: dict, params: dict) -> None:
        start = params["argument"]["value"]
        self.answer(message, {"completion": {"values": [start + "na", start + "nton"], "total": 2}})

    def on_logging_setLevel(self, message: dict, params: dict) -> None:
        self.level = params["level"]
        self.answer(message, {})

    def on_subscriptions_listen(self, message: dict, params: dict) -> None:
        wanted = {k: v for k, v in params["notifications"].items() if k in (
            "toolsListChanged", "resourceSubscriptions")}
        self.listens[message["id"]] = wanted
        self.say({
            "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged",
            "params": {"_meta": {SUBSCRIPTION_KEY: message["id"]}, "notifications": wanted}})

    # Calls

    def called(self, message: dict) -> None:
        params = message["params"]
        act = getattr(self, "do_" + params["name"], None)
        if act is None:
            return super().called(message)
        act(message, params.get("_meta", {}))

    def do_steps(self, message: dict, meta: dict) -> None:
        for step in (1, 2, 3) if "progressToken" in meta else ():
            self.say({"jsonrpc": "2.0", "method": "notifications/progress", "params": {
                "progressToken": meta["progressToken"], "progress": step, "total": 3}})
        self.text(message, "done")

    def do_wait(self, message: dict, meta: dict) -> None:
        """Nothing is owed: a cancelled request gets no answer."""

    def do_log(self, message: dict, meta: dict) -> None:
        level = meta.get(LEVEL_KEY) if self.is_modern(message) else self.level
        for name in ("debug", "warning"):
            if level is not None and LEVELS.index(name) >= LEVELS.index(level):
                self.say({"jsonrpc": "2.0", "method": "notifications/message", "params": {
                    "level": name, "data": f"said at {name}"}})
        self.text(message, "logged")

    def do_change(self, message: dict, meta: dict) -> None:
        self.tools.append(tool("added", "was not there before", reads=True))
        self.text(message, f"changed; resources told of: {len(self.subscribed)}")
        updated, changed = "notifications/resources/updated", "notifications/tools/list_changed"
        for uri in self.subscribed:
            self.tell(updated, {"uri": uri})
        if "legacy" in self.eras:
            self.tell(changed, {})
        for id, listen in self.listens.items():
            own = {"_meta": {SUBSCRIPTION_KEY: id}}
            for uri in listen.get("resourceSubscriptions", []):
                self.tell(updated, {"uri": uri} | own)
            if listen.get("toolsListChanged"):
                self.tell(changed, own)

    def tell(self, method: str, params: dict) -> None:
        self.say({"jsonrpc": "2.0", "method": method} | ({"params": params} if params else {}))


if __name__ == "__main__":
    parser = options(__doc__)
    parser.add_argument("era", choices=("legacy", "modern"))
    Whole(parser.parse_args()).serve()
