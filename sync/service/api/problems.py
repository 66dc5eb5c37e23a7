"""Refusals as a tablet meets them: a `Problem`, a sentence with a cure."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec

from sync.protocol import Problem
from sync.service.api import wire


class Refused(HTTPException):
    """The whole request is refused."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail=detail, status_code=status)


def answer(
    request: Request[Any, Any, Any], status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """A `Problem` in the form that the tablet speaks."""
    return wire.answer(request, Problem(detail), status, headers)


def described(*statuses: int) -> dict[int, ResponseSpec]:
    """These refusals, for the API's description."""
    return {status: ResponseSpec(Problem, description=HTTPStatus(status).phrase) for status in statuses}
