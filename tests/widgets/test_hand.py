"""What a person does in a piece is done in the order of the hand, by the words that were chosen, and drawn once."""

from __future__ import annotations

import json

import ipywidgets
import pytest
from small import documents, plan, write_folder

from toolkit import widgets
from toolkit.notebook import save_scenario, saved_scenarios
from toolkit.scenarios import Scenario
from toolkit.widgets import session as session_module
from toolkit.widgets import target as target_module

PLAN = plan(contents=[{"id": "N1", "name": "Nội dung", "points": 10}])
POINTS = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,10\nB,N1,2\nC,N1,1\n"
UNITS = (
    "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\n"
    "A,Phòng A,,Phòng,,31/12/2023\nB,Phòng B,,Phòng,,\nC,Trung tâm C,,Đơn vị,,\nD,Phòng D,,Phòng,,\n"
)


@pytest.fixture
def folder(tmp_path):
    files = {f"{year}/van_ban.csv": documents(year=str(year), B=(1, 4), C=(9, 10)) for year in (2023, 2024)}
    return write_folder(tmp_path, {**files, "2024/tham_dinh.csv": POINTS}, plan=PLAN, units=UNITS)


def control(piece, title):
    """A control of a piece by its words."""

    def found(box):
        for each in box.children:
            if getattr(each, "description", "") == title:
                yield each
            elif isinstance(each, ipywidgets.Box):
                yield from found(each)

    return next(found(piece))


def told(piece, *acts):
    """What the page's script writes; gives how often the piece was drawn."""
    last, drawn = int(piece.hand.done.value), []
    draw = piece.draw
    piece.draw = lambda: (drawn.append(1), draw())[1]
    lines = [
        [last + n, each if isinstance(each, str) else each.model_id, value] for n, (each, value) in enumerate(acts, 1)
    ]
    piece.hand.acts.value = json.dumps(lines)
    piece.draw = draw
    return len(drawn)


def test_choices_and_a_press_are_done_in_their_order_and_drawn_once(folder):
    piece = widgets.scenario(folder, period="2024")
    unit, kind, add = (control(piece, title) for title in ("Đơn vị:", "Thay đổi:", "Thêm thay đổi"))
    acts = [(kind, "Điểm chuẩn khác"), (kind, "Mức giao khác"), (unit, "Phòng B (B)"), (piece.text, "70%")]
    assert told(piece, *acts, (add, 1), (piece.text, "35")) == 1
    assert piece.session.unit == "B"
    assert "mức giao T1: 70%" in piece.body.value
    assert piece.text.value == "35"  # typed after the press: for the next one
    assert (piece.hand.acts.value, piece.hand.done.value) == ("", "6")


def test_what_was_done_already_is_not_done_again(folder):
    piece = widgets.scenario(folder, period="2024")
    add = control(piece, "Thêm thay đổi")
    piece.session.unit, piece.text.value = "B", "1"
    told(piece, (add, 1))
    assert piece.changes.more == {"B": {"T1": 1}}
    piece.text.value = "2"
    piece.hand.acts.value = json.dumps([[1, add.model_id, 1]])
    assert piece.changes.more == {"B": {"T1": 1}}


def test_a_choice_is_taken_by_its_words_in_the_list_that_follows(folder):
    piece = widgets.overview(folder, period="2023")
    period, unit = (control(piece, title) for title in ("Kỳ:", "Đơn vị:"))
    assert [label for label, _ in unit.options][1:3] == ["Phòng A (A)", "Phòng B (B)"]
    assert told(piece, (period, "2024"), (unit, "Phòng B (B)")) == 1  # the second of 2024 is another
    assert (piece.session.period, piece.session.unit, unit.value) == ("2024", "B", "B")
    told(piece, (unit, "Phòng A (A)"))  # gone: what is chosen stays
    assert piece.session.unit == "B"


def test_a_group_of_a_list_that_is_not_drawn_yet_is_found(folder):
    piece = widgets.indicator(folder, period="2024")
    told(piece, (piece.by, "Tháng"), (piece.group, "2024-02"))
    assert (piece.by.value, piece.group.value) == ("Tháng", "2024-02")


def test_each_of_two_quick_clicks_on_the_grid_counts_even_when_its_period_is_no_longer_shown(folder):
    piece = widgets.overview(folder, period="2023")
    heat = piece.heat

    def cell(unit):
        at = [value for _, value in heat.options].index((unit, "T1"))
        return heat, [str(at), heat.options[at][0], heat.tooltips[at]]

    first, second = cell("B"), cell("C")
    told(piece, first, second)
    assert piece.session.unit == "C"
    old = cell("B")
    piece.session.choose_period("2024")
    told(piece, old)
    assert piece.session.unit == "B"


