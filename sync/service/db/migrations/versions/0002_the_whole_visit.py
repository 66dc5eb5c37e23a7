"""The whole of a child's visit: how big, what about, what helped, who came; settings per child; visitors."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("school_class", sa.Column("secret_key", sa.LargeBinary(), nullable=True))

    op.add_column("pupil", sa.Column("settings", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("pupil", sa.Column("secret_picture", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("pupil", sa.Column("came_on", sa.Date(), nullable=True))
    op.add_column("pupil", sa.Column("merged_into", sa.Uuid(), nullable=True))

    op.add_column("check_in", sa.Column("size", sa.Integer(), nullable=True))
    op.add_column("check_in", sa.Column("abouts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("check_in", sa.Column("by_adult", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("check_in", sa.Column("tapped_as", sa.Uuid(), nullable=True))

    op.add_column("adult_request", sa.Column("came", sa.String(length=12), nullable=True))
    op.add_column("adult_request", sa.Column("came_at", UtcDateTime(), nullable=True))
    op.add_column("adult_request", sa.Column("came_event_id", sa.Uuid(), nullable=True))
    op.add_column("adult_request", sa.Column("tapped_as", sa.Uuid(), nullable=True))

    op.create_table(
        "activity_done",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("check_in_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("school_day", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("activity", sa.String(length=32), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("to_the_end", sa.Boolean(), nullable=False),
        sa.Column("how_now", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "check_in_id"],
            ["check_in.school_id", "check_in.event_id"],
            name="fk_activity_done_school_id_check_in_id",
        ),
        sa.PrimaryKeyConstraint("school_id", "event_id", name="pk_activity_done"),
    )
    op.create_index("ix_activity_done_school_id_check_in_id", "activity_done", ["school_id", "check_in_id"])
    op.create_index(
        "ix_activity_done_school_id_pupil_id_activity_how_now",
        "activity_done",
        ["school_id", "pupil_id", "activity", "how_now"],
    )

    op.create_table(
        "merge",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visitor_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", UtcDateTime(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "visitor_id"], ["pupil.school_id", "pupil.id"], name="fk_merge_school_id_visitor_id"
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"], ["pupil.school_id", "pupil.id"], name="fk_merge_school_id_pupil_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_merge"),
    )
    op.create_index("ix_merge_school_id_pupil_id", "merge", ["school_id", "pupil_id"])
    op.create_index("ix_merge_school_id_visitor_id", "merge", ["school_id", "visitor_id"])

    op.create_table(
        "request_step",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_request_step"),
    )
    op.create_index("ix_request_step_school_id_request_id_at", "request_step", ["school_id", "request_id", "at"])
    _write_down_steps()


def _write_down_steps() -> None:
    """Who saw and met children before today becomes part of each request's story."""
    requests = sa.table(
        "adult_request",
        sa.column("school_id", sa.Uuid()),
        sa.column("event_id", sa.Uuid()),
        *(sa.column(f"{what}_at", UtcDateTime()) for what in ("seen", "met")),
        *(sa.column(f"{what}_by", sa.Uuid()) for what in ("seen", "met")),
    )
    steps = sa.table(
        "request_step",
        *(sa.column(name, sa.Uuid()) for name in ("school_id", "id", "request_id", "staff_id")),
        sa.column("at", UtcDateTime()),
        sa.column("what", sa.String()),
    )
    found = op.get_bind().execute(sa.select(requests).where(requests.c.seen_at.is_not(None))).mappings().all()
    rows = [step for each in found for step in _steps(dict(each))]
    if rows:
        op.get_bind().execute(sa.insert(steps), rows)


def _steps(of: dict[str, Any]) -> list[dict[str, Any]]:
    taken: list[tuple[str, datetime | None]] = [(what, of[f"{what}_at"]) for what in ("seen", "met")]
    return [
        {
            "school_id": of["school_id"],
            "id": uuid.uuid4(),
            "request_id": of["event_id"],
            "staff_id": of[f"{what}_by"],
            "at": at,
            "what": what,
        }
        for what, at in taken
        if at is not None
    ]
