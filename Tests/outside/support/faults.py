"""A fault in a process that runs, as a trap of Swift is one."""
from __future__ import annotations

import platform
from pathlib import Path

# What Swift compiles a trap to, and the signal that it raises.
TRAPS = {"x86_64": (b"\x0f\x0b", 4), "aarch64": (b"\x20\x00\x20\xd4", 5)}
TRAP, TRAP_SIGNAL = TRAPS[platform.machine()]


def put_trap(process: int) -> None:
    """Puts a trap where the first thread of a process goes on when what it waits for comes. Nobody
    else who runs the same program sees it."""
    place = int(Path(f"/proc/{process}/syscall").read_text().split()[-1], 16)
    with open(f"/proc/{process}/mem", "r+b", buffering=0) as memory:
        memory.seek(place)
        memory.write(TRAP)
