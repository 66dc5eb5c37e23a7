"""Signed-in browsers: Litestar's server-side sessions, kept in `staff_session`.

The cookie holds 32 random bytes; the table holds their hash. A session is written under an id that no browser has seen
before, first when the password was right (it then opens nothing but the question for the second factor) and anew when
the person is in. It ends at a fixed time, on a shared computer also when nobody has used it for a while; deleting its
row signs the browser out, and a request that was under way at that moment cannot bring it back.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.middleware.session.server_side import ServerSideSessionBackend, ServerSideSessionConfig
from litestar.types import Empty, Message, ScopeSession
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from sync.service import access, audit
from sync.service.access import Viewer
from sync.service.accounts import identities, session_rows
from sync.service.accounts.identities import Told
from sync.service.accounts.session_rows import ASKED, IN, hashed
from sync.service.context import Service
from sync.service.db.models import ClassroomComputer, Staff, StaffSession
from sync.service.settings import Settings

COOKIE = "daybreak_session"
OF_THIS_HOST = "__Host-"
"""Begins the name of a cookie that a browser takes and gives only by https, and for this very host."""
STORE = "sessions"
_FRESH = "daybreak_fresh_session"
_NOTE, _NOTE_SHARED = timedelta(minutes=10), timedelta(minutes=1)
"""How finely it is noted when a person was here."""
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


AnyRequest = Request[Any, Any, Any]
AnyConnection = ASGIConnection[Any, Any, Any, Any]


def begin(request: AnyRequest, service: Service, staff: Staff, *, shared: bool, told: Told | None = None) -> None:
    """Note that the password was right. The session that this makes opens only the question for the second factor.

    Args:
        told: what a provider said, where that stands for the password.
    """
    with service.db.write() as session:
        _forget(session, request, service)
    _start(request, service, staff.id, stage=ASKED, shared=shared, told=told)


def asked(request: AnyRequest, service: Service) -> uuid.UUID | None:
    """Whose second factor this browser is being asked for; None when no password was given here lately."""
    held = request.session
    if held.get("stage") != ASKED or held.get("school") != service.school_id.hex:
        return None
    return uuid.UUID(held["staff"])


def told(request: AnyRequest) -> Told | None:
    """What a provider said at the start of this sign-in; None when it began with a password."""
    return identities.told_in(request.session)


def sign_in(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    *,
    how: str,
    told: Told | None = None,
    shared: bool | None = None,
    computer: ClassroomComputer | None = None,
) -> None:
    """Sign this browser in: a new session under a new id, the old one gone, and an entry in the audit.

    Call it from the handler that checked who it is; the cookie goes out with that handler's response.

    Args:
        how: a few words for the audit, such as `with a code`.
        told: what a provider said, where that stood for the password; the account is tied to it from now on.
        shared: end it after half an hour unused; None for what was ticked when the password was given.
        computer: what stood for the second factor; the session sees that class alone.
    """
    if shared is None:
        shared = request.session.get("shared") == "yes"
    with service.db.write() as session:
        _forget(session, request, service)
        session.execute(delete(StaffSession).where(StaffSession.expires_at <= service.clock.now()))
        if told is not None:
            identities.tie(session, service, viewer, told)
            how = f"with {told.title}, {how}"
        audit.note(session, service, viewer, "signed in", detail=how)
    _start(request, service, viewer.staff_id, stage=IN, shared=shared, computer=computer)


def sign_out(request: AnyRequest, service: Service, viewer: Viewer) -> None:
    """Sign this browser out, for good."""
    with service.db.write() as session:
        _forget(session, request, service)
        audit.note(session, service, viewer, "signed out")
    request.clear_session()


def abandon(request: AnyRequest, service: Service) -> None:
    """Forget that a password was given here."""
    with service.db.write() as session:
        _forget(session, request, service)
    request.clear_session()


def revoke_sessions(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID, *, but: str = "") -> None:
    """Sign a member of staff out everywhere.

    Args:
        but: the `key_of` a browser that stays.
    """
    whose = (StaffSession.school_id == school_id, StaffSession.staff_id == staff_id, StaffSession.id_hash != but)
    session.execute(delete(StaffSession).where(*whose))


def key_of(service: Service, connection: AnyConnection) -> str:
    """The key of this browser's row; no secret, and of no row when it is not signed in."""
    return hashed(connection.cookies.get(cookie_name(service.settings), ""))


