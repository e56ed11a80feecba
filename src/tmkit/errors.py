"""What can go wrong that is the user's to mend: one line each, with what to do next."""

from __future__ import annotations


class TmkitError(Exception):
    """The root of every error that a command reports without a traceback.

    ``message`` says what and where, ``hint`` what to do next. ``exit_code`` is the process's.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class ConfigError(TmkitError):
    """A setting or an option that cannot be used."""


class MissingExtraError(TmkitError):
    """An optional part of tmkit that is not installed."""


class FormatError(TmkitError):
    """A file that cannot be read: missing, damaged, not what its name says."""

    exit_code = 3

    def __init__(self, message: str, path: str, line: int | None = None, hint: str = "") -> None:
        where = path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {message}", hint)
        self.path = path
        self.line = line


class WriteError(TmkitError):
    """A result that could not be written; nothing half-written is left."""

    exit_code = 3

    def __init__(self, message: str, path: str, hint: str = "") -> None:
        super().__init__(f"{path}: {message}", hint)
        self.path = path
