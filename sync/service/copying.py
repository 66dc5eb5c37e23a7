"""A second folder that is never far behind: sealed backups, made by the running service whenever something is new."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from sync.service import backup
from sync.service.context import Service
from sync.service.errors import ServiceError

_log = logging.getLogger("daybreak.service")


class Copying:
    """Keeps the folder that the settings name (`copy_to`) up to date, in a thread of its own."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._over = threading.Event()
        self._copied: tuple[int, ...] = ()
        self._thread = threading.Thread(target=self._run, name="copying", daemon=True)

    def start(self) -> None:
        """Begin, where a folder is named; the first copy is made at once."""
        if self._service.settings.copy_to:
            self._thread.start()

    def stop(self) -> None:
        """End, after a copy that is being made now; safe when it never began."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def copy(self) -> Path | None:
        """Make a copy if anything has changed since the last; return its file.

        Raises:
            sync.service.errors.ServiceError: it could not be made; it stays due.
        """
        chosen = self._service.settings
        state = _state(backup.file_of(chosen))
        if state == self._copied:
            return None
        made = backup.make(chosen, Path(chosen.copy_to), self._service.clock.now(), keep=chosen.copy_keep)
        self._copied = state
        return made

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self.copy()
            except ServiceError as error:
                _log.error("no copy was made: %s", error)
            self._over.wait(60.0 * self._service.settings.copy_every_min)


def _state(database: Path) -> tuple[int, ...]:
    """What changes with every write: sizes and times of the database and its log."""
    found: list[int] = []
    for path in (database, database.with_name(database.name + "-wal")):
        if path.exists():
            told = path.stat()
            found += [told.st_size, told.st_mtime_ns]
    return tuple(found)
