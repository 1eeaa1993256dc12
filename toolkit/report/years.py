"""Tables over several periods: figures in today's structure, scores and ranks as each period decided them."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..plan import Target
from ..scoring.model import UnitScore
from ..words.formatting import NBSP
from ..words.vocabulary import NOT_ASSIGNED
from . import claims
from .claims import change_text, verdict
from .model import Cell, Table
from .tables import result_cell
from .words import against_goal_text, goals_text, score_text, short_label, target_label


def years_table(evaluation: Evaluation, history: Sequence[Evaluation], *, unit: str, caption: str) -> Table:
    """The indicators of the agency or of a unit over the periods of ``history``, and for several years the agency's sum beside
    them; that of a unit stands in the table of its targets."""
    is_agency = unit == evaluation.agency
    is_summed = is_agency and bool(evaluation.years)
    rows, moves = [], {move.target.id: move for move in claims.moves_over(history, unit)}
    for target in evaluation.plan.targets:
        parts = [_indicator_of(each, unit, target) for each in history]
        if not is_agency and all(each.state == NOT_ASSIGNED for each in parts):
            continue  # the sheet names what the unit is not given
        change = moves[target.id].text if target.id in moves else "–"
        whole = (result_cell(evaluation, evaluation.indicator(unit, target.id)),) if is_summed else ()
        cells = (
            result_cell(each, own, elsewhere=each.period != evaluation.period) for each, own in zip(history, parts)
        )
        label = short_label(evaluation.plan, target) if is_agency else target_label(target)
        rows.append((label, *cells, change, *whole))
    whole_title: tuple[str, ...] = ("Cả giai đoạn",) if is_summed else ()
    met = [claims.met_count_text(e, unit) for e in history]
    own_met = claims.met_count_text(evaluation, unit)
    word = claims.noun(evaluation.plan)
    changes = claims.counts_text(list(moves.values()), word)
    foot = (f"Số {word} đạt mức giao", *met, changes, *(own_met for _ in whole_title))
    judge = claims.judged_on(evaluation) if is_summed else None
    titles = [_judging(e.period.title.capitalize(), e is judge) for e in history]
    whole_title = tuple(_judging(title, evaluation is judge) for title in whole_title)
    columns = ("Chỉ tiêu", *titles, claims.LAST_AGAINST_FIRST, *whole_title)
    views = ("", *(e.period.title.capitalize() for e in history), "", *("" for _ in whole_title))
    return Table(
        caption,
        columns,
        tuple(rows),
        "l" + "r" * (len(columns) - 1),
        note="Trong ngoặc: tử số/mẫu số. Mọi kỳ tính theo cơ cấu tổ chức ngày cuối kỳ báo cáo."
        + (
            " Chỉ tiêu phát sinh của cả giai đoạn là tổng tử số trên tổng mẫu số; chỉ tiêu trạng thái lấy năm cuối."
            if is_summed
            else ""
        ),
        compact=True,
        searchable=True,
        views=views if is_agency else (),
        view_title="Kỳ" if is_agency else "",
        foot=(foot,),
    )


def verdict_table(evaluation: Evaluation) -> Table:
    """Of several years, the last beside all of them: which of the two judges, and what each would say."""
    last, judge = evaluation.years[-1], claims.judged_on(evaluation)
    before = claims.before_text(last) if claims.is_compared(last) else ""
    rows = []
    for target in evaluation.plan.targets:
        cells: list[Cell | str] = [short_label(evaluation.plan, target), goals_text(target, evaluation.period)]
        for e in (last, evaluation):
            each = e.indicator(e.agency, target.id)
            share = against_goal_text(each, target, cap=e.plan.scoring.cap)
            cells += [result_cell(e, each, elsewhere=e is last), share or "–", verdict(each)]
        cells += [change_text(last.indicator(last.agency, target.id)) or "–"] if before else []
        rows.append(tuple(cells))
    columns, spans = ["Chỉ tiêu", "Mức giao"], [("", ""), ("", "")]
    for e in (last, evaluation):
        title = e.period.title.capitalize()
        columns += [_judging(title, e is judge), f"So với mức giao, {e.period.title}", f"Đánh giá, {e.period.title}"]
        spans += [(_judging(title, e is judge), name) for name in ("Kết quả", "So với mức giao", "Đánh giá")]
    if before:
        columns.append(f"{last.period.title.capitalize()} so với {before}")
        spans.append(("", ""))
    return Table(
        f"Kết quả {last.period.title} và cả {evaluation.period.title}",
        tuple(columns),
        tuple(rows),
        "lrrrcrrc" + "r" * bool(before),
        compact=True,
        searchable=True,
        spans=tuple(spans),
        note="Trong ngoặc: tử số/mẫu số. Cột ghi “kết luận chính thức” là căn cứ đánh giá; cột kia để đối chiếu.",
    )


def _judging(title: str, judges: bool) -> str:
    return f"{title} (kết luận chính thức)" if judges else title


def _indicator_of(evaluation: Evaluation, unit: str, target: Target) -> Indicator:
    """The indicator of a unit; of one that did not stand then, that nothing was assigned to it."""
    try:
        return evaluation.indicator(unit, target.id)
    except KeyError:
        return Indicator(unit, target.id, NOT_ASSIGNED)


def score_years_table(evaluation: Evaluation, history: Sequence[Evaluation]) -> Table:
    """The units' scores and ranks as each period of ``history`` decided them, of today's units and of those before."""
    decided = [each.as_decided for each in history]
    names = dict(evaluation.names)
    for each in reversed(decided):
        names |= {unit: name for unit, name in each.names.items() if unit not in names}
    rows = []
    for unit, name in names.items():
        cells = []
        for each in decided:
            found = each.score(unit) if unit in each.names else None
            is_known = found is not None and (found.rank or found.unranked_for)
            cells.append(f"{score_text(each, found.score)}{NBSP}({_unbroken(found)})" if found and is_known else "–")
        rows.append((f"{name} ({unit})", *cells))
    return Table(
        "Điểm thẩm định và hạng của các đơn vị qua các kỳ",
        ("Đơn vị", *(each.period.title.capitalize() for each in history)),
        tuple(rows),
        "l" + "r" * len(history),
        searchable=True,
        filters=("Đơn vị",),
        compact=True,
        views=("", *(each.period.title.capitalize() for each in history)),
        view_title="Kỳ",
        note="Điểm, hạng của mỗi kỳ là kết quả của chính kỳ đó, theo cơ cấu tổ chức ngày cuối kỳ đó.",
    )


def _unbroken(score: UnitScore) -> str:
    return "chưa xếp hạng" if score.unranked_for else f"hạng{NBSP}{score.rank}"
