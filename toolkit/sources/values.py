"""SQL that brings a raw cell to its canonical value. NULL with a non-empty raw cell means: cannot be read."""

from __future__ import annotations

from ..plan.conditions import fold_value
from ..vocabulary import Column

# Day before month, always; ISO besides. Two-digit years are not read.
_DATE_FORMS = [f"{day}{time}" for day in ("%d/%m/%Y", "%Y-%m-%d") for time in ("", " %H:%M", " %H:%M:%S")]
_DATE_FORMS += ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f"]
_DATE_SHAPE = r"(\d{1,2}/\d{1,2}/[12]\d{3}|[12]\d{3}-\d{2}-\d{2})([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279) || chr(8203)"


def text_sql(raw: str) -> str:
    """The cell as text without blanks around it; NULL when empty."""
    return f"nullif(nfc_normalize(trim({raw}::VARCHAR, {_BLANKS})), '')"


def value_sql(column: Column, raw: str) -> str:
    """The canonical value of a cell: TIMESTAMP for dates, the canonical word for choices, text for the rest."""
    text = text_sql(raw)
    if column.type == "date":
        forms = ", ".join(f"'{form}'" for form in _DATE_FORMS)
        return f"CASE WHEN regexp_full_match({text}, '{_DATE_SHAPE}') THEN try_strptime({text}, [{forms}]) END"
    if column.values:
        cases = {fold_value(word): name for name, words in column.values.items() for word in (name, *words)}
        whens = " ".join(f"WHEN '{folded}' THEN '{name}'" for folded, name in cases.items())
        folded = f"regexp_replace(replace(lower(strip_accents({text})), 'đ', 'd'), '[\\s_]+', '', 'g')"
        return f"CASE {folded} {whens} END"
    return text
