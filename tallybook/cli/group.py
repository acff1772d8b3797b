"""The command group: speaks the workspace's language and turns errors into one plain line and an exit code."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from tallybook.errors import Exit, FaultsError, TallybookError
from tallybook.wording import Wording


class Tallybook(click.Group):
    """Catches our own errors alone; a real bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; what a user can put right ends with a message and its exit code."""
        try:
            return super().invoke(ctx)
        except TallybookError as error:
            _show(error)
            ctx.exit(error.exit)
        except KeyboardInterrupt:
            wording = wording_here()
            click.echo(
                wording.text("Stopped. What had finished is kept; the same command goes on from there."),
                err=True,
            )
            ctx.exit(Exit.FAILED)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help in the workspace's language."""
        _translate(self)
        super().format_help(ctx, formatter)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, its help in the workspace's language where help is asked for."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and {"-h", "--help"} & set(sys.argv):
            _translate(command)
        return command


def wording_here(start: Path | None = None) -> Wording:
    """The language of the workspace at `start`, else of the person's environment."""
    from tallybook import workspace

    return Wording(workspace.language_of(start or _named_folder()) or _language_of_environment())


def _named_folder() -> Path:
    """The folder given with --workspace, also before the options were read."""
    arguments = sys.argv
    for option in ("-C", "--workspace"):
        if option in arguments[:-1]:
            return Path(arguments[arguments.index(option) + 1])
    return Path()


def _language_of_environment() -> str:
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if asked.startswith("zh") else "en"


def _show(error: TallybookError) -> None:
    from tallybook.cli import show

    context = click.get_current_context()
    wording = wording_here(context.params.get("root"))
    if isinstance(error, FaultsError):
        show.faults(error, wording)
    else:
        click.echo(wording.message(error.message), err=True)


def _translate(command: click.Command) -> None:
    wording = wording_here()
    for part in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        part.help = wording.text(part.help) if part.help else None
        for parameter in part.params:
            if isinstance(parameter, click.Option) and parameter.help:
                parameter.help = wording.text(parameter.help)
