"""All measurements in one command: ``python tests/benchmarks [NAME …] [--write]``.

Each benchmark runs in a process of its own, one after the other; a machine that does nothing else gives the ratios that
count. ``--write`` puts the table with its date and machine into README.md and the picture into docs/do_luong.png.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from results import Measured, handed_on

from toolkit.formatting import number

HERE = Path(__file__).resolve().parent
README, PICTURE = HERE.parents[1] / "README.md", HERE.parents[1] / "docs" / "do_luong.png"
BENCHMARKS = {
    "command": (),
    "engine": ("--reports", "30"),
    "workbench": (),
    "large_data": ("--rows", "10000000", "50000000", "64000000", "--pandas", "10000000", "--csv", "8000000"),
    "many_sheets": ("2000",),
}
_PLACE = re.compile(r"(?<=<!-- số đo: bắt đầu -->\n).*?(?=<!-- số đo: hết -->)", re.DOTALL)


def measured(name: str, options: tuple[str, ...]) -> list[Measured]:
    """What one benchmark hands on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.json"
        subprocess.run([sys.executable, HERE / f"{name}.py", *options, "--json", path], check=True)
        return handed_on(path)


def machine() -> str:
    """The machine, in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} nhân {platform.machine()}, {memory:.0f} GB bộ nhớ, Python {platform.python_version()}"


def table(found: list[Measured]) -> str:
    """The measurements in Markdown."""
    lines = ["| đo gì | đo được | mức cần | |", "|---|---:|---:|---|"]
    for each in found:
        sign, note = "≥" if each.at_least else "≤", f" ({each.note})" if each.note else ""
        state = "đạt" if each.is_met else "**chưa đạt**"
        value = number(round(each.value, 2 if each.value < 10 else 1))
        lines.append(f"| {each.what}{note} | {value} {each.unit} | {sign} {number(each.aim)} | {state} |")
    return "\n".join(lines)


def draw(found: list[Measured], path: Path) -> None:
    """How many times better than asked each ratio is; the line at 1 is what is asked."""
    import matplotlib.pyplot as plt
    import seaborn

    seaborn.set_theme(style="whitegrid", font="DejaVu Sans")
    shown = [each for each in found if each.aim]
    figure, axes = plt.subplots(figsize=(9, 0.34 * len(shown) + 0.9))
    margins = [each.margin for each in shown]
    colours = ["#1b6b93" if each.is_met else "#b3541e" for each in shown]
    bars = axes.barh([each.what for each in shown], margins, color=colours)
    for bar, each in zip(bars, shown):
        bar.set_hatch("" if each.is_met else "//")
        said = f" {number(round(each.value, 2))} {each.unit}, {'đạt' if each.is_met else 'chưa đạt'}"
        axes.text(bar.get_width(), bar.get_y() + bar.get_height() / 2, said, va="center", fontsize=8)
    axes.axvline(1, color="black", linewidth=1)
    axes.set(xscale="log", xlabel="tốt hơn mức cần bao nhiêu lần (vạch đen: đúng mức cần)")
    axes.set_xlim(min(0.5, *margins) * 0.8, max(margins) * 6)
    axes.invert_yaxis()
    axes.tick_params(axis="y", labelsize=8)
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})


def main() -> None:
    """Measure what is asked for, print it, and write it down where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--write", action="store_true", help="write README.md and the picture")
    asked = parser.parse_args()
    found = [each for name in asked.names or BENCHMARKS for each in measured(name, BENCHMARKS[name])]
    text = (
        f"Đo ngày {date.today():%d/%m/%Y} bằng `python tests/benchmarks --write`, máy {machine()}:\n\n{table(found)}\n"
    )
    print(text)
    if asked.write:
        draw(found, PICTURE)
        readme = README.read_text(encoding="utf-8")
        picture = f"\n![Mỗi số đo tốt hơn mức cần bao nhiêu lần](docs/{PICTURE.name})\n"
        README.write_text(_PLACE.sub(lambda _: text + picture, readme), encoding="utf-8")


if __name__ == "__main__":
    main()
