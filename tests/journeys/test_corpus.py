"""Every bad or odd delivery of the corpus gets its right reaction, and no figure is silently wrong."""

from __future__ import annotations

import pytest
from corpus import CASES, react
from corpus.run import clean


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_delivery_gets_its_right_reaction(case):
    assert react(case) == []


def test_the_corpus_has_at_least_150_cases():
    assert len(CASES) >= 150


def test_the_clean_figures_are_those_counted_by_hand():
    # 24 documents, 2 for each unit; one of BTXH is secret; TTBT and CSCN each have one that is neither electronic nor signed
    found = clean("van_ban")
    assert {unit: (n, d) for (unit, _), (_, n, d) in found.items()} == {
        **dict.fromkeys(("VP", "TTRA", "KHTC", "LDVL", "GDNN", "NCC", "PCTN", "DVVL", "DDNCC"), (2, 2)),
        "BTXH": (1, 1),
        "TTBT": (1, 2),
        "CSCN": (1, 2),
        "SO": (21, 23),
    }
    # as the units report: the sum of numerators over the sum of denominators
    assert clean("bao_cao_don_vi")["SO", "CT7"][1:] == (285, 294)
