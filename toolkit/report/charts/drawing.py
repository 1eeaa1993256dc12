"""What every picture shares: a figure of its own, repeatable bytes, colours that all eyes tell apart, hatches."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ...words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, PARTIAL
from ..typography import text_width

# Okabe-Ito: told apart by colour-blind readers; words and hatches say the same.
COLOURS = {"met": "#0072B2", "unmet": "#E69F00", "goal": "#000000", "line": "#0072B2", "other": "#8A8A8A"}
# The attainment in five steps, told apart by their lightness: from which percent of the goal on the next colour stands,
# and from which step on the letters are white.
STEPS = ("#F6E8C3", "#C7D9E8", "#8FB8DE", "#2F74B5", "#0B559F")
STEP_EDGES, FIRST_DARK = (50, 70, 90, 100), 3
MOST = 66  # units in a picture that has to fit on a page
MOST_BESIDE = 24  # units in a picture beside a table of all: as many as a screen shows, and are drawn while one waits
HATCH = {NO_CASES: "", PARTIAL: "\\\\\\", MISSING: "////", NOT_ASSIGNED: "", BLOCKED: "xxxx"}
_STYLE: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 0.6,
    "axes.edgecolor": "black",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "text.color": "black",
    "axes.labelcolor": "black",
    "xtick.color": "black",
    "ytick.color": "black",
}
_REPEATABLE: dict[Any, Any] = {"svg.hashsalt": "thidua", "svg.fonttype": "none"}
ON_LIGHT, ON_DARK = "#111111", "#FEFEFE"  # letters on a colour of their own, whatever the page is
_FONTS = "DejaVu Sans, Verdana, Arial, sans-serif"
_SIZES = (6, 6.5, 7, 7.5, 8, 10)  # of letters in pictures, in points
_DPI = 200  # of a picture on paper
_WIDER = 1.36  # the letters of pictures against those of the text


def step_of(attainment: Fraction) -> int:
    """The step of an attainment, from 0 to 4; on an edge the higher one.

    >>> [step_of(Fraction(percent, 100)) for percent in (0, 49, 50, 89, 90, 100, 120)]
    [0, 0, 1, 2, 3, 4, 4]
    """
    return sum(attainment * 100 >= edge for edge in STEP_EDGES)


def label_room(labels: Iterable[str], *, size: float) -> float:
    """The inches that the longest line of the labels takes, with what keeps it off the axis."""
    lines = [line for label in labels for line in label.splitlines()]
    return max((text_width(line, size=size) for line in lines), default=0) * _WIDER / 72 + 0.1


@dataclass(frozen=True)
class Picture:
    """What makes the bytes of a picture in ``svg`` or ``png``: seaborn's plain theme, no pyplot, no global
    state, the same bytes each time.

    ``draw`` is given the axes; where ``grid`` (rows, columns) is larger than one, an array of axes. Width and height in
    inches. Every text in the picture is written as ``told``.
    """

    draw: Callable[[Any], None]
    width: float
    height: float
    grid: tuple[int, int] = (1, 1)
    told: Callable[[str], str] = str

    def in_words(self, change: Callable[[str], str]) -> Picture:
        """The same picture with its texts changed."""
        return replace(self, told=change)

    def __call__(self, format: str) -> bytes:
        import matplotlib
        import seaborn as sns
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Canvas

        with matplotlib.rc_context():
            matplotlib.rcdefaults()  # whatever the user has set for his own pictures
            theme = {**sns.axes_style("white"), **sns.plotting_context("paper"), **_STYLE}
            matplotlib.rcParams.update({**theme, **_REPEATABLE})
            canvas = {"svg": FigureCanvasSVG, "png": FigureCanvasAgg}[format](Canvas(figsize=(self.width, self.height)))
            axes = canvas.figure.subplots(*self.grid)
            self.draw(axes)
            if self.told is not str:
                _tell(canvas.figure, self.told)
            return _saved(canvas.figure, format)


def file_bytes(figure: Any, format: str) -> bytes:
    """The bytes of a drawing that somebody has made himself, in ``svg`` or ``png``, the same each time."""
    import matplotlib

    with matplotlib.rc_context(_REPEATABLE):
        return _saved(figure, format, bbox_inches="tight")


def _saved(figure: Any, format: str, **more: Any) -> bytes:
    out = io.BytesIO()
    if format == "svg":  # the page is the paper
        for patch in (figure.patch, *(each.patch for each in figure.axes)):
            patch.set_visible(patch.get_facecolor()[:3] != (1, 1, 1))
    nameless = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
    figure.savefig(out, format=format, dpi=_DPI, metadata=nameless, **more)
    return _slim(out.getvalue().decode("utf-8")).encode("utf-8") if format == "svg" else out.getvalue()


def _tell(figure: Any, told: Callable[[str], str]) -> None:
    """Write every text of a picture as ``told``; named ticks get theirs again whenever it is drawn."""
    from matplotlib.text import Text
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    for text in figure.findobj(Text):
        text.set_text(told(text.get_text()))
    for axis in (each for axes in figure.axes for each in (axes.xaxis, axes.yaxis)):
        said = axis.get_major_formatter()
        if isinstance(said, (FixedFormatter, FuncFormatter)):
            axis.set_major_formatter(FuncFormatter(lambda value, place, said=said: told(said(value, place))))


def drawn(draw: Callable[[Any], None], width: float, height: float, *, grid: tuple[int, int] = (1, 1)) -> Picture:
    """The picture that ``draw`` makes, width and height in inches."""
    return Picture(draw, width, height, grid)


def row_marks(
    codes: Sequence[str], *, height: float, below: float, top: float = 0.99
) -> tuple[tuple[str, float, float], ...]:
    """Where the rows of a picture lie, one for each code: the axes reach from ``below`` inches to the share ``top`` of its
    height, and from 0,6 rows above the first to 0,6 below the last.

    >>> row_marks(["A", "B"], height=2.2, below=0, top=1)
    (('A', 0.0455, 0.5), ('B', 0.5, 0.9545))
    """
    row = (top - below / height) / (len(codes) + 0.2)
    edges = [round(1 - top + row * (place + 0.1), 4) for place in range(len(codes) + 1)]
    return tuple(zip(codes, edges, edges[1:]))


def find_fonts() -> None:
    """Have matplotlib look for the fonts of all pictures: it compares every font of the machine for each size of letters."""

    def draw(axes: Any) -> None:
        for size in _SIZES:
            axes.text(0, 0, "A", fontsize=size)

    drawn(draw, 1, 1)("svg")


def _slim(svg: str) -> str:
    """The same picture in less than half of the bytes: no comments, names that nothing refers to, or needless decimals.

    Only what stands within tags changes: the words and figures that are read stay as they were drawn.
    """
    referred = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<[^>]+>", lambda tag: _slim_tag(tag[0], referred), svg)
    svg = _defined_once(re.sub(r">\s+<", "><", svg))
    while svg != (svg := re.sub(r"<g( [^>]*)?/>|<g( [^>]*)?></g>", "", svg)):
        pass
    return svg.replace("<svg ", f'<svg style="font-family: {_FONTS}" ', 1)


def _defined_once(svg: str) -> str:
    """Without the repeated definitions of a mark: it is drawn by its name wherever it stands."""
    seen = set[str]()

    def once(match: re.Match[str]) -> str:
        if match[0] in seen:
            return ""
        seen.add(match[0])
        return match[0]

    return re.sub(r"<defs><path id=\"m[^>]*/></defs>", once, svg)


def _slim_tag(tag: str, referred: set[str]) -> str:
    tag = re.sub(r" transform=\"rotate\(-0 [^\"]*\"| font-family: 'DejaVu Sans';", "", tag)
    tag = re.sub(r' id="([^"]+)"', lambda match: match[0] if match[1] in referred else "", tag)
    tag = re.sub(r"(?<=\d\.\d\d)\d+", "", tag)
    return re.sub(r"\s+", " ", tag).replace('; "', '"').replace('" />', '"/>')
