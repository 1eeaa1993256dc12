"""What is there and what is not: a finding for each figure that lacks, and who has delivered which source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..indicators.delivery import Deliverers
from ..indicators.model import Indicator
from ..indicators.needs import needed_sources
from ..plan import Plan
from ..plan.goals import GoalBy, GoalChange
from ..plan.standard import APPRAISALS, CLAIMS, REPORTED
from ..sources import SourceData
from ..units.model import Unit
from ..units.tree import parents_below
from ..words.errors import Finding
from ..words.formatting import number
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK
from .results import Evaluation

_MOST_UNITS = 12  # that a finding names of one target


def state_findings(
    evaluation: Evaluation,
    *,
    silent: Mapping[tuple[str, str], tuple[str, ...]],
    few: Collection[tuple[str, str]] = (),
) -> list[Finding]:
    """A finding for each figure that is missing or could not be computed, and for each target without a goal yet.

    ``silent`` says who behind a unit (unit, target) has not delivered for a target; of ``few`` it is said elsewhere that
    there are too few rows.
    """
    return [
        *(
            fault
            for each in evaluation.indicators
            if (fault := _figure_fault(evaluation, each, silent=silent, few=few))
        ),
        *_reported_only(evaluation),
        *_reported_instead(evaluation),
        *_unappraised(evaluation),
        *_without_goal(evaluation),
    ]


def _figure_fault(
    evaluation: Evaluation,
    each: Indicator,
    *,
    silent: Mapping[tuple[str, str], tuple[str, ...]],
    few: Collection[tuple[str, str]],
) -> Finding | None:
    """What lacks for a figure, with the sources that did not come or are faulty; None where nothing lacks."""
    needed, title = needed_sources(evaluation.plan, evaluation.plan.target(each.target)), evaluation.period.title
    absent = _absent(evaluation, each)
    if each.state == MISSING and each.unit not in (evaluation.agency, *evaluation.parents) and not each.reported:
        return Finding(
            "SO-02",
            f"chưa có số liệu chỉ tiêu {each.target} của đơn vị {each.unit} trong {title}{_who(each, silent)}{_made_of(evaluation)}.",
            f"gửi số liệu nguồn {', '.join(absent)}, hoặc bỏ đơn vị khỏi chỉ tiêu trong ke_hoach.yaml.",
            unit=each.unit,
            target=each.target,
            for_unit=f"gửi số liệu nguồn {', '.join(absent)}.",
        )
    formula = evaluation.plan.target(each.target).measure.formula
    if each.state == BLOCKED and formula is not None:
        return Finding(
            "SO-03",
            f"không tính được chỉ tiêu {each.target} của {each.unit} trong {title}: một chỉ tiêu của công thức không tính "
            "được, hoặc công thức chia cho 0 hay lấy căn của số âm.",
            f"xem {', '.join(formula.ids)}, hoặc sửa công thức trong ke_hoach.yaml.",
            unit=each.unit,
            target=each.target,
            for_unit=f"xem {', '.join(formula.ids)}.",
        )
    if each.state == BLOCKED and (each.unit, each.target) not in few:
        faulty = [*(needed if each.unit == evaluation.agency or not each.reporting else ())]
        faulty += [REPORTED] if each.reporting else []
        return Finding(
            "SO-03",
            f"không tính được chỉ tiêu {each.target} của {each.unit} trong {title}.",
            f"sửa các lỗi của nguồn {', '.join(faulty)} nêu trong danh sách này.",
            unit=each.unit,
            target=each.target,
        )
    return None


def _absent(evaluation: Evaluation, each: Indicator) -> list[str]:
    """The sources that a figure without one lacks."""
    needed = needed_sources(evaluation.plan, evaluation.plan.target(each.target))
    return [name for name in needed if evaluation.deliveries.get((each.unit, name)) == MISSING] or [*needed[:1]]


def _reported_only(evaluation: Evaluation) -> list[Finding]:
    """Of each source that did not come: the figures that units have reported all the same, which nothing counts."""
    lacking: dict[str, list[Indicator]] = {}
    for each in evaluation.indicators:
        if each.reported:
            for source in _absent(evaluation, each):
                lacking.setdefault(source, []).append(each)
    return [
        Finding(
            "SO-06",
            f"chưa có tệp {source} của hệ thống nên chưa tính được; đơn vị đã báo cáo {_told(found, with_figures=True)}.",
            f"đặt tệp {source} của hệ thống vào thư mục {evaluation.period.id}; muốn dùng số đơn vị báo cáo thì ghi "
            f"fallback: {REPORTED} ở chỉ tiêu trong ke_hoach.yaml.",
            file=f"{evaluation.period.id}/{source}",
        )
        for source, found in lacking.items()
    ]


def _reported_instead(evaluation: Evaluation) -> list[Finding]:
    """Of each source that did not come: the figures that stand as units report them, since the plan allows it."""
    taken: dict[str, list[Indicator]] = {}
    for each in evaluation.indicators:
        if each.from_unit and each.own_state in (OK, NO_CASES) and not each.by_year:
            taken.setdefault(evaluation.plan.target(each.target).source, []).append(each)
    return [
        Finding(
            "SO-07",
            f"chưa có tệp {source} của hệ thống; số lấy theo báo cáo của đơn vị: {_told(found)}.",
            f"có tệp {source} thì đặt vào thư mục {evaluation.period.id}; không có thì không cần sửa.",
            file=f"{evaluation.period.id}/{source}",
        )
        for source, found in taken.items()
    ]


def _told(found: Sequence[Indicator], *, with_figures: bool = False) -> str:
    """Figures by target: whose they are, and the numbers."""
    by_target: dict[str, list[str]] = {}
    for each in found:
        own = each.reported or each
        figures = f" {number(own.numerator)}/{number(own.denominator)}" if with_figures else ""
        by_target.setdefault(each.target, []).append(f"{each.unit}{figures}")
    return "; ".join(
        f"{target}{':' if with_figures else ' của'} {', '.join(units[:_MOST_UNITS])}{f' và {len(units) - _MOST_UNITS} đơn vị khác' if len(units) > _MOST_UNITS else ''}"
        for target, units in by_target.items()
    )


def _unappraised(evaluation: Evaluation) -> list[Finding]:
    """A finding for each unit of which contents or actions have no appraisal."""
    official = {item.id for item in evaluation.plan.appraised}
    lacking: dict[str, list[str]] = {}
    for item in evaluation.items:
        if item.item in official and item.state == MISSING:
            lacking.setdefault(item.unit, []).append(item.item)
    return [
        Finding(
            "DIEM-01",
            f"{len(items)} mục của đơn vị {unit} chưa được thẩm định trong {evaluation.period.title}: {', '.join(items)}.",
            f"ghi điểm vào {APPRAISALS}.",
            unit=unit,
        )
        for unit, items in lacking.items()
    ]


def _without_goal(evaluation: Evaluation) -> list[Finding]:
    return [*_units_without_goal(evaluation), *_targets_without_goal(evaluation)]


def _units_without_goal(evaluation: Evaluation) -> list[Finding]:
    """The units for which a goal by unit, or one that rests on a year before, gives none."""
    found: list[Finding] = []
    for target in evaluation.plan.targets:
        if not isinstance(target.goal, (GoalBy, GoalChange)) or evaluation.years:
            continue
        why = "không có số của một năm trước để tính mức giao"
        if isinstance(target.goal, GoalBy):
            why = f"kế hoạch không có mức giao cho giá trị ở cột {target.goal.column} của don_vi"
        found += [
            Finding(
                "SO-04",
                f"{target.id} không giao cho {unit.id} trong {evaluation.period.title}: {why}.",
                "bổ sung số của năm trước, hoặc sửa goal trong ke_hoach.yaml, nếu có giao.",
                unit=unit.id,
                target=target.id,
                for_unit="báo Văn phòng, nếu chỉ tiêu có giao cho đơn vị.",
            )
            for unit in evaluation.units
            if target.assigned_to(unit.id) and evaluation.indicator(unit.id, target.id).goal is None
        ]
    return found


def _targets_without_goal(evaluation: Evaluation) -> list[Finding]:
    return [
        Finding(
            "SO-04",
            f"kế hoạch chưa giao chỉ tiêu {target.id} trong {evaluation.period.title}.",
            "thêm mức giao của năm ở goal, nếu có giao.",
            target=target.id,
        )
        for target in evaluation.plan.targets
        if not target.is_given(evaluation.period)
    ]


def _made_of(evaluation: Evaluation) -> str:
    """Why a period without a folder of its own may lack a figure."""
    if not evaluation.made_of:
        return ""
    return (
        f": kỳ này {evaluation.made_of}; số đơn vị báo cáo, nguồn trạng thái khi cắt theo ngày, và tệp không có đủ ở mọi "
        "thư mục đó, không có"
    )


def _who(each: Indicator, silent: Mapping[tuple[str, str], tuple[str, ...]]) -> str:
    """Whose delivery lacks, where that is not the unit's own alone."""
    names = silent.get((each.unit, each.target), ())
    if not set(names) - {each.unit}:
        return ""
    return f": còn thiếu số liệu của {', '.join(names)}, là đơn vị có số liệu tính vào {each.unit} theo sap_nhap"


