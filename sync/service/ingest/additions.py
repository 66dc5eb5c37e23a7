"""What is added to a check-in or a request after it: read from the record in the tablet's own order, and summed up.

Additions may arrive before what they add to, or in pieces. So they are never applied one by one: whenever something is
new, all additions stored so far are gone through again, and any order of arrival gives the same sum.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec
from sqlalchemy import Connection, Table, bindparam, select

from sync.protocol import ActivityDone, AdultCame, ChoseAdult, Event, HowNow, ToldMore, Trust, Withdrew
from sync.service.db.models import StoredEvent
from sync.service.db.prepared import Query

_EVENTS = cast(Table, StoredEvent.__table__).c
_READ = Query(
    select(_EVENTS.about, _EVENTS.event_id, _EVENTS.happened_at, _EVENTS.received_at, _EVENTS.content)
    .where(_EVENTS.school_id == bindparam("school"), _EVENTS.about.in_(bindparam("touched", expanding=True)))
    .order_by(_EVENTS.seq, _EVENTS.event_id),
    "touched",
)
_decoder: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


@dataclass(frozen=True, slots=True)
class Addition:
    """One addition, and when it was made."""

    event_id: uuid.UUID
    at: datetime
    received_at: datetime
    event: Event

    @property
    def said_at(self) -> datetime:
        """When it was said, for what must not come too early: a clock that nobody set is not believed."""
        return self.received_at if self.event.at.trust == Trust.UNKNOWN else self.at


def read(
    connection: Connection, school_id: uuid.UUID, touched: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Addition]]:
    """All additions stored so far to these events, in the tablet's order; events without any are left out."""
    found: dict[uuid.UUID, list[Addition]] = defaultdict(list)
    for about, event_id, at, received_at, content in _READ.rows(connection, {"school": school_id, "touched": touched}):
        found[about].append(Addition(event_id, at, received_at, _decoder.decode(content)))
    return found


@dataclass(slots=True)
class Done:
    """Something that might help, done after a check-in."""

    event_id: uuid.UUID
    at: datetime
    activity: str
    seconds: int
    to_the_end: bool
    how_now: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """All that was added to one check-in."""

    size: int | None
    abouts: tuple[str, ...]
    withdrawn_at: datetime | None
    done: tuple[Done, ...]


NOTHING_SAID = Said(None, (), None, ())


def of_check_in(added: Sequence[Addition]) -> Said:
    """Sum up: the last size, every about once, and each activity with what was said of it afterwards."""
    size: int | None = None
    abouts: dict[str, None] = {}
    done: list[Done] = []
    for each in added:
        match each.event:
            case ToldMore():
                size = each.event.size or size
                if each.event.about:
                    abouts[each.event.about] = None
            case ActivityDone() as event:
                done.append(Done(each.event_id, each.at, event.activity, event.seconds, event.to_the_end))
            case HowNow() as event:
                last = next((one for one in reversed(done) if one.activity == event.activity), None)
                if last is not None:
                    last.how_now = event.answer
            case _:
                pass
    return Said(size, tuple(abouts), withdrawn_at(added), tuple(done))


@dataclass(slots=True)
class Asked:
    """All that was added to one request."""

    pupil_id: uuid.UUID | None = None
    adult_id: uuid.UUID | None = None
    someone_else: bool = False
    how: str | None = None
    withdrawn_at: datetime | None = None
    came: str | None = None
    """What the child last said to *Did a grown-up come?*"""
    came_at: datetime | None = None
    came_event_id: uuid.UUID | None = None
    nobody_came_at: datetime | None = None
    """When the child last said *no*."""


def of_request(added: Sequence[Addition]) -> Asked:
    """Sum up: the last word on who asks, which adult, how, and whether anybody came."""
    asked = Asked(withdrawn_at=withdrawn_at(added))
    for each in added:
        match each.event:
            case ChoseAdult() as event:
                asked.pupil_id = uuid.UUID(bytes=event.pupil) if event.pupil else asked.pupil_id
                if event.adult or event.someone_else:
                    asked.adult_id = uuid.UUID(bytes=event.adult) if event.adult else None
                    asked.someone_else = event.someone_else
                asked.how = event.how or asked.how
            case AdultCame() as event:
                asked.came, asked.came_at, asked.came_event_id = event.came, each.said_at, each.event_id
                if event.came == "no":
                    asked.nobody_came_at = each.said_at
            case _:
                pass
    return asked


def withdrawn_at(added: Sequence[Addition]) -> datetime | None:
    """When it was first taken back; None when it was not."""
    return next((each.at for each in added if isinstance(each.event, Withdrew)), None)
