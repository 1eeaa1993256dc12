"""The sample: deterministic, complete, clean; and the plan that it carries."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from sample_folder import sample_workspace

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.plan.standard import SAMPLED
from toolkit.report import award_papers, award_report, interim_report
from toolkit.sample import shipped_data, write, write_sample
from toolkit.words.errors import ToolkitError, UsageError

H1 = (parse_period("2024-H1"),)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def cells(content: bytes) -> list:
    return [list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets]


@pytest.fixture(scope="module")
def plan():
    return load_plan(shipped_data() / "ke_hoach.yaml")


@pytest.fixture(scope="module")
def evaluations():
    workspace = sample_workspace()
    return [workspace.evaluate(period) for period in workspace.periods]


def test_the_shipped_folder_is_what_the_command_writes(tmp_path):
    write_sample(tmp_path / "data")
    written, shipped = contents(tmp_path / "data"), contents(shipped_data())
    assert sorted(written) == sorted(shipped)
    # The bytes of a workbook depend on the XML and compression libraries of the machine; its cells do not.
    differ = [name for name in written if written[name] != shipped[name]]
    assert [name for name in differ if not name.endswith(".xlsx")] == []
    assert [name for name in differ if cells(written[name]) != cells(shipped[name])] == []
    assert {name.rpartition(".")[2] for name in shipped} == {"yaml", "json", "csv", "md", "xlsx", "parquet"}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write_sample(tmp_path / name, rows=60, periods=H1, seed=seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_every_source_and_the_prose_are_there(tmp_path):
    names = {path.stem for path in write_sample(tmp_path / "s", rows=60, periods=H1)}
    assert names >= {*SAMPLED.values(), "nhan_xet", "don_vi", "ke_hoach"}


def test_there_is_one_dossier_for_each_row_asked_for(tmp_path):
    write_sample(tmp_path / "s", rows=137, periods=H1)
    lines = (tmp_path / "s/2024-H1/ho_so_tthc.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 137


def test_nothing_is_missing_and_only_own_figures_differ(evaluations):
    assert [e.period.id for e in evaluations] == ["2022", "2023", "2024", "2025"]
    for evaluation in evaluations:
        assert evaluation.is_complete
        # Units count a little in their own favour here and there: nothing else is wrong.
        assert {f.code for f in evaluation.findings} == {"SO-05"}


@pytest.mark.parametrize("text", ["2024", "2024-H2", "2024-Q1"])
def test_years_halves_and_quarters_of_any_size_are_clean(tmp_path, text):
    for rows in (1, 7, 500):
        folder = tmp_path / str(rows)
        write_sample(folder, rows=rows, periods=[parse_period(text)], seed=rows)
        workspace = Workspace.open(folder)
        evaluation = workspace.evaluate(workspace.periods[0])
        assert evaluation.is_complete and {f.code for f in evaluation.findings} <= {"SO-05"}


def test_the_sample_shows_states_bands_and_a_rising_trend(evaluations):
    assert {"ok", "no_cases", "not_assigned"} == {i.state for e in evaluations for i in e.indicators}
    assert all(len({score.band for score in e.scores}) >= 2 for e in evaluations)
    means = [sum(score.score for score in e.scores) / len(e.scores) for e in evaluations]
    assert means == sorted(means) and all(40 < score.score < 100 for e in evaluations for score in e.scores)
    assert {True, False} <= {i.met for i in evaluations[-1].indicators if i.unit == "SO"}


def test_a_reason_is_given_wherever_the_appraisal_is_lower(evaluations):
    items = [i for e in evaluations for i in e.items if not i.item.startswith("CT")]
    assert any(i.self_points > i.points for i in items)
    assert all(bool(i.reason) == (i.self_points > i.points) for i in items)


def test_a_dossier_carried_over_is_pending_in_one_year_and_done_in_the_next():
    rows = {
        year: (shipped_data() / year / "ho_so_tthc.csv").read_text(encoding="utf-8").splitlines()
        for year in ("2023", "2024")
    }
    pending = {line.split(",")[0] for line in rows["2023"] if line.endswith("Đang xử lý")}
    done = {line.split(",")[0] for line in rows["2024"] if line.endswith("Đã trả kết quả")}
    assert pending and pending <= done


def test_ids_are_unique_and_secrets_sent_back_and_withdrawn_cases_occur():
    for source in ("ho_so_tthc", "ho_so_cong_viec", "van_ban", "bao_cao", "can_bo"):
        ids = [
            line.split(",")[0]
            for line in (shipped_data() / "2024" / f"{source}.csv").read_text(encoding="utf-8").splitlines()
        ]
        assert len(ids) == len(set(ids))
    assert ",Mật," in (shipped_data() / "2024/van_ban.csv").read_text(encoding="utf-8")
    dossiers = (shipped_data() / "2024/ho_so_tthc.csv").read_text(encoding="utf-8")
    assert "Trả lại" in dossiers and "Rút hồ sơ" in dossiers


def test_large_sources_become_parquet_with_the_same_figures(tmp_path, monkeypatch):
    write_sample(tmp_path / "csv", rows=300, periods=H1)
    monkeypatch.setattr(write, "PARQUET_FROM", 300)
    write_sample(tmp_path / "parquet", rows=300, periods=H1)
    assert pq.read_metadata(tmp_path / "parquet/2024-H1/ho_so_tthc.parquet").num_rows == 300
    assert not (tmp_path / "parquet/2024-H1/ho_so_tthc.csv").exists()
    one, other = (Workspace.open(tmp_path / name).evaluate(H1[0]) for name in ("csv", "parquet"))
    assert one.indicators == other.indicators and one.scores == other.scores and other.findings == one.findings


def test_parquet_begins_at_a_million_rows():
    assert write.PARQUET_FROM == 1_000_000


def test_writing_again_changes_nothing_and_other_content_is_never_overwritten(tmp_path):
    write_sample(tmp_path, rows=60, periods=H1)
    before = contents(tmp_path)
    write_sample(tmp_path, rows=60, periods=H1)
    assert contents(tmp_path) == before
    (tmp_path / "2024-H1/can_bo.csv").write_text("số liệu thật", encoding="utf-8")
    changed = contents(tmp_path)
    with pytest.raises(ToolkitError, match="Cách sửa"):
        write_sample(tmp_path, rows=60, periods=H1)
    assert contents(tmp_path) == changed


def test_a_folder_with_a_faulty_plan_is_refused(tmp_path):
    (tmp_path / "ke_hoach.yaml").write_text("movement: {}\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="ke_hoach.yaml"):
        write_sample(tmp_path, rows=60, periods=H1)
    assert list(contents(tmp_path)) == ["ke_hoach.yaml"]


@pytest.mark.parametrize("wrong", [{"rows": 0}, {"seed": -1}])
def test_impossible_arguments_are_refused(tmp_path, wrong):
    with pytest.raises(UsageError):
        write_sample(tmp_path / "s", **wrong)
    assert not (tmp_path / "s").exists()


def test_the_shipped_sample_is_small():
    assert sum(len(data) for data in contents(shipped_data()).values()) < 1_500_000


def test_the_plan_totals_100_points(plan):
    assert sum(item.points for item in plan.items) == Decimal(100)
    assert [sum(i.points for i in part) for part in (plan.targets, plan.contents, plan.actions)] == [60, 24, 16]


def test_every_clause_of_chapter_iii_has_its_target_and_goal(plan):
    goals = {
        "CT1": 100,
        "CT2": 90,
        "CT3": 100,
        "CT4": 80,
        "CT5": 100,
        "CT6": 100,
        "CT7": 100,
        "CT8": 100,
        "CT9a": 100,
        "CT9b": 50,
    }
    assert {t.id: t.goal_in(2025).value * 100 for t in plan.targets} == goals
    assert all(t.note.startswith(f"Mục III.{t.id[2]}") and "iả định" in t.note for t in plan.targets)


def test_every_content_and_measure_of_the_plan_is_an_item(plan):
    assert [i.id for i in plan.contents] == ["ND-a", "ND-b", "ND-c", "ND-d", "ND-dd", "ND-e"]
    assert [i.id for i in plan.actions] == ["BP1", "BP2", "BP3", "BP4", "BP5", "BP6"]


@pytest.mark.parametrize(
    ("day", "cited", "not_cited"),
    [
        (date(2023, 12, 31), "91/2017/NĐ-CP", "06/2022/QH15"),
        (date(2024, 12, 31), "98/2023/NĐ-CP", "152/2025/NĐ-CP"),
        (date(2025, 12, 31), "152/2025/NĐ-CP", "98/2023/NĐ-CP"),
        (date(2025, 12, 31), "15/2025/TT-BNV", "01/2024/TT-BNV"),
    ],
)
def test_the_law_cited_is_the_one_in_force(plan, day, cited, not_cited):
    grounds = "\n".join(plan.movement.grounds(day))
    assert cited in grounds and not_cited not in grounds and "162/KH-UBND" in grounds


@pytest.mark.parametrize(("period", "cited"), [("2023", False), ("2024", False), ("2025", True), ("2022..2025", True)])
def test_a_report_on_commendation_cites_no_law_that_was_not_in_force(plan, period, cited):
    evaluation = sample_workspace().evaluate(parse_period(period))
    every = (*plan.movement.legal_basis, *(ground for award in plan.awards for ground in award.legal_basis))
    not_yet = [each.text for each in every if not each.holds(evaluation.period.end)]
    numbers = {found for text in not_yet for found in re.findall(r"\d+/\d{4}/[A-ZĐ\d-]+", text)}
    in_force = " ".join(each.text for each in every if each.holds(evaluation.period.end))
    assert numbers
    for report in (award_report(evaluation), *award_papers(evaluation).values(), interim_report(evaluation)):
        page = re.sub(r"<svg.*?</svg>", "", report._repr_html_(), flags=re.DOTALL)
        assert [number for number in numbers if number in page and number not in in_force] == []
    assert ("Điều 4 khoản 6" in award_report(evaluation)._repr_html_()) == cited
