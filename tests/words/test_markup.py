"""Small tables for notebooks: whatever a file says, a browser shows it and runs nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.words.formatting import visible
from toolkit.words.markup import escaped, table_html


class Read(HTMLParser):
    """The tags and the texts of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, *attrs))

    def handle_data(self, data):
        self.texts.append(data)


def test_signs_of_html_are_shown_as_they_are():
    assert escaped("<b a=\"1\" b='2'>&") == "&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;"
    assert escaped("A\u200b\u202eB") == "AB"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=30))
def test_a_browser_reads_back_what_was_written(text):
    read = Read(escaped(text))
    assert (read.tags, "".join(read.texts)) == ([], visible(text))


def test_a_table_heads_its_columns_and_its_rows():
    shown = table_html("Tên <x>", ("Mã", "Giá trị"), iter([("A", "1"), ("B", "<2>")]), note="Ghi & chú")
    assert shown == (
        "<table><caption>Tên &lt;x&gt;</caption>"
        '<thead><tr><th scope="col">Mã</th><th scope="col">Giá trị</th></tr></thead>'
        '<tbody><tr><th scope="row">A</th><td>1</td></tr><tr><th scope="row">B</th><td>&lt;2&gt;</td></tr></tbody>'
        "</table><p>Ghi &amp; chú</p>"
    )


def test_a_table_without_rows_says_so_across_all_columns():
    shown = table_html("x", ("a", "b", "c"), [])
    assert '<tbody><tr><td colspan="3">Không có.</td></tr></tbody></table>' in shown
    assert not shown.endswith("</p>")
