"""`pullcord init` asks a real server for its tools and drafts a policy; a person edits it; `policy check`
and `policy test` accept the result, and say what is wrong with another."""
from __future__ import annotations

import json
import os
import pwd
import re
import stat
import sys
import time
from pathlib import Path

import pytest

from support.environments import program
from support.product import Product
from support.waiting import eventually, is_gone

GIT_TOOLS = {
    "git_status", "git_diff_unstaged", "git_diff_staged", "git_diff", "git_commit", "git_add",
    "git_reset", "git_log", "git_create_branch", "git_checkout", "git_show", "git_branch",
}
ME = pwd.getpwuid(os.geteuid()).pw_name


def init(product, *options: str, command: list[str], name: str = "git", **more):
    return product.run("init", name, *options, "--", *command, timeout=60.0, **more)


def declared(draft: str) -> list[str]:
    return re.findall(r"^  git/(\w+):", draft, re.MULTILINE)


def processes_of(marker: str) -> list[int]:
    """The processes that have a word in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if any(marker.encode() in word for word in words) and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found


@pytest.fixture
def git() -> list[str]:
    return [program("main", "mcp-server-git")]


def test_the_draft_for_a_real_server(product, git):
    done = init(product, "--agent", "dev", command=git, check=True)
    draft = done.stdout.decode()
    assert draft.startswith("pullcord: 1\n")
    assert set(declared(draft)) == GIT_TOOLS
    granted = draft.splitlines()[-1]
    assert "git/git_status" in granted and "git/git_reset" not in granted
    assert f"user: {ME}" in draft and "accept" not in draft
    assert "tier: low" not in re.sub(r"#.*", "", draft)
    said = done.stderr.decode()
    assert "lists 12 tools" in said and "pullcord policy check" in said
    assert "pullcord agent add dev" in said
    # What was printed is what `policy check` accepts, as it stands.
    product.policy.write_bytes(done.stdout)
    checked = product.run("policy", "check", check=True).stdout.decode()
    assert "1 agent, 1 server, 12 tools" in checked
    eventually(lambda: not processes_of(git[0]))


def test_a_draft_of_a_server_without_hints(product):
    done = init(product, command=[program("main", "mcp-server-time")], name="time", check=True)
    assert {"time/get_current_time", "time/convert_time"} <= set(
        re.findall(r"^  (time/\w+):", done.stdout.decode(), re.MULTILINE))


@pytest.mark.parametrize("kind", ["legacy", "modern"])
def test_servers_of_one_era(product, server, kind):
    done = init(product, command=server(kind), check=True)
    assert declared(done.stdout.decode()) == ["read", "write"]
    assert "says it destroys" in done.stdout.decode()


OLD_SERVER = """
import sys
sys.path.insert(0, {servers!r})
from wire import Server

class Old(Server):
    eras = frozenset({{"legacy"}})

    def heard(self, message):
        if message["method"] == "server/discover":
            sys.exit("unknown method")
        super().heard(message)

