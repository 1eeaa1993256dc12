"""The papers of a dossier by competence, and what the council reads beside them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from small import documents, evaluated, plan

from toolkit.report import award_papers, award_report
from toolkit.report.awards import chosen_table
from toolkit.report.council import firmness_text, quota_text, tie_table
from toolkit.report.papers import papers_of
from toolkit.report.papers.parts import lists
from toolkit.report.word import word_bytes

HEAD = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích,Chức vụ\n"
STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n"
PLAN = plan(
    movement={
        "agency": {"id": "SO", "name": "Sở Thử", "parent": "UBND tỉnh Thử", "place": "Đồng Xoài", "code": "ST"},
        "note": "Kỳ thử.",
        "notice": {"days": 3, "place": "bảng tin tầng một", "note": "[A] số ngày là giả định"},
        "base_salary": [{"from": "2024-07-01", "amount": 2340000, "text": "Nghị định C"}],
    },
    awards=[
        {
            "id": "gk",
            "name": "Giấy khen (cá nhân)",
            "kind": "individual",
            "min_score": 0,
            "quota": "40%",
            "order": ["unit_score"],
            "submitted_by": "Văn phòng Sở",
            "submitted_to": "Giám đốc Sở Thử",
            "decided_by": "Giám đốc Sở Thử",
            "signer": "GIÁM ĐỐC",
            "submitter": "CHÁNH VĂN PHÒNG",
            "money": [{"from": "2024-01-01", "times": 0.3, "text": "Nghị định A"}],
            "legal_basis": [{"from": "2024-01-01", "text": "Luật X"}],
            "note": "Mức này là giả định.",
        },
        {
            "id": "bk",
            "name": "Bằng khen của Chủ tịch UBND tỉnh",
            "kind": "collective",
            "min_score": 0,
            "quota": 1,
            "submitted_by": "Sở Thử",
            "submitted_to": "Chủ tịch UBND tỉnh Thử",
            "decided_by": "Chủ tịch UBND tỉnh Thử",
            "report_form": [{"from": "2024-01-01", "text": "Mẫu số 9 của Nghị định D"}],
        },
    ],
)
FILES = {
    "2024/van_ban.csv": documents("2024", A=(10, 10), B=(4, 10), C=(4, 10)),
    "2024/can_bo.csv": STAFF
    + "".join(f"CB{n},{'ABC'[n % 3]},Không,{'Có' if n == 2 else 'Không'},01/01/2020,\n" for n in range(7)),
    "2024/de_nghi.csv": HEAD
    + "N1,Cá nhân,A,CB0,Lò Văn Một,gk,,tốt,Chuyên viên\nN2,Cá nhân,B,CB1,Lò Văn Hai,gk,,,\nN3,Cá nhân,C,CB2,Lò Thị Ba,gk,,,\n"
    + "N4,Tập thể,A,,Phòng A,bk,,dẫn đầu,\n",
    "2024/bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\nN1,9,8,0\nN2,9,4,5\nN3,9,9,0\nN4,9,9,0\n",
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    return evaluated(tmp_path_factory.mktemp("papers"), FILES, plan=PLAN)


@pytest.fixture(scope="module")
def texts(evaluation):
    """Each paper as its reader sees it."""
    return {name: told(paper) for name, paper in award_papers(evaluation).items()}


def told(report):
    html = re.sub(r"<style.*?</style>", "", report._repr_html_(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_awards_have_papers_by_who_submits_and_decides(evaluation, texts):
    assert set(papers_of(evaluation.plan)) == set(texts)
    assert (
        "Kính gửi: Giám đốc Sở Thử" in texts["to_trinh"] and "Văn phòng Sở trình Giám đốc Sở Thử" in texts["to_trinh"]
    )
    assert "1 Phòng A" not in texts["to_trinh"]
    assert "Kính gửi: Chủ tịch UBND tỉnh Thử" in texts["to_trinh_cap_tren"]
    assert "Lò Văn Một" not in texts["to_trinh_cap_tren"]
    assert "Tặng Giấy khen cho 01 cá nhân" in texts["quyet_dinh"] and "GIÁM ĐỐC SỞ THỬ" in texts["quyet_dinh"]
    assert "702.000" in texts["quyet_dinh"]  # 0,3 × 2.340.000
    assert "GIẤY KHEN Lò Văn Một Chuyên viên, Phòng A" in texts["giay_khen"]
    told_above = texts["bao_cao_thanh_tich"]
    assert "Tên tập thể: Phòng A" in told_above and "dẫn đầu" in told_above
    assert "(Mẫu số 9 của Nghị định D)" in told_above and "Tổng điểm, xếp loại" in told_above


def test_each_paper_has_the_head_of_who_issues_it_and_who_signs_it(texts):
    assert "SỞ THỬ VĂN PHÒNG SỞ Số:" in texts["to_trinh"] and texts["to_trinh"].endswith("CHÁNH VĂN PHÒNG")
    assert "SỞ THỬ HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG Số:" in texts["bien_ban_hop"]
    assert "SỞ THỬ PHÒNG B Số:" in texts["bien_ban_don_vi"]
    assert "SỞ THỬ PHÒNG A Số:" in texts["bao_cao_thanh_tich"]
    assert (
        "UBND TỈNH THỬ SỞ THỬ Số:" in texts["quyet_dinh"] and "UBND TỈNH THỬ SỞ THỬ Số:" in texts["to_trinh_cap_tren"]
    )


def test_each_paper_but_the_certificate_tells_the_note_of_the_movement(texts):
    assert [name for name, text in texts.items() if "Kỳ thử." not in text] == ["giay_khen"]


def test_an_award_has_a_list_of_its_own_with_posts_and_the_money_of_all(evaluation):
    (table,) = lists(evaluation, [e for e in evaluation.awards if e.nominee.id == "N1"], money=True)
    assert (table.caption, table.columns) == (
        "Giấy khen (cá nhân)",
        ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Tiền thưởng (đồng)"),
    )
    assert (table.rows, table.foot) == ((("1", "Lò Văn Một", "Chuyên viên", "Phòng A", "702.000"),), ())
    both = [e for e in evaluation.awards if e.nominee.id in ("N1", "N2")]
    (table,) = lists(evaluation, both, money=True)
    assert table.foot == (("", "Cộng", "", "", "1.404.000"),)
    every = lists(evaluation, evaluation.awards)
    assert [each.caption for each in every] == ["Giấy khen (cá nhân)", "Bằng khen của Chủ tịch UBND tỉnh"]
    assert every[1].rows == (("1", "Phòng A"),)


def test_where_nobody_is_put_forward_the_papers_say_so_in_whole_sentences(tmp_path):
    files = {name: text for name, text in FILES.items() if not name.endswith(("de_nghi.csv", "bieu_quyet.csv"))}
    made = {name: told(paper) for name, paper in award_papers(evaluated(tmp_path, files, plan=PLAN)).items()}
    assert made["quyet_dinh"] == "Chưa có tập thể, cá nhân nào được đề nghị."
    assert "Chưa có tập thể, cá nhân nào được đề nghị tặng Giấy khen." in made["to_trinh"]
    assert [name for name, text in made.items() if "không có trường hợp" in text or "cho ," in text] == []


def test_no_cell_of_word_is_without_a_paragraph(evaluation):
    for paper in award_papers(evaluation).values():
        with zipfile.ZipFile(io.BytesIO(word_bytes(paper))) as package:
            text = package.read("word/document.xml").decode()
        assert re.findall(r"<w:tc>(?:<w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>|<w:tcPr/>)?</w:tc>", text) == []


def test_certificates_are_landscape_from_the_first_page_on(evaluation):
    with zipfile.ZipFile(io.BytesIO(word_bytes(award_papers(evaluation)["giay_khen"]))) as package:
        text = package.read("word/document.xml").decode()
    assert set(re.findall(r'w:orient="(\w+)"', text)) == {"landscape"}


def test_a_plan_that_submits_nothing_above_has_no_papers_for_it():
    assert "bao_cao_thanh_tich" not in papers_of_small()


def papers_of_small():
    from toolkit.plan.awards import Award

    class Small:
        awards = (Award(id="gk", name="Giấy khen", kind="collective"),)
        awards_above = ()

    return papers_of(Small())


def test_no_paper_has_an_assumption_and_every_attachment_that_it_names_is_made(evaluation, texts):
    assert [name for name, text in texts.items() if "giả định" in text.lower() or "[A]" in text] == []
    made = {
        "dự thảo quyết định kèm danh sách": "quyet_dinh",
        "giấy khen": "giay_khen",
        "biên bản họp của các đơn vị": "bien_ban_don_vi",
    }
    made |= {"biên bản họp Hội đồng": "bien_ban_hop", "danh sách trích ngang": "danh_sach_trich_ngang"}
    made |= {"báo cáo thành tích của từng trường hợp": "bao_cao_thanh_tich"}
    for name in ("to_trinh", "to_trinh_cap_tren"):
        attached = re.search(r"Kèm theo: (.*?)\./\.", texts[name])[1].split("; ")
        assert {made[each] for each in attached} <= texts.keys()


def test_the_minutes_have_everybody_s_vote_and_the_notice_none(texts):
    minutes = texts["bien_ban_hop"]
    assert "Không biểu quyết" in minutes and "THƯ KÝ" in minutes and "CHỦ TRÌ" in minutes
    assert "Biểu quyết giấy khen (cá nhân)" in minutes and "Biểu quyết bằng khen của Chủ tịch UBND tỉnh" in minutes
    assert "Lò Văn Một, Phòng A 9 8 0 1 88,9%" in minutes
    assert "Hội đồng quyết định: Lò Văn Hai" in minutes.replace("Lò Thị Ba, Trung tâm C: …………; ", "")
    assert "ưu tiên nữ: Lò Thị Ba, Trung tâm C." in minutes
    public = texts["thong_bao_cong_khai"]
    assert "88,9%" not in public and "giả định" not in public
    assert "Thời gian công khai: 03 ngày làm việc" in public and "niêm yết tại bảng tin tầng một" in public
    assert "Ý kiến: gửi về Văn phòng Sở trong thời gian công khai" in public
    assert "Họp Phòng B xét đề nghị khen thưởng" in texts["bien_ban_don_vi"]


def test_the_council_reads_the_sum_of_a_quota_and_what_a_tie_comes_to(evaluation):
    gk, bk = evaluation.plan.awards
    assert quota_text(evaluation, gk) == "40% × 7 người = 2,8 → 2 suất"
    assert quota_text(evaluation, bk) == "1 suất"
    ((_, _, *cells),) = tie_table(evaluation).rows
    said = " ".join(cells)
    assert (
        "Còn 1 suất trong 2. Chọn cả 2 trường hợp: 3/2, vượt 1 suất; không chọn trường hợp nào: 1/2, để trống 1 suất."
        in said
    )
    assert "Theo Luật X, ưu tiên nữ: Lò Thị Ba, Trung tâm C." in said
    page = told(award_report(evaluation))
    assert "Dưới một nửa số thành viên đồng ý: Lò Văn Hai, Phòng B." in page
    assert "tiền thưởng 0,3 lần mức lương cơ sở = 702.000 đồng (Nghị định A; Nghị định C)" in page
    assert "iền thưởng: kế hoạch chưa ghi số lần" in page  # of the award without money


def test_the_list_of_those_proposed_says_in_which_order_they_stand(evaluation):
    """In the edition with names; without names and votes nothing is to be said of their order."""
    gk, bk = evaluation.plan.awards
    voted = evaluation.plan.model_copy(update={"awards": (gk.model_copy(update={"order": ("vote", "unit_score")}), bk)})
    notes = [chosen_table(e, "individual").note for e in (evaluation, replace(evaluation, plan=voted))]
    name = "Giấy khen (cá nhân)"
    assert notes == [f"{name}: xếp theo điểm của đơn vị.", f"{name}: xếp theo tỷ lệ phiếu đồng ý, rồi điểm của đơn vị."]
    assert chosen_table(evaluation, "collective").note == "Bằng khen của Chủ tịch UBND tỉnh: xếp theo điểm của đơn vị."
    assert chosen_table(replace(evaluation, hides_people=True), "individual").note == ""


def test_who_is_not_put_forward_is_never_called_uncertain(evaluation):
    """A place that no way of weighing gives is firmly none: no share, no word of doubt."""
    one = evaluation.awards[0]

    def said(proposed, share):
        return firmness_text(replace(one, proposed=proposed, firmness=share))

    assert [said("yes", share) for share in (1.0, 0.6, 0.2, None)] == ["chắc (100%)", "chưa thật chắc (60%)", "không chắc (20%)", "–"]  # fmt: skip
    assert [said("no", share) for share in (0.0, 0.2, 1.0, None)] == ["–", "được khen ở 20% phương án", "được khen ở 100% phương án", "–"]  # fmt: skip
    assert said("council", 0.6) == "chưa thật chắc (60%)"


def test_the_council_reads_what_the_notice_rests_on(evaluation):
    said = "Công khai: 03 ngày làm việc; niêm yết tại bảng tin tầng một. [A] số ngày là giả định"
    assert said in told(award_report(evaluation))
