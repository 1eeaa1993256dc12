"""What a condition says of a row: it holds, it does not, or nobody knows. Each table of answers is worked out by hand."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import pytest
from tables import BAD, table, target

from toolkit.indicators.predicates import lost, population_of, success_of, within
from toolkit.periods import parse_period
from toolkit.plan.calendar import Calendar, with_calendar
from toolkit.words.vocabulary import Column

YEAR, QUARTER = parse_period("2024"), parse_period("2024-Q1")
DAY = "2024-02-01"


def answers(data, predicates):
    """Each row's answer to each condition: True, False, or None where it cannot be known; none of them both."""
    frame = nw.from_native(data.connection.table(data.source.name)).sort("file", "row")
    picks = [expression.alias(f"{n}{kind}") for n, p in enumerate(predicates) for kind, expression in both(p)]
    found = []
    for row in frame.select(*picks).collect("pyarrow").to_native().to_pylist():
        told = [(row[f"{n}t"], row[f"{n}f"]) for n in range(len(predicates))]
        assert (True, True) not in told and {each for pair in told for each in pair} <= {True, False}
        found.append([True if holds else False if fails else None for holds, fails in told])
    return found


def both(predicate):
    return ("t", predicate.true), ("f", predicate.false)


def one(data, predicates):
    assert len(predicates) == 1
    return [row[0] for row in answers(data, predicates)]


# The day that places a row in the period ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ("2023-12-31 23:59:59", False),
        ("2024-01-01", True),
        ("2024-03-31 23:59:59.999999", True),
        ("2024-04-01", False),
        ("2034-02-01", False),
        (None, None),  # the source's own date: without it nobody knows whose period the row is
        (BAD, None),
    ],
)
def test_a_row_lies_in_the_period_from_its_first_moment_to_its_last(day, inside):
    data = table("van_ban", {"issued_at": day})
    assert one(data, [within("issued_at", data, QUARTER)]) == [inside]


@pytest.mark.parametrize(("day", "inside"), [(DAY, True), ("2023-02-01", False), (None, False), (BAD, None)])
def test_a_date_that_is_not_the_sources_own_may_be_empty(day, inside):
    data = table("ho_so_tthc", {"received_at": "2020-01-01", "returned_at": day})
    assert one(data, [within("returned_at", data, YEAR)]) == [inside]


def test_a_target_takes_its_own_date_before_the_sources():
    rows = {"received_at": "2023-12-10", "returned_at": DAY}, {"received_at": DAY, "returned_at": None}
    data = table("ho_so_tthc", *rows)
    own = {"source": "ho_so_tthc", "success": {"identified": True}}
    assert one(data, population_of(target(**own), data, YEAR)) == [False, True]
    assert one(data, population_of(target(date="returned_at", **own), data, YEAR)) == [True, False]


def test_a_file_without_the_date_leaves_its_rows_unknown_and_no_others():
    rows = [{"file": n, "issued_at": day} for n, day in enumerate((DAY, None, "2023-02-01", None))]
    data = table("van_ban", *rows, files=["a", "b", "c", "d"], lost={"issued_at": frozenset({1, 3})})
    assert one(data, [within("issued_at", data, YEAR)]) == [True, None, False, None]


# Marks of secrecy, people on strength ------------------------------------------------------------------------------


def test_without_the_column_of_secrecy_nobody_knows_which_rows_were_secret():
    rows = [{"file": n, "issued_at": DAY} for n in (0, 1)]
    data = table("van_ban", *rows, files=["a", "b"], lost={"secrecy": frozenset({1})})
    assert answers(data, population_of(target(), data, YEAR)) == [[True, True], [True, None]]
    whole = table("van_ban", *rows, files=["a", "b"])
    assert answers(whole, population_of(target(), whole, YEAR)) == [[True], [True]]


