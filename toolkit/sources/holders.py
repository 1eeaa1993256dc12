"""Which units have rows in which file of a period: asked before anything is added beside them."""

from __future__ import annotations

import duckdb

from ..plan.source_words import NO_WORDS, SourceWords
from ..units.model import UnitNames
from ..units.structure import Structure
from ..words.vocabulary import Source
from .engine import Engine
from .folder import SourceFile
from .load import load_source


def may_hold(
    file: SourceFile,
    *,
    unit: str,
    source: Source,
    words: SourceWords = NO_WORDS,
    names: UnitNames,
    structure: Structure,
) -> bool:
    """Whether a file has rows of a unit or of one that it stands for; true as well where that cannot be read."""
    with duckdb.connect() as connection:
        data, _ = load_source(
            Engine(connection), source=source, files=[file], words=words, names=names, structure=structure
        )
        return unit in data.units or (bool(data.refused) and data.is_refused({unit}))
