"""The public edition of a result: the same figures, and nobody in it."""

from __future__ import annotations

import pytest
from canaries import NAMES, STRANGERS, canary_folder

from toolkit.evaluation.editions import edition_of, is_of_people
from toolkit.evaluation.frames import EDITION_TABLES, edition_files
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.words.people import HIDDEN_PERSON


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = canary_folder(tmp_path_factory.mktemp("editions"))
    return Workspace.open(folder).evaluate(parse_period("2024"))


def test_no_figure_of_the_public_edition_is_another(whole):
    public = whole.public
    assert public.indicators == whole.indicators
    assert public.scores == whole.scores
    assert [(e.nominee.award, e.nominee.unit, e.rank, e.proposed) for e in public.awards] == [
        (e.nominee.award, e.nominee.unit, e.rank, e.proposed) for e in whole.awards
    ]
    assert [(each.gap, each.uncounted) for each in public.follow_up] == [
        (each.gap, each.uncounted) for each in whole.follow_up
    ]


def test_nobody_is_in_the_public_edition(whole):
    public = whole.public
    assert public.hides_people and public.public is public
    assert {(e.nominee.name, e.nominee.staff_id, e.nominee.vote, e.reasons) for e in public.awards} == {
        ("", "", None, ())
    }
    assert public.item("A", "ND1").reason == HIDDEN_PERSON
    assert public.item("A", "ND2").reason == "thiếu báo cáo quý"
    (piece,) = public.evidence_of("A", "ND1")
    assert (piece.text, piece.id, piece.document, piece.link) == (HIDDEN_PERSON,) * 4
    assert NAMES[0] not in repr(public) and public.people.names == frozenset()
    assert STRANGERS["remark"] in whole.remarks["models"]
    assert public.remarks["models"].count(HIDDEN_PERSON) == 1


def test_cases_that_are_people_have_no_code_and_others_keep_theirs(whole):
    assert (is_of_people(whole.plan, "T2"), is_of_people(whole.plan, "T1")) == (True, False)
    ids = {(e.unit, e.target): e.case_ids for e in whole.public.follow_up}
    assert ids["A", "T2"] == ()
    assert len(ids["A", "T1"]) == 5  # ten documents, five of them signed


def test_an_edition_is_chosen_for_a_period_and_those_before_it(whole):
    assert edition_of(whole, [whole], internal=True) == (whole, (whole,))
    assert edition_of(whole, [whole], internal=False) == (whole.public, (whole.public,))


def test_tables_of_both_editions(whole):
    files = edition_files(whole)
    assert set(files) == set(EDITION_TABLES)
    assert "awards.csv" not in files
    assert b"NV-A-702" in files["noi_bo/followup.csv"] and b"NV-A-702" not in files["followup.csv"]
    assert files["items.csv"] != files["noi_bo/items.csv"]