def test_a_source_without_marks_of_secrecy_is_asked_for_none():
    data = table("dieu_hanh", {"date": DAY}, lost={"secrecy": frozenset({0})})
    made = target(source="dieu_hanh", success={"on_platform": True})
    assert answers(data, population_of(made, data, YEAR)) == [[True]]


@pytest.mark.parametrize(
    ("joined", "left", "answer"),
    [
        ("2020-01-01", None, [True, True]),
        ("2024-12-31 12:00", None, [True, True]),  # joined on the last day
        ("2025-01-01", None, [False, True]),
        (None, None, [None, True]),  # nobody knows whether such a person was there
        (BAD, None, [None, True]),
        ("2020-01-01", "2025-01-01", [True, True]),  # left the day after
        ("2020-01-01", "2024-12-31", [True, False]),  # who leaves on the last day has left
        ("2020-01-01", "2021-05-05", [True, False]),
        ("2020-01-01", BAD, [True, None]),
    ],
)
def test_on_strength_is_who_has_joined_by_the_last_day_and_not_left(joined, left, answer):
    data = table("can_bo", {"joined_at": joined, "left_at": left})
    made = target(source="can_bo", success={"is_female": True})
    assert answers(data, population_of(made, data, YEAR)) == [answer]


@pytest.mark.parametrize(("lacking", "answer"), [("joined_at", [None, True]), ("left_at", [True, None])])
def test_a_staff_list_without_a_day_leaves_unknown_who_was_there(lacking, answer):
    rows = [{"file": n, "joined_at": "2020-01-01"} for n in (0, 1)]
    data = table("can_bo", *rows, files=["a", "b"], lost={lacking: frozenset({1})})
    made = target(source="can_bo", success={"is_female": True})
    assert answers(data, population_of(made, data, YEAR)) == [[True, True], answer]


def test_only_people_are_on_strength():
    data = table("dich_vu_cong", {"service_id": "1"})
    assert population_of(target(source="dich_vu_cong", success={"eligible": True}), data, YEAR) == []


# What a target asks of its rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),  # of the cells Có, Không, an empty one, one that could not be read
    [
        (True, [True, False, False, None]),
        ("Có", [True, False, False, None]),
        (False, [False, True, True, None]),  # an empty yes/no cell means no
        ("không", [False, True, True, None]),
        ("present", [True, True, False, None]),
        ("absent", [False, False, True, None]),
        ([True, "absent"], [True, False, True, None]),
        ([True, False], [True, True, True, None]),
    ],
)
def test_a_yes_or_no_is_asked_for_in_every_way(asked, expected):
    rows = [{"signed": cell} for cell in ("true", "false", None, BAD)]
    data = table("van_ban", *rows)
    assert one(data, success_of(target(success={"signed": asked}), data, YEAR)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("online", [True, False, False, False]),
        ("Trực tuyến", [True, False, False, False]),
        (["postal", "Trực tiếp"], [False, True, True, False]),
        ("absent", [False, False, False, True]),
        (["online", "absent"], [True, False, False, True]),
    ],
)
def test_an_empty_cell_of_a_closed_list_is_no_value_of_it(asked, expected):
    rows = [{"channel": cell} for cell in ("online", "in_person", "postal", None)]
    data = table("ho_so_tthc", *rows)
    made = target(source="ho_so_tthc", success={"channel": asked})
    assert one(data, success_of(made, data, YEAR)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Tờ trình", [True, True, True, True, False, False, None]),
        ("tờ  TRÌNH\u00a0", [True, True, True, True, False, False, None]),
        ("To\u031b\u0300 tri\u0300nh", [True, True, True, True, False, False, None]),
        ("To trinh", [False, False, False, False, True, False, None]),  # accents count
        ("present", [True, True, True, True, True, False, None]),
        ("absent", [False, False, False, False, False, True, None]),
        (["to trinh", "absent"], [False, False, False, False, True, True, None]),
    ],
)
def test_free_text_is_the_same_in_any_case_and_with_any_blanks(asked, expected):
    cells = ("Tờ trình", "TỜ TRÌNH", "tờ  \t trình", "tờ\u00a0trình", "To trinh", None, BAD)
    data = table("van_ban", *({"loai": cell} for cell in cells), added=[Column("loai", "Loại văn bản")])
    assert one(data, success_of(target(success={"loai": asked}), data, YEAR)) == expected