def told_findings(sources: Mapping[str, SourceData]) -> list[Finding]:
    """The rows of a source that tell nothing of another's because a cell that says what they tell is empty."""
    findings: list[Finding] = []
    asked = {(each.source, name) for data in sources.values() for each in data.source.given for name in each.asked}
    for name, data in sources.items():
        columns = [column for column in data.columns if (name, column.name) in asked and column.type != "id"]
        titles = " và ".join(column.header[:1].lower() + column.header[1:] for column in columns)
        findings += [
            Finding(
                "DONG-09",
                f"{count} dòng {data.source.noun} để trống ô này nên không được tính (dòng đầu tiên được chỉ ra).",
                f"ghi đủ {titles}; chưa hoàn thành thì bỏ dòng.",
                column=column.header,
            ).at(data.place({"file": file, "row": row}))
            for column in columns
            if column.type != "yes_no"  # where an empty cell means no
            for file, count, (row,) in data.blank_by_file(column.name)
        ]
    return findings


def deliveries(
    plan: Plan, *, units: Sequence[Unit], sources: Mapping[str, SourceData], deliverers: Deliverers
) -> dict[tuple[str, str], str]:
    """(unit, source) → the state of what the unit, with everybody whose rows stand for it, delivered: of each source that
    the plan uses."""
    used = {name for target in plan.targets for name in needed_sources(plan, target)} | (
        {CLAIMS, APPRAISALS} if plan.appraised else set()
    )
    above = parents_below(units)
    return {
        (unit.id, name): _delivered(unit.id, data, deliverers=deliverers, owes=unit.id not in above)
        for name, data in sources.items()
        if name in used
        for unit in units
    }


