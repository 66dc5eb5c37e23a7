"""Signing in and out: a password, then the second factor where this person needs one, or a code on paper."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import access, accounts, slowing
from sync.service.access import Viewer, signed_in
from sync.service.accounts import computers, second_factor, sessions
from sync.service.accounts.identities import Told
from sync.service.accounts.passwords import email_key
from sync.service.context import Service
from sync.service.db.models import Role, School, Staff
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.render import page
from sync.service.slowing import SlowDown

WRONG = "That e-mail and password do not belong together. Check both; capital letters matter in the password."
WRONG_CODE = "That code is not right, or it was used before. Wait for the next one on your telephone, then type that."
FIRST = "Sign in with your password once, and set up your second factor. From then on {title} will do."
MANY = "Many wrong answers were given for this account. Nothing is locked: wait half a minute, then try again."
KNOWN = "daybreak_known"
"""Cookie of a browser in which somebody has signed in; guessing elsewhere does not slow that person down."""


@get("/sign-in", sync_to_thread=True)
def form(request: AnyRequest, service: NamedDependency[Service]) -> Response[str]:
    """The empty form."""
    return form_again(request, service)


@post("/sign-in")
async def enter(request: AnyRequest, service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Check the password; on to the second factor, or the form again without telling which of the two was wrong."""
    email, shared = data.get("email", ""), data.get("shared") == "yes"
    key = slowing.bucket(_marks(service), email_key(email)[:200], _held(request, service, KNOWN))
    if not await _turn(service.slow, key):
        return await asyncio.to_thread(form_again, request, service, email=email[:200], error=MANY, status=429)
    staff = await asyncio.to_thread(_checked, service, email, data.get("password", ""))
    if staff is None:
        service.slow.wrong(key)
        return await asyncio.to_thread(form_again, request, service, email=email[:200], error=WRONG, status=400)
    service.slow.right(key)
    return await asyncio.to_thread(go_on, request, service, staff, shared)


@get("/sign-in/code", sync_to_thread=True)
def ask(request: AnyRequest, service: NamedDependency[Service]) -> Response[Any]:
    """The question for the second factor."""
    return to("/sign-in") if sessions.asked(request, service) is None else page(request, "sign_in_code.html", error="")


