"""All measurements in one command: ``python tests/benchmarks [NAME …] [--write]``.

Each benchmark runs in a process of its own, one after the other; a machine that does nothing else gives the ratios that
count. ``--write`` keeps what was measured in docs/do_luong.json, beside what the other benchmarks gave the last time, and
puts all of it, with dates and machine, as a table into docs/do_luong.md and as a picture into docs/do_luong.png.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path

from results import Measured, handed_on

from toolkit.words.formatting import number

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
PAGE, PICTURE, KEPT = DOCS / "do_luong.md", DOCS / "do_luong.png", DOCS / "do_luong.json"
BENCHMARKS = {
    "command": (),
    "engine": (),
    "workbench": (),
    "pages": (),
    "large_data": ("--rows", "10000000", "50000000", "64000000", "--pandas", "10000000", "--csv", "8000000"),
    "large_files": (),
    "many_sheets": (),  # a quarter of an hour
    "stopped": (),  # half an hour
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


def kept(new: dict[str, list[Measured]]) -> dict[str, dict]:
    """What every benchmark has given the last time that it was written down, with ``new``."""
    every = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    now = {"date": f"{date.today():%d/%m/%Y}", "machine": machine()}
    every |= {name: {**now, "measured": [asdict(each) for each in found]} for name, found in new.items()}
    return {name: every[name] for name in BENCHMARKS if name in every}


def written(every: dict[str, dict]) -> str:
    """The passage of the page: for each day and machine, what was measured."""
    parts: dict[str, list[Measured]] = {}
    for each in every.values():
        parts.setdefault(f"{each['date']}, máy {each['machine']}", []).extend(Measured(**m) for m in each["measured"])
    return "\n".join(f"Đo ngày {when}:\n\n{table(found)}\n" for when, found in parts.items())


def draw(found: list[Measured], path: Path) -> None:
    """How many times better than asked each ratio is; the line at 1 is what is asked."""
    import matplotlib.pyplot as plt
    import seaborn

    seaborn.set_theme(style="whitegrid", font="DejaVu Sans")
    shown = [each for each in found if each.aim]
    figure, axes = plt.subplots(figsize=(9, 0.34 * len(shown) + 0.9))
    margins = [each.margin for each in shown]
    colours = ["#1b6b93" if each.is_met else "#b3541e" for each in shown]
    bars = axes.barh([each.what for each in shown], [margin - 1 for margin in margins], left=1, color=colours)
    for bar, each in zip(bars, shown):
        bar.set_hatch("" if each.is_met else "//")
        said = f" {number(round(each.value, 2))} {each.unit}, {'đạt' if each.is_met else 'chưa đạt'}"
        axes.text(max(1, each.margin), bar.get_y() + bar.get_height() / 2, said, va="center", fontsize=8)
    axes.axvline(1, color="black", linewidth=1)
    axes.set(xscale="log", xlabel="tốt hơn mức cần bao nhiêu lần (vạch đen: đúng mức cần)")
    axes.set_xlim(min(0.5, *margins) * 0.8, max(margins) * 6)
    axes.set_xticks([0.5, 1, 2, 5, 10, 100], ["0,5", "1", "2", "5", "10", "100"])
    axes.grid(visible=False, axis="y")
    axes.minorticks_off()
    axes.invert_yaxis()
    axes.tick_params(axis="y", labelsize=8)
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})


def main() -> None:
    """Measure what is asked for, print it, and write it down where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--write", action="store_true", help="write the page and the picture in docs/")
    asked = parser.parse_args()
    every = kept({name: measured(name, BENCHMARKS[name]) for name in asked.names or BENCHMARKS})
    print(written(every))
    if asked.write:
        KEPT.write_text(json.dumps(every, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draw([Measured(**m) for each in every.values() for m in each["measured"]], PICTURE)
        page = PAGE.read_text(encoding="utf-8")
        picture = f"\n![Mỗi số đo tốt hơn mức cần bao nhiêu lần]({PICTURE.name})\n"
        PAGE.write_text(_PLACE.sub(lambda _: written(every) + picture, page), encoding="utf-8")


if __name__ == "__main__":
    main()
