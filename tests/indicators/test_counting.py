"""Counting by patterns: what rows with the same outcome of every condition add up to is what each of them counts."""

from __future__ import annotations

import tempfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import narwhals as nw
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small import codes, evaluated, plan
from tables import BAD, table, target

from toolkit.indicators.causes import uncounted_cases
from toolkit.indicators.counting import (
    Outside,
    count_cases,
    dates_in_use,
    joined_outside,
    judged_rows,
    needed_columns,
    outside,
    unallotted_key,
    used_columns,
)
from toolkit.indicators.model import Count
from toolkit.periods import parse_period
from toolkit.plan.standard import SOURCES
from toolkit.words.vocabulary import Column

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
TARGETS = [
    {"id": "K", "name": "Ký số", "success": {"signed": True}},
    {"id": "D", "name": "Điện tử, ký số", "population": {"electronic": True}, "success": {"signed": True}},
    {"id": "C", "name": "Điện tử", "success": {"electronic": [True, "absent"]}},
]
PLAN = plan(targets=[{"goal": "80%", "source": "van_ban", "points": 10, **each} for each in TARGETS])

DAYS = {"01/02/2024": True, "31/12/2024": True, "05/05/2023": False, "": None, "sang năm": None}  # in the period
WORDS = {"Có": True, "Không": False, "": False, "chắc có": None}  # an empty yes/no cell means no
rows = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from([*DAYS]), st.sampled_from([*WORDS]), st.sampled_from([*WORDS])),
    max_size=14,
)


def both(one: bool | None, other: bool | None) -> bool | None:
    """Kleene's "and"."""
    return False if False in (one, other) else None if None in (one, other) else True


def by_hand(target: str, day: str, electronic: str, signed: str) -> tuple[bool | None, bool | None]:
    """Whether one row is in the denominator and in the numerator; None where that cannot be known."""
    inside, success = DAYS[day], WORDS[signed]
    if target == "D":
        inside = both(inside, WORDS[electronic])
    if target == "C":
        success = True if electronic == "" else WORDS[electronic]
    return inside, both(inside, success)


def run(files: dict[str, list[tuple[str, str, str, str]]]):
    texts, number = {}, 0
    for name, found in files.items():
        lines = []
        for unit, day, electronic, signed in found:
            number += 1
            lines.append(f"{number}/VB,{unit},{day},,{electronic},{signed}\n")
        texts[f"2024/{name}.csv"] = HEAD + "".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        return evaluated(Path(folder), texts, plan=PLAN)


@settings(max_examples=25, deadline=None)
@given(rows, rows)
@example([("A", "05/05/2023", "Có", "Có"), ("A", "05/05/2023", "Có", "Không"), ("A", "", "", "")], [])
def test_a_count_is_the_sum_of_its_rows_each_judged_alone(first, second):
    files = {"van_ban": first, "van_ban__2": second}
    evaluation = run(files)
    for unit in "ABC":
        for asked in "KDC":
            judged = [by_hand(asked, *cells) for own, *cells in first + second if own == unit]
            found = evaluation.indicator(unit, asked)
            if any(None in each for each in judged):
                assert found.state == "blocked"
                continue
            inside = sum(d for d, _ in judged)
            assert (found.state, found.numerator, found.denominator) == (
                "ok" if inside else "no_cases",
                sum(n for _, n in judged),
                inside,
            ), (unit, asked)
    beyond = {}
    for name, own in files.items():
        for place, (unit, day, *_) in enumerate(own, 2):
            if DAYS[day] is False:
                count, row = beyond.get((name, unit), (0, place))
                beyond[name, unit] = count + 1, row
    told = {
        (Path(f.file).stem, f.unit): (int(f.problem.split()[0]), f.row)
        for f in evaluation.findings
        if f.code == "DONG-03"
    }
    assert told == beyond


def test_a_row_that_has_no_date_in_use_is_not_outside_the_period(tmp_path):
    returned = {"id": "T", "name": "x", "goal": "80%", "source": "ho_so_tthc", "date": "returned_at", "points": 1}
    dossiers = (
        "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận\n"
        "1,A,01/02/2024,,Trực tuyến\n"  # not returned yet: neither counted nor outside
        "2,A,01/02/2024,05/02/2024,Trực tuyến\n"
        "3,A,01/12/2023,05/12/2023,Trực tiếp\n"  # outside
    )
    made = plan(targets=[{**returned, "success": {"channel": "online"}}])
    evaluation = evaluated(tmp_path, {"2024/ho_so_tthc.csv": dossiers}, plan=made)
    found = evaluation.indicator("A", "T")
    assert (found.numerator, found.denominator) == (1, 1)
    assert [(f.row, f.problem.split()[0]) for f in evaluation.findings if f.code == "DONG-03"] == [(4, "1")], codes(
        evaluation
    )


