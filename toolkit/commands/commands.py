"""What each command does and says: on the screen in words, or as JSON. Everything heavy is imported when it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from ..resources import requested
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, is_left_out
from .results import evaluate, keep, plan
from .said import finding_fields, finding_lines, progress, summary, telling_of


def run(command: str, options: argparse.Namespace) -> int:
    """Do what a command asks for; its exit code. Raises ToolkitError where it refuses."""
    if command == "doctor":
        from .doctor import examine

        return examine(options)
    if command == "sample":
        return _sample(options)
    if command == "keep":
        return keep(options)
    if command == "new":
        from .new_command import new_folder

        return new_folder(options)
    if command == "plan":
        from .plan_command import plan_command

        return plan_command(options)
    from ..evaluation.workspace import Workspace

    resources = requested(memory=getattr(options, "memory", None))
    workspace = Workspace.open(options.data, resources=resources)
    if command == "map":
        from .map_command import map_files

        return map_files(workspace, options)
    if command in ("form", "collect"):
        return (_form if command == "form" else _collect)(workspace, options)
    periods = workspace.select(options.periods)
    if empty := workspace.empty_periods(options.periods):
        options.answer.left_out = [finding_fields(each) for each in empty]
        print("\n".join(each.line() for each in empty), file=sys.stderr)
    code = _of_periods(command, workspace, periods, options)
    return max(code, EXIT_INCOMPLETE) if empty else code


def _of_periods(command: str, workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    """What a command does with periods."""
    if command == "check":
        return _check(workspace, periods, options)
    if command == "verify":
        return _verify(workspace, periods, options)
    if command == "publish":
        return _publish(workspace, periods, options)
    choose = _reports_of(workspace, periods, options) if command == "report" else lambda period: ()
    return (plan if options.dry_run else evaluate)(workspace, periods, choose, options)


def _reports_of(workspace: Any, periods: Any, options: argparse.Namespace) -> Callable[[Any], tuple]:
    from ..running.reporting import choice_of

    return choice_of(workspace, periods, kinds=options.kind or (), units=(options.unit,) if options.unit else ())


def _sample(options: argparse.Namespace) -> int:
    from ..sample import sample_period, write_sample

    periods = [sample_period(text, folder=options.folder) for text in filter(None, options.periods.split(","))]
    if options.dry_run:
        if options.json:
            options.answer.give({"would_write": [str(options.folder)], "exit_code": EXIT_OK})
        else:
            print(f"Sẽ tạo số liệu minh họa trong {options.folder}.")
        return EXIT_OK
    made = {"rows": options.rows, "periods": periods, "seed": options.seed}
    files = write_sample(options.folder, **made, progress=progress(options))
    if options.json:
        options.answer.give({"files": [str(path) for path in files], "exit_code": EXIT_OK})
    else:
        print(f"Đã tạo {len(files)} tệp số liệu minh họa trong {options.folder}.")
    if not (options.json or options.quiet):
        data = f"--data {options.folder}"
        print(
            "Tiếp theo:\n"
            f"  1. Xem số liệu có gì thiếu: thidua check {data}\n"
            f"  2. Lập báo cáo: thidua report {data} --out {options.folder}_ket_qua, rồi mở {options.folder}_ket_qua/index.html\n"
            "  3. Khi dùng thật: xóa các tệp số liệu minh họa trong thư mục của từng kỳ, đặt số liệu thật vào đó"
        )
    return EXIT_OK


def _form(workspace: Any, options: argparse.Namespace) -> int:
    from ..forms import Sending, write_forms, write_second_round

    is_second = options.round == 2
    sending = Sending(options.out, options.unit, options.deadline, options.force, options.dry_run)
    sent = (write_second_round if is_second else write_forms)(
        workspace, workspace.period(options.period), sending=sending
    )
    files, kept = [str(name) for name in sent.files], [str(name) for name in sent.kept]
    if options.json:
        told: dict[str, Any] = {"would_write" if options.dry_run else "files": files, "edited": kept}
        told |= {"unasked": list(sent.unasked), "unmarked": list(sent.unmarked)} if is_second else {}
        options.answer.give({**told, "exit_code": EXIT_OK})
        return EXIT_OK
    print("\n".join(["Sẽ ghi:" if options.dry_run else f"Đã lập {len(files)} biểu mẫu:", *files]))
    for name in kept:
        print(f"{name} đã có người viết nên được giữ nguyên.")
    for units, why in ((sent.unasked, "Không có mục nào để giải trình"), (sent.unmarked, "Chưa có điểm vòng 1")):
        if units:
            print(f"{why}: {', '.join(workspace.unit_names.get(unit, unit) for unit in units)}.")
    if sent.units and not options.dry_run:
        collected = f"thidua collect {options.period}"
        print(f"Tiếp theo: gửi các tệp trong {sent.units[0].parent} cho đơn vị; nhận lại: {collected} THƯ_MỤC.")
        if own := (*sent.office, *sent.kept):
            print(f"Biểu mẫu của Văn phòng ở {own[0].parent}: điền tại đó; nhận: {collected} {own[0].parent}.")
    return EXIT_OK


def _collect(workspace: Any, options: argparse.Namespace) -> int:
    from ..forms import ANSWERS, collect

    period = workspace.period(options.period)
    result = collect(
        workspace, period, options.files, out=options.out, replace=options.replace, dry_run=options.dry_run
    )
    if options.json:
        options.answer.give({**result.summary(), "findings": [finding_fields(f) for f in result.findings]})
        return result.exit_code
    told = telling_of(workspace, period)
    for line in (*result.file_lines(), *result.differences):
        print(told.text(line))
    letters = options.out / period.id / ANSWERS
    rest = "thư trả lời từng đơn vị (noi_bo/tra_loi), hoặc thêm --json vào lệnh"
    of_files = [finding for finding in result.findings if not finding.row]  # why a file was not taken is always told
    for finding in of_files:
        print(told.text(finding.line()), file=sys.stderr)
    for line in finding_lines([each for each in result.findings if each.row], periods=1, rest=rest, told=told):
        print(line, file=sys.stderr)
    for line in result.lines(dry_run=options.dry_run, data=options.data):
        print(line, file=sys.stderr if result.refused else sys.stdout)
    print(result.delivery_line(period=period.id))
    for name in result.edited:
        print(f"{options.out / name} đã có người sửa nên được giữ nguyên; có bản mới thì ở cạnh đó.")
    if result.unanswered:
        print(f"Số liệu đã nhận, nhưng không lập được thư trả lời. {result.unanswered}", file=sys.stderr)
    if result.answers:
        print(f"Đã lập {len(result.answers)} tệp trả lời đơn vị, để gửi đi: {letters}")
    if (result.written or result.removed) and not (result.refused or options.dry_run):
        print(f"Tiếp theo: thidua check {period.id}.")
    return result.exit_code


def _check(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    evaluations = [workspace.evaluate(period) for period in progress(options)(periods, desc="Kiểm tra", unit="kỳ")]
    whole = all(each.is_complete and not is_left_out(each.findings) for each in evaluations)
    code = EXIT_OK if whole else EXIT_INCOMPLETE
    if options.json:
        options.answer.give(
            {
                "periods": [
                    {
                        "period": e.period.id,
                        "outcome": "complete" if e.is_complete else "incomplete",
                        "complete": e.is_complete,
                        "findings": [finding_fields(f) for f in e.findings],
                    }
                    for e in evaluations
                ],
                "exit_code": code,
            }
        )
        return code
    for evaluation in evaluations:
        print(summary(evaluation))
        rest = f"thidua evaluate {evaluation.period.id}, rồi mở {options.out / evaluation.period.id / 'findings.csv'}"
        told = evaluation.telling
        for line in finding_lines(evaluation.findings, periods=len(evaluations), rest=rest, told=told):
            print(f"  {line}")
    return code


def _verify(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    from ..running.verifying import verify

    found = {
        p.id: verify(workspace, p, out=options.out) for p in progress(options)(periods, desc="Đối chiếu", unit="kỳ")
    }
    code = EXIT_INCOMPLETE if any(found.values()) else EXIT_OK
    if options.json:
        every = [
            {"period": id, "outcome": "different" if own else "same", "differences": [asdict(d) for d in own]}
            for id, own in found.items()
        ]
        options.answer.give({"periods": every, "exit_code": code})
        return code
    for id, own in found.items():
        print(f"Kỳ {id}: {f'{len(own)} chỗ khác' if own else 'kết quả khớp với số liệu'}")
        for difference in own:
            print(f"  {difference.line()}")
    return code


def _publish(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    from ..running.open_data import publish

    made = publish(
        workspace,
        progress(options)(periods, desc="Dữ liệu mở", unit="kỳ"),
        out=options.out,
        dry_run=options.dry_run,
        replace_edited=options.replace_edited,
    )
    is_whole = all(each.evaluation.is_complete and not each.refused and not each.failed for each in made)
    code = EXIT_OK if is_whole else EXIT_INCOMPLETE
    for each in made:
        if each.refused:
            print(f"Không công bố được dữ liệu mở kỳ {each.period.id}: {each.refused}", file=sys.stderr)
        for name, why in each.failed.items():
            print(f"Không ghi được tệp {name}: {why}", file=sys.stderr)
        for name in each.edited:
            print(f"{options.out / name} đã có người sửa nên được giữ nguyên; bản mới ở cạnh đó.", file=sys.stderr)
    files = [str(options.out / name) for each in made for name in each.files]
    if options.json:
        failed = {each.period.id: each.refused for each in made if each.refused}
        failed |= {name: why for each in made for name, why in each.failed.items()}
        edited = [str(options.out / name) for each in made for name in each.edited]
        told = {"would_write" if options.dry_run else "files": files, "failed": failed, "edited": edited}
        options.answer.give({**told, "exit_code": code})
        return code
    for each in made:
        print(summary(each.evaluation))
    print("\n".join(["Sẽ ghi:" if options.dry_run else f"Đã ghi {len(files)} tệp dữ liệu mở:", *files]))
    return code
