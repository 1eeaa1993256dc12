"""How a form is filled in where it lies."""

from __future__ import annotations

import openpyxl


def fill(path, title, cells):
    """Type values ({cell: value}) into a sheet of a form; its place as a text."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[title][place] = value
    book.save(path)
    return str(path)
