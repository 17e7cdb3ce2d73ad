"""A supervisor, agents, servers and operators that are different system users."""
from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from support.product import accepts, binary
from support.users import ROOT_USER, User
from support.waiting import children, eventually

HERE = Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # one that every user may run
COMMAND_SECONDS = 60.0
SECRET = "sesame-for-the-server"

POLICY = """\
pullcord: 1
host: {{ label: apart }}
operators:
  ana: {{ user: {ana}, answers: critical, scripts: high, may: [release, grant, apply] }}
{more_operators}servers:
  tools:
    command: [{python}, -u, {server}]
{server_user}    credentials: {{ bot: {{ env: {{ BOT_KEY: {{ file: keys/bot-key }} }} }}, tok: {{ env: {{ TOK_KEY: {{ file: keys/tok-key }} }} }} }}
tools:
  tools/probe: {{ tier: low }}
  tools/echo: {{ tier: low }}
  tools/write: {{ tier: medium, say: "write {{/text}}" }}
agents:
  bot:
    owner: cleo
    proof: {bot_proof}
    may: [tools/probe, tools/echo, tools/write]
  tok:
    owner: cleo
    proof: {{ token: keys/tok.hash }}
    may: [tools/probe, tools/echo, tools/write]
"""


@dataclass
class World:
    """Everything of one supervisor under one folder that all users may enter."""
    supervisor: User
    agent: User
    other: User
    server: User | None
    operator: User
    process: subprocess.Popen | None = None

    def __post_init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pci-"))
        self.folder.chmod(0o755)
        self.run_folder = self.folder / "run"
        self.data = self.folder / "data"
        self.etc = self.folder / "etc"
        self.programs = self.folder / "bin"
        self.log = self.folder / "log"
        self.token = self.folder / "other" / "tok.token"
        for folder in (self.etc, self.programs, self.token.parent, self.etc / "keys"):
            folder.mkdir()
        self.give(self.token.parent, self.other, 0o700)
        for folder, owner in (
                (self.run_folder, self.supervisor), (self.data, self.supervisor),
                (self.etc / "keys", self.supervisor)):
            folder.mkdir(exist_ok=True)
            self.give(folder, owner, 0o755)  # it takes what is too much itself
        shutil.copy(binary(), self.programs / "pullcord")
        for name in ("probe.py", "server.py", "agent.py"):
            shutil.copy(HERE / name, self.programs)
        for path in self.programs.iterdir():
            path.chmod(0o755)
        self.credentials = [self.etc / "keys" / name for name in ("bot-key", "tok-key")]
        for path in self.credentials:
            path.write_text(f"{SECRET}-{path.name}\n")
            self.give(path, self.supervisor, 0o600)

    # Files

    def give(self, path: Path, user: User, mode: int) -> None:
        os.chown(path, user.id, user.group)
        path.chmod(mode)

    @property
    def policy(self) -> Path:
        return self.etc / "policy.yaml"

    @property
    def agent_socket(self) -> Path:
        return self.run_folder / "agent" / "agent.sock"

    @property
    def control_socket(self) -> Path:
        return self.run_folder / "control" / "control.sock"

    def write_policy(self, *, operators: dict[str, User] = {}, bot_proof: str | None = None,
                     ana: User | None = None) -> None:
        server_user = f"    user: {self.server.name}\n" if self.server else ""
        more = "".join(
            f"  {name}: {{ user: {user.name}, answers: low }}\n" for name, user in operators.items())
        self.policy.write_text(POLICY.format(
            ana=(ana or self.operator).name, more_operators=more, python=PYTHON,
            server=self.programs / "server.py", server_user=server_user,
            bot_proof=bot_proof or f"{{ user: {self.agent.name} }}"))
        os.chown(self.policy, 0, self.supervisor.group)
        self.policy.chmod(0o640)

    # Commands

    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent",
            "PULLCORD_POLICY": str(self.policy), "PULLCORD_DATA": str(self.data),
            "PULLCORD_RUN": str(self.run_folder)}

    def pullcord(self, *words: str) -> list[str]:
        return [str(self.programs / "pullcord"), *words]

    def run(self, user: User, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        """A command of pullcord as a user, without a terminal."""
        done = subprocess.run(
            user.command(self.pullcord(*words)), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=COMMAND_SECONDS, env=self.environment())
        assert not check or done.returncode == 0, (words, done.returncode, done.stderr)
        return done

    def connect(self, agent: str, *words: str) -> list[str]:
        return self.pullcord("connect", "--agent", agent, "--run", str(self.run_folder), *words)

    def call_echo(self, user: User, kind: str, text: str, *connect: str) -> dict:
        """What an agent got that made its own streams of a kind and called the tool `echo`."""
        done = subprocess.run(
            user.command([PYTHON, str(self.programs / "agent.py"), kind, text, *connect]),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=COMMAND_SECONDS,
            env=self.environment())
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    # Life

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.supervisor.command(self.pullcord("supervise")), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env=self.environment() | {"SUPERVISOR_SECRET": SECRET},
                start_new_session=True, umask=0)
        def listens() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            return accepts(self.agent_socket) and accepts(self.control_socket)
        eventually(listens)

    @property
    def nursery(self) -> int:
        return eventually(lambda: children(self.process.pid))[0]

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder)

    # Probing

    def order(self, *, full: bool) -> Path:
        """The file that tells a probe what to try."""
        keepers = children(self.nursery)
        processes = {"supervisor": self.process.pid, "nursery": self.nursery}
        processes |= {f"keeper {number}": process for number, process in enumerate(keepers)}
        secrets = [
            *(path for path in self.data.rglob("*") if path.is_file()), *self.credentials,
            self.policy, self.etc / "keys" / "tok.hash", self.token]
        commands = [
            ["status"], ["holds"], ["runs"], ["agent", "list"], ["audit", "tail"],
            ["kill", "--reason", "mine"], ["release", "--reason", "mine"],
            ["freeze", "--reason", "mine"], ["pause", "tok", "--reason", "mine"],
            ["resume", "tok"], ["approve", "A7Q", "--digest", "0" * 64], ["deny", "A7Q"],
            ["grant", "bot", "tools/write", "within-caps"], ["policy", "reload"],
            ["policy", "apply", "--digest", "0" * 64], ["run", "end", "r1"],
            ["audit", "verify"], ["agent", "add", "tok", "--token-file", "/tmp/never"],
            ["agent", "revoke", "tok"]]
        order = {
            "full": full, "data": str(self.data), "kill": str(self.run_folder / "kill"),
            "processes": processes, "secrets": [str(path) for path in secrets],
            "run_folders": [str(self.run_folder / name) for name in ("agent", "control")],
            "folders": [str(self.run_folder), str(self.etc), str(self.etc / "keys"),
                        str(self.token.parent)],
            "sockets": [str(self.agent_socket), str(self.control_socket)],
            "control": str(self.control_socket), "commands": commands,
            "pullcord": self.pullcord(), "environment": self.environment()}
        path = self.folder / "order.json"
        path.write_text(json.dumps(order))
        path.chmod(0o644)
        return path


def login() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


__all__ = ["COMMAND_SECONDS", "PYTHON", "ROOT_USER", "SECRET", "World", "login", "time"]
