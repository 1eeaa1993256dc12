"""Write headers and words into the text of a plan: its ``sources`` alone change, comments and all else stay as they are."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ..plan.loader import plan_of
from ..words.errors import ToolkitError
from .model import Teaching

_KEY = "sources"
_WIDE = 10_000  # no line is broken


def taught(text: str, teaching: Teaching, *, name: str) -> str:
    """The text of a plan that says what is taught, too. Raises ToolkitError where that would change anything else."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    old = text.replace("\r\n", "\n")
    try:
        new = _with(old, teaching.as_keys())
        before, after = plan_of(old, name=name), plan_of(new, name=name)
        is_same = before.model_copy(update={_KEY: {}}) == after.model_copy(update={_KEY: {}})
    except ToolkitError as error:
        raise _refusal(name, teaching, str(error)) from None
    if not is_same:
        raise _refusal(name, teaching, "phần khác của kế hoạch sẽ thay đổi")
    return new.replace("\n", line_end)


def yaml_of(teaching: Teaching) -> str:
    """What is taught as a person would write it into the plan."""
    keys = CommentedMap()
    _merge(keys, {_KEY: teaching.as_keys()})
    return _dumped(keys, indent=2)


def _refusal(name: str, teaching: Teaching, why: str) -> ToolkitError:
    return ToolkitError(
        f"Không tự ghi được vào {name}: {why}. Cách sửa: tự thêm các dòng sau vào {name}:\n{yaml_of(teaching)}"
    )


def _with(text: str, keys: Mapping[str, Any]) -> str:
    yaml = _yaml(2)
    tree = yaml.load(text)
    if tree.fa.flow_style():  # the whole plan within braces
        return _with_in_braces(text, keys)
    lines = text.splitlines(keepends=True)
    if _KEY not in tree:
        block = CommentedMap()
        _merge(block, {_KEY: keys})
        end = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{end}{_dumped(block, indent=2)}"
    first = tree.lc.key(_KEY)[0]
    starts = [tree.lc.key(key)[0] for key in tree if tree.lc.key(key)[0] > first]
    last = min(starts, default=len(lines))
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    own = "".join(lines[first:last])
    block = yaml.load(own)
    _merge(block, {_KEY: keys})
    nested = re.search(r"\n( +)[^\s#]", own)
    changed = _dumped(block, indent=len(nested[1]) if nested else 2)
    return "".join(lines[:first]) + changed + "".join(lines[last:])


def _with_in_braces(text: str, keys: Mapping[str, Any]) -> str:
    """The same of a plan that is written as JSON, which it stays; else it is written anew as YAML."""
    try:
        plan = json.loads(text)
    except ValueError:
        plan = _yaml(2).load(text)
        _merge(plan, {_KEY: keys})
        return _dumped(plan, indent=2)
    _merge(plan, {_KEY: keys})
    indent = re.match(r"\{\s*\n( +)", text)
    return json.dumps(plan, ensure_ascii=False, indent=len(indent[1]) if indent else None) + "\n"


def _merge(node: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add keys and words to those that are there."""
    for key, value in more.items():
        if isinstance(value, Mapping):
            if not node.get(key):
                node[key] = CommentedMap()
            _merge(node[key], value)
            continue
        known = node.get(key)
        words = known if isinstance(known, list) else [known] if known is not None else []
        if not isinstance(known, CommentedSeq):
            node[key] = CommentedSeq(words)
            node[key].fa.set_flow_style()
        node[key].extend(word for word in value if word not in words)


def _yaml(indent: int) -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.width, yaml.preserve_quotes = _WIDE, True
    yaml.indent(mapping=indent, sequence=indent + 2, offset=indent)
    return yaml


def _dumped(node: CommentedMap, *, indent: int) -> str:
    sink = io.StringIO()
    _yaml(indent).dump(node, sink)
    return sink.getvalue()
