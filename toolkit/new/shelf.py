"""The plans that come with the toolkit, each with an illustrative unit list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..words.errors import UsageError
from ..words.nearest import nearest

FRAME = "khung"  # what a plan of one's own begins with
PLANS: Mapping[str, str] = MappingProxyType(
    {
        "qd766": "Bộ chỉ số phục vụ người dân, doanh nghiệp (QĐ 766), theo tháng và đơn vị",
        "par": "Chỉ số cải cách hành chính của các sở",
        "xa_so": "Chỉ số chuyển đổi số cấp xã, tỉnh và xã",
        "nong_thon_moi": "Xã nông thôn mới, 19 tiêu chí",
        "qd923": "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số (QĐ 923)",
        "cong_ty": "Hội thi của một công ty",
    }
)
_FOLDER = Path(__file__).with_name("plans")


@dataclass(frozen=True)
class Shipped:
    """The texts of a shipped plan and of its unit list."""

    plan: str
    units: str


def shipped_plan(name: str) -> Shipped:
    """The shipped plan of a name. Raises UsageError where there is none."""
    if name not in (FRAME, *PLANS):
        raise UsageError(
            f"Không có kế hoạch mẫu {name!r}.{nearest(name, PLANS)} Cách sửa: dùng một trong: "
            f"{'; '.join(f'{id} ({title})' for id, title in PLANS.items())}."
        )
    plan, units = (_FOLDER / name / file for file in ("ke_hoach.yaml", "don_vi.csv"))
    return Shipped(plan.read_text(encoding="utf-8"), units.read_text(encoding="utf-8-sig"))
