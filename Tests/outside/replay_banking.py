"""Plays the banking tasks of `../shared/replay` through `pullcord connect`, every write held.

    python replay_banking.py                 runs the three cases and prints their figures
    python replay_banking.py answer          answers the open hold as a person who looks would;
                                             the replay calls it while a call waits

Needs the built binary (`PULLCORD_BINARY`, or what `swift build` made) and `../shared` beside the clone.
"""
from __future__ import annotations

import getpass
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from support.environments import ROOT, python  # noqa: E402
from support.product import Product, binary, product_in  # noqa: E402
from support.waiting import eventually  # noqa: E402

REPLAY = ROOT.parent / "shared" / "replay"
READS = ("get_iban", "get_balance", "get_most_recent_transactions", "get_scheduled_transactions",
         "read_file", "get_user_info")
# Each with its tier and what its card says.
WRITES = {
    "send_money": ("high", "send {/amount} to {/recipient}: {/subject}"),
    "schedule_transaction": ("high", "pay {/amount} to {/recipient} from {/date} on: {/subject}"),
    "update_scheduled_transaction": ("high", "change the standing payment {/id}"),
    "update_password": ("high", "change the password"),
    "update_user_info": ("medium", "change the user's name or address"),
}
# 16 tasks of which each takes some seconds, and on a busy machine some more.
REPLAY_SECONDS = 1_200


@dataclass(frozen=True)
class Case:
    """How long a question stays open, how long the caller waits, and who answers."""
    name: str
    holds: str
    human: str
    call_timeout: float
    protocol: str = "legacy"


CASES = (
    Case("approved", "{ wait: 45s, park: 60s, per-agent: 100 }", "perfect", 60),
    Case("approved-modern", "{ wait: 45s, park: 60s, per-agent: 100 }", "perfect", 60, "2026-07-28"),
    Case("nobody", "{ wait: 10s, park: 10s, per-agent: 100 }", "absent", 30),
    Case("caller-leaves", "{ wait: 10s, park: 10s, per-agent: 100 }", "absent", 2),
)


@dataclass
class Figures:
    """What came of a case: from the replay's own records, and from the trail."""
    case: str
    tasks: int
    done: int
    outcomes: dict[str, int]
    writes_tried: int
    writes_arrived: int
    arguments_changed: int
    faked: int
    trail: dict[str, int]
    is_consistent: bool
    seconds: float


def policy(case: Case, control: Path) -> str:
    server = [python("replay"), str(REPLAY / "serve.py"), "--suite", "banking",
              "--control", str(control)]
    reads = [f"  bank/{name}: {{ tier: low }}" for name in READS]
    writes = [f'  bank/{name}: {{ tier: {tier}, say: "{say}" }}'
              for name, (tier, say) in WRITES.items()]
    user = getpass.getuser()
    granted = ", ".join(f"bank/{name}" for name in (*READS, *WRITES))
    return "\n".join([
        "pullcord: 1",
        "host: { label: replay }",
        f"operators: {{ ana: {{ user: {user}, answers: high, scripts: high, "
        "may: [release, apply] } }",
        f"servers: {{ bank: {{ command: {json.dumps(server)} }} }}",
        "tools:", *reads, *writes,
        "agents:",
        f"  clerk: {{ owner: ana, proof: {{ user: {user} }}, may: [{granted}], "
        "runs: per-connection, runs-per-hour: 100 }",
        f"holds: {case.holds}", ""])


def play(case: Case, folder: Path) -> Figures:
    """Runs one case in a folder of its own."""
    out, control = folder / "out", folder / "out" / "control"
    control.mkdir(parents=True)
    with product_in(folder) as product:
        product.supervise(policy(case, control))
        replay(case, product, out, control)
        # What nobody waits for any more ends by its time, or with its run.
        eventually(lambda: not open_holds(product), seconds=60)
        return figures(case, product, out, control)


