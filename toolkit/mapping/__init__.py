"""Which columns and words of a file are which: proposed by name and content, written into the plan on a yes."""

from .model import HOW, LIKELY, ColumnMatch, FileMap, Teaching, WordMatch, joined
from .plan_text import taught, yaml_of
from .proposing import map_file

__all__ = [
    "HOW",
    "LIKELY",
    "ColumnMatch",
    "FileMap",
    "Teaching",
    "WordMatch",
    "joined",
    "map_file",
    "taught",
    "yaml_of",
]
