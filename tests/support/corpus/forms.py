"""Deliveries as bytes: the same rows as CSV, XLSX or Parquet, and a way to change the inside of a workbook."""

from __future__ import annotations

import atexit
import csv
import functools
import io
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.periods import parse_period
from toolkit.sample import write_sample

Rows = list[list]


@functools.cache
def sample() -> Path:
    """A small sample folder, written once."""
    folder = Path(tempfile.mkdtemp(prefix="corpus-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_sample(folder, rows=40, periods=[parse_period("2024")])
    return folder


@functools.cache
def _table(source: str) -> tuple[tuple[str, ...], ...]:
    text = (sample() / "2024" / f"{source}.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(io.StringIO(text)))


def table(source: str, count: int = 24) -> Rows:
    """The header and the first records of a source of the sample, as texts that a case may change."""
    head, *rows = _table(source)
    wanted = {"bao_cao_don_vi": ("CT7",), "tham_dinh": ("ND-a", "ND-b")}.get(source)
    rows = [row for row in rows if not wanted or row[1] in wanted]
    return [list(row) for row in (head, *rows[:count])]


def csv_text(rows: Sequence[Sequence], *, sign: str = ",", end: str = "\n", quote: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as CSV text."""
    packed = io.StringIO()
    csv.writer(packed, delimiter=sign, lineterminator=end, quoting=quote).writerows(rows)
    return packed.getvalue()


def csv_bytes(rows: Sequence[Sequence], encoding: str = "utf-8", **parts: object) -> bytes:
    """Rows as a CSV file."""
    return csv_text(rows, **parts).encode(encoding)


def to_cp1258(text: str) -> bytes:
    """Text as Windows writes it in cp1258: letters with the marks of vowels, tones as characters after them."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            out += (base + "".join(tones)).encode("cp1258")
    return out


# The two old encodings as tables of their own, from their published charts, not from the code under test.
_TCVN3 = "à\xb5á\xb8ả\xb6ã\xb7ạ\xb9ă\xa8ằ\xbbắ\xbeẳ\xbcẵ\xbdặ\xc6â\xa9ầ\xc7ấ\xcaẩ\xc8ẫ\xc9ậ\xcbđ\xaeè\xccé\xd0ẻ\xceẽ\xcfẹ\xd1ê\xaaề\xd2ế\xd5ể\xd3ễ\xd4ệ\xd6ì\xd7í\xddỉ\xd8ĩ\xdcị\xdeò\xdfó\xe3ỏ\xe1õ\xe2ọ\xe4ô\xabồ\xe5ố\xe8ổ\xe6ỗ\xe7ộ\xe9ơ\xacờ\xeaớ\xedở\xebỡ\xecợ\xeeù\xefú\xf3ủ\xf1ũ\xf2ụ\xf4ư\xadừ\xf5ứ\xf8ử\xf6ữ\xf7ự\xf9ỳ\xfaý\xfdỷ\xfbỹ\xfcỵ\xfeĂ\xa1Â\xa2Ê\xa3Ô\xa4Ơ\xa5Ư\xa6Đ\xa7"
_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOFS = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_BREVES = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}


def to_tcvn3(text: str) -> str:
    """Text in TCVN3 (ABC), as it looks on a machine that takes it for Western European."""
    chart = dict(zip(_TCVN3[::2], _TCVN3[1::2]))
    return "".join(chart.get(char, chart.get(char.lower(), char)) for char in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """Text in VNI, as it looks on a machine that takes it for Western European."""
    out = ""
    for char in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        tone = next((mark for mark in marks if mark in _TONES), "")
        if char == "đ":
            out += "ñ"
        elif "\u0302" in marks:
            out += base + _ROOFS[tone]
        elif "\u0306" in marks:
            out += base + _BREVES[tone]
        elif "\u031b" in marks:
            out += {"o": "ô", "u": "ö"}[base] + _TONES.get(tone, "")
        elif base == "i" and tone:
            out += {"\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}[tone]
        else:
            out += base + _TONES.get(tone, "")
    return out


def xlsx(
    rows: Sequence[Sequence],
    *,
    sheet: str = "Số liệu",
    dress: Callable[[openpyxl.Workbook, object], None] | None = None,
    inside: Mapping[str, Callable[[str], str]] | None = None,
) -> bytes:
    """Rows as a workbook. ``dress`` changes it through openpyxl, ``inside`` changes the text of its parts."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    if dress:
        dress(book, page)
    packed = io.BytesIO()
    book.save(packed)
    return repack(packed.getvalue(), inside or {})


def repack(book: bytes, inside: Mapping[str, Callable[[str], str]], extra: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook with some of its parts changed or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            for ending, change in inside.items():
                if name.endswith(ending):
                    content = change(content.decode("utf-8")).encode("utf-8")
            after.writestr(name, content)
        for name, content in (extra or {}).items():
            after.writestr(name, content)
    return packed.getvalue()


def formula(cell: str, text: str, value: str | None) -> Callable[[str], str]:
    """Change of a sheet: a cell becomes a formula, with the value that was last computed or without one."""
    kept = "" if value is None else f"<v>{value}</v>"
    return lambda part: re.sub(
        rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)',
        f'<c r="{cell}" t="str"><f>{text}</f>{kept}</c>' if value else f'<c r="{cell}"><f>{text}</f></c>',
        part,
    )


def parquet(rows: Sequence[Sequence], **columns: object) -> bytes:
    """Rows as Parquet, every column of text but those given as arrays."""
    packed = io.BytesIO()
    made = {header: pa.array([row[n] or None for row in rows[1:]], pa.string()) for n, header in enumerate(rows[0])}
    pq.write_table(pa.table({**made, **columns}), packed)
    return packed.getvalue()


def real_dates(rows: Rows, *headers: str) -> Rows:
    """Rows in which the texts of some columns are real days."""
    places = [rows[0].index(header) for header in headers]
    return [rows[0]] + [
        [datetime.strptime(cell, "%d/%m/%Y") if n in places and cell else cell for n, cell in enumerate(row)]
        for row in rows[1:]
    ]


def changed(rows: Rows, changes: Mapping[tuple[int, str], object]) -> Rows:
    """Rows with some cells changed: (spreadsheet row, header) → new cell, the header being row 1."""
    copy = [list(row) for row in rows]
    for (row, header), cell in changes.items():
        copy[row - 1][copy[0].index(header)] = cell
    return copy


def column(rows: Rows, header: str, change: Callable[[str], object]) -> Rows:
    """Rows with one column rewritten."""
    at = rows[0].index(header)
    return [rows[0]] + [[change(cell) if n == at else cell for n, cell in enumerate(row)] for row in rows[1:]]
