"""Messages until they are delivered: each kept once, taken up by one sender at a time, tried again, written down.

A message may reach somebody twice, when the service dies between the delivery and the note of it. It is never lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from sync.retry import Backoff, Chance
from sync.service.db.models import Notice
from sync.service.telling.plan import Kind, Message

LEASE = timedelta(minutes=1)
"""Whoever takes a message up has this long, before another may."""
TRIED_FOR = timedelta(hours=12)
"""After this a message that could not be delivered is given up."""
KEPT = timedelta(days=30)
AGAIN = Backoff(first_s=5.0, most_s=300.0)
_ABOUT_REQUESTS = (Kind.ASKED, Kind.OVERDUE)
_WAITS = (Notice.sent_at.is_(None), Notice.dropped_at.is_(None))


@dataclass(frozen=True, slots=True)
class Failing:
    """A way by which nothing gets through just now."""

    way: str
    since: datetime
    problem: str


def unknown(session: Session, school_id: uuid.UUID, wanted: Iterable[Message]) -> list[Message]:
    """The messages that were never put in."""
    by_key = {each.key: each for each in wanted}
    known = select(Notice.key).where(Notice.school_id == school_id, Notice.key.in_(by_key))
    for key in session.scalars(known) if by_key else ():
        del by_key[key]
    return list(by_key.values())


def outdated(session: Session, school_id: uuid.UUID, wanted: Iterable[Message]) -> Sequence[uuid.UUID]:
    """Messages about requests that still wait to be delivered, though nobody need be told any more."""
    keys = {each.key for each in wanted}
    waits = select(Notice.id, Notice.key).where(
        Notice.school_id == school_id, *_WAITS, Notice.kind.in_(_ABOUT_REQUESTS)
    )
    return [row.id for row in session.execute(waits) if row.key not in keys]


def put(session: Session, school_id: uuid.UUID, messages: Iterable[Message], now: datetime) -> list[uuid.UUID]:
    """Keep messages to be sent from now on, each once, and forget what was settled long ago; return their ids."""
    session.execute(delete(Notice).where(Notice.school_id == school_id, Notice.created_at < now - KEPT))
    fresh = [
        Notice(
            school_id=school_id,
            id=uuid.uuid4(),
            key=one.key,
            way=one.way,
            to=one.to,
            kind=one.kind,
            class_id=one.class_id,
            classroom=one.classroom,
            title=one.title,
            text=one.text,
            created_at=now,
            due_at=now,
        )
        for one in unknown(session, school_id, messages)
    ]
    session.add_all(fresh)
    return [one.id for one in fresh]


def drop(session: Session, school_id: uuid.UUID, ids: Iterable[uuid.UUID], now: datetime) -> None:
    """Stop trying."""
    gone = update(Notice).where(Notice.school_id == school_id, Notice.id.in_(list(ids)), *_WAITS)
    session.execute(gone.values(dropped_at=now))


def due(session: Session, school_id: uuid.UUID, way: str, now: datetime) -> list[uuid.UUID]:
    """The messages of one way that are to be tried now, the oldest first."""
    wanted = select(Notice.id).where(Notice.school_id == school_id, Notice.way == way, *_WAITS, Notice.due_at <= now)
    return list(session.scalars(wanted.order_by(Notice.created_at, Notice.id).limit(50)))


def take(session: Session, school_id: uuid.UUID, notice_id: uuid.UUID, now: datetime) -> Notice | None:
    """Take a message up, if nobody else has; None when it is settled or somebody has it."""
    mine = update(Notice).where(Notice.school_id == school_id, Notice.id == notice_id, *_WAITS, Notice.due_at <= now)
    if session.execute(mine.values(due_at=now + LEASE)).rowcount != 1:  # type: ignore[attr-defined]
        return None
    return session.get(Notice, (school_id, notice_id))


def sent(session: Session, school_id: uuid.UUID, notice_id: uuid.UUID, now: datetime) -> None:
    """Write down that it was delivered."""
    notice = session.get(Notice, (school_id, notice_id))
    if notice is not None:
        notice.sent_at, notice.tried_at, notice.tries, notice.problem = now, now, notice.tries + 1, ""


def failed(
    session: Session, school_id: uuid.UUID, notice_id: uuid.UUID, problem: str, now: datetime, chance: Chance
) -> None:
    """Write down why it was not, and when it is tried again; a test, and what was tried for too long, is given up."""
    notice = session.get(Notice, (school_id, notice_id))
    if notice is None:
        return
    notice.tries, notice.tried_at, notice.problem = notice.tries + 1, now, problem[:300]
    notice.due_at = now + timedelta(seconds=AGAIN.wait_s(notice.tries, chance))
    if notice.kind == Kind.TEST or now - notice.created_at >= TRIED_FOR:
        notice.dropped_at = now


def newest(session: Session, school_id: uuid.UUID, most: int = 20) -> Sequence[Notice]:
    """The newest messages, whatever became of them."""
    kept = select(Notice).where(Notice.school_id == school_id).order_by(Notice.created_at.desc(), Notice.id)
    return session.scalars(kept.limit(most)).all()


def failing(session: Session, school_id: uuid.UUID, ways: Iterable[str], now: datetime) -> list[Failing]:
    """The ways that are on and whose last try, within a day, did not get through."""
    lately = Notice.school_id == school_id, Notice.created_at >= now - timedelta(days=1), Notice.way.in_(tuple(ways))
    good = dict(
        session.execute(
            select(Notice.way, func.max(Notice.sent_at))
            .where(*lately, Notice.sent_at.is_not(None))
            .group_by(Notice.way)
        ).all()
    )
    bad = select(Notice).where(*lately, Notice.sent_at.is_(None), Notice.problem != "").order_by(Notice.tried_at)
    found: dict[str, Failing] = {}
    for one in session.scalars(bad):
        tried = one.tried_at or one.created_at
        through = good.get(one.way)
        if through is None or through < tried:
            since = found[one.way].since if one.way in found else one.created_at
            found[one.way] = Failing(one.way, since, one.problem)
    return list(found.values())
