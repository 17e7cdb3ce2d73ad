"""Users apart: supervisor, agents, servers and operators as different system users, and what each can
reach of the others. Then the same without that, where the product must say UNGUARDED."""
from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Iterator

import pytest

from identity.world import COMMAND_SECONDS, PYTHON, SECRET, World, login
from support.product import Product
from support.rawclient import RawClient
from support.users import ROOT_USER, User, make, remove, why_not
from support.waiting import eventually

ROLES = ("sup", "agent", "other", "server", "op", "op2", "none")
REFUSALS = {"refused: EACCES", "refused: EPERM"}
NOT_PERMITTED = 4  # CommandStatus.notPermitted


@pytest.fixture(scope="module")
def users() -> Iterator[dict[str, User]]:
    reason = why_not()
    if reason:
        pytest.skip(f"skipped: {reason}")
    made: dict[str, User] = {}
    try:
        for role in ROLES:
            made[role] = make(role)
        yield made
    finally:
        for user in made.values():
            remove(user)


def world_of(users: dict[str, User], mode: str) -> World:
    """`root`: the supervisor is root and servers run as a user of their own. `user`: it is a user and
    its servers run as the same."""
    is_root = mode == "root"
    return World(
        supervisor=ROOT_USER if is_root else users["sup"], agent=users["agent"],
        other=users["other"], server=users["server"] if is_root else None, operator=users["op"])


def started(world: World) -> World:
    world.write_policy()
    added = world.run(
        ROOT_USER, "agent", "add", "tok", "--owner", world.other.name, "--token-file",
        str(world.token), check=True)
    assert f"user id {world.supervisor.id}" in added.stdout
    world.start()
    return world


@pytest.fixture(scope="module", params=["root", "user"])
def world(request: pytest.FixtureRequest, users) -> Iterator[World]:
    """A world that tests only look at."""
    world = world_of(users, request.param)
    try:
        yield started(world)
    finally:
        world.close()


@pytest.fixture
def own_world(users) -> Iterator[World]:
    """A world that a test may change."""
    world = world_of(users, "user")
    try:
        yield started(world)
    finally:
        world.close()


def opened(world: World, raw, user: User, agent: str, *words: str) -> RawClient:
    """A client of an agent, past its handshake."""
    client = raw(user.command(world.connect(agent, *words)), env=world.environment())
    client.open_legacy()
    return client


def call(client: RawClient, tool: str, **arguments: str) -> dict:
    return client.ask("tools/call", {"name": tool, "arguments": arguments})["result"]


def states(world: World, user: User) -> dict[str, list[str]]:
    view = json.loads(world.run(user, "status", "--json", check=True).stdout)
    return {state["kind"]: state["reasons"] for state in view["host"]["states"]}


# Hand-over between users


@pytest.mark.parametrize(("kind", "is_handed"), [
    ("pipe", True), ("socket", True), ("terminal", False), ("file", False)])
def test_streams_of_another_user_reach_the_server(world, kind, is_handed):
    heard = world.call_echo(world.agent, kind, "ünïcode", *world.connect("bot"))
    assert heard["text"] == "ünïcode", heard
    assert heard["handed"] is None or heard["handed"] == is_handed, heard


def test_pipes_that_root_made_are_relayed_where_they_cannot_be_opened(world, raw):
    client = opened(world, raw, world.agent, "bot")
    assert call(client, "echo", text="by root's pipe")["content"][0]["text"] == "by root's pipe"


# What an agent's user and a server's child can reach


def check_refused(trials: dict[str, str]) -> None:
    assert trials
    holes = {name: came for name, came in trials.items() if came not in REFUSALS}
    assert not holes, holes


def check_commands(commands: dict[str, list]) -> None:
    assert commands
    for words, (status, output, errors) in commands.items():
        assert status != 0 and output == "", (words, status, output, errors)
        assert SECRET not in errors and "bot-key" not in errors, (words, errors)


