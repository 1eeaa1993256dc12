"""Entry forms: one workbook per unit, sent out, filled in, read back. Here and in the sample alone openpyxl is used."""

from .answering import ANSWERS
from .collect import collect
from .collected import Collected
from .send import Sending, Sent, write_forms, write_second_round

__all__ = ["ANSWERS", "Collected", "Sending", "Sent", "collect", "write_forms", "write_second_round"]
