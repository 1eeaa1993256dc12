"""What is asked of who begins a plan, and what the answers change in the text of the plan that it begins with."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML

from ..periods import Period
from ..units.model import is_code
from ..words.errors import UsageError

_WIDE = 10_000  # no line is broken
_OF_ANOTHER = ("parent", "place", "code")  # what a plan says of its agency that holds of no other


@dataclass(frozen=True)
class Answers:
    """The answers; what is empty stays as the plan has it. ``units`` are codes and names."""

    agency: str = ""
    movement: str = ""
    periods: tuple[Period, ...] = ()
    units: tuple[tuple[str, str], ...] = ()


def units_of(text: str) -> tuple[tuple[str, str], ...]:
    """Codes and names of units written as ``VP=Văn phòng; Phòng Tổ chức``; who has no code gets its initials.

    >>> units_of("VP=Văn phòng; Phòng Tổ chức; Phòng Tài chính")
    (('VP', 'Văn phòng'), ('PTC', 'Phòng Tổ chức'), ('PTC2', 'Phòng Tài chính'))
    """
    found: dict[str, str] = {}
    parts = [part for part in map(str.strip, re.split(r"[;\n]", text)) if part]
    for each in parts:
        _refuse_commas(each, is_alone=len(parts) == 1)
        code, sign, name = (part.strip() for part in each.partition("="))
        if sign and (not is_code(code) or not name or code.casefold() in map(str.casefold, found)):
            raise UsageError(
                f"Đơn vị {each!r} viết sai hoặc trùng mã. Cách sửa: viết MÃ=Tên đơn vị, mã không dấu, không trùng; "
                'ví dụ --units "VP=Văn phòng; TC=Phòng Tổ chức".'
            )
        found[code if sign else _free(initials(each), tuple(found))] = name if sign else each
    return tuple(found.items())


def _refuse_commas(unit: str, *, is_alone: bool) -> None:
    """Raise UsageError for what may be several units, or one whose name has a comma: nobody can tell these apart."""
    first, *rest = (part.strip() for part in unit.split(","))
    if not any("=" in part for part in rest) and not (rest and is_alone and "=" not in first):
        return
    several, code = "; ".join((first, *rest)), initials(unit)
    raise UsageError(
        f'Không rõ {unit!r} là một hay nhiều đơn vị. Cách sửa: nhiều đơn vị thì ngăn bằng dấu chấm phẩy, --units "{several}"; '
        f'một đơn vị mà tên có dấu phẩy thì ghi cả mã, --units "{code}={unit}".'
    )


def initials(name: str) -> str:
    """The initials of a name, in capitals without accents; of a name that is an abbreviation, itself.

    >>> initials("Sở Lao động - Thương binh và Xã hội"), initials("VP")
    ('SLDTBVXH', 'VP')
    """
    if name.isascii() and name.isalnum() and name.isupper():
        return name[:20]
    return "".join(word[0].upper() for word in re.findall(r"[a-z0-9]+", plain(name)))[:20] or "CQ"


def plain(text: str) -> str:
    """A text in small letters without accents."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(each for each in bare if not unicodedata.combining(each))


def _free(code: str, taken: Sequence[str]) -> str:
    return next(each for n in range(1, len(taken) + 2) if (each := code if n == 1 else f"{code}{n}") not in taken)


def unit_list(units: Sequence[tuple[str, str]]) -> str:
    """The unit list as CSV."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerows([("Mã đơn vị", "Tên đơn vị", "Loại", "Từ ngày", "Đến ngày"), *((*u, "", "", "") for u in units)])
    return sink.getvalue()


def answered(text: str, answers: Answers) -> str:
    """The text of a plan with the answers in it; comments and all else stay."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width, yaml.preserve_quotes = _WIDE, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    movement = tree["movement"]
    for block, answer in ((movement, answers.movement), (movement["agency"], answers.agency)):
        if answer:  # where a name came from holds no longer
            block.ca.items.pop("name", None)
    if answers.movement:
        movement["name"] = answers.movement
        movement["id"] = re.sub(r"[^a-z0-9]+", "-", plain(answers.movement)).strip("-")[:40].strip("-") or "phong-trao"
    if answers.agency:
        agency = movement["agency"]
        taken = [code for code, _ in answers.units]
        agency["id"], agency["name"] = _free(initials(answers.agency), taken), answers.agency
        for key in _OF_ANOTHER:
            agency.pop(key, None)
    if answers.periods:
        first, last = min(p.start for p in answers.periods), max(p.end for p in answers.periods)
        movement["start"], movement["end"] = first, last
        for key in ("interim", "final"):
            movement.pop(key, None)
        if (whole := next((p for p in answers.periods if p.is_range), None)) is not None:
            movement.insert(list(movement).index("end") + 1, "final", f"{whole.start.year}..{whole.end.year}")
    sink = io.StringIO()
    yaml.dump(tree, sink)
    return sink.getvalue()
