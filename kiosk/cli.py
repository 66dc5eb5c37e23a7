"""`daybreak …`: one command for the tablet, the service and the demo.

The service's commands are mounted only when they are asked for, so that a tablet needs no web stack.
"""

from __future__ import annotations

import sys

import typer

app = typer.Typer(name="daybreak", help=__doc__, no_args_is_help=True, add_completion=False)


def main() -> None:
    """Run the command that was typed; exit 0 done, 1 failed with a sentence, 2 wrong usage."""
    if sys.argv[1:2] == ["service"]:
        from sync.service.cli import app as service

        app.add_typer(service, name="service")
    app()
