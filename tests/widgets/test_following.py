"""A file that is saved in the folder is read at once, what it changes is said, and what cannot be used changes nothing."""

from __future__ import annotations

import asyncio
import json

import pytest
from small import documents, plan, write_folder

from toolkit import widgets
from toolkit.evaluation.workspace import Workspace
from toolkit.widgets import following
from toolkit.widgets.following import Follower, taken_in
from toolkit.widgets.session import Session

PLAN = plan(contents=[{"id": "N1", "name": "Nội dung", "points": 10}])
POINTS = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,10\nB,N1,2\nC,N1,1\n"
FILES = {"2024/van_ban.csv": documents(A=(2, 4), B=(4, 4), C=(9, 10)), "2024/tham_dinh.csv": POINTS}


@pytest.fixture
def session(tmp_path):
    return Session(write_folder(tmp_path, FILES, plan=PLAN), period="2024")


def saved(session, follower, files, *, looks=2):
    """Save files, and look as often; the news of it."""
    for name, text in files.items():
        path = session.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for _ in range(looks):
        follower.look()
    return session.news


def test_a_saved_file_is_read_and_what_it_changes_is_said(session):
    follower, readings = Follower(session), session.reading
    # A has 3 of 4 where it had 2: the agency 16/18 = 88,9% where it had 15/18 = 83,3%; the ranks stay (A first).
    said = saved(session, follower, {"2024/van_ban.csv": documents(A=(3, 4), B=(4, 4), C=(9, 10))})
    assert said == "Đã đọc lại 2024/van_ban.csv: T1 của SO 83,3% → 88,9%; T1 của A 50% → 75%."
    assert session.reading == readings + 1
    assert session.evaluation.indicator("A", "T1").numerator == 3


def test_only_the_years_from_the_saved_one_on_are_computed_again_and_all_figures_are_those_of_a_fresh_folder(
    session, monkeypatch
):
    (session.folder / "2023").mkdir()
    text = (session.folder / "2024/van_ban.csv").read_text(encoding="utf-8")
    (session.folder / "2023/van_ban.csv").write_text(text.replace("2024", "2023"), encoding="utf-8")
    session.read_again()
    _ = session.history
    computed, evaluate = [], Workspace._evaluate_one
    monkeypatch.setattr(
        Workspace, "_evaluate_one", lambda self, period, *rest, **more: (computed.append(period.id), evaluate(self, period, *rest, **more))[1]
    )  # fmt: skip
    (session.folder / "2024/van_ban.csv").write_text(text.replace("Không", "Có"), encoding="utf-8")
    taken_in(session, ["2024/van_ban.csv"])
    found = session.evaluation, session.history
    assert set(computed) == {"2024"}
    fresh = Workspace.open(session.folder)
    assert found == (fresh.evaluate(session.chosen), fresh.history(session.chosen))
    computed.clear()
    (session.folder / "2023/van_ban.csv").write_text(text.replace("2024", "2023") + "\n", encoding="utf-8")
    taken_in(session, ["2023/van_ban.csv"])
    _ = session.history
    assert set(computed) == {"2023", "2024"}


def test_a_file_that_is_still_being_written_waits(session):
    follower = Follower(session)
    assert saved(session, follower, {"2024/van_ban.csv": documents(A=(3, 4))}, looks=1) == ""
    assert saved(session, follower, {"2024/van_ban.csv": documents(A=(3, 4), B=(4, 4))}, looks=1) == ""
    follower.look()
    assert "Đã đọc lại 2024/van_ban.csv" in session.news


def test_nothing_is_read_where_nothing_has_changed_or_only_a_scenario_was_saved(session, monkeypatch):
    follower = Follower(session)
    monkeypatch.setattr(Session, "opened_anew", None)  # whoever reads, fails
    for _ in range(3):
        follower.look()
    assert saved(session, follower, {"kich_ban/x.yaml": "name: x\n"}) == ""


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("ke_hoach.yaml", "targets: [", "sai cú pháp YAML"),
        ("ke_hoach.yaml", json.dumps(plan(contents=[]), ensure_ascii=False), "Kế hoạch có mục khác với lúc mở"),
        ("2024/van_ban.csv", "Số ký hiệu,Mã đơn vị\n1,A\n", "COT-0"),
        ("2024/van_ban.csv", "PK\x03\x04 không phải bảng", "2024/van_ban.csv"),
    ],
)
def test_what_cannot_be_used_leaves_what_was_read_before(session, name, text, reason):
    follower, before = Follower(session), session.evaluation
    said = saved(session, follower, {name: text})
    assert said.startswith(f"Vừa lưu {name}: chưa dùng được nên vẫn hiện số liệu đọc lần trước. ")
    assert reason in said
    assert session.evaluation is before
    repaired = {**FILES, "ke_hoach.yaml": json.dumps(PLAN, ensure_ascii=False, indent=1)}[name]
    assert "không con số nào của kỳ đang xem thay đổi" in saved(session, follower, {name: repaired})


def test_a_new_period_is_seen(session):
    said = saved(session, Follower(session), {"2025/van_ban.csv": documents(year="2025", A=(1, 1))})
    assert said.endswith("Có thêm kỳ 2025.")
    assert session.periods == ("2024", "2025")


def test_a_file_that_goes_while_it_is_looked_at_is_looked_at_again(session, monkeypatch):
    follower = Follower(session)
    with monkeypatch.context() as patch:
        patch.setattr(following, "stamp_of", lambda _: (_ for _ in ()).throw(FileNotFoundError()))
        follower.look()
    assert "Đã đọc lại" in saved(session, follower, {"2024/van_ban.csv": documents(A=(3, 4))})


def test_in_a_kernel_the_bench_follows_and_an_older_one_of_the_folder_no_longer(session, monkeypatch):
    monkeypatch.setattr(following, "_SECONDS", 0.01)

    async def walk():
        older = widgets.workbench(session=session)
        newer = widgets.workbench(session.folder, period="2024")
        await asyncio.sleep(0.05)
        (session.folder / "2024/van_ban.csv").write_text(documents(A=(3, 4)), encoding="utf-8")
        for _ in range(200):
            await asyncio.sleep(0.02)
            if newer.news.value:
                break
        task = following._FOLLOWERS[session.folder.resolve()].task
        task.cancel()
        return older.news.value, newer.news.value

    older, newer = asyncio.run(walk())
    assert older == ""
    assert "Đã đọc lại 2024/van_ban.csv" in newer
    assert 'role="status"' in newer
