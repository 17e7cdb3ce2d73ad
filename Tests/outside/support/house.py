"""What the tests of one file share where a supervisor for each would take too long."""
from __future__ import annotations

from typing import Callable, Iterator, TypeVar

import pytest

from .product import Product, Supervisor, product_in
from .rawclient import RawClient


class House:
    """A supervisor for all tests of a file, and its agents' clients; a file says in `start` what it
    runs."""

    def __init__(self, product: Product) -> None:
        self.product, self.folder = product, product.folder
        self.clients: list[RawClient] = []
        self.supervisor = self.start()

    def start(self) -> Supervisor:
        raise NotImplementedError

    def connect(self, agent: str, *, opened: bool = True) -> RawClient:
        """A client of an agent; it ends with the house, if not before."""
        client = RawClient(self.product.connect(agent), env=self.product.environment())
        self.clients.append(client)
        if opened:
            client.open_legacy()
        return client

    def close(self) -> None:
        for client in self.clients:
            client.stop()


Kind = TypeVar("Kind", bound=House)


def shared(kind: type[Kind]) -> Callable[..., Iterator[Kind]]:
    """The fixture of a file: its one house."""
    @pytest.fixture(scope="module")
    def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
        with product_in(tmp_path_factory.mktemp("house")) as product:
            house = kind(product)
            yield house
            house.close()

    return house
