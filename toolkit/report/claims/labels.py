"""The words of comparison that stand in heads, captions and notes: what is compared with what, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...evaluation import scrutiny
from ...evaluation.results import Evaluation
from ...evaluation.scrutiny import Coverage
from ...words.formatting import number
from .moves import moves_of, split

CHANGE = "Tăng, giảm"
SPAN_OF_POINTS = "Thấp nhất – cao nhất"
BEHIND_OF_JUDGED = "Số đơn vị chưa đạt/có số liệu để đánh giá"
LAST_AGAINST_FIRST = "Kỳ cuối so với kỳ đầu"
PARTS_NOTE = (
    "Khoảng cách = mức giao × mẫu số − tử số, tính bằng số trường hợp của tử số, làm tròn khi trình bày; số âm là vượt mức giao, bù "
    "cho đơn vị khác. Trong ngoặc: phần của đơn vị trong tổng số còn thiếu của các đơn vị chưa đạt."
)
CAUSES_NOTE = (
    "Mỗi trường hợp của mẫu số chưa được tính vào tử số được xếp vào điều kiện đầu tiên mà nó không đáp ứng, theo thứ tự điều kiện "
    "trong kế hoạch; tổng các dòng của một chỉ tiêu bằng mẫu số trừ tử số. Chỉ tiêu càng thấp càng tốt và chỉ tiêu tính bằng "
    "số đơn vị báo cáo không có trong bảng."
)
WORK_NOTE = "Chỉ gồm việc còn làm được: mức giao của trạng thái cuối kỳ, số liệu còn thiếu, báo cáo chưa gửi."
DUE_NOTE = "Hạn của mức giao là ngày cuối năm kế tiếp của phong trào."
LACKING_NOTE = (
    "Số trường hợp cần thêm (hoặc cần giảm, ở chỉ tiêu càng thấp càng tốt) để đạt mức giao với mẫu số của kỳ, làm tròn lên; đơn vị "
    "thiếu nhiều đứng trước. Đơn vị vượt mức giao bù được cho đơn vị khác, nên số của cơ quan có thể nhỏ hơn tổng các đơn vị."
)
APART_NOTE = "Cách xa hẳn các đơn vị khác: cần hỏi đơn vị, chưa phải là sai; cách tìm ở cuối báo cáo kiểm tra."
DECIDING_NOTE = "Phần trong điểm là điểm của mục quy về thang 100 của đơn vị; mục chênh lệch nhiều nhất đứng trước."
LATE_NOTE = "Chậm: dòng mới nhất của đơn vị cũ hơn dòng mới nhất của các đơn vị khác từ một phần tư kỳ trở lên. "
APART_RULE = (
    f"Cách tìm kết quả khác thường: mức giữa là trung vị của các đơn vị; độ lệch thường gặp là trung vị của các khoảng cách tới mức "
    f"giữa (lấy ít nhất {number(scrutiny.LEAST_SPREAD * 100)} điểm phần trăm) nhân 1,4826. Hỏi lại khi một đơn vị cách mức giữa quá "
    f"{number(scrutiny.THRESHOLD)} lần độ lệch thường gặp. Chỉ xét chỉ tiêu tính bằng tỷ lệ, mẫu số từ {scrutiny.FEWEST_CASES} trở lên, "
    f"ít nhất {scrutiny.FEWEST_UNITS} đơn vị như thế, và chênh lệch từ {scrutiny.FEWEST_MOVED} trường hợp trở lên. Khác thường chưa phải "
    "là sai: cần hỏi đơn vị."
)
# How far a target is attained among the units, by the way and by whether lower is better.
AMONG_UNITS: Mapping[tuple[str, bool], str] = MappingProxyType(
    {
        ("min_max", False): "mức đạt: (kết quả − nhỏ nhất) ÷ (lớn nhất − nhỏ nhất)",
        ("min_max", True): "càng thấp càng tốt; mức đạt: (lớn nhất − kết quả) ÷ (lớn nhất − nhỏ nhất)",
        ("max", False): "mức đạt: kết quả ÷ kết quả lớn nhất",
        ("max", True): "càng thấp càng tốt; mức đạt: kết quả nhỏ nhất ÷ kết quả",
    }
)
APART_FROM_OTHERS = "Kết quả khác thường so với các đơn vị"


def before_label(evaluation: Evaluation) -> str:
    """What figures are compared with: the year before, or of a part of the year the same part of the year before."""
    return "kỳ trước" if evaluation.period.months >= 12 else "cùng kỳ năm trước"


def just_before_label(evaluation: Evaluation) -> str:
    """The part of the year that ended where a half or a quarter began, by its name: "kỳ trước" could be either."""
    part = evaluation.period.just_before()
    return part.title if part else ""


def against_before(evaluation: Evaluation) -> str:
    """The head of a column of changes."""
    return f"So với {before_label(evaluation)}"


def jumps_caption(evaluation: Evaluation) -> str:
    """The caption of changes that stand apart from those of the other units."""
    return f"Thay đổi khác thường so với {before_label(evaluation)}"


def no_before_text(evaluation: Evaluation) -> str:
    """That nothing of the period before is known."""
    return f"Không có số liệu của {before_label(evaluation)} để so sánh số dòng và mức thay đổi."


def coverage_note(evaluation: Evaluation) -> str:
    """By which rule numbers of rows are asked about."""
    return (
        f"Nêu nguồn, đơn vị có số dòng còn không quá một nửa hoặc từ gấp đôi trở lên so với {before_label(evaluation)}; "
        f"dưới {scrutiny.FEWEST_CASES} dòng ở cả hai kỳ thì không xét."
    )


def coverage_text(evaluation: Evaluation, each: Coverage) -> str:
    """What to ask of a number of rows that is so different from the one before."""
    if not each.now:
        return "không còn dòng nào: đã gửi đủ chưa?"
    if not each.before:
        return f"{before_label(evaluation)} không có: có đúng nguồn, đúng kỳ không?"
    if each.now < each.before:
        return "ít hẳn: đã gửi đủ chưa?"
    return "nhiều hẳn: có lẫn kỳ khác hoặc gửi hai lần không?"


OTHERS_LATER = "trong khi các đơn vị khác có số liệu đến muộn hơn nhiều: đã gửi đủ chưa?"  # of a source of one unit


def change_counts(evaluation: Evaluation, noun: str) -> tuple[tuple[str, int], ...]:
    """How many of the agency's figures are compared, rose and fell; none where nothing is compared."""
    moves, before = moves_of(evaluation, evaluation.agency), before_label(evaluation)
    if not moves:
        return ()
    up, down, _ = split(moves)
    return (
        (f"{noun} có số liệu của cả kỳ này và {before}", len(moves)),
        (f"{noun} tăng so với {before}", len(up)),
        (f"{noun} giảm so với {before}", len(down)),
    )
