"""A flag's whole life, who is away today, and the caseload an adult chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("flag", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("flag", sa.Column("decided_by", sa.Uuid(), nullable=True))
    op.add_column("flag", sa.Column("accepted_by", sa.Uuid(), nullable=True))
    op.execute(
        "UPDATE flag SET decided_by = (SELECT flag_note.staff_id FROM flag_note WHERE flag_note.school_id ="
        " flag.school_id AND flag_note.flag_id = flag.id AND flag_note.action = 'closed'"
        " ORDER BY flag_note.at DESC LIMIT 1) WHERE state = 'closed'"
    )
    op.create_table(
        "staff_away",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name="fk_staff_away_school_id_staff_id"
        ),
        sa.PrimaryKeyConstraint("school_id", "day", "staff_id", name="pk_staff_away"),
    )
    for table, of, what in (("starred_class", "school_class", "class_id"), ("starred_pupil", "pupil", "pupil_id")):
        op.create_table(
            table,
            sa.Column("school_id", sa.Uuid(), nullable=False),
            sa.Column("staff_id", sa.Uuid(), nullable=False),
            sa.Column(what, sa.Uuid(), nullable=False),
            sa.ForeignKeyConstraint(
                ["school_id", "staff_id"], ["staff.school_id", "staff.id"], name=f"fk_{table}_school_id_staff_id"
            ),
            sa.ForeignKeyConstraint(
                ["school_id", what], [f"{of}.school_id", f"{of}.id"], name=f"fk_{table}_school_id_{what}"
            ),
            sa.PrimaryKeyConstraint("school_id", "staff_id", what, name=f"pk_{table}"),
        )
    op.create_index("ix_adult_request_school_id_school_day", "adult_request", ["school_id", "school_day"])
