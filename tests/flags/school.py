"""A real database with one school, one class and some children, and the events that ingest would have kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from sync.service.db.engine import Database
from sync.service.db.models import AdultRequest, Attendance, CheckIn, FlagRow, Pupil, School, SchoolClass

MONDAY = date(2026, 9, 7)
VALUES = {"happy": 2.0, "calm": 2.0, "okay": 1.0, "tired": -0.5, "poorly": -1.0, "sad": -1.5, "cross": -1.5}


class MadeUpSchool:
    """One school on a real SQLite file."""

    def __init__(self, folder: Path, children: int = 1) -> None:
        self.db = Database(folder / "service.db")
        self.db.migrate()
        self.id = uuid.uuid4()
        self.class_id = uuid.uuid4()
        self.children = [uuid.uuid4() for _ in range(children)]

        with self.db.write() as session:
            session.add(School(id=self.id, name="Hill", epoch="1", public_key=b"0" * 32, settings={}))
            session.add(
                SchoolClass(
                    school_id=self.id, id=self.class_id, name="4W", year_group="4", source="csv", source_id="4W"
                )
            )
            session.flush()
            for number, child in enumerate(self.children):
                session.add(self._pupil(child, number))

    def enrol(self) -> uuid.UUID:
        """Add a child to the class, and return their id."""
        child = uuid.uuid4()
        self.children.append(child)
        with self.db.write() as session:
            session.add(self._pupil(child, len(self.children)))
        return child

    def _pupil(self, child: uuid.UUID, number: int) -> Pupil:
        return Pupil(
            school_id=self.id,
            id=child,
            class_id=self.class_id,
            source="csv",
            source_id=str(number),
            given_name="Ada",
            picture="fox",
            year_group="4",
            step=2,
        )

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Change the school's data."""
        with self.db.write() as session:
            yield session

    def check_in(
        self,
        session: Session,
        child: uuid.UUID,
        day: date,
        *answers: str,
        event: uuid.UUID | None = None,
        slot: int = 0,
    ) -> uuid.UUID:
        """Keep a check-in as ingest would, and return its event id."""
        values = [VALUES[answer] for answer in answers if answer in VALUES]
        event = event or uuid.uuid4()
        session.add(
            CheckIn(
                school_id=self.id,
                event_id=event,
                pupil_id=child,
                class_id=self.class_id,
                school_day=day,
                slot=slot,
                at=morning(day, slot),
                answers=list(answers),
                value=sum(values) / len(values) if values else None,
                step=2,
                catalogue=1,
                position=0,
            )
        )
        session.flush()
        return event

    def ask(self, session: Session, child: uuid.UUID, day: date) -> uuid.UUID:
        """Keep a request for a grown-up, and return its event id."""
        event = uuid.uuid4()
        session.add(
            AdultRequest(
                school_id=self.id,
                event_id=event,
                device_id=uuid.uuid4(),
                class_id=self.class_id,
                pupil_id=child,
                school_day=day,
                asked_at=morning(day),
            )
        )
        session.flush()
        return event

    def mark(self, session: Session, child: uuid.UUID, day: date, code: str) -> None:
        """Keep a mark of the morning register."""
        session.add(Attendance(school_id=self.id, pupil_id=child, school_day=day, session="AM", code=code))
        session.flush()

    def leave(self, session: Session, child: uuid.UUID, day: date) -> None:
        """Take a child off roll."""
        session.get_one(Pupil, (self.id, child)).left_on = day
        session.flush()

    def choose(self, session: Session, settings: dict[str, Any]) -> None:
        """Store the school's settings."""
        session.get_one(School, self.id).settings = settings
        session.flush()

    def flags(self) -> list[tuple[uuid.UUID, str, date, date, str]]:
        """Return what the queue holds, in order."""
        with self.db.read() as session:
            rows = session.query(FlagRow).all()
            return sorted((row.pupil_id, row.rule, row.day, row.since, row.reason) for row in rows)


def morning(day: date, slot: int = 0) -> datetime:
    """Return 08:45 of a day, or 12:45 for the slot after lunch."""
    return datetime.combine(day, time(12 if slot else 8, 45), UTC)
