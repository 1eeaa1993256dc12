"""Read ``ke_hoach.yaml``: YAML 1.2 without aliases, tags or duplicate keys, then the models; every fault with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from ..words.errors import Finding, ToolkitError
from ..words.formatting import number
from .checks import cross_faults
from .faults import Faults, Place
from .items import Item
from .keys import KEYS, with_meanings
from .models import Plan
from .rules import NO_GOAL
from .sections import ITEM, SECTION, TARGET, Section, TargetId, raw_leaves
from .targets import Target
from .unread import why_unread

# A plan of two hundred targets keeps far below; what is refused beyond is refused within a second, before it is built.
_MAX_BYTES, _MAX_PARTS, _MAX_TEXT, _MAX_DEPTH, _MAX_WHOLE = 250_000, 8_000, 10_000, 20, 10**18
NODES: dict[Any, Any] = {SECTION: Section, TARGET: Target, ITEM: Item}  # the entries of sections by their kind
OPEN = "KH-03"  # a key without a value that has to have one
_AS_SAMPLE = "so với ví dụ ở trang docs/ke_hoach.md của bộ công cụ."
_SAVE_UTF8 = "mở bằng trình soạn thảo văn bản, lưu lại với mã UTF-8 (Notepad: Save as, Encoding: UTF-8)."


def load_plan(path: Path) -> Plan:
    """Read and check a plan. Raises ToolkitError with every fault, its line and what to write instead."""
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ToolkitError(
                f"Kế hoạch {path.name} lớn hơn {_MAX_BYTES // 1000} KB. Cách sửa: kiểm tra lại có đúng tệp kế hoạch không."
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem, remedy = why_unread(path, error)
        raise ToolkitError(f"Không đọc được kế hoạch {path}: {problem}. Cách sửa: {remedy}.") from None
    except UnicodeDecodeError:
        raise _refusal(path.name, [_fault(path.name, "KH-01", "tệp không phải mã UTF-8.", _SAVE_UTF8)]) from None
    return plan_of(text, name=path.name)


@lru_cache(maxsize=16)  # a plan is frozen, and the desk asks for the same one whenever a file of data is saved
def plan_of(text: str, *, name: str) -> Plan:
    """The plan that a text says; messages call it ``name``. Raises ToolkitError as ``load_plan`` does."""
    tree = _parse(text, name)
    raw = _plain(tree)
    findings = [_value_finding(problem, tree, list(place), name) for place, problem in cross_faults(raw)]
    findings += [_gap([*place, "goal"], [*place, "goal"], tree, name) for place in _without_goal(raw)]
    try:
        plan = Plan.model_validate(raw)
    except ValidationError as error:
        findings += _shape_findings(error, tree, name)
    if findings:
        raise _refusal(name, sorted(findings, key=lambda finding: finding.row))
    return plan


def gaps_in(path: Path) -> tuple[Finding, ...]:
    """What a plan still leaves open: keys without a value. Raises ToolkitError where it has any other fault."""
    try:
        load_plan(path)
    except ToolkitError as error:
        if not error.findings or any(each.code != OPEN for each in error.findings):
            raise
        return tuple(error.findings)
    return ()


def place_in_plan(path: Path, steps: Sequence[str | int]) -> tuple[int, str]:
    """The spreadsheet row of a part of a plan file that has been read before, and the part as one would say it."""
    line, shown = _line_of(_parse(path.read_bytes().decode("utf-8-sig"), path.name), list(steps))
    return line + 1, shown


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of the plan file, for editors that check while one types."""
    schema = Plan.model_json_schema()
    del schema["$defs"][TargetId.__name__]  # nobody writes it
    entries = schema["$defs"][Section.__name__]["properties"]["items"]["items"]
    entries["anyOf"] = [each for each in entries.pop("oneOf") if not each["$ref"].endswith(TargetId.__name__)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **with_meanings(schema),
        "title": "Kế hoạch phong trào thi đua",
    }


