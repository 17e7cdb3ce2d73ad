"""A server with a tool of each kind that the list of tools tells apart: `look` fails when it is told to."""
from wire import Server, options, tool

TEXT = {"text": {"type": "string"}}


class Till(Server):
    name = "till"

    def __init__(self, journal: str | None = None) -> None:
        super().__init__(journal)
        self.tools = [
            tool("look", "looks at the till", reads=True, properties=TEXT),
            tool("pay", "pays out", reads=False, properties=TEXT | {"amount": {"type": "integer"}}),
            tool("wipe", "forgets all", reads=False, properties=TEXT),
        ]

    def called(self, message: dict) -> None:
        if message["params"].get("arguments", {}).get("text") != "fail":
            return super().called(message)
        self.answer(message, {"content": [{"type": "text", "text": "no"}], "isError": True})


if __name__ == "__main__":
    Till(options(__doc__).parse_args().journal).serve()
