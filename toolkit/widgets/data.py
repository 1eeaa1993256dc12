"""Dữ liệu: what has arrived, what is wrong with it, and the SHA-256 of every file."""

from __future__ import annotations

from ..report.charts import last_days
from ..report.provenance import input_table
from ..report.quality import delivery_table, findings_table
from ..words.codes import LEVELS
from .piece import Piece, button, dropdown, html_of, paragraph, period_choice, picture
from .session import Session


class Data(Piece):
    """Findings and completeness; ``level`` chooses which findings."""

    title = "Dữ liệu"

    def __init__(self, session: Session):
        options = [("Tất cả", ""), *((words, level) for level, words in LEVELS.items())]
        self.level = dropdown("Mức:", options, value="")
        again = button("Đọc lại số liệu", self.read_again)
        super().__init__(session, [period_choice(session), self.level, again], watches=("period",))
        self.level.observe(self.refresh, names="value")

    def read_again(self) -> None:
        """Read the folder anew, after files were mended."""
        self.session.read_again()

    def draw(self) -> str:
        """The tables."""
        evaluation = self.session.evaluation
        levels = (self.level.value,) if self.level.value else tuple(LEVELS)
        found = sum(each.level in levels for each in evaluation.findings)
        whole = "Mọi số liệu đã đủ." if evaluation.is_complete else "Còn số liệu thiếu hoặc không tính được."
        return (
            paragraph(f"{evaluation.period.title.capitalize()}: {whole} {found} mục trong danh sách.")
            + html_of("Dữ liệu", findings_table(evaluation, caption="Lỗi, cảnh báo và cách sửa", levels=levels))
            + picture(evaluation.telling.all_in(last_days(evaluation)))
            + html_of("Dữ liệu", delivery_table(evaluation), input_table(evaluation))
        )