def test_an_agents_user_reaches_nothing(world, raw):
    with_server = opened(world, raw, world.agent, "bot")
    assert call(with_server, "echo", text="on")["content"][0]["text"] == "on"
    order = world.order(full=True)
    done = subprocess.run(
        world.agent.command([PYTHON, str(world.programs / "probe.py"), str(order)]),
        capture_output=True, text=True, timeout=200, env=world.environment())
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["myself"]["users"] == [world.agent.id] * 3
    check_refused(found["trials"])
    check_commands(found["commands"])
    assert any("keeper" in name for name in found["trials"])
    assert sum("read " in name for name in found["trials"]) >= 8
    told = [json.loads(line) for line in found["control"].splitlines()]
    assert len(told) == 1, told
    text = json.dumps(told[0])
    assert f"user id {world.agent.id} is no operator" in text
    for word in ("ana", "apart", "bot", world.operator.name, str(world.data), "0.1.0"):
        assert word not in text, (word, text)
    assert world.process.poll() is None
    status = world.run(world.operator, "status", check=True).stdout
    assert "by ana" not in status and "off" in status


def test_a_servers_child_reaches_nothing(world, raw):
    client = opened(world, raw, world.agent, "bot")
    call(client, "echo", text="on")  # so that there is a keeper to look at
    is_apart = world.server is not None
    result = call(client, "probe", order=str(world.order(full=is_apart)))
    found = json.loads(result["content"][0]["text"])
    user = world.server or world.supervisor
    own = found["myself"]
    assert own["users"] == [user.id] * 3 and set(own["groups"]) == {user.group}
    if is_apart:
        check_commands(found["commands"])
        assert "is no operator" in found["control"]
        assert own["folder"] == "/"
    # A server that is the supervisor's own user still looks into no process but its own.
    check_refused(found["trials"])
    assert sorted(own["descriptors"]) == ["0", "1", "2"], own["descriptors"]
    assert all(target.startswith("pipe:") for target in own["descriptors"].values())
    assert own["environment"].keys() - {"LC_CTYPE"} == {"PATH", "BOT_KEY"}, own["environment"]
    assert own["environment"]["BOT_KEY"] == f"{SECRET}-bot-key"
    assert own["mask"] == 0o022 and own["core"] == [0, 0] and own["files"] <= 65_536
    assert not [name for name, came in own["streams"].items() if "REACHED" not in came], own


def test_each_agent_has_its_own_server_and_credentials(world, raw):
    for agent, user, word in (("bot", world.agent, "BOT_KEY"), ("tok", world.other, "TOK_KEY")):
        words = ["--token-file", str(world.token)] if agent == "tok" else []
        client = opened(world, raw, user, agent, *words)
        result = call(client, "probe", order=str(world.order(full=False)))
        environment = json.loads(result["content"][0]["text"])["myself"]["environment"]
        assert environment.keys() - {"LC_CTYPE"} == {"PATH", word}


def test_the_supervisor_is_closed_to_its_own_user(world):
    if world.supervisor.id == 0:
        pytest.skip("skipped: root looks into everything, also into this")
    order = world.order(full=False)
    done = subprocess.run(
        world.supervisor.command([PYTHON, str(world.programs / "probe.py"), str(order)]),
        capture_output=True, text=True, timeout=200, env=world.environment())
    check_refused(json.loads(done.stdout)["trials"])


