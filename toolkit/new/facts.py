"""What an official text says of the movement itself: its name, agency, days, grounds; each with the words it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .outline import Node

_DAY = r"(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
_LONG_DAY = r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_ABOUT = r"(phong trào|hội thi|cuộc thi|kế hoạch này|thi đua).*(thực hiện|triển khai|tổ chức|diễn ra|kéo dài|bắt đầu|kết thúc)"
_KINDS = r"KẾ HOẠCH|QUYẾT ĐỊNH|HƯỚNG DẪN|CHỈ THỊ|THÔNG BÁO|ĐỀ ÁN|CHƯƠNG TRÌNH|QUY CHẾ|THỂ LỆ"


@dataclass(frozen=True)
class Fact:
    """A value, and the words that it comes from. Without a value nothing was found."""

    value: str = ""
    said: str = ""


@dataclass(frozen=True)
class Ground:
    """A document that the text rests on, and its day."""

    text: str
    day: date
    is_plan: bool  # what is carried out, and no law that it rests on


@dataclass(frozen=True)
class Facts:
    """What is said of the movement."""

    name: Fact
    agency: Fact
    parent: Fact
    place: Fact
    code: Fact
    start: Fact
    end: Fact
    grounds: tuple[Ground, ...]


def facts_of(paragraphs: Sequence[str], root: Node) -> Facts:
    """The facts of a text; ``root`` is its outline, of which the part without a mark is the head."""
    head, whole = [each for each in root.paragraphs if each], "\n".join(paragraphs)
    parent, agency = _letterhead(head)
    name = _name(head, whole)
    start, end = _days(whole, name, root)
    return Facts(
        name,
        _called(whole) or agency or _agency(whole) or Fact(),
        parent,
        _found(r"(?m)^\s*([^\W\d_][^,\n;:]{2,40}),\s*ngày\s+\S*\s*tháng", whole),
        _found(r"Số\s*:[^\n/]*/\s*(?:KH|QĐ|HD|CT|TB|CTr|ĐA|TL)\s*-\s*([A-ZĐ&-]{2,20})", whole),
        start,
        end,
        tuple(_grounds(head)),
    )


def _found(form: str, text: str) -> Fact:
    found = re.search(form, text)
    return Fact(" ".join(found[1].split()), " ".join(found[0].split())) if found else Fact()


def _name(head: Sequence[str], whole: str) -> Fact:
    """What stands in quotation marks in the title (else first after "phong trào", "bộ chỉ số", "cuộc thi"), else the title."""
    place = next((n for n, each in enumerate(head) if re.fullmatch(rf"\s*({_KINDS})\s*", each)), None)
    title = ""
    if place is not None:
        lines = []
        for each in head[place + 1 :]:
            if re.match(r"(Thực hiện|Căn cứ|Theo|Xét)\b|[-_*–—\s]+$", each):
                break
            lines.append(each)
        title = " ".join(lines[:3])
    quoted = r"[“\"«]([^”\"»]{4,200})[”\"»]"
    if found := re.search(quoted, title):
        return Fact(found[1].strip(), title)
    if title:
        bare = re.sub(r"^(?:về việc|phát động|ban hành|triển khai(?: thực hiện)?|tổ chức)\s+", "", title, flags=re.I)
        bare = re.sub(r"^(?:các )?phong trào(?: thi đua)?\s+(?=\S)", "", bare, flags=re.I)
        return Fact(bare[:1].upper() + bare[1:], title)
    if found := re.search(rf"(?:phong trào(?: thi đua)?|bộ chỉ số|cuộc thi|hội thi)\s+{quoted}", whole, re.I):
        return Fact(found[1].strip(), found[0])
    return Fact()


def _called(whole: str) -> Fact | None:
    """Who gives itself a short name: X (sau đây gọi tắt là …)."""
    found = re.search(r"(?:^|[,.;\n])\s*([^,;.\n]{3,120}?)\s*\(sau đây (?:gọi|viết)[^)]*\)", whole)
    return Fact(" ".join(found[1].split()), " ".join(found[0].split()).lstrip(",.; ")) if found else None


def _agency(whole: str) -> Fact | None:
    """Whose plan it is, by its own words."""
    found = re.search(
        r"(?:^|[,.;\n])\s*([^,;.\n]{3,120}?)\s+(?:xây dựng|ban hành) (?:Kế hoạch|Hướng dẫn|Chương trình|Thể lệ)", whole
    )
    found = found or re.search(
        r"Trên đây là (?:Kế hoạch|Hướng dẫn|Chương trình)[^./]*?của "
        r"((?:Sở|UBND|Ủy ban|Bộ|Ban|Cục|Chi cục|Công ty|Trường|Hội)[^,;./\n]+)",
        whole,
    )
    return Fact(" ".join(found[1].split()), " ".join(found[0].split()).lstrip(",.; ")) if found else None


def _letterhead(head: Sequence[str]) -> tuple[Fact, Fact | None]:
    """The agency above and the agency, in the capitals in which a letterhead has them."""
    lines: list[str] = []
    for each in head:
        if (
            re.match(r"CỘNG H[ÒO]A|Số\s*:|Độc lập", each, re.I)
            or not each.isupper()
            or re.fullmatch(_KINDS, each.strip())
        ):
            break
        lines.append(each)
    if len(lines) > 1:
        return Fact(lines[0], lines[0]), Fact(lines[1], lines[1])
    return Fact(), Fact(lines[0], lines[0]) if lines else None


def _days(whole: str, name: Fact, root: Node) -> tuple[Fact, Fact]:
    """The first and the last day: as a sentence about the movement says them, else those of the years of its stage."""
    timed = [node.text for node, _ in root.walk() if re.match(r"thời gian", node.title, re.I)]
    sentences = [each for each in re.split(r"(?<=[.;])\s+|\n", whole) if re.search(_ABOUT, each, re.I)]
    told = "\n".join([*timed, *sentences])
    start, end = _day(rf"từ\s+(?:{_LONG_DAY}|{_DAY})", told), _day(rf"đến\s+(?:hết\s+)?(?:{_LONG_DAY}|{_DAY})", told)
    for where in (name.value, name.said, *timed):
        stage = re.search(r"giai đoạn\s+((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)", where, re.I)
        if stage := stage or re.search(r"\bnăm\s+((?:19|20)\d\d)()\b", where, re.I):
            said = " ".join(stage[0].split())
            start = start if start.value else Fact(f"{stage[1]}-01-01", said)
            end = end if end.value else Fact(f"{stage[2] or stage[1]}-12-31", said)
            break
    return (start, end) if not (start.value and end.value) or start.value <= end.value else (Fact(), end)


def _day(form: str, whole: str) -> Fact:
    for found in re.finditer(form, whole, re.I):
        numbers = [each for each in found.groups() if each]
        try:
            return Fact(date(int(numbers[2]), int(numbers[1]), int(numbers[0])).isoformat(), " ".join(found[0].split()))
        except ValueError:
            continue
    return Fact()


def _grounds(head: Sequence[str]) -> list[Ground]:
    """The documents that the text begins with, as far as their days stand with them."""
    found = []
    for each in head:
        match = re.match(rf"(?:Thực hiện|Căn cứ|Theo)\s+(.{{10,400}}?(?:{_LONG_DAY}|{_DAY})[^,;]*)", each)
        numbers = [number for number in match.groups()[1:] if number] if match else []
        try:
            day = date(int(numbers[2]), int(numbers[1]), int(numbers[0])) if numbers else None
        except ValueError:
            continue
        if match and day:
            text = " ".join(match[1].split()).rstrip(" .;,")
            found.append(Ground(text, day, bool(re.match(r"(?:Kế hoạch|Chương trình|Đề án|Chỉ thị)\b", text))))
    return found
