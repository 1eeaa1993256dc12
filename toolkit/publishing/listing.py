"""What the front page folds away: the state of every period, the agency's targets side by side, every table and file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..indicators.model import Indicator
from ..plan import Plan, Target
from ..report.claims import change_text, noun
from ..report.model import Block, Cell, Heading, Links, Paragraph, Table
from ..report.words import target_label, value_text
from ..words.formatting import number
from ..words.vocabulary import BLOCKED, MISSING, OK, PARTIAL, STATES
from ..writing.results import proper_name
from .jobs import DATA_PACKAGE, KINDS, OPEN_DATA, Job, is_internal, moved_to
from .made import Made

_TABLES = {
    "so_lieu.xlsx": "Mọi bảng trong một sổ tính (Excel)",
    "indicators.csv": "Chỉ tiêu (CSV)",
    "indicators_as_was.csv": "Chỉ tiêu theo cơ cấu khi đó (CSV)",
    "items.csv": "Điểm từng mục (CSV)",
    "scores.csv": "Điểm, thứ hạng, xếp loại (CSV)",
    "followup.csv": "Đôn đốc (CSV)",
    "findings.csv": "Lỗi và cảnh báo (CSV)",
}
_SHEETS = "phieu_don_vi/"
_SHOWN = 30  # files that are out of date


def state_table(plan: Plan, made: Sequence[Made]) -> Table:
    """What of each period is complete, what is missing, which reports nobody has made."""
    rows = []
    for each in reversed(made):
        counts = each.record.counts
        unmade = [_failed_title(name) for name in each.record.failed] + _unmade(plan, each)
        rows.append(
            (
                each.title,
                f"{counts.targets_met}/{counts.targets}",
                number(counts.units),
                Cell("Đủ", "good") if each.record.complete else Cell("Còn thiếu", "bad"),
                "; ".join(_lacking(plan, each)) or "–",
                number(counts.findings["error"]),
                number(counts.findings["warning"]),
                "; ".join(unmade) or "–",
            )
        )
    columns = (
        "Kỳ",
        f"{noun(plan).capitalize()} đạt",
        "Đơn vị",
        "Số liệu",
        "Còn thiếu",
        "Lỗi",
        "Cảnh báo",
        "Báo cáo chưa có",
    )
    return Table(
        "Số liệu và báo cáo của từng kỳ", columns, tuple(rows), "lcrclrrl", searchable=True, filters=("Số liệu",)
    )


def _lacking(plan: Plan, made: Made) -> list[str]:
    """The targets of which a figure is missing or could not be computed, and of how many units."""
    said = []
    for target in plan.targets:
        for state in (MISSING, BLOCKED, PARTIAL):
            rows = [row for row in made.rows if row["target"] == target.id and row["status"] == state]
            if units := [row["unit"] for row in rows if row["unit"] != plan.movement.agency.id]:
                said.append(f"{target.id}: {STATES[state]} của {number(len(units))} đơn vị")
            elif rows:
                said.append(f"{target.id}: {STATES[state]}")
    return said


def _failed_title(name: str) -> str:
    kind, _, unit = name.partition("/")
    return f"{KINDS.get(kind, kind)} {unit}".strip()


def _unmade(plan: Plan, made: Made) -> list[str]:
    """The reports that the period should have and that nobody has asked for yet."""
    whole = "tong_ket" if made.period == plan.movement.final else "so_ket"
    wanted = [Job("kiem_tra"), Job(whole), *([Job("binh_xet")] if plan.awards else [])]
    record = made.record
    said = [KINDS[job.kind] for job in wanted if job.pages[1] not in record.places and job.kind not in record.failed]
    sheets = sum(name.startswith(_SHEETS) and name.endswith(".html") for name in made.record.places)
    lost = made.record.counts.units - sheets - sum(name.startswith(_SHEETS) for name in made.record.failed)
    return said + ([f"{number(lost)} phiếu kết quả đơn vị"] if lost > 0 else [])


def period_table(plan: Plan, made: Sequence[Made]) -> Table:
    """The agency's indicators, a column a period; each cell says its change against every period before it."""
    rows: list[tuple[Cell | str, ...]] = []
    for target in plan.targets:
        own = [each.indicator(plan.movement.agency.id, target) for each in made]
        rows.append((target_label(target), *(_compared(own[: n + 1], target) for n in range(len(own)))))
    titles = tuple(each.title for each in made)
    return Table(
        "Kết quả các chỉ tiêu của cơ quan ở mọi kỳ",
        ("Chỉ tiêu", *titles),
        tuple(rows),
        "l" + "r" * len(made),
        searchable=True,
        views=("", *titles),
        view_title="So sánh kỳ",
        foot=((f"Số {noun(plan)} đạt mức giao", *(number(each.record.counts.targets_met) for each in made)),),
        note="Mỗi kỳ theo cơ cấu tổ chức ngày cuối của kỳ đó. Dấu ✗: chưa đạt mức giao.",
    )


