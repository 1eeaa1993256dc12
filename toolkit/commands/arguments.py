"""The options of the command ``thidua``, read by argparse and said in Vietnamese."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from .. import __version__
from ..resources import parse_memory
from ..words.errors import EXIT_OK, UsageError

# argparse speaks English; these are the sentences of it that a user can meet.
_SAID = {
    "usage: ": "cách dùng: ",
    "options": "tùy chọn",
    "positional arguments": "đối số",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong: %(choices)s",
    "expected one argument": "thiếu giá trị",
    "expected at least one argument": "thiếu giá trị",
    "the following arguments are required: %s": "thiếu: %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "show this help message and exit": "in trợ giúp này",
}
_COMMANDS = {
    "check": "đọc mọi tệp, nêu mọi lỗi và cách sửa; không ghi gì",
    "evaluate": "tính chỉ tiêu, điểm, thứ hạng; ghi CSV và run.json",
    "report": "tính, rồi lập mọi báo cáo HTML và trang outputs/index.html",
    "publish": "ghi kết quả thành dữ liệu mở (Data Package) trong du_lieu_mo của từng kỳ; không có dữ liệu cá nhân",
    "form": "lập biểu mẫu Excel của một kỳ cho từng đơn vị điền",
    "collect": "đọc biểu mẫu đã điền vào thư mục của kỳ; không ghi đè khi chưa được phép",
    "verify": "tính lại, so kết quả trong outputs với số liệu; nêu mọi chỗ khác nhau",
    "sample": "tạo thư mục số liệu minh họa",
    "doctor": "kiểm tra máy này có chạy được không, và phải làm gì nếu không",
}


class _Parser(argparse.ArgumentParser):
    """Refuses in one Vietnamese line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"Sai cách dùng lệnh {self.prog}: {message}. Cách sửa: xem {self.prog} --help.")


def _parser(command: str) -> _Parser:
    parser = _Parser(
        prog=f"thidua {command}",
        description=_COMMANDS[command][0].upper() + _COMMANDS[command][1:] + ".",
        allow_abbrev=False,
    )
    if command == "sample":
        parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục sẽ tạo")
        parser.add_argument(
            "--rows",
            type=int,
            default=400,
            metavar="N",
            help="số hồ sơ TTHC mỗi kỳ; nguồn khác theo tỷ lệ (mặc định 400)",
        )
        parser.add_argument(
            "--periods",
            default="2022..2025",
            metavar="KỲ",
            help="các kỳ, cách nhau dấu phẩy, hoặc một giai đoạn (mặc định 2022..2025)",
        )
        parser.add_argument(
            "--seed", type=int, default=2022, metavar="SỐ", help="số gieo: cùng số thì cùng dữ liệu (mặc định 2022)"
        )
    elif command in ("form", "collect"):
        _form_options(parser, command)
    elif command != "doctor":
        parser.add_argument(
            "periods", nargs="*", metavar="KỲ", help="2024, 2024-H1, 2024-Q3 hoặc 2022..2025; để trống: mọi kỳ"
        )
        parser.add_argument(
            "--memory",
            type=parse_memory,
            default=None,
            metavar="CỠ",
            help="bộ nhớ được dùng khi tính, ví dụ 500MB, 4GB (mặc định 1GB); phần vượt quá nằm tạm trên đĩa",
        )
        parser.add_argument(
            "--keep-exports",
            type=Path,
            default=None,
            metavar="THƯ_MỤC",
            help="giữ bản Parquet của tệp CSV, XLSX lớn ở thư mục này để lần sau đọc nhanh; không giữ nguồn có độ mật, có tên người",
        )
    if command == "report":
        parser.add_argument(
            "--kind",
            action="append",
            metavar="LOẠI",
            help="chỉ lập loại này: kiem_tra, so_ket, tong_ket, binh_xet, phieu_don_vi; ghi nhiều lần được",
        )
        parser.add_argument("--unit", default="", metavar="MÃ", help="chỉ lập phiếu của đơn vị này")
        parser.add_argument("--pdf", action="store_true", help="in thêm PDF bằng trình duyệt có sẵn trên máy")
        parser.add_argument(
            "--engine",
            choices=("thidua", "stock"),
            default="thidua",
            help="cách chạy sổ tay: thidua (mặc định), nhanh; stock: nhân Jupyter thường, chậm hơn, kết quả như nhau",
        )
    if command in ("evaluate", "report"):
        parser.add_argument(
            "--cluster",
            type=_cluster,
            default=None,
            metavar="ĐỊA_CHỈ",
            help="chia việc cho các máy của một cụm Dask: địa chỉ bộ điều phối, ví dụ tcp://may-chu:8786; local: các tiến trình của máy này",
        )
    _common(parser)
    return parser


