"""Why a row may name a unit that the list does not have, in words that help; the text of the cell is not quoted."""

from __future__ import annotations

from ..units.model import UnitNames
from ..words.formatting import foreign_letter
from .charset import legacy_name
from .tables import SIGNS


def explain_stranger(text: str, names: UnitNames) -> tuple[str, str]:
    """What may be wrong about the name of a unit that nobody has, and what to do."""
    problem = "đơn vị không có trong danh mục, dòng chưa được tính cho đơn vị nào."
    remedy = "sửa theo mã trong don_vi.csv, hoặc thêm đơn vị (hay tên khác của đơn vị) vào don_vi.csv."
    if strange := foreign_letter(text):
        problem = f'tên đơn vị có chữ "{strange[0]}" của bảng chữ cái {strange[1]}, không phải chữ "{strange[2]}".'
        remedy = f"gõ lại tên hoặc mã đơn vị như trong don_vi.csv{_nearest(text, names)}."
    elif names.is_shared(text):
        problem = "tên đơn vị là tên chung của nhiều đơn vị trong danh mục, không rõ đơn vị nào."
        remedy = "ghi mã đơn vị thay cho tên; hoặc bỏ tên khác bị trùng trong don_vi.csv."
    elif legacy_name(f"{text} {text}"):
        problem = "tên đơn vị viết bằng mã chữ cũ hoặc bị hỏng chữ, dòng chưa được tính cho đơn vị nào."
    elif text in SIGNS:
        problem = "ô đơn vị là lỗi, công thức chưa có kết quả, hoặc bị bảng tính đổi thành ngày."
        remedy = "ghi mã đơn vị như trong don_vi.csv."
    elif near := _nearest(text, names):
        remedy = f"sửa theo mã trong don_vi.csv{near}; hoặc thêm tên khác của đơn vị vào don_vi.csv."
    return problem, remedy


def _nearest(text: str, names: UnitNames) -> str:
    unit = names.nearest(text)
    return f' (gần giống nhất: "{unit.name}", mã {unit.id})' if unit else ""
