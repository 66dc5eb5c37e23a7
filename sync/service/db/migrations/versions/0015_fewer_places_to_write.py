"""A class's batch is written to fewer places: nothing finds an event by its child, and few events add to another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_event_school_id_pupil_id_school_day", "event")
    op.drop_index("ix_event_school_id_about", "event")
    adds = sa.text("about IS NOT NULL")
    op.create_index(
        "ix_event_school_id_about", "event", ["school_id", "about"], sqlite_where=adds, postgresql_where=adds
    )
