"""The last look at what is about to be written: a file with personal data is not."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from ..words.errors import EXIT_INCOMPLETE, ToolkitError
from ..words.privacy import personal_kinds

_PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]+")  # drawn from the figures and names of the tables beside it
_TAG = re.compile(r"<[^>]*>")
_TEXTS = ("html", "csv", "json", "ipynb", "md", "log", "txt")
_PACKED = ("docx", "xlsx")


class PersonalData(ToolkitError):
    """A report that would publish personal data: it is not written, the others are."""

    exit_code = EXIT_INCOMPLETE


def refuse_personal(files: Mapping[str, bytes]) -> None:
    """Raise PersonalData that names the first file (name → bytes) with personal data in it and what kind they are.

    Names of people are no fault: those of nominees belong into the papers of a commendation.
    """
    for name, content in sorted(files.items()):
        if kinds := personal_data_in(name, content):
            raise PersonalData(
                f"tệp {name} sẽ chứa {', '.join(kinds)}, nên không được ghi. Cách sửa: xóa dữ liệu cá nhân khỏi các ô "
                "mà cảnh báo CN-01 nêu, và khỏi ke_hoach.yaml, don_vi.csv, nhan_xet.md nếu có, rồi chạy lại."
            )


def personal_data_in(name: str, content: bytes) -> tuple[str, ...]:
    """The kinds of personal data in a file, in words; the data themselves are never told."""
    return tuple(dict.fromkeys(kind for text in _texts(name, content) for kind in personal_kinds(text)))


def _texts(name: str, content: bytes) -> Iterator[str]:
    """The texts of a file as a reader would meet them. A PDF is printed from HTML that was looked at before."""
    ending = _ending(name)
    if ending == "ipynb":
        yield from _strings(json.loads(content))
    elif ending in _PACKED:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.namelist():
                if part.endswith(".xml"):
                    yield _TAG.sub("\n", packed.read(part).decode("utf-8"))
    elif ending in _TEXTS:
        yield _PICTURE.sub("", content.decode("utf-8", "replace"))


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _strings(value: Any) -> Iterator[str]:
    """Every text of a JSON value, lists of lines put together."""
    if isinstance(value, str):
        yield _PICTURE.sub("", value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            yield from _strings("".join(value))
        else:
            for inner in value:
                yield from _strings(inner)
