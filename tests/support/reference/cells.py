"""What a cell says: a value, nothing, or something that cannot be read (contract, Rows and the table of columns)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction
from typing import Any


class _Unknown:
    """A cell that holds something that nobody can read: neither empty nor any value (issue 17, figures 4)."""

    def __repr__(self) -> str:
        return "?"


UNKNOWN = _Unknown()
LACKING = (
    object()
)  # the file has no column of secrecy: nobody knows which of its rows count, and it is not refused for it
PASSED = "passed"  # what an appraiser writes of an item that is passed; only such an item takes it
YES, NO = ("có", "x", "true", "1"), ("không", "false", "0")
WORDS = {
    "secrecy": {"thường": "none", "mật": "confidential", "tối mật": "secret", "tuyệt mật": "top_secret"},
    "channel": {"trực tuyến": "online", "trực tiếp": "in_person", "bưu chính công ích": "postal"},
    "level": {"toàn trình": "full", "4": "full", "một phần": "partial", "3": "partial", "2": "information", "1": "information", "chưa cung cấp": "information"},
    "status": {"đã trả kết quả": "done", "đang xử lý": "in_progress", "trả lại": "sent_back", "rút hồ sơ": "withdrawn"},
    "course": {"cơ bản": "basic", "dữ liệu": "data"},
    "kind": {"tập thể": "collective", "cá nhân": "individual"},
}  # fmt: skip


def folded(text: str) -> str:
    """Without regard to case, Unicode form and outer blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def joined(text: str) -> str:
    """The form in which two spellings of an id that joins two files are the same (issue 17, figures 17): case, blanks,
    leading zeros, dashes, and the ``.0`` of a number out of a column of numbers."""
    key = re.sub(r"^(\d+)[.,]0+$", r"\1", folded(text))
    key = re.sub(r"[\s\-–—_]", "", key)
    return re.sub(r"(?<!\d)0+(?=\d)", "", key)


def day(text: str) -> Any:
    """ISO or dd/mm/yyyy, with or without time; empty is None."""
    text = text.strip()
    if not text:
        return None
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]\d\d?:\d\d(?::\d\d)?)?", text)
    ours = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})(?: \d\d?:\d\d(?::\d\d)?)?", text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        return date(*map(int, reversed(ours.groups()))) if ours else UNKNOWN
    except ValueError:
        return UNKNOWN


def yes_no(text: str) -> Any:
    """Có/Không, x/empty, true/false, 1/0: empty says no, and is absent as well."""
    if not text.strip():
        return None
    return True if folded(text) in YES else False if folded(text) in NO else UNKNOWN


def word(column: str, text: str) -> Any:
    """A word of a closed list; empty is None."""
    return WORDS[column].get(folded(text), UNKNOWN) if text.strip() else None


def mark(text: str) -> Any:
    """Appraised points: a number, or the words of an item that is passed or not, which its points then say."""
    words = {"đạt": PASSED, "không đạt": Fraction(0)}
    return words[folded(text)] if folded(text) in words else whole(text)


def whole(text: str) -> Any:
    """A number, decimal comma or point; empty is None. What is in thousands is not written by these folders."""
    text = text.strip()
    if not text:
        return None
    return Fraction(text.replace(",", ".")) if re.fullmatch(r"-?\d+([.,]\d{1,2})?", text) else UNKNOWN


def holds(value: Any, allowed: tuple, *, yes_or_no: bool) -> bool | None:
    """Whether a cell fulfils a condition: a value, any of a list, ``present`` or ``absent``; None where nobody knows."""
    if value is UNKNOWN:
        return True if {"present", "absent"} <= set(allowed) else None
    if value is None:
        return "absent" in allowed or (yes_or_no and False in allowed)
    return "present" in allowed or value in allowed
