"""Several periods in one tidy table: types, order, states without numbers."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from small import documents, evaluated

import toolkit as tk


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """B, among files of units, has sent nothing in 2024."""
    root = tmp_path_factory.mktemp("panel")
    files = {"2023/van_ban.csv": documents("2023", A=(1, 3), B=(0, 1), C=(1, 1))}
    files |= {f"2024/van_ban__{unit}.csv": documents("2024", **{unit: (1, 2)}) for unit in "AC"}
    evaluated(root, files)
    return root


def test_a_row_for_each_period_unit_and_target_with_real_types(folder):
    found = tk.panel("2024", data=folder)
    assert found[["period", "unit"]].astype(str).apply(tuple, axis=1).tolist() == [
        (year, unit) for year in ("2023", "2024") for unit in ("SO", "A", "B", "C")
    ]
    assert list(found.columns) == ["period", "unit", "target", "numerator", "denominator", "value", "goal", "met", "state"]  # fmt: skip
    assert [str(found[name].dtype) for name in ("period", "value", "met")] == ["category", "float64", "boolean"]
    assert found["unit"].cat.ordered
    assert found["goal"].unique().tolist() == [0.8]


def test_a_state_without_a_figure_has_no_numbers_and_a_part_is_not_judged(folder):
    found = tk.panel("2024", data=folder).set_index(["period", "unit"])
    missing, part = found.loc[("2024", "B")], found.loc[("2024", "SO")]
    assert (missing["state"], pd.isna(missing["value"]), pd.isna(missing["met"])) == ("missing", True, True)
    assert (part["state"], part["value"], pd.isna(part["met"])) == ("partial", 0.5, True)


def test_exact_numbers_are_fractions_and_several_periods_stand_each_in_its_own_structure(folder):
    found = tk.panel(["2023", "2024"], data=folder, exact=True)
    whole = found[(found["period"] == "2023") & (found["unit"] == "SO")].iloc[0]
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (2, 5, Fraction(2, 5))
    assert found.pivot(index="unit", columns="period", values="state").loc["B"].tolist() == ["ok", "missing"]
