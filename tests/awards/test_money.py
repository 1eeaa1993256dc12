"""The money of an award: so many base salaries, both by the law of the day."""

from __future__ import annotations

from datetime import date

from small import plan, write_folder

from toolkit.awards.money import Prize, prize_of
from toolkit.plan import load_plan

AWARD = {
    "id": "gk",
    "name": "Giấy khen",
    "kind": "individual",
    "money": [{"from": "2024-01-01", "to": "2025-06-30", "times": 0.3, "text": "Nghị định A"}],
}
SALARY = [
    {"from": "2023-07-01", "to": "2024-06-30", "amount": 1800000, "text": "Nghị định B"},
    {"from": "2024-07-01", "amount": 2340000, "text": "Nghị định C"},
]


def test_the_money_is_that_of_the_day_and_none_is_taken_from_another(tmp_path):
    made = load_plan(
        write_folder(tmp_path, {}, plan=plan(movement={"base_salary": SALARY}, awards=[AWARD])) / "ke_hoach.yaml"
    )
    (award,) = made.awards
    assert prize_of(made, award, date(2024, 6, 30)).amount == 540_000  # 0,3 × 1.800.000
    of_2024 = prize_of(made, award, date(2024, 12, 31))
    assert (of_2024.amount, of_2024.texts) == (702_000, ("Nghị định A", "Nghị định C"))  # 0,3 × 2.340.000
    assert prize_of(made, award, date(2025, 12, 31)) == Prize(texts=("Nghị định C",))
    assert prize_of(made, award, date(2023, 12, 31)) == Prize(texts=("Nghị định B",))
