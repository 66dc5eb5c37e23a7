"""Photographs and recorded names belong to a child or an adult; in which classes an adult can be chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for whose in ("pupil_id", "staff_id"):
        op.add_column("media", sa.Column(whose, sa.Uuid(), nullable=True))
        op.create_index(f"ix_media_school_id_{whose}", "media", ["school_id", whose])
    op.add_column("pupil", sa.Column("photo_on_wall", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("staff", sa.Column("offered", sa.String(length=8), nullable=False, server_default="own"))
    op.create_table(
        "staff_offered",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "staff_id", "class_id", name="pk_staff_offered"),
        sa.ForeignKeyConstraint(
            ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name="fk_staff_offered_school_id_staff_id"
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "class_id"],
            ["school_class.school_id", "school_class.id"],
            name="fk_staff_offered_school_id_class_id",
        ),
    )
