"""A server of the handshake revisions (2024-11-05 to 2025-11-25) and no other."""
from wire import Server, options


class Legacy(Server):
    name = "legacy-only"
    eras = frozenset({"legacy"})
    is_open = False

    def heard(self, message: dict) -> None:
        method = message["method"]
        if method == "initialize":
            self.is_open = True
        elif "id" in message and method not in ("ping", "server/discover") and not self.is_open:
            return self.refuse(message, -32600, "Received request before initialization was complete")
        super().heard(message)

    def is_modern(self, message: dict) -> bool:
        return False


if __name__ == "__main__":
    Legacy(options(__doc__).parse_args().journal).serve()
