"""The form on paper, measured in PDF files: NĐ 30/2020/NĐ-CP, Phụ lục I. The HTML by Chromium, the Word file by LibreOffice."""

from __future__ import annotations

import functools
import re

import pdfplumber
import pytest
from browsing import opened
from papers import PARTS, POINTS_PER_MM, long_report, pieces, rules

from toolkit.publishing.publish import page_bytes
from toolkit.report.model import Figure
from toolkit.report.word import word_bytes

pytestmark = [pytest.mark.browser, pytest.mark.office]
LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20
# LibreOffice sets the last letters of a justified line up to a third of a millimetre short.
CLOSE = 0.6


@pytest.fixture(scope="module", params=["html", "docx"])
def papers(request, sample_reports, tmp_path_factory):
    """The sơ kết of the sample and a long report, as PDF files."""
    folder = tmp_path_factory.mktemp(request.param)
    sample = sample_reports["2024-so_ket"]
    figure = next(block for section in sample.sections for block in section.blocks if isinstance(block, Figure))
    made = {}
    for name, report in (("sample", sample), ("long", long_report(figure))):
        path = folder / f"{name}.{request.param}"
        if request.param == "html":
            path.write_bytes(page_bytes(report.title, *report.sections))
            page, _, _ = opened(request.getfixturevalue("browser"), path)
            page.pdf(path=path.with_suffix(".pdf"), prefer_css_page_size=True, tagged=True)
            page.close()
        else:
            path.write_bytes(word_bytes(report))
            request.getfixturevalue("office")(path)
        made[name] = pdfplumber.open(path.with_suffix(".pdf"))
    yield made
    for pdf in made.values():
        pdf.close()


@pytest.fixture(params=["sample", "long"])
def pdf(request, papers):
    return papers[request.param]


def only(page, text):
    (found,) = pieces(page, text)
    return found


@functools.cache
def texts_of(pdf):
    """The text of every page."""
    return tuple(page.extract_text() for page in pdf.pages)


def numbers(pdf):
    """For each page the number in its top margin, or nothing."""
    tops = [page.crop((0, 0, page.width, TOP * POINTS_PER_MM - 1)).extract_text().strip() for page in pdf.pages]
    return [int(text) if text else None for text in tops]


def annexes(pdf):
    """The number of the first page of each appendix, from 0."""
    return [n for n, text in enumerate(texts_of(pdf)) if re.match(r"Phụ lục [IV\d]+\s*\n", text)]


def test_pages_are_a4_and_only_wide_appendices_lie(pdf):
    sizes = [(round(page.width / POINTS_PER_MM), round(page.height / POINTS_PER_MM)) for page in pdf.pages]
    assert set(sizes) == {(210, 297), (297, 210)}
    first = annexes(pdf)
    assert set(sizes[: first[0]]) == {(210, 297)}
    if len(first) == 4 and "Đề mục" in texts_of(pdf)[0]:  # the long report: its second appendix stands upright
        assert set(sizes[first[0] : first[1]]) == {(297, 210)}
        assert set(sizes[first[1] : first[2]]) == {(210, 297)}
        assert set(sizes[first[2] :]) == {(297, 210)}


def test_nothing_but_the_page_number_stands_in_the_margins(pdf):
    for page in pdf.pages:
        letters = [char for char in page.chars if char["text"].strip() and char["top"] > TOP * POINTS_PER_MM - 1]
        assert min(char["x0"] for char in letters) / POINTS_PER_MM >= LEFT - CLOSE
        assert max(char["x1"] for char in letters) / POINTS_PER_MM <= page.width / POINTS_PER_MM - RIGHT + CLOSE
        assert max(char["bottom"] for char in letters) / POINTS_PER_MM <= page.height / POINTS_PER_MM - BOTTOM + CLOSE