def _parse(text: str, file: str) -> CommentedMap:
    try:
        for fault in _event_faults(text, file):
            raise _refusal(file, [fault])
        tree = YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise _refusal(
            file, [_fault(file, "KH-01", "một khóa được viết hai lần.", "giữ lại một dòng.", line)]
        ) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(
            file,
            [
                _fault(
                    file,
                    "KH-01",
                    "sai cú pháp YAML.",
                    "xem lại thụt dòng, dấu hai chấm, dấu ngoặc và dấu nháy ở dòng này.",
                    mark.line if mark else 0,
                )
            ],
        ) from None
    except (YAMLError, ValueError, RecursionError):
        raise _refusal(
            file,
            [_fault(file, "KH-01", "sai cú pháp YAML hoặc có ký tự không hợp lệ.", _AS_SAMPLE)],
        ) from None
    if not isinstance(tree, CommentedMap):
        raise _refusal(
            file,
            [
                _fault(
                    file,
                    "KH-01",
                    "tệp trống hoặc không phải danh sách khóa: giá trị.",
                    _AS_SAMPLE,
                )
            ],
        )
    return tree


def _event_faults(text: str, file: str) -> Iterator[Finding]:
    """What a plan may not have whatever it says, as soon as it is met: nothing is built of a file that has it."""
    depth = 0
    for parts, event in enumerate(YAML(typ="rt", pure=True).parse(text)):
        line = event.start_mark.line
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _MAX_DEPTH:
            yield _fault(file, "KH-01", f"các khối lồng nhau quá {_MAX_DEPTH} tầng.", _AS_SAMPLE, line)
        if parts > _MAX_PARTS:
            problem = f"từ đầu tệp đến dòng này đã có quá {number(_MAX_PARTS)} khóa và giá trị."
            yield _fault(file, "KH-01", problem, "kiểm tra lại có đúng tệp kế hoạch không.", line)
        if len(getattr(event, "value", "")) > _MAX_TEXT:
            yield _fault(file, "KH-01", f"giá trị dài quá {number(_MAX_TEXT)} chữ.", "rút ngắn giá trị.", line)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            yield _fault(file, "KH-01", "không dùng neo (&) và bí danh (*).", "viết lại giá trị ở từng chỗ.", line)
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            yield _fault(file, "KH-01", "không dùng thẻ kiểu (!).", "bỏ thẻ, chỉ để giá trị.", line)


def _plain(node: Any) -> Any:
    """Ordinary Python values of a tree that ruamel.yaml read for its line numbers."""
    if isinstance(node, CommentedMap):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(each) for each in node]
    if isinstance(node, int) and abs(node) > _MAX_WHOLE:
        return f"{node:x}"[:20]  # too long to be written out; no key of the plan takes it as a text
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


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
    "dict": ("phải là một khối khóa: giá trị.", _AS_SAMPLE),
    "tuple": ("phải là danh sách.", "viết dạng [a, b] hoặc mỗi mục một dòng bắt đầu bằng dấu -."),
    "model": ("phải là một khối khóa: giá trị.", _AS_SAMPLE),
}


def _shape_findings(error: ValidationError, tree: Any, file: str) -> list[Finding]:
    faults, findings = error.errors(), []
    for each in faults:
        # A list whose entries are faulty counts as empty for pydantic: only the entries are to be mended.
        if each["type"] == "too_short" and any(
            other["loc"][: len(each["loc"])] == each["loc"] for other in faults if other is not each
        ):
            continue
        if each["input"] is None and each["type"] not in ("missing", "extra_forbidden"):
            findings.append(_gap(_steps(each), each["loc"], tree, file))
            continue
        raised = each["ctx"]["error"] if each["type"] == "value_error" else None
        for place, problem in raised.faults if isinstance(raised, Faults) else [((), str(raised))] if raised else ():
            findings.append(_value_finding(problem, tree, [*_steps(each), *place], file))
        findings += [] if raised else [_finding(each, tree, file)]
    return findings


