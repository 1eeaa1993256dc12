"""The unit sheet: one unit's period on two pages, and the list of what it still has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..evaluation.editions import edition_of
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..plan import Target
from ..words.errors import UsageError
from ..words.formatting import number
from ..words.vocabulary import NOT_ASSIGNED
from . import claims
from .answers import answer_blocks
from .claims import change_text, verdict
from .columns import without_idle
from .document import Report, Section
from .followup import case_table, gap_text
from .model import Block, Bullets, Cell, Heading, Paragraph, Table
from .point_tables import signed
from .provenance import definition_table, earlier_table, input_table, working
from .reorganisation import unit_blocks
from .so_ket import letterhead
from .sparks import spark
from .trial import trial_blocks
from .unit_points import appraised_blocks, unit_item_table, unit_section_table
from .ways import ways
from .words import aim_text, called, capitalised, score_text, target_label, unknown_self_text, value_text
from .work import work_blocks
from .years import years_table


def unit_sheet(
    evaluation: Evaluation, *, unit: str, history: Sequence[Evaluation] = (), internal: bool = False
) -> Report:
    """The sheet of a unit: position, indicators, trend over ``history``, strengths, self against appraised, what to do.

    It names nobody, unless it is ``internal``: then also who has not been trained yet. Raises UsageError for a unit that does not stand at the period's end.

    >>> import toolkit as tk
    >>> tk.unit_sheet(tk.evaluate("2024"), unit="VP").title
    'Phiếu kết quả của Văn phòng Sở năm 2024'
    """
    require_official(evaluation, history, what="phiếu kết quả đơn vị")
    evaluation, history = edition_of(evaluation, history, internal=internal)
    names = evaluation.names
    if unit not in names:
        raise UsageError(
            f"Không có đơn vị {unit!r} trong {evaluation.period.title}. Cách sửa: chọn một trong các mã: {', '.join(names)}."
        )
    title = f"Phiếu kết quả của {names[unit]} {evaluation.period.title}"
    movement = evaluation.plan.movement
    head = letterhead(
        evaluation,
        kind="Phiếu kết quả đơn vị",
        subject=f"{names[unit]}, {evaluation.period.title}, phong trào thi đua “{movement.name}”",
    )
    note = (Paragraph(movement.note, "note"),) if movement.note else ()
    shown = history or (evaluation,)
    sections = (
        Section("mo-dau", title, (ways(evaluation, kind="phieu_don_vi", unit=unit), head, *note)),
        _part("1", "Vị trí của đơn vị", *_position(evaluation, unit), *unit_blocks(evaluation, unit, shown)),
        _part("2", "Các chỉ tiêu", *_course(evaluation, unit, shown), _target_table(evaluation, unit, shown)),
        _part("3", "So với các đơn vị khác", Bullets(claims.standing_texts(evaluation, unit))),
        _part("4", "Tự chấm và thẩm định", *appraised_blocks(evaluation, unit)),
        _part("5", "Việc cần làm tiếp", *work_blocks(evaluation, [unit]), *trial_blocks(evaluation, unit)),
        _part("6", "Ý kiến của đơn vị", *answer_blocks(evaluation, unit)),
        *_appendices(evaluation, unit, names[unit], shown),
    )
    return Report(title, sections, evaluation.telling)


def _part(number: str, title: str, *blocks: Block) -> Section:
    return Section(number, f"{number}. {title}", (Heading(f"{number}. {title}"), *blocks))


def _course(evaluation: Evaluation, unit: str, shown: Sequence[Evaluation]) -> tuple[Paragraph, ...]:
    """How the unit's results went over the periods, in a sentence."""
    given = _given(evaluation, unit)
    if not given or len(shown) < 2:
        return ()
    return (Paragraph(f"{capitalised(claims.trend_text(shown, unit, targets=len(given)))}."),)


def _position(evaluation: Evaluation, unit: str) -> tuple[Block, ...]:
    score = evaluation.score(unit)
    if score.score is None:
        return (Paragraph("Đơn vị chưa có điểm trong kỳ."),)
    if score.unranked_for:
        return (
            Paragraph(
                f"Đơn vị chưa xếp hạng: còn {score.unranked_for}. "
                f"Điểm của các mục đã có là {score_text(evaluation, score.score)}."
            ),
        )
    peers = sum(s.rank is not None and s.group == score.group for s in evaluation.scores)
    within = f" trong khối {score.group}" if score.group else ""
    parent = next(each.parent for each in evaluation.units if each.id == unit)
    if parent:
        siblings = {each.id for each in evaluation.units if each.parent == parent}
        ranked = sum(
            s.rank_in_parent is not None and s.group == score.group for s in evaluation.scores if s.unit in siblings
        )
        within += f", hạng {score.rank_in_parent}/{ranked} trong {evaluation.names[parent]}"
    gap = score.difference
    said = f"Đơn vị đạt {score_text(evaluation, score.score)} điểm thẩm định, xếp hạng {score.rank}/{peers}{within}, xếp loại {score.band or 'chưa xếp'}."
    own = claims.own_score_text(evaluation, score) or unknown_self_text(evaluation, unit)
    said = " ".join(filter(None, (said, claims.held_back_text(evaluation, score), own)))
    same = score.rank_low == score.rank_high
    firm = f"Khi thay đổi trọng số các mục quanh kế hoạch, trong 90% phương án đơn vị {claims.kept_place_text(score)}."
    row = (
        score_text(evaluation, score.self_score),
        score_text(evaluation, score.score),
        signed(evaluation, gap),
        f"{score.rank}/{peers}",
        score.band or "–",
        str(score.rank_low) if same else f"{score.rank_low} – {score.rank_high}",
    )
    columns = (
        "Tự chấm",
        "Thẩm định",
        "Chênh lệch",
        "Hạng",
        "Xếp loại",
        "Khoảng hạng ở 90% phương án",
    )
    return (
        Paragraph(f"{said} {firm}"),
        Table("Điểm và vị trí của đơn vị", columns, (row,), "rrrccc", heads=0, compact=True),
    )


