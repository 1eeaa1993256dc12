"""The shipped plans: each reads, each has whole illustrative data made of it alone, and gives what is worked out by hand."""

from __future__ import annotations

import io
import re
from fractions import Fraction

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from toolkit.evaluation.workspace import Workspace
from toolkit.new.folder import written_new
from toolkit.new.shelf import PLANS, shipped_plan
from toolkit.periods import parse_period
from toolkit.report import interim_report
from toolkit.report.word import word_bytes
from toolkit.sample import write_sample
from toolkit.words.errors import UsageError


def folder_of(tmp_path, name, units, files):
    """A data folder with a shipped plan, other units and files by hand."""
    (tmp_path / "ke_hoach.yaml").write_text(shipped_plan(name).plan, encoding="utf-8")
    (tmp_path / "don_vi.csv").write_text(units, encoding="utf-8")
    for file, text in files.items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Workspace.open(tmp_path)


def evaluated(tmp_path, name, units, files, period="2025"):
    return folder_of(tmp_path, name, units, files).evaluate(parse_period(period))


def score_of(evaluation, unit):
    """The score as a text, its band."""
    found = next(score for score in evaluation.scores if score.unit == unit)
    return str(found.score), found.band


def points_of(evaluation, unit):
    """Item or section → its points."""
    return {each.item: each.points for each in (*evaluation.items_of(unit), *evaluation.subtotals[unit])}


@pytest.mark.parametrize("name", PLANS)
def test_a_shipped_plan_has_whole_data_made_of_it_alone(name, tmp_path):
    shipped = shipped_plan(name)
    made = written_new(tmp_path / "moi", plan=shipped.plan, units=shipped.units, dry_run=True)
    assert made.gaps == () and any("bieu_mau" in path.as_posix() for path in made.files)
    (tmp_path / "ke_hoach.yaml").write_text(shipped.plan, encoding="utf-8")
    (tmp_path / "don_vi.csv").write_text(shipped.units, encoding="utf-8")
    write_sample(tmp_path, rows=60)
    workspace = Workspace.open(tmp_path)
    evaluation = workspace.evaluate(workspace.periods[-1])
    assert evaluation.is_complete
    assert [f.line() for f in evaluation.findings if f.level != "info"] == []
    assert len({score.band for score in evaluation.scores}) > 1
    assert "minh họa" in workspace.plan.movement.note and "giả định" in shipped.plan


def test_a_name_that_is_nearly_one_is_told():
    with pytest.raises(UsageError, match="Có phải 'nong_thon_moi'"):
        shipped_plan("nongthonmoi")


def test_public_service_by_unit_and_month(tmp_path):
    """A: 2 of 4 dossiers of March returned in time; of April 1 of 1. 50% of 20 points; 100% of 20 points."""
    head = (
        "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Hình thức tiếp nhận,Trả kết quả trực tuyến,"
        "Đồng bộ Cổng quốc gia,Số hóa,Dùng lại dữ liệu,Có nghĩa vụ tài chính,Thanh toán trực tuyến\n"
    )
    rows = [
        ("1", "01/03/2025", "05/03/2025", "05/03/2025", "Trực tuyến", "Có,Có,Có,Có,Có,Có"),
        ("2", "01/03/2025", "05/03/2025", "04/03/2025", "Trực tuyến", "Có,Có,Có,Có,Có,Không"),
        ("3", "01/03/2025", "05/03/2025", "06/03/2025", "Trực tiếp", "Không,Có,Có,Không,Không,Không"),
        ("4", "01/03/2025", "05/03/2025", "20/03/2025", "Trực tiếp", "Không,Không,Không,Không,Không,Không"),
        ("5", "01/04/2025", "05/04/2025", "05/04/2025", "Trực tuyến", "Có,Có,Có,Có,Không,Không"),
    ]
    dossiers = head + "".join(f"{n},A,{r},{d},{t},{c},{rest}\n" for n, r, d, t, c, rest in rows)
    files = {
        "2025/ho_so_tthc.csv": dossiers,
        "2025/thu_tuc.csv": "Mã thủ tục,Mã đơn vị,Ngày có hiệu lực,Ngày công khai,Hạn công khai\nT1,A,02/03/2025,05/03/2025,05/03/2025\n",
        "2025/phan_anh.csv": "Mã phản ánh,Mã đơn vị,Ngày tiếp nhận,Ngày trả lời,Hạn trả lời,Hài lòng\n"
        "P1,A,03/03/2025,04/03/2025,10/03/2025,Có\nP2,A,03/03/2025,,10/03/2025,\n",
        "2025/danh_gia.csv": "Mã lượt,Mã đơn vị,Ngày,Hài lòng\nL1,A,03/03/2025,Có\n",
    }
    workspace = folder_of(tmp_path, "qd766", "Mã đơn vị,Tên đơn vị,Loại\nA,Sở A,Sở\n", files)
    march, april = (workspace.evaluate(parse_period(id)) for id in ("2025-M03", "2025-M04"))
    got = points_of(march, "A")
    assert (got["TD1"], got["CK1"], got["CK2"]) == (10, 4, Fraction(14) * 3 / 4)
    assert (got["SH1"], got["SH2"], got["SH3"]) == (6, 4, Fraction(6) * Fraction(1, 2) / Fraction(4, 5))
    # 2 of 4 online of a goal of 80%: 5/8 of 12; 1 of 2 with fees paid online, of a goal of 60%: 5/6 of 10.
    assert (got["TT1"], got["TT2"]) == (Fraction(15, 2), Fraction(25, 3))
    # P2 was due and not answered: 1 of 2; of those answered all are content, and of the ballots.
    assert (got["HL1"], got["HL2"], got["HL3"]) == (3, 6, 6)
    assert got["TD"] == 10 and got["HL"] == 15  # the groups
    assert points_of(april, "A")["TD1"] == 20


