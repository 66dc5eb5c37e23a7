"""What makes a record whole again: after its own file was lost, and after the service's was.

Each function runs inside the caller's transaction.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.store.journal import Entry
from kiosk.store.tables import event, meta, outbox


def send_again(connection: Connection, epoch: str, held: int) -> int:
    """Let all wait once more that a restored service may miss; return how many events that is.

    Args:
        epoch: the service's; another one than before says that it was restored.
        held: up to this number it holds the record without a gap. Less than before says the same, and so does a next
            number that it has confirmed: it lost that one, perhaps with a snapshot of its machine.
    """
    before = connection.execute(select(meta.c.epoch, meta.c.held, meta.c.since)).one()
    following = [event.c.seq == max(held + 1, before.since), event.c.acked_at_s.is_not(None), event.c.box != b""]
    forgotten = connection.execute(select(event.c.seq).where(*following)).first() is not None
    if (before.epoch, before.held) != (epoch, held):
        connection.execute(update(meta).values(epoch=epoch[:64], held=held))
        forgotten = forgotten or (before.epoch not in ("", epoch)) or (before.epoch == epoch and held < before.held)
    if not forgotten:
        return 0
    missing = [event.c.seq > held, event.c.acked_at_s.is_not(None), event.c.box != b""]
    again = connection.execute(select(event.c.seq).where(*missing)).scalars().all()
    if again:
        rows = [{"seq": seq, "urgent": False} for seq in again]
        connection.execute(upsert(outbox).on_conflict_do_nothing(), rows)
        connection.execute(update(event).where(*missing).values(acked_at_s=None))
    return len(again)


def claim(connection: Connection, device_id: bytes) -> tuple[bytes, int]:
    """Make the record this device's; return its name and the first number under that name."""
    row = connection.execute(select(meta.c.store, meta.c.since, meta.c.device)).one()
    if row.device == device_id:
        return row.store, row.since
    if not row.device:
        connection.execute(update(meta).values(device=device_id))
        return row.store, row.since
    first = select(func.min(outbox.c.seq)).scalar_subquery()
    since = connection.execute(select(func.coalesce(first, meta.c.next_seq))).scalar_one()
    store = os.urandom(len(row.store))
    connection.execute(update(meta).values(store=store, since=since, device=device_id, held=0, epoch=""))
    return store, since


def take_back(connection: Connection, entries: Sequence[Entry], store_id: bytes) -> tuple[int, bytes]:
    """Add the journal's events that the database lacks; return how many, and the record's name.

    It lacks them when it was put aside as damaged, or when an older copy of it was laid in its place. A record begun
    anew goes on under the name it had. Numbers go on after the highest that either knows: none is ever given twice.
    """
    known = {row.event_id: row.seq for row in connection.execute(select(event.c.event_id, event.c.seq))}
    lacking = [each for each in entries if each.event_id not in known]
    if lacking and not known:
        store_id = lacking[-1].store
        connection.execute(update(meta).values(store=store_id))
    taken = set(known.values())
    free = max([0, *taken, *(each.seq for each in entries)]) + 1
    rows = []
    for each in lacking:
        seq = each.seq
        if seq in taken or each.store != store_id:
            seq, free = free, free + 1
        taken.add(seq)
        rows.append((seq, each))
    if rows:
        events = [{"seq": seq, "event_id": e.event_id, "key_id": e.key_id, "box": e.box} for seq, e in rows]
        connection.execute(insert(event), events)
        connection.execute(insert(outbox), [{"seq": seq, "urgent": e.urgent} for seq, e in rows])
    connection.execute(update(meta).where(meta.c.next_seq < free).values(next_seq=free))
    return len(lacking), store_id


def uncopied(connection: Connection, entries: Sequence[Entry], store_id: bytes) -> list[Entry]:
    """The waiting events that the journal has no copy of: a power cut or a full disk came between."""
    there = {each.event_id for each in entries}
    columns = (event.c.seq, event.c.event_id, event.c.key_id, event.c.box, outbox.c.urgent)
    rows = connection.execute(select(*columns).join_from(outbox, event).order_by(event.c.seq))
    return [
        Entry(store_id, row.seq, row.event_id, row.key_id, row.box, row.urgent)
        for row in rows
        if row.event_id not in there and row.box
    ]
