"""Personal data that people wrote into cells of free text: where they stand, never what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..sources import SourceData
from ..words.errors import MOST_ROWS, Finding
from ..words.privacy import personal_in_cell, personal_kinds
from ..words.vocabulary import Column

# A cell worth a closer look: eight digits with hardly a letter between them, or the sign of an address.
MAY_BE_PERSONAL = "@|[0-9０-９]([^a-zA-Z]*[0-9０-９]){7}"


def personal_findings(sources: Mapping[str, SourceData]) -> list[Finding]:
    """The cells of free text that hold personal data; what they hold is not told."""
    findings = []
    for data in sources.values():
        free = [column for column in data.columns if column.free]
        cells = data.cells_like([column.name for column in free], MAY_BE_PERSONAL)
        for column in free:
            look = personal_kinds if column.type == "id" else personal_in_cell
            found = [(file, row, kinds) for file, row, text in cells.get(column.name, ()) if (kinds := look(text))]
            findings += _personal(data, column, found)
    return findings


def _personal(data: SourceData, column: Column, found: Sequence[tuple[int, int, tuple[str, ...]]]) -> list[Finding]:
    more = len(found) - MOST_ROWS
    rest = f" (và {more} dòng khác)" if more > 0 else ""
    return [
        Finding(
            "CN-01",
            f"ô có {', '.join(kinds)}{rest if at == MOST_ROWS else ''}.",
            "xóa dữ liệu cá nhân khỏi ô; báo cáo còn chứa thì không được ghi ra.",
            column=column.header,
        ).at(data.place({"file": file, "row": row}))
        for at, (file, row, kinds) in enumerate(found[:MOST_ROWS], 1)
    ]