def _delivered(unit: str, data: SourceData, *, deliverers: Deliverers, owes: bool) -> str:
    """The state of what a unit delivered of a source; one with others below it owes nothing of its own."""
    if deliverers.is_refused(unit, data):
        return BLOCKED
    if not deliverers.stands(unit, data):
        return NOT_ASSIGNED
    names_units = "unit" in data.source.required
    if data.source.name == REPORTED:
        silent = deliverers.lacking(unit, data, has=data.named.__contains__)
    else:
        silent = deliverers.silent(unit, data)
    if silent:
        return MISSING if owes else NOT_ASSIGNED
    if not names_units or unit in data.units:
        return OK
    return NO_CASES if deliverers.is_known_to_lack(unit, data) else BLOCKED


def rows_by_unit(sources: Mapping[str, SourceData]) -> dict[tuple[str, str], int]:
    """(unit, source) → how many rows of the source stand for the unit."""
    return {
        (unit, name): count
        for name, data in sources.items()
        if data.files and "unit" in data.source.required
        for unit, count in data.count_by_unit().items()
    }


def with_units(findings: Sequence[Finding], sources: Mapping[str, SourceData]) -> list[Finding]:
    """The findings, those about a row with the unit that stands for the row: it is the one to be asked."""
    units: dict[tuple[str, int], str] = {}
    for data in sources.values():
        numbers = {file.name: number for number, file in enumerate(data.files)}
        places = {(numbers[f.file], f.row) for f in findings if f.row and not f.unit and f.file in numbers}
        if places and "unit" in data.source.required:
            standing = data.units_at(places)
            units.update({(data.files[file].name, row): unit for (file, row), unit in standing.items()})
    return [f if f.unit or not f.row else replace(f, unit=units.get((f.file, f.row), "")) for f in findings]
