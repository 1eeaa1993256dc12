"""What cannot be seen is one set: whatever reads a text or shows it leaves out the same signs."""

from __future__ import annotations

import sys
import unicodedata

import duckdb
import pytest
from small import evaluated

from toolkit.forms.book import plain as cell_of_form
from toolkit.report.plain import visible as shown_in_reports
from toolkit.words.errors import harmless as shown_in_messages
from toolkit.words.formatting import visible as read_from_files
from toolkit.words.unseen import UNSEEN, UNSEEN_IN_SQL

# Each of another kind; the four after the first stood in some sets and not in others.
SIGNS = "\u202e\u00ad\u061c\u206a\u206f\u2028\u200b\ufeff\x00\x1b\x9f\ufffe\U000e0041\u180e"


def engine(text):
    (found,) = duckdb.execute(f"SELECT regexp_replace($1, '{UNSEEN_IN_SQL}', '', 'g')", [text]).fetchone()
    return found


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_no_reader_and_no_renderer_lets_a_sign_through(sign):
    text = f"Phòng{sign} A"
    assert read_from_files(text) == shown_in_reports(text) == "Phòng A"
    assert sign not in cell_of_form(text)
    assert sign not in shown_in_messages(text)
    if sign != "\x00":
        assert engine(text) == "Phòng A"


def test_the_set_holds_every_sign_of_direction_and_nothing_that_people_see():
    every = [chr(n) for n in range(sys.maxunicode + 1)]
    of_direction = [
        c
        for c in every
        if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    ]
    assert len(of_direction) == 9 and all(UNSEEN.fullmatch(c) for c in of_direction)
    left_out = [c for c in every if UNSEEN.fullmatch(c)]
    assert {unicodedata.category(c) for c in left_out} <= {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
    assert not set("\t\n\r \u00a0") & set(left_out)


def test_the_engine_and_python_leave_out_the_same():
    for number in (*range(1, 0xD800), *range(0xE000, 0x10000), 0xE0001, 0xE007F, 0xE0080, 0x1F600):
        sign = chr(number)
        if UNSEEN.fullmatch(sign):
            assert engine(f"a{sign}b") == "ab", hex(number)
    seen = "".join(chr(n) for n in range(1, 0x3000) if not UNSEEN.fullmatch(chr(n)))
    assert engine(seen) == seen


def test_a_unit_written_with_signs_nobody_sees_is_that_unit(tmp_path):
    rows = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n" + "".join(
        f"{n},A{sign},01/02/2024,,C{sign}ó\n" for n, sign in enumerate("\u00ad\u061c\u206a\u200b")
    )
    figure = evaluated(tmp_path, {"2024/van_ban.csv": rows}).indicator("A", "T1")
    assert (figure.state, figure.numerator, figure.denominator) == ("ok", 4, 4)
