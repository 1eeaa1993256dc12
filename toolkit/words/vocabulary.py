"""Every word that files and code share: sources, columns, values, states. Each is written once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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

COLLECTIVE, INDIVIDUAL = "collective", "individual"
NOMINEE_KINDS: Mapping[str, str] = MappingProxyType({COLLECTIVE: "Tập thể", INDIVIDUAL: "Cá nhân"})
YES, NO, COUNCIL = "yes", "no", "council"  # whether a nominee is put forward; the council decides a tie at the line
PROPOSALS: Mapping[str, str] = MappingProxyType({YES: "đề nghị", NO: "không", COUNCIL: "Hội đồng quyết định"})

YES_NO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "true": ("Có", "x", "1", "đúng", "yes"),
        "false": ("Không", "0", "sai", "no"),
    }
)
LEVELS = MappingProxyType(
    {
        "full": ("toàn trình", "4", "mức độ 4"),
        "partial": ("một phần", "3", "mức độ 3"),
        "information": ("chưa cung cấp", "2", "1", "mức độ 2", "mức độ 1"),
    }
)
SECRECY = MappingProxyType(
    {
        "none": ("Thường",),
        "confidential": ("Mật",),
        "secret": ("Tối mật",),
        "top_secret": ("Tuyệt mật",),
    }
)


@dataclass(frozen=True)
class Column:
    """A column of a source: its canonical name, its header in the files, its type and its closed list of values.

    ``type`` is one of ``id``, ``unit``, ``text``, ``date``, ``yes_no``, ``number``, ``choice``.
    """

    name: str
    header: str
    type: str = "text"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A source of a period: its columns, the key that names one row, and the date that places a row in a period.

    ``date`` is empty for a stock, which is the state at the period's end. ``key`` is empty where
    several rows about one thing are normal (training courses, pieces of evidence).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    date: str = ""
    derived: tuple[Column, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which no row can be read: the ids and the unit."""
        return tuple(column.name for column in self.columns if column.type in ("id", "unit"))

    def column(self, name: str) -> Column | None:
        """The column (derived ones included) with this canonical name."""
        return next((column for column in self.columns + self.derived if column.name == name), None)


def _yes_no(name: str, header: str) -> Column:
    return Column(name, header, "yes_no", YES_NO)


