"""Write docs/api.md from the code's own words: ``python .ci/api.py``; with ``--check``, only compare."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import toolkit as tk  # noqa: E402
from toolkit import widgets  # noqa: E402
from toolkit.awards import model as proposals  # noqa: E402
from toolkit.evaluation import results  # noqa: E402
from toolkit.evaluation.changes import Change, ChangePart  # noqa: E402
from toolkit.evaluation.columns import TABLES  # noqa: E402
from toolkit.evaluation.fields import Fields  # noqa: E402
from toolkit.evaluation.tracing import Trace  # noqa: E402
from toolkit.report.document import Report, Section  # noqa: E402
from toolkit.running.reporting import ReportRun  # noqa: E402
from toolkit.scenarios import Definition, NamedScenario  # noqa: E402

INTRODUCTION = """# Thư viện `toolkit`

Dành cho người phân tích viết tiếp trong sổ tay: `import toolkit as tk`. Trang này được lập từ chính mã nguồn (`python .ci/api.py`), nên luôn khớp với mã; lời mô tả từng hàm giữ nguyên tiếng Anh như trong mã nguồn, gõ `tk.evaluate?` trong sổ tay cũng thấy. Mọi ví dụ đều được kiểm thử.

- **Đơn vị đo**: kết quả, mức giao, mức đạt là phân số chính xác của 1 (`Fraction(9, 10)` là 90%); điểm là điểm; tổng điểm đã làm tròn một lần. `None` là không có số, không bao giờ là 0; trạng thái nói vì sao.
- **Thư mục số liệu** (`data`): mặc định là `data`, được tìm cả ở các thư mục phía trên sổ tay.
- **Lỗi**: lỗi trong số liệu nằm ở `evaluation.findings`; từ chối là `ToolkitError` (gõ sai tham số: `UsageError`), lời tiếng Việt có cách sửa.
- Mọi kết quả là giá trị không đổi được; kịch bản không bao giờ thay đổi kết quả chính thức."""

FUNCTIONS = {
    "Đánh giá": {
        "evaluate": "đánh giá một kỳ hoặc một giai đoạn",
        "history": "các kỳ từ trước đến nay, theo cùng cơ cấu tổ chức",
        "frame": "lấy một bảng kết quả dưới dạng pandas",
        "panel": "kết quả nhiều kỳ trong một bảng, mỗi dòng một kỳ, một đơn vị, một chỉ tiêu",
        "breakdown": "tách một con số theo nhóm: đơn vị, tháng, lý do chưa đạt, cột của nguồn",
        "compare": "vì sao một con số khác kỳ trước, khác kịch bản: tử số, mẫu số, đơn vị, cách tính",
        "trace": "truy một con số đến từng dòng của tệp",
    },
    "Kịch bản": {
        "Scenario": "một kịch bản “nếu … thì …”",
        "what_if": "tính kết quả theo kịch bản",
        "save_scenario": "lưu kịch bản vào `kich_ban/` của thư mục số liệu",
        "saved_scenarios": "mở các kịch bản đã lưu",
        "named_scenarios": "các kịch bản được nêu trong phụ lục báo cáo của kỳ",
    },
    "Báo cáo": {
        "report": "lập các báo cáo của một kỳ vào thư mục kết quả, từ một chương trình",
        "check_report": "kiểm tra số liệu",
        "interim_report": "báo cáo sơ kết",
        "final_report": "báo cáo tổng kết",
        "unit_sheet": "phiếu kết quả của một đơn vị",
        "award_report": "bình xét khen thưởng",
        "award_papers": "hồ sơ khen thưởng để điền và ký",
        "check_parameters": "từ chối tham số mà sổ tay không khai (papermill chỉ cảnh báo)",
    },
}
PIECES = {
    "workbench": "cả bàn làm việc, mỗi lần một mục",
    "overview": "Tổng quan: bảng màu, ô được mở, các chỉ tiêu của cơ quan",
    "indicator": "Chỉ tiêu: một chỉ tiêu và các trường hợp đứng sau",
    "unit": "Đơn vị: toàn cảnh một đơn vị, bên cạnh đơn vị khác",
    "ranking": "Xếp hạng: đổi điểm chuẩn bằng thanh trượt",
    "scenario": "Kịch bản: nếu thì, thay đổi ít nhất, dự báo",
    "data": "Dữ liệu: lỗi, số liệu đã nhận, mã kiểm tra",
    "appraisal": "Thẩm định: từng mục qua các đơn vị, lưu ngay khi gõ",
    "Session": "phần dùng chung của các mục: thư mục số liệu, kỳ, đơn vị, chỉ tiêu đang xem",
}
VALUES = (
    results.Evaluation,
    results.Indicator,
    results.ItemScore,
    results.UnitScore,
    results.FollowUp,
    proposals.AwardResult,
    proposals.Nominee,
    Trace,
    Change,
    ChangePart,
    Definition,
    NamedScenario,
    Report,
    Section,
    ReportRun,
)


def api_text() -> str:
    """The whole page. Raises KeyError where a public name has no place in it, or a place has no name."""
    _same(tk.__all__, [name for group in FUNCTIONS.values() for name in group])
    _same(widgets.__all__, PIECES)
    parts = [INTRODUCTION]
    for title, group in FUNCTIONS.items():
        parts.append(f"## {title}")
        parts += [_described(f"tk.{name}", getattr(tk, name), purpose) for name, purpose in group.items()]
    parts += ["## Các bảng của `tk.frame`", _tables()]
    parts.append("## Giá trị mà các hàm trả về")
    parts += [_described(each.__name__, each) for each in VALUES]
    parts += ["## Các mảnh ghép: `from toolkit import widgets`", (inspect.getdoc(widgets) or "").replace("``", "`")]
    parts += [_described(f"widgets.{name}", getattr(widgets, name), purpose) for name, purpose in PIECES.items()]
    return "\n\n".join(parts) + "\n"


def _same(names: Any, places: Any) -> None:
    if strange := set(names) ^ set(places):
        raise KeyError(f"docs/api.md: {', '.join(sorted(strange))} cần một dòng trong .ci/api.py, hoặc không còn nữa")


def _tables() -> str:
    parts = []
    for table, columns in TABLES.items():
        rows = [f"| `{each.name}` | {each.title} | {each.kind} | {each.description} |" for each in columns]
        parts.append("\n".join([f"### `{table}`", "", "| cột | tên | kiểu | nội dung |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _described(name: str, thing: Any, purpose: str = "") -> str:
    """Heading, signature, docstring; of a class its fields and its public members as well."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
    parts = [f"### `{name}`", *([f"{purpose[0].upper()}{purpose[1:]}."] if purpose else [])]
    if isinstance(tree, ast.FunctionDef):
        parts.append(_code(_signature(tree).replace(tree.name, name, 1)))
        return "\n\n".join([*parts, _words(thing)])
    parts.append(_words(thing))
    for base in (*(each for each in inspect.getmro(thing)[1:] if each is Fields), thing):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0].body
        fields = [_field(node) for node in body if isinstance(node, ast.AnnAssign) and _public(node.target.id)]
        parts += [*([_words(base)] if base is not thing else []), *([_code("\n".join(fields))] if fields else [])]
    members = [node for node in tree.body if isinstance(node, ast.FunctionDef) and _public(node.name)]
    return "\n\n".join([*parts, *([_list(members)] if members else [])])


