"""Every sentence of every report of random folders: it is of a kind that the reader knows, and the tables bear it out.

The folders are those on which the figures are held against the reference: real sources, transfers, awards, trees, flaws.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from folders import folder
from sentences import Tables, read, read_all, sentences

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import award_report, check_report, final_report, interim_report, unit_sheet

SEEDS = 60
BLOCK = 10


def reports(seed, root):
    """All reports of the folder of a seed; sheets of three units at most."""
    made = folder(seed)
    workspace, period = Workspace.open(made.write(root)), parse_period(made.asked)
    evaluation = workspace.evaluate(period)
    history = () if evaluation.years else workspace.history(period)
    yield interim_report(evaluation, history=history)
    yield check_report(evaluation, history=history)
    yield award_report(evaluation)
    if evaluation.years:
        yield final_report(evaluation)
    for unit in evaluation.units[:3]:
        yield unit_sheet(evaluation, unit=unit.id, history=history)


@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_every_sentence_is_known_and_borne_out(first, tmp_path):
    for seed in range(first, first + BLOCK):
        for report in reports(seed, tmp_path / str(seed)):
            read_all(report)


NOTHING = Tables(SimpleNamespace(sections=()))


@pytest.mark.parametrize(
    "text",
    [
        "Phòng A dẫn đầu toàn tỉnh.",
        "VB tăng mạnh nhất từ trước đến nay.",
        "Cả 3 chỉ tiêu đều vượt mức giao.",
        "5 đơn vị đạt tất cả chỉ tiêu được giao, cao nhất là Phòng A.",
        "Chưa đạt ở 2/3 đơn vị có số liệu.",
    ],
)
def test_a_sentence_of_no_known_kind_is_an_error(text):
    with pytest.raises(AssertionError, match="no known kind"):
        read(NOTHING, "", text)


CLAIMS = ("Kết quả.", "Đơn vị.", "Số liệu.", "Nguyên nhân.", "Hình", "Kết luận:")


@pytest.mark.parametrize("seed", [22, 23, 25])
def test_a_figure_that_is_changed_is_seen(seed, tmp_path):
    """Of the summary and the captions: the first figure is one more, and no reader lets it pass."""
    missed, tried = [], 0
    for report in list(reports(seed, tmp_path / str(seed)))[:3]:
        tables = Tables(report)
        for lead, text in sentences(report):
            changed = re.sub(
                r"(?<![\d.,])\d+(?= (?:trên|đơn vị|lỗi|điều)|/\d+ đơn vị)", lambda m: str(int(m[0]) + 1), text, count=1
            )
            if lead not in CLAIMS or changed == text:
                continue
            tried += 1
            try:
                read(tables, lead, changed)
                missed.append(changed)
            except AssertionError:
                pass
    assert tried >= 3 and not missed, missed
