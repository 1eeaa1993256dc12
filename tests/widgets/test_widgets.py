"""The pieces without a browser: set a control, read what is shown."""

from __future__ import annotations

import base64
import html
import json
import re
from decimal import Decimal

import ipywidgets
import pytest
from small import plan, write_folder

from toolkit import widgets
from toolkit.evaluation import workspace
from toolkit.notebook import save_scenario, saved_scenarios
from toolkit.report.charts import units_of_target
from toolkit.sample import shipped_data
from toolkit.scenarios import Scenario, deciding_items
from toolkit.words.errors import UsageError

MARKING = "Thẩm định"  # where one types, without a picture
HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
ROWS = "1/VB,A,01/02/2024,,Có\n2/VB,A,01/03/2024,,Không\n3/VB,B,01/02/2024,,Có\n4/VB,C,01/02/2024,,Không\n"


@pytest.fixture(scope="module")
def bench():
    return widgets.workbench(shipped_data(), period="2024")


@pytest.fixture
def small(tmp_path):
    parts = plan(contents=[{"id": "N1", "name": "Nội dung", "points": 10}])
    points = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,10\nB,N1,2\nC,N1,1\n"
    return write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS, "2024/tham_dinh.csv": points}, plan=parts)


def text(piece):
    """What a reader sees of the tables."""
    shown = " ".join(re.sub(r"<style>.*?</style>", "", each.value, flags=re.S) for each in pages(piece))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def pages(box):
    """The HTML of a piece, in the order of the page."""
    for child in box.children:
        if isinstance(child, ipywidgets.HTML):
            yield child
        elif isinstance(child, ipywidgets.Box):
            yield from pages(child)


def buttons(piece):
    """The buttons of a piece by their words, wherever they stand."""
    found = {}
    for child in piece.children:
        if isinstance(child, ipywidgets.Button):
            found[child.description] = child
        elif isinstance(child, ipywidgets.Box):
            found |= buttons(child)
    return found


def turned(bench, title, period="2024"):
    bench.session.choose_period(period)
    bench.tabs.value = title
    return bench.pieces[title]


def test_the_bench_opens_every_piece_and_none_refuses(bench):
    for title in bench.tabs.options:
        assert len(text(turned(bench, title))) > 200
        assert 'role="alert"' not in bench.pieces[title].body.value
        shown = "".join(page.value for page in pages(bench.pieces[title]))
        pictures = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]*)">', shown)
        assert pictures or title == MARKING, title
        assert all(len(alt) > 60 for alt in pictures), title


def test_period_unit_and_target_are_real_drop_downs_and_all_pieces_follow(bench):
    overview = turned(bench, "Tổng quan")
    period, unit, target = overview.children[0].children
    assert all(isinstance(control, ipywidgets.Dropdown) for control in (period, unit, target))
    unit.value, target.value = "LDVL", "CT4"
    assert "LDVL – CT4." in text(overview)
    assert "Phòng Lao động - Việc làm (LDVL):" in text(turned(bench, "Đơn vị"))
    period.value = "2025"
    assert bench.pieces["Đơn vị"].children[0].children[0].value == "2025"
    assert "năm 2025" in text(bench.pieces["Đơn vị"])


def test_a_unit_that_does_not_stand_in_a_period_gives_way_to_the_agency(bench):
    turned(bench, "Tổng quan")
    bench.session.unit = "KHTC"
    bench.session.choose_period("2025")
    assert bench.session.unit == "SO"
    assert "KHTC" not in dict(map(reversed, bench.pieces["Tổng quan"].children[0].children[1].options))


def test_a_period_that_was_evaluated_is_not_evaluated_again(bench, monkeypatch):
    for period in ("2023", "2024"):
        turned(bench, "Tổng quan", period)
    monkeypatch.setattr(workspace, "evaluate", None)
    monkeypatch.setattr(workspace, "compare", None)
    assert "Năm 2023" in text(turned(bench, "Tổng quan", "2023"))


def click(heat, unit, target):
    """What a click on a button of the heatmap sends."""
    heat.index = [value for _, value in heat.options].index((unit, target))
    heat._handle_custom_msg({"event": "click"}, [])