def test_what_two_targets_ask_of_one_column_is_told_apart(tmp_path):
    """A date that both places a row and says who is there at the end; words of free text that are alike as numbers."""
    staff = "Mã cán bộ,Mã đơn vị,Ngày vào,Ngày ra,Hạng\n1,A,01/02/2024,,1\n2,A,01/02/2020,,1.0\n3,A,01/03/2024,01/06/2024,1\n4,A,01/02/2020,,1.0\n"
    target = {"name": "x", "goal": "80%", "source": "can_bo", "points": 1}
    targets = [
        {**target, "id": "N", "date": "joined_at", "success": {"rank": 1}},  # joined in the year and still there
        {**target, "id": "I", "success": {"rank": 1}},
        {**target, "id": "F", "success": {"rank": 1.0}},
        {**target, "id": "E", "success": {"rank": [1, 1.0]}},
    ]
    made = plan(targets=targets) | {"sources": {"can_bo": {"rank": ["Hạng"]}}}
    found = evaluated(tmp_path, {"2024/can_bo.csv": staff}, plan=made)
    counted = {id: (found.indicator("A", id).numerator, found.indicator("A", id).denominator) for id in "NIFE"}
    assert counted == {"N": (1, 1), "I": (1, 3), "F": (2, 3), "E": (3, 3)}, codes(found)


# The same on tables written by hand: one source, nothing read from files -------------------------------------------

YEAR = parse_period("2024")
IN, OUT = "2024-02-01", "2023-02-01"
BLOCKED = Count("blocked")


def counts(numerator, denominator):
    return Count("ok" if denominator else "no_cases", Fraction(numerator), Fraction(denominator))


def document(unit="A", day=IN, signed="true", **more):
    return {"unit": unit, "issued_at": day, "signed": signed, **more}


def dossier(received=IN, returned=None, channel="online", **more):
    return {"received_at": received, "returned_at": returned, "channel": channel, **more}


def test_every_unit_and_target_is_counted_in_one_pass():
    rows = (
        [document("A")] * 3
        + [document("A", electronic="true"), document("A", signed="false", electronic="true"), document("A", OUT)]
        + [document("B", signed=None, electronic="true"), document(None)]
    )
    asked = [target("K"), target("E", population={"electronic": True})]
    found, left_out = count_cases(table("van_ban", *rows), targets=asked, period=YEAR)
    assert found == {
        ("A", "K"): counts(4, 5),
        ("A", "E"): counts(1, 2),
        ("B", "K"): counts(0, 1),
        ("B", "E"): counts(0, 1),
        (None, "K"): counts(1, 1),
        (None, "E"): counts(0, 0),
    }
    assert left_out == [Outside(0, "A", 1, 7)]


def test_without_rows_there_is_nothing_to_count():
    assert count_cases(table("van_ban"), targets=[target()], period=YEAR) == ({}, [])


def test_rows_that_lie_elsewhere_are_counted_there():
    """The source's own table is empty: the rows come as a frame of any engine."""
    frame = nw.from_native(table("van_ban", document(), document(signed="false")).connection.table("van_ban"))
    found, _ = count_cases(table("van_ban"), targets=[target()], period=YEAR, frame=frame)
    assert found == {("A", "T"): counts(1, 2)}


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (document(), counts(2, 2)),
        (document(signed="false"), counts(1, 2)),
        (document(signed=BAD), BLOCKED),
        (document(day=BAD), BLOCKED),
        (document(day=None), BLOCKED),
        (document(conflict=True), BLOCKED),
        (document(conflict=True, signed="false"), BLOCKED),
        (document(day=OUT), counts(1, 1)),
        (document(day=OUT, conflict=True), counts(1, 1)),  # whichever of the two is right, both lie outside
        (document(day=OUT, signed=BAD), counts(1, 1)),
    ],
)
def test_a_figure_is_blocked_exactly_where_one_row_is_not_known(row, count):
    found, _ = count_cases(table("van_ban", document(), row, document("B")), targets=[target()], period=YEAR)
    assert found == {("A", "T"): count, ("B", "T"): counts(1, 1)}


