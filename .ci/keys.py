"""Write the keys of the plan into docs/ke_hoach.md: ``python .ci/keys.py``; with ``--check``, only compare."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from toolkit.plan.keys import KEYS  # noqa: E402
from toolkit.plan.loader import plan_schema  # noqa: E402

PAGE = ROOT / "docs/ke_hoach.md"
PLACE = re.compile(r"(?<=<!-- khóa: bắt đầu -->\n).*?(?=<!-- khóa: hết -->)", re.DOTALL)
BLOCKS = {
    "Plan": "Cả tệp",
    "Words": "`words`",
    "Outline": "`report`",
    "Part": "`report.interim`, `report.final`: mỗi phần",
    "NamedPeriod": "`periods`: mỗi kỳ tự đặt tên",
    "Movement": "`movement`",
    "Agency": "`movement.agency`",
    "LegalBasis": "`legal_basis` của phong trào, của hình thức khen",
    "Signer": "`movement.signer`, `awards[].submitter`, `awards[].signer`",
    "Money": "`awards[].money`",
    "ReportForm": "`awards[].report_form`",
    "Notice": "`movement.notice`",
    "BaseSalary": "`movement.base_salary`",
    "Target": "`targets`: mỗi chỉ tiêu",
    "Step": "`steps` của chỉ tiêu",
    "Item": "`contents`, `actions`: mỗi nội dung, biện pháp",
    "Section": "`sections`: mỗi phần, mỗi cấp",
    "Else": "`else` của một phần",
    "Scoring": "`scoring`",
    "Band": "`scoring.bands`",
    "Requires": "`scoring.bands`: `requires`",
    "Robustness": "`scoring.robustness`",
    "Award": "`awards`: mỗi hình thức khen",
}
KINDS = {"string": "chữ", "integer": "số nguyên", "number": "số", "boolean": "true, false"}


def page_text(page: str) -> str:
    """The page with the keys as the models have them now. Raises KeyError for a model or a key without its words."""
    schema = plan_schema()
    models = {**schema["$defs"], "Plan": schema}
    strange = set(models) ^ set(BLOCKS)
    strange |= {f"{name}.{key}" for name in models for key in set(models[name]["properties"]) ^ set(KEYS[name])}
    if strange:
        raise KeyError(f"{', '.join(sorted(strange))} cần một dòng ở toolkit/plan/keys.py, .ci/keys.py, hoặc không còn")
    parts = [f"### {title}\n\n{_table(models[name], KEYS[name])}\n" for name, title in BLOCKS.items()]
    return PLACE.sub(lambda _: "\n".join(parts), page)


def _table(model: dict[str, Any], meanings: Mapping[str, str]) -> str:
    rows = ["| khóa | giá trị | không ghi thì | nghĩa |", "|---|---|---|---|"]
    for key, value in model["properties"].items():
        absent = "phải ghi" if key in model.get("required", ()) else _default(value.get("default"))
        rows.append(f"| `{key}` | {_kind(value)} | {absent} | {meanings[key]} |")
    return "\n".join(rows)


def _default(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"value", "percent"}:
        value = value["value"]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return "như chuẩn"
    value = str(value).lower() if isinstance(value, bool) else value
    return "" if value in (None, "", [], {}) or isinstance(value, dict) else f"`{value}`"


def _kind(value: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "$ref" in value:
        return "khối"
    if either := value.get("anyOf") or value.get("oneOf"):
        kinds = dict.fromkeys(_kind(each) for each in either if each.get("type") != "null")
        if "số" in kinds:  # of an exact number also as a text
            kinds.pop("chữ", None)
        return " hoặc ".join(kinds)
    if "const" in value or "enum" in value:
        return ", ".join(f"`{each}`" for each in value.get("enum", [value.get("const")]))
    if value.get("type") == "array":
        if "prefixItems" in value["items"]:
            return "danh sách [kết quả, điểm]"
        inner = _kind(value["items"])
        return "danh sách khối" if inner == "khối" else f"danh sách {inner}"
    if value.get("type") == "object":
        return "khối `năm: mức`" if "patternProperties" in value else "khối `khóa: giá trị`"
    if value.get("format") == "date":
        return "ngày, `2022-05-26`"
    if isinstance(value.get("type"), list):
        return f"ví dụ `{value['examples'][0]}`" if "examples" in value else "số hoặc tỷ lệ, `80%`"
    return "mã" if value.get("pattern", "").startswith("^[^") else KINDS[value["type"]]


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    if "--check" not in sys.argv:
        PAGE.write_text(page_text(text), encoding="utf-8")
    elif text != page_text(text):
        sys.exit("docs/ke_hoach.md khác mã nguồn. Cách sửa: chạy python .ci/keys.py")
