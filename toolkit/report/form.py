"""The form of the official page for its parts alone: where a notebook shows them, in JupyterLab or through plain ``nbconvert``."""

from __future__ import annotations

import re
from functools import cache

from ..shipped import style_sheet

_OPENS, _CLOSES = '<style class="thidua-form">', "</style>\n"
_PART = "section.part.part"  # named twice: it goes before what JupyterLab says of tables and headings
# What JupyterLab sets and the page does not, and what only the page's script makes use of.
_PLAIN = """
  table { table-layout: auto; margin: 0; border: 0; color: inherit; } tbody tr { background: var(--paper); }
  tr, th, td { max-width: none; line-height: inherit; } li { list-style: none; }
  h1, h2, h3 { font-weight: bold; } a { text-decoration: underline; }
  .ways, .try, .tools, .hint { display: none; }
"""


@cache
def form() -> str:
    """The style sheet of the official page as one that changes the parts of a report and nothing else of a notebook."""
    screen = style_sheet().partition("/* Pages:")[0]
    root, body = (_declarations(screen, name) for name in (":root", "body"))
    ground = f"{root} {body} color-scheme: light; padding: 1mm 8mm; background: var(--paper);"
    # Within the rule of a part, what the page says of parts themselves is said of "&".
    within = screen[screen.index("\np { ") :]
    nested = re.sub(r"(^|[,{}] ?)\s*(\.(?:part|appendix|wide)\b)", r"\1 &\2", within, flags=re.MULTILINE)
    return f"{_OPENS}{_PART} {{ {ground} {_slim(_PLAIN)} {_slim(nested)} }}{_CLOSES}"


def without_form(html: str) -> str:
    """What a notebook shows of a part, as it stands in the page, which has the style sheet already."""
    if not html.startswith(_OPENS):
        return html
    return html.partition(_CLOSES)[2]


def _declarations(css: str, selector: str) -> str:
    return css.partition(f"\n{selector} {{ ")[2].partition(" }")[0]


def _slim(css: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()
