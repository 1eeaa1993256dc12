"""``thidua new``: ask little, write a data folder that can be used at once, say what comes next."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..new.answers import Answers, answered, unit_list, units_of
from ..new.folder import New, written_new
from ..new.proposal_text import proposal_text
from ..new.proposing import propose
from ..new.reading import paragraphs_of
from ..new.shelf import FRAME, Shipped, shipped_plan
from ..periods import parse_period
from ..words.errors import EXIT_OK, ToolkitError, UsageError
from .said import finding_fields

# What is asked at a terminal for what no option says: the option, the question, an example.
_QUESTIONS = (
    ("agency", "Tên cơ quan", "Sở Nội vụ"),
    ("movement", "Tên phong trào (bộ chỉ số, cuộc thi)", "Thi đua cải cách hành chính năm 2026"),
    ("periods", "Kỳ đầu, hoặc cả giai đoạn", "2026 hoặc 2026..2030"),
    ("units", "Các đơn vị, cách nhau dấu chấm phẩy", "VP=Văn phòng; Phòng Tổ chức"),
)


def new_folder(options: argparse.Namespace) -> int:
    """Write the new folder; its exit code. Raises UsageError where an answer is missing and nobody can be asked."""
    if options.like and options.official:
        raise UsageError("--like và --from không đi cùng nhau. Cách sửa: chọn một.")
    shipped = _of_text(options.official) if options.official else shipped_plan(options.like or FRAME)
    answers = _answers(options, needed=not (options.like or options.official))
    text = answered(shipped.plan, answers) if answers != Answers() else shipped.plan
    units = unit_list(answers.units) if answers.units else shipped.units
    first = next((each.years()[0] for each in answers.periods), None)
    try:
        made = written_new(options.folder, plan=text, units=units, period=first, dry_run=options.dry_run)
    except ToolkitError as error:
        if options.like and answers.units and error.findings:  # the plan names units, or columns of their list
            raise ToolkitError(
                f"Các đơn vị ở --units không hợp với kế hoạch mẫu {options.like}. Cách sửa: bỏ --units, rồi sửa don_vi.csv "
                "và các dòng sau của ke_hoach.yaml trong thư mục được tạo.",
                error.findings,
            ) from None
        raise
    _tell(made, options)
    return EXIT_OK


def _of_text(path: Path) -> Shipped:
    """The plan that an official text proposes, with a unit list that nobody is in yet."""
    proposal = propose(paragraphs_of(path))
    return Shipped(proposal_text(proposal, file=path.name), unit_list(()))


def _answers(options: argparse.Namespace, *, needed: bool) -> Answers:
    given = {name: (getattr(options, name) or "").strip() for name, _, _ in _QUESTIONS}
    may_ask = sys.stdin.isatty() and not (options.json or options.quiet or options.dry_run)
    if needed and may_ask:
        for name, question, example in _QUESTIONS:
            if not given[name]:
                given[name] = _asked(f"{question} (ví dụ {example}): ")
    if needed and (missing := [f"--{name}" for name, _, _ in _QUESTIONS if not given[name]]):
        raise UsageError(
            f"thidua new cần biết thêm: {', '.join(missing)}. Cách sửa: ghi các tùy chọn đó, hoặc --like TÊN để bắt đầu từ "
            "một kế hoạch mẫu (thidua new --help)."
        )
    periods = tuple(parse_period(each) for each in given["periods"].split(",")) if given["periods"] else ()
    return Answers(given["agency"], given["movement"], periods, units_of(given["units"]))


def _asked(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _tell(made: New, options: argparse.Namespace) -> None:
    files = [str(path) for path in made.files]
    if options.json:
        told: dict[str, Any] = {"would_write" if options.dry_run else "files": files}
        told |= {"gaps": [finding_fields(each) for each in made.gaps]}
        options.answer.give({**told, "exit_code": EXIT_OK})
        return
    print("\n".join(["Sẽ ghi:" if options.dry_run else f"Đã tạo thư mục {made.folder}, {len(files)} tệp:", *files]))
    if made.gaps:
        print(
            f"Văn bản chưa nói hết: kế hoạch còn {len(made.gaps)} chỗ để ngỏ, mỗi chỗ một dòng có “ĐỂ NGỎ”.\n"
            "Tiếp theo:\n"
            f"  1. Đối chiếu {made.folder / 'ke_hoach.yaml'} với văn bản, điền các chỗ để ngỏ; còn những chỗ nào: "
            f"thidua plan check --data {made.folder}\n"
            f"  2. Ghi các đơn vị vào {made.folder / 'don_vi.csv'}\n"
            f"  3. Hết chỗ để ngỏ thì lập biểu mẫu: thidua form KỲ --data {made.folder} --out {made.folder}_ket_qua"
        )
    elif not options.dry_run and made.period is not None:
        data = f"--data {made.folder}"
        print(
            "Tiếp theo:\n"
            f"  1. Sửa {made.folder / 'ke_hoach.yaml'} và {made.folder / 'don_vi.csv'} cho đúng; xem lại: thidua plan check {data}\n"
            f"  2. Gửi các tệp trong {made.folder / 'bieu_mau' / made.period.id} cho đơn vị (đã sửa kế hoạch thì lập lại: "
            f"thidua form {made.period.id} {data} --out {made.folder}_ket_qua)\n"
            f"  3. Đặt tệp của các hệ thống vào {made.folder / made.period.id}; nhận biểu mẫu: "
            f"thidua collect {made.period.id} THƯ_MỤC {data} --out {made.folder}_ket_qua\n"
            f"  4. Chưa có số liệu mà muốn xem thử báo cáo: thidua sample {made.folder} (số liệu minh họa, xóa trước khi dùng thật)\n"
            f"  5. Lập báo cáo: thidua report {made.period.id} {data} --out {made.folder}_ket_qua"
        )
