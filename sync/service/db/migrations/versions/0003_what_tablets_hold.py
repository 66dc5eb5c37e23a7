"""How far each tablet's record is held here, what was erased, copied cards, and wrong codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.service.db.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("forked_at", UtcDateTime(), nullable=True))
    op.add_column("enrolment_code", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "tablet_store",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("store", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("contiguous", sa.BigInteger(), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.Column("ahead", sa.JSON(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("school_id", "store", name="pk_tablet_store"),
    )
    op.create_table(
        "erased",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=False),
        sa.Column("on_tablets", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("school_id", "id", name="pk_erased"),
    )
    op.create_index("ix_erased_school_id_on_tablets", "erased", ["school_id", "on_tablets"])
    _count_what_is_held()


def _count_what_is_held() -> None:
    """Tablets that were delivering before today go on from the first gap in what they have delivered."""
    bind = op.get_bind()
    event = sa.table(
        "event",
        sa.column("school_id", sa.Uuid()),
        sa.column("device_id", sa.Uuid()),
        sa.column("store", sa.LargeBinary()),
        sa.column("seq", sa.BigInteger()),
    )
    stores = sa.table(
        "tablet_store",
        sa.column("school_id", sa.Uuid()),
        sa.column("store", sa.LargeBinary()),
        sa.column("device_id", sa.Uuid()),
        sa.column("contiguous", sa.BigInteger()),
        sa.column("highest", sa.BigInteger()),
        sa.column("ahead", sa.JSON()),
    )
    kept = sa.select(event.c.school_id, event.c.store, event.c.device_id).distinct()
    known = {(row.school_id, row.store): row for row in bind.execute(kept.order_by(event.c.device_id))}
    for row in known.values():
        mine = (event.c.school_id == row.school_id, event.c.store == row.store)
        numbers = sorted(bind.execute(sa.select(event.c.seq).where(*mine)).scalars())
        contiguous = 0
        for number in numbers:
            if number > contiguous + 1:
                break
            contiguous = number
        bind.execute(
            sa.insert(stores).values(
                school_id=row.school_id,
                store=row.store,
                device_id=row.device_id,
                contiguous=contiguous,
                highest=numbers[-1],
                ahead=[number for number in numbers if number > contiguous],
            )
        )
