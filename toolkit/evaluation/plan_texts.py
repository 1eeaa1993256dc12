"""The texts of the plan that name a state secret: left out of everything that is shown, and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from ..plan import Plan
from ..sources.secret_names import HIDDEN, SecretNames
from ..words.errors import Finding

_FREE = (
    "name",
    "short",
    "note",
    "text",
    "title",
    "causes",
)  # of every part of the plan; ids and words of lists are no prose
Shown = TypeVar("Shown")


def without_secrets(plan: Plan, secret: SecretNames) -> tuple[Plan, list[Finding]]:
    """The plan with ``HIDDEN`` in the place of each text that names a document of ``secret``, and what was left out."""
    if not secret:
        return plan, []
    return _cleaned(plan, secret), [
        Finding(
            "CN-02",
            f"lời ở {place} nêu số, ký hiệu của một văn bản hoặc hồ sơ có ghi độ mật nên không được đưa vào báo cáo.",
            "viết lại lời ấy mà không nêu số, ký hiệu đó.",
            file="ke_hoach.yaml",
        )
        for place in dict.fromkeys(_naming(plan, secret, ""))
    ]


def _naming(part: Any, secret: SecretNames, place: str) -> Iterator[str]:
    """Where texts that name a secret stand, as the keys of the plan that lead to them."""
    if isinstance(part, BaseModel):
        own = str(getattr(part, "id", "") or place)
        for name in type(part).model_fields:
            inner = getattr(part, name)
            if name in _FREE and any(secret.are_in(text) for text in _texts(inner)):
                yield f"{own}.{name}" if own else name
            elif name not in _FREE:
                yield from _naming(inner, secret, own or name)
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _naming(each, secret, place)


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value.values()] if isinstance(value, dict) else [str(value or "")]


def _cleaned(part: Shown, secret: SecretNames) -> Shown:
    if isinstance(part, BaseModel):
        changed: dict[str, Any] = {}
        for name in type(part).model_fields:
            inner = getattr(part, name)
            new = _hidden(inner, secret) if name in _FREE else _cleaned(inner, secret)
            changed |= {} if new is inner else {name: new}
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, tuple):
        made = tuple(_cleaned(each, secret) for each in part)
        return part if all(one is other for one, other in zip(made, part)) else type(part)(made)
    return part


def _hidden(value: Any, secret: SecretNames) -> Any:
    """A text, or the texts of a mapping, without what names a secret; the very same value where nothing does."""
    if not any(secret.are_in(text) for text in _texts(value)):
        return value
    if isinstance(value, dict):
        return {key: HIDDEN if secret.are_in(str(text)) else text for key, text in value.items()}
    return HIDDEN
