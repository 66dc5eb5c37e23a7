"""A file has one writer: a process that writes holds this lock (`flock`), which ends with the process.

PostgreSQL orders its writers itself, so there several processes may share it; whoever must be alone still takes all.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.service.errors import ServiceError


@contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock during the block.

    Args:
        shared: together with others that share it.

    Raises:
        ServiceError: another process holds it, or the folder can't be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = path.open("ab")
    except OSError as error:
        raise ServiceError(
            f"{path.parent} can't be written ({error.strerror}). Check that the disk has room and is not read-only."
        ) from None
    with opened as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            raise ServiceError(f"Another process is using {path.parent}. Stop it first.") from None
        yield
