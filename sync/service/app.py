"""The service as one Litestar application: the tablets' API and the staff's pages.

Nothing is open by chance: a route without a guard still asks for a sign-in, every form carries a token, and no answer
is kept by a browser or framed by another page.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.config.csrf import CSRFConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect
from litestar.security.session_auth import SessionAuth
from litestar.stores.memory import MemoryStore
from litestar.types import ExceptionHandlersMap, Message, Scope
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as TurnTimeout

from sync import logs
from sync.protocol import BODY_LIMIT
from sync.service import api, pages
from sync.service.access import Viewer
from sync.service.accounts import sessions
from sync.service.accounts.session_rows import SessionStore
from sync.service.api import described, problems
from sync.service.context import Service
from sync.service.unusable import UNFIT

_log = logging.getLogger("daybreak.service")

SIGN_IN = "/sign-in"
CODE = "/code"
API = "/v1/"
OPEN = [rf"^{API}", "^/static/", f"^{SIGN_IN}(/|$)", f"^{CODE}$", "^/first-run$", "^/openapi", "^/favicon"]
"""What needs no sign-in: the tablets have their own token, and the sign-in page its own limits."""

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}

_ONLY_HTTPS = "max-age=31536000"
"""A year. A browser that found the school's own certificate wanting passes over it (RFC 6797, 8.1)."""


def create_app(service: Service) -> Litestar:
    """Return the application for an open service; whoever runs it closes the service."""
    session_config = sessions.config(service)
    auth = SessionAuth[Viewer, Any](
        retrieve_user_handler=_viewer_finder(service),
        session_backend_config=session_config,
        exclude=OPEN,
        exclude_http_methods=["OPTIONS"],
    )
    limit = RateLimitConfig(
        ("minute", service.settings.sign_in_per_minute),
        check_throttle_handler=_is_sign_in,
        set_rate_limit_headers=False,
    )
    staff_pages = Router("/", route_handlers=pages.routes(), include_in_schema=False)
    return Litestar(
        route_handlers=[*api.routes(service), staff_pages],
        dependencies={
            "service": Provide(lambda: service, sync_to_thread=False),
            "viewer": Provide(_viewer, sync_to_thread=False),
        },
        middleware=[limit.middleware, auth.middleware],
        csrf_config=CSRFConfig(
            secret=service.secret,
            cookie_name=sessions.cookie_name(service.settings, "daybreak_form"),
            cookie_httponly=True,
            cookie_secure=service.settings.secure,
            cookie_samesite="strict",
            exclude=[rf"^{API}"],
        ),
        stores={sessions.STORE: SessionStore(service), "rate_limit": MemoryStore()},
        exception_handlers=_exception_handlers(),
        before_send=[_add_secure_headers if service.settings.secure else _add_headers],
        openapi_config=OpenAPIConfig(
            title="Daybreak: the tablets' API",
            version="1",
            description=described.ABOUT,
            path="/openapi",
            render_plugins=[JsonRenderPlugin()],
            components=described.COMPONENTS,
        ),
        logging_config=None,
        request_max_body_size=BODY_LIMIT,
        debug=False,
    )


def _viewer_finder(service: Service) -> Any:
    def find(session: dict[str, str], connection: ASGIConnection[Any, Any, Any, Any]) -> Viewer | None:
        return sessions.viewer_of(service, session, connection)

    return find


def _viewer(request: Request[Any, Any, Any]) -> Viewer:
    viewer = request.scope.get("user")
    if not isinstance(viewer, Viewer):
        raise NotAuthorizedException
    return viewer


def _is_sign_in(request: Request[Any, Any, Any]) -> bool:
    path = request.url.path
    return request.method == "POST" and (path in (SIGN_IN, CODE) or path.startswith(f"{SIGN_IN}/with/"))


def _exception_handlers() -> ExceptionHandlersMap:
    """The tablets get a `Problem`, people a page; neither gets a stack trace."""
    return {
        NotAuthorizedException: _not_signed_in,
        DataError: _unfit,
        OperationalError: _busy,
        TurnTimeout: _busy,
        HTTPException: _refused,
        Exception: _broken,
    }


def _not_signed_in(request: Request[Any, Any, Any], error: NotAuthorizedException) -> Response[Any]:
    if request.url.path.startswith(API):
        return problems.answer(request, 401, error.detail)
    return Redirect(SIGN_IN, status_code=303)


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    if error.status_code in (403, 429):
        _write_down(request, error.status_code)
    if request.url.path.startswith(API):
        sentence = error.detail if isinstance(error, problems.Refused) else problems.sentence(error.status_code)
        return problems.answer(request, error.status_code, sentence, error.headers)
    return pages.problem(request, error.status_code, error.detail)


def _write_down(request: Request[Any, Any, Any], status: int) -> None:
    """Note a refusal, with the part of the service that it was about and no more: an address may name a child."""
    part = request.url.path.split("/")[1]
    about = part if re.fullmatch(r"[a-z0-9-]{1,20}", part) else "another"
    said = {"status": str(status), "part": about, "method": request.method}
    logs.security("request refused", said, refused=True)


def _busy(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The database is locked, out of turns or out of disk: nothing was stored, and trying again is right."""
    cause = getattr(error, "orig", None) or type(error).__name__  # SQLite's own words name tables, never values
    _log.warning("the database could not be used: %s", cause)
    sentence = "The service cannot write just now. Nothing was lost; it is worth trying again in a moment."
    if request.url.path.startswith(API):
        return problems.answer(request, 503, sentence, {"retry-after": "5"})
    return pages.problem(request, 503, sentence)


def _unfit(request: Request[Any, Any, Any], error: DataError) -> Response[Any]:
    """What was sent is longer than what can be kept, or no text at all; PostgreSQL looks, SQLite keeps it."""
    if request.url.path.startswith(API):
        return problems.answer(request, 400, UNFIT)
    return pages.problem(request, 400, UNFIT)


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours: written down by its kind and place, without what it was about."""
    places = traceback.extract_tb(error.__traceback__)
    place = f"{places[-1].filename}:{places[-1].lineno}" if places else "?"
    _log.error("%s at %s while answering %s", type(error).__name__, place, request.method)
    sentence = "Something went wrong in the service. Nothing was lost; try again, and tell IT if it happens twice."
    if request.url.path.startswith(API):
        return problems.answer(request, 500, sentence)
    return pages.problem(request, 500, sentence)


async def _add_secure_headers(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.start":
        MutableScopeHeaders.from_message(message).setdefault("strict-transport-security", _ONLY_HTTPS)
    await _add_headers(message, scope)


async def _add_headers(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        if not scope["path"].startswith("/static/"):
            headers.setdefault("cache-control", "no-store")
