"""The trail against power cuts, `kill -9`, a full disk and a failing one; seen from outside.

    TRAIL_PROBE=…/trail-probe pytest Tests/outside/test_trail_power_cut.py
"""
from __future__ import annotations

import os
import random
import re
import select
import shutil
import signal
import subprocess
import time

import pytest

import trail_power_cut as cut

pytestmark = pytest.mark.skipif(cut.probe() is None, reason="skipped: trail-probe is not built")
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="skipped: strace is not installed")
# What one life of many takes at most, but for its first acknowledgement.
ROUND_SECONDS = 2.0
SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1 << 30)


@needs_strace
def test_power_cuts_lose_nothing(tmp_path):
    outcome = cut.replay("append", tmp_path, 400, SEED, opens_every=20)
    assert (outcome.corrupt, outcome.lossy, outcome.refused) == (0, 0, 0), f"seed {SEED}: {outcome}"


@needs_strace
def test_the_same_replay_sees_a_lowered_synchronous(tmp_path):
    outcome = cut.replay("weak", tmp_path, 400, SEED, opens_every=0)
    assert outcome.lossy > 40, f"seed {SEED}: the replay cannot see a missing sync: {outcome}"


def test_kill_loses_no_acknowledged_entry(tmp_path):
    trail = tmp_path / "trail"
    chance = random.Random(SEED)
    rounds = 30
    for number in range(rounds):
        worker = subprocess.Popen(
            [cut.probe(), "append", str(trail), "--calls", "1000000", "--acks", "yes", "--callers", "4"],
            stdout=subprocess.PIPE)
        wanted = read_acknowledgements(worker, 1 + chance.randrange(200))
        worker.send_signal(signal.SIGKILL)
        rest, _ = worker.communicate(timeout=60)
        wanted = max([wanted] + [int(n) for n in re.findall(rb"ack (\d+)\n", rest)])
        opened = cut.run(cut.probe(), "open", trail).stdout
        size = int(re.search(r"size=(\d+)", opened)[1])
        assert "clean=false" in opened
        assert size > wanted, f"seed {SEED}, round {number}: {wanted} was acknowledged, {size} are there"
    assert "internally consistent" in cut.run(cut.probe(), "verify", trail).stdout


def read_acknowledgements(worker, count: int) -> int:
    """Waits for so many lines, for fewer where the disk takes seconds for them; the last sequence number
    among them."""
    began = time.monotonic()
    last = -1
    for _ in range(count):
        if last >= 0 and time.monotonic() > began + ROUND_SECONDS:
            break
        ready, _, _ = select.select([worker.stdout], [], [], 60)
        assert ready, "no acknowledgement in 60 s"
        match = re.match(rb"ack (\d+)", worker.stdout.readline())
        last = int(match[1]) if match else last
    return last


@needs_strace
@pytest.mark.parametrize("callers, calls, per", [(1, 200, "commit"), (64, 6400, "entry")])
def test_syncs_are_counted(tmp_path, callers, calls, per):
    cut.run(cut.probe(), "append", tmp_path / "trail", "--calls", 1)
    log = tmp_path / "count"
    output = cut.run(
        "strace", "-f", "-qq", "-c", "--seccomp-bpf", "-o", log, "-e", "trace=fdatasync,fsync",
        cut.probe(), "append", tmp_path / "trail", "--calls", calls, "--callers", callers).stdout
    syncs = sum(int(line.split()[3]) for line in log.read_text().splitlines()
                if line.strip().endswith("sync"))
    commits = int(re.search(r"durable_steps=(\d+)", output)[1])
    print(f"{callers} callers: {syncs} syncs, {commits} commits, {calls * 2} entries")
    if per == "commit":
        assert syncs / commits <= 1.3
        assert commits <= calls + 1
    else:
        assert syncs / (calls * 2) <= 0.1


@needs_strace
@pytest.mark.parametrize("call, error, when, kind", [
    ("fdatasync", "EIO", 7, "sync_failed"),
    ("pwrite64", "EIO", 90, "write_failed"),
    ("pwrite64", "ENOSPC", 90, "disk_full"),
])
def test_a_failing_disk_ends_the_trail(tmp_path, call, error, when, kind):
    trail = tmp_path / "trail"
    cut.run(cut.probe(), "append", trail, "--calls", 3)
    # "when=N+" fails all from the N-th on; a retry that succeeds must not be what saves us.
    injected = f"inject={call}:error={error}:when={when}"
    result = cut.run(
        "strace", "-f", "-qq", "-o", tmp_path / "log", "-e", f"trace={call}", "-e", injected,
        cut.probe(), "append", trail, "--calls", 1000, "--acks", "yes", check=False)
    assert result.returncode == 1
    assert f"failed {kind}" in result.stdout, result.stdout[-300:]
    after = result.stdout.split(f"failed {kind}", 1)[1]
    assert "ack" not in after, "something was called durable after the failure"
    wanted = max(int(n) for n in re.findall(r"ack (\d+)\n", result.stdout))
    size = int(re.search(r"size=(\d+)", cut.run(cut.probe(), "open", trail).stdout)[1])
    assert size > wanted
    assert "internally consistent" in cut.run(cut.probe(), "verify", trail).stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="skipped: only root can mount a small disk")
def test_a_full_disk_is_recorded(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    cut.run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", disk)
    try:
        result = cut.run(
            cut.probe(), "append", disk / "trail", "--calls", 20000, "--acks", "yes", check=False)
        assert result.returncode == 1
        assert "failed disk_full recorded=true" in result.stdout, result.stdout[-300:]
        state, count = cut.entries_in(disk / "trail")
        wanted = max(int(n) for n in re.findall(r"ack (\d+)\n", result.stdout))
        # The entry that says so took the number of the first that was lost.
        assert (state, count) == ("ok", wanted + 2)
        again = cut.run(cut.probe(), "open", disk / "trail", check=False)
        assert again.returncode == 0, again.stderr
        assert b"audit.degraded" in (disk / "trail" / "trail.db").read_bytes()
        cut.run("mount", "-o", "remount,ro", disk)
        refused = cut.run(cut.probe(), "open", disk / "trail", check=False)
        assert refused.returncode == 1 and "cannot" in refused.stderr
    finally:
        cut.run("umount", disk)
