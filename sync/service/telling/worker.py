"""Works out what has to be told and sends it, each way in a thread of its own: a server that hangs delays no other."""

from __future__ import annotations

import functools
import logging
import random
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.retry import Chance
from sync.service import waiting
from sync.service.context import Service
from sync.service.db.models import Notice, Role, SchoolClass, Staff
from sync.service.errors import ServiceError
from sync.service.telling import digest, hook, mail, ntfy, outbox, plan
from sync.service.telling.errors import NotDeliveredError
from sync.service.telling.plan import Kind, Message
from sync.service.telling.ways import NAMES, Ways, is_address

_log = logging.getLogger("daybreak.service")

LOOK_S = 2.0
"""A number in memory says whether anything changed, so looking costs nothing."""
DIGEST_FOR = (Role.PRACTITIONER, Role.DSL)


class Telling:
    """Tells the adults of one school.

    Args:
        chance: spreads the tries.
    """

    def __init__(self, service: Service, *, chance: Chance = random.random) -> None:
        self._service, self._chance = service, chance
        self._over = threading.Event()
        self._planned: tuple[int | None, Ways] | None = None
        self._next = datetime.min.replace(tzinfo=UTC)
        """When a request goes on by itself, or the digest may be due."""
        steps: list[Callable[[], object]] = [self.plan, *(functools.partial(self.carry, way) for way in NAMES)]
        self._threads = [
            threading.Thread(target=self._run, args=(step,), name="telling", daemon=True) for step in steps
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, after what is being sent now; safe when it never began."""
        self._over.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def plan(self) -> bool:
        """Put in what has to be told, take out what need not be any more, and say whether there was anything.

        Raises:
            ServiceError: how the school tells cannot be read.
            sqlalchemy.exc.SQLAlchemyError: the database cannot be used just now; it stays to be done.
        """
        service, now = self._service, self._service.clock.now()
        ways, change = Ways.load(service.settings.folder), service.db.changes
        if not self._is_due(ways, change, now):
            return False
        with service.db.read() as session:
            wanted, self._next = _wanted(session, service, ways, now)
            fresh = outbox.unknown(session, service.school_id, wanted)
            gone = outbox.outdated(session, service.school_id, wanted)
        if fresh or gone:
            with service.db.write(unseen=True) as session:
                outbox.drop(session, service.school_id, gone, now)
                outbox.put(session, service.school_id, fresh, now)
        self._planned = (change, ways)
        return bool(fresh or gone)

    def carry(self, way: str) -> int:
        """Send what is due by one way, until one is not taken: then the rest waits too. Return how many were sent.

        Raises:
            ServiceError: how the school tells cannot be read.
            sqlalchemy.exc.SQLAlchemyError: the database cannot be used just now.
        """
        service = self._service
        ways = Ways.load(service.settings.folder)
        if way not in ways.on:
            return 0
        with service.db.read() as session:
            ids = outbox.due(session, service.school_id, way, service.clock.now())
        done = 0
        for notice_id in ids:
            if self._over.is_set() or not deliver(service, ways, notice_id, self._chance):
                break
            done += 1
        return done

    def _is_due(self, ways: Ways, change: int | None, now: datetime) -> bool:
        if not ways.on and (self._planned is None or not self._planned[1].on):
            return False
        same = change is not None and self._planned == (change, ways)
        return not same or now >= self._next

    def _run(self, step: Callable[[], object]) -> None:
        said = ""
        while not self._over.is_set():
            try:
                step()
                said = ""
            except Exception as error:  # whatever it is, the next child's request is told of
                told = str(error) if isinstance(error, ServiceError) else type(error).__name__
                if told != said:  # once, not every two seconds
                    _log.error("adults cannot be told: %s", told)
                said = told
            self._over.wait(LOOK_S)


def deliver(service: Service, ways: Ways, notice_id: uuid.UUID, chance: Chance = random.random) -> bool:
    """Try one message now, unless somebody else does, and write down what came of it; False when it was not taken.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be used just now.
    """
    with service.db.write(unseen=True) as session:
        notice = outbox.take(session, service.school_id, notice_id, service.clock.now())
    if notice is None:
        return True
    try:
        _send(ways, notice, service.clock.now())
    except NotDeliveredError as error:
        _log.warning("a message by %s was not delivered: %s", notice.way, error)
        with service.db.write(unseen=True) as session:
            outbox.failed(session, service.school_id, notice_id, str(error), service.clock.now(), chance)
        return False
    with service.db.write(unseen=True) as session:
        outbox.sent(session, service.school_id, notice_id, service.clock.now())
    return True


def _wanted(session: Session, service: Service, ways: Ways, now: datetime) -> tuple[list[Message], datetime]:
    """All that has to be told now, and when that changes though nobody does anything."""
    school_id, zone = service.school_id, service.timezone
    day = now.astimezone(zone).date()
    open_ones = waiting.read_waiting(session, school_id, day, now)
    names = select(SchoolClass.id, SchoolClass.name).where(SchoolClass.school_id == school_id)
    classrooms = dict(session.execute(names).all()) if open_ones else {}
    stand = [
        plan.Waiting(one.event_id, one.class_id, classrooms.get(one.class_id, "a class"), one.asked_at, standing)
        for one, standing in open_ones
    ]
    people = _people(session, school_id)
    addresses = {id: email for id, (_, email) in people.items()}
    wanted = list(plan.of_requests(stand, ways.on, addresses, now, zone))
    if ways.on and digest.is_due(session, service, now):
        lines, flags = digest.read(session, service, stand, now)
        leads = [id for id, (role, _) in people.items() if role in DIGEST_FOR]
        wanted += digest.messages(lines, flags, ways.on, leads, addresses, day)
    ahead = [each.standing.next_at for each in stand if each.standing.next_at is not None]
    return wanted, min((*ahead, digest.next_look(now, zone)))


def _people(session: Session, school_id: uuid.UUID) -> dict[uuid.UUID, tuple[Role, str]]:
    """Role and e-mail address of each adult who wants to be told; nobody who is here for one day."""
    rows = session.execute(
        select(Staff.id, Staff.role, Staff.email).where(
            Staff.school_id == school_id,
            Staff.disabled_at.is_(None),
            Staff.ends_at.is_(None),
            Staff.told_by_mail.is_(True),
        )
    )
    return {id: (Role(role), email) for id, role, email in rows if is_address(email)}


def _send(ways: Ways, notice: Notice, now: datetime) -> None:
    link = ways.link(f"/?class={notice.class_id}" if notice.class_id else "/")
    if notice.way == "mail" and ways.mail is not None:
        mail.send(ways.mail, notice.id, notice.to, notice.title, f"{notice.text}\n\n{link}\n", now)
    elif notice.way == "hook" and ways.hook is not None:
        said = {"kind": notice.kind, "class": notice.classroom, "title": notice.title, "text": notice.text}
        hook.send(ways.hook, notice.id, {**said, "link": link}, now)
    elif notice.way == "ntfy" and ways.ntfy is not None:
        urgent = notice.kind in (Kind.ASKED, Kind.OVERDUE)
        ntfy.send(ways.ntfy, notice.title, notice.text, link, urgent=urgent)
    else:
        raise NotDeliveredError("This way was switched off.")
