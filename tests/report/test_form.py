"""The form of the official page where a notebook shows the parts of a report: there once, of the parts alone, not in the page twice."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small import documents, write_folder

import toolkit as tk
from toolkit.publishing.publish import publish
from toolkit.report.form import form, without_form

OPENS = '<style class="thidua-form">'


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "data", {"2024/van_ban.csv": documents("2024", A=(5, 10), B=(9, 10))})


def shown(section):
    data, _ = section._repr_mimebundle_()
    return data["text/html"]


def test_the_part_that_is_shown_first_brings_the_form_and_so_when_it_is_shown_again(folder):
    report = tk.interim_report(tk.evaluate("2024", data=folder))
    first, second, *_ = report.sections
    assert [shown(each).startswith(OPENS) for each in (second, first, second)] == [True, False, True]
    assert report._repr_html_().count(OPENS) == 1
    assert without_form(shown(second)) == shown(second).partition("</style>\n")[2]
    assert without_form("<p></p>") == "<p></p>"


def test_the_form_says_nothing_of_the_rest_of_a_notebook(folder):
    sheet = form().removeprefix(OPENS).partition("</style>")[0]
    name, _, rules = sheet.partition(" { ")
    assert name == "section.part.part"
    depth, ends = 1, []
    for place, letter in enumerate(rules):
        depth += (letter == "{") - (letter == "}")
        ends += [place] if depth == 0 else []
    assert ends == [len(rules) - 1]  # every rule stands within that of the parts
    assert not {"@page", "body {", "html {", ":root"} & {
        word for word in ("@page", "body {", "html {", ":root") if word in sheet
    }
    assert "&.appendix > h2" in sheet and "{ .appendix" not in sheet


def test_the_official_page_is_the_same_with_it_and_the_notebook_has_it(folder):
    made = publish("so_ket", parameters={"period": "2024", "data": "data", "out": "o"}, folder=folder.parent)
    assert made.notebook.decode("utf-8").count("thidua-form") == 1
    assert b"thidua-form" not in made.html
    assert made.html.count(b"<style") == 1


@pytest.mark.browser
def test_plain_nbconvert_and_the_official_page_look_alike(folder, browser, tmp_path):
    made = publish("so_ket", parameters={"period": "2024", "data": "data", "out": "o"}, folder=folder.parent)
    (tmp_path / "x.ipynb").write_bytes(made.notebook)
    (tmp_path / "official.html").write_bytes(made.html)
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "x.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    looks = """() => Object.fromEntries(["h1", "h2", "p:not([class])", "caption", "tbody td", "tbody th", "thead th", ".country", ".bad"]
      .map(name => [name, document.querySelector("section.part " + name)]).filter(([, e]) => e)
      .map(([name, e]) => { const s = getComputedStyle(e); return [name, [s.fontFamily, s.fontSize, s.fontWeight, s.textAlign,
        s.textIndent, s.color, s.padding, s.borderTopWidth, s.lineHeight].join()]; }))"""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    found = []
    for name in ("official", "x"):
        page.goto((tmp_path / f"{name}.html").as_uri(), wait_until="domcontentloaded")
        found.append(page.evaluate(looks))
    page.close()
    assert len(found[0]) >= 8
    assert found[0] == found[1]
