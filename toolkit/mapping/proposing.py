"""Find out what the columns and words of a file are, and propose what is likely. Nothing is taken for certain by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..plan import Plan
from ..plan.source_words import NO_WORDS, SourceWords
from ..plan.standard import SOURCES
from ..scoring.deciding import deciding_columns
from ..sources.dictionary import dictionary
from ..sources.folder import source_named
from ..sources.inspecting import Contents, Inspection, header_in, inspected, unpacked_file
from ..sources.tables import Refused, Wanted
from ..units.model import UnitNames
from ..words.errors import harmless
from ..words.formatting import fold
from ..words.privacy import personal_kinds
from ..words.vocabulary import Column, Source
from .likeness import TURNS, best_likeness, same_meaning
from .model import DICTIONARY, LIKELY, PLAN, PROPER, SAME, UNKNOWN, ColumnMatch, FileMap, WordMatch

_ALIKE = 0.6  # how alike a header or a word has to be to be proposed
_FITS, _HALF = 0.9, 0.5  # the share of a column's cells that are what the proposed column holds: certain, likely
_WORDS = 30  # more different words than these are no words of a closed list
_LONGEST = 60
_WEIGHTY = 3.0  # how much headers have to speak for a source


def map_file(path: Path, *, name: str, plan: Plan, names: UnitNames) -> FileMap:
    """What is found out about a file, which findings call ``name``."""
    shown = harmless(name)
    try:
        with unpacked_file(path, name=shown) as inside:
            also = {fold(w): c for words in plan.sources.values() for c, said in words.headers.items() for w in said}
            headers = tuple(header for header in header_in(inside, name=shown, also=also))
            source, unit = _source_of(path, headers, plan=plan, names=names)
            if source is None:
                return FileMap(shown, unused=tuple(filter(None, headers)) if _is_safe(headers) else ())
            return _Look(inside, shown, plan, names, source, headers, unit).found()
    except Refused as trouble:
        return FileMap(shown, findings=tuple(trouble.findings))


def _is_safe(headers: Sequence[str]) -> bool:
    """Whether a row is certainly a header: of a file without one it would be somebody's data."""
    known = {
        fold(each) for source in SOURCES.values() for column in source.columns for each in _spellings(source, column)
    }
    return sum(fold(header) in known for header in headers) > 1


def _source_of(path: Path, headers: Sequence[str], *, plan: Plan, names: UnitNames) -> tuple[Source | None, str | None]:
    """The source of a file, by its name or else by its headers, and the unit that it is named after."""
    every = plan.every_source
    if named := source_named(path, sources=every):
        return every[named[0]], names.find(named[1]) if named[1] else None
    weights = {name: _weight(source, headers, plan) for name, source in every.items()}
    best, second = sorted(weights, key=lambda name: -weights[name])[:2]
    return (every[best] if weights[best] >= _WEIGHTY and weights[best] > weights[second] else None), None


def _weight(source: Source, headers: Sequence[str], plan: Plan) -> float:
    """How much the headers speak for a source: its ids most, what many sources have least."""
    weight, words, every = 0.0, plan.words_of(source.name), plan.every_source
    for column in source.columns:
        spellings = _spellings(source, column, words)
        if any(same_meaning(header, each) for header in headers for each in spellings):
            is_shared = sum(other.column(column.name) is not None for other in every.values()) > 2
            weight += 2.0 if column.type == "id" else 0.3 if is_shared else 1.0
    return weight


def _spellings(source: Source, column: Column, words: SourceWords = NO_WORDS) -> list[str]:
    """Every header that is known for a column."""
    known = dictionary(source.name).spellings.get(column.name, ())
    return [column.header, *words.headers.get(column.name, ()), *known]


