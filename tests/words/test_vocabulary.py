"""The words that files, plan and code share: each names one thing, wherever it is looked up."""

from __future__ import annotations

import pytest

from toolkit.plan.standard import REPORTED, SOURCES
from toolkit.words.formatting import fold
from toolkit.words.vocabulary import (
    REMARK_HEADINGS,
    STATES,
    TRANSFER_LIST,
    UNIT_LIST,
    Column,
    Source,
)

CASES = {name for name, source in SOURCES.items() if source.is_counted}
EVERY = [*SOURCES.values(), UNIT_LIST, TRANSFER_LIST]
TYPES = {"id", "unit", "text", "date", "yes_no", "figure", "choice"}


@pytest.mark.parametrize("source", EVERY, ids=lambda source: source.name)
class TestEachSource:
    def test_has_columns_that_nobody_takes_for_one_another(self, source):
        names = [column.name for column in source.columns + source.derived]
        headers = [fold(column.header) for column in source.columns]
        assert len(set(names)) == len(names) and len(set(headers)) == len(headers)
        assert all(headers)

    def test_has_columns_of_known_types_and_closed_lists_where_they_are_chosen_from(self, source):
        assert {column.type for column in source.columns} <= TYPES
        for column in source.columns + source.derived:
            assert bool(column.values) == (column.type in ("yes_no", "choice")), column.name

    def test_has_no_word_of_a_closed_list_that_means_two_values(self, source):
        for column in source.columns:
            words = [fold(word) for value, words in column.values.items() for word in {value, *words}]
            assert len(set(words)) == len(words), column.name

    def test_has_the_columns_that_it_names_elsewhere(self, source):
        for name in (*source.key, *([source.date] if source.date else [])):
            assert source.column(name) is not None, name
        assert not source.date or source.column(source.date).type == "date"


def test_a_column_is_found_by_its_name_derived_ones_too():
    staff = SOURCES["can_bo"]
    assert staff.column("is_female").header == "Nữ"
    assert staff.column("trained_basic").type == "yes_no"
    assert staff.column("Nữ") is None


def test_a_row_needs_its_ids_and_its_unit():
    assert SOURCES["ho_so_tthc"].required == ("dossier_id", "unit")
    assert SOURCES["tap_huan"].required == ("staff_id",)
    assert SOURCES[REPORTED].required == ("unit", "target")
    assert TRANSFER_LIST.required == ("from_unit", "to_unit")


def test_a_column_is_a_text_and_a_source_is_a_stock_unless_said_otherwise():
    plain = Source("x", "X", (Column("a", "A"),))
    assert (plain.columns[0].type, plain.columns[0].values) == ("text", {})
    assert (plain.key, plain.date, plain.derived, plain.required) == ((), "", (), ())


def test_stocks_have_no_date_that_places_a_row():
    assert {name for name in CASES if not SOURCES[name].date} == {"dich_vu_cong", "du_lieu_mo", "can_bo"}


def test_a_target_counts_the_sources_whose_rows_are_cases_all_of_which_name_their_unit():
    assert set(SOURCES) > CASES and REPORTED not in CASES
    assert all("unit" in SOURCES[name].required for name in CASES)


def test_every_list_that_marks_secrets_is_a_list_of_documents():
    marking = {name for name, source in SOURCES.items() if source.column("secrecy")}
    assert marking == {"ho_so_cong_viec", "van_ban"} and marking <= {
        name for name, each in SOURCES.items() if each.duties.documents
    } <= CASES | {"van_ban_chi_dao"}


def test_each_state_has_words_of_its_own():
    assert len(set(STATES.values())) == len(STATES) == 6
    assert STATES["missing"] != STATES["no_cases"] != STATES["not_assigned"]


def test_a_heading_of_the_remarks_leads_to_one_part():
    headings = [fold(each) for named in REMARK_HEADINGS.values() for each in named]
    assert len(set(headings)) == len(headings)


def test_the_words_cannot_be_changed_by_who_reads_them():
    for words in (SOURCES, STATES, REMARK_HEADINGS, SOURCES["van_ban"].column("signed").values):
        with pytest.raises(TypeError):
            words["x"] = "y"
