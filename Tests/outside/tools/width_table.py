"""Makes Sources/SafeText/WidthTable.swift: which code points may be drawn, and in how many columns.

    python width_table.py > Sources/SafeText/WidthTable.swift

Sources: the general categories, East Asian widths, combining classes and canonical decompositions of
Unicode 14.0 (the unicodedata of Python 3.11), and wcwidth of glibc 2.36 in C.UTF-8, also at 14.0. A
code point on whose width the two disagree is escaped, so that no row depends on who is right.
`test_width_table.py` holds the committed table to what this script makes.
"""
from __future__ import annotations

import ctypes
import locale
import sys

import unicodedata as ucd

ESCAPE, NARROW, WIDE, MARK, SPACING = 0, 1, 2, 3, 4

# Drawn as nothing, as a blank, or not to be told from their absence (reference of the console).
INVISIBLE = [
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065),
    (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFD),
    (0x16FE4, 0x16FE4), (0xE0000, 0xE0FFF),
]
# Width depends on what stands beside them and on the terminal: conjoining Hangul vowels and finals,
# regional indicators, skin tones.
JOINING = [(0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF)]
# One column to every table, drawn two to twelve columns wide by common fonts.
SPRAWLING = [(0x2E3A, 0x2E3B), (0xFDFA, 0xFDFB), (0xFDFD, 0xFDFD)]


def within(code: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def class_of(code: int, glibc_width) -> int:
    if code == 0x20:
        return NARROW
    if 0xD800 <= code <= 0xDFFF:
        return ESCAPE
    character = chr(code)
    category = ucd.category(character)
    if category[0] in "CZ" or category == "Me":
        return ESCAPE
    if within(code, INVISIBLE) or within(code, JOINING) or within(code, SPRAWLING):
        return ESCAPE
    # Never in normalised text: the Kelvin sign, the Greek question mark, compatibility ideographs.
    if ucd.normalize("NFC", character) != character:
        return ESCAPE
    measured = glibc_width(code)
    if category == "Mn":
        overlay = ucd.combining(character) == 1  # strikes the letter out
        return MARK if measured == 0 and not overlay else ESCAPE
    expected = 2 if ucd.east_asian_width(character) in "WF" else 1
    if measured != expected:
        return ESCAPE
    if category == "Mc":
        return SPACING if expected == 1 else ESCAPE
    return WIDE if expected == 2 else NARROW


def transitions() -> list[int]:
    """The code points at which the class changes, as (code point << 3) | class from there on."""
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    libc = ctypes.CDLL(None)
    libc.wcwidth.argtypes = [ctypes.c_wchar]
    packed, previous = [], None
    for code in range(0x110000):
        kind = class_of(code, lambda c: libc.wcwidth(chr(c)))
        if kind != previous:
            packed.append(code << 3 | kind)
            previous = kind
    return packed


HEAD = """\
/// Which scalars may be drawn, and in how many columns: Unicode {version}, agreed with by wcwidth of
/// glibc 2.36. Made by `Tests/outside/tools/width_table.py`; not edited by hand.
enum WidthTable {{
    /// The scalars at which the class changes, ascending: `scalar << 3 | ScalarClass.rawValue`.
    static let transitions: [UInt32] = [
"""


def rows(packed: list[int]) -> list[str]:
    lines, line = [], "       "
    for value in packed:
        word = f" 0x{value:x},"
        if len(line) + len(word) > 100:
            lines.append(line)
            line = "       "
        line += word
    return lines + [line]


def table() -> str:
    body = "\n".join(rows(transitions()))
    return HEAD.format(version=ucd.unidata_version) + body + "\n    ]\n}\n"


if __name__ == "__main__":
    if ucd.unidata_version != "14.0.0":
        sys.exit(f"this Python knows Unicode {ucd.unidata_version}, the table is of 14.0.0: use Python 3.11")
    sys.stdout.write(table())
