"""A real service for other tests: uvicorn on a loopback port, a real database, a small school.

with RunningService(tmp_path) as running:
    running.url, running.enrolment_code(), running.pupils["2W"], running.staff[Role.DSL]
"""

from __future__ import annotations

import asyncio
import functools
import threading
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import pyotp
from sqlalchemy import select

from sync.clock import Clock
from sync.service import enrolment, lock, roster, schools, serve
from sync.service.accounts import hash_password, second_factor, sessions, staff
from sync.service.context import Service, open_service
from sync.service.db.models import VISITOR, Pupil, Role, SchoolClass, Staff, StaffClass
from sync.service.roster import Roster, RosterClass, RosterPupil
from sync.service.settings import Settings
from tests import databases

PASSWORD = "lantern river seven pockets"
"""Of every member of staff here."""
SECRET = "DAYBREAKDAYBREAKDAYBREAKDAYBREAK"
"""On the telephone of every member of staff here: `pyotp.TOTP(SECRET)` shows their codes."""

CHILDREN = {"2W": ("2", ("Amina", "Bruno", "Cai", "Dilan", "Ela", "Femi")), "RK": ("R", ("Ada", "Bilal", "Chidi"))}

ADULTS = (
    (Role.CLASS_ADULT, "Miss Wren", ("2W",)),
    (Role.PRACTITIONER, "Mr Alder", ()),
    (Role.DSL, "Mrs Oak", ()),
    (Role.HEAD, "Dr Birch", ()),
    (Role.IT, "Ms Cable", ()),
)


@functools.cache
def _hash() -> str:
    """Hashing is slow on purpose: once for all tests of a run."""
    return hash_password(PASSWORD)


@dataclass(frozen=True)
class Person:
    """A member of staff who can sign in with `PASSWORD`."""

    id: uuid.UUID
    name: str
    email: str
    role: Role


class RunningService:
    """The school of Sunnybank: classes 2W and RK, one adult of each role (the class adult has 2W).

    Args:
        folder: holds the data; another `RunningService` on it later finds the same school.
        clock: None for this machine's.
        settings: overrides, such as `port`.
    """

    def __init__(self, folder: Path, *, clock: Clock | None = None, **settings: object) -> None:
        database = databases.address(folder)
        chosen: dict[str, object] = {"data": str(folder), "database": database, "sign_in_per_minute": 1000}
        chosen["enrol_per_minute"] = 1000
        self.settings = Settings(**{**chosen, **settings})  # type: ignore[arg-type]
        self._clock = clock
        self._thread: threading.Thread | None = None
        self._port = self.settings.port if "port" in settings else 0
        if not self.settings.key_file.exists():
            databases.lay_tables(folder)
            schools.create(self.settings, "Sunnybank Primary School")
            self._fill()
        with self._open().db.read() as session:
            self.classes = {each.name: each.id for each in session.scalars(select(SchoolClass))}
            of = {class_id: name for name, class_id in self.classes.items()}
            self.pupils: dict[str, list[Pupil]] = {name: [] for name in self.classes}
            for pupil in session.scalars(select(Pupil).where(Pupil.source != VISITOR).order_by(Pupil.source_id)):
                self.pupils[of[pupil.class_id]].append(pupil)
            people = staff.everybody(session, self.service.school_id)
            self.staff = {Role(each.role): Person(each.id, each.name, each.email, Role(each.role)) for each in people}
        self.service.close()

    service: Service
    """What the server runs on while it runs; tests may read and write through it."""

    @property
    def url(self) -> str:
        return f"{'http' if self.settings.speaks == 'plain' else 'https'}://127.0.0.1:{self._port}"

    def start(self) -> Self:
        """Serve until `stop`; the port stays the same from start to start."""
        started = threading.Event()
        failure: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(self._serve(started))
            except BaseException as error:  # handed to the test below
                failure.append(error)
                started.set()

        self._thread = threading.Thread(target=run, name="service", daemon=True)
        self._thread.start()
        assert started.wait(20), "the service did not start"
        if failure:
            raise failure[0]
        return self

    def stop(self) -> None:
        """Stop serving and close the database; safe when it is not running."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(20)
            assert not self._thread.is_alive(), "the service did not stop"
            self._thread = None

    def session_of(self, staff_id: uuid.UUID) -> tuple[str, str]:
        """The name and value of the cookie of a browser in which somebody has signed in, made without asking twice."""
        name = sessions.cookie_name(self.settings)
        with self.service.db.write() as session:
            end = self.service.clock.now() + timedelta(hours=self.settings.session_hours)
            return name, sessions.add(session, self.service, staff_id, expires_at=end)

    def code(self, later_s: int = 0) -> str:
        """What the telephones of the staff show now, or some seconds later; each code is good once for each person."""
        return pyotp.TOTP(SECRET).at(self.service.clock.now() + timedelta(seconds=later_s))

    def enrolment_code(self, classroom: str = "2W") -> str:
        """A fresh one-time code for a class; the service must be running."""
        with self.service.db.write() as session:
            return enrolment.new_code(session, self.service, self.classes[classroom])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _serve(self, started: threading.Event) -> None:
        with lock.held(self.settings.lock_file, shared=self.settings.shared):
            service = self._open()
            listening = serve.listen("127.0.0.1", self._port)
            self._port = listening.getsockname()[1]
            self._server = serve.Server(service)
            serving = asyncio.create_task(self._server.serve([listening]))
            while not self._server.started and not serving.done():
                await asyncio.sleep(0.005)
            started.set()
            try:
                await serving
            finally:
                service.close()
                listening.close()

    def _open(self) -> Service:
        self.service = open_service(self.settings, clock=self._clock, environ={})
        return self.service

    def _fill(self) -> None:
        service = self._open()
        roster.import_roster(service, small_roster())
        with service.db.write() as session:
            for role, name, classes in ADULTS:
                person = Staff(
                    id=uuid.uuid4(),
                    school_id=service.school_id,
                    name=name,
                    email=f"{role.value}@sunnybank.example",
                    role=role.value,
                    password_hash=_hash(),
                    picture=f"adult_{list(Role).index(role) + 1}",
                    trusted=role in (Role.CLASS_ADULT, Role.PRACTITIONER),
                )
                session.add(person)
                session.flush()
                second_factor.set_secret(session, service, person.id, SECRET)
                for class_id in session.scalars(select(SchoolClass.id).where(SchoolClass.name.in_(classes))):
                    session.add(StaffClass(school_id=service.school_id, staff_id=person.id, class_id=class_id))
        service.close()


def small_roster() -> Roster:
    """The children of `CHILDREN`, as a roster of plain CSV."""
    return Roster(
        source="csv",
        file="sunnybank.csv",
        classes=tuple(RosterClass(name, name, year) for name, (year, _) in CHILDREN.items()),
        pupils=tuple(
            RosterPupil(f"{name}-{given}", given, given[0], name, year)
            for name, (year, children) in CHILDREN.items()
            for given in children
        ),
        complete=False,
    )
