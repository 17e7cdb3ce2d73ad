"""A trail as others see it: Go's checksum database code, tlog-scales, pymerkle and rfc8785 over an export.

pymerkle is under the GPL: it is a program that this test runs, never a part of the product.
"""
from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import trail_power_cut as cut
from support.environments import program, python

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(cut.probe() is None, reason="skipped: trail-probe is not built"),
]
GO_PACKAGES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

ROOT_AND_FORM = """
import json, sys
import pymerkle, rfc8785
entries = [bytes.fromhex(line) for line in sys.stdin.read().split()]
tree = pymerkle.InmemoryTree(algorithm="sha256")
for entry in entries:
    tree.append_entry(entry)
canonical = all(rfc8785.dumps(json.loads(entry)) == entry for entry in entries)
print(json.dumps({"root": tree.get_state().hex(), "canonical": canonical}))
"""


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """A trail exported early and late, and the product's proof of the entry in the middle."""
    folder = tmp_path_factory.mktemp("foreign")
    trail = folder / "trail"
    cut.run(cut.probe(), "append", trail, "--calls", 150, "--batch", 10)
    cut.run(cut.probe(), "export", trail, "--to", folder / "early")
    cut.run(cut.probe(), "append", trail, "--calls", 1500, "--batch", 100)
    output = cut.run(cut.probe(), "export", trail, "--to", folder / "late").stdout
    return folder / "early", folder / "late", output.split("\n", 1)[1].rstrip("\n") + "\n"


def entries_of(folder: Path) -> list[bytes]:
    size = int((folder / "checkpoint").read_text().split("\n")[1])
    found: list[bytes] = []
    for first in range(0, size, 256):
        rest = size - first
        name = f"{first // 256:03}" + (f".p/{rest}" if rest < 256 else "")
        data = (folder / "tile" / "entries" / name).read_bytes()
        while data:
            length = data[0] << 8 | data[1]
            found.append(data[2: 2 + length])
            data = data[2 + length:]
    assert len(found) == size
    return found


def go(*words) -> subprocess.CompletedProcess:
    environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="")
    return subprocess.run(
        ["go", "run", str(Path(__file__).parent / "trail_foreign.go"), *map(str, words)],
        capture_output=True, text=True, timeout=240, env=environment)


@pytest.mark.skipif(
    shutil.which("go") is None or not GO_PACKAGES.exists(),
    reason="skipped: golang-go and golang-golang-x-mod-dev are not installed")
def test_go_accepts_the_export_and_refuses_a_changed_one(exports, tmp_path):
    early, late, _ = exports
    size = len(entries_of(late))
    result = go(late, early / "checkpoint")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"signature and {size} inclusion proofs hold" in result.stdout
    assert f"consistency {len(entries_of(early))} -> {size} holds" in result.stdout
    changed = tmp_path / "changed"
    shutil.copytree(late, changed)
    bundle = changed / "tile" / "entries" / "001"
    data = bytearray(bundle.read_bytes())
    data[40] ^= 1
    bundle.write_bytes(data)
    refused = go(changed)
    assert refused.returncode == 1 and "REFUSED" in refused.stdout


def test_tlog_scales_accepts_an_entry_and_makes_the_same_proof(exports):
    _, late, proof = exports
    entries = entries_of(late)
    tiles = program("trail", "tlog-tiles")
    for index in (0, 255, 256, len(entries) // 2, len(entries) - 1):
        found = cut.run(tiles, "get-leaf", "-c", late, index).stdout
        assert found.encode() == entries[index]
    theirs = cut.run(tiles, "gen-proof", late, len(entries) // 2).stdout
    assert theirs.rstrip("\n") == proof.rstrip("\n")


def test_pymerkle_has_the_same_root_and_entries_are_canonical(exports):
    for folder in exports[:2]:
        text = "\n".join(entry.hex() for entry in entries_of(folder))
        result = subprocess.run(
            [python("trail"), "-c", ROOT_AND_FORM], input=text, capture_output=True, text=True,
            timeout=120, check=True)
        answer = json.loads(result.stdout)
        root = base64.b64decode((folder / "checkpoint").read_text().split("\n")[2])
        assert answer == {"root": root.hex(), "canonical": True}
