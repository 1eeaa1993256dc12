"""Ids that join two files: what people and programs write of one id is one, and of two never is."""

from __future__ import annotations

import duckdb
import pytest

from toolkit.words.ids import IdIndex, id_key, id_key_sql, id_sign_sql

ALIKE = [
    [
        "CB-VP-001",
        "cb–vp–1",
        "CB VP 01",
        " CBVP1 ",
        "cb_vp_001",
        "CB\u00a0VP\u202f001",
        "ＣＢ－ＶＰ－００１",
        "ｃｂ＿ｖｐ　1",
    ],
    ["12", "12.0", "12,00", "0012", " 12", "１２", "１２．０", "０12"],
    ["TT-3", "tt 03", "TT3"],
    ["1-11", "1 – 11", "01-011"],
    ["Đ.1", "đ.1", "ð.1", "Đ . 1"],
    ["1/VP", "1 / VP", "1/ vp", "01/VP", "０１／ＶＰ"],
]
APART = [
    ("1-11", "11-1"),
    ("12", "120"),
    ("12.5", "125"),
    ("1.05", "1.5"),  # figures after a dot count
    ("Đ1", "D1"),
    ("CB-à", "CB-a"),
    ("1/2", "12"),
    ("CB1", "CB10"),
    ("１２", "21"),
    ("CB²", "CB2"),  # a raised figure is another sign
]


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda each: each[0])
def test_spellings_of_one_id_have_one_key(spellings):
    assert len({id_key(text) for text in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_ids_have_two_keys(one, other):
    assert id_key(one) != id_key(other)


def test_the_engine_reads_ids_as_this_module_does():
    texts = [text.strip() for each in [*ALIKE, *APART] for text in each] + ["", "-", "0", "00", "à", "Ⅳ.0"]
    with duckdb.connect(config={"threads": 1}) as connection:
        rows = connection.execute(
            f"SELECT {id_key_sql('text')}, {id_sign_sql('text')} FROM (SELECT unnest($1::VARCHAR[]) AS text)", [texts]
        ).fetchall()
    assert [key for key, _ in rows] == [id_key(text) for text in texts]
    # What is quickly told of an id tells no two spellings of it apart.
    signs = {}
    for key, sign in rows:
        assert signs.setdefault(key, sign) == sign
    assert len(set(signs.values())) > len(APART)


def test_an_id_written_exactly_as_in_the_list_goes_before_every_other_reading():
    index = IdIndex(["1", "2", "02", "TT-3", "tt 3"])
    assert [index.find(text) for text in ("1", "1.0", "001", "02", "2", "2.0", "TT-3", "TT3")] == [
        "1",
        "1",
        "1",
        "02",
        "2",
        None,  # 2 or 02
        "TT-3",
        None,
    ]
    assert [index.is_shared(text) for text in ("2.0", "2", "TT3", "1", "9")] == [True, False, True, False, False]
    assert index.meant("2.0") == {"2", "02"}
    assert (index.meant("9"), index.find("9")) == (frozenset(), None)


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_means_no_id(nothing):
    assert IdIndex(["", "1"]).find(nothing) is None


def test_a_list_that_names_an_id_twice_has_it_once():
    assert IdIndex(iter(["A", "A"])).find("a") == "A"
