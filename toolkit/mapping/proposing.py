"""Find out what the columns and words of a file are, and propose what is likely. Nothing is taken for certain by likeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..plan import Plan
from ..plan.source_words import NO_WORDS, SourceWords
from ..plan.standard import SOURCES
from ..scoring.deciding import deciding_columns
from ..sources.dictionary import dictionary, with_words
from ..sources.folder import source_named
from ..sources.inspecting import Contents, Inspection, header_in, inspected, unpacked_file
from ..sources.tables import Refused, Wanted, unnumbered
from ..units.model import UnitNames
from ..words.errors import harmless
from ..words.formatting import fold
from ..words.privacy import personal_kinds
from ..words.vocabulary import Column, Source
from .fitting import ALIKE, HALF, Offer, fit, same_value
from .likeness import TURNS, best_likeness, same_meaning
from .model import DICTIONARY, LIKELY, PLAN, PROPER, SAME, UNKNOWN, ColumnMatch, FileMap, WordMatch

_WORDS = 30  # more different words than these are no words of a closed list
_LONGEST = 60
_MOST = 8  # columns of a file that are offered for one that it lacks
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_PEOPLE = ("hoten", "hovaten", "hova", "tencanbo", "tennhanvien", "chuhoso", "nguoi", "tenchu", "tennguoi")
_NUMBERS = frozenset(("stt", "tt", "sott", "sothutu"))  # headers of the running number, which is no id
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


def _unambiguous(wanted: Wanted, headers: Sequence[str]) -> dict[str, str]:
    """The headers of known systems, without those of a column that several headers of this file name, none of them its
    proper one: their cells tell which it is, or a person."""
    keys = {wanted.key(header) for header in headers}
    proper = {wanted.headers[key] for key in keys if key in wanted.headers}
    named = Counter(wanted.spare[key] for key in keys if key in wanted.spare)
    doubled = {column for column, count in named.items() if count > 1 and column not in proper}
    return {key: column for key, column in wanted.spare.items() if column not in doubled}


def _are_words(contents: Contents, header: str) -> bool:
    """Whether cells that no list knows may be words of one: few, no dates, and nobody's name."""
    dated = sum(count for word, count, _ in contents.words if _DAY.search(word))
    return 0 < contents.different <= _WORDS and 2 * dated < contents.filled and not fold(header).startswith(_PEOPLE)


