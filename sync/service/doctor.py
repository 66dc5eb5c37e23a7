"""Looks at what commonly goes wrong with a service in a school; every finding that is amiss says what to do.

Reads only, so that it may be asked while the service runs. It sees numbers, machines and tablets, never a child.
"""

from __future__ import annotations

import shutil
import socket
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sync.hosts import is_loopback
from sync.service import admin, authority, backup, doctor_providers, doctor_tablets, keys
from sync.service.doctor_tablets import Finding
from sync.service.errors import ServiceError
from sync.service.settings import Settings

ROOM_MB = 1000
"""Megabytes below which a disk is nearly full: backups need as much again as the database."""
RUNS_OUT = timedelta(days=21)
_OTHERS = 0o077
_SECRETS = ("school.key", "authority.key", "server.key", "recovery.pub", "service.db", "service.db-wal")
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")


def findings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Look at keys, files, disk, database, port, certificate, backups, providers, tablets and the clock."""
    yield _key(settings, environ)
    yield _files(settings)
    yield _disk(settings)
    database = _database(settings)
    yield database
    yield from _road(settings)
    yield _certificate(settings)
    yield _recovery(settings)
    yield from doctor_providers.findings(settings, environ)
    if database.well:
        yield from doctor_tablets.findings(settings)
    yield _clock()


def _key(settings: Settings, environ: Mapping[str, str]) -> Finding:
    try:
        return Finding("key", True, f"the school's key is in order; it is named {keys.load(settings, environ).name}.")
    except ServiceError as error:
        return Finding("key", False, str(error))


def _files(settings: Settings) -> Finding:
    found = [settings.folder / name for name in _SECRETS]
    open_to_others = [each for each in found if each.exists() and stat.S_IMODE(each.stat().st_mode) & _OTHERS]
    inside = settings.folder.exists() and not stat.S_IMODE(settings.folder.stat().st_mode) & _OTHERS
    if not open_to_others or inside:
        return Finding("files", True, "only this user can read them.")
    names = " ".join(str(each) for each in open_to_others)
    return Finding("files", False, f"others on this machine can read {names}. Run `chmod 700 {settings.folder}`.")


def _disk(settings: Settings) -> Finding:
    here = next(each for each in (settings.folder, *settings.folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(here).free // 1_000_000
    if free >= ROOM_MB:
        return Finding("disk", True, f"{free} MB free.")
    return Finding("disk", False, f"only {free} MB free in {here}. Make room: nothing is taken in on a full disk.")


def _database(settings: Settings) -> Finding:
    try:
        file = backup.file_of(settings)
    except ServiceError:
        return doctor_tablets.postgresql(settings)
    if not file.exists():
        return Finding("database", False, 'there is no school yet. Run `daybreak service init --school "Its name"`.')
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as looked:
            said = str(looked.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        said = str(error)
    if said == "ok":
        return Finding("database", True, f"sound, {file.stat().st_size // 1_000_000} MB.")
    cure = "Stop the service, keep the file, and restore the newest backup: tablets send again what it lacks."
    return Finding("database", False, f"{file} is damaged ({said}). {cure}")


def _road(settings: Settings) -> Iterator[Finding]:
    running = admin.is_running(settings)
    here = "127.0.0.1" if settings.host in ("", "0.0.0.0", "::") else settings.host  # noqa: S104  (compared)
    if running and settings.port and not _answers(here, settings.port):
        cure = f"Ask IT to open TCP port {settings.port} in this machine's own firewall."
        yield Finding("port", False, f"the service runs, but {here} does not answer on port {settings.port}. {cure}")
    elif running:
        yield Finding("port", True, f"the service runs and answers on port {settings.port or 'of its choice'}.")
    elif settings.port and _answers(here, settings.port):
        cure = "Stop that program, or give the service another port in its settings."
        yield Finding("port", False, f"another program answers on port {settings.port}, so the service cannot. {cure}")
    else:
        yield Finding("port", False, "the service does not run. Start it with `daybreak service run`.")
    if settings.public_front:
        yield Finding("reach", True, "a web server with a public certificate stands in front.")
    elif is_loopback(settings.host):
        cure = 'Set host = "0.0.0.0" in its settings; it then speaks with the school\'s own certificate.'
        yield Finding("reach", False, f"no tablet can reach {settings.host}: it is this machine alone. {cure}")
    else:
        where = ", ".join(name for name in authority.own_names(settings.host) if not is_loopback(name))
        ask = f"Where a tablet cannot come through, ask IT to let TCP port {settings.port} pass to it."
        yield Finding("reach", True, f"tablets look for it at {where}. {ask}")


def _certificate(settings: Settings) -> Finding:
    if settings.speaks == "plain":
        return Finding("certificate", True, "none is needed: it speaks to this machine alone.")
    from sync.service import certificates  # slow to load; the service itself starts without it

    own = settings.speaks == "own"
    file = settings.folder / "server.pem" if own else Path(settings.certificate)
    wanted = [each.strip() for each in settings.names.split(",") if each.strip()]
    try:
        if not own:
            authority.check_pair(file, Path(settings.certificate_key))
        last, lacking = certificates.looked_at(file, wanted)
    except (ServiceError, OSError, ValueError) as error:
        cure = "" if isinstance(error, ServiceError) else " Start the service: it makes its own."
        return Finding("certificate", False, f"{error}.{cure}".replace("..", "."))
    cure = "Restart the service: it makes a new one." if own else "Ask IT to renew it, then restart the service."
    if lacking:
        return Finding("certificate", False, f"{file} does not name {', '.join(lacking)}. {cure}")
    if last - datetime.now(UTC) < RUNS_OUT:
        return Finding("certificate", False, f"{file} runs out on {last:%-d %B %Y}. {cure}")
    return Finding("certificate", True, f"good until {last:%-d %B %Y}.")


def _recovery(settings: Settings) -> Finding:
    try:
        backup.public_key(settings)
    except ServiceError as error:
        return Finding("recovery", False, str(error))
    return Finding("recovery", True, "backups are sealed to the recovery key that the DSL keeps on paper.")


def _clock() -> Finding:
    if SYNCHRONISED.exists() or not SYNCHRONISED.parent.exists():
        kept = "kept by a time server" if SYNCHRONISED.exists() else "not kept by systemd; something else has to"
        return Finding("clock", True, f"{kept}.")
    return Finding("clock", False, "no time server has set it. Ask IT to let time servers through (NTP, UDP port 123).")


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 2).close()
    except OSError:
        return False
    return True
