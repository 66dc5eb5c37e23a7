"""What the staff corner tells: the tablet's health and who is waiting, in sentences. No Kivy here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.ports import Health
from kiosk.school_time import local
from sync.protocol import Classroom, Reply, Trust

SOON_S = 120.0
"""Seconds since the last answer within which the line is well: a tablet looks three times a minute."""
ROOM_MB = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence about the tablet, and whether all is well with it."""

    well: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open request: the child's picture, empty while they have not said who they are, and a sentence."""

    picture: str
    sentence: str


def facts(health: Health, time: str, sound: Sequence[str] = (), *, quiet: bool = False) -> list[Fact]:
    """How the tablet is; `time` is its local time, `sound` what is amiss with the loudspeaker."""
    told = [_sent(health), _heard(health)]
    if health.refused:
        told.append(Fact(False, f"The service refused {_records(health.refused)}. Ask IT: nothing is thrown away."))
    if health.put_aside:
        told.append(Fact(False, "A damaged record was put aside. Ask IT to run: daybreak kiosk status."))
    told.append(_clock(health, time))
    if health.disk_free_mb < ROOM_MB:
        told.append(Fact(False, f"Only {health.disk_free_mb} MB are free. Ask IT to make room."))
    told += [Fact(False, sentence) for sentence in sound]
    if quiet:
        told.append(Fact(True, "No sound now: these are quiet hours."))
    return told


def _sent(health: Health) -> Fact:
    if not health.allowed:
        return Fact(False, "The service no longer knows this tablet. Enrol it with a new code: nothing is lost.")
    if not health.waiting:
        return Fact(True, "Everything has been sent.")
    verb = "waits" if health.waiting == 1 else "wait"
    return Fact(_soon(health), f"{_records(health.waiting).capitalize()} {verb} to be sent, safe on this tablet.")


def _heard(health: Health) -> Fact:
    if health.heard_s is None:
        return Fact(False, "The service has not answered since the tablet was started. Look at the network.")
    if _soon(health):
        return Fact(True, "The service answered just now.")
    minutes = round(health.heard_s / 60)
    ago = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
    return Fact(False, f"The service answered {ago} ago. Look at the network.")


def _clock(health: Health, time: str) -> Fact:
    why = {
        Trust.SYNCED: ": a time server keeps the clock.",
        Trust.TOLD: ": the clock agrees with the service's.",
        Trust.UNKNOWN: ", but nothing has checked the clock yet.",
    }[health.clock]
    return Fact(health.clock is not Trust.UNKNOWN, f"It is {time}{why}")


def _soon(health: Health) -> bool:
    return health.heard_s is not None and health.heard_s <= SOON_S


def _records(count: int) -> str:
    return "one record" if count == 1 else f"{count} records"


def waiting(classroom: Classroom | None, *, lit: bool) -> list[Waiting]:
    """Open requests as this tablet knows them, those that nobody has seen first, then the oldest.

    `lit` says that one of its own is not acknowledged.
    """
    if classroom is None:
        return []
    told = [_request(reply, classroom) for reply in sorted(classroom.replies, key=_order) if reply.state != "met"]
    if lit and not told:
        told.append(Waiting("", "Somebody asked at this tablet. The service has not heard of it yet."))
    return told


def _request(reply: Reply, classroom: Classroom) -> Waiting:
    tile = next((tile for tile in classroom.pupils if tile.pupil == reply.pupil), None)
    name = tile.name if tile and tile.name else "Somebody"
    at = f" at {local(datetime.fromtimestamp(reply.asked_s, UTC), classroom):%H:%M}" if reply.asked_s else ""
    if reply.state == "asked":
        return Waiting(tile.picture if tile else "", f"{name} asked{at}. Nobody has seen it yet.")
    adult = next((adult.name for adult in classroom.adults if adult.adult == reply.adult), "somebody")
    return Waiting(tile.picture if tile else "", f"{name} asked{at}. Seen by {adult}.")


def _order(reply: Reply) -> tuple[bool, int, bytes]:
    return reply.state != "asked", reply.asked_s, reply.request
