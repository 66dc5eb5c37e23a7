"""How far each tablet's store is held here without a gap, and whether two tablets go by one identity.

A tablet compares: when this service holds less than it once said, it was restored from a backup. And a number that was
given to two different events was given out by two tablets, one of them a copy of the other's card.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, bindparam, select, update

from sync.protocol import Envelope
from sync.service.db.models import StoredEvent, TabletStore
from sync.service.db.prepared import Change, Query, insert_into

_STORES = cast(Table, TabletStore.__table__)
_EVENTS = cast(Table, StoredEvent.__table__).c
_READ = Query(
    select(_STORES.c.contiguous, _STORES.c.highest, _STORES.c.ahead, _STORES.c.last_at).where(
        _STORES.c.school_id == bindparam("school"), _STORES.c.store == bindparam("of")
    )
)
_KEPT = ("device_id", "contiguous", "highest", "ahead", "last_at")
_WRITE = Change(
    update(_STORES)
    .where(_STORES.c.school_id == bindparam("school"), _STORES.c.store == bindparam("of"))
    .values({name: bindparam(name) for name in _KEPT}),
    ("school", "of", *_KEPT),
)
_BEGIN = insert_into(_STORES)
_TAKEN = Query(
    select(_EVENTS.seq, _EVENTS.event_id).where(
        _EVENTS.school_id == bindparam("school"),
        _EVENTS.device_id == bindparam("device"),
        _EVENTS.store == bindparam("of"),
        _EVENTS.seq.in_(bindparam("numbers", expanding=True)),
    ),
    "numbers",
)
AHEAD_MOST = 5000
"""Numbers remembered beyond a gap; a gap that stays that long is one that the tablet itself cannot fill."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is held of one store."""

    contiguous: int = 0
    highest: int = 0
    ahead: tuple[int, ...] = ()
    last_at: datetime | None = None
    known: bool = False

    def with_numbers(self, numbers: Sequence[int], since: int) -> Page:
        """The page after these numbers have come too; `since` is the first that the store gave out."""
        contiguous = max(self.contiguous, since - 1)
        beyond = sorted({*self.ahead, *numbers})
        left = []
        for number in beyond:
            if number == contiguous + 1:
                contiguous = number
            elif number > contiguous:
                left.append(number)
        if len(left) > AHEAD_MOST:
            contiguous, left = left[-1], []
        return replace(self, contiguous=contiguous, highest=max([self.highest, *numbers]), ahead=tuple(left))


def read(connection: Connection, school_id: uuid.UUID, store: bytes) -> Page:
    """What is held of a store; an empty page for one that nothing has come from."""
    for contiguous, highest, ahead, last_at in _READ.rows(connection, {"school": school_id, "of": store}):
        return Page(contiguous, highest, tuple(ahead), last_at, known=True)
    return Page()


def write(connection: Connection, school_id: uuid.UUID, device_id: uuid.UUID, store: bytes, page: Page) -> None:
    """Keep a page."""
    values = {
        "device_id": device_id,
        "contiguous": page.contiguous,
        "highest": page.highest,
        "ahead": list(page.ahead),
        "last_at": page.last_at,
    }
    if page.known:
        _WRITE.run(connection, [{**values, "school": school_id, "of": store}])
    else:
        _BEGIN.run(connection, [{**values, "school_id": school_id, "store": store}])


def forked(
    connection: Connection,
    school_id: uuid.UUID,
    device_id: uuid.UUID,
    store: bytes,
    page: Page,
    sent: Sequence[Envelope],
) -> bool:
    """Whether one of these numbers stands for another event already; call it before they are stored.

    An ordinary batch brings higher numbers than ever came, and costs no query.
    """
    old = {each.seq: each.event_id for each in sent if each.seq <= page.highest}
    if not old:
        return False
    asked = {"school": school_id, "device": device_id, "of": store, "numbers": list(old)}
    return any(event_id.bytes != old[seq] for seq, event_id in _TAKEN.rows(connection, asked))
