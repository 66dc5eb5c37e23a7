"""A made-up school of a thousand children with years behind it, laid into the tables as the service keeps them.

What is laid is what ingest and staff would have made of it; making it through the doors would take hours. The same
school is made twice, with one year and with five, so that both can be asked the same in one run.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from sync.clock import Clock
from sync.service import roster
from sync.service.accounts import sessions
from sync.service.api import tokens
from sync.service.context import Service
from sync.service.db.models import Device, Pupil, Role, SchoolClass, Staff, StaffClass, StarredPupil
from sync.service.roster import Roster, RosterClass, RosterPupil
from tests.bench import school_audit, school_work, school_year, years_before
from tests.service.running import RunningService

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
"""A Monday, when London keeps UTC and every class should have been looked at."""


@dataclass(frozen=True)
class Size:
    """How large a school is made."""

    classes: int = 33
    each: int = 30
    days: int = 190
    """School days of a year."""
    adults: int = 50
    looks: int = 6
    """Pages that each adult reveals on a day."""
    flags: int = 60
    """Open ones."""
    plans: int = 40
    """Open ones, and as many that were closed in each year."""


SMALL = Size(classes=3, each=10, days=12, adults=6, looks=2, flags=3, plans=2)


class Morning(Clock):
    """It stays twenty past nine on that Monday."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Room:
    """A class, its children and its tablet's token."""

    id: uuid.UUID
    pupils: tuple[uuid.UUID, ...]
    token: str


@dataclass
class School:
    """A school that lies in a folder; no service runs on it."""

    folder: Path
    size: Size
    rooms: list[Room] = field(default_factory=list)
    adults: dict[Role, list[uuid.UUID]] = field(default_factory=dict)
    rooms_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    """The class of each adult who has one."""
    cookie: str = ""
    """Its name."""
    signed_in: dict[uuid.UUID, str] = field(default_factory=dict)
    """The cookie of each adult's browser."""
    public_key: bytes = b""
    events: int = 0

    def open(self) -> Service:
        """Its service, not running; whoever opens it closes it."""
        return RunningService(self.folder, clock=Morning())._open()


def build(folder: Path, size: Size) -> School:
    """The school with the year that ends this morning."""
    school = School(folder, size)
    RunningService(folder, clock=Morning())
    service = school.open()
    roster.import_roster(service, _roster(size))
    _people(school, service)
    service.close()
    with closing(sqlite3.connect(folder / "service.db")) as database:
        database.executescript(_UNGUARDED)
        pupils = [(pupil.hex, room.id.hex) for room in school.rooms for pupil in room.pupils]
        school.events = school_year.lay(database, service.school_id.hex, pupils, size.days, NOW)
    service = school.open()
    school_work.lay(service, [pupil for room in school.rooms for pupil in room.pupils], school.adults, size, NOW)
    school.cookie = sessions.cookie_name(service.settings)
    school.public_key = service.public_key
    service.close()
    return school


def with_years(school: School, folder: Path, years: int) -> School:
    """The same school with more years before that one: what stands in them happened once more, a year earlier."""
    shutil.copytree(school.folder, folder)
    older = replace(school, folder=folder)
    with closing(sqlite3.connect(folder / "service.db")) as database:
        database.executescript(_UNGUARDED)
        years_before.lay(database, years - 1)
        older.events = database.execute("select count(*) from event").fetchone()[0]
    service = older.open()
    years_before.count_again(service, [pupil for room in school.rooms for pupil in room.pupils])
    service.close()
    return older


def finish(school: School, years: int) -> None:
    """Lay the audit of all the years."""
    service = school.open()
    staff = [each for role in (Role.CLASS_ADULT, Role.PRACTITIONER) for each in school.adults[role]]
    pupils = [pupil for room in school.rooms for pupil in room.pupils]
    school_audit.lay(service, staff, pupils, [room.id for room in school.rooms], school.size, years, NOW)
    service.close()


_UNGUARDED = "pragma journal_mode=off; pragma synchronous=off; pragma temp_store=memory; pragma cache_size=-400000;"
"""A school that is being laid may be lost: it is made up."""


def _roster(size: Size) -> Roster:
    names = [f"{1 + n // 6}{'ABCDEF'[n % 6]}" for n in range(size.classes)]
    classes = tuple(RosterClass(name, name, name[0]) for name in names)
    pupils = tuple(
        RosterPupil(f"{name}-{i}", f"Child{n}x{i}", "B", name, name[0])
        for n, name in enumerate(names)
        for i in range(size.each)
    )
    return Roster("csv", "big.csv", classes, pupils, complete=False)


def _people(school: School, service: Service) -> None:
    """A tablet for each class; of the adults two thirds with a class of their own, the others with all, in turn."""
    end = NOW + timedelta(days=1)
    with service.db.write() as session:
        rooms = session.execute(select(SchoolClass.id).where(SchoolClass.source == "csv").order_by(SchoolClass.name))
        for (class_id,) in rooms.all():
            pupils = session.scalars(
                select(Pupil.id).where(Pupil.class_id == class_id, Pupil.source == "csv").order_by(Pupil.source_id)
            )
            if not (found := tuple(pupils)):
                continue  # a class of the small school that every test has
            room = Room(class_id, found, tokens.new())
            school.rooms.append(room)
            device = Device(school_id=service.school_id, id=uuid.uuid4(), class_id=class_id, name="Tablet")
            device.token_hash, device.enrolled_at, device.last_seen_at = tokens.hashed(room.token), NOW, NOW
            session.add(device)
        for number in range(school.size.adults):
            role = (Role.CLASS_ADULT, Role.CLASS_ADULT, Role.PRACTITIONER)[number % 3]
            person = Staff(school_id=service.school_id, id=uuid.uuid4(), name=f"Adult {number}", password_hash="")
            person.email, person.role = f"adult{number}@big.example", role.value
            session.add(person)
            session.flush()
            school.adults.setdefault(role, []).append(person.id)
            room = school.rooms[number % len(school.rooms)]
            whose = {"school_id": service.school_id, "staff_id": person.id}
            if role is Role.CLASS_ADULT:
                session.add(StaffClass(**whose, class_id=room.id))
                school.rooms_of[person.id] = room.id
            else:
                session.add_all(StarredPupil(**whose, pupil_id=each.pupils[0]) for each in school.rooms[::5])
        for role in (Role.DSL, Role.IT):
            one = session.scalars(select(Staff.id).where(Staff.role == role.value)).one()
            school.adults[role] = [one]
        for person_id in [each for some in school.adults.values() for each in some]:
            school.signed_in[person_id] = sessions.add(session, service, person_id, expires_at=end)
