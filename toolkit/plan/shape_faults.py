"""What is wrong with the shape of a plan file, with its line and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ..words.errors import Finding
from .faults import Faults
from .items import Item
from .keys import KEYS
from .meant import day_near, decimal_near, part_near
from .models import Plan
from .outline import PARTS
from .rules import NO_GOAL
from .sections import ITEM, SECTION, TARGET, Section, has_blocks
from .targets import Target

NODES: dict[Any, Any] = {SECTION: Section, TARGET: Target, ITEM: Item}  # the entries of sections by their kind
OPEN = "KH-03"  # a key without a value that has to have one
AS_SAMPLE = "so với ví dụ ở trang docs/ke_hoach.md của bộ công cụ."
_REMEDIES = {
    "extra_forbidden": ("khóa không có trong mẫu kế hoạch.", "xóa khóa này, hoặc sửa theo tên khóa trong tệp mẫu."),
    "missing": ("thiếu khóa bắt buộc.", "thêm khóa này với giá trị của kế hoạch."),
    "string_type": ("phải là chữ.", "đặt giá trị trong dấu nháy kép."),
    "string_too_short": ("bị để trống.", "điền nội dung."),
    "string_pattern_mismatch": ("mã không hợp lệ.", "dùng chữ không dấu, chữ số, dấu - _ ., tối đa 40 ký tự."),
    "too_short": ("danh sách bị để trống.", "thêm ít nhất một mục."),
    "literal_error": ("giá trị không được phép.", "dùng một trong các giá trị: {expected}."),
}
_KINDS = {
    "date": ("phải là ngày.", "viết dạng 2022-05-26."),
    "decimal": ("phải là số.", "viết số, dấu chấm cho phần thập phân, ví dụ 2.5."),
    "int": ("phải là số nguyên.", "viết số nguyên, ví dụ 2."),
    "dict": ("phải là một khối khóa: giá trị.", AS_SAMPLE),
    "tuple": ("phải là danh sách.", "viết dạng [a, b] hoặc mỗi mục một dòng bắt đầu bằng dấu -."),
    "model": ("phải là một khối khóa: giá trị.", AS_SAMPLE),
}


def shape_findings(error: ValidationError, tree: Any, file: str) -> list[Finding]:
    """Every fault that the models found, each once, with its line and what to write instead."""
    faults, findings = error.errors(), []
    for each in faults:
        if each["type"] == "missing" and _is_misspelt(each, faults):
            continue
        # A list whose entries are faulty counts as empty for pydantic: only the entries are to be mended.
        if each["type"] == "too_short" and any(
            other["loc"][: len(each["loc"])] == each["loc"] for other in faults if other is not each
        ):
            continue
        if each["input"] is None and each["type"] not in ("missing", "extra_forbidden"):
            findings.append(gap(_steps(each), each["loc"], tree, file))
            continue
        raised = each["ctx"]["error"] if each["type"] == "value_error" else None
        for place, problem in raised.faults if isinstance(raised, Faults) else [((), str(raised))] if raised else ():
            findings.append(value_finding(problem, tree, [*_steps(each), *place], file))
        findings += [] if raised else [_finding(each, tree, file)]
    return findings


def _is_misspelt(missing: Any, faults: Sequence[Any]) -> bool:
    """Whether the block has a key that is none and was meant to be the missing one: only that is to be mended."""
    *block, key = missing["loc"]
    strange = (each for each in faults if each["type"] == "extra_forbidden" and [*each["loc"][:-1]] == block)
    return any(_key_near(each) == key for each in strange)


def _key_near(error: Any) -> str:
    """The key of a model that a misspelt one was meant to be; empty if none is near."""
    *block, word = error["loc"]
    near = difflib.get_close_matches(str(word), _known_keys(block), n=1)
    if not near and _model_at(block) is Section and has_blocks(error["input"]):
        return "items"
    return near[0] if near else ""


_BRANCHES = ("literal[", "tuple[", "function-", "dict[", "node[")  # of pydantic's own types


def _steps(error: Any) -> list[str | int]:
    """Where an error of pydantic stands in the file: without the branches of its own types."""
    return [step for step in error["loc"] if not (isinstance(step, str) and step.startswith(_BRANCHES))]


def value_finding(problem: str, tree: Any, path: list[str | int], file: str) -> Finding:
    """A value that the plan cannot have, at its place in the file."""
    if path[-1:] == ["goal"] and problem.startswith(NO_GOAL):
        return gap(path, path, tree, file)
    line, shown = line_of(tree, path)
    remedy = "sửa giá trị ở dòng này; giá trị được phép và ví dụ: trang docs/ke_hoach.md của bộ công cụ."
    return fault(file, "KH-02", f"{shown}: {problem}." if shown else f"{problem}.", remedy, line)


def gap(path: list[str | int], places: Sequence[str | int], tree: Any, file: str) -> Finding:
    """A key that is still to get its value: what it is to say."""
    line, shown = line_of(tree, path)
    model = _model_at(places[:-1])
    meaning = KEYS.get(model.__name__, {}).get(str(path[-1]), "") if model else ""
    remedy = f"điền {meaning.replace('`', '').replace('*', '')}." if meaning else "điền giá trị."
    return fault(file, OPEN, f"{shown}: còn để ngỏ.", remedy, line)


def _finding(error: Any, tree: Any, file: str) -> Finding:
    path = _steps(error)
    line, shown = line_of(tree, path)
    kind = error["type"]
    problem, remedy = _REMEDIES.get(kind) or _KINDS.get(kind.split("_")[0], ("giá trị không hợp lệ.", AS_SAMPLE))
    if kind == "extra_forbidden" and (known := _known_keys(error["loc"][:-1])):
        near = _key_near(error)
        remedy = f"đổi thành {near}." if near else f"xóa khóa này, hoặc dùng một trong các khóa: {', '.join(known)}."
    expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    remedy = remedy.replace("{expected}", expected)
    if kind == "literal_error":
        known = expected.replace("'", "").split(", ")
        near = _word_near(error["input"], known, is_part=path[-1] == "part")
        remedy = f"đổi thành {near}, hoặc {remedy}" if near else remedy
    if decimal := decimal_near(error["input"]) if kind.startswith(("decimal", "int")) else "":
        remedy = f"đổi thành {decimal}: số thập phân viết với dấu chấm."
    if kind.startswith("date"):
        remedy = f"{remedy.removesuffix('.')}{day_near(str(error['input']))}."
    return fault(file, "KH-02", f"{shown}: {problem}" if shown else problem, remedy, line)


def _word_near(word: Any, known: Sequence[str], *, is_part: bool) -> str:
    """The allowed word that another was meant to be; empty if none is near."""
    if is_part:
        return part_near(word, dict.fromkeys(known, "") | dict(PARTS))
    return next(iter(difflib.get_close_matches(str(word), known, n=1)), "")


def _known_keys(path: Sequence[str | int]) -> list[str]:
    model = _model_at(path)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _model_at(path: Sequence[str | int]) -> Any:
    """The model that stands at a place of the plan, the kinds of the entries of sections among the steps; None if none."""
    model: Any = Plan
    for step in path:
        if step in NODES:
            model = NODES[str(step)]
        elif isinstance(step, str) and not step.startswith(_BRANCHES):
            field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
            model = _model_in(field.annotation) if field else None
        if model is None:
            return None
    return model


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def line_of(tree: Any, path: list[str | int]) -> tuple[int, str]:
    """The line of the deepest part of a path that the file has, and the path as one would say it."""
    line, node, shown = 0, tree, ""
    for step in path:
        name = str(step)
        if isinstance(step, int) and isinstance(node, CommentedSeq) and step < len(node):
            line, node = node.lc.item(step)[0], node[step]
            name = str(node.get("id", node.get("name", step + 1))) if isinstance(node, CommentedMap) else str(step + 1)
        elif isinstance(node, CommentedMap) and (key := step if step in node else name) in node:
            line, node = node.lc.key(key)[0], node[key]
        shown = f"{shown}.{name}" if shown else name
    return line, shown


def fault(file: str, code: str, problem: str, remedy: str, line: int | None = None) -> Finding:
    """A finding about the plan file; ``line`` counts from 0."""
    return Finding(code, problem, remedy, file=file, row=0 if line is None else line + 1)
