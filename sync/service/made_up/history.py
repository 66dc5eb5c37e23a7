"""Twenty weeks of a made-up school, sealed and delivered as tablets do, and looked after as practitioners do."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assets import catalogue
from sync.protocol import (
    ActivityDone,
    AdultCame,
    AskedForAdult,
    CheckedIn,
    ChoseAdult,
    Envelope,
    Event,
    EventBatch,
    HowNow,
    Moment,
    ToldMore,
    Trust,
)
from sync.seal import key_id, seal
from sync.service import calendar, enrolment, requests_
from sync.service.access import Viewer, viewer_of
from sync.service.context import Service
from sync.service.db.models import (
    VISITOR,
    AdultRequest,
    Attendance,
    Closure,
    Device,
    FlagRow,
    FlagState,
    Pupil,
    Role,
    SchoolClass,
    Staff,
)
from sync.service.ingest.deliver import deliver
from sync.service.made_up import settings, visits
from sync.service.made_up.children import ANSWERED, AWAY, day_of, manner_of
from sync.service.pages.queries import work

_HOWS = ("talk", "sit", "watch", "talk")
_REASONS = ("spoke", "spoke", "known", "support", "no_concern")


class _Fixed:
    """A clock that stands still while a made-up week is delivered."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


class _Make(Protocol):
    """Makes an event, but for its moment."""

    def __call__(self, *, at: Moment) -> Event: ...


@dataclass
class _Tablet:
    """A made-up class's tablet, as the service knows it."""

    token: str
    store: bytes
    boot: bytes
    seq: int = 0
    waiting: list[Envelope] = field(default_factory=list)
    answered: dict[uuid.UUID, bytes] = field(default_factory=dict)
    """The request of each child whom the tablet will ask whether a grown-up came."""

    def put(self, service: Service, make: _Make, at: datetime, chance: Random) -> bytes:
        """Seal one event made at a moment; its id."""
        self.seq += 1
        moment = Moment(int(at.timestamp()), self.seq * 1000, self.boot, Trust.SYNCED)
        event_id = chance.randbytes(16)
        box = seal(make(at=moment), service.public_key)
        self.waiting.append(Envelope(event_id, self.seq, key_id(service.public_key), box))
        return event_id


