"""Write the answers to the units into the results; one that somebody has changed stays, and the new one lies beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ..words.errors import Finding
from ..writing.files import OutputFolder
from ..writing.guard import personal_data_in
from ..writing.results import Results, unsettled
from .collected import Collected
from .letters import letter
from .marking import marked_form
from .questions import Questions
from .reading import BROKEN_BOOK
from .received import Form

ANSWERS = "tra_loi"
_RECORD = ".da_lap.json"  # which answers the toolkit has made: place → SHA-256
_TELL = "báo đơn vị xóa dữ liệu cá nhân khỏi cả tệp rồi gửi lại."


def write_answers(
    forms: Sequence[Form], questions: Mapping[str, Questions], result: Collected, *, folder: OutputFolder
) -> None:
    """Write the answer to each unit that has sent something, or that has not delivered; say in ``result`` which."""
    files: dict[str, bytes] = {}
    done: list[str] = []  # marked forms of an earlier run that are mended by now
    for unit, asked in questions.items():
        own = [form for form in forms if form.unit == unit and form.name not in result.copies]
        place = f"{asked.period.id}/{ANSWERS}/{unit}"
        if unit in result.delivered and not any(form.name in result.failed for form in own):
            done.append(f"{place}.xlsx")
        if not own and unit not in result.lacking:
            continue  # what was taken in an earlier run has its answer; who owes nothing is asked for nothing
        faults = [f for f in result.findings if f.file in {form.name for form in own}]
        marked = next((form for form in own if form.book and form.name in result.failed and form.is_faulty), None)
        if marked and (content := _marked(marked, asked)):
            files[f"{place}.xlsx"] = content
        taken = [form.name for form in own if form.name in result.forms]
        files[f"{place}.txt"] = letter(asked, faults=faults, taken=taken, is_marked=f"{place}.xlsx" in files).encode()
    refused = [name for name, content in files.items() if personal_data_in(name, content)]
    result.findings += [
        Finding("CN-01", "không lập được bản đánh dấu vì còn dữ liệu cá nhân ngoài các ô để điền.", _TELL, file=name)
        for name in refused
    ]
    period = next(iter(questions.values())).period.id if questions else ""
    _deliver(
        folder, f"{period}/{ANSWERS}/{_RECORD}", {n: c for n, c in files.items() if n not in refused}, done, result
    )


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


def _marked(form: Form, asked: Questions) -> bytes | None:
    """The form with its faults marked; None where only its cells could be read, not the whole workbook."""
    try:
        return marked_form(form.delivery, form.book, asked, faults=form.findings) if form.book else None
    except BROKEN_BOOK:
        return None
