"""Real tasks of others, with every write held: all done where a person approves, and nothing written
where nobody answers."""
from __future__ import annotations

from pathlib import Path

import pytest

from replay_banking import CASES, REPLAY, Figures, play

pytestmark = [
    pytest.mark.long, pytest.mark.timeout(1_500),
    pytest.mark.skipif(not REPLAY.is_dir(), reason="../shared/replay is not beside this clone"),
]
BY_NAME = {case.name: case for case in CASES}


def played(name: str, folder: Path) -> Figures:
    figures = play(BY_NAME[name], folder)
    print(figures)
    assert figures.tasks == 16 and figures.is_consistent
    assert figures.arguments_changed == figures.faked == 0
    return figures


@pytest.mark.parametrize("name", ["approved", "approved-modern"])
def test_with_every_write_approved_each_task_is_done(tmp_path: Path, name: str):
    figures = played(name, tmp_path)
    assert figures.done == 16 and set(figures.outcomes) == {"ran"}
    assert figures.writes_tried == figures.writes_arrived == figures.trail["call.held"] > 10
    assert figures.trail["hold.approved"] == figures.writes_tried


@pytest.mark.parametrize("name", ["nobody", "caller-leaves"])
def test_with_nobody_answering_nothing_is_written(tmp_path: Path, name: str):
    figures = played(name, tmp_path)
    assert figures.writes_tried > 10 and figures.writes_arrived == 0
    assert figures.trail["hold.approved"] == 0
    ended = figures.trail["hold.expired"] + figures.trail["hold.withdrawn"]
    assert ended == figures.trail["call.held"] > 10
    refused = figures.outcomes.get("denied", 0) + figures.outcomes.get("held", 0)
    assert refused == figures.writes_tried
