"""Which columns and words of a file are which: proposed by name and content, written into the plan on a yes."""

from .model import HOW, Doubt, FileMap, Teaching, joined
from .plan_text import taught, yaml_of
from .proposing import map_file

__all__ = [
    "HOW",
    "Doubt",
    "FileMap",
    "Teaching",
    "joined",
    "map_file",
    "taught",
    "yaml_of",
]
