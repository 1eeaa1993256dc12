"""A PDF on request: tagged, repeatable, and a refusal that helps where no browser is."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from browsing import CHROMIUM, need
from processes import command_of, linux, processes, wait_for

from toolkit.publishing import printing
from toolkit.publishing.printing import find_browser, pdf_bytes
from toolkit.words.errors import ToolkitError


@pytest.fixture(scope="module")
def page(sample_pages, tmp_path_factory):
    path = tmp_path_factory.mktemp("in ấn #1") / "báo cáo 100%.html"
    return shutil.copyfile(sample_pages / "2024-so_ket.html", path)


@pytest.fixture(scope="module")
def made(page):
    need(chromium=CHROMIUM, poppler_utils=shutil.which("pdfinfo"))
    return pdf_bytes(page)


def said(content, path, *options):
    """What poppler says of a PDF."""
    path.write_bytes(content)
    run = subprocess.run(["pdfinfo", *options, path], capture_output=True, text=True, encoding="utf-8", check=True)
    return run.stdout


@pytest.mark.browser
def test_a_pdf_is_tagged_a4_titled_and_tells_neither_time_nor_system(made, tmp_path):
    words = said(made, tmp_path / "x.pdf")
    assert "Tagged:          yes" in words
    assert "(A4)" in words
    assert "Báo cáo sơ kết phong trào thi đua" in words
    assert "Creator:         thidua\n" in words
    assert "Date" not in words
    assert "Linux" not in words


@pytest.mark.browser
def test_the_tags_tell_headings_tables_heads_captions_and_what_pictures_show(made, tmp_path):
    tags = [line.split()[0] for line in said(made, tmp_path / "x.pdf", "-struct").splitlines() if line.strip()]
    assert tags.count("H1") == 1
    assert all(
        tags.count(tag) >= least for tag, least in (("H2", 10), ("H3", 8), ("Table", 8), ("TH", 100), ("Caption", 10))
    )
    assert "Biểu đồ thanh các chỉ tiêu của toàn cơ quan. ".encode("utf-16-be").hex().upper().encode() in made


@pytest.mark.browser
def test_the_same_page_gives_the_same_pdf(page, made):
    assert pdf_bytes(page) == made


def test_without_a_browser_the_refusal_says_what_to_do(page, monkeypatch):
    monkeypatch.setattr(printing, "find_browser", lambda: None)
    with pytest.raises(ToolkitError, match=r"Chromium, Chrome hoặc Edge.*Cách sửa: cài .*Ctrl\+P"):
        pdf_bytes(page)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    "does", ["exit 0", "exit 1", 'for a; do case "$a" in --print-to-pdf=*) echo "%PDF-half" > "${a#*=}";; esac; done']
)
def test_a_browser_that_makes_no_whole_pdf_is_a_refusal(page, tmp_path, monkeypatch, does):
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setattr(printing, "find_browser", lambda: program)
    with pytest.raises(ToolkitError, match=r"chromium không tạo được PDF từ báo cáo 100%.html.*Cách sửa"):
        pdf_bytes(page)


@linux
def test_a_browser_that_hangs_is_ended_with_all_that_it_started(page, tmp_path, monkeypatch):
    program, trace = tmp_path / "chromium", tmp_path / "trace"
    program.write_text(f"#!/bin/sh\n(sleep 30; touch '{trace}') &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(printing, "find_browser", lambda: program)
    monkeypatch.setattr(printing, "_SECONDS", 0.5)
    with pytest.raises(ToolkitError):
        pdf_bytes(page)
    assert not trace.exists()  # nobody has waited for it
    wait_for(lambda: not any(str(program) in command_of(pid) for pid in processes()))


def test_a_browser_is_found_where_windows_puts_it(tmp_path, monkeypatch):
    edge = tmp_path / r"Microsoft\Edge\Application\msedge.exe"
    edge.parent.mkdir(parents=True, exist_ok=True)
    edge.touch()
    monkeypatch.setattr(printing.shutil, "which", lambda name: None)
    monkeypatch.setattr(printing.sys, "platform", "win32")
    for name in ("PROGRAMFILES", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert find_browser() == edge
    edge.unlink()
    assert find_browser() is None