def _target_table(evaluation: Evaluation, unit: str, history: Sequence[Evaluation]) -> Table:
    follow = {each.target: each for each in evaluation.follow_up_of(unit)}
    rows: list[tuple[Cell | str, ...]] = []
    free: list[str] = []
    for target in evaluation.plan.targets:
        each, whole = evaluation.indicator(unit, target.id), evaluation.indicator(evaluation.agency, target.id)
        name = target_label(target)
        if each.state == NOT_ASSIGNED:
            free.append(called(evaluation.plan, target.id))
            continue
        rows.append(
            (
                name,
                aim_text(each, target),
                f"{number(each.numerator)}/{number(each.denominator)}"
                if each.denominator is not None and target.measure.is_quotient
                else "",
                Cell(
                    value_text(each, target=target),
                    working=working(evaluation, each),
                    spark=spark(history, unit=unit, target=target),
                ),
                verdict(each),
                gap_text(evaluation, follow[target.id]),
                change_text(each) or "–",
                place.text if (place := claims.place_of(evaluation, each)) else "–",
                claims.OF_EACH_UNIT
                if claims.has_goals_of_units(target)
                else Cell(value_text(whole, target=target), working=working(evaluation, whole)),
            )
        )
    table = Table(
        "Kết quả các chỉ tiêu của đơn vị",
        (
            "Chỉ tiêu",
            "Mức giao",
            "Tử số/mẫu số",
            "Kết quả",
            "Đánh giá",
            "Để đạt mức giao",
            claims.against_before(evaluation),
            "Hạng",
            "Toàn cơ quan",
        ),
        tuple(rows),
        "lrrrclrcr",
        compact=True,
        note="Hạng theo kết quả, trong các đơn vị có số liệu của chỉ tiêu; trong ngoặc: số đơn vị khác cùng hạng."
        + (f" Không giao cho đơn vị: {claims.listed(free)}." if free else ""),
    )
    return without_idle(table, claims.against_before(evaluation))


def _appendices(evaluation: Evaluation, unit: str, name: str, history: Sequence[Evaluation]) -> Iterator[Section]:
    """I: the points of each item, the cases, the years. II: what stands behind the figures of the unit."""
    shown = [each for each in (evaluation, *history) if unit in each.names]
    given = {target.id for each in shown for target in _given(each, unit)}
    own = [target for target in evaluation.plan.targets if target.id in given]
    has_items = evaluation.plan.appraised
    points = (unit_item_table(evaluation, unit),) if has_items else ()
    caption = "Kết quả các chỉ tiêu của đơn vị qua các kỳ"
    over_time = (years_table(evaluation, history, unit=unit, caption=caption),) if len(history) > 1 else ()
    parts = (unit_section_table(evaluation, unit),) if evaluation.plan.sections else ()
    blocks = (*parts, *points, case_table(evaluation, unit), *over_time)
    yield _appendix("I", "Điểm từng mục và trường hợp cần xử lý", name, blocks)
    if own:
        earlier = earlier_table(evaluation, history, targets=own)
        blocks = (
            definition_table(evaluation, targets=own),
            input_table(evaluation, targets=own),
            *([earlier] if earlier else []),
        )
        yield _appendix("II", "Định nghĩa chỉ tiêu và nguồn số liệu", name, blocks, wide=True)


def _given(evaluation: Evaluation, unit: str) -> list[Target]:
    """The targets that the unit has."""
    return [t for t in evaluation.plan.targets if evaluation.indicator(unit, t.id).state != NOT_ASSIGNED]


def _appendix(numeral: str, title: str, name: str, blocks: tuple[Block, ...], *, wide: bool = False) -> Section:
    head = (
        Heading(f"Phụ lục {numeral}", 2),
        Paragraph(title.upper(), "title"),
        Paragraph(f"(Kèm theo Phiếu kết quả của {name})", "attached"),
    )
    return Section(f"PL{numeral}", f"Phụ lục {numeral}. {title}", (*head, *blocks), appendix=True, wide=wide)