def test_body_text_is_justified_from_margin_to_margin_with_an_indented_first_line(papers):
    page = papers["sample"].pages[0]
    lines = [
        only(page, text)
        for text in (
            "Thực hiện Kế hoạch số 162/KH-UBND",
            "UBND tỉnh phát động phong trào thi đua",
        )
    ]
    assert [line.size for line in lines] == [14, 14]
    assert [line.style.replace("Regular", "") for line in lines] == ["", ""]
    assert lines[0].left == pytest.approx(LEFT + 10, abs=CLOSE)
    assert lines[1].left == pytest.approx(LEFT, abs=CLOSE)
    ends = [only(page, text).right for text in ("năm 2022 của", "giai đoạn 2022 - 2025”")]
    assert ends == pytest.approx([210 - RIGHT] * 2, abs=CLOSE)
    pitch = (lines[1].top - lines[0].top) * POINTS_PER_MM
    assert 14 * 1.15 <= pitch <= 14 * 1.15 * 1.5
    page = papers["sample"].pages[1]
    after = only(page, "về kết quả và số liệu của đơn vị mình."), only(page, "Trọng tâm của kỳ là nâng")
    assert (after[1].top - after[0].top) * POINTS_PER_MM - pitch == pytest.approx(6, abs=0.8)  # a pixel is 0,75


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 13, "Bold"),
        ("UBND TỈNH BÌNH PHƯỚC", 12, ""),
        ("THƯƠNG BINH VÀ XÃ HỘI", 12, "Bold"),
        ("/BC-SLĐTBXH", 13, ""),
        ("Bình Phước, ngày", 13, "Italic"),
        ("BÁO CÁO", 14, "Bold"),
        ("Sơ kết phong trào thi đua", 14, "Bold"),
        ("Tóm tắt", 14, "Bold"),
        ("Chưa có chỉ tiêu nào đạt mức giao.", 13, ""),
        ("Thực hiện Kế hoạch số 162/KH-UBND", 14, ""),
    ],
)
def test_each_part_of_the_head_has_its_size_and_style(papers, text, size, style):
    found = only(papers["sample"].pages[0], text)
    assert (found.size, found.style.replace("Regular", "")) == (size, style)


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        ("Nơi nhận:", 12, "BoldItalic"),
        ("- Như trên;", 11, ""),
        ("- Lưu: VT.", 11, ""),
        ("GIÁM ĐỐC", 14, "Bold"),
        ("Nguyễn Văn A", 14, "Bold"),
    ],
)
def test_each_part_of_the_end_has_its_size_and_style(papers, text, size, style):
    pdf = papers["long"]
    found = only(pdf.pages[annexes(pdf)[0] - 1], text)
    assert (found.size, found.style.replace("Regular", "")) == (size, style)


def test_recipients_stand_left_and_the_signer_right_with_room_to_sign(papers):
    pdf = papers["long"]
    page = pdf.pages[annexes(pdf)[0] - 1]
    recipients, office, name = (only(page, text) for text in ("Nơi nhận:", "GIÁM ĐỐC", "Nguyễn Văn A"))
    assert pieces(page, "Hết./.")  # no signature stands alone
    assert recipients.left == pytest.approx(LEFT, abs=CLOSE)
    assert office.left > 105
    assert office.middle == pytest.approx(name.middle, abs=0.5)
    assert name.top - office.bottom > 20


def test_an_appendix_begins_with_its_name_and_title(papers):
    pdf = papers["sample"]
    page = pdf.pages[annexes(pdf)[0]]
    found = [
        only(page, text)
        for text in ("Phụ lục I", "KẾT QUẢ CÁC CHỈ TIÊU NĂM 2024", "(Kèm theo Báo cáo số ……/BC-SLĐTBXH")
    ]
    assert [(each.size, each.style) for each in found] == [(14, "Bold"), (14, "Bold"), (14, "Italic")]
    middle = (LEFT + 297 - RIGHT) / 2
    assert [each.middle for each in found[:2]] == pytest.approx([middle] * 2, abs=0.5)


def test_the_rules_of_the_head_have_their_lengths(papers):
    page = papers["sample"].pages[0]
    motto, agency = only(page, "Độc lập - Tự do - Hạnh phúc"), only(page, "THƯƠNG BINH VÀ XÃ HỘI")
    subject = pieces(page, "“Chuyển đổi số giai đoạn 2022 – 2025” năm 2024")[0]  # the last line of it
    under_motto, under_agency, under_subject = rules(page)[:3]
    for rule, text, least, most in (
        (under_motto, motto, 0.98, 1.02),
        (under_agency, agency, 1 / 3, 1 / 2),
        (under_subject, subject, 1 / 3, 1 / 2),
    ):
        assert least <= (rule[1] - rule[0]) / (text.right - text.left) <= most
        assert (rule[0] + rule[1]) / 2 == pytest.approx(text.middle, abs=0.6)
        assert 0 <= rule[2] - text.bottom < 3


