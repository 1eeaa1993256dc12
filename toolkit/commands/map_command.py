"""``thidua map``: show which columns and words of a file are which, ask, and write what was agreed to into the plan."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..mapping import HOW, Doubt, FileMap, Teaching, joined, map_file, taught, yaml_of
from ..plan import Plan, load_plan
from ..plan.loader import plan_of
from ..plan.standard import EXAMPLE
from ..units.model import UnitNames
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, UsageError
from ..words.formatting import number
from ..writing.files import open_output
from .map_screen import agrees, answered
from .said import finding_fields

_PLAN = "ke_hoach.yaml"
_KNOWN = ("proper", "plan", "dictionary")


def map_files(workspace: Any, options: argparse.Namespace) -> int:
    """Map the files of a command; its exit code: 3 where something that figures need is still not known."""
    names, place = UnitNames(workspace.units), options.data / _PLAN
    paths = [(str(path), _found(path, options.data)) for path in options.files]

    def look(plan: Plan, at: int) -> FileMap:
        return map_file(paths[at][1], name=paths[at][0], plan=plan, names=names)

    maps = [look(workspace.plan, at) for at in range(len(paths))]
    if not options.json:
        for each in maps:
            print("\n".join(_lines(each)))
    may_ask = sys.stdin.isatty() and not (options.yes or options.json or options.quiet or options.dry_run)
    agreed = joined(each.certain for each in maps)
    if may_ask:
        agreed = _agreed(maps, look, place)
    is_written = bool(agreed) and not options.dry_run and (options.yes or may_ask)
    if is_written:
        _write(agreed, options.data)
        plan = load_plan(place)
        maps = [look(plan, at) for at in range(len(paths))]
    is_pending = bool(agreed) and not is_written and not options.dry_run
    is_left = is_pending or any(each.unknown or each.is_refused for each in maps)
    code = EXIT_INCOMPLETE if is_left else EXIT_OK
    if options.json:
        options.answer.give(_answer(maps, agreed, is_written=is_written, plan=place, exit_code=code))
        return code
    for line in _closing(maps, agreed, is_written=is_written, was_asked=may_ask, options=options):
        print(line)
    return code


def _found(path: Path, data: Path) -> Path:
    """The file that is meant: as it was typed, or within the data folder."""
    for place in (path, data / path):
        if place.is_file():
            return place
    what = "là thư mục, không phải tệp" if path.is_dir() else "không có"
    raise UsageError(f"{path} {what}. Cách sửa: ghi đúng tên tệp, ví dụ thidua map {data}/2024/{EXAMPLE}.csv.")


def _lines(each: FileMap) -> Iterator[str]:
    """What is found out about a file, for the screen."""
    if each.is_refused:
        yield f"{each.file}: không đọc được."
        yield from (f"  {finding.line()}" for finding in each.findings)
        return
    if not each.source:
        yield f"{each.file}: không nhận ra nguồn nào qua tên cột."
        yield from _listed("Cột của tệp", each.unused)
        yield "  Cách sửa: đặt tên tệp theo nguồn, ví dụ ho_so_tthc__1.xlsx, rồi chạy lại."
        return
    yield f"{each.file}: {each.title} ({each.source}), {number(each.rows)} dòng{f', trang {each.sheet}' if each.sheet else ''}"
    yield "  cột của tệp → cột của bộ công cụ"
    wide = max((len(match.header) for match in each.columns), default=0)
    yield from (f"    {m.header:<{wide}} → {m.title}{_how(m.how)}" for m in each.columns)
    for title in dict.fromkeys(word.title for word in each.words):
        yield f"  từ của cột {title}"
        own = [word for word in each.words if word.title == title]
        wide = max(len(word.word) for word in own)
        yield from (f"    {w.word:<{wide}} ({number(w.count)} dòng) → {w.meaning or '?'}{_how(w.how)}" for w in own)
    for title, count in each.strange.items():
        yield f"  cột {title}: {number(count)} giá trị khác nhau, không giống một cột danh mục; xem lại cột này"
    yield from _listed("Cột của tệp không dùng", each.unused)
    yield from _listed("Cột mà chỉ tiêu cần, tệp không có", each.lacking)


def _how(how: str) -> str:
    return "" if how in _KNOWN else f"   [{HOW[how]}]"


def _listed(title: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"  {title}: {', '.join(names)}"


def _agreed(maps: Sequence[FileMap], look: Callable[[Plan, int], FileMap], place: Path) -> Teaching:
    """What a person agrees to, file by file: one screen for each, unless a column is chosen whose words were not asked."""
    agreed = Teaching()
    for at, first in enumerate(maps):
        each, shown, said = first, set[tuple[str, str]](), Teaching()
        if agreed:  # what was said of the files before may be known here, too
            each = look(plan_of(taught(_text(place), agreed, name=_PLAN), name=_PLAN), at)
        while doubts := [doubt for doubt in each.doubts if (doubt.title, doubt.word) not in shown]:
            if (answer := answered(Path(each.file).name, each.source, doubts, plan=place)) is None:
                said = Teaching()
                break
            shown |= {(doubt.title, doubt.word) for doubt in doubts if not _is_of_another(doubt, doubts, answer, each)}
            said = joined([said, each.certain, answer])
            if not answer:
                break
            known = joined([agreed, said])
            each = look(plan_of(taught(_text(place), known, name=_PLAN), name=_PLAN), at)
            if (
                each.is_refused
            ):  # with the column known a row may turn out to be none, and then no word can be asked for
                print("\n".join(_lines(each)))
        if not shown and each.certain and agrees(_question(each.certain, place)):
            said = each.certain
        agreed = joined([agreed, said])
    return agreed


def _is_of_another(doubt: Doubt, doubts: Sequence[Doubt], answer: Teaching, each: FileMap) -> bool:
    """Whether a word was shown of a column that another was chosen for: the words of that one are not asked yet."""
    columns = [other for other in doubts if other.title == doubt.title and not other.word] if doubt.word else []
    chosen = answer.aliases.get(each.source, {}).get(doubt.title, [])
    return any(chosen and list(column.proposal) != chosen for column in columns)


def _question(certain: Teaching, plan: Path) -> str:
    return f"{yaml_of(certain)}Ghi các dòng trên vào {plan}? [c/k] "


def _text(plan: Path) -> str:
    return plan.read_bytes().decode("utf-8-sig")


def _write(agreed: Teaching, data: Path) -> None:
    """Write into the plan. Its mark of the encoding and the ends of its lines stay."""
    with open_output(data, command="map", option="--data") as folder:
        old = (data / _PLAN).read_bytes()
        mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
        new = taught(old.removeprefix(mark).decode("utf-8"), agreed, name=_PLAN)
        folder.write({_PLAN: mark + new.encode("utf-8")})


def _closing(
    maps: Sequence[FileMap], agreed: Teaching, *, is_written: bool, was_asked: bool, options: argparse.Namespace
) -> Iterator[str]:
    if is_written:
        yield f"Đã ghi vào {options.data / _PLAN}:"
        yield yaml_of(agreed).rstrip()
    elif was_asked:
        yield "Không ghi gì vào kế hoạch."
    elif agreed:
        how = "bỏ --dry-run" if options.dry_run else "chạy lại với --yes"
        yield f"Chắc chắn, chưa ghi vào {options.data / _PLAN} (để ghi: {how}):"
        yield yaml_of(agreed).rstrip()
    left, asked = sum(each.unknown for each in maps), sum(each.questions for each in maps)
    if left:
        yield f"Còn {left} điều chưa biết, hỏi trong {asked} câu{_where(maps)}. Cách sửa: chạy thidua map ở cửa sổ lệnh và trả lời, hoặc khai ở sources trong {_PLAN}."
    elif (is_written or not agreed) and not any(each.is_refused for each in maps):
        yield "Mọi cột, mọi từ mà chỉ tiêu cần đều đã biết."


def _where(maps: Sequence[FileMap]) -> str:
    """What is not known, by the headers and words themselves."""
    said: list[str] = []
    for each in maps:
        said += [f'cột "{match.title}"' for match in each.open_columns if match.is_needed]
        said += [f'cột "{title}"' for title in (*each.lacking, *each.strange)]
        said += [f'từ "{match.word}" của cột "{match.title}"' for match in each.open_words if match.is_needed]
    return f": {'; '.join(said[:5])}{'; …' if len(said) > 5 else ''}" if said else ""


def _answer(
    maps: Sequence[FileMap], agreed: Teaching, *, is_written: bool, plan: Path, exit_code: int
) -> dict[str, Any]:
    """The same for programs."""
    return {
        "plan": str(plan),
        "files": [
            {
                "file": each.file,
                "source": each.source or None,
                "title": each.title,
                "sheet": each.sheet,
                "rows": each.rows,
                "columns": [asdict(match) for match in each.columns],
                "words": [asdict(match) for match in each.words],
                "unused": list(each.unused),
                "lacking": list(each.lacking),
                "strange": each.strange,
                "questions": each.questions,
                "unknown": each.unknown,
                "doubts": [asdict(doubt) for doubt in each.doubts],
                "proposed": each.proposed.as_keys(),
                "findings": [finding_fields(finding) for finding in each.findings],
            }
            for each in maps
        ],
        "certain": agreed.as_keys(),
        "written": agreed.as_keys() if is_written else {},
        "exit_code": exit_code,
    }
