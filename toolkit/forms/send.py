"""Write the forms of a period into the folder of results; one that somebody has filled in there is never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..evaluation.workspace import Workspace
from ..periods import Period
from ..plan.wording import Telling
from ..sources.kinds import XLSX
from ..units.model import UnitNames
from ..words.errors import ToolkitError, UsageError
from ..words.vocabulary import INTERNAL, REMARKS_WORD
from ..writing.files import open_output
from ..writing.results import set_aside
from .answer_form import answer_form_bytes
from .answerable import ask_answers, refuse_unmarked
from .book import form_bytes
from .inbox import Delivery
from .office import ask_office
from .office_files import office_files, second_round_files
from .questions import ask
from .reading import answers_in

FOLDER = f"{INTERNAL}/bieu_mau"  # they hold codes of people, and what is said of a unit
SECOND_FOLDER = "vong_2"  # within it: what units may answer to the first round


@dataclass(frozen=True)
class Sent:
    """The forms that are written (or would be): those of the units, those of the office; and prose that somebody has begun
    to write there, which stays. ``unasked`` are units that have nothing to answer, ``unmarked`` those without a first round."""

    units: tuple[Path, ...]
    office: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    unasked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All that are written."""
        return (*self.units, *self.office)


@dataclass(frozen=True)
class Sending:
    """How forms are written: into ``out``, for ``units`` (none named: for all), to be sent back by ``deadline``. With ``force`` those
    that somebody has filled in are kept in ``ban_cu`` and replaced; with ``dry_run`` nothing is written."""

    out: Path
    units: Sequence[str] = ()
    deadline: date | None = None
    force: bool = False
    dry_run: bool = False


def write_forms(workspace: Workspace, period: Period, *, sending: Sending) -> Sent:
    """Write one form for each unit that is asked for and say which, or only name them.

    Raises UsageError for a range of years, an unknown unit or a folder within the data; ToolkitError where a form that
    is there already holds answers, unless they are replaced by ``force``.
    """
    questions = _chosen(
        ask(workspace, one_period(period), previous=not sending.dry_run, deadline=sending.deadline),
        workspace,
        sending.units,
    )
    refuse_inside_data(sending.out, workspace.data)
    told = workspace.plan.telling(unit.name for unit in workspace.units)
    names = {unit: f"{period.id}/{FOLDER}/{unit}.xlsx" for unit in questions}
    office = {} if sending.units else office_files(ask_office(workspace, period))
    own = {f"{period.id}/{name}": content for name, content in office.items()}
    begun = [name for name in _filled(sending.out, own, told) if name.endswith(REMARKS_WORD) and not sending.force]
    own = {name: content for name, content in own.items() if name not in begun}
    if not sending.dry_run:
        files = {**{names[unit]: form_bytes(each) for unit, each in questions.items()}, **own}
        _write(files, sending, told=told)
    unit_files, of_office, kept = (tuple(sending.out / name for name in some) for some in (names.values(), own, begun))
    return Sent(unit_files, of_office, kept)


def write_second_round(workspace: Workspace, period: Period, *, sending: Sending) -> Sent:
    """Write the forms of the second round: to each unit that is asked for its marks that it may answer, to the office the
    marks with what has been answered.

    Raises as ``write_forms``; ToolkitError also where there is no first round, or marks of it cannot be read.
    """
    asked = ask_answers(workspace, one_period(period), deadline=sending.deadline)
    refuse_inside_data(sending.out, workspace.data)
    refuse_unmarked(asked, period)
    chosen = _chosen(asked, workspace, sending.units)
    told = workspace.plan.telling(unit.name for unit in workspace.units)
    names = {
        unit: f"{period.id}/{FOLDER}/{SECOND_FOLDER}/{unit}.xlsx" for unit, each in chosen.items() if each.open_items
    }
    office = {} if sending.units else second_round_files(ask_office(workspace, period))
    own = {f"{period.id}/{name}": content for name, content in office.items()}
    if not sending.dry_run:
        files = {**{place: answer_form_bytes(chosen[unit]) for unit, place in names.items()}, **own}
        _write(files, sending, told=told)
    rest = [unit for unit in chosen if unit not in names]
    unit_files, of_office = (tuple(sending.out / name for name in some) for some in (names.values(), own))
    unmarked = tuple(unit for unit in rest if not chosen[unit].marks)
    unasked = tuple(unit for unit in rest if unit not in unmarked)
    return Sent(unit_files, of_office, unasked=unasked, unmarked=unmarked)


def _write(files: Mapping[str, bytes], sending: Sending, *, told: Telling) -> None:
    """Write the forms; those that somebody has filled in stay where they are, or with ``force`` go to ``ban_cu``."""
    with open_output(sending.out, command="form") as folder:
        filled = _filled(sending.out, files, told)
        if filled and not sending.force:
            raise _refusal(sending.out, filled)
        for name in filled:
            set_aside(folder, name)
        folder.write(files)


def refuse_inside_data(out: Path, data: Path) -> None:
    """Raise UsageError where results would be written among the data."""
    if out.resolve().is_relative_to(data.resolve()):
        raise UsageError(
            f"Thư mục kết quả {out} nằm trong thư mục số liệu {data}. Cách sửa: chọn thư mục khác bằng --out."
        )


def one_period(period: Period) -> Period:
    """The period, unless it is a range. Raises UsageError: each year of a range has its own form."""
    if period.is_range:
        raise UsageError("Biểu mẫu lập cho từng kỳ, không lập cho một giai đoạn. Cách sửa: ghi một kỳ, ví dụ 2025.")
    return period


_Each = TypeVar("_Each")


def _chosen(questions: dict[str, _Each], workspace: Workspace, units: Sequence[str]) -> dict[str, _Each]:
    if not units:
        return questions
    names = UnitNames(workspace.units)
    chosen = {text: names.find(text) for text in units}
    if strange := [text for text, unit in chosen.items() if unit not in questions]:
        raise UsageError(
            f"Không có đơn vị {', '.join(map(repr, strange))} vào cuối kỳ. Cách sửa: ghi một trong các mã: {', '.join(questions)}."
        )
    return {unit: each for unit, each in questions.items() if unit in chosen.values()}


def _filled(out: Path, files: Mapping[str, bytes], told: Telling) -> list[str]:
    """The forms that are there and in which somebody has written, or that are no forms of ours."""
    return [
        name
        for name, content in files.items()
        if (out / name).is_file() and (out / name).read_bytes() != content and _is_written_in(out / name, content, told)
    ]


def _refusal(out: Path, filled: Sequence[str]) -> ToolkitError:
    return ToolkitError(
        f"Đã có người điền vào biểu mẫu: {', '.join(str(out / name) for name in filled)}; không ghi đè. "
        "Cách sửa: chưa nhận các tệp đó thì nhận bằng thidua collect trước; rồi thêm --force để lập lại "
        "(bản đã điền được giữ ở ban_cu), hoặc chuyển các tệp đó đi nơi khác."
    )


def _is_written_in(path: Path, content: bytes, told: Telling) -> bool:
    """Whether a form that is there says something that the new one (``content``) does not say as well."""
    if path.suffix != ".xlsx":
        return path.read_bytes() != content
    there = answers_in(Delivery(path.name, path, XLSX), told)
    with tempfile.TemporaryDirectory(prefix="thidua-") as place:
        new = Path(place) / path.name
        new.write_bytes(content)
        return there is None or bool(there) and there != answers_in(Delivery(new.name, new, XLSX), told)