def test_the_heatmap_has_a_button_for_each_figure_and_says_states_in_words(bench):
    overview = turned(bench, "Tổng quan")
    evaluation, heat = bench.session.evaluation, overview.heat
    cells = {value: label for label, value in heat.options if all(value)}
    assert set(cells) == {(each.unit, each.target) for each in evaluation.indicators}
    assert cells["VP", "CT1"] == "không giao"
    assert cells["SO", "CT4"] == "92,9%"  # 74,3% of 80%
    at = [value for _, value in heat.options].index(("VP", "CT1"))
    assert heat.tooltips[at] == "Văn phòng Sở, CT1: không giao"


def test_a_click_opens_the_cell_and_a_head_its_unit_or_indicator(bench):
    overview = turned(bench, "Tổng quan")
    click(overview.heat, "VP", "CT2")
    assert (bench.session.unit, bench.session.target) == ("VP", "CT2")
    assert "VP – CT2." in text(overview)
    click(overview.heat, "", "CT7")
    assert "VP – CT7." in text(overview)
    click(overview.heat, "LDVL", "")
    assert "LDVL – CT7." in text(overview)
    assert [control.value for control in overview.children[0].children] == ["2024", "LDVL", "CT7"]


def test_a_cell_is_opened_again_after_another_was_chosen_by_the_drop_downs(bench):
    overview = turned(bench, "Tổng quan")
    click(overview.heat, "VP", "CT2")
    bench.session.unit = "LDVL"
    click(overview.heat, "VP", "CT2")
    assert "VP – CT2." in text(overview)


def test_the_chosen_cell_is_framed_and_a_figure_that_meets_its_goal_has_the_darkest_step(bench):
    overview = turned(bench, "Tổng quan")
    click(overview.heat, "DVVL", "CT1")  # 9/9
    values = [value for _, value in overview.heat.options]
    style, at = overview.look.value, values.index(("DVVL", "CT1"))
    assert re.search(rf'button\[value="{at}"\] {{ box-shadow: inset', style)
    (dark,) = re.findall(r"([^{}]+){ background: #0B559F", style)
    assert f'[value="{at}"]' in dark
    assert f'[value="{values.index(("LDVL", "CT1"))}"]' not in dark


def test_the_heatmap_follows_the_period_to_other_units(bench):
    overview = turned(bench, "Tổng quan", "2025")
    units = {unit for _, (unit, target) in overview.heat.options if unit and not target}
    assert units == {"SO", *(unit.id for unit in bench.session.evaluation.units)}
    assert "KHTC" not in units


def test_sliders_read_as_vietnamese_numbers_and_have_the_plans_own_points(tmp_path):
    parts = plan(contents=[{"id": "N1", "name": "Nội dung", "points": 2.25}])
    piece = widgets.ranking(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=parts), period="2024")
    labels = [label for label, _ in piece.sliders["N1"].options]
    assert labels[:6] == ["0", "0,5", "1", "1,5", "2", "2,25"]
    assert piece.sliders["N1"].label == "2,25"
    assert piece.points == {}
    piece.sliders["N1"].value = 2.5
    assert piece.points == {"N1": Decimal("2.5")}


def test_the_cases_of_an_indicator_can_be_filtered_and_grouped(small):
    piece = widgets.indicator(small, period="2024")
    assert "Các trường hợp: 4 dòng" in text(piece)
    piece.counts.value = "no"
    assert "Các trường hợp: 2 dòng" in text(piece)
    piece.by.value = "Tháng"
    assert "2 trường hợp chưa đạt của SO, theo tháng" in text(piece)
    piece.group.value = "2024-03"
    assert "Các trường hợp: 1 dòng" in text(piece)
    assert "2/VB 2024/van_ban.csv 3 chưa đạt Ký số" in text(piece)


