"""Headers that known systems write for our columns. Only what can mean nothing else; the plan's ``sources`` adds more."""

from __future__ import annotations

from collections.abc import Mapping

from ..words.formatting import fold

_UNIT = ("Tên đơn vị", "Đơn vị", "Đơn vị thực hiện", "Đơn vị xử lý", "Đơn vị giải quyết", "Mã ĐV")
_SERVICE = ("Mã thủ tục", "Mã thủ tục hành chính")
_DOCUMENT = ("Số, ký hiệu văn bản", "Số ký hiệu văn bản", "Số hiệu văn bản")

# From the exports that domain.md (section 7) describes: the one-stop book, its database, the catalogue, the registers.
_BUILT_IN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ho_so_tthc": {
        "dossier_id": ("Mã biên nhận", "Số biên nhận", "Số hồ sơ"),
        "unit": _UNIT,
        "service_id": _SERVICE,
        "received_at": (
            "Ngày nhận",
            "Ngày nhận hồ sơ",
            "Ngày, tháng, năm nhận hồ sơ",
            "Ngày, tháng, năm tiếp nhận",
        ),
        "due_at": ("Ngày hẹn", "Ngày hẹn trả kết quả", "Ngày, tháng, năm hẹn trả kết quả", "Hạn trả kết quả"),
        "returned_at": ("Ngày trả", "Ngày trả KQ", "Trả kết quả Ngày nhận kết quả", "Ngày nhận kết quả"),
        "channel": ("Kênh thực hiện", "Kênh tiếp nhận", "Hình thức nộp", "Hình thức nộp hồ sơ"),
        "level": ("Mức độ cung cấp", "Mức độ DVC", "Mức độ dịch vụ công"),
        "identified": ("Định danh",),
        "status": ("Trạng thái hồ sơ",),
    },
    "dich_vu_cong": {
        "service_id": _SERVICE,
        "service_name": ("Tên thủ tục", "Tên thủ tục hành chính"),
        "unit": _UNIT,
        "level": ("Mức độ cung cấp", "Mức độ DVC", "Mức độ dịch vụ công"),
    },
    "ho_so_cong_viec": {"file_id": ("Mã HSCV",), "unit": _UNIT},
    "van_ban": {"document_id": _DOCUMENT, "unit": _UNIT, "issued_at": ("Ngày văn bản", "Ngày VB")},
    "du_lieu_mo": {"unit": _UNIT},
    "dieu_hanh": {"unit": _UNIT},
    "bao_cao": {"unit": _UNIT},
    "can_bo": {"unit": _UNIT},
    "bao_cao_don_vi": {"unit": _UNIT},
    "minh_chung": {"unit": _UNIT},
    "tham_dinh": {"unit": _UNIT},
}


def built_in(source: str) -> dict[str, str]:
    """Folded header → column, for the headers of known systems that a source may carry.

    >>> built_in("ho_so_tthc")["kenhthuchien"]
    'channel'
    """
    return {fold(word): column for column, words in _BUILT_IN.get(source, {}).items() for word in words}
