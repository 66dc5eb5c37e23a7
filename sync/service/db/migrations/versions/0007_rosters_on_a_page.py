"""Rosters that wait for a yes, and what is counted to see whether flags fall fairly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pupil", sa.Column("send", sa.Boolean(), nullable=True))
    op.add_column("pupil", sa.Column("eal", sa.Boolean(), nullable=True))
    op.create_table(
        "roster_draft",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("roll_over", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_roster_draft"),
    )
