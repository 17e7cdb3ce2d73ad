"""The fixture `product` itself, with a stand-in for the binary: it starts, waits, stops and ends what it
started, and says what went wrong."""
from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from support.product import NotBuilt, binary
from support.waiting import is_gone

STAND_IN = """#!{python}
import os, signal, socket, sys
if sys.argv[1] != "supervise":
    print(sys.argv[1:], os.environ["PULLCORD_DATA"], sys.stdin.read(), "XDG_RUNTIME_DIR" in os.environ)
    sys.exit(0 if sys.argv[1] == "status" else 9)
options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
text = open(options["--policy"]).read()
if text == "bad":
    sys.exit("policy.yaml:1:1: bad is no policy")
if text == "deaf":
    signal.pause()
folder = os.path.join(options["--run"], "agent")
os.makedirs(folder)
listener = socket.socket(socket.AF_UNIX)
listener.bind(os.path.join(folder, "agent.sock"))
print("ready", file=sys.stderr, flush=True)
if text == "not yet":
    signal.pause()
listener.listen()
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
while True:
    signal.pause()
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "pullcord"
    path.write_text(STAND_IN.format(python=sys.executable))
    path.chmod(0o755)
    monkeypatch.setenv("PULLCORD_BINARY", str(path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    return path


def test_a_supervisor_starts_and_stops(stand_in, product):
    supervisor = product.supervise("good")
    assert supervisor.ready.wait(60) and supervisor.log[0] == "ready"
    assert supervisor.memory() > 1_000_000
    assert len(str(product.agent_socket)) < 60
    assert supervisor.stop() == 0


def test_a_supervisor_ends_with_its_test(stand_in, product):
    supervisor = product.supervise("good")
    product.close()
    assert is_gone(supervisor.process.pid)
    assert supervisor.process.returncode == -signal.SIGKILL


def test_a_supervisor_that_refuses_is_quoted(stand_in, product):
    with pytest.raises(AssertionError, match="ended with 1: policy.yaml:1:1: bad is no policy"):
        product.supervise("bad")


@pytest.mark.parametrize("policy", ["deaf", "not yet"])
def test_a_supervisor_that_does_not_listen_is_not_ready(stand_in, product, monkeypatch, policy):
    monkeypatch.setattr("support.product.Supervisor.wait_until_listening.__defaults__", (1.0,))
    with pytest.raises(AssertionError, match="did not listen within 1.0 s"):
        product.supervise(policy)


def test_a_command_runs_in_the_folders_of_the_test(stand_in, product):
    done = product.run("status", "--json", input="text", check=True)
    assert done.stdout.decode().split() == \
        ["['status',", "'--json']", str(product.data), "text", "False"]
    with pytest.raises(AssertionError, match="ended with 9"):
        product.run("attic", check=True)


def test_the_command_of_an_agent(stand_in, product):
    run = ["--run", str(product.run_folder)]
    assert product.connect("bot") == [str(stand_in), "connect", "--agent", "bot", *run]
    assert product.connect("bot", "pay")[4:] == ["--server", "pay", *run]


def test_a_missing_binary_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PULLCORD_BINARY", str(tmp_path / "none"))
    with pytest.raises(NotBuilt, match="run Tests/run"):
        binary()