def test_a_number_of_the_plan_is_looked_for_as_it_is_written():
    data = table("can_bo", *({"hang": cell} for cell in ("1", "1.0", "2")), added=[Column("hang", "Hạng")])
    asked = [target(source="can_bo", success={"hang": value}) for value in (1, [1, 2])]
    assert [one(data, success_of(each, data, YEAR)) for each in asked] == [[True, False, False], [True, False, True]]


@pytest.mark.parametrize(("asked", "expected"), [("present", [True, True, False]), ("absent", [False, False, True])])
def test_a_date_of_a_flow_is_there_whenever_it_is(asked, expected):
    rows = [{"received_at": DAY, "returned_at": cell} for cell in (DAY, "2031-01-01", None)]
    data = table("ho_so_tthc", *rows)
    made = target(source="ho_so_tthc", success={"returned_at": asked})
    assert one(data, success_of(made, data, YEAR)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [("present", [True, True, False, False, None]), ("absent", [False, False, True, True, None])]
)
def test_a_date_of_a_stock_after_the_period_is_none_yet(asked, expected):
    days = ("2019-01-01", "2024-12-31 23:59", "2025-01-01", None, BAD)
    data = table("du_lieu_mo", *({"published_at": day} for day in days))
    made = target(source="du_lieu_mo", success={"published_at": asked})
    assert one(data, success_of(made, data, YEAR)) == expected


def test_a_file_without_a_column_leaves_what_is_asked_of_it_unknown():
    rows = [{"file": n, "signed": "true", "electronic": "true"} for n in (0, 1)]
    data = table("van_ban", *rows, files=["a", "b"], lost={"signed": frozenset({1})})
    made = target(success={"signed": True, "electronic": True})
    assert answers(data, success_of(made, data, YEAR)) == [[True, True], [None, True]]


def test_what_is_known_of_training_is_asked_like_a_column():
    rows = [{"trained_basic": cell} for cell in ("true", "false", BAD)]
    data = table("can_bo", *rows)
    made = target(source="can_bo", success={"trained_basic": True})
    assert one(data, success_of(made, data, YEAR)) == [True, False, None]


def test_every_condition_of_a_part_is_asked_and_the_parts_are_kept_apart():
    rows = [{"issued_at": DAY, "electronic": e, "signed": s} for e in ("true", "false") for s in ("true", "false")]
    data = table("van_ban", *rows)
    made = target(population={"electronic": True}, success={"signed": True})
    assert answers(data, population_of(made, data, YEAR)) == [[True, True], [True, True], [True, False], [True, False]]
    assert one(data, success_of(made, data, YEAR)) == [True, False, True, False]


def test_a_target_without_a_condition_of_success_has_none():
    data = table("bao_cao_don_vi", {"target": "T"})
    assert success_of(target(source="bao_cao_don_vi"), data, YEAR) == []


def test_a_column_that_the_source_does_not_have_is_no_silent_no():
    data = table("van_ban", {"issued_at": DAY})
    with pytest.raises(KeyError, match="loai"):
        success_of(target().model_copy(update={"success": {"loai": ("x",)}}), data, YEAR)


# Comparisons, blocks within blocks ---------------------------------------------------------------------------------

