"""`GET /v1/media/<sha256>`: a file for a tablet, from the start or from where it was cut off."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from sync.service import media as files
from sync.service.api import described, problems, tokens
from sync.service.context import Service

FILE = "application/octet-stream"
_RANGE = re.compile(r"bytes=(\d{1,9})-")


@get(
    "/v1/media/{sha256:str}",
    summary="A file for the tablets of a class, by its hash",
    operation_class=described.operation(
        gives=FILE,
        refuses=(401, 404, 416, 503),
        query=(described.header("Range", "`bytes=N-`: from that byte on."),),
        also={206: FILE},
        headers={"ETag": "The file's hash.", "Accept-Ranges": "Always `bytes`."},
    ),
)
async def media(
    request: Request[Any, Any, Any], service: NamedDependency[Service], sha256: FromPath[str]
) -> Response[bytes]:
    """With `Range: bytes=N-`, 206 and the rest. The tablet checks the hash itself."""
    token = tokens.given(request)
    content = await asyncio.to_thread(_read, service, token, sha256)
    headers = {"etag": f'"{sha256}"', "accept-ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        return Response(content, media_type=FILE, headers=headers)
    first = int(asked[1])
    if first >= len(content):
        raise problems.Refused(416, "That file is shorter. Fetch it from its start.")
    headers["content-range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
    return Response(content[first:], status_code=206, media_type=FILE, headers=headers)


def _read(service: Service, token: str, sha256: str) -> bytes:
    missing = problems.Refused(404, "There is no such file for this tablet's class.")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise missing
    with service.db.read() as session:
        device = tokens.device(session, service, token)
        found = files.place(session, service, device.class_id, bytes.fromhex(sha256))
    if found is None:
        raise missing
    return found.read_bytes()
