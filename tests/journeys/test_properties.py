"""Properties of a whole evaluation: more achieved never costs points, order never matters, totals are conserved."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from small import evaluated, plan

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
counts = st.tuples(st.integers(0, 6), st.integers(0, 6))  # signed, not signed
units = st.fixed_dictionaries(dict.fromkeys("ABC", counts))


def rows(found):
    return [
        f"{u}-{n},{u},01/02/2024,,{'Có' if n < signed else 'Không'}"
        for u, (signed, other) in found.items()
        for n in range(signed + other)
    ]


def run(lines):
    with tempfile.TemporaryDirectory() as folder:
        return evaluated(Path(folder), {"2024/van_ban.csv": HEAD + "\n".join(lines) + "\n"})


@settings(max_examples=15, deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_the_agency_is_the_sum(found, random):
    lines = rows(found)
    shuffled = random.sample(lines, len(lines))
    one, other = run(lines), run(shuffled)
    assert (one.indicators, one.scores) == (other.indicators, other.scores)
    agency = one.indicator("SO", "T1")
    assert (agency.numerator, agency.denominator) == (
        sum(s for s, _ in found.values()),
        sum(s + o for s, o in found.values()),
    )


@settings(max_examples=15, deadline=None)
@given(units)
def test_one_more_document_signed_never_lowers_the_score_or_the_rank(found):
    if not found["A"][1]:
        found["A"] = (found["A"][0], 1)
    better = {**found, "A": (found["A"][0] + 1, found["A"][1] - 1)}
    before, after = run(rows(found)), run(rows(better))
    assert after.score("A").score >= before.score("A").score
    assert after.score("A").rank <= before.score("A").rank
    assert [after.score(u).score for u in "BC"] == [before.score(u).score for u in "BC"]


UNIT_ROWS = ("A,Phòng A", "B,Phòng B", "C,Trung tâm C")
AWARDS = [
    {"id": "tt", "name": "Tập thể", "kind": "collective", "quota": 1},
    {
        "id": "cn",
        "name": "Cá nhân",
        "kind": "individual",
        "order": ["unit_score"],
        "quota": "50%",
        "priority": ["direct", "female"],
    },
]
STAFF = [f"s{n},{'ABC'[n % 3]},{'Có' if n % 2 else ''},{'Có' if n % 3 else ''},01/01/2020," for n in range(6)]
NOMINEES = [f"t{u},Tập thể,{u},,{u},tt,," for u in "ABC"] + [
    f"n{n},Cá nhân,{'ABC'[n % 3]},s{n},x,cn,," for n in range(6)
]


def everything(documents, *, units, staff, nominees):
    made = plan(awards=AWARDS)
    files = {
        **{
            f"2024/van_ban__{n}.csv": HEAD + "".join(f"{line}\n" for line in lines) for n, lines in enumerate(documents)
        },
        "2024/can_bo.csv": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n" + "\n".join(staff) + "\n",
        "2024/de_nghi.csv": "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
        + "\n".join(nominees)
        + "\n",
    }
    with tempfile.TemporaryDirectory() as folder:
        listed = "Mã đơn vị,Tên đơn vị\n" + "\n".join(units) + "\n"
        e = evaluated(Path(folder), files, plan=made, units=listed)
    return (
        {(i.unit, i.target): i for i in e.indicators},
        {s.unit: s for s in e.scores},
        {r.nominee.id: (r.eligible, r.reasons, r.rank, r.proposed, r.firmness) for r in e.awards},
        {(f.unit, f.target): f for f in e.follow_up},
    )


@settings(max_examples=10, deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_the_order_of_units_files_and_rows_changes_no_figure_rank_or_award(found, random):
    lines = rows(found)
    place = random.randint(0, len(lines))
    shuffled = random.sample(lines, len(lines))
    parts = {"units": UNIT_ROWS, "staff": STAFF, "nominees": NOMINEES}
    mixed = {name: random.sample(part, len(part)) for name, part in parts.items()}
    assert everything([lines], **parts) == everything([shuffled[place:], shuffled[:place]], **mixed)
