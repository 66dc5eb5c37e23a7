"""A made-up school of a thousand children with years of check-ins, laid into the tables as the service keeps them.

What is laid is what ingest would have derived; making it through the tablets' door would take hours. One year can be
laid at a time, the newest first, so that the same school can be measured with one year and with five.
"""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from assets import catalogue
from sync.clock import Clock
from sync.service import roster
from sync.service.accounts import sessions
from sync.service.db.models import Pupil, Role
from sync.service.roster import Roster, RosterClass, RosterPupil
from tests.service.running import RunningService

CLASSES, EACH = 33, 30
NOW = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
DAYS_A_YEAR = 190
EVENTS_A_CHECK_IN = 3.8
_FACES = ("calm", "happy", "tired", "sad", "cross", "excited", "worried", "okay")
_KINDS = ("told_more", "told_more", "activity_done", "how_now")
_MEMORY = "pragma temp_store=memory; pragma cache_size=-200000; pragma synchronous=off;"


class Morning(Clock):
    """It stays ten to nine on a Monday."""

    def now(self) -> datetime:
        return NOW


def build(folder: Path) -> RunningService:
    """The school with its children and staff, and nothing that any child has said."""
    running = RunningService(folder, clock=Morning())
    classes = tuple(RosterClass(f"{n}", f"{1 + n // 6}{'ABCDEF'[n % 6]}", str(1 + n // 6)) for n in range(CLASSES))
    pupils = tuple(
        RosterPupil(f"{n}-{i}", f"Child{n}x{i}", "B", f"{n}", classes[n].year_group)
        for n in range(CLASSES)
        for i in range(EACH)
    )
    service = running._open()
    roster.import_roster(service, Roster("csv", "big.csv", classes, pupils, complete=False))
    service.close()
    return running


def lay_a_year(running: RunningService, years_ago: int, seed: int = 5) -> int:
    """Lay one school year of everybody's check-ins, ending today for year 0; return how many events that were."""
    chance = random.Random(seed + years_ago)
    last = (NOW - timedelta(days=365 * years_ago)).date()
    days = [day for day in (last - timedelta(days=back) for back in range(DAYS_A_YEAR * 7 // 5)) if day.weekday() < 5]
    service = running._open()
    with service.db.read() as session:
        pupils = session.execute(select(Pupil.id, Pupil.class_id).where(Pupil.source == "csv")).all()
    school = service.school_id.hex
    service.close()
    told = _told(school, [(row[0].hex, row[1].hex) for row in pupils], sorted(days), chance)
    count = 0
    with closing(sqlite3.connect(running.settings.folder / "service.db")) as database:
        database.executescript(_MEMORY)
        while events := _some(told, 20_000):
            count += sum(len(rows) for _, _, rows in events)
            check_ins = [row for one, _, _ in events for row in (one,)]
            activities = [row for _, row, _ in events if row]
            database.executemany(_CHECK_IN, check_ins)
            database.executemany(_ACTIVITY, activities)
            database.executemany(_EVENT, [row for _, _, rows in events for row in rows])
        database.commit()
        database.execute("analyze")
        database.commit()
    return count


Made = tuple[tuple[object, ...], tuple[object, ...] | None, list[tuple[object, ...]]]


def _some(made: Iterator[Made], most: int) -> list[Made]:
    return [each for _, each in zip(range(most), made, strict=False)]


def _told(school: str, pupils: list[tuple[str, str]], days: list[date], chance: random.Random) -> Iterator[Made]:
    """Each child on each day, with what belongs to it."""
    values = {face: catalogue.load().value((face,)) for face in _FACES}
    device, store, seq = uuid.UUID(int=1).hex, b"a-bench!", 0
    for day in days:
        for pupil, classroom in pupils:
            if chance.random() < 0.05:
                continue
            at = datetime.combine(day, time(8, 40), UTC) + timedelta(seconds=chance.randrange(900))
            face = chance.choice(_FACES)
            check_in = f"{chance.getrandbits(128):032x}"
            stamp, on = at.strftime("%Y-%m-%d %H:%M:%S.%f"), day.isoformat()
            abouts = json.dumps([chance.choice(("friends", "home", "sleep"))]) if chance.random() < 0.3 else "[]"
            row = (school, check_in, pupil, classroom, on, stamp, json.dumps([face]), values[face], abouts)
            played: tuple[object, ...] | None = None
            if chance.random() < 0.4:
                played = (school, f"{chance.getrandbits(128):032x}", check_in, pupil, on, stamp, "candle", "easier")
            more = chance.choices(_KINDS, k=2 + (chance.random() < EVENTS_A_CHECK_IN - 3))
            events: list[tuple[object, ...]] = []
            for number, kind in enumerate(("checked_in", *more)):
                seq += 1
                event_id = check_in if number == 0 else f"{chance.getrandbits(128):032x}"
                about = None if number == 0 else check_in
                mine = pupil if number == 0 else None
                events.append((school, event_id, device, store, seq, kind, _CONTENT, mine, about, on, stamp, stamp))
            yield row, played, events


_CONTENT = bytes(60)
_CHECK_IN = (
    "insert into check_in (school_id, event_id, pupil_id, class_id, school_day, at, answers, value, abouts,"
    " slot, step, catalogue, position, by_adult) values (?,?,?,?,?,?,?,?,?,0,2,1,0,0)"
)
_ACTIVITY = (
    "insert into activity_done (school_id, event_id, check_in_id, pupil_id, school_day, at, activity, how_now,"
    " seconds, to_the_end) values (?,?,?,?,?,?,?,?,60,1)"
)
_EVENT = (
    "insert into event (school_id, event_id, device_id, store, seq, kind, content, box_hash, pupil_id, about,"
    " school_day, happened_at, received_at) values (?,?,?,?,?,?,?,x'00',?,?,?,?,?)"
)


def signed_in(running: RunningService, role: Role) -> dict[str, str]:
    """The cookie of a member of staff who is signed in."""
    person = running.staff[role]
    service = running._open()
    with service.db.write() as session:
        cookie = sessions.add(session, service, person.id, expires_at=NOW + timedelta(days=1))
    name = sessions.cookie_name(running.settings)
    service.close()
    return {name: cookie}
