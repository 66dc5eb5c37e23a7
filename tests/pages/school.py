"""A believable school for the pages: one class of 28 with a term behind it, a small one beside it, five adults.

Everything is drawn from one seed and one morning, so that pictures of pages can be compared.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assets import animals, catalogue
from sync.service import calendar, flagging, schools
from sync.service.accounts import hash_password, second_factor, sessions
from sync.service.context import Service, open_service
from sync.service.db.models import (
    AdultRequest,
    Attendance,
    CheckIn,
    Closure,
    Device,
    FlagNote,
    FlagRow,
    Pupil,
    Role,
    SchoolClass,
    Staff,
    StaffClass,
    StarredPupil,
)
from sync.service.settings import Settings
from tests import databases

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 8, 58, tzinfo=UTC)
"""A Tuesday in November, when London keeps UTC."""
FIRST_DAY = date(2026, 9, 7)
HALF_TERM = [date(2026, 10, 26) + timedelta(days=i) for i in range(5)]
PASSWORD = "four small wooden boats"
SECRET = "DAYBREAKDAYBREAKDAYBREAKDAYBREAK"
"""On every adult's telephone."""

STAFF = {
    "practitioner": ("Ms Okoro", Role.PRACTITIONER),
    "adult": ("Mr Bell", Role.CLASS_ADULT),
    "other_adult": ("Miss Lowe", Role.CLASS_ADULT),
    "dsl": ("Mrs Ahmed", Role.DSL),
    "head": ("Dr Price", Role.HEAD),
    "it": ("Sam Reed", Role.IT),
}

SUNNY = {"happy": 5, "calm": 4, "okay": 4, "excited": 2, "tired": 1}
EVEN = {"okay": 6, "calm": 4, "happy": 3, "tired": 1}
WOBBLY = {"okay": 6, "worried": 2, "calm": 4, "happy": 3}
HEAVY = {"okay": 5, "sad": 1, "calm": 4, "tired": 2, "happy": 2}

CLASS_4W: list[tuple[str, str, dict[str, int], str, str]] = [
    ("Aisha", "Khan", SUNNY, "excited", "8:50"),
    ("Ben", "Tait", EVEN, "okay", "8:53"),
    ("Chidi", "Obi", SUNNY, "calm", "8:45"),
    ("Daisy", "Moss", EVEN, "okay", "8:43"),
    ("Ela", "Polat", SUNNY, "happy", "8:53"),
    ("Finn", "Reid", WOBBLY, "worried", "8:50"),
    ("Grace", "Lund", SUNNY, "happy", "8:48"),
    ("Hari", "Sen", WOBBLY, "worried", "8:58"),
    ("Isla", "Boyd", WOBBLY, "worried", "8:49"),
    ("Ivy", "Arden", EVEN, "not_sure", "8:51"),
    ("Jack", "Wren", SUNNY, "calm", "8:44"),
    ("Kasia", "Nowak", SUNNY, "sad", "8:47"),
    ("Lena", "Marsh", EVEN, "", ""),
    ("Leo", "Dunn", SUNNY, "happy", "8:49"),
    ("Mia", "Frost", HEAVY, "tired", "8:47"),
    ("Noah", "Holt", SUNNY, "calm", "8:50"),
    ("Omar", "Bashir", EVEN, "opted out", ""),
    ("Oscar", "Vale", HEAVY, "tired", "8:52"),
    ("Poppy", "Cole", EVEN, "okay", "8:51"),
    ("Rayan", "Aziz", HEAVY, "sad", "8:53"),
    ("Ruby", "Dale", WOBBLY, "excited worried", "8:46"),
    ("Sofia", "Grant", WOBBLY, "worried", "8:48"),
    ("Theo", "Jones", EVEN, "away", ""),
    ("Uma", "Iyer", EVEN, "not yet", ""),
    ("Will", "East", EVEN, "not_say", "8:52"),
    ("Yusuf", "Quinn", HEAVY, "tired", "8:43"),
    ("Zara", "Xavier", WOBBLY, "worried", "8:50"),
    ("Amy", "Underhill", SUNNY, "happy", "8:50"),
]
CLASS_2B = [
    ("Bea", "Hill", SUNNY, "happy", "8:41"),
    ("Callum", "Moor", EVEN, "okay", "8:42"),
    ("Dara", "Finch", HEAVY, "sad", "8:44"),
    ("Eli", "Stone", SUNNY, "calm", "8:45"),
    ("Freya", "Lake", EVEN, "not yet", ""),
    ("Gus", "Field", WOBBLY, "cross", "8:46"),
]
KASIA_LOW = {16: "sad", 17: "tired", 18: "worried", 19: "sad", 20: "okay", 23: "sad"}