Old().serve()
"""


def test_a_server_that_dies_of_the_first_request_is_started_again(product, tmp_path):
    """As servers on an old SDK do when they are asked with a method that they do not know."""
    old = tmp_path / "old.py"
    old.write_text(OLD_SERVER.format(servers=str(Path(__file__).parent / "servers")))
    done = init(product, command=[sys.executable, str(old)], check=True)
    assert declared(done.stdout.decode()) == ["read", "write"]


def test_write_puts_it_where_it_belongs_and_overwrites_nothing(product, server):
    done = init(product, "--write", command=server("legacy"), check=True)
    assert str(product.policy) in done.stdout.decode()
    draft = product.policy.read_bytes()
    assert draft.startswith(b"pullcord: 1\n")
    assert stat.S_IMODE(product.policy.stat().st_mode) == 0o600
    again = init(product, "--write", "--agent", "other", command=server("legacy"))
    assert again.returncode == 1 and b"is there already" in again.stderr
    assert product.policy.read_bytes() == draft
    assert [path.name for path in product.folder.iterdir() if "new-" in path.name] == []


def test_a_server_that_hangs_is_ended(product, server, journal):
    started = time.monotonic()
    done = init(product, "--timeout", "6", command=server("hostile", "hang-opening"))
    assert done.returncode == 1 and time.monotonic() - started < 40
    assert b"did not list its tools within 6 s" in done.stderr
    assert not done.stdout
    assert b"server/discover" in journal.read_bytes()
    eventually(lambda: not processes_of(str(journal)))


def test_a_server_that_ignores_its_end_leaves_no_process(product, tmp_path):
    """It ignores SIGTERM, has a child, and never answers."""
    note = tmp_path / "pids"
    stubborn = tmp_path / "stubborn.py"
    stubborn.write_text(
        "import os, signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        f"open({str(note)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "while True: signal.pause()\n")
    done = init(product, "--timeout", "6", command=[sys.executable, str(stubborn)])
    assert done.returncode == 1
    for pid in map(int, note.read_text().split()):
        assert eventually(lambda: is_gone(pid))


def test_a_server_that_dies_is_quoted(product):
    """What it said last is shown; what it hid in that is made visible."""
    code = "import sys; sys.exit('no \\x1b[31mlicence for this host')"
    done = init(product, command=[sys.executable, "-c", code])
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "exited with status 1 before it listed its tools" in said
    assert "<ESC>[31mlicence for this host" in said and "\x1b" not in said


@pytest.mark.parametrize("command, words", [
    (["/nowhere/server"], "cannot run /nowhere/server"),
    ([sys.executable, "-c", "print('hello'); import time; time.sleep(0.1)"], "before it listed"),
    ([sys.executable, "-c", "import os, time; os.close(1); time.sleep(60)"],
     "closed its standard output"),
    ([sys.executable, "-c", "while True: print('rubbish')"], "no MCP message"),
])
def test_what_is_no_server_is_said(product, command, words):
    done = init(product, command=command)
    assert done.returncode == 1 and words in done.stderr.decode()


@pytest.mark.parametrize("arguments, words", [
    (["git"], "after `--`"),
    (["git", "--timeout", "0", "--", "true"], "--timeout"),
    (["a b", "--", "true"], "no name of a server"),
    (["git", "--agent", "", "--", "true"], "no name of an agent"),
    (["git", "--operator", "Root User", "--", "true"], "no name of a system user"),
])
def test_a_wrong_command_line_starts_nothing(product, arguments, words):
    done = product.run("init", *arguments)
    assert done.returncode == 2 and words in done.stderr.decode()


# A person at the draft: ten lines, as "Shown by" 3 of the issue has them.

PERSON = [
    (r"^  git/git_status:.*$", "  git/git_status: { tier: low }"),
    (r"^  git/git_commit:.*$", '  git/git_commit: { tier: medium, say: "commit {/message}" }'),
    (r"^  git/git_reset:.*$", "  git/git_reset: { deny: always }"),
    (r"^  git/(?!git_status|git_commit|git_reset).*\n", ""),
    (r"^#.*\n", ""),
    (r"may: \[git/.*\]", "may: [git/git_status, git/git_commit, git/git_reset]"),
]


def edited(draft: str) -> str:
    for pattern, words in PERSON:
        draft, count = re.subn(pattern, words, draft, flags=re.MULTILINE)
        assert count > 0, pattern
    return draft


@pytest.fixture
def ten_lines(product, git) -> str:
    draft = init(product, "--agent", "dev", command=git, check=True).stdout.decode()
    text = edited(draft)
    assert len(text.splitlines()) == 10
    product.policy.write_text(text)
    return text


def test_a_person_edits_it_to_ten_lines(product, ten_lines):
    assert b"it has no tests" in product.run("policy", "check", check=True).stdout
    report = json.loads(product.run("policy", "check", "--json", check=True).stdout)
    assert report["ok"] and report["tools"] == 3 and report["failed"] == 0


TESTS = """tests:
  - { agent: dev, call: git/git_status, expect: allow }
  - { agent: dev, call: git/git_commit, args: { message: x }, expect: hold, why: rung }
  - { agent: dev, call: git/git_reset, expect: deny, why: rule }
