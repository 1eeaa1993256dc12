"""Sources: find the files of a period, read them narrowly, bring every value to its canonical form."""

from .converted import hashes, sha256
from .data import SourceData, lacking_column
from .engine import Engine, is_small, open_engine
from .folder import SourceFile, scan_folder
from .holders import may_hold
from .layout import resembling
from .load import Staged, load_source, narrow_source, stage_source
from .numbers import is_ambiguous, number_fault, parse_numbers
from .reading import NOT_OPENED
from .scopes import scope_findings
from .secret_names import SecretNames
from .secrets import Secrets, is_document_list
from .telling import Telling, attach_told
from .transfers import load_transfers, read_transfer_list
from .unit_list import load_units, read_unit_list
from .values import is_checked

__all__ = [
    "NOT_OPENED",
    "Engine",
    "SecretNames",
    "Secrets",
    "SourceData",
    "SourceFile",
    "Staged",
    "Telling",
    "attach_told",
    "hashes",
    "is_document_list",
    "lacking_column",
    "load_source",
    "load_transfers",
    "read_transfer_list",
    "read_unit_list",
    "load_units",
    "may_hold",
    "is_ambiguous",
    "is_checked",
    "is_small",
    "narrow_source",
    "number_fault",
    "open_engine",
    "parse_numbers",
    "resembling",
    "scan_folder",
    "scope_findings",
    "sha256",
    "stage_source",
]
