"""Which reports a period has, and the files of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..periods import Period
from ..plan import Plan
from ..report.papers import papers_of
from ..report.ways import FRONT, INTERNAL_FRONT
from ..units.model import Unit
from ..words.vocabulary import INTERNAL
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
INDEX, INTERNAL_INDEX, _NOTEBOOKS = FRONT, INTERNAL_FRONT, "notebooks"
_INTERNAL = f"{INTERNAL}/"
OPEN_DATA, DATA_PACKAGE = (
    "du_lieu_mo",
    "datapackage.json",
)  # the folder of a period's open data, and what describes them


@dataclass(frozen=True)
class Job:
    """One report of a period: its kind and, for a unit sheet, its unit. ``parts`` are the units that get a part of their own, or the
    papers of a commendation."""

    kind: str
    unit: str = ""
    parts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the report is called, wherever its files lie."""
        return f"{self.kind}/{self.unit}" if self.unit else self.kind

    @property
    def place(self) -> str:
        """The report's file without its ending, relative to the period's folder; of one that names people in the internal one."""
        return f"{_INTERNAL}{self.name}" if self.kind == "binh_xet" else self.name

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
        folder = self.place.removesuffix(self.name)
        return f"{folder}{_NOTEBOOKS}/{notebook}.ipynb", f"{self.place}.html"

    @property
    def documents(self) -> tuple[str, ...]:
        """The files beside it: the same in Word and in the internal edition, the papers of the commendation, or the part of
        each unit."""
        if self.kind == "binh_xet":
            return tuple(f"{self.place}/{paper}.docx" for paper in self.parts)
        if self.kind == "kiem_tra":
            return tuple(f"kiem_tra/{unit}.html" for unit in self.parts)
        return (f"{self.name}.docx", *(f"{_INTERNAL}{self.name}.{ending}" for ending in ("html", "docx")))

    @property
    def has_same_in_word(self) -> bool:
        """Whether the file beside it is the same report in Word."""
        return f"{self.name}.docx" in self.documents

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the report."""
        return (*self.pages, *self.documents)


def is_of(name: str, file: str) -> bool:
    """Whether a file belongs to what is called so: a report, a file without its ending, a folder.

    >>> [is_of("so_ket", each) for each in ("so_ket.docx", "notebooks/so_ket.ipynb", "so_ket (bản mới).docx", "so_lieu.xlsx")]
    [True, True, True, False]
    >>> is_of("binh_xet", "noi_bo/binh_xet/to_trinh.docx"), is_of("phieu_don_vi/A", "notebooks/phieu_don_vi__A.ipynb")
    (True, True)
    >>> is_of("so_ket", "noi_bo/so_ket.docx"), is_of("noi_bo", "noi_bo/so_ket.docx"), is_of("noi_bo/so_ket", "so_ket.docx")
    (True, True, False)
    """
    return name in names_of(file)


def names_of(file: str) -> set[str]:
    """Everything that a file belongs to, by name: itself, its report, the folders above it. One of the internal edition
    belongs to the report of which it is that, and to its own folder."""
    proper = proper_name(file)
    if proper.startswith(_INTERNAL):
        bare = proper.removeprefix(_INTERNAL)
        within = names_of(bare)
        shared = within if moved_to(bare) else within - {bare}  # so_ket.docx is another file than noi_bo/so_ket.docx
        return {INTERNAL, *shared, *(f"{_INTERNAL}{name}" for name in within)}
    stem = proper.rpartition(".")[0]
    if stem.startswith(f"{_NOTEBOOKS}/"):
        stem = stem.removeprefix(f"{_NOTEBOOKS}/").replace("__", "/", 1)
    parts = stem.split("/")
    return {proper, *("/".join(parts[:n]) for n in range(1, len(parts) + 1))}


def moved_to(name: str) -> str:
    """Where a file lies now that an earlier version, with one edition only, laid among the public ones; empty for any other.

    >>> moved_to("binh_xet/to_trinh.docx"), moved_to("so_ket.docx"), moved_to("noi_bo/binh_xet.html")
    ('noi_bo/binh_xet/to_trinh.docx', '', '')
    """
    is_moved = name == "awards.csv" or name.removeprefix(f"{_NOTEBOOKS}/").startswith(("binh_xet.", "binh_xet/"))
    return f"{_INTERNAL}{name}" if is_moved else ""


def is_internal(name: str) -> bool:
    """Whether a file is of the internal edition, wherever it lies."""
    return name.startswith(_INTERNAL) or bool(moved_to(proper_name(name)))


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
        *([Job("binh_xet", parts=tuple(papers_of(plan)))] if plan.awards else []),
    ]
    every += [Job("phieu_don_vi", each.id) for each in units]
    if only:
        every = [job for job in every if job.unit in only or (not job.unit and job.kind in kinds)]
    return tuple(job for job in every if not kinds or job.kind in kinds)
