"""One message to a topic of an ntfy server (ntfy.sh or the school's own)."""

from __future__ import annotations

import msgspec

from sync.service.telling import web
from sync.service.telling.ways import Ntfy

HIGH = 4
"""Of ntfy's priorities 1 to 5: it rings, though somebody may be asleep."""
ORDINARY = 3


def send(way: Ntfy, title: str, text: str, link: str, *, urgent: bool) -> None:
    """Publish it as JSON: there a title may hold any letter, in a header it may not.

    Raises:
        NotDeliveredError: the server did not take it.
    """
    said = {"topic": way.topic, "title": title, "message": text, "click": link}
    body = msgspec.json.encode(said | {"priority": HIGH if urgent else ORDINARY})
    token = {"authorization": f"Bearer {way.token}"} if way.token else {}
    web.post(way.server.rstrip("/") + "/", body, {"content-type": "application/json", **token})