def test_a_slider_that_was_moved_counts_where_it_stood_when_the_button_was_pressed(folder):
    piece = widgets.ranking(folder, period="2024")
    slider = piece.sliders["N1"]
    at = [label for label, _ in slider.options].index("12,5")
    told(piece, (slider, at), (piece.name, "Thử"), (control(piece, "Lưu thành kịch bản"), 1))
    assert str(saved_scenarios(data=folder)["Thử"].points["N1"]) == "12.5"


def test_choosing_something_else_never_takes_away_what_is_typed(folder):
    piece = widgets.scenario(folder, period="2024")
    piece.text.value = "20%"
    for kind in ("goals", "points", "definitions", "goals"):
        piece.kind.value = kind
        assert piece.text.value == "20%"
    piece.kind.value = "definitions"
    offered = piece.definition.value
    piece.definition.value = "success: {signed: [false]}"
    piece.session.unit = "B"
    piece.kind.value = "more"
    piece.kind.value = "definitions"
    assert piece.definition.value == "success: {signed: [false]}" != offered


def test_a_scenario_opened_changed_and_saved_under_another_name_is_that_one(folder):
    save_scenario(Scenario(name="Cũ", period="2024", goals={"T1": "70%"}), data=folder)
    piece = widgets.scenario(folder, period="2024")
    piece.opened.value = "Cũ"
    piece.kind.value, piece.text.value = "left_out", ""
    piece.item.value = "N1"
    control(piece, "Thêm thay đổi").click()
    piece.name.value = "Mới"
    control(piece, "Lưu kịch bản").click()
    assert piece.changes == saved_scenarios(data=folder)["Mới"] and piece.changes.left_out == ("N1",)
    assert piece.opened.value == "Mới"
    assert saved_scenarios(data=folder)["Cũ"].left_out == ()


def test_unsaved_work_is_kept_when_another_scenario_is_opened_or_all_is_taken_back(folder):
    save_scenario(Scenario(name="Cũ", period="2024", goals={"T1": "70%"}), data=folder)
    piece = widgets.scenario(folder, period="2024")
    piece.session.unit, piece.text.value = "B", "1"
    control(piece, "Thêm thay đổi").click()
    piece.opened.value = "Cũ"
    assert "Kịch bản 1 chưa lưu vẫn còn ở ô Mở." in piece.body.value
    left = next(value for label, value in piece.opened.options if label == "chưa lưu: Kịch bản 1")
    piece.opened.value = left
    assert piece.changes.more == {"B": {"T1": 1}} and piece.name.value == "Kịch bản 1"
    assert [label for label, _ in piece.opened.options] == ["Không", "Cũ"]
    control(piece, "Bỏ mọi thay đổi").click()
    assert not piece.changes.more
    piece.opened.value = left
    assert piece.changes.more == {"B": {"T1": 1}}


def test_a_new_period_can_be_chosen_as_soon_as_its_files_are_there(folder):
    piece = widgets.overview(folder, period="2024")
    (folder / "2025").mkdir()
    (folder / "2025/van_ban.csv").write_text(documents(year="2025", B=(1, 1)), encoding="utf-8")
    piece.session.read_again()
    assert ("2025", "2025") in control(piece, "Kỳ:").options


def test_a_scenario_is_computed_once_for_the_check_and_the_tables_and_anew_of_other_files(folder, monkeypatch):
    computed = []
    real = session_module.what_if_in
    monkeypatch.setattr(
        session_module, "what_if_in", lambda *args, **more: (computed.append(1), real(*args, **more))[1]
    )
    piece = widgets.scenario(folder, period="2024")
    computed.clear()
    piece.session.unit, piece.text.value = "B", "1"
    control(piece, "Thêm thay đổi").click()
    assert len(computed) == 1 and "T1 của B: tử số +1" in piece.body.value
    (folder / "2024/van_ban.csv").write_text(documents(B=(2, 4), C=(9, 10)), encoding="utf-8")
    piece.session.read_again()
    assert len(computed) == 2
    assert "75,0% / 80%" in piece.body.value  # 2 of 4 and one more


def test_the_picture_of_all_units_is_drawn_once_for_a_target_and_anew_of_other_files(folder, monkeypatch):
    drawn = []
    real = target_module.units_of_target
    monkeypatch.setattr(target_module, "units_of_target", lambda *args: (drawn.append(args[1]), real(*args))[1])
    piece = widgets.indicator(folder, period="2024")
    before = piece.body.value.count("<figure>")
    for unit in ("B", "C"):
        piece.session.unit = unit
    assert (drawn, piece.body.value.count("<figure>") >= before - 1) == (["T1"], True)
    (folder / "2024/van_ban.csv").write_text(documents(B=(4, 4), C=(9, 10)), encoding="utf-8")
    piece.session.read_again()
    assert drawn == ["T1", "T1"]
