"""The command group: speaks the workspace's language and turns errors into one plain line and an exit code."""

import contextlib
import copy
import errno
import os
import signal
import sys
from pathlib import Path
from typing import Any, TypeVar

import click

from tallybook.cli import speaking
from tallybook.cli.streams import open_streams
from tallybook.errors import Exit, FaultsError, TallybookError, reason, say
from tallybook.unwinding import unwinding
from tallybook.wording import Wording

# How the system says that a stream takes no more; a stream has no file name.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
# What no program can put right that meets a file: rights, a disk, limits.
_REFUSED = (*_FULL, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ELOOP)
# SIGHUP is what a terminal sends whose window is closed; Windows has none. Under nohup it is ignored.
_ENDING = tuple(number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))
# The exit codes by which a shell knows which signal has ended a command.
ENDED = tuple(128 + number for number in _ENDING)
_GENERAL = {text.template: text for text in (say("[OPTIONS]"), say("COMMAND [ARGS]..."))}
Command = TypeVar("Command", bound=click.Command)


class Verb(click.Command):
    """A command whose usage and help option speak the workspace's language, as its help does."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage, its general words translated; a person types the others."""
        return _usage(super().collect_usage_pieces(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option; Click would keep it in the language in which it was first asked for."""
        return _in_our_words(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """What it does, whole: Click cuts between words, and Chinese has hardly any blanks to cut at."""
        return self.help or ""


class Spoken(click.Group):
    """A group of verbs that speaks the workspace's language."""

    command_class = Verb

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As of a verb."""
        return _usage(super().collect_usage_pieces(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """As of a verb."""
        return _in_our_words(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """As of a verb."""
        return self.help or ""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help in the workspace's language."""
        click.Group.format_help(_translated(self), ctx, formatter)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, its help in the workspace's language where help is asked for."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and {"-h", "--help"} & set(sys.argv):
            return _translated(command)
        return command


class Tallybook(Spoken):
    """Catches our own errors alone; a real bug keeps its traceback."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Click's own words are ours from here on, also below another program's command."""
        open_streams()
        speaking.teach(wording_here)
        return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; what a user can put right ends with a message and its exit code."""
        try:
            with unwinding(_ENDING):
                return super().invoke(ctx)
        except TallybookError as error:
            _show(error)
            ctx.exit(error.exit)
        except OSError as error:
            if error.errno in _FULL and error.filename is None:
                _show_unwritten(error)
            elif error.errno in _REFUSED and error.filename is not None:
                _show_refused(error)
            else:
                raise
            ctx.exit(Exit.FAILED)
        except KeyboardInterrupt:
            _show_stopped()
            ctx.exit(Exit.FAILED)
        except SystemExit as stop:
            if stop.code in ENDED:
                _show_stopped()
            raise


def _usage(pieces: list[str]) -> list[str]:
    return [wording_here().message(_GENERAL[piece]) if piece in _GENERAL else piece for piece in pieces]


def _in_our_words(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = wording_here().text("Show this message and exit.")
    return option


def wording_here(start: Path | None = None) -> Wording:
    """The language of the workspace at `start`, else of the person's environment."""
    from tallybook import workspace

    return Wording(workspace.language_of(start or _named_folder()) or language_of_environment())


def _show_stopped() -> None:
    # A terminal that was closed takes no more words.
    with contextlib.suppress(OSError):
        click.echo(
            wording_here().text("Stopped. What had finished is kept; the same command goes on from there."),
            err=True,
        )


def _named_folder() -> Path:
    """The folder given with --workspace, also before the options were read."""
    for option, following in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        name, equals, value = option.partition("=")
        if name == "--workspace":
            return Path(value if equals else following)
        if name.startswith("-C"):
            return Path(name.removeprefix("-C") or following)
    return Path()


def language_of_environment() -> str:
    """The language that the person's terminal asks for: Chinese or English."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if asked.startswith("zh") else "en"


def _show(error: TallybookError) -> None:
    from tallybook.cli import show

    wording = wording_here()
    if isinstance(error, FaultsError):
        show.faults(error, wording)
    else:
        click.echo(wording.message(error.message), err=True)


def _show_refused(error: OSError) -> None:
    told = say("{path} cannot be reached: {reason}.", path=os.fsdecode(error.filename), reason=reason(error))
    click.echo(wording_here().message(told), err=True)


def _show_unwritten(error: OSError) -> None:
    """Say that standard output takes no more, and keep Python from trying once more at its end."""
    wording = wording_here()
    click.echo(
        wording.message(say("The output could not be written: {reason}.", reason=reason(error))), err=True
    )
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _translated(command: Command) -> Command:
    """A copy of the command with help in the workspace's language; the original goes on speaking English."""
    wording, twin = wording_here(), copy.copy(command)
    twin.help = wording.text(command.help) if command.help else None
    twin.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in twin.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = wording.text(parameter.help)
    return twin
