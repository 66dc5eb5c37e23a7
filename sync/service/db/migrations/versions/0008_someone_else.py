"""A child may want an adult who was not among the pictures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    wish: sa.Column[bool] = sa.Column("someone_else", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("adult_request", wish)
