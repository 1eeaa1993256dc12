"""How wide a text is in Times New Roman, so that rules and columns can be measured before anything is drawn."""

from __future__ import annotations

import math
import unicodedata

# Widths in thousandths of the size, by letter without its marks (Times; the fonts that stand in for it keep them).
_WIDTHS = {
    letter: width
    for letters, width in (
        (" .,", 250),
        ("ijlt/;:", 278),
        ("fr-()I", 333),
        ("sJ", 389),
        ("acez?“”", 444),
        ("FPS", 556),
        ("ELTZ", 611),
        ("BCR", 667),
        ("wADGHKNOQUVXY", 722),
        ("m", 778),
        ("%", 833),
        ("M", 889),
        ("W", 944),
        ("✗", 790),
    )
    for letter in letters
}
ISSUER_ROOM, SUBJECT_ROOM = 195.0, 425.0  # points of a line of the issuer's name and of a document's subject
_OTHER = 500  # digits and most small letters
_BOLD = 1.06


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """About how many points a text takes on one line, to a few percent.

    >>> round(text_width("Độc lập", size=10))
    31
    """
    letters = unicodedata.normalize("NFD", text.translate({ord("đ"): "d", ord("Đ"): "D"}))
    total = sum(_WIDTHS.get(letter, _OTHER) for letter in letters if not unicodedata.combining(letter))
    return total / 1000 * size * (_BOLD if bold else 1)


def balanced_lines(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a title that has ``width`` points: as few as needed, of like length, broken at a mark where it can be.

    >>> balanced_lines("Sở Lao động - Thương binh và Xã hội", width=120, size=12)
    ['Sở Lao động -', 'Thương binh và Xã hội']
    >>> balanced_lines("Tổng kết phong trào thi đua “Chuyển đổi số giai đoạn 2022 – 2025”", width=330, size=14)
    ['Tổng kết phong trào thi đua', '“Chuyển đổi số giai đoạn 2022 – 2025”']
    """
    words = text.split()
    whole = text_width(" ".join(words), size=size, bold=bold)
    count = math.ceil(whole / width)
    if count < 2 or len(words) < 2:
        return [" ".join(words)]

    def unevenness(at: int) -> tuple[bool, bool, float]:
        first = text_width(" ".join(words[:at]), size=size, bold=bold)
        away = abs(first - whole / count)
        fits = first <= width and whole - first <= width * (count - 1)
        natural = words[at - 1][-1] in "-,;:" or words[at][0] == "“"
        return not fits, not (natural and away < 0.45 * whole / count), away

    at = min(range(1, len(words)), key=unevenness)
    return [" ".join(words[:at]), *balanced_lines(" ".join(words[at:]), width=width, size=size, bold=bold)]
