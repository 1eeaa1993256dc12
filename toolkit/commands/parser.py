"""The options of one command, read by argparse and refused in Vietnamese."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from ..words.errors import UsageError

Option = tuple[str, dict[str, Any]]  # a name, and what argparse is told of it


class _Help(argparse.HelpFormatter):
    """Says ``cách dùng`` where argparse says ``usage``."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the line of usage."""
        super().add_usage(usage, actions, groups, prefix or "cách dùng: ")


class Parser(argparse.ArgumentParser):
    """The options of one command. argparse speaks English; nothing that it says itself reaches a user."""

    def __init__(self, command: str, about: str, *, options: Sequence[Option]):
        super().__init__(
            prog=f"thidua {command}",
            description=f"{about[0].upper()}{about[1:]}.",
            formatter_class=_Help,
            allow_abbrev=False,
            exit_on_error=False,
            add_help=False,
        )
        positionals, named = self.add_argument_group("đối số"), self.add_argument_group("tùy chọn")
        named.add_argument("-h", "--help", action="help", help="in trợ giúp này")
        self.known, self._flags, self._needed = ["-h", "--help"], {"-h", "--help"}, []
        for name, how in options:
            if name.startswith("-"):
                named.add_argument(name, **how)
                self.known.append(name)
                if how.get("action") == "store_true":
                    self._flags.add(name)
                continue
            action = positionals.add_argument(name, **how)
            if how.get("nargs") != "*":
                action.required = False  # that it is missing is said below
                self._needed.append(action)

    def read(self, words: list[str]) -> tuple[argparse.Namespace, list[str]]:
        """The options, and the words that are none. Raises UsageError."""
        try:
            options, unknown = self.parse_known_intermixed_args(words)
        except argparse.ArgumentError as error:
            self.error(f"{error.argument_name}: {self._problem(error, words)}")
        if missing := [str(each.metavar) for each in self._needed if not getattr(options, each.dest, None)]:
            self.error(f"thiếu: {', '.join(missing)}")
        return options, unknown

    def _problem(self, error: argparse.ArgumentError, words: list[str]) -> str:
        if isinstance(error.__context__, argparse.ArgumentTypeError):
            return str(error.__context__)  # one of the types above
        for name, sign, value in (word.partition("=") for word in words):
            if sign and name in self._flags and name in str(error.argument_name).split("/"):
                return f"không nhận giá trị {value!r}"
        return "thiếu giá trị"

    def error(self, message: str) -> NoReturn:
        """Refuse in one Vietnamese line."""
        raise UsageError(f"Sai cách dùng lệnh {self.prog}: {message}. Cách sửa: xem {self.prog} --help.")
