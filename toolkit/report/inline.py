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
    inner = _shortened(inner, name=name)
    inner = inner.replace("fill: #ffffff", "fill: var(--paper)").replace("stroke: #ffffff", "stroke: var(--paper)")
    inner = inner.replace("stroke: #000000", "stroke: currentColor")
    inner = _UNSEEN.sub("", inner)
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: ([\d.]+)px", inner)]
    wide = math.ceil(float(box.split()[2]) * LEAST_LETTERS / min(sizes, default=LEAST_LETTERS)) + 1
    told = "".join(
        f'<{tag} id="{name}-{tag}">{html.escape(visible(text))}</{tag}>'
        for tag, text in (("title", title), ("desc", words))
    )
    return f'<svg viewBox="{box}" role="img" aria-labelledby="{name}-title {name}-desc" style="--least: {wide}px">{told}{inner}'


# A frame in the colour of the paper around nothing: a masked cell of a grid, whose neighbours have frames of their own.
_UNSEEN = re.compile(r'<path [^>]*style="fill: none; stroke: var\(--paper\)[^"]*"\s*/>')
_ID = re.compile(r'(?<= id=")([\w-]+)(?=")|(?<=url\(#)([\w-]+)|(?<=href="#)([\w-]+)')
_GROUP = re.compile(r"<g(?P<attributes> [^>]*)?>|</g>")


def _shortened(inner: str, *, name: str) -> str:
    """The same picture in fewer letters: ids of its own and short, no groups that say nothing, paths to a tenth of a point."""
    ids: dict[str, str] = {}
    inner = _ID.sub(lambda found: ids.setdefault(found[0], f"{name}{len(ids)}"), inner)
    used = set(re.findall(r'(?:url\(#|href="#)([\w-]+)', inner))
    inner = re.sub(r' id="([\w-]+)"', lambda found: found[0] if found[1] in used else "", inner)
    inner = re.sub(r'(?<= d=")[^"]+', lambda found: _short_path(found[0]), inner)
    inner = re.sub(
        r"<!--.*?-->|; font-family: 'DejaVu Sans'(?=\")", "", inner, flags=re.DOTALL
    )  # the page has the letters
    return re.sub(r">\s+<", "><", _without_bare_groups(inner))


def _short_path(path: str) -> str:
    """A path without blanks that part nothing, its places to a tenth.

    >>> _short_path("M 115.13 241.92 \\nL 479.98 43.96 z ")
    'M115.1 241.9L480 44z'
    >>> _short_path("M 1.0 2.0 L 3.0 2.0 L 3.0 4.0 z")
    'M1 2H3V4z'
    """
    rounded = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), " ".join(path.split()))
    return _upright(re.sub(r" ?([A-Za-z]) ?", r"\1", rounded).strip())


_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def _upright(path: str) -> str:
    """Lines straight across or down by one number."""
    told, last = "", ("", "")
    for letter, rest in _STEP.findall(path):
        place = tuple(rest.split())
        if letter == "L" and len(place) == 2 and len(last) == 2 and last[0]:
            same = place[0] == last[0], place[1] == last[1]
            told += f"H{place[0]}" if same[1] else f"V{place[1]}" if same[0] else f"L{rest}"
        else:
            told += letter + rest
        last = place if letter in "ML" and len(place) == 2 else ("", "")
    return told


def _without_bare_groups(inner: str) -> str:
    """The groups that have no attribute hold nothing together."""
    open_groups: list[bool] = []

    def told(found: re.Match[str]) -> str:
        if found[0] == "</g>":
            return "</g>" if open_groups.pop() else ""
        open_groups.append(found["attributes"] is not None)
        return found[0] if open_groups[-1] else ""

    return _GROUP.sub(told, inner)


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
