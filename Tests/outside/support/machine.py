"""A machine that says what a test wants: its clock can be moved, its look-ups of users held up, and its
disk slowed down."""
from __future__ import annotations

import struct
import subprocess
from pathlib import Path

from .waiting import eventually

SOURCE = Path(__file__).with_name("machine.c")


class Machine:
    """For the supervisors that are started with `environment`."""

    def __init__(self, folder: Path) -> None:
        self.library, self.clock, self.users, self.disk = (
            folder / name for name in ("machine.so", "machine.clock", "machine.users", "machine.sync"))
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o", self.library, SOURCE,
             "-ldl", "-lpthread"], check=True)
        self.clock.write_bytes(bytes(8))
        self.disk.write_bytes(bytes(8))
        self.users.mkdir()

    @property
    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "MACHINE_CLOCK": str(self.clock),
                "MACHINE_USERS": str(self.users), "MACHINE_SYNC": str(self.disk)}

    def move_clock(self, seconds: float) -> None:
        """So many seconds later than the machine's own clock, for everything at once."""
        self._write(self.clock, seconds)

    def slow_syncs(self, seconds: float) -> None:
        """From now on each sync of a file takes so much longer."""
        self._write(self.disk, seconds)

    def _write(self, path: Path, seconds: float) -> None:
        with path.open("r+b", buffering=0) as file:
            file.write(struct.pack("=q", int(seconds * 1e9)))

    def user(self, name: str, id: int | None) -> None:
        """From now on a look-up finds this user, or that there is none."""
        (self.users / name).write_text("" if id is None else str(id))

    def hold(self) -> None:
        """Look-ups of the users named here give no answer until `let_go`."""
        (self.users / "hold").touch()

    def let_go(self) -> None:
        (self.users / "hold").unlink()

    def looks(self, name: str, what: str) -> int:
        """How often the user was `asked` for, or a look-up `answered`."""
        log = self.users / "log"
        return log.read_text().splitlines().count(f"{name} {what}") if log.exists() else 0

    def wait_for_looks(self, name: str, what: str, count: int) -> None:
        eventually(lambda: self.looks(name, what) >= count)
