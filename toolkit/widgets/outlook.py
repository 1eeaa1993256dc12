"""What is still to do: the least change that meets a goal or lifts a unit into the next band, and where the period will end."""

from __future__ import annotations

from fractions import Fraction

from ..evaluation.results import Evaluation
from ..plan.sections import every_section
from ..scenarios import ASSUMPTION, least_cases_for_goal, least_cases_for_score, project
from ..words.formatting import number, percent, short_date
from .piece import paragraph


def least_html(now: Evaluation, unit: str, target: str) -> str:
    """The least change that meets the goal, and that lifts the unit into the next band."""
    cases = least_cases_for_goal(now, unit=unit, target=target)
    said = (
        "không có mức giao"
        if now.plan.target(target).goal is None
        else "chưa có số liệu"
        if cases is None
        else "đã đạt mức giao"
        if not cases
        else f"cần thay đổi ít nhất {number(cases)} ở tử số để đạt mức giao"
    )
    html = "<h3>Thay đổi ít nhất</h3>" + paragraph(f"{target} của {unit}: {said}.")
    own = now.score(unit) if unit != now.agency else None
    if own is None or own.rank is None or own.score is None:
        return html
    gated = now.plan.scoring.gates or any(
        each.else_ and each.else_.band_at_most for each in every_section(now.plan.sections)
    )
    edges = () if gated else now.plan.scoring.bands_from_the_best
    higher = [(band.from_, band) for band in edges if band.from_ is not None and band.from_ > own.score]
    for edge, band in higher[-1:]:
        fewest = least_cases_for_score(now, unit=unit, score=edge)
        ways = "; ".join(f"{id} thêm {number(many)}" for id, many in (fewest or {}).items())
        reached = (
            f"ít nhất {number(sum(fewest.values()))} trường hợp: {ways}"
            if fewest
            else "không thể chỉ bằng thêm trường hợp đạt"
        )
        html += paragraph(f"{unit} lên mức {band.name} (từ {number(edge)} điểm): {reached}.")
    return html


def pace_html(official: Evaluation, unit: str, target: str) -> str:
    """Where the period will end at the present pace."""
    found = project(official, unit=unit, target=target)
    if found is None:
        return "<h3>Dự báo cuối kỳ</h3>" + paragraph(
            f"{target} của {unit}: không dự báo được (chỉ tiêu trạng thái, số do đơn vị báo cáo, nhiều năm, hoặc chưa có số liệu)."
        )
    low, middle, high = (percent(Fraction(part)) for part in (found.low, found.middle, found.high))
    return (
        "<h3>Dự báo cuối kỳ</h3>"
        + paragraph(
            f"{target} của {unit}: khoảng {middle}, chín phần mười khả năng trong {low} – {high}; khả năng đạt mức giao {percent(Fraction(found.chance), decimals=0)}. "
            f"Số liệu đến ngày {short_date(found.as_of)}, hết {percent(Fraction(found.elapsed))} kỳ."
        )
        + paragraph(ASSUMPTION, style="note")
    )
