"""The hostile texts, and what may be printed of them: only characters that the product's list lets be
drawn, and by Unicode none that hides or commands."""
from __future__ import annotations

import base64
import json
import re
import unicodedata
from bisect import bisect_right

from .environments import OUTSIDE, ROOT

CASES = {
    case["name"]: base64.b64decode(case["bytes_base64"])
    for case in map(json.loads, (OUTSIDE / "hostile-text/cases.jsonl").read_text().splitlines())}
# What the texts are that a reader must see as they are.
PLAIN = ["plain/ascii", "plain/polish", "plain/japanese", "plain/hebrew"]
LIST = [int(word, 16) for word in re.findall(
    r"0x([0-9a-f]+)", (ROOT / "Sources/SafeText/WidthTable.swift").read_text())]
STARTS = [entry >> 3 for entry in LIST]


def may_be_drawn(character: str) -> bool:
    """Whether a character is on the product's list, and by Unicode is none that hides or commands."""
    listed = LIST[bisect_right(STARTS, ord(character)) - 1] & 7 != 0
    category = unicodedata.category(character)
    return listed and category[0] not in "CZ" or character == " "


def forbidden(output: bytes) -> list[str]:
    """What in the output is neither a line end of the product's own nor may be drawn."""
    try:
        text = output.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return [f"not UTF-8 at byte {error.start}: {output[error.start - 20:error.start + 20]!r}"]
    return sorted({f"U+{ord(c):04X}" for c in text if c != "\n" and not may_be_drawn(c)})


def fits(text: bytes) -> bool:
    """Whether it can stand in JSON at all; what is not UTF-8 is refused where it enters."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
