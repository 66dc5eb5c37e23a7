"""Brings a tablet's database to the shape this version needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

HEAD = "0002"
"""The newest revision in `migrations/versions`; kept here so that an ordinary start need not load Alembic."""
FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Run the migrations this database has not seen, in one transaction each; nothing to do costs one query.

    Raises:
        alembic.util.CommandError: the database comes from a newer version.
        sqlalchemy.exc.DBAPIError: a migration could not be written.
    """
    if _revision(connection) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    with connection.begin():
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return revision
