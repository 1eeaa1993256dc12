"""Sources: find the files of a period, read them narrowly, bring every value to its canonical form."""

from .converted import sha256
from .folder import SourceFile, scan_folder
from .holders import may_hold
from .load import SourceData, load_source
from .numbers import number_fault, parse_numbers
from .training import attach_training
from .transfers import load_transfers
from .unit_list import load_units

__all__ = [
    "SourceData",
    "SourceFile",
    "attach_training",
    "load_source",
    "load_transfers",
    "load_units",
    "may_hold",
    "number_fault",
    "parse_numbers",
    "scan_folder",
    "sha256",
]
