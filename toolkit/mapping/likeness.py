"""How alike two headers or two words are: the same but for the way of writing, or only similar."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import cache

from ..words.formatting import fold

# What offices shorten, and what they add without another meaning.
_SHORT = {
    "kq": "ket qua",
    "hs": "ho so",
    "hscv": "ho so cong viec",
    "tthc": "thu tuc hanh chinh",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "bcci": "buu chinh cong ich",
    "vb": "van ban",
    "dv": "don vi",
    "cb": "can bo",
    "cbccvc": "can bo cong chuc vien chuc",
}
_FILLERS = ("ho so", "cong dan", "nguoi dan", "to chuc", "cua", "qua", "tai", "thong tin")
# What offices say for the same: whether it is, the cells of the column tell.
_ALSO = {
    "thoi diem": "ngay",
    "thoi gian": "ngay",
    "ngay gio": "ngay",
    "ngay thang nam": "ngay",
    "co quan": "don vi",
    "phong ban": "don vi",
}
_TYPED = 0.8  # how alike texts without a word in common are: one is the other, mistyped
_WITHIN = 0.7  # how alike a text is to one of several words that is a part of it
# Words that turn a meaning round: what has one is never like what has it not.
NEGATIONS = frozenset(("chua", "khong"))
TURNS = NEGATIONS | frozenset(("huy", "dung", "tre", "cham", "tu", "tra", "rut", "moi", "cho", "sai", "het"))


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and signs, shortened ones in full.

    >>> tokens("NgayHenTra_KQ")
    ('ngay', 'hen', 'tra', 'ket', 'qua')
    """
    apart = "".join(
        f" {char}" if char.isupper() and before.islower() else char for before, char in zip(f" {text}", text)
    )
    words = (fold(word) for word in re.split(r"[\W_]+", apart))
    return tuple(part for word in words if word for part in _SHORT.get(word, word).split())


def same_meaning(one: str, other: str) -> bool:
    """Whether two texts differ in the way of writing alone: shortened words, their order, words that add nothing.

    >>> same_meaning("Đã trả KQ hồ sơ", "Đã trả kết quả"), same_meaning("Chưa trả KQ", "Đã trả kết quả")
    (True, False)
    """
    return any(
        sorted(a) == sorted(b) for a, b in zip((tokens(one), _bare(tokens(one))), (tokens(other), _bare(tokens(other))))
    )


def likeness(one: str, other: str, *, turns: frozenset[str] = NEGATIONS) -> float:
    """How alike two texts are, from 0 to 1; 0 where a word turns the meaning of one of them round."""
    first, second = tokens(one), tokens(other)
    if not first or not second or ({*first} ^ {*second}) & turns:
        return 0.0
    if same_meaning(one, other):
        return 1.0
    shared = len({*first} & {*second}) / len({*first} | {*second})
    within = _WITHIN if len(second) > 1 and {*second} < {*first} else 0.0
    letters = difflib.SequenceMatcher(None, "".join(first), "".join(second)).ratio()
    return max(shared, within, letters if shared or letters >= _TYPED else 0.0)


def best_likeness(text: str, spellings: Sequence[str], *, turns: frozenset[str] = NEGATIONS) -> float:
    """How alike a text is to the spelling that is most alike."""
    return max((likeness(text, each, turns=turns) for each in spellings), default=0.0)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that add nothing, each thing by one name; all of them where nothing is left."""
    text = f" {' '.join(words)} "
    for said, name in _ALSO.items():
        text = text.replace(f" {said} ", f" {name} ")
    for filler in _FILLERS:
        text = text.replace(f" {filler} ", " ")
    return tuple(text.split()) or words
