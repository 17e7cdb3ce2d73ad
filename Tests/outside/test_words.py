"""What operators read is enough to act on: what still stands, why a call waits, where things are."""
from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from support.desk import Desk, call
from support.waiting import eventually

OUTSIDE = Path(__file__).parent
TOOLS = 'box/read: { tier: low }\nbox/write: { tier: medium, say: "write {/text}", recipient: /text, known: [a] }'


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def desk(product, raw, journal: Path) -> Desk:
    return Desk(product, raw, [
        sys.executable, str(OUTSIDE / "servers" / "hostile.py"), "echo", "--journal", str(journal)])


def test_a_release_names_what_still_stands(desk: Desk):
    """Who released one kill believes that things run again."""
    desk.start(desk.policy(TOOLS))
    kill_file = desk.product.run_folder / "kill" / "stop"
    desk.act("kill", "--server", "box", "--reason", "odd answers")
    desk.act("freeze", "--reason", "incident 7")
    kill_file.touch()
    eventually(lambda: len(desk.read("status")["kills"]) == 2)
    said = desk.act("release", "--reason", "looked at it")
    for words in ("everything is released", "the kill of server box by ana stays: odd answers",
                  "writes stay frozen by ana", "agent bot stays paused until pullcord resume bot",
                  f"the file {kill_file} is still there and will kill everything again"):
        assert words in said, (words, said)
    kill_file.unlink()
    said = desk.fail(4, "release", "--reason", "again")
    assert "engaged is a kill of server box" in said, said
    said = desk.act("release", "--server", "box", "--reason", "fine")
    assert "still there" not in said and "the kill of" not in said and "stay" in said, said
    desk.act("freeze", "--off")
    desk.act("resume", "bot")
    assert "no kill is engaged" in desk.fail(4, "release", "--reason", "again")
    desk.act("kill")
    said = desk.act("release", "--reason", "only the pause is left")
    assert len(said.splitlines()) == 2 and "stays paused" in said, said


def test_the_kill_directory_is_named(desk: Desk, tmp_path: Path):
    other = tmp_path / "stop-here"
    other.mkdir(mode=0o700)
    desk.start(desk.policy(TOOLS) + f"kill: {{ directory: {other} }}\n")
    own = desk.product.run_folder / "kill"
    assert desk.read("status")["killDirectories"] == [str(own), str(other)]
    # Without its spaces: a long path goes on in the next row.
    shown = "".join(desk.act("status").split())
    assert f'anyfilein"{own}"or"{other}"killseverything' in shown, shown
    for command in ("kill", "release"):
        assert str(own) in desk.act(command, "--help")


def test_what_raised_the_tier_stands_on_the_card(desk: Desk):
    desk.start(desk.policy(TOOLS, agent=", rung: within-caps"))
    desk.act("grant", "bot", "box/write", "within-caps", "--reason", "t")
    client = desk.client()
    assert client.ask("tools/call", call("write", text="a"))["result"]["isError"] is False
    client.request("tools/call", call("write", text="b"))
    hold = desk.hold()
    card = desk.act("holds", hold["code"])
    assert re.search(r"^tier +MEDIUM by the policy, raised to HIGH$", card, re.M), card
    assert re.search(r"^why held +recipient: 1 not known before this run: raised to high$", card, re.M), card
    desk.product.settle()
    told = desk.act("audit", "tail")
    assert re.search(r"HELD .* because recipient: 1 not known before this run: raised to high$", told, re.M), told


def test_the_hold_of_a_paused_agent_says_so(desk: Desk):
    desk.start(desk.policy(TOOLS))
    client = desk.client()
    client.request("tools/call", call("write", text="b"))
    hold = desk.hold()
    desk.act("pause", "bot", "--reason", "it loops")
    card = desk.act("holds", hold["code"])
    assert re.search(r'^PAUSED +bot by ana since \S+ "it loops"\n +it cannot be approved before `pullcord resume bot`$',
                     card, re.M), card
    listed = desk.act("holds")
    assert re.search(rf"^{hold['code']} .* open, PAUSED$", listed, re.M), listed
    said = desk.fail(4, "approve", hold["code"], "--digest", hold["digest"])
    assert "pullcord resume bot" in said, said
    desk.act("resume", "bot")
    assert "PAUSED" not in desk.act("holds") + desk.act("holds", hold["code"])
    desk.approve(hold)


