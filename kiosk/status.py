"""What a tablet's folder tells about itself, in lines for IT: numbers and names of machines, never a child."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk import identity
from kiosk.identity import IdentityError
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