def test_reform_index_of_departments(tmp_path):
    """LV1 below half: no band above Khá; bonus, deduction and survey as the plan says."""
    units = "Mã đơn vị,Tên đơn vị,Loại\nA,Sở A,Sở\n"
    marks = {"TC1.1": 0, "TC1.2": 1, "CC04": 4, "CC06": 4, "CC08": 4, "CC09": 4, "CC11": 6, "THUONG": 3, "TRU2": "-1"}
    rows = "".join(f"A,{item},{points},\n" for item, points in marks.items())
    ballots = "".join(f"P{n},A,01/06/2025,{'4,5' if n else '4,5'}\n".replace("4,5", '"4,5"') for n in range(5))
    files = {
        "2025/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + rows,
        "2025/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,TC2.2,1,Biên bản,2025-12-01\n",
        "2025/bao_cao.csv": "Mã báo cáo,Mã đơn vị,Hạn gửi,Ngày gửi,Trên hệ thống quốc gia\nB1,A,05/06/2025,05/06/2025,Có\n",
        "2025/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,CC03,10,10\nA,CC10,9,10\nA,CC12,19,20\n",
        "2025/ho_so_tthc.csv": "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,Hình thức tiếp nhận\n"
        + "".join(f"H{n},A,01/06/2025,09/06/2025,09/06/2025,Trực tuyến\n" for n in range(19))
        + "H19,A,01/06/2025,09/06/2025,29/06/2025,Trực tuyến\n",
        "2025/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n1/A,A,01/06/2025,,Có,Có\n",
        "2025/khao_sat.csv": "Mã phiếu,Mã đơn vị,Ngày,Điểm hài lòng\n" + ballots,
        "2025/xin_loi.csv": "Mã hồ sơ,Mã đơn vị,Ngày xin lỗi\nH19,A,30/06/2025\n",
    }
    evaluation = evaluated(tmp_path, "par", units, files)
    got = points_of(evaluation, "A")
    # 19 of 20 in time is 95%: 6 points of the curve. 19 × 8 + 28 days of 20 dossiers: 9 days; (20 − 9) / (20 − 8) of 4.
    assert (got["CC05"], got["CC07"]) == (6, Fraction(11, 3))
    assert (got["XHH1"], got["TRU1"], got["TRU2"], got["THUONG"]) == (20, Fraction(-1, 2), -1, 3)
    assert got["LV1"] == 5  # 0 + 1 + 3 + 1 of 10: exactly half, which is enough
    whole = 5 + (6 + 4) + (6 + 4 + Fraction(11, 3)) + 8 + (Fraction(54, 10) + 6) + 8 + 16 + 20 + Fraction(3, 2)
    assert score_of(evaluation, "A") == (f"{float(whole):.2f}", "Xuất sắc")
    files["2025/tham_dinh.csv"] = files["2025/tham_dinh.csv"].replace("A,TC1.2,1,", "A,TC1.2,0,")
    (tmp_path / "b").mkdir()
    lower = evaluated(tmp_path / "b", "par", units, files)
    assert score_of(lower, "A") == (f"{float(whole - 1):.2f}", "Khá")


