"""A table of a notebook: its rows stand only where they are seen, and its note with them."""

from __future__ import annotations

import pandas as pd

from toolkit.evaluation.table_frame import TableFrame, table_frame

ROWS = [["CB01", 90.5], ["CB02", 80.25]]


def test_its_text_says_how_large_it_is_and_holds_no_row():
    made = table_frame(ROWS, columns=["staff", "score"])
    assert repr(made) == "TableFrame(2 dòng, 2 cột: staff, score)"
    assert repr(table_frame(ROWS, columns=["staff", "score"], note="Kịch bản")) == (
        "TableFrame(Kịch bản; 2 dòng, 2 cột: staff, score)"
    )
    wide = table_frame([], columns=[f"cot_{n:03}" for n in range(100)])
    assert repr(wide).startswith("TableFrame(0 dòng, 100 cột: cot_000, cot_001")
    assert len(repr(wide)) < 250


def test_its_note_stands_with_the_rows_and_is_escaped():
    made = table_frame(ROWS, columns=["staff", "score"], note="a < b")
    assert str(made).splitlines()[0] == "a < b"
    assert "CB02" in str(made)
    assert made._repr_html_().startswith("<p>a &lt; b</p>")
    assert "CB02" in made._repr_html_()
    plain = table_frame(ROWS, columns=["staff", "score"])
    assert (str(plain), plain._repr_html_()) == (
        str(pd.DataFrame(ROWS, columns=["staff", "score"])),
        pd.DataFrame(ROWS, columns=["staff", "score"])._repr_html_(),
    )


def test_what_is_taken_of_it_is_such_a_table_with_the_note():
    made = table_frame(ROWS, columns=["staff", "score"], note="Kịch bản")
    some = made[made["score"] > 85]
    assert isinstance(some, TableFrame)
    assert repr(some) == "TableFrame(Kịch bản; 1 dòng, 2 cột: staff, score)"