class StillClock:
    """A clock that stands until it is set."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a school lies on disk."""

    path: Path

    def settings(self) -> Settings:
        database = databases.address(self.path)
        return Settings(data=str(self.path), database=database, sign_in_per_minute=1000, port=0)


def an_id(*parts: object) -> uuid.UUID:
    """The same id for the same words."""
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(map(str, parts)))


def build(path: Path) -> Folder:
    """Make the school in an empty folder."""
    from tests.pages import album, office, planned, visit  # they are made of this module's parts

    folder = Folder(path)
    schools.create(folder.settings(), "Willow Lane Primary")
    service = open_service(folder.settings(), clock=StillClock(), environ={})
    with service.db.write() as session:
        _people(session, service)
        for name, pupils in (("4W", CLASS_4W), ("2B", CLASS_2B)):
            _term(session, service, name, pupils)
        for given in ("Kasia", CLASS_2B[0][0]):
            whose = {"school_id": service.school_id, "staff_id": an_id("staff", "practitioner")}
            session.add(StarredPupil(**whose, pupil_id=pupil_id(given)))
        _requests(session, service)
        visit.add(session, service)
        office.add(session, service)
        planned.add(session, service)
        album.add(session, service)
    with service.db.write() as session:
        pupils_ids = session.scalars(select(Pupil.id).order_by(Pupil.given_name)).all()
        flagging.update(session, service.school_id, pupils_ids, TODAY, MORNING)
        _flags(session, service)
    service.close()
    return folder


def session_of(who: str) -> str:
    """The cookie of somebody of `STAFF` who has signed in already, good for the whole day."""
    return an_id("session", who).hex


def pupil_id(given: str) -> uuid.UUID:
    return an_id("pupil", given)


def class_id(name: str) -> uuid.UUID:
    return an_id("class", name)


def _people(session: Session, service: Service) -> None:
    school = service.school_id
    for day in HALF_TERM:
        session.add(Closure(school_id=school, day=day, name="Half term"))
    hashed = hash_password(PASSWORD)
    for i, (key, (name, role)) in enumerate(STAFF.items()):
        session.add(
            Staff(
                school_id=school, id=an_id("staff", key), name=name, email=f"{key}@willowlane.example", role=role,
                password_hash=hashed, picture=f"adult_{i + 1}", trusted=role in (Role.CLASS_ADULT, Role.PRACTITIONER),
            )
        )  # fmt: skip
    for name in ("4W", "2B"):
        session.add(
            SchoolClass(
                school_id=school, id=class_id(name), name=name, year_group=name[0], source="csv", source_id=name
            )
        )
    session.flush()
    for key in STAFF:
        staff_id, until = an_id("staff", key), at(TODAY, "23:00")
        sessions.add(session, service, staff_id, expires_at=until, cookie=session_of(key))
        second_factor.set_secret(session, service, staff_id, SECRET)
    for key, name in (("practitioner", "4W"), ("adult", "4W"), ("other_adult", "2B")):
        session.add(StaffClass(school_id=school, staff_id=an_id("staff", key), class_id=class_id(name)))
    for name in ("4W", "2B"):
        session.add(
            Device(
                school_id=school, id=an_id("device", name), class_id=class_id(name), name=f"{name}, tablet 1",
                token_hash=an_id("token", name).hex, enrolled_at=at(FIRST_DAY, "8:05"), last_seen_at=MORNING,
                clock_error_s=2, report={"version": "0.1.0", "waiting": 0, "refused": 0, "disk_free_mb": 21400},
            )
        )  # fmt: skip
    session.flush()


