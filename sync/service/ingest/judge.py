"""One envelope, opened and checked as far as that needs no database."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from assets import catalogue
from sync.protocol import (
    CAMES,
    HOW_NOWS,
    HOWS,
    SIZES,
    ActivityDone,
    AdultCame,
    AskedForAdult,
    CheckedIn,
    ChoseAdult,
    Envelope,
    Event,
    HowNow,
    Moment,
    Outcome,
    ToldMore,
    Withdrew,
)
from sync.seal import SealError
from sync.service import calendar
from sync.service.context import Service
from sync.service.ingest import when

SEQ_END = 2**63
_SMALL_END = 1000
_SECONDS_END = 86_400
_WORD = re.compile(r"[a-z][a-z0-9_]{0,31}")
"""An id of a picture a child tapped. One that this service's catalogue does not know is kept as it is."""

encode = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Opened:
    """An event that can be read and makes sense in itself."""

    envelope: Envelope
    event_id: uuid.UUID
    box_hash: bytes
    event: Event
    pupil_id: uuid.UUID | None
    adult_id: uuid.UUID | None
    about: uuid.UUID | None
    happened_at: datetime
    """When it came, until `date_all` has worked out when it was."""
    school_day: date


@dataclass(frozen=True, slots=True)
class Refusal:
    """An envelope that is kept aside, with the reason in words."""

    envelope: Envelope
    event_id: uuid.UUID
    box_hash: bytes
    reason: str
    outcome: Outcome = "refused"


class _NotSenseError(Exception):
    """What an event says cannot be."""


def judge(service: Service, envelope: Envelope, now: datetime) -> Opened | Refusal:
    """Open an envelope and check what is in it; never raises, whatever it holds.

    Args:
        now: when the batch arrived, aware UTC.
    """
    box_hash = hashlib.sha256(envelope.key + envelope.box).digest()
    try:
        event_id = _uuid(envelope.event_id)
    except _NotSenseError as error:
        return Refusal(envelope, uuid.UUID(bytes=box_hash[:16]), box_hash, str(error))
    try:
        if not 0 < envelope.seq < SEQ_END:
            raise _NotSenseError("its order is no number from 1 on")
        event = service.opener.open(envelope.key, envelope.box)
        pupil_id, adult_id, about = _read(event)
    except (SealError, _NotSenseError) as error:
        return Refusal(envelope, event_id, box_hash, str(error))
    except (ValueError, TypeError):  # libsodium on boxes too short to be one, or padding that is none
        return Refusal(envelope, event_id, box_hash, "damaged on its way, or not sealed at all")
    return Opened(envelope, event_id, box_hash, event, pupil_id, adult_id, about, now, now.date())


def date_all(
    service: Service, opened: Iterable[Opened], now: datetime, sent: Moment | None, after: tuple[int, datetime | None]
) -> None:
    """Work out when each event of a batch happened, and on which school day.

    Args:
        sent: the tablet's moment of sending.
        after: the highest number that came before this batch, and when that event was.
    """
    ordered = sorted(opened, key=lambda each: each.envelope.seq)
    if not ordered:
        return
    lower = after[1] if ordered[0].envelope.seq > after[0] else None
    moments = [each.event.at for each in ordered]
    for each, at in zip(ordered, when.resolve(moments, now, sent=sent, after=lower), strict=True):
        each.happened_at, each.school_day = at, calendar.school_day(at, service.timezone)


def _read(event: Event) -> tuple[uuid.UUID | None, uuid.UUID | None, uuid.UUID | None]:
    """The pupil, the adult and the other event that an event names."""
    match event:
        case CheckedIn():
            _check_answers(event)
            return _uuid(event.pupil), None, None
        case AskedForAdult():
            return _uuid_or_none(event.pupil), None, None
        case ChoseAdult():
            if event.how is not None and event.how not in HOWS:
                raise _NotSenseError("it asks for help in a way this service does not know")
            return _uuid_or_none(event.pupil), _uuid_or_none(event.adult), _uuid(event.request)
        case Withdrew():
            return None, None, _uuid(event.event)
        case ToldMore():
            _check_told(event)
            return None, None, _uuid(event.check_in)
        case ActivityDone():
            _check_word(event.activity)
            if not 0 <= event.seconds < _SECONDS_END:
                raise _NotSenseError("it names a time that no activity takes")
            return None, None, _uuid(event.check_in)
        case HowNow():
            _check_word(event.activity)
            if event.answer not in HOW_NOWS:
                raise _NotSenseError("it says how it is now in a way this service does not know")
            return None, None, _uuid(event.check_in)
        case AdultCame():
            if event.came not in CAMES:
                raise _NotSenseError("it says whether a grown-up came in a way this service does not know")
            return None, None, _uuid(event.request)


def _check_answers(event: CheckedIn) -> None:
    if not 1 <= len(event.answers) <= 2 or not all(map(catalogue.load().knows, event.answers)):
        raise _NotSenseError("its answer is not in this service's catalogue; the service may need an update")
    small = min(event.slot, event.position, event.catalogue) >= 0
    if not small or not 1 <= event.step <= 4 or max(event.slot, event.position, event.catalogue) >= _SMALL_END:
        raise _NotSenseError("it names a step, a slot or a place that there is not")


def _check_told(event: ToldMore) -> None:
    if event.size is None and event.about is None:
        raise _NotSenseError("it adds nothing to its check-in")
    if event.size is not None and event.size not in SIZES:
        raise _NotSenseError("it names a size that there is not")
    if event.about is not None:
        _check_word(event.about)


def _check_word(word: str) -> None:
    if not _WORD.fullmatch(word):
        raise _NotSenseError("it names something that is no id of a picture")


def _uuid(raw: bytes) -> uuid.UUID:
    if len(raw) != 16:
        raise _NotSenseError("an id in it is not 16 bytes")
    return uuid.UUID(bytes=bytes(raw))


def _uuid_or_none(raw: bytes | None) -> uuid.UUID | None:
    return None if raw is None else _uuid(raw)
