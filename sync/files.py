"""Files that a power cut leaves whole: the old content or the new, never half of either."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".new"
"""What a file is called at the end of its name until it is whole."""


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of the one before, durable and readable by its owner alone when this returns.

    Raises:
        OSError: it could not be written; what was there still is.
    """
    fresh = path.with_name(path.name + UNFINISHED)
    with only_ours(fresh) as file:
        file.write(content)
    fresh.replace(path)
    sync_folder(path.parent)


@contextmanager
def only_ours(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read, on the disk when the block has ended without an error.

    Raises:
        OSError: it could not be made or written.
    """
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable.

    Raises:
        OSError: the disk would not.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
