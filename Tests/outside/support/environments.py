"""Python environments with pinned versions, made once under .build/outside and used again.

    python3 Tests/outside/support/environments.py NAME     makes it if need be, prints its python

A NAME is a file of `requirements/`: `main` for pytest, the newest SDK and its servers; `sdk-1.6.0` and
so on for older clients; `sqlite` for a server that speaks only the handshake revisions.
Standard library only: this file makes the environments that the rest needs.
"""
from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

OUTSIDE = Path(__file__).resolve().parent.parent
ROOT = OUTSIDE.parent.parent
CACHE = ROOT / ".build" / "outside"

OLD_SDKS = ("1.30.0", "1.12.4", "1.9.4", "1.6.0")
NEWEST_SDK = "2.3.0"

# One environment takes 5 to 20 s; a registry that answers slowly must not hold CI for ever.
INSTALL_SECONDS = 600


class EnvironmentFailed(Exception):
    """An environment could not be made; the message says which and what pip said."""


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Lets one process at a time make what `name` stands for."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: list[str]) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=INSTALL_SECONDS,
    )
    if done.returncode != 0:
        raise EnvironmentFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")


def environment(name: str) -> Path:
    """The folder of the environment `name`, made from its requirements if it is not there. Its name
    holds a digest of them, so that a changed pin makes a new one."""
    requirements = OUTSIDE / "requirements" / f"{name}.txt"
    if not requirements.exists():
        known = ", ".join(sorted(p.stem for p in requirements.parent.glob("*.txt")))
        raise EnvironmentFailed(f"no environment is called {name}; there are {known}")
    digest = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = CACHE / f"{name}-{digest}"
    complete = folder / "complete"
    if complete.exists():
        return folder
    with locked(name):
        if not complete.exists():
            for stale in CACHE.glob(f"{name}-????????????"):
                shutil.rmtree(stale)
            run([sys.executable, "-m", "venv", str(folder)])
            pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
            pinned = ["--no-deps", "--requirement", str(requirements)]
            try:
                run(pip + pinned)
            except EnvironmentFailed:
                run(pip + pinned)  # once more: a registry may have been away for a moment
            complete.touch()
    return folder


def python(name: str) -> str:
    """The python of the environment `name`."""
    return str(environment(name) / "bin" / "python")


def program(name: str, command: str) -> str:
    """A program that a package put into the environment `name`."""
    path = environment(name) / "bin" / command
    if not path.exists():
        raise EnvironmentFailed(f"environment {name} has no program {command}")
    return str(path)


def everything_server() -> list[str]:
    """The command of the SDK's everything-server over stdio. It is not a package: it comes from the
    examples in the source distribution."""
    source = CACHE / f"mcp-{NEWEST_SDK}"
    examples = source / "examples" / "servers" / "everything-server"
    with locked("everything-server"):
        if not examples.exists():
            run([
                python("main"), "-m", "pip", "download", "--quiet", "--no-deps",
                "--no-binary", "mcp", "--dest", str(CACHE), f"mcp=={NEWEST_SDK}",
            ])
            with tarfile.open(CACHE / f"mcp-{NEWEST_SDK}.tar.gz") as archive:
                archive.extractall(CACHE, filter="data")
    start = (
        f"import sys; sys.path.insert(0, {str(examples)!r}); "
        "from mcp_everything_server.server import mcp; mcp.run('stdio')"
    )
    return [python("main"), "-c", start]


if __name__ == "__main__":
    try:
        print(python(sys.argv[1]))
    except EnvironmentFailed as failure:
        sys.exit(str(failure))