MARCH = "2024-03-10"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"on_or_before": "due_at"}, [True, False, None, False, None, True]),
        ({"before": "due_at"}, [False, False, None, False, None, True]),
        ({"on_or_after": "due_at"}, [True, True, None, False, None, False]),
        ({"after": "due_at"}, [False, True, None, False, None, False]),
        ({"on_or_before": "2024-03-10"}, [True, False, True, False, None, True]),
        ({"within_days": 1, "of": "due_at"}, [True, True, None, False, None, True]),
        ({"within_days": 0, "of": "due_at"}, [True, False, None, False, None, True]),
        ({"after": "period_start", "before": "period_end"}, [True, True, True, False, None, True]),
        ({"after": "2024-03-10", "before": "2024-03-12"}, [False, True, False, False, None, False]),
    ],
)
def test_days_are_compared_without_their_hours(asked, expected):
    cells = [
        (f"{MARCH} 15:30", f"{MARCH} 08:00"),  # on the very day
        ("2024-03-11", MARCH),
        (MARCH, None),  # held against an empty cell
        (None, BAD),  # an empty cell fulfils nothing
        (BAD, MARCH),
        ("2024-03-01", MARCH),
    ]
    data = table("ho_so_tthc", *({"returned_at": one, "due_at": other} for one, other in cells))
    (found,) = [all_of(row) for row in [answers(data, success_of(compared("returned_at", asked), data, YEAR))]]
    assert found == expected


def compared(column, asked, **parts):
    return target(source=parts.pop("source", "ho_so_tthc"), success={column: asked}, **parts)


def all_of(rows):
    """Of each row: whether all of its answers hold; unknown where none fails and one is unknown."""
    return [False if False in row else None if None in row else True for row in rows]


def test_a_file_without_the_other_column_leaves_its_rows_unknown():
    rows = [
        {"file": n, "returned_at": day, "due_at": MARCH if n == 0 else None} for n in (0, 1) for day in (MARCH, None)
    ]
    data = table("ho_so_tthc", *rows, files=["a", "b"], lost={"due_at": frozenset({1})})
    assert one(data, success_of(compared("returned_at", {"on_or_before": "due_at"}), data, YEAR)) == [
        True,
        False,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),  # of the last day of the period, the day after, a day two years on, an empty cell
    [
        ({"on_or_before": "2030-01-01"}, [True, False, False, False]),  # not there yet
        ({"on_or_after": "2024-06-01"}, [True, False, False, False]),
        ({"after": "period_end"}, [False, True, True, False]),  # what looks beyond the end sees it as written
        ({"on_or_after": "2025-06-01"}, [False, False, True, False]),
        ({"within_days": 900, "of": "period_start"}, [True, False, False, False]),
    ],
)
def test_a_later_day_of_a_stock_is_none_yet_but_for_what_looks_beyond(asked, expected):
    days = ("2024-12-31 23:59", "2025-01-01", "2026-12-01", None)
    data = table("du_lieu_mo", *({"published_at": day} for day in days))
    assert one(data, success_of(compared("published_at", asked, source="du_lieu_mo"), data, YEAR)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),  # of (signed, electronic): yes and yes, yes and no, no and no, unread and yes, unread and no
    [
        ({"any_of": [{"signed": True}, {"electronic": True}]}, [True, True, False, True, None]),
        ({"any_of": [{"signed": True, "electronic": True}]}, [True, False, False, None, False]),
        ({"not": {"signed": True}}, [False, False, True, None, None]),
        ({"not": {"signed": True, "electronic": True}}, [False, True, True, None, True]),
        ({"not": {"any_of": [{"signed": True}, {"electronic": True}]}}, [False, False, True, False, None]),
        ({"any_of": [{"not": {"signed": True}}, {"electronic": True}]}, [True, False, True, True, None]),
    ],
)
def test_any_of_and_not_are_three_valued(asked, expected):
    cells = [("true", "true"), ("true", "false"), ("false", "false"), (BAD, "true"), (BAD, "false")]
    data = table("van_ban", *({"signed": signed, "electronic": e} for signed, e in cells))
    (condition,) = success_of(target(success=asked), data, YEAR)
    assert one(data, [condition]) == expected
    assert set(condition.columns) <= {"signed", "electronic"}


# What counting by patterns needs to know ---------------------------------------------------------------------------


