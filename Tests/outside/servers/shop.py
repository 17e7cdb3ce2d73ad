"""A server with the tools of a shop's back office; it does nothing but say what it was asked."""
from legacy import Legacy
from wire import options, tool

TEXT, NUMBER = {"type": "string"}, {"type": "number"}


class Shop(Legacy):
    name = "shop"

    def __init__(self, journal: str | None = None) -> None:
        super().__init__(journal)
        self.tools = [
            tool("refund", "pays back", reads=False,
                 properties={"amount": NUMBER, "account": TEXT, "note": TEXT}),
            tool("pay", "pays a supplier", reads=False,
                 properties={"amount": NUMBER, "supplier": TEXT, "invoice": TEXT}),
            tool("close", "closes an account for good", reads=False,
                 properties={"account": TEXT, "history": {"type": "array"}, "reason": TEXT}),
        ]


if __name__ == "__main__":
    Shop(options(__doc__).parse_args().journal).serve()