@pytest.mark.parametrize(
    ("electronic", "signed", "count"),
    [
        ("false", BAD, counts(0, 0)),  # no case for certain, whatever the other cell says
        (BAD, "true", BLOCKED),  # may be a case
        (BAD, "false", BLOCKED),
        ("true", BAD, BLOCKED),
    ],
)
def test_what_cannot_be_read_matters_only_where_it_may_change_the_figure(electronic, signed, count):
    data = table("van_ban", document(electronic=electronic, signed=signed))
    asked = [target(population={"electronic": True})]
    assert count_cases(data, targets=asked, period=YEAR)[0] == {("A", "T"): count}


@pytest.mark.parametrize(("electronic", "count"), [("false", counts(0, 1)), ("true", BLOCKED), (None, counts(0, 1))])
def test_one_condition_that_fails_settles_the_numerator(electronic, count):
    data = table("van_ban", document(electronic=electronic, signed=BAD))
    asked = [target(success={"electronic": True, "signed": True})]
    assert count_cases(data, targets=asked, period=YEAR)[0] == {("A", "T"): count}


def test_a_file_without_the_column_blocks_its_units_and_no_others():
    data = table("van_ban", document("A"), document("B", file=1), files=["a", "b"], lost={"signed": frozenset({1})})
    assert count_cases(data, targets=[target()], period=YEAR)[0] == {("A", "T"): counts(1, 1), ("B", "T"): BLOCKED}


def test_one_unit_in_two_files_is_counted_once():
    rows = document("A"), document("A", signed="false", file=1), document("A", file=1)
    found, _ = count_cases(table("van_ban", *rows, files=["a", "b"]), targets=[target()], period=YEAR)
    assert found == {("A", "T"): counts(2, 3)}


CATALOGUE = [{"service_id": "D1", "level": "full"}, {"service_id": "D2"}, {"unit": "B", "service_id": "D3"}]


def test_every_row_of_a_stock_is_a_case_where_the_target_names_no_population():
    """A catalogue has no date, no mark of secrecy, nobody on strength: nothing keeps a row out of the denominator."""
    data, asked = table("dich_vu_cong", *CATALOGUE), target(source="dich_vu_cong", success={"level": "full"})
    assert count_cases(data, targets=[asked], period=YEAR)[0] == {("A", "T"): counts(1, 2), ("B", "T"): counts(0, 1)}
    assert uncounted_cases(data, targets=[asked], period=YEAR, named=9).cases == {
        ("A", "T"): (("x", 1, ("D2",)),),
        ("B", "T"): (("x", 1, ("D3",)),),
    }
    found, _, _ = judged_rows(data, target=asked, period=YEAR, columns=[])
    assert [(row["row"], row["n__0"]) for row in found.to_pylist()] == [(2, 1), (3, 0), (4, 0)]


def test_a_plan_may_count_a_whole_catalogue(tmp_path):
    catalogue = "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\nD1,a,A,Có,toàn trình\nD2,b,A,Không,một phần\n"
    asked = {"id": "T", "name": "x", "goal": "80%", "source": "dich_vu_cong", "success": {"level": "full"}, "points": 1}
    evaluation = evaluated(tmp_path, {"2024/dich_vu_cong.csv": catalogue}, plan=plan(targets=[asked]))
    found = evaluation.indicator("A", "T")
    assert (found.state, found.numerator, found.denominator) == ("ok", 1, 2)
    (told,) = (each for each in evaluation.follow_up if each.unit == "A")
    assert (told.gap, told.uncounted, told.case_ids) == (1, 1, ("D2",))  # 1,6 of 2 are 2


def test_what_two_targets_ask_of_one_column_stays_apart():
    texts = Column("loai", "Loại")
    rows = [document(loai=word) for word in ("tờ trình", "Tờ  trình", "công văn", None)]
    data = table("van_ban", *rows, added=[texts])
    asked = [
        target(id, success={"loai": words}) for id, words in (("a", "tờ trình"), ("b", "công văn"), ("c", "absent"))
    ]
    assert count_cases(data, targets=asked, period=YEAR)[0] == {
        ("A", "a"): counts(2, 4),
        ("A", "b"): counts(1, 4),
        ("A", "c"): counts(1, 4),
    }


def test_rows_of_a_divided_unit_that_nobody_can_place_are_counted_by_themselves():
    rows = document("B"), document("B", unit_was="A", unallotted=True), document("B", unit_was="A")
    late = document("B", OUT, unit_was="A", unallotted=True)
    data = table("van_ban", *rows, late, document("B", OUT), unallotted={"A": frozenset("BC")})
    found, left_out = count_cases(data, targets=[target()], period=YEAR)
    assert found == {("B", "T"): counts(2, 2), (unallotted_key("A"), "T"): counts(1, 1)}
    assert left_out == [Outside(0, "", 1, 5), Outside(0, "B", 1, 6)]  # of the unplaced nobody is named
    # The same rows where every one of them has its place.
    assert count_cases(table("van_ban", *rows), targets=[target()], period=YEAR)[0] == {("B", "T"): counts(3, 3)}