def test_a_closed_list_is_told_from_all_else():
    data = table("ho_so_tthc", {"received_at": DAY})
    made = target(source="ho_so_tthc", success={"channel": "online", "returned_at": "present", "service_id": "D1"})
    assert [(p.column, p.is_closed) for p in success_of(made, data, YEAR)] == [
        ("channel", True),
        ("returned_at", False),
        ("service_id", False),
    ]


def test_where_every_cell_could_be_read_nothing_is_asked_twice():
    """``unknown`` is None where it always is known: the engine then has no second question to ask of every row."""
    sound = table("van_ban", {"issued_at": DAY, "signed": "true"})
    (condition,) = success_of(target(), sound, YEAR)
    assert (condition.unknown, condition.lost) == (None, None)
    unsound = table("van_ban", {"issued_at": DAY, "signed": BAD})
    (condition,) = success_of(target(), unsound, YEAR)
    assert condition.unknown is not None
    (place,) = population_of(target(), sound, YEAR)
    assert place.unknown is not None  # an empty day leaves it unknown


def test_each_condition_names_the_column_that_it_looks_at():
    data = table("van_ban", {"issued_at": DAY}, lost={"secrecy": frozenset({0})})
    made = target(population={"electronic": True}, success={"signed": True})
    assert [p.column for p in population_of(made, data, YEAR)] == ["issued_at", "secrecy", "electronic"]
    assert [p.column for p in success_of(made, data, YEAR)] == ["signed"]
    staff = table("can_bo", {"joined_at": DAY})
    made = target(source="can_bo", population={"is_leader": True}, success={"is_female": True})
    assert [p.column for p in population_of(made, staff, YEAR)] == ["joined_at", "left_at", "is_leader"]


def test_an_id_has_no_cell_that_could_not_be_read_but_its_column_may_be_lacking():
    rows = [{"file": n, "service_id": cell} for n, cell in enumerate(("D1", "D2", None))]
    made = target(source="dich_vu_cong", success={"service_id": "d1"})
    data = table("dich_vu_cong", *rows, files=["a", "b", "c"], sound=frozenset())
    assert one(data, success_of(made, data, YEAR)) == [True, False, False]
    data = table("dich_vu_cong", *rows, files=["a", "b", "c"], lost={"service_id": frozenset({2})})
    assert one(data, success_of(made, data, YEAR)) == [True, False, None]


def test_what_is_asked_of_a_column_is_told_by_the_values():
    data = table("can_bo", {"joined_at": DAY}, added=[Column("hang", "Hạng")])
    asked = [success_of(target(source="can_bo", success={"hang": v}), data, YEAR)[0].asked for v in (1, 1.0, "x", 1)]
    assert asked[0] == asked[3] and len(set(asked)) == 3


def test_two_questions_of_one_column_are_told_apart():
    data = table("can_bo", {"joined_at": "2020-01-01"}, added=[Column("hang", "Hạng")])
    made = target(source="can_bo", date="joined_at", success={"joined_at": "present", "left_at": "present"})
    asked = [(p.column, p.asked) for p in [*population_of(made, data, YEAR), *success_of(made, data, YEAR)]]
    assert len(set(asked)) == len(asked) == 5


# Days held against days ----------------------------------------------------------------------------------------------

# 2024: 27/4 is a Saturday that is worked; 30/4 and 1/5 are off, and so is 1/9, a Sunday that nobody works anyway.
_CALENDAR = Calendar((date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 1)), (date(2024, 4, 27),))


def _worked_within(days, *, of="received_at"):
    made = target(source="ho_so_tthc", success={"returned_at": {"within_working_days": days, "of": of}})
    return made.model_copy(update={"success": with_calendar(made.success, _CALENDAR)})


