"""Staff accounts: IT makes, changes and closes them; what opens a child's feelings waits for a safeguarding lead."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service.access import Viewer, dsl_only, it_only, manages_staff
from sync.service.accounts import requests, staff
from sync.service.context import Service
from sync.service.db.models import Role, SchoolClass, Staff, StaffClass, StaffRequest
from sync.service.errors import ServiceError
from sync.service.pages import words
from sync.service.pages.forms import AnyRequest
from sync.service.pages.queries.accounts import read_accounts, read_asked
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
WAITS = "A safeguarding lead has to say yes first; they see the question on their Staff page. Nothing changed yet."


@get("/staff", guards=[manages_staff], sync_to_thread=True)
def accounts(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """Every account, closed ones last, under what waits for a yes."""
    said = WAITS if request.query_params.get("asked") == "yes" else ""
    return _all(request, service, viewer, said=said)


@post("/staff/add", guards=[it_only], sync_to_thread=True)
def add(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Make an account. A starting code is in this answer and nowhere else, so this form does not redirect then."""
    try:
        with service.db.write() as session:
            _, said = staff.invite(
                session,
                service,
                viewer,
                name=str(data.get("name", "")),
                email=str(data.get("email", "")),
                role=_role(data),
                classes=[each.name for each in _classes(session, service) if str(each.id) in _many(data, "class")],
                trusted=data.get("trusted") == "yes",
            )
    except ServiceError as error:
        return _all(request, service, viewer, error=str(error))
    return _all(request, service, viewer, said=said) if said else Redirect("/staff?asked=yes", status_code=303)


@get("/staff/{staff_id:uuid}", guards=[it_only], sync_to_thread=True)
def one(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
) -> Response[str]:
    """One account, and what can be done with it."""
    return _one(request, service, viewer, staff_id)


@post("/staff/{staff_id:uuid}/role", guards=[it_only], sync_to_thread=True)
def role(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Give a role and classes, or ask for a yes."""
    chosen = _many(data, "class")
    try:
        with service.db.write() as session:
            found = _found(session, service, staff_id)
            class_ids = {each.id for each in _classes(session, service) if str(each.id) in chosen}
            closed = found.disabled_at is not None
            done = requests.give_role(session, service, viewer, found, _role(data), class_ids)
            said = requests.reopen(session, service, viewer, found) if done and closed else ""
    except ServiceError as error:
        return _one(request, service, viewer, staff_id, error=str(error))
    if said:
        return _all(request, service, viewer, said=said)
    return Redirect("/staff" if done else "/staff?asked=yes", status_code=303)


@post("/staff/{staff_id:uuid}/reset", guards=[it_only], sync_to_thread=True)
def reset(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
    data: Form,
) -> Response[Any]:
    """Reset a second factor or a password, or ask for a yes."""
    try:
        with service.db.write() as session:
            found = _found(session, service, staff_id)
            said = requests.reset(session, service, viewer, found, str(data.get("what", "")))
    except ServiceError as error:
        return _one(request, service, viewer, staff_id, error=str(error))
    return _all(request, service, viewer, said=said) if said else Redirect("/staff?asked=yes", status_code=303)


@post("/staff/{staff_id:uuid}/close", guards=[it_only], sync_to_thread=True)
def close(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    staff_id: FromPath[uuid.UUID],
) -> Response[Any]:
    """Close an account and sign it out everywhere."""
    try:
        with service.db.write() as session:
            requests.close(session, service, viewer, _found(session, service, staff_id))
    except ServiceError as error:
        return _one(request, service, viewer, staff_id, error=str(error))
    return Redirect("/staff", status_code=303)


@post("/staff/requests/{request_id:uuid}/{said:str}", guards=[dsl_only], sync_to_thread=True)
def answer(
    request: AnyRequest,
    service: NamedDependency[Service],
    viewer: NamedDependency[Viewer],
    request_id: FromPath[uuid.UUID],
    said: FromPath[str],
) -> Response[Any]:
    """Say yes or no. A starting code is in this answer and nowhere else, so this form does not redirect."""
    if said not in ("yes", "no"):
        raise NotFoundException
    try:
        with service.db.write() as session:
            asked = session.get(StaffRequest, (service.school_id, request_id))
            if asked is None:
                raise NotFoundException
            next_ = requests.answer(session, service, viewer, asked, yes=said == "yes")
    except ServiceError as error:
        return _all(request, service, viewer, error=str(error))
    return _all(request, service, viewer, said=next_)


def _many(data: dict[str, Any], name: str) -> list[str]:
    """All values of a field that may be ticked more than once."""
    said = data.get(name, [])
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]


def _role(data: dict[str, Any]) -> Role:
    try:
        return Role(str(data.get("role", "")))
    except ValueError:
        raise ServiceError("Choose a role first, then press the button again.") from None


def _found(session: Session, service: Service, staff_id: uuid.UUID) -> Staff:
    found = session.get(Staff, (service.school_id, staff_id))
    if found is None or found.ends_at is not None:
        raise NotFoundException
    return found


def _classes(session: Session, service: Service) -> list[SchoolClass]:
    ordered = select(SchoolClass).where(SchoolClass.school_id == service.school_id).order_by(SchoolClass.name)
    return list(session.scalars(ordered))


def _all(request: AnyRequest, service: Service, viewer: Viewer, *, said: str = "", error: str = "") -> Response[str]:
    with service.db.read() as session:
        found = read_accounts(session, service.school_id)
        waiting = read_asked(session, viewer, requests.waiting(session, service.school_id))
        answered = read_asked(session, viewer, requests.answered(session, service.school_id))
        classes = _classes(session, service)
        new = count_new(session, viewer)
    return page(
        request,
        "staff.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        it=viewer.role is Role.IT,
        accounts=found,
        waiting=waiting,
        answered=answered,
        classes=classes,
        roles=words.ROLES,
        zone=service.timezone,
        said=said,
        error=error,
    )


def _one(
    request: AnyRequest, service: Service, viewer: Viewer, staff_id: uuid.UUID, *, error: str = ""
) -> Response[str]:
    with service.db.read() as session:
        found = _found(session, service, staff_id)
        classes = _classes(session, service)
        theirs = select(StaffClass.class_id).where(StaffClass.school_id == service.school_id)
        linked = set(session.scalars(theirs.where(StaffClass.staff_id == staff_id)))
        mine = [each for each in requests.waiting(session, service.school_id) if each.staff_id == staff_id]
        waiting = read_asked(session, viewer, mine)
    return page(
        request,
        "staff_one.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        one=found,
        classes=classes,
        linked=linked,
        waiting=waiting,
        roles=words.ROLES,
        zone=service.timezone,
        error=error,
    )
