"""The tee changes nothing and keeps everything; the check of a recorded session finds each fault."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import tee
from support.schemas import SCHEMAS, checked
from support.tee import Line

CAT = [sys.executable, "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.exit(7)"]
ODD = b'{"a" : 1.10}\n\xff\xfe\r\n\nno end'


def test_the_tee_changes_nothing_and_keeps_everything(tmp_path: Path):
    folder = tmp_path / "kept"
    done = subprocess.run(tee.command(folder, CAT), input=ODD, capture_output=True, timeout=60)
    assert (done.stdout, done.returncode) == (ODD, 7)
    (lines,) = tee.recorded(folder)
    told = [line.data for line in lines if line.goes_in]
    said = [line.data for line in lines if not line.goes_in]
    assert told == said == [b'{"a" : 1.10}', b"\xff\xfe\r", b"", b"no end"]
    subprocess.run(tee.command(folder, CAT), input=b"second", capture_output=True, timeout=60)
    assert [lines[0].data for lines in tee.recorded(folder)] == [b'{"a" : 1.10}', b"second"]


def said(goes_in: bool, **message) -> Line:
    return Line(goes_in, json.dumps({"jsonrpc": "2.0"} | message).encode())


INFO = {"name": "x", "version": "1"}
OPENING = [
    said(True, id=0, method="initialize", params={
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": INFO}),
    said(False, id=0, result={
        "protocolVersion": "2025-06-18", "capabilities": {}, "serverInfo": INFO}),
    said(True, method="notifications/initialized"),
]
CALL = said(True, id=1, method="tools/call", params={"name": "t", "_meta": {"progressToken": "p"}})
DONE = said(False, id=1, result={"content": []})


def progress(value: float, token: str = "p") -> Line:
    return said(False, method="notifications/progress",
                params={"progressToken": token, "progress": value})


needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="../shared/mcp/schema is not beside this clone")


@needs_schemas
def test_a_good_session_has_no_fault():
    session = checked([*OPENING, CALL, progress(1), progress(1.5), DONE])
    assert session.faults == [] and session.unanswered == []
    assert session.seen["2025-06-18", "CallToolResult"] == 1
    cancelled = said(True, method="notifications/cancelled", params={"requestId": 1})
    assert checked([*OPENING, CALL, cancelled]).unanswered == []


@needs_schemas
@pytest.mark.parametrize("lines, fault", [
    ([CALL, DONE, DONE], "a second answer"),
    ([DONE], "an answer to nothing"),
    ([CALL, said(False, id="1", result={"content": []})], "an answer to nothing"),
    ([CALL, CALL], "under way already"),
    ([CALL, DONE, CALL], "used in this session"),
    ([CALL, progress(1), progress(1)], "does not rise"),
    ([CALL, progress(1, "q")], "nobody gave"),
    ([CALL, DONE, progress(1)], "after the answer"),
    ([CALL, said(False, id=1, result={})], "content"),
    ([said(True, id=2, method="attic/clean")], "attic/clean"),
    ([Line(False, b"hello")], "Expecting value"),
    ([said(True, id=2, method="tools/list", params={"_meta": {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28"}})], "clientCapabilities"),
])
def test_each_fault_is_found(lines: list[Line], fault: str):
    faults = checked([*OPENING, *lines]).faults
    assert len(faults) == 1 and fault in faults[0], faults


@needs_schemas
def test_what_nobody_answered_is_named():
    assert checked([*OPENING, CALL]).unanswered == ["tools/call"]
