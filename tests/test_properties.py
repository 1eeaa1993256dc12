"""Properties of a whole evaluation: more achieved never costs points, order never matters, totals are conserved."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from small import evaluated

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