def _form_options(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("period", metavar="KỲ", help="2024, 2024-H1 hoặc 2024-Q3")
    if command == "form":
        parser.add_argument(
            "--unit", action="append", default=[], metavar="MÃ", help="chỉ lập cho đơn vị này; ghi nhiều lần được"
        )
    else:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="TỆP", help="biểu mẫu đã điền, hoặc thư mục chứa chúng"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="thay số liệu đã có của đơn vị; bản cũ giữ ở ban_cu trong thư mục số liệu",
        )


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="THƯ_MỤC", help="thư mục số liệu (mặc định data)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("outputs"), metavar="THƯ_MỤC", help="thư mục kết quả (mặc định outputs)"
    )
    parser.add_argument(
        "--jobs", type=_jobs, default=None, metavar="N", help="số báo cáo lập cùng lúc (mặc định: số nhân của máy)"
    )
    parser.add_argument("--force", action="store_true", help="làm lại cả những gì còn mới")
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ ghi gì, không ghi")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON ra đầu ra chuẩn")
    parser.add_argument("--quiet", action="store_true", help="chỉ in kết quả và lỗi")


def _cluster(text: str) -> str:
    if text != "local" and not re.fullmatch(r"(tcp|tls)://\S+:\d+", text):
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải local, tcp://máy:cổng hoặc tls://máy:cổng")
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải số nguyên từ 1 trở lên")
    return int(text)


def help_text() -> str:
    """The help of the whole command."""
    commands = "\n".join(f"  {name:<10} {about}" for name, about in _COMMANDS.items())
    return (
        f"thidua {__version__}: bộ công cụ đánh giá phong trào thi đua\n\ncách dùng: thidua LỆNH [KỲ …] [tùy chọn]\n\nlệnh:\n{commands}\n\n"
        "Xem tùy chọn của một lệnh: thidua LỆNH --help\nVí dụ: thidua report 2024\n\n"
        "mã kết thúc: 0 xong, đủ số liệu; 1 lỗi của bộ công cụ; 2 gõ sai lệnh; 3 xong nhưng có số liệu\n"
        "hoặc báo cáo không làm được (đã nêu tên); 4 từ chối, chưa ghi gì\n"
    )


def parse(arguments: list[str]) -> tuple[str, argparse.Namespace]:
    """The command and its options, which may stand before it as well as after it. Raises UsageError."""
    argparse._ = lambda text: _SAID.get(text, text)  # type: ignore[attr-defined]
    places = [
        n
        for n, word in enumerate(arguments)
        if word in _COMMANDS and (n == 0 or arguments[n - 1] not in ("--data", "--out", "--keep-exports"))
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
    parser = _parser(command)
    if "-h" in rest or "--help" in rest:
        print(parser.format_help(), end="")
        raise SystemExit(EXIT_OK)
    options, unknown = parser.parse_known_intermixed_args(rest)
    if unknown:
        known = [option for action in parser._actions for option in action.option_strings]
        word = unknown[0].partition("=")[0]
        raise UsageError(
            f"Lệnh thidua {command} không có tùy chọn {word!r}.{nearest(word, known)} Cách sửa: xem thidua {command} --help."
        )
    return command, options


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word nearest to a mistyped one; empty where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Có phải {near[0]!r}?" if near else ""
