"""Pictures within the text of a page: SVG with real text, which one can search and read in any colours; lines as small as a word."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from fractions import Fraction

from ..writing.files import digest
from .model import Spark
from .plain import visible

LEAST_LETTERS = 11  # pixels, on whatever screen: below that a picture scrolls in its own box
WIDE, HIGH, _EDGE = 60, 18, 3
Place = tuple[int, int]
_ROOT = re.compile(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>")


def inline_svg(picture: bytes, *, title: str, words: str) -> str:
    """An SVG file as a part of a page: named by its ``title``, described by ``words``, its ids its own.

    Black and white in it are the ink and the paper of the page, so that a dark page shows it light on dark.
    """
    whole = picture.decode("utf-8")
    name = f"h{digest(picture)[:8]}"
    root = _ROOT.search(whole)
    assert root is not None, "a picture of ours has a view box"
    box, inner = root[1], whole[root.end() :]
    inner = re.sub(r"<style.*?</style>", "", inner, flags=re.DOTALL)  # it would hold for the whole page
    inner = re.sub(r'(?<= id=")([\w-]+)(?=")|(?<=url\(#)([\w-]+)|(?<=href="#)([\w-]+)', rf"{name}-\g<0>", inner)
    inner = inner.replace("fill: #ffffff", "fill: var(--paper)").replace("stroke: #ffffff", "stroke: var(--paper)")
    inner = inner.replace("stroke: #000000", "stroke: currentColor")
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", inner)]
    wide = math.ceil(float(box.split()[2]) * LEAST_LETTERS / min(sizes, default=LEAST_LETTERS)) + 1
    told = "".join(
        f'<{tag} id="{name}-{tag}">{html.escape(visible(text))}</{tag}>'
        for tag, text in (("title", title), ("desc", words))
    )
    return f'<svg viewBox="{box}" role="img" aria-labelledby="{name}-title {name}-desc" style="--least: {wide}px">{told}{inner}'


def spark_svg(spark: Spark) -> str:
    """A line through the values, or a bar of the only one; the goals as a dashed line, or a tick."""
    if len(spark.values) == 1:
        (value,), (aim,) = (_shares(spark, own, least=Fraction(0)) for own in (spark.values, spark.goals))
        drawn = f'<rect y="5" width="{round((value or 0) * WIDE)}" height="8"/>'
        drawn += "" if aim is None else f'<path class="aim" d="M{round(aim * WIDE)} 1V{HIGH - 1}"/>'
    else:
        values, goals = places(spark)
        x, y = [place for place in values if place][-1]
        aims = f'<path class="aim" d="{_path(goals)}"/>' if any(goals) else ""
        drawn = f'{aims}<path d="{_path(values)}"/><circle cx="{x}" cy="{y}" r="2"/>'
    words = html.escape(visible(spark.words))
    return f'<svg class="spark" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{words}">{drawn}</svg>'


def _path(places: Sequence[Place | None]) -> str:
    """A line through places, broken where one is missing; a place alone is a point."""
    told, is_on = "", False
    for place in places:
        told += f"{'L' if is_on else 'M'}{place[0]} {place[1]}" if place else ""
        is_on = place is not None
    return told


def places(spark: Spark) -> tuple[list[Place | None], list[Place | None]]:
    """Where the values and the goals lie in a box of ``WIDE`` × ``HIGH``; None where there is none.

    >>> places(Spark((Fraction(60, 100), Fraction(1)), (None, Fraction(80, 100)), ""))
    ([(3, 15), (57, 3)], [None, (57, 9)])
    """
    known = [each for each in (*spark.values, *spark.goals) if each is not None]
    steps = max(1, len(spark.values) - 1)

    def lie(values: Sequence[Fraction | None]) -> list[Place | None]:
        across = [round(_EDGE + Fraction(n * (WIDE - 2 * _EDGE), steps)) for n in range(len(values))]
        up = [
            None if s is None else round(HIGH - _EDGE - s * (HIGH - 2 * _EDGE))
            for s in _shares(spark, values, least=min(known))
        ]
        return [None if y is None else (x, y) for x, y in zip(across, up)]

    return lie(spark.values), lie(spark.goals)


def _shares(spark: Spark, values: Sequence[Fraction | None], *, least: Fraction) -> list[Fraction | None]:
    """Values between the ends of a scale, 0 and 1: a bar begins at zero, a line at the least that it has to show."""
    every = [least, *(each for each in (*spark.values, *spark.goals) if each is not None)]
    low, span = min(every), max(every) - min(every) or Fraction(1)
    return [None if value is None else (value - low) / span for value in values]
