"""One message to the school's own web hook: JSON, signed as Standard Webhooks 1.0.0 asks."""

from __future__ import annotations

import hmac
import uuid
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256

import msgspec

from sync.service.telling import web
from sync.service.telling.ways import SECRET_PREFIX, Hook


def send(way: Hook, notice_id: uuid.UUID, said: dict[str, str], at: datetime) -> None:
    """Deliver it; the id is the same at every try, so that a second delivery can be told.

    Args:
        said: `kind`, `class`, `title`, `text` and `link`.

    Raises:
        NotDeliveredError: it was not taken.
    """
    body = msgspec.json.encode({"type": "daybreak.notice", "timestamp": at, "data": said})
    stamp = int(at.timestamp())
    headers = {
        "content-type": "application/json",
        "webhook-id": str(notice_id),
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature(way.secret, notice_id, stamp, body),
    }
    web.post(way.url, body, headers)


def signature(secret: str, notice_id: uuid.UUID, stamp: int, body: bytes) -> str:
    """HMAC-SHA256 over `id.timestamp.body`, as `v1,<base64>`."""
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    told = b".".join((str(notice_id).encode(), str(stamp).encode(), body))
    return "v1," + b64encode(hmac.digest(key, told, sha256)).decode()
