"""Random input for each reader: none may raise anything but a refusal, and none may take long.

The suite runs a few examples; ``tests/benchmarks/fuzz_readers.py`` runs as many as one likes.
"""

from __future__ import annotations

import atexit
import functools
import json
import tempfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import duckdb
from hypothesis import strategies as st
from small import PLAN

from toolkit.plan import Plan, load_plan
from toolkit.plan.standard import SOURCES
from toolkit.sources import number_fault, parse_numbers
from toolkit.sources.charset import decoded, legacy_name
from toolkit.sources.layout import find_layout
from toolkit.sources.reading import read_table
from toolkit.sources.tables import Refused, Wanted
from toolkit.sources.unit_list import read_day
from toolkit.sources.values import reason_sql, text_sql, value_sql
from toolkit.units.model import Unit, UnitNames, spelling
from toolkit.words.errors import ToolkitError

SOURCE = SOURCES["van_ban"]
WANTED = Wanted.of(SOURCE, name="van_ban.csv")
HEADERS = [column.header for column in SOURCE.columns]
NAMES = UnitNames([Unit("A", "Phòng Hòa giải", aliases=("P.HG",)), Unit("B-1", "Trung tâm Điều hòa – Khoẻ")])

odd = st.sampled_from(list("0123456789.,-/%: +eEATZ#()=\u00a0\u200b\u202f\u0410ÐĐđáạỡ\u0301\x00\x1b\n\r\t\"';|１٣²"))
texts = st.one_of(st.text(odd, max_size=24), st.text(max_size=24))
cells = st.one_of(texts, st.sampled_from([*HEADERS, "Tổng cộng", "I", "Người lập biểu", "A", "1/1/2024", "", "Có"]))
rows = st.lists(st.lists(cells, max_size=8), max_size=12)
_PLAN = json.dumps(PLAN, ensure_ascii=False, indent=1).splitlines()
# The lines of a plan, some of them left out, doubled or replaced.
lines = st.lists(st.integers(0, len(_PLAN) - 1), max_size=6).flatmap(
    lambda places: st.lists(texts, min_size=len(places), max_size=len(places)).map(
        lambda found: [dict(zip(places, found)).get(n, line) for n, line in enumerate(_PLAN)]
    )
)


def number(found: list[str]) -> None:
    """The number reader: exact fractions or None, and words for what is none."""
    for whole in (False, True):
        numbers = parse_numbers(found, whole=whole, files=[n % 2 for n in range(len(found))])
        assert len(numbers) == len(found)
        assert all(n is None or isinstance(n, Fraction) for n in numbers)
    assert all(part for text in found for part in number_fault(text))


@functools.cache
def _engine() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    atexit.register(_engine.cache_clear)
    return connection


def day(found: list[str]) -> None:
    """The date reader: a day of this age or none; what is none has a reason, and day first is never month first."""
    column = SOURCE.column("issued_at")
    clean = [text.replace("\x00", "") for text in found]
    select = f"SELECT t, v, {reason_sql(column, 't', 'v')} FROM (SELECT t, {value_sql(column, 't')} AS v FROM (SELECT {text_sql('x', unseen=True)} AS t FROM (SELECT unnest(?::VARCHAR[]) AS x)))"
    for text, value, reason in _engine().execute(select, [clean]).fetchall():
        assert value is None or (isinstance(value, datetime) and 1800 <= value.year <= 2199)
        assert (value is None and text is not None) == (reason > 2)
    for text in found:
        read_day(text)


def unit(found: list[str]) -> None:
    """The unit reader: the same unit for the same spelling, whatever the text."""
    for text in found:
        assert spelling(spelling(text)) == spelling(text)
        assert NAMES.find(text) in (None, "A", "B-1")
        near = NAMES.nearest(text)
        assert near is None or near.id in ("A", "B-1")


def header(found: list[list[str]]) -> None:
    """The header reader: every required column once, or a refusal with a remedy."""
    findings = None
    try:
        layout = find_layout(found, WANTED)
    except Refused as refused:
        findings = refused.findings
    if findings is None:
        assert {"document_id", "unit"} <= set(layout.columns)
    else:
        assert findings and all(finding.remedy for finding in findings)


def delivery(content: bytes) -> None:
    """The CSV reader as a whole: a table or a refusal."""
    text, name = decoded(content)
    assert name or not text
    legacy_name(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "van_ban.csv"
        path.write_bytes(content)
        for how in ({}, {"scratch": Path(folder), "by_row": True}):
            findings = ()
            try:
                read_table(path, WANTED, **how)
            except Refused as refused:
                findings = refused.findings
            assert all(finding.line().count("Cách sửa: ") == 1 for finding in findings)


def plan(found: list[str]) -> None:
    """The plan loader: a plan, or a refusal that names the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke_hoach.yaml"
        path.write_text("\n".join(found), encoding="utf-8", errors="surrogatepass", newline="")
        try:
            result = load_plan(path)
        except ToolkitError as refusal:
            result = str(refusal)
        assert isinstance(result, Plan) or "ke_hoach.yaml" in result


READERS = {
    "number": (number, st.lists(texts, max_size=8)),
    "day": (day, st.lists(texts, max_size=8)),
    "unit": (unit, st.lists(texts, max_size=4)),
    "header": (header, rows),
    "delivery": (
        delivery,
        st.one_of(
            st.binary(max_size=200),
            st.builds(
                lambda found: "\n".join(",".join(row) for row in [HEADERS, *found]).encode("utf-8", "replace"), rows
            ),
        ),
    ),
    "plan": (plan, st.one_of(lines, st.lists(texts, max_size=8))),
}
