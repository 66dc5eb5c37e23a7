"""The first record: events, their outbox, and what is known in clear."""

from __future__ import annotations

import os

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("event_id", sa.LargeBinary(16), nullable=False),
        sa.Column("key_id", sa.LargeBinary(4), nullable=False),
        sa.Column("box", sa.LargeBinary, nullable=False),
        sa.Column("acked_at_s", sa.Integer),
        sa.PrimaryKeyConstraint("seq", name="pk_event"),
        sa.UniqueConstraint("event_id", name="uq_event_event_id"),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("refused", sa.String(200)),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.ForeignKeyConstraint(["seq"], ["event.seq"], name="fk_outbox_seq"),
    )
    op.create_index("ix_outbox_ready", "outbox", ["urgent", "seq"], sqlite_where=sa.text("refused IS NULL"))
    op.create_table(
        "done_mark",
        sa.Column("pupil", sa.LargeBinary(16), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("pupil", "day", "slot", name="pk_done_mark"),
    )
    op.create_table(
        "open_request",
        sa.Column("event_id", sa.LargeBinary(16), nullable=False),
        sa.Column("asked_at_s", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_open_request"),
    )
    op.create_table(
        "classroom",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
    )
    op.create_table(
        "put_aside",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("at_s", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_put_aside"),
    )
    meta = op.create_table(
        "meta",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("store", sa.LargeBinary(8), nullable=False),
        sa.Column("next_seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
    )
    op.bulk_insert(meta, [{"id": 1, "store": os.urandom(8), "next_seq": 1}])
