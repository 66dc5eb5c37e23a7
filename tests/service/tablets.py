"""A tablet as the service meets it: plain HTTP calls, sealed events, no retries."""

from __future__ import annotations

import os
import time
import uuid
from typing import Any

import httpx
import msgspec

from sync.protocol import (
    MEDIA_TYPE,
    AskedForAdult,
    BatchAnswer,
    CheckedIn,
    ChoseAdult,
    Classroom,
    Enrol,
    Enrolled,
    Envelope,
    Event,
    EventBatch,
    Moment,
    Trust,
    Withdrew,
)
from sync.seal import seal
from tests.service.running import RunningService

PACKED = {"content-type": MEDIA_TYPE, "accept": MEDIA_TYPE}


def moment(utc_s: int | None = None, trust: Trust = Trust.SYNCED) -> Moment:
    """A moment of this tablet's, now when no time is given."""
    return Moment(int(time.time()) if utc_s is None else utc_s, 1000, b"boot", trust)


def checked_in(
    pupil: uuid.UUID, answer: str = "calm", *, utc_s: int | None = None, trust: Trust = Trust.SYNCED
) -> CheckedIn:
    """A check-in of one answer on step 2."""
    return CheckedIn(
        at=moment(utc_s, trust), catalogue=1, pupil=pupil.bytes, answers=(answer,), step=2, slot=0, position=1
    )


def asked(pupil: uuid.UUID | None) -> AskedForAdult:
    return AskedForAdult(at=moment(), catalogue=1, pupil=pupil.bytes if pupil else None)


def chose(request: bytes, **what: Any) -> ChoseAdult:
    return ChoseAdult(at=moment(), catalogue=1, request=request, **what)


def withdrew(event: bytes) -> Withdrew:
    return Withdrew(at=moment(), catalogue=1, event=event)


class Tablet:
    """An enrolled tablet of a running service."""

    def __init__(self, running: RunningService, classroom: str = "2W") -> None:
        self.running = running
        self.http = httpx.Client(timeout=20, verify=False)  # plain http: reading certificates would only cost time
        code = running.enrolment_code(classroom)
        answer = self.http.post(
            f"{running.url}/v1/enrol", content=msgspec.msgpack.encode(Enrol(code, "0.1")), headers=PACKED
        )
        assert answer.status_code == 200, answer.text
        self.enrolled = msgspec.msgpack.decode(answer.content, type=Enrolled)
        self.headers = {**PACKED, "authorization": f"Bearer {self.enrolled.token}"}
        self.store = os.urandom(8)
        self.seq = 0

    def envelope(self, event: Event, event_id: bytes | None = None) -> Envelope:
        """Seal an event as the next of this tablet's."""
        self.seq += 1
        box = seal(event, self.enrolled.public_key)
        return Envelope(event_id or uuid.uuid4().bytes, self.seq, self.enrolled.key_id, box)

    def batch(self, *envelopes: Envelope) -> bytes:
        return msgspec.msgpack.encode(EventBatch(self.store, int(time.time()), list(envelopes)))

    def post(self, content: bytes, path: str = "/v1/events", **headers: str) -> httpx.Response:
        return self.http.post(self.running.url + path, content=content, headers={**self.headers, **headers})

    def deliver(self, *envelopes: Envelope) -> list[str]:
        """Deliver a batch and return the outcomes, in order."""
        answer = self.post(self.batch(*envelopes))
        assert answer.status_code == 200, answer.text
        found = msgspec.msgpack.decode(answer.content, type=BatchAnswer)
        assert [each.event_id for each in found.verdicts] == [each.event_id for each in envelopes]
        return [each.outcome for each in found.verdicts]

    def classroom(self) -> Classroom:
        answer = self.http.get(f"{self.running.url}/v1/classroom", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return msgspec.msgpack.decode(answer.content, type=Classroom)
