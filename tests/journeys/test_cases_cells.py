"""What the cells of a file mean, whatever program wrote the file: the data folders of ``tests/data/cases`` that are about it."""

from __future__ import annotations

import pytest
from case_runs import copied, run


def test_counts_that_are_whole_in_both_readings_are_refused(capsys, tmp_path):
    """ "9,000" of "12,000" is 9 of 12 or 9000 of 12000."""
    ran = run(capsys, tmp_path, copied(tmp_path, "17_counts_with_three_zeros"), "evaluate", "2025")
    assert ran.exit_code == 3
    assert (ran.count("A", "N"), ran.count("B", "N")) == ("blocked", "50/100")
    assert ran.indicator("SO", "N")["numerator"] not in ("9059", "9050", "59")
    assert [(row["code"], row["row"]) for row in ran.errors() if row["file"]] == [("O-03", "2")]


def test_points_in_time_of_nanoseconds_with_a_zone_are_read(capsys, tmp_path):
    ran = run(capsys, tmp_path, copied(tmp_path, "18_parquet_ns_utc"), "evaluate", "2025")
    assert (ran.exit_code, ran.errors()) == (0, [])
    assert (ran.count("A", "CT6"), ran.count("SO", "CT6")) == ("1/2", "1/2")


def test_the_last_nanosecond_of_a_year_is_in_the_year(capsys, tmp_path):
    ran = run(capsys, tmp_path, copied(tmp_path, "19_last_nanosecond"), "evaluate", "2025")
    assert (ran.exit_code, ran.table("findings.csv")) == (0, [])
    assert ran.count("A", "CT6") == "1/2"


def test_a_time_before_its_date_is_read(capsys, tmp_path):
    data = copied(tmp_path, "public/11_time_before_date", base="public/base")
    ran = run(capsys, tmp_path, data, "evaluate", "2024")
    assert (ran.exit_code, ran.errors(period="2024")) == (0, [])
    units = ("LDVL", "GDNN", "NCC", "BTXH", "PCTN", "DVVL", "SO")
    assert [ran.count(unit, "CT3", period="2024") for unit in units] == [
        "6/6",
        "1/3",
        "7/7",
        "9/9",
        "5/8",
        "14/14",
        "42/47",
    ]
    assert [ran.count(unit, "CT4", period="2024") for unit in units] == [
        "6/7",
        "2/5",
        "7/10",
        "9/11",
        "5/8",
        "9/14",
        "38/55",
    ]


@pytest.mark.parametrize("case", ["06_parquet_texts_without_mark", "07_parquet_sums"])
def test_appraisals_of_a_parquet_file_are_read_as_those_of_the_csv(case, capsys, tmp_path):
    """Texts without the mark that they are UTF-8; points that a program summed: 4.000000000000001 is 4."""
    base = run(capsys, tmp_path, copied(tmp_path / "base", "public/base"), "evaluate", "2024")
    expected = (base.out / "2024" / "items.csv").read_bytes()
    data = copied(tmp_path, f"public/{case}", base="public/base", without=("2024/tham_dinh.csv",))
    ran = run(capsys, tmp_path / case, data, "evaluate", "2024")
    assert (ran.exit_code, ran.errors(period="2024")) == (0, [])
    assert (ran.out / "2024" / "items.csv").read_bytes() == expected


def test_a_cell_of_which_the_reader_gives_nothing_is_not_empty(capsys, tmp_path):
    """Numbers with the format of a day that no calendar takes stand in rows 3 to 8; row 9 is empty."""
    data = copied(tmp_path, "public/01_date_cell_typed_number", base="public/base", without=("2024/ho_so_tthc.csv",))
    ran = run(capsys, tmp_path, data, "evaluate", "2024")
    assert ran.exit_code == 3
    named = {(row["code"], row["row"]) for row in ran.errors(period="2024") if row["column"] == "Ngày trả kết quả"}
    assert named == {("O-01", str(row)) for row in range(3, 9)}
    counts = {unit: ran.count(unit, "CT4", period="2024") for unit in ("LDVL", "GDNN", "NCC", "BTXH", "PCTN", "DVVL")}
    assert counts == {**dict.fromkeys(("LDVL", "GDNN", "BTXH", "PCTN"), "blocked"), "NCC": "7/10", "DVVL": "9/14"}
    units = ("LDVL", "GDNN", "NCC", "BTXH", "PCTN", "DVVL", "SO")
    assert [ran.count(unit, "CT3", period="2024") for unit in units] == [
        "6/6",
        "1/3",
        "7/7",
        "9/9",
        "5/8",
        "14/14",
        "42/47",
    ]


def test_a_cell_beyond_the_sheet_costs_its_file_and_nothing_else(capsys, tmp_path):
    """The reader of the values would give up the whole process."""
    data = copied(tmp_path, "public/05_cell_reference_out_of_range", base="public/base", without=("2024/van_ban.csv",))
    ran = run(capsys, tmp_path, data, "evaluate", "2024")
    assert ran.exit_code == 3
    found = [(row["code"], row["file"], row["row"]) for row in ran.errors(period="2024") if row["file"]]
    assert found == [("TEP-02", "2024/van_ban.xlsx", "3")]
    assert ran.count("VP", "CT7", period="2024") == "blocked"
    assert (ran.count("SO", "CT3", period="2024"), ran.count("SO", "CT4", period="2024")) == ("42/47", "38/55")
    assert "panicked" not in ran.screen