@pytest.mark.parametrize(
    ("received", "returned", "days", "holds"),
    [
        ("2024-04-26", "2024-04-29", 2, True),  # Saturday 27/4, Monday 29/4
        ("2024-04-26", "2024-04-30", 2, False),
        ("2024-04-29", "2024-05-03", 2, True),  # 2/5 and 3/5
        ("2024-04-29", "2024-05-04", 2, False),
        ("2024-04-28", "2024-05-02", 2, True),  # from a Sunday: 29/4 and 2/5
        ("2024-04-28", "2024-05-03", 2, False),
        ("2024-08-30", "2024-09-03", 2, True),  # a holiday on a Sunday takes no day away
        ("2024-08-30", "2024-09-04", 2, False),
        ("2024-04-01", "2024-04-15", 10, True),  # two whole weeks
        ("2024-04-01", "2024-04-16", 10, False),
        ("2024-04-26", "2024-04-25", 2, True),  # before it was received
        ("2024-04-26", "2024-04-26", 0, True),
        ("2024-04-26", "2024-04-27", 0, False),
        ("2024-04-26", None, 2, False),
        (None, "2024-04-26", 2, None),
        ("2024-04-26", BAD, 2, None),
        (BAD, "2024-04-26", 2, None),
    ],
)
def test_within_working_days_of_another_day(received, returned, days, holds):
    data = table("ho_so_tthc", {"received_at": received, "returned_at": returned})
    assert one(data, success_of(_worked_within(days), data, YEAR)) == [holds]


@pytest.mark.parametrize(("returned", "holds"), [("2024-01-03", True), ("2024-01-04", False), (None, False)])
def test_within_working_days_of_the_periods_first_day(returned, holds):
    data = table("ho_so_tthc", {"received_at": DAY, "returned_at": returned})  # 1/1/2024 is a Monday
    assert one(data, success_of(_worked_within(2, of="period_start"), data, YEAR)) == [holds]


@pytest.mark.parametrize(
    ("asked", "flow", "stock"),
    [
        ({"on_or_after": "2024-06-01"}, True, False),  # in a list that is a state, a day after the end is none yet
        ({"on_or_after": "2025-01-15"}, True, True),  # unless it is held against such a day
        ({"on_or_after": "2025-02-02"}, False, False),
        ({"on_or_before": "2025-03-01"}, True, False),
        ({"before": "2025-02-01"}, False, False),
    ],
)
def test_a_day_after_the_end_is_a_day_in_a_flow_and_none_in_a_stock(asked, flow, stock):
    late = "2025-02-01"
    of = table("ho_so_tthc", {"received_at": DAY, "returned_at": late})
    assert one(of, success_of(target(source="ho_so_tthc", success={"returned_at": asked}), of, YEAR)) == [flow]
    state = table("du_lieu_mo", {"dataset_id": "1", "published_at": late})
    assert one(state, success_of(target(source="du_lieu_mo", success={"published_at": asked}), state, YEAR)) == [stock]


def test_a_word_of_a_stock_is_there_whenever_it_is():
    data = table("du_lieu_mo", *({"dataset_id": "1", "required": cell} for cell in ("true", None, BAD)))
    made = target(source="du_lieu_mo", success={"required": "present"})
    assert one(data, success_of(made, data, YEAR)) == [True, False, None]


def test_a_cell_is_lost_where_it_could_not_be_read_or_its_file_lacks_the_column():
    rows = [{"file": 0, "signed": "true"}, {"file": 0, "signed": BAD}, {"file": 1}]
    data = table("van_ban", *rows, files=["a", "b"], lost={"signed": frozenset({1})})
    frame = nw.from_native(data.connection.table("van_ban")).sort("file", "row")
    picked = frame.select(lost("signed", data).alias("lost"), lost("electronic", data).alias("none"))
    found = picked.collect("pyarrow").to_native().to_pylist()
    assert [each["lost"] for each in found] == [False, True, True]
    whole = table("van_ban", {"signed": "true"})
    frame = nw.from_native(whole.connection.table("van_ban")).with_columns(known=lost("signed", whole))
    assert frame.collect("pyarrow").to_native().to_pylist()[0]["known"] is False
