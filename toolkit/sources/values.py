"""SQL that brings a raw cell to its canonical value, and says why where it cannot: NULL with a reason is no empty cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ..plan.conditions import fold_value
from ..words.unseen import UNSEEN_IN_SQL
from ..words.vocabulary import Column
from .number_sql import KIND, is_either_sql, is_long_sql, is_percent_sql, number_sql
from .tables import MANGLED, MERGED_CELL, UNCOMPUTED, UNREAD_CELL

_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8239) || chr(8199) || chr(12288)"
_SPREADSHEET_ERROR = r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|CALC!|SPILL!|GETTING_DATA|MERGED!|UNREAD!)|Err:\d{3}"

CASES = 40  # values that are told apart in the SQL itself; more are looked up in a table

# A day of any of these years is read; one that is years away from the period is told of (DONG-10, DONG-03). Later ones are
# Buddhist years or no years at all.
FIRST_YEAR, LAST_YEAR = 1800, 2199
YEAR = r"(1[89]\d\d|2[01]\d\d)"
NO_DAYS = ("1899-12-30", "1899-12-31", "1900-01-01")  # what programs write for "no date"
# Day before month, always; ISO besides. Two-digit years are not read, nor AM and PM, which go with month/day.
DAY_FIRST = rf"\d{{1,2}}/\d{{1,2}}/{YEAR}"
_TIME_OF_DAY = r"[ T\n]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?"
_ISO_SHAPE = rf"{YEAR}([-/.])\d{{1,2}}[-/.]\d{{1,2}}({_TIME_OF_DAY})?"
_OFFSET = r" ?(Z|UTC|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)"  # how far from UTC a time is; a day alone has none
_ZONED_SHAPE = rf"{YEAR}([-/.])\d{{1,2}}[-/.]\d{{1,2}}{_TIME_OF_DAY}{_OFFSET}"
_VIETNAM = 7 * 60  # minutes ahead of UTC
_DAY_FIRST_ONLY = rf"\d{{1,2}}\s*[-/.]\s*\d{{1,2}}\s*[-/.]\s*{YEAR}"
_DAY_FIRST_SHAPE = rf"{_DAY_FIRST_ONLY}(,?[ T\n]+\d{{1,2}}:\d{{2}}(:\d{{2}}(\.\d{{1,9}})?)?( ?(SA|CH))?)?"
_TIME_FIRST = r"(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:SA|CH))?),?\s+"  # as browsers write a moment for vi-VN
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_NO_DAY = (
    rf"^({_TIME_FIRST})?(0?1[-/.]0?1[-/.]1900|1900[-/.]0?1[-/.]0?1|3[01][-/.]12[-/.]1899|1899[-/.]12[-/.]3[01])(\D.*)?$"
)
_COMPACT = r"20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d"  # of interfaces of systems
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WITH_WORDS = rf"(?i)tháng|thang|thg|ngày|ngay|lúc|luc|\d - \d|\d ?(h|giờ|gio) ?\d|\b({_MONTHS})"
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", " %I:%M:%S.%f %p")
_SERIALS = r"(1[1-9]|[2-6]\d|7[0-2])\d{3}([.,]\d+)?"  # whole days of an Excel, of 1930 to 2099

# A reason is told only where the whole text has its shape.
_TWO = r"\d{1,2}\s*[-/.]\s*\d{1,2}"
_SHORT_YEAR_SHAPE = rf"^({_TIME_FIRST})?{_TWO}\s*[-/.]\s*\d{{2}}(\D.*)?$"
_BUDDHIST_SHAPE = rf"^(({_TIME_FIRST})?{_TWO}\s*[-/.]\s*2[45]\d\d|2[45]\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(\D.*)?$"

# Why a cell has no value, or a value that its whole column must confirm.
(
    FINE,
    SWAPPABLE,
    AS_EXCEL,
    ERROR_CELL,
    NO_VALUE_YET,
    DAMAGED_ID,
    SERIAL,
    SHORT_YEAR,
    BUDDHIST,
    MONTH_FIRST,
    HALF_DAYS,
    MIXED,
    OTHER,
    MERGED,
    UNREAD,
    PERCENT,
    EITHER,
    LONG,
    NO_DAY,
) = REASONS = range(19)
UNKNOWN = (ERROR_CELL, NO_VALUE_YET, MERGED, UNREAD)  # something stands in the cell, and nobody knows what


def cases_sql(key: str, results: Sequence[tuple[str, str]], *, rest: str) -> str:
    """What each text that ``key`` may be stands for (text, SQL), and what every other does."""
    whens = " ".join(f"WHEN {quoted(text)} THEN {result}" for text, result in results)
    return f"CASE {key} {whens} ELSE {rest} END" if whens else rest


def looked_up_sql(key: str, values: Sequence[tuple[str, str | None]]) -> str:
    """What each of all the texts that ``key`` may be stands for. A function of lists, which the engine asks once for each
    word of a file's own dictionary; it would try a CASE on each row."""
    texts, results = (f"[{', '.join(map(quoted, each))}]" for each in zip(*values))
    return f"array_extract({results}, list_position({texts}, {key}))"


