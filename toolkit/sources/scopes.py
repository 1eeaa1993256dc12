"""Scopes of ``sap_nhap`` that name no service of a period: whatever they meant has gone to the receiver of the rest."""

from __future__ import annotations

from collections.abc import Mapping

from ..plan.standard import SERVICES
from ..units.structure import Structure
from ..words.errors import Finding
from ..words.ids import id_key
from ..words.vocabulary import TRANSFER_LIST
from .data import SourceData


def scope_findings(structure: Structure, *, sources: Mapping[str, SourceData]) -> list[Finding]:
    """A finding for each entry with services that neither the dossiers nor the catalogue of the period have, where there are
    rows of the unit that was divided. It is a warning where such services may only have had no dossier."""
    entries = [transfer for transfer in structure.transfers if transfer.scope]
    if not entries:
        return []
    scoped = [name for name, data in sources.items() if data.source.duties.scoped]
    services, named = {name: _texts(sources[name], "service_id") for name in scoped}, set()
    for name in scoped:
        named |= _texts(sources[name], "unit_was")
    known = {id_key(text) for texts in services.values() for text in texts}
    found = []
    for each in entries:
        strange = sorted(service for service in each.scope if id_key(service) not in known)
        if strange and known and each.from_unit in named:
            is_sure = len(strange) == len(each.scope) or bool(services[SERVICES])
            found.append(
                Finding(
                    "SN-03",
                    f"{len(strange)}/{len(each.scope)} mã thủ tục của Phạm vi không có trong hồ sơ và danh mục dịch vụ của kỳ: "
                    f"{', '.join(strange[:10])}{', …' if len(strange) > 10 else ''}; hồ sơ của {each.from_unit} không thuộc phạm vi nào thì "
                    "tính cho đơn vị nhận phần còn lại.",
                    f"ghi mã thủ tục ở Phạm vi như trong hồ sơ; nếu đúng mã thì bổ sung dịch vụ vào {SERVICES} của kỳ.",
                    file=f"{TRANSFER_LIST.name}.csv",
                    column="Phạm vi",
                    unit=each.to_unit,
                    lowered=not is_sure,
                )
            )
    return found


def _texts(data: SourceData, column: str) -> set[str]:
    if not data.row_count:
        return set()
    rows = data.connection.execute(f"SELECT DISTINCT {column} FROM {data.source.table} WHERE {column} IS NOT NULL")
    return {text for (text,) in rows.fetchall()}
