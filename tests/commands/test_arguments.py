"""The command line: what is typed, what it means, and what is said of it where it is wrong."""

from __future__ import annotations

import argparse
import gettext
from pathlib import Path

import pytest

from toolkit.commands.arguments import parse
from toolkit.words.errors import UsageError

WRONG = {
    "report --engine x": "thidua report: --engine: không có 'x'; chọn một trong: 'thidua', 'stock'.",
    "report --engine": "thidua report: --engine: thiếu giá trị.",
    "evaluate --jobs=3 --jobs": "thidua evaluate: --jobs: thiếu giá trị.",
    "evaluate --jobs 0": "thidua evaluate: --jobs: giá trị '0' không phải số nguyên từ 1 trở lên.",
    "evaluate --json=x": "thidua evaluate: --json: không nhận giá trị 'x'.",
    "evaluate --quiet=": "thidua evaluate: --quiet: không nhận giá trị ''.",
    "sample": "thidua sample: thiếu: THƯ_MỤC.",
    "collect": "thidua collect: thiếu: KỲ, TỆP.",
    "collect 2024 --replace": "thidua collect: thiếu: TỆP.",
    "sample x --seed hai": "thidua sample: --seed: giá trị 'hai' không hợp lệ.",
}


@pytest.mark.parametrize(("typed", "said"), WRONG.items())
def test_what_is_wrong_is_said_in_vietnamese_whatever_argparse_would_say(typed, said):
    command = typed.split()[0]
    with pytest.raises(UsageError) as refused:
        parse(typed.split())
    assert str(refused.value) == f"Sai cách dùng lệnh {said} Cách sửa: xem thidua {command} --help."


def test_a_strange_option_is_named_with_its_nearest():
    with pytest.raises(UsageError, match="không có tùy chọn '--ot'. Có phải '--out'?"):
        parse(["report", "--ot", "x"])


def test_values_and_their_defaults():
    command, options = parse(["--out", "kq", "collect", "2024", "a.xlsx", "b.xlsx", "--replace"])
    assert command == "collect"
    assert (options.period, options.files, options.replace) == ("2024", [Path("a.xlsx"), Path("b.xlsx")], True)
    assert (options.data, options.out, options.jobs, options.json) == (Path("data"), Path("kq"), None, False)
    _, options = parse(["report", "--kind", "so_ket", "2024", "--kind", "tong_ket", "2025"])
    assert (options.periods, options.kind, options.unit, options.engine) == (
        ["2024", "2025"],
        ["so_ket", "tong_ket"],
        "",
        "thidua",
    )
    assert parse(["check"])[1].periods == []


def test_a_folder_may_be_named_like_a_command():
    assert parse(["--out", "report", "report", "2024"])[1].out == Path("report")


def test_the_standard_library_is_left_as_it_is():
    parse(["check"])
    assert argparse._ is gettext.gettext