def test_what_divides_the_cases_draws_them_alone_and_the_failing_conditions_divide_too(small, monkeypatch):
    piece = widgets.indicator(small, period="2024")
    drawn = []
    monkeypatch.setattr(type(piece), "draw", lambda self: drawn.append(1) or "")
    piece.by.value = "reason"
    assert "2 trường hợp chưa đạt của SO, theo điều kiện chưa đạt" in text(piece)
    assert "Ký số 0 2 0% 2 100%" in text(piece)
    piece.group.value = "Ký số"
    assert "Các trường hợp: 2 dòng" in text(piece)
    assert drawn == []


def test_the_tables_that_controls_change_stand_right_under_or_beside_them(small):
    cases, ranks, desk = (kind(small, period="2024") for kind in (widgets.indicator, widgets.ranking, widgets.scenario))
    assert list(cases.children[2].children) == [cases.by, cases.group, cases.counts]
    assert "Các trường hợp" in cases.children[3].value
    results = ranks.children[1].children[1]
    assert list(results.children[1].children) == [ranks.one, ranks.other]
    assert "Điều quyết định" in results.children[2].value
    assert [desk.body in beside.children for beside in desk.children[:1]] == [True]


def test_a_unit_without_cases_shows_none_whatever_the_grouping(bench):
    piece = turned(bench, "Chỉ tiêu")
    bench.session.unit, bench.session.target = "LDVL", "CT4"
    piece.by.value = "Hình thức tiếp nhận"
    bench.session.unit = "VP"
    assert "0 trường hợp chưa đạt của VP, theo đơn vị" in text(piece)
    assert "Các trường hợp: 0 dòng" in text(piece)


def test_what_units_report_themselves_is_traced_and_grouped_too(tmp_path):
    parts = plan(targets=[{"id": "T1", "name": "x", "goal": "80%", "source": "bao_cao_don_vi", "points": 5}])
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,7,9\nB,T1,3,3\n"
    piece = widgets.indicator(write_folder(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=parts), period="2024")
    assert "Khoảng cách từ đâu: 2 trường hợp chưa đạt của SO" in text(piece)
    assert "A 7 9 77,8% 2 100% B 3 3 100,0% 0 0%" in text(piece)


def test_every_piece_shows_several_years_as_one(bench):
    for title in bench.tabs.options:
        assert 'role="alert"' not in turned(bench, title, "2022-2025").body.value
        assert len(text(bench.pieces[title])) > 200 or title == MARKING  # a range of years has no marks of its own


def test_two_units_stand_beside_each_other(small):
    piece = widgets.unit(small, period="2024")
    piece.session.unit, piece.other.value = "A", "B"
    assert "Phòng A (A): 81,25 điểm" in text(piece)  # 50% of 80%: 6,25 of 10, and 10 of 10
    assert "Phòng B (B): 60,00 điểm" in text(piece)


def test_a_slider_moves_scores_and_ranks_and_reset_takes_it_back(small):
    piece = widgets.ranking(small, period="2024")
    assert "1 Phòng A (A) 81,25" in text(piece)
    piece.sliders["N1"].value = 0
    assert "1 Phòng B (B) 100,00 đủ ▲ lên 1, từ hạng 2 Tốt (trước: Khá)" in text(piece)
    assert "2 Phòng A (A) 62,50 đủ ▽ xuống 1, từ hạng 1" in text(piece)
    buttons(piece)["Trả về điểm của kế hoạch"].click()
    assert "1 Phòng A (A) 81,25" in text(piece)
    assert piece.points == {}


def test_what_decides_between_two_units_adds_up_to_the_difference(small):
    piece = widgets.ranking(small, period="2024")
    found = {each.item: each.difference for each in deciding_items(piece.session.evaluation, "A", "B")}
    assert found == {"N1": 40, "T1": -18.75}  # (10 − 2)·100/20 and (6,25 − 10)·100/20; together 81,25 − 60
    piece.one.value, piece.other.value = "A", "B"
    assert "Điều quyết định giữa A và B: 81,25 và 60,00 điểm" in text(piece)


