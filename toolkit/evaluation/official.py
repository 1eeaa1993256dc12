"""What is signed, published or kept as a result is made of official evaluations only: a scenario is refused at each door."""

from __future__ import annotations

from collections.abc import Sequence

from ..words.errors import UsageError
from ..words.vocabulary import SCENARIO
from .results import Evaluation


def require_official(evaluation: Evaluation, *others: Sequence[Evaluation], what: str) -> None:
    """Raise UsageError where the evaluation, or one of ``others``, is a scenario's. ``what`` is what was to be made.

    >>> import toolkit as tk
    >>> supposed = tk.what_if(tk.Scenario(name="Thử", period="2024", left_out=("CT5",)))
    >>> require_official(supposed, what="tờ trình")
    Traceback (most recent call last):
    ...
    toolkit.words.errors.UsageError: Không lập tờ trình từ kịch bản “Thử”: kịch bản không phải kết quả chính thức. ...
    """
    for each in (evaluation, *(one for group in others for one in group)):
        if each.nature == SCENARIO:
            raise UsageError(
                f"Không lập {what} từ kịch bản “{each.scenario}”: kịch bản không phải kết quả chính thức. Cách sửa: dùng "
                "tk.evaluate(kỳ); muốn nêu kịch bản thì lưu nó với in_report để sơ kết, tổng kết nêu trong phụ lục riêng."
            )
