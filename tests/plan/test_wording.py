"""What a plan calls things: words take the place of words, names and other people's texts stay."""

from __future__ import annotations

import json

import pytest
from small import plan as small_plan

from toolkit.plan.loader import plan_of
from toolkit.plan.showing import plan_text
from toolkit.plan.wording import AS_WRITTEN, STANDARD, Telling, Verbatim, Words, telling, texts_of, with_texts
from toolkit.report.model import Cell, Table
from toolkit.words.errors import ToolkitError

WORDS = {
    "movement": "Hội thi",
    "unit": "chi nhánh",
    "agency": "Công ty",
    "head": "Tổng Giám đốc",
    "target": "tiêu chí",
    "content": "nội dung chấm",
    "action": "giải pháp",
}
TOLD = telling(Words(**WORDS), ("Đơn vị A", "đơn vị"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Phong trào thi đua “X”", "Hội thi “X”"),
        ("Kỳ đầu của phong trào", "Kỳ đầu của Hội thi"),
        ("2 đơn vị chưa đạt chỉ tiêu", "2 chi nhánh chưa đạt tiêu chí"),
        ("Đơn vị dẫn đầu", "Chi nhánh dẫn đầu"),
        ("BIỂU MẪU CỦA ĐƠN VỊ", "BIỂU MẪU CỦA CHI NHÁNH"),
        ("Toàn cơ quan", "Toàn Công ty"),
        ("Thủ trưởng cơ quan", "Tổng Giám đốc"),
        ("Thủ trưởng đơn vị", "Người đứng đầu chi nhánh"),
        ("Các nội dung và biện pháp thi đua", "Các nội dung chấm và giải pháp"),
        ("biện pháp tổ chức thực hiện", "giải pháp"),
        ("Đã thẩm định 3/6 nội dung, biện pháp", "Đã thẩm định 3/6 nội dung chấm, giải pháp"),
        ("6 nội dung của 2 đơn vị", "6 nội dung chấm của 2 chi nhánh"),
        ("đơn vị\nbáo cáo", "chi nhánh\nbáo cáo"),
    ],
)
def test_a_word_of_the_plan_stands_where_the_standard_one_stood(said, told):
    assert TOLD.text(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "Đơn vị A",  # a name of the unit list
        "ở cột Mã đơn vị, Tên đơn vị",  # headers of the office's files
        "không ghi đơn vị tính",  # another sense of the word
        "cùng mã mà khác nội dung",
        "II. Nội dung",
        "phòng đơn vịt",  # no word
    ],
)
def test_names_headers_and_other_senses_stay(said):
    assert TOLD.text(said) == said


def test_what_somebody_wrote_is_never_told_otherwise():
    assert TOLD.text(Verbatim("Các đơn vị đã cố gắng.")) == "Các đơn vị đã cố gắng."


def test_a_text_that_is_told_twice_stays():
    told = telling(Words(unit="đơn vị cơ sở", target="chỉ tiêu thi đua"), ())
    once = told.text("2 đơn vị chưa đạt chỉ tiêu")
    assert once == "2 đơn vị cơ sở chưa đạt chỉ tiêu thi đua"
    assert told.text(once) == once


def test_words_may_change_places():
    assert telling(Words(unit="cơ quan", agency="đơn vị"), ()).text("đơn vị của cơ quan") == "cơ quan của đơn vị"


def test_each_word_alone_changes_only_what_it_names():
    said = "Phong trào: chỉ tiêu thi đua, nội dung thi đua, biện pháp, đơn vị, cơ quan, thủ trưởng cơ quan, sơ kết, Văn phòng"
    for name, standard in STANDARD.model_dump().items():
        told = telling(Words(**{name: "XYZ"}), ()).text(said)
        assert ("XYZ" in told) is (standard.lower() in said.lower()), name
        assert telling(Words(**{name: standard}), ()).text(said) == said


def test_every_text_of_a_block_is_told():
    table = Table("Các đơn vị", ("Đơn vị", "Số"), (("Đơn vị A", Cell("1 chỉ tiêu")),), "lr", filters=("Đơn vị",))
    told = TOLD.all_in(table)
    assert told == Table(
        "Các chi nhánh", ("Chi nhánh", "Số"), (("Đơn vị A", Cell("1 tiêu chí")),), "lr", filters=("Chi nhánh",)
    )
    assert "1 tiêu chí" in set(texts_of(told))
    assert AS_WRITTEN.all_in(table) is table
    assert with_texts({"a": ["x", ("y",)]}, str.upper) == {"a": ["X", ("Y",)]}


def test_a_plan_with_words_reads_the_same_when_it_is_shown():
    plan = plan_of(json.dumps(small_plan() | {"words": WORDS, "form": "plain"}), name="ke_hoach.yaml")
    assert (plan.words.unit, plan.words.interim, plan.form) == ("chi nhánh", "sơ kết", "plain")
    assert plan_of(plan_text(plan), name="ke_hoach.yaml") == plan


@pytest.mark.parametrize(
    ("keys", "line", "problem", "remedy"),
    [
        ("words:\n  unit: chi nhánh\n  agence: Công ty\n", 3, "words.agence: khóa không có", "đổi thành agency."),
        ("words:\n  unit: 5\n", 2, "words.unit: phải là chữ.", "dấu nháy kép"),
        ('words:\n  unit: ""\n', 2, "words.unit: bị để trống.", "điền nội dung."),
        ("form: plane\n", 1, "form: giá trị không được phép.", "'nd30', 'plain'"),
        ("from: plain\n", 1, "from: khóa không có", "đổi thành form."),
    ],
)
def test_what_is_no_word_is_refused_with_its_line_and_the_nearest_key(keys, line, problem, remedy):
    rest = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in small_plan().items())
    with pytest.raises(ToolkitError) as refused:
        plan_of(keys + rest, name="ke_hoach.yaml")
    (finding,) = refused.value.findings
    assert finding.row == line
    assert finding.problem.startswith(problem)
    assert remedy in finding.remedy


def test_the_council_has_its_name_where_it_is_called_by_its_first_word_alone():
    told = Telling(Words(council="Ban giám khảo"))
    assert told.text("Hội đồng Thi đua - Khen thưởng họp; do Hội đồng quyết định, thành viên Hội đồng biểu quyết.") == (
        "Ban giám khảo họp; do Ban giám khảo quyết định, thành viên Ban giám khảo biểu quyết."
    )


def test_what_is_appraised_in_sections_is_called_as_contents_are_unless_the_plan_says_otherwise():
    assert [Words(**said).criterion for said in ({}, {"content": "nội dung chấm"})] == ["tiêu chí", "nội dung chấm"]
    assert Words(content="nội dung chấm", criterion="câu hỏi").criterion == "câu hỏi"
    made = small_plan() | {"words": {"content": "nội dung chấm"}}
    plan = plan_of(json.dumps(made, ensure_ascii=False), name="x")
    assert plan_of(plan_text(plan), name="x") == plan
    assert plan.telling().text("6 nội dung chấm của 2 đơn vị") == "6 nội dung chấm của 2 đơn vị"
