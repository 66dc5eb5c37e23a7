"""One's own account: the password, the second factor, and where one is signed in."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from sync.service import accounts, audit
from sync.service.access import Viewer, signed_in
from sync.service.accounts import PasswordError, identities, second_factor, sessions
from sync.service.context import Service
from sync.service.db.models import SecondFactor, Staff, StaffSession
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.accounts import read_browsers
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.sign_in import MANY, WRONG_CODE
from sync.service.providers import NAMES

_WRONG = "That is not your password of today. Nothing was changed."


@get("/account", guards=[signed_in], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """All three."""
    done = "Your password is changed. Every other browser was signed out."
    return _account(request, service, viewer, done=done if request.query_params.get("done") == "password" else "")


@post("/account/password", guards=[signed_in], sync_to_thread=True)
def password(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Change one's own password; every other browser is signed out."""
    new = data.get("new", "")
    if (refused := _own_password(service, viewer, data.get("old", ""))) is not None:
        return _account(request, service, viewer, error=refused)
    try:
        if new != data.get("again"):
            raise PasswordError("The two new passwords are not the same. Type both once more.")
        with service.db.write() as session:
            staff = session.get_one(Staff, (service.school_id, viewer.staff_id))
            staff.password_hash = accounts.hash_password(new, email=staff.email)
            sessions.revoke_sessions(session, service.school_id, viewer.staff_id, but=sessions.key_of(service, request))
            audit.note(session, service, viewer, "changed their password")
    except PasswordError as error:
        return _account(request, service, viewer, error=str(error))
    return Redirect("/account?done=password", status_code=303)


@post("/account/recovery-codes", guards=[signed_in], sync_to_thread=True)
def recovery_codes(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Make ten new recovery codes. They are in this answer and nowhere else, so this form does not redirect."""
    if (refused := _own_code(service, viewer, data.get("code", ""))) is not None:
        return _account(request, service, viewer, error=refused)
    with service.db.write() as session:
        made = second_factor.renew_recovery_codes(session, service, viewer)
    return page(request, "recovery_codes.html", viewer=viewer, codes=made, first=False)


@post("/account/second-factor", guards=[signed_in], sync_to_thread=True)
def renew(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Set a second factor up, or move it to another telephone: this browser is asked to do so at once."""
    with service.db.read() as session:
        on = second_factor.is_on(session, service.school_id, viewer.staff_id)
        staff = session.get_one(Staff, (service.school_id, viewer.staff_id))
    refused = _own_password(service, viewer, data.get("password", ""))
    if refused is None and on:
        refused = _own_code(service, viewer, data.get("code", ""))
    if refused is not None:
        return _account(request, service, viewer, error=refused)
    with service.db.write() as session:
        second_factor.remove(session, service, viewer.staff_id)
        sessions.revoke_sessions(session, service.school_id, viewer.staff_id)
        audit.note(session, service, viewer, "began a new second factor")
    sessions.begin(request, service, staff, shared=request.session.get("shared") == "yes")
    return Redirect("/sign-in/second", status_code=303)


@post("/account/told", guards=[signed_in], sync_to_thread=True)
def told(service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form) -> Redirect:
    """Choose whether one is sent e-mails."""
    with service.db.write() as session:
        staff = session.get_one(Staff, (service.school_id, viewer.staff_id))
        wanted = data.get("mail") == "yes"
        if staff.told_by_mail != wanted:
            staff.told_by_mail = wanted
            audit.note(session, service, viewer, "chose their e-mails", detail="yes" if wanted else "no")
    return Redirect("/account#told", status_code=303)


@post("/account/browsers/{key:str}/end", guards=[signed_in], sync_to_thread=True)
def end(service: NamedDependency[Service], viewer: NamedDependency[Viewer], key: FromPath[str]) -> Redirect:
    """Sign one browser of one's own out."""
    with service.db.write() as session:
        row = session.get(StaffSession, key)
        if row is None or (row.school_id, row.staff_id) != (viewer.school_id, viewer.staff_id):
            raise NotFoundException
        session.delete(row)
        audit.note(session, service, viewer, "signed a browser out")
    return Redirect("/account", status_code=303)


@post("/account/browsers/end-others", guards=[signed_in], sync_to_thread=True)
def end_others(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Redirect:
    """Sign every other browser out."""
    with service.db.write() as session:
        sessions.revoke_sessions(session, service.school_id, viewer.staff_id, but=sessions.key_of(service, request))
        audit.note(session, service, viewer, "signed other browsers out")
    return Redirect("/account", status_code=303)


@post("/account/with/{name:str}/untie", guards=[signed_in], sync_to_thread=True)
def untie(service: NamedDependency[Service], viewer: NamedDependency[Viewer], name: FromPath[str]) -> Redirect:
    """Forget whom a provider knows this account as; the next sign-in there ties it anew."""
    with service.db.write() as session:
        if not identities.untie(session, service.school_id, viewer.staff_id, name):
            raise NotFoundException
        audit.note(session, service, viewer, "untied a sign-in from their account", detail=NAMES.get(name, ""))
    return Redirect("/account", status_code=303)


def _own_password(service: Service, viewer: Viewer, typed: str) -> str | None:
    """What is wrong with a typed password, if anything."""
    key = f"own {viewer.staff_id}"
    if service.slow.wait(key) != 0:
        return MANY
    with service.db.read() as session:
        staff = session.get_one(Staff, (service.school_id, viewer.staff_id))
        right = accounts.check_password(session, service.school_id, staff.email, typed)
    if right is None:
        service.slow.wrong(key)
        return _WRONG
    service.slow.right(key)
    return None


def _own_code(service: Service, viewer: Viewer, typed: str) -> str | None:
    """What is wrong with a typed second factor, if anything."""
    if service.slow_codes.wait(viewer.staff_id.hex) != 0:
        return MANY
    with service.db.write() as session:
        right = second_factor.check(session, service, viewer, typed)
    if right is None:
        service.slow_codes.wrong(viewer.staff_id.hex)
        return WRONG_CODE
    return None


def _account(
    request: AnyRequest, service: Service, viewer: Viewer, *, error: str = "", done: str = ""
) -> Response[str]:
    with service.db.read() as session:
        staff = session.get_one(Staff, (service.school_id, viewer.staff_id))
        factor = session.get(SecondFactor, (service.school_id, viewer.staff_id))
        left = second_factor.codes_left(session, service.school_id, viewer.staff_id)
        browsers = read_browsers(session, viewer, service.clock.now(), sessions.key_of(service, request))
        ties = identities.of_staff(session, service.school_id, viewer.staff_id)
        new = count_new(session, viewer)
    return page(
        request,
        "account.html",
        viewer=viewer,
        status=400 if error else 200,
        here="/account",
        new_flags=new,
        email="" if viewer.visiting else staff.email,
        since=factor.confirmed_at if factor else None,
        left=left,
        ends_at=staff.ends_at,
        told_by_mail=staff.told_by_mail,
        browsers=browsers,
        ties=[(each.provider, NAMES[each.provider], each.tied_at) for each in ties],
        zone=service.timezone,
        error=error,
        done=done,
    )