def _term(
    session: Session, service: Service, classroom: str, pupils: list[tuple[str, str, dict[str, int], str, str]]
) -> None:
    days = calendar.school_days(FIRST_DAY, TODAY, set(HALF_TERM))
    for i, (given, family, usual, now, clock) in enumerate(pupils):
        pupil = Pupil(
            school_id=service.school_id, id=pupil_id(given), class_id=class_id(classroom), source="csv",
            source_id=given, given_name=given, family_name=family, picture=_animal(given, i),
            year_group=classroom[0], step=3 if classroom == "4W" else 2, opted_out=now == "opted out",
        )  # fmt: skip
        session.add(pupil)
        session.flush()
        chance = random.Random(f"{given} {family}")
        for day in days[:-1]:
            away = chance.random() < 0.03
            answer = chance.choices(list(usual), list(usual.values()))[0]
            minute = chance.randrange(40, 59)
            if given == "Kasia":
                away = day in (date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 12))
                if day.month == 11:
                    answer = KASIA_LOW.get(day.day, answer)
            mark(session, service, pupil, day, "I" if away else "/")
            if not away and not pupil.opted_out:
                check_in(session, service, pupil, day, f"8:{minute}", [answer])
        mark(session, service, pupil, TODAY, "I" if now == "away" else "/")
        if given == "Lena":
            made = check_in(session, service, pupil, TODAY, "8:46", ["cross"])
            made.withdrawn_at = at(TODAY, "8:47")
        elif clock:
            check_in(session, service, pupil, TODAY, clock, now.split())


def _requests(session: Session, service: Service) -> None:
    ask(session, service, "Isla", "8:47", adult="adult", how="sit")
    earlier = ask(session, service, "Rayan", "9:02", day=date(2026, 11, 19), how="talk")
    earlier.seen_at, earlier.seen_by = at(date(2026, 11, 19), "9:04"), an_id("staff", "practitioner")
    earlier.met_at, earlier.met_by = at(date(2026, 11, 19), "9:10"), an_id("staff", "practitioner")


def _flags(session: Session, service: Service) -> None:
    """The flags of this school, written out so that a change of the rules does not change a page's picture.

    What the rules learnt of each child stays: the pages read the own usual range from it.
    """
    session.execute(delete(FlagNote).where(FlagNote.school_id == service.school_id))
    session.execute(delete(FlagRow).where(FlagRow.school_id == service.school_id))
    for i, given in enumerate(
        ("Ben", "Mia", "Oscar", "Finn", "Zara", "Hari", "Poppy", "Dara", "Eli", "Gus", "Ruby", "Sofia")
    ):
        old = flag(
            session, service, given, "R4", date(2026, 10, 5) + timedelta(days=3 * i), "Lower than {name}'s own usual."
        )
        old.state, old.closed_reason = "closed", ("spoke", "no_concern", "known", "spoke", "no_concern")[i % 5]
        old.owner_id = an_id("staff", "practitioner")
    kasia = flag(
        session, service, "Kasia", "R4", date(2026, 11, 20),
        "Lower than {name}'s own usual since Monday 16 November: mostly sad or tired on 4 of the last 5 days in."
        " Before that mostly happy or calm.",
        since=date(2026, 11, 16), rests_on=48, sufficiency="plenty",
    )  # fmt: skip
    kasia.evidence = [str(an_id("check-in", pupil_id("Kasia"), day, clock)) for day, clock in _kasias(session)]
    note(session, service, kasia, "note", at(date(2026, 11, 20), "13:20"), "practitioner",
         "Talked after lunch; fell out with a friend.")  # fmt: skip
    finn = flag(
        session, service, "Finn", "R3", date(2026, 11, 19),
        "Low on 3 of the last 5 days in: Monday 16 November (worried), Wednesday 18 November (worried) and"
        " Thursday 19 November (worried).", since=date(2026, 11, 16), rests_on=5, sufficiency="plenty",
    )  # fmt: skip
    finn.state, finn.owner_id = "seen", an_id("staff", "practitioner")
    note(session, service, finn, "seen", at(date(2026, 11, 19), "12:05"), "practitioner")
    flag(session, service, "Isla", "R1", TODAY, "{name} asked for a grown-up and would like somebody to sit near.")


