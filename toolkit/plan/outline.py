"""The outline of the office's reports: which parts they have, in which order, under which titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from pydantic import model_validator

from ..words.formatting import fold
from .blocks import Block, Text
from .faults import Fault, refuse

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "summary": "Tóm tắt",
        "situation": "Đặc điểm tình hình",
        "leadership": "Công tác lãnh đạo, chỉ đạo, triển khai",
        "contents": "Các nội dung và biện pháp thi đua",
        "targets": "Các chỉ tiêu thi đua",
        "units": "Kết quả theo đơn vị",
        "models": "Mô hình, điển hình, sáng kiến",
        "awards": "Công tác khen thưởng",
        "overall": "Đánh giá chung",
        "directions": "Phương hướng, nhiệm vụ",
        "proposals": "Đề xuất, kiến nghị",
    }
)
# In their order; their titles name the period, so that a plan says them only where it calls them otherwise.
APPENDICES = (
    "all_figures",
    "all_points",
    "collectives",
    "individuals",
    "documents",
    "data_quality",
    "definitions",
    "scenarios",
)
PartName = Literal[
    "summary",
    "situation",
    "leadership",
    "contents",
    "targets",
    "units",
    "models",
    "awards",
    "overall",
    "directions",
    "proposals",
    "all_figures",
    "all_points",
    "collectives",
    "individuals",
    "documents",
    "data_quality",
    "definitions",
    "scenarios",
]


class Part(Block):
    """A part of a report by its name, or prose of the office under a heading of its own (``text``)."""

    part: PartName | None = None
    text: Text | None = None
    title: str = ""

    @model_validator(mode="before")
    @classmethod
    def _titled(cls, said: Any) -> Any:
        """A part without a title of its own has the standard one; prose that of its heading."""
        if not isinstance(said, dict) or said.get("title"):
            return said
        name, text = said.get("part"), said.get("text")
        title = PARTS.get(name, "") if isinstance(name, str) else text if isinstance(text, str) else ""
        return {**said, "title": title} if title else said

    @model_validator(mode="after")
    def _is_one(self) -> Part:
        if (self.part is None) == (self.text is None):
            refuse([((), "ghi part (một phần có sẵn) hoặc text (đề mục của nhan_xet.md)")])
        return self


STANDARD = (*(Part(part=name) for name in PARTS), *(Part(part=name) for name in APPENDICES))


class Outline(Block):
    """The outlines of the two reports of a movement."""

    interim: tuple[Part, ...] = STANDARD
    final: tuple[Part, ...] = STANDARD

    @model_validator(mode="after")
    def _once_each(self) -> Outline:
        refuse(fault for kind in ("interim", "final") for fault in _faults(kind, getattr(self, kind)))
        return self

    def of(self, *, final: bool) -> tuple[Part, ...]:
        """The outline of the final report, or of an interim one."""
        return self.final if final else self.interim


def _faults(kind: str, parts: Sequence[Part]) -> Iterator[Fault]:
    if not parts:
        yield (kind,), "danh sách bị để trống: ghi ít nhất một phần"
    known = {fold(title): name for name, title in PARTS.items()}
    seen: dict[str, int] = {}
    for n, each in enumerate(parts):
        key = each.part or f"text {fold(each.text or '')}"
        if key in seen:
            yield (kind, n), f"đã có ở mục {seen[key] + 1} của danh sách"
        seen.setdefault(key, n)
        if each.text and (name := known.get(fold(each.text))):
            yield (kind, n, "text"), f"đây là đề mục của phần có sẵn {name}; ghi part: {name}"
