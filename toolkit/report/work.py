"""The work that is left: what can still be done, in whole numbers, by whom and until when. What a closed period lacks for a
goal cannot be done any more: it is told beside it, and is no work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..evaluation.results import Evaluation
from ..indicators.followup import gap_of
from ..indicators.model import FollowUp
from ..indicators.needs import needed_sources
from ..plan import Target
from ..units.tree import parents_below
from ..words.formatting import number, short_date
from ..words.vocabulary import BLOCKED, MISSING, PARTIAL
from . import claims
from .claims import listed
from .columns import without_idle
from .followup import gap_noun, gap_text, gap_words
from .model import Block, Cell, Paragraph, Table
from .words import called, capitalised, goal_text, short_label

_BEFORE_SIGNING = "trước khi ký báo cáo"
_OVERDUE = "đã quá hạn"
_NO_DAY = "–"
_TITLE = "Việc cần làm"


@dataclass(frozen=True)
class Task:
    """One thing that a unit has to do: what, until when, and, where it can be counted, how many of what."""

    unit: str
    text: str
    due: str
    count: Fraction | None = None
    noun: str = ""

    @property
    def amount(self) -> str:
        """How many of what."""
        return amount_of(self.count, self.noun)


def amount_of(count: Fraction | None, noun: str) -> str:
    """A number with its noun; a dash where there is none."""
    return "–" if count is None else f"{number(count, None if count.denominator == 1 else 2)} {noun}".strip()


def tasks_of(evaluation: Evaluation, unit: str) -> list[Task]:
    """What a unit can still do: goals of the state at the period's end first, then data that lack, then its reports."""
    return [*_goals(evaluation, unit), *_data(evaluation, unit), *_reports(evaluation, unit)]


def _goals(evaluation: Evaluation, unit: str) -> Iterator[Task]:
    for each in evaluation.follow_up_of(unit):
        target, goal = evaluation.plan.target(each.target), evaluation.indicator(unit, each.target).goal
        if each.gap and goal is not None and evaluation.plan.is_state(target):
            way = claims.way_text(target, goal)
            text = f"{capitalised(called(evaluation.plan, target.id))}: {way}đạt mức giao {goal_text(goal)}"
            noun = gap_noun(evaluation, target, goal)
            if noun:
                yield Task(unit, text, _next_end(evaluation), each.gap, noun)
            else:
                yield Task(unit, f"{text} ({gap_text(evaluation, each)})", _next_end(evaluation))


def _next_end(evaluation: Evaluation) -> str:
    """Until when a goal is to be reached: the end of the next year of the movement, if there is one."""
    end, last = evaluation.period.end, evaluation.plan.movement.end
    return short_date(min(last, date(end.year + 1, 12, 31))) if end < last else _NO_DAY


def _data(evaluation: Evaluation, unit: str) -> Iterator[Task]:
    for target in evaluation.plan.targets:
        each, name = evaluation.indicator(unit, target.id), capitalised(called(evaluation.plan, target.id))
        source = _titles(evaluation, target)
        if each.state == MISSING and each.reported:
            yield Task(unit, f"{name}: {each.state_text} ({source})", _BEFORE_SIGNING)
        elif each.state == MISSING:
            yield Task(unit, f"{name}: gửi số liệu nguồn {source}", _BEFORE_SIGNING)
        elif each.state == BLOCKED:
            yield Task(unit, f"{name}: sửa lỗi số liệu nguồn {source}", _BEFORE_SIGNING)
        elif each.state == PARTIAL:
            years = ", ".join(each.lacking)
            yield Task(unit, f"{name}: gửi số liệu nguồn {source} của năm {years}", _BEFORE_SIGNING)
    judged = {each.id for each in evaluation.plan.appraised}
    lacking = [e for e in evaluation.items_of(unit) if e.state in (MISSING, BLOCKED) and e.item in judged]
    if lacking:
        text = "Gửi tự chấm và minh chứng, nếu chưa gửi, của các mục chưa được thẩm định"
        yield Task(unit, text, _BEFORE_SIGNING, Fraction(len(lacking)), "mục")


def _titles(evaluation: Evaluation, target: Target) -> str:
    names = target.sources or needed_sources(evaluation.plan, target)
    return ", ".join(evaluation.plan.source(name).title.lower() for name in names)


def _reports(evaluation: Evaluation, unit: str) -> Iterator[Task]:
    _late, unsent = evaluation.late_reports.get(unit, (0, 0))
    if unsent:
        yield Task(unit, "Gửi các báo cáo định kỳ chưa gửi", _OVERDUE, Fraction(unsent), "báo cáo")


def short_flows(evaluation: Evaluation, unit: str) -> list[FollowUp]:
    """The targets of a unit that a closed period lacks cases of."""
    own = evaluation.follow_up_of(unit)
    plan = evaluation.plan
    return [each for each in own if each.gap and not plan.is_state(plan.target(each.target))]


