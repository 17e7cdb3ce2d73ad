"""A server of 2026-07-28 and no other: no handshake, each request says its revision."""
from wire import Server, options


class Modern(Server):
    name = "modern-only"
    eras = frozenset({"modern"})


if __name__ == "__main__":
    Modern(options(__doc__).parse_args().journal).serve()
