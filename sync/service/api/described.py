"""The API as its OpenAPI document tells it: what each route takes and gives, exactly as it travels in JSON.

The routes read and write `sync.protocol`'s messages themselves, so the document is made from those same messages.
Bytes stand in base64 there; in MessagePack, which tablets speak, they are plain and the shapes are the same.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

import msgspec
from litestar.openapi.spec import (
    Components,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Reference,
    RequestBody,
    Schema,
    SecurityScheme,
)

from sync.protocol import BATCH_LIMIT, HELD_HEADER, MEDIA_TYPE, EventBatch, Problem

JSON = "application/json"
TOKEN = "token"  # noqa: S105  (the scheme's name)
ABOUT = f"""What tablets ask of the service. Shown here in JSON, which any tool can speak; tablets speak {MEDIA_TYPE}:
the same messages in MessagePack, bytes as they are. `Content-Type` and `Accept` choose."""
COMPONENTS = Components(
    security_schemes={
        TOKEN: SecurityScheme(type="http", scheme="bearer", description="The tablet's token, said once at enrolment.")
    }
)
_BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_ANY_METHOD = (405,)


def operation(
    takes: type[msgspec.Struct] | None = None,
    gives: type[msgspec.Struct] | str | None = None,
    *,
    status: int = 200,
    refuses: tuple[int, ...] = (),
    open_to_all: bool = False,
    query: tuple[Parameter, ...] = (),
    also: dict[int, str] | None = None,
    headers: dict[str, str] | None = None,
) -> type[Operation]:
    """How one route is described, for Litestar's `operation_class`.

    Args:
        takes: the message in the request's body; None when there is no body.
        gives: the message in the answer, the media type of a file, or None for an answer without a body.
        status: of that answer.
        refuses: the statuses of the route's `Problem`s.
        open_to_all: no token is asked for.
        query: what may stand in the address or the header besides.
        also: further answers without a schema, by status: their media types, empty for no body.
        headers: of the answer, and what each says.
    """
    answered = {str(status): _answer(status, gives, headers or {})}
    for other, media in (also or {}).items():
        answered[str(other)] = _answer(other, media or None, headers or {})
    for refused in (*refuses, *_ANY_METHOD):
        answered[str(refused)] = _answer(refused, Problem, {})

    @dataclass
    class Described(Operation):
        """One route."""

        def __post_init__(self) -> None:
            self.responses = dict(answered)
            self.parameters = [*(self.parameters or []), *query] or None
            self.security = None if open_to_all else [{TOKEN: []}]
            if takes is not None:
                self.request_body = RequestBody({JSON: OpenAPIMediaType(schema(takes))}, required=True)

    return Described


def header(name: str, says: str) -> Parameter:
    """A header that a tablet may send; what is not understood in it is passed over."""
    return Parameter(name, "header", Schema(type=OpenAPIType.STRING), description=says)


def asked(name: str, says: str) -> Parameter:
    """A value that may stand behind the `?` of the address; what is not understood in it is passed over."""
    return Parameter(name, "query", Schema(type=OpenAPIType.STRING), description=says)


HELD = {HELD_HEADER: "Up to this number the service holds the store without a gap."}


@functools.cache
def schema(message: type[msgspec.Struct]) -> Schema:
    """A message's JSON schema, whole in itself."""
    found, parts = msgspec.json.schema_components((message,), ref_template="{name}")
    if message is EventBatch:
        parts["EventBatch"]["properties"]["events"]["maxItems"] = BATCH_LIMIT
    # Litestar writes a ready-made schema out as it is; its own class knows no message that is an array.
    return cast(Schema, _inlined(found[0], parts))


def _answer(status: int, gives: type[msgspec.Struct] | str | None, headers: dict[str, str]) -> OpenAPIResponse:
    said: dict[str, OpenAPIHeader | Reference] = {
        name: OpenAPIHeader(schema=Schema(type=OpenAPIType.STRING), description=text) for name, text in headers.items()
    }
    content = None
    if isinstance(gives, str):
        content = {gives: OpenAPIMediaType()}
    elif gives is not None:
        content = {JSON: OpenAPIMediaType(schema(gives))}
    return OpenAPIResponse(HTTPStatus(status).phrase, headers=said or None, content=content)


def _inlined(part: Any, parts: dict[str, Any]) -> Any:
    """A schema with its references replaced by what they name; none of our messages holds itself."""
    if isinstance(part, list):
        return [_inlined(each, parts) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(parts[part["$ref"]], parts)
    if part.get("contentEncoding") == "base64":
        return {**part, "pattern": _BASE64}
    return {name: _inlined(each, parts) for name, each in part.items()}
