"""What a tablet's folder tells about itself, in lines for IT: numbers and names of machines, never a child."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk import identity, preferences
from kiosk.identity import IdentityError
from kiosk.pin import Lock
from kiosk.settings import Settings
from kiosk.store.opening import FILE, StoreError


def lines(folder: Path) -> list[str]:
    """One fact a line. Reads only, so that it may be asked while the tablet runs.

    Raises:
        StoreError: the record is there and can't be read.
    """
    return [*_identity(folder), f"folder: {folder}", *record(folder)]


def _identity(folder: Path) -> list[str]:
    try:
        who = identity.load(folder)
    except IdentityError as error:
        return [f"enrolled: no. {error}"]
    return [f"enrolled: {who.classroom}, {who.school}", f"service: {who.service}", f"device: {who.device_id.hex()}"]


def record(folder: Path) -> list[str]:
    """What the record holds, one fact a line.

    Raises:
        StoreError: it is there and can't be read.
    """
    path = folder / FILE
    if not path.exists():
        return ["record: none yet; it is made when the tablet first runs"]
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as database:

            def count(query: str) -> int:
                return int(database.execute(query).fetchone()[0])

            kept = count("SELECT count(*) FROM event")
            waiting = count("SELECT count(*) FROM outbox WHERE refused IS NULL")
            refused = count("SELECT count(*) FROM outbox WHERE refused IS NOT NULL")
            asking = count("SELECT count(*) FROM open_request")
            aside = [row[0] for row in database.execute("SELECT name FROM put_aside ORDER BY at_s")]
    except sqlite3.Error as error:
        raise StoreError(
            f"The record {path} can't be read ({error}). Start the tablet: it puts a damaged record aside by itself."
        ) from error
    return [
        f"events kept: {kept}",
        f"waiting to be sent: {waiting}",
        f"refused by the service: {refused}",
        f"requests for a grown-up not yet acknowledged: {asking}",
        *(f"put aside: {name}" for name in aside),
    ]


def corner(settings: Settings) -> list[str]:
    """What staff set at the tablet itself, one fact a line.

    Raises:
        PreferencesError: it is there and can't be read.
    """
    pin = "set" if Lock(settings.data_dir).is_set else "none yet; set one with: daybreak kiosk pin"
    found = preferences.chosen(settings.data_dir, settings)
    told = ", ".join(f"{name} {_said(value)}" for name, value in sorted(found.items()))
    return [f"staff PIN: {pin}", f"chosen at the tablet: {told or 'nothing, the settings count'}"]


def _said(value: object) -> str:
    match value:
        case bool():
            return "on" if value else "off"
        case None:
            return "the school's"
        case [str(start), str(end)]:
            return "never" if start == end else f"{start} to {end}"
        case float():
            return f"{value:g}"
    return str(value)
