"""The sources that every plan has, read from ``sources.yaml``, which is written in the language of a plan's own sources.

Which of them has which part of the method, the file says (``duties``); here these parts have names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from ..words.vocabulary import Duties, Source
from .derived import sources_in

FILE = Path(__file__).with_name("sources.yaml")


def _standard() -> dict[str, Source]:
    raw = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    duties = {name: _duties(each.pop("duties")) for name, each in raw.items()}
    found, faults = sources_in(raw, standard={}, words=lambda source, _: source)
    assert not faults, faults
    return {
        name: replace(_as_standard(each, is_counted=each.is_counted and "noun" in raw[name]), duties=duties[name])
        for name, each in found.items()
    }


def _duties(raw: Mapping[str, Any]) -> Duties:
    """What a source is for, in values that do not change."""
    plain = {key: tuple(value.items()) if isinstance(value, dict) else value for key, value in raw.items()}
    return Duties(**{key: _fixed(value) for key, value in plain.items()})


def _fixed(value: Any) -> Any:
    return tuple(_fixed(each) for each in value) if isinstance(value, (list, tuple)) else value


def _as_standard(source: Source, *, is_counted: bool) -> Source:
    """A shipped source: the numbers of those that are not counted are read by rules of their own."""
    columns = tuple(
        replace(each, type="figure") if each.type == "number" and not is_counted else each for each in source.columns
    )
    return replace(source, columns=columns, is_own=False, is_counted=is_counted)


SOURCES: Mapping[str, Source] = MappingProxyType(_standard())
SAMPLED: Mapping[str, str] = MappingProxyType(
    {each.duties.sample: name for name, each in SOURCES.items() if each.duties.sample}
)
_BY_ROLE = {each.duties.role: name for name, each in SOURCES.items()}
REPORTED = _BY_ROLE["reported"]  # what units report of targets
CLAIMS, APPRAISALS = _BY_ROLE["claims"], _BY_ROLE["appraisals"]  # what units, and appraisers, say of items
EXPLANATIONS = _BY_ROLE["explanations"]  # what units answer to the appraisers
NOMINATIONS, VOTES = _BY_ROLE["nominations"], _BY_ROLE["votes"]
STAFF, COURSES = _BY_ROLE["staff"], _BY_ROLE["courses"]  # who somebody is, and what they have learnt
SERVICES, REPORTS = _BY_ROLE["services"], _BY_ROLE["reports"]
DIRECTIVES, GRANTED = _BY_ROLE["directives"], _BY_ROLE["granted"]  # what the office lists for its report
EXAMPLE = next(iter(SOURCES))  # for messages that show what a file is called
