"""Nothing official is made of a scenario, at whichever door it comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import documents, evaluated

from toolkit.evaluation.official import require_official
from toolkit.words.errors import UsageError


def test_a_scenario_is_refused_wherever_it_stands_and_named(tmp_path):
    official = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 2))})
    partial = evaluated(tmp_path / "2", {"2024/van_ban__A.csv": documents(A=(1, 2))})
    supposed = replace(official, scenario="Bỏ CT5")
    assert (official.nature, partial.nature) == ("official", "partial")
    require_official(official, what="tờ trình")
    require_official(partial, [official], [partial, official], what="tờ trình")  # a part is official all the same
    for given in ((supposed,), (official, [supposed]), (official, [official], [partial, supposed])):
        with pytest.raises(
            UsageError, match="Không lập tờ trình từ kịch bản “Bỏ CT5”: kịch bản không phải kết quả"
        ) as raised:
            require_official(*given, what="tờ trình")
        assert raised.value.exit_code == 2
