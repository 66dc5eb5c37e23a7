"""`daybreak service …`: set up, run and look after the staff summary service."""

from __future__ import annotations

import typer

app = typer.Typer(name="service", help=__doc__, no_args_is_help=True)