def _kasias(session: Session) -> list[tuple[date, str]]:
    rows = session.scalars(
        select(CheckIn)
        .where(
            CheckIn.pupil_id == pupil_id("Kasia"), CheckIn.school_day.between(date(2026, 11, 16), date(2026, 11, 20))
        )
        .order_by(CheckIn.school_day)
    )
    return [(row.school_day, f"{row.at.hour}:{row.at.minute:02d}") for row in rows]


def flag(
    session: Session,
    service: Service,
    given: str,
    rule: str,
    day: date,
    reason: str,
    *,
    since: date | None = None,
    rests_on: int = 1,
    sufficiency: str = "plenty",
) -> FlagRow:
    """Raise a flag at 9:01 of a day."""
    made = FlagRow(
        school_id=service.school_id, id=an_id("flag", given, rule, day), pupil_id=pupil_id(given), rule=rule, day=day,
        since=since or day, reason=reason, evidence=[], sufficiency=sufficiency, rests_on=rests_on, state="new",
        raised_at=at(day, "9:01") if day < TODAY else at(day, "8:47"), changed_at=at(day, "9:01"),
    )  # fmt: skip
    session.add(made)
    session.flush()
    note(session, service, made, "raised", made.raised_at)
    return made


def note(
    session: Session, service: Service, flag: FlagRow, action: str, when: datetime, staff: str = "", text: str = ""
) -> None:
    session.add(
        FlagNote(
            school_id=service.school_id, id=an_id(flag.rule, flag.day, flag.pupil_id, action, when), flag_id=flag.id,
            at=when, staff_id=an_id("staff", staff) if staff else None, action=action, text=text,
        )
    )  # fmt: skip


def at(day: date, clock: str) -> datetime:
    """A London time as UTC; good for this school's autumn."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def check_in(session: Session, service: Service, pupil: Pupil, day: date, clock: str, answers: list[str]) -> CheckIn:
    """Add one check-in."""
    made = CheckIn(
        school_id=service.school_id, event_id=an_id("check-in", pupil.id, day, clock), pupil_id=pupil.id,
        class_id=pupil.class_id, school_day=day, slot=0, at=at(day, clock), answers=answers,
        value=catalogue.load().value(answers), step=pupil.step, catalogue=1, position=0,
    )  # fmt: skip
    session.add(made)
    return made


def ask(
    session: Session,
    service: Service,
    given: str | None,
    clock: str,
    *,
    day: date = TODAY,
    adult: str = "",
    how: str | None = None,
    classroom: str = "4W",
) -> AdultRequest:
    """Add a request for a grown-up."""
    made = AdultRequest(
        school_id=service.school_id, event_id=an_id("request", given, day, clock), device_id=an_id("device", classroom),
        class_id=class_id(classroom), pupil_id=pupil_id(given) if given else None, school_day=day,
        asked_at=at(day, clock), adult_id=an_id("staff", adult) if adult else None, how=how,
    )  # fmt: skip
    session.add(made)
    return made


def mark(session: Session, service: Service, pupil: Pupil, day: date, code: str) -> None:
    """Add a mark of the morning register."""
    session.add(Attendance(school_id=service.school_id, pupil_id=pupil.id, school_day=day, session="AM", code=code))


def _animal(given: str, i: int) -> str:
    return "frog" if given == "Kasia" and "frog" in animals.ANIMALS else animals.ANIMALS[i % len(animals.ANIMALS)]
