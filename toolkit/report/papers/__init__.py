"""The papers of the commendation dossier, to be completed and signed, by who submits, decides and signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ...evaluation.results import Evaluation
from ...plan import Plan
from ..document import Report
from .decision import certificates, decision
from .meetings import council_minutes, notice, unit_minutes
from .submission import achievements, own_submission, short_list, submission_above

_Made = Callable[[Evaluation], Report]
# File name → what it is, and who makes it; the awards that the agency decides on have other papers than those decided above.
_WITHIN: Mapping[str, tuple[str, _Made]] = MappingProxyType(
    {
        "to_trinh": ("Tờ trình", own_submission),
        "quyet_dinh": ("Dự thảo quyết định khen thưởng", decision),
        "giay_khen": ("Giấy khen", certificates),
    }
)
_ABOVE: Mapping[str, tuple[str, _Made]] = MappingProxyType(
    {
        "to_trinh_cap_tren": ("Tờ trình cấp trên", submission_above),
        "bao_cao_thanh_tich": ("Báo cáo thành tích", achievements),
    }
)
_ALWAYS: Mapping[str, tuple[str, _Made]] = MappingProxyType(
    {
        "bien_ban_don_vi": ("Biên bản họp của đơn vị", unit_minutes),
        "bien_ban_hop": ("Biên bản họp Hội đồng", council_minutes),
        "danh_sach_trich_ngang": ("Danh sách trích ngang", short_list),
        "thong_bao_cong_khai": ("Thông báo công khai", notice),
    }
)

PAPERS: Mapping[str, str] = MappingProxyType({name: each[0] for name, each in {**_WITHIN, **_ABOVE, **_ALWAYS}.items()})


def papers_of(plan: Plan) -> dict[str, str]:
    """The papers that the awards of a plan need: file name → title."""
    return {name: title for name, (title, _) in _needed(plan).items()}


def _needed(plan: Plan) -> dict[str, tuple[str, _Made]]:
    above = plan.awards_above
    within = [award for award in plan.awards if award not in above]
    return {**(_WITHIN if within else {}), **(_ABOVE if above else {}), **_ALWAYS}


def award_papers(evaluation: Evaluation) -> Mapping[str, Report]:
    """File name → paper. Every plan has ``bien_ban_don_vi``, ``bien_ban_hop``, ``danh_sach_trich_ngang``,
    ``thong_bao_cong_khai``; awards that the agency decides on have ``to_trinh``, ``quyet_dinh``, ``giay_khen``, those that it
    submits to who stands above it ``to_trinh_cap_tren``, ``bao_cao_thanh_tich``.

    Places that only people can fill in (numbers, dates, names of the council, votes still to be cast) are left open.

    >>> import toolkit as tk
    >>> sorted(tk.award_papers(tk.evaluate("2024")))
    ['bien_ban_don_vi', 'bien_ban_hop', 'danh_sach_trich_ngang', 'giay_khen', 'quyet_dinh', 'thong_bao_cong_khai', 'to_trinh']
    """
    return {name: made(evaluation) for name, (_, made) in _needed(evaluation.plan).items()}