@post("/sign-in/code")
async def answer(request: AnyRequest, service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Check the code; the person is in, or the question again."""
    staff_id = sessions.asked(request, service)
    if staff_id is None:
        return to("/sign-in")
    if not await _turn(service.slow_codes, staff_id.hex):
        return page(request, "sign_in_code.html", status=429, error=MANY)
    found = await asyncio.to_thread(_factor, service, staff_id, data.get("code", ""))
    if found is None:
        service.slow_codes.wrong(staff_id.hex)
        return page(request, "sign_in_code.html", status=400, error=WRONG_CODE)
    service.slow_codes.right(staff_id.hex)
    viewer, how, email = found
    told = sessions.told(request)
    await asyncio.to_thread(sessions.sign_in, request, service, viewer, how=f"with a {how}", told=told)
    return known(service, email, to("/account" if how == "recovery code" else "/"))


@get("/sign-in/second", sync_to_thread=True)
def set_up(request: AnyRequest, service: NamedDependency[Service]) -> Response[Any]:
    """How to set up a second factor: a QR code and the same typed out."""
    staff_id = sessions.asked(request, service)
    if staff_id is not None and sessions.told(request) is not None:
        return to("/sign-in/go-on")
    return to("/sign-in") if staff_id is None else _second(request, service, staff_id)


@post("/sign-in/second")
async def switch_on(request: AnyRequest, service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Confirm the first code. The recovery codes are in this answer and nowhere else, so this does not redirect."""
    staff_id = sessions.asked(request, service)
    if staff_id is None or sessions.told(request) is not None:
        return to("/sign-in")
    if not await _turn(service.slow_codes, staff_id.hex):
        return await asyncio.to_thread(_second, request, service, staff_id, MANY, 429)
    made = await asyncio.to_thread(_confirmed, service, staff_id, data.get("code", ""))
    if made is None:
        service.slow_codes.wrong(staff_id.hex)
        return await asyncio.to_thread(_second, request, service, staff_id, WRONG_CODE, 400)
    viewer, codes, email = made
    await asyncio.to_thread(sessions.sign_in, request, service, viewer, how="with a new second factor")
    return known(service, email, page(request, "recovery_codes.html", codes=codes, first=True))


@post("/sign-out", guards=[signed_in], sync_to_thread=True)
def leave(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Redirect:
    """Sign this browser out."""
    accounts.sign_out(request, service, viewer)
    return Redirect("/sign-in", status_code=303)


@post("/sign-in/stop", sync_to_thread=True)
def stop(request: AnyRequest, service: NamedDependency[Service]) -> Redirect:
    """Forget the password that was given, and start again."""
    if sessions.asked(request, service) is not None:
        sessions.abandon(request, service)
    return Redirect("/sign-in", status_code=303)


def known(service: Service, email: str, answer: Response[Any]) -> Response[Any]:
    """Mark the browser that an answer goes to as one that its person uses."""
    value = slowing.known_browser(_marks(service), email_key(email))
    answer.set_cookie(cookie(service, KNOWN, value))
    return answer


def cookie(service: Service, name: str, value: str) -> Cookie:
    """A cookie that stays for a school year and that no script can read."""
    return Cookie(
        key=sessions.cookie_name(service.settings, name),
        value=value,
        path="/",
        max_age=int(computers.LIFE.total_seconds()),
        httponly=True,
        secure=service.settings.secure,
        samesite="strict",
    )


def _held(request: AnyRequest, service: Service, name: str) -> str:
    return request.cookies.get(sessions.cookie_name(service.settings, name), "")


async def _turn(slow: SlowDown, key: str) -> bool:
    """Wait for this answer's turn; False when it is too far off."""
    wait = slow.wait(key)
    if wait:
        await asyncio.sleep(wait)
    return wait is not None


def _checked(service: Service, email: str, password: str) -> Staff | None:
    with service.db.read() as session:
        return accounts.check_password(session, service.school_id, email, password)


def go_on(request: AnyRequest, service: Service, staff: Staff, shared: bool, told: Told | None = None) -> Response[Any]:
    """What a right password opens: everything, for a class adult at a classroom computer; else the next question.

    Args:
        told: what a provider said in the password's place. It opens no more than the password does, and less: a second
            factor is never set up on it, since whoever runs a school's Microsoft or Google could sign in as anybody.
    """
    with service.db.read() as session:
        viewer = access.viewer_of(session, service.school_id, staff.id, now=service.clock.now())
        on = second_factor.is_on(session, service.school_id, staff.id)
        computer = computers.standing_for(session, service, _held(request, service, computers.COOKIE), staff.id)
    if viewer is None:
        return form_again(request, service, email=staff.email, error=WRONG, status=400)
    if service.settings.second_factor == "off":
        sessions.sign_in(
            request,
            service,
            viewer,
            how="with no second factor" if told else "with a password alone",
            shared=shared,
            told=told,
        )
        return known(service, staff.email, to("/"))
    if computer is not None and viewer.role is Role.CLASS_ADULT:
        with service.db.write() as session:
            computers.used(session, service, computer)
        how = "at a classroom computer"
        sessions.sign_in(request, service, viewer, how=how, shared=shared, computer=computer, told=told)
        return known(service, staff.email, to("/"))
    if told is None:
        sessions.begin(request, service, staff, shared=shared)
        return to("/sign-in/code" if on else "/sign-in/second")
    if on:
        return to("/sign-in/code")
    sessions.abandon(request, service)
    return form_again(request, service, email=staff.email, error=FIRST.format(title=told.title), status=400)


def _factor(service: Service, staff_id: uuid.UUID, typed: str) -> tuple[Viewer, str, str] | None:
    with service.db.write() as session:
        viewer = access.viewer_of(session, service.school_id, staff_id, now=service.clock.now())
        how = second_factor.check(session, service, viewer, typed) if viewer else None
        email = session.get_one(Staff, (service.school_id, staff_id)).email
    return (viewer, how, email) if viewer and how else None


def _confirmed(service: Service, staff_id: uuid.UUID, typed: str) -> tuple[Viewer, list[str], str] | None:
    with service.db.write() as session:
        viewer = access.viewer_of(session, service.school_id, staff_id, now=service.clock.now())
        codes = second_factor.confirm(session, service, viewer, typed) if viewer else None
        email = session.get_one(Staff, (service.school_id, staff_id)).email
    return (viewer, codes, email) if viewer and codes else None


def _second(
    request: AnyRequest, service: Service, staff_id: uuid.UUID, error: str = "", status: int = 200
) -> Response[Any]:
    with service.db.write() as session:
        if second_factor.is_on(session, service.school_id, staff_id):
            return to("/sign-in/code")
        staff = session.get_one(Staff, (service.school_id, staff_id))
        secret = second_factor.begin(session, service, staff_id)
        address = second_factor.address(session, service, staff.email, secret)
    return page(
        request,
        "second_factor.html",
        status=status,
        error=error,
        picture=second_factor.picture(address),
        secret=second_factor.spoken(secret),
        class_adult=Role(staff.role) is Role.CLASS_ADULT,
    )


def form_again(
    request: AnyRequest, service: Service, *, email: str = "", error: str = "", status: int = 200
) -> Response[str]:
    """The form, with what was wrong."""
    with service.db.read() as session:
        school = session.get_one(School, service.school_id).name
    off = service.settings.second_factor == "off"
    ways = [(name, provider.title) for name, provider in service.providers.items()]
    return page(request, "sign_in.html", status=status, school=school, email=email, error=error, off=off, ways=ways)


def to(path: str) -> Redirect:
    """To another page, after a form."""
    return Redirect(path, status_code=303)


def _marks(service: Service) -> str:
    return service.keys.derive(b"known browsers")
