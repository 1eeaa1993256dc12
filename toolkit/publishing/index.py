"""``index.html``: one page that leads to everything in an output folder, says what is complete, and compares periods."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from ..indicators.model import Indicator
from ..periods import Period, parse_period
from ..plan import Amount, Plan, Target
from ..report.claims import change_text, noun
from ..report.document import Section
from ..report.model import Block, Cell, Contents, Heading, Letterhead, Links, Paragraph, Table
from ..report.words import target_label, value_text
from ..shipped import versions
from ..words.errors import UsageError
from ..words.formatting import number, sort_key
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, PARTIAL, STATES
from ..writing.files import digest
from ..writing.results import Results, lying, proper_name
from .jobs import DATA_PACKAGE, INDEX, KINDS, OPEN_DATA, PAPERS
from .record import RECORD, RunRecord
from .seal import is_made_at, is_sealed_for, sealed

_TABLES = {
    "so_lieu.xlsx": "Mọi bảng trong một sổ tính (Excel)",
    "indicators.csv": "Chỉ tiêu (CSV)",
    "indicators_as_was.csv": "Chỉ tiêu theo cơ cấu khi đó (CSV)",
    "items.csv": "Điểm từng mục (CSV)",
    "scores.csv": "Điểm, thứ hạng, xếp loại (CSV)",
    "awards.csv": "Đề nghị khen thưởng (CSV)",
    "followup.csv": "Đôn đốc (CSV)",
    "findings.csv": "Lỗi và cảnh báo (CSV)",
}
_SHEETS, _CHECKS = "phieu_don_vi/", "kiem_tra/"
_SHOWN = 30  # files that are out of date


@dataclass(frozen=True)
class Made:
    """A period in the output folder: its record, and the rows of its ``indicators.csv``."""

    period: Period
    record: RunRecord
    rows: Sequence[Mapping[str, str]]

    @property
    def title(self) -> str:
        """The period, as a title begins."""
        return self.period.title[0].upper() + self.period.title[1:]

    def shown(self, name: str) -> str:
        """Where the file lies that people read: their own where somebody has changed it."""
        return name if name in self.record.edited else self.record.places.get(name, name)

    def mark(self, name: str) -> str:
        """What is to be minded of a file, after its title."""
        marks = ["đã có người sửa"] if name in self.record.edited else []
        if not marks and self.record.places.get(name) in self.record.stale:
            marks.append("đã cũ so với số liệu")
        marks += ["được giữ nguyên"] if self.record.is_kept(name) else []
        return f" – {', '.join(marks)}" if marks else ""

    def indicator(self, unit: str, target: Target) -> Indicator | None:
        """An indicator as the file has it; None where it has none."""
        row = next((row for row in self.rows if (row["unit"], row["target"]) == (unit, target.id)), None)
        if row is None:
            return None
        over, under = (Fraction(row[name]) if row[name] else None for name in ("numerator", "denominator"))
        value = over / under if row["status"] in (OK, PARTIAL) and over is not None and under else None
        met, goal = row["met"] == "true" if row["met"] else None, target.goal_in(self.period)
        if goal is None and row["goal"]:  # it rests on a year before, or on the unit
            percent = target.in_percent(self.period)
            goal = Amount(value=Fraction(row["goal"]), percent=percent, unit=target.unit_of_measure)
        reporting = int(row["source"] != "; ".join(target.sources))
        found = Indicator(
            unit, target.id, row["status"], over, under, value=value, goal=goal, met=met, reporting=reporting
        )
        if found.state != PARTIAL or self.period.is_range:  # which years lack a unit, the file does not say
            return found
        states = [each["status"] for each in self.rows if each["target"] == target.id and each["unit"] != unit]
        expected = len(states) - states.count(NOT_ASSIGNED)
        return replace(found, delivered=states.count(OK) + states.count(NO_CASES), expected=expected)


def index_page(plan: Plan, out: Path, *, names: Mapping[str, str]) -> bytes:
    """The page for the periods that have a record in ``out``, the latest first. ``names`` maps each unit to its name."""
    from .publish import page_bytes

    agency, movement = plan.movement.agency, plan.movement
    title = f"Kết quả phong trào thi đua “{movement.name}”"
    made = sorted(_made(plan, out), key=lambda each: (len(each.period.years()) > 1, each.period))
    parts = [
        *_overview(plan, made),
        *(_period_section(each, out, word=noun(plan), names=names) for each in reversed(made)),
    ]
    head: list[Block] = [
        Letterhead(agency.parent, agency.name, "", "", "Kết quả đánh giá", f"Phong trào thi đua “{movement.name}”"),
        Contents(tuple((part.id, part.title) for part in parts)),
    ]
    head += [Paragraph(movement.note, "note")] if movement.note else []
    return sealed(page_bytes(title, Section("mo-dau", title, tuple(head)), *parts), _rests_on(plan, out, names))


def is_index_of(plan: Plan, out: Path, *, names: Mapping[str, str]) -> bool:
    """Whether the page that lies in ``out`` is the one that would be written."""
    try:
        page = front_page(out).read_bytes()
    except OSError:
        return False
    return is_sealed_for(page, _rests_on(plan, out, names))


def front_page(out: Path) -> Path:
    """Where the page lies: under its name, or beside it where somebody has changed that one."""
    made = [place for place in lying(out, INDEX, {}) if is_made_at(out / place)]
    return out / (made[-1] if made else INDEX)


def write_index(plan: Plan, results: Results, *, names: Mapping[str, str]) -> dict[str, str]:
    """Write the page where it would say something else; its name → why it could not be replaced, if so."""
    out = results.folder.root
    if is_index_of(plan, out, names=names):
        return {}
    return results.deliver({INDEX: index_page(plan, out, names=names)}, always=True).failed


def _rests_on(plan: Plan, out: Path, names: Mapping[str, str]) -> str:
    """What the page says comes from the plan, the names of the units, the records and the indicators of the periods, and
    their open data."""
    kinds = (RECORD, "indicators*.csv", f"{OPEN_DATA}/{DATA_PACKAGE}")
    paths = sorted(path for name in kinds for path in out.glob(f"*/{name}"))
    files = [(path.relative_to(out).as_posix(), digest(path.read_bytes())) for path in paths if path.is_file()]
    return repr((plan, sorted(names.items()), files, sorted(versions().items())))


def _made(plan: Plan, out: Path) -> Iterator[Made]:
    for path in out.glob(f"*/{RECORD}"):
        try:
            record = RunRecord.read(path.parent)
            period = parse_period(path.parent.name, named=plan.named_periods)
            if record is None:
                continue
            with (path.parent / record.places["indicators.csv"]).open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        except (UsageError, ValueError, OSError, KeyError):
            continue
        yield Made(period, record, rows)


def _overview(plan: Plan, made: Sequence[Made]) -> Iterator[Section]:
    """What is complete and what is missing; then the agency's indicators in every period."""
    if not made:
        return
    title = "Tình trạng các kỳ"
    yield Section("tinh-trang", title, (Heading(title), _state_table(plan, made)))
    if len(made) > 1:
        title = "So sánh các kỳ"
        yield Section("so-sanh", title, (Heading(title), _period_table(plan, made)))


