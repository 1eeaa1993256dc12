"""What an indicator counts, in words: every rule that decides about a row, so that a reader can count it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ..plan import Amount, Plan, Target
from ..plan.comparisons import EDGES, PERIOD_END, PERIOD_START, Comparison, Comparisons
from ..plan.conditions import ABSENT, ANY_OF, NOT, PRESENT, canonical_value
from ..words.formatting import number, percent, short_date
from ..words.vocabulary import REPORTED, SOURCES, Column, Source
from .model import Table

BY_THE_END = "không sau ngày cuối kỳ"
ONCE = "dòng giống hệt nhau đếm một lần"
_COURSES = {"trained_basic": "Cơ bản", "trained_data": "Dữ liệu"}
_EMPTY = "để trống"
_COMPARED: Mapping[str, str] = MappingProxyType(
    {
        "at_least": "từ {} trở lên",
        "at_most": "không quá {}",
        "above": "trên {}",
        "below": "dưới {}",
        "on_or_before": "không sau {}",
        "before": "trước {}",
        "on_or_after": "từ {} trở đi",
        "after": "sau {}",
        "within_days": "chậm nhất {days} ngày sau {}",
    }
)


def definition(target: Target, *, plan: Plan) -> tuple[str, str]:
    """What the denominator of a target counts, and what of it the numerator counts besides."""
    if target.source == REPORTED:
        mine = f"ở dòng có Mã chỉ tiêu: {target.id}"
        return f"số ở cột Mẫu số do đơn vị báo cáo, {mine}; {ONCE}", f"số ở cột Tử số, {mine}"
    source, spelled = SOURCES[target.source], _Spelled(plan, target.source)
    rules = spelled.conditions(target.population)
    if date := target.date or source.date:
        rules.append(f"{spelled.title(date)}: trong kỳ")
    if source.column("secrecy"):
        rules.append(f"{spelled.title('secrecy')}: Thường hoặc {_EMPTY}")
    if source.name == "can_bo":
        rules.append(f"{spelled.title('joined_at')}: {BY_THE_END}")
        rules.append(f"{spelled.title('left_at')}: {_EMPTY} hoặc sau ngày cuối kỳ")
    rules.append(ONCE)
    success = spelled.conditions(target.success or {})
    return "; ".join(rules), "; ".join(success) or "mọi dòng của mẫu số"


class _Spelled:
    """The columns of a source and their values as files have them; a plan may add columns and other headers."""

    def __init__(self, plan: Plan, source: str):
        self._source, self._others = SOURCES[source], plan.words_of(source).headers

    def title(self, name: str) -> str:
        """The header of a column, and the other headers that the plan gives it."""
        column = self._source.column(name)
        first, *more = (*([column.header] if column else []), *self._others.get(name, ()), *([] if column else [name]))
        more = [word for word in more if word != name or column]
        return first + (f" (hoặc cột {', '.join(f'“{word}”' for word in more)})" if more else "")

    def conditions(self, block: Mapping[str, Any]) -> list[str]:
        """What a block of conditions asks, each in words."""
        said: list[str] = []
        for key, asked in block.items():
            if key == ANY_OF:
                said.append("ít nhất một trong: " + " hoặc ".join(self._inner(each) for each in asked))
            elif key == NOT:
                said.append(f"trừ trường hợp {self._inner(asked)}")
            elif isinstance(asked, Comparisons):
                said.append(f"{self.title(key)}: {' và '.join(self._compared(each) for each in asked.parts)}")
            else:
                said.append(self._condition(key, asked))
        return said

    def _inner(self, block: Mapping[str, Any]) -> str:
        return f"({' và '.join(self.conditions(block))})"

    def _compared(self, each: Comparison) -> str:
        """A comparison in words; of a day in a list that is the state at the period's end, also that a later day is none."""
        words = _COMPARED[each.how].format(self._side(each), days=each.days)
        is_state = each.asks_for_days and not self._source.date and each.other not in EDGES
        return words + (f" ({BY_THE_END})" if is_state else "")

    def _side(self, each: Comparison) -> str:
        other = each.other
        if isinstance(other, date):
            return short_date(other)
        if isinstance(other, Fraction):
            return number(other)
        kind = "ngày" if each.asks_for_days else "số"
        return {PERIOD_START: "ngày đầu kỳ", PERIOD_END: "ngày cuối kỳ"}.get(
            other
        ) or f"{kind} ở cột {self.title(other)}"

    def _condition(self, name: str, values: Sequence) -> str:
        """A condition of the plan: a column and what may stand in it."""
        if name in _COURSES:
            return _trained(name, values)
        column = self._source.column(name)
        said = [_value(column, value, self._source) for value in values]
        if column is not None and column.type == "yes_no" and _EMPTY not in said:
            said += [_EMPTY] if any(canonical_value(column, value) == "false" for value in values) else []
        return f"{self.title(name)}: {' hoặc '.join(dict.fromkeys(said))}"


