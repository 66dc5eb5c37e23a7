"""Refusals as a tablet meets them: a `Problem`, a sentence with a cure."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from sync.protocol import Problem
from sync.service.api import wire


class Refused(HTTPException):
    """The whole request is refused."""

    def __init__(self, status: int, detail: str, after_s: int | None = None) -> None:
        headers = None if after_s is None else {"retry-after": str(after_s)}
        super().__init__(detail=detail, status_code=status, headers=headers)


def answer(
    request: Request[Any, Any, Any], status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """A `Problem` in the form that the tablet speaks."""
    return wire.answer(request, Problem(detail), status, headers)


def sentence(status: int) -> str:
    """What to say of a refusal that is not one of ours."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "There were many attempts from this address. Wait a minute, then try again."
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return "That is too much at once; send less."
    return f"The service refuses that: {HTTPStatus(status).phrase.lower()}."
