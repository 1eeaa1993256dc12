"""Markdown that was pasted: what its writer saw arrives."""

from __future__ import annotations

import pytest

from toolkit.evaluation.pasted import pictures_in, tidied

PASTED = {
    "bullets of Word": ("Gồm:\n•\tmột\n–\thai\n\uf0b7 ba\no\tbốn", "Gồm:\n\n- một\n- hai\n- ba\n- bốn"),
    "letters": ("a) Một\nb) Hai\nđ) Ba", "a) Một\n\nb) Hai\n\nđ) Ba"),
    "numbers of levels": ("1.1. Một\n1.2. Hai", "1.1. Một\n\n1.2. Hai"),
    "numbers that leave one out": ("1. a\n3. b", "1. a\n\n3\\. b"),
    "numbers that Markdown counts": ("1. a\n1. b\n1. c", "1. a\n1. b\n1. c"),
    "paragraphs on lines of their own": ("Đoạn một.\nĐoạn hai:", "Đoạn một.\n\nĐoạn hai:"),
    "a paragraph broken into lines": ("Một dòng dài\nngắt ra.", "Một dòng dài\nngắt ra."),
    "a paragraph after an item": ("- một.\nĐoạn sau", "- một.\n\nĐoạn sau"),
    "an item broken into lines": ("- một\n  hai", "- một\n  hai"),
    "nested items": ("1. a\n   - b", "1. a\n\n   - b"),
    "a line that ends hard": ("Một  \nHai", "Một\n\nHai"),
    "an indent of Word": ("\tĐoạn thụt đầu dòng", "Đoạn thụt đầu dòng"),
    "cells with tabs between": ("Lớp\tSố\nA\t12", "| Lớp | Số |\n|---|---|\n| A | 12 |"),
    "a sentence with a tab": ("Một\thai", "Một hai"),
    "a table of bars": ("| a |\n|---|\n| - x |", "| a |\n|---|\n| - x |"),
    "a table of HTML": (
        "<table><tr><th>a|b</th><th>c</th></tr><tr><td><p>1</p></td></tr></table>",
        "| a\\|b | c |\n|---|---|\n| 1 |  |",
    ),
    "tags, entities, remarks of Word": (
        '<!--[if gte mso 9]><xml>x</xml><![endif]--><p class="MsoNormal">a&nbsp;<b>b</b> &lt; c<o:p></o:p></p>',
        "a **b** \\< c",
    ),
    "what only looks like a tag": ("5 <6 và a<b>c", "5 <6 và a**c"),
    "code": ("```\n• x\n\na) y\n```", "```\n• x\n\na) y\n```"),
    "pictures": ("![](a.png)\n\nXong.\n\n[image1]: <data:image/png;base64,AAAA>", "Xong."),
    "spans of converters": ("[gạch chân]{.underline} thường", "gạch chân thường"),
}


@pytest.mark.parametrize(("text", "markdown"), PASTED.values(), ids=PASTED)
def test_what_was_pasted_becomes_what_was_seen(text, markdown):
    assert tidied(text) == markdown
    assert tidied(markdown) == markdown


def test_pictures_are_named_by_their_file_or_by_what_is_said_of_them():
    line = '![](media/image1.png) ![Biểu đồ][image2] <img alt="x" src="b.jpg"> ![](data:image/png;base64,AA)'
    assert pictures_in(line) == ["media/image1.png", "Biểu đồ", "x", "không có tên"]
