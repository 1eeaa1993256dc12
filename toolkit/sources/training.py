"""Give each person on the staff list what the courses say: ``trained_basic`` and ``trained_data``."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..errors import Finding
from .load import SourceData

_COURSES = ("basic", "data")


def attach_training(staff: SourceData, *, courses: SourceData, last_day: date) -> list[Finding]:
    """Add ``trained_<course>`` ("true"/"false") and its ``__bad`` flag to the table of staff, in place.

    A person is trained by at least one such course completed by the period's last day; distinct people count,
    however many courses they took. A course row that cannot be read leaves its person unknown, unless another proves it.
    """
    after = datetime(last_day.year, last_day.month, last_day.day) + timedelta(days=1)
    lost = bool(courses.lost.get("course") or courses.lost.get("completed_at"))
    kinds = ", ".join(
        f"coalesce(bool_or(course = '{course}' AND completed_at < ?), false) AS {course}, "
        f"bool_or(course__bad OR ((course = '{course}' OR course IS NULL) AND completed_at__bad)) AS {course}__bad"
        for course in _COURSES
    )
    picks = ", ".join(
        f"CASE WHEN c.{course} THEN 'true' ELSE 'false' END AS trained_{course}, "
        f"(NOT coalesce(c.{course}, false) AND (coalesce(c.{course}__bad, false) OR {str(lost).lower()})) AS trained_{course}__bad"
        for course in _COURSES
    )
    staff.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE can_bo_trained AS SELECT s.*, {picks} FROM can_bo s LEFT JOIN "
        f"(SELECT staff_id, {kinds} FROM tap_huan GROUP BY staff_id) c USING (staff_id)",
        [after] * len(_COURSES),
    )
    staff.connection.execute("CREATE OR REPLACE TEMP VIEW can_bo AS SELECT * FROM can_bo_trained")
    findings = []
    if staff.files:
        strangers = staff.connection.execute(
            "SELECT file, count(*), min(row) FROM tap_huan WHERE staff_id IS NULL OR staff_id NOT IN (SELECT staff_id FROM can_bo WHERE staff_id IS NOT NULL) "
            "GROUP BY file ORDER BY file"
        ).fetchall()
        findings = [
            Finding(
                "DONG-05",
                f"{count} dòng tập huấn có mã cán bộ không nằm trong can_bo, không được tính (dòng đầu tiên được chỉ ra).",
                "sửa mã cán bộ, hoặc bổ sung người đó vào can_bo.",
                **courses.place({"file": file, "row": row}),
                column="Mã cán bộ",
            )
            for file, count, row in strangers
        ]
    for name in ("course", "completed_at"):
        titles = {column.name: column.header for column in courses.columns}
        findings += [
            Finding(
                "COT-02",
                "thiếu cột nên không biết ai đã được tập huấn.",
                "thêm cột này vào tệp, đúng tên như mẫu.",
                file=courses.files[n].name,
                sheet=courses.sheets.get(n, ""),
                column=titles[name],
            )
            for n in sorted(courses.lost.get(name, ()))
        ]
    return findings