def _compared(own: Sequence[Indicator | None], target: Target) -> Cell:
    *before, last = own
    if last is None:
        return Cell("–", "none")
    if last.state != OK:
        return Cell(value_text(last, target=target), "none", changes=("–",) * len(before))
    changes = tuple(_change(each, last) for each in before)
    return Cell(
        value_text(last, target=target),
        "none" if last.met is None else "good" if last.met else "bad",
        changes=changes or ("–",),
    )


def _change(before: Indicator | None, after: Indicator) -> str:
    if before is None or before.state != OK or before.value is None or after.value is None:
        return "–"
    return change_text(Indicator(after.unit, after.target, OK, goal=after.goal, change=after.value - before.value))


def file_lists(made: Made, out: Path) -> Iterator[Block]:
    """The files of a period under headings of their own: those that are there, and which of them to mind.

    The matrix leads to the sheets of the units, the data check of the period to theirs.
    """
    record, folder = made.record, out / made.period.id
    open_data = _open_data(folder / OPEN_DATA)
    yield from to_mind(made, internal=False)
    for title, titles in (
        ("báo cáo", {f"{kind}.html": text for kind, text in KINDS.items() if kind != "binh_xet"}),
        ("bảng số liệu", _TABLES),
        ("dữ liệu mở", open_data),
    ):
        there = [name for name in titles if name in record.places or name in open_data]
        documents = {name: f"{name.removesuffix('.html')}.docx" for name in there if name.endswith(".html")}
        word = {n: made.shown(each) for n, each in documents.items() if each in record.places}
        if there:
            yield Heading(f"{made.title}: {title}", 3)
            yield Links(
                tuple((f"{made.period.id}/{made.shown(n)}", f"{titles[n]}{made.mark(n)}") for n in there),
                {f"{made.period.id}/{made.shown(n)}": f"{made.period.id}/{each}" for n, each in word.items()},
            )


def to_mind(made: Made, *, internal: bool) -> Iterator[Block]:
    """The files that somebody has changed, each with the new one beside it, and those that no longer fit the data: the public
    ones, or all of the ``internal`` edition, also where an earlier version laid them among the public ones."""
    record, period = made.record, made.period.id
    changed: list[tuple[str, str]] = []
    stale = [place for place in record.stale if is_internal(place) == internal]
    for place in record.edited:
        if is_internal(place) != internal:
            continue
        changed.append((f"{period}/{place}", f"{place}: đã có người sửa, được giữ nguyên"))
        name = proper_name(place)
        beside = record.places.get(moved_to(name) or name, place)
        if beside not in record.edited:
            changed.append((f"{period}/{beside}", f"{beside}: bản mới, do bộ công cụ lập"))
    if changed:
        yield Heading(f"{made.title}: tệp đã có người sửa", 3)
        yield Links(tuple(dict(changed).items()))
    if stale:
        yield Heading(f"{made.title}: tệp đã cũ so với số liệu", 3)
        yield Paragraph(f"{number(len(stale))} tệp lập trước khi số liệu đổi, chưa được lập lại.")
        yield Links(tuple((f"{period}/{place}", place) for place in stale[:_SHOWN]))


def _open_data(folder: Path) -> dict[str, str]:
    """The files of a package of open data that is there, by the titles that it gives them."""
    try:
        described = json.loads((folder / DATA_PACKAGE).read_text(encoding="utf-8"))
        titles = {each["path"]: str(each["title"]) for each in described["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    tables = {path.name: f"{titles.get(path.name, path.name)} (CSV)" for path in sorted(folder.glob("*.csv"))}
    return {f"{OPEN_DATA}/{name}": text for name, text in {DATA_PACKAGE: "Mô tả gói dữ liệu (JSON)", **tables}.items()}
