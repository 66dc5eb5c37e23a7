"""The pages about the school itself: who may open them, and the tabs that lead from one to the next."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler

from sync.service.access import Viewer
from sync.service.db.models import Role
from sync.service.pages.messages import say

HOME = "/roster"
"""Where the navigation's *School* leads."""
_KEEPERS = (Role.PRACTITIONER, Role.DSL, Role.IT)


def keeps_school(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Those who bring in rosters and keep the calendar. No feeling stands on these pages."""
    viewer = connection.scope.get("user")
    if not isinstance(viewer, Viewer) or viewer.role not in _KEEPERS:
        raise PermissionDeniedException("This page is for practitioners, the safeguarding lead and IT.")


def tabs(viewer: Viewer) -> list[tuple[str, str]]:
    """The pages about the school that a viewer may open, as (address, title)."""
    if viewer.role not in _KEEPERS:
        return []
    people = [(HOME, say("Pupils and classes")), *_staff(viewer), ("/grown-ups", "Grown-ups")]
    return [*people, ("/calendar", say("Calendar")), ("/telling", say("Telling people")), *_settings(viewer)]


def _staff(viewer: Viewer) -> list[tuple[str, str]]:
    return [("/staff", say("Staff"))] if viewer.role in (Role.IT, Role.DSL) else []


def _settings(viewer: Viewer) -> list[tuple[str, str]]:
    return (
        [("/class-sign-ins", say("Supply and computers")), ("/settings", say("Settings"))]
        if viewer.sees_all_classes
        else []
    )
