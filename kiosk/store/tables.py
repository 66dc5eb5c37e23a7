"""The tablet's tables: sealed events on their way, and the little that may be known in clear (DESIGN, section 5)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The record. A row is written once, at the tap; only `acked_at_s` is ever added.
event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event_id", LargeBinary(16), nullable=False, unique=True),
    Column("key_id", LargeBinary(4), nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("acked_at_s", Integer),  # UTC seconds by the tablet's clock; empty while the service has not confirmed it
)

# What still has to go. The row leaves when the service has confirmed the event, and stays, with a reason, when refused.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    Column("urgent", Boolean, nullable=False),
    Column("refused", String(200)),
    Index("ix_outbox_ready", "urgent", "seq", sqlite_where=text("refused IS NULL")),
)

# Who has been here in a check-in slot of a school day: the ticks of the class wall, kept for that day only.
done_mark = Table(
    "done_mark",
    metadata,
    Column("pupil", LargeBinary(16), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("slot", Integer, primary_key=True),
)

# Requests for a grown-up that nobody has acknowledged: the lantern is lit while there is a row.
open_request = Table(
    "open_request",
    metadata,
    Column("event_id", LargeBinary(16), primary_key=True),
    Column("asked_at_s", Integer, nullable=False),
)

# The class as last heard from the service, replies left out: they live in memory only.
classroom = Table(
    "classroom",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# Database files that could not be read and were put aside, until a person has looked at them.
put_aside = Table(
    "put_aside",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("at_s", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# `store`: the 8 bytes that name this record. `next_seq`: the order never starts again while the record lives. `epoch`
# and `held`: what the service last said of itself, to notice when it was restored from a backup. `device`: whose
# record it is; another identity gives it another name, whose numbers begin with `since`.
meta = Table(
    "meta",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("store", LargeBinary(8), nullable=False),
    Column("next_seq", Integer, nullable=False),
    Column("epoch", String(64), nullable=False, server_default=""),
    Column("held", Integer, nullable=False, server_default="0"),
    Column("device", LargeBinary(16), nullable=False, server_default=text("x''")),
    Column("since", Integer, nullable=False, server_default="1"),
)
