"""How adults are told that a child waits: the ways, a test message, and what became of the last ones."""

from __future__ import annotations

import uuid
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import Staff
from sync.service.errors import ServiceError
from sync.service.pages import telling_form
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME, keeps_school
from sync.service.telling import outbox, worker
from sync.service.telling.plan import Kind, Message
from sync.service.telling.ways import NAMES, Ways, is_address, new_secret

HERE = "/telling"


@get(HERE, guards=[keeps_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """What is on, and how it goes."""
    return _telling(request, service, viewer)


@post(HERE, guards=[keeps_school], sync_to_thread=True)
def change(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Switch ways on and off. The secret of a new web hook is in this answer and nowhere else."""
    before, _ = _ways(service)
    try:
        after = telling_form.read(data, before)
    except telling_form.FormError as error:
        return _telling(request, service, viewer, typed=data, error=str(error))
    _keep(service, viewer, after)
    if after.hook is not None and before.hook is None:
        return _telling(request, service, viewer, secret=after.hook.secret)
    return Redirect(HERE, status_code=303)


@post("/telling/secret", guards=[keeps_school], sync_to_thread=True)
def renew_secret(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Make another secret for the web hook; it is in this answer and nowhere else."""
    before, _ = _ways(service)
    if before.hook is None:
        return Redirect(HERE, status_code=303)
    hook = type(before.hook)(url=before.hook.url, secret=new_secret())
    _keep(service, viewer, Ways(address=before.address, mail=before.mail, hook=hook, ntfy=before.ntfy))
    return _telling(request, service, viewer, secret=hook.secret)


@post("/telling/test", guards=[keeps_school], sync_to_thread=True)
def test(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Send a message by one way now, to whoever asks for it, and say what came of it."""
    ways, _ = _ways(service)
    way = data.get("way", "")
    if way not in ways.on:
        return Redirect(HERE, status_code=303)
    with service.db.write(unseen=True) as session:
        to = session.get_one(Staff, (service.school_id, viewer.staff_id)).email if way == "mail" else ""
        if to and not is_address(to):
            return _telling(request, service, viewer, error="Your account has no e-mail address to send a test to.")
        title, text = "A test message", "Daybreak reaches you by this way. Nobody is waiting."
        message = Message(f"test:{uuid.uuid4().hex}", way, to, Kind.TEST, title, text)
        [notice_id] = outbox.put(session, service.school_id, [message], service.clock.now())
    worker.deliver(service, ways, notice_id)
    return Redirect(f"{HERE}#delivered", status_code=303)


def _keep(service: Service, viewer: Viewer, after: Ways) -> None:
    after.save(service.settings.folder)
    with service.db.write() as session:
        audit.note(session, service, viewer, "changed how adults are told", detail=", ".join(after.on) or "not at all")


def _ways(service: Service) -> tuple[Ways, str]:
    """What is on, and what is wrong with the file if anything."""
    try:
        return Ways.load(service.settings.folder), ""
    except ServiceError as error:
        return Ways(), str(error)


def _telling(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    typed: dict[str, str] | None = None,
    error: str = "",
    secret: str = "",
) -> Response[str]:
    ways, wrong = _ways(service)
    with service.db.read() as session:
        newest = outbox.newest(session, service.school_id)
        failing = outbox.failing(session, service.school_id, ways.on, service.clock.now())
        new = count_new(session, viewer)
    return page(
        request,
        "telling.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        names=NAMES,
        on=ways.on,
        form=_form(ways, str(request.base_url).rstrip("/")) if typed is None else _as_typed(typed),
        has={"password": bool(ways.mail and ways.mail.password), "token": bool(ways.ntfy and ways.ntfy.token)},
        newest=newest,
        failing=failing,
        secret=secret,
        error=error or wrong,
        zone=service.timezone,
    )


def _form(ways: Ways, here: str) -> dict[str, str]:
    """What stands in the fields; never a password, a token or a secret."""
    mail, hook, ntfy = ways.mail, ways.hook, ways.ntfy
    return {
        "address": ways.address or here,
        "mail": "yes" if mail else "",
        "mail_host": mail.host if mail else "",
        "mail_port": str(mail.port) if mail else "587",
        "mail_security": mail.security if mail else "starttls",
        "mail_user": mail.user if mail else "",
        "mail_sender": mail.sender if mail else "",
        "hook": "yes" if hook else "",
        "hook_url": hook.url if hook else "",
        "ntfy": "yes" if ntfy else "",
        "ntfy_server": ntfy.server if ntfy else "https://ntfy.sh",
        "ntfy_topic": ntfy.topic if ntfy else "",
    }


def _as_typed(data: dict[str, str]) -> dict[str, str]:
    return {name: data.get(name, "") for name in _form(Ways(), "")}