def replay(case: Case, product: Product, out: Path, control: Path) -> None:
    answer = f"{shlex.quote(sys.executable)} {shlex.quote(str(Path(__file__).resolve()))} answer"
    environment = product.environment() | {
        "PULLCORD_BINARY": str(binary()), "PYTHONDONTWRITEBYTECODE": "1",
        "APPROVE": answer, "DENY": "exit 9"}
    done = subprocess.run(
        [python("replay"), str(REPLAY / "replay.py"), "--suite", "banking", "--mode", "user",
         "--out", str(out), "--control", str(control), "--protocol", case.protocol,
         "--held-after", "0.5", "--call-timeout", str(case.call_timeout),
         "--on-held", f"{REPLAY / 'human.sh'} {case.human}",
         "--", *product.connect("clerk", "bank")],
        cwd=REPLAY, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=REPLAY_SECONDS)
    if done.returncode != 0:
        raise AssertionError(f"the replay ended with {done.returncode}: {done.stderr[-4000:]}")


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def figures(case: Case, product: Product, out: Path, control: Path) -> Figures:
    runs, calls = lines(out / "runs.jsonl"), lines(out / "calls.jsonl")
    trail = Counter()
    product.settle()
    for entry in lines_of(product, "audit", "tail", "-n", "10000", "--json"):
        trail[entry["kind"]] += 1
    arrived = lines(control / "arrived.jsonl")
    return Figures(
        case=case.name, tasks=len(runs), done=sum(run["utility"] is True for run in runs),
        outcomes=dict(Counter(call["outcome"] for call in calls)),
        writes_tried=sum(call["tool"] in WRITES for call in calls),
        writes_arrived=sum(call["tool"] in WRITES for call in arrived),
        arguments_changed=sum(bool(call.get("args_changed")) for call in calls),
        faked=sum(call["outcome"] == "faked" for call in calls),
        trail={kind: trail[kind] for kind in (
            "call.held", "hold.approved", "hold.denied", "hold.expired", "hold.withdrawn",
            "caller.left", "call.admitted", "call.refused")},
        is_consistent=json.loads(
            product.run("audit", "verify", "--json", check=True).stdout)["consistent"],
        seconds=round(sum(run["seconds"] for run in runs), 1))


def lines_of(product: Product, *words: str) -> list[dict]:
    return [json.loads(line) for line in product.run(*words, check=True).stdout.splitlines()]


def open_holds(product: Product) -> list[dict]:
    holds = json.loads(product.run("holds", "--json", check=True).stdout)["holds"]
    return [hold for hold in holds if hold["state"] == "open"]


def answer() -> None:
    """Looks at the card of the open hold, compares it with what the user asked for, and approves it
    by its digest; fails where it is anything else."""
    def ask(*words: str) -> dict:
        done = subprocess.run([str(binary()), *words], check=True, capture_output=True)
        return json.loads(done.stdout)

    hold, = [hold for hold in ask("holds", "--json")["holds"] if hold["state"] == "open"]
    card = ask("holds", hold["code"], "--json")
    wanted = json.loads(os.environ["REPLAY_ARGS"])
    shown = {part["pointer"].removeprefix("/"): json.loads(part["text"])
             for part in card["arguments"]}
    tool = "bank/" + os.environ["REPLAY_TOOL"]
    if (hold["tool"], shown, card["missingArguments"]) != (tool, wanted, 0):
        sys.exit(f"the card shows {hold['tool']} {shown}, asked was {tool} {wanted}")
    subprocess.run(
        [str(binary()), "approve", hold["code"], "--digest", card["summary"]["digest"]], check=True)


def main() -> None:
    for case in CASES:
        with tempfile.TemporaryDirectory(prefix="replay-") as folder:
            print(json.dumps(asdict(play(case, Path(folder)))), flush=True)


if __name__ == "__main__":
    answer() if sys.argv[1:] == ["answer"] else main()
