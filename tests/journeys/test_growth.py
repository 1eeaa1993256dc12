"""How the work grows with the number of units: four times as many take four times as much, one unit's own part the same.

Counted in lines of the toolkit that are executed, and turns of its loops, so that it is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from wide import YEARS, wide_folder

import toolkit
from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.scrutiny import questions
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.documents import word_files
from toolkit.publishing.jobs import Job
from toolkit.report import award_report, check_report, final_report, interim_report, unit_check, unit_sheet
from toolkit.running.staleness import Fingerprints

FEW, MANY = 60, 240
ROOT = str(Path(toolkit.__file__).parent)
PERIOD = parse_period(YEARS[-1])
UNITS = ("DONVI07", "DONVI09")


def work(call: Callable[[], object]) -> int:
    """The lines and turns of loops of the toolkit that a call executes."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if not frame.f_code.co_filename.startswith(ROOT):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory):
    """A folder of few units and one of many."""
    return [Workspace.open(wide_folder(tmp_path_factory.mktemp("growth"), units=units)) for units in (FEW, MANY)]


def grown(workspaces, call: Callable[[Workspace], object]) -> float:
    """How many times as much work many units take."""
    few, many = (work(partial(call, workspace)) for workspace in workspaces)
    assert few > 20
    return many / few


def test_evaluating_grows_with_the_units(workspaces):
    assert 2 < grown(workspaces, lambda workspace: workspace.evaluated(PERIOD)) < 4.3


@pytest.mark.parametrize(
    "make",
    [
        lambda e, h: interim_report(e, history=h),
        lambda e, h: final_report(e, history=h),
        lambda e, h: check_report(e, history=h),
        lambda e, h: award_report(e),
        lambda e, h: csv_files(e),
        lambda e, h: questions(e, h),
    ],
    ids=("so_ket", "tong_ket", "kiem_tra", "binh_xet", "csv", "questions"),
)
def test_a_report_of_all_units_grows_with_them(workspaces, make):
    assert 1 < grown(workspaces, lambda w: make(w.evaluate(PERIOD), w.history(PERIOD))) < 4.3


@pytest.mark.parametrize(
    "make",
    [
        lambda unit, kept, **_: unit_sheet(kept.evaluation, unit=unit, history=kept.history),
        lambda unit, kept, **_: word_files(kept, Job("phieu_don_vi", unit)),
        lambda unit, kept, asked, **_: unit_check(kept.evaluation, unit=unit, asked=asked),
        lambda unit, fingerprints, **_: fingerprints.of(Job("phieu_don_vi", unit)),
    ],
    ids=("phieu_don_vi", "word", "kiem_tra", "fingerprint"),
)
def test_the_part_of_one_unit_does_not_grow_with_the_others(workspaces, make):
    found = []
    for workspace in workspaces:
        kept = workspace.evaluated(PERIOD)
        asked, fingerprints = questions(kept.evaluation, kept.history), Fingerprints(kept, state="")
        given = {"kept": kept, "asked": asked, "fingerprints": fingerprints}
        make(UNITS[0], **given)  # looks up once what all units need
        found.append(work(partial(make, UNITS[1], **given)))
    few, many = found
    assert few > 20
    assert many < 1.3 * few
