"""What the school's adults planned and wrote down: a framework, two plans, and a note about Kasia."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from assets.framework import pack
from sync.service import framework, framework_file
from sync.service.context import Service
from sync.service.db.models import Plan, PlanNote, PupilNote, School
from tests.pages import school

PLAN_ID = school.an_id("plan", "Kasia")
ISLAS_CHECK_IN = school.an_id("check-in", school.pupil_id("Isla"), school.TODAY, "8:49")


def add(session: Session, service: Service) -> None:
    """Add it to a school that has its children and adults."""
    practitioner = school.an_id("staff", "practitioner")
    framework.keep(session.get_one(School, service.school_id), *framework_file.read(pack("example").encode()))
    for given, begins, review in (
        ("Kasia", date(2026, 10, 12), date(2026, 11, 23)),
        ("Rayan", date(2026, 11, 9), date(2026, 12, 15)),
    ):
        plan = school.an_id("plan", given)
        made = school.at(begins, "8:10")
        session.add(
            Plan(
                school_id=service.school_id, id=plan, pupil_id=school.pupil_id(given),
                goal="Comes in from the gate on her own and finds a friend." if given == "Kasia" else "Asks for help.",
                tags=["Settling in", "mornings"] if given == "Kasia" else [], activities=["candle", "draw"],
                starts_on=begins,
                adult_id=school.an_id("staff", "adult"), review_on=review, ends_on=date(2027, 1, 29), made_at=made,
                made_by=practitioner,
            )
        )  # fmt: skip
        session.add(
            PlanNote(
                school_id=service.school_id, id=school.an_id(plan, "made"), plan_id=plan, at=made,
                staff_id=practitioner, action="made",
            )
        )  # fmt: skip
    session.add(
        PupilNote(
            school_id=service.school_id, id=school.an_id("note", "Kasia"), pupil_id=school.pupil_id("Kasia"),
            at=school.at(date(2026, 11, 18), "15:40"), staff_id=practitioner, text="Her aunt collects her this month.",
        )
    )  # fmt: skip