_UNIT = Column("unit", "Mã đơn vị", "unit")
_SECRECY = Column("secrecy", "Độ mật", "choice", SECRECY)

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        source.name: source
        for source in (
            Source(
                "ho_so_tthc",
                "Hồ sơ thủ tục hành chính",
                (
                    Column("dossier_id", "Mã hồ sơ", "id"),
                    _UNIT,
                    Column("service_id", "Mã TTHC"),
                    Column("received_at", "Ngày tiếp nhận", "date"),
                    Column("due_at", "Ngày hẹn trả", "date"),
                    Column("returned_at", "Ngày trả kết quả", "date"),
                    Column(
                        "channel",
                        "Hình thức tiếp nhận",
                        "choice",
                        {"online": ("Trực tuyến",), "in_person": ("Trực tiếp",), "postal": ("Bưu chính công ích",)},
                    ),
                    Column("level", "Mức độ", "choice", LEVELS),
                    _yes_no("online_result", "Trả kết quả trực tuyến"),
                    _yes_no("identified", "Đã định danh"),
                    _yes_no("reentered", "Nhập lại dữ liệu"),
                    Column(
                        "status",
                        "Trạng thái",
                        "choice",
                        {
                            "done": ("Đã trả kết quả",),
                            "in_progress": ("Đang xử lý",),
                            "sent_back": ("Trả lại",),
                            "withdrawn": ("Rút hồ sơ",),
                        },
                    ),
                ),
                key=("dossier_id",),
                date="received_at",
            ),
            Source(
                "dich_vu_cong",
                "Danh mục dịch vụ công",
                (
                    Column("service_id", "Mã TTHC", "id"),
                    Column("service_name", "Tên TTHC"),
                    _UNIT,
                    _yes_no("eligible", "Đủ điều kiện"),
                    Column("level", "Mức độ", "choice", LEVELS),
                ),
                key=("service_id",),
            ),
            Source(
                "ho_so_cong_viec",
                "Hồ sơ công việc",
                (
                    Column("file_id", "Mã hồ sơ công việc", "id"),
                    _UNIT,
                    Column("opened_at", "Ngày mở", "date"),
                    _SECRECY,
                    _yes_no("processed_online", "Xử lý trên mạng"),
                    _yes_no("archived_online", "Lưu trữ trên mạng"),
                ),
                key=("file_id",),
                date="opened_at",
            ),
            Source(
                "van_ban",
                "Văn bản trao đổi",
                (
                    Column("document_id", "Số ký hiệu", "id"),
                    _UNIT,
                    Column("issued_at", "Ngày ban hành", "date"),
                    _SECRECY,
                    _yes_no("electronic", "Điện tử"),
                    _yes_no("signed", "Ký số"),
                ),
                key=("document_id",),
                date="issued_at",
            ),
            Source(
                "du_lieu_mo",
                "Bộ dữ liệu mở",
                (
                    Column("dataset_id", "Mã bộ dữ liệu", "id"),
                    Column("dataset_name", "Tên bộ dữ liệu"),
                    _UNIT,
                    _yes_no("required", "Phải mở"),
                    Column("published_at", "Ngày công bố", "date"),
                ),
                key=("dataset_id",),
            ),
            Source(
                "dieu_hanh",
                "Hoạt động chỉ đạo, điều hành",
                (
                    Column("activity_id", "Mã hoạt động", "id"),
                    _UNIT,
                    Column("date", "Ngày", "date"),
                    _yes_no("on_platform", "Trên nền tảng"),
                ),
                key=("activity_id",),
                date="date",
            ),
            Source(
                "bao_cao",
                "Báo cáo định kỳ",
                (
                    Column("report_id", "Mã báo cáo", "id"),
                    _UNIT,
                    Column("due_at", "Hạn gửi", "date"),
                    Column("sent_at", "Ngày gửi", "date"),
                    _yes_no("on_national_system", "Trên hệ thống quốc gia"),
                ),
                key=("report_id",),
                date="due_at",
            ),
            Source(
                "can_bo",
                "Danh sách cán bộ, công chức, viên chức",
                (
                    Column("staff_id", "Mã cán bộ", "id"),
                    _UNIT,
                    _yes_no("is_leader", "Lãnh đạo"),
                    _yes_no("is_female", "Nữ"),
                    Column("joined_at", "Ngày vào", "date"),
                    Column("left_at", "Ngày ra", "date"),
                ),
                key=("staff_id",),
                derived=(_yes_no("trained_basic", ""), _yes_no("trained_data", "")),
            ),
            Source(
                "tap_huan",
                "Kết quả tập huấn",
                (
                    Column("staff_id", "Mã cán bộ", "id"),
                    Column("course", "Loại khóa", "choice", {"basic": ("Cơ bản",), "data": ("Dữ liệu",)}),
                    Column("completed_at", "Ngày hoàn thành", "date"),
                ),
            ),
            Source(
                "bao_cao_don_vi",
                "Báo cáo của đơn vị",
                (
                    _UNIT,
                    Column("target", "Mã chỉ tiêu", "id"),
                    Column("numerator", "Tử số", "number"),
                    Column("denominator", "Mẫu số", "number"),
                    Column("note", "Ghi chú"),
                ),
                key=("unit", "target"),
            ),
            Source(
                "minh_chung",
                "Tự chấm và minh chứng",
                (
                    _UNIT,
                    Column("item", "Mã mục", "id"),
                    Column("self_points", "Điểm tự chấm", "number"),
                    Column("evidence", "Minh chứng"),
                    Column("date", "Ngày", "date"),
                ),
            ),
            Source(
                "tham_dinh",
                "Thẩm định",
                (
                    _UNIT,
                    Column("item", "Mã mục", "id"),
                    Column("points", "Điểm thẩm định", "number"),
                    Column("reason", "Lý do"),
                ),
                key=("unit", "item"),
            ),
            Source(
                "de_nghi",
                "Đề nghị khen thưởng",
                (
                    Column("nominee_id", "Mã đề nghị", "id"),
                    Column("kind", "Loại", "choice", {kind: (words,) for kind, words in NOMINEE_KINDS.items()}),
                    _UNIT,
                    Column("staff_id", "Mã cán bộ"),
                    Column("name", "Tên"),
                    Column("award", "Hình thức khen"),
                    _yes_no("pending_case", "Đang xem xét kỷ luật"),
                    Column("achievement", "Thành tích"),
                ),
                key=("nominee_id",),
            ),
            Source(
                "bieu_quyet",
                "Kết quả biểu quyết",
                (
                    Column("nominee_id", "Mã đề nghị", "id"),
                    Column("members", "Số thành viên", "number"),
                    Column("agree", "Đồng ý", "number"),
                    Column("disagree", "Không đồng ý", "number"),
                ),
                key=("nominee_id",),
            ),
        )
    }
)

# The sources whose rows are cases: a target counts them. The others are read as they stand.
CASE_SOURCES = (
    "ho_so_tthc",
    "dich_vu_cong",
    "ho_so_cong_viec",
    "van_ban",
    "du_lieu_mo",
    "dieu_hanh",
    "bao_cao",
    "can_bo",
)
# The lists of which a row may be a document, and so a state secret that another list marks as one.
DOCUMENT_LISTS = ("ho_so_cong_viec", "van_ban", "du_lieu_mo", "dieu_hanh", "bao_cao")
REPORTED = "bao_cao_don_vi"
# The columns in which people write what they like, and the codes of people, which may be their identity numbers.
# A column that the plan has added is one as well.
FREE_TEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dich_vu_cong": ("service_name",),
        "du_lieu_mo": ("dataset_name",),
        "can_bo": ("staff_id",),
        "tap_huan": ("staff_id",),
        REPORTED: ("note",),
        "minh_chung": ("evidence",),
        "tham_dinh": ("reason",),
        "de_nghi": ("nominee_id", "staff_id", "name", "achievement"),
    }
)
# Of these, the texts that people write anew in each period: none of them may name a state secret.
HAND_WRITTEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        REPORTED: ("note",),
        "minh_chung": ("evidence",),
        "tham_dinh": ("reason",),
        "de_nghi": ("name", "achievement"),
    }
)
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
        Column("aliases", "Tên khác"),
        Column("kind", "Loại"),
        Column("valid_from", "Từ ngày", "date"),
        Column("valid_to", "Đến ngày", "date"),
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
