"""Which reports a period has, and the files of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..periods import Period
from ..plan import Plan
from ..units.model import Unit
from ..writing.results import proper_name

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "kiem_tra": "Kiểm tra số liệu",
        "so_ket": "Báo cáo sơ kết",
        "tong_ket": "Báo cáo tổng kết",
        "binh_xet": "Bình xét khen thưởng",
        "phieu_don_vi": "Phiếu kết quả đơn vị",
    }
)
PAPERS: Mapping[str, str] = MappingProxyType(
    {
        "to_trinh": "Tờ trình",
        "bien_ban_hop": "Biên bản họp Hội đồng",
        "danh_sach_trich_ngang": "Danh sách trích ngang",
        "thong_bao_cong_khai": "Thông báo công khai",
    }
)
INDEX, _NOTEBOOKS = "index.html", "notebooks"
OPEN_DATA, DATA_PACKAGE = (
    "du_lieu_mo",
    "datapackage.json",
)  # the folder of a period's open data, and what describes them


@dataclass(frozen=True)
class Job:
    """One report of a period: its kind and, for a unit sheet, its unit. ``parts`` are the units that get a part of their own."""

    kind: str
    unit: str = ""
    parts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The report's file without its ending, relative to the period's folder."""
        return f"{self.kind}/{self.unit}" if self.unit else self.kind

    @property
    def may_name_scenarios(self) -> bool:
        """Whether an appendix of it shows the scenarios that are saved for reports."""
        return self.kind in ("so_ket", "tong_ket")

    @property
    def libraries(self) -> tuple[str, ...]:
        """What its notebook loads and most do not: seaborn, and matplotlib and pandas with it, for its pictures."""
        return (
            ("seaborn", "pyarrow.pandas_compat", "pyarrow.vendored.version")
            if self.kind in ("so_ket", "tong_ket", "binh_xet")
            else ()
        )

    @property
    def pages(self) -> tuple[str, str]:
        """The executed notebook and its HTML."""
        notebook = f"{self.kind}__{self.unit}" if self.unit else self.kind
        return f"{_NOTEBOOKS}/{notebook}.ipynb", f"{self.name}.html"

    @property
    def documents(self) -> tuple[str, ...]:
        """The files beside it: the same in Word, the papers of the commendation, or the part of each unit."""
        if self.kind == "binh_xet":
            return tuple(f"binh_xet/{paper}.docx" for paper in PAPERS)
        if self.kind == "kiem_tra":
            return tuple(f"kiem_tra/{unit}.html" for unit in self.parts)
        return (f"{self.name}.docx",)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the report."""
        return (*self.pages, *self.documents)


def is_of(name: str, file: str) -> bool:
    """Whether a file belongs to what is called so: a report, a file without its ending, a folder.

    >>> [is_of("so_ket", each) for each in ("so_ket.docx", "notebooks/so_ket.ipynb", "so_ket (bản mới).docx", "so_lieu.xlsx")]
    [True, True, True, False]
    >>> is_of("binh_xet", "binh_xet/to_trinh.docx"), is_of("phieu_don_vi/A", "notebooks/phieu_don_vi__A.ipynb")
    (True, True)
    """
    return name in names_of(file)


def names_of(file: str) -> set[str]:
    """Everything that a file belongs to, by name: itself, its report, the folders above it."""
    proper = proper_name(file)
    stem = proper.rpartition(".")[0]
    if stem.startswith(f"{_NOTEBOOKS}/"):
        stem = stem.removeprefix(f"{_NOTEBOOKS}/").replace("__", "/", 1)
    parts = stem.split("/")
    return {proper, *("/".join(parts[:n]) for n in range(1, len(parts) + 1))}


def jobs_of(
    plan: Plan, *, period: Period, units: Sequence[Unit], kinds: Collection[str] = (), only: Collection[str] = ()
) -> tuple[Job, ...]:
    """The reports of a period, of ``kinds`` only if any are given, and the sheets of ``only`` these units if any are.

    The plan's final range has a tổng kết, every other period a sơ kết. Without awards in the plan there is no commendation.
    """
    whole = "tong_ket" if period == plan.movement.final else "so_ket"
    every = [
        Job("kiem_tra", parts=tuple(each.id for each in units)),
        Job(whole),
        *([Job("binh_xet")] if plan.awards else []),
    ]
    every += [Job("phieu_don_vi", each.id) for each in units]
    if only:
        every = [job for job in every if job.unit in only or (not job.unit and job.kind in kinds)]
    return tuple(job for job in every if not kinds or job.kind in kinds)
