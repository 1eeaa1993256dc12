"""A pandas table that a notebook shows as HTML and stores as a short text beside it: its rows stand only where they are seen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..words.markup import escaped

_NOTE = "note"  # in ``attrs``: what has to stand with the table wherever it is shown


class TableFrame(pd.DataFrame):  # type: ignore[misc]  # pandas comes without types
    """A DataFrame in all else. ``print`` shows the rows as ever; so does ``_repr_html_``.

    >>> TableFrame({"unit": ["A", "B"], "score": [90.5, 80.25]})
    TableFrame(2 dòng, 2 cột: unit, score)
    """

    @property
    def _constructor(self) -> type[TableFrame]:
        return TableFrame

    def __repr__(self) -> str:
        """How large it is and its columns, never what is in it."""
        columns = ", ".join(map(str, self.columns))
        told = f"{self.attrs[_NOTE]}; " if _NOTE in self.attrs else ""
        return f"TableFrame({told}{len(self)} dòng, {len(self.columns)} cột: {columns[:200]})"

    def __str__(self) -> str:
        """The rows, with what has to stand with them."""
        return "\n".join([*self._said, super().__repr__()])

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escaped(note)}</p>" for note in self._said) + (super()._repr_html_() or "")

    @property
    def _said(self) -> list[str]:
        return [self.attrs[_NOTE]] if _NOTE in self.attrs else []


def table_frame(rows: Any, *, columns: list[str], note: str = "") -> TableFrame:
    """A table of rows; ``note`` stands with it wherever it is shown."""
    made = TableFrame(rows, columns=columns)
    if note:
        made.attrs[_NOTE] = note
    return made
