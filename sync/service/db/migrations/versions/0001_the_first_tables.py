"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adult_request",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("adult_id", sa.Uuid(), nullable=True),
        sa.Column("how", sa.String(length=12), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("met_at", UtcDateTime(), nullable=True),
        sa.Column("met_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "event_id", name="pk_adult_request"),
    )
    op.create_index(
        "ix_adult_request_school_id_class_id_school_day", "adult_request", ["school_id", "class_id", "school_day"]
    )
    op.create_index(
        "ix_adult_request_school_id_pupil_id_school_day", "adult_request", ["school_id", "pupil_id", "school_day"]
    )

    op.create_table(
        "audit",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "seq", name="pk_audit"),
    )
    op.create_index("ix_audit_school_id_pupil_id_at", "audit", ["school_id", "pupil_id", "at"])

    op.create_table(
        "closure",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "day", name="pk_closure"),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "code_hash", name="pk_enrolment_code"),
    )
    op.create_table(
        "event",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("store", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("box_hash", sa.LargeBinary(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "event_id", name="pk_event"),
    )
    op.create_index("ix_event_school_id_about", "event", ["school_id", "about"])
    op.create_index("ix_event_school_id_device_id_store_seq", "event", ["school_id", "device_id", "store", "seq"])
    op.create_index("ix_event_school_id_pupil_id_school_day", "event", ["school_id", "pupil_id", "school_day"])

    op.create_table(
        "flag_note",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("flag_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_flag_note"),
    )
    op.create_index("ix_flag_note_school_id_flag_id_at", "flag_note", ["school_id", "flag_id", "at"])

    op.create_table(
        "refused_event",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("box_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "event_id", "box_hash", name="pk_refused_event"),
    )
    op.create_table(
        "rule_state",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", name="pk_rule_state"),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("help_target_min", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
    )
    op.create_table(
        "school_class",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("year_group", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_school_class"),
        sa.UniqueConstraint("school_id", "source", "source_id", name="uq_school_class_school_id_source_source_id"),
    )
    op.create_table(
        "staff",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("picture", sa.String(length=32), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_staff"),
        sa.UniqueConstraint("school_id", "email", name="uq_staff_school_id_email"),
    )
    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_staff_session"),
    )
    op.create_index("ix_staff_session_expires_at", "staff_session", ["expires_at"])
    op.create_index("ix_staff_session_school_id", "staff_session", ["school_id"])

    op.create_table(
        "device",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("last_seen_at", UtcDateTime(), nullable=True),
        sa.Column("clock_error_s", sa.Integer(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "class_id"],
            ["school_class.school_id", "school_class.id"],
            name="fk_device_school_id_class_id",
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_device"),
        sa.UniqueConstraint("token_hash", name="uq_device_token_hash"),
    )
    op.create_table(
        "pupil",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("given_name", sa.String(length=120), nullable=False),
        sa.Column("family_name", sa.String(length=120), nullable=False),
        sa.Column("picture", sa.String(length=32), nullable=False),
        sa.Column("year_group", sa.String(length=8), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "class_id"], ["school_class.school_id", "school_class.id"], name="fk_pupil_school_id_class_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_pupil"),
        sa.UniqueConstraint("school_id", "source", "source_id", name="uq_pupil_school_id_source_source_id"),
    )
    op.create_index("ix_pupil_school_id_class_id", "pupil", ["school_id", "class_id"])

    op.create_table(
        "staff_class",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "class_id"],
            ["school_class.school_id", "school_class.id"],
            name="fk_staff_class_school_id_class_id",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name="fk_staff_class_school_id_staff_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "staff_id", "class_id", name="pk_staff_class"),
    )
    op.create_table(
        "attendance",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("session", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"], name="fk_attendance_school_id_pupil_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "pupil_id", "school_day", "session", name="pk_attendance"),
    )
    op.create_table(
        "check_in",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"], name="fk_check_in_school_id_pupil_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "event_id", name="pk_check_in"),
    )
    op.create_index("ix_check_in_school_id_class_id_school_day", "check_in", ["school_id", "class_id", "school_day"])
    op.create_index("ix_check_in_school_id_pupil_id_school_day", "check_in", ["school_id", "pupil_id", "school_day"])

    op.create_table(
        "flag",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=4), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("sufficiency", sa.String(length=12), nullable=False),
        sa.Column("rests_on", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("closed_reason", sa.String(length=24), nullable=True),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"], name="fk_flag_school_id_pupil_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_flag"),
        sa.UniqueConstraint("school_id", "pupil_id", "rule", "day", name="uq_flag_school_id_pupil_id_rule_day"),
    )
    op.create_index("ix_flag_school_id_state_day", "flag", ["school_id", "state", "day"])
