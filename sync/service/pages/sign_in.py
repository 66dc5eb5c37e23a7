"""Signing in and out."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from sync.service import accounts
from sync.service.access import Viewer, signed_in
from sync.service.context import Service
from sync.service.db.models import School
from sync.service.pages.render import page

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
WRONG = "That e-mail and password do not belong together. Check both; capital letters matter in the password."


@get("/sign-in", sync_to_thread=True)
def form(request: Request[Any, Any, Any], service: NamedDependency[Service]) -> Response[str]:
    """The empty form."""
    return _form(request, service)


@post("/sign-in", sync_to_thread=True)
def enter(request: Request[Any, Any, Any], service: NamedDependency[Service], data: Form) -> Response[Any]:
    """Check the password; on to the pages, or the form again with a sentence that tells nothing of which was wrong."""
    email, password = data.get("email", ""), data.get("password", "")
    with service.db.read() as session:
        staff = accounts.check_password(session, service.school_id, email, password)
    if staff is None:
        return _form(request, service, email=email[:200], error=WRONG, status=400)
    accounts.sign_in(request, service, staff)
    return Redirect("/", status_code=303)


@post("/sign-out", guards=[signed_in], sync_to_thread=True)
def leave(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Redirect:
    """Sign this browser out."""
    accounts.sign_out(request, service, viewer)
    return Redirect("/sign-in", status_code=303)


def _form(
    request: Request[Any, Any, Any], service: Service, *, email: str = "", error: str = "", status: int = 200
) -> Response[str]:
    with service.db.read() as session:
        school = session.get_one(School, service.school_id).name
    return page(request, "sign_in.html", status=status, school=school, email=email, error=error)