def _candidates(column: Column, offered: Sequence[Offer]) -> tuple[str, ...]:
    """The headers that may be a column by what stands under them, the likeliest first."""
    own = [offer for offer in offered if offer.column is column and offer.may_be and fold(offer.header) not in _NUMBERS]
    best = sorted(own, key=lambda offer: -offer.score)
    return tuple(offer.header for offer in best[:_MOST])


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
    not_units: frozenset[str] = frozenset()  # folded headers that name the column of the unit and hold no units

    def __post_init__(self) -> None:
        self.words = self.plan.words_of(self.source.name)
        wanted = Wanted.of(self.source, name=self.name, words=self.words, unit=self.unit)
        spare = {key: column for key, column in wanted.spare.items() if key not in self.not_units}
        self.wanted = replace(wanted, spare=_unambiguous(replace(wanted, spare=spare), self.headers))
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
            if (stranger := self._not_the_unit(look, known, guests)) and not self.not_units:
                return replace(self, not_units=frozenset((stranger,))).found()
            offered = [each for column in lacking for each in self._offers(look, column, guests)]
            matches += self._proposed(offered)
            left_over = [*self._left_over(lacking, offered, matches)]
            claimed = {match.header for match in left_over}
            matches = [match for match in matches if match.header not in claimed] + left_over
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
                {c.header: _candidates(c, offered) for c in lacking},
            )

    def _not_the_unit(self, look: Inspection, known: Mapping[str, str], guests: Mapping[str, str]) -> str:
        """The header of a known system for the unit (folded), where another column has units and this has none: it says
        which agency it is, the other which division."""
        for column in (column for column in self.source.columns if column.type == "unit"):
            key = self.wanted.key(known.get(column.name, ""))
            if key in self.wanted.spare and look.contents(column).filled:
                own = fit(column, look.contents(column), is_key=False, is_named=True, units=self.names)
                others = (offer.fits for offer in self._offers(look, column, guests))
                if own < HALF <= max(others, default=0.0):
                    return key
        return ""

    def _with_guests(self, guests: Mapping[str, str], lacking: Sequence[Column]) -> Wanted:
        columns, headers = list(self.wanted.columns), dict(self.wanted.headers)
        for guest, header in guests.items():
            near = max(lacking, key=lambda column: best_likeness(header, self._names(column)), default=None)
            is_date = near is not None and near.type == "date"
            columns.append(Column(guest, header, "date" if is_date else "text"))
            headers[fold(header)] = guest
        required = tuple(c for c in self.wanted.required if c not in {column.name for column in lacking})
        return replace(self.wanted, columns=tuple(columns), headers=headers, required=required)

    def _names(self, column: Column) -> list[str]:
        """Every header that is known for a column, and those that are it where their cells fit."""
        hints = dictionary(self.source.name).hints.get(column.name, ())
        return [*_spellings(self.source, column, self.words), *hints]

    def _known(self, column: str, header: str) -> ColumnMatch:
        title, key = self.wanted.titles[column], self.wanted.key(header)
        how = PROPER if key == fold(title) else PLAN if key in self.wanted.headers else DICTIONARY
        return ColumnMatch(header, column, title, how, column in self.needed)

    def _offers(self, look: Inspection, column: Column, guests: Mapping[str, str]) -> Iterator[Offer]:
        """What each unknown header is for a lacking column: how alike by name, how well its cells fit."""
        names, is_key = self._names(column), column.name in self.source.key
        for guest, header in guests.items():
            bare = unnumbered(header)
            is_named = any(same_meaning(bare, name) for name in names)
            coded = with_words(column, self.wanted.codes.get(fold(header), {}))
            contents = look.contents(coded, of=guest)
            fits = fit(coded, contents, is_key=is_key, is_named=is_named, units=self.names)
            may_be = fits >= HALF or (bool(coded.values) and _are_words(contents, header))
            yield Offer(column, header, best_likeness(bare, names), fits, is_named, may_be)

    def _proposed(self, offered: Sequence[Offer]) -> list[ColumnMatch]:
        """For each lacking column the header that may be it: the same but for the way of writing, or the most alike."""
        ranked = [offer for offer in offered if offer.is_likely]
        chosen: dict[str, ColumnMatch] = {}
        order = sorted(ranked, key=lambda each: (-each.is_same, each.column.name not in self.needed, -each.score))
        for offer in order:
            column, header = offer.column, offer.header
            rivals = sum(1 for o in ranked if o.is_same and (o.column is column) != (o.header == header))
            if column.name not in chosen and header not in {match.header for match in chosen.values()}:
                how = SAME if offer.is_same and not rivals else LIKELY
                chosen[column.name] = ColumnMatch(header, column.name, column.header, how, column.name in self.needed)
        return list(chosen.values())

    def _left_over(
        self, lacking: Sequence[Column], offered: Sequence[Offer], matches: Sequence[ColumnMatch]
    ) -> Iterator[ColumnMatch]:
        """The one header that is left for a needed closed column, so that its words are asked for with it."""
        taken = {match.header for match in matches if match.how != LIKELY or match.is_needed}
        known = {match.column for match in matches}
        for column in lacking:
            if column.values and column.name in self.needed and column.name not in known:
                left = [header for header in _candidates(column, offered) if header not in taken]
                if len(left) == 1:
                    taken.add(left[0])
                    yield ColumnMatch(left[0], column.name, column.header, LIKELY, True)

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
            if match.header in under:
                column = with_words(column, self.wanted.codes.get(fold(match.header), {}))
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
        first = ranked[:1] if likely[ranked[0]] >= ALIKE else []
        choices = tuple(own[name] for name in (*first, *(name for name in own if name not in first)))
        if shown != word or column.name == "secrecy":  # what marks a secret is never guessed
            return WordMatch(column.name, column.header, shown, count, "", UNKNOWN, needed, choices)
        if same := same_value(column, word):
            return WordMatch(column.name, column.header, word, count, own[same], SAME, needed, choices)
        how = LIKELY if likely[ranked[0]] >= ALIKE else UNKNOWN
        meaning = own[ranked[0]] if how == LIKELY else ""
        return WordMatch(column.name, column.header, word, count, meaning, how, needed, choices)
