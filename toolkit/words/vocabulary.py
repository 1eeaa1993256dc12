"""Every word that files and code share: sources, columns, values, states. Each is written once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# The states of an indicator. Only ``ok`` is judged against the goal. ``partial`` is a figure of those
# units that have delivered, while another to whom the target is given is missing or blocked; over several years also that
# of a unit which lacks the figures of one of them.
OK, NO_CASES, MISSING, NOT_ASSIGNED, BLOCKED = "ok", "no_cases", "missing", "not_assigned", "blocked"
PARTIAL = "partial"
STATES: Mapping[str, str] = MappingProxyType(
    {
        OK: "có số liệu",
        PARTIAL: "tạm tính",
        NO_CASES: "không phát sinh",
        MISSING: "chưa có số liệu",
        NOT_ASSIGNED: "không giao",
        BLOCKED: "không tính được",
    }
)

# What an evaluation is: the agency's own, the same with some figures not known, or one that only supposes something.
OFFICIAL, INCOMPLETE, SCENARIO = "official", "partial", "scenario"

COLLECTIVE, INDIVIDUAL, OTHER = "collective", "individual", "other"  # other: households, enterprises …
NOMINEE_KINDS: Mapping[str, str] = MappingProxyType(
    {COLLECTIVE: "Tập thể", INDIVIDUAL: "Cá nhân", OTHER: "Đối tượng khác"}
)
YES, NO, COUNCIL = "yes", "no", "council"  # whether a nominee is put forward; the council decides a tie at the line
PROPOSALS: Mapping[str, str] = MappingProxyType({YES: "đề nghị", NO: "không", COUNCIL: "Hội đồng quyết định"})

YES_NO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "true": ("Có", "x", "1", "đúng", "yes"),
        "false": ("Không", "0", "sai", "no"),
    }
)


@dataclass(frozen=True)
class Column:
    """A column of a source: its canonical name, its header in the files, its type and its closed list of values.

    ``type`` is one of ``id``, ``unit``, ``text``, ``date``, ``yes_no``, ``choice``, ``number`` (a number that rows are
    counted, added up or compared by) and ``figure`` (one that is read as it stands, by rules of its own). ``free``: people
    write there what they like, so that it is looked through for personal data.
    """

    name: str
    header: str
    type: str = "text"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    free: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        """For evaluations that are handed to other processes: the words themselves, not who guards them."""
        return Column, (self.name, self.header, self.type, dict(self.values), self.free)


@dataclass(frozen=True)
class Derived:
    """A column of yes and no that another source tells: whether any row of it whose column ``by[1]`` names the row (its
    column ``by[0]``) meets the conditions ``where``."""

    column: Column
    source: str
    by: tuple[str, str]
    where: Mapping[str, Any]
    asked: tuple[str, ...] = ()  # the columns that the conditions look at


@dataclass(frozen=True)
class Duties:
    """What a source that ships with the toolkit is for, beyond its rows.

    ``role`` is the part that it has in the method (what units report, who is nominated …), ``sample`` who makes its rows in a
    sample, ``sample_as`` the ending of that file. A row of one of ``documents`` may be a document, and so a state secret that
    another list marks as one; no text of its ``hand_written`` columns, which people write anew in each period, may name one.
    ``in_order`` are two days that come in this order, and what is said where they do not. To one that is ``listed`` other
    files refer: an id in two spellings may be one or two of it; of one that is ``scoped`` parts move by service. ``late``
    are the days by which a row is due and on which it came, ``latest`` the day that shows how recent rows without a period
    are, ``decides`` the columns that always decide, ``told`` short words for columns that other sources tell,
    ``form_key`` the columns by which a row of a form is known again, ``usual`` what an empty cell of a column says. Nobody
    misses one that is ``optional``.
    """

    role: str = ""
    sample: str = ""
    sample_as: str = "csv"
    documents: bool = False
    hand_written: tuple[str, ...] = ()
    in_order: tuple[tuple[str, str, str], ...] = ()
    listed: bool = False
    scoped: bool = False
    late: tuple[str, ...] = ()
    latest: str = ""
    decides: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    form_key: tuple[str, ...] = ()
    usual: tuple[tuple[str, str], ...] = ()
    optional: bool = False


NO_DUTIES = Duties()


@dataclass(frozen=True)
class Source:
    """A source of a period: its columns, the key that names one row, and the date that places a row in a period.

    ``date`` is empty for a stock, which is the state at the period's end. ``key`` is empty where
    several rows about one thing are normal (training courses, pieces of evidence). ``noun`` is what one row is called.
    ``secrecy`` is the column that marks state secrets, ``strength`` those of a list that say since when and until when a
    row is there, ``given`` the columns that other sources tell. ``is_counted``: its rows are cases that targets count; the
    others are read as they stand. ``unit_as`` is what the plan calls the column of the unit, ``duties`` what one that ships
    with the toolkit is for beyond its rows.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    date: str = ""
    noun: str = "trường hợp"
    secrecy: str = ""
    strength: tuple[str, ...] = ()
    given: tuple[Derived, ...] = ()
    is_counted: bool = False
    is_own: bool = False
    unit_as: str = "unit"
    duties: Duties = NO_DUTIES

    @property
    def derived(self) -> tuple[Column, ...]:
        """The columns that other sources tell."""
        return tuple(each.column for each in self.given)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which no row can be read: the ids and the unit; of a plan's own source its key and the unit."""
        if self.is_own:
            return tuple(each.name for each in self.columns if each.type == "unit" or each.name in self.key)
        return tuple(column.name for column in self.columns if column.type in ("id", "unit"))

    @property
    def id(self) -> str:
        """The column by which people know a row; empty where there is none."""
        return next((name for name in self.key if name != "unit"), "")

    @property
    def table(self) -> str:
        """What the engine calls the table of its rows: no name of an own source is a word or a table of the engine."""
        return f"{self.name}__" if self.is_own else self.name

    def column(self, name: str) -> Column | None:
        """The column (derived ones included) with this canonical name."""
        return next((column for column in self.columns + self.derived if column.name == name), None)


