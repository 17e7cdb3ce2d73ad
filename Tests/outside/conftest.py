"""Fixtures of the tests from outside. What they give is in `support/`; the servers are in `servers/`."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from support.product import Product, product_in  # noqa: E402
from support.rawclient import RawClient  # noqa: E402

SERVERS = Path(__file__).parent / "servers"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes longer than the CI lane has; Tests/run --long")


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product in folders of this test's own; its supervisors end with the test."""
    with product_in(tmp_path) as product:
        yield product


@pytest.fixture
def raw() -> Iterator[Callable[..., RawClient]]:
    """Starts raw clients that end with the test: `raw(command)`."""
    clients: list[RawClient] = []

    def start(command: list[str], **options) -> RawClient:
        clients.append(RawClient(command, **options))
        return clients[-1]

    yield start
    for client in clients:
        client.stop()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where a test server writes down, byte for byte, what reached it."""
    return tmp_path / "journal"


@pytest.fixture
def server(journal: Path) -> Callable[..., list[str]]:
    """The command of a test server, with its journal: `server("legacy")`, `server("modern")`, or
    `server("hostile", "hang")`."""
    def command(name: str, *arguments: str) -> list[str]:
        return [sys.executable, str(SERVERS / f"{name}.py"), *arguments, "--journal", str(journal)]

    return command
