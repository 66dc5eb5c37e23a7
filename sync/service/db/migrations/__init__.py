"""How the tables came to be, step by step (Alembic, run by the service itself)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is already open, in a transaction of the caller's."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_HERE))
    settings.attributes["connection"] = connection
    return settings


def newest() -> str:
    """The revision that this version of the service needs: their files begin with their numbers."""
    return max(path.name for path in (_HERE / "versions").glob("0*.py")).partition("_")[0]


def is_current(connection: Connection) -> bool:
    """True when there is nothing to migrate. Most starts find that, and need not load Alembic."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [newest()]


def upgrade(connection: Connection) -> None:
    """Run every migration that this database has not had yet."""
    from alembic import command

    command.upgrade(config(connection), "head")
