"""How the tables came to be, step by step (Alembic, run by the service itself)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is already open, in a transaction of the caller's."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had yet."""
    command.upgrade(config(connection), "head")
