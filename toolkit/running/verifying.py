"""Compare what lies in the output folder with its inputs: nothing changed since, and computed again it is the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..evaluation.frames import edition_files
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..publishing.jobs import OPEN_DATA
from ..publishing.notebooks import own_inputs
from ..publishing.opendata import package_files
from ..publishing.record import RECORD, RunRecord
from ..scenarios import report_inputs
from ..shipped import versions
from ..writing.files import digest
from ..writing.results import BESIDE, proper_name


@dataclass(frozen=True)
class Difference:
    """A result that does not follow from the data as they are now: which file, what is wrong, what to do."""

    file: str
    problem: str
    remedy: str

    def line(self) -> str:
        """The difference on one line, in the form of every message."""
        return f"{self.file}: {self.problem} Cách sửa: {self.remedy}"


def verify(workspace: Workspace, period: Period, *, out: Path) -> list[Difference]:
    """Every difference between the results of a period in ``out`` and what its inputs give today."""
    return [*_of_results(workspace, period, out / period.id), *_of_open_data(workspace, period, out / period.id)]


def _again(command: str, period: Period) -> str:
    return f"chạy lại thidua {command} {_typed(period)}."


def _typed(period: Period) -> str:
    return period.id.replace("-", "..") if period.is_range else period.id


def _of_results(workspace: Workspace, period: Period, folder: Path) -> list[Difference]:
    again = _again("report", period)
    record = RunRecord.read(folder)
    if record is None or "findings.csv" not in record.places:
        return [Difference(f"{period.id}/{RECORD}", "chưa có kết quả của kỳ, hoặc run.json không đọc được.", again)]
    return [
        *_changed_inputs(
            record.inputs, {**report_inputs(workspace, period), **own_inputs(workspace.data, period)}, again
        ),
        *_changed_outputs(folder, period, record, again),
        *_recomputed(workspace, period, record, again),
    ]


def _changed_inputs(then: Mapping[str, str], now: Mapping[str, str], again: str) -> list[Difference]:
    found = [Difference(name, "tệp số liệu không còn trong thư mục.", again) for name in sorted(set(then) - set(now))]
    found += [
        Difference(name, "tệp số liệu mới, kết quả chưa tính đến.", again) for name in sorted(set(now) - set(then))
    ]
    both = sorted(name for name in set(then) & set(now) if then[name] != now[name])
    return found + [Difference(name, "tệp số liệu đã thay đổi sau khi lập kết quả.", again) for name in both]


def _changed_outputs(folder: Path, period: Period, record: RunRecord, again: str) -> list[Difference]:
    """What is not there, what somebody has changed, what no longer fits the data; the open data are looked at by themselves."""
    found, lying = [], record.look(folder)
    for place in sorted({*record.outputs, *lying.edited}):
        shown = f"{period.id}/{place}"
        if place.startswith(f"{OPEN_DATA}/"):
            continue
        if not (folder / place).is_file():
            found.append(Difference(shown, "tệp kết quả không còn.", again))
        elif record.is_kept(proper_name(place)) and (place in lying.edited or place in record.stale):
            problem = "đã bị sửa sau khi lập" if place in lying.edited else "đã cũ so với số liệu"
            kept = f"thidua keep {_typed(period)} {proper_name(place)}"
            remedy = f"đúng như vậy thì không cần làm gì; muốn lập lại: {kept} --release, rồi {again}"
            found.append(Difference(shown, f"tệp kết quả đang được giữ nguyên (thidua keep), {problem}.", remedy))
        elif place in lying.edited:
            remedy = f"giữ bản sửa nếu cần; muốn có bản của bộ công cụ: {again.removesuffix('.')} --replace-edited."
            found.append(Difference(shown, "tệp kết quả đã bị sửa sau khi lập.", remedy))
        elif place in record.stale:
            found.append(Difference(shown, "tệp kết quả đã cũ: chưa được lập lại từ khi số liệu đổi.", again))
    return found


def _recomputed(workspace: Workspace, period: Period, record: RunRecord, again: str) -> list[Difference]:
    computed = edition_files(workspace.evaluate(period))
    differ = sorted(
        name
        for name, content in computed.items()
        if name not in record.failed  # a table with personal data was not written
        and record.outputs.get(record.places.get(name, name)) != digest(content)
    )
    other = "" if record.versions == versions() else " (phiên bản bộ công cụ khác khi lập)"
    return [Difference(f"{period.id}/{name}", f"tính lại cho kết quả khác{other}.", again) for name in differ]


def _of_open_data(workspace: Workspace, period: Period, folder: Path) -> list[Difference]:
    """What was published as open data, where it was: each file against what it would be today."""
    place, again = folder / OPEN_DATA, _again("publish", period)
    if not place.is_dir():
        return []
    today = package_files(workspace.evaluate(period), inputs=report_inputs(workspace, period))
    beside = [path for path in place.iterdir() if path.is_file() and f"({BESIDE}" in path.name]
    there = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file() and path not in beside}
    problems = dict.fromkeys(set(today) - set(there), "tệp dữ liệu mở không còn.")
    problems |= {
        name: "dữ liệu mở khác với kết quả tính lại: số liệu đã thay đổi, hoặc tệp đã bị sửa."
        for name in set(today) & set(there)
        if today[name] != there[name]
    }
    found = [Difference(f"{period.id}/{OPEN_DATA}/{name}", said, again) for name, said in sorted(problems.items())]
    strange = [f"{period.id}/{OPEN_DATA}/{name}" for name in sorted(set(there) - set(today))]
    return found + [Difference(name, "tệp không thuộc gói dữ liệu mở.", "bỏ tệp đó khỏi thư mục.") for name in strange]
