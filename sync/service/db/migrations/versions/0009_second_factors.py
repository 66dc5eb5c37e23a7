"""Second factors, classroom computers, codes for a start or a day, requests to a DSL; and more about each session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("ends_at", UtcDateTime(), nullable=True))
    for column in (
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("idle_s", sa.Integer(), nullable=True),
        sa.Column("browser", sa.String(length=80), nullable=False, server_default=""),
        sa.Column("computer_id", sa.Uuid(), nullable=True),
    ):
        op.add_column("staff_session", column)
    # Whoever is signed in did so with a password alone: everybody signs in again.
    op.execute("DELETE FROM staff_session")
    op.create_table(
        "second_factor",
        *_whose(),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "staff_id", name="pk_second_factor"),
        _of_staff("second_factor"),
    )
    op.create_table(
        "recovery_code",
        *_whose(),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "staff_id", "code_hash", name="pk_recovery_code"),
        _of_staff("recovery_code"),
    )
    op.create_table(
        "classroom_computer",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.Column("enrolled_by", sa.Uuid(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_classroom_computer"),
        sa.UniqueConstraint("token_hash", name="uq_classroom_computer_token_hash"),
        sa.ForeignKeyConstraint(
            ["school_id", "class_id"],
            ["school_class.school_id", "school_class.id"],
            name="fk_classroom_computer_school_id_class_id",
        ),
    )
    op.create_table(
        "staff_code",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "code_hash", name="pk_staff_code"),
        _of_staff("staff_code"),
    )
    op.create_index("ix_staff_code_school_id_staff_id", "staff_code", ["school_id", "staff_id"])
    op.create_table(
        "staff_request",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("class_ids", sa.JSON(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_staff_request"),
        _of_staff("staff_request"),
    )
    op.create_index("ix_staff_request_school_id_answered_at", "staff_request", ["school_id", "answered_at"])


def _whose() -> list[sa.Column[object]]:
    return [sa.Column("school_id", sa.Uuid(), nullable=False), sa.Column("staff_id", sa.Uuid(), nullable=False)]


def _of_staff(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name=f"fk_{table}_school_id_staff_id"
    )
