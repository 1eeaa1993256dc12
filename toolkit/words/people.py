"""Find out whether a text names somebody: by a name or a code that is known, or by the way in which people are named.

What is known are the nominees and the staff of a period. Beyond them a text is taken to name somebody where a surname or
a form of address stands before a word with a capital letter: rather one text too many is left to the internal edition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

HIDDEN_PERSON = "(có tên người, xem bản nội bộ)"  # what stands in the place of such a text in the public edition

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trương|Hồ|Trịnh"
    "|Nguyen|Tran|Pham|Hoang|Huynh|Phan|Dang|Bui|Ngo|Duong|Dinh|Truong|Trinh"
)
_ADDRESSES = "[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Đđ]ồng chí|[Đđ]/c|[Đđ]c"
_TITLES = "Giám|Phó|Chủ|Trưởng|Bí|Thủ|Chánh|Tổng|Thứ|Bộ|Lãnh|Rịa"  # after which comes an office, or a place
_PLACES = "Hồ (?:Chí Minh|Sơ)|HỒ (?:CHÍ MINH|SƠ)"
_CAPITAL = "[A-ZÀ-ỸĐ]"
_NAMED = re.compile(
    rf"(?<!\w)(?!{_PLACES})(?:{_SURNAMES}|{_SURNAMES.upper()}) (?={_CAPITAL}\w)"
    rf"|(?<!\w)(?:{_ADDRESSES}) (?!{_TITLES}){_CAPITAL}\w*"
)
_TOKEN = re.compile(r"[^\s,;:()\[\]“”\"'<>]+")


@dataclass(frozen=True)
class People:
    """The people of a period, by the codes of the staff list and by the names in proposals."""

    codes: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)

    def __or__(self, other: People) -> People:
        return People(self.codes | other.codes, self.names | other.names)

    @classmethod
    def known_by(cls, *, codes: Iterable[str], names: Iterable[str]) -> People:
        """People by their codes and names, however these are written; a code of digits alone may be any number, and names nobody.

        >>> People.known_by(codes=["CB-01", "12"], names=["Lan  Anh"]).are_named_in("CB-01: đã gửi")
        True
        """
        codes = (_same(each) for each in codes)
        return cls(
            frozenset(each for each in codes if len(each) > 1 and not each.isdecimal()),
            frozenset(name for each in names if len(name := _same(each)) > 1),
        )

    def are_named_in(self, text: str) -> bool:
        """Whether a text names one of them, or anybody else in the usual way.

        >>> nobody = People()
        >>> [nobody.are_named_in(t) for t in ("Ông Trần Văn Ba nộp chậm", "Đồng chí Giám đốc chỉ đạo", "Hồ Chí Minh", "HỒ SƠ")]
        [True, False, False, False]
        """
        if not text:
            return False
        return bool(_NAMED.search(unicodedata.normalize("NFC", " ".join(text.split())))) or self.are_told_in(text)

    def are_told_in(self, text: str) -> bool:
        """Whether a text holds the code or the name of one of them."""
        folded = _same(text)
        tokens = {token.rstrip(".") for token in _TOKEN.findall(folded)}
        return not self.codes.isdisjoint(tokens) or any(self._stands(name, folded) for name in self.names)

    def hidden(self, text: str) -> str:
        """The text, or what stands in its place where it names somebody."""
        return HIDDEN_PERSON if self.are_named_in(text) else text

    def have(self, code: str) -> bool:
        """Whether a code is one of theirs."""
        return _same(code) in self.codes

    def hidden_paragraphs(self, text: str) -> str:
        """Markdown in which each paragraph that names somebody has the same in its place."""
        if not self.are_named_in(text):
            return text
        return "\n\n".join(self.hidden(part) for part in re.split(r"\n[ \t]*\n", text))

    @cached_property
    def _words(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in self.names}

    def _stands(self, name: str, text: str) -> bool:
        return name in text and self._words[name].search(text) is not None


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()
