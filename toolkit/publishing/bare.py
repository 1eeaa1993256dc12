"""The style and the script of a page without what only their writers read: a page of a unit, of which there are thousands,
carries both."""

from __future__ import annotations

import re


def bare_style(source: str) -> str:
    """A style sheet without comments, line breaks and the blanks that part nothing.

    >>> bare_style("/* Form */\\np { margin: 0 1pt; color: red; }\\n@media print { a, b { top: 0; } }")
    'p{margin:0 1pt;color:red}@media print{a,b{top:0}}'
    """
    joined = " ".join(re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).split())
    return re.sub(r": (?=\S)", ":", re.sub(r" ?([{};,]) ?", r"\1", joined)).replace(";}", "}")


def bare_script(source: str) -> str:
    """A script without indentation and without comments that have their line.

    >>> bare_script('"use strict";\\n// Why.\\n  go();  // at once\\n')
    '"use strict";\\ngo();  // at once'
    """
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