@pytest.mark.parametrize("words", [
    ["approve", "333", "--digest", "0" * 64], ["deny", "333", "2"], ["recall", "333"], ["extend", "333"],
    ["holds", "333"], ["recall", "no-code"], ["extend", "no-code"], ["holds", "no-code"]])
def test_an_unknown_hold_is_told_with_what_lists_holds(desk: Desk, words: list[str]):
    desk.start(desk.policy(TOOLS))
    said = desk.fail(6, *words)
    assert "pullcord holds lists them" in said, said


def test_a_policy_for_another_machine_is_no_fault(desk: Desk, tmp_path: Path):
    plain = tmp_path / "plain"
    plain.write_text("no program")
    missing = desk.policy(TOOLS).splitlines()
    people = next(i for i, line in enumerate(missing) if line.startswith("operators:"))
    missing[people] = missing[people].replace(" } }", " }, bo: { user: no-such-user-here, answers: low } }")
    servers = next(i for i, line in enumerate(missing) if line.startswith("servers:"))
    missing[servers] = (f"servers: {{ box: {{ command: [{plain}] }}, far: {{ command: [/no/such/program] }}, "
                        "near: { command: [no-such-program-at-all] } }")
    alerts = next(i for i, line in enumerate(missing) if line.startswith("alerts:"))
    missing[alerts] = "alerts: [ { command: [/no/pager] } ]"
    file = tmp_path / "policy.yaml"
    file.write_text("\n".join(missing))
    said = desk.act("policy", "check", str(file))
    for line, words in (
            (people, "operator bo: this machine has no user no-such-user-here"),
            (servers, f'server box: "{plain}" cannot be executed'),
            (servers, 'server far: there is no program "/no/such/program" on this machine'),
            (servers, 'server near: no program "no-such-program-at-all" is on the PATH here'),
            (alerts, 'alert: there is no program "/no/pager" on this machine')):
        assert f"{file}:{line + 1}: warning: {words}" in said, (words, said)
    checked = json.loads(desk.act("policy", "check", str(file), "--json"))
    assert checked["ok"] is True and len(checked["warnings"]) == 5, checked
    file.write_text(desk.policy(TOOLS))
    assert "warning" not in desk.act("policy", "check", str(file))


def test_lines_carry_their_time(desk: Desk):
    supervisor = desk.start(desk.policy(TOOLS) + "# once\n")
    desk.act("kill", "--reason", "look")
    eventually(lambda: "the kill is" in supervisor.stderr() or "kill engaged" in supervisor.stderr())
    stamp = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ pullcord: "
    lines = supervisor.stderr().splitlines()
    assert lines and all(re.match(stamp + "(notice|error|ready): ", line) for line in lines), lines
    assert any(line.endswith("pullcord: ready: agents and operators can connect") for line in lines)
    told = desk.act("audit", "tail").splitlines()
    assert re.fullmatch(r"-- 20\d\d-\d\d-\d\d, times in UTC --", told[0]), told
    # Midnight may pass meanwhile: another line of the same form.
    assert all(re.match(r"\d+ [0-9:]{8}Z  |-- 20", line) for line in told), told
    for line in desk.act("audit", "tail", "--json").splitlines():
        json.loads(line)


def test_the_key_to_be_written_down_is_told(desk: Desk):
    desk.start(desk.policy(TOOLS))
    desk.product.settle()
    told = desk.act("audit", "verify")
    key = re.search(r"^its key, to be written down elsewhere: (\S+)$", told, re.M)
    assert key and "no key was given with --key" in told, told
    with_it = desk.act("audit", "verify", "--key", key.group(1))
    assert "its key" not in with_it and "no key" not in with_it, with_it