def test_a_scenario_is_built_saved_opened_and_compared(small):
    piece = widgets.scenario(small, period="2024")
    piece.session.unit, piece.text.value = "A", "1"
    buttons(piece)["Thêm thay đổi"].click()
    assert "T1 của A: tử số +1" in text(piece)
    assert "T1 Phòng A (A) 50% / 80%, chưa đạt 100% / 80%, đạt" in text(piece)
    piece.name.value, piece.in_report.value = "Thêm một văn bản", True
    buttons(piece)["Lưu kịch bản"].click()
    assert (small / "kich_ban/them-mot-van-ban.yaml").is_file()
    buttons(piece)["Bỏ mọi thay đổi"].click()
    assert "chưa có thay đổi nào" in text(piece)
    piece.beside.value = "Thêm một văn bản"
    assert "đã lưu: Thêm một văn bản" in text(piece)
    again = widgets.scenario(small, period="2024")
    again.opened.value = "Thêm một văn bản"
    assert again.changes == saved_scenarios(data=small)["Thêm một văn bản"]
    assert again.changes.in_report and again.in_report.value
    assert "T1 của A: tử số +1" in text(again)


def test_a_saved_scenario_is_not_replaced_unless_it_is_worked_on_or_asked_for_twice(small):
    first, other = (widgets.scenario(small, period="2024") for _ in range(2))
    for piece, more in ((first, "1"), (other, "2")):
        piece.session.unit, piece.text.value, piece.name.value = "A", more, "Thử"
        buttons(piece)["Thêm thay đổi"].click()
    buttons(first)["Lưu kịch bản"].click()
    buttons(other)["Lưu kịch bản"].click()
    assert "Đã có kịch bản 'Thử' với nội dung khác." in text(other)
    assert saved_scenarios(data=small)["Thử"] == first.changes
    first.text.value = "1"
    buttons(first)["Thêm thay đổi"].click()
    buttons(first)["Lưu kịch bản"].click()  # its own: no question
    assert "Đã lưu vào" in text(first)
    buttons(other)["Lưu kịch bản"].click()
    assert saved_scenarios(data=small)["Thử"] == other.changes


def test_unsaved_work_on_a_period_is_there_when_one_comes_back(small):
    (small / "2023").mkdir()
    (small / "2023/van_ban.csv").write_text((HEAD + ROWS).replace("2024", "2023"), encoding="utf-8")
    piece = widgets.scenario(small, period="2024")
    piece.session.unit, piece.text.value = "A", "1"
    buttons(piece)["Thêm thay đổi"].click()
    piece.session.choose_period("2023")
    assert "chưa có thay đổi nào" in text(piece)
    piece.session.choose_period("2024")
    assert "T1 của A: tử số +1" in text(piece)


def test_other_points_become_a_scenario(small):
    piece = widgets.ranking(small, period="2024")
    save = buttons(piece)["Lưu thành kịch bản"]
    save.click()
    assert "chưa có mục nào khác điểm của kế hoạch" in text(piece)
    piece.sliders["N1"].value, piece.name.value = Decimal(20), "N1 gấp đôi"
    save.click()
    assert "Đã lưu vào kich_ban/n1-gap-doi.yaml" in text(piece)
    assert saved_scenarios(data=small)["N1 gấp đôi"].points == {"N1": Decimal(20)}
    save.click()
    assert "Đã có kịch bản 'N1 gấp đôi'." in text(piece)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("more", "nhiều", "giá trị 'nhiều' viết sai. Cách sửa"),
        ("more", "9", "tử số T1 của A phải là số đếm từ 0 đến mẫu số."),
        ("goals", "cao hơn", "Mức giao khác: giá trị 'cao hơn' viết sai"),
        ("figures", "1", "ví dụ 12/15"),
        ("definitions", "success: {khong_co: true}", "không có cột 'khong_co'"),
        ("definitions", "[", "Cách tính khác: giá trị '[' viết sai"),
    ],
)
def test_a_change_that_is_none_is_refused_in_words_and_changes_nothing(small, kind, typed, said):
    piece = widgets.scenario(small, period="2024")
    piece.session.unit, piece.kind.value = "A", kind
    (piece.definition if kind == "definitions" else piece.text).value = typed
    buttons(piece)["Thêm thay đổi"].click()
    assert said in text(piece)
    assert "chưa có thay đổi nào" in text(piece)