def viewer_of(service: Service, held: dict[str, str], connection: AnyConnection) -> Viewer | None:
    """Who is signed in with this session, as they stand now; None while the second factor is asked for.

    Notes that a person was here, at most once a minute; what a live page fetches by itself does not count.
    """
    if held.get("stage") != IN:
        return None
    now = service.clock.now()
    only = uuid.UUID(held["class"]) if "class" in held else None
    with service.db.read() as session:
        viewer = access.viewer_of(session, uuid.UUID(held["school"]), uuid.UUID(held["staff"]), now=now, only=only)
        row = session_rows.read(session, key_of(service, connection))
    by_itself = connection.headers.get("x-requested-with") == "fetch" or connection.scope["path"].endswith("/live")
    often = _NOTE_SHARED if row and row.idle_s else _NOTE
    if viewer and row and not by_itself and (row.seen_at is None or now - row.seen_at >= often):
        with service.db.write(unseen=True) as session:
            session.execute(update(StaffSession).where(StaffSession.id_hash == row.id_hash).values(seen_at=now))
    return viewer


def add(
    session: Session, service: Service, staff_id: uuid.UUID, *, expires_at: datetime, cookie: str | None = None
) -> str:
    """Write a signed-in session without a browser and return its cookie; for tests and rehearsals."""
    cookie = cookie or secrets.token_hex(32)
    held = {"school": service.school_id.hex, "staff": staff_id.hex, "stage": IN}
    session.merge(
        StaffSession(
            id_hash=hashed(cookie),
            school_id=service.school_id,
            staff_id=staff_id,
            data=msgspec.json.encode(held),
            expires_at=expires_at,
            started_at=service.clock.now(),
            seen_at=service.clock.now(),
        )
    )
    return cookie


def _start(
    request: AnyRequest,
    service: Service,
    staff_id: uuid.UUID,
    *,
    stage: str,
    shared: bool,
    computer: ClassroomComputer | None = None,
    told: Told | None = None,
) -> None:
    held = {"school": service.school_id.hex, "staff": staff_id.hex, "stage": stage, "browser": _browser(request)}
    if shared:
        held["shared"] = "yes"
    if told is not None:
        held |= told.kept()
    if computer is not None:
        held |= {"class": computer.class_id.hex, "computer": computer.id.hex}
    request.scope["state"][_FRESH] = secrets.token_hex(32)
    request.set_session(held)


def _browser(request: AnyRequest) -> str:
    """A browser as people tell it from another: `Firefox on Windows`."""
    agent = request.headers.get("user-agent", "")
    name = next((said for sign, said in _BROWSERS if sign in agent), "A browser")
    system = next((said for sign, said in _SYSTEMS if sign in agent), "")
    return f"{name} on {system}" if system else name


def cookie_name(settings: Settings, name: str = COOKIE) -> str:
    """What a cookie is called here: by https, so that no other host of the school's domain could have set it."""
    return OF_THIS_HOST + name if settings.secure else name


def _forget(session: Session, request: AnyRequest, service: Service) -> None:
    if old := request.cookies.get(cookie_name(service.settings)):
        session.execute(delete(StaffSession).where(StaffSession.id_hash == hashed(old)))


class _Backend(ServerSideSessionBackend):
    """Litestar's backend, writing only at sign-in and sign-out instead of at every response."""

    def get_session_id(self, connection: AnyConnection) -> str:
        fresh = connection.scope["state"].get(_FRESH)
        return str(fresh) if fresh else super().get_session_id(connection)

    async def store_in_message(self, scope_session: ScopeSession, message: Message, connection: AnyConnection) -> None:
        if connection.scope["state"].get(_FRESH):
            await super().store_in_message(scope_session, message, connection)
        elif not scope_session and self.config.key in connection.cookies:
            await super().store_in_message(Empty, message, connection)


@dataclass
class SessionConfig(ServerSideSessionConfig):
    """Litestar's configuration with the backend above."""

    _backend_class = _Backend


def config(service: Service) -> SessionConfig:
    """How sessions are kept: fixed life, a strict cookie that no script can read, none for the tablets' API."""
    return SessionConfig(
        key=cookie_name(service.settings),
        store=STORE,
        max_age=service.settings.session_hours * 3600,
        samesite="strict",
        httponly=True,
        secure=service.settings.secure,
        exclude="^/v1/",
    )
