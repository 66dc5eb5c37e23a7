"""Days on which the school is shut: holidays, INSET days and bank holidays, noted and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.calendar import SATURDAY
from sync.service.context import Service
from sync.service.db.models import Closure
from sync.service.errors import ServiceError

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
LONGEST = timedelta(days=62)
"""A summer holiday; a longer one is a slip of the pen."""


def close(session: Session, service: Service, viewer: Viewer, first: date, last: date, name: str) -> None:
    """Note that the school is shut from `first` to `last`, both included; weekends need no word.

    Raises:
        ServiceError: no name, or the days are the wrong way round or too many.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise ServiceError("Say in 1 to 80 characters why the school is shut, such as INSET day.")
    if not first <= last <= first + LONGEST:
        raise ServiceError("The last day comes after the first, and at most two months after it. Check both.")
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    _keep(session, service, dict.fromkeys(days, name))
    audit.note(session, service, viewer, "closed days", detail=f"{first} to {last}")


def close_bank_holidays(session: Session, service: Service, viewer: Viewer, nation: str, first: int) -> None:
    """Note the bank holidays of one nation in the school year that begins in September of a year.

    Raises:
        ServiceError: there is no such nation.
    """
    import holidays  # it knows the whole world, and takes a while to say so

    if nation not in NATIONS:
        raise ServiceError("Choose England, Wales, Scotland or Northern Ireland.")
    found = holidays.country_holidays("GB", subdiv=nation, years=(first, first + 1))
    year = {day: name[:80] for day, name in found.items() if date(first, 9, 1) <= day < date(first + 1, 9, 1)}
    _keep(session, service, year)
    audit.note(session, service, viewer, "closed bank holidays", detail=f"{nation} {first}")


def open_again(session: Session, service: Service, viewer: Viewer, first: date, last: date) -> None:
    """Take closures back."""
    shut = (Closure.school_id == service.school_id, Closure.day.between(first, last))
    session.execute(delete(Closure).where(*shut))
    audit.note(session, service, viewer, "opened days", detail=f"{first} to {last}")


def _keep(session: Session, service: Service, days: Mapping[date, str]) -> None:
    for day, name in days.items():
        if day.weekday() < SATURDAY:
            session.merge(Closure(school_id=service.school_id, day=day, name=name))
    session.flush()
