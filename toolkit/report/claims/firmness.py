"""How firm ranks are, and which units a picture shows where they are more than fit on a page."""

from __future__ import annotations

from collections.abc import Sequence

from ...evaluation.results import Evaluation
from ...scoring.model import UnitScore
from ..words import score_text

SPAN = "trong 90% phương án trọng số"
FIRM_UNITS = f"Số đơn vị giữ nguyên hạng {SPAN}/được xếp hạng"


def firm_count(ranked: Sequence[UnitScore]) -> int:
    """How many keep their rank in nine draws of ten, at least."""
    return sum(each.rank_low == each.rank_high == each.rank for each in ranked)


def firm_text(ranked: Sequence[UnitScore]) -> str:
    """How many keep their rank, for a caption."""
    firm = firm_count(ranked)
    return f"{f'{firm} trên {len(ranked)} đơn vị' if firm else 'Không đơn vị nào'} giữ nguyên hạng {SPAN}"


def kept_place_text(score: UnitScore) -> str:
    """The ranks of one unit when the weights change, within a sentence."""
    if score.rank_low == score.rank_high:
        return f"giữ hạng {score.rank_low}"
    return f"đứng từ hạng {score.rank_low} đến hạng {score.rank_high}"


def rank_move_text(before: UnitScore, now: UnitScore) -> str:
    """The rank of a unit in a scenario against its official one; a dash where one of the two is none."""
    if before.rank is None or now.rank is None:
        return "–"
    if before.rank == now.rank:
        return "giữ hạng"
    return f"{'▲ lên' if now.rank < before.rank else '▽ xuống'} {abs(now.rank - before.rank)}, từ hạng {before.rank}"


def best_drawn_text(every: Sequence[UnitScore], drawn: int) -> str:
    """That a picture shows the best ranks only, the first ``drawn`` of ``every``; empty where it shows all."""
    if drawn >= len(every):
        return ""
    tied = _tied([each.rank for each in every], drawn, f"hạng {every[drawn - 1].rank}")
    return f" (hình vẽ {drawn} trên {len(every)} đơn vị, hạng cao nhất{tied})"


def best_shown_text(drawn: int) -> str:
    """That a picture shows so many units, those of the best ranks."""
    return f" (hình: {drawn} đơn vị hạng cao nhất)"


def lowest_drawn_text(evaluation: Evaluation, every: Sequence[UnitScore], drawn: int) -> str:
    """That a picture shows the lowest scores only, the first ``drawn`` of ``every``; empty where it shows all.

    Those without a score are at the end of ``every``.
    """
    if drawn >= len(every):
        return ""
    scored = [each.score for each in every if each.score is not None]
    if drawn > len(scored):
        without = f"{drawn - len(scored)} trên {len(every) - len(scored)} đơn vị chưa có điểm"
        return f" (hình vẽ {f'{len(scored)} đơn vị có điểm và ' if scored else ''}{without})"
    tied = _tied(scored, drawn, f"{score_text(evaluation, scored[drawn - 1])} điểm")
    return f" (hình vẽ {drawn} trên {len(every)} đơn vị, điểm thấp nhất{tied})"


def _tied(figures: Sequence[object], drawn: int, shown: str) -> str:
    """Of those that share the last place in a picture, how many it shows; empty where it shows all of them."""
    last = figures[drawn - 1]
    sharing, among = list(figures).count(last), list(figures[:drawn]).count(last)
    return f"; {among} trong {sharing} đơn vị cùng {shown}" if among < sharing else ""
