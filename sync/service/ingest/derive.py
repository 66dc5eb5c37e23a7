"""From events to the rows that pages and flags read: any order of arrival gives the same rows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from assets import catalogue
from sync.protocol import AdultCame, AskedForAdult, CheckedIn, ChoseAdult, Withdrew
from sync.service import requests_
from sync.service.api.tokens import Tablet
from sync.service.db import prepared
from sync.service.db.models import Activity, AdultRequest, CheckIn
from sync.service.ingest import additions, pupils
from sync.service.ingest.additions import NOTHING_SAID, Addition, Said
from sync.service.ingest.judge import Opened
from sync.service.ingest.pupils import Named

# Core tables and ready-made statements: on the hot path the ORM would cost as much as the rest.
_CHECK_INS = cast(Table, CheckIn.__table__)
_REQUESTS = cast(Table, AdultRequest.__table__)
_DONE = cast(Table, Activity.__table__)
_IN_SCHOOL = _CHECK_INS.c.school_id == bindparam("school")
_READ_CHECK_INS = select(
    _CHECK_INS.c.event_id,
    _CHECK_INS.c.pupil_id,
    _CHECK_INS.c.class_id,
    _CHECK_INS.c.school_day,
    _CHECK_INS.c.abouts,
    _CHECK_INS.c.withdrawn_at,
).where(_IN_SCHOOL, _CHECK_INS.c.event_id.in_(bindparam("events", expanding=True)))
_CHANGE_CHECK_IN = (
    update(_CHECK_INS)
    .where(_CHECK_INS.c.school_id == bindparam("at_school"), _CHECK_INS.c.event_id == bindparam("of"))
    .values(size=bindparam("size"), abouts=bindparam("abouts"), withdrawn_at=bindparam("withdrawn_at"))
)
_ADD_CHECK_INS = prepared.insert_into(_CHECK_INS, but=("moved_at", "set_aside_at"))
_ADD_REQUESTS = insert(_REQUESTS)
_ADD_DONE = prepared.insert_into(_DONE)
_CLEAR_DONE = delete(_DONE).where(
    _DONE.c.school_id == bindparam("school"), _DONE.c.check_in_id.in_(bindparam("events", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Derived:
    """Whom new events concern, and what `Live` should be told."""

    earliest: Mapping[uuid.UUID, date]
    """The first day of each pupil whose record changed in a way that flags read."""
    topics: frozenset[str]


def derive(
    session: Session, school_id: uuid.UUID, tablet: Tablet, new: Sequence[Opened], named: Mapping[uuid.UUID, Named]
) -> Derived:
    """Add the check-ins and requests of new events, and all that was added to them.

    Args:
        new: events stored in this transaction.
        named: the children that these events name.
    """
    connection = session.connection()
    deriving = _Deriving(session, connection, school_id, tablet, named)
    added = additions.read(connection, school_id, {each.about or each.event_id for each in new})
    adding = [each for each in new if each.about]
    deriving.check_ins([each for each in new if isinstance(each.event, CheckedIn)], added)
    deriving.requests([each for each in new if isinstance(each.event, AskedForAdult)])
    deriving.added_to_check_ins(_touched(adding, but=(ChoseAdult, AdultCame)), added)
    deriving.added_to_requests({*_asked(new), *_touched(adding, only=(ChoseAdult, AdultCame, Withdrew))}, added)
    days: dict[uuid.UUID, list[date]] = defaultdict(list)
    for each in new:
        if each.pupil_id is not None:
            days[each.pupil_id].append(each.school_day)
    for pupil_id, theirs in days.items():
        deriving.changed(named[pupil_id].counts_for, min(theirs))
    pupils.note_visits(connection, school_id, named, {pupil_id: max(theirs) for pupil_id, theirs in days.items()})
    return Derived(deriving.earliest, frozenset(deriving.topics))


def _touched(
    adding: Sequence[Opened], *, only: tuple[type, ...] = (object,), but: tuple[type, ...] = ()
) -> set[uuid.UUID]:
    """The events that some new ones add to."""
    return {
        each.about for each in adding if each.about and isinstance(each.event, only) and not isinstance(each.event, but)
    }


def _asked(new: Sequence[Opened]) -> set[uuid.UUID]:
    return {each.event_id for each in new if isinstance(each.event, AskedForAdult)}


@dataclass
class _Deriving:
    """One batch's rows."""

    session: Session
    connection: Connection
    school_id: uuid.UUID
    tablet: Tablet
    named: Mapping[uuid.UUID, Named]
    earliest: dict[uuid.UUID, date] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)
    _new: set[uuid.UUID] = field(default_factory=set)
    """Check-ins that were added with all that is known of them."""

    def changed(self, pupil_id: uuid.UUID | None, day: date) -> None:
        if pupil_id is not None:
            self.earliest[pupil_id] = min(day, self.earliest.get(pupil_id, day))

    def check_ins(self, new: Sequence[Opened], added: Mapping[uuid.UUID, Sequence[Addition]]) -> None:
        rows: list[dict[str, Any]] = []
        done: list[dict[str, Any]] = []
        for each in new:
            more = added.get(each.event_id) if added else None
            said = additions.of_check_in(more) if more else NOTHING_SAID
            row = self._check_in(each, said)
            rows.append(row)
            done += self._done(row, said)
        self._new = {each.event_id for each in new}
        self.topics |= {f"check_ins:{class_id}" for class_id in {row["class_id"] for row in rows}}
        _ADD_CHECK_INS.run(self.connection, rows)
        _ADD_DONE.run(self.connection, done)

    def requests(self, new: Sequence[Opened]) -> None:
        rows = [self._request(each) for each in new]
        if rows:
            self.connection.execute(_ADD_REQUESTS, rows)
        self.topics |= {f"requests:{row['class_id']}" for row in rows}

    def added_to_check_ins(self, touched: Collection[uuid.UUID], added: Mapping[uuid.UUID, Sequence[Addition]]) -> None:
        """Bring check-ins that were there before to what has been added to them since."""
        before = [each for each in touched if each not in self._new]
        if not before:
            return
        named = {"school": self.school_id, "events": before}
        found = [dict(row) for row in self.connection.execute(_READ_CHECK_INS, named).mappings()]
        changes: list[dict[str, Any]] = []
        done: list[dict[str, Any]] = []
        for row in found:
            said = additions.of_check_in(added[row["event_id"]])
            changes.append({"at_school": self.school_id, "of": row["event_id"], **_told(said)})
            done += self._done(row, said)
            if (row["abouts"], row["withdrawn_at"]) != (list(said.abouts), said.withdrawn_at):
                self.changed(row["pupil_id"], row["school_day"])
            self.topics.add(f"check_ins:{row['class_id']}")
        if changes:
            self.connection.execute(_CHANGE_CHECK_IN, changes)
            self.connection.execute(_CLEAR_DONE, named)
        _ADD_DONE.run(self.connection, done)

    def added_to_requests(self, touched: Collection[uuid.UUID], added: Mapping[uuid.UUID, Sequence[Addition]]) -> None:
        asked = {each: additions.of_request(added[each]) for each in touched if each in added}
        if not asked:
            return
        wanted = {one.pupil_id for one in asked.values() if one.pupil_id} - self.named.keys()
        named = {**self.named, **pupils.read(self.connection, self.school_id, wanted)}
        found = select(AdultRequest).where(AdultRequest.school_id == self.school_id, AdultRequest.event_id.in_(asked))
        for request in self.session.scalars(found).all():
            self.changed(request.pupil_id, request.school_day)
            said = asked[request.event_id]
            if said.pupil_id is not None:
                who = named[said.pupil_id]
                request.pupil_id, request.class_id = who.counts_for, who.class_id
                request.tapped_as = said.pupil_id if who.counts_for != said.pupil_id else None
            request.adult_id = None if said.someone_else else said.adult_id or request.adult_id
            request.someone_else = said.someone_else
            request.how = said.how or request.how
            request.withdrawn_at = said.withdrawn_at
            request.came, request.came_at, request.came_event_id = said.came, said.came_at, said.came_event_id
            if said.nobody_came_at is not None:
                requests_.open_again(self.session, request, said.nobody_came_at)
            self.changed(request.pupil_id, request.school_day)
            self.topics.add(f"requests:{request.class_id}")
        self.session.flush()

    def _check_in(self, each: Opened, said: Said) -> dict[str, Any]:
        event, who = each.event, each.pupil_id
        assert isinstance(event, CheckedIn)
        assert who is not None
        named = self.named[who]
        counts_for = named.counts_for
        return {
            "school_id": self.school_id,
            "event_id": each.event_id,
            "pupil_id": counts_for,
            "class_id": named.class_id,
            "school_day": each.school_day,
            "slot": event.slot,
            "at": each.happened_at,
            "answers": list(event.answers),
            "value": _value(event.answers),
            "step": event.step,
            "catalogue": event.catalogue,
            "position": event.position,
            "by_adult": event.by_adult,
            "tapped_as": who if counts_for != who else None,
            **_told(said),
        }

    def _done(self, check_in: Mapping[str, Any], said: Said) -> list[dict[str, Any]]:
        return [
            {
                "school_id": self.school_id,
                "event_id": one.event_id,
                "check_in_id": check_in["event_id"],
                "pupil_id": check_in["pupil_id"],
                "school_day": check_in["school_day"],
                "at": one.at,
                "activity": one.activity,
                "seconds": one.seconds,
                "to_the_end": one.to_the_end,
                "how_now": one.how_now,
            }
            for one in said.done
        ]

    def _request(self, each: Opened) -> dict[str, Any]:
        who = self.named[each.pupil_id] if each.pupil_id else None
        return {
            "school_id": self.school_id,
            "event_id": each.event_id,
            "device_id": self.tablet.id,
            "class_id": who.class_id if who else self.tablet.class_id,
            "pupil_id": who.counts_for if who else None,
            "school_day": each.school_day,
            "asked_at": each.happened_at,
            "someone_else": False,
            "tapped_as": each.pupil_id if who and who.counts_for != each.pupil_id else None,
        }


@lru_cache(maxsize=1024)
def _value(answers: tuple[str, ...]) -> float | None:
    return catalogue.load().value(answers)


def _told(said: Said) -> dict[str, Any]:
    return {"size": said.size, "abouts": list(said.abouts), "withdrawn_at": said.withdrawn_at}