def _state_table(plan: Plan, made: Sequence[Made]) -> Table:
    rows = []
    for each in reversed(made):
        counts = each.record.counts
        lacking = _lacking(plan, each)
        unmade = [_failed_title(name) for name in each.record.failed] + _unmade(plan, each)
        rows.append(
            (
                each.title,
                f"{counts.targets_met}/{counts.targets}",
                number(counts.units),
                Cell("Đủ", "good") if each.record.complete else Cell("Còn thiếu", "bad"),
                "; ".join(lacking) or "–",
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
    wanted = ["kiem_tra", whole, *(["binh_xet"] if plan.awards else [])]
    said = [
        KINDS[kind] for kind in wanted if f"{kind}.html" not in made.record.places and kind not in made.record.failed
    ]
    sheets = sum(name.startswith(_SHEETS) and name.endswith(".html") for name in made.record.places)
    lost = made.record.counts.units - sheets - sum(name.startswith(_SHEETS) for name in made.record.failed)
    return said + ([f"{number(lost)} phiếu kết quả đơn vị"] if lost > 0 else [])


def _period_table(plan: Plan, made: Sequence[Made]) -> Table:
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


def _period_section(made: Made, out: Path, *, word: str, names: Mapping[str, str]) -> Section:
    counts = made.record.counts
    found = [f"{number(counts.findings[level])} {word}" for level, word in (("error", "lỗi"), ("warning", "cảnh báo"))]
    over = " (theo số gộp của các năm)" if made.period.is_range else ""
    said = f"{counts.targets_met}/{counts.targets} {word} đạt mức giao{over}; {number(counts.units)} đơn vị; {', '.join(found)}."
    said += "" if made.record.complete else " Còn số liệu thiếu hoặc không tính được."
    return Section(made.period.id, made.title, (Heading(made.title), Paragraph(said), *_links(made, out, names=names)))


def _links(made: Made, out: Path, *, names: Mapping[str, str]) -> Iterator[Block]:
    """The period's reports, its papers, its unit sheets, its tables: those that are there, and which of them to mind."""
    record, folder = made.record, out / made.period.id
    open_data = _open_data(folder / OPEN_DATA)
    told = {unit: f"{names[unit]} ({unit})" if unit in names else unit for unit in _units(made)}
    by_name = sorted(told, key=lambda unit: sort_key(told[unit]))
    yield from _to_mind(made)
    for title, titles in (
        ("Báo cáo", {f"{kind}.html": text for kind, text in KINDS.items()}),
        ("Hồ sơ khen thưởng", {f"binh_xet/{name}.docx": f"{text} (Word)" for name, text in PAPERS.items()}),
        ("Phiếu đơn vị", {f"{_SHEETS}{unit}.html": f"Phiếu kết quả của {told[unit]}" for unit in by_name}),
        (
            "Kiểm tra số liệu theo đơn vị",
            {f"{_CHECKS}{unit}.html": f"Kiểm tra số liệu của {told[unit]}" for unit in by_name},
        ),
        ("Bảng số liệu", _TABLES),
        ("Dữ liệu mở", open_data),
    ):
        there = [name for name in titles if name in record.places or name in open_data]
        documents = {name: f"{name.removesuffix('.html')}.docx" for name in there if name.endswith(".html")}
        word = {n: made.shown(each) for n, each in documents.items() if each in record.places}
        if there:
            yield Heading(title, 3)
            yield Links(
                tuple((f"{made.period.id}/{made.shown(n)}", f"{titles[n]}{made.mark(n)}") for n in there),
                {f"{made.period.id}/{made.shown(n)}": f"{made.period.id}/{each}" for n, each in word.items()},
            )


def _to_mind(made: Made) -> Iterator[Block]:
    """The files that somebody has changed, each with the new one beside it, and those that no longer fit the data."""
    record, period = made.record, made.period.id
    changed: list[tuple[str, str]] = []
    for place in record.edited:
        changed.append((f"{period}/{place}", f"{place}: đã có người sửa, được giữ nguyên"))
        beside = record.places.get(proper_name(place), place)
        if beside not in record.edited:
            changed.append((f"{period}/{beside}", f"{beside}: bản mới, do bộ công cụ lập"))
    if changed:
        yield Heading("Tệp đã có người sửa", 3)
        yield Links(tuple(dict(changed).items()))
    if record.stale:
        yield Heading("Tệp đã cũ so với số liệu", 3)
        yield Paragraph(f"{number(len(record.stale))} tệp lập trước khi số liệu đổi, chưa được lập lại.")
        yield Links(tuple((f"{period}/{place}", place) for place in record.stale[:_SHOWN]))


def _units(made: Made) -> set[str]:
    """The units that have a sheet or a check of their own."""
    pages = [name.removesuffix(".html") for name in made.record.places if name.endswith(".html")]
    return {page.removeprefix(place) for place in (_SHEETS, _CHECKS) for page in pages if page.startswith(place)}


def _open_data(folder: Path) -> dict[str, str]:
    """The files of a package of open data that is there, by the titles that it gives them."""
    try:
        described = json.loads((folder / DATA_PACKAGE).read_text(encoding="utf-8"))
        titles = {each["path"]: str(each["title"]) for each in described["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    tables = {path.name: f"{titles.get(path.name, path.name)} (CSV)" for path in sorted(folder.glob("*.csv"))}
    return {f"{OPEN_DATA}/{name}": text for name, text in {DATA_PACKAGE: "Mô tả gói dữ liệu (JSON)", **tables}.items()}
