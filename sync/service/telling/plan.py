"""What has to be told to whom now: a pure function of where the children's requests stand.

Whoever a request is with is told once when it comes to them: by e-mail each of them, by the other ways once. Nothing
is told while somebody who has seen it is within the target time, nor of a request that came to them long ago.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sync.service.escalation import Standing

LATE = timedelta(hours=12)
"""What came to somebody longer ago is on Today, and no news: it may be that a way was only now switched on."""


class Kind(enum.StrEnum):
    """What a message is about."""

    ASKED = "asked"
    OVERDUE = "overdue"
    """A request that has gone on to somebody else, or begun anew since nobody came."""
    DIGEST = "digest"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A child's request and where it stands; nothing of the child."""

    request_id: uuid.UUID
    class_id: uuid.UUID
    classroom: str
    asked_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address by one way."""

    key: str
    way: str
    to: str
    kind: Kind
    title: str
    text: str
    class_id: uuid.UUID | None = None
    classroom: str = ""


def of_requests(
    waiting: Iterable[Waiting], ways: Iterable[str], addresses: Mapping[uuid.UUID, str], now: datetime, zone: ZoneInfo
) -> Iterator[Message]:
    """Every message that the requests call for, whether or not it was sent already: the key says the same each time.

    Args:
        ways: those that are switched on.
        addresses: the e-mail address of each adult who wants to be told.
        now: aware UTC.
        zone: the school's own.
    """
    on = tuple(ways)
    for one in waiting:
        if not one.standing.alarm or now - one.standing.since > LATE:
            continue
        kind = Kind.ASKED if one.standing.since <= one.asked_at else Kind.OVERDUE
        title, text = _said(one, kind, zone)
        about = f"{one.request_id.hex}:{int(one.standing.level)}:{one.standing.since:%Y%m%dT%H%M%S}"
        for way in on:
            for whom, to in to_each(way, one.standing.people, addresses):
                yield Message(f"{about}:{way}:{whom}", way, to, kind, title, text, one.class_id, one.classroom)


def to_each(way: str, people: Iterable[uuid.UUID], addresses: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """Where a way leads, as (whom, address): to each adult by e-mail, to the one place of every other way."""
    if way != "mail":
        return [("", "")]
    return [(person.hex, addresses[person]) for person in sorted(people) if person in addresses]


def _said(one: Waiting, kind: Kind, zone: ZoneInfo) -> tuple[str, str]:
    at = one.asked_at.astimezone(zone)
    when = f"{at.hour}:{at.minute:02}"
    if kind is Kind.ASKED:
        first = f"Someone in {one.classroom} asked for a grown-up at {when}."
        title = f"Someone in {one.classroom} is waiting"
    else:
        first = f"Someone in {one.classroom} asked for a grown-up at {when}, and nobody has met them yet."
        title = f"Someone in {one.classroom} is still waiting"
    return title, f"{first} Today says who, and there you say that you are on the way."