def test_each_kind_of_change_takes_what_its_example_shows(small):
    piece = widgets.scenario(small, period="2024")
    piece.session.unit = "A"
    typed = {
        "goals": "50%",
        "points": "8",
        "left_out": "",
        "figures": "1/4",
        "definitions": "success: {signed: [true, false]}",
    }
    for kind, value in typed.items():
        piece.kind.value, piece.item.value = kind, "N1"
        (piece.definition if kind == "definitions" else piece.text).value = value
        buttons(piece)["Thêm thay đổi"].click()
    assert "mục N1: 8 điểm; bỏ mục N1; mức giao T1: 50%; T1 của A: 1/4; cách tính khác của T1" in text(piece), text(
        piece
    )


def test_another_definition_begins_with_the_plans_own(small):
    piece = widgets.scenario(small, period="2024")
    piece.kind.value = "definitions"
    assert piece.definition.value == 'population: {}\nsuccess: {"signed": [true]}\nreplace: true'
    buttons(piece)["Thêm thay đổi"].click()
    assert "cách tính khác của T1" in text(piece)


def test_the_least_change_and_the_next_band_are_said(small):
    piece = widgets.scenario(small, period="2024")
    piece.session.unit = "C"
    assert "T1 của C: cần thay đổi ít nhất 1 ở tử số để đạt mức giao." in text(piece)
    assert "C lên mức Khá (từ 50 điểm): ít nhất 1 trường hợp: T1 thêm 1." in text(piece)
    assert "chín phần mười khả năng" in text(piece)


def test_findings_can_be_filtered_and_files_read_again(small):
    piece = widgets.data(small, period="2024")
    assert "Còn số liệu thiếu" not in text(piece)
    (small / "2024/van_ban.csv").write_text(HEAD + ROWS + "5/VB,C,01/02/2024,,có thể\n", encoding="utf-8")
    buttons(piece)["Đọc lại số liệu"].click()
    piece.level.value = "error"
    assert "[" not in text(piece)
    assert "2024/van_ban.csv 6 Ký số" in text(piece)
    assert "Còn số liệu thiếu hoặc không tính được" in text(piece)


