"""A figure of others for a target, such as the province's, to hold the own one against: by year or period, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from ..periods import Period
from .amounts import AMOUNT_SCHEMA, Amount, amount_of
from .faults import Fault, refuse
from .goals import period_key

SOURCE = "source"


class Reference(BaseModel):
    """Figures of others by year or id of a period; ``text`` says where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    amounts: dict[int | str, Amount]
    text: str

    def of(self, at: Period) -> Amount | None:
        """The figure of exactly this period: that of another year says nothing of it."""
        if at.id in self.amounts:
            return self.amounts[at.id]
        return self.amounts.get(int(at.id)) if at.id.isdigit() else None


def reference_of(raw: Any) -> Reference:
    """What the key ``reference`` says. Raises ValueError, with the place of each fault where it is below.

    >>> reference_of({2024: "71%", "source": "Báo cáo 12/BC-UBND"}).text
    'Báo cáo 12/BC-UBND'
    """
    if isinstance(raw, Reference):
        return raw
    if not isinstance(raw, dict):
        raise ValueError("phải viết dạng {2024: 71%, source: nguồn của số ấy}")
    return _of_mapping(raw)


def _of_mapping(raw: Mapping[Any, Any]) -> Reference:
    amounts, faults, said = dict[int | str, Amount](), list[Fault](), raw.get(SOURCE)
    if not isinstance(said, str) or not said.strip():
        faults.append(((SOURCE,) if SOURCE in raw else (), "thiếu source: số tham chiếu lấy từ văn bản, báo cáo nào"))
    for written, each in raw.items():
        if written == SOURCE:
            continue
        key = period_key(written)
        if key is None:
            faults.append(((written,), f"{written!r} không phải là năm hay kỳ như 2024, 2024-Q3"))
        elif key in amounts:
            faults.append(((written,), f"kỳ {written} được ghi hai lần"))
        else:
            try:
                amounts[key] = amount_of(each)
            except ValueError as error:
                faults.append(((written,), str(error)))
    if not faults and not amounts:
        faults.append(((), "chưa có số của năm nào, ví dụ 2024: 71%"))
    refuse(faults)
    return Reference(amounts=amounts, text=str(said).strip())


def reference_faults(reference: Reference | None, *, percent: bool, is_share: bool) -> list[Fault]:
    """What cannot be compared with the values of its target: shares of 100 with other numbers, or a share beyond the whole."""
    faults: list[Fault] = []
    for key, each in reference.amounts.items() if reference else ():
        if each.percent != percent:
            wanted = (
                "tỷ lệ có dấu %, như kết quả của chỉ tiêu" if percent else "số không có dấu %, như kết quả của chỉ tiêu"
            )
            faults.append((("reference", key), f"phải là {wanted}"))
        elif is_share and not 0 <= each.value <= 1:
            faults.append((("reference", key), "phải từ 0% đến 100%"))
    return faults


_SCHEMA = {
    "type": "object",
    "properties": {SOURCE: {"type": "string", "minLength": 1}},
    "required": [SOURCE],
    "additionalProperties": AMOUNT_SCHEMA,
    "minProperties": 2,
}
ReferenceText = Annotated[Reference, BeforeValidator(reference_of), WithJsonSchema(_SCHEMA)]
