"""Plans, notes about a child, what staff put right, and an audit that can be searched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_PUPIL = (["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"])


def upgrade() -> None:
    op.add_column("check_in", sa.Column("moved_at", UtcDateTime(), nullable=True))
    op.add_column("check_in", sa.Column("set_aside_at", UtcDateTime(), nullable=True))
    op.add_column("adult_request", sa.Column("moved_from", sa.Uuid(), nullable=True))
    _corrections()
    _plans()
    op.create_index("ix_audit_school_id_staff_id_seq", "audit", ["school_id", "staff_id", "seq"])
    op.create_index("ix_audit_school_id_at", "audit", ["school_id", "at"])


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("of", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("from_pupil_id", sa.Uuid(), nullable=False),
        sa.Column("from_class_id", sa.Uuid(), nullable=False),
        sa.Column("to_pupil_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_correction"),
    )
    op.create_index("ix_correction_school_id_event_id", "correction", ["school_id", "event_id"])
    op.create_index("ix_correction_school_id_from_pupil_id_at", "correction", ["school_id", "from_pupil_id", "at"])
    op.create_index("ix_correction_school_id_to_pupil_id_at", "correction", ["school_id", "to_pupil_id", "at"])


def _plans() -> None:
    op.create_table(
        "plan",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.Column("adult_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(*_PUPIL, name="fk_plan_school_id_pupil_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_plan"),
    )
    op.create_index("ix_plan_school_id_pupil_id_starts_on", "plan", ["school_id", "pupil_id", "starts_on"])
    op.create_index("ix_plan_school_id_closed_at_review_on", "plan", ["school_id", "closed_at", "review_on"])
    op.create_table(
        "plan_note",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_plan_note"),
    )
    op.create_index("ix_plan_note_school_id_plan_id_at", "plan_note", ["school_id", "plan_id", "at"])
    op.create_table(
        "pupil_note",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(*_PUPIL, name="fk_pupil_note_school_id_pupil_id"),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_pupil_note"),
    )
    op.create_index("ix_pupil_note_school_id_pupil_id_at", "pupil_note", ["school_id", "pupil_id", "at"])
