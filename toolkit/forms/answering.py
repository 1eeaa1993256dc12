"""Write the answers to the units into the results; one that somebody has changed stays, and the new one lies beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ..words.errors import Finding
from ..words.vocabulary import INTERNAL
from ..writing.files import OutputFolder
from ..writing.guard import personal_data_in
from ..writing.results import Results, unsettled
from .answerable import Answerable
from .collected import Collected
from .letters import letter
from .marking import marked_form
from .questions import Asked
from .reading import BROKEN_BOOK
from .received import Form, Issued

ANSWERS = f"{INTERNAL}/tra_loi"  # they go back with the form, which names people
_RECORD = ".da_lap.json"  # which answers the toolkit has made: place → SHA-256
_TELL = "báo đơn vị xóa dữ liệu cá nhân khỏi cả tệp rồi gửi lại."


def write_answers(forms: Sequence[Form], issued: Issued, result: Collected, *, folder: OutputFolder) -> None:
    """Write the answer to each unit that has sent something, or that has not delivered; say in ``result`` which."""
    files: dict[str, bytes] = {}
    done: list[str] = []  # marked forms of an earlier run that are mended by now
    for unit in issued.questions:
        own = [form for form in forms if form.unit == unit and form.name not in result.copies]
        for is_answer in (False, True):
            some = [form for form in own if form.is_answer is is_answer]
            has_delivered = bool(some) if is_answer else unit in result.delivered
            place = f"{issued.office.period.id}/{ANSWERS}/{unit}{'_giai_trinh' if is_answer else ''}"
            if has_delivered and not any(form.name in result.failed for form in some):
                done.append(f"{place}.xlsx")
            if some or (not is_answer and unit in result.lacking):  # what was taken earlier has its answer already
                asked = issued.answerable[unit] if is_answer else issued.questions[unit]
                files.update(_answer(some, asked, result, place=place))
    refused = [name for name, content in files.items() if personal_data_in(name, content)]
    result.findings += [
        Finding("CN-01", "không lập được bản đánh dấu vì còn dữ liệu cá nhân ngoài các ô để điền.", _TELL, file=name)
        for name in refused
    ]
    _deliver(
        folder,
        f"{issued.office.period.id}/{ANSWERS}/{_RECORD}",
        {name: content for name, content in files.items() if name not in refused},
        done,
        result,
    )


def _answer(own: Sequence[Form], asked: Asked, result: Collected, *, place: str) -> dict[str, bytes]:
    """The letter to a unit about its forms of one kind, and the one that has to be mended, marked."""
    files: dict[str, bytes] = {}
    faults = [f for f in result.findings if f.file in {form.name for form in own}]
    marked = next((form for form in own if form.book and form.name in result.failed and form.is_faulty), None)
    if marked and (content := _marked(marked, asked)):
        files[f"{place}.xlsx"] = content
    taken = [form.name for form in own if form.name in result.forms]
    what = "bản giải trình" if isinstance(asked, Answerable) else "biểu mẫu tự đánh giá"
    told = letter(asked, what=what, faults=faults, taken=taken, is_marked=f"{place}.xlsx" in files)
    return {**files, f"{place}.txt": told.encode()}


def _deliver(
    folder: OutputFolder, record: str, files: Mapping[str, bytes], done: Sequence[str], result: Collected
) -> None:
    path, is_settled = folder.root / record, not unsettled(folder.root)
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        written = {}
    results = Results(folder, written=written, is_kept=lambda name: False)
    for name in done:
        results.remove(name)
    delivery = results.deliver(files)
    result.answers = sorted(delivery.made)
    result.edited = sorted(delivery.edited)
    result.findings += [
        Finding("TEP-02", f"không ghi được: {why}", "đóng tệp rồi chạy lại.", file=name)
        for name, why in delivery.failed.items()
    ]
    result.failed += list(delivery.failed)
    folder.write({record: json.dumps({**written, **delivery.made}, ensure_ascii=False, indent=1).encode()})
    if is_settled:  # what another run had noted is not ours to forget
        results.settle()


def _marked(form: Form, asked: Asked) -> bytes | None:
    """The form with its faults marked; None where only its cells could be read, not the whole workbook."""
    try:
        return marked_form(form.delivery, form.book, asked, faults=form.findings) if form.book else None
    except BROKEN_BOOK:
        return None