@dataclass
class _Look:
    """A look at one file of a known source."""

    path: Path
    name: str
    plan: Plan
    names: UnitNames
    source: Source
    headers: Sequence[str]
    unit: str | None

    def __post_init__(self) -> None:
        self.words = self.plan.words_of(self.source.name)
        self.wanted = Wanted.of(self.source, name=self.name, words=self.words, unit=self.unit)
        self.needed = set(deciding_columns(self.plan, self.source)) | set(self.wanted.required)
        if not self.plan.counting(self.source.name):
            self.needed |= {column.name for column in self.source.columns if column.type == "choice"}

    def found(self) -> FileMap:
        """Read the file once, with every header that may be a lacking column beside the known ones."""
        known = {column: header for header in self.headers if header and (column := self.wanted.column(header))}
        spare = [header for header in dict.fromkeys(self.headers) if header and not self.wanted.column(header)]
        lacking = [column for column in self.wanted.columns if column.name not in known]
        lacking = [column for column in lacking if not (column.type == "unit" and self.unit)]
        guests = {f"guest_{n}": header for n, header in enumerate(spare)}
        with inspected(self.path, self._with_guests(guests, lacking)) as look:
            matches = [self._known(column, header) for column, header in known.items()]
            matches += self._proposed(look, lacking, guests)
            columns = {column.name: column for column in self.wanted.columns_under(look.table.coded)}
            words, strange = self._words(look, columns, matches, guests)
            taken = {match.header for match in matches}
            return FileMap(
                self.name,
                self.source.name,
                self.source.title,
                look.sheet,
                look.rows,
                tuple(sorted(matches, key=lambda match: list(self.headers).index(match.header))),
                tuple(words),
                tuple(header for header in spare if header not in taken),
                tuple(c.header for c in lacking if c.name in self.needed and c.name not in {m.column for m in matches}),
                strange,
                look.table.notes,
            )

    def _with_guests(self, guests: Mapping[str, str], lacking: Sequence[Column]) -> Wanted:
        columns, headers = list(self.wanted.columns), dict(self.wanted.headers)
        for guest, header in guests.items():
            near = max(
                lacking,
                key=lambda column: best_likeness(header, _spellings(self.source, column, self.words)),
                default=None,
            )
            is_date = near is not None and near.type == "date"
            columns.append(Column(guest, header, "date" if is_date else "text"))
            headers[fold(header)] = guest
        required = tuple(c for c in self.wanted.required if c not in {column.name for column in lacking})
        return replace(self.wanted, columns=tuple(columns), headers=headers, required=required)

    def _known(self, column: str, header: str) -> ColumnMatch:
        title, key = self.wanted.titles[column], fold(header)
        how = PROPER if key == fold(title) else PLAN if key in self.wanted.headers else DICTIONARY
        return ColumnMatch(header, column, title, how, column in self.needed)

    def _proposed(self, look: Inspection, lacking: Sequence[Column], guests: Mapping[str, str]) -> list[ColumnMatch]:
        """For each lacking column the header that may be it: the same but for the way of writing, or the most alike."""
        ranked: list[tuple[float, Column, str, bool]] = []
        for column in lacking:
            spellings = _spellings(self.source, column, self.words)
            for guest, header in guests.items():
                alike = best_likeness(header, spellings)
                if alike < _ALIKE and column.type not in ("choice", "unit"):
                    continue
                fits = self._fit(column, look.contents(column, of=guest))
                same = any(same_meaning(header, each) for each in spellings) and fits >= _FITS
                told_by_content = column.type in ("choice", "unit") and fits >= _HALF
                is_named_so = alike == 1.0 and column.type == "choice"  # the words of the list are asked for, too
                if (alike >= _ALIKE and fits >= _HALF) or told_by_content or is_named_so:
                    ranked.append((alike + fits, column, header, same))
        chosen: dict[str, ColumnMatch] = {}
        for _, column, header, same in sorted(ranked, key=lambda each: (-each[3], -each[0])):
            rivals = sum(1 for _, c, h, s in ranked if s and (c is column) != (h == header))
            if column.name not in chosen and header not in {match.header for match in chosen.values()}:
                how = SAME if same and not rivals else LIKELY
                is_needed = column.name in self.needed
                chosen[column.name] = ColumnMatch(header, column.name, column.header, how, is_needed)
        return list(chosen.values())

    def _fit(self, column: Column, contents: Contents) -> float:
        """The share of the filled cells that are what a column holds; half of them where there are none to tell by."""
        if not contents.filled:
            return _HALF if column.type not in ("choice", "unit") else 0.0
        if column.type == "unit":
            known = sum(count for text, count, _ in contents.words if self.names.find(text))
            return known / sum(count for _, count, _ in contents.words)
        if column.type == "id":
            return contents.different / contents.filled if column.name in self.source.key else 1.0
        if column.type == "choice":
            meant = {word: value or self._same_value(column, word) for word, _, value in contents.words}
            several = len({*meant.values()} - {None}) > 1
            return sum(n for word, n, _ in contents.words if meant[word] and several) / contents.filled
        return contents.read / contents.filled

    def _same_value(self, column: Column, word: str) -> str | None:
        """The one value for which a word is only another way of writing."""
        found = [name for name, spelled in column.values.items() if any(same_meaning(word, each) for each in spelled)]
        return found[0] if len(found) == 1 else None

    def _words(
        self, look: Inspection, columns: Mapping[str, Column], matches: Sequence[ColumnMatch], guests: Mapping[str, str]
    ) -> tuple[list[WordMatch], dict[str, int]]:
        """The words of each closed column; of one in which too many are unknown only how many they are."""
        under = {header: guest for guest, header in guests.items()}  # of proposed columns
        words: list[WordMatch] = []
        strange: dict[str, int] = {}
        for match in matches:
            column = columns.get(match.column)
            if column is None or not column.values:
                continue
            contents = look.contents(column, of=under.get(match.header, column.name))
            unknown = sum(value is None for _, _, value in contents.words)
            if contents.different > len(contents.words) or unknown > _WORDS:
                strange[column.header] = contents.different
                continue
            words += [self._word(column, word, count, value) for word, count, value in contents.words]
        return words, strange

    def _word(self, column: Column, word: str, count: int, value: str | None) -> WordMatch:
        word = " ".join(word.split())
        shown = word if len(word) <= _LONGEST and not personal_kinds(word) else "(không nêu)"
        own = {name: self.source.column(column.name).values[name][0] for name in column.values}  # type: ignore[union-attr]
        needed = column.name in self.needed
        if value is not None:
            proper = any(fold(word) == fold(each) for each in self.source.column(column.name).values[value])  # type: ignore[union-attr]
            taught = any(fold(word) == fold(w) for w in self.words.values.get(column.name, {}).get(value, ()))
            how = PROPER if proper else PLAN if taught else DICTIONARY
            return WordMatch(column.name, column.header, shown, count, own[value], how, needed)
        likely = {name: best_likeness(word, spelled, turns=TURNS) for name, spelled in column.values.items()}
        ranked = sorted(likely, key=lambda name: -likely[name])
        first = ranked[:1] if likely[ranked[0]] >= _ALIKE else []
        choices = tuple(own[name] for name in (*first, *(name for name in own if name not in first)))
        if shown != word or column.name == "secrecy":  # what marks a secret is never guessed
            return WordMatch(column.name, column.header, shown, count, "", UNKNOWN, needed, choices)
        if same := self._same_value(column, word):
            return WordMatch(column.name, column.header, word, count, own[same], SAME, needed, choices)
        how = LIKELY if likely[ranked[0]] >= _ALIKE else UNKNOWN
        meaning = own[ranked[0]] if how == LIKELY else ""
        return WordMatch(column.name, column.header, word, count, meaning, how, needed, choices)
