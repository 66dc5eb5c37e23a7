"""The first page of a new school: its name and its first person. Without the console's token there is no such page."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from sync.service import first_run
from sync.service.accounts import sessions
from sync.service.accounts.passwords import LEAST
from sync.service.context import Service
from sync.service.db.models import Role
from sync.service.errors import ServiceError
from sync.service.pages import words
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.render import page

FIELDS = ("school", "name", "email", "role")


@get("/first-run", sync_to_thread=True)
def form(request: AnyRequest, service: NamedDependency[Service]) -> Response[str]:
    """The empty form, for whoever has the address from the console."""
    return _form(request, service, request.query_params.get("token", ""), {})


@post("/first-run", sync_to_thread=True)
def set_up(request: AnyRequest, service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Name the school, add its first person, and go on to their second factor; Today then asks for a roster."""
    token = data.get("token", "")
    try:
        if data.get("password", "") != data.get("again", ""):
            raise ServiceError("The two passphrases are not alike. Type both once more.")
        role = Role(data.get("role", "")) if data.get("role") in list(Role) else Role.IT
        said = {each: data.get(each, "") for each in ("school", "name", "email")}
        if not service.first_run.fits(token, service.clock.now()):
            raise NotFoundException
        first = first_run.set_up(service, token, role=role, password=data.get("password", ""), **said)
    except ServiceError as error:
        return _form(request, service, token, data, error=str(error))
    if first is None:
        raise NotFoundException
    sessions.begin(request, service, first, shared=False)
    return Redirect("/sign-in/second", status_code=303)


def _form(
    request: AnyRequest, service: Service, token: str, typed: dict[str, str], *, error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        open_ = service.first_run.fits(token, service.clock.now()) and first_run.needed(session, service.school_id)
    if not open_:
        raise NotFoundException
    return page(
        request,
        "first_run.html",
        status=400 if error else 200,
        token=token,
        typed={each: typed.get(each, "")[:200] for each in FIELDS},
        roles=[(role.value, words.ROLES[role]) for role in first_run.ROLES],
        least=LEAST,
        error=error,
    )