def quoted(text: str | None) -> str:
    """A text as SQL."""
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def text_sql(raw: str, *, unseen: bool = False) -> str:
    """The cell as text without blanks around it; NULL when empty. ``unseen``: what cannot be seen is still in it."""
    seen = f"regexp_replace({raw}::VARCHAR, '{UNSEEN_IN_SQL}', '', 'g')" if unseen else f"{raw}::VARCHAR"
    return f"nullif(nfc_normalize(trim({seen}, {_BLANKS})), '')"


def is_checked(column: Column) -> bool:
    """Whether a column has a flag ``<column>__bad``: dates, numbers, closed lists and texts, which have a value or none."""
    return column.type in ("date", "number", "text") or bool(column.values)


def kind_of(column: Column) -> str:
    """The engine's type of a column's canonical values."""
    return "TIMESTAMP" if column.type == "date" else KIND if column.type == "number" else "VARCHAR"


def value_sql(column: Column, text: str, *, sign: str = "") -> str:
    """The canonical value of a text: TIMESTAMP for dates, an exact decimal for numbers (``sign``: what the column's decimal
    sign is known to be), the canonical word for choices, text for the rest."""
    if column.type == "number":
        return number_sql(text, sign=sign)
    if column.type == "date":
        return _date_sql(text)
    if column.values:
        cases = {fold_value(word): name for name, words in column.values.items() for word in (name, *words)}
        whens = " ".join(f"WHEN {quoted(folded)} THEN '{name}'" for folded, name in cases.items())
        folded = f"regexp_replace(translate(lower(strip_accents({text})), 'đðɖ', 'ddd'), '[\\s_]+', '', 'g')"
        quick = " ".join(f"WHEN {quoted(word)} THEN '{name}'" for word, name in own_words(column).items())
        return f"CASE {text} {quick} ELSE CASE {folded} {whens} END END"
    if column.type in ("id", "unit", "figure"):
        return text
    return f"CASE WHEN {_is_error_sql(text)} THEN NULL ELSE {text} END"


def own_words(column: Column) -> dict[str, str]:
    """Word of a closed list as the plan writes it → its value; each value's first word first, most cells hold one of these."""
    ranks = zip_longest(*([(word, name) for word in words] for name, words in column.values.items()))
    return dict(pair for rank in ranks for pair in rank if pair)


def _is_error_sql(text: str) -> str:
    """Whether a text is an error of Excel or LibreOffice; its first letters tell that most are not."""
    return f"(({text} LIKE '#%' OR {text} LIKE 'Err:%') AND regexp_full_match({text}, '{_SPREADSHEET_ERROR}'))"


