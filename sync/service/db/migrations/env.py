"""Alembic's entry: migrates over the connection that it is handed."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from sync.service.db.models import Base
from sync.service.db.types import UtcDateTime


def _name(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """How a type of ours is written in a migration; Alembic writes the others."""
    return "UtcDateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_name,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
