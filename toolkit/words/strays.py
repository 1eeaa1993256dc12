"""Files that systems and office programs put beside the work of people, by their names."""

from __future__ import annotations

import re
from collections.abc import Collection

_OWNER = re.compile(r"~\$(.+)|\.~lock\.(.+)#")


def is_left_behind(name: str) -> bool:
    """Whether a file is what Windows, macOS and network drives leave in folders: nobody's concern.

    >>> [is_left_behind(name) for name in (".DS_Store", "Thumbs.db", "DESKTOP.INI", "._van_ban.csv", "van_ban.csv")]
    [True, True, True, True, False]
    """
    return name.lower() in (".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini") or name.startswith("._")


def owner_files(name: str) -> tuple[str, ...]:
    """The files that mark a file as open: Excel puts two signs before its name, Word in the place of its first letters.

    >>> owner_files("bao_cao.docx")
    ('~$bao_cao.docx', '~$ao_cao.docx', '~$o_cao.docx', '.~lock.bao_cao.docx#')
    """
    return (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")


def opened_by(name: str, *, there: Collection[str] = ()) -> str:
    """The file, among those that are ``there``, that this one marks as open; "" where it marks none.

    >>> opened_by("~$an_xet.docx", there=["van_ban.xlsx", "nhan_xet.docx"]), opened_by(".~lock.van_ban.csv#")
    ('nhan_xet.docx', 'van_ban.csv')
    >>> opened_by("van_ban.xlsx", there=["van_ban.xlsx"])
    ''
    """
    match = _OWNER.fullmatch(name)
    if match is None:
        return ""
    files = (each for each in there if not _OWNER.fullmatch(each))
    return next((each for each in files if name in owner_files(each)), match[1] or match[2])
