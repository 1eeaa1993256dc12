"""Cells that say nothing: what is told of them, and to whom."""

from __future__ import annotations

from small import evaluated, plan

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số,Điện tử\n"


def test_a_strange_word_points_to_the_map_only_where_a_figure_needs_it(tmp_path):
    rows = "1,A,01/02/2024,,chưa rõ,chưa rõ\n2,B,01/02/2024,,Có,Có\n"
    target = plan()["targets"][0] | {"success": {"signed": True}}
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=[target]))
    told = {f.column: (f.level, f.remedy) for f in e.findings if f.code == "O-02"}
    assert told["Ký số"] == ("error", "ghi một trong: Có hoặc Không; hoặc chạy thidua map 2024/van_ban.csv.")
    assert told["Điện tử"] == ("warning", "ghi một trong: Có hoặc Không.")
