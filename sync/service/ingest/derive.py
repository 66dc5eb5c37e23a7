"""From events to the rows that pages and flags read.

Additions (*chose adult*, *withdrew*) may arrive before what they add to. So each is applied from the record itself:
whenever an event or an addition to it is new, all additions stored so far are gone through again, in the tablet's own
order. Any order of arrival gives the same rows.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, cast

import msgspec
from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.orm import Session

from assets import catalogue
from sync.protocol import AskedForAdult, CheckedIn, ChoseAdult, Event, Withdrew
from sync.service.db.models import AdultRequest, CheckIn, Device, StoredEvent
from sync.service.ingest.judge import Opened

# Core tables and ready-made statements: on the hot path the ORM would cost as much as the rest.
_CHECK_INS = cast(Table, CheckIn.__table__)
_REQUESTS = cast(Table, AdultRequest.__table__)
_EVENTS = cast(Table, StoredEvent.__table__).c
_READ_ADDITIONS = (
    select(_EVENTS.about, _EVENTS.happened_at, _EVENTS.content)
    .where(_EVENTS.school_id == bindparam("school"), _EVENTS.about.in_(bindparam("touched", expanding=True)))
    .order_by(_EVENTS.seq, _EVENTS.event_id)
)
_Row = TypeVar("_Row", CheckIn, AdultRequest)
_decoder: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


@dataclass(frozen=True, slots=True)
class Derived:
    """Whom new events concern, and what `Live` should be told."""

    earliest: Mapping[uuid.UUID, date]
    """The first day of each pupil whose record changed."""
    topics: frozenset[str]


def derive(
    session: Session,
    school_id: uuid.UUID,
    device: Device,
    new: Sequence[Opened],
    classes: Mapping[uuid.UUID, uuid.UUID],
) -> Derived:
    """Add the check-ins and requests of new events, and apply every addition to them.

    Args:
        new: events stored in this transaction.
        classes: the class of each pupil they name.
    """
    check_ins = [_check_in(school_id, each, classes) for each in new if isinstance(each.event, CheckedIn)]
    requests = [_request(school_id, device, each, classes) for each in new if isinstance(each.event, AskedForAdult)]
    if check_ins:
        session.execute(insert(_CHECK_INS), check_ins)
    if requests:
        session.execute(insert(_REQUESTS), requests)
    additions = _additions(session, school_id, new)
    earliest: dict[uuid.UUID, date] = {}
    for each in new:
        _changed(earliest, each.pupil_id, each.school_day)
    topics = {f"check_ins:{row['class_id']}" for row in check_ins} | {f"requests:{row['class_id']}" for row in requests}
    for check_in in _rows(session, CheckIn, school_id, additions):
        check_in.withdrawn_at = _withdrawn_at(additions[check_in.event_id])
        _changed(earliest, check_in.pupil_id, check_in.school_day)
        topics.add(f"check_ins:{check_in.class_id}")
    for request in _rows(session, AdultRequest, school_id, additions):
        _changed(earliest, request.pupil_id, request.school_day)
        _apply(request, additions[request.event_id])
        request.class_id = classes.get(request.pupil_id or uuid.UUID(int=0), request.class_id)
        _changed(earliest, request.pupil_id, request.school_day)
        topics.add(f"requests:{request.class_id}")
    session.flush()
    return Derived(earliest, frozenset(topics))


def _changed(earliest: dict[uuid.UUID, date], pupil_id: uuid.UUID | None, day: date) -> None:
    if pupil_id is not None:
        earliest[pupil_id] = min(day, earliest.get(pupil_id, day))


def _rows(
    session: Session, table: type[_Row], school_id: uuid.UUID, event_ids: Collection[uuid.UUID]
) -> Sequence[_Row]:
    if not event_ids:
        return ()
    return session.scalars(select(table).where(table.school_id == school_id, table.event_id.in_(event_ids))).all()


Addition = tuple[datetime, Event]


def _additions(session: Session, school_id: uuid.UUID, new: Sequence[Opened]) -> dict[uuid.UUID, list[Addition]]:
    """All additions stored so far, in the tablet's order, to what is new or has a new addition."""
    touched = {each.about or each.event_id for each in new}
    found = session.execute(_READ_ADDITIONS, {"school": school_id, "touched": list(touched)})
    additions: dict[uuid.UUID, list[Addition]] = defaultdict(list)
    for about, at, content in found:
        additions[about].append((at, _decoder.decode(content)))
    return additions


def _withdrawn_at(added: Sequence[Addition]) -> datetime | None:
    return next((at for at, event in added if isinstance(event, Withdrew)), None)


def _apply(request: AdultRequest, added: Sequence[Addition]) -> None:
    """The last word on who asks, which adult and how; taken back stays visible as taken back."""
    for _, event in added:
        if isinstance(event, ChoseAdult):
            request.pupil_id = uuid.UUID(bytes=event.pupil) if event.pupil else request.pupil_id
            request.adult_id = uuid.UUID(bytes=event.adult) if event.adult else request.adult_id
            request.how = event.how or request.how
    request.withdrawn_at = _withdrawn_at(added)


def _check_in(school_id: uuid.UUID, each: Opened, classes: Mapping[uuid.UUID, uuid.UUID]) -> dict[str, object]:
    event = each.event
    assert isinstance(event, CheckedIn)
    assert each.pupil_id is not None
    return {
        "school_id": school_id,
        "event_id": each.event_id,
        "pupil_id": each.pupil_id,
        "class_id": classes[each.pupil_id],
        "school_day": each.school_day,
        "slot": event.slot,
        "at": each.happened_at,
        "answers": list(event.answers),
        "value": catalogue.load().value(event.answers),
        "step": event.step,
        "catalogue": event.catalogue,
        "position": event.position,
        "withdrawn_at": None,
    }


def _request(
    school_id: uuid.UUID, device: Device, each: Opened, classes: Mapping[uuid.UUID, uuid.UUID]
) -> dict[str, object]:
    return {
        "school_id": school_id,
        "event_id": each.event_id,
        "device_id": device.id,
        "class_id": classes[each.pupil_id] if each.pupil_id else device.class_id,
        "pupil_id": each.pupil_id,
        "school_day": each.school_day,
        "asked_at": each.happened_at,
        "adult_id": None,
        "how": None,
        "seen_at": None,
        "seen_by": None,
        "met_at": None,
        "met_by": None,
        "withdrawn_at": None,
    }