"""


def test_its_tests_are_run(product, ten_lines):
    product.policy.write_text(ten_lines + TESTS)
    checked = product.run("policy", "check", check=True).stdout.decode()
    assert "3 of 3 tests passed" in checked and "passed: " not in checked
    tested = product.run("policy", "test", check=True).stdout.decode().splitlines()
    assert [line.split(": ")[1] for line in tested[:3]] == ["passed"] * 3
    assert tested[0].startswith(f"{product.policy}:12: ")
    assert "not checked" in tested[-1]


def test_a_failing_test_is_named_with_its_path(product, ten_lines):
    product.policy.write_text(
        ten_lines.replace("{ tier: low }", "{ tier: medium }") + TESTS)
    for command in ("check", "test"):
        done = product.run("policy", command)
        assert done.returncode == 1
        said = done.stdout.decode().splitlines()
        at = next(i for i, line in enumerate(said) if "FAILED" in line)
        assert said[at].startswith(f"{product.policy}:12: FAILED: ")
        assert "hold by rung, but allow was expected" in said[at]
        path = [line.split() for line in said[at + 1:at + 5]]
        assert [words[:2] for words in path] == [
            ["grant", "allow"], ["tier", "allow"], ["budget", "allow"], ["rung", "hold"]]
        assert path[1][2:] == ["line", "6", "medium"]
        assert b"1 of its tests fail" in done.stderr
    report = json.loads(product.run("policy", "check", "--json").stdout)
    assert not report["ok"] and report["failed"] == 1
    assert [test["passed"] for test in report["tests"]] == [False, True, True]


def test_a_supervisor_takes_no_file_whose_tests_fail(product, ten_lines):
    good = ten_lines + TESTS
    bad = good.replace("expect: allow", "expect: deny")
    with pytest.raises(AssertionError, match=r"policy.yaml:12: its own test fails"):
        product.supervise(bad)
    product.supervise(good)
    product.policy.write_text(bad)
    done = product.run("policy", "reload")
    assert done.returncode != 0 and b"policy.yaml:12: its own test fails" in done.stderr
    status = json.loads(product.run("status", "--json", check=True).stdout)
    assert "its own test fails" in json.dumps(status)
    product.policy.write_text(good)
    product.run("policy", "reload", check=True)
    assert "its own test fails" not in product.run("status", "--json").stdout.decode()


# A rule that looks at an argument which the tool does not have


def test_a_rule_that_does_not_fit_its_tool_holds_and_is_shown(product, raw, server, journal):
    word = ", ".join(json.dumps(word) for word in server("legacy"))
    policy = f"""pullcord: 1
host: {{ label: test }}
operators: {{ me: {{ user: {ME}, answers: high, scripts: high, may: [release, grant, apply] }} }}
servers: {{ s: {{ command: [{word}] }} }}
tools:
  s/read: {{ tier: low, deny: [ {{ argument: /txet, if: {{ prefix: /etc/ }} }} ] }}
  s/write: {{ tier: low, deny: [ {{ argument: /text, if: {{ prefix: /etc/ }} }} ] }}
agents:
  bot: {{ owner: me, proof: {{ user: {ME} }}, may: [s/read, s/write] }}
holds: {{ wait: 2s, park: 3s }}
"""
    supervisor = product.supervise(policy)
    client = raw(product.connect("bot"))
    client.open_legacy()
    call = {"name": "write", "arguments": {"text": "x"}}
    assert not client.ask("tools/call", call)["result"]["isError"]
    held = client.ask("tools/call", {"name": "read", "arguments": {"text": "x"}})["result"]
    assert held["isError"]
    assert b'"read"' not in journal.read_bytes()
    status = product.run("status", check=True).stdout.decode()
    assert "DEGRADED" in status and "line 6 of the policy" in " ".join(status.split())
    client.ask("tools/list")
    fits = [line for line in supervisor.log if "does not fit" in line]
    assert len(fits) == 1 and "policy.yaml:6" in fits[0] and "'/txet'" in fits[0]
    # Corrected: as strict as it was meant, so it waits for nobody but who applies it.
    product.policy.write_text(policy.replace("/txet", "/text"))
    product.run("policy", "reload", check=True)
    pending = json.loads(product.run("policy", "pending", "--json", check=True).stdout)
    if digest := (pending.get("pending") or {}).get("digest"):
        product.run("policy", "apply", "--digest", digest, check=True)
    assert "DEGRADED" not in product.run("status", check=True).stdout.decode()
    # Other arguments: what nobody answered counts as denied in this run.
    answer = client.ask("tools/call", {"name": "read", "arguments": {"text": "y"}})
    assert not answer["result"]["isError"]
    denied = client.ask("tools/call", {"name": "read", "arguments": {"text": "/etc/x"}})
    assert denied["result"]["isError"]


def test_every_fault_of_a_policy_stands_on_a_line(product: Product):
    """What keeps a supervisor from starting is read by somebody who wants it started."""
    product.policy.write_text("pullcord: 1\nhost: { label: box }\nmodes: enforce\ntool: {}\n")
    done = product.run("supervise")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1 and len(lines) >= 3, lines
    assert all(line.startswith(f"{product.policy}:") for line in lines[:-1]), lines
    assert any(":3:1: " in line and "modes" in line for line in lines), lines
    assert any(":4:1: " in line and "tool" in line for line in lines), lines
    assert lines[-1] == ("the policy cannot be used; "
                         f"correct it and try `pullcord policy check {product.policy}`")
