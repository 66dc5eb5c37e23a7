"""Looks at what commonly keeps a tablet from its service; every finding that is amiss says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk import identity, road, status
from kiosk.device.clock import AGREES_S
from kiosk.device.health import disk_free_mb
from kiosk.identity import Identity, IdentityError
from kiosk.preferences import PreferencesError
from kiosk.settings import Settings
from kiosk.store import StoreError
from kiosk.voice import Voice
from sync.client import Client
from sync.clock import SystemClock
from sync.errors import NotOursError, SyncError, UnreachableError

BUILT_IN = 2026
"""The year of this code: a clock before it is wrong."""
ROOM_MB = 200
"""Megabytes below which a card is nearly full; a term of one class needs about ten."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    sentence: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at identity, disk, voice, staff corner, record, service and clock, in the order they depend on each other.

    Reads only: it may be asked while the tablet runs.
    """
    who = None
    try:
        who = identity.load(settings.data_dir)
        yield Finding("identity", True, f"enrolled for {who.classroom} at {who.school}.")
    except IdentityError as error:
        yield Finding("identity", False, str(error))
    yield _disk(settings)
    yield _voice(settings)
    yield _corner(settings)
    try:
        yield Finding("record", True, "; ".join(status.record(settings.data_dir)) + ".")
    except StoreError as error:
        yield Finding("record", False, str(error))
    if who is not None:
        yield from _service(who, settings)


def _disk(settings: Settings) -> Finding:
    free = disk_free_mb(settings.data_dir)
    if free >= ROOM_MB:
        return Finding("disk", True, f"{free} MB free.")
    return Finding(
        "disk", False, f"only {free} MB free in {settings.data_dir}. Make room: a full card keeps no answer."
    )


def _voice(settings: Settings) -> Finding:
    voice = Voice(settings.data_dir / "voice")
    unspoken, strays = voice.missing(), voice.strays()
    if not unspoken and not strays:
        return Finding("voice", True, "every word is spoken.")
    missing = f"no clip says {', '.join(unspoken)}; install Daybreak again, or record them. " if unspoken else ""
    never = f"no word is called {', '.join(strays)}; rename the recording to <word id>.ogg." if strays else ""
    return Finding("voice", False, (missing + never).strip())


def _corner(settings: Settings) -> Finding:
    try:
        return Finding("staff", True, "; ".join(status.corner(settings)) + ".")
    except PreferencesError as error:
        return Finding("staff", False, str(error))


def _date(settings: Settings) -> Iterator[Finding]:
    """A clock that is plainly wrong, where no service tells the time."""
    now = SystemClock(settings.clock_shift_s).now()
    if now.year < BUILT_IN:
        yield Finding("clock", False, f"says {now:%-d %B %Y}. Ask IT to let time servers through (NTP, UDP port 123).")


def _service(who: Identity, settings: Settings) -> Iterator[Finding]:
    try:
        client = Client(who.service, who.token, proxy=settings.proxy, authority=who.authority)
        try:
            classroom = client.classroom()
        finally:
            client.close()
    except SyncError as error:
        # Whoever answered in somebody's place is known by the answer; silence has to be followed to where it begins.
        silent = isinstance(error, UnreachableError) and not isinstance(error, NotOursError)
        end = road.end_of(who.service, authority=who.authority, proxy=settings.proxy) if silent else ""
        yield Finding("service", False, f"{who.service}: {end or error}")
        yield from _date(settings)
        return
    assert classroom is not None  # a client that asks for the first time is never told that nothing changed
    yield Finding(
        "service",
        True,
        f"{who.service} answers; {sum(not tile.visitor for tile in classroom.pupils)} children in {classroom.name}.",
    )
    off_s = round(SystemClock(settings.clock_shift_s).now().timestamp() - classroom.utc_s)
    if abs(off_s) <= AGREES_S:
        yield Finding("clock", True, "agrees with the service's.")
    else:
        ahead = "ahead of" if off_s > 0 else "behind"
        yield Finding("clock", False, f"{abs(off_s)} s {ahead} the service's. Ask IT to let time servers through.")
