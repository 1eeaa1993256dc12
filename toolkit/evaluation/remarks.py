"""The prose of the period, ``nhan_xet.docx`` or ``nhan_xet.md``, under the headings of the report's parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..periods import Period
from ..plan import Plan
from ..sources import NOT_OPENED, SecretNames
from ..words.errors import Finding
from ..words.privacy import personal_in_cell
from ..words.vocabulary import REMARKS, REMARKS_WORD
from .headings import Titles, heading_of, titles_of, underlined
from .pasted import is_fence, pictures_in, tidied
from .word_text import NoWordText, WordText

_MAX_BYTES = 1_000_000  # of a text; a Word file may hold pictures
_MAX_WORD_BYTES = 30_000_000


@dataclass
class _Text:
    """The lines of a file, what of it is no text (number of the line, what it is), and whether its lines are numbered for
    the reader as well."""

    name: str
    lines: list[str]
    lost: list[tuple[int, str]]
    has_rows: bool
    titles: Titles

    def finding(self, code: str, problem: str, remedy: str, *, row: int) -> Finding:
        """A finding about a line; of a Word file, in which no line has a number, the heading above it is named."""
        if self.has_rows:
            return Finding(code, problem, remedy, file=self.name, row=row)
        above = [heading.title for line in self.lines[:row] if (heading := heading_of(line, self.titles))]
        where = f"dưới đề mục “{above[-1][:60]}”: " if above else "ở đầu tệp: "
        return Finding(code, where + problem, remedy, file=self.name)


def remark_files(folder: Path) -> list[Path]:
    """The files of a period that hold its prose; the first one is read."""
    found = (folder / name for name in (REMARKS_WORD, REMARKS))
    return [path for path in found if path.is_file() and not path.is_symlink()]


def read_remarks(
    folder: Path, *, plan: Plan, period: Period, secret: SecretNames | None = None
) -> tuple[dict[str, str], list[Finding]]:
    """Part of the report → its Markdown, and the faults: no missing file, but what is not printed is one.

    A paragraph that names a document of ``secret`` is left out. A heading may be numbered ("IV. Công tác khen thưởng"),
    and may say it in other words. One that leads to no part stays in the text of the part above it if it is of a lower
    level, as a line in bold.
    """
    files = remark_files(folder)
    if not files:
        return {}, []
    name = f"{folder.name}/{files[0].name}"
    try:
        text = _read(files[0], name, titles_of(plan, period))
    except NoWordText as trouble:
        return {}, [Finding("TEP-02", f"{trouble}.", "mở bằng Word, lưu lại dạng .docx không mật khẩu.", file=name)]
    except PermissionError:
        return {}, [Finding("TEP-02", "không mở được nhận xét.", NOT_OPENED, file=name)]
    except (OSError, UnicodeDecodeError):
        return {}, [Finding("TEP-02", "không đọc được nhận xét.", "lưu lại dạng văn bản UTF-8, dưới 1 MB.", file=name)]
    hidden = _naming(text, secret) if secret else []
    for block in hidden:
        text.lines[block.start : block.stop] = [""] * len(block)
    parts, findings = _parts(text)
    if len(files) > 1:
        problem = f"có cả {REMARKS_WORD} và {REMARKS}; chỉ {files[0].name} được in."
        findings.append(Finding("NX-05", problem, "gộp vào một tệp, bỏ tệp kia.", file=f"{folder.name}/{REMARKS}"))
    return parts, [*_faults(text, hidden), *findings]


def _read(path: Path, name: str, titles: Titles) -> _Text:
    is_word = path.name == REMARKS_WORD
    if path.stat().st_size > (_MAX_WORD_BYTES if is_word else _MAX_BYTES):
        raise NoWordText("tệp lớn hơn 30 MB") if is_word else OSError
    if is_word:
        word = WordText(path)
        return _Text(name, word.lines, word.lost, has_rows=False, titles=titles)
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    lost = [(row, f'hình "{each}"') for row, line in enumerate(lines, 1) for each in pictures_in(line)]
    return _Text(name, underlined(lines), lost, has_rows=True, titles=titles)


def _faults(text: _Text, hidden: list[range]) -> Iterator[Finding]:
    """What may not be printed, and what cannot be."""
    for block in hidden:
        problem = "đoạn này nêu số, ký hiệu của một văn bản hoặc hồ sơ có ghi độ mật nên không được in."
        yield text.finding("CN-02", problem, "viết lại đoạn mà không nêu số, ký hiệu đó.", row=block.start + 1)
    for row, line in enumerate(text.lines, 1):
        if kinds := personal_in_cell(line):
            remedy = "xóa dữ liệu cá nhân khỏi nhận xét; báo cáo còn chứa thì không được ghi ra."
            yield text.finding("CN-01", f"đoạn này có {', '.join(kinds)}.", remedy, row=row)
    for row, what in text.lost:
        problem = f"{what} không được đưa vào báo cáo."
        yield text.finding(
            "NX-04", problem, "chèn vào bản Word của báo cáo trước khi trình ký, hoặc bỏ khỏi nhận xét.", row=row
        )


def _naming(text: _Text, secret: SecretNames) -> list[range]:
    """The paragraphs and headings that name a secret: lines between empty ones; a heading stands alone."""
    blocks, start, lines = [], 0, text.lines
    for row, line in enumerate([*lines, ""]):
        is_heading = heading_of(line, text.titles) is not None
        if not line.strip() or is_heading:
            blocks += [range(start, row), *([range(row, row + 1)] if is_heading else [])]
            start = row + 1
    return [block for block in blocks if secret.are_in(" ".join(lines[block.start : block.stop]))]


def _parts(text: _Text) -> tuple[dict[str, str], list[Finding]]:
    """Part of the report → the text under its heading; and the headings whose text has no place, or not quite its own."""
    parts: dict[str, list[str]] = {}
    part, level, heading_row, is_code = "", 7, 1, False
    loose: dict[int, list[str]] = {}  # the row of a heading without a place → what stands under it
    findings: list[Finding] = []
    for row, line in enumerate(text.lines, 1):
        is_code = is_code != is_fence(line)
        heading = None if is_code else heading_of(line, text.titles)
        if heading is None:
            (parts[part] if part else loose.setdefault(heading_row, [])).append(line)
        elif heading.part:
            part, level = heading.part, heading.level
            parts.setdefault(part, []).extend([] if heading.is_title else ["", f"**{heading.title}**", ""])
            if heading.resembles:
                problem = f"đề mục này được hiểu là “{heading.resembles}”, nội dung được in ở đó."
                findings.append(text.finding("NX-03", problem, "không phải như vậy thì sửa đề mục.", row=row))
        elif part and heading.level > level:
            parts[part] += ["", f"**{heading.title}**", ""]
        else:
            part, level, heading_row = "", 7, row
    texts = {part: shown for part, under in parts.items() if (shown := tidied("\n".join(under), html=text.has_rows))}
    findings += [
        text.finding(
            "NX-01",
            "đoạn này không nằm dưới đề mục nào của báo cáo nên không được in.",
            f"đặt dưới một trong các đề mục: {text.titles.told}.",
            row=row,
        )
        for row, under in loose.items()
        if tidied("\n".join(under), html=text.has_rows)
    ]
    return texts, findings
