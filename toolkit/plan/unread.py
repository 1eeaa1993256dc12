"""Why a plan file cannot be read, and what to do: by what is found in its place, not by a guess."""

from __future__ import annotations

from pathlib import Path

from ..words.formatting import fold


def why_unread(path: Path, error: OSError) -> tuple[str, str]:
    """The cause and the remedy."""
    if path.is_symlink() and not path.exists():
        return "là liên kết tới một tệp không còn", "thay liên kết bằng chính tệp kế hoạch"
    if isinstance(error, FileNotFoundError):
        if near := _misnamed(path):
            return f"không có tệp này, nhưng có {near}", f"đúng là kế hoạch thì đổi tên {near} thành {path.name}"
        return (
            "không có tệp này",
            f"đặt {path.name} vào thư mục số liệu, hoặc chỉ đúng thư mục bằng --data (trong sổ tay: tham số data)",
        )
    if path.is_dir():
        return "là một thư mục, không phải tệp", f"đặt tệp {path.name} vào chỗ thư mục đó"
    if isinstance(error, PermissionError):
        return (
            "không có quyền đọc, hoặc tệp đang bị chương trình khác khóa",
            "đóng tệp ở chương trình khác; vẫn vậy thì xin quyền đọc tệp",
        )
    return f"máy báo lỗi khi đọc ({error.strerror or 'không rõ lý do'})", "kiểm tra ổ đĩa, mạng rồi chạy lại"


def _misnamed(path: Path) -> str:
    """A file beside it that is called nearly so: other letters, another ending."""
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except OSError:
        return ""
    endings = ("", ".yaml", ".yml", ".txt")
    return next(
        (name for name in names if _stem(name) == _stem(path.name) and Path(name).suffix.lower() in endings), ""
    )


def _stem(name: str) -> str:
    """The first part of a name, with nothing but its letters.

    >>> _stem("Ke_Hoach.yaml.txt") == _stem("kế hoạch.yml") == _stem("ke-hoach")
    True
    """
    return "".join(c for c in fold(name.partition(".")[0]) if c.isalnum())
