"""How the console looks at a terminal: what it may draw with, and what the title of the window says."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Callable, Iterator

import pytest

from support.console import ConsoleLine
from support.control import Control
from support.desk import USER
from support.probe import SECONDS
from support.product import Product

COLOUR = re.compile(rb"\033\[[\d;:]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b")
DIRECT = re.compile(rb"\033\[[34]8:2:")
POLICY = f"""pullcord: 1
host: {{ label: shop-eu }}
operators: {{ ana: {{ user: {USER}, answers: high, may: [release, apply] }} }}
"""


@pytest.fixture
def console(product: Product, tmp_path: Path) -> Iterator[Callable[..., ConsoleLine]]:
    """Starts consoles without a supervisor, or with that of the product."""
    lines: list[ConsoleLine] = []

    def start(*arguments: str, text: bytes = b"NOT LIVE", **options: str) -> ConsoleLine:
        lines.append(ConsoleLine(product, tmp_path / f"console{len(lines)}", *arguments, **options))
        if text:
            lines[-1].until(text)
            lines[-1].until(b"^X kill")
        return lines[-1]

    yield start
    for line in lines:
        line.__exit__()


def test_colours_where_nothing_is_said(console):
    line = console()
    assert COLOUR.search(line.raw) and not DIRECT.search(line.raw)


def test_no_colour_is_heeded(console):
    for theme in ([], ["--theme", "dark"]):
        assert not COLOUR.search(console(*theme, NO_COLOR="1").raw)
    assert COLOUR.search(console(NO_COLOR="").raw)


@pytest.fixture
def direct(tmp_path: Path) -> dict[str, str]:
    """A terminal with an entry for direct colour beside its own: the machine may have none."""
    (tmp_path / "entry").write_text(
        "probe-256color|a terminal for a test,\n  use=xterm-256color,\n"
        "probe-direct|the same with direct colour,\n  RGB, colors#0x1000000, pairs#0x10000,\n"
        r"  setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,"
        "\n"
        r"  setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,"
        "\n  use=xterm-256color,\n")
    subprocess.run(["tic", "-x", "-o", str(tmp_path / "terminfo"), str(tmp_path / "entry")],
                   check=True, timeout=SECONDS)
    return {"TERM": "probe-256color", "TERMINFO_DIRS": f"{tmp_path}/terminfo:"}


def test_direct_colour_only_where_it_is_asked_for(console, direct):
    assert not DIRECT.search(console(**direct).raw)
    # The ground of the theme, as its file has it.
    assert b"48:2::28:28:28m" in console("--truecolor", **direct).raw
    assert not COLOUR.search(console("--truecolor", NO_COLOR="1", **direct).raw)


def test_direct_colour_that_cannot_be_is_told(console):
    line = console("--truecolor", text=b"", TERM="vt220")
    assert line.end() == 1
    assert b"no entry with direct colour" in line.raw and b"--truecolor" in line.raw
    assert b"\033[?1049h" not in line.raw


def test_an_unknown_terminal_is_told(console):
    line = console(TERM="no-such-terminal", COLUMNS="80")
    line.until(b'no terminal "no-such-terminal": drawn as xterm-256color')


def title(line: ConsoleLine) -> bytes:
    """What the title of the window says."""
    return re.findall(rb"\033\]2;([^\033]*)\033\\", line.raw)[-1]


def test_the_title_says_how_it_stands(product: Product, console):
    supervisor = product.supervise(POLICY)
    line = console(text=b"KILL off")
    line.until(b"\033]2;pullcord shop-eu LIVE\033\\")
    assert line.raw.index(b"\033[22;2t") < line.raw.index(b"\033]2;")
    control = Control(product.control_socket)
    control.ask("kill", scope={"kind": "all"}, reason="for this test")
    line.until(b"\033]2;pullcord shop-eu KILLED\033\\")
    control.close()
    supervisor.kill()
    line.until(b"\033]2;pullcord shop-eu NOT LIVE\033\\")
    line.guard.terminate()
    line.end()
    # The terminal gives back the title that was there.
    assert line.raw.rindex(b"\033[23;2t") > line.raw.rindex(b"\033]2;")


@pytest.mark.parametrize("term", ["linux", "vt220"])
def test_no_title_where_none_is_known(console, term: str):
    line = console(TERM=term)
    assert b"\033]" not in line.raw and b"\033[22;2t" not in line.raw


# ---- themes of one's own --------------------------------------------------------------------------

def test_a_theme_of_ones_own(product: Product, console):
    folder = product.folder / ".config/pullcord/themes"
    folder.mkdir(parents=True)
    (folder / "mine.theme").write_text(
        'format 1\nname "Mine"\nbase grey\nground = #000000 | 17 | black | -\n'
        "role text  #ffffff on #000000 | 231 on 17 | white on black | -\n")
    assert b"48;5;17m" in console("--theme", "mine").raw
    assert b"48;5;17m" in console(PULLCORD_THEME="mine").raw


def test_a_fault_in_a_theme_is_told_with_its_place(product: Product, console):
    folder = product.folder / ".config/pullcord/themes"
    folder.mkdir(parents=True)
    (folder / "mine.theme").write_text('format 1\nname "Mine"\nrole held   brihgt on blue\n')
    line = console("--theme", "mine", text=b"")
    assert line.end() == 2
    # However the rows are broken.
    said = b"".join(line.raw.split())
    assert f"{folder}/mine.theme,line3,column13:".encode() in said and b"brihgt" in said
    other = console("--theme", "yours", text=b"")
    assert other.end() == 2
    assert b"there is no theme" in other.raw and b"mine" in other.raw
