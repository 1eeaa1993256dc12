"""What an editor is told of `sources`: their JSON Schema."""

from __future__ import annotations

from .declared import TYPES

ALIASES, VALUES = "aliases", "values"
_WORDS = {"anyOf": [{"type": "string"}, {"items": {"type": "string"}, "type": "array"}]}
_CODES = {"anyOf": [*_WORDS["anyOf"], {"type": "integer"}, {"items": {"type": ["string", "integer"]}, "type": "array"}]}
_COLUMN = {
    "type": "object",
    "properties": {
        "header": {"type": "string"},
        "type": {"enum": list(TYPES)},
        "values": {"type": "object", "additionalProperties": _CODES},
        "free": {"type": "boolean"},
    },
    "additionalProperties": False,
}
_DECLARED = {
    "title": {"type": "string"},
    "noun": {"type": "string"},
    "columns": {"type": "object", "additionalProperties": _COLUMN},
    "key": _WORDS,
    "date": _WORDS,
    "secrecy": _WORDS,
    "on_strength": _WORDS,
    "derived": {"type": "object"},
}
SOURCE = {
    "type": "object",
    "properties": {
        **_DECLARED,
        ALIASES: {"type": "object", "additionalProperties": _WORDS},
        VALUES: {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _CODES}},
    },
    "additionalProperties": _WORDS,
}
