"""``thidua new``: asks little, writes a folder that can be used at once, and never over anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.commands import new_command
from toolkit.commands.cli import main
from toolkit.new.shelf import PLANS
from toolkit.plan import load_plan
from toolkit.sources import load_units

OFFICIAL = Path(__file__).parents[1] / "data/official"
SAID = ("--agency", "Sở Nội vụ", "--movement", "Thi đua 2026", "--periods", "2026", "--units", "VP=Văn phòng; Phòng B")
FILES = {"ke_hoach.yaml", "ke_hoach.schema.json", "don_vi.csv", "bieu_mau/2026/VP.xlsx", "bieu_mau/2026/PB.xlsx"}


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_options_answer_every_question_and_the_folder_can_be_used_at_once(capsys, tmp_path):
    folder = tmp_path / "moi"
    assert main(["new", str(folder), *SAID]) == 0
    said = capsys.readouterr().out
    assert set(files_of(folder)) == FILES and (folder / "2026").is_dir() and not list((folder / "2026").iterdir())
    plan = load_plan(folder / "ke_hoach.yaml")
    assert (plan.movement.name, plan.movement.agency.name) == ("Thi đua 2026", "Sở Nội vụ")
    assert [unit.id for unit in load_units(folder)] == ["VP", "PB"]
    assert "Tiếp theo:" in said and f"thidua plan check --data {folder}" in said
    assert main(["plan", "check", "--data", str(folder)]) == 0
    before = files_of(folder)
    assert main(["new", str(folder), *SAID]) == 0  # the same once more changes nothing
    assert files_of(folder) == before


def test_a_file_that_is_there_is_never_written_over(capsys, tmp_path):
    (tmp_path / "don_vi.csv").write_text("của tôi", encoding="utf-8")
    assert main(["new", str(tmp_path), *SAID]) == 4
    assert "đã có don_vi.csv với nội dung khác, không ghi đè. Cách sửa:" in capsys.readouterr().err
    assert files_of(tmp_path) == {"don_vi.csv": "của tôi".encode()}
    assert [path.name for path in tmp_path.iterdir()] == ["don_vi.csv"]


def test_a_dry_run_names_the_files_and_writes_nothing(capsys, tmp_path):
    assert main(["new", str(tmp_path / "moi"), *SAID, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["would_write"]
    assert {str(tmp_path / "moi" / name) for name in FILES} == set(told)
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_every_missing_answer_is_named(capsys, tmp_path):
    assert main(["new", str(tmp_path / "moi"), "--agency", "Sở"]) == 2
    said = capsys.readouterr().err
    assert "--movement, --periods, --units" in said and "--like" in said


def test_at_a_terminal_only_what_no_option_says_is_asked(capsys, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(new_command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "VP=Văn phòng")
    assert main(["new", str(tmp_path / "moi"), *SAID[:6]]) == 0
    assert [question.partition(" (")[0] for question in asked] == ["Các đơn vị, cách nhau dấu chấm phẩy"]
    assert [unit.id for unit in load_units(tmp_path / "moi")] == ["VP"]


def test_a_plan_that_is_not_shipped_is_refused_with_those_that_are(capsys, tmp_path):
    assert main(["new", str(tmp_path / "moi"), "--like", "khong_co"]) == 2
    assert "Không có kế hoạch mẫu 'khong_co'" in capsys.readouterr().err


@pytest.mark.parametrize(("key", "asked"), [("points", "điểm tối đa"), ("source", "nguồn số liệu được đếm")])
def test_what_a_plan_leaves_open_is_told_with_its_line(key, asked, capsys, tmp_path):
    assert main(["new", str(tmp_path), *SAID]) == 0
    path = tmp_path / "ke_hoach.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{key}: "))
    lines[place] = lines[place].partition(":")[0] + ":"
    path.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["plan", "check", "--data", str(tmp_path)]) == 4
    said = capsys.readouterr().err
    assert "Kế hoạch ke_hoach.yaml còn 1 chỗ để ngỏ" in said
    assert f"[KH-03] ke_hoach.yaml › dòng {place + 1}: targets.CT1.{key}: còn để ngỏ. Cách sửa: điền {asked}" in said


def test_an_official_text_makes_a_plan_whose_gaps_are_told_until_they_are_filled(capsys, tmp_path):
    folder = tmp_path / "moi"
    assert main(["new", str(folder), "--from", str(OFFICIAL / "ke_hoach_cds.txt"), "--units", "VP=Văn phòng Sở"]) == 0
    said = capsys.readouterr().out
    assert "kế hoạch còn 33 chỗ để ngỏ" in said  # 10 sources, 22 points, the bands
    path = folder / "ke_hoach.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("# ĐỂ NGỎ:") == 33
    assert main(["plan", "check", "--data", str(folder)]) == 4
    said = capsys.readouterr().err
    assert said.count("[KH-03] ke_hoach.yaml › dòng ") == 33
    first = 1 + next(n for n, line in enumerate(text.splitlines()) if line.lstrip().startswith("source:"))
    assert f"dòng {first}: targets.CT1.source: còn để ngỏ" in said
    text = text.replace("source:  ", "source: bao_cao_don_vi").replace("points:  ", "points: 4")
    path.write_text(text.replace("bands:  ", "bands: [{name: Đạt, from: 0}]"), encoding="utf-8")
    assert main(["plan", "check", "--data", str(folder)]) == 0
    plan = load_plan(path)
    assert len(plan.targets) == 10 and len({each.of or each.id for each in plan.targets}) == 9
    assert len(plan.contents) == len(plan.actions) == 6 and len(plan.movement.recipients) == 7
    assert plan.target("CT4").note.startswith("Mục III.4: Tối thiểu 80% hồ sơ thủ tục hành chính")


def test_a_goal_that_the_text_does_not_say_is_open_too(capsys, tmp_path):
    assert main(["new", str(tmp_path), "--from", str(OFFICIAL / "ke_hoach_xa.txt")]) == 0
    assert main(["plan", "check", "--data", str(tmp_path)]) == 4
    assert "targets.CT3.goal: còn để ngỏ" in capsys.readouterr().err


def test_answers_go_before_the_text_and_say_nothing_of_it(tmp_path):
    said = ("--agency", "Tổng công ty A", "--movement", "Thi đua khác")
    assert main(["new", str(tmp_path), "--from", str(OFFICIAL / "ke_hoach_cong_ty.txt"), *said]) == 0
    lines = (tmp_path / "ke_hoach.yaml").read_text(encoding="utf-8").splitlines()
    names = [line.strip().replace('"', "") for line in lines if line.lstrip().startswith("name: ")]
    assert names[:2] == ["name: Thi đua khác", "name: Tổng công ty A"]


def test_a_shipped_plan_and_a_text_do_not_go_together(capsys, tmp_path):
    assert main(["new", str(tmp_path), "--like", "x", "--from", "y.txt"]) == 2
    assert "không đi cùng nhau" in capsys.readouterr().err


def test_what_begins_can_be_tried_at_once_with_made_up_data(capsys, tmp_path):
    folder = tmp_path / "thu"
    assert main(["new", str(folder), "--like", "qd923"]) == 0
    assert f"thidua sample {folder}" in capsys.readouterr().out
    assert main(["sample", str(folder), "--rows", "20"]) == 0
    assert main(["check", "--data", str(folder)]) == 0
    assert "đủ số liệu" in capsys.readouterr().out


def test_every_shipped_plan_stands_in_the_handbook_and_in_the_help(capsys):
    page = (Path(__file__).parents[2] / "docs/cai_dat.md").read_text(encoding="utf-8")
    assert [name for name in PLANS if f"| `{name}` |" not in page] == []
    with pytest.raises(SystemExit):
        main(["new", "--help"])
    said = capsys.readouterr().out
    assert [name for name in PLANS if name not in said] == []
