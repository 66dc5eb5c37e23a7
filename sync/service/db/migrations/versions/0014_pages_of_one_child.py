"""Indexes by which the pages of one child read what they show, however many years are kept."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_activity_done_school_id_pupil_id_school_day", "activity_done", ["school_id", "pupil_id", "school_day"]
    )
    op.drop_index("ix_audit_school_id_pupil_id_at", "audit")
    op.create_index("ix_audit_school_id_pupil_id_seq", "audit", ["school_id", "pupil_id", "seq"])