def test_no_unit_is_called_like_the_rows_that_nobody_can_place():
    assert unallotted_key("A") == "?A" != unallotted_key("B")


# Rows outside the period -------------------------------------------------------------------------------------------

ONLINE = {"source": "ho_so_tthc", "success": {"channel": "online"}}
RECEIVED, RETURNED = target("N", **ONLINE), target("R", date="returned_at", **ONLINE)


@pytest.mark.parametrize(
    ("row", "by_receipt", "by_return", "by_both"),
    [
        (dossier(IN, IN), False, False, False),
        (dossier(OUT, OUT), True, True, True),
        (dossier(OUT, IN), True, False, False),
        (dossier(IN, OUT), False, True, False),
        (dossier(IN, None), False, False, False),  # not returned yet: not known to lie anywhere
        (dossier(OUT, None), True, False, True),
        (dossier(None, OUT), False, True, False),  # without its own date nobody knows
        (dossier(None, None), False, False, False),
        (dossier(OUT, BAD), True, False, False),
        (dossier(BAD, OUT), False, True, False),
    ],
)
def test_a_row_is_outside_where_no_date_in_use_lies_in_the_period(row, by_receipt, by_return, by_both):
    data = table("ho_so_tthc", row)
    for asked, expected in (([RECEIVED], by_receipt), ([RETURNED], by_return), ([RECEIVED, RETURNED], by_both)):
        rows = nw.from_native(data.connection.table("ho_so_tthc")).filter(outside(data, asked, YEAR))
        assert bool(rows.collect("pyarrow").to_native().num_rows) is expected
        assert bool(count_cases(data, targets=asked, period=YEAR)[1]) is expected


def test_rows_outside_are_told_by_file_and_unit_with_the_first_of_them():
    rows = [
        document("B", OUT, file=1),
        document("A", OUT, row=9),
        document("A", OUT, row=4),
        document("A"),
        document(None, OUT),
    ]
    _, left_out = count_cases(table("van_ban", *rows, files=["a", "b"]), targets=[target()], period=YEAR)
    assert left_out == [Outside(0, "", 1, 6), Outside(0, "A", 2, 4), Outside(1, "B", 1, 2)]


def test_of_two_dates_that_may_be_empty_one_is_enough_to_lie_outside():
    asked = [RETURNED, target("D", date="due_at", **ONLINE)]
    rows = dossier(IN, None, due_at=OUT), dossier(IN, OUT, due_at=None), dossier(IN, None, due_at=None)
    _, left_out = count_cases(table("ho_so_tthc", *rows), targets=asked, period=YEAR)
    assert left_out == [Outside(0, "A", 2, 2)]


def test_an_engine_that_tells_capitals_apart_counts_the_same():
    rows = document("B"), document("B", unit_was="A", unallotted=True), document("B", OUT), document("C", conflict=True)
    data = table("van_ban", *rows, unallotted={"A": frozenset("BC")})
    frame = nw.from_native(data.connection.table("van_ban").to_arrow_table()).lazy()
    here, there = (count_cases(data, targets=[target()], period=YEAR, frame=each) for each in (None, frame))
    assert here == there
    assert there[0] == {("B", "T"): counts(1, 1), ("?A", "T"): counts(1, 1), ("C", "T"): BLOCKED}


def test_parts_that_lie_outside_are_joined_by_file_and_unit():
    parts = [Outside(1, "A", 2, 7), Outside(0, "B", 1, 3), Outside(1, "A", 3, 5), Outside(0, "A", 1, 9)]
    assert joined_outside(parts) == [Outside(0, "A", 1, 9), Outside(0, "B", 1, 3), Outside(1, "A", 5, 5)]
    assert joined_outside([]) == []


def test_the_dates_in_use_are_those_of_the_targets_each_once():
    data = table("ho_so_tthc")
    assert dates_in_use(data, [RETURNED, RECEIVED, RETURNED]) == ("returned_at", "received_at")
    assert dates_in_use(table("can_bo"), [target(source="can_bo", success={"is_female": True})]) == ()
    assert dates_in_use(data, []) == ()


# Row by row --------------------------------------------------------------------------------------------------------


