"""Whose record it is, and what the service last said of itself: its epoch, and how far it holds this record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meta", sa.Column("epoch", sa.String(64), nullable=False, server_default=""))
    op.add_column("meta", sa.Column("held", sa.Integer, nullable=False, server_default="0"))
    op.add_column("meta", sa.Column("device", sa.LargeBinary(16), nullable=False, server_default=sa.text("x''")))
    op.add_column("meta", sa.Column("since", sa.Integer, nullable=False, server_default="1"))
