"""The page for analysts, followed to the letter: an own indicator, an own period, an own picture and table."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import toolkit as tk
from toolkit.sample import shipped_data

PAGE = (Path(__file__).resolve().parents[2] / "docs/phan_tich.md").read_text(encoding="utf-8")


def blocks(language, under):
    """The blocks of a language under a heading of the page."""
    part = PAGE.split(f"\n## {under}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", part, re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample with what the page adds."""
    place = shutil.copytree(shipped_data(), tmp_path_factory.mktemp("analyst") / "data")
    target, rest = blocks("yaml", "Chỉ tiêu riêng, kỳ riêng")
    plan = place / "ke_hoach.yaml"
    text, line = plan.read_text(encoding="utf-8"), "\nsources: {}"
    assert text.count("\ncontents:\n") == text.count(line) == 1
    text = text.replace("\ncontents:\n", f"\n{target}contents:\n")
    before, _, after = text.partition(line)
    plan.write_text(f"{before}\n{rest}{after.partition(chr(10))[2]}", encoding="utf-8")
    (rows,) = blocks("csv", "Chỉ tiêu riêng, kỳ riêng")
    (place / "2024/phan_anh.csv").write_text(rows, encoding="utf-8")
    return place


def figure(evaluation, unit, target="CT10"):
    each = evaluation.indicator(unit, target)
    return each.numerator, each.denominator, each.state


def test_an_own_indicator_counts_as_the_page_says_and_the_years_before_have_none(folder):
    year = tk.evaluate("2024", data=folder)
    # PA1 after 3 days, PA3 after 5; PA2 after 10, PA4 never.
    assert (figure(year, "SO"), figure(year, "VP")) == ((2, 4, "ok"), (1, 2, "ok"))
    assert tk.evaluate("2023", data=folder).indicator("SO", "CT10").state == "not_assigned"
    assert tk.breakdown("2024", target="CT10", by="unit", data=folder).set_index("group")["missed"].to_dict() == {"VP": 1, "NCC": 1, "LDVL": 0}  # fmt: skip


def test_an_own_period_is_cut_from_the_files_of_the_year(folder):
    assert figure(tk.evaluate("2024-CD", data=folder), "SO") == (1, 2, "ok")  # PA3 and PA4
    assert figure(tk.evaluate("2024-Q3", data=folder), "SO") == (1, 2, "ok")


class Shown:
    """What a cell hands to the report."""

    def figure(self, ax, *, title, alt):
        self.alt = alt

    def table(self, frame, *, title):
        self.frame = frame


def test_the_own_picture_says_its_own_numbers_in_every_period():
    (code,) = blocks("python", "Đưa hình, bảng, lời của cơ quan vào báo cáo")
    for period, highest, lowest in (("2024", "2024-10, 85%", "2024-04, 66%"), ("2023", None, None)):
        report = Shown()
        exec(code, {"tk": tk, "bao_cao": report, "period": period, "data": shipped_data()})
        rates = report.frame["numerator"] / report.frame["denominator"]
        assert f"{rates.max():.0%}" in report.alt and f"{rates.min():.0%}" in report.alt
        assert highest is None or report.alt == f"Đường theo tháng: cao nhất {highest}; thấp nhất {lowest}."