def test_communes_are_compared_with_each_other_and_provinces_have_the_sums(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Loại,Cấp trên\nT,Tỉnh T,Tỉnh,\nA,Xã A,Xã,T\nB,Xã B,Xã,T\n"
    shops = "".join(f"A{n},A,{'Có' if n < 4 else 'Không'}\n" for n in range(5)) + "B0,B,Có\nB1,B,Không\n"
    head = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận\n"
    files = {
        "2025/ho_so_tthc.csv": head
        + "1,A,01/06/2025,05/06/2025,Trực tuyến\n2,A,01/06/2025,07/06/2025,Trực tuyến\n"
        + "3,B,01/06/2025,11/06/2025,Trực tuyến\n4,B,01/06/2025,11/06/2025,Trực tiếp\n",
        "2025/ho_kinh_doanh.csv": "Mã hộ,Mã đơn vị,Thanh toán không tiền mặt\n" + shops,
        "2025/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,XH1,90,100\nB,XH1,45,100\n",
        "2025/to_cong_nghe.csv": "Mã buổi,Mã đơn vị,Ngày\n"
        + "".join(f"{unit}{n},{unit},01/06/2025\n" for unit, many in (("A", 12), ("B", 3)) for n in range(many)),
    }
    evaluation = evaluated(tmp_path, "xa_so", units, files)
    a, b = points_of(evaluation, "A"), points_of(evaluation, "B")
    assert (a["CQ1"], a["CQ2"], b["CQ1"], b["CQ2"]) == (25, 15, 0, 0)  # best and worst; fewer days are better
    assert (a["KT1"], b["KT1"]) == (30, 30 * Fraction(1, 2) / Fraction(4, 5))
    assert (a["XH1"], b["XH1"], a["XH2"], b["XH2"]) == (20, 10, 10, Fraction(5, 2))
    assert [score_of(evaluation, unit)[0] for unit in "AB"] == ["100.00", "31.25"]
    province = {each.target: each.value for each in evaluation.indicators if each.unit == "T"}
    assert (province["CQ1"], province["KT1"], province["XH1"]) == (Fraction(3, 4), Fraction(5, 7), Fraction(135, 200))


def test_a_commune_meets_the_standard_only_with_all_nineteen(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Loại,Vùng\n" + "".join(
        f"{u},Xã {u},Xã,{v}\n" for u, v in zip("ABC", ("Đồng bằng", "Miền núi", "Đồng bằng"))
    )
    judged = [f"TC{n:02}" for n in (*range(1, 9), 13, 14, 16, 17, 18, 19)]
    marks = "".join(
        f"{u},{item},{'Không đạt' if (u, item) == ('C', 'TC02') else 'Đạt'},\n" for u in "ABC" for item in judged
    )
    figures = "".join(
        f"{u},TC09,{h},100\n{u},TC10,{i},1\n{u},TC11,{p},100\n{u},TC12,75,100\n{u},TC15,90,100\n"
        for u, h, i, p in (("A", 90, 59, 3), ("B", 75, 45, 12), ("C", 75, 45, 12))
    )
    files = {
        "2025/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + marks,
        "2025/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + figures,
    }
    evaluation = evaluated(tmp_path, "nong_thon_moi", units, files)
    bands = {score.unit: score.band for score in evaluation.scores}
    # C lies in the plain: 75% of houses, 45 million and 12% poor are not enough there, nor is its traffic: 15 of 19.
    assert bands == {"A": "Đạt chuẩn nông thôn mới", "B": "Đạt chuẩn nông thôn mới", "C": "Đạt từ 15 tiêu chí"}
    assert score_of(evaluation, "C")[0] == "78.95"  # 15 / 19


def test_the_national_movement_says_what_is_public_and_what_is_not(tmp_path):
    units = "Mã đơn vị,Tên đơn vị\nA,Sở A\n"
    marks = {f"ND{n}": (10 if n == 7 else 12) for n in range(1, 8)}
    rows = "".join(f"A,{item},{points},\n" for item, points in marks.items())
    workspace = folder_of(
        tmp_path, "qd923", units, {"2025/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + rows}
    )
    plan = workspace.plan
    assert len(plan.contents) == 7 and plan.targets == () and plan.awards == ()
    assert all("iả định" in item.note for item in plan.contents)
    assert [item.id for item in plan.contents if "Chưa tra được" in item.note] == ["ND6", "ND7"]
    assert score_of(workspace.evaluate(parse_period("2025")), "A")[0] == "82.00"  # 6 × 12 + 10


def test_a_companys_contest(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Loại\nBAC,Miền Bắc,Chi nhánh\nNAM,Miền Nam,Chi nhánh\nTRUNG,Miền Trung,Chi nhánh\n"
    head = "Số hóa đơn,Mã đơn vị,Ngày lập,Ngày thu tiền,Hạn thu tiền,Số tiền (tỷ đồng)\n"
    files = {
        "2024/hoa_don.csv": head
        + "D1,BAC,01/02/2024,01/03/2024,01/03/2024,100\nD2,NAM,01/02/2024,01/03/2024,01/03/2024,100\n",
        "2025/hoa_don.csv": head
        + "E1,BAC,01/02/2025,01/03/2025,01/03/2025,114\nE2,BAC,01/02/2025,02/03/2025,01/03/2025,6\n"
        + "E3,NAM,01/02/2025,01/03/2025,01/03/2025,75\n",
        "2025/hop_dong.csv": "Số hợp đồng,Mã đơn vị,Mã khách hàng,Ngày ký,Khách hàng mới\n"
        + "".join(
            f"{u}{n},{u},{u}K{n % many},01/06/2025,Có\n" for u, many in (("BAC", 20), ("NAM", 10)) for n in range(21)
        ),
        "2025/khao_sat.csv": "Mã phiếu,Mã đơn vị,Ngày,Điểm\nP1,BAC,01/06/2025,5\nP2,BAC,01/06/2025,4\nP3,NAM,01/06/2025,1\n",
        "2025/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nBAC,CS,10,\nBAC,AT,Đạt,\nNAM,CS,5,\nNAM,AT,0,\n",
    }
    evaluation = evaluated(tmp_path, "cong_ty", units, files)
    north, south = points_of(evaluation, "BAC"), points_of(evaluation, "NAM")
    # 120 of 120; 120 of 1,1 × 100 is 12/11; 114 of 120 paid in time, the goal; 20 customers; 4,5 of 4,5.
    assert (north["DT"], north["TT"], north["TN"], north["KH"], north["HL"]) == (30, 20 * Fraction(12, 11), 15, 10, 10)
    # 75 of 150; 75 of 110; all in time, of 95%; the same ten customers twice; 1 is the floor.
    assert (south["DT"], south["TT"], south["TN"]) == (15, 20 * Fraction(75, 110), 15 / Fraction(95, 100))
    assert (south["KH"], south["HL"], south["CS"], south["AT"]) == (5, 0, 5, 0)
    assert score_of(evaluation, "BAC") == ("101.82", "Xuất sắc")
    prizes = {(each.nominee.award, each.nominee.unit): each.proposed for each in evaluation.awards}
    assert [key for key, said in prizes.items() if said == "yes"] == [("giai_nhat", "BAC")]  # the south is below 70
    whole = {each.target: (each.value, each.met) for each in evaluation.indicators if each.unit == "CT"}
    assert whole["DT"] == (195, False) and whole["TT"] == (195, False)  # of 350, of 220


def test_a_shipped_plan_may_be_another_agencys(tmp_path):
    from toolkit.new.answers import Answers, answered

    text = answered(shipped_plan("par").plan, Answers("Sở Nội vụ Bình An", "", (parse_period("2027"),)))
    made = written_new(tmp_path / "moi", plan=text, units=shipped_plan("par").units)
    assert made.period == parse_period("2027") and (tmp_path / "moi/2027").is_dir()


def test_a_report_of_another_movement_has_no_word_of_ours(tmp_path):
    """The company's contest in HTML and in Word: only the headers of data files keep the standard words."""
    (tmp_path / "ke_hoach.yaml").write_text(shipped_plan("cong_ty").plan, encoding="utf-8")
    (tmp_path / "don_vi.csv").write_text(shipped_plan("cong_ty").units, encoding="utf-8")
    write_sample(tmp_path, rows=30)
    report = interim_report(Workspace.open(tmp_path).evaluate(parse_period("2025")))
    page = "".join(section._repr_html_() for section in report.sections)
    document = docx.Document(io.BytesIO(word_bytes(report)))
    paper = [Paragraph(each, document).text for each in document.element.body.iter(qn("w:p"))]
    said = [*re.sub(r"<[^>]+>", "\n", page).split("\n"), *paper]
    foreign = re.compile(r"phong trào|thi đua|chỉ tiêu|đơn vị|cộng hòa xã hội|cơ quan|thủ trưởng", re.I)
    headers = re.compile(r"Mã đơn vị|Mã chỉ tiêu|Báo cáo của đơn vị")
    assert [text for text in said if foreign.search(headers.sub("", text))] == []
    assert any("Hội thi “Chi nhánh xuất sắc” năm 2025" in text for text in paper)
    assert any("Đề nghị" in text for text in paper) and "Tặng Giải Nhất cho" in " ".join(paper)
