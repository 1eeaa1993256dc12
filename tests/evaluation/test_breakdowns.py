"""A figure by groups: sums worked out by hand, states kept, what cannot be divided refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sample_folder import sample_workspace
from small import evaluated, plan

import toolkit as tk
from toolkit.evaluation.breakdowns import breakdown
from toolkit.periods import parse_period
from toolkit.words.errors import UsageError

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
ROWS = (
    "1,A,01/02/2024,,Có,Có\n2,A,05/02/2024,,Có,Không\n3,A,01/03/2024,,Không,Không\n"
    "4,B,02/03/2024,,Không,Có\n5,B,03/03/2024,,Có,Có\n6,C,01/04/2024,,?,Có\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("groups")
    made = plan()
    made["targets"][0]["success"] = {"electronic": True, "signed": True}
    evaluated(root, {"2024/van_ban.csv": HEAD + ROWS}, plan=made)
    return root


def rows(found):
    return [tuple(row) for row in found[["group", "state", "numerator", "denominator", "missed"]].itertuples(index=False)]  # fmt: skip


def test_a_group_is_the_ratio_of_its_sums_and_one_with_an_unread_row_has_none(folder):
    found = tk.breakdown("2024", target="T1", by="unit", data=folder, exact=True)
    assert rows(found) == [("A", "ok", 1, 3, 2), ("B", "ok", 1, 2, 1)]  # C is blocked: none of the agency's sum
    assert found["value"].tolist() == [Fraction(1, 3), Fraction(1, 2)]
    assert found["share"].tolist() == [Fraction(2, 3), Fraction(1, 3)]
    own = tk.breakdown("2024", target="T1", by="month", unit="C", data=folder, exact=True)
    assert rows(own) == [("2024-04", "blocked", None, None, None)]


def test_by_month_by_reason_and_by_a_column_by_either_name(folder):
    by_month = tk.breakdown("2024", target="T1", by="month", data=folder)
    assert rows(by_month) == [("2024-03", "ok", 1.0, 3.0, 2.0), ("2024-02", "ok", 1.0, 2.0, 1.0)]
    assert by_month["value"].dtype == float
    by_reason = tk.breakdown("2024", target="T1", by="reason", data=folder)
    assert dict(zip(by_reason["group"], by_reason["missed"])) == {"Ký số": 1, "Điện tử; Ký số": 1, "Điện tử": 1}
    named, titled = (tk.breakdown("2024", target="T1", by=by, data=folder) for by in ("signed", "Ký số"))
    assert rows(named) == rows(titled) == [("Không", "ok", 0.0, 2.0, 2.0), ("Có", "ok", 2.0, 3.0, 1.0)]


def test_what_cannot_be_divided_is_refused_with_what_can(folder, tmp_path):
    with pytest.raises(UsageError, match="Có phải 'month'.*unit, period, reason"):
        tk.breakdown("2024", target="T1", by="moth", data=folder)
    with pytest.raises(UsageError, match="trich_yeu"):
        tk.breakdown("2024", target="T1", by="trich_yeu", data=folder)
    made = plan()
    made["targets"] = [{"id": "T", "name": "T", "goal": 2, "points": 1, "source": "van_ban", "measure": {"distinct": "document_id"}}]  # fmt: skip
    evaluated(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=made)
    with pytest.raises(UsageError, match="không cộng từ từng dòng"):
        tk.breakdown("2024", target="T", by="unit", data=tmp_path)


def test_the_groups_of_a_figure_of_the_sample_make_it_up_whatever_they_are():
    workspace, period = sample_workspace(), parse_period("2024")
    whole = workspace.evaluate(period).indicator("SO", "CT4")
    found = workspace.trace(period, unit="SO", target="CT4")
    for by in ("unit", "month", "service_id", "channel"):
        groups = breakdown(found, by)
        assert (groups["numerator"].sum(), groups["denominator"].sum()) == (whole.numerator, whole.denominator), by
        assert groups["share"].sum() == 1
    assert breakdown(found, "reason")["missed"].sum() == whole.denominator - whole.numerator
