"""The school's calendar: on which weekdays it is shut. No child stands here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import closures
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Closure
from sync.service.errors import ServiceError
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME, keeps_school


@get("/calendar", guards=[keeps_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """This school year's closures, and those to come."""
    return _calendar(request, service, viewer)


@post("/calendar", guards=[keeps_school], sync_to_thread=True)
def change(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Note days, take them back, or note the bank holidays of a school year."""
    try:
        with service.db.write() as session:
            if data.get("do") == "bank":
                first = school_year(service.today())
                closures.close_bank_holidays(session, service, viewer, data.get("nation", ""), first)
            elif data.get("do") == "open":
                closures.open_again(session, service, viewer, _day(data, "first"), _day(data, "last"))
            else:
                first_day = _day(data, "first")
                last = _day(data, "last") if data.get("last") else first_day
                closures.close(session, service, viewer, first_day, last, data.get("name", ""))
    except ServiceError as error:
        return _calendar(request, service, viewer, error=str(error))
    return Redirect("/calendar", status_code=303)


def school_year(day: date) -> int:
    """The year in whose September the school year of a day began."""
    return day.year if day.month >= 9 else day.year - 1


def _day(data: dict[str, str], field: str) -> date:
    try:
        return date.fromisoformat(data.get(field, ""))
    except ValueError:
        raise ServiceError("Give the first day, such as 2026-12-21, and the last one if there are several.") from None


def _spans(session: Session, service: Service) -> list[tuple[date, date, str]]:
    """Closures since September as first day, last day and name; a weekend does not divide a holiday."""
    since = date(school_year(service.today()), 9, 1)
    shut = select(Closure.day, Closure.name).where(Closure.school_id == service.school_id, Closure.day >= since)
    spans: list[tuple[date, date, str]] = []
    for day, name in session.execute(shut.order_by(Closure.day)):
        if spans and spans[-1][2] == name and day - spans[-1][1] <= timedelta(days=3 if day.weekday() == 0 else 1):
            spans[-1] = (spans[-1][0], day, name)
        else:
            spans.append((day, day, name))
    return spans


def _calendar(request: AnyRequest, service: Service, viewer: Viewer, *, error: str = "") -> Response[str]:
    with service.db.read() as session:
        spans, new = _spans(session, service), count_new(session, viewer)
    first = school_year(service.today())
    return page(
        request,
        "calendar.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        spans=spans,
        nations=closures.NATIONS,
        year=f"{first} to {first + 1}",
        error=error,
    )
