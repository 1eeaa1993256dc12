"""Entry forms: one workbook per unit, sent out, filled in, read back. Here and in the sample alone openpyxl is used."""

from .collect import collect
from .collected import Collected
from .send import write_forms

__all__ = ["Collected", "collect", "write_forms"]
