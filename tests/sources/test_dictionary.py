"""The shipped dictionary: every entry has its origin, names what there is, and can mean one thing only."""

from __future__ import annotations

import tomllib

import pytest
from small import evaluated, plan

from toolkit.plan.conditions import fold_value
from toolkit.plan.standard import SOURCES
from toolkit.sources.dictionary import FILE, dictionary, entries
from toolkit.words.formatting import fold


def test_every_entry_says_where_it_is_from_and_names_columns_and_values_that_there_are():
    references = tomllib.loads(FILE.read_text(encoding="utf-8"))["references"]
    assert {entry["from"] for entry in entries()} == set(references)
    for entry in entries():
        assert set(entry) <= {"from", "of", "column", "headers", "if_fits", "words", "codes"}
        for name in entry["of"]:
            columns = [c for c in SOURCES[name].columns if entry["column"] in (c.name, "*")]
            closed = [c for c in columns if c.values and (entry["column"] != "*" or c.type == "yes_no")]
            assert columns and all(
                set(entry.get(part, {})) <= set(c.values) for c in closed for part in ("words", "codes")
            )
            assert closed or not {"words", "codes"} & set(entry)


@pytest.mark.parametrize("name", SOURCES)
def test_no_header_or_word_means_two_things(name):
    own = {fold(column.header): column.name for column in SOURCES[name].columns}
    for entry in (e for e in entries() if name in e["of"]):
        assert all(
            own.setdefault(fold(header), entry["column"]) == entry["column"] for header in entry.get("headers", ())
        )
    known = dictionary(name)
    for column in (c for c in SOURCES[name].columns if c.values):
        under = [
            known.codes[header] for header, of in known.headers.items() if of == column.name and header in known.codes
        ]
        for codes in ({}, *under):
            meant = {fold_value(word): value for value, words in column.values.items() for word in (value, *words)}
            for value, words in (*known.words.get(column.name, {}).items(), *codes.items()):
                assert all(meant.setdefault(fold_value(word), value) == value for word in words), column


DOSSIERS = plan(
    targets=[
        {"id": "T1", "name": "Trực tuyến", "goal": "80%", "source": "ho_so_tthc", "success": {"channel": "online"}, "points": 5},
        {"id": "T2", "name": "Đã trả", "goal": "80%", "source": "ho_so_tthc", "success": {"status": "done"}, "points": 5},
    ]
)  # fmt: skip


def figures(evaluation):
    return [
        (i.numerator, i.denominator) if i.state == "ok" else i.state for i in evaluation.indicators if i.unit == "A"
    ]


def test_codes_mean_something_under_the_headers_that_bring_them(tmp_path):
    """KenhThucHien: 1 at the counter, 2 online, 3 by post. TrangThaiHoSo: 3 refused, 4 at work, 7 withdrawn, 10 given back."""
    rows = "MaHoSo,TenDonVi,NgayTiepNhan,KenhThucHien,TrangThaiHoSo\n" + "".join(
        f"H{n},A,2024-02-0{n},{channel},{status}\n"
        for n, (channel, status) in enumerate([(2, 10), (1, 3), (3, 7), (2, 4)], 1)
    )
    assert figures(evaluated(tmp_path, {"2024/ho_so_tthc.csv": rows}, plan=DOSSIERS)) == [(2, 4), (1, 4)]
    renamed = rows.replace("KenhThucHien", "Hình thức tiếp nhận")  # where 2 may be anything
    evaluation = evaluated(tmp_path / "b", {"2024/ho_so_tthc.csv": renamed}, plan=DOSSIERS)
    assert figures(evaluation) == ["blocked", (1, 4)]


def test_the_words_of_systems_are_read_and_those_of_the_plan_go_before_them(tmp_path):
    rows = "Số hồ sơ,Đơn vị,Ngày nhận,Hình thức nộp,Tình trạng hồ sơ\n" + "".join(
        f"H{n},A,2024-02-0{n},{channel},{status}\n"
        for n, (channel, status) in enumerate(
            [("Nộp trực tuyến", "Đã trả KQ"), ("Qua BCCI", "Từ chối tiếp nhận"), ("Tại quầy", "Xong"), ("Kios", "")], 1
        )
    )  # fmt: skip
    files = {"2024/ho_so_tthc.csv": rows}
    assert figures(evaluated(tmp_path, files, plan=DOSSIERS)) == ["blocked", "blocked"]
    values = {"Hình thức tiếp nhận": {"Trực tuyến": ["Tại quầy", "kios"]}, "status": {"done": "Xong"}}
    taught = {**DOSSIERS, "sources": {"ho_so_tthc": {"values": values}}}
    assert figures(evaluated(tmp_path / "b", files, plan=taught)) == [(3, 4), (2, 4)]


def test_a_word_of_the_plan_cannot_leave_its_place_in_a_query(tmp_path):
    values = {"channel": {"online": ["it's", "'; DROP TABLE x; --"]}}
    taught = {**DOSSIERS, "sources": {"ho_so_tthc": {"values": values}}}
    rows = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Hình thức tiếp nhận,Trạng thái\nH1,A,2024-02-01,it's,\nH2,A,2024-02-01,'; DROP TABLE x; --,\n"
    assert figures(evaluated(tmp_path, {"2024/ho_so_tthc.csv": rows}, plan=taught)) == [(2, 2), (0, 2)]
