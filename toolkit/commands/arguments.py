"""The options of the command ``thidua``: one table of commands and options, read by argparse and said in Vietnamese."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .. import __version__
from ..new.shelf import PLANS
from ..resources import parse_memory
from ..words.errors import EXIT_OK, UsageError
from ..words.nearest import nearest
from .parser import Option, Parser

_ENGINES = ("thidua", "stock")


def _option(name: str, metavar: str, help: str, **how: Any) -> Option:
    return name, {"metavar": metavar, "help": help, **how}


def _flag(name: str, help: str) -> Option:
    return name, {"action": "store_true", "help": help}


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không hợp lệ") from None


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải số nguyên từ 1 trở lên")
    return int(text)


def _round(text: str) -> int:
    if text not in ("1", "2"):
        raise argparse.ArgumentTypeError(f"{text!r} không phải vòng thẩm định (ghi 1 hoặc 2)")
    return int(text)


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải ngày, ví dụ 31/01/2026")


def _engine(text: str) -> str:
    if text not in _ENGINES:
        raise argparse.ArgumentTypeError(f"không có {text!r}; chọn một trong: {', '.join(map(repr, _ENGINES))}")
    return text


def _cluster(text: str) -> str:
    if text != "local" and not re.fullmatch(r"(tcp|tls)://\S+:\d+", text):
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải local, tcp://máy:cổng hoặc tls://máy:cổng")
    return text


_COMPUTING = (
    _option("periods", "KỲ", "2024, 2024-H1, 2024-Q3 hoặc 2022..2025; để trống: mọi kỳ", nargs="*"),
    _option(
        "--memory",
        "CỠ",
        "bộ nhớ được dùng khi tính, ví dụ 500MB, 4GB (mặc định 1GB); phần vượt quá nằm tạm trên đĩa",
        type=parse_memory,
    ),
)
_CLUSTER = _option(
    "--cluster",
    "ĐỊA_CHỈ",
    "chia các báo cáo cho các máy của một cụm Dask: địa chỉ bộ điều phối, ví dụ tcp://may-chu:8786; local: các tiến trình của máy này",
    type=_cluster,
)
_REPLACE = _flag(
    "--replace-edited",
    "thay cả tệp kết quả đã có người sửa; bản có người sửa giữ ở ban_cu trong thư mục của kỳ",
)
_PERIOD = _option("period", "KỲ", "2024, 2024-H1 hoặc 2024-Q3")
_EVERYWHERE = (
    _option("--data", "THƯ_MỤC", "thư mục số liệu (mặc định data)", type=Path, default=Path("data")),
    _option("--out", "THƯ_MỤC", "thư mục kết quả (mặc định outputs)", type=Path, default=Path("outputs")),
    _option("--jobs", "N", "số báo cáo lập cùng lúc (mặc định: số nhân của máy)", type=_jobs),
    _flag("--force", "làm lại cả những gì còn mới"),
    _flag("--dry-run", "chỉ nói sẽ ghi gì, không ghi"),
    _flag("--json", "in kết quả dạng JSON ra đầu ra chuẩn"),
    _flag("--quiet", "chỉ in kết quả và lỗi"),
)
# Each command: what it does, and its options in the order of its help; those of every command come last.
_COMMANDS: dict[str, tuple[str, tuple[Option, ...]]] = {
    "check": ("đọc mọi tệp, nêu mọi lỗi và cách sửa; không ghi gì", _COMPUTING),
    "evaluate": ("tính chỉ tiêu, điểm, thứ hạng; ghi CSV và run.json", (*_COMPUTING, _REPLACE)),
    "report": (
        "tính, rồi lập mọi báo cáo HTML và trang outputs/index.html",
        (
            *_COMPUTING,
            _option(
                "--kind",
                "LOẠI",
                "chỉ lập loại này: kiem_tra, so_ket, tong_ket, binh_xet, phieu_don_vi; ghi nhiều lần được",
                action="append",
            ),
            _option("--unit", "MÃ", "chỉ lập phiếu của đơn vị này", default=""),
            _flag("--pdf", "in thêm PDF bằng trình duyệt có sẵn trên máy"),
            _REPLACE,
            _option(
                "--engine",
                f"{{{','.join(_ENGINES)}}}",
                "cách chạy sổ tay: thidua (mặc định), nhanh; stock: nhân Jupyter thường, chậm hơn, kết quả như nhau",
                type=_engine,
                default=_ENGINES[0],
            ),
            _CLUSTER,
        ),
    ),
    "publish": (
        "ghi kết quả thành dữ liệu mở (Data Package) trong du_lieu_mo của từng kỳ; không có dữ liệu cá nhân",
        (*_COMPUTING, _REPLACE),
    ),
    "keep": (
        "giữ nguyên báo cáo hoặc tệp kết quả (đã ký, đã gửi) trước mọi lần chạy",
        (
            _option("period", "KỲ", "2024, 2024-H1, 2024-Q3 hoặc 2022..2025"),
            _option(
                "names",
                "TÊN",
                "báo cáo hoặc tệp, ví dụ so_ket, phieu_don_vi/VP, so_lieu.xlsx; để trống: nêu những gì đang được giữ",
                nargs="*",
            ),
            _flag("--release", "thôi giữ"),
        ),
    ),
    "form": (
        "lập biểu mẫu của một kỳ cho từng đơn vị điền, và cho Văn phòng (thẩm định, biểu quyết, lời văn)",
        (
            _PERIOD,
            _option("--unit", "MÃ", "chỉ lập cho đơn vị này; ghi nhiều lần được", action="append", default=[]),
            _option("--deadline", "NGÀY", "hạn gửi lại, in ở biểu mẫu, ví dụ 31/01/2026", type=_day),
            _option(
                "--round",
                "VÒNG",
                "2: sau thẩm định vòng 1, gửi từng đơn vị điểm, lý do để giải trình, và bảng thẩm định vòng 2",
                type=_round,
                default=1,
            ),
        ),
    ),
    "collect": (
        "nhận biểu mẫu đã điền vào thư mục của kỳ, lập thư trả lời; không ghi đè khi chưa được phép",
        (
            _PERIOD,
            _option(
                "files", "TỆP", "biểu mẫu đã điền; thư mục (cả thư mục con), tệp ZIP chứa chúng", nargs="+", type=Path
            ),
            _flag("--replace", "thay số liệu đã có của đơn vị; bản cũ giữ ở ban_cu trong thư mục số liệu"),
        ),
    ),
    "new": (
        "tạo thư mục số liệu mới: kế hoạch có chú thích, danh mục đơn vị, kỳ trống, biểu mẫu; không ghi đè gì",
        (
            _option("folder", "THƯ_MỤC", "thư mục sẽ tạo", type=Path),
            _option("--like", "TÊN", f"bắt đầu từ một kế hoạch mẫu: {', '.join(PLANS)}"),
            _option(
                "--from",
                "TỆP",
                "đọc văn bản kế hoạch (.docx, .txt): chỉ tiêu, mức giao, nội dung, biện pháp, nơi nhận; điều văn bản không nói để ngỏ",
                type=Path,
                dest="official",
            ),
            _option("--agency", "TÊN", "tên cơ quan"),
            _option("--movement", "TÊN", "tên phong trào, bộ chỉ số, cuộc thi"),
            _option("--periods", "KỲ", "kỳ đầu, ví dụ 2026, 2026-Q1; hoặc một giai đoạn 2026..2030"),
            _option("--units", "ĐƠN_VỊ", 'các đơn vị, cách nhau dấu chấm phẩy: "VP=Văn phòng; Phòng Tổ chức"'),
        ),
    ),
    "plan": (
        "check: nêu mọi lỗi của kế hoạch; show: in cả kế hoạch như được hiểu, kể cả những gì kế hoạch không ghi",
        (_option("action", "VIỆC", "check hoặc show"),),
    ),
    "map": (
        "xem cột, từ của một tệp ứng với cột, từ nào của bộ công cụ; ghi vào kế hoạch khi được đồng ý",
        (
            _option("files", "TỆP", "tệp của một nguồn, ở đâu cũng được", nargs="+", type=Path),
            _flag("--yes", "không hỏi: chỉ ghi những gì chắc chắn"),
        ),
    ),
    "verify": ("tính lại, so kết quả trong outputs với số liệu; nêu mọi chỗ khác nhau", _COMPUTING),
    "sample": (
        "tạo thư mục số liệu minh họa; thư mục đã có kế hoạch và danh mục đơn vị khác thì tạo số liệu cho kế hoạch đó",
        (
            _option("folder", "THƯ_MỤC", "thư mục sẽ tạo", type=Path),
            _option(
                "--rows", "N", "số hồ sơ TTHC mỗi kỳ; nguồn khác theo tỷ lệ (mặc định 400)", type=_whole, default=400
            ),
            _option(
                "--periods",
                "KỲ",
                "các kỳ, cách nhau dấu phẩy, hoặc một giai đoạn (mặc định 2022..2025; của kế hoạch khác: năm đầu)",
                default="",
            ),
            _option("--seed", "SỐ", "số gieo: cùng số thì cùng dữ liệu (mặc định 2022)", type=_whole, default=2022),
        ),
    ),
    "doctor": ("kiểm tra máy này có chạy được không, và phải làm gì nếu không", ()),
}


def help_text() -> str:
    """The help of the whole command."""
    commands = "\n".join(f"  {name:<10} {about}" for name, (about, _) in _COMMANDS.items())
    return (
        f"thidua {__version__}: bộ công cụ đánh giá phong trào thi đua\n\ncách dùng: thidua LỆNH [KỲ …] [tùy chọn]\n\nlệnh:\n{commands}\n\n"
        "Xem tùy chọn của một lệnh: thidua LỆNH --help\nVí dụ: thidua report 2024\n\n"
        "mã kết thúc: 0 xong, đủ số liệu; 1 lỗi của bộ công cụ; 2 gõ sai lệnh; 3 xong nhưng có số liệu\n"
        "hoặc báo cáo không làm được (đã nêu tên); 4 từ chối, chưa ghi gì\n"
    )


def parse(arguments: list[str]) -> tuple[str, argparse.Namespace]:
    """The command and its options, which may stand before it as well as after it. Raises UsageError."""
    places = [
        n
        for n, word in enumerate(arguments)
        if word in _COMMANDS and (n == 0 or arguments[n - 1] not in ("--data", "--out"))
    ]
    if not places:
        typed = next((word for word in arguments if not word.startswith("-")), None)
        if typed is None and (strange := [word for word in arguments if word not in ("-h", "--help")]):
            raise UsageError(
                f"Không có lệnh. Đã gõ {' '.join(strange)}. Cách sửa: ghi một lệnh: {', '.join(_COMMANDS)}."
            )
        raise UsageError(
            f"Không có lệnh {typed!r}.{nearest(typed or '', _COMMANDS)} Cách sửa: dùng một trong các lệnh: {', '.join(_COMMANDS)}."
        )
    command = arguments[places[0]]
    rest = arguments[: places[0]] + arguments[places[0] + 1 :]
    about, options_of = _COMMANDS[command]
    parser = Parser(command, about, options=(*options_of, *_EVERYWHERE))
    if "-h" in rest or "--help" in rest:
        print(parser.format_help(), end="")
        raise SystemExit(EXIT_OK)
    options, unknown = parser.read(rest)
    if unknown:
        word = unknown[0].partition("=")[0]
        raise UsageError(
            f"Lệnh thidua {command} không có tùy chọn {word!r}.{nearest(word, parser.known)} Cách sửa: xem thidua {command} --help."
        )
    return command, options
