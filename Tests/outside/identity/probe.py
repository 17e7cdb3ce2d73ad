"""What a process can reach of a supervisor that it should not: tries each thing and says what came.

    python probe.py '{"process": PID, "data": DIR, …}'      prints a JSON object, trial to outcome

Run as an agent's user and as a server's child's. `refused: EACCES` and the like are refusals by the
kernel; whatever begins with `REACHED` is a hole. Standard library only.
"""
from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

PTRACE_ATTACH, PTRACE_SEIZE = 16, 0x4206
PIDFD_OPEN, PIDFD_GETFD = 434, 438
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = libc.syscall.restype = ctypes.c_long


def trial(act: Callable[[], Any]) -> str:
    try:
        return f"REACHED {act()!r}"[:300]
    except OSError as error:
        return f"refused: {errno.errorcode.get(error.errno, error.errno)}"


def call(function: Callable[..., int], *arguments: Any) -> int:
    result = function(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "")
    return result


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(200)


def trace(request: int, process: int) -> str:
    call(libc.ptrace, request, process, None, None)
    os.kill(process, signal.SIGCONT)
    return "traced"


def take_descriptor(process: int) -> int:
    handle = call(libc.syscall, PIDFD_OPEN, process, 0)
    return call(libc.syscall, PIDFD_GETFD, handle, 3, 0)


def replace(path: str) -> str:
    os.rename(path, path + ".old")
    return "renamed"


def files(wanted: dict) -> dict[str, str]:
    found = {}
    data = wanted["data"]
    for folder in (data, f"{data}/trail", f"{data}/keys", wanted["kill"]):
        found[f"list {folder}"] = trial(lambda: os.listdir(folder))
    for path in wanted["secrets"]:
        found[f"read {path}"] = trial(lambda: read(path))
        found[f"write {path}"] = trial(lambda: open(path, "r+b"))
    for folder in (data, wanted["kill"], *wanted["run_folders"], *wanted["folders"]):
        found[f"create in {folder}"] = trial(
            lambda: os.close(os.open(f"{folder}/x", os.O_CREAT | os.O_EXCL | os.O_WRONLY)))
    for path in wanted["sockets"]:
        found[f"unlink {path}"] = trial(lambda: os.unlink(path))
    for path in (*wanted["sockets"], *wanted["run_folders"]):
        found[f"replace {path}"] = trial(lambda: replace(path))
        found[f"chmod {path}"] = trial(lambda: os.chmod(path, 0o777))
    return found


def processes(wanted: dict) -> dict[str, str]:
    found = {}
    for name, process in wanted["processes"].items():
        for entry in ("environ", "maps", "mem", "auxv", "stack"):
            found[f"{name} {entry}"] = trial(lambda: read(f"/proc/{process}/{entry}"))
        found[f"{name} fd"] = trial(lambda: os.listdir(f"/proc/{process}/fd"))
        found[f"{name} cwd"] = trial(lambda: os.listdir(f"/proc/{process}/cwd/"))
        found[f"{name} attach"] = trial(lambda: trace(PTRACE_ATTACH, process))
        found[f"{name} seize"] = trial(lambda: trace(PTRACE_SEIZE, process))
        found[f"{name} descriptor"] = trial(lambda: take_descriptor(process))
    return found


def signals(wanted: dict) -> dict[str, str]:
    return {
        f"signal {name}": trial(lambda: os.kill(process, 0))
        for name, process in wanted["processes"].items()}


def control(wanted: dict) -> str:
    """Every byte that the control socket gives to somebody who asks for everything."""
    asked = b"".join(
        json.dumps({"number": number, "request": request}).encode() + b"\n"
        for number, request in enumerate(("hello", "status", "holds", "release", "subscribe")))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(wanted["control"])
        try:
            connection.sendall(asked)
        except OSError:
            pass  # closed already
        heard = b""
        try:
            while chunk := connection.recv(65_536):
                heard += chunk
        except ConnectionResetError:
            pass
        except TimeoutError:
            heard += b"STILL OPEN"
    return heard.decode()


def commands(wanted: dict) -> dict[str, list]:
    ran = {}
    for words in wanted["commands"]:
        done = subprocess.run(
            [*wanted["pullcord"], *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
            env=wanted["environment"])
        ran[" ".join(words)] = [
            done.returncode, done.stdout.decode(), done.stderr.decode()]
    return ran


def myself() -> dict[str, Any]:
    mask = os.umask(0)
    os.umask(mask)
    descriptors = {}
    for number in os.listdir("/proc/self/fd"):
        try:
            descriptors[number] = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue  # the one that lists
    return {
        "users": os.getresuid(), "groups": [*os.getresgid(), *os.getgroups()], "mask": mask,
        "core": resource.getrlimit(resource.RLIMIT_CORE), "descriptors": descriptors,
        "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        "environment": dict(os.environ), "folder": os.getcwd(),
        "streams": {
            name: trial(lambda: os.close(os.open(f"/dev/{name}", os.O_WRONLY)))
            for name in ("stdout", "stderr")},
    }


def probe(wanted: dict) -> dict[str, Any]:
    found: dict[str, Any] = {"myself": myself(), "trials": processes(wanted)}
    if wanted["full"]:
        found["trials"] |= files(wanted) | signals(wanted)
        found["control"] = control(wanted)
        found["commands"] = commands(wanted)
    return found


if __name__ == "__main__":
    print(json.dumps(probe(json.loads(Path(sys.argv[1]).read_text()))))
