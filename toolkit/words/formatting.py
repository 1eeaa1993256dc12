"""Vietnamese numbers, dates, names and file names."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .unseen import UNSEEN

NBSP = "\u00a0"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGNS = str.maketrans(",.", ".,")


_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_D = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})  # U+00D0 and U+0189 look like Đ (U+0110)
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαυν",
        "ABEKMHOPCTYXIJSaeopcyxijsdh" + "ABEZHIKMNOPTYXoauv",
    )
)


@lru_cache(2048)  # headers and the words of lists are asked for once more with every file
def fold(text: str) -> str:
    """Reduce a text to what people mean by it: no case, accents, blanks or line breaks; đ is d.

    >>> fold("  Mã\\nĐơn  VỊ ")
    'madonvi'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", bare.translate(_D))


def visible(text: str) -> str:
    """Remove what cannot be seen: zero-width and direction marks, soft hyphens, control and terminal codes.

    >>> visible("Ph\\u200bòng\\u202e A\\x1b[31m")
    'Phòng A[31m'
    """
    return text if text.isprintable() else UNSEEN.sub("", text)


def foreign_letter(text: str) -> tuple[str, str, str] | None:
    """The first Cyrillic or Greek letter that looks like a Latin one: the letter, its alphabet, the Latin letter.

    >>> foreign_letter("Phòng \\u0410"), foreign_letter("Phòng A")
    (('А', 'Kirin', 'A'), None)
    """
    for char in text:
        if latin := _LOOKALIKES.get(char):
            return char, "Kirin" if "\u0400" <= char <= "\u052f" else "Hy Lạp", latin
    return None


def latinised(text: str) -> str:
    """The text with every look-alike letter replaced by the Latin one, to name what it was meant to be."""
    return "".join(_LOOKALIKES.get(char, char) for char in text)


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: the apostrophe makes it a text.

    >>> harmless("=1+1"), harmless("VP")
    ("'=1+1", 'VP')
    """
    return "'" + text if text.startswith(_DANGEROUS) else text


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Round an exact value half up (away from zero), as scoring rules say.

    >>> round_half_up(Fraction(87125, 1000), 2)
    Decimal('87.13')
    """
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def number(value: Fraction | Decimal | int | float | None, decimals: int | None = None) -> str:
    """A number in Vietnamese form: a dot between thousands, a decimal comma. None gives an empty text.

    Without ``decimals``, as many as the value needs, four at most.

    >>> number(Decimal("1234.50"), 1), number(1234567), number(Fraction(1, 3))
    ('1.234,5', '1.234.567', '0,3333')
    """
    if value is None:
        return ""
    exact = Fraction(value)
    rounded = round_half_up(exact, 4 if decimals is None else decimals)
    text = f"{rounded:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_SIGNS)


def percent(value: Fraction | None, *, goal: Fraction | None = None, decimals: int = 1, lower: bool = False) -> str:
    """A ratio as a percentage. With a ``goal`` that is not reached, never round up to it (where ``lower`` is better, down).

    99,96% of a goal of 100% would print as "100,0%" beside "Chưa đạt": then it is floored instead.

    >>> percent(Fraction(923, 1000)), percent(Fraction(9996, 10000), goal=Fraction(1)), percent(Fraction(1))
    ('92,3%', '99,9%', '100%')
    """
    if value is None:
        return ""
    shown = shown_percent(value, goal=goal, decimals=decimals, lower=lower)
    return number(shown, None if shown == shown.to_integral_value() else decimals) + "%"


def shown_percent(value: Fraction, *, goal: Fraction | None = None, decimals: int = 1, lower: bool = False) -> Decimal:
    """The number of percent that ``percent`` shows."""
    shown = round_half_up(value * 100, decimals)
    if goal is None:
        return shown
    step = value * 100 * 10**decimals
    if lower and value > goal >= Fraction(shown) / 100:
        return Decimal(math.ceil(step)).scaleb(-decimals)
    if not lower and value < goal <= Fraction(shown) / 100:
        return Decimal(math.floor(step)).scaleb(-decimals)
    return shown


def short_date(day: date) -> str:
    """A day as official papers write it (NĐ 30/2020/NĐ-CP): days below 10 and the months 1 and 2 have a leading zero.

    >>> short_date(date(2022, 5, 26)), short_date(date(2024, 2, 3))
    ('26/5/2022', '03/02/2024')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def sort_key(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]:
    """Key of the Vietnamese alphabet: letters first (Đ after D), then tones, then case.

    >>> sorted(["Đào", "Dung", "Ân", "An"], key=sort_key)
    ['An', 'Ân', 'Dung', 'Đào']
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts[1:] if mark in TONES), "")
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        letters.append((1, _LETTERS.index(base)) if base in _LETTERS else (0, ord(base[0])))
        tones.append(TONES.index(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones), text


def by_years(told: Sequence[tuple[str, str]]) -> str:
    """What is told of each year; of years after one another that are alike, once: ``2022: chưa có; 2023 – 2025: có``.

    >>> by_years([("2022", "1/3"), ("2023", "3/3"), ("2024", "3/3")])
    '2022: 1/3; 2023 – 2024: 3/3'
    """
    runs: list[list[str]] = []
    for year, text in told:
        if runs and runs[-1][2] == text:
            runs[-1][1] = year
        else:
            runs.append([year, year, text])
    return "; ".join(f"{first if first == last else f'{first} – {last}'}: {text}" for first, last, text in runs)


def padded(count: int) -> str:
    """A number of people or offices as official papers write it: two digits at least.

    >>> padded(7), padded(12)
    ('07', '12')
    """
    return f"{count:02d}" if 0 < count < 10 else number(count)


def shortened(name: str, *, room: int = 40) -> str:
    """A name that has to be short: whole where it has room, else its first whole words.

    >>> shortened("Dữ liệu mở"), shortened("Tham gia mở dữ liệu và cung cấp dữ liệu mở", room=24)
    ('Dữ liệu mở', 'Tham gia mở dữ liệu và…')
    """
    if len(name) <= room:
        return name
    kept = name[: room - 1].rsplit(" ", 1)[0] if " " in name[: room - 1] else name[: room - 1]
    return kept.rstrip(" ,;:-–(") + "…"
