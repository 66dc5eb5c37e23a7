"""What else the school's children told: how big, what about, what helped, who came; and visitors."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import requests_
from sync.service.context import Service
from sync.service.db.models import VISITOR, Activity, CheckIn, Merge, Pupil, SchoolClass
from sync.service.roster import spares
from tests.pages import school

TOLD_TODAY = {
    "Kasia": (2, ["friends"]),
    "Finn": (3, ["school_work"]),
    "Isla": (3, ["playtime"]),
    "Rayan": (2, ["home"]),
    "Mia": (1, ["sleep"]),
    "Grace": (3, []),
    "Zara": (None, ["not_sure"]),
}
AFTER: dict[str, list[str | None]] = {
    "candle": [*["easier"] * 5, "same", "same"],
    "push": ["easier", "harder", "same", "same"],
    "draw": ["easier", "same"],
    "bubbles": [None],
}
"""What Kasia did in the last weeks, and how it was afterwards."""
VISITOR_ID = school.an_id("visitor", "today")
MERGED_ID = school.an_id("visitor", "merged")
MERGE_ID = school.an_id("merge", "Poppy")


def add(session: Session, service: Service) -> None:
    """Add it all to a school that has its children and their term."""
    for given, (size, abouts) in TOLD_TODAY.items():
        made = _check_in_of(session, given, school.TODAY)
        made.size, made.abouts = size, abouts
    _activities(session, service)
    _nobody_came(session, service)
    _visitors(session, service)


def _check_in_of(session: Session, given: str, day: date) -> CheckIn:
    found = select(CheckIn).where(CheckIn.pupil_id == school.pupil_id(given), CheckIn.school_day == day)
    return session.scalars(found.order_by(CheckIn.at.desc())).one()


def _activities(session: Session, service: Service) -> None:
    theirs = select(CheckIn).where(CheckIn.pupil_id == school.pupil_id("Kasia"), CheckIn.school_day < school.TODAY)
    check_ins = session.scalars(theirs.order_by(CheckIn.school_day.desc())).all()
    chance = random.Random("Kasia")
    done = [(activity, answer) for activity, answers in AFTER.items() for answer in answers]
    for i, (check_in, (activity, answer)) in enumerate(zip(check_ins, done, strict=False)):
        check_in.size, check_in.abouts = chance.choice((1, 2, 3)), [chance.choice(("friends", "friends", "sleep"))]
        session.add(
            Activity(
                school_id=service.school_id, event_id=school.an_id("done", i), check_in_id=check_in.event_id,
                pupil_id=check_in.pupil_id, school_day=check_in.school_day, at=check_in.at + timedelta(minutes=1),
                activity=activity, seconds=60, to_the_end=True, how_now=answer,
            )
        )  # fmt: skip
    session.flush()


def _nobody_came(session: Session, service: Service) -> None:
    """Callum asked yesterday, was seen, and said this morning that nobody came."""
    yesterday = date(2026, 11, 23)
    asked = school.ask(session, service, "Callum", "13:10", day=yesterday, how="talk", classroom="2B")
    session.flush()
    requests_.take(session, asked, requests_.SEEN, school.at(yesterday, "13:14"), school.an_id("staff", "other_adult"))
    asked.came, asked.came_at = "no", school.at(school.TODAY, "8:48")
    asked.came_event_id = school.an_id("came", "Callum")
    requests_.open_again(session, asked, asked.came_at)


def _visitors(session: Session, service: Service) -> None:
    for id, picture, name in ((VISITOR_ID, "seal", "2B"), (MERGED_ID, "llama", "4W")):
        visitor = Pupil(
            school_id=service.school_id, id=id, class_id=school.class_id(name), source=VISITOR, source_id=str(id),
            given_name="", picture=picture, year_group=name[0], step=2, came_on=school.TODAY,
        )  # fmt: skip
        session.add(visitor)
        session.flush()
        if id == VISITOR_ID:
            school.check_in(session, service, visitor, school.TODAY, "8:54", ["okay"])
    session.get_one(Pupil, (service.school_id, MERGED_ID)).merged_into = school.pupil_id("Poppy")
    _check_in_of(session, "Poppy", date(2026, 11, 23)).tapped_as = MERGED_ID
    session.add(
        Merge(
            school_id=service.school_id, id=MERGE_ID, visitor_id=MERGED_ID, pupil_id=school.pupil_id("Poppy"),
            merged_at=school.at(date(2026, 11, 23), "10:40"), merged_by=school.an_id("staff", "practitioner"),
        )
    )  # fmt: skip
    session.flush()
    for name in ("4W", "2B"):
        spares.keep_ready(session, session.get_one(SchoolClass, (service.school_id, school.class_id(name))))
