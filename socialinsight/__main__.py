"""The command line."""

from __future__ import annotations

from typing import Annotated

import typer

from socialinsight import __version__
from socialinsight.commands.learning import evaluate, train
from socialinsight.commands.looking import annotate, ask, check, explain, init
from socialinsight.commands.reporting import digest, report

app = typer.Typer(
    help="Management data from customer-service conversations in Hungarian and Russian.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 2 the input or a setting cannot be used, 3 rows were rejected (with --strict).",
)
for command in (report, digest, check, annotate, explain, ask, init, evaluate, train):
    app.command()(command)


def _version(value: bool) -> None:
    if value:
        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
