"""`pullcord demo` in tmux: its console with the guided tour, and a person who follows it."""
from __future__ import annotations

import re
import shlex
from pathlib import Path

from .console import Console
from .probe import Tmux
from .product import binary
from .waiting import children, eventually, is_gone

# A debug build on a busy machine.
SECONDS = 90.0


class Guided(Console):
    """`pullcord demo` in a window of its own, under a shell; `folder` is its `TMPDIR`."""

    def __init__(self, folder: Path, *, rows: int = 24, columns: int = 80, **variables: str) -> None:
        self.place = folder / "d"
        self.place.mkdir()
        Tmux.__init__(self, folder, rows=rows, columns=columns, TMPDIR=str(self.place), **variables)
        eventually(lambda: "$" in "".join(self.screen) or "#" in "".join(self.screen))
        self.before = self.settings()
        self.family: set[int] = set()

    def open(self, *arguments: str) -> Guided:
        """Starts it in the shell, and waits until its console shows the first step."""
        self.type(f"clear; {shlex.join([str(binary()), 'demo', *arguments])}; echo ended with $?")
        self.keys("Enter")
        self.shows("TOUR 1 of 9", SECONDS)
        self.live()
        self.family = below(self.demonstration) | {self.demonstration}
        return self

    @property
    def demonstration(self) -> int:
        """The process that plays, which the shell started."""
        return self.until(lambda: children(int(self.state("pane_pid"))))[0]

    @property
    def drawing(self) -> int:
        """The process that draws: below the guard, which is no keeper's."""
        guard = next(pid for pid in children(self.demonstration)
                     if b"demo-console" in Path(f"/proc/{pid}/cmdline").read_bytes())
        return self.until(lambda: children(guard))[0]

    def step(self, number: int) -> None:
        self.shows(f"TOUR {number} of 9")

    def leave(self) -> None:
        """`^C` twice."""
        self.keys("C-c")
        self.shows("end the console?")
        self.keys("C-c")

    def assert_nothing_left(self) -> None:
        """No process that it started, no directory, and so no socket."""
        assert len(self.family) > 8, "supervisor, servers, agents, feed, guard and console were seen"
        eventually(lambda: all(is_gone(pid) for pid in self.family))
        try:
            eventually(lambda: not any(self.place.iterdir()))
        except AssertionError:
            raise AssertionError(f"left: {sorted(self.place.rglob('*'))}") from None

    # The steps, as the tour tells them

    def look(self) -> None:
        self.shows("ALLOWED")
        self.act(lambda: self.keys("Enter"), lambda: "-- call c" in self.screen[3])
        self.type("q")
        self.step(2)

    def open_call(self) -> None:
        self.until(lambda: "HELD 1" in self.screen[0])
        self.type("2")
        self.until(lambda: any("notes-bot" in row for row in self.screen[4:-5]))
        self.keys("Enter")
        self.step(3)

    def approve_call(self) -> str:
        """Approves it; its code."""
        self.until(lambda: "[ARMED]" in self.screen[3])
        code = self.screen[3].split()[1]
        keys = re.search(r"a, then\s+(\S)\.", self.text)
        assert keys, self.text
        self.type("a" + keys.group(1))
        self.step(4)
        return code

    def deny_call(self) -> str:
        """Denies what the tour names; its code."""
        code = self.until(lambda: re.search(r"Open (\w{3})\b", self.text)).group(1)
        self.type("q")
        self.until(lambda: not self.has_card)
        self.pick(code, 1)
        self.keys("Enter")
        self.armed(code)
        self.type("d3")
        self.step(5)
        return code

    def pause_agent(self) -> None:
        self.type("q")
        self.until(lambda: not self.has_card)
        self.type("5")
        self.shows("[5 Runs")
        self.pick("report-bot", 0)
        self.type("P")
        self.shows("pause report-bot: why?")
        self.type("too fast")
        self.keys("Enter")
        self.step(6)

    def kill(self) -> None:
        self.stop_all()
        self.step(7)

    def release(self) -> None:
        self.keys("Enter")
        self.lacks("ENGAGED")
        self.type("R")
        self.shows("WHAT IS STOPPED")
        self.keys("Enter")
        self.until(lambda: "everything" in self.screen[-2])
        self.type("everything")
        self.keys("Enter")
        self.shows("everything: why?")
        self.type("seen enough")
        self.keys("Enter")
        self.step(8)

    def help(self) -> None:
        self.type("q?")
        self.shows("any other key closes this")
        self.type("q")
        self.step(9)

    def pick(self, name: str, column: int) -> None:
        """Moves the cursor down to the row with that word in that column."""
        def has(row: str) -> bool:
            words = row.lstrip(">").split()
            return len(words) > column and words[column] == name
        self.until(lambda: any(map(has, self.screen[4:-5])))
        self.type("g")
        for _ in range(20):
            if any(row.startswith(">") and has(row) for row in self.screen):
                return
            before = self.screen[4:-5]
            self.type("j")
            try:
                eventually(lambda: [row[:1] for row in self.screen[4:-5]]
                           != [row[:1] for row in before], seconds=2)
            except AssertionError:
                continue
        raise AssertionError(f"{name} cannot be selected:\n{self.text}")


def below(pid: int) -> set[int]:
    """Every process below `pid`."""
    found: set[int] = set()
    open_ = [pid]
    while open_:
        for child in children(open_.pop()):
            if child not in found:
                found.add(child)
                open_.append(child)
    return found
