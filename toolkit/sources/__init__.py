"""Sources: find the files of a period, read them narrowly, bring every value to its canonical form."""

from .converted import sha256
from .folder import SourceFile, scan_folder
from .holders import may_hold
from .layout import resembling
from .load import SourceData, Staged, lacking_column, load_source, narrow_source, stage_source
from .numbers import is_ambiguous, number_fault, parse_numbers
from .scopes import scope_findings
from .secrets import Secrets, is_secret_sql
from .training import attach_training
from .transfers import load_transfers
from .unit_list import load_units

__all__ = [
    "Secrets",
    "SourceData",
    "SourceFile",
    "Staged",
    "attach_training",
    "is_secret_sql",
    "lacking_column",
    "load_source",
    "load_transfers",
    "load_units",
    "may_hold",
    "is_ambiguous",
    "narrow_source",
    "number_fault",
    "parse_numbers",
    "resembling",
    "scan_folder",
    "scope_findings",
    "sha256",
    "stage_source",
]
