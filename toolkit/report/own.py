"""What an analyst adds to a report: a picture and a table of his own, in the report's form."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..evaluation.columns import TABLES
from ..plan.wording import Verbatim
from ..words.errors import UsageError
from ..words.formatting import number, short_date
from ..words.vocabulary import STATES
from ..writing.files import digest
from .charts.drawing import file_bytes
from .model import Block, Cell, Figure, Paragraph, Table

if TYPE_CHECKING:
    from pandas import DataFrame

SOURCE = "Nguồn: phân tích bổ sung của cơ quan lập báo cáo."
MOST_ROWS = 500  # a page has at most a megabyte
_WIDE = 6.5  # inches
_PNG = "data:image/png;base64,"
_TITLED = (
    "period",
    "unit",
    "target",
    "numerator",
    "denominator",
    "value",
    "goal",
    "attainment",
    "met",
    "score",
    "rank",
    "band",
)
_TITLES = {column.name: column.title for columns in TABLES.values() for column in columns if column.name in _TITLED}
_TITLES["state"] = "Tình trạng"
Content = Mapping[str, Any]


def own_figure(ax: Any, *, title: str, alt: str, source: str) -> tuple[Content, Callable[[str], bytes]]:
    """A drawing of matplotlib or seaborn as the content of a part, and what draws it. Raises UsageError without words for it."""
    _need("Hình", title=title, alt=alt, source=source)
    figure = getattr(ax, "figure", None) or ax
    if not hasattr(figure, "savefig"):
        raise UsageError(
            f"bao_cao.figure nhận một hình của matplotlib hoặc seaborn, không nhận {type(ax).__name__}. "
            "Cách sửa: ax = sns.barplot(…), rồi bao_cao.figure(ax, title=…, alt=…)."
        )
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)  # or the notebook shows it once more, without number and words
    wide, high = figure.get_size_inches()
    figure.set_size_inches(_WIDE, high * _WIDE / wide)

    def draw(format: str) -> bytes:
        return file_bytes(figure, format)

    picture = _PNG + base64.b64encode(draw("png")).decode("ascii")
    drawn = {"picture": picture, "svg": draw("svg").decode("utf-8")}
    return {"kind": "figure", "title": title, "alt": alt, "source": source, **drawn}, draw


def own_table(frame: DataFrame, *, title: str, source: str) -> Content:
    """A table of pandas as the content of a part: texts as a report writes them. Raises UsageError for one that it cannot hold."""
    _need("Bảng", title=title, source=source)
    if not hasattr(frame, "columns") or not hasattr(frame, "itertuples"):
        raise UsageError(
            f"bao_cao.table nhận một bảng pandas (DataFrame), không nhận {type(frame).__name__}. "
            "Cách sửa: đổi sang bảng, ví dụ bằng .to_frame() hoặc pd.DataFrame(…)."
        )
    if not len(frame.columns) or len(frame) > MOST_ROWS:
        raise UsageError(
            f"Bảng “{title}” có {number(len(frame.columns))} cột, {number(len(frame))} dòng; một bảng của báo cáo có từ 1 cột, "
            f"không quá {MOST_ROWS} dòng. Cách sửa: gộp hoặc chọn bớt dòng trước khi đưa vào báo cáo."
        )
    if any(frame.index.names) or list(frame.index) != list(range(len(frame))):
        frame = frame.reset_index()
    columns = [
        " – ".join(filter(None, map(str, each))) if isinstance(each, tuple) else str(each) for each in frame.columns
    ]
    rows = [
        [_text(value, column) for value, column in zip(row, columns)]
        for row in frame.itertuples(index=False, name=None)
    ]
    align = "".join("r" if _is_numbers(frame.iloc[:, at]) else "l" for at in range(len(columns)))
    shown = [_TITLES.get(each, each) for each in columns]
    return {"kind": "table", "title": title, "source": source, "columns": shown, "rows": rows, "align": align}


def blocks_of(content: Content, draw: Callable[[str], bytes] | None = None) -> tuple[Block, ...]:
    """The blocks of a part from its content; without ``draw`` its picture is the one that the content holds."""
    title, source = Verbatim(content["title"]), Verbatim(content["source"])
    if content["kind"] == "figure":
        held = {"png": base64.b64decode(content["picture"].removeprefix(_PNG)), "svg": content["svg"].encode("utf-8")}
        return Figure(draw or held.__getitem__, title, Verbatim(content["alt"])), Paragraph(source, "note")
    rows = tuple(tuple(_cell(text) for text in row) for row in content["rows"])
    return (Table(title, tuple(content["columns"]), rows, content["align"], searchable=True, note=source),)


def id_of(content: Content) -> str:
    """The id of the part: its title alone says which it is, so that a cell that runs again shows the same part."""
    return f"them-{digest(content['title'].encode())[:8]}"


def _need(what: str, **texts: str) -> None:
    names = {"title": "tên (title)", "alt": "lời mô tả cho người không thấy hình (alt)", "source": "nguồn (source)"}
    lacking = [names[name] for name, text in texts.items() if not isinstance(text, str) or not text.strip()]
    if lacking:
        example = ', alt="Cột theo tháng: tháng 1 có 96 hồ sơ, tháng 2 có 120."' if "alt" in texts else ""
        raise UsageError(
            f"{what} đưa vào báo cáo chưa có {', '.join(lacking)}. Cách sửa: ghi đủ, ví dụ "
            f'title="Hồ sơ trực tuyến theo tháng"{example}.'
        )


def _is_numbers(column: Any) -> bool:
    known = [value for value in column if not _is_absent(value)]
    return bool(known) and all(hasattr(value, "__float__") and not isinstance(value, (bool, str)) for value in known)


def _is_absent(value: Any) -> bool:
    return value is None or (not isinstance(value, str) and value != value) or str(value) in ("<NA>", "NaT")  # noqa: PLR0124


def _text(value: Any, column: str) -> str:
    """A value as a report writes it; empty where there is none."""
    value = value.item() if hasattr(value, "item") else value
    if _is_absent(value):
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, str):
        return STATES.get(value, value) if column in ("state", "status") else value
    return _number(value, column) if hasattr(value, "__float__") else str(value)


def _number(value: Any, column: str) -> str:
    if abs(value) == float("inf"):
        raise UsageError(f"Cột {column!r} của bảng có số vô hạn (chia cho 0). Cách sửa: để trống ô không tính được.")
    said = number(value)
    return said if value == 0 or said != "0" else "gần 0"  # a number that rounds to nothing is not none


def _cell(text: str) -> Cell | str:
    return text or Cell("–", "none")
