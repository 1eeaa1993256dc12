"""Reports as data: sections of headings, sentences, tables and figures, shown as HTML. Views compute no figure."""

from .document import Report
from .kiem_tra import check_report
from .so_ket import interim_report

__all__ = ["Report", "check_report", "interim_report"]
