"""What both ends write down about themselves: one line of JSON an event, in UTC, bounded, with nobody in it.

Where no file is chosen the lines go to the standard error, which a service manager keeps and bounds. Of an error only
its kind and its places in the code are written: its message may quote what a child or an adult said.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

MOST_BYTES = 1_000_000
"""Of one file; with those before it, a log never takes more than four times as much."""
BEFORE = 3
_PLACES = 6
_OWN = "daybreak"
_LIBRARIES = ("sqlalchemy", "alembic", "urllib3", "httpx2", "httpcore2", "PIL", "asyncio", "uvicorn", "litestar")
"""Heard from warnings on only: at a finer level they tell of rows and requests, whose addresses may hold a secret."""
_SECURITY = logging.getLogger(f"{_OWN}.security")


def begin(file: str = "", *, level: int = logging.INFO) -> None:
    """Write this process's log from now on, to a file or to the standard error. For entry points alone.

    Args:
        file: made if missing, readable by its owner alone; empty for the standard error.

    Raises:
        OSError: the file can't be written.
    """
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    handler = _file(Path(file).expanduser()) if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    root.addHandler(handler)
    root.setLevel(level)
    quieten()
    threading.excepthook = _say_of_a_thread


def quieten() -> None:
    """Hear of libraries only what is amiss."""
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def security(what: str, about: Mapping[str, str] | None = None, *, refused: bool = False) -> None:
    """Write down something that a person who looks for an intruder would ask about.

    Args:
        what: a few words, such as `sign-in refused`.
        about: ids and reasons; never a name, an address of a person, a token or a code.
    """
    _SECURITY.log(logging.WARNING if refused else logging.INFO, what, extra={"about": dict(about or {})})


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        line.update(getattr(record, "about", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"], line["places"] = _told(record.exc_info[1])
        return msgspec.json.encode(line).decode()


def _told(error: BaseException) -> tuple[str, list[str]]:
    """An error's kind and the innermost places it came from, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return type(error).__name__, [f"{'/'.join(Path(each.filename).parts[-3:])}:{each.lineno}" for each in frames]


def _file(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # loads more than a tablet's first frame should wait for

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(0o600)
    handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=BEFORE, encoding="utf-8")
    handler.rotator = _rotate
    return handler


def _rotate(full: str, aside: str) -> None:
    Path(full).replace(aside)
    Path(full).touch(0o600)


def _say_of_a_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        logging.getLogger(_OWN).error("a thread ended", exc_info=ended.exc_value)
