"""The report as an office's own notebook shows it: read from the executed notebook, put together for the maker of the Word file.

That is another process than the notebook's: what an analyst has added comes with what his cells have shown, everything else
is made anew from the evaluation, and has to be the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..report.document import MARK, PART, Report, own_part
from ..report.form import without_form
from ..report.own import id_of
from ..report.prose import cell_part
from ..words.errors import ToolkitError

REMARK = "ghi-chu"  # the tag of a cell of text that explains the notebook and is not in the report
_AS_IS = "Cách sửa: giữ nguyên các ô nạp, tính và lập báo cáo của sổ tay mẫu; phần của cơ quan viết ở ô riêng."


@dataclass(frozen=True)
class Shown:
    """A part that an executed notebook shows: one of the report by its ``id`` and ``html``, an own one by its ``content``, or
    a text by its ``id`` and its ``markdown``."""

    id: str = ""
    html: str = ""
    content: Any = None
    markdown: str = ""


def shown_in(notebook: bytes, *, name: str) -> tuple[Shown, ...]:
    """What an executed notebook shows, in order. Raises ToolkitError where a cell shows what is no part of a report, and where
    no part of the report is shown at all: its Word file could not say the same."""
    shown: list[Shown] = []
    for at, cell in enumerate(json.loads(notebook)["cells"]):
        if is_written(cell):
            shown.append(Shown(part_id(cell, at), markdown=_joined(cell["source"])))
        for output in cell.get("outputs", ()):
            shown += _shown(output, name=name, number=cell.get("execution_count"))
    if not any(each.html for each in shown):
        raise ToolkitError(
            f"Sổ tay {name} không hiện phần nào của báo cáo. Cách sửa: giữ các ô trình bày của sổ tay mẫu, ví dụ display(*bao_cao.body)."
        )
    return tuple(shown)


def _shown(output: Any, *, name: str, number: Any) -> list[Shown]:
    if output["output_type"] not in ("display_data", "execute_result"):
        return []
    if PART in output["data"]:
        return [Shown(content=output["data"][PART])]
    if section := output["metadata"].get(MARK, {}).get("section"):
        return [Shown(section, html=without_form(_joined(output["data"]["text/html"])))]
    raise ToolkitError(
        f"Sổ tay {name}, ô đã chạy thứ {number}: ô hiện một kết quả không phải phần của báo cáo, bản Word không có được. "
        "Cách sửa: đưa hình vào bằng bao_cao.figure(ax, title=…, alt=…) ngay trong ô vẽ hình, bảng bằng bao_cao.table(frame, title=…); "
        "kết quả chỉ để xem thì xóa lệnh hiện nó."
    )


def assembled(report: Report, shown: tuple[Shown, ...], *, name: str, is_other_edition: bool = False) -> Report:
    """The report as the notebook shows it. Raises ToolkitError where a part that it shows is not that of the report; of the
    other edition than the notebook's the parts differ, and only their order is the notebook's."""
    known = {section.id: section for section in report.sections}
    strange = next((each.id for each in shown if each.html and each.id not in known), None)
    if strange is not None:
        raise ToolkitError(f"Sổ tay {name} hiện phần {strange!r} mà báo cáo của kỳ không có. {_AS_IS}")
    ids = [id_of(each.content) if each.content else each.id for each in shown]
    if twice := next((each for n, each in enumerate(shown) if ids[n] in ids[:n]), None):
        what = f"“{twice.content['title']}”" if twice.content else repr(twice.id)
        raise ToolkitError(
            f"Sổ tay {name} hiện phần {what} hai lần. Cách sửa: bỏ một lần, hoặc đặt tên (title) khác nhau."
        )
    parts = tuple(
        own_part(each.content)
        if each.content
        else cell_part(each.id, each.markdown)
        if each.markdown
        else known[each.id]
        for each in shown
    )
    made = Report(report.title, parts)
    for each, part in zip(shown, made.sections):
        if each.html and not is_other_edition and each.html != part._repr_html_():
            raise ToolkitError(f"Sổ tay {name} hiện phần {each.id!r} khác với báo cáo lập từ số liệu của kỳ. {_AS_IS}")
    return made


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def is_written(cell: Any) -> bool:
    """Whether a cell is text for the report."""
    tags: Sequence[str] = cell["metadata"].get("tags", [])
    return cell["cell_type"] == "markdown" and REMARK not in tags and bool(_joined(cell["source"]).strip())


def part_id(cell: Any, index: int) -> str:
    """By which the part of the cell at a place of the notebook is known in a page."""
    return str(cell.get("id") or index)
