"""What ``thidua map`` asks: everything of a file that is not certain on one screen, answered in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..mapping import Doubt, Teaching
from ..words.formatting import number

_YES = ("c", "có", "co", "y", "yes")
_PART = re.compile(r"(\d{1,3})([a-z]|-)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def agrees(question: str) -> bool:
    """Whether a person says yes."""
    return _typed(question).lower() in _YES


def answered(name: str, source: str, doubts: Sequence[Doubt], *, plan: Path) -> Teaching | None:
    """What a person says of the doubts of a file; None where nothing is to be written. A line that cannot be understood
    is asked for again."""
    print("\n".join(_screen(name, doubts, plan)))
    while line := _typed("Trả lời: ").lower():
        choices, fault = read_answer(line, doubts)
        if not fault:
            refused = {d.title for d, choice in zip(doubts, choices) if not d.word and choice not in d.proposal}
            said = Teaching()
            for doubt, choice in zip(doubts, choices):
                if choice and not (doubt.word and doubt.title in refused):  # its words are those of the proposed column
                    said.add(source, doubt.match(choice))
            return said
        print(f'Không hiểu "{fault}".')
    return None


def read_answer(line: str, doubts: Sequence[Doubt]) -> tuple[list[str], str]:
    """The choice for each doubt, empty where there is none, and the first part of the line that means nothing, or what
    it says of one header twice.

    ``c`` takes every proposal, ``2b`` the second answer of the second doubt, ``2-`` none for it, ``0`` none at all.
    """
    parts = line.replace(",", " ").replace(";", " ").split()
    takes_all = any(part in _YES for part in parts)
    choices = ["".join(doubt.proposal) if takes_all else "" for doubt in doubts]
    for part in parts:
        if part in _YES or part == "0":
            continue
        found = _PART.fullmatch(part)
        at = int(found[1]) - 1 if found else -1
        which = _LETTERS.find(found[2]) if found else -1
        if found is None or not 0 <= at < len(doubts) or which >= len(doubts[at].choices):
            return choices, part
        choices[at] = "" if found[2] == "-" else doubts[at].choices[which]
    headers = [choice for choice, doubt in zip(choices, doubts) if choice and not doubt.word]
    twice = next((header for header in headers if headers.count(header) > 1), "")
    return choices, f"{twice} là hai cột" if twice else ""


def _screen(name: str, doubts: Sequence[Doubt], plan: Path) -> Iterator[str]:
    yield f"{name}: {number(len(doubts))} điều chưa chắc, trả lời một lần."
    for at, doubt in enumerate(doubts, 1):
        asked = f'cột "{doubt.title}" là cột nào của tệp'
        if doubt.word:
            asked = f'từ "{doubt.word}" của cột "{doubt.title}" ({number(doubt.count)} dòng) nghĩa là'
        choices = [f"{letter}) {choice}" for letter, choice in zip(_LETTERS, doubt.choices)]
        if doubt.proposal:
            choices[0] += " (đề xuất)"
        listed = "; ".join(choices) or "tệp không có cột nào giống"
        yield f"  {at}. {asked}: {listed}"
    yield f"Gõ c để nhận mọi đề xuất và ghi vào {plan}."
    yield 'Chọn khác thì thêm số và chữ, ví dụ "c 2b"; để ngỏ một điều: số và dấu trừ, ví dụ "c 1-".'
    yield "Gõ 0 để chỉ ghi điều chắc chắn; Enter: không ghi gì."


def _typed(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""
