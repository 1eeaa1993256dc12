"""What somebody may have meant who mistyped a word: asked, never taken."""

from __future__ import annotations

import pytest

from toolkit.words.nearest import nearest

KNOWN = ("check", "evaluate", "report", "publish")


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("reprot", " Có phải 'report'?"),
        ("chek", " Có phải 'check'?"),
        ("evalute", " Có phải 'evaluate'?"),
        ("check", " Có phải 'check'?"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_asked_for(word, question):
    assert nearest(word, KNOWN) == question


def test_of_several_near_words_only_the_nearest_is_named():
    assert nearest("2024-H", ["2024-H1x", "2024-H1", "2023-H1"]) == " Có phải '2024-H1'?"


def test_where_nothing_is_known_nothing_is_asked():
    assert nearest("report", []) == ""
    assert nearest("repor", iter(KNOWN)) == " Có phải 'report'?"
