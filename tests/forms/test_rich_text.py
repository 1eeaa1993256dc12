"""Numbers, dates and words in runs of several fonts, with readings above them: a form is read as people see it."""

from __future__ import annotations

import re
import zipfile

import pytest
from form_files import EVIDENCE, GOOD, ITEMS, REPORTED, TARGETS, collected, fill, form

from toolkit.commands.cli import main

_READING = '<rPh sb="0" eb="1"><t>9</t></rPh><phoneticPr fontId="1"/>'


def _runs(text: str) -> str:
    """A text of which every letter is a run of its own font, under a reading that is no part of it."""
    runs = (
        f'<r><rPr><b/><sz val="{10 + n}"/></rPr><t xml:space="preserve">{each}</t></r>' for n, each in enumerate(text)
    )
    return "".join(runs) + _READING


def rewritten(path, cells):
    """A filled form with ({sheet number: {cell: text}}) as inline texts in runs."""
    target = path.with_name("runs.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            part = source.read(name).decode("utf-8") if name.endswith(".xml") else source.read(name)
            for place, text in cells.get(name, {}).items():
                found = re.search(rf'<c r="{place}"([^>]*?)(/>|>.*?</c>)', part)
                style = re.search(r' s="\d+"', found[1])
                cell = f'<c r="{place}"{style[0] if style else ""} t="inlineStr"><is>{_runs(text)}</is></c>'
                part = part[: found.start()] + cell + part[found.end() :]
            package.writestr(name, part)
    return target


def _parts(path) -> dict[str, str]:
    """Sheet → the part of the package that holds it."""
    with zipfile.ZipFile(path) as package:
        book, rels = (package.read(name).decode("utf-8") for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    ends = {}
    for link in re.findall(r"<Relationship [^>]*>", rels):
        ends[re.search(r'Id="([^"]+)"', link)[1]] = re.search(r'Target="/?(?:xl/)?([^"]+)"', link)[1]
    named = re.findall(r'<sheet [^>]*?name="([^"]+)"[^>]*?r?:?id="([^"]+)"', book)
    return {name: f"xl/{ends[id]}" for name, id in named}


def test_a_form_in_runs_is_collected_as_one_without(here, capsys):
    plain = fill(form(here), {TARGETS: GOOD[TARGETS], ITEMS: GOOD[ITEMS]})
    parts = _parts(plain)
    runs = {
        parts[TARGETS]: {"H5": "45", "I5": "50", "J5": "đủ hồ sơ", "H6": "10,5", "H7": "0"},
        parts[ITEMS]: {"E5": "3,75", "F5": "Kế hoạch số 12/KH", "G5": "26/05/2025", "E6": "1,5"},
    }
    assert main(["collect", "2025", str(rewritten(plain, runs))]) == 0, capsys.readouterr().err
    assert collected(here, "bao_cao_don_vi") == REPORTED
    assert collected(here, "minh_chung") == EVIDENCE


@pytest.mark.parametrize("text", ["4²", "4 5", "٤"])
def test_a_number_that_is_none_in_runs_is_refused_with_its_cell(here, capsys, text):
    plain = fill(form(here), {TARGETS: GOOD[TARGETS]})
    code = main(["collect", "2025", str(rewritten(plain, {_parts(plain)[TARGETS]: {"H5": text}}))])
    told = capsys.readouterr()
    assert code == 3 and "[O-03]" in told.err + told.out
