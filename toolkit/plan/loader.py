"""Read ``ke_hoach.yaml``: YAML 1.2 without aliases, tags or duplicate keys, then the models; every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent

from ..words.errors import Finding, ToolkitError
from ..words.formatting import number
from .checks import cross_faults
from .faults import Place
from .keys import with_meanings
from .meant import TWO_WAYS, is_thousand_or_one, split_number, two_ways
from .models import Plan
from .sections import Section, TargetId, raw_leaves
from .shape_faults import AS_SAMPLE, OPEN, fault, gap, line_of, shape_findings, value_finding
from .unread import why_unread

# A plan of two hundred targets keeps far below; what is refused beyond is refused within a second, before it is built.
_MAX_BYTES, _MAX_PARTS, _MAX_TEXT, _MAX_DEPTH, _MAX_WHOLE = 250_000, 8_000, 10_000, 20, 10**18
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
        raise _refusal(path.name, [fault(path.name, "KH-01", "tệp không phải mã UTF-8.", _SAVE_UTF8)]) from None
    return plan_of(text, name=path.name)


@lru_cache(maxsize=16)  # a plan is frozen, and the desk asks for the same one whenever a file of data is saved
def plan_of(text: str, *, name: str) -> Plan:
    """The plan that a text says; messages call it ``name``. Raises ToolkitError as ``load_plan`` does."""
    tree = _parse(text, name)
    raw = _plain(tree)
    findings = [value_finding(problem, tree, list(place), name) for place, problem in cross_faults(raw)]
    findings += [gap([*place, "goal"], [*place, "goal"], tree, name) for place in _without_goal(raw)]
    try:
        plan = Plan.model_validate(raw)
    except ValidationError as error:
        findings += shape_findings(error, tree, name)
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


def plain_plan(path: Path) -> dict[str, Any]:
    """The blocks of a plan file that has been read before, as they stand in it."""
    found: dict[str, Any] = _plain(_parse(path.read_bytes().decode("utf-8-sig"), path.name))
    return found


def place_in_plan(path: Path, steps: Sequence[str | int]) -> tuple[int, str]:
    """The spreadsheet row of a part of a plan file that has been read before, and the part as one would say it."""
    line, shown = line_of(_parse(path.read_bytes().decode("utf-8-sig"), path.name), list(steps))
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
        for found in _event_faults(text, file):
            raise _refusal(file, [found])
        tree = YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise _refusal(file, [fault(file, "KH-01", "một khóa được viết hai lần.", "giữ lại một dòng.", line)]) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(
            file,
            [
                fault(
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
            [fault(file, "KH-01", "sai cú pháp YAML hoặc có ký tự không hợp lệ.", AS_SAMPLE)],
        ) from None
    if not isinstance(tree, CommentedMap):
        raise _refusal(
            file,
            [
                fault(
                    file,
                    "KH-01",
                    "tệp trống hoặc không phải danh sách khóa: giá trị.",
                    AS_SAMPLE,
                )
            ],
        )
    if cut := list(_cut_numbers(tree, file)):
        raise _refusal(file, cut)
    return tree


def _cut_numbers(node: Any, file: str) -> Iterator[Finding]:
    """Numbers with a decimal comma between braces, where a comma begins the next key."""
    if isinstance(node, CommentedMap) and (found := split_number(node)) is not None:
        key, meant = found
        problem = f"{key}: trong dấu {{ }} dấu phẩy ngăn hai khóa, nên {meant.replace('.', ',')} không còn là một số."
        yield fault(file, "KH-01", problem, f"viết {key}: {meant}, với dấu chấm.", node.lc.key(key)[0])
    for each in node.values() if isinstance(node, CommentedMap) else node if isinstance(node, CommentedSeq) else ():
        yield from _cut_numbers(each, file)


def _event_faults(text: str, file: str) -> Iterator[Finding]:
    """What a plan may not have whatever it says, as soon as it is met: nothing is built of a file that has it."""
    depth = 0
    for parts, event in enumerate(YAML(typ="rt", pure=True).parse(text)):
        line = event.start_mark.line
        if isinstance(event, ScalarEvent) and event.style is None and is_thousand_or_one(event.value):
            yield fault(file, "KH-01", f"{event.value} {TWO_WAYS}.", f"{two_ways(event.value)}.", line)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _MAX_DEPTH:
            yield fault(file, "KH-01", f"các khối lồng nhau quá {_MAX_DEPTH} tầng.", AS_SAMPLE, line)
        if parts > _MAX_PARTS:
            problem = f"từ đầu tệp đến dòng này đã có quá {number(_MAX_PARTS)} khóa và giá trị."
            yield fault(file, "KH-01", problem, "kiểm tra lại có đúng tệp kế hoạch không.", line)
        if len(getattr(event, "value", "")) > _MAX_TEXT:
            yield fault(file, "KH-01", f"giá trị dài quá {number(_MAX_TEXT)} chữ.", "rút ngắn giá trị.", line)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            yield fault(file, "KH-01", "không dùng neo (&) và bí danh (*).", "viết lại giá trị ở từng chỗ.", line)
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            yield fault(file, "KH-01", "không dùng thẻ kiểu (!).", "bỏ thẻ, chỉ để giá trị.", line)


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


def _without_goal(raw: Any) -> Iterator[Place]:
    """Where the targets stand whose goal is open. It is no fault of the key itself: what is normalised has no goal."""
    listed = raw.get("targets") if isinstance(raw, dict) else None
    entries = enumerate(listed if isinstance(listed, list) else ())
    for place, each in (*((("targets", n), each) for n, each in entries), *raw_leaves(raw)):
        if isinstance(each, dict) and "goal" in each and each["goal"] is None and "normalise" not in each:
            yield place


def _refusal(file: str, findings: list[Finding]) -> ToolkitError:
    unique = list(dict.fromkeys(findings))
    if unique and all(each.code == OPEN for each in unique):
        return ToolkitError(f"Kế hoạch {file} còn {len(unique)} chỗ để ngỏ.", unique)
    return ToolkitError(f"Không dùng được kế hoạch {file}: {len(unique)} lỗi.", unique)