def _trained(name: str, values: Sequence) -> str:
    """Whom the courses show to be trained; the list of staff does not say it."""
    column = SOURCES["can_bo"].column(name)
    assert column is not None  # the plan is checked against the columns
    wanted = {value if value in (PRESENT, ABSENT) else canonical_value(column, value) for value in values}
    course = f"dòng cùng Mã cán bộ có Loại khóa: {_COURSES[name]} và Ngày hoàn thành: {BY_THE_END}"
    if wanted & {PRESENT} or {"true", "false"} <= wanted:
        return f"tệp tap_huan có hay không có {course}"
    return f"tệp tap_huan {'có ít nhất một' if 'true' in wanted else 'không có'} {course}"


def _value(column: Column | None, value: object, source: Source) -> str:
    if value == ABSENT:
        return _EMPTY + (" hoặc sau ngày cuối kỳ" if column is not None and _is_state(column, source) else "")
    if value == PRESENT:
        return f"có ghi, {BY_THE_END}" if column is not None and _is_state(column, source) else "có ghi"
    if column is None or not column.values:
        return f"“{value}”"
    canonical = canonical_value(column, value)
    return column.values[canonical][0] if canonical else str(value)


def _is_state(column: Column, source: Source) -> bool:
    """A day in a list that is the state at the period's end: a later day is no day yet."""
    return column.type == "date" and not source.date


def scope_text(target: Target, *, plan: Plan) -> str:
    """Whose the target is, over which time it is counted, and how far a result attains the goal."""
    time = (
        "trạng thái cuối kỳ; nhiều năm: lấy năm cuối"
        if target.is_stock
        else "phát sinh trong kỳ; nhiều năm: tổng tử số trên tổng mẫu số"
    )
    units = "mọi đơn vị" if target.units == "all" else ", ".join(target.units)
    floor = _amount(target.floor) if target.floor.value else "0"
    instead = "; đơn vị hệ thống chưa có tệp: lấy số đơn vị báo cáo" if target.fallback else ""
    return f"{time}{instead}; giao cho: {units}; mức giao: {_goals(target)}; mức khởi điểm: {floor}; trần mức đạt: {percent(plan.scoring.cap)}"


def _goals(target: Target) -> str:
    if isinstance(target.goal, Amount):
        return _amount(target.goal)
    return ", ".join(f"từ {year}: {_amount(goal)}" for year, goal in sorted(target.goal.items()))


def _amount(amount: Amount) -> str:
    return percent(amount.value, decimals=2) if amount.percent else number(amount.value)


GENERAL = (
    "Dòng tính cho đơn vị ghi ở cột Mã đơn vị (mã, tên hoặc tên khác trong don_vi), theo cơ cấu tổ chức ngày cuối kỳ báo cáo: "
    "dòng ghi đơn vị cũ tính cho đơn vị tiếp nhận theo bảng Sắp xếp tổ chức; hồ sơ, dịch vụ thuộc phạm vi nêu ở đó (theo Mã TTHC) tính "
    "cho đơn vị nhận phạm vi.",
    "Tử số đếm các dòng của mẫu số đáp ứng thêm điều kiện; mọi điều kiện cách nhau dấu chấm phẩy phải cùng đáp ứng. “Trong kỳ” là từ "
    "ngày đầu đến hết ngày cuối của kỳ mà con số thuộc về, đếm từ tệp của kỳ đó.",
    "Văn bản, hồ sơ mà một dòng ở bất kỳ tệp nào của kỳ ghi là mật thì không dòng nào cùng mã được đếm.",
    "Dòng giống hệt nhau, trong một hay nhiều tệp, đếm một lần; cùng mã mà khác nội dung, hoặc ô quyết định không đọc được, thì số liệu "
    "liên quan không tính được.",
    "Đơn vị nhận các dòng của một đơn vị được giao thì cũng được giao chỉ tiêu đó; số của đơn vị tiếp nhận gồm cả số liệu của đơn vị cũ. "
    "Số của cơ quan là tổng tử số trên tổng mẫu số của các đơn vị được giao đã có số liệu; còn đơn vị chưa có hoặc không tính được thì là tạm tính.",
)


def value_words(targets: Sequence[Target]) -> Table:
    """How the values that the targets ask for may be written in the files: one row a value."""
    rows: dict[tuple[str, str], str] = {}
    marks = [column for t in targets if (column := SOURCES[t.source].column("secrecy"))]
    for column in marks[:1]:
        rows |= {(column.header, words[0]): ", ".join((*words[1:], key)) for key, words in column.values.items()}
    for target in targets:
        for name in target.columns if target.source != REPORTED else ():
            column = SOURCES[target.source].column(name)
            if column is None or not column.values:
                continue
            header = "Loại khóa" if name in _COURSES else "(cột Có/Không)" if column.type == "yes_no" else column.header
            course = SOURCES["tap_huan"].column("course")
            values = course.values if name in _COURSES and course is not None else column.values
            for key, words in values.items():
                rows[header, words[0]] = ", ".join((*words[1:], key))
    cells = tuple((header, first, others) for (header, first), others in sorted(rows.items()))
    return Table(
        "Cách ghi các giá trị trong tệp",
        ("Cột", "Giá trị", "Cũng được ghi là"),
        cells,
        "lll",
        heads=2,
        compact=True,
        note="Không phân biệt chữ hoa, chữ thường, dấu và khoảng trắng.",
    )
