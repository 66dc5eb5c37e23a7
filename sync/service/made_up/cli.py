"""`daybreak service demo …`: what `daybreak demo` asks of the service. Never for a real school."""

from __future__ import annotations

import json
import os
import sys

import typer
from sqlalchemy import func, select

from sync.service.context import Service, open_service
from sync.service.db.models import CheckIn, FlagRow, RefusedEvent, StoredEvent
from sync.service.made_up.history import make_history
from sync.service.settings import load

app = typer.Typer(name="demo", help=__doc__, no_args_is_help=True)


@app.command()
def history(weeks: int = typer.Option(20, min=1, max=40, help="School weeks to make up.")) -> None:
    """Fill an empty record with a made-up past."""
    service = open_service(load(None, os.environ))
    try:
        made = make_history(service, weeks, _progress)
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    finally:
        service.close()
    typer.echo(f"{made} made-up events over {weeks} weeks.")


@app.command()
def count() -> None:
    """Print what reached the service today, as JSON; numbers only, no child and no feeling."""
    service = open_service(load(None, os.environ))
    try:
        typer.echo(json.dumps(counted(service)))
    finally:
        service.close()


def counted(service: Service) -> dict[str, int]:
    """Today's `children`, `events`, `check_ins`, `withdrawn`, `requests`, `refused` and `flags`."""
    today, school_id = service.today(), service.school_id
    with service.db.read() as session:
        kinds = dict(
            session.execute(
                select(StoredEvent.kind, func.count())
                .where(StoredEvent.school_id == school_id, StoredEvent.school_day == today)
                .group_by(StoredEvent.kind)
            )
            .tuples()
            .all()
        )
        children = select(func.count(func.distinct(CheckIn.pupil_id))).where(
            CheckIn.school_id == school_id, CheckIn.school_day == today, CheckIn.withdrawn_at.is_(None)
        )
        flags = select(func.count()).where(FlagRow.school_id == school_id, FlagRow.day == today)
        refused = select(func.count()).where(RefusedEvent.school_id == school_id)
        return {
            "children": session.scalar(children) or 0,
            "events": sum(kinds.values()),
            "check_ins": kinds.get("checked_in", 0),
            "withdrawn": kinds.get("withdrew", 0),
            "requests": kinds.get("asked_for_adult", 0),
            "refused": session.scalar(refused) or 0,
            "flags": session.scalar(flags) or 0,
        }


def _progress(done: int, weeks: int) -> None:
    print(f"\rmaking up week {done} of {weeks}", end="\n" if done == weeks else "", file=sys.stderr, flush=True)  # noqa: T201
