"""The console at a terminal: in tmux, where a person looks at it and presses keys, or at a raw
pseudo-terminal, where nobody need read what it writes."""
from __future__ import annotations

import os
import re
import select
import shlex
import time
from pathlib import Path
from typing import Callable, TypeVar

from .probe import Line, Tmux
from .product import Product
from .waiting import children, eventually

T = TypeVar("T")

SECONDS = 60.0
# A person who sees nothing come of a key presses it again after so long; the console wants 0.4 s of
# quiet before it takes a key that decides.
AGAIN_SECONDS = 0.8
# The keys of the screens.
LIVE, APPROVALS, TOOLS, RUNS, SERVERS = "1", "2", "3", "5", "6"
SCREENS = {LIVE: "[1 Live", APPROVALS: "[2 Approve", TOOLS: "[3 Tools", RUNS: "[5 Runs",
           SERVERS: "[6 Servers"}


def environment(product: Product, state: Path) -> dict[str, str]:
    """What the console needs of the product's environment; `state` is where its log goes."""
    own = {name: value for name, value in product.environment().items()
           if name.startswith("PULLCORD_") or name in ("HOME", "LANG")}
    return own | {"XDG_STATE_HOME": str(state)}


def word(hold: dict) -> str:
    """What must be typed after `a` to approve a hold (console reference, section 4.4)."""
    code = hold["code"]
    if hold["tier"] in ("high", "critical"):
        return code
    return code[:len(code) - len(code.lstrip("A")) + 1]


class Console(Tmux):
    """`pullcord console` in a window of its own, under a shell."""

    def __init__(self, product: Product, folder: Path, *arguments: str, rows: int = 24,
                 columns: int = 80) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.product, self.arguments = product, arguments
        # What is run before the arguments.
        self.command = product.command("console")
        super().__init__(folder, rows=rows, columns=columns, **environment(product, folder))
        eventually(lambda: "$" in "".join(self.screen) or "#" in "".join(self.screen))
        self.before = self.settings()

    def open(self, *arguments: str) -> Console:
        """Starts it in the shell, and waits until it shows the supervisor's word."""
        words = [*self.command, *(arguments or self.arguments)]
        self.type(f"clear; {shlex.join(words)}; echo ended with $?")
        self.keys("Enter")
        self.shows("LIVE")
        self.live()
        return self

    # What is on screen

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    def until(self, look: Callable[[], T], seconds: float = SECONDS) -> T:
        """The first true value of `look`; a failure shows the screen."""
        try:
            return eventually(look, seconds=seconds)
        except AssertionError as failure:
            raise AssertionError(f"{failure}; on screen:\n{self.text}") from None

    def shows(self, text: str, seconds: float = SECONDS) -> None:
        """Waits until the text is on screen."""
        try:
            eventually(lambda: text in self.text, seconds=seconds)
        except AssertionError:
            raise AssertionError(f"{text!r} is not on screen:\n{self.text}") from None

    def lacks(self, text: str) -> None:
        """Waits until the text is on screen no more."""
        self.until(lambda: text not in self.text)

    def live(self) -> None:
        """Waits until the header says LIVE."""
        self.until(lambda: re.search(r"[*+] (LIVE|LAGGING) \d\d:\d\d:\d\dZ", self.screen[0]))

    # What a person does

    def act(self, keys: Callable[[], None], look: Callable[[], T], seconds: float = SECONDS) -> T:
        """Presses keys, again while nothing comes of them, until `look` is true."""
        deadline = time.monotonic() + seconds
        while True:
            keys()
            try:
                return eventually(look, seconds=AGAIN_SECONDS)
            except AssertionError:
                if time.monotonic() > deadline:
                    raise AssertionError(f"nothing came of the keys:\n{self.text}") from None

    def go(self, screen: str) -> None:
        """To one of the screens, from a list or from a card."""
        if self.has_card:
            self.type("q")
            self.until(lambda: not self.has_card)
        self.type(screen)
        self.shows(SCREENS[screen])

    @property
    def has_card(self) -> bool:
        return re.match(r"^[-/]- \w{3}  ", self.screen[3]) is not None

    def select(self, name: str) -> None:
        """Puts the cursor on the row of a list in which that word stands."""
        def rows() -> list[str]:
            return [row for row in self.screen[4:-2] if row.strip()]

        def is_there(row: str) -> bool:
            return name in row.lstrip(">").split()
        self.until(lambda: any(map(is_there, rows())))
        self.type("g")
        self.until(lambda: rows()[0].startswith(">"))
        while not any(row.startswith(">") and is_there(row) for row in rows()):
            here = next((at for at, row in enumerate(rows()) if row.startswith(">")), -1)
            wanted = next(at for at, row in enumerate(rows()) if is_there(row))
            before = self.screen
            self.type("j" if wanted > here else "k")
            self.until(lambda: [row[:1] for row in self.screen] != [row[:1] for row in before])

    def card(self, code: str, *, is_armed: bool = True) -> None:
        """Opens the card of a hold from its row, and waits until its keys work."""
        self.go(APPROVALS)
        self.select(code)
        self.keys("Enter")
        self.until(lambda: self.screen[3].startswith(f"-- {code} "))
        if is_armed:
            self.armed(code)

    def armed(self, code: str) -> None:
        """Waits until the keys of the card work."""
        self.until(lambda: self.screen[3].startswith(f"-- {code} ") and "[ARMED]" in self.screen[3])

    def approve(self, hold: dict) -> None:
        """Opens the card of a hold and approves it, as its tier asks for it."""
        self.card(hold["code"])
        self.type("a" + word(hold))

    def read_on(self) -> None:
        """Reads the card to its end."""
        while "the end" not in self.text:
            before = self.text
            self.type(" ")
            self.until(lambda: self.text != before)

    def stop_all(self) -> None:
        """`^X`, then `K`, and waits for the acknowledgement."""
        self.keys("C-x")
        self.shows("KILL SWITCH")
        self.type("K")
        self.shows("ENGAGED")

    # Its processes

    @property
    def guard(self) -> int:
        """The process that the shell started."""
        return self.until(lambda: children(int(self.state("pane_pid"))))[0]

    @property
    def drawing(self) -> int:
        """The process that draws."""
        return self.until(lambda: children(self.guard))[0]

    def ended(self) -> None:
        """Waits until the shell has it back, and looks whether the terminal is as it was."""
        self.shows("ended with")
        self.until(lambda: self.settings() == self.before)
        assert self.state("alternate_on") == "0" and self.state("cursor_flag") == "1"


class ConsoleLine(Line):
    """`pullcord console` at a raw pseudo-terminal."""

    def __init__(self, product: Product, folder: Path, *arguments: str, **options) -> None:
        self.product = product
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder, *arguments, **options, **environment(product, folder))

    def words(self, *arguments: str) -> list[str]:
        return self.product.command("console", *arguments)

    @property
    def drawing(self) -> int:
        return eventually(lambda: children(self.guard.pid))[0]

    def press(self, keys: bytes, text: bytes, seconds: float = SECONDS) -> float:
        """Types keys and reads until a text that they bring was written; the seconds that took."""
        self.raw = b""
        began = time.monotonic()
        self.type(keys)
        while text not in self.raw:
            assert time.monotonic() - began < seconds, f"{text!r} did not come: {self.raw[-2000:]!r}"
            self.take(0.5)
        return time.monotonic() - began

    def take(self, seconds: float) -> None:
        """Takes what is there, as soon as something is."""
        if select.select([self.own], [], [], seconds)[0]:
            self.raw += os.read(self.own, 65_536)
