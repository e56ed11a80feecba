"""The command line: options in, one verb, text out. Every way a run can end is settled here."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from tmkit.cli.group import tmkit
from tmkit.errors import TmkitError

__all__ = ["main"]

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
BROKEN_PIPE = 141  # 128 + SIGPIPE
OUR_FAULT = 70  # EX_SOFTWARE of sysexits.h


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: docs/how-to/errors.md lists them."""
    prepare_streams()
    if "_TMKIT_COMPLETE" in os.environ:  # the shell asks for completions
        tmkit.main(prog_name="tmkit")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with tmkit.make_context("tmkit", given, obj=tuple(given)) as context:
            tmkit.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except TmkitError as error:
        return _say(f"error: {error}", error.exit_code)
    except click.ClickException as error:
        return _say(f"error: {_usage(error)}", 2)
    except (KeyboardInterrupt, click.Abort):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has had enough
        _abandon_output()
        return BROKEN_PIPE
    except OSError as error:
        _abandon_output()
        place = error.filename or "the standard output"
        return _say(f"error: {place}: {error.strerror or error}", 3)
    except MemoryError:
        return _say("error: not enough memory. Split the texts into parts", 3)
    except Exception as error:  # whatever it is, the user did not cause it
        return _our_fault(error)
    return 0


def prepare_streams() -> None:
    """Make both streams take any text: UTF-8, or on a console its own encoding with escapes.

    A console of cp932 shows UTF-8 as garbage, and a character that cp932 lacks would end the run.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:  # closed, or replaced by the caller
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(line: str, code: int) -> int:
    one_line = " ".join(line.split())
    click.echo(f"tmkit: {one_line}", err=True)
    return code


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "tmkit"
    return f"{message.rstrip('.')}. Try '{path} --help'"


def _abandon_output() -> None:
    """Let what is left unwritten go nowhere: the interpreter would complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _our_fault(error: Exception) -> int:
    if os.environ.get("TMKIT_DEBUG"):
        traceback.print_exception(error)
    return _say(
        f"error: unexpected {type(error).__name__}: {error}. This is a fault of tmkit, not yours: "
        "please report it, with what 'tmkit --debug' prints for the same command",
        OUR_FAULT,
    )