def _steps(error: Any) -> list[str | int]:
    """Where an error of pydantic stands in the file: without the branches of its own types."""
    inner = ("literal[", "tuple[", "function-", "dict[", "node[")
    return [step for step in error["loc"] if not (isinstance(step, str) and step.startswith(inner))]


def _without_goal(raw: Any) -> Iterator[Place]:
    """Where the targets stand whose goal is open. It is no fault of the key itself: what is normalised has no goal."""
    listed = raw.get("targets") if isinstance(raw, dict) else None
    entries = enumerate(listed if isinstance(listed, list) else ())
    for place, each in (*((("targets", n), each) for n, each in entries), *raw_leaves(raw)):
        if isinstance(each, dict) and "goal" in each and each["goal"] is None and "normalise" not in each:
            yield place


def _value_finding(problem: str, tree: Any, path: list[str | int], file: str) -> Finding:
    if path[-1:] == ["goal"] and problem.startswith(NO_GOAL):
        return _gap(path, path, tree, file)
    line, shown = _line_of(tree, path)
    remedy = "sửa giá trị ở dòng này; giá trị được phép và ví dụ: trang docs/ke_hoach.md của bộ công cụ."
    return _fault(file, "KH-02", f"{shown}: {problem}." if shown else f"{problem}.", remedy, line)


def _gap(path: list[str | int], places: Sequence[str | int], tree: Any, file: str) -> Finding:
    line, shown = _line_of(tree, path)
    model = _model_at(places[:-1])
    meaning = KEYS.get(model.__name__, {}).get(str(path[-1]), "") if model else ""
    remedy = f"điền {meaning.replace('`', '').replace('*', '')}." if meaning else "điền giá trị."
    return _fault(file, OPEN, f"{shown}: còn để ngỏ.", remedy, line)


def _finding(error: Any, tree: Any, file: str) -> Finding:
    path = _steps(error)
    line, shown = _line_of(tree, path)
    kind = error["type"]
    problem, remedy = _REMEDIES.get(kind) or _KINDS.get(kind.split("_")[0], ("giá trị không hợp lệ.", _AS_SAMPLE))
    if kind == "extra_forbidden" and (known := _known_keys(error["loc"][:-1])):
        near = difflib.get_close_matches(str(path[-1]), known, n=1)
        remedy = f"đổi thành {near[0]}." if near else f"xóa khóa này, hoặc dùng một trong các khóa: {', '.join(known)}."
    expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    remedy = remedy.replace("{expected}", expected)
    if kind == "literal_error":
        near = difflib.get_close_matches(str(error["input"]), expected.replace("'", "").split(", "), n=1)
        remedy = f"đổi thành {near[0]}, hoặc {remedy}" if near else remedy
    return _fault(file, "KH-02", f"{shown}: {problem}" if shown else problem, remedy, line)


def _known_keys(path: Sequence[str | int]) -> list[str]:
    model = _model_at(path)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _model_at(path: Sequence[str | int]) -> Any:
    """The model that stands at a place of the plan, the kinds of the entries of sections among the steps; None if none."""
    model: Any = Plan
    for step in path:
        if step in NODES:
            model = NODES[str(step)]
        elif isinstance(step, str):
            field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
            model = _model_in(field.annotation) if field else None
        if model is None:
            return None
    return model


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _line_of(tree: Any, path: list[str | int]) -> tuple[int, str]:
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


def _fault(file: str, code: str, problem: str, remedy: str, line: int | None = None) -> Finding:
    return Finding(code, problem, remedy, file=file, row=0 if line is None else line + 1)


def _refusal(file: str, findings: list[Finding]) -> ToolkitError:
    unique = list(dict.fromkeys(findings))
    if unique and all(each.code == OPEN for each in unique):
        return ToolkitError(f"Kế hoạch {file} còn {len(unique)} chỗ để ngỏ.", unique)
    return ToolkitError(f"Không dùng được kế hoạch {file}: {len(unique)} lỗi.", unique)
