"""A line for each child and day whose events have gone, for a school that chose how long it keeps them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_summary",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.Integer(), nullable=False),
        sa.Column("check_ins", sa.Integer(), nullable=False),
        sa.Column("valued", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "school_day", name="pk_day_summary"),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"], name="fk_day_summary_school_id_pupil_id"
        ),
    )
    op.create_index(
        "ix_day_summary_school_id_class_id_school_day", "day_summary", ["school_id", "class_id", "school_day"]
    )
