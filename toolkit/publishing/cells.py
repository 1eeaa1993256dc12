"""Cells of text that somebody has put into a notebook: in its HTML they have the form of the report, whoever converts it."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor

from ..report.document import MARK
from ..report.form import without_form
from ..report.prose import cell_part
from .own import is_written, part_id


class WrittenCells(Preprocessor):
    """Puts the HTML of each such cell where the template finds it. Nothing in the text is ever run."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Mark a cell of text with what stands for it in the report; the page has the form of the parts already."""
        if cell.cell_type == "markdown":
            part = cell_part(part_id(cell, index), cell.source)._repr_html_() if is_written(cell) else ""
            cell.metadata[MARK] = {"part": part}
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = without_form(output.data["text/html"])
        return cell, resources
