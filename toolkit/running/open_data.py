"""Publish: the open data of periods into the folder of results, and into the records of what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..evaluation.results import Evaluation
from ..evaluation.workspace import Workspace
from ..periods import Period
from ..publishing.index import write_index
from ..publishing.jobs import INDEX, OPEN_DATA
from ..publishing.opendata import package_files
from ..publishing.record import RECORD, Counts, RunRecord
from ..publishing.results import open_results
from ..scenarios import report_inputs
from ..shipped import versions
from ..words.errors import ToolkitError, UsageError
from ..writing.guard import PersonalData, refuse_personal
from ..writing.results import Delivery, Results, proper_name
from .staleness import state_of


@dataclass(frozen=True)
class Published:
    """What became of a period's package: its evaluation, its files, and why it was refused (empty where it was not).

    ``edited`` are files of it that somebody has changed, which stay; ``failed`` says of a file why it could not be replaced.
    """

    period: Period
    evaluation: Evaluation
    files: tuple[str, ...] = ()
    refused: str = ""
    edited: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)


def publish(
    workspace: Workspace,
    periods: Sequence[Period],
    *,
    out: Path,
    dry_run: bool = False,
    replace_edited: bool = False,
) -> list[Published]:
    """Write the package of each period to ``out``/<period>/du_lieu_mo, unless it would hold personal data.

    A front page that is there already is written anew, so that it leads to the packages. What somebody has changed stays,
    unless ``replace_edited``.
    """
    if out.resolve().is_relative_to(workspace.data.resolve()):
        raise UsageError(
            f"Thư mục kết quả {out} nằm trong thư mục số liệu {workspace.data}. Cách sửa: chọn thư mục khác bằng --out."
        )
    packages = []
    for period in periods:
        evaluation = workspace.evaluate(period)
        files = package_files(evaluation, inputs=report_inputs(workspace, period))
        packages.append((evaluation, {f"{period.id}/{OPEN_DATA}/{name}": content for name, content in files.items()}))
    if dry_run:
        return [_looked_at(evaluation, files) for evaluation, files in packages]
    with open_results(out, command="publish", replace_edited=replace_edited) as results:
        made = []
        for evaluation, files in packages:
            each, delivery = _delivered(evaluation, files, results)
            made.append(each)
            if delivery.made:
                results.folder.write(_recorded(workspace, evaluation, delivery, out))
        if any(each.files for each in made) and (out / INDEX).is_file():
            write_index(workspace.plan, results, names=workspace.unit_names)
    return made


def _looked_at(evaluation: Evaluation, files: Mapping[str, bytes]) -> Published:
    try:
        refuse_personal(files)
    except PersonalData as error:
        return Published(evaluation.period, evaluation, refused=str(error))
    return Published(evaluation.period, evaluation, tuple(files))


def _delivered(evaluation: Evaluation, files: Mapping[str, bytes], results: Results) -> tuple[Published, Delivery]:
    """Put a package in its place: all of it or, for personal data, nothing."""
    try:
        delivery = results.deliver(files, always=True)
    except ToolkitError as error:
        return Published(evaluation.period, evaluation, refused=str(error)), Delivery()
    made, edited = tuple(sorted(delivery.made)), tuple(sorted(delivery.edited))
    return Published(evaluation.period, evaluation, made, edited=edited, failed=delivery.failed), delivery


def _recorded(workspace: Workspace, evaluation: Evaluation, delivery: Delivery, out: Path) -> dict[str, bytes]:
    """The record of the period with its package; one of its own where the period has no other results."""
    period = evaluation.period.id
    new = {place.removeprefix(f"{period}/"): sha for place, sha in delivery.made.items()}
    before = RunRecord.read(out / period) or RunRecord(
        parameters={"period": period, "plan": evaluation.plan.movement.id},
        inputs=report_inputs(workspace, evaluation.period),
        outputs={},
        versions=versions(),
        counts=Counts.of(evaluation),
        complete=evaluation.is_complete,
        failed=(),
        state="",
        reports={},
    )
    names = {proper_name(place) for place in new}
    old = {place: sha for place, sha in before.outputs.items() if proper_name(place) not in names}
    edited = {*before.edited, *(place.removeprefix(f"{period}/") for place in delivery.edited)}
    record = replace(
        before,
        outputs=old | new,
        reports={**before.reports, OPEN_DATA: state_of(workspace, evaluation.period)},
        stale=tuple(place for place in before.stale if place in old),
        edited=tuple(sorted(place for place in edited - new.keys() if (out / period / place).is_file())),
    )
    return {f"{period}/{RECORD}": record.content()}