def test_the_head_has_the_issuer_left_and_the_country_right_on_the_same_lines(papers):
    page = papers["sample"].pages[0]
    parent, country = only(page, "UBND TỈNH BÌNH PHƯỚC"), only(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    number, place = only(page, "/BC-SLĐTBXH"), only(page, "Bình Phước, ngày")
    assert parent.right < country.left
    assert parent.top == pytest.approx(country.top, abs=0.3)
    assert number.top == pytest.approx(place.top, abs=0.3)
    assert re.search(r"Số:\s*/BC-SLĐTBXH\s+Bình Phước, ngày\s+tháng\s+năm\s*\n", page.extract_text())
    title = only(page, "BÁO CÁO")
    assert title.middle == pytest.approx((LEFT + 210 - RIGHT) / 2, abs=0.5)


def test_pages_are_numbered_at_the_top_but_for_the_first_and_each_appendix_on_its_own(pdf):
    starts = [0, *annexes(pdf), len(pdf.pages)]
    wanted = [None if n == 0 else n + 1 for begin, end in zip(starts, starts[1:]) for n in range(end - begin)]
    assert len(starts) >= 6  # at least four appendices
    assert numbers(pdf) == wanted


def test_the_number_of_a_page_is_centred_in_the_top_margin(papers):
    pdf = papers["long"]
    for page in (pdf.pages[1], pdf.pages[annexes(pdf)[0] + 1]):
        margin = page.crop((0, 0, page.width, TOP * POINTS_PER_MM - 1))
        found = only(margin, "2")
        assert (found.size, found.style.replace("Regular", "")) == (13, "")
        assert found.middle == pytest.approx((LEFT + page.width / POINTS_PER_MM - RIGHT) / 2, abs=0.5)
        assert 5 < found.top < found.bottom < TOP


def test_headers_come_again_rows_stay_whole_and_a_caption_stays_with_its_table(papers):
    pdf = papers["long"]
    texts = [" ".join(text.split()) for text in texts_of(pdf)]
    inside = [text for text in texts if re.search(r"đầu\d+:", text)]
    assert len(inside) > 8
    assert all("Nội dung của dòng" in text for text in inside)
    for text in texts:
        assert re.findall(r"đầu(\d+):", text) == re.findall(r"cuối(\d+)\.", text)
    for caption in ("Bảng dài", "Bảng phụ lục 1", "Bảng phụ lục 2"):
        (page,) = [text for text in texts if re.search(rf"(?<!: ){caption} (?:Thứ|Nội)", text)]
        assert "đầu1:" in page.partition(caption)[2]
        (ending,) = [text for text in texts if f"Ghi chú: {caption}." in text]
        assert "cuối" in ending


def test_no_heading_ends_a_page(papers):
    endings = [text.strip().splitlines()[-1] for text in texts_of(papers["long"])]
    assert [line for line in endings if line.startswith("Đề mục")] == []
    text = "\n".join(texts_of(papers["long"]))
    assert len(re.findall(r"^Đề mục (?:lớn|nhỏ) \d+\.$", text, re.M)) == 2 * PARTS


def test_no_caption_ends_a_page_and_no_note_begins_one(papers):
    pages = [[line for line in text.splitlines() if not line.isdigit()] for text in texts_of(papers["long"])]
    assert [lines[-1] for lines in pages if lines[-1].startswith("Bảng")] == []
    assert [lines[0] for lines in pages if lines[0].startswith("Ghi chú")] == []
    assert sum(line.startswith("Ghi chú: bảng nhỏ") for lines in pages for line in lines) == PARTS


def test_a_picture_stands_with_its_caption(papers):
    (page,) = [page for page in papers["long"].pages if pieces(page, "Hình 1.")]
    caption = only(page, "Hình 1.")
    assert (caption.size, caption.style) == (13, "Bold")
    drawn = [
        each for each in (*page.images, *page.curves, *page.chars) if each.get("fontname", "DejaVu").find("Serif") < 0
    ]
    assert drawn
    assert max(each["bottom"] for each in drawn) / POINTS_PER_MM <= caption.top + 1


def test_every_letter_of_the_text_is_times_or_what_stands_in_for_it(papers):
    """A font without Vietnamese letters is patched letter by letter from another: it shows at once."""
    fonts = {
        char["fontname"].partition("+")[2]
        for page in papers["long"].pages
        for char in page.chars
        if char["text"].strip() and not char["fontname"].endswith(("DejaVuSans", "DejaVuSans-Bold"))  # ✗ is in no Times
    }
    assert {re.sub(r"-.*", "", font) for font in fonts} <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}
    strange = [char["text"] for char in papers["sample"].pages[0].chars if "DejaVu" in char["fontname"]]
    assert strange == []


def test_the_contents_list_and_the_search_boxes_are_for_the_screen_only(pdf):
    text = "\n".join(texts_of(pdf))
    assert "Mục lục" not in text
    assert "Tìm trong bảng" not in text
