"""The committed table of widths is what its script makes from Unicode and glibc."""
from __future__ import annotations

import platform
import sys
import unicodedata
from pathlib import Path

TOOLS = Path(__file__).parent / "tools"
TABLE = Path(__file__).parents[2] / "Sources" / "SafeText" / "WidthTable.swift"


def test_the_table_is_what_the_script_makes():
    pinned = unicodedata.unidata_version == "14.0.0" and platform.libc_ver() == ("glibc", "2.36")
    if not pinned:
        print("skipped: the table is pinned to Python 3.11 and glibc 2.36, this machine has others")
        return
    sys.path.insert(0, str(TOOLS))
    from width_table import table
    assert table() == TABLE.read_text()