INTERNAL = "noi_bo"  # the folder of what names people, beside what anybody may read
NOTEBOOKS = "so_tay"  # the folder of the office's own notebooks
REMARKS, REMARKS_WORD = "nhan_xet.md", "nhan_xet.docx"
# The line that stands under each heading of the Word file that is sent out; it is no prose.
REMARK_HINT = "(Viết nội dung vào đây, thay dòng này; không có thì để nguyên.)"

# The parts of a report that take prose of ``nhan_xet.md``, and the headings that lead there. The first is the
# part's own title; under another one, the heading stays in the text.
REMARK_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "situation": ("Đặc điểm tình hình", "Thuận lợi", "Khó khăn", "Thuận lợi, khó khăn"),
        "leadership": ("Công tác lãnh đạo, chỉ đạo, triển khai", "Công tác lãnh đạo, chỉ đạo"),
        "results": ("Kết quả thực hiện",),
        "contents": ("Sáu nội dung thi đua", "Nội dung thi đua", "Kết quả thực hiện các nội dung thi đua"),
        "targets": ("Chín chỉ tiêu", "Chỉ tiêu thi đua", "Kết quả thực hiện các chỉ tiêu"),
        "units": ("Kết quả theo đơn vị", "Theo đơn vị"),
        "models": ("Mô hình, điển hình, sáng kiến", "Mô hình, điển hình", "Sáng kiến"),
        "awards": ("Công tác khen thưởng",),
        "overall": ("Đánh giá chung",),
        "strengths": ("Ưu điểm",),
        "limits": ("Tồn tại, hạn chế", "Tồn tại", "Hạn chế"),
        "causes": ("Nguyên nhân", "Nguyên nhân khách quan", "Nguyên nhân chủ quan"),
        "lessons": ("Bài học kinh nghiệm",),
        "direction": ("Phương hướng, nhiệm vụ", "Phương hướng", "Nhiệm vụ"),
        "documents": ("Văn bản chỉ đạo", "Danh mục văn bản chỉ đạo"),
        "proposals": ("Đề xuất, kiến nghị", "Đề xuất", "Kiến nghị"),
    }
)

UNIT_LIST = Source(
    "don_vi",
    "Danh mục đơn vị",
    (
        Column("unit", "Mã đơn vị", "id"),
        Column("name", "Tên đơn vị"),
        Column("short", "Tên ngắn"),
        Column("aliases", "Tên khác"),
        Column("kind", "Loại"),
        Column("valid_from", "Từ ngày", "date"),
        Column("valid_to", "Đến ngày", "date"),
        Column("parent", "Cấp trên"),
    ),
    key=("unit",),
)

TRANSFER_LIST = Source(
    "sap_nhap",
    "Sắp xếp đơn vị",
    (
        Column("from_unit", "Từ đơn vị", "id"),
        Column("to_unit", "Đến đơn vị", "id"),
        Column("date", "Ngày", "date"),
        Column("scope", "Phạm vi"),
    ),
)