def test_text_from_data_is_shown_and_never_run(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,<img src=x onerror=alert(1)>,,Phòng,,\n"
    bad = "<script>alert(1)</script>"
    folder = write_folder(
        tmp_path, {"2024/van_ban.csv": HEAD + f"{bad},A,01/02/2024,,Không\n"}, units=units, plan=plan()
    )
    bench = widgets.workbench(folder, period="2024")
    for title in bench.tabs.options:
        bench.tabs.value = title
        value = "".join(page.value for page in pages(bench.pieces[title]))
        own = r'<img src="data:image/svg\+xml;base64,([^"]*)"'
        assert not re.search(r"<(script|img)", re.sub(own, "", value)), title
        assert all(b"<script" not in base64.b64decode(drawn) for drawn in re.findall(own, value)), title


def test_a_refusal_stands_in_the_place_of_the_tables(small):
    piece = widgets.indicator(small, period="2024")
    (small / "2024/van_ban.csv").write_text(HEAD + "1/VB,A,01/02/2024,,Không\n", encoding="utf-8")
    piece.session.workspace._traced.clear()
    piece.refresh()
    assert "đã thay đổi từ khi đánh giá" in text(piece)


def test_an_unknown_period_is_refused(small):
    with pytest.raises(UsageError, match="2024"):
        widgets.overview(small, period="2023")


def test_two_scenarios_never_share_a_file(small):
    save_scenario(Scenario(name="Thử", period="2024"), data=small)
    with pytest.raises(UsageError, match="đặt tên khác"):
        save_scenario(Scenario(name="Thứ", period="2024"), data=small)
    save_scenario(Scenario(name="Thử", period="2024", note="lần hai"), data=small)
    assert [path.name for path in (small / "kich_ban").iterdir()] == ["thu.yaml"]


def values_during(monkeypatch, piece, choose):
    """What the HTML of a piece shows at the moment in which the new choice begins to be computed."""
    seen, kind = [], type(piece)
    draw = kind.draw
    monkeypatch.setattr(kind, "draw", lambda self: (seen.append([each.value for each in pages(self)]), draw(self))[1])
    choose()
    monkeypatch.setattr(kind, "draw", draw)
    return seen[0]


@pytest.mark.parametrize("title", ["Tổng quan", "Chỉ tiêu", "Đơn vị", "Xếp hạng", "Kịch bản", "Dữ liệu"])
def test_no_figure_of_a_former_choice_stands_while_the_new_one_is_computed(small, monkeypatch, title):
    bench = widgets.workbench(small, period="2024")
    piece = turned(bench, title)
    assert "đang tính" not in text(piece)
    shown = values_during(monkeypatch, piece, lambda: bench.session.read_again())
    words = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", "", "".join(shown), flags=re.S).split())
    assert words == "đang tính…"
    assert "đang tính" not in text(piece)
    if title == "Tổng quan":
        assert piece.heat.layout.visibility == "visible"


def test_the_heatmap_of_another_period_is_hidden_until_the_new_one_is_there(bench, monkeypatch):
    overview = turned(bench, "Tổng quan", "2023")
    hidden = []
    monkeypatch.setattr(type(overview.heat), "show", lambda self, _: hidden.append(self.layout.visibility))
    bench.session.unit = "LDVL"  # a cell of the same period: the grid stays
    bench.session.choose_period("2022")
    assert hidden == ["visible", "hidden"]
    monkeypatch.undo()
    turned(bench, "Tổng quan", "2024")


def test_a_piece_that_is_not_seen_holds_nothing_that_a_saved_notebook_would_keep(tmp_path):
    staff = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-0071,A,Không,Có,01/01/2020,\n"
    named = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen\nCN-901,Cá nhân,A,CB-0071,Trần Thị Hoa Ban,gk\n"
    trained = {
        "id": "T2",
        "name": "x",
        "goal": "80%",
        "source": "can_bo",
        "success": {"trained_basic": True},
        "points": 5,
    }
    parts = plan(targets=[trained], awards=[{"id": "gk", "name": "Giấy khen", "kind": "individual"}])
    files = {
        "2024/can_bo.csv": staff,
        "2024/de_nghi.csv": named,
        "2024/tap_huan.csv": "Mã cán bộ,Loại khóa,Ngày hoàn thành\n",
    }
    bench = widgets.workbench(write_folder(tmp_path, files, plan=parts), period="2024")
    for title in ("Chỉ tiêu", "Xếp hạng"):
        assert re.search("CB-0071|CN-901", text(turned(bench, title)))
    turned(bench, "Tổng quan")
    state = str(ipywidgets.Widget.get_manager_state()["state"])
    assert not re.search("CB-0071|CN-901|Hoa Ban", state)
    assert "CB-0071" in text(turned(bench, "Chỉ tiêu"))  # and is drawn again


def told(piece, *acts):
    """What the page's script writes when something is done in a piece."""
    last = int(piece.hand.done.value)
    piece.hand.acts.value = json.dumps([[last + n, *act] for n, act in enumerate(acts, 1)])


def clicked(piece, mark):
    """What the page's script does where a mark of a picture is clicked."""
    assert f'data-mark="{mark}"' in "".join(each.value for each in pages(piece))
    told(piece, ["mark", mark])


def test_a_mark_of_a_picture_chooses_as_a_cell_does(small):
    bench = widgets.workbench(small, period="2024")
    session = bench.session
    clicked(turned(bench, "Chỉ tiêu"), "unit:B")
    assert session.unit == "B"
    clicked(turned(bench, "Tổng quan"), "target:T1")
    assert (session.unit, session.target) == ("B", "T1")
    picture = turned(bench, "Đơn vị")
    clicked(picture, "target:T1")
    assert "B – T1. Văn bản ký số" in text(picture)
    ranking = turned(bench, "Xếp hạng")
    clicked(ranking, "unit:C")
    assert (session.unit, ranking.one.value) == ("C", "C")
    desk = turned(bench, "Kịch bản")
    clicked(desk, "unit:A")
    assert session.unit == "A"
    assert desk.hand.acts.value == ""  # nothing that was done stays in a saved notebook


@pytest.mark.parametrize("mark", ["unit:X", "target:", "who:A", "unit", "target:A", "unit:T1"])
def test_what_is_no_mark_of_the_period_changes_nothing(small, mark):
    piece = widgets.indicator(small, period="2024")
    before = piece.session.unit, piece.session.target
    told(piece, ["mark", mark])
    assert (piece.session.unit, piece.session.target) == before


def test_the_rows_that_can_be_clicked_lie_where_their_bars_are(small):
    evaluation = widgets.Session(small, period="2024").evaluation
    figure = units_of_target(evaluation, "T1")
    assert [code for code, *_ in figure.marks] == ["B", "SO", "A", "C"]
    svg = figure.draw("svg").decode("utf-8")
    high = float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
    bars = re.findall(r'<path d="M \S+ (\S+) L \S+ \S+ L \S+ (\S+)[^>]*fill: #(?:0072b2|e69f00)', svg)
    middles = sorted((float(a) + float(b)) / 2 / high for a, b in bars)
    inside = [(top, bottom) for _, top, bottom in figure.marks]
    assert all(any(top < middle < bottom for top, bottom in inside) for middle in middles)
    assert len(middles) >= 3


def test_every_table_can_be_copied_and_the_script_holds_nothing_of_the_data(small):
    piece = widgets.data(small, period="2024")
    shown = "".join(each.value for each in pages(piece))
    assert shown.count("</table>") == shown.count('<button type="button" class="thidua-copy">Chép bảng</button>') >= 3
    (output,) = [each for each in piece.children if isinstance(each, ipywidgets.Output)]
    other = widgets.indicator(small, period="2024")
    assert output.outputs == next(each for each in other.children if isinstance(each, ipywidgets.Output)).outputs


def test_points_have_names_and_can_be_typed_as_vietnamese_write_them(small):
    piece = widgets.ranking(small, period="2024")
    names = [box.children[0].value for box in piece._grid.children]
    assert names == ["Văn bản ký số", "Nội dung"]
    field = piece.typed["N1"]
    assert field.value == "10"
    field.value = "2,25"  # no step of the slider
    assert piece.points == {"N1": Decimal("2.25")}
    assert piece.sliders["N1"].label == "2,25"
    assert "thử 1 mục" in text(piece)
    for wrong in ("hai", "-1", "1e3", "1001", ""):
        field.value = wrong
        assert "N1: điểm là số từ 0 đến 1000, ví dụ 6,5. Cách sửa" in text(piece)
        assert (field.value, piece.points) == ("2,25", {"N1": Decimal("2.25")})
    piece.sliders["N1"].value = Decimal("0.5")
    assert field.value == "0,5"
    buttons(piece)["Trả về điểm của kế hoạch"].click()
    assert (field.value, piece.points) == ("10", {})


def test_missing_data_are_marked_in_ranks_and_look_other_than_what_is_not_given(tmp_path):
    parts = plan(
        targets=[
            *plan()["targets"],
            {
                "id": "T2",
                "name": "Riêng A, B",
                "goal": "50%",
                "source": "bao_cao_don_vi",
                "units": ["A", "B"],
                "points": 5,
            },
        ]
    )
    files = {
        "2024/van_ban.csv": HEAD + ROWS,
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T2,1,2\n",
    }
    bench = widgets.workbench(write_folder(tmp_path, files, plan=parts), period="2024")
    said = text(turned(bench, "Xếp hạng"))
    assert "Phòng B (B)" in said and "thiếu T2" in said.split("Phòng B (B)")[1][:30]
    assert "thiếu" not in said.split("Trung tâm C (C)")[1][:30]
    heat = turned(bench, "Tổng quan").heat
    labels = {value: (label, step) for (label, value), step in zip(heat.options, heat._steps)}
    missing, not_given = labels["B", "T2"], labels["C", "T2"]
    assert (missing[0], not_given[0]) == ("chưa có số liệu", "không giao")
    assert missing[1] != not_given[1]
    style = heat.style_of("A", "T1")
    assert style.count("repeating-linear-gradient") == 1
