"""Commands given as on a terminal, and what they say; a bug of ours keeps its traceback."""

from pathlib import Path

from click.testing import CliRunner, Result

from tallybook.cli import main


def run(*arguments: str, language: str | None = None) -> Result:
    """Run a command; `language`, such as zh_CN, is the terminal's where it is not this process's."""
    result = CliRunner(env={"LC_ALL": f"{language}.UTF-8"} if language else {}).invoke(main, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run_in(workspace: Path, *arguments: str) -> Result:
    """Run a command on a workspace."""
    return run(*arguments, "-C", str(workspace))
