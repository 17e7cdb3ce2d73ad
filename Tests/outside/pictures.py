"""Draws the pictures of the console's screens from a running demonstration (`Tests/pictures`): as SVG for
the README and the articles, and as text into the article of the console."""
from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from support.environments import ROOT
from support.guided import Guided

ROWS, COLUMNS = 30, 100
CATALOGUE = ROOT / "Sources" / "pullcord" / "Pullcord.docc"
ARTICLE = CATALOGUE / "Console.md"
# The width and height of a cell, and the size of the letters in it, in points.
WIDTH, HEIGHT, LETTERS = 8.4, 17, 14
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
# A picture that is larger says more than a reader wants to load.
MOST_BYTES = 60_000


@dataclass(frozen=True)
class Style:
    """How a cell looks: colours as `#rrggbb`, None for the terminal's own."""
    ink: str | None = None
    ground: str | None = None
    bold: bool = False
    underline: bool = False
    reverse: bool = False

    def after(self, codes: list[int]) -> Style:
        """The same after the numbers of an SGR sequence (ECMA-48, 8.3.117)."""
        style, rest = self, codes or [0]
        while rest:
            code, rest = rest[0], rest[1:]
            if code in (38, 48):
                colour, rest = indexed(rest)
                style = replace(style, ink=colour) if code == 38 else replace(style, ground=colour)
            elif code == 0:
                style = Style()
            elif code in SIMPLE:
                style = replace(style, **SIMPLE[code])
            elif 30 <= code % 60 <= 37 or 40 <= code % 60 <= 47:
                colour = palette(code % 10 + (8 if code >= 90 else 0))
                style = replace(style, **{"ink" if code // 10 % 2 else "ground": colour})
        return style


SIMPLE = {1: {"bold": True}, 22: {"bold": False}, 4: {"underline": True}, 24: {"underline": False},
          7: {"reverse": True}, 27: {"reverse": False}, 39: {"ink": None}, 49: {"ground": None}}
INK, GROUND = "#d0d0d0", "#1c1c1c"


def indexed(rest: list[int]) -> tuple[str | None, list[int]]:
    """The colour that follows 38 or 48, and what comes after it."""
    if rest[:1] == [5]:
        return palette(rest[1]), rest[2:]
    if rest[:1] == [2]:
        return "#%02x%02x%02x" % tuple(rest[1:4]), rest[4:]
    return None, []


def palette(number: int) -> str:
    """A colour of xterm's 256."""
    if number < 16:
        basic = ("000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
                 "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff").split()
        return "#" + basic[number]
    if number >= 232:
        return "#" + 3 * f"{8 + 10 * (number - 232):02x}"
    number -= 16
    steps = [0, 95, 135, 175, 215, 255]
    return "#%02x%02x%02x" % (steps[number // 36], steps[number // 6 % 6], steps[number % 6])


def runs(row: str) -> list[tuple[int, str, Style]]:
    """A row of `capture-pane -e` as stretches of one style: first column, text, style."""
    found: list[tuple[int, str, Style]] = []
    style, column = Style(), 0
    for piece in re.split(r"(\x1b\[[\d;:]*m|\x0e|\x0f)", row):
        if piece.startswith("\x1b"):
            style = style.after([int(code or 0) for code in re.split("[;:]", piece[2:-1])])
        elif piece and piece not in "\x0e\x0f":
            found.append((column, piece, style))
            column += len(piece)
    return found


def drawing(rows: list[str], title: str) -> str:
    """The screen as SVG: text stays text."""
    width, height = COLUMNS * WIDTH + 2 * WIDTH, ROWS * HEIGHT + HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="{FONT}" font-size="{LETTERS}">', f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" rx="6" fill="{GROUND}"/>']
    for number, row in enumerate(rows):
        top = HEIGHT / 2 + number * HEIGHT
        for column, text, style in runs(row):
            ink, ground = style.ink or INK, style.ground or GROUND
            if style.reverse:
                ink, ground = ground, ink
            left, long = WIDTH * (1 + column), WIDTH * len(text)
            if ground != GROUND:
                parts.append(f'<rect x="{left:g}" y="{top:g}" width="{long:g}" height="{HEIGHT}" '
                             f'fill="{ground}"/>')
            body = text.rstrip()
            if not body:
                continue
            lead = len(body) - len(body.lstrip())
            body = body.lstrip()
            marks = (' font-weight="bold"' if style.bold else "") + (
                ' text-decoration="underline"' if style.underline else "")
            parts.append(
                f'<text x="{left + WIDTH * lead:g}" y="{top + 12.5:g}" fill="{ink}"{marks} '
                f'textLength="{WIDTH * len(body):g}" xml:space="preserve">{escape(body)}</text>')
    return "\n".join([*parts, "</svg>", ""])


class Album:
    """The pictures as they are taken."""

    def __init__(self, guided: Guided) -> None:
        self.guided = guided
        self.texts: dict[str, str] = {}
        (CATALOGUE / "Resources").mkdir(exist_ok=True)

    def take(self, name: str, title: str) -> None:
        picture = drawing(self.guided.coloured, f"The console of Pullcord: {title}")
        assert len(picture.encode()) < MOST_BYTES, f"{name} has {len(picture.encode())} bytes"
        (CATALOGUE / "Resources" / f"console-{name}.svg").write_text(picture)
        self.texts[name] = "\n".join(row.rstrip() for row in self.guided.screen).rstrip()
        print(f"{name}: {title}", flush=True)

    def write(self) -> None:
        """Puts each text below its mark in the article."""
        text = ARTICLE.read_text()
        for name, screen in self.texts.items():
            text, count = re.subn(
                rf"(<!-- screen {name} -->\n)```\n.*?\n```\n",
                lambda mark: f"{mark.group(1)}```\n{screen}\n```\n", text, flags=re.S)
            assert count == 1, f"the article has {count} marks for {name}"
        ARTICLE.write_text(text)


def follow(guided: Guided, album: Album) -> None:
    """Follows the tour, and takes a picture of each screen on its way."""
    # What the first seconds are full of has gone by, and what was refused has not.
    guided.until(lambda: "REFUSED" in guided.text and "PINNED" not in guided.text)
    album.take("live", "what agents do, as the rules judged it, and the tour of the demonstration")
    guided.look()
    guided.open_call()
    guided.until(lambda: "[ARMED]" in guided.screen[3])
    guided.type("<")
    guided.until(lambda: "TOUR" not in guided.text and "[ARMED]" in guided.screen[3])
    guided.until(lambda: "the tour is put away" not in guided.text)
    album.take("card", "a call that waits, to be read and answered")
    guided.type(">")
    guided.step(3)
    guided.approve_call()
    guided.type("q")
    # Three more come to wait for an answer.
    guided.until(lambda: "HELD 3" in guided.screen[0])
    guided.type("<")
    guided.until(lambda: "TOUR" not in guided.text)
    guided.until(lambda: "the tour is put away" not in guided.text)
    album.take("approvals", "the calls that wait, and one that was answered")
    guided.type(">")
    guided.step(4)
    guided.deny_call()
    guided.pause_agent()
    guided.type("<")
    guided.until(lambda: "TOUR" not in guided.text)
    for key, name, title in [
            ("5", "runs", "the agents, one of them paused"),
            ("3", "tools", "what became of each tool's calls"),
            ("6", "servers", "the servers, one of which changed a definition")]:
        guided.type(key)
        guided.shows(f"[{key} ")
        guided.until(lambda: "the tour is put away" not in guided.text)
        album.take(name, title)
    guided.type("1")
    guided.act(lambda: guided.keys("Enter"), lambda: "-- call c" in guided.screen[3])
    album.take("call", "everything the trail says of a call, with the path of its checks")
    guided.type("q")
    guided.type("G")
    guided.stop_all()
    album.take("kill", "everything is stopped, and the supervisor has said so")
    guided.keys("Escape")
    guided.lacks("ENGAGED")
    guided.type("?")
    guided.shows("any other key closes this")
    album.take("help", "the keys of the place where one is")
    guided.type("q")
    guided.leave()
    guided.ended()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pp-", ignore_cleanup_errors=True) as folder:
        with Guided(Path(folder), rows=ROWS, columns=COLUMNS, TERM="xterm-256color") as guided:
            guided.open()
            album = Album(guided)
            follow(guided, album)
            album.write()


if __name__ == "__main__":
    sys.exit(main())
