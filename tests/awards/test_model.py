"""Awards as values: a vote counts over all members, and no text tells of people."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.awards.model import AwardResult, Nominee, Vote


@pytest.mark.parametrize(
    ("vote", "share"), [((9, 8, 1), "8/9"), ((10, 9, 0), "9/10"), ((9, 0, 9), "0"), ((1, 1, 0), "1")]
)
def test_the_share_of_a_vote_is_of_all_members_present_or_not(vote, share):
    assert Vote(*vote).share == Fraction(share)


def test_the_text_of_a_result_tells_no_reason():
    each = AwardResult(
        Nominee("N1", "individual", "A", "cn", name="Lan"), False, ("đang bị xem xét kỷ luật",), None, "no"
    )
    assert "Lan" not in repr(each)
    assert "kỷ luật" not in repr(each)