def test_modes_masks_and_limits_of_the_supervisor(world):
    process = Path(f"/proc/{world.process.pid}")
    assert "Umask:\t0077" in (process / "status").read_text()
    core = next(line for line in (process / "limits").read_text().splitlines()
                if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"], core
    assert (process / "environ").stat().st_uid == 0, "PR_SET_DUMPABLE is on"
    modes = {
        world.run_folder: 0o711, world.agent_socket.parent: 0o711,
        world.control_socket.parent: 0o711, world.run_folder / "kill": 0o700, world.data: 0o700}
    for path, most in modes.items():
        about = path.stat()
        assert about.st_uid == world.supervisor.id and about.st_mode & 0o777 & ~most == 0, path
    for path in world.data.rglob("*"):
        about = path.lstat()
        assert about.st_uid == world.supervisor.id and about.st_mode & 0o077 == 0, path


def test_operators_are_let_in_and_told_the_truth(world):
    found = states(world, world.operator)
    if world.supervisor.id == 0:
        assert "unguarded" not in found, found
    else:
        assert found["unguarded"] == [
            f"server tools runs as user id {world.supervisor.id}, that of the supervisor"]


# Tokens


def greet(path: Path, user: User, greeting: bytes) -> bytes:
    """What the agent socket says to a greeting of a user."""
    script = (
        "import socket, sys\n"
        "s = socket.socket(socket.AF_UNIX); s.settimeout(60); s.connect(sys.argv[1])\n"
        "s.sendall(sys.stdin.buffer.read()); heard = b''\n"
        "try:\n"
        "    while chunk := s.recv(65536):\n"
        "        heard += chunk\n"
        "        if heard[:1] == b'+': break\n"
        "except ConnectionResetError: pass\n"
        "sys.stdout.buffer.write(heard)\n")
    done = subprocess.run(
        user.command([PYTHON, "-c", script, str(path)]), input=greeting, capture_output=True,
        timeout=COMMAND_SECONDS)
    assert done.returncode == 0, done.stderr
    return done.stdout


def greeting(agent: str, token: str | None = None, **more: str) -> bytes:
    line = {"version": "pullcord-agent/1", "agent": agent}
    return json.dumps(line | ({"token": token} if token else {}) | more).encode() + b"\n"


def test_no_proof_gives_one_answer_whatever_is_wrong(world):
    right = world.token.read_text().strip()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    unproven = [
        (world.agent, greeting("tok", wrong)), (world.agent, greeting("tok")),
        (world.agent, greeting("tok", right[:-1])), (world.other, greeting("bot", right)),
        (world.other, greeting("bot")), (world.agent, greeting("nobody", right)),
        (ROOT_USER, greeting("bot")), (world.operator, greeting("tok", "x" * 256)),
        (world.agent, greeting("tok", (world.etc / "keys" / "tok.hash").read_text().strip()))]
    said = {greet(world.agent_socket, user, line).decode() for user, line in unproven}
    names = ("tok", "bot", "nobody")
    assert said == {
        f"-agent {name} is not proven: check its name and its token file\n" for name in names}
    assert greet(world.agent_socket, world.other, greeting("tok", right)) == b"+\n"


@pytest.mark.parametrize("bytes_", [
    b"GET / HTTP/1.1\r\n\r\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"agent":"tok"}\n',
    greeting("tok")[:-2] + b',"admin":true}\n', greeting("tok\\u0000"), b'{"a":"' + b"x" * 9000,
    greeting("tok") + b"more\n", greeting("tok", "x" * 257), greeting("x" * 5000)])
def test_greetings_that_are_none_are_refused(world, bytes_):
    said = greet(world.agent_socket, world.agent, bytes_)
    assert said[:1] == b"-" and said.endswith(b"\n") and len(said) <= 4096, said
    assert world.process.poll() is None


def is_told_to_wait(connection: socket.socket) -> bool:
    """Whether it was closed because too many connect: looked at for so long as an answer takes."""
    connection.settimeout(0.2)
    try:
        return connection.recv(200, socket.MSG_PEEK).startswith(b"-too many agents are connecting")
    except TimeoutError:
        return False


def test_silent_strangers_keep_nobody_out(world, raw):
    silent = []
    try:
        # The seventeenth of one user is told to try again; agents of other users come in. One that has
        # said nothing for five seconds is let go, so on a machine that stands still it takes more.
        began = time.monotonic()
        while not any(map(is_told_to_wait, silent)):
            assert time.monotonic() - began < 60
            for _ in range(40):
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(str(world.agent_socket))
                silent.append(connection)
        client = opened(world, raw, world.agent, "bot")
        assert call(client, "echo", text="in")["content"][0]["text"] == "in"
    finally:
        for connection in silent:
            connection.close()


def test_the_life_of_a_token(own_world, raw):
    world = own_world
    about = world.token.stat()
    assert (about.st_uid, stat.S_IMODE(about.st_mode)) == (world.other.id, 0o600)
    hashed = world.etc / "keys" / "tok.hash"
    assert hashed.stat().st_uid == world.supervisor.id
    first = world.token.read_text().strip()
    assert first not in hashed.read_text()
    words = ["--token-file", str(world.token)]
    client = opened(world, raw, world.other, "tok", *words)
    call(client, "echo", text="first")
    # Another token: the connection made with the first one ends when a reload looks at it.
    told = world.run(ROOT_USER, "agent", "add", "tok", "--owner", world.other.name, *words)
    assert told.returncode != 0 and "pullcord policy reload" in told.stderr, told
    assert greet(world.agent_socket, world.other, greeting("tok", first))[:1] == b"-"
    world.run(world.operator, "policy", "reload", check=True)
    assert client.end() == 0 or client.process.returncode is not None
    client = opened(world, raw, world.other, "tok", *words)
    call(client, "echo", text="second")
    world.run(ROOT_USER, "agent", "revoke", "tok")
    os.kill(world.process.pid, 1)  # SIGHUP looks again as well
    client.end()
    refused = world.run(world.other, "connect", "--agent", "tok", *words)
    assert refused.returncode != 0 and "is not proven" in refused.stderr
    for path in world.data.rglob("*"):
        if path.is_file():
            assert first.encode() not in path.read_bytes(), path


def test_an_operator_who_is_the_supervisor_closes_connections_at_once(users, raw):
    """A laptop: one user is all. Adding and revoking tell the supervisor itself."""
    world = World(
        supervisor=users["sup"], agent=users["sup"], other=users["sup"], server=None,
        operator=users["sup"])
    try:
        world.write_policy()
        words = ["--token-file", str(world.token)]
        world.run(users["sup"], "agent", "add", "tok", *words, check=True)
        world.start()
        client = opened(world, raw, users["sup"], "tok", *words)
        call(client, "echo", text="on")
        told = world.run(users["sup"], "agent", "revoke", "tok", check=True)
        assert "are closed" in told.stdout
        client.end()
        sharing = states(world, users["sup"])["unguarded"]
        assert any("agent bot shares user id" in words for words in sharing), sharing
        assert any(words.startswith("server tools runs as") for words in sharing), sharing
    finally:
        world.close()


# Whose the supervisor is


class Impostor:
    """Listens where a supervisor would, and keeps every byte that it is sent."""

    def __init__(self, path: Path, user: User) -> None:
        script = (
            "import socket, sys\n"
            "s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()\n"
            "import os; os.chmod(sys.argv[1], 0o666); print('on', flush=True)\n"
            "while True:\n"
            "    c, _ = s.accept(); print('came', flush=True)\n"
            "    while chunk := c.recv(65536): print(chunk, flush=True)\n"
            "    print('left', flush=True)\n")
        self.process = subprocess.Popen(
            user.command([PYTHON, "-c", script, str(path)]), stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "on\n"

    def heard(self) -> str:
        self.process.kill()
        return self.process.stdout.read()

    def __enter__(self) -> Impostor:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def folder_of(user: User, path: Path) -> Path:
    for folder in (path, path / "agent", path / "control"):
        folder.mkdir(exist_ok=True)
        os.chown(folder, user.id, user.group)
        folder.chmod(0o755)
    return path


@pytest.mark.parametrize("place", ["sticky", "open", "named"])
@pytest.mark.parametrize("part", ["agent", "control"])
def test_an_impostor_is_told_nothing(users, own_world, place, part):
    """In /tmp, where anybody may make a name first; in a folder that anybody may write to; and where
    the supervisor's user is named and it is another."""
    world, impostor = own_world, users["none"]
    above = Path(tempfile.mkdtemp(prefix="pci-"))
    above.chmod({"sticky": 0o1777, "open": 0o777, "named": 0o755}[place])
    run_folder = folder_of(impostor, above / "run")
    named = ["--supervisor-user", world.supervisor.name] if place == "named" else []
    words = {
        "agent": ["connect", "--agent", "tok", "--token-file", str(world.token)],
        "control": ["kill", "--reason", "secret words"]}[part]
    user = {"agent": world.other, "control": world.operator}[part]
    try:
        with Impostor(run_folder / part / f"{part}.sock", impostor) as listening:
            done = world.run(user, *words, "--run", str(run_folder), *named)
            heard = listening.heard()
        assert done.returncode == NOT_PERMITTED, (done.returncode, done.stderr)
        assert "nothing was sent" in done.stderr, done.stderr
        assert "b'" not in heard, heard
        # The right place in the same way: the check refuses the impostor, not everybody.
        world.run(world.operator, "status", *named, check=True)
    finally:
        subprocess.run(["rm", "-r", str(above)], check=True)


# Reloads


def subscriber(world: World, user: User) -> RawClient:
    client = RawClient(
        user.command(world.pullcord("audit", "tail", "--follow", "--json")),
        env=world.environment())
    client.line()
    return client


def test_a_reload_ends_the_connections_of_a_former_operator(users, own_world):
    world = own_world
    world.write_policy(operators={"bo": users["op2"]})
    world.run(world.operator, "policy", "reload", check=True)
    pending = json.loads(world.run(world.operator, "policy", "pending", "--json").stdout)
    digest = pending["pending"]["digest"]
    world.run(world.operator, "policy", "apply", "--digest", digest, check=True)
    with subscriber(world, users["op2"]) as feed, subscriber(world, world.operator) as other:
        world.write_policy()
        world.run(world.operator, "policy", "reload", check=True)
        assert feed.end() != 0
        assert other.process.poll() is None
    refused = world.run(users["op2"], "kill", "--reason", "mine")
    assert refused.returncode == NOT_PERMITTED and "is no operator" in refused.stderr


def test_a_reload_ends_the_connections_of_an_agent_whose_proof_changed(users, own_world, raw):
    world = own_world
    client = opened(world, raw, world.agent, "bot")
    call(client, "echo", text="on")
    world.write_policy(bot_proof=f"{{ user: {users['none'].name} }}")
    world.run(world.operator, "policy", "reload", check=True)
    assert call(client, "echo", text="pending")["content"][0]["text"] == "pending"
    pending = json.loads(world.run(world.operator, "policy", "pending", "--json").stdout)
    world.run(
        world.operator, "policy", "apply", "--digest", pending["pending"]["digest"], check=True)
    client.end()
    assert greet(world.agent_socket, world.agent, greeting("bot"))[:1] == b"-"
    assert greet(world.agent_socket, users["none"], greeting("bot")) == b"+\n"


@pytest.mark.parametrize(("mode", "owner"), [(0o660, "root"), (0o646, "root"), (0o600, "agent")])
def test_a_policy_that_others_could_write_is_refused(users, own_world, mode, owner):
    world = own_world
    world.policy.chmod(mode)
    group = world.supervisor.group
    os.chown(world.policy, 0 if owner == "root" else users[owner].id, group)
    if mode == 0o600:
        world.policy.chmod(0o640)
    refused = world.run(world.operator, "policy", "reload")
    assert refused.returncode != 0, refused.stdout
    assert "others may write it" in refused.stderr or "could change it" in refused.stderr


def test_two_operators_of_one_user_id_are_neither(users, own_world):
    world = own_world
    alias = f"{users['op'].name}b"
    subprocess.run(
        ["useradd", "--system", "--non-unique", "--no-create-home", "--uid", str(users["op"].id),
         alias], check=True, capture_output=True)
    try:
        world.write_policy(operators={"bo": User(alias, users["op"].id, 0)}, ana=users["op2"])
        text = world.policy.read_text().replace("  bo:", f"  ci: {{ user: {users['op'].name}, "
                                                "answers: low }\n  bo:")
        world.policy.write_text(text)
        world.run(world.operator, "policy", "reload", check=True)
        pending = json.loads(world.run(world.operator, "policy", "pending", "--json").stdout)
        applied = world.run(
            world.operator, "policy", "apply", "--digest", pending["pending"]["digest"])
        assert "lost the supervisor" in applied.stderr  # ana is another user now
        refused = world.run(world.operator, "status")
        assert refused.returncode == NOT_PERMITTED, refused.stdout
        assert f"have one user id, {users['op'].id}: neither is let in" in world.log.read_text()
        world.run(users["op2"], "status", check=True)
    finally:
        subprocess.run(["userdel", alias], capture_output=True)


# Runs


def test_a_run_token_starts_a_run_and_joins_it(own_world, raw):
    world = own_world
    clients = [
        opened(world, raw, world.agent, "bot", *words)
        for words in ([], ["--run-token", "one"], ["--run-token", "two"], ["--run-token", "one"])]
    for client in clients:
        call(client, "echo", text="on")
    view = json.loads(world.run(world.operator, "runs", "--json", check=True).stdout)
    calls = {run["run"]: run for run in view["runs"]}
    assert len(calls) == 3, view
    first = {run["run"]: run["spent"] for run in calls.values()}
    assert len({json.dumps(spent) for spent in first.values()}) == 2, first  # 1, 2 and 1 calls
    trail = world.run(world.operator, "audit", "tail", "-n", "100", "--json", check=True).stdout
    assert "run.started" in trail
    assert '"one' not in trail and '"two' not in trail  # only their marks


# One user for all


POLICY_OF_ONE = """\
pullcord: 1
host: {{ label: laptop }}
operators:
  me: {{ user: {me}, answers: critical, scripts: high, may: [release, grant, apply] }}
servers:
  tools:
    command: [{python}, -u, {server}]
tools:
  tools/echo: {{ tier: low }}
  tools/write: {{ tier: medium, say: "write {{/text}}" }}
agents:
  bot:
    owner: me
    proof: {{ user: {me} }}
    may: [tools/echo, tools/write]
"""


def test_a_shared_user_id_works_and_does_not_pretend(product: Product, raw):
    server = Path(__file__).parent / "identity" / "server.py"
    product.supervise(POLICY_OF_ONE.format(me=login(), python=PYTHON, server=server))
    client = raw(product.connect("bot"))
    client.open_legacy()
    waits = client.request("tools/call", {"name": "write", "arguments": {"text": "this"}})
    held = eventually(lambda: json.loads(
        product.run("holds", "--json", check=True).stdout)["holds"])[0]
    me = os.geteuid()
    reasons = [
        f"agent bot shares user id {me} with the supervisor",
        f"server tools runs as user id {me}, that of the supervisor"]
    for words in (["status"], ["holds"], ["runs"], ["agent", "list"]):
        view = json.loads(product.run(*words, "--json", check=True).stdout)
        found = {state["kind"]: state["reasons"] for state in view["host"]["states"]}
        assert found["unguarded"] == reasons, words
        shown = " ".join(product.run(*words, check=True).stdout.decode().split())
        assert "UNGUARDED" in shown and all(reason in shown for reason in reasons), shown
    refused = product.run("approve", held["code"])
    card = " ".join(refused.stderr.decode().split() + refused.stdout.decode().split())
    assert refused.returncode != 0 and "--digest" in card
    product.run("approve", held["code"], "--digest", held["digest"], check=True)
    assert client.answer(waits)["result"]["content"][0]["text"] == "this"
