"""The sources that every plan has, read from ``sources.yaml``, which is written in the language of a plan's own sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from ruamel.yaml import YAML

from ..words.vocabulary import Source
from .declared import sources_in

FILE = Path(__file__).with_name("sources.yaml")


def _standard() -> dict[str, Source]:
    raw = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    found, faults = sources_in(raw, standard={}, words=lambda source, _: source)
    assert not faults, faults
    return {
        name: _as_standard(each, is_counted=each.is_counted and "noun" in raw[name]) for name, each in found.items()
    }


def _as_standard(source: Source, *, is_counted: bool) -> Source:
    """A shipped source: the numbers of those that are not counted are read by rules of their own."""
    columns = tuple(
        replace(each, type="figure") if each.type == "number" and not is_counted else each for each in source.columns
    )
    return replace(source, columns=columns, is_own=False, is_counted=is_counted)


SOURCES: Mapping[str, Source] = MappingProxyType(_standard())
