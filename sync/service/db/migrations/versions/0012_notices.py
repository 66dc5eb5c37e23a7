"""What adults are told by e-mail and the like, and whether each wants to be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=True),
        sa.Column("classroom", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("dropped_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_notice"),
        sa.UniqueConstraint("school_id", "key", name="uq_notice_school_id_key"),
    )
    op.create_index("ix_notice_school_id_created_at", "notice", ["school_id", "created_at"])
    op.add_column("staff", sa.Column("told_by_mail", sa.Boolean(), nullable=False, server_default=sa.true()))
