"""Erasing a child: everything goes but ids, and what comes late is known by them and let go of too.

Ids are random and say nothing of anybody. They stay so that an event that a tablet still holds, or a backup, cannot
bring the child back; the audit keeps the id in place of the person.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, delete, exists, or_, select
from sqlalchemy.orm import Session

from sync.service import audit, portraits
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import (
    Activity,
    AdultRequest,
    Attendance,
    CheckIn,
    Correction,
    DaySummary,
    Erased,
    FlagNote,
    FlagRow,
    Media,
    Merge,
    Plan,
    PlanNote,
    Pupil,
    PupilNote,
    RequestStep,
    RuleState,
    StarredPupil,
    StoredEvent,
)
from sync.service.db.prepared import Query
from sync.service.ingest.judge import Opened, Refusal

ON_TABLETS = timedelta(days=35)
"""Tablets keep a confirmed event for thirty days; those received within this are told to them."""
_ERASED = cast(Table, Erased.__table__).c
_ANY = Query(select(exists().where(_ERASED.school_id == bindparam("school"))))
_AMONG = select(_ERASED.id).where(
    _ERASED.school_id == bindparam("school"), _ERASED.id.in_(bindparam("ids", expanding=True))
)
_REASON = "it belongs to a child whose record was erased"


def erase(session: Session, service: Service, pupil_id: uuid.UUID, viewer: Viewer | None) -> int:
    """Erase a child and every visitor's tile that was found to be theirs; return how many events went.

    It is done when the caller's transaction is.
    """
    school_id, now = service.school_id, service.clock.now()
    merged = select(Pupil.id).where(Pupil.school_id == school_id, Pupil.merged_into == pupil_id)
    children = [pupil_id, *session.scalars(merged)]
    portraits.forget_children(session, service, children)
    gone = _forget(session, school_id, children, now)
    audit.note(session, service, viewer, "erased a child", pupil_id, detail=f"{gone} events")
    return gone


def again(session: Session, school_id: uuid.UUID, erased: Sequence[Erased], now: datetime) -> None:
    """Erase once more, in a restored database, what had been erased since the backup was made."""
    ids = [each.id for each in erased]
    known = _known(session, school_id, ids)
    session.add_all(
        Erased(school_id=school_id, id=each.id, erased_at=each.erased_at, on_tablets=each.on_tablets)
        for each in erased
        if each.id not in known
    )
    session.flush()
    children = session.scalars(select(Pupil.id).where(Pupil.school_id == school_id, Pupil.id.in_(ids))).all()
    if children:
        _forget(session, school_id, children, now)


def told_to_tablets(session: Session, school_id: uuid.UUID, now: datetime) -> list[bytes]:
    """Ids of erased events that a tablet may still hold, in a steady order."""
    found = select(Erased.id).where(
        Erased.school_id == school_id, Erased.on_tablets, Erased.erased_at > now - ON_TABLETS
    )
    return sorted(each.bytes for each in session.scalars(found))


def recognise(
    session: Session, school_id: uuid.UUID, judged: Sequence[Opened | Refusal], now: datetime
) -> list[Opened | Refusal]:
    """Put a verdict of *erased* in the place of events that were erased, or that tell of a child who was."""
    if not _ANY.rows(session.connection(), {"school": school_id})[0][0]:
        return list(judged)
    named = {each.event_id for each in judged}
    for each in judged:
        if isinstance(each, Opened):
            named |= {one for one in (each.pupil_id, each.about) if one}
    erased = _known(session, school_id, list(named))
    if not erased:
        return list(judged)
    late: set[uuid.UUID] = set()
    result: list[Opened | Refusal] = []
    for each in judged:
        names = {each.event_id, each.pupil_id, each.about} if isinstance(each, Opened) else {each.event_id}
        if names & erased:
            late.add(each.event_id)
            each = Refusal(each.envelope, each.event_id, each.box_hash, _REASON, "erased")
        result.append(each)
    session.add_all(Erased(school_id=school_id, id=each, erased_at=now) for each in late - erased)
    session.flush()
    return result


def _forget(session: Session, school_id: uuid.UUID, children: Sequence[uuid.UUID], now: datetime) -> int:
    theirs: set[uuid.UUID] = set()
    for of in (CheckIn, AdultRequest):
        whose = or_(of.pupil_id.in_(children), of.tapped_as.in_(children))
        theirs |= set(session.scalars(select(of.event_id).where(of.school_id == school_id, whose)))
    # What was tapped on this child's tile and moved to another is the other child's.
    away = select(CheckIn.event_id).where(
        CheckIn.school_id == school_id,
        CheckIn.tapped_as.in_(children),
        CheckIn.moved_at.is_not(None),
        CheckIn.pupil_id.not_in(children),
    )
    moved_away = set(session.scalars(away))
    first = theirs - moved_away
    about = or_(StoredEvent.event_id.in_(first), StoredEvent.about.in_(first))
    events = session.execute(
        select(StoredEvent.event_id, StoredEvent.received_at).where(StoredEvent.school_id == school_id, about)
    ).all()
    ids = [row.event_id for row in events]
    flags = session.scalars(select(FlagRow.id).where(FlagRow.school_id == school_id, FlagRow.pupil_id.in_(children)))
    flag_ids = list(flags)
    plans = select(Plan.id).where(Plan.school_id == school_id, Plan.pupil_id.in_(children))
    plan_ids = list(session.scalars(plans))
    for table, condition in (
        (FlagNote, FlagNote.flag_id.in_(flag_ids)),
        (FlagRow, FlagRow.id.in_(flag_ids)),
        (RuleState, RuleState.pupil_id.in_(children)),
        (Activity, Activity.pupil_id.in_(children)),
        (RequestStep, RequestStep.request_id.in_(ids)),
        (AdultRequest, or_(AdultRequest.event_id.in_(ids), AdultRequest.pupil_id.in_(children))),
        (CheckIn, CheckIn.pupil_id.in_(children)),
        (DaySummary, DaySummary.pupil_id.in_(children)),
        (Attendance, Attendance.pupil_id.in_(children)),
        (StoredEvent, StoredEvent.event_id.in_(ids)),
        (PlanNote, PlanNote.plan_id.in_(plan_ids)),
        (Plan, Plan.id.in_(plan_ids)),
        (PupilNote, PupilNote.pupil_id.in_(children)),
        (Correction, or_(Correction.from_pupil_id.in_(children), Correction.to_pupil_id.in_(children))),
        (StarredPupil, StarredPupil.pupil_id.in_(children)),
        (Media, Media.pupil_id.in_(children)),
        (Merge, or_(Merge.pupil_id.in_(children), Merge.visitor_id.in_(children))),
        (Pupil, Pupil.id.in_(children)),
    ):
        session.execute(delete(table).where(table.school_id == school_id, condition))
    known = _known(session, school_id, [*children, *ids])
    session.add_all(Erased(school_id=school_id, id=each, erased_at=now) for each in children if each not in known)
    session.add_all(
        Erased(school_id=school_id, id=row.event_id, erased_at=now, on_tablets=row.received_at > now - ON_TABLETS)
        for row in events
        if row.event_id not in known
    )
    session.flush()
    return len(ids)


def _known(session: Session, school_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these ids that are known as erased already."""
    return set(session.execute(_AMONG, {"school": school_id, "ids": list(ids)}).scalars())
