"""Goals that a sentence of an official text says: "tối thiểu 80%", "100% văn bản", "đến năm 2030 đạt 90%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LOWER = r"tối đa|không quá|không vượt quá|dưới|thấp hơn|(?:giảm )?xuống còn|giảm còn|còn"
_HIGHER = r"tối thiểu|ít nhất|trên|từ|đạt(?: từ)?(?: trên)?|không dưới|phấn đấu(?: đạt)?|bảo đảm|đảm bảo|hơn"
_SIGNS = r"[≥≤<>]"  # at least, at most, below, above
_LABEL = re.compile(r"^chỉ tiêu\s+\d+(?:\.\d+)*\s*[:.]\s*", re.I)
# What a row of a table says: its name, and one amount with what it is an amount of.
_ROW = re.compile(
    rf"(.*\S)\s*:\s*({_SIGNS}?)\s*(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}})(,\d{{1,3}})?\s*(%|[^\W\d_]+(?:\s[^\W\d_]+){{0,2}})"
)
_PERCENT = r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%"
# A percentage at the beginning of a clause, with the words before it.
_FIRST = re.compile(rf"^(?:(?:có|phấn đấu)\s+)?((?:(?:{_LOWER}|{_HIGHER})\s+)*){_PERCENT}\s*(?:trở lên\s+)?", re.I)
_NEW_CLAUSE = re.compile(
    rf"\s*;\s*|\s*,\s+(?=(?:(?:{_LOWER}|{_HIGHER})\s+)*{_PERCENT}\s+\w)|\s+và\s+(?=(?:(?:{_LOWER}|{_HIGHER})\s+)*{_PERCENT}\s+\w)",
    re.I,
)
_COUNT = re.compile(r"\b(tối thiểu|ít nhất|không dưới|tối đa|không quá)\s+0*(\d{1,6})(?![\d.,]*\s*%)(?!\d)", re.I)
# An amount of money, or the like: 1.200 tỷ đồng, 80 triệu đồng/người.
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(,\d{1,3})?\s+((?:(?:nghìn|triệu|tỷ)\s+)?đồng(?:/\w+)?)", re.I)
_YEARLY = re.compile(rf"năm\s+((?:19|20)\d\d)[^;%]{{0,40}}?{_PERCENT}", re.I)
_CHANGE = re.compile(
    rf"\b(tăng|giảm)\s+(?:(?:ít nhất|tối thiểu|trên)\s+)?{_PERCENT}\s*(?:trở lên\s+)?so với\s+(?:cùng kỳ\s+)?năm (?:trước|liền trước)",
    re.I,
)


@dataclass(frozen=True)
class Said:
    """What a clause says of a goal: its name without the goal, the goal as the plan writes it (empty: the text leaves it
    open), whether lower is better, and what it is an amount of."""

    name: str
    goal: str = ""
    is_lower: bool = False
    unit: str = ""


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence that may each say a goal; those without a percentage stay with the one before.

    >>> clauses_of("100% A; 50% B, được C và 20% D")
    ['100% A', '50% B, được C', '20% D']
    """
    whole = _LABEL.sub("", sentence).rstrip(" .;:/")
    whole = whole[:1].upper() + whole[1:] if whole != sentence.rstrip(" .;:/") else whole
    if len(_YEARLY.findall(whole)) > 1:
        return [whole]  # one goal, year by year
    parts: list[str] = []
    for part in _split(whole):
        if parts and not _says_goal(part):
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
    return parts


def _split(text: str) -> Iterator[str]:
    start = 0
    for found in _NEW_CLAUSE.finditer(text):
        yield text[start : found.start()]
        start = found.end()
    yield text[start:]


def _says_goal(text: str) -> bool:
    return bool(re.search(_PERCENT, text) or _COUNT.search(text))


def said_of(clause: str) -> Said:
    """What a clause says of its goal.

    >>> said_of("Tối thiểu 80% hồ sơ được xử lý trực tuyến")
    Said(name='Hồ sơ được xử lý trực tuyến', goal='80%', is_lower=False, unit='')
    >>> said_of("Tỷ lệ hộ nghèo còn dưới 3%").goal, said_of("Nâng cao nhận thức").goal
    ('3%', '')
    """
    if found := _CHANGE.search(clause):
        sign = "+" if found[1].lower() == "tăng" else "-"
        return Said(clause, f'{{change: "{sign}{_number(found[2])}%", from: previous_year}}')
    if len(years := _YEARLY.findall(clause)) > 1:
        return Said(clause, f"{{{', '.join(f'{year}: {_number(share)}%' for year, share in years)}}}")
    if (row := _ROW.fullmatch(clause)) and not re.search(r"\d", row[1]):
        amount = row[3].replace(".", "") + (row[4] or "").replace(",", ".")
        is_share = row[5] == "%"
        return Said(row[1], f"{amount}%" if is_share else amount, row[2] in ("≤", "<"), "" if is_share else row[5])
    percentages = re.findall(_PERCENT, clause)
    if first := _FIRST.match(clause):
        rest = re.sub(r"\s+trở lên\b", "", clause[first.end() :], count=1)  # from 60% of the pupils upwards
        return Said(_capital(rest), f"{_number(first[2])}%", _is_lower(first[1])) if rest else Said(clause)
    if len(percentages) == 1:
        before = clause[: re.search(_PERCENT, clause).start()]  # type: ignore[union-attr]
        if re.search(r"\b(tăng|giảm)(?:\s+(?:thêm|ít nhất|tối thiểu|trên))?\s*$", before, re.I):
            return Said(clause)  # more or less than what is not said
        return Said(clause, f"{_number(percentages[0])}%", _is_lower(before[-25:]))
    money = list(_MONEY.finditer(clause))
    if len(money) == 1 and not percentages:
        (found,) = money
        amount = found[1].replace(".", "") + (found[2] or "").replace(",", ".")
        return Said(clause, amount, _is_lower(clause[: found.start()][-25:]), found[3])
    counts = _COUNT.findall(clause) if not money else []
    if len(counts) == 1 and not percentages:
        return Said(clause, counts[0][1], _is_lower(counts[0][0]))
    return Said(clause)


def _is_lower(before: str) -> bool:
    return bool(re.search(rf"(?<!không )\b(?:{_LOWER})\s*$", before.strip() + " ", re.I))


def _number(text: str) -> str:
    return text.replace(",", ".")


def _capital(text: str) -> str:
    bare = text.strip()
    return bare[:1].upper() + bare[1:]
