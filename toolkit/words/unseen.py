"""What cannot be seen in a text: control and direction signs, soft hyphens, half characters. One definition for all."""

from __future__ import annotations

import re

# Tab and the ends of lines are blanks that people see. The rest makes a text read, sort or match as another one.
_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),
    (0x200B, 0x200F),  # of no width, and of direction
    (0x2028, 0x202E),  # ends of lines that no keyboard has, and of direction
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),  # no characters
    (0xE0000, 0xE007F),  # tags
)
_HALVES = (0xD800, 0xDFFF)  # halves of a character, which only Python can hold


def _class(ranges: tuple[tuple[int, int], ...], sign: str) -> str:
    return "[" + "".join(f"{sign.format(first)}-{sign.format(last)}" for first, last in ranges) + "]"


UNSEEN = re.compile(_class((*_RANGES, _HALVES), r"\U{:08X}"))
# The same for the engine, of which no text holds the sign 0 or half a character.
UNSEEN_IN_SQL = _class(((0x01, 0x08), *_RANGES[1:]), r"\x{{{:X}}}")
