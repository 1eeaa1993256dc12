"""The columns of the results: what each is called in a file, what people call it, of what kind it is, what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..plan import Plan
from ..plan.standard import NOMINATIONS
from ..units.model import Unit
from ..units.tree import is_tree
from ..words.vocabulary import STATES

TEXT, NUMBER, WHOLE, YES_OR_NO = "string", "number", "integer", "boolean"  # the types of the Table Schema standard


@dataclass(frozen=True)
class Column:
    """A column of a table: its machine ``name``, its Vietnamese ``title``, its ``kind`` and what stands in it."""

    name: str
    title: str
    kind: str
    description: str


_RATIO = "Tỷ lệ ghi dạng phân số thập phân: 0.8 là 80%."
_POINTS = "Điểm theo thang của kế hoạch."
_EMPTY = "Để trống: không có số."
_DRAWS = "khi thử trọng số ngẫu nhiên"

_PERIOD = Column("period", "Kỳ", TEXT, "Năm, nửa năm, quý hoặc giai đoạn, ví dụ 2024, 2024-H1, 2024-Q3, 2022-2025.")
_UNIT = Column("unit", "Mã đơn vị", TEXT, "Mã của đơn vị, hoặc của cả cơ quan; xem bảng units.")
_TARGET = Column("target", "Mã chỉ tiêu", TEXT, "Mã trong kế hoạch; xem bảng plan_items.")

TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "indicators": (
            _PERIOD,
            _UNIT,
            _TARGET,
            Column("numerator", "Tử số", NUMBER, f"Số trường hợp đạt. {_EMPTY}"),
            Column("denominator", "Mẫu số", NUMBER, f"Số trường hợp được đếm. {_EMPTY}"),
            Column("value", "Kết quả", NUMBER, f"Tử số chia mẫu số, hoặc con số được báo cáo. {_RATIO} {_EMPTY}"),
            Column("goal", "Mức giao", NUMBER, f"Mức kế hoạch giao. {_RATIO}"),
            Column("attainment", "Mức đạt so với mức giao", NUMBER, f"Phần của mức giao đã đạt. {_RATIO} {_EMPTY}"),
            Column("met", "Đạt", YES_OR_NO, "true: đạt mức giao; false: chưa đạt; để trống: không có số."),
            Column(
                "status",
                "Tình trạng số liệu",
                TEXT,
                "; ".join(f"{state}: {words}" for state, words in STATES.items()) + ".",
            ),
            Column(
                "previous_value",
                "Kết quả kỳ trước",
                NUMBER,
                f"Năm trước; với nửa năm, quý: cùng kỳ năm trước. Theo cơ cấu tổ chức của kỳ này. {_RATIO} {_EMPTY}",
            ),
            Column("change", "Thay đổi so với kỳ trước", NUMBER, f"Hiệu của hai kết quả. {_EMPTY}"),
            Column("source", "Nguồn", TEXT, "Loại tệp số liệu mà con số được đếm từ đó."),
        ),
        "items": (
            _PERIOD,
            _UNIT,
            Column("item", "Mã mục", TEXT, "Mã chỉ tiêu, nội dung hoặc biện pháp trong kế hoạch; xem bảng plan_items."),
            Column("self_points", "Điểm tự chấm", NUMBER, f"{_POINTS} {_EMPTY}"),
            Column("points", "Điểm thẩm định", NUMBER, f"{_POINTS} {_EMPTY}"),
            Column("max_points", "Điểm tối đa", NUMBER, "Để trống: mục không tính vào điểm tối đa của đơn vị."),
            Column("reason", "Lý do", TEXT, "Lý do của điểm thẩm định."),
        ),
        "scores": (
            _PERIOD,
            _UNIT,
            Column("group", "Khối", TEXT, "Khối xếp hạng; để trống: mọi đơn vị xếp chung."),
            Column("self_score", "Tổng điểm tự chấm", NUMBER, f"Thang 100. {_EMPTY}"),
            Column("score", "Tổng điểm thẩm định", NUMBER, f"Thang 100, làm tròn một lần. {_EMPTY}"),
            Column("rank", "Thứ hạng", WHOLE, f"Các đơn vị bằng điểm cùng hạng. {_EMPTY}"),
            Column("band", "Xếp loại", TEXT, f"Mức xếp loại của kế hoạch. {_EMPTY}"),
            # The first rank is the highest: the smaller of the two numbers is the better rank.
            Column(
                "rank_low",
                "Hạng cao nhất của khoảng",
                WHOLE,
                f"Hạng ở mức 5% {_DRAWS}, không lớn hơn thứ hạng. {_EMPTY}",
            ),
            Column(
                "rank_high",
                "Hạng thấp nhất của khoảng",
                WHOLE,
                f"Hạng ở mức 95% {_DRAWS}, không nhỏ hơn thứ hạng. {_EMPTY}",
            ),
            Column("top_share", "Tỷ lệ lần thử đứng trong số được khen", NUMBER, f"{_RATIO} {_EMPTY}"),
        ),
        "awards": (
            Column("award", "Hình thức khen", TEXT, "Mã trong kế hoạch."),
            Column("nominee_id", "Mã đề nghị", TEXT, f"Mã trong tệp {NOMINATIONS}."),
            Column("kind", "Loại", TEXT, "collective: tập thể; individual: cá nhân."),
            _UNIT,
            Column("eligible", "Đủ điều kiện", YES_OR_NO, "true: đủ điều kiện theo kế hoạch; false: không đủ."),
            Column("reasons", "Lý do", TEXT, "Mọi lý do, cách nhau bằng dấu chấm phẩy."),
            Column("rank", "Thứ hạng", WHOLE, f"Thứ tự trong các đề nghị đủ điều kiện. {_EMPTY}"),
            Column("vote_share", "Tỷ lệ phiếu", NUMBER, f"Số đồng ý trên tổng số thành viên. {_RATIO} {_EMPTY}"),
            Column("proposed", "Kết quả", TEXT, "yes: đề nghị; no: không; council: Hội đồng quyết định."),
        ),
        "followup": (
            _UNIT,
            _TARGET,
            Column(
                "gap",
                "Còn thiếu",
                NUMBER,
                f"Tử số còn thiếu (hoặc thừa, nếu càng ít càng tốt) so với mức giao; 0: đã đạt. {_EMPTY}",
            ),
            Column("case_ids", "Mã các trường hợp chưa đạt", TEXT, "Nhiều nhất 1000 mã, cách nhau bằng dấu chấm phẩy."),
            Column("uncounted", "Số trường hợp chưa đạt", WHOLE, "Số trường hợp chưa đạt, kể cả những mã không ghi."),
        ),
        "findings": (
            Column("code", "Mã", TEXT, "Mã của lỗi, cảnh báo hoặc thông tin."),
            Column("level", "Mức", TEXT, "error: lỗi; warning: cảnh báo; info: thông tin."),
            Column("file", "Tệp", TEXT, "Tệp số liệu; để trống: không riêng tệp nào."),
            Column("sheet", "Trang tính", TEXT, "Trang của sổ tính; để trống: tệp không phải sổ tính."),
            Column("row", "Dòng", WHOLE, "Số dòng như bảng tính hiện ra; để trống: không riêng dòng nào."),
            Column("column", "Cột", TEXT, "Tiêu đề của cột; để trống: không riêng cột nào."),
            _UNIT,
            _TARGET,
            Column("problem", "Vấn đề", TEXT, "Điều sai."),
            Column("remedy", "Cách sửa", TEXT, "Việc phải làm."),
        ),
    }
)


# After the others, and only where a plan has what they tell.
_OF_SECTIONS = (
    Column("level", "Cấp", WHOLE, "1: một phần của kế hoạch; 2, 3…: cấp dưới; mục không thuộc phần nào: 1."),
    Column("parent", "Thuộc phần", TEXT, "Mã của phần ngay trên; để trống: không thuộc phần nào."),
)


_OF_TREES = (
    Column(
        "rank_in_parent", "Thứ hạng trong cấp trên", WHOLE, f"Trong các đơn vị trực thuộc cùng một đơn vị. {_EMPTY}"
    ),
)


def columns_of(table: str, plan: Plan, units: Sequence[Unit]) -> tuple[Column, ...]:
    """The columns of a table under a plan and for units, in the order of the CSV file."""
    more = {"items": _OF_SECTIONS if plan.sections else (), "scores": _OF_TREES if is_tree(units) else ()}
    return (*TABLES[table], *more.get(table, ()))


def names_of(table: str, plan: Plan, units: Sequence[Unit]) -> tuple[str, ...]:
    """The machine names of a table's columns, in the order of the CSV file."""
    return tuple(column.name for column in columns_of(table, plan, units))
