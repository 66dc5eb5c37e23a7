"""What tablets ask of the service."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from sync.service.api.authority import authority
from sync.service.api.classroom import classroom
from sync.service.api.enrol import enrol
from sync.service.api.events import events
from sync.service.api.media import media
from sync.service.api.report import report
from sync.service.context import Service


def routes(service: Service) -> list[ControllerRouterHandler]:
    """The routes under `/v1`; they know a tablet by its token, never by a cookie."""
    return [authority, enrol(service), events, classroom, media, report]
