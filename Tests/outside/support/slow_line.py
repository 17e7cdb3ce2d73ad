"""A program at the end of a slow line: what is typed reaches it later, and so does what it writes reach
the terminal, answers of the terminal to its questions included.

    python slow_line.py MILLISECONDS COMMAND [WORD...]      so many milliseconds in each direction
"""
from __future__ import annotations

import fcntl
import os
import pty
import select
import sys
import termios
import time
import tty
from collections import deque


def main(delay: float, command: list[str]) -> int:
    process, own = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    fcntl.ioctl(own, termios.TIOCSWINSZ, size)
    before = termios.tcgetattr(0)
    tty.setraw(0)
    # What is on its way, and when it arrives.
    inwards: deque[tuple[float, bytes]] = deque()
    outwards: deque[tuple[float, bytes]] = deque()
    is_open = True
    try:
        while is_open or outwards:
            now = time.monotonic()
            due = [line[0][0] - now for line in (inwards, outwards) if line]
            readers = [0, own] if is_open else []
            ready, _, _ = select.select(readers, [], [], max(0.0, min(due)) if due else None)
            arrives = time.monotonic() + delay
            if 0 in ready:
                inwards.append((arrives, os.read(0, 65_536)))
            if own in ready:
                try:
                    said = os.read(own, 65_536)
                except OSError:
                    said = b""
                if said:
                    outwards.append((arrives, said))
                else:
                    is_open = False
            for line, to in ((inwards, own), (outwards, 1)):
                while line and line[0][0] <= time.monotonic():
                    data = line.popleft()[1]
                    if to == 1 or is_open:
                        os.write(to, data)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) / 1000, sys.argv[2:]))
