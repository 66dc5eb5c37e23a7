"""What a school types on a page and no backup may hold, such as a token: a file of its own in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from sync.files import write_whole
from sync.service.errors import ServiceError

Kept = TypeVar("Kept", bound=msgspec.Struct)


def read(path: Path, kind: type[Kept], cure: str) -> Kept | None:
    """What was kept; None when there is no file.

    Args:
        cure: what to do about a file that cannot be used, and what does not work until then.

    Raises:
        ServiceError: the file cannot be read or used.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError):
        raise ServiceError(f"{path} cannot be used{cure}") from None


def write(path: Path, kept: msgspec.Struct) -> None:
    """Keep it, readable by the service alone.

    Raises:
        OSError: the disk would not; what was there still is.
    """
    write_whole(path, msgspec.json.format(msgspec.json.encode(kept), indent=2))