def work_blocks(evaluation: Evaluation, units: Sequence[str]) -> tuple[Block, ...]:
    """The table of work of the units, and what the period lacks for its goals; one sentence where there is neither."""
    if len(units) > 1:  # who has others below is told by them; only its reports are its own
        above = parents_below(evaluation.units)
        own = [_reports(evaluation, unit) if unit in above else tasks_of(evaluation, unit) for unit in units]
        tasks = [task for each in own for task in each]
        rows = _lacking_rows(evaluation, [unit for unit in units if unit not in above])
        return (*([_shared_table(evaluation, tasks)] if tasks else []), *([_lacking_table(rows)] if rows else []))
    tasks = tasks_of(evaluation, units[0])
    blocks: list[Block] = [_own_table(tasks)] if tasks else []
    if flows := short_flows(evaluation, units[0]):
        said = "; ".join(f"{called(evaluation.plan, e.target)} {gap_text(evaluation, e)}" for e in flows)
        blocks.append(Paragraph(f"Kỳ đã kết thúc, so với mức giao: {said}.", lead="Rút kinh nghiệm."))
    elif not tasks:
        blocks.append(Paragraph(claims.nothing_to_do_text(evaluation, units[0])))
    return tuple(blocks)


def _own_table(tasks: Sequence[Task]) -> Table:
    """The work of one unit."""
    rows = tuple((task.text, task.amount, task.due) for task in tasks)
    columns = ("Việc", "Số lượng", "Hạn")
    table = Table(_TITLE, columns, rows, "lrc", compact=True, widths=(60, 20, 20), note=_note(tasks))
    return without_idle(table, "Hạn")


def _note(tasks: Sequence[Task]) -> str:
    """What the table holds; until when a goal is due only where the movement goes on."""
    is_due = any(task.due not in (_BEFORE_SIGNING, _OVERDUE, _NO_DAY) for task in tasks)
    return f"{claims.WORK_NOTE} {claims.DUE_NOTE}" if is_due else claims.WORK_NOTE


def _shared_table(evaluation: Evaluation, tasks: Sequence[Task]) -> Table:
    """The work of several units: each thing once, with all who have to do it."""
    together: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        together.setdefault((task.text, task.due), []).append(task)
    rows = []
    for (text, due), own in together.items():
        counted = [(evaluation.short_names[task.unit], task.count) for task in own if task.count is not None]
        amount = amount_of(sum((count for _, count in counted), Fraction(0)), own[0].noun) if counted else "–"
        who = claims.gaps_text(counted) if counted else listed([evaluation.short_names[task.unit] for task in own])
        rows.append((text, amount, who, due))
    busy = len({task.unit for task in tasks})
    table = Table(
        _TITLE,
        ("Việc", "Số lượng", "Đơn vị", "Hạn"),
        tuple(rows),
        "lrlc",
        compact=True,
        widths=(24, 13, 51, 12),
        foot=(("Số đơn vị có việc", "", f"{busy} đơn vị", ""),),
        note=_note(tasks),
    )
    return without_idle(table, "Hạn")


def busy_units(evaluation: Evaluation) -> int:
    """How many units have work left."""
    above = parents_below(evaluation.units)
    own = [_reports(evaluation, u.id) if u.id in above else tasks_of(evaluation, u.id) for u in evaluation.units]
    return sum(bool(list(each)) for each in own)


def _lacking_rows(evaluation: Evaluation, units: Sequence[str]) -> tuple[tuple[Cell | str, ...], ...]:
    """For each target of a closed period that the agency does not reach: what the agency lacks, and who lacks."""
    rows: list[tuple[Cell | str, ...]] = []
    short = {unit: {each.target: each for each in short_flows(evaluation, unit)} for unit in units}
    for target in evaluation.plan.targets:
        behind = [(unit, short[unit][target.id]) for unit in units if target.id in short[unit]]
        whole = evaluation.indicator(evaluation.agency, target.id)
        if behind and whole.met is False:
            told = claims.gaps_text([(evaluation.short_names[unit], each.gap) for unit, each in behind if each.gap])
            rows.append(
                (short_label(evaluation.plan, target), gap_words(evaluation, whole, gap_of(whole, target)), told)
            )
    return tuple(rows)


def _lacking_table(rows: tuple[tuple[Cell | str, ...], ...]) -> Table:
    return Table(
        "Thiếu so với mức giao trong kỳ đã kết thúc",
        ("Chỉ tiêu", "Toàn cơ quan", "Đơn vị, số trường hợp"),
        rows,
        "lrl",
        compact=True,
        widths=(22, 17, 61),
        note=claims.LACKING_NOTE,
    )
