"""One module words comparisons: no other text of a report or a widget ranks, judges or compares by itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import toolkit

HOME = Path(toolkit.__file__).parent
COMPARES = re.compile(
    r"(?<!ít )(?<!mới )(?<!thứ )(?<!thống )(?<!chậm )nhất\b|\b(tăng|giảm|vượt|mạnh|yếu|hơn|kém|hẳn)\b|giữ (nguyên )?hạng|khác thường"
    r"|gần như|không đổi|chuyển biến|xấu đi|xếp cuối|đứng đầu|so với kỳ|liền trước|[▲▽] ",
    re.IGNORECASE,
)


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that are no docstrings, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def test_no_other_module_words_a_comparison():
    modules = [*(HOME / "report").rglob("*.py"), *(HOME / "widgets").rglob("*.py"), HOME / "notebook.py"]
    said = [
        f"{path.relative_to(HOME)}:{line}: {text}"
        for path in modules
        if "claims" not in path.parts
        for line, text in _texts(path)
        if COMPARES.search(text)
    ]
    assert not said, "belongs into report/claims:\n" + "\n".join(said)


def test_the_look_for_comparisons_sees_them():
    seen = [
        "cao nhất",
        "Hạng nhất",
        "nhiều hẳn",
        "CT1 tăng 2",
        "tự chấm thấp hơn",
        "▲ lên 2",
        "Kỳ liền trước",
        "giữ hạng",
    ]
    assert all(map(COMPARES.search, seen))
    assert not any(
        map(
            COMPARES.search,
            ["thống nhất đề nghị", "ít nhất 3", "ngày mới nhất", "Đơn vị thứ nhất", "chậm nhất 5 ngày sau"],
        )
    )
