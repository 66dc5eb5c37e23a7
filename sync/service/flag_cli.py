"""The commands about flags that look into the school's database: `budget` and `fairness`. It is only read."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from sync.service import flag_past, settings
from sync.service.db.engine import Database
from sync.service.db.models import School
from sync.service.errors import ServiceError
from sync.service.flags import budget as budgets
from sync.service.flags import fairness as fair
from sync.service.flags import tables
from sync.service.flags.cli import app
from sync.service.flags.settings import DEFAULT

__all__ = ["app"]


@app.command()
def budget(
    context: typer.Context,
    pupils: Annotated[
        int | None, typer.Option(help="Only the made-up school, of this size; no database is needed.", min=1)
    ] = None,
    made_up: Annotated[int, typer.Option(help="Made-up children; more are slower and steadier.", min=20)] = 120,
) -> None:
    """Say how many flags a week to expect, by setting: in this school's last weeks, and when nothing has changed."""
    if pupils is not None:
        expected = budgets.expect(DEFAULT, pupils, {}, date.max, 0.0, made_up=made_up)
    else:
        with _school(context) as (session, school_id, today):
            expected = flag_past.expect(session, school_id, today, made_up=made_up)
    typer.echo("Flags a week of each rule, with its setting as it is and otherwise.")
    typer.echo(tables.table(tables.BUDGET_HEAD, tables.budget(expected)))


@app.command()
def fairness(
    context: typer.Context,
    weeks: Annotated[int, typer.Option(help="Weeks looked back.", min=1, max=520)] = 39,
) -> None:
    """Say which rules' flags led to something, and on which years they fell. Groups under five are hidden."""
    with _school(context) as (session, school_id, today):
        children, raised = flag_past.outcomes(session, school_id, today - timedelta(weeks=weeks))
    if not raised:
        typer.echo(f"No flag was raised in the last {weeks} weeks.")
        return
    rules = [(one.rule, str(one.raised), str(one.closed), _share(one.acted)) for one in fair.precision(raised)]
    typer.echo(tables.table(("rule", "raised", "closed", "led to something"), rules))
    years = [
        (one.group, "hidden" if one.children is None else str(one.children), _share(one.flagged), _share(one.acted))
        for one in fair.by_group(children, raised, "year")
    ]
    typer.echo()
    typer.echo(tables.table(("year", "children", "with a flag", "led to something"), years))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


@contextmanager
def _school(context: typer.Context) -> Iterator[tuple[Session, uuid.UUID, date]]:
    """Open the school's database to read; what goes wrong is said in a sentence, with exit 1."""
    try:
        chosen = settings.load(_config(context), os.environ)
        if chosen.database_url.startswith("sqlite:///") and not Path(chosen.database_url[10:]).exists():
            raise ServiceError('There is no school here yet. Run `daybreak service init --school "Its name"` first.')
        database = Database(chosen.database_url)
        try:
            with database.read() as session:
                school = session.execute(select(School.id, School.timezone)).first()
                if school is None:
                    raise ServiceError("There is no school in this database yet.")
                yield session, school.id, datetime.now(UTC).astimezone(ZoneInfo(school.timezone)).date()
        except DatabaseError as error:
            raise ServiceError(
                "The database can't be read. Start the service once, so that it is up to date."
            ) from error
        finally:
            database.close()
    except ServiceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _config(context: typer.Context) -> Path | None:
    """Return the settings file that was given to `daybreak service`."""
    above = context.parent
    while above is not None:
        if "config" in above.params:
            return Path(above.params["config"]) if above.params["config"] else None
        above = above.parent
    return None