def _source(node: ast.AST) -> str:
    return ast.unparse(node).replace("'", '"')


def _field(node: ast.AnnAssign) -> str:
    """A field with its type, without what the type is checked by."""
    kind = _source(node.annotation)
    if isinstance(node.annotation, ast.Subscript) and kind.startswith("Annotated["):
        kind = _source(node.annotation.slice.elts[0])
    default = _source(node.value) if node.value is not None else ""
    default = default.replace("field(default_factory=dict)", "{}").removesuffix("field(repr=False)")
    default = re.sub(r"^field\(default=(.*), repr=False\)$", r"\1", "" if default == "_HEAD" else default)
    return f"{node.target.id}: {kind}" + (f" = {default}" if default else "")


def _list(members: list[ast.FunctionDef]) -> str:
    lines = []
    for node in members:
        shown = f"{node.name}: {_source(node.returns)}" if node.decorator_list else _signature(node)
        said = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split()).replace("``", "`")
        lines.append(f"- `{shown}`: {said}")
    return "\n".join(lines)


def _signature(node: ast.FunctionDef) -> str:
    arguments = _source(node.args).removeprefix("self, ").removeprefix("self")
    return f"{node.name}({arguments})" + (f" -> {_source(node.returns)}" if node.returns else "")


def _public(name: str) -> bool:
    return not name.startswith("_") and name != "model_config"


def _words(thing: Any) -> str:
    """The docstring: prose as it is, examples as code."""
    text, _, example = (inspect.getdoc(thing) or "").partition(">>> ")
    return text.replace("``", "`").strip() + (f"\n\n{_code('>>> ' + example.strip())}" if example else "")


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


if __name__ == "__main__":
    path = ROOT / "docs/api.md"
    if "--check" in sys.argv:
        if path.read_text(encoding="utf-8") != api_text():
            sys.exit("docs/api.md khác mã nguồn. Cách sửa: chạy python .ci/api.py")
    else:
        path.write_text(api_text(), encoding="utf-8")
