"""Signing in with Microsoft or Google: out to the provider, back, and on to this service's own second factor.

A browser is sent on by a page, not by a redirect, both ways. On the way out a form may not lead to another host (the
page's own policy). On the way back the browser gives its strict cookies only to a request that one of our pages made.
"""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from sync import logs
from sync.service.accounts import identities, sessions
from sync.service.accounts.identities import RefusedError, UnreachableError
from sync.service.context import Service
from sync.service.db.models import Staff
from sync.service.going import LIFE
from sync.service.pages import sign_in
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.render import page
from sync.service.providers import Provider

GOING = "daybreak_going"
"""Cookie of a browser that went to a provider; the one cookie that another site's link may bring here."""
_LOST = "That sign-in was begun in another browser, or too long ago. Press the button once more."
_STOPPED = "{title} did not sign you in. Try again, or use your e-mail and password."
_AWAY = "{title} cannot be reached just now. Your e-mail and password work as ever."
_WHY = {
    "no open account": "Nobody here has the address of that {title} account. Ask IT to add you, with the same address.",
    "tied to another": (
        "That address belongs to an account here that is tied to another {title} account. Sign in with your password"
        " and untie it under My account."
    ),
    "guest": "That {title} account is a guest's. Use the one that this school gave you.",
    "tenant": "That {title} account is not of this school. Use the one that this school gave you.",
    "domain": "That {title} account is not of this school. Use the one that this school gave you.",
    "unverified": "{title} has not confirmed the address of that account. Ask IT, or use your password.",
}
_ELSE = "What {title} answered does not fit. Press the button once more; tell IT if it happens twice."


@post("/sign-in/with/{name:str}")
async def go(request: AnyRequest, service: NamedDependency[Service], data: Form, name: FromPath[str]) -> Response[Any]:
    """Send the browser to a provider."""
    provider = _provider(service, name)
    came_by = service.settings.sign_in.address or f"{request.url.scheme}://{request.url.netloc}"
    back_to, shared = f"{came_by}/sign-in/with/{name}/back", data.get("shared") == "yes"
    state, value, gone = service.going.begin(name, back_to, shared=shared, now=service.clock.now())
    try:
        address = await provider.address(state, gone)
    except UnreachableError:
        return await _refused(request, service, _AWAY.format(title=provider.title), 503)
    sentence = f"You sign in there as you do every day. {provider.title} then brings you back."
    answer = page(
        request,
        "sign_in_with.html",
        to=address,
        heading=f"On to {provider.title}",
        sentence=sentence,
        on=provider.title,
    )
    answer.set_cookie(_cookie(service, value, int(LIFE.total_seconds())))
    return answer


@get("/sign-in/with/{name:str}/back")
async def back(request: AnyRequest, service: NamedDependency[Service], name: FromPath[str]) -> Response[Any]:
    """Take the browser back, check what it brought, and go on to the second factor."""
    provider, asked = _provider(service, name), request.query_params
    held = request.cookies.get(sessions.cookie_name(service.settings, GOING), "")
    gone = service.going.take(name, asked.get("state", ""), held, service.clock.now())
    if gone is None or asked.get("iss", provider.issuer) != provider.issuer:
        return await _refused(request, service, _LOST)
    if not asked.get("code"):
        return await _refused(request, service, _STOPPED.format(title=provider.title))
    try:
        told = await provider.who(asked["code"], gone, service.clock.now())
        staff = await asyncio.to_thread(_find, service, told)
    except RefusedError as error:
        logs.security("sign-in refused", {"with": name, "why": error.why[:40]}, refused=True)
        return await _refused(request, service, _WHY.get(error.why, _ELSE).format(title=provider.title))
    except UnreachableError:
        return await _refused(request, service, _AWAY.format(title=provider.title), 503)
    await asyncio.to_thread(sessions.begin, request, service, staff, shared=gone.shared, told=told)
    sentence = f"{provider.title} knows you. Daybreak asks for one thing more."
    answer = page(request, "sign_in_with.html", to="/sign-in/go-on", heading="Nearly there", sentence=sentence, on="")
    answer.set_cookie(_cookie(service, "", 0))
    return answer


@get("/sign-in/go-on", sync_to_thread=True)
def go_on(request: AnyRequest, service: NamedDependency[Service]) -> Response[Any]:
    """Ask for the second factor, where a classroom computer does not stand for it."""
    staff_id, told = sessions.asked(request, service), sessions.told(request)
    if staff_id is None or told is None:
        return sign_in.to("/sign-in")
    with service.db.read() as session:
        staff = session.get_one(Staff, (service.school_id, staff_id))
    return sign_in.go_on(request, service, staff, shared=request.session.get("shared") == "yes", told=told)


def _provider(service: Service, name: str) -> Provider:
    if name not in service.providers:
        raise NotFoundException
    return service.providers[name]


def _find(service: Service, told: identities.Told) -> Staff:
    with service.db.read() as session:
        return identities.find(session, service.school_id, told)


async def _refused(request: AnyRequest, service: Service, error: str, status: int = 400) -> Response[Any]:
    return await asyncio.to_thread(sign_in.form_again, request, service, error=error, status=status)


def _cookie(service: Service, value: str, seconds: int) -> Cookie:
    return Cookie(
        key=sessions.cookie_name(service.settings, GOING),
        value=value,
        path="/",
        max_age=seconds,
        httponly=True,
        secure=service.settings.secure,
        samesite="lax",
    )
