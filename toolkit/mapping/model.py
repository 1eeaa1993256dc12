"""What is found out about a file: which of its columns is which, what its words mean, what is left to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ..words.codes import ERROR
from ..words.errors import Finding

# How it is known: the contract's own word, the plan, the shipped dictionary; or only differently written; or by likeness.
PROPER, PLAN, DICTIONARY, SAME, LIKELY, UNKNOWN = "proper", "plan", "dictionary", "same", "likely", "unknown"
KNOWN = (PROPER, PLAN, DICTIONARY)
HOW = {
    PROPER: "đúng tên",
    PLAN: "đã khai trong kế hoạch",
    DICTIONARY: "có trong từ điển",
    SAME: "chắc chắn: cùng nghĩa",
    LIKELY: "đề xuất, cần xác nhận",
    UNKNOWN: "chưa biết",
}


@dataclass(frozen=True)
class ColumnMatch:
    """A column of a file (its header) and the column of the source that it is, with its header as people know it."""

    header: str
    column: str
    title: str
    how: str
    is_needed: bool = False


@dataclass(frozen=True)
class WordMatch:
    """A word of a closed column, how many rows have it, and the value that it stands for (empty: nobody knows), by the
    word that people know. ``choices`` are those words of all values, the likeliest first."""

    column: str
    title: str
    word: str
    count: int
    meaning: str
    how: str
    is_needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something of a file that a person has to say: which header is a column (``title``), or which value a word of the
    column means. ``choices`` are the answers, the first of them the proposal where there is one."""

    title: str
    choices: tuple[str, ...]
    has_proposal: bool
    word: str = ""
    count: int = 0

    @property
    def proposal(self) -> tuple[str, ...]:
        """The answer that is proposed, where there is one."""
        return self.choices[:1] if self.has_proposal else ()

    def match(self, choice: str) -> ColumnMatch | WordMatch:
        """What an answer says."""
        if self.word:
            return WordMatch("", self.title, self.word, self.count, choice, LIKELY)
        return ColumnMatch(choice, "", self.title, LIKELY)


@dataclass(frozen=True)
class FileMap:
    """What is found out about one file. ``unused`` are its headers that are no column, ``lacking`` the needed columns that
    it has under no name, ``strange`` how many different words of a closed column are too many to be words of a list,
    ``candidates`` the headers that may be a column that is not certain."""

    file: str
    source: str = ""
    title: str = ""
    sheet: str = ""
    rows: int = 0
    columns: tuple[ColumnMatch, ...] = ()
    words: tuple[WordMatch, ...] = ()
    unused: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    strange: dict[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    candidates: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def certain(self) -> Teaching:
        """What is certain, and not known to the plan or the dictionary yet."""
        doubtful = {each.column for each in self.open_columns}
        words = [word for word in self.words if word.column not in doubtful]
        return teaching(self.source, (*self.columns, *words), ways=(SAME,))

    @property
    def proposed(self) -> Teaching:
        """What is certain, and what is only likely."""
        return teaching(self.source, (*self.columns, *self.words), ways=(SAME, LIKELY))

    @property
    def open_columns(self) -> tuple[ColumnMatch, ...]:
        """The columns that are only likely."""
        return tuple(each for each in self.columns if each.how == LIKELY)

    @property
    def open_words(self) -> tuple[WordMatch, ...]:
        """The words whose meaning is not certain."""
        return tuple(each for each in self.words if each.how in (LIKELY, UNKNOWN))

    @property
    def is_refused(self) -> bool:
        """Whether the file could not be read; the findings say why."""
        return any(finding.level == ERROR for finding in self.findings)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What figures need and a person has to say: first the columns, then the words."""
        headers = {match.title: match.header for match in self.open_columns if match.is_needed}
        titles = [*headers, *self.lacking]
        columns = [Doubt(title, self._choices(title, headers.get(title)), title in headers) for title in titles]
        words = [word for word in self.open_words if word.is_needed]
        return (*columns, *(Doubt(w.title, w.choices, w.how == LIKELY, w.word, w.count) for w in words))

    def _choices(self, title: str, proposed: str | None) -> tuple[str, ...]:
        first = (proposed,) if proposed else ()
        known = {match.header for match in self.columns if match.how != LIKELY} | {proposed}
        return (*first, *(each for each in self.candidates.get(title, ()) if each not in known))

    @property
    def unknown(self) -> int:
        """How many things are left that figures need and that nobody has said: columns, and words."""
        return 0 if self.is_refused else len(self.doubts) + len(self.strange) + (not self.source)

    @property
    def questions(self) -> int:
        """How many questions that makes: all of a file is asked on one screen."""
        return min(self.unknown, 1)


@dataclass(frozen=True)
class Teaching:
    """What is to be written into the plan: source → column → headers, and source → column → value → words, by the words
    that people know."""

    aliases: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    values: dict[str, dict[str, dict[str, list[str]]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.aliases or self.values)

    def add(self, source: str, match: ColumnMatch | WordMatch) -> None:
        """Add what a match says."""
        if isinstance(match, ColumnMatch):
            words = self.aliases.setdefault(source, {}).setdefault(match.title, [])
            new = match.header
        else:
            words = self.values.setdefault(source, {}).setdefault(match.title, {}).setdefault(match.meaning, [])
            new = match.word
        if new not in words:
            words.append(new)

    def as_keys(self) -> dict[str, dict]:
        """The same as the plan writes it under ``sources``."""
        keys: dict[str, dict] = {}
        for name, part in (("aliases", self.aliases), ("values", self.values)):
            for source, said in part.items():
                keys.setdefault(source, {})[name] = said
        return keys


def teaching(source: str, matches: Iterable[ColumnMatch | WordMatch], *, ways: Collection[str]) -> Teaching:
    """What matches that are known in one of these ways teach."""
    found = Teaching()
    for match in matches:
        if match.how in ways and (isinstance(match, ColumnMatch) or match.meaning):
            found.add(source, match)
    return found


def joined(every: Iterable[Teaching]) -> Teaching:
    """Several teachings as one."""
    whole = Teaching()
    for each in every:
        for source, columns in each.aliases.items():
            for title, headers in columns.items():
                for header in headers:
                    whole.add(source, ColumnMatch(header, "", title, SAME))
        for source, listed in each.values.items():
            for title, values in listed.items():
                for meaning, words in values.items():
                    for word in words:
                        whole.add(source, WordMatch("", title, word, 0, meaning, SAME))
    return whole
