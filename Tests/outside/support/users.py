"""System users made for a test, and commands run as one of them. Needs root."""
from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass

NEEDED = ("useradd", "userdel", "setpriv")


def why_not() -> str | None:
    """Why no users can be made here; None where they can."""
    if os.geteuid() != 0:
        return "it makes system users, for which it must run as root"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"this machine has no {', '.join(missing)}" if missing else None


@dataclass(frozen=True)
class User:
    name: str
    id: int
    group: int

    def command(self, words: list[str]) -> list[str]:
        """The command that runs `words` as this user, with its own group and no other."""
        return ["setpriv", f"--reuid={self.id}", f"--regid={self.group}", "--clear-groups", *words]


def make(role: str) -> User:
    """A system user without home, shell and password; the name says whose test left it."""
    name = f"pct{os.getpid()}{role}"
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", name], check=True, capture_output=True, timeout=30)
    entry = pwd.getpwnam(name)
    return User(name, entry.pw_uid, entry.pw_gid)


def remove(user: User) -> None:
    subprocess.run(["userdel", user.name], capture_output=True, timeout=30)


ROOT_USER = User("root", 0, 0)
