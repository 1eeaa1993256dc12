"""The tables of the ranking tab: ranks, awards, and what would change who is put forward."""

from __future__ import annotations

from typing import Any

from ..evaluation.results import Evaluation
from ..report.claims import DECIDING_NOTE, rank_move_text
from ..report.model import Cell, Table
from ..report.words import rank_text, score_text
from ..scenarios import deciding_items
from ..words.formatting import number
from ..words.vocabulary import PROPOSALS
from .heat import LACKING


def rank_table(official: Evaluation, now: Evaluation) -> Table:
    """The ranks and scores under the weights that are tried, beside the official ones; what a unit lacks is marked."""
    names = official.short_names
    rows = []
    for each in sorted(now.scores, key=lambda s: (s.group, s.rank is None, s.rank or 0, s.unit)):
        before = official.score(each.unit)
        lacking = [each_item.item for each_item in now.items_of(each.unit) if each_item.state in LACKING]
        rows.append(
            (
                rank_text(each),
                f"{names[each.unit]} ({each.unit})",
                score_text(now, each.score),
                Cell(f"thiếu {', '.join(lacking)}", "bad") if lacking else "đủ",
                rank_move_text(before, each),
                each.band + ("" if each.band == before.band else f" (trước: {before.band})"),
                f"{each.rank_low}–{each.rank_high}" if each.rank_low else "–",
                f"{each.without_low}–{each.without_high}" if each.without_low else "–",
            )
        )
    columns = (
        "Hạng",
        "Đơn vị",
        "Điểm",
        "Số liệu",
        "So với chính thức",
        "Xếp loại",
        "Khoảng hạng 90%",
        "Khi bỏ một mục",
    )
    return Table(f"Xếp hạng, {now.period.title}", columns, tuple(rows), "clrllccc", heads=2)


def award_table(official: Evaluation, now: Evaluation) -> Table:
    """Who is put forward under the weights that are tried, and who officially."""
    before = {(each.nominee.award, each.nominee.id): each.proposed for each in official.awards}
    titles = {award.id: award.name for award in official.plan.awards}
    rows = []
    for each in now.awards:
        was = before[each.nominee.award, each.nominee.id]
        rows.append(
            (
                titles.get(each.nominee.award, "–"),
                each.nominee.id,
                each.nominee.unit or "–",
                str(each.rank or "–"),
                PROPOSALS[each.proposed] + ("" if each.proposed == was else f" (trước: {PROPOSALS[was]})"),
                "; ".join(each.reasons) or "–",
            )
        )
    return Table(
        "Khen thưởng", ("Hình thức", "Đề nghị", "Đơn vị", "Thứ tự", "Kết quả", "Lý do"), tuple(rows), "lllcll", heads=2
    )


def deciding_table(now: Evaluation, one: str, other: str) -> Table:
    """Between two units, item by item: what decides which of them stands before the other."""
    rows = tuple(
        (each.item, each.name, *(number(part, 2) for part in (each.one, each.other)), _signed(each.difference))
        for each in deciding_items(now, one, other)
    )
    scores = [now.score(unit).score for unit in (one, other)]
    said = (
        "chưa đủ điểm để so" if None in scores else f"{score_text(now, scores[0])} và {score_text(now, scores[1])} điểm"
    )
    return Table(
        f"Điều quyết định giữa {one} và {other}: {said}",
        ("Mã", "Mục", f"{one}: phần trong điểm", f"{other}: phần trong điểm", "Chênh lệch"),
        rows,
        "clrrr",
        heads=2,
        note=DECIDING_NOTE,
    )


def _signed(value: Any) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), 2)