def test_each_row_is_judged_in_the_order_of_the_files():
    rows = [
        document(file=1, document_id="d1"),
        document(document_id="d2", row=9, signed="false"),
        document(document_id="d3", row=8, signed=BAD),
        document(document_id="d4", day=OUT),
        document(document_id="d5", day=None, row=10),
        document(document_id="d6", row=11, conflict=True, unit="B", unit_was="C"),
    ]
    data = table("van_ban", *rows, files=["a", "b"])
    found, failing, unknown = judged_rows(data, target=target(), period=YEAR, columns=["document_id", "issued_at"])
    assert (failing, unknown) == ((("signed",),), (("issued_at",), ("signed",)))
    # file, row, id, denominator, numerator, not known, numerator fails, date not known, signature not known
    assert [
        (r["file"], r["row"], r["document_id"], r["d__0"], r["n__0"], r["u__0"], r["f__0"], r["q__0"], r["q__1"])
        for r in found.to_pylist()
    ] == [
        (0, 8, "d3", 1, 0, 1, False, False, True),
        (0, 9, "d2", 1, 0, 0, True, False, False),
        (0, 10, "d5", 0, 0, 1, False, True, False),
        (0, 11, "d6", 1, 1, 1, False, False, False),
        (1, 2, "d1", 1, 1, 0, False, False, False),
    ]
    last = found.to_pylist()[3]
    assert (last["unit"], last["unit_was"], last["conflict"]) == ("B", "C", True)
    assert last["issued_at"] == datetime(2024, 2, 1)
    assert found.column_names == ["file", "row", "unit", "unit_was", "conflict", "document_id", "issued_at", *(
        "d__0", "n__0", "u__0", "f__0", "q__0", "q__1"
    )]  # fmt: skip


def test_every_condition_has_its_own_column():
    rows = [document(electronic="true", signed="false"), document(electronic="false", signed="true")]
    both = target(population={"secrecy": "none"}, success={"electronic": True, "signed": True})
    rows = [{**row, "secrecy": "none"} for row in rows]
    found, failing, unknown = judged_rows(table("van_ban", *rows), target=both, period=YEAR, columns=["unit", "row"])
    assert failing == (("electronic",), ("signed",))
    assert unknown == (("issued_at",), ("secrecy",), ("electronic",), ("signed",))
    assert [(r["f__0"], r["f__1"]) for r in found.to_pylist()] == [(False, True), (True, False)]
    assert [r[f"q__{n}"] for r in found.to_pylist() for n in range(4)] == [False] * 8
    assert found.column_names[:6] == ["file", "row", "unit", "unit_was", "conflict", "d__0"]


# The columns that counting needs -----------------------------------------------------------------------------------


def test_a_target_needs_the_columns_that_it_names_and_those_that_place_a_row():
    asked = target(population={"electronic": True}, success={"signed": True, "electronic": True})
    assert needed_columns(asked, SOURCES["van_ban"]) == ("electronic", "signed", "issued_at", "secrecy")
    assert needed_columns(RETURNED, SOURCES["ho_so_tthc"]) == ("channel", "returned_at")
    assert needed_columns(RECEIVED, SOURCES["ho_so_tthc"]) == ("channel", "received_at")
    catalogue = target(source="dich_vu_cong", population={"eligible": True}, success={"level": "full"})
    assert needed_columns(catalogue, SOURCES["dich_vu_cong"]) == ("eligible", "level")
    trained = target(source="can_bo", population={"is_leader": True}, success={"trained_basic": True})
    assert needed_columns(trained, SOURCES["can_bo"]) == ("is_leader", "joined_at", "left_at")


def test_no_id_and_no_name_is_handed_to_another_engine():
    data = table("can_bo", {"staff_id": "CB-1", "joined_at": "2020-01-01"})
    trained = target(source="can_bo", success={"trained_basic": True})
    assert set(used_columns(data, [trained])) == {
        *("file", "row", "unit", "conflict", "joined_at", "joined_at__bad", "left_at", "left_at__bad"),
        *("trained_basic", "trained_basic__bad"),
    }
    dossiers = table("ho_so_tthc", dossier())
    of_two = {
        *("file", "row", "unit", "conflict", "channel", "channel__bad"),
        *("received_at", "received_at__bad", "returned_at", "returned_at__bad"),
    }
    assert set(used_columns(dossiers, [RECEIVED, RETURNED])) == of_two
    divided = table("ho_so_tthc", dossier(), unallotted={"A": frozenset("BC")})
    assert set(used_columns(divided, [RECEIVED, RETURNED])) == of_two | {"unit_was", "unallotted"}
