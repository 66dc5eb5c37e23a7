"""A code on paper: a new colleague chooses a password with it, a supply adult signs in for the day."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import access, audit
from sync.service.accounts import codes, sessions
from sync.service.accounts.passwords import PasswordError, hash_password
from sync.service.context import Service
from sync.service.db.models import School, Staff, StaffCode
from sync.service.pages import words
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.render import page

NONE = "That code does not work: it may be mistyped, used already, or over. Ask whoever gave it to you for a new one."


@get("/code", sync_to_thread=True)
def form(request: AnyRequest, service: NamedDependency[Service]) -> Response[str]:
    """The empty form."""
    return _form(request, service)


@post("/code", sync_to_thread=True)
def enter(request: AnyRequest, service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Understand the code: sign a supply adult in, or ask a new colleague for a password and keep it."""
    typed = data.get("code", "")
    with service.db.read() as session:
        found = codes.find(session, service, typed)
    if found is None:
        return _form(request, service, error=NONE)
    code, staff = found
    if code.kind == codes.SUPPLY:
        return _sign_in(request, service, code, staff, shared=data.get("shared") == "yes")
    if "password" not in data:
        return page(request, "start.html", code=typed, name=staff.name, email=staff.email, error="")
    try:
        if data["password"] != data.get("again"):
            raise PasswordError("The two passwords are not the same. Type both once more.")
        hashed = hash_password(data["password"], email=staff.email)
    except PasswordError as error:
        return page(request, "start.html", status=400, code=typed, name=staff.name, email=staff.email, error=str(error))
    with service.db.write() as session:
        if not codes.use_up(session, service, code):
            return _form(request, service, error=NONE)
        session.get_one(Staff, (service.school_id, staff.id)).password_hash = hashed
        sessions.revoke_sessions(session, service.school_id, staff.id)
        viewer = access.viewer_of(session, service.school_id, staff.id)
        audit.note(session, service, viewer, "chose a first password")
    return Redirect("/sign-in", status_code=303)


def _sign_in(request: AnyRequest, service: Service, code: StaffCode, staff: Staff, *, shared: bool) -> Response[Any]:
    now = service.clock.now()
    if now < code.starts_at:
        local = code.starts_at.astimezone(service.timezone)
        when = f"{words.long_day(local.date())}, {words.clock_time(code.starts_at, service.timezone)}"
        return _form(request, service, error=f"That code is right, but for another time. It works from {when}.")
    with service.db.read() as session:
        viewer = access.viewer_of(session, service.school_id, staff.id, now=now)
    if viewer is None:
        return _form(request, service, error=NONE)
    sessions.sign_in(request, service, viewer, how="with a code for one day", shared=shared)
    return Redirect("/", status_code=303)


def _form(request: AnyRequest, service: Service, *, error: str = "") -> Response[str]:
    with service.db.read() as session:
        school = session.get_one(School, service.school_id).name
    return page(request, "code.html", status=400 if error else 200, school=school, error=error)