def _date_sql(text: str) -> str:
    """A day, or a point in time by the clocks of Vietnam, which have no summer time: "Z" and offsets are reckoned in.

    What is finer than a microsecond is cut off: rounded, the last moment of a day would be the next day.
    """
    iso = [f"%Y-%m-%d{time}" for time in _TIMES]
    first = [f"%d/%m/%Y{time}" for time in _TIMES]
    plain_iso, zoned = (
        f"regexp_replace(translate({bare}, 'T' || chr(10), '  '), '^(\\d+)[/.](\\d+)[/.]', '\\1-\\2-')"
        for bare in (text, f"regexp_replace({text}, '{_OFFSET}$', '')")
    )
    turned = f"regexp_replace({text}, '^{_TIME_FIRST}(.*)$', '\\2 \\1')"
    return (
        f"CASE WHEN {is_no_day_sql(text)} THEN NULL "
        f"WHEN regexp_full_match({text}, '{DAY_FIRST}') THEN try_strptime({text}, '%d/%m/%Y') "
        f"WHEN regexp_full_match({text}, '{_ISO_SHAPE}') THEN try_strptime({_cut(plain_iso)}, {iso}) "
        f"WHEN regexp_full_match({text}, '{_ZONED_SHAPE}') THEN try_strptime({_cut(zoned)}, {iso}) + to_minutes({_VIETNAM} - {_ahead_sql(text)}) "
        f"WHEN regexp_full_match({text}, '{_DAY_FIRST_SHAPE}') THEN try_strptime({_half_days(text)}, {first}) "
        f"WHEN regexp_full_match({text}, '{_TIME_FIRST}{_DAY_FIRST_ONLY}') THEN try_strptime({_half_days(turned)}, {first}) "
        f"WHEN regexp_full_match({text}, '{_COMPACT}') THEN try_strptime({text}, '%Y%m%d%H%M%S') "
        f"WHEN regexp_matches({text}, '{_WITH_WORDS}') THEN {_worded_sql(text)} END"
    )


def is_no_day_sql(text: str) -> str:
    """Whether a text is one of ``NO_DAYS``; most texts are not even looked at."""
    return f"(({text} LIKE '%1900%' OR {text} LIKE '%1899%') AND regexp_matches({text}, '{_NO_DAY}'))"


def _worded_sql(text: str) -> str:
    """A date with words in it: "26 tháng 5 năm 2024", "14h05 ngày 26/05/2024", "26-May-2024"."""
    plain = f"regexp_replace(lower(strip_accents({text})), '[\\s,]+', ' ', 'g')"
    for pattern, said in (
        (r"(\d{1,2}) ?(?:h|gio) ?(\d{2})(?: ?(?:p|phut)\b)?", r"\1:\2"),
        (r"(\d{1,2})[ -]?(?:thang|thg) ?(\d{1,2})[ -]*(?:nam )?(\d{4})", r"\1/\2/\3"),
        (r"\b(?:ngay|luc) ", ""),
        (rf"^({_CLOCK})(?: -)? (.+)$", r"\2 \1"),
        (r"(\d) - (\d)", r"\1 \2"),
    ):
        plain = f"regexp_replace({plain}, '{pattern}', '{said}')"
    times = ("", " %H:%M", " %H:%M:%S")
    days = ("%d/%m/%Y", "%d-%m-%Y", "%d-%b-%Y", "%d %b %Y", "%d/%b/%Y", "%d %B %Y", "%d-%B-%Y", "%b %d %Y", "%B %d %Y")
    is_read = f"regexp_matches({plain}, '(^|\\D){YEAR}( {_CLOCK})?$')"
    return f"CASE WHEN {is_read} THEN try_strptime({plain}, {[day + time for day in days for time in times]}) END"


def _cut(text: str) -> str:
    """A time with six decimals of a second at most."""
    return f"regexp_replace({text}, '(\\.\\d{{6}})\\d{{1,3}}', '\\1')"


