"""What a plan calls things: the one home of the words that sentences, tables, forms and files are told in.

The code writes its sentences with the standard words ("chỉ tiêu", "đơn vị"). Where they leave for a reader they are told
in the plan's: Vietnamese declines nothing, so a word takes the place of a word. Names of the plan and of the unit list,
the headers of the office's own files, and what people wrote (``Verbatim``) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import model_validator

from .blocks import Block, Text

Form = Literal["nd30", "plain"]
_Told = TypeVar("_Told")
_CONTENTS = "nội dung"
_DROPPED = " thi đua"  # said of what belongs to a movement; of a contest with a name of its own it is not
# Headers of the office's files and terms in which the same letters mean something else.
_TERMS = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Từ đơn vị",
    "Đến đơn vị",
    "Mã chỉ tiêu",
    "Báo cáo của đơn vị",
    "đơn vị tính",
    "đơn vị đo",
    "đơn vị hành chính",
    "cơ quan nhà nước",
)
# "nội dung" is a content of the plan only in these surroundings; elsewhere it is what a text or a cell holds.
_CONTENT = (
    r"nội dung(?=(?: thi đua)?(?:,| và| hoặc| hay) biện pháp| thi đua)",
    r"(?<=\d )nội dung(?! khác)",
    r"(?<=content: )nội dung",
    r"(?<=[Cc]ác )nội dung",
    r"(?<=[Mm]ọi )nội dung",
    r"(?<=[Mm]ỗi )nội dung",
)


class Verbatim(str):
    """A text that somebody wrote: it is never told otherwise."""


class Words(Block):
    """What the plan calls its movement and what belongs to it, each in the form that it has within a sentence."""

    movement: Text = "phong trào"
    unit: Text = "đơn vị"
    agency: Text = "cơ quan"
    head: Text = "thủ trưởng"
    target: Text = "chỉ tiêu"
    content: Text = _CONTENTS
    action: Text = "biện pháp"
    criterion: Text = "tiêu chí"
    interim: Text = "sơ kết"
    final: Text = "tổng kết"
    office: Text = "Văn phòng"
    council: Text = "Hội đồng Thi đua - Khen thưởng"

    @model_validator(mode="before")
    @classmethod
    def _criteria_are_contents(cls, said: Any) -> Any:
        """What people appraise in a section is called as contents are, where the plan says how, unless it says otherwise."""
        if isinstance(said, dict) and "criterion" not in said and said.get("content", _CONTENTS) != _CONTENTS:
            return {**said, "criterion": said["content"]}
        return said


STANDARD = Words()


@dataclass(frozen=True)
class Telling:
    """How texts are told: in ``words``, but for the ``kept`` names.

    >>> told = Telling(Words(unit="chi nhánh", target="tiêu chí"), ("Đơn vị A",))
    >>> told.text("Đơn vị A: 2 đơn vị chưa đạt chỉ tiêu (Mã đơn vị, đơn vị tính)")
    'Đơn vị A: 2 chi nhánh chưa đạt tiêu chí (Mã đơn vị, đơn vị tính)'
    """

    words: Words = STANDARD
    kept: tuple[str, ...] = ()

    def text(self, said: str) -> str:
        """A text of the code in the plan's words."""
        if self.words == STANDARD or not self._phrases or isinstance(said, Verbatim):
            return said
        return self._pattern.sub(self._word, said)

    def all_in(self, told: _Told) -> _Told:
        """A value (a block of a report, a tuple, a mapping) with every text in it told."""
        return told if self.words == STANDARD else with_texts(told, self.text)

    def _word(self, match: re.Match[str]) -> str:
        """The word in the place of what is found, with a capital or in capitals as that is."""
        found, group = match[0], str(match.lastgroup)
        if group == "kept":
            return found
        phrase, word = self._phrases[int(group[1:])]
        if found.isupper():
            return word.upper()
        begins = found[:1].isupper() and not phrase[:1].isupper()  # a sentence, not a name
        return word[:1].upper() + word[1:] if begins else word

    @cached_property
    def _phrases(self) -> tuple[tuple[str, str], ...]:
        """Pattern → the word in its place; the longer before the shorter."""
        return tuple(_phrases(self.words))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = map(re.escape, sorted(self.kept, key=len, reverse=True))
        kept = "|".join((f"(?-i:{'|'.join(_TERMS)})", *names))
        told = "|".join(f"(?P<p{n}>{phrase})" for n, (phrase, _) in enumerate(self._phrases))
        return re.compile(rf"(?<!\w)(?:(?P<kept>{kept})|{told})(?!\w)", re.IGNORECASE)


AS_WRITTEN = Telling()  # of a plan with the standard words


def telling(words: Words, names: Iterable[str]) -> Telling:
    """How a plan's texts are told: of the names, those are kept in which a standard word stands beside others."""
    nouns = STANDARD.model_dump()
    within = re.compile("|".join(nouns.values()), re.IGNORECASE)
    alone = {nouns[name] for name in ("movement", "unit", "agency", "target", "content", "action")}
    own = (word for name, word in words.model_dump().items() if word != nouns[name])  # told again, it stays as it is
    kept = (name for name in dict.fromkeys((*names, *own)) if within.search(name) and name.lower() not in alone)
    return Telling(words, tuple(kept))


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a block of the plan, a dataclass, a tuple or a mapping."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Words):
        return  # what things are called is no name
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*texts_of(key), *texts_of(each))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, Block) or is_dataclass(value):
        yield from texts_of(vars(value))


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed: of a dataclass its fields, of a tuple its members."""
    if isinstance(value, str):
        return change(value)
    if own := getattr(value, "in_words", None):  # it knows its texts
        return own(change)
    if type(value) in (tuple, list):
        return type(value)(with_texts(each, change) for each in value)
    if isinstance(value, dict):
        return {key: with_texts(each, change) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: with_texts(getattr(value, f.name), change) for f in fields(value) if f.init}
        return replace(value, **{k: v for k, v in changed.items() if v is not getattr(value, k)})
    return value


def _phrases(words: Words) -> Iterator[tuple[str, str]]:
    renamed = words.movement != STANDARD.movement
    of_movement = f"(?:{_DROPPED})?" if renamed else ""
    if renamed:
        yield f"phong trào{of_movement}", words.movement
    if (words.head, words.unit) != (STANDARD.head, STANDARD.unit):
        yield "thủ trưởng đơn vị", f"người đứng đầu {words.unit}"
    if words.head != STANDARD.head:
        yield "thủ trưởng(?: cơ quan)?", words.head
    if words.council != STANDARD.council:
        yield "Hội đồng(?: Thi đua - Khen thưởng)?", words.council
    for name in ("target", "action"):
        standard, word = getattr(STANDARD, name), getattr(words, name)
        if renamed or word != standard:
            tail = " tổ chức thực hiện" if name == "action" and word != standard else ""
            yield standard + of_movement + (f"(?:{tail})?" if tail else ""), word
    if renamed or words.content != STANDARD.content:
        for pattern in _CONTENT:
            yield pattern + of_movement, words.content
    for name in ("unit", "agency", "interim", "final", "office"):
        if getattr(words, name) != getattr(STANDARD, name):
            yield getattr(STANDARD, name), getattr(words, name)
