"""Reports as data: sections of headings, sentences, tables and figures, shown as HTML or Word. Views compute no figure."""

from .binh_xet import award_report
from .callers import unit_check
from .document import Report
from .kiem_tra import check_report
from .papers import award_papers
from .phieu_don_vi import unit_sheet
from .so_ket import final_report, interim_report

__all__ = [
    "Report",
    "award_papers",
    "award_report",
    "check_report",
    "final_report",
    "interim_report",
    "unit_check",
    "unit_sheet",
]
