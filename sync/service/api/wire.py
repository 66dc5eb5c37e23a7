"""Bodies on the wire: MessagePack as tablets send it, or JSON for a person with curl, by Content-Type and Accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response

from sync.protocol import BODY_LIMIT, MEDIA_TYPE
from sync.service.api import problems

JSON = "application/json"
T = TypeVar("T")

_PACKED = (MEDIA_TYPE, "application/msgpack", "application/x-msgpack")


async def body(request: Request[Any, Any, Any], kind: type[T]) -> T:
    """Read a request's body as one of the protocol's messages.

    Raises:
        problems.Refused: 413 beyond `BODY_LIMIT` bytes, 415 for another type or a compressed body, 400 when the
            bytes are not that message; whatever they hold, never anything else.
    """
    media, _ = request.content_type
    if media not in (JSON, *_PACKED):
        raise problems.Refused(415, f"Send {MEDIA_TYPE} or {JSON}.")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise problems.Refused(415, "Send the body as it is, not compressed.")
    raw = await _read(request)
    try:
        if media == JSON:
            return msgspec.json.decode(raw, type=kind)
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        # A validation error names the field, never its value.
        reason = str(error) if isinstance(error, msgspec.ValidationError) else "the bytes cannot be read"
        raise problems.Refused(400, f"That is not a message this service knows: {reason}.") from None


def answer(
    request: Request[Any, Any, Any],
    message: msgspec.Struct,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """A message in the form the tablet asked for, or else the form in which it spoke."""
    accepted = request.headers.get("accept", "")
    spoken = request.content_type[0]
    packed = "msgpack" in accepted or (JSON not in accepted and spoken in _PACKED)
    content = msgspec.msgpack.encode(message) if packed else msgspec.json.encode(message)
    return Response(content, status_code=status, media_type=MEDIA_TYPE if packed else JSON, headers=dict(headers or {}))


async def _read(request: Request[Any, Any, Any]) -> bytes:
    """The body, given up as soon as it grows too large: a liar about its length costs no more memory than that."""
    too_large = problems.Refused(413, f"At most {BODY_LIMIT} bytes at once; send fewer events.")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY_LIMIT:
        raise too_large
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > BODY_LIMIT:
            raise too_large
    return bytes(parts)
