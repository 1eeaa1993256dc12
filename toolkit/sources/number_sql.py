"""SQL that reads a column of numbers by the rules of ``numbers``, for sources of any size: exact decimals, none in doubt."""

from __future__ import annotations

from ..words.ids import WIDE
from .tables import EXACT

NUMERIC = "0123456789.,-%"  # what numbers are written with, also in full width
_WIDE = "".join(wide for sign in NUMERIC for wide, narrow in WIDE.items() if narrow == sign)
KIND = "DECIMAL(38,18)"  # exact; what is longer is not read
_MOST = "1000000000000000"
_WHOLE = r"-?\d{1,30}"
_DECIMAL = r"-?\d{1,30}[.,]\d{1,18}"
_VIETNAMESE = r"-?\d{1,3}(\.\d{3})+(,\d{1,18})?"
_ENGLISH = r"-?\d{1,3}(,\d{3})+(\.\d{1,18})?"
_SPACED = r"-?\d{1,3}( \d{3})+([.,]\d{1,18})?"
_EITHER = r"-?[1-9]\d{0,2}[.,]\d{3}"
_MACHINE = r"-?\d{1,30}(\.\d{1,30})?(e-\d{1,2})?"


def signs_sql(text: str) -> str:
    """Two SQL booleans over all cells of a column in a file: whether one certainly has a decimal comma, a decimal dot."""
    bare = _bare(text)
    clear = f"NOT {_is(bare, _EITHER)}"
    comma = f"{_is(bare, _DECIMAL.replace('[.,]', ','))} OR {_is(bare, _VIETNAMESE)}"
    dot = f"{_is(bare, _DECIMAL.replace('[.,]', '[.]'))} OR {_is(bare, _ENGLISH)}"
    return (
        f"coalesce(bool_or({clear} AND ({comma})), false), "
        f"coalesce(bool_or({clear} AND NOT ({comma}) AND ({dot})), false)"
    )


def sign_of(comma: bool, dot: bool) -> str:
    """The decimal sign that the clear cells agree on; empty if none or both.

    >>> sign_of(True, False), sign_of(True, True)
    (',', '')
    """
    return "," if comma and not dot else "." if dot and not comma else ""


def number_sql(text: str, *, sign: str = "") -> str:
    """The number that a text certainly is, NULL where it is none, may be two, or is too long."""
    bare = _bare(text)
    point, joined = f"replace({bare}, ',', '.')", f"replace(replace({bare}, ',', ''), '.', '')"
    either = "NULL" if not sign else f"CASE WHEN contains({bare}, '{sign}') THEN {point} ELSE {joined} END"
    read = (
        f"CASE WHEN {text} LIKE '{EXACT}%' THEN CASE WHEN {_is(_exact(text), _MACHINE)} THEN {_exact(text)} END "
        f"WHEN {_is(bare, _WHOLE)} THEN {bare} "
        f"WHEN {_is(bare, _SPACED)} THEN replace({point}, ' ', '') "
        f"WHEN {_is(bare, _EITHER)} THEN {either} "
        f"WHEN {_is(bare, _DECIMAL)} THEN {point} "
        f"WHEN {_is(bare, _VIETNAMESE)} THEN replace(replace({bare}, '.', ''), ',', '.') "
        f"WHEN {_is(bare, _ENGLISH)} THEN replace({bare}, ',', '') END"
    )
    value = f"try_cast({read} AS {KIND})"
    return f"CASE WHEN abs({value}) < {_MOST} THEN {value} END"


def is_percent_sql(text: str) -> str:
    """Whether a text is a percentage."""
    return f"({text} LIKE '%\\%' ESCAPE '\\' OR {text} LIKE '%％')"


def is_either_sql(text: str) -> str:
    """Whether a text is one of two numbers, thousands or decimals."""
    return _is(_bare(text), _EITHER)


def is_long_sql(text: str) -> str:
    """Whether a text is a number, too long to be read exactly."""
    bare = _bare(text)
    return f"({_is(_exact(text), _MACHINE)} OR {_is(bare, _WHOLE)} OR {_is(bare, _DECIMAL.replace('1,18', '1,40'))})"


def _bare(text: str) -> str:
    blanks = (
        f"regexp_replace({text}, '[\\s\\x{{00A0}}\\x{{2000}}-\\x{{200A}}\\x{{202F}}\\x{{205F}}\\x{{3000}}]+', ' ', 'g')"
    )
    return f"translate({blanks}, '−{_WIDE}', '-{NUMERIC}')"


def _exact(text: str) -> str:
    return f"trim(replace({text}, '{EXACT}', ''))"


def _is(text: str, pattern: str) -> str:
    return f"coalesce(regexp_full_match({text}, '{pattern}'), false)"