def _half_days(text: str) -> str:
    """A day-first text with one blank before the time, and the two halves of the day as the engine calls them."""
    joined = f"regexp_replace(replace(regexp_replace({text}, '\\s*[-/.]\\s*(\\d+)\\s*[-/.]\\s*', '/\\1/'), 'T', ' '), ',?\\s+', ' ', 'g')"
    return _cut(f"regexp_replace(regexp_replace({joined}, ' ?SA$', ' AM'), ' ?CH$', ' PM')")


def _ahead_sql(text: str) -> str:
    """How many minutes the clocks of a point in time are ahead of UTC: 0 for "Z"."""
    sign, hours, minutes = (f"regexp_extract({text}, '([+-])(\\d\\d):?(\\d\\d)?$', {n})" for n in (1, 2, 3))
    size = f"coalesce(try_cast({hours} AS INT), 0) * 60 + coalesce(try_cast({minutes} AS INT), 0)"
    return f"(CASE WHEN {sign} = '-' THEN -1 ELSE 1 END * ({size}))"


def swappable_sql(value: str) -> str:
    """The branch of a CASE: a day that would be another one, were its month written first."""
    return f"day({value}) <= 12 AND day({value}) <> month({value}) THEN {SWAPPABLE}"


def reason_sql(column: Column, text: str, value: str) -> str:
    """Why a cell has no value (see the numbers above), 0 where it has one or is empty."""
    error = (
        f"WHEN {text} = '{UNCOMPUTED}' THEN {NO_VALUE_YET} WHEN {text} = '{MERGED_CELL}' THEN {MERGED} "
        f"WHEN {text} = '{UNREAD_CELL}' THEN {UNREAD} "
        f"WHEN {_is_error_sql(text)} THEN {ERROR_CELL}"
    )
    if column.type == "date":
        return (
            f"CASE WHEN {text} IS NULL THEN {FINE} WHEN {value} IS NOT NULL THEN CASE "
            f"WHEN regexp_matches({text}, '^\\d{{4}}') THEN {AS_EXCEL} "
            f"WHEN {swappable_sql(value)} ELSE {FINE} END {error} "
            f"WHEN {is_no_day_sql(text)} THEN {NO_DAY} "
            f"WHEN regexp_full_match({text}, '{_SERIALS}') THEN {SERIAL} "
            f"WHEN regexp_matches({text}, '(?i)\\d\\s*(AM|PM)$') THEN {HALF_DAYS} "
            f"WHEN regexp_matches({text}, '{_SHORT_YEAR_SHAPE}') THEN {SHORT_YEAR} "
            f"WHEN regexp_matches({text}, '{_BUDDHIST_SHAPE}') THEN {BUDDHIST} "
            f"WHEN regexp_matches({text}, '^(0?[1-9]|1[0-2])[-/.](1[3-9]|2\\d|3[01])[-/.][12]\\d{{3}}') THEN {MONTH_FIRST} "
            f"ELSE {OTHER} END"
        )
    if column.values:
        return f"CASE WHEN {text} IS NULL OR {value} IS NOT NULL THEN {FINE} {error} ELSE {OTHER} END"
    if column.type == "id":
        damaged = (
            f"{text} = '{MANGLED}' OR ({text} LIKE '%+%' AND regexp_full_match({text}, '\\d([.,]\\d+)?[eE]\\+\\d+'))"
        )
        return f"CASE WHEN {text} IS NULL THEN {FINE} {error} WHEN {damaged} THEN {DAMAGED_ID} ELSE {FINE} END"
    if column.type == "figure":
        return f"{FINE}"
    if column.type == "number":
        return (
            f"CASE WHEN {text} IS NULL OR {value} IS NOT NULL THEN {FINE} {error} WHEN {is_percent_sql(text)} THEN {PERCENT} "
            f"WHEN {is_either_sql(text)} THEN {EITHER} WHEN {is_long_sql(text)} THEN {LONG} ELSE {OTHER} END"
        )
    return f"CASE WHEN {text} IS NULL THEN {FINE} {error} ELSE {FINE} END"