def make_history(service: Service, weeks: int, told: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Fill an empty record with `weeks` of made-up school days before today; the number of events.

    Also marks today's register, so that somebody is away, and opts one of each class out. `told` hears of each week.

    Raises:
        ValueError: there are check-ins already; made-up children must not stand among real ones.
    """
    with service.db.read() as session:
        if session.scalar(select(AdultRequest.event_id).limit(1)) or session.scalar(select(FlagRow.id).limit(1)):
            raise ValueError("This school has a record already; a made-up one would mix with it.")
        classes = list(session.scalars(select(SchoolClass).order_by(SchoolClass.name)))
    today = service.today()
    with service.db.write() as session:
        settings.choose(session)
    closures = _close_for_holidays(service, today)
    first = today - timedelta(weeks=weeks)
    days = calendar.school_days(first, today - timedelta(days=1), closures)
    chance = Random(20)  # noqa: S311 - made-up children, the same in every demo
    tablets = {each.id: _tablet(service, each.id, chance) for each in classes}
    by_week = [list(week) for _, week in groupby(days, key=lambda day: day.isocalendar()[:2])]
    carried: dict[uuid.UUID, float] = {}
    made = 0
    for done, week in enumerate(by_week, start=1):
        for each in classes:
            for day in week:
                _one_day(service, tablets[each.id], each, day, days.index(day) - len(days) + 1, carried, chance)
            made += len(tablets[each.id].waiting)
            _deliver(service, tablets[each.id], week[-1])
        _look_after(service, week[-1], chance, last=done == len(by_week))
        told(done, len(by_week))
    _retire(service)
    _register_today(service, today)
    return made


def _at(service: Service, day: date, hour: int, minute: float) -> datetime:
    return datetime.combine(day, time(hour), service.timezone) + timedelta(minutes=minute)


def _close_for_holidays(service: Service, today: date) -> set[date]:
    """The week of half term and the summer, as far as they fall into the past that is made."""
    closed: set[date] = set()
    for year in (today.year - 1, today.year):
        for start, end, name in (
            (date(year, 7, 22), date(year, 9, 2), "Summer holidays"),
            (date(year, 10, 26), date(year, 10, 30), "Half term"),
            (date(year, 12, 19), date(year + 1, 1, 3), "Christmas holidays"),
            (date(year, 2, 15), date(year, 2, 19), "Half term"),
            (date(year, 4, 1), date(year, 4, 14), "Easter holidays"),
        ):
            days = [each for each in calendar.school_days(start, end, ()) if each < today]
            closed.update(days)
            with service.db.write() as session:
                for day in days:
                    session.merge(Closure(school_id=service.school_id, day=day, name=name))
    return closed


def _tablet(service: Service, class_id: uuid.UUID, chance: Random) -> _Tablet:
    with service.db.write() as session:
        code = enrolment.new_code(session, service, class_id)
    enrolled = enrolment.redeem(service, code, "made up")
    return _Tablet(enrolled.token, os.urandom(8), chance.randbytes(4))


def _one_day(
    service: Service,
    tablet: _Tablet,
    of_class: SchoolClass,
    day: date,
    days_left: int,
    carried: dict[uuid.UUID, float],
    chance: Random,
) -> None:
    with service.db.write() as session:
        pupils = list(
            session.scalars(
                select(Pupil)
                .where(Pupil.school_id == service.school_id, Pupil.class_id == of_class.id, Pupil.source != VISITOR)
                .order_by(Pupil.given_name, Pupil.id)
            )
        )
        arriving = 35.0
        for place, pupil in enumerate(pupils):
            fate, answer, mood = day_of(manner_of(place), -days_left, carried.get(pupil.id, 0.0), chance)
            carried[pupil.id] = mood
            code = "I" if fate == AWAY else "/"
            session.add(
                Attendance(school_id=service.school_id, pupil_id=pupil.id, school_day=day, session="AM", code=code)
            )
            if fate != ANSWERED or answer is None:
                continue
            arriving += chance.uniform(0.2, 0.9)
            at = _at(service, day, 8, arriving)
            _came(service, tablet, pupil, day, at - timedelta(seconds=8), chance)
            check_in = _check_in(service, tablet, pupil, answer, at, chance)
            _add(service, tablet, check_in, visits.more(answer, pupil.step, place, chance), at, chance)
            low = answer in ("sad", "scared", "cross")
            expected = days_left == 0 and place == settings.ASKING_PLACE
            if chance.random() < (0.02 if low else 0.002) or expected:
                _ask(service, tablet, pupil, at + timedelta(minutes=4), chance)


def _check_in(service: Service, tablet: _Tablet, pupil: Pupil, answer: str, at: datetime, chance: Random) -> bytes:
    who = partial(CheckedIn, catalogue=catalogue.load().version, pupil=pupil.id.bytes)
    said = partial(who, answers=(answer,), step=pupil.step, slot=0, position=chance.randrange(7))
    return tablet.put(service, said, at, chance)


def _add(service: Service, tablet: _Tablet, check_in: bytes, more: visits.More, at: datetime, chance: Random) -> None:
    """Put what a child adds after a check-in, one event for each choice."""
    version = catalogue.load().version
    for size, about in ((more.size, None), (None, more.about)):
        if size or about:
            at += timedelta(seconds=4)
            told = partial(ToldMore, catalogue=version, check_in=check_in, size=size, about=about)
            tablet.put(service, told, at, chance)
    if more.activity is None:
        return
    at += timedelta(seconds=6 + more.seconds)
    done = partial(ActivityDone, catalogue=version, check_in=check_in, activity=more.activity)
    tablet.put(service, partial(done, seconds=more.seconds, to_the_end=more.to_the_end), at, chance)
    if more.how_now is not None:
        now = partial(HowNow, catalogue=version, check_in=check_in, activity=more.activity, answer=more.how_now)
        tablet.put(service, now, at + timedelta(seconds=5), chance)


def _came(service: Service, tablet: _Tablet, pupil: Pupil, day: date, at: datetime, chance: Random) -> None:
    """A child who asked in an earlier week says whether a grown-up came; nearly always one did."""
    request = tablet.answered.pop(pupil.id, None) if day.weekday() == 0 else None
    if request is not None:
        came = chance.choices(("yes", "not_sure", "no"), (17, 2, 1))[0]
        said = partial(AdultCame, catalogue=catalogue.load().version, request=request, came=came)
        tablet.put(service, said, at, chance)


def _ask(service: Service, tablet: _Tablet, pupil: Pupil, at: datetime, chance: Random) -> None:
    version = catalogue.load().version
    request = tablet.put(service, partial(AskedForAdult, catalogue=version, pupil=pupil.id.bytes), at, chance)
    chose = partial(ChoseAdult, catalogue=version, request=request, how=chance.choice(_HOWS))
    tablet.put(service, chose, at, chance)
    tablet.answered[pupil.id] = request


def _deliver(service: Service, tablet: _Tablet, day: date) -> None:
    at = _at(service, day, 9, 30)
    batch = EventBatch(tablet.store, int(at.timestamp()), tablet.waiting)
    tablet.waiting = []
    deliver(replace(service, clock=_Fixed(at)), tablet.token, batch)


def _look_after(service: Service, day: date, chance: Random, *, last: bool) -> None:
    """Friday: every request has been met, and the week's flags are worked on; the last week's are still open."""
    at = replace(service, clock=_Fixed(_at(service, day, 9, 50)))
    with service.db.write() as session:
        viewer = _practitioner(session, service)
        unmet = select(AdultRequest.event_id).where(
            AdultRequest.school_id == service.school_id, AdultRequest.met_at.is_(None)
        )
        for event_id in list(session.scalars(unmet)):
            asked = session.get_one(AdultRequest, (service.school_id, event_id))
            seen = (asked.came_at or asked.asked_at) + timedelta(minutes=chance.uniform(2, 9))
            requests_.take(session, asked, requests_.SEEN, seen, viewer.staff_id)
            met = seen + timedelta(minutes=chance.uniform(1, 8))
            requests_.take(session, asked, requests_.MET, met, viewer.staff_id)
        new = select(FlagRow.id).where(FlagRow.school_id == service.school_id, FlagRow.state == FlagState.NEW)
        for flag_id in [] if last else list(session.scalars(new.order_by(FlagRow.day, FlagRow.id))):
            work.see(session, at, viewer, flag_id)
            work.close(session, at, viewer, flag_id, chance.choice(_REASONS), "")


def _practitioner(session: Session, service: Service) -> Viewer:
    staff = session.scalar(
        select(Staff.id).where(Staff.school_id == service.school_id, Staff.role == Role.PRACTITIONER)
    )
    viewer = viewer_of(session, service.school_id, staff) if staff else None
    if viewer is None:
        raise ValueError("Add a practitioner first: somebody must have looked after the made-up past.")
    return viewer


def _retire(service: Service) -> None:
    """The made-up tablets send nothing more."""
    with service.db.write() as session:
        session.execute(update(Device).values(revoked_at=service.clock.now()))


def _register_today(service: Service, today: date) -> None:
    """In each class the last two by name are ill today, and the one before has opted out; nobody else has a mark."""
    with service.db.write() as session:
        for of_class in session.scalars(select(SchoolClass.id)).all():
            last = select(Pupil).where(Pupil.class_id == of_class, Pupil.source != VISITOR)
            *ill, out = session.scalars(last.order_by(Pupil.given_name.desc(), Pupil.id).limit(3)).all()
            out.opted_out = True
            for pupil in ill:
                session.add(
                    Attendance(school_id=service.school_id, pupil_id=pupil.id, school_day=today, session="AM", code="I")
                )
